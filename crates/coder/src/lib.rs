//! What happened in this sentence, and in what sense?
//!
//! TODO the way

mod codebook;

use westphalia_model::{Document, EventType, Modality, Problem, QuadClass, Report, Span};

/// What the coder made of a document.
#[derive(Clone, Debug, Default)]
pub struct Coded {
    /// One row for each mention of an event, in the order of the text.
    pub reports: Vec<Report>,
    /// What could not be done in the document as a whole.
    pub problems: Vec<Problem>,
    /// How many sentences it has.
    pub n_sentences: usize,
}

/// Why the coder said what it said of one sentence.
#[derive(Clone, Debug, Default)]
pub struct SentenceTrace {
    /// Index of the sentence, from 0.
    pub sentence: u32,
    /// Its words.
    pub text: String,
    /// The tree, a line a token: index, form, lemma, tag, head, relation.
    pub tree: Vec<String>,
    /// Names found, with what they resolve to and why.
    pub mentions: Vec<String>,
    /// Frames that were tried, with what became of each.
    pub decisions: Vec<String>,
}

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

/// Codes documents. Pure: the same document gives the same reports, on any thread.
#[derive(Debug)]
pub struct Coder {}

impl Coder {
    /// The coder with the language model, atlas and codebook that the program ships with.
    ///
    /// # Errors
    /// A text that says which embedded file is damaged.
    pub fn embedded() -> Result<Self, String> {
        Ok(Self {})
    }

    /// Codes one document.
    #[must_use]
    pub fn code(&self, doc: &Document) -> Coded {
        let _ = doc;
        Coded::default()
    }

    /// Codes one document and tells, sentence by sentence, why.
    #[must_use]
    pub fn explain(&self, doc: &Document) -> (Coded, Vec<SentenceTrace>) {
        (self.code(doc), Vec::new())
    }

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
