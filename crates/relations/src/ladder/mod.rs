//! The ladder: how the two stand formally, as a dated state machine from events and facts.

mod cues;
mod facts;
mod fights;
mod step;

pub use cues::{Cues, Told};
pub use facts::{Fact, Ties, When, lineage};
pub use step::{Rung, State, Step};

use crate::proof::{Proof, day_of};
use crate::series::{Formal, Turn};
use fights::Fights;
use serde::Serialize;
use westphalia_model::{By, Date, DatePrecision, Dyad, Event};

/// Reports of one step may be so many days apart.
const NEAR: i32 = 31;

/// A truce that is told so many days after another is another.
const AGAIN: i32 = 5;

/// What is agreed is done within so many days, or stands as agreed.
const YEAR: i32 = 366;

/// A step that changed the formal level, with what proves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Taken {
    /// First day on which it can have been taken.
    pub date: Date,
    /// Last day.
    pub date_end: Date,
    /// How exact the day is.
    pub precision: DatePrecision,
    /// What changed.
    pub step: Step,
    /// The code of the side that took it; empty where both did, or where that is not known.
    pub by: String,
    /// The rung before; none where nothing is known of the time before.
    pub from: Option<Rung>,
    /// The rung after.
    pub to: Option<Rung>,
    /// The treaty or event, where it is known apart from events; else empty.
    pub what: String,
    /// Who says so apart from events; else empty.
    pub source: String,
    /// The events that tell it.
    pub proofs: Vec<Proof>,
}

/// How two states stand formally.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ladder {
    /// The two.
    pub dyad: Dyad,
    /// The last day that was looked at, if one was set.
    pub as_of: Option<Date>,
    /// The rung on that day; none where nothing is known.
    pub rung: Option<Rung>,
    /// Every step that changed something, by day.
    pub steps: Vec<Taken>,
}

impl Ladder {
    /// The steps that are turns of the relation by themselves: relations begin or break off, war, an alliance; as agreed,
    /// where that is told before it is done. Steps that are known to the month or year only are none.
    #[must_use]
    pub fn turns(&self) -> Vec<Formal> {
        let turn = |step: &Taken| {
            let direction = match step.step {
                Step::Ties | Step::Alliance => Turn::Up,
                Step::Rupture | Step::War => Turn::Down,
                _ => return None,
            };
            let told = step.proofs.iter().filter_map(|proof| proof.date).min();
            let event_ids = step.proofs.iter().map(|proof| proof.event_id.clone()).collect();
            let date = told.map_or(step.date, |day| day.min(step.date));
            (step.precision <= DatePrecision::Week).then_some(Formal { date, direction, event_ids })
        };
        self.steps.iter().filter_map(turn).collect()
    }
}

/// A step that is told, and how.
struct Candidate {
    taken: Taken,
    told: Told,
}

/// The ladder of a dyad from the record's events and the facts ([`Ties::of`]), up to a day.
#[must_use]
pub fn ladder(dyad: &Dyad, events: &[Event], facts: Vec<Fact>, cues: &Cues, as_of: Option<Date>) -> Ladder {
    let known = |fact| Candidate { taken: Taken::known(fact), told: Told::Done };
    let mut told: Vec<Candidate> = facts.into_iter().map(known).collect();
    told.extend(events.iter().flat_map(|event| of_event(dyad, event, cues)));
    told.retain(|one| as_of.is_none_or(|day| one.taken.date <= day));
    let fights = Fights::of(dyad, events, as_of);
    told.retain_mut(|one| fights.allow(one));
    let key = |one: &Candidate| (one.taken.date, one.taken.step, one.taken.what.is_empty(), one.taken.proofs.clone());
    told.sort_by_cached_key(key);
    let mut steps = together(told);
    steps.sort_by_key(|step| (step.date, step.step));
    let (steps, state) = climb(steps);
    Ladder { dyad: dyad.clone(), as_of, rung: state.rung(), steps }
}

/// Puts together what is told of one step.
fn together(told: Vec<Candidate>) -> Vec<Taken> {
    let mut steps: Vec<Candidate> = Vec::new();
    for one in told {
        match steps.iter_mut().rev().find(|known| known.is_same(&one)) {
            Some(known) => known.add(one),
            None => steps.push(one),
        }
    }
    steps.into_iter().map(|one| one.taken).collect()
}

/// Takes the steps one after the other; those that change nothing are more proof of the last of their kind.
fn climb(steps: Vec<Taken>) -> (Vec<Taken>, State) {
    let mut state = State::default();
    let mut taken: Vec<Taken> = Vec::new();
    for mut step in steps {
        match state.after(step.step) {
            Some(next) => {
                (step.from, step.to) = (state.rung(), next.rung());
                state = next;
                taken.push(step);
            }
            None => {
                if let Some(known) = taken.iter_mut().rev().find(|known| known.step == step.step) {
                    known.proofs.extend(step.proofs);
                }
            }
        }
    }
    (taken, state)
}

/// The steps that an event of the dyad tells.
fn of_event(dyad: &Dyad, event: &Event, cues: &Cues) -> Vec<Candidate> {
    let Some(link) = dyad.link(event).filter(|link| link.told == westphalia_model::Told::Act) else {
        return Vec::new();
    };
    let Some(date) = day_of(event) else { return Vec::new() };
    let date_end = event.event_date_end.filter(|end| *end >= date).unwrap_or(date);
    let by = match link.by {
        By::A => dyad.a.clone(),
        By::B => dyad.b.clone(),
        By::Both => String::new(),
    };
    let taken = |step| Taken {
        date,
        date_end,
        precision: event.date_precision,
        step,
        by: by.clone(),
        from: None,
        to: None,
        what: String::new(),
        source: String::new(),
        proofs: vec![Proof::of(event)],
    };
    cues.steps(event, link.by).into_iter().map(|(step, told)| Candidate { taken: taken(step), told }).collect()
}

impl Candidate {
    /// Whether the other is the same step, told once more.
    fn is_same(&self, other: &Self) -> bool {
        let window = match (self.told, other.told) {
            (Told::Agreed, Told::Done) => YEAR,
            (_, Told::Shown) => 2 * YEAR,
            _ => NEAR,
        };
        self.taken.step == other.taken.step && self.taken.when().near(other.taken.when(), window)
    }

    /// Adds what is told of the same step: as taken rather than agreed, and else by the sharpest day.
    fn add(&mut self, other: Self) {
        let (own, others) = (self.taken.when(), other.taken.when());
        let when = match (self.told, other.told) {
            (Told::Agreed, Told::Done) => others,
            (_, Told::Shown) => own,
            // A truce that must be made again has not held.
            (Told::Truce, Told::Truce) if !own.near(others, AGAIN) => others,
            _ => own.sharper(others),
        };
        if other.told == Told::Done {
            self.told = Told::Done;
        }
        (self.taken.date, self.taken.date_end, self.taken.precision) = (when.start, when.end, when.precision);
        if self.taken.what.is_empty() {
            (self.taken.what, self.taken.source) = (other.taken.what, other.taken.source);
        }
        if self.taken.by != other.taken.by {
            self.taken.by.clear();
        }
        self.taken.proofs.extend(other.taken.proofs);
    }
}

impl Taken {
    /// A step that is known apart from events.
    fn known(fact: Fact) -> Self {
        Self {
            date: fact.when.start,
            date_end: fact.when.end,
            precision: fact.when.precision,
            step: fact.step,
            by: fact.by,
            from: None,
            to: None,
            what: fact.what,
            source: fact.source,
            proofs: Vec::new(),
        }
    }

    fn when(&self) -> When {
        When { start: self.date, end: self.date_end, precision: self.precision }
    }
}

#[cfg(test)]
mod tests {
    use super::{Cues, Ladder, Ties, ladder};
    use crate::sample::event;
    use westphalia_model::Dyad;

    const TIES: &str = "a\tb\tstep\tdate\tprecision\twhat\tsource\n\
        AAA\tBBB\tambassadors\t1990\tyear\tfirst ambassadors\tx\nAAA\tBBB\trupture\t2016-01-03\tday\tembassy stormed\tx\n";
    const PACTS: &str = "pact\tiso3\tfrom\tuntil\tsource\n";

    fn of(lines: &[&str]) -> Ladder {
        let events: Vec<_> = lines.iter().map(|line| event(line)).collect();
        let dyad = Dyad::of("AAA", "BBB").expect("two codes");
        let facts = Ties::parse(TIES, PACTS).expect("good tables").of(std::slice::from_ref(&dyad));
        ladder(&dyad, &events, facts, &Cues::shipped().expect("shipped"), None)
    }

    fn check(lines: &[&str], expected: &str) {
        let shown: Vec<String> = of(lines)
            .steps
            .iter()
            .map(|step| format!("{} {} {}", step.date, step.step.as_str(), step.proofs.len()))
            .collect();
        assert_eq!(shown.join(", "), expected);
    }

    #[test]
    fn facts_and_events_make_one_ladder() {
        check(&[], "1990-01-01 ambassadors 0, 2016-01-03 rupture 0");
        check(
            &[
                "2016-01-05 AAA>BBB SANCTION: A cut diplomatic ties with B",
                "2016-02-25 AAA>BBB SANCTION: A broke off diplomatic relations with B",
                "2023-03-10 AAA=BBB AGREE: A and B agreed to restore diplomatic ties",
                "2023-06-06 AAA>BBB SUPPORT: A reopened its embassy in B",
                "2023-09-05 BBB>AAA SUPPORT: B named an ambassador to A",
            ],
            "1990-01-01 ambassadors 0, 2016-01-03 rupture 2, 2023-03-10 ties 2, 2023-09-05 ambassadors 1",
        );
        check(
            &[
                "2014-12-17 AAA=BBB AGREE: A and B agreed to restore diplomatic ties",
                "2015-07-20 AAA=BBB SUPPORT: A and B restored diplomatic relations",
            ],
            "1990-01-01 ambassadors 0, 2016-01-03 rupture 0",
        );
    }

    #[test]
    fn a_truce_counts_after_fighting_and_if_it_holds() {
        let war = "2020-09-27 AAA=BBB ASSAULT: heavy fighting with tanks between A and B";
        let truce = "2020-10-10 AAA=BBB AGREE: A and B agreed to a ceasefire";
        let known = "1990-01-01 ambassadors 0, 2016-01-03 rupture 0";
        check(&["2020-09-27 AAA>BBB ASSAULT: A sent soldiers to the war of B"], known);
        check(&[truce], known);
        let again = "2020-11-10 AAA=BBB AGREE: A and B agreed to a ceasefire once more";
        check(&[war, truce, again], &format!("{known}, 2020-09-27 war 1, 2020-11-10 peace 2"));
        check(&[war, truce], &format!("{known}, 2020-09-27 war 1, 2020-10-10 peace 1"));
        check(&[war, truce, "2020-10-12 AAA>BBB ASSAULT: shells fell"], &format!("{known}, 2020-09-27 war 1"));
        check(
            &[
                "2022-09-13 AAA>BBB ASSAULT: shells fell on B",
                "2022-09-14 AAA=BBB RETREAT/ceasefire: a ceasefire held after two days of battle",
            ],
            &format!("{known}, 2022-09-13 war 1, 2022-09-14 peace 1"),
        );
        check(
            &["2020-09-15 AAA=BBB SUPPORT: A and B signed a treaty of peace"],
            &format!("{known}, 2020-09-15 peace 1"),
        );
    }

    #[test]
    fn the_order_of_events_changes_nothing() {
        let mut lines = vec![
            "2016-01-05 AAA>BBB SANCTION: A cut diplomatic ties with B",
            "2023-03-10 AAA=BBB AGREE: A and B agreed to restore diplomatic ties",
            "2023-09-05 BBB>AAA SUPPORT: B named an ambassador to A",
        ];
        let forth = of(&lines);
        lines.reverse();
        assert_eq!(forth, of(&lines));
    }
}
