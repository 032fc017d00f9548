//! Sets of words that frames may ask for.

use rustc_hash::FxHashSet;

/// Sets that tell weapons and acts of violence; the coder asks for them wherever a frame does not.
pub const VIOLENT: [&str; 7] = ["bombs", "shells", "weapons", "attack", "drones", "missile", "warplanes"];

/// A row of `sets.tsv`, with the rows of the same name.
#[derive(Debug, Default)]
pub struct WordSet {
    /// Name, without `@`.
    pub name: String,
    /// Its words, in the order of the files.
    pub words: Vec<String>,
    /// File and line of its first row, for messages.
    pub origin: String,
    known: FxHashSet<String>,
}

impl WordSet {
    /// A set without words.
    pub(super) fn new(name: String, origin: String) -> Self {
        Self { name, origin, ..Self::default() }
    }

    /// Whether it has a word.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        self.known.contains(word)
    }

    /// Adds words.
    pub(super) fn extend(&mut self, words: impl Iterator<Item = String>) {
        for word in words {
            if self.known.insert(word.clone()) {
                self.words.push(word);
            }
        }
    }
}
