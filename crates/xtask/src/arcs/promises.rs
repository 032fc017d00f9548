//! Pledges: right is one by one of the bound parties that the named report tells; of several in one report, the one that
//! shares most words. The status is scored among these.

use super::arc::{Arc, Pledge as True};
use super::score::Found;
use std::collections::BTreeSet;
use westphalia_relations::pledges::{Pledge, Question, Thresholds, concerns, ledger};

/// What was found, and of how many of these the status is right.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scored {
    /// Pledges.
    pub pledges: Found,
    /// Pledges found whose status is right.
    pub n_status: usize,
}

/// Scores the ledger of an arc as of its last day.
pub fn score(arc: &Arc, wrong: &mut Vec<String>) -> Scored {
    let events: Vec<_> = arc.events.iter().filter(|event| concerns(event, &arc.dyad)).cloned().collect();
    let question = Question {
        dyad: Some(arc.dyad.clone()),
        beside: arc.beside(),
        as_of: arc.until,
        thresholds: Thresholds::default(),
    };
    let said = ledger(&events, &question);
    let pairs = assign(arc, &said);
    let mut n_status = 0;
    for (truth, found) in arc.truth.pledges.iter().zip(&pairs) {
        match found.map(|place| &said[place]) {
            None => wrong.push(format!("{}: missed pledge {} {:?}", arc.name, truth.report, truth.words)),
            Some(pledge) if pledge.status.as_str() == truth.status => n_status += 1,
            Some(pledge) => wrong.push(format!(
                "{}: pledge {} {:?} is {}, said {}",
                arc.name,
                truth.report,
                truth.words,
                truth.status,
                pledge.status.as_str()
            )),
        }
    }
    for (place, pledge) in said.iter().enumerate() {
        if !pairs.contains(&Some(place)) {
            wrong.push(format!("{}: false pledge {} {:?} {}", arc.name, pledge.opened, pledge.act, pledge.words));
        }
    }
    let pledges =
        Found { n_right: pairs.iter().flatten().count(), n_said: said.len(), n_true: arc.truth.pledges.len() };
    Scored { pledges, n_status }
}

/// For each true pledge the place of the said one: the pairs that share most words first.
fn assign(arc: &Arc, said: &[Pledge]) -> Vec<Option<usize>> {
    let mut fits: Vec<(usize, usize, usize)> = Vec::new();
    for (at, truth) in arc.truth.pledges.iter().enumerate() {
        for (place, pledge) in said.iter().enumerate() {
            if is_told_in(arc, pledge, truth) && pledge.by.iter().any(|by| truth.by.contains(by)) {
                let shared = words(&truth.content, &truth.words)
                    .intersection(&words(&pledge.content.text, &pledge.words))
                    .count();
                fits.push((shared, at, place));
            }
        }
    }
    fits.sort_by_key(|(shared, at, place)| (std::cmp::Reverse(*shared), *at, *place));
    let (mut pairs, mut taken) = (vec![None; arc.truth.pledges.len()], BTreeSet::new());
    for (shared, at, place) in fits {
        if shared > 0 && pairs[at].is_none() && taken.insert(place) {
            pairs[at] = Some(place);
        }
    }
    pairs
}

/// Whether a report of the pledge stands in a document that the historian names.
fn is_told_in(arc: &Arc, pledge: &Pledge, truth: &True) -> bool {
    let named = |report: &str| report == truth.report || truth.repeated_in.iter().any(|again| again == report);
    pledge.reports.iter().any(|proof| arc.told_by(&proof.event_id).iter().any(|report| named(report)))
}

/// The words of more than three letters.
fn words(one: &str, other: &str) -> BTreeSet<String> {
    let split = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3);
        words.map(str::to_lowercase).collect()
    };
    split(one).into_iter().chain(split(other)).collect()
}
