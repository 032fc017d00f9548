//! "The lowest point since", "the deadliest attack in years", "the highest-ranking official to visit": by size.

use super::Verdict;
use super::matching::{Fit, fit};
use super::occasions::{Occasion, occasions};
use super::weigh::Case;
use crate::{Proof, day_of};
use jiff::ToSpan;
use westphalia_model::{Claim, Date, Dyad, Event, Modality};

/// A year with fewer events has no level.
const FEWEST: usize = 5;

/// A verdict by size.
pub struct Found {
    pub verdict: Verdict,
    pub why: String,
    pub proof: Vec<Proof>,
}

impl Found {
    fn new(verdict: Verdict, why: impl Into<String>) -> Self {
        Self { verdict, why: why.into(), proof: Vec::new() }
    }
}

/// The mean PLOVER score of some events with half the width of its 95 % interval (normal approximation).
#[derive(Clone, Copy)]
struct Mean {
    mean: f64,
    half: f64,
}

impl Mean {
    fn of(scores: &[f64]) -> Option<Self> {
        if scores.len() < FEWEST {
            return None;
        }
        let n = scores.len() as f64;
        let mean = scores.iter().sum::<f64>() / n;
        let variance = scores.iter().map(|s| (s - mean).powi(2)).sum::<f64>() / (n - 1.0);
        Some(Self { mean, half: 1.96 * (variance / n).sqrt() })
    }

    fn is_above(self, other: Self) -> bool {
        self.mean - self.half > other.mean + other.half
    }
}

/// "Relations are at their lowest point since 1991": the mean score of the last twelve months against that of each year since.
///
/// One year that is surely more extreme contradicts; if each year since has a mean and all are surely less extreme, the claim
/// is supported.
pub fn weigh(claim: &Claim, events: &[&Event], open: Option<Date>, said: Date) -> Found {
    let codes: Vec<&str> = claim.actors.iter().chain(&claim.recipients).map(super::matching::code).collect();
    let dyad = match codes.as_slice() {
        [a, b] => Dyad::of(a, b),
        _ => None,
    };
    let Some(dyad) = dyad else {
        return Found::new(Verdict::CannotTell, "Whose relations are meant was not understood.");
    };
    let high = matches!(claim.degree.as_str(), "highest" | "best" | "closest" | "strongest" | "warmest");
    let low = matches!(claim.degree.as_str(), "lowest" | "worst" | "coldest" | "most strained" | "most tense");
    if !high && !low {
        return Found::new(
            Verdict::CannotTell,
            format!("`{}` is no word for a level of relations that is known.", claim.degree),
        );
    }
    let scored: Vec<(Date, f64)> = events
        .iter()
        .filter(|e| e.modality == Modality::Actual && dyad.link(e).is_some())
        .filter_map(|e| Some((day_of(e)?, e.plover_score)))
        .collect();
    let of = |from: Date, to: Date| -> Option<Mean> {
        Mean::of(&scored.iter().filter(|(d, _)| from <= *d && *d <= to).map(|(_, s)| *s).collect::<Vec<_>>())
    };
    let begin = said.checked_sub(365.days()).unwrap_or(said);
    let Some(now) = of(begin, said) else {
        return Found::new(
            Verdict::CannotTell,
            format!("The record has fewer than {FEWEST} events between the two in the twelve months before."),
        );
    };
    let first =
        open.map(|d| d.year() + 1).or_else(|| scored.iter().map(|(d, _)| d.year()).min()).unwrap_or(said.year());
    compare(
        now,
        (first..begin.year()).map(|y| (y, year(y).and_then(|(a, b)| of(a, b)))).collect(),
        high,
        open.is_some(),
    )
}

fn year(year: i16) -> Option<(Date, Date)> {
    Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
}

fn compare(now: Mean, years: Vec<(i16, Option<Mean>)>, high: bool, bounded: bool) -> Found {
    let beats = |a: Mean, b: Mean| if high { a.is_above(b) } else { b.is_above(a) };
    let told = |m: Mean| format!("{:.1} ± {:.1}", m.mean, m.half);
    if let Some((year, Some(mean))) = years.iter().find(|(_, m)| m.is_some_and(|m| beats(m, now))) {
        let why =
            format!("The mean score of {year} was {}, that of the last twelve months {}.", told(*mean), told(now));
        return Found::new(Verdict::Contradicted, why);
    }
    let all = bounded && !years.is_empty() && years.iter().all(|(_, m)| m.is_some_and(|m| beats(now, m)));
    if all {
        return Found::new(
            Verdict::Supported,
            format!("The mean score of the last twelve months, {}, is beyond that of each year since.", told(now)),
        );
    }
    Found::new(
        Verdict::CannotTell,
        "The mean scores of the years since do not differ surely, or years are without enough events.",
    )
}

/// A superlative of an event, by people killed or by the rank of who takes part; none where the word is about neither.
pub fn superlative(claim: &Claim, case: &Case<'_>, open: Option<Date>, until: Date) -> Option<Found> {
    let before = |o: &Occasion<'_>| o.start <= until && open.is_none_or(|open| o.start > open);
    let events = case.events.iter().copied().filter(|e| fit(claim, e, case.who) != Fit::No);
    let all = occasions(events);
    match claim.degree.as_str() {
        "deadliest" | "bloodiest" => {
            let own = all.iter().filter(|o| !before(o) && o.start > until).filter_map(killed).reduce(f64::max);
            let Some(own) = own else {
                return Some(Found::new(Verdict::CannotTell, "How many it killed is not told."));
            };
            let worse = all.iter().filter(|o| before(o)).find(|o| killed(o).is_some_and(|n| n > own));
            Some(worse.map_or_else(
                || Found::new(Verdict::CannotTell, format!("The record tells of none with more than {own} killed.")),
                |o| Found {
                    proof: o.events.iter().take(2).map(|e| Proof::of(e)).collect(),
                    ..Found::new(Verdict::Contradicted, format!("That of {} killed more than {own}.", o.start))
                },
            ))
        }
        "highest-ranking" | "highest-level" | "most senior" => Some(rank(case, &all, before)),
        degree => Some(Found::new(Verdict::CannotTell, format!("The record does not measure what is `{degree}`."))),
    }
}

fn killed(occasion: &Occasion<'_>) -> Option<f64> {
    let of = |e: &&Event| e.quantities.iter().filter(|q| q.kind == "killed").map(|q| q.value).reduce(f64::max);
    occasion.events.iter().filter_map(of).reduce(f64::max)
}

/// "The highest-ranking official to visit": a head of state, of government or a foreign minister in between outranks any official.
fn rank(case: &Case<'_>, all: &[Occasion<'_>], before: impl Fn(&Occasion<'_>) -> bool) -> Found {
    let high = |e: &Event| {
        let day = e.event_date_start;
        let leads = |o: &String| {
            matches!(o.as_str(), "head_of_state" | "head_of_government" | "president" | "foreign_minister")
        };
        e.actors.iter().any(|a| case.who.offices(a, day).iter().any(leads))
    };
    let higher = all.iter().filter(|o| before(o)).find(|o| o.events.iter().any(|e| high(e)));
    higher.map_or_else(
        || Found::new(Verdict::CannotTell, "The record tells of nobody of higher rank, but does not rank officials."),
        |o| Found {
            proof: o.events.iter().filter(|e| high(e)).take(2).map(|e| Proof::of(e)).collect(),
            ..Found::new(Verdict::Contradicted, format!("Somebody of higher rank did so on {}.", o.start))
        },
    )
}
