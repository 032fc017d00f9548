//! Turning points: right is one in the same direction within 31 days.

use super::arc::Arc;
use super::score::{Found, pair};
use jiff::civil::Date;
use westphalia_relations::ladder::{Cues, ladder};
use westphalia_relations::series::{Ask, Change, Context, DyadEvent, Turn, relation};

/// So many days may lie between the day that is said and the true one.
const NEAR: i32 = 31;

/// Scores the turning points of an arc, as `westphalia relation` tells them.
pub fn score(arc: &Arc, wrong: &mut Vec<String>) -> anyhow::Result<Found> {
    let events: Vec<DyadEvent> = arc.events.iter().filter_map(|event| DyadEvent::of(event, &arc.dyad)).collect();
    let ask = Ask { since: Some(arc.since), until: Some(arc.until), ..Ask::default() };
    let ladder = ladder(&arc.dyad, &arc.of_dyad(), Vec::new(), &Cues::shipped()?, Some(arc.until));
    let context = Context { formal: ladder.turns(), ..Context::default() };
    let told = relation(&arc.dyad, &events, &context, ask);
    let said: Vec<&Change> = told.series.iter().flat_map(|series| &series.changes).collect();
    let truth = arc.turns()?;
    let fits = |said: &&Change, truth: &(Date, bool)| {
        (said.direction == Turn::Up) == truth.1 && days_between(said.date, truth.0) <= NEAR
    };
    let pairs = pair(&said, &truth, fits);
    for (place, turn) in said.iter().enumerate() {
        if !pairs.contains(&Some(place)) {
            wrong.push(format!("{}: false turn {} {:?} {:.2}", arc.name, turn.date, turn.direction, turn.probability));
        }
    }
    for (turn, found) in truth.iter().zip(&pairs) {
        if found.is_none() {
            wrong.push(format!("{}: missed turn {} {}", arc.name, turn.0, if turn.1 { "up" } else { "down" }));
        }
    }
    Ok(Found { n_right: pairs.iter().flatten().count(), n_said: said.len(), n_true: truth.len() })
}

/// Days between two dates, whichever is earlier.
pub fn days_between(a: Date, b: Date) -> i32 {
    (a - b).get_days().abs()
}
