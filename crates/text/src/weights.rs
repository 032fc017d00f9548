//! Tables of weights, looked up by the hash of a feature.
//!
//! Both tables keep their slots in buckets of four with a 16-bit fingerprint each, so that a look-up is one
//! random read of 32 bytes and no branch. A feature that finds its bucket full is left out, the lightest first;
//! a feature that was never seen is taken for another about once in 16,000 look-ups.

use bytemuck::{Pod, Zeroable};
use std::borrow::Cow;

/// Ways in a bucket.
const WAYS: usize = 4;
const EVERY: u64 = 0x0001_0001_0001_0001;
const TOPS: u64 = 0x8000_8000_8000_8000;

/// Bucket and fingerprint of a feature in a table of `buckets`.
#[inline]
fn place(hash: u64, buckets: usize) -> (usize, u16) {
    let bucket = ((hash & 0xFFFF_FFFF) * buckets as u64) >> 32;
    (bucket as usize, ((hash >> 48) as u16).max(1))
}

/// The way whose fingerprint is `print`, and whether there is one.
#[inline]
fn way(prints: [u16; WAYS], print: u16) -> (usize, bool) {
    let all: u64 = bytemuck::cast(prints);
    let difference = all ^ (u64::from(print) * EVERY);
    let zeros = difference.wrapping_sub(EVERY) & !difference & TOPS;
    ((zeros.trailing_zeros() as usize / 16) & (WAYS - 1), zeros != 0)
}

/// Four features with a weight for each of the three actions of the parser.
#[derive(Clone, Copy, Debug, Default, Pod, Zeroable)]
#[repr(C)]
pub struct TrioBucket {
    prints: [u16; WAYS],
    weights: [[i16; 3]; WAYS],
}

/// Weights of features for the three actions of the parser.
#[derive(Clone, Debug, Default)]
pub struct Trios<'a> {
    /// The table.
    pub buckets: Cow<'a, [TrioBucket]>,
}

impl Trios<'_> {
    /// Adds up the weights of `features`.
    #[inline]
    #[must_use]
    pub fn score(&self, features: &[u64]) -> [i32; 3] {
        let buckets = &*self.buckets;
        let mut sum = [0; 3];
        if buckets.is_empty() {
            return sum;
        }
        for &feature in features {
            let (index, print) = place(feature, buckets.len());
            let bucket = &buckets[index];
            let (way, found) = way(bucket.prints, print);
            let mask = -i32::from(found);
            let weights = bucket.weights[way];
            for (total, weight) in sum.iter_mut().zip(weights) {
                *total += i32::from(weight) & mask;
            }
        }
        sum
    }

    /// Builds a table of `features`, which come with the heaviest first.
    #[must_use]
    pub fn build(features: &[(u64, [i16; 3])]) -> Self {
        let mut buckets = vec![TrioBucket::default(); bucket_count(features.len())];
        for &(feature, weights) in features {
            let (index, print) = place(feature, buckets.len());
            if let Some(way) = free_way(buckets[index].prints, print) {
                buckets[index].prints[way] = print;
                buckets[index].weights[way] = weights;
            }
        }
        Self { buckets: Cow::Owned(buckets) }
    }

    /// The same table, owning its memory.
    #[must_use]
    pub fn into_owned(self) -> Trios<'static> {
        Trios { buckets: Cow::Owned(self.buckets.into_owned()) }
    }
}

/// Buckets for so many features, nine tenths full.
fn bucket_count(features: usize) -> usize {
    (features * 10 / 9).div_ceil(WAYS).max(1)
}

/// A way that is free for `print`; none where the bucket is full or holds that fingerprint already.
fn free_way(prints: [u16; WAYS], print: u16) -> Option<usize> {
    if prints.contains(&print) { None } else { prints.iter().position(|&p| p == 0) }
}

/// Where the rows of four features begin, and how long they are.
#[derive(Clone, Copy, Debug, Default, Pod, Zeroable)]
#[repr(C)]
pub struct RowBucket {
    prints: [u16; WAYS],
    starts: [u32; WAYS],
    lengths: [u16; WAYS],
}

/// The weight of a feature for one class.
#[derive(Clone, Copy, Debug, Default, Pod, Zeroable)]
#[repr(C)]
pub struct Entry {
    /// The class.
    pub class: u16,
    /// Its weight.
    pub weight: i16,
}

/// Weights of features for many classes, most of which a feature says nothing about.
#[derive(Clone, Debug, Default)]
pub struct Rows<'a> {
    /// Finds the row of a feature.
    pub buckets: Cow<'a, [RowBucket]>,
    /// All rows, end to end.
    pub entries: Cow<'a, [Entry]>,
}

impl Rows<'_> {
    /// Adds the weights of `features` to `scores`, which has one place for each class.
    #[inline]
    pub fn score(&self, features: &[u64], scores: &mut [i32]) {
        let (buckets, entries) = (&*self.buckets, &*self.entries);
        if buckets.is_empty() {
            return;
        }
        for &feature in features {
            let (index, print) = place(feature, buckets.len());
            let bucket = &buckets[index];
            let (way, found) = way(bucket.prints, print);
            if !found {
                continue;
            }
            let start = bucket.starts[way] as usize;
            // A damaged file costs scores, never a panic.
            let row = entries.get(start..start + usize::from(bucket.lengths[way])).unwrap_or(&[]);
            for entry in row {
                if let Some(score) = scores.get_mut(usize::from(entry.class)) {
                    *score += i32::from(entry.weight);
                }
            }
        }
    }

    /// Builds a table of `rows`, which come with the heaviest first.
    #[must_use]
    pub fn build(rows: &[(u64, Vec<Entry>)]) -> Self {
        let mut buckets = vec![RowBucket::default(); bucket_count(rows.len())];
        let mut entries = Vec::new();
        for (feature, row) in rows {
            let (index, print) = place(*feature, buckets.len());
            let bucket = &mut buckets[index];
            let Some(way) = free_way(bucket.prints, print) else { continue };
            bucket.prints[way] = print;
            bucket.starts[way] = u32::try_from(entries.len()).unwrap_or(u32::MAX);
            bucket.lengths[way] = u16::try_from(row.len()).unwrap_or(u16::MAX);
            entries.extend_from_slice(row);
        }
        Self { buckets: Cow::Owned(buckets), entries: Cow::Owned(entries) }
    }

    /// The same table, owning its memory.
    #[must_use]
    pub fn into_owned(self) -> Rows<'static> {
        Rows { buckets: Cow::Owned(self.buckets.into_owned()), entries: Cow::Owned(self.entries.into_owned()) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, Rows, Trios};

    #[test]
    fn features_are_found_again_and_strangers_weigh_nothing() {
        let hash = |i: u64| crate::hash::one(1, i);
        let trios = Trios::build(&(0..1000).map(|i| (hash(i), [1, 2, i as i16])).collect::<Vec<_>>());
        let found = (0..1000).filter(|&i| trios.score(&[hash(i)]) == [1, 2, i as i32]).count();
        assert!(found > 800, "{found} of 1000");
        assert!((1000..9000).filter(|&i| trios.score(&[hash(i)]) != [0; 3]).count() < 5);
        let rows = Rows::build(&[(hash(1), vec![Entry { class: 1, weight: 5 }])]);
        let mut scores = [0; 2];
        rows.score(&[hash(1), hash(2)], &mut scores);
        assert_eq!(scores, [0, 5]);
    }
}
