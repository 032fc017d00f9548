//! The questions about one unit.

use super::columns as c;
use super::grid::{Grid, Row};
use westphalia_model::EventType;
use westphalia_validate::label::{self, NOBODY, NONE, Unknown};

/// One question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Which type, if any, the marked words tell.
    Type,
    /// Which events a sentence coded as nothing tells after all.
    Types,
    /// Who.
    Actors,
    /// To whom.
    Recipients,
    /// In what sense.
    Modality,
    /// What else the sentence tells that is not marked.
    Missed,
}

impl Question {
    /// The question after this one, when it was answered so.
    pub fn next(self, answer: &str) -> Option<Self> {
        match self {
            Self::Type if answer == NONE => Some(Self::Missed),
            Self::Type => Some(Self::Actors),
            Self::Actors => Some(Self::Recipients),
            Self::Recipients => Some(Self::Modality),
            Self::Modality => Some(Self::Missed),
            Self::Types | Self::Missed => None,
        }
    }

    /// The column that holds the answer.
    pub fn column(self) -> &'static str {
        match self {
            Self::Type | Self::Types => c::TYPE,
            Self::Actors => c::ACTORS,
            Self::Recipients => c::RECIPIENTS,
            Self::Modality => c::MODALITY,
            Self::Missed => c::MISSED,
        }
    }

    /// How it is asked.
    pub fn words(self) -> &'static str {
        match self {
            Self::Type => "type of [[ ]], 0 for none?",
            Self::Types => "types of events that it tells, 0 for none?",
            Self::Actors => "who (codes such as RUS, MAR-CVL, NATO)?",
            Self::Recipients => "to whom (- for nobody)?",
            Self::Modality => "actual, future, hypothetical, negated, historical?",
            Self::Missed => "types of other events without brackets, Enter for none?",
        }
    }

    /// What the program says, where the person may see it.
    pub fn program(self, grid: &Grid, row: &Row) -> Option<String> {
        let column = match self {
            Self::Type => c::PROGRAM_TYPE,
            Self::Actors => c::PROGRAM_ACTORS,
            Self::Recipients => c::PROGRAM_RECIPIENTS,
            Self::Modality => c::PROGRAM_MODALITY,
            Self::Types | Self::Missed => return None,
        };
        Some(grid.get(row, column).to_owned()).filter(|cell| !cell.is_empty())
    }

    /// The cell that an answer fills.
    ///
    /// # Errors
    /// Where it is no answer to this question.
    pub fn parse(self, answer: &str) -> Result<String, Unknown> {
        match self {
            Self::Missed if answer.is_empty() => Ok(NONE.to_owned()),
            _ if answer.is_empty() => Err(self.unknown(answer)),
            Self::Type | Self::Types | Self::Missed => {
                let types = label::types(&numbered(answer))?;
                if self == Self::Type && types.len() > 1 {
                    return Err(self.unknown(answer));
                }
                Ok(named(&types))
            }
            Self::Actors | Self::Recipients => {
                let parties = label::parties(answer)?;
                let codes: Vec<&str> = parties.iter().map(String::as_str).collect();
                Ok(if codes.is_empty() { NOBODY.to_owned() } else { codes.join(";") })
            }
            Self::Modality => Ok(label::modality(answer)?.to_string()),
        }
    }

    /// That an answer does not fit.
    fn unknown(self, answer: &str) -> Unknown {
        let (expected, valid) = match self {
            Self::Type => {
                ("one type or NONE", "the numbers of the list; other events of the sentence are asked for later")
            }
            Self::Types | Self::Missed => ("types or NONE", "the numbers of the list"),
            Self::Actors | Self::Recipients => ("codes of parties", "RUS, MAR-CVL, NATO, ? (not named), - (nobody)"),
            Self::Modality => ("a modality", "actual, future, hypothetical, negated, historical"),
        };
        Unknown { expected, found: answer.to_owned(), near: None, valid: valid.to_owned() }
    }
}

/// The answer with numbers of the list as names.
fn numbered(answer: &str) -> String {
    let name = |word: &str| match word.parse::<usize>() {
        Ok(0) => NONE.to_owned(),
        Ok(n) => EventType::ALL.get(n - 1).map_or(word, |event_type| event_type.as_str()).to_owned(),
        Err(_) => word.to_owned(),
    };
    answer.split([';', ',', ' ']).filter(|word| !word.is_empty()).map(name).collect::<Vec<_>>().join(";")
}

/// Types as a cell holds them.
fn named(types: &[EventType]) -> String {
    if types.is_empty() {
        return NONE.to_owned();
    }
    types.iter().map(|event_type| event_type.as_str()).collect::<Vec<_>>().join(";")
}

/// The list of types with their numbers, and the keys that work at every question.
pub fn help(sees_program: bool) -> String {
    let mut lines = String::from("Types:  0 NONE");
    for (at, event_type) in EventType::ALL.into_iter().enumerate() {
        let gap = if at % 8 == 0 { "\n       " } else { "" };
        lines.push_str(&format!("{gap} {:>2} {:<9}", at + 1, event_type.as_str()));
    }
    let lines: Vec<&str> = lines.lines().map(str::trim_end).collect();
    let program = if sees_program { "= as the program · == all as the program · " } else { "" };
    format!(
        "{}\nA number, or the beginning of a name. At every question: {program}s skip · b back · q quit · h this help",
        lines.join("\n")
    )
}

#[cfg(test)]
mod tests {
    use super::{Question, help};

    #[test]
    fn answers_become_cells() {
        for (question, answer, expected) in [
            (Question::Type, "1", "AGREE"),
            (Question::Type, "0", "NONE"),
            (Question::Type, "as", "ASSAULT"),
            (Question::Type, "17", "expected an event type or NONE, found \"17\""),
            (Question::Type, "1 2", "expected one type or NONE, found \"1 2\""),
            (Question::Type, "", "expected one type or NONE, found \"\""),
            (Question::Types, "1;2 aid", "AGREE;CONSULT;AID"),
            (Question::Missed, "", "NONE"),
            (Question::Actors, "rus prk", "PRK;RUS"),
            (Question::Recipients, "-", "-"),
            (Question::Recipients, "", "expected codes of parties, found \"\""),
            (Question::Modality, "f", "future"),
            (Question::Modality, "x", "expected a modality, found \"x\""),
        ] {
            let found = question.parse(answer).unwrap_or_else(|unknown| unknown.to_string());
            assert_eq!(found, expected, "{question:?} {answer}");
        }
    }

    #[test]
    fn help_lists_all_types() {
        insta::assert_snapshot!(help(true));
    }
}
