//! What merging needs to know of a report, and no more.

use super::words;
use crate::rows;
use jiff::civil::Date;
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::sync::OnceLock;
use westphalia_atlas::Atlas;
use westphalia_model::{Actor, EventType, Modality, Report};

/// Columns of reports that merging reads.
pub const COLUMNS: [&str; 19] = [
    "report_id",
    "document_id",
    "sentence_text",
    "dataset",
    "source",
    "event_date_start",
    "event_date_end",
    "published_at",
    "actor_codes",
    "recipient_codes",
    "symmetric",
    "event_type",
    "mode",
    "cameo_code",
    "modality",
    "place",
    "place_country",
    "place_precision",
    "confidence",
];

/// What it reads besides of reports that have words.
pub const PARTIES: [&str; 2] = ["actors", "recipients"];

/// The row as it is read.
#[derive(Debug, Deserialize)]
pub(crate) struct Row {
    report_id: String,
    document_id: String,
    sentence_text: String,
    dataset: String,
    source: String,
    event_date_start: Option<Date>,
    event_date_end: Option<Date>,
    published_at: Option<Date>,
    /// Whom the words mean; not read of imported rows, which have no words.
    #[serde(default)]
    actors: Vec<Actor>,
    #[serde(default)]
    recipients: Vec<Actor>,
    actor_codes: Vec<String>,
    recipient_codes: Vec<String>,
    symmetric: bool,
    event_type: Option<EventType>,
    mode: String,
    cameo_code: String,
    modality: Modality,
    place: String,
    place_country: String,
    place_precision: String,
    confidence: Option<f64>,
}

/// A report, as far as merging looks at it.
#[derive(Clone, Debug, PartialEq)]
pub struct Light {
    /// Its identity.
    pub report_id: String,
    /// Its document.
    pub document_id: String,
    /// Who coded it.
    pub dataset: String,
    /// Outlet.
    pub source: String,
    /// Day that it is filed under.
    pub filed: Option<Date>,
    /// First and last day of the event.
    pub days: Option<(Date, Date)>,
    /// Short codes of the actors, sorted; of all members of a symmetric event.
    pub actors: Vec<String>,
    /// Short codes of the recipients, sorted.
    pub recipients: Vec<String>,
    /// Type, if it has one.
    pub event_type: Option<EventType>,
    /// Mode, or empty.
    pub mode: String,
    /// CAMEO code.
    pub cameo_code: String,
    /// In what sense it is told.
    pub modality: Modality,
    /// Place, or empty.
    pub place: String,
    /// State of the place, or empty.
    pub place_country: String,
    /// `city`, `region`, `country` or empty.
    pub place_precision: String,
    /// Probability that type and parties are right, if it says one.
    pub confidence: Option<f64>,
    /// Words of the sentence that carry meaning, as sorted hashes.
    pub(crate) words: Box<[u32]>,
    /// Numbers of the sentence, likewise.
    pub(crate) numbers: Box<[u32]>,
    /// Persons among the parties: short code of the party and Wikidata item, sorted.
    pub(crate) persons: Vec<(String, String)>,
}

impl From<&Report> for Light {
    fn from(report: &Report) -> Self {
        let codes = |actors: &[Actor]| actors.iter().map(Actor::code).collect();
        Self::from(Row {
            report_id: report.report_id.clone(),
            document_id: report.document_id.clone(),
            sentence_text: report.sentence_text.clone(),
            dataset: report.dataset.clone(),
            source: report.source.clone(),
            event_date_start: report.event_date_start,
            event_date_end: report.event_date_end,
            published_at: report.published_at,
            actor_codes: codes(&report.actors),
            recipient_codes: codes(&report.recipients),
            actors: report.actors.clone(),
            recipients: report.recipients.clone(),
            symmetric: report.symmetric,
            event_type: report.event_type,
            mode: report.mode.clone(),
            cameo_code: report.cameo_code.clone(),
            modality: report.modality,
            place: report.place.clone(),
            place_country: report.place_country.clone(),
            place_precision: report.place_precision.clone(),
            confidence: report.confidence,
        })
    }
}

impl From<Row> for Light {
    fn from(row: Row) -> Self {
        let names = row.actors.iter().chain(&row.recipients).map(|actor| actor.text.as_str());
        let words = words::content_words(&row.sentence_text, names);
        let numbers = words::numbers(&row.sentence_text);
        // States and bodies have items too.
        let is_person = |actor: &&Actor| {
            !actor.wikidata_id.is_empty() && actor.body.is_empty() && !states().contains(actor.wikidata_id.as_str())
        };
        let persons = row.actors.iter().chain(&row.recipients).filter(is_person);
        let mut persons: Vec<_> = persons.map(|actor| (actor.code(), actor.wikidata_id.clone())).collect();
        persons.sort();
        persons.dedup();
        let (mut actors, mut recipients) = (row.actor_codes, row.recipient_codes);
        if row.symmetric {
            actors.append(&mut recipients);
        }
        for codes in [&mut actors, &mut recipients] {
            codes.sort();
            codes.dedup();
        }
        Self {
            filed: row.published_at.or(row.event_date_start),
            days: row.event_date_start.map(|start| (start, row.event_date_end.unwrap_or(start))),
            report_id: row.report_id,
            document_id: row.document_id,
            dataset: row.dataset,
            source: row.source,
            actors,
            recipients,
            event_type: row.event_type,
            mode: row.mode,
            cameo_code: row.cameo_code,
            modality: row.modality,
            place: row.place,
            place_country: row.place_country,
            place_precision: row.place_precision,
            confidence: row.confidence,
            words,
            numbers,
            persons,
        }
    }
}

/// Wikidata items of states.
fn states() -> &'static FxHashSet<&'static str> {
    static STATES: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    STATES.get_or_init(|| Atlas::embedded().countries().iter().map(|country| &*country.wikidata).collect())
}

impl Light {
    /// Whether it was imported: then it has no words, and only equal values make one happening of two rows.
    #[must_use]
    pub fn is_imported(&self) -> bool {
        self.dataset != "westphalia"
    }

    /// The month that it is filed under.
    #[must_use]
    pub fn month(&self) -> String {
        rows::month(self.filed)
    }
}
