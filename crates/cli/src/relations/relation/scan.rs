//! What the record holds of a dyad, and of each period as a whole.

use super::Window;
use crate::ending::Failure;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use westphalia_model::{Date, Dyad, Event, Status, Told, links};
use westphalia_record::tables;
use westphalia_relations::series::{Ask, Coverage, DyadEvent};

/// What was found.
pub struct Held {
    /// The events of the dyad.
    pub events: Vec<DyadEvent>,
    /// What the record holds of each period, by its first day.
    pub coverage: BTreeMap<Date, Coverage>,
    /// The sentences of the events, by identity.
    pub words: HashMap<String, String>,
}

/// A document as far as it is counted.
#[derive(Deserialize)]
struct Published {
    published_at: Option<Date>,
    source: String,
}

/// Reads all events and documents once.
pub fn scan(window: &Window, dyad: &Dyad, ask: Ask) -> Result<Held, Failure> {
    let mut held = Held { events: Vec::new(), coverage: BTreeMap::new(), words: HashMap::new() };
    documents(window, ask, &mut held)?;
    for batch in window.record().rows::<Event>(&tables::EVENTS, None)? {
        for event in batch?.iter().filter(|event| event.status != Status::Retracted) {
            count(event, dyad, ask, &mut held);
            if let Some(found) = DyadEvent::of(event, dyad) {
                held.words.insert(found.event_id.clone(), event.sentence_text.clone());
                held.events.push(found);
            }
        }
    }
    Ok(held)
}

/// Counts documents and their outlets by the day of publication.
fn documents(window: &Window, ask: Ask, held: &mut Held) -> Result<(), Failure> {
    let mut sources: HashSet<(Date, String)> = HashSet::new();
    for batch in window.record().rows::<Published>(&tables::DOCUMENTS, None)? {
        for document in batch? {
            let Some(day) = document.published_at.filter(|day| window.holds(Some(*day))) else { continue };
            let start = ask.unit.start(day);
            let coverage = held.coverage.entry(start).or_default();
            *coverage.n_documents.get_or_insert(0) += 1;
            if sources.insert((start, document.source)) {
                *coverage.n_sources.get_or_insert(0) += 1;
            }
        }
    }
    Ok(())
}

/// Counts an event for each of the two that it joins to anybody.
fn count(event: &Event, dyad: &Dyad, ask: Ask, held: &mut Held) {
    let links = links(event);
    let joins = |code: &str| links.iter().any(|link| link.told == Told::Act && link.dyad.has(code));
    let (a, b) = (joins(&dyad.a), joins(&dyad.b));
    let Some(day) = (a || b).then(|| day_if_counted(event, ask)).flatten() else { return };
    let coverage = held.coverage.entry(ask.unit.start(day)).or_default();
    coverage.n_events_a += u64::from(a);
    coverage.n_events_b += u64::from(b);
}

/// The day of an event, if it would be counted in a period by the rules for those of the dyad.
fn day_if_counted(event: &Event, ask: Ask) -> Option<Date> {
    let as_if = links(event).into_iter().find(|link| link.told == Told::Act)?;
    let counted = DyadEvent::of(event, &as_if.dyad)?;
    let is_exact = counted.left_out().is_none() && ask.unit.holds(counted.date_precision);
    counted.day().filter(|day| {
        is_exact && ask.since.is_none_or(|since| since <= *day) && ask.until.is_none_or(|until| *day <= until)
    })
}
