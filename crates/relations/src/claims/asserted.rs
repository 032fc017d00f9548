//! What a claim itself says took place: "the first visit in 24 years" tells a visit.

use westphalia_model::{Claim, ClaimKind, Counted, DateBasis, DatePrecision, Event, Modality, Status};

/// The event that a claim asserts: that which it calls first, third or largest. Claims that deny assert none.
pub fn event(claim: &Claim) -> Option<Event> {
    let Counted::Events { event_type, mode, cameo } = &claim.what else { return None };
    let start = claim.of_start.or(claim.said_on)?;
    if !matches!(claim.kind, ClaimKind::Ordinal | ClaimKind::Superlative) || claim.actors.is_empty() {
        return None;
    }
    // What is yet to come is only planned.
    let ahead = claim.said_on.is_some_and(|said| start > said);
    let codes = |parties: &[westphalia_model::Actor]| parties.iter().map(westphalia_model::Actor::code).collect();
    Some(Event {
        event_id: format!("{}/{}", claim.document_id, claim.sentence),
        status: Status::Machine,
        event_date_start: Some(start),
        event_date_end: claim.of_end.or(Some(start)),
        date_precision: DatePrecision::Day,
        date_basis: if claim.of_start.is_some() { DateBasis::Text } else { DateBasis::Publication },
        first_reported: claim.said_on,
        last_reported: claim.said_on,
        actors: claim.actors.clone(),
        recipients: claim.recipients.clone(),
        actor_codes: codes(&claim.actors),
        recipient_codes: codes(&claim.recipients),
        symmetric: claim.symmetric,
        event_type: Some(*event_type),
        mode: mode.clone(),
        cameo_code: cameo.clone(),
        quad_class: event_type.quad(),
        goldstein: 0.0,
        plover_score: 0.0,
        contexts: Vec::new(),
        policy_sectors: Vec::new(),
        modality: if ahead { Modality::Future } else { Modality::Actual },
        attributed_to: None,
        confidence: None,
        content: None,
        deadline_start: None,
        deadline_end: None,
        quantities: Vec::new(),
        place: String::new(),
        lat: None,
        lon: None,
        place_country: String::new(),
        place_precision: String::new(),
        sentence_text: claim.sentence_text.clone(),
        report_ids: Vec::new(),
        merged_because: Vec::new(),
        n_reports: 1,
        n_documents: 1,
        n_texts: 1,
        sources: Vec::new(),
        n_sources: 0,
        datasets: Vec::new(),
    })
}

/// Whether two claims give the same place in the same row: then both speak of one happening.
pub fn is_repeated(one: &Claim, other: &Claim) -> bool {
    let since = |claim: &Claim| claim.since.as_ref().map(|s| (s.end, s.is_resolved()));
    (one.kind, one.nth, &one.what) == (other.kind, other.nth, &other.what) && since(one) == since(other)
}
