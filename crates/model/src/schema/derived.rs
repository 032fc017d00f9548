//! Columns of tables that are made from others.

use super::events::EVENTS;
use super::{Column, Kind};

const A: Column = Column::new("a", Kind::Text, "ISO 3166-1 alpha-3, or acronym", "the first of the dyad, by its code");
const B: Column = Column::new("b", Kind::Text, "ISO 3166-1 alpha-3, or acronym", "the second of the dyad");
const BY: Column = Column::new("by", Kind::Text, "a, b, both", "who of the two acts");

/// The column of that name of `events`. Where there is none, this does not compile: the index leaves the table.
const fn of_events(name: &str) -> Column {
    let mut at = 0;
    loop {
        let (here, name) = (EVENTS[at].name.as_bytes(), name.as_bytes());
        let mut n = 0;
        while n < here.len() && n < name.len() && here[n] == name[n] {
            n += 1;
        }
        if n == here.len() && n == name.len() {
            return EVENTS[at];
        }
        at += 1;
    }
}

/// Columns of `dyads`. Few: each costs time for every file that is looked into, so what is in groups and lists stays in
/// one.
pub(super) const DYADS: &[Column] = &[
    A,
    B,
    BY,
    Column::new(
        "told",
        Kind::Text,
        "act, content",
        "whether the event itself joins the two, or only what was promised, asked or alleged in it",
    ),
    Column::maybe("date", Kind::Date, "", "first day on which it can have happened, else the day of the first report"),
    of_events("event_id"),
    of_events("event_date_start"),
    of_events("event_date_end"),
    of_events("date_precision"),
    of_events("first_reported"),
    of_events("event_type"),
    of_events("mode"),
    of_events("cameo_code"),
    of_events("quad_class"),
    of_events("goldstein"),
    of_events("plover_score"),
    of_events("modality"),
    of_events("confidence"),
    of_events("n_reports"),
    of_events("n_sources"),
    Column::new("event", Kind::Text, "JSON object", "all columns of the event, and a, b, by, told and date"),
];

/// Columns of `states`.
pub(super) const STATES: &[Column] = &[
    Column::new("code", Kind::Text, "ISO 3166-1 alpha-3, or acronym", "the state or body"),
    Column::maybe("day", Kind::Date, "", "first day on which they can have happened, else the day of the first report"),
    Column::new("n_events", Kind::Whole, "events", "how many events"),
    Column::new("n_actual", Kind::Whole, "events", "of them told as actual"),
];

/// Columns of `pairs`.
pub(super) const PAIRS: &[Column] = &[
    A,
    B,
    Column::new("month", Kind::Text, "YYYY-MM", "the month in which they happened"),
    BY,
    Column::new("n_events", Kind::Whole, "events", "how many events"),
    Column::new("n_q1", Kind::Whole, "events", "of them verbal cooperation"),
    Column::new("n_q2", Kind::Whole, "events", "of them material cooperation"),
    Column::new("n_q3", Kind::Whole, "events", "of them verbal conflict"),
    Column::new("n_q4", Kind::Whole, "events", "of them material conflict"),
    Column::new("sum_goldstein", Kind::Real, "", "sum of their Goldstein scores"),
    Column::new("sum_plover", Kind::Real, "", "sum of their PLOVER intensities"),
];

/// Columns of `days`.
pub(super) const DAYS: &[Column] = &[
    Column::maybe("day", Kind::Date, "", "day of publication"),
    Column::new("source", Kind::Text, "", "outlet or speaker"),
    Column::new("n_documents", Kind::Whole, "documents", "how many documents, copies included"),
];
