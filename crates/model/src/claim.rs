//! What a text says about the history: "the first visit in 24 years", "the third summit this year", "never before".

use crate::{Actor, DateRange, EventType, Problem, Span};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// In what way a happening is set against those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClaimKind {
    /// "The first", "for the third time": so many before it, none before the first.
    Ordinal,
    /// "Last visited in 2019", "has not visited since 2019": none after that.
    Last,
    /// "The highest level since", "the deadliest attack in years": none of that size.
    Superlative,
    /// "Has never visited": none at all.
    Never,
}

impl ClaimKind {
    /// The word that is written for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ordinal => "ordinal",
            Self::Last => "last",
            Self::Superlative => "superlative",
            Self::Never => "never",
        }
    }
}

/// What is counted or measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Counted {
    /// Events of a type and mode.
    Events {
        /// PLOVER type.
        event_type: EventType,
        /// PLOVER mode, or empty for all of the type.
        mode: String,
        /// CAMEO code of the act that the words mean.
        cameo: String,
    },
    /// The level of relations between the two.
    Level,
    /// Something else that is told by its words alone: trade, a temperature, a train.
    Words,
}

/// A happening that tells since when: "since the embassy closed".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// PLOVER type.
    pub event_type: EventType,
    /// PLOVER mode, or empty.
    pub mode: String,
    /// Codes of the states and bodies that take part.
    pub parties: Vec<String>,
}

/// Since when the claim holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Since {
    /// The words: "since 2011", "in 24 years", "since the embassy closed", "this year".
    pub words: String,
    /// First day on which the time that is meant can have begun, if it resolves.
    pub start: Option<Date>,
    /// Last day on which it can have begun. What the claim denies would lie after it.
    pub end: Option<Date>,
    /// Whether an earlier one is said to have happened at that time: "the first in 24 years", "since 2011", and not "the
    /// second this year".
    pub earlier_end: bool,
    /// Where the event took place that the words name, as an ISO alpha-3 code, where only a place tells which is meant:
    /// "since Panama".
    pub place_country: String,
    /// The happening that the words name, where they give no day: the record may know when it was.
    pub reference: Option<Reference>,
}

impl Since {
    /// Since some days, in these words.
    #[must_use]
    pub fn of(words: String, days: Option<(Date, Date)>, earlier_end: bool) -> Self {
        let (start, end) = (days.map(|d| d.0), days.map(|d| d.1));
        Self { words, start, end, earlier_end, place_country: String::new(), reference: None }
    }

    /// Whether a day is known.
    #[must_use]
    pub fn is_resolved(&self) -> bool {
        self.end.is_some()
    }
}

/// What a text says about the history of its parties.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// The document, or empty for a claim that a user asks about.
    pub document_id: String,
    /// Index of the sentence.
    pub sentence: u32,
    /// The sentence, as it stands.
    pub sentence_text: String,
    /// The words that make the claim.
    pub words: String,
    /// Where they stand in the text that was coded.
    pub span: Span,
    /// In what way it compares.
    pub kind: ClaimKind,
    /// Which in the row, from 1; only for ordinals.
    pub nth: Option<u32>,
    /// The superlative: "highest"; else empty.
    pub degree: String,
    /// What is counted.
    pub what: Counted,
    /// The words for it: "visit", "relations", "freight train".
    pub what_words: String,
    /// Words that narrow it: "formal", "nuclear", "missile". An event counts for sure only if its sentence has one of them.
    pub qualifiers: Vec<String>,
    /// Who does it; all members where they do it together.
    pub actors: Vec<Actor>,
    /// To whom, or where.
    pub recipients: Vec<Actor>,
    /// Whether the actors do it with one another.
    pub symmetric: bool,
    /// The office that must have done it, where the claim names no person: "a US president" is `head_of_state`. Empty
    /// where a person or the state as a whole is meant.
    pub office: String,
    /// Since when, if it says so; none means ever.
    pub since: Option<Since>,
    /// Day of publication, or the day that the user names.
    pub said_on: Option<Date>,
    /// First day on which what is called first can have happened, if it has.
    pub of_start: Option<Date>,
    /// Last day of it.
    pub of_end: Option<Date>,
    /// What is not resolved, and why.
    pub problems: Vec<Problem>,
}

impl Claim {
    /// Sets the days on which what is claimed about took place.
    pub fn set_occasion(&mut self, range: Option<DateRange>) {
        self.of_start = range.map(|r| r.start);
        self.of_end = range.map(|r| r.end);
    }
}
