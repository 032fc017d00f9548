//! What views are made of: the rows of one live file, turned.

use super::tally::{PairMonth, SourceDay, StateDay, Tally, added_up};
use crate::error::{Kind, RecordError};
use crate::{columns, store, tables};
use arrow_array::RecordBatch;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::path::Path;
use westphalia_model::{By, DatePrecision, Dyad, Event, EventType, Link, Modality, QuadClass, Status, Told, links};

/// Events that are sorted together: a row group of `dyads`. More would need more memory, fewer make more groups to look
/// into.
const GROUP: usize = 32 * 1024;

/// The day that stands for an event.
pub(super) fn day_of(event: &Event) -> Option<Date> {
    event.event_date_start.or(event.first_reported)
}

/// A row of `dyads`.
#[derive(Serialize)]
struct Row {
    a: String,
    b: String,
    by: By,
    told: Told,
    date: Option<Date>,
    event_id: String,
    event_date_start: Option<Date>,
    event_date_end: Option<Date>,
    date_precision: DatePrecision,
    first_reported: Option<Date>,
    event_type: Option<EventType>,
    mode: String,
    cameo_code: String,
    quad_class: QuadClass,
    goldstein: f64,
    plover_score: f64,
    modality: Modality,
    confidence: Option<f64>,
    n_reports: u32,
    n_sources: u32,
    event: String,
}

/// All that is known of an event that concerns a dyad.
#[derive(Serialize)]
struct Whole<'a> {
    a: &'a str,
    b: &'a str,
    by: By,
    told: Told,
    date: Option<Date>,
    #[serde(flatten)]
    event: &'a Event,
}

impl Row {
    fn of(event: &Event, link: &Link) -> Result<Self, RecordError> {
        let Link { dyad: Dyad { a, b }, by, told } = link;
        let whole = Whole { a, b, by: *by, told: *told, date: day_of(event), event };
        let whole = serde_json::to_string(&whole)
            .map_err(|error| RecordError::from(Kind::Rows { table: tables::DYADS.name, message: error.to_string() }))?;
        Ok(Self {
            a: a.clone(),
            b: b.clone(),
            by: *by,
            told: *told,
            date: day_of(event),
            event_id: event.event_id.clone(),
            event_date_start: event.event_date_start,
            event_date_end: event.event_date_end,
            date_precision: event.date_precision,
            first_reported: event.first_reported,
            event_type: event.event_type,
            mode: event.mode.clone(),
            cameo_code: event.cameo_code.clone(),
            quad_class: event.quad_class,
            goldstein: event.goldstein,
            plover_score: event.plover_score,
            modality: event.modality,
            confidence: event.confidence,
            n_reports: event.n_reports,
            n_sources: event.n_sources,
            event: whole,
        })
    }

    /// What decides where it lies.
    fn key(&self) -> (&str, &str, Option<Date>, &str) {
        (&self.a, &self.b, self.date, &self.event_id)
    }
}

/// The rows of `dyads` for a file of events, a sorted group at a time, of all dyads or only one; `tell` is told each
/// event and its links.
pub(super) fn dyads<'a>(
    path: &Path,
    only: Option<&'a Dyad>,
    mut tell: impl FnMut(&Event, &[Link]) + 'a,
) -> Result<impl Iterator<Item = Result<RecordBatch, RecordError>> + 'a, RecordError> {
    let mut batches = store::rows::<Event>(path, &tables::EVENTS)?;
    let mut group = move || -> Result<Option<RecordBatch>, RecordError> {
        let (mut rows, mut n_events) = (Vec::new(), 0);
        while n_events < GROUP {
            let Some(events) = batches.next().transpose()? else { break };
            n_events += events.len();
            for event in events.iter().filter(|event| event.status != Status::Retracted) {
                let links = links(event);
                tell(event, &links);
                for link in links.iter().filter(|link| only.is_none_or(|dyad| link.dyad == *dyad)) {
                    rows.push(Row::of(event, link)?);
                }
            }
        }
        rows.sort_by(|one: &Row, other| one.key().cmp(&other.key()));
        if n_events == 0 { Ok(None) } else { columns::batch(&tables::DYADS, &rows).map(Some) }
    };
    Ok(std::iter::from_fn(move || group().transpose()))
}

/// The counts of a file of events.
pub(super) fn counts(path: &Path) -> Result<(Vec<StateDay>, Vec<PairMonth>), RecordError> {
    let mut tally = Tally::default();
    for events in store::rows::<Event>(path, &tables::EVENTS)? {
        for event in events?.iter().filter(|event| event.status != Status::Retracted) {
            tally.add(event, &links(event));
        }
    }
    Ok(tally.finish())
}

/// The counts of a file of documents.
pub(super) fn days(path: &Path) -> Result<Vec<SourceDay>, RecordError> {
    #[derive(Deserialize)]
    struct Seen {
        published_at: Option<Date>,
        source: String,
    }
    let mut counts = Vec::new();
    for batch in store::read(path, Some(&["published_at", "source"]))? {
        let seen: Vec<Seen> = columns::rows(&tables::DOCUMENTS, &batch?)?;
        counts.extend(seen.into_iter().map(|row| SourceDay {
            day: row.published_at,
            source: row.source,
            n_documents: 1,
        }));
        counts = added_up(counts);
    }
    Ok(counts)
}
