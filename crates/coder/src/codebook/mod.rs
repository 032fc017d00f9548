//! The codebook: data files that a political scientist reads and edits, made ready for the engine.
//!
//! [`Codebook::embedded`] is the one that ships; [`Codebook::from_folder`] lays files of one's own over it and says
//! where they are wrong. The format is described in `data/codebook/README.md`.

mod condition;
mod files;
mod folder;
mod frame;
mod load;
mod set;

pub use condition::{Check, Condition, Slot, Test};
pub use files::SHIPPED;
pub use folder::FolderError;
pub use frame::{Frame, FrameWord, Meaning, Pos};
pub use load::CodebookError;
pub use set::{VIOLENT, WordSet};

use rustc_hash::FxHashMap;
use westphalia_model::{EventType, Modality};

/// What can happen between parties: a row of `acts.tsv`.
#[derive(Clone, Debug)]
pub struct Act {
    /// Name, in kebab case.
    pub name: String,
    /// PLOVER type.
    pub event_type: EventType,
    /// PLOVER mode, or empty.
    pub mode: String,
    /// CAMEO code, leading zero kept.
    pub cameo: String,
    /// Row of the algebra.
    pub kind: u8,
    /// PLOVER contexts that the act implies.
    pub contexts: Vec<String>,
    /// Who takes part.
    pub shape: Shape,
    /// What it is, in a few words.
    pub gloss: String,
    /// File and line, for messages.
    pub origin: String,
}

/// Who takes part in an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// From an actor to a recipient.
    Directed,
    /// All parties are members.
    Symmetric,
    /// Members if joined in one slot, else directed.
    Either,
    /// Needs no recipient.
    Alone,
}

/// Who does the content of an operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doer {
    /// The operator's own actor: "promised to".
    Itself,
    /// The addressee: "urged Japan to".
    Addressee,
    /// Whoever the content names.
    Any,
}

/// Where the other party of an operator's act is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// The operator's own recipient slot.
    Addressee,
    /// The recipient of the content.
    ContentRecipient,
    /// The doer of the content.
    ContentActor,
}

/// What a party can do with an act: a row of `operators.tsv`.
#[derive(Clone, Debug)]
pub struct Operator {
    /// Name.
    pub name: String,
    /// Who does the content.
    pub doer: Doer,
    /// Where the other party is found, in order.
    pub recipient: Vec<Party>,
    /// For each kind of act, and last for any: what it becomes.
    pub outcomes: Vec<Outcome>,
    /// What it is, in a few words.
    pub gloss: String,
    /// File and line, for messages.
    pub origin: String,
}

/// What an operator makes of an act: a row of `algebra.tsv`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// The act that results.
    pub result: Yield,
    /// The sense it gives, if it changes the sense.
    pub modality: Option<Modality>,
}

/// The act that results from an operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Yield {
    /// Another act, by index.
    Act(usize),
    /// The inner act stays.
    Same,
    /// No event.
    Nothing,
}

/// The number of a CAMEO code.
#[derive(Clone, Debug)]
pub struct Cameo {
    /// Name of the code.
    pub name: String,
    /// Goldstein score, -10 to 10.
    pub goldstein: f64,
}

/// The whole codebook.
#[derive(Debug, Default)]
pub struct Codebook {
    /// Content hash of the files: two coders with the same version say the same.
    pub version: String,
    /// All acts.
    pub acts: Vec<Act>,
    /// All operators.
    pub operators: Vec<Operator>,
    /// All frames, in the order of the files.
    pub frames: Vec<Frame>,
    /// Frames by part of speech and head lemma, best first.
    by_word: FxHashMap<(Pos, String), Vec<usize>>,
    /// Kinds of act, as the algebra names them.
    pub kinds: Vec<String>,
    /// All sets of words.
    pub sets: Vec<WordSet>,
    set_names: FxHashMap<String, usize>,
    /// CAMEO codes.
    pub cameo: FxHashMap<String, Cameo>,
    /// Intensity by type and mode.
    intensity: FxHashMap<(EventType, String), f64>,
    /// Words that tell a context.
    pub contexts: FxHashMap<String, Vec<String>>,
    /// Words that tell a policy field.
    pub sectors: FxHashMap<String, Vec<String>>,
}

impl Codebook {
    /// Frames for a head word, the one with most conditions first.
    #[must_use]
    pub fn frames_for(&self, pos: Pos, lemma: &str) -> &[usize] {
        // A borrowed key of a tuple with an owned part cannot be looked up; the words are short.
        self.by_word.get(&(pos, lemma.to_owned())).map_or(&[], Vec::as_slice)
    }

    /// Whether a lemma is in a set.
    #[must_use]
    pub fn in_set(&self, set: usize, lemma: &str) -> bool {
        self.sets.get(set).is_some_and(|set| set.contains(lemma))
    }

    /// The set of that name (without `@`).
    #[must_use]
    pub fn set(&self, name: &str) -> Option<usize> {
        self.set_names.get(name).copied()
    }

    /// PLOVER intensity of a type and mode, -10 to 10.
    #[must_use]
    pub fn intensity(&self, event_type: EventType, mode: &str) -> f64 {
        let of = |mode: &str| self.intensity.get(&(event_type, mode.to_owned())).copied();
        of(mode).or_else(|| of("")).unwrap_or(0.0)
    }

    /// Whether the table of types has a row of its own for a type and mode.
    #[must_use]
    pub fn has_intensity(&self, event_type: EventType, mode: &str) -> bool {
        self.intensity.contains_key(&(event_type, mode.to_owned()))
    }

    /// What an operator makes of an act, or of no known act.
    #[must_use]
    pub fn apply(&self, operator: usize, act: Option<usize>) -> Outcome {
        let outcomes = &self.operators[operator].outcomes;
        let kind = act.map_or(self.kinds.len(), |a| usize::from(self.acts[a].kind));
        outcomes[kind]
    }

    /// The operator of that name.
    #[must_use]
    pub fn operator(&self, name: &str) -> Option<usize> {
        self.operators.iter().position(|op| op.name == name)
    }

    /// The act of that name.
    #[must_use]
    pub fn act(&self, name: &str) -> Option<usize> {
        self.acts.iter().position(|act| act.name == name)
    }
}
