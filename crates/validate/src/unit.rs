//! What was drawn: events that the program coded, and sentences that it coded as nothing.

use crate::draw::Stratum;
use crate::label::Parties;
use westphalia_model::{EventType, Modality, Report};

/// What the program says of an event, as far as it is validated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coding {
    /// Its type.
    pub event_type: EventType,
    /// Who does it; every member of a symmetric event.
    pub actors: Parties,
    /// To whom.
    pub recipients: Parties,
    /// Whether it has members but no direction.
    pub symmetric: bool,
    /// In what sense it is told.
    pub modality: Modality,
}

impl Coding {
    /// What a report says, if it has a type of PLOVER.
    #[must_use]
    pub fn of(report: &Report) -> Option<Self> {
        let codes =
            |parties: &[westphalia_model::Actor]| parties.iter().map(|party| party.code().to_uppercase()).collect();
        Some(Self {
            event_type: report.event_type?,
            actors: codes(&report.actors),
            recipients: codes(&report.recipients),
            symmetric: report.symmetric,
            modality: report.modality,
        })
    }
}

/// A unit of the sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// What the program says; nothing of a sentence that it coded as nothing.
    pub coding: Option<Coding>,
    /// How many units its stratum has in the record.
    pub stratum_size: usize,
    /// How many units of its stratum were drawn.
    pub stratum_drawn: usize,
    /// How many events the program coded in its sentence.
    pub n_events: usize,
}

impl Unit {
    /// The stratum from which it was drawn.
    #[must_use]
    pub fn stratum(&self) -> Stratum {
        self.coding.as_ref().map(|coding| coding.event_type)
    }
}
