//! What of a record can decide claims.

use crate::ending::Failure;
use std::collections::{BTreeMap, BTreeSet};
use westphalia_model::{Actor, Claim, Date, Dyad, Event, Status};
use westphalia_record::tables;
use westphalia_record::views::Views;
use westphalia_relations::day_of;

/// Beyond so many dyads one reading of all events is quicker than one for each dyad.
const MANY: usize = 200;

/// The events that can decide claims: those of every two parties of each; of a claim that names one party only, all that
/// name it. None of a later day.
pub fn events(views: &Views, claims: &[Claim], until: Option<Date>) -> Result<Vec<Event>, Failure> {
    let (mut dyads, mut alone) = (BTreeSet::new(), BTreeSet::new());
    for claim in claims {
        let codes: BTreeSet<&str> =
            claim.actors.iter().chain(&claim.recipients).map(code).filter(|code| !code.is_empty()).collect();
        if codes.len() == 1 {
            alone.extend(codes.iter().map(|code| (*code).to_owned()));
        }
        for one in &codes {
            dyads.extend(codes.iter().filter_map(|other| Dyad::of(one, other)));
        }
    }
    let mut events: Vec<Event> = Vec::new();
    if alone.is_empty() && dyads.len() <= MANY {
        for dyad in &dyads {
            events.extend(views.dyad::<Event>(dyad, None, until)?);
        }
    } else {
        for batch in views.record().rows::<Event>(&tables::EVENTS, None)? {
            let names = |event: &Event| event.actors.iter().chain(&event.recipients).any(|a| alone.contains(code(a)));
            let joins = |event: &Event| westphalia_model::links(event).iter().any(|link| dyads.contains(&link.dyad));
            let is_wanted = |event: &Event| event.status != Status::Retracted && (names(event) || joins(event));
            events.extend(batch?.into_iter().filter(is_wanted));
        }
    }
    let is_known = |day: Option<Date>| day.is_none_or(|day| until.is_none_or(|until| day <= until));
    events.retain(|event| is_known(day_of(event)) && is_known(event.first_reported));
    events.sort_by(|a, b| (day_of(a), &a.event_id).cmp(&(day_of(b), &b.event_id)));
    events.dedup_by(|a, b| a.event_id == b.event_id);
    Ok(events)
}

/// How many documents of each year the record holds, until a day.
pub fn documents(views: &Views, until: Option<Date>) -> Result<BTreeMap<i16, u32>, Failure> {
    let mut years = BTreeMap::new();
    for row in views.days(None, until)? {
        if let Some(day) = row.day {
            *years.entry(day.year()).or_default() += row.n_documents;
        }
    }
    Ok(years)
}

/// The state or body of a party.
pub fn code(actor: &Actor) -> &str {
    if actor.body.is_empty() { &actor.country } else { &actor.body }
}
