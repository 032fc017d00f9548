//! The codebook as Markdown: an index, a page for each event type, one of operators, one of sets.

mod frame;
mod index;
mod operators;
mod sets;
mod types;

use crate::examples::Examples;
use crate::finding::{Finding, Kind};
use rustc_hash::FxHashMap;
use westphalia_coder::codebook::{Codebook, Frame, Meaning};
use westphalia_model::EventType;

/// A page of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// File name.
    pub name: String,
    /// Markdown.
    pub text: String,
}

/// What pages are written from.
struct Source<'a> {
    book: &'a Codebook,
    examples: &'a Examples,
    /// Frames by part of speech and head word, to tell what goes before what.
    rivals: FxHashMap<(westphalia_coder::codebook::Pos, &'a str), Vec<usize>>,
}

/// Begins the line that says from what a page was made.
const MADE_FROM: &str = "<!-- Made by `westphalia codebook document` from codebook ";

/// Writes the whole codebook down.
#[must_use]
pub fn document(book: &Codebook, examples: &Examples) -> Vec<Page> {
    let mut rivals: FxHashMap<_, Vec<usize>> = FxHashMap::default();
    for (at, frame) in book.frames.iter().enumerate() {
        for word in &frame.words {
            let list = rivals.entry((frame.pos, word.head.as_str())).or_default();
            if list.last() != Some(&at) {
                list.push(at);
            }
        }
    }
    let source = Source { book, examples, rivals };
    let mut pages = vec![("README.md".to_owned(), index::page(&source))];
    pages.extend(EventType::ALL.into_iter().map(|t| (file_of(t), types::page(&source, t))));
    pages.push(("operators.md".to_owned(), operators::page(&source)));
    pages.push(("sets.md".to_owned(), sets::page(&source)));
    pages
        .into_iter()
        .map(|(name, text)| Page { name, text: format!("{MADE_FROM}{}. -->\n\n{}\n", book.version, text.trim_end()) })
        .collect()
}

/// A finding if a page, by its name and text, was made from another version of the codebook.
#[must_use]
pub fn stale(book: &Codebook, name: &str, page: &str) -> Option<Finding> {
    let of = page.lines().find_map(|line| line.strip_prefix(MADE_FROM)).and_then(|rest| rest.split('.').next());
    let message = match of {
        Some(version) if version == book.version => return None,
        Some(version) => format!("expected a document of codebook {}, found one of {version}", book.version),
        None => format!("expected a document of codebook {}, found a page that names none", book.version),
    };
    let hint = "write it again with `westphalia codebook document`";
    Some(Finding::new(Kind::Stale, &format!("{name}:1"), "", message).with_hint(hint))
}

/// The file of an event type.
fn file_of(event_type: EventType) -> String {
    format!("{}.md", event_type.as_str().to_lowercase())
}

/// The page on which a frame stands: that of its type, or for operators `None`.
fn type_of(book: &Codebook, frame: &Frame) -> Option<EventType> {
    match frame.meaning {
        Meaning::Act(act) => book.acts.get(act).map(|act| act.event_type),
        Meaning::Operator(_) => None,
        // A use that is no event stands where its name puts it.
        Meaning::Nothing => EventType::parse(&frame.name.split('.').next().unwrap_or_default().to_uppercase()),
    }
}

/// A cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
