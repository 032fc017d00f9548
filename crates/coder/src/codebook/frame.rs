//! Words of English that mean an act or an operator.

use super::condition::{Condition, Slot};

/// Part of speech of a frame's head word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pos {
    /// Verb.
    Verb,
    /// Noun.
    Noun,
    /// Predicate adjective.
    Adjective,
}

/// What a frame means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// An act, by index.
    Act(usize),
    /// An operator, by index.
    Operator(usize),
    /// No event.
    Nothing,
}

/// A row of `frames/*.tsv`.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Unique name, `type.word`.
    pub name: String,
    /// Part of speech of the head word.
    pub pos: Pos,
    /// Words that stand before the head noun, or the particle of a verb; one list for each way to say it, keyed by head.
    pub words: Vec<FrameWord>,
    /// All must hold.
    pub when: Vec<Condition>,
    /// What it means.
    pub meaning: Meaning,
    /// Where the actor is, in order of preference; empty: nowhere.
    pub actor: Vec<Slot>,
    /// Where the recipient is.
    pub recipient: Vec<Slot>,
    /// Where the content of an operator is.
    pub content: Vec<Slot>,
    /// Whether all parties in the recipient slots are taken, not only the first slot that resolves.
    pub gather: bool,
    /// An example or a reason, or empty.
    pub note: String,
    /// File and line, for messages.
    pub origin: String,
}

/// One way to say a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameWord {
    /// Lemma of the head.
    pub head: String,
    /// Particle of a verb ("out" in "carry out"), or words before a noun ("ceasefire" in "ceasefire violation").
    pub beside: Vec<String>,
}
