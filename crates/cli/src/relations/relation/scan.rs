//! What the record holds of a dyad, and of each period as a whole.

use super::Window;
use crate::ending::Failure;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use westphalia_model::{Date, Dyad, DyadEvent, Event};
use westphalia_relations::BadTable;
use westphalia_relations::ladder::{Cues, Ladder, Ties, ladder, lineage};
use westphalia_relations::series::{Ask, Context, Coverage, Relation, relation};

/// The course of the relation of a dyad within the window.
pub fn course(window: &Window, dyad: &Dyad, ask: Ask) -> Result<Relation, Failure> {
    let events: Vec<DyadEvent> = window.rows(dyad)?;
    let formal = formal(window, dyad)?.turns();
    let context = Context { coverage: coverage(window, dyad, ask)?, formal };
    Ok(relation(dyad, &events, &context, ask))
}

/// The ladder of a dyad by the events until the last day of the window and the facts that ship with the program.
pub fn formal(window: &Window, dyad: &Dyad) -> Result<Ladder, Failure> {
    let start = |e: BadTable| Failure::Start(e.to_string());
    let (ties, cues) = (Ties::shipped().map_err(start)?, Cues::shipped().map_err(start)?);
    // Where the two stand on the first day is told by what came before.
    let events: Vec<Event> = window.views().dyad(dyad, None, window.until())?;
    Ok(ladder(dyad, &events, ties.of(&lineage(dyad)), &cues, window.until()))
}

/// What the record holds of each period: documents, outlets, and the events of both states with whomever.
fn coverage(window: &Window, dyad: &Dyad, ask: Ask) -> Result<BTreeMap<Date, Coverage>, Failure> {
    let mut coverage: BTreeMap<Date, Coverage> = BTreeMap::new();
    let mut sources: BTreeSet<(Date, String)> = BTreeSet::new();
    for row in window.views().days(window.since(), window.until())? {
        let Some(day) = row.day else { continue };
        let start = ask.unit.start(day);
        let of_period = coverage.entry(start).or_default();
        *of_period.n_documents.get_or_insert(0) += u64::from(row.n_documents);
        if sources.insert((start, row.source)) {
            *of_period.n_sources.get_or_insert(0) += 1;
        }
    }
    for row in window.views().states(&[&dyad.a, &dyad.b], window.since(), window.until())? {
        let Some(day) = row.day else { continue };
        let of_period = coverage.entry(ask.unit.start(day)).or_default();
        let count = if row.code == dyad.a { &mut of_period.n_events_a } else { &mut of_period.n_events_b };
        *count += u64::from(row.n_actual);
    }
    Ok(coverage)
}

/// The sentences of the events of a dyad, by identity.
pub fn words(window: &Window, dyad: &Dyad) -> Result<HashMap<String, String>, Failure> {
    #[derive(Deserialize)]
    struct Words {
        event_id: String,
        sentence_text: String,
    }
    let rows: Vec<Words> = window.rows(dyad)?;
    Ok(rows.into_iter().map(|row| (row.event_id, row.sentence_text)).collect())
}
