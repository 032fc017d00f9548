//! Occasions: events that are told of one happening.

use crate::day_of;
use jiff::ToSpan;
use westphalia_model::{Date, Event};

/// Days between two tellings of one visit or meeting, beyond which they are two.
const APART: i64 = 4;

/// Events of one happening, for a claim that counts happenings.
#[derive(Clone, Debug)]
pub struct Occasion<'a> {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// Its events, the first told first.
    pub events: Vec<&'a Event>,
}

/// Puts events that overlap in time, or lie few days apart, into one occasion; events without a day are left out.
///
/// A date that is known only to the month or year ("last visited in 2019") is of an occasion within it, if there is one.
pub fn occasions<'a>(events: impl IntoIterator<Item = &'a Event>) -> Vec<Occasion<'a>> {
    let mut dated: Vec<(Date, Date, &Event)> = events
        .into_iter()
        .filter_map(|event| {
            let start = day_of(event)?;
            Some((start, event.event_date_end.unwrap_or(start).max(start), event))
        })
        .collect();
    // The exact ones first, so that vague ones find them.
    dated.sort_by_key(|(start, end, event)| ((*end - *start).get_days() > 31, *start, event.event_id.clone()));
    let mut found: Vec<Occasion<'a>> = Vec::new();
    for (start, end, event) in dated {
        let near = |o: &&mut Occasion<'_>| shift(o.start, -APART) <= end && start <= shift(o.end, APART);
        match found.iter_mut().find(near) {
            Some(known) => {
                if (end - start).get_days() <= 31 {
                    known.end = known.end.max(end);
                }
                known.events.push(event);
            }
            None => found.push(Occasion { start, end, events: vec![event] }),
        }
    }
    found.sort_by_key(|o| o.start);
    found
}

/// The day so many days later.
pub fn shift(day: Date, days: i64) -> Date {
    day.checked_add(days.days()).unwrap_or(day)
}
