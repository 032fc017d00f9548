//! What is counted of a period.

use super::event::Scale;
use super::level::Level;
use super::{Ask, Unit};
use jiff::ToSpan;
use serde::Serialize;
use std::collections::BTreeMap;
use westphalia_model::{Date, DyadEvent, EventType, QuadClass};

/// How much a record holds of a period, whoever it concerns: the measure of all counts in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Documents published in the period; `None` where reports came without them.
    pub n_documents: Option<u64>,
    /// Outlets of these documents.
    pub n_sources: Option<u64>,
    /// Events that concern the first of the two, with whomever.
    pub n_events_a: u64,
    /// Events that concern the second.
    pub n_events_b: u64,
}

/// Mean and sum of scores, in points of a scale from -10 to 10 for each event.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Score {
    /// Mean over events.
    pub mean: f64,
    /// Sum over events.
    pub sum: f64,
}

/// What happened in a period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Period {
    /// How it is called: `2024-06`.
    pub label: String,
    /// Its first day that was asked for.
    pub start: Date,
    /// Its last day that was asked for.
    pub end: Date,
    /// Events that are counted.
    pub n_events: usize,
    /// Days on which they happened.
    pub n_days: usize,
    /// Events by quad class: verbal and material cooperation, verbal and material conflict.
    pub quads: [usize; 4],
    /// Events by PLOVER type, those that occur.
    pub types: BTreeMap<EventType, usize>,
    /// Share of cooperation among them, 0 to 1.
    pub cooperation: Option<f64>,
    /// On the scale of Goldstein.
    pub goldstein: Option<Score>,
    /// On the scale of PLOVER.
    pub plover: Option<Score>,
    /// Reports of the events.
    pub n_reports: u64,
    /// The level on the scale that was asked for.
    pub level: Level,
    /// What the record holds of the period.
    pub coverage: Option<Coverage>,
    /// Events for each 1,000 documents of the period.
    pub per_thousand: Option<f64>,
    /// Share of the events among all that concern the first, 0 to 1.
    pub share_a: Option<f64>,
    /// Share of the events among all that concern the second, 0 to 1.
    pub share_b: Option<f64>,
    /// The events, by day.
    pub event_ids: Vec<String>,
}

impl Period {
    /// What the events of a period come to; the level is not known yet.
    #[must_use]
    pub(crate) fn of(events: &[&DyadEvent], start: Date, coverage: Option<&Coverage>, ask: Ask) -> Self {
        let (mut quads, mut types) = ([0; 4], BTreeMap::new());
        for event in events {
            quads[match event.quad_class {
                QuadClass::VerbalCooperation => 0,
                QuadClass::MaterialCooperation => 1,
                QuadClass::VerbalConflict => 2,
                QuadClass::MaterialConflict => 3,
            }] += 1;
            if let Some(event_type) = event.event_type {
                *types.entry(event_type).or_insert(0) += 1;
            }
        }
        let n_events = events.len();
        let share = |all: u64| (all > 0).then(|| n_events as f64 / all as f64);
        let (first, last) = ends(start, ask.unit);
        Self {
            label: ask.unit.label(start),
            start: ask.since.map_or(first, |since| first.max(since)),
            end: ask.until.map_or(last, |until| last.min(until)),
            n_events,
            n_days: events.chunk_by(|a, b| a.day() == b.day()).count(),
            quads,
            types,
            cooperation: share(n_events as u64).map(|_| (quads[0] + quads[1]) as f64 / n_events as f64),
            goldstein: score(events, Scale::Goldstein),
            plover: score(events, Scale::Plover),
            n_reports: events.iter().map(|event| u64::from(event.n_reports)).sum(),
            level: Level::default(),
            coverage: coverage.copied(),
            per_thousand: coverage.and_then(|c| share(c.n_documents?)).map(|share| 1000.0 * share),
            share_a: coverage.and_then(|c| share(c.n_events_a)),
            share_b: coverage.and_then(|c| share(c.n_events_b)),
            event_ids: events.iter().map(|event| event.event_id.clone()).collect(),
        }
    }

    /// Its score on a scale.
    #[must_use]
    pub fn score(&self, scale: Scale) -> Option<Score> {
        match scale {
            Scale::Goldstein => self.goldstein,
            Scale::Plover => self.plover,
        }
    }
}

/// First and last day of a period.
fn ends(start: Date, unit: Unit) -> (Date, Date) {
    let last = unit.next(start).and_then(|next| next.checked_sub(1.day()).ok());
    (unit.start(start), last.unwrap_or(start))
}

fn score(events: &[&DyadEvent], scale: Scale) -> Option<Score> {
    let sum: f64 = events.iter().map(|event| scale.of(event)).sum();
    (!events.is_empty()).then(|| Score { mean: sum / events.len() as f64, sum })
}
