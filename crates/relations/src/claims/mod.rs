//! Claims about the history, checked against the record: supported, contradicted, or cannot tell.
//!
//! An event that the claim denies contradicts it. That there is none supports it only where the record is dense enough
//! ([`Coverage`]) or a list of travel is complete ([`Travel`]); else the answer is "cannot tell". Each answer names the
//! events that decide and what the record holds of those parties in those years.

mod asserted;
mod coverage;
mod level;
mod matching;
mod occasions;
mod people;
mod travel;
mod weigh;

pub use coverage::Coverage;
pub use matching::WhoIs;
pub use people::People;
pub use travel::{Travel, Visit};
pub use weigh::check;

use crate::Proof;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use westphalia_model::{Claim, Event};

/// What the record says of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub enum Verdict {
    /// The record bears it out.
    #[serde(rename = "supported")]
    Supported,
    /// The record holds an event that it denies.
    #[serde(rename = "contradicted")]
    Contradicted,
    /// The record does not reach, or the claim is not understood.
    #[serde(rename = "cannot tell")]
    CannotTell,
}

impl Verdict {
    /// The words for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::Contradicted => "contradicted",
            Self::CannotTell => "cannot tell",
        }
    }
}

/// What claims are checked against.
pub struct Evidence<'a> {
    /// Events of the record that nobody has retracted, and what the claims of its documents say took place.
    events: Vec<Cow<'a, Event>>,
    /// Which of the events a claim tells.
    told_by: BTreeMap<usize, Claim>,
    /// For each state or body, which events name it.
    by_code: BTreeMap<String, Vec<usize>>,
    /// How many documents the record holds of each year.
    documents: BTreeMap<i16, u32>,
    /// An independent list of travel, if one is to be asked.
    travel: Option<&'a Travel>,
    /// Who holds which office.
    who: &'a dyn WhoIs,
}

impl<'a> Evidence<'a> {
    /// Evidence from the events of a record, with the number of its documents by year, and from a list of travel if there is
    /// one.
    #[must_use]
    pub fn new(
        events: &'a [Event],
        documents: BTreeMap<i16, u32>,
        travel: Option<&'a Travel>,
        who: &'a dyn WhoIs,
    ) -> Self {
        let mut by_code: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, event) in events.iter().enumerate() {
            for code in coverage::codes_of(event) {
                by_code.entry(code.to_owned()).or_default().push(at);
            }
        }
        let events = events.iter().map(Cow::Borrowed).collect();
        Self { events, told_by: BTreeMap::new(), by_code, documents, travel, who }
    }

    /// With the claims of the documents as evidence, too: "the first visit in 24 years" says that there was a visit.
    #[must_use]
    pub fn with_claims(mut self, claims: &[Claim]) -> Self {
        for (claim, event) in claims.iter().filter_map(|claim| Some((claim, asserted::event(claim)?))) {
            let at = self.events.len();
            self.told_by.insert(at, claim.clone());
            for code in coverage::codes_of(&event) {
                self.by_code.entry(code.to_owned()).or_default().push(at);
            }
            self.events.push(Cow::Owned(event));
        }
        self
    }

    /// The events that name any party of a claim, in their order.
    fn about(&self, claim: &Claim) -> Vec<&Event> {
        let codes = claim.actors.iter().chain(&claim.recipients).map(matching::code);
        let mut at: Vec<usize> = codes.filter_map(|code| self.by_code.get(code)).flatten().copied().collect();
        at.sort_unstable();
        at.dedup();
        // A claim that another document repeats is no second event.
        at.retain(|at| self.told_by.get(at).is_none_or(|told| !asserted::is_repeated(told, claim)));
        at.into_iter().map(|at| self.events[at].as_ref()).collect()
    }
}

/// A claim with its verdict.
#[derive(Clone, Debug, Serialize)]
pub struct Checked {
    /// The claim.
    pub claim: Claim,
    /// What the record says of it.
    pub verdict: Verdict,
    /// Why, in a sentence or two.
    pub why: String,
    /// Events that decide.
    pub proof: Vec<Proof>,
    /// Visits that decide, from the list of travel.
    pub visits: Vec<Visit>,
    /// What the record covers for the parties and years of the claim.
    pub coverage: Coverage,
}

#[cfg(test)]
mod tests;
