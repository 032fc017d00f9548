//! What a person says of a unit, and how it is written down.

use std::collections::BTreeSet;
use std::fmt;
use westphalia_model::{EventType, Modality};

/// How people write that there is no event.
pub const NONE: &str = "NONE";

/// How people write that there is no party.
pub const NOBODY: &str = "-";

/// The codes of some parties, in capitals; empty for nobody.
pub type Parties = BTreeSet<String>;

/// What one person says of one unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// Who says it.
    pub coder: String,
    /// Of an event: its type, or nothing where the words tell no event. Of a sentence coded as nothing: the type of
    /// each event that it tells after all.
    pub types: Vec<EventType>,
    /// Who does it, if that was labelled.
    pub actors: Option<Parties>,
    /// To whom, if that was labelled.
    pub recipients: Option<Parties>,
    /// In what sense, if that was labelled.
    pub modality: Option<Modality>,
    /// Types of the events that the same sentence tells and that the program did not code, if that was labelled.
    pub missed: Option<Vec<EventType>>,
}

/// A word that stands for nothing we know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// What was expected.
    pub expected: &'static str,
    /// What was found.
    pub found: String,
    /// What may have been meant, if anything is near.
    pub near: Option<&'static str>,
    /// What could have been written.
    pub valid: String,
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}, found \"{}\"", self.expected, self.found)
    }
}

impl Unknown {
    /// What to try.
    #[must_use]
    pub fn hint(&self) -> String {
        match self.near {
            Some(near) => format!("did you mean {near}? one of {}", self.valid),
            None => format!("one of {}", self.valid),
        }
    }
}

/// Every sense.
const MODALITIES: [Modality; 5] =
    [Modality::Actual, Modality::Future, Modality::Hypothetical, Modality::Negated, Modality::Historical];

/// The types of a list such as `AID;AGREE`, or none for `NONE`. Names may be in any case and, where only one type begins
/// so, cut short: `thr`.
///
/// # Errors
/// Where a word is no type.
pub fn types(text: &str) -> Result<Vec<EventType>, Unknown> {
    let words: Vec<&str> = split(text).collect();
    if words.iter().all(|word| word.eq_ignore_ascii_case(NONE)) && !words.is_empty() {
        return Ok(Vec::new());
    }
    let names = EventType::ALL.map(EventType::as_str);
    let valid = format!("{}, {NONE}", names.join(", "));
    if words.iter().any(|word| word.eq_ignore_ascii_case(NONE)) {
        let expected = "either event types or NONE";
        return Err(Unknown { expected, found: words.join(";"), near: None, valid });
    }
    let parse = |word: &str| {
        let at = choose(word, &names).ok_or_else(|| Unknown {
            expected: "an event type or NONE",
            found: word.to_owned(),
            near: nearest(word, names.into_iter().chain([NONE])),
            valid: valid.clone(),
        })?;
        Ok(EventType::ALL[at])
    };
    words.into_iter().map(parse).collect()
}

/// The sense of that name, in any case and cut short where only one begins so.
///
/// # Errors
/// Where it is none.
pub fn modality(text: &str) -> Result<Modality, Unknown> {
    let names = MODALITIES.map(Modality::as_str);
    let at = choose(text.trim(), &names).ok_or_else(|| Unknown {
        expected: "a modality",
        found: text.trim().to_owned(),
        near: nearest(text.trim(), names.into_iter()),
        valid: names.join(", "),
    })?;
    Ok(MODALITIES[at])
}

/// The codes of a list such as `RUS;MAR-CVL`; `-` is nobody and `?` a party that is not named. A word with a capital and
/// small letters is a name, such as `Russia`, and no code.
///
/// # Errors
/// Where a word does not look like a code.
pub fn parties(text: &str) -> Result<Parties, Unknown> {
    let parse = |word: &str| {
        let is_name = word.chars().any(char::is_uppercase) && word.chars().any(char::is_lowercase);
        let is_code = word.chars().all(|c| c.is_alphanumeric() || "-_.&/'".contains(c));
        if word == "?" || (is_code && !is_name && word.chars().any(char::is_alphanumeric)) {
            return Ok(word.to_uppercase());
        }
        Err(Unknown {
            expected: "codes of parties",
            found: word.to_owned(),
            near: None,
            valid: "RUS (a state), MAR-CVL (people in it), NATO (a body), ? (not named), - (nobody)".to_owned(),
        })
    };
    split(text).filter(|word| *word != NOBODY).map(parse).collect()
}

/// The words of a list: `;` or `,` or space between them.
fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c == ';' || c == ',' || c.is_whitespace()).filter(|word| !word.is_empty())
}

/// The name that is meant: written out, or the only one that begins so.
fn choose(word: &str, names: &[&'static str]) -> Option<usize> {
    let begins = |name: &str| name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    if let Some(at) = names.iter().position(|name| name.eq_ignore_ascii_case(word)) {
        return Some(at);
    }
    let mut found = names.iter().enumerate().filter(|(_, name)| begins(name));
    match (found.next(), found.next()) {
        (Some((at, _)), None) if !word.is_empty() => Some(at),
        _ => None,
    }
}

/// The name that is at most two or three letters away.
fn nearest(word: &str, names: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let word = word.to_uppercase();
    let distant = names.map(|name| (distance(&word, &name.to_uppercase()), name));
    let near = distant.min_by_key(|(distance, _)| *distance)?;
    (near.0 <= (word.chars().count() / 3).clamp(1, 3)).then_some(near.1)
}

/// How many letters must be put in, taken out or changed (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::{Unknown, modality, parties, types};

    fn shown<T: std::fmt::Debug>(result: Result<T, Unknown>) -> String {
        match result {
            Ok(value) => format!("{value:?}"),
            Err(unknown) => format!("{unknown}; near {:?}", unknown.near),
        }
    }

    #[test]
    fn types_are_read_as_people_write_them() {
        for (text, expected) in [
            ("AGREE", "[Agree]"),
            (" aid ", "[Aid]"),
            ("AID;agree", "[Aid, Agree]"),
            ("thr, sup", "[Threaten, Support]"),
            ("NONE", "[]"),
            ("none", "[]"),
            ("a", "expected an event type or NONE, found \"a\"; near None"),
            ("SANCTIONS", "expected an event type or NONE, found \"SANCTIONS\"; near Some(\"SANCTION\")"),
            ("ASAULT", "expected an event type or NONE, found \"ASAULT\"; near Some(\"ASSAULT\")"),
            ("AID;NONE", "expected either event types or NONE, found \"AID;NONE\"; near None"),
            ("встреча", "expected an event type or NONE, found \"встреча\"; near None"),
        ] {
            assert_eq!(shown(types(text)), expected, "{text}");
        }
    }

    #[test]
    fn senses_are_read_as_people_write_them() {
        for (text, expected) in [
            ("actual", "Actual"),
            ("F", "Future"),
            ("hy", "Hypothetical"),
            ("h", "expected a modality, found \"h\"; near None"),
            ("negatd", "expected a modality, found \"negatd\"; near Some(\"negated\")"),
            ("", "expected a modality, found \"\"; near None"),
        ] {
            assert_eq!(shown(modality(text)), expected, "{text}");
        }
    }

    #[test]
    fn parties_are_codes() {
        for (text, expected) in [
            ("RUS", "{\"RUS\"}"),
            ("rus; mar-cvl", "{\"MAR-CVL\", \"RUS\"}"),
            ("-", "{}"),
            ("?", "{\"?\"}"),
            ("Russia", "expected codes of parties, found \"Russia\"; near None"),
            ("RUS->PRK", "expected codes of parties, found \"RUS->PRK\"; near None"),
        ] {
            assert_eq!(shown(parties(text)), expected, "{text}");
        }
    }
}
