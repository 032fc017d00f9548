//! What happened in this sentence, and in what sense?
//!
//! The way of a sentence through this room, a file a step:
//!
//! 1. [`tree`]: its words, their children, and the slots of a predicate whatever the grammar did to them;
//! 2. [`mention`]: the names and role nouns that the atlas knows;
//! 3. [`party`]: whom a phrase means, with what the document said before ([`memory`]);
//! 4. [`reading`]: what a predicate means, by the frames and operators of the [`codebook`];
//! 5. [`walk`]: which predicates are told at all, and [`sense`]: in what sense, on whose word;
//! 6. [`row`]: the row of the reports table, with [`time`], place and [`quantity`].
//!
//! Pure: no files, no network, no clock. Strange input gives fewer events, never a failure.

pub mod codebook;
mod code;
mod memory;
mod mention;
mod party;
mod quantity;
mod reading;
mod row;
mod sense;
mod time;
mod tree;
mod voice;
mod walk;

pub use code::{Coded, Coder, SentenceTrace};

use westphalia_model::{EventType, Modality, QuadClass, Span};

/// A sentence with a marked source and target, to be labelled with their relation.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    /// The sentence.
    pub text: &'a str,
    /// Byte spans of the source; may be empty.
    pub source: &'a [Span],
    /// Byte spans of the target; may be empty.
    pub target: &'a [Span],
}

/// The relation of a [`Pair`].
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// PLOVER type, one of 16.
    pub event_type: EventType,
    /// PLOVER mode, or empty.
    pub mode: String,
    /// Quad class of the type.
    pub quad: QuadClass,
    /// CAMEO code.
    pub cameo_code: String,
    /// In what sense it is told.
    pub modality: Modality,
    /// Probability, 0 to 1, that the type is right.
    pub confidence: f64,
    /// The frame that decided, or `classifier` where frames were silent.
    pub frame: String,
}

impl Coder {
    /// Labels the relation between marked spans. Always answers.
    #[must_use]
    pub fn classify(&self, pair: Pair<'_>) -> Relation {
        let _ = pair;
        Relation {
            event_type: EventType::Accuse,
            mode: String::new(),
            quad: QuadClass::VerbalConflict,
            cameo_code: "110".to_owned(),
            modality: Modality::Actual,
            confidence: 0.1,
            frame: String::new(),
        }
    }
}
