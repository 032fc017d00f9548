//! One page on a dyad that a person would forward: every sentence with its footnote.

mod compose;
mod html;
mod markdown;

pub use compose::{Material, compose};
pub use html::html;
pub use markdown::markdown;

use crate::proof::Proof;
use serde::Serialize;
use westphalia_model::{Date, Dyad};

/// What a sentence stands on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase", tag = "kind")]
pub enum Footnote {
    /// An event of the record.
    Event(Proof),
    /// A fact from a table, a resolution or another record.
    Fact {
        /// What it says.
        what: String,
        /// Who says so.
        source: String,
    },
    /// What the record holds of the parties and years of a claim.
    Coverage {
        /// The statement.
        how: String,
    },
    /// A number that was computed, from which events and how.
    Computed {
        /// How.
        how: String,
        /// How many events it is of.
        n_events: usize,
    },
}

impl Footnote {
    /// The note in one line.
    #[must_use]
    pub fn show(&self) -> String {
        match self {
            Self::Event(proof) => {
                let date = proof.date.map_or_else(|| "no date".to_owned(), |date| date.to_string());
                let sources =
                    if proof.sources.is_empty() { "source not named".to_owned() } else { proof.sources.join(", ") };
                let words =
                    if proof.words.is_empty() { String::new() } else { format!("\u{201c}{}\u{201d} ", proof.words) };
                format!("{date}: {words}({sources}; event {})", proof.event_id)
            }
            Self::Fact { what, source } => format!("{what} ({source})"),
            Self::Coverage { how } => how.clone(),
            Self::Computed { how, n_events } => format!("{how}, of {n_events} events of the record"),
        }
    }
}

/// A sentence and what it stands on. There is none without a footnote.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Statement {
    text: String,
    footnotes: Vec<Footnote>,
}

impl Statement {
    /// The sentence, if anything proves it.
    #[must_use]
    pub fn new(text: String, footnotes: Vec<Footnote>) -> Option<Self> {
        (!footnotes.is_empty()).then_some(Self { text, footnotes })
    }

    /// The sentence.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it stands on; never empty.
    #[must_use]
    pub fn footnotes(&self) -> &[Footnote] {
        &self.footnotes
    }
}

/// A part of the page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// Its sentences.
    pub statements: Vec<Statement>,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Brief {
    /// The two.
    pub dyad: Dyad,
    /// Their names, in the order in which they were asked for.
    pub names: [String; 2],
    /// The day as of which it is written.
    pub as_of: Date,
    /// Its parts, those without a sentence left out.
    pub sections: Vec<Section>,
}

impl Brief {
    /// The heading of the page.
    #[must_use]
    pub fn title(&self) -> String {
        format!("{} and {}, {}", self.names[0], self.names[1], self.as_of.strftime("%-d %B %Y"))
    }

    /// Every footnote once, in the order in which the page needs them.
    fn footnotes(&self) -> Vec<&Footnote> {
        let mut notes: Vec<&Footnote> = Vec::new();
        for note in self.sections.iter().flat_map(|s| &s.statements).flat_map(|s| &s.footnotes) {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        notes
    }
}

/// The numbers of a sentence's footnotes, from 1.
fn numbers(statement: &Statement, notes: &[&Footnote]) -> Vec<usize> {
    statement.footnotes.iter().filter_map(|own| notes.iter().position(|note| *note == own)).map(|at| at + 1).collect()
}

#[cfg(test)]
mod tests {
    use super::{Brief, Footnote, Section, Statement, html, markdown};
    use crate::proof::Proof;
    use crate::sample::event;
    use westphalia_model::{Date, Dyad};

    fn brief() -> Brief {
        let proof = |line| Footnote::Event(Proof::of(&event(line)));
        let fact = Footnote::Fact { what: "Treaty of <1961>".to_owned(), source: "general knowledge".to_owned() };
        let event = proof("2024-06-19 RUS=PRK SUPPORT: a treaty*");
        let say = |text: &str, notes: Vec<Footnote>| Statement::new(text.to_owned(), notes).expect("a proof");
        let sections = vec![
            Section {
                heading: "Level".to_owned(),
                statements: vec![
                    say("They are allies.", vec![event.clone(), fact]),
                    say("They & theirs met.", vec![event]),
                ],
            },
            Section { heading: "New".to_owned(), statements: Vec::new() },
        ];
        Brief {
            dyad: Dyad::of("RUS", "PRK").expect("two codes"),
            names: ["Russia".to_owned(), "North Korea".to_owned()],
            as_of: Date::constant(2024, 7, 1),
            sections,
        }
    }

    #[test]
    fn nothing_is_said_without_proof() {
        assert_eq!(Statement::new("They are allies.".to_owned(), Vec::new()), None);
    }

    #[test]
    fn footnotes_are_numbered_once() {
        let page = markdown(&brief());
        assert!(page.starts_with("# Russia and North Korea, 1 July 2024\n"), "{page}");
        assert!(page.contains("They are allies.[^1] [^2]") && page.contains("theirs met.[^1]\n"), "{page}");
        assert!(page.contains("a treaty\\*") && !page.contains("## New"), "{page}");
        assert_eq!(page.matches("[^1]: ").count(), 1, "{page}");
    }

    #[test]
    fn the_page_is_safe_html() {
        let page = html(&brief());
        assert!(page.contains("Treaty of &lt;1961&gt;") && page.contains("They &amp; theirs met."), "{page}");
        assert!(page.contains("<a href=\"#n2\">2</a>") && page.contains("<li id=\"n2\">"), "{page}");
        assert_eq!(page.matches("<section>").count(), page.matches("</section>").count());
    }
}
