//! The course of a relation: how much, how friendly, and when it turned.
//!
//! Period by period, what happened between two states is counted by kind and scored on the scales of Goldstein and PLOVER,
//! beside how much the record holds of the period at all. Over the periods lies a level with an interval ([`Level`]), and
//! over the days the turning points ([`Change`]).

mod change;
mod event;
mod level;
mod period;
mod row;

pub use change::{Basis, Change, Formal, Turn, changes};
pub use event::{LeftOut, Reason, Scale};
pub use level::Level;
pub use period::Unit;
pub(crate) use period::days_between;
pub use row::{Coverage, Period, Score};
pub use westphalia_model::DyadEvent;

use serde::Serialize;
use std::collections::BTreeMap;
use westphalia_model::{By, Date, Dyad};

/// What is asked of a relation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Ask {
    /// How long a period is.
    pub unit: Unit,
    /// The scale of level and turning points.
    pub scale: Scale,
    /// Whether acts of one on the other are told apart.
    pub directed: bool,
    /// First day; that of the first event if left out.
    pub since: Option<Date>,
    /// Last day; that of the last event if left out.
    pub until: Option<Date>,
}

/// What is known beside the events of the dyad.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// What the record holds of each period, by its first day.
    pub coverage: BTreeMap<Date, Coverage>,
    /// Changes of the formal level of the relation ([`Ladder::turns`](crate::ladder::Ladder::turns)).
    pub formal: Vec<Formal>,
}

/// The course of a relation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Relation {
    /// The two.
    pub dyad: Dyad,
    /// How long a period is.
    pub unit: Unit,
    /// The scale of level and turning points.
    pub scale: Scale,
    /// All that happened between the two; or, directed, what the first did, what the second did, and what both did.
    pub series: Vec<Series>,
    /// Events that are not counted, by reason.
    pub left_out: Vec<LeftOut>,
}

/// What happened in one direction, or in all.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Series {
    /// Who acts; `None` where directions are not told apart.
    pub by: Option<By>,
    /// The same for people: `PRK - RUS`, `PRK → RUS`, `RUS → PRK`, `PRK = RUS` for what both do.
    pub name: String,
    /// How many events are counted.
    pub n_events: usize,
    /// Its periods, in order and without gaps.
    pub periods: Vec<Period>,
    /// Its turning points, in order.
    pub changes: Vec<Change>,
}

/// The course of a relation from its events and what is known beside them.
#[must_use]
pub fn relation(dyad: &Dyad, events: &[DyadEvent], context: &Context, ask: Ask) -> Relation {
    let mut reasons = BTreeMap::new();
    let mut kept: Vec<&DyadEvent> = Vec::new();
    for event in events.iter().filter(|event| is_within(event, ask)) {
        let reason = Reason::of(event);
        if reason.is_none() {
            kept.push(event);
        }
        let is_coarse = !ask.unit.holds(event.date_precision);
        if let Some(reason) = reason.or(is_coarse.then_some(Reason::Coarse)) {
            *reasons.entry(reason).or_insert(0) += 1;
        }
    }
    kept.sort_by(|a, b| (a.day(), &a.event_id).cmp(&(b.day(), &b.event_id)));
    let starts = starts(&kept, ask);
    let directions: &[Option<By>] = if ask.directed { &[Some(By::A), Some(By::B), Some(By::Both)] } else { &[None] };
    let series = directions.iter().map(|by| one(dyad, *by, &kept, &starts, context, ask)).collect();
    let left_out = reasons.into_iter().map(|(reason, n_events)| LeftOut { reason, n_events }).collect();
    Relation { dyad: dyad.clone(), unit: ask.unit, scale: ask.scale, series, left_out }
}

/// Whether an event lies in the days that are asked for; one without a day lies everywhere.
fn is_within(event: &DyadEvent, ask: Ask) -> bool {
    event
        .day()
        .or(event.first_reported)
        .is_none_or(|day| ask.since.is_none_or(|since| since <= day) && ask.until.is_none_or(|until| day <= until))
}

/// The first days of all periods.
fn starts(kept: &[&DyadEvent], ask: Ask) -> Vec<Date> {
    let first = ask.since.or_else(|| kept.first()?.day());
    let last = ask.until.or_else(|| kept.last()?.day());
    first.zip(last).map(|(first, last)| ask.unit.starts(first, last)).unwrap_or_default()
}

/// One series.
fn one(dyad: &Dyad, by: Option<By>, kept: &[&DyadEvent], starts: &[Date], context: &Context, ask: Ask) -> Series {
    let events: Vec<&DyadEvent> = kept.iter().filter(|e| by.is_none_or(|by| e.by == by)).copied().collect();
    let mut filed: BTreeMap<Date, Vec<&DyadEvent>> = BTreeMap::new();
    for event in events.iter().filter(|event| ask.unit.holds(event.date_precision)) {
        if let Some(day) = event.day() {
            filed.entry(ask.unit.start(day)).or_default().push(event);
        }
    }
    let nothing = Vec::new();
    let mut periods: Vec<Period> = starts
        .iter()
        .map(|start| Period::of(filed.get(start).unwrap_or(&nothing), *start, context.coverage.get(start), ask))
        .collect();
    add_levels(&mut periods, &filed, ask);
    let within = |day: Date| ask.since.is_none_or(|since| since <= day) && ask.until.is_none_or(|until| day <= until);
    let formal: Vec<Formal> = context.formal.iter().filter(|formal| within(formal.date)).cloned().collect();
    let name = match by {
        None => format!("{} - {}", dyad.a, dyad.b),
        Some(By::A) => format!("{} → {}", dyad.a, dyad.b),
        Some(By::B) => format!("{} → {}", dyad.b, dyad.a),
        Some(By::Both) => format!("{} = {}", dyad.a, dyad.b),
    };
    Series { by, name, n_events: events.len(), periods, changes: changes(&events, &formal, ask.scale) }
}

/// Adds the level to periods.
fn add_levels(periods: &mut [Period], filed: &BTreeMap<Date, Vec<&DyadEvent>>, ask: Ask) {
    let days_of = |events: &[&DyadEvent]| -> Vec<(Date, f64)> {
        events
            .chunk_by(|a, b| a.day() == b.day())
            .filter_map(|day| {
                let sum: f64 = day.iter().map(|event| ask.scale.of(event)).sum();
                Some((day.first()?.day()?, sum / day.len() as f64))
            })
            .collect()
    };
    let (mut all, mut last) = (Vec::new(), None);
    for (day, score) in filed.values().flat_map(|events| days_of(events)) {
        all.push((last.replace(day).map_or(f64::INFINITY, |last| days_between(last, day)), score));
    }
    let seen: Vec<Option<level::Seen>> = periods
        .iter()
        .map(|period| {
            let days = days_of(filed.get(&ask.unit.start(period.start))?);
            let mean = days.iter().map(|(_, score)| score).sum::<f64>() / days.len() as f64;
            Some(level::Seen { mean, n_days: days.len() })
        })
        .collect();
    let levels = level::levels(&seen, level::variance(&all), ask.unit.days());
    for (period, level) in periods.iter_mut().zip(levels) {
        period.level = level;
    }
}

#[cfg(test)]
mod tests {
    use super::{Ask, Context, Coverage, DyadEvent, LeftOut, Reason, Relation, Unit, relation};
    use crate::sample::event;
    use std::collections::BTreeMap;
    use westphalia_model::{Date, DatePrecision, Dyad};

    const LINES: [&str; 6] = [
        "2019-01-05 RUS>PRK AID",
        "2019-01-05 PRK>RUS ACCUSE",
        "2019-03-07 PRK=RUS CONSULT/visit",
        "2019-03-08 RUS>PRK AID future",
        "2019-03-09 RUS>KOR AID",
        "2019-04-01 PRK>RUS SUPPORT",
    ];

    fn course(ask: Ask) -> Relation {
        let dyad = Dyad::of("RUS", "PRK").expect("two codes");
        let mut events: Vec<DyadEvent> = LINES.iter().filter_map(|line| DyadEvent::of(&event(line), &dyad)).collect();
        if let Some(last) = events.last_mut() {
            last.date_precision = DatePrecision::Quarter;
        }
        let held = Coverage { n_documents: Some(500), n_sources: Some(9), n_events_a: 4, n_events_b: 0 };
        let coverage = BTreeMap::from([(Date::constant(2019, 1, 1), held)]);
        relation(&dyad, &events, &Context { coverage, formal: Vec::new() }, ask)
    }

    #[test]
    fn periods_count_what_happened() {
        let found = course(Ask::default());
        let [series] = &found.series[..] else { panic!("expected one series") };
        let counts: Vec<(&str, usize, usize)> =
            series.periods.iter().map(|p| (p.label.as_str(), p.n_events, p.n_days)).collect();
        assert_eq!(counts, [("2019-01", 2, 1), ("2019-02", 0, 0), ("2019-03", 1, 1), ("2019-04", 0, 0)]);
        let first = &series.periods[0];
        assert_eq!((first.quads, first.cooperation), ([0, 1, 1, 0], Some(0.5)));
        assert_eq!(first.goldstein.map(|score| (score.mean, score.sum)), Some((1.5, 3.0)));
        assert_eq!((first.per_thousand, first.share_a, first.share_b), (Some(4.0), Some(0.5), None));
        assert_eq!(first.event_ids, [LINES[1], LINES[0]]);
        let left = |reason| LeftOut { reason, n_events: 1 };
        assert_eq!(found.left_out, [left(Reason::Future), left(Reason::Coarse)]);
        assert_eq!(course(Ask { unit: Unit::Quarter, ..Ask::default() }).left_out, [left(Reason::Future)]);
    }

    #[test]
    fn a_window_cuts_periods_and_directions_part_them() {
        let (since, until) = (Some(Date::constant(2019, 1, 3)), Some(Date::constant(2019, 3, 7)));
        let found = course(Ask { directed: true, since, until, ..Ask::default() });
        let counts: Vec<(&str, usize)> = found.series.iter().map(|s| (s.name.as_str(), s.n_events)).collect();
        assert_eq!(counts, [("PRK → RUS", 1), ("RUS → PRK", 1), ("PRK = RUS", 1)]);
        let periods = &found.series[0].periods;
        assert_eq!((Some(periods[0].start), periods.last().map(|p| p.end)), (since, until));
        assert!(found.left_out.is_empty());
    }
}
