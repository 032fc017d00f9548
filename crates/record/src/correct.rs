//! What persons say of events: kept apart from what the machine says, applied after every merge.

pub use crate::ledger::CorrectionRow;

use crate::error::{Kind, RecordError};
use crate::rows::month;
use crate::snapshot::Snapshot;
use crate::tables;
use crate::writer::{Writer, mark_stale};
use jiff::Timestamp;
use rusqlite::params;
use rustc_hash::FxHashMap;
use serde_json::{Map, Value};
use westphalia_model::{Actor, Event, Status};

/// What a person does with an event.
#[derive(Clone, Debug, PartialEq)]
pub enum Correction {
    /// Gives columns of the event other values.
    Correct(Map<String, Value>),
    /// Says that it is no event.
    Retract,
    /// Takes earlier corrections back.
    Restore,
}

impl Correction {
    fn action(&self) -> &'static str {
        match self {
            Self::Correct(_) => "correct",
            Self::Retract => "retract",
            Self::Restore => "restore",
        }
    }
}

/// The corrections of each report.
pub(crate) fn by_report(rows: &[CorrectionRow]) -> FxHashMap<&str, Vec<&CorrectionRow>> {
    let mut found: FxHashMap<&str, Vec<&CorrectionRow>> = FxHashMap::default();
    for row in rows {
        found.entry(&row.report_id).or_default().push(row);
    }
    // What was said before a restoring does not count.
    for rows in found.values_mut() {
        if let Some(last) = rows.iter().rposition(|row| row.action == "restore") {
            rows.drain(..=last);
        }
    }
    found
}

/// Applies a correction, or says why it does not fit.
pub(crate) fn apply(event: &mut Event, row: &CorrectionRow) -> Result<(), String> {
    if row.action == "retract" {
        event.status = Status::Retracted;
        return Ok(());
    }
    let fields: Map<String, Value> = serde_json::from_str(&row.fields).map_err(|error| error.to_string())?;
    let mut value = serde_json::to_value(&*event).map_err(|error| error.to_string())?;
    let Value::Object(object) = &mut value else { return Err("expected an event with fields".to_owned()) };
    for (name, new) in fields {
        match object.get_mut(&name) {
            Some(old) => *old = new,
            None => return Err(format!("expected a column of events, found `{name}`")),
        }
    }
    let mut corrected: Event = serde_json::from_value(value).map_err(|error| error.to_string())?;
    if let Some(event_type) = corrected.event_type {
        corrected.quad_class = event_type.quad();
    }
    corrected.actor_codes = corrected.actors.iter().map(Actor::code).collect();
    corrected.recipient_codes = corrected.recipients.iter().map(Actor::code).collect();
    corrected.status = Status::Corrected;
    *event = corrected;
    Ok(())
}

impl Snapshot {
    /// The event that has a report of that identity (its own identity is that of its lead).
    ///
    /// # Errors
    ///
    /// If there is none, or the record cannot be read.
    pub fn event(&self, id: &str) -> Result<Event, RecordError> {
        for events in self.rows::<Event>(&tables::EVENTS, None)? {
            if let Some(event) = events?.into_iter().find(|event| event.report_ids.iter().any(|report| report == id)) {
                return Ok(event);
            }
        }
        Err(Kind::NoEvent(id.to_owned()).into())
    }
}

impl Writer {
    /// Keeps what a person says of an event, and brings the event up to date. Gives the event as it is then.
    ///
    /// # Errors
    ///
    /// If there is no such event, the values do not fit its columns, or the record cannot be written.
    pub fn correct(&mut self, id: &str, correction: &Correction, reason: &str, by: &str) -> Result<Event, RecordError> {
        let event = Snapshot::open(&self.root)?.event(id)?;
        let fields = match correction {
            Correction::Correct(fields) => serde_json::to_string(fields).unwrap_or_default(),
            _ => String::new(),
        };
        let row = CorrectionRow {
            report_id: event.event_id.clone(),
            action: correction.action().to_owned(),
            fields,
            ..CorrectionRow::default()
        };
        if matches!(correction, Correction::Correct(_)) {
            apply(&mut event.clone(), &row).map_err(|message| RecordError::from(Kind::Correction(message)))?;
        }
        let now = Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let filed = month(event.first_reported);
        self.ledger.transact(|tx| {
            tx.execute(
                "INSERT INTO corrections(report_id, action, fields, reason, corrected_by, corrected_at) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![row.report_id, row.action, row.fields, reason, by, now],
            )?;
            mark_stale(tx, [&filed])
        })?;
        self.merge(|_| {})?;
        Snapshot::open(&self.root)?.event(&event.event_id)
    }
}
