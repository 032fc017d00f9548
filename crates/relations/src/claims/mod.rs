//! Claims about the history, checked against the record: supported, contradicted, or cannot tell.
//!
//! An event that the claim denies contradicts it. That there is none supports it only where the record is dense enough
//! ([`Coverage`]) or a list of travel is complete ([`Travel`]); else the answer is "cannot tell". Each answer names the
//! events that decide and what the record holds of those parties in those years.

mod coverage;
mod level;
mod matching;
mod occasions;
mod travel;
mod weigh;

pub use coverage::Coverage;
pub use matching::WhoIs;
pub use travel::{Travel, Visit};
pub use weigh::check;

use crate::Proof;
use serde::Serialize;
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
    /// Events of the record that nobody has retracted.
    pub events: &'a [Event],
    /// How many documents the record holds of each year.
    pub documents: BTreeMap<i16, u32>,
    /// An independent list of travel, if one is to be asked.
    pub travel: Option<&'a Travel>,
    /// Who holds which office.
    pub who: &'a dyn WhoIs,
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
