//! From a claim and the evidence to a verdict.

use super::coverage::Coverage;
use super::level;
use super::matching::{Fit, claim_needs_target, fit, is_personal};
use super::occasions::{Occasion, occasions, shift};
use super::travel::{Heard, Travel, Visit};
use super::{Checked, Evidence, Verdict, WhoIs};
use crate::{Proof, day_of};
use std::collections::BTreeMap;
use westphalia_model::{Claim, ClaimKind, Counted, Date, Event, EventType, Modality, Since};

/// What is called first is itself told in the days before: so many days before the claim are its own.
const OWN_DAYS: i64 = 10;

/// At most so many events are named as proof.
const MOST_PROOF: usize = 5;

/// What is asked of one claim: the events that name its parties, and what else is known.
pub struct Case<'a> {
    /// Events that name any of its parties.
    pub events: Vec<&'a Event>,
    /// Documents of the record by year.
    pub documents: &'a BTreeMap<i16, u32>,
    /// The list of travel.
    pub travel: Option<&'a Travel>,
    /// Who holds which office.
    pub who: &'a dyn WhoIs,
}

/// What a witness says.
struct Word {
    verdict: Verdict,
    why: String,
    proof: Vec<Proof>,
    visits: Vec<Visit>,
}

impl Word {
    fn new(verdict: Verdict, why: impl Into<String>) -> Self {
        Self { verdict, why: why.into(), proof: Vec::new(), visits: Vec::new() }
    }
}

/// The window of a claim: after `open`, or ever; what the claim speaks of lies after `until`.
struct Span {
    open: Option<Date>,
    /// The earliest day that `open` can mean.
    early: Option<Date>,
    until: Date,
    /// Whether the words that say since when were found in the record, or give a day.
    is_known: bool,
}

/// Checks a claim: what the record and, if there is one, the list of travel say of it.
#[must_use]
pub fn check(claim: &Claim, evidence: &Evidence<'_>) -> Checked {
    let case = &Case {
        events: evidence.about(claim),
        documents: &evidence.documents,
        travel: evidence.travel,
        who: evidence.who,
    };
    let Some(said) = claim.said_on.or(claim.of_start) else {
        let word = Word::new(Verdict::CannotTell, "The day of the claim is not known.");
        return finish(claim, case, None, word);
    };
    let span = window(claim, case, said);
    let word = match &claim.what {
        Counted::Words => Word::new(Verdict::CannotTell, format!("`{}` is no act that is coded.", claim.what_words)),
        Counted::Level => {
            let found = level::weigh(claim, &case.events, span.open, said);
            Word { proof: found.proof, ..Word::new(found.verdict, found.why) }
        }
        Counted::Events { .. } => of_events(claim, case, &span),
    };
    finish(claim, case, Some(&span), word)
}

fn finish(claim: &Claim, case: &Case<'_>, span: Option<&Span>, word: Word) -> Checked {
    let (open, until) = (span.and_then(|s| s.open), span.map(|s| s.until));
    let coverage = Coverage::of(claim, &case.events, case.documents, open, until);
    Checked {
        claim: claim.clone(),
        verdict: word.verdict,
        why: word.why,
        proof: word.proof,
        visits: word.visits,
        coverage,
    }
}

/// From when to when the claim looks back.
fn window(claim: &Claim, case: &Case<'_>, said: Date) -> Span {
    let occasion = claim.of_start.map_or(said, |day| day.min(said));
    let since = claim.since.as_ref();
    let short = since.and_then(|s| s.end).is_some_and(|end| (occasion - end).get_days() < 45);
    let until = shift(occasion, if short { -1 } else { -OWN_DAYS });
    let Some(since) = since else { return Span { open: None, early: None, until, is_known: true } };
    if since.is_resolved() {
        return Span { open: since.end, early: since.start, until, is_known: true };
    }
    let found = remembered(claim, since, case, until);
    Span { open: found, early: found, until, is_known: found.is_some() }
}

/// The day of the happening that the words name, if the record tells it: the latest such before the claim.
fn remembered(claim: &Claim, since: &Since, case: &Case<'_>, until: Date) -> Option<Date> {
    let happened = |e: &&Event| matches!(e.modality, Modality::Actual | Modality::Historical);
    let of_kind = |e: &&Event| match &since.reference {
        Some(reference) => {
            let here: Vec<&str> = e.actors.iter().chain(&e.recipients).map(super::matching::code).collect();
            e.event_type == Some(reference.event_type)
                && e.mode == reference.mode
                && !reference.parties.is_empty()
                && reference.parties.iter().all(|p| here.contains(&p.as_str()))
        }
        None => {
            !since.place_country.is_empty()
                && e.place_country == since.place_country
                && fit(claim, e, case.who) != Fit::No
        }
    };
    let days = case.events.iter().copied().filter(happened).filter(of_kind).filter_map(day_of);
    days.filter(|day| *day <= until).max()
}

fn of_events(claim: &Claim, case: &Case<'_>, span: &Span) -> Word {
    if let Some(problem) = claim.problems.first() {
        return Word::new(Verdict::CannotTell, format!("The claim was not wholly understood: {}.", problem.message));
    }
    if claim.actors.iter().chain(&claim.recipients).all(|a| a.country.is_empty() && a.body.is_empty()) {
        return Word::new(Verdict::CannotTell, "Whose act it is was not understood.");
    }
    let heard = case.travel.and_then(|t| t.hear(claim, span.until, case.who));
    let of_record = match claim.kind {
        ClaimKind::Superlative => level::superlative(claim, case, span.open, span.until)
            .map(|found| Word { proof: found.proof, ..Word::new(found.verdict, found.why) }),
        _ => None,
    };
    let of_record = of_record.unwrap_or_else(|| count(claim, case, span));
    match heard {
        Some(heard) if claim.kind != ClaimKind::Superlative => settle(of_record, travelled(claim, &heard, span)),
        _ => of_record,
    }
}

/// What two witnesses say together. A list of travel that is complete weighs as much as the record.
fn settle(record: Word, travel: Word) -> Word {
    use Verdict::{CannotTell, Contradicted, Supported};
    let both = |verdict, why: String, record: Word, travel: Word| Word {
        verdict,
        why,
        proof: record.proof,
        visits: travel.visits,
    };
    match (record.verdict, travel.verdict) {
        (Contradicted, Supported) | (Supported, Contradicted) => {
            let why = format!("The record and the list of travel disagree. {} {}", record.why, travel.why);
            both(CannotTell, why, record, travel)
        }
        (CannotTell, CannotTell) => {
            let why = format!("{} {}", record.why, travel.why);
            both(CannotTell, why, record, travel)
        }
        (CannotTell, verdict) => both(verdict, travel.why.clone(), record, travel),
        (verdict, CannotTell) => both(verdict, record.why.clone(), record, travel),
        (verdict, _) => {
            let why = format!("{} {}", record.why, travel.why);
            both(verdict, why, record, travel)
        }
    }
}

/// Counts the occasions of the record before the claim.
fn count(claim: &Claim, case: &Case<'_>, span: &Span) -> Word {
    if !span.is_known {
        let words = claim.since.as_ref().map_or("", |s| s.words.as_str());
        return Word::new(Verdict::CannotTell, format!("When `{words}` was is not known."));
    }
    let of = |wanted: Fit| -> Vec<&Event> {
        case.events.iter().copied().filter(|e| fit(claim, e, case.who) == wanted).collect()
    };
    let before = |o: &Occasion<'_>| o.start <= span.until;
    let all: Vec<Occasion<'_>> = occasions(of(Fit::Yes)).into_iter().filter(before).collect();
    let after = |o: &&Occasion<'_>, open: Option<Date>| open.is_none_or(|open| o.start > open);
    let within: Vec<&Occasion<'_>> = all.iter().filter(|o| after(o, span.open)).collect();
    let nth = claim.nth.unwrap_or(1);
    if is_series(claim, case) && !within.is_empty() {
        let why = format!("The record tells of {} before it, but not which of them the claim counts.", within.len());
        return Word { proof: proofs(&within), ..Word::new(Verdict::CannotTell, why) };
    }
    if nth > 1 {
        let wide = all.iter().filter(|o| after(o, span.early)).count();
        return ordinal(nth, &within, wide, &all, span, is_personal(claim, case.who));
    }
    // What is dated only by its year can stand for the visit itself, or for that from which the claim counts.
    let exact: Vec<&Occasion<'_>> = within.iter().filter(|o| (o.end - o.start).get_days() <= 45).copied().collect();
    if let Some(last) = exact.last() {
        let within = &exact;
        let n = within.len();
        let why = format!("{} of {} before it.", events_told(n), day(last));
        return Word { proof: proofs(within), ..Word::new(Verdict::Contradicted, why) };
    }
    let maybe: Vec<Occasion<'_>> =
        occasions(of(Fit::Maybe)).into_iter().filter(|o| before(o) && after(&o, span.open)).collect();
    if let Some(last) = maybe.last() {
        let why = format!(
            "{} of {}, but not surely of the kind and level that the claim counts.",
            events_told(maybe.len()),
            day(last)
        );
        return Word { proof: proofs(&maybe.iter().collect::<Vec<_>>()), ..Word::new(Verdict::CannotTell, why) };
    }
    none(claim, case, span, &all)
}

/// Whether a claim counts meetings of states, ever, and not of persons: "the second round of talks" is one of a series of which
/// no record tells what belongs to it.
fn is_series(claim: &Claim, case: &Case<'_>) -> bool {
    let meets = matches!(&claim.what, Counted::Events { event_type: EventType::Consult, mode, .. } if mode != "visit");
    meets && claim.kind == ClaimKind::Ordinal && claim.since.is_none() && !is_personal(claim, case.who)
}

/// No event in the window: enough, if the record is dense there and knows the earlier end.
fn none(claim: &Claim, case: &Case<'_>, span: &Span, all: &[Occasion<'_>]) -> Word {
    let coverage = Coverage::of(claim, &case.events, case.documents, span.open, Some(span.until));
    let since = claim.since.as_ref();
    let needs_end = since.is_some_and(|s| s.earlier_end && s.is_resolved());
    let earlier: Vec<&Occasion<'_>> = all.iter().filter(|o| span.open.is_some_and(|open| o.start <= open)).collect();
    let at_end = earlier.last().filter(|o| span.early.is_none_or(|early| shift(o.end, 31) >= early));
    let targeted = claim.symmetric || !claim.recipients.is_empty() || !claim_needs_target(claim);
    if targeted && coverage.is_dense && (!needs_end || at_end.is_some()) {
        let found = at_end.map_or(String::new(), |o| format!(" after that of {}", day(o)));
        let why = format!("The record tells of none{found}, and covers the parties well since then.");
        return Word { proof: at_end.map(|o| proofs(&[o])).unwrap_or_default(), ..Word::new(Verdict::Supported, why) };
    }
    let why = if span.open.is_none() {
        "The record tells of none before, but it cannot reach back for ever.".to_owned()
    } else if !coverage.is_dense {
        "The record tells of none, but does not cover the parties well enough since then to say that there was none."
            .to_owned()
    } else {
        "The record tells of none since, and of none at the time from which the claim counts.".to_owned()
    };
    Word { proof: earlier.last().map(|o| proofs(&[o])).unwrap_or_default(), ..Word::new(Verdict::CannotTell, why) }
}

/// "The third this year": two before it.
///
/// More than that contradict only where one person or office is counted: which meetings of two states are of one series, no
/// record tells.
fn ordinal(nth: u32, within: &[&Occasion<'_>], wide: usize, all: &[Occasion<'_>], span: &Span, personal: bool) -> Word {
    let wanted = usize::try_from(nth - 1).unwrap_or(usize::MAX);
    let (n, proof) = (within.len(), proofs(within));
    if n == wanted || wide == wanted {
        let shown: Vec<&Occasion<'_>> = all.iter().filter(|o| span.early.is_none_or(|e| o.start > e)).collect();
        let why = format!("The record tells of {wanted} before it.");
        return Word { proof: proofs(&shown), ..Word::new(Verdict::Supported, why) };
    }
    if n > wanted && !personal {
        let why = format!("The record tells of {n} before it, but not which of them the claim counts.");
        return Word { proof, ..Word::new(Verdict::CannotTell, why) };
    }
    if n > wanted {
        return Word {
            proof,
            ..Word::new(Verdict::Contradicted, format!("The record tells of {n} before it, not of {wanted}."))
        };
    }
    Word { proof, ..Word::new(Verdict::CannotTell, format!("The record tells of {n} before it, and may lack others.")) }
}

/// What the list of travel says.
fn travelled(claim: &Claim, heard: &Heard<'_>, span: &Span) -> Word {
    if !span.is_known {
        return Word::new(Verdict::CannotTell, "");
    }
    let after = |v: &&&Visit, open: Option<Date>| open.is_none_or(|open| v.start > open);
    let within: Vec<&Visit> = heard.before.iter().filter(|v| after(v, span.open)).copied().collect();
    let told = |v: &Visit| format!("{} was there on {} ({})", v.person, v.start, source(v));
    let latest: Vec<Visit> = heard.before.iter().rev().take(3).map(|v| (*v).clone()).collect();
    let nth = claim.nth.unwrap_or(1);
    let covered = heard.cover.filter(|c| span.open.map_or(c.ever, |open| c.ever || c.since <= open));
    let made = |verdict, why: String| Word { visits: latest.clone(), ..Word::new(verdict, why) };
    let n = u32::try_from(within.len()).unwrap_or(u32::MAX);
    let wide = heard.before.iter().filter(|v| after(v, span.early)).count();
    if nth > 1 {
        return match covered {
            Some(cover) if n + 1 == nth || wide + 1 == nth as usize => {
                made(Verdict::Supported, format!("The list of travel has {} before it ({}).", nth - 1, cover.source))
            }
            _ if n + 1 > nth => made(Verdict::Contradicted, format!("The list of travel has {n} before it.")),
            Some(cover) => made(
                Verdict::Contradicted,
                format!("The list of travel, which is complete, has only {n} before it ({}).", cover.source),
            ),
            None => Word::new(Verdict::CannotTell, ""),
        };
    }
    if let Some(last) = within.last() {
        return made(Verdict::Contradicted, format!("By the list of travel, {}.", told(last)));
    }
    let before = heard.before.last().map_or_else(|| "none at all".to_owned(), |v| format!("none since {}", told(v)));
    match covered {
        Some(cover) => made(
            Verdict::Supported,
            format!("The list of travel is complete for these and has {before} ({}).", cover.source),
        ),
        None if heard.before.is_empty() => Word::new(Verdict::CannotTell, ""),
        None => made(Verdict::CannotTell, format!("A list of some known visits has {before}; it is not complete.")),
    }
}

fn source(visit: &Visit) -> &str {
    if visit.source.len() > 6 { &visit.source } else { "list of travel" }
}

fn events_told(n: usize) -> String {
    if n == 1 { "The record tells of one".to_owned() } else { format!("The record tells of {n}, the last") }
}

fn day(occasion: &Occasion<'_>) -> String {
    occasion.start.to_string()
}

/// The event told most often of each occasion, the latest occasions last.
fn proofs(occasions: &[&Occasion<'_>]) -> Vec<Proof> {
    let skip = occasions.len().saturating_sub(MOST_PROOF);
    let best = |o: &&Occasion<'_>| o.events.iter().max_by_key(|e| e.n_reports).map(|e| Proof::of(e));
    occasions.iter().skip(skip).filter_map(best).collect()
}
