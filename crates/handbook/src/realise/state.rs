//! Parties of made-up sentences. What is said of them is made up.

use rustc_hash::FxHasher;
use std::hash::Hasher;

/// A state with its adjective.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// Name.
    pub name: &'static str,
    /// Adjective.
    pub adjective: &'static str,
}

/// Names that nobody takes for a person, a city or a bird.
const STATES: [(&str, &str); 19] = [
    ("Norway", "Norwegian"),
    ("Brazil", "Brazilian"),
    ("Kenya", "Kenyan"),
    ("Japan", "Japanese"),
    ("Poland", "Polish"),
    ("Egypt", "Egyptian"),
    ("Canada", "Canadian"),
    ("Vietnam", "Vietnamese"),
    ("Chile", "Chilean"),
    ("India", "Indian"),
    ("Ghana", "Ghanaian"),
    ("Serbia", "Serbian"),
    ("Mexico", "Mexican"),
    ("Pakistan", "Pakistani"),
    ("Finland", "Finnish"),
    ("Ethiopia", "Ethiopian"),
    ("Italy", "Italian"),
    ("Peru", "Peruvian"),
    ("Greece", "Greek"),
];

/// The `n`th state of a sentence whose states are chosen by a name and a number. The first few differ.
pub fn state(name: &str, variant: usize, n: usize) -> State {
    let mut hash = FxHasher::default();
    hash.write(name.as_bytes());
    let start = usize::try_from(hash.finish() >> 40).unwrap_or_default();
    // The number of states is prime, so that equal steps meet none twice.
    let (name, adjective) = STATES[(start + 3 * variant + 7 * n) % STATES.len()];
    State { name, adjective }
}
