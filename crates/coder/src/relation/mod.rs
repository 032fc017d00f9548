//! The relation between two marked spans: always an answer, from frames where they reach and from a small linear
//! classifier where they are silent. The classifier sees what the frames say among its features.

mod features;
mod weights;

pub(crate) use features::Look;
pub use weights::{RelationModel, RelationModelError};

use crate::codebook::Codebook;
use crate::reading::Reading;
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
    /// The frame that says the same, or `classifier` where no frame does.
    pub frame: String,
}

/// What the coder sees in a pair: features for the classifier, and what the frames say.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// Hashes of the features that hold.
    pub features: Vec<u32>,
    /// The reading of the predicate that links the spans best, if frames read one.
    pub(crate) reading: Option<Reading>,
    /// Its sense.
    pub(crate) modality: Option<Modality>,
}

impl Evidence {
    /// The type that the frames alone would say.
    #[must_use]
    pub fn frame_type(&self, book: &Codebook) -> Option<EventType> {
        self.reading.as_ref().map(|r| book.acts[r.act].event_type)
    }

    /// The answer: the classifier's type; with the mode, code and frame of the reading where that agrees.
    pub(crate) fn answer(&self, book: &Codebook, model: &RelationModel) -> Relation {
        let (folded, confidence) = model.best(&self.features);
        let agrees = |r: &&Reading| fold(book.acts[r.act].event_type) == folded;
        let reading = self.reading.as_ref().filter(agrees);
        let act = reading.map(|r| &book.acts[r.act]);
        // CONCEDE and RETREAT are one class to the classifier; the frame tells them apart, else the commoner.
        let event_type = act.map_or(folded, |a| a.event_type);
        Relation {
            event_type,
            mode: act.map_or_else(String::new, |a| a.mode.clone()),
            quad: event_type.quad(),
            cameo_code: act.map_or_else(|| root_code(event_type).to_owned(), |a| a.cameo.clone()),
            modality: self.modality.filter(|_| reading.is_some()).unwrap_or(Modality::Actual),
            confidence,
            frame: reading.map_or_else(|| "classifier".to_owned(), |r| book.frames[r.frame].name.clone()),
        }
    }
}

/// RETREAT with CONCEDE, which older sets call YIELD.
#[must_use]
pub fn fold(event_type: EventType) -> EventType {
    if event_type == EventType::Concede { EventType::Retreat } else { event_type }
}

/// The CAMEO root code of a type, as four-digit families begin.
fn root_code(event_type: EventType) -> &'static str {
    match event_type {
        EventType::Agree => "030",
        EventType::Consult => "040",
        EventType::Support => "050",
        EventType::Cooperate => "060",
        EventType::Aid => "070",
        EventType::Concede | EventType::Retreat => "080",
        EventType::Request => "100",
        EventType::Accuse => "110",
        EventType::Reject => "120",
        EventType::Threaten => "130",
        EventType::Protest => "140",
        EventType::Mobilize => "150",
        EventType::Sanction => "160",
        EventType::Coerce => "170",
        EventType::Assault => "190",
    }
}
