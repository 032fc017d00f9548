//! Tables of weights, looked up by the hash of a feature.
//!
//! Both tables keep their slots in buckets of four with a 16-bit fingerprint each, so that a look-up is one
//! random read of some 24 bytes and no branch. A feature that finds its bucket full of heavier ones is left out;
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

/// Four features with their weights for the steps of the parser.
#[derive(Clone, Copy, Debug, Default, Pod, Zeroable)]
#[repr(C)]
pub struct StepBucket {
    prints: [u16; WAYS],
    weights: [[i16; 2]; WAYS],
}

/// Weights of features for the three steps of the parser. Only differences count, so the first step always weighs nothing and is
/// not stored.
#[derive(Clone, Debug, Default)]
pub struct Steps<'a> {
    /// The table.
    pub buckets: Cow<'a, [StepBucket]>,
}

impl Steps<'_> {
    /// Adds up the weights of `features`.
    #[inline]
    #[must_use]
    pub fn score(&self, features: &[u64]) -> [i32; 3] {
        let buckets = &*self.buckets;
        let (mut second, mut third) = (0, 0);
        if buckets.is_empty() {
            return [0; 3];
        }
        for &feature in features {
            let (index, print) = place(feature, buckets.len());
            let bucket = &buckets[index];
            let (way, found) = way(bucket.prints, print);
            let mask = -i32::from(found);
            let weights = bucket.weights[way];
            second += i32::from(weights[0]) & mask;
            third += i32::from(weights[1]) & mask;
        }
        [0, second, third]
    }

    /// Builds a table with room for `most` of `features`, which come with the heaviest first.
    #[must_use]
    pub fn build(features: &[(u64, [i16; 2])], most: usize) -> Self {
        let mut buckets = vec![StepBucket::default(); bucket_count(features.len(), most)];
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
    pub fn into_owned(self) -> Steps<'static> {
        Steps { buckets: Cow::Owned(self.buckets.into_owned()) }
    }
}

/// Buckets for so many features: half full where there is room for all, and else as many as room is given for. The
/// buckets then fill up, each with the heaviest of the features that belong there.
fn bucket_count(features: usize, most: usize) -> usize {
    most.min(features * 2).div_ceil(WAYS).max(1)
}

/// A way that is free for `print`; none where the bucket is full or holds that fingerprint already.
fn free_way(prints: [u16; WAYS], print: u16) -> Option<usize> {
    if prints.contains(&print) { None } else { prints.iter().position(|&p| p == 0) }
}

/// Four features: where their rows begin, one behind the other, and how long each is.
#[derive(Clone, Copy, Debug, Default, Pod, Zeroable)]
#[repr(C)]
pub struct RowBucket {
    prints: [u16; WAYS],
    start: u32,
    lengths: [u8; WAYS],
}

impl RowBucket {
    /// Where the row of a way begins among the entries, and how long it is.
    #[inline]
    fn row(&self, way: usize) -> (u32, u8) {
        // The lengths of lower ways, a byte each, added up without a branch.
        let lengths = u32::from_le_bytes(self.lengths);
        let lower = lengths & !(u32::MAX << (8 * way as u32));
        let halves = (lower & 0x00FF_00FF) + ((lower >> 8) & 0x00FF_00FF);
        let before = (halves & 0xFFFF) + (halves >> 16);
        (self.start.wrapping_add(before), self.lengths[way])
    }
}

/// The weight of a feature for one class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Entry {
    /// The class.
    pub class: u8,
    weight: [u8; 2],
}

impl Entry {
    /// The entry of a class.
    #[must_use]
    pub fn new(class: u8, weight: i16) -> Self {
        Self { class, weight: weight.to_le_bytes() }
    }

    /// Its weight.
    #[inline]
    #[must_use]
    pub fn weight(self) -> i16 {
        i16::from_le_bytes(self.weight)
    }
}

/// So many features are looked up together.
const AT_ONCE: usize = 64;

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
        // First all buckets are read, without a branch between one and the next, then the rows that were found.
        for features in features.chunks(AT_ONCE) {
            let mut rows = [(0u32, 0u8); AT_ONCE];
            let mut n_rows = 0;
            for &feature in features {
                let (index, print) = place(feature, buckets.len());
                let bucket = &buckets[index];
                let (way, found) = way(bucket.prints, print);
                rows[n_rows] = bucket.row(way);
                n_rows += usize::from(found);
            }
            for &(start, length) in &rows[..n_rows] {
                let start = start as usize;
                // A damaged file costs scores, never a panic.
                for entry in entries.get(start..start + usize::from(length)).unwrap_or(&[]) {
                    if let Some(score) = scores.get_mut(usize::from(entry.class)) {
                        *score += i32::from(entry.weight());
                    }
                }
            }
        }
    }

    /// Builds a table with room for `most` of `rows`, which come with the heaviest first.
    #[must_use]
    pub fn build(rows: &[(u64, Vec<Entry>)], most: usize) -> Self {
        let mut buckets = vec![RowBucket::default(); bucket_count(rows.len(), most)];
        let mut kept = vec![[None; WAYS]; buckets.len()];
        for (feature, row) in rows {
            let (index, print) = place(*feature, buckets.len());
            let Some(way) = free_way(buckets[index].prints, print) else { continue };
            buckets[index].prints[way] = print;
            buckets[index].lengths[way] = u8::try_from(row.len()).unwrap_or(u8::MAX);
            kept[index][way] = Some(row);
        }
        let mut entries = Vec::new();
        for (bucket, rows) in buckets.iter_mut().zip(kept) {
            bucket.start = u32::try_from(entries.len()).unwrap_or(u32::MAX);
            for row in rows.into_iter().flatten() {
                entries.extend(row.iter().take(usize::from(u8::MAX)));
            }
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
    use super::{Entry, Rows, Steps};

    #[test]
    fn features_are_found_again_and_strangers_weigh_nothing() {
        let hash = |i: u64| crate::hash::one(1, i);
        let steps = Steps::build(&(0..1000).map(|i| (hash(i), [2, i as i16])).collect::<Vec<_>>(), usize::MAX);
        let found = (0..1000).filter(|&i| steps.score(&[hash(i)]) == [0, 2, i as i32]).count();
        assert!(found > 800, "{found} of 1000");
        assert!((1000..9000).filter(|&i| steps.score(&[hash(i)]) != [0; 3]).count() < 5);
        let rows = Rows::build(&[(hash(1), vec![Entry::new(1, 5)])], usize::MAX);
        let mut scores = [0; 2];
        rows.score(&[hash(1), hash(2)], &mut scores);
        assert_eq!(scores, [0, 5]);
    }
}
