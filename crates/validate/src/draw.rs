//! Draws units to label: a stratified random sample without replacement, in one pass.

use std::collections::BTreeMap;
use westphalia_model::EventType;
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// What a sample is stratified by: the event type that the program coded, or `None` for a sentence that it coded as nothing.
pub type Stratum = Option<EventType>;

/// Draws a sample while the units pass by.
///
/// Each unit gets a random number made of the seed and its own words, and the units with the lowest numbers of their
/// stratum are kept (permanent random numbers, Ohlsson 1995). The sample thus depends on the seed and on what is
/// offered, but not on the order of files or the number of threads, and memory holds no more than the sample.
#[derive(Debug)]
pub struct Draw<T> {
    seed: u64,
    per_type: usize,
    nothing: usize,
    strata: BTreeMap<Stratum, Kept<T>>,
    n_offered: usize,
}

/// What is kept of a stratum so far: by random number, and by arrival where two units are the same.
#[derive(Debug)]
struct Kept<T> {
    size: usize,
    lowest: BTreeMap<(u64, usize), T>,
}

/// One drawn unit.
#[derive(Debug, PartialEq, Eq)]
pub struct Drawn<T> {
    /// Its stratum.
    pub stratum: Stratum,
    /// How many units of the stratum were offered.
    pub stratum_size: usize,
    /// How many of them were drawn.
    pub stratum_drawn: usize,
    /// The unit.
    pub unit: T,
}

impl<T> Draw<T> {
    /// A draw of up to `per_type` events of each type and `nothing` sentences coded as nothing.
    #[must_use]
    pub fn new(seed: u64, per_type: usize, nothing: usize) -> Self {
        Self { seed, per_type, nothing, strata: BTreeMap::new(), n_offered: 0 }
    }

    /// Offers a unit. `identity` tells it from all others; `make` is called only if it is kept for now.
    pub fn offer(&mut self, stratum: Stratum, identity: &str, make: impl FnOnce() -> T) {
        let limit = if stratum.is_some() { self.per_type } else { self.nothing };
        let kept = self.strata.entry(stratum).or_insert_with(|| Kept { size: 0, lowest: BTreeMap::new() });
        kept.size += 1;
        let key = (xxh3_64_with_seed(identity.as_bytes(), self.seed), self.n_offered);
        self.n_offered += 1;
        let is_low =
            kept.lowest.len() < limit || kept.lowest.last_key_value().is_some_and(|(highest, _)| key < *highest);
        if limit > 0 && is_low {
            kept.lowest.insert(key, make());
            if kept.lowest.len() > limit {
                kept.lowest.pop_last();
            }
        }
    }

    /// How many units a stratum has so far.
    #[must_use]
    pub fn size(&self, stratum: Stratum) -> usize {
        self.strata.get(&stratum).map_or(0, |kept| kept.size)
    }

    /// The sample in random order: whoever labels only the beginning has labelled a random sample too.
    #[must_use]
    pub fn finish(self) -> Vec<Drawn<T>> {
        let mut drawn = Vec::new();
        for (stratum, Kept { size, lowest }) in self.strata {
            let n_drawn = lowest.len();
            // The order must not follow the numbers that decided the draw: they are lowest where a stratum is largest.
            drawn.extend(lowest.into_iter().map(|(key, unit)| {
                let order = xxh3_64_with_seed(&key.0.to_le_bytes(), self.seed);
                (order, key.1, Drawn { stratum, stratum_size: size, stratum_drawn: n_drawn, unit })
            }));
        }
        drawn.sort_by_key(|(order, arrival, _)| (*order, *arrival));
        drawn.into_iter().map(|(_, _, drawn)| drawn).collect()
    }
}

/// A digest of what a sample holds, which names it.
#[derive(Clone, Copy, Debug)]
pub struct Digest(u64);

impl Digest {
    /// A digest of nothing but the seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Takes in one part.
    pub fn add(&mut self, part: &str) {
        self.0 = xxh3_64_with_seed(part.as_bytes(), self.0);
    }

    /// An `s`, so that no spreadsheet takes it for a number, and eight hexadecimal digits.
    #[must_use]
    pub fn name(self) -> String {
        format!("s{:08x}", self.0 >> 32)
    }
}

#[cfg(test)]
mod tests {
    use super::{Draw, Drawn};
    use westphalia_model::EventType;

    fn draw(seed: u64, order: impl Iterator<Item = usize>) -> Vec<Drawn<usize>> {
        let mut draw = Draw::new(seed, 3, 5);
        for n in order {
            let stratum = match n {
                0..2 => Some(EventType::Aid),
                2..50 => Some(EventType::Agree),
                _ => None,
            };
            draw.offer(stratum, &n.to_string(), || n);
        }
        assert_eq!(draw.size(None), 50);
        draw.finish()
    }

    #[test]
    fn each_stratum_gives_its_number_or_all_it_has() {
        let drawn = draw(1, 0..100);
        let count = |stratum, size, n_drawn| {
            let of_it = drawn.iter().filter(|drawn| drawn.stratum == stratum);
            assert!(of_it.clone().all(|drawn| (drawn.stratum_size, drawn.stratum_drawn) == (size, n_drawn)));
            assert_eq!(of_it.count(), n_drawn);
        };
        count(Some(EventType::Aid), 2, 2);
        count(Some(EventType::Agree), 48, 3);
        count(None, 50, 5);
    }

    #[test]
    fn the_seed_decides_and_the_order_does_not() {
        assert_eq!(draw(1, 0..100), draw(1, (0..100).rev()));
        assert_ne!(draw(1, 0..100), draw(2, 0..100));
    }

    #[test]
    fn every_unit_is_as_likely_as_any_other() {
        let mut n_drawn = [0; 50];
        for seed in 0..2000 {
            for drawn in draw(seed, 0..100) {
                if drawn.stratum.is_none() {
                    n_drawn[drawn.unit - 50] += 1;
                }
            }
        }
        // 200 are expected of each; the standard deviation is 13.
        assert!(n_drawn.iter().all(|n| (150..250).contains(n)), "{n_drawn:?}");
    }
}
