//! Fighting between the two: what a truce ends, and what breaks it.

use super::cues::Told;
use super::step::Step;
use super::{Candidate, Dyad};
use crate::proof::day_of;
use jiff::ToSpan;
use westphalia_model::{Date, Event, EventType, Modality};

/// Fighting without a pause of so many days is one.
const PAUSE: i32 = 30;

/// A truce ends fighting of so many days before, at most.
const BEFORE: i32 = 90;

/// A truce that is broken within so many days has not held.
const HELD: i32 = 14;

/// The days on which one of the two attacked the other, in order.
pub struct Fights {
    attacks: Vec<Date>,
    /// Days on which one accused the other of it.
    alleged: Vec<Date>,
}

impl Fights {
    /// The attacks among events, up to a day.
    pub fn of(dyad: &Dyad, events: &[Event], as_of: Option<Date>) -> Self {
        let days = |is_wanted: fn(&Event) -> bool| {
            let between = |event: &&Event| {
                let link = dyad.link(event);
                is_wanted(event)
                    && event.modality == Modality::Actual
                    && link.is_some_and(|link| link.told == westphalia_model::Told::Act)
            };
            let days = events.iter().filter(between).filter_map(day_of);
            let mut days: Vec<Date> = days.filter(|day| as_of.is_none_or(|until| *day <= until)).collect();
            days.sort_unstable();
            days
        };
        Self { attacks: days(is_attack), alleged: days(is_alleged) }
    }

    /// Whether a step that is told counts; a war that is told by its end is dated by its first attack.
    pub fn allow(&self, one: &mut Candidate) -> bool {
        let day = one.taken.date;
        match (one.taken.step, one.told) {
            (Step::Peace, Told::Truce) => self.first_before(day).is_some() && !self.is_any_after(day),
            // One attack by one of them is no war yet, whatever the sentence calls it.
            (Step::War, Told::Done) if !one.taken.proofs.is_empty() && !one.taken.by.is_empty() => {
                let last = day.saturating_add(PAUSE.days());
                self.attacks.iter().filter(|attack| day <= **attack && **attack <= last).count() >= 2
            }
            (Step::War, Told::Shown) => match self.first_before(day) {
                Some(first) => {
                    (one.taken.date, one.taken.date_end) = (first, first);
                    true
                }
                None => false,
            },
            _ => true,
        }
    }

    /// The first attack of the fighting that went on until shortly before a day.
    fn first_before(&self, day: Date) -> Option<Date> {
        let earlier = self.attacks.iter().rev().skip_while(|attack| **attack > day);
        let mut first = None;
        for attack in earlier {
            let (last, pause) = first.map_or((day, BEFORE), |first| (first, PAUSE));
            if last > attack.saturating_add(pause.days()) {
                break;
            }
            first = Some(*attack);
        }
        first
    }

    /// Whether there was an attack within days after a day, or one is alleged from the day on.
    fn is_any_after(&self, day: Date) -> bool {
        let last = day.saturating_add(HELD.days());
        let attacked = self.attacks.iter().any(|attack| *attack > day && *attack <= last);
        attacked || self.alleged.iter().any(|accused| *accused >= day && *accused <= last)
    }
}

fn is_attack(event: &Event) -> bool {
    event.event_type == Some(EventType::Assault)
}

fn is_alleged(event: &Event) -> bool {
    let content = event.content.as_ref().and_then(|content| content.event_type);
    event.event_type == Some(EventType::Accuse) && content == Some(EventType::Assault)
}
