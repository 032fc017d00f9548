//! What states pledged to one another, and what became of it.
//!
//! A commissive act opens a pledge; later events report it again, close it or leave it open. The ledger is a fold over the
//! events in the order in which they were reported, so that the ledger of an earlier day holds the same histories, only
//! shorter. Which acts open, and what closes, is said in `data/relations/pledges` and `docs/relations/pledges.md`.

mod close;
mod dates;
mod fold;
mod open;
mod rates;
mod rules;
mod words;

pub use rates::{Rate, Scope, rates};

use crate::Proof;
use serde::Serialize;
use std::collections::BTreeSet;
use westphalia_model::{Date, Dyad, Event, EventType, Quantity};

/// How somebody is bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    /// The parties agree, or one accepts.
    Agree,
    /// One says that it will.
    Promise,
    /// One would, if the other wants.
    Offer,
    /// One swears.
    Vow,
    /// A paper is signed, ratified or comes into force.
    Sign,
    /// A commitment that the other does not want.
    Threaten,
}

impl Act {
    /// The word in lower case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::Promise => "promise",
            Self::Offer => "offer",
            Self::Vow => "vow",
            Self::Sign => "sign",
            Self::Threaten => "threaten",
        }
    }
}

/// What became of a pledge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Nothing that is known.
    Open,
    /// It was done; a threat was carried out.
    Kept,
    /// Less was done, or a part so far.
    PartlyKept,
    /// The contrary was done, or it is told that it was not done.
    Broken,
    /// Who made it took it back.
    Withdrawn,
    /// Another pledge stands in its place.
    Superseded,
    /// Its deadline has passed, and nothing is known.
    Overdue,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 7] =
        [Self::Open, Self::Kept, Self::PartlyKept, Self::Broken, Self::Withdrawn, Self::Superseded, Self::Overdue];

    /// The word, as the tables and the output write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Kept => "kept",
            Self::PartlyKept => "partly-kept",
            Self::Broken => "broken",
            Self::Withdrawn => "withdrawn",
            Self::Superseded => "superseded",
            Self::Overdue => "overdue",
        }
    }

    /// Whether a deed can still keep it: it is open, kept in part, or overdue.
    #[must_use]
    pub fn is_pending(self) -> bool {
        matches!(self, Self::Open | Self::PartlyKept | Self::Overdue)
    }
}

/// What is pledged.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Subject {
    /// Type of the act, had it been done, if the coder found one.
    pub event_type: Option<EventType>,
    /// Its mode, or empty.
    pub mode: String,
    /// What it is about (`data/relations/pledges/kinds.tsv`).
    pub kinds: Vec<&'static str>,
    /// Policy fields of the opening event.
    pub policy_sectors: Vec<String>,
    /// The words that tell it: those of the coder, else of the sentence from the verb of the pledge on.
    pub text: String,
    /// Amounts.
    pub quantities: Vec<Quantity>,
}

/// A change of the status of a pledge. Changes are only ever added.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// The day on which it is known: that of the report, or the one after the deadline.
    pub day: Date,
    /// What the pledge is from then on.
    pub status: Status,
    /// The event that says so; none where only time passed.
    pub evidence: Option<Proof>,
    /// How well type, parties, words and time of the evidence fit, 0 to 1.
    pub score: f64,
    /// The rule that says so (`data/relations/pledges/closing.tsv`, and `opened`, `deadline-passed`, `renewed`).
    pub rule: &'static str,
}

/// A commitment, and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pledge {
    /// Identity: that of the event that opened it.
    pub id: String,
    /// Who is bound: codes of states and bodies.
    pub by: Vec<String>,
    /// To whom; the same where both are bound to each other; empty where nobody is named.
    pub to: Vec<String>,
    /// How.
    pub act: Act,
    /// What is pledged.
    pub content: Subject,
    /// The clause that says under which condition, or empty.
    pub condition: String,
    /// The last day on which it can be done in time, if one is told.
    pub deadline: Option<Date>,
    /// The last day on which it holds, if one is told.
    pub horizon: Option<Date>,
    /// The sentence that opened it.
    pub words: String,
    /// The day on which it is first reported.
    pub opened: Date,
    /// What became of it.
    pub status: Status,
    /// Every event that tells it, the first one first.
    pub reports: Vec<Proof>,
    /// How its status changed, from its opening on.
    pub history: Vec<Change>,
}

impl Pledge {
    /// Whether it threatens.
    #[must_use]
    pub fn is_threat(&self) -> bool {
        self.act == Act::Threaten
    }
}

/// What is looked at, and how strictly.
#[derive(Clone, Debug)]
pub struct Question {
    /// Only pledges between these two; all if none.
    pub dyad: Option<Dyad>,
    /// Events that are told in a report on the two: what one of them pledges there to nobody, it pledges to the other.
    pub beside: BTreeSet<String>,
    /// What is reported later is not known.
    pub as_of: Date,
    /// When something counts.
    pub thresholds: Thresholds,
}

/// When something counts. The defaults were chosen on the arcs for development.
#[derive(Clone, Copy, Debug)]
pub struct Thresholds {
    /// A deed of a lower score closes nothing, 0 to 1.
    pub close: f64,
    /// A pledge that shares less of the weight of its words with an earlier one is another pledge, 0 to 1.
    pub same: f64,
    /// So many days after its last report, an invitation or a visit pledged anew stands in its place.
    pub renewed_after: i64,
    /// So many days after a pledge is made, a deed that names no deadline counts half.
    pub half_life: f64,
    /// So many days after a pledge is made, a deed that shares no word with it counts half.
    pub alone_half_life: f64,
    /// What is done more than so many days late is kept in part only.
    pub grace: i64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { close: 0.5, same: 0.4, renewed_after: 400, half_life: 1500.0, alone_half_life: 365.0, grace: 7 }
    }
}

/// The pledges that the events tell, in the order in which they were reported. The order of the events does not matter.
#[must_use]
pub fn ledger(events: &[Event], question: &Question) -> Vec<Pledge> {
    fold::Fold::new(question).run(events)
}

/// Whether an event can matter to the pledges of a dyad: one of the two acts, and on the other or on nobody who is named.
#[must_use]
pub fn concerns(event: &Event, dyad: &Dyad) -> bool {
    open::concerns(event, dyad)
}

#[cfg(test)]
mod tests;
