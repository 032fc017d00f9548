//! Whether an event is one of those that a claim counts.

use std::collections::BTreeSet;
use westphalia_model::{Actor, Claim, Counted, Date, Event, EventType, Modality};

/// Who holds which office: what the relations room must ask of whoever knows people.
pub trait WhoIs: Sync {
    /// A key for the person that an actor is, if it is one who is known by name.
    fn person(&self, actor: &Actor) -> Option<String>;
    /// Codes of the offices that the actor holds on a day, or that its words name: `head_of_state`, `defence_minister`.
    fn offices(&self, actor: &Actor, on: Option<Date>) -> Vec<String>;
}

/// How surely an event is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is another thing.
    No,
    /// It may be, but the event does not say at what level or of which kind.
    Maybe,
    /// It is.
    Yes,
}

/// Whether an event is one of those that the claim counts.
pub fn fit(claim: &Claim, event: &Event, who: &dyn WhoIs) -> Fit {
    let Counted::Events { event_type, mode, cameo } = &claim.what else { return Fit::No };
    // The sentence of the claim is no witness for or against itself.
    if event.sentence_text == claim.sentence_text {
        return Fit::No;
    }
    if !matches!(event.modality, Modality::Actual | Modality::Historical) || event.event_type != Some(*event_type) {
        return Fit::No;
    }
    let kind = kind(claim, event, *event_type, mode, cameo);
    let known = kind.min(parties(claim, event));
    if known == Fit::No {
        return Fit::No;
    }
    known.min(level(claim, event, who)).min(narrowed(claim, event))
}

fn kind(claim: &Claim, event: &Event, event_type: EventType, mode: &str, cameo: &str) -> Fit {
    match (event_type, mode) {
        (EventType::Consult, "visit") if event.mode == "visit" => Fit::Yes,
        // "Met Kim in Pyongyang" tells a visit to Pyongyang.
        (EventType::Consult, "visit") => {
            let there = claim.recipients.iter().any(|r| !r.country.is_empty() && r.country == event.place_country);
            if there && event.mode != "phone" { Fit::Yes } else { Fit::No }
        }
        (EventType::Consult, "phone") => {
            if event.mode == "phone" {
                Fit::Yes
            } else {
                Fit::No
            }
        }
        (EventType::Consult, _) => {
            if event.mode == "phone" || event.mode == "third-party" {
                Fit::No
            } else {
                Fit::Yes
            }
        }
        _ if event.cameo_code == cameo => Fit::Yes,
        _ if event.mode == mode || event.mode.is_empty() => Fit::Maybe,
        _ => Fit::No,
    }
}

/// The codes of the states and bodies that parties belong to.
fn codes<'a>(parties: impl IntoIterator<Item = &'a Actor>) -> BTreeSet<&'a str> {
    parties.into_iter().map(code).filter(|c| !c.is_empty()).collect()
}

/// The body or state of a party.
pub fn code(actor: &Actor) -> &str {
    if actor.body.is_empty() { &actor.country } else { &actor.body }
}

fn parties(claim: &Claim, event: &Event) -> Fit {
    let (doers, targets) = (codes(&claim.actors), codes(&claim.recipients));
    let mut there = codes(&event.recipients);
    if event.symmetric {
        there.extend(codes(&event.actors));
    }
    if let Some(content) = &event.content {
        there.extend(codes(content.actors.iter().chain(&content.recipients)));
    }
    if !event.place_country.is_empty() {
        there.insert(&event.place_country);
    }
    let mut here = codes(&event.actors);
    // Somebody who is not named did it to one of them.
    if here.is_empty()
        && event.actors.iter().all(|a| code(a).is_empty())
        && doers.union(&targets).any(|c| there.contains(c))
    {
        return Fit::Maybe;
    }
    if claim.symmetric {
        here.extend(codes(&event.recipients));
        let whole = doers.iter().all(|c| here.contains(c));
        return match (whole, doers.len()) {
            (false, _) => Fit::No,
            (true, 0 | 1) => Fit::Maybe,
            _ => Fit::Yes,
        };
    }
    if event.symmetric || is_visit_told_as_meeting(claim, event) {
        here.extend(codes(&event.recipients));
    }
    if doers.is_empty() && targets.is_empty() {
        return Fit::No;
    }
    let does = doers.is_empty() || doers.iter().any(|c| here.contains(c));
    let at = targets.is_empty() || targets.iter().any(|c| there.contains(c));
    let vague = doers.is_empty() || (targets.is_empty() && claim_needs_target(claim));
    match (does && at, vague) {
        (false, _) => Fit::No,
        (true, true) => Fit::Maybe,
        (true, false) => Fit::Yes,
    }
}

fn is_visit_told_as_meeting(claim: &Claim, event: &Event) -> bool {
    matches!(&claim.what, Counted::Events { event_type: EventType::Consult, mode, .. } if mode == "visit")
        && event.mode != "visit"
}

/// A visit goes somewhere, an attack is aimed at somebody; a test of missiles is not.
pub fn claim_needs_target(claim: &Claim) -> bool {
    !matches!(&claim.what, Counted::Events { event_type: EventType::Mobilize, mode, .. } if mode == "weapons")
}

/// Whether a claim counts only what is done by some person, or the holder of some office.
pub fn is_personal(claim: &Claim, who: &dyn WhoIs) -> bool {
    !claim.office.is_empty() || claim.actors.iter().all(|a| who.person(a).is_some())
}

/// Whether those take part whom the claim names, or holders of the office.
fn level(claim: &Claim, event: &Event, who: &dyn WhoIs) -> Fit {
    let present: Vec<&Actor> = event.actors.iter().chain(&event.recipients).collect();
    let one = |wanted: &Actor| -> Fit {
        let state = code(wanted);
        let own: Vec<&&Actor> = present.iter().filter(|a| code(a) == state).collect();
        if !claim.office.is_empty() {
            let holds =
                |a: &Actor| who.offices(a, event.event_date_start).iter().any(|o| same_office(o, &claim.office));
            return graded(&own, holds, who);
        }
        match who.person(wanted) {
            Some(key) => {
                // "The North Korean leader" is whoever led it on the day.
                let held = who.offices(wanted, event.event_date_start);
                let in_office = |a: &Actor| {
                    who.person(a).is_none()
                        && who.offices(a, None).iter().any(|o| held.iter().any(|h| same_office(o, h)))
                };
                graded(&own, |a| who.person(a).as_ref() == Some(&key) || in_office(a), who)
            }
            None => Fit::Yes,
        }
    };
    let wanted = claim.actors.iter();
    // "Their second meeting": each; "Putin's first visit": the visitor.
    if claim.symmetric { wanted.map(one).min().unwrap_or(Fit::Yes) } else { wanted.map(one).max().unwrap_or(Fit::Yes) }
}

/// Yes if one of a state's own is the one, maybe if nobody is named, else no.
fn graded(own: &[&&Actor], is_it: impl Fn(&Actor) -> bool, who: &dyn WhoIs) -> Fit {
    if own.iter().any(|a| is_it(a)) {
        return Fit::Yes;
    }
    let named = |a: &&&Actor| who.person(a).is_some() || !who.offices(a, None).is_empty();
    if own.is_empty() || own.iter().all(named) { Fit::No } else { Fit::Maybe }
}

/// Whether two offices are one for a claim: presidents and premiers lead; a minister is any minister.
pub fn same_office(held: &str, claimed: &str) -> bool {
    let leads = |o: &str| matches!(o, "head_of_state" | "head_of_government" | "president");
    match claimed {
        "minister" | "official" => held.ends_with("minister") || (claimed == "official" && !held.is_empty()),
        "head_of_government" => held == "head_of_government",
        _ => held == claimed || (leads(held) && leads(claimed)),
    }
}

/// "The first formal meeting", "the first air strike on the West Bank": for sure only where the sentence says so.
fn narrowed(claim: &Claim, event: &Event) -> Fit {
    let sentence =
        format!(" {} ", event.sentence_text.to_lowercase().replace(|c: char| !c.is_alphanumeric() && c != '-', " "));
    let says = |words: &str| sentence.contains(&format!(" {words} ")) || sentence.contains(&format!(" {words}s "));
    let what = claim.what_words.to_lowercase();
    let kind = match claim.qualifiers.as_slice() {
        [] => true,
        [only] if !matches!(claim.what, Counted::Words) && !claim.what_words.is_empty() => {
            says(&format!("{only} {}", what.trim_end_matches('s')))
                || (says(only) && !matches!(only.as_str(), "state" | "official"))
        }
        several => several.iter().all(|word| says(word)),
    };
    // A town or region is less than its state.
    let part = |a: &&Actor| a.wikidata_id.is_empty() && a.body.is_empty() && a.name != a.country && !a.name.is_empty();
    let there = claim
        .recipients
        .iter()
        .filter(part)
        .all(|a| event.place.eq_ignore_ascii_case(&a.name) || says(&a.name.to_lowercase()));
    if kind && there { Fit::Yes } else { Fit::Maybe }
}
