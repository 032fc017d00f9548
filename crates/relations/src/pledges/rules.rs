//! The tables of `data/relations/pledges`: kinds of pledge, and what closes them.

use super::Status;
use super::words::tokens;
use std::sync::LazyLock;
use westphalia_model::{Content, Event, EventType, Modality};

/// A kind of pledge: what it is about.
#[derive(Debug)]
pub struct Kind {
    /// Its name.
    pub name: &'static str,
    codes: Vec<&'static str>,
    content: Vec<Deed>,
    words: Vec<&'static str>,
}

/// A type of act, as the tables write it: `CONSULT`, `CONSULT/visit`, `CONSULT:042` or `*`.
#[derive(Debug)]
struct Deed {
    event_type: Option<EventType>,
    mode: &'static str,
    code: &'static str,
}

/// Whose deed closes a pledge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doer {
    /// Of one of those who are bound.
    Pledger,
    /// Of anybody who is bound, or to whom it was pledged.
    Either,
}

/// A rule that closes pledges.
#[derive(Debug)]
pub struct Rule {
    /// Its name, which changes of status bear.
    pub name: &'static str,
    kinds: Vec<&'static str>,
    threats: Option<bool>,
    /// Whose deed it takes.
    pub doer: Doer,
    deeds: Vec<Deed>,
    sense: Modality,
    words: Vec<&'static str>,
    without: Vec<&'static str>,
    /// What the pledge is then.
    pub status: Status,
    /// How well the type of the deed fits, 0 to 1.
    pub fit: f64,
    /// How much of that stands where pledge and deed share no word, 0 to 1.
    pub alone: f64,
    /// Whether it may change what was kept.
    pub after_kept: bool,
}

/// A sentence as the tables look at it.
pub struct Sentence(String);

impl Sentence {
    /// The words in lower case, joined by `_`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(tokens(text).fold("_".to_owned(), |all, word| all + &word + "_"))
    }

    /// Whether a word, or several in a row, begins so.
    #[must_use]
    pub fn has(&self, start: &str) -> bool {
        self.0.match_indices(start).any(|(at, _)| self.0.as_bytes().get(at.wrapping_sub(1)) == Some(&b'_'))
    }

    fn has_any(&self, starts: &[&str]) -> bool {
        starts.iter().any(|start| self.has(start))
    }
}

impl Deed {
    fn read(text: &'static str) -> Option<Self> {
        if text == "*" {
            return Some(Self { event_type: None, mode: "", code: "" });
        }
        let (head, code) = text.split_once(':').unwrap_or((text, ""));
        let (name, mode) = head.split_once('/').unwrap_or((head, ""));
        Some(Self { event_type: Some(EventType::parse(name)?), mode, code })
    }

    /// A type alone stands for the act without a mode; with a code, for any mode.
    fn fits(&self, event_type: Option<EventType>, mode: &str, code: &str) -> bool {
        match self.event_type {
            None => true,
            Some(_) if self.event_type != event_type => false,
            Some(_) if !self.code.is_empty() => code.starts_with(self.code),
            Some(_) => self.mode == mode,
        }
    }
}

impl Rule {
    /// Whether it takes a deed that is told so.
    #[must_use]
    pub fn takes(&self, deed: &Event, told: &Sentence) -> bool {
        self.sense == deed.modality
            && self.deeds.iter().any(|d| d.fits(deed.event_type, &deed.mode, &deed.cameo_code))
            && (self.words.is_empty() || told.has_any(&self.words))
            && !told.has_any(&self.without)
    }

    /// Whether it closes a pledge of such kinds.
    #[must_use]
    pub fn closes(&self, kinds: &[&str], is_threat: bool) -> bool {
        self.threats.is_none_or(|threats| threats == is_threat)
            && self.kinds.iter().any(|kind| match kind.strip_prefix('!') {
                Some(other) => !kinds.contains(&other),
                None => *kind == "*" || kinds.contains(kind),
            })
    }
}

/// The kinds of what is pledged: by the type of the content, else by the code of the pledge and its words, else by either;
/// `other` where nothing fits.
#[must_use]
pub fn kinds_of(code: &str, content: Option<&Content>, words: &Sentence) -> Vec<&'static str> {
    let all = |test: &dyn Fn(&Kind) -> bool| -> Vec<&'static str> {
        KINDS.iter().filter(|kind| test(kind)).map(|kind| kind.name).collect()
    };
    let typed = |kind: &Kind| {
        content
            .is_some_and(|c| c.event_type.is_some() && kind.content.iter().any(|d| d.fits(c.event_type, &c.mode, "")))
    };
    let coded = |kind: &Kind| kind.codes.iter().any(|c| if c.len() < 3 { code.starts_with(c) } else { *c == code });
    let named = |kind: &Kind| words.has_any(&kind.words);
    let either = |kind: &Kind| named(kind) || (coded(kind) && !GENERAL.contains(&code));
    let tests: [&dyn Fn(&Kind) -> bool; 3] =
        [&|kind| typed(kind), &|kind| coded(kind) && named(kind), &|kind| either(kind)];
    let mut found = tests.into_iter().map(all).find(|kinds| !kinds.is_empty()).unwrap_or_default();
    if found.is_empty() {
        found.push("other");
    }
    found
}

/// CAMEO codes of a pledge that do not tell what is pledged.
const GENERAL: [&str; 3] = ["030", "035", "130"];

/// The shipped kinds, in the order of the table.
pub static KINDS: LazyLock<Vec<Kind>> =
    LazyLock::new(|| rows(include_str!("../../../../data/relations/pledges/kinds.tsv")).filter_map(kind).collect());

/// The shipped rules, in the order of the table.
pub static RULES: LazyLock<Vec<Rule>> =
    LazyLock::new(|| rows(include_str!("../../../../data/relations/pledges/closing.tsv")).filter_map(rule).collect());

/// The cells of each row below the head; comments start with `#`.
fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).skip(1);
    lines.map(|line| line.split('\t').collect())
}

fn kind(cells: Vec<&'static str>) -> Option<Kind> {
    let &[name, codes, content, words] = cells.as_slice() else { return None };
    Some(Kind { name, codes: list(codes), content: deeds(content)?, words: list(words) })
}

fn rule(cells: Vec<&'static str>) -> Option<Rule> {
    let &[name, kinds, act, by, deed, sense, words, without, status, fit, alone, after, _why] = cells.as_slice() else {
        return None;
    };
    Some(Rule {
        name,
        kinds: list(kinds),
        threats: match act {
            "threaten" => Some(true),
            "promise" => Some(false),
            "*" => None,
            _ => return None,
        },
        doer: match by {
            "pledger" => Doer::Pledger,
            "either" => Doer::Either,
            _ => return None,
        },
        deeds: deeds(deed)?,
        sense: match sense {
            "actual" => Modality::Actual,
            "negated" => Modality::Negated,
            _ => return None,
        },
        words: list(words),
        without: list(without),
        status: Status::ALL.into_iter().find(|s| s.as_str() == status)?,
        fit: fit.parse().ok()?,
        alone: alone.parse().ok()?,
        after_kept: match after {
            "open" => false,
            "kept" => true,
            _ => return None,
        },
    })
}

fn list(cell: &'static str) -> Vec<&'static str> {
    cell.split(',').filter(|item| !item.is_empty()).collect()
}

fn deeds(cell: &'static str) -> Option<Vec<Deed>> {
    list(cell).into_iter().map(Deed::read).collect()
}

#[cfg(test)]
mod tests {
    use super::{KINDS, RULES, Sentence, kinds_of};
    use std::collections::BTreeSet;

    #[test]
    fn every_row_of_the_tables_is_read() {
        let n_rows = |text: &str| text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).count() - 1;
        assert_eq!(KINDS.len(), n_rows(include_str!("../../../../data/relations/pledges/kinds.tsv")));
        assert_eq!(RULES.len(), n_rows(include_str!("../../../../data/relations/pledges/closing.tsv")));
        let names: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
        assert_eq!(names.len(), RULES.len(), "a rule has a name of its own");
        for rule in RULES.iter() {
            assert!((0.0..=1.0).contains(&rule.fit) && (0.0..=1.0).contains(&rule.alone), "{}", rule.name);
            for kind in &rule.kinds {
                let name = kind.trim_start_matches('!');
                assert!(matches!(name, "*" | "other") || KINDS.iter().any(|k| k.name == name), "{}: {kind}", rule.name);
            }
        }
    }

    #[test]
    fn words_tell_the_kind_where_the_content_has_no_type() {
        let check = |code: &str, words: &str, expected: &str| {
            assert_eq!(kinds_of(code, None, &Sentence::of(words)).join(" "), expected, "{code} {words}");
        };
        check("033", "to send rice", "aid");
        check("036", "to Moscow", "meet");
        check("035", "would release 40 prisoners", "release");
        check("033", "to send fuel", "trade aid");
        check("030", "to inform Washington", "other");
        check("057", "a gas agreement", "treaty");
        check("034", "", "reform");
    }
}
