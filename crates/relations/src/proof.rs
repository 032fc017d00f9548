//! What a number or a sentence stands on.

use serde::Serialize;
use westphalia_model::{Date, Event};

/// An event as proof: enough to find it again and to quote it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Proof {
    /// Identity of the event in the record.
    pub event_id: String,
    /// First day on which it can have happened, else the day of its first report.
    pub date: Option<Date>,
    /// The sentence of its first report, as it stands.
    pub words: String,
    /// Outlets that tell it.
    pub sources: Vec<String>,
    /// How many reports tell it.
    pub n_reports: u32,
}

impl Proof {
    /// The event as proof.
    #[must_use]
    pub fn of(event: &Event) -> Self {
        Self {
            event_id: event.event_id.clone(),
            date: day_of(event),
            words: event.sentence_text.clone(),
            sources: event.sources.clone(),
            n_reports: event.n_reports,
        }
    }
}

/// The day that stands for an event: the first on which it can have happened, else that of its first report.
#[must_use]
pub fn day_of(event: &Event) -> Option<Date> {
    event.event_date_start.or(event.first_reported)
}
