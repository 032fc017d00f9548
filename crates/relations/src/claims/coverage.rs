//! What the record holds of some parties in some years, and whether that is enough to say "none".

use super::matching::code;
use crate::day_of;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use westphalia_model::{Claim, Date, Event};

/// Of the years of a window (of its quarters, if it is shorter than eighteen months), so many must have an event of the
/// parties before their silence on a kind of event counts for anything.
pub const DENSE: f64 = 0.8;

/// What the record covers for the parties and years of a claim.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Coverage {
    /// The parties, by code.
    pub parties: Vec<String>,
    /// First day of the window of the claim; none where it reaches back for ever.
    pub since: Option<Date>,
    /// Last day of it.
    pub until: Option<Date>,
    /// Day of the first event that concerns the parties.
    pub first: Option<Date>,
    /// Years of the window.
    pub n_years: u32,
    /// Years of it in which the record has any document.
    pub n_years_with_documents: u32,
    /// Years of it in which the record has an event of the parties.
    pub n_years_with_events: u32,
    /// Events of the parties in the window.
    pub n_events: u32,
    /// Documents in the years of the window.
    pub n_documents: u32,
    /// Whether the window is covered: the record knows the parties before it begins, and in at least four fifths of its years
    /// (quarters, if it is shorter than eighteen months).
    pub is_dense: bool,
}

impl Coverage {
    /// The coverage of a claim's parties between two days; without the first, since ever.
    #[must_use]
    pub fn of(
        claim: &Claim,
        events: &[&Event],
        documents: &BTreeMap<i16, u32>,
        since: Option<Date>,
        until: Option<Date>,
    ) -> Self {
        let parties: BTreeSet<&str> =
            claim.actors.iter().chain(&claim.recipients).map(code).filter(|c| !c.is_empty()).collect();
        let of_them: Vec<Date> = events.iter().copied().filter(|e| concerns(e, &parties)).filter_map(day_of).collect();
        let first = of_them.iter().min().copied();
        let within = |day: &Date| since.is_none_or(|s| s < *day) && until.is_none_or(|u| *day <= u);
        let days: Vec<Date> = of_them.iter().filter(|d| within(d)).copied().collect();
        let begin = since.or(first).map(Date::year);
        let years: Vec<i16> = begin.zip(until).map(|(b, u)| (b..=u.year()).collect()).unwrap_or_default();
        let with = |year: &&i16| days.iter().any(|d| d.year() == **year);
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            parties: parties.iter().map(|c| (*c).to_owned()).collect(),
            since,
            until,
            first,
            n_years: count(years.len()),
            n_years_with_documents: count(years.iter().filter(|y| documents.contains_key(*y)).count()),
            n_years_with_events: count(years.iter().filter(with).count()),
            n_events: count(days.len()),
            n_documents: years.iter().filter_map(|y| documents.get(y)).sum(),
            is_dense: is_dense(&days, first, since, until),
        }
    }

    /// The statement for people.
    #[must_use]
    pub fn sentence(&self) -> String {
        let parties = if self.parties.is_empty() { "the parties".to_owned() } else { self.parties.join(" and ") };
        let Some(first) = self.first else { return format!("The record has no event of {parties}.") };
        let since = self.since.map_or_else(|| "all time".to_owned(), |d| d.to_string());
        let until = self.until.map_or_else(String::new, |d| format!(" to {d}"));
        let plural = |n: u32, what: &str| if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") };
        format!(
            "For {since}{until} the record has {} of {parties} in {} of {} ({} in {}); its first is of {first}.",
            plural(self.n_events, "event"),
            self.n_years_with_events,
            plural(self.n_years, "year"),
            plural(self.n_documents, "document"),
            plural(self.n_years_with_documents, "year"),
        )
    }
}

/// Whether the event has all the parties among its own, whatever they do.
fn concerns(event: &Event, parties: &BTreeSet<&str>) -> bool {
    let here = codes_of(event);
    !parties.is_empty() && parties.iter().all(|p| here.contains(p))
}

/// The states and bodies that an event names: its parties, those of its content, and where it is.
pub fn codes_of(event: &Event) -> BTreeSet<&str> {
    let content = event.content.iter().flat_map(|c| c.actors.iter().chain(&c.recipients));
    let parties = event.actors.iter().chain(&event.recipients).chain(content).map(code);
    parties.chain([event.place_country.as_str()]).filter(|c| !c.is_empty()).collect()
}

fn is_dense(days: &[Date], first: Option<Date>, since: Option<Date>, until: Option<Date>) -> bool {
    let (Some(first), Some(since), Some(until)) = (first, since, until) else { return false };
    // A few days, or a few events, are no coverage.
    if first > since || (until - since).get_days() < 30 || days.len() < 3 {
        return false;
    }
    let short = (until - since).get_days() < 18 * 30;
    let stretch = |day: Date| {
        let quarter = if short { (day.month() - 1) / 3 } else { 0 };
        i32::from(day.year()) * 4 + i32::from(quarter)
    };
    let step = if short { 1 } else { 4 };
    let base = |n: i32| if short { n } else { n - n % 4 };
    let (from, to) = (base(stretch(since)), base(stretch(until)));
    let seen: BTreeSet<i32> = days.iter().map(|d| base(stretch(*d))).collect();
    let all = (to - from) / step + 1;
    let n_seen = seen.iter().filter(|s| (from..=to).contains(s)).count();
    // The first and last stretch may be only some days long.
    n_seen as f64 >= DENSE * f64::from((all - 1).max(1))
}
