//! Steps of the ladder: right is the same step within 31 days.

use super::arc::Arc;
use super::score::{Found, pair};
use jiff::civil::Date;
use westphalia_relations::ladder::{Cues, Taken, Ties, ladder};

/// So many days may lie between the day that is said and the true one.
const NEAR: i32 = 31;

/// Scores the ladder of an arc, with the facts of `data/relations` or from its reports alone.
pub fn score(arc: &Arc, with_facts: bool, wrong: &mut Vec<String>) -> anyhow::Result<Found> {
    let facts = if with_facts { Ties::shipped()?.of(std::slice::from_ref(&arc.dyad)) } else { Vec::new() };
    let ladder = ladder(&arc.dyad, &arc.of_dyad(), facts, &Cues::shipped()?, Some(arc.until));
    let said: Vec<&Taken> = ladder.steps.iter().filter(|step| step.date_end >= arc.since).collect();
    let truth = arc.steps()?;
    let fits = |said: &&Taken, truth: &(Date, &str, &str)| {
        said.step.as_str() == truth.1 && (said.date - truth.0).get_days().abs() <= NEAR
    };
    let pairs = pair(&said, &truth, fits);
    for (place, step) in said.iter().enumerate() {
        if !pairs.contains(&Some(place)) {
            let words = step.proofs.first().map_or(step.what.as_str(), |proof| &proof.words);
            wrong.push(format!("{}: false step {} {}: {words}", label(arc, with_facts), step.date, step.step.as_str()));
        }
    }
    for (step, found) in truth.iter().zip(&pairs) {
        if found.is_none() {
            wrong.push(format!("{}: missed step {} {} ({})", label(arc, with_facts), step.0, step.1, step.2));
        }
    }
    let n_right = pairs.iter().flatten().count();
    Ok(Found { n_right, n_said: said.len(), n_true: truth.len() })
}

fn label(arc: &Arc, with_facts: bool) -> String {
    if with_facts { format!("{}, with facts", arc.name) } else { arc.name.clone() }
}
