//! Chooses a tag for each word, from left to right.

use crate::hash::{one, three, two};
use crate::weights::Rows;
use crate::word::Word;

/// Number that stands for "before the sentence" among the tags.
pub const BEFORE: u8 = u8::MAX;

/// Writes the features of word `i` to `features`, the two tags before it being `last` and `second`.
pub fn features(words: &[Word], i: usize, last: u8, second: u8, features: &mut Vec<u64>) {
    features.clear();
    context(words, i, features);
    let word = &words[i];
    let (last, second) = (u64::from(last), u64::from(second));
    let next = words.get(i + 1).copied().unwrap_or_default();
    features.extend_from_slice(&[
        one(1, last),
        two(2, last, second),
        two(3, last, word.form),
        two(4, last, next.form),
        three(5, last, second, word.form),
        two(6, last, u64::from(word.suffixes[2])),
        two(7, last, u64::from(word.cluster)),
        two(8, last, u64::from(next.cluster)),
        two(9, last, word.outline as u64),
    ]);
}

/// Features that no tag enters.
fn context(words: &[Word], i: usize, features: &mut Vec<u64>) {
    let word = &words[i];
    let at = |j: Option<usize>| j.and_then(|j| words.get(j)).copied().unwrap_or_default();
    let (previous, before) = (at(i.checked_sub(1)), at(i.checked_sub(2)));
    let (next, after) = (at(Some(i + 1)), at(Some(i + 2)));
    let suffix = word.suffixes.map(u64::from);
    let prefix = word.prefixes.map(u64::from);
    let shape = word.outline as u64 * 4 + u64::from(word.joined) * 2 + u64::from(i == 0);
    let cluster = |w: &Word| u64::from(w.cluster);
    features.extend_from_slice(&[
        one(20, word.form),
        one(21, suffix[0]),
        one(22, suffix[1]),
        one(23, suffix[2]),
        one(24, suffix[3]),
        one(25, prefix[0]),
        one(26, prefix[1]),
        one(27, prefix[2]),
        one(28, shape),
        two(29, shape, suffix[1]),
        one(30, previous.form),
        one(31, before.form),
        one(32, next.form),
        one(33, after.form),
        two(34, previous.form, word.form),
        two(35, word.form, next.form),
        two(36, previous.form, next.form),
        two(37, word.outline as u64, word.form),
        three(38, previous.outline as u64, shape, next.outline as u64),
        one(39, u64::from(next.suffixes[2])),
        one(40, u64::from(previous.suffixes[2])),
        one(41, cluster(word)),
        one(42, cluster(&next)),
        one(43, cluster(&previous)),
        two(44, cluster(word), cluster(&next)),
        two(45, cluster(&previous), cluster(word)),
        two(46, shape, cluster(word)),
        two(47, suffix[2], cluster(&next)),
        two(48, u64::from(next.suffixes[1]), cluster(word)),
        one(49, cluster(&after)),
    ]);
}

/// Tags `words`, writing class numbers to `tags`.
pub fn tag(weights: &Rows<'_>, words: &[Word], space: &mut Space, tags: &mut Vec<u8>) {
    tags.clear();
    let (mut last, mut second) = (BEFORE, BEFORE);
    for i in 0..words.len() {
        features(words, i, last, second, &mut space.features);
        space.scores.fill(0);
        weights.score(&space.features, &mut space.scores);
        let best = best(&space.scores);
        tags.push(best);
        (second, last) = (last, best);
    }
}

/// Class of the highest score, the first of equals.
#[must_use]
pub fn best(scores: &[i32]) -> u8 {
    let mut best = 0;
    for (class, &score) in scores.iter().enumerate() {
        if score > scores[best] {
            best = class;
        }
    }
    u8::try_from(best).unwrap_or(0)
}

/// Working space of a classifier.
#[derive(Clone, Debug, Default)]
pub struct Space {
    /// Features of the word at hand.
    pub features: Vec<u64>,
    /// A score for each class.
    pub scores: Vec<i32>,
}

impl Space {
    /// Space to choose among so many classes.
    #[must_use]
    pub fn new(classes: usize) -> Self {
        Self { features: Vec::with_capacity(64), scores: vec![0; classes] }
    }
}
