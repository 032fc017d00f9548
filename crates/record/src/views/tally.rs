//! Counts that are kept for each live file, and how those of several files are added up.

use super::derive::day_of;
use crate::rows::month;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use westphalia_model::{By, DatePrecision, Dyad, Event, Link, Modality, Told};

/// How many events a state or body takes part in on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateDay {
    /// The state or body.
    pub code: String,
    /// First day on which they can have happened, else the day of the first report.
    pub day: Option<Date>,
    /// How many events in which it acts or is acted on.
    pub n_events: u32,
    /// Of them told as actual.
    pub n_actual: u32,
}

/// What the two of a dyad do to one another in a month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PairMonth {
    /// The first of the dyad.
    pub a: String,
    /// The second.
    pub b: String,
    /// The month, `YYYY-MM`.
    pub month: String,
    /// Who acts.
    pub by: By,
    /// How many events, told as actual and dated at least to the month.
    pub n_events: u32,
    /// Of them verbal cooperation.
    pub n_q1: u32,
    /// Of them material cooperation.
    pub n_q2: u32,
    /// Of them verbal conflict.
    pub n_q3: u32,
    /// Of them material conflict.
    pub n_q4: u32,
    /// Sum of their Goldstein scores.
    pub sum_goldstein: f64,
    /// Sum of their PLOVER intensities.
    pub sum_plover: f64,
}

/// How many documents of an outlet and a day are held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceDay {
    /// Day of publication.
    pub day: Option<Date>,
    /// Outlet or speaker.
    pub source: String,
    /// How many documents, copies included.
    pub n_documents: u32,
}

/// A count that can be added to another of the same things.
pub(super) trait Count {
    /// What it counts.
    type Key<'a>: Ord
    where
        Self: 'a;
    fn key(&self) -> Self::Key<'_>;
    fn add(&mut self, other: &Self);
}

impl Count for StateDay {
    type Key<'a> = (&'a str, Option<Date>);

    fn key(&self) -> Self::Key<'_> {
        (&self.code, self.day)
    }

    fn add(&mut self, other: &Self) {
        self.n_events += other.n_events;
        self.n_actual += other.n_actual;
    }
}

impl Count for PairMonth {
    type Key<'a> = (&'a str, &'a str, &'a str, By);

    fn key(&self) -> Self::Key<'_> {
        (&self.a, &self.b, &self.month, self.by)
    }

    fn add(&mut self, other: &Self) {
        self.n_events += other.n_events;
        self.n_q1 += other.n_q1;
        self.n_q2 += other.n_q2;
        self.n_q3 += other.n_q3;
        self.n_q4 += other.n_q4;
        self.sum_goldstein += other.sum_goldstein;
        self.sum_plover += other.sum_plover;
    }
}

impl Count for SourceDay {
    type Key<'a> = (Option<Date>, &'a str);

    fn key(&self) -> Self::Key<'_> {
        (self.day, &self.source)
    }

    fn add(&mut self, other: &Self) {
        self.n_documents += other.n_documents;
    }
}

/// Counts in order, those of the same things added up. The order of equals decides how numbers are rounded, so it is
/// kept.
pub(super) fn added_up<C: Count>(mut counts: Vec<C>) -> Vec<C> {
    counts.sort_by(|one, other| one.key().cmp(&other.key()));
    let mut sums: Vec<C> = Vec::new();
    for count in counts {
        match sums.last_mut() {
            Some(sum) if sum.key() == count.key() => sum.add(&count),
            _ => sums.push(count),
        }
    }
    sums
}

/// Counts of the events of one file.
#[derive(Default)]
pub(super) struct Tally {
    states: FxHashMap<(String, Option<Date>), StateDay>,
    pairs: FxHashMap<(Dyad, Option<Date>, By), PairMonth>,
}

impl Tally {
    /// Counts an event that nobody has retracted.
    pub fn add(&mut self, event: &Event, links: &[Link]) {
        let is_actual = event.modality == Modality::Actual;
        let sides: BTreeSet<&str> = event.actors.iter().chain(&event.recipients).map(|party| party.side()).collect();
        for code in sides.into_iter().filter(|code| !code.is_empty()) {
            let one =
                StateDay { code: code.to_owned(), day: day_of(event), n_events: 1, n_actual: u32::from(is_actual) };
            count(&mut self.states, (code.to_owned(), one.day), one);
        }
        let is_exact = matches!(event.date_precision, DatePrecision::Day | DatePrecision::Week | DatePrecision::Month);
        let first = event.event_date_start.filter(|_| is_actual && is_exact).map(Date::first_of_month);
        let Some(first) = first else { return };
        for link in links.iter().filter(|link| link.told == Told::Act) {
            let of = |quad: u8| u32::from(u8::from(event.quad_class) == quad);
            let one = PairMonth {
                a: link.dyad.a.clone(),
                b: link.dyad.b.clone(),
                month: month(Some(first)),
                by: link.by,
                n_events: 1,
                n_q1: of(1),
                n_q2: of(2),
                n_q3: of(3),
                n_q4: of(4),
                sum_goldstein: event.goldstein,
                sum_plover: event.plover_score,
            };
            count(&mut self.pairs, (link.dyad.clone(), Some(first), link.by), one);
        }
    }

    /// The counts, in order.
    pub fn finish(self) -> (Vec<StateDay>, Vec<PairMonth>) {
        (added_up(self.states.into_values().collect()), added_up(self.pairs.into_values().collect()))
    }
}

fn count<K: std::hash::Hash + Eq, C: Count>(counts: &mut FxHashMap<K, C>, key: K, one: C) {
    match counts.entry(key) {
        std::collections::hash_map::Entry::Occupied(mut known) => known.get_mut().add(&one),
        std::collections::hash_map::Entry::Vacant(place) => drop(place.insert(one)),
    }
}
