//! What a check of the codebook found.

use serde::Serialize;
use std::fmt;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Something does not work as it is written.
    Error,
    /// Something may not be meant.
    Warning,
    /// Something to know.
    Note,
}

/// What it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A row that does not fit the format, or names what is not there.
    BrokenRow,
    /// A name that two rows have.
    RepeatedName,
    /// A code, context or score that another table should have.
    MissingRow,
    /// A slot that no predicate has.
    UnknownSlot,
    /// A frame without words.
    NoWords,
    /// Conditions that cannot hold together.
    Impossible,
    /// A frame of which no word can ever win.
    NeverWins,
    /// Words of a frame that can never win, where others can.
    HiddenWords,
    /// A frame that says nothing that another does not say.
    Redundant,
    /// An act, operator or set to which no frame leads.
    Unused,
    /// A frame that no word of the documents chose.
    NeverFired,
    /// A frame that no case of the specs exercises.
    Untested,
    /// A frame for which no example could be made that is coded with it.
    NoExample,
    /// A document of another version of the codebook.
    Stale,
    /// How often a frame fired.
    Fired,
}

impl Kind {
    /// The name, as JSON lines have it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BrokenRow => "broken-row",
            Self::RepeatedName => "repeated-name",
            Self::MissingRow => "missing-row",
            Self::UnknownSlot => "unknown-slot",
            Self::NoWords => "no-words",
            Self::Impossible => "impossible",
            Self::NeverWins => "never-wins",
            Self::HiddenWords => "hidden-words",
            Self::Redundant => "redundant",
            Self::Unused => "unused",
            Self::NeverFired => "never-fired",
            Self::Untested => "untested",
            Self::NoExample => "no-example",
            Self::Stale => "stale",
            Self::Fired => "fired",
        }
    }

    /// How bad things of this kind are.
    #[must_use]
    pub fn level(self) -> Level {
        match self {
            Self::BrokenRow | Self::RepeatedName | Self::MissingRow | Self::UnknownSlot | Self::NoWords => Level::Error,
            Self::Fired => Level::Note,
            _ => Level::Warning,
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        })
    }
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How bad it is.
    pub level: Level,
    /// What it is about.
    pub kind: Kind,
    /// File and line.
    pub at: String,
    /// The frame, act, operator or set, or empty.
    pub name: String,
    /// What was expected, what was found.
    pub message: String,
    /// What to try, or empty.
    pub hint: String,
    /// How often, of what can be counted.
    pub count: Option<usize>,
}

impl Finding {
    /// A finding without a hint.
    #[must_use]
    pub fn new(kind: Kind, at: &str, name: &str, message: String) -> Self {
        let (at, name) = (at.to_owned(), name.to_owned());
        Self { level: kind.level(), kind, at, name, message, hint: String::new(), count: None }
    }

    /// The same with something to try.
    #[must_use]
    pub fn with_hint(self, hint: &str) -> Self {
        Self { hint: hint.to_owned(), ..self }
    }
}
