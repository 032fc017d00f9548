//! What views are made of: the rows of one live file, turned.

use super::tally::{PairMonth, SourceDay, StateDay, Tally, added_up};
use crate::error::RecordError;
use crate::rows::days_since_1970;
use crate::{columns, store, tables};
use arrow_array::{ArrayRef, Date32Array, RecordBatch, StringArray, UInt32Array};
use arrow_schema::ArrowError;
use arrow_select::{concat::concat_batches, take::take_record_batch};
use jiff::civil::Date;
use serde::Deserialize;
use std::path::Path;
use std::sync::Arc;
use westphalia_model::{Actor, By, Content, DatePrecision, Dyad, Link, Modality, QuadClass, Status, Told, links_of};

/// Events that are sorted together: a row group of `dyads`. More would need more memory, fewer make more groups to look
/// into.
const GROUP: usize = 64 * 1024;

/// What of an event decides where it is counted.
#[derive(Deserialize)]
pub(super) struct Seen {
    event_id: String,
    status: Status,
    pub event_date_start: Option<Date>,
    first_reported: Option<Date>,
    pub date_precision: DatePrecision,
    pub modality: Modality,
    pub quad_class: QuadClass,
    pub goldstein: f64,
    pub plover_score: f64,
    pub actors: Vec<Actor>,
    pub recipients: Vec<Actor>,
    symmetric: bool,
    content: Option<Content>,
}

/// The columns of it.
const SEEN: [&str; 13] = [
    "event_id",
    "status",
    "event_date_start",
    "first_reported",
    "date_precision",
    "modality",
    "quad_class",
    "goldstein",
    "plover_score",
    "actors",
    "recipients",
    "symmetric",
    "content",
];

impl Seen {
    /// The day that stands for the event.
    pub fn day(&self) -> Option<Date> {
        self.event_date_start.or(self.first_reported)
    }
}

/// A row of `dyads` before its event's columns are beside it; they sort as they are to lie.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    dyad: Dyad,
    date: Option<i32>,
    event_id: String,
    /// Which row of its batch the event is.
    row: u32,
    by: By,
    told: Told,
}

/// The rows of `dyads` for a file of events, a sorted group at a time; `tell` is told each event and its links.
pub(super) fn dyads<'a>(
    path: &Path,
    only: Option<&'a Dyad>,
    mut tell: impl FnMut(&Seen, &[Link]) + 'a,
) -> Result<impl Iterator<Item = Result<RecordBatch, RecordError>> + 'a, RecordError> {
    let mut batches = store::read(path, None)?;
    let path = path.to_owned();
    Ok(std::iter::from_fn(move || {
        let (mut group, mut n_rows) = (Vec::new(), 0);
        for batch in batches.by_ref() {
            match batch {
                Ok(batch) => {
                    n_rows += batch.num_rows();
                    group.push(batch);
                }
                Err(error) => return Some(Err(error)),
            }
            if n_rows >= GROUP {
                break;
            }
        }
        let schema = group.first()?.schema();
        let whole = concat_batches(&schema, &group).map_err(RecordError::arrow(&path));
        drop(group);
        Some(whole.and_then(|batch| turned(&path, &batch, only, &mut tell)))
    }))
}

/// The rows of `dyads` for some events, sorted.
fn turned(
    path: &Path,
    events: &RecordBatch,
    only: Option<&Dyad>,
    tell: &mut impl FnMut(&Seen, &[Link]),
) -> Result<RecordBatch, RecordError> {
    let seen = selected(events, &SEEN).map_err(RecordError::arrow(path))?;
    let seen: Vec<Seen> = columns::rows(&tables::EVENTS, &seen)?;
    let mut keys = Vec::new();
    for (row, event) in (0_u32..).zip(&seen).filter(|(_, event)| event.status != Status::Retracted) {
        let links = links_of(&event.actors, &event.recipients, event.symmetric, event.content.as_ref());
        tell(event, &links);
        let date = event.day().map(days_since_1970);
        for link in links.into_iter().filter(|link| only.is_none_or(|dyad| link.dyad == *dyad)) {
            let Link { dyad, by, told } = link;
            keys.push(Key { dyad, date, event_id: event.event_id.clone(), row, by, told });
        }
    }
    drop(seen);
    keys.sort_unstable();
    joined(events, &keys).map_err(RecordError::arrow(path))
}

/// Keys with the columns of their events beside them.
fn joined(events: &RecordBatch, keys: &[Key]) -> Result<RecordBatch, ArrowError> {
    let texts = |value: fn(&Key) -> &str| Arc::new(StringArray::from_iter_values(keys.iter().map(value))) as ArrayRef;
    let by = |key: &Key| match key.by {
        By::A => "a",
        By::B => "b",
        By::Both => "both",
    };
    let told = |key: &Key| match key.told {
        Told::Act => "act",
        Told::Content => "content",
    };
    let date: Date32Array = keys.iter().map(|key| key.date).collect();
    let mut columns = vec![texts(|key| &key.dyad.a), texts(|key| &key.dyad.b), texts(by), texts(told), Arc::new(date)];
    let rows = UInt32Array::from_iter_values(keys.iter().map(|key| key.row));
    columns.extend(take_record_batch(events, &rows)?.columns().iter().cloned());
    RecordBatch::try_new(columns::arrow_schema(&tables::DYADS), columns)
}

/// Some columns of a batch, in the order of the batch; those that it does not have are left out.
pub(super) fn selected(batch: &RecordBatch, names: &[&str]) -> Result<RecordBatch, ArrowError> {
    let schema = batch.schema();
    let places: Vec<usize> =
        (0..batch.num_columns()).filter(|&at| names.contains(&schema.field(at).name().as_str())).collect();
    batch.project(&places)
}

/// The counts of a file of events.
pub(super) fn counts(path: &Path) -> Result<(Vec<StateDay>, Vec<PairMonth>), RecordError> {
    let mut tally = Tally::default();
    for batch in store::read(path, Some(&SEEN))? {
        let seen: Vec<Seen> = columns::rows(&tables::EVENTS, &batch?)?;
        for event in seen.iter().filter(|event| event.status != Status::Retracted) {
            tally.add(event, &links_of(&event.actors, &event.recipients, event.symmetric, event.content.as_ref()));
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
