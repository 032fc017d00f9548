//! Finds the sentences of a text by a single scan over its bytes.
//!
//! A sentence ends at a full stop, question mark or exclamation mark, unless that belongs to an abbreviation, an
//! initial, a number or a quotation within the sentence; at an empty line; and at the end of a line that was not
//! wrapped, such as a headline. A dateline ("KYIV (AP) -- ") stays with its sentence.

use crate::abbreviation::{Abbreviation, abbreviation, is_acronym, is_initial};
use memchr::memchr;
use westphalia_model::Span;

/// The sentences of `text`, in order. White space between them belongs to none.
#[must_use]
pub fn split(text: &str) -> Vec<Span> {
    Sentences::new(text).collect()
}

/// Finds one sentence after another.
#[derive(Clone, Debug)]
pub struct Sentences<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Sentences<'a> {
    /// The sentences of `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }
}

impl Iterator for Sentences<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let rest = self.text.get(self.at..)?;
        let start = self.at + (rest.len() - rest.trim_start().len());
        if start >= self.text.len() {
            self.at = self.text.len();
            return None;
        }
        let end = Reader::new(self.text, start).end();
        self.at = end;
        Some(Span::new(start, start + self.text[start..end].trim_end().len()))
    }
}

/// How far the reader looks ahead or back, in bytes, so that no text makes it slow.
const REACH: usize = 400;
/// Words that like to begin a sentence, and that seldom follow an abbreviation within one.
const STARTERS: &[&str] = &[
    "The",
    "A",
    "An",
    "In",
    "On",
    "At",
    "It",
    "He",
    "She",
    "They",
    "We",
    "I",
    "But",
    "And",
    "If",
    "This",
    "That",
    "These",
    "Those",
    "His",
    "Her",
    "Their",
    "Its",
    "Our",
    "However",
    "Meanwhile",
    "Last",
    "When",
    "While",
    "After",
    "Before",
    "Since",
    "As",
    "By",
    "For",
    "From",
    "With",
    "Although",
    "Some",
    "Many",
    "Most",
    "All",
    "Both",
    "No",
    "Not",
    "There",
    "Then",
    "Today",
    "Yesterday",
    "Under",
    "According",
    "Earlier",
    "Later",
    "Also",
    "What",
    "Who",
    "How",
    "Why",
    "You",
    "Among",
    "During",
    "Despite",
    "Officials",
    "Police",
    "One",
    "Two",
    "Another",
    "Such",
    "To",
    "So",
    "Or",
    "Now",
];
/// Verbs by which a quotation is attributed.
const SAYING: &[&str] = &[
    "said",
    "says",
    "asked",
    "asks",
    "told",
    "added",
    "wrote",
    "replied",
    "shouted",
    "warned",
    "declared",
    "exclaimed",
    "tweeted",
    "cried",
    "chanted",
    "insisted",
    "stated",
    "remarked",
    "wondered",
    "continued",
    "demanded",
];

/// Reads one sentence.
struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    start: usize,
    line: usize,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, start: usize) -> Self {
        Self { text, bytes: text.as_bytes(), start, line: start }
    }

    /// Where the sentence ends.
    fn end(mut self) -> usize {
        let mut at = self.start;
        while at < self.bytes.len() {
            let mark = match self.bytes[at] {
                b'.' | b'!' | b'?' => 1,
                b'\n' => {
                    if self.line_ends(at) {
                        return at;
                    }
                    self.line = at + 1;
                    at += 1;
                    continue;
                }
                // "…", "。", "！" and "？" are three bytes each.
                0xE2 if self.bytes[at..].starts_with("…".as_bytes()) => 3,
                0xE3 | 0xEF if ["。", "！", "？"].iter().any(|m| self.bytes[at..].starts_with(m.as_bytes())) => {
                    return at + 3;
                }
                _ => {
                    at += 1;
                    continue;
                }
            };
            let (after, closed) = self.close(at + mark);
            if self.stop_ends(at, after, closed) {
                return after;
            }
            at = after.max(at + mark);
        }
        self.bytes.len()
    }

    /// End of the stops, quotation marks and brackets that follow a stop, and whether a quotation is closed.
    fn close(&self, from: usize) -> (usize, bool) {
        let mut closed = false;
        let mut end = from;
        for c in self.text[from..].chars().take(16) {
            match c {
                '.' | '!' | '?' | '…' | '*' | '_' => {}
                '"' | '”' | '’' | '\'' | '»' => closed = true,
                ')' | ']' | '}' => {}
                _ => break,
            }
            end += c.len_utf8();
        }
        (end, closed)
    }

    /// Whether the stop at `at`, closed at `after`, ends the sentence.
    fn stop_ends(&self, at: usize, after: usize, closed: bool) -> bool {
        let rest = self.ahead(after);
        let Some(space) = rest.chars().next() else { return true };
        if !space.is_whitespace() {
            return space.is_uppercase() && self.lacks_space(at, after, rest);
        }
        let next = rest.trim_start();
        if !self.begins(next) {
            return false;
        }
        if closed && is_attributed(next) {
            return false;
        }
        self.bytes[at] != b'.' || self.full_stop_ends(at, after, next)
    }

    /// The text ahead, as far as the reader looks.
    fn ahead(&self, from: usize) -> &'a str {
        let mut end = (from + REACH).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        &self.text[from..end]
    }

    /// Whether a sentence may begin with `next`. In a text without capitals a small letter will do.
    fn begins(&self, next: &str) -> bool {
        let Some(first) = next.chars().find(|c| !is_opening(*c)) else { return true };
        if first.is_lowercase() {
            return self.text[self.start..].starts_with(char::is_lowercase) && !next.starts_with(is_opening);
        }
        // "[4]" after a stop is a note to what was said.
        let note = next.starts_with('[') && next[1..].starts_with(|c: char| c.is_ascii_digit());
        !note && !matches!(first, ',' | ';' | ':' | '%' | ')' | ']' | '.' | '!' | '?' | '-' | '–' | '—')
    }

    /// Whether a full stop at `at`, with `next` to come, is more than the end of an abbreviation.
    fn full_stop_ends(&self, at: usize, after: usize, next: &str) -> bool {
        let word = self.word_before(at);
        // Quotation marks and brackets after it settle the question, but for "(Sen.)".
        if word.is_empty() || (after > at + 1 && self.bytes[at + 1] != b')') {
            return true;
        }
        let following = next.trim_start_matches(is_opening);
        let is_number = following.starts_with(|c: char| c.is_ascii_digit());
        if word.bytes().all(|b| b.is_ascii_digit()) && self.text[self.start..at] == *word && word.len() <= 3 {
            return false;
        }
        if is_initial(word) {
            return self.initial_ends(at, word, following);
        }
        match abbreviation(word) {
            None => true,
            Some(Abbreviation::Title) => false,
            Some(Abbreviation::Numbered) if is_number => false,
            Some(Abbreviation::Numbered) => !is_capital(word) || is_starter(following),
            Some(Abbreviation::Any) => {
                !is_number && is_starter(following) || (is_acronym(word) && word.len() == 3 && next.starts_with('"'))
            }
        }
    }

    /// Whether a sentence ends with a single capital: "plan B.", but not "J. K. Rowling".
    fn initial_ends(&self, at: usize, word: &str, following: &str) -> bool {
        let before = self.text[self.start..at - word.len()].trim_end();
        let previous = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        let in_name = previous.is_empty() || is_capital(previous);
        !in_name && (word != "J" || is_starter(following))
    }

    /// The word that ends at `end`, without the bracket or quotation mark before it.
    fn word_before(&self, end: usize) -> &'a str {
        let mut start = end;
        while start > self.start && end - start < 32 && !self.bytes[start - 1].is_ascii_whitespace() {
            start -= 1;
        }
        while !self.text.is_char_boundary(start) {
            start += 1;
        }
        let word = self.text[start..end].trim_start_matches(is_opening);
        word.rsplit(['-', '—', '/', '(']).next().unwrap_or(word)
    }

    /// Whether a space is missing after the stop, as in "He left.The".
    fn lacks_space(&self, at: usize, after: usize, rest: &str) -> bool {
        let word = self.word_before(at);
        let small = word.bytes().rev().take(3).filter(u8::is_ascii_lowercase).count();
        let mut chars = rest.chars().skip(1);
        let plain = chars.next().is_some_and(|c| c.is_lowercase() || c == ' ');
        let address = rest.split_whitespace().next().is_some_and(|chunk| chunk.contains(['@', '/', '_']));
        after == at + 1 && small == 3 && plain && !address && !word.contains(['.', '/', '@', '_', ':'])
    }

    /// Whether the sentence ends with the line that ends at `at`.
    fn line_ends(&self, at: usize) -> bool {
        let line = self.text[self.line..at].trim();
        let ahead = self.ahead(at + 1);
        let next_end = memchr(b'\n', ahead.as_bytes()).unwrap_or(ahead.len());
        let (next, is_long) = (ahead[..next_end].trim(), next_end == ahead.len() && ahead.len() >= REACH);
        if line.is_empty() {
            return self.line > self.start;
        }
        if next.is_empty() || is_bullet(next) || is_rule(next) {
            return true;
        }
        if next.starts_with(char::is_lowercase) || line.ends_with(',') {
            return false;
        }
        // A line that was wrapped had no room for the first word of the next.
        let word = next.split_whitespace().next().unwrap_or_default();
        let width = if is_long { REACH } else { next.len() };
        !(line.len() >= 40 && line.len() + 1 + word.len() > width)
    }
}

/// Whether `next` begins with a subject and a verb of saying: `"Stop!" the minister said`.
fn is_attributed(next: &str) -> bool {
    let words = next.split_whitespace().take(6);
    for word in words {
        let bare = word.trim_end_matches(['.', ',', ':', ';']);
        if SAYING.contains(&bare) {
            return true;
        }
        if bare.len() < word.len() || word.starts_with(['"', '“']) {
            return false;
        }
    }
    false
}

fn is_starter(following: &str) -> bool {
    let word = following.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    STARTERS.contains(&word)
}

fn is_opening(c: char) -> bool {
    matches!(c, '"' | '“' | '‘' | '\'' | '(' | '[' | '«' | '*' | '_' | '¿' | '¡')
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Whether a line begins as an item of a list does.
fn is_bullet(line: &str) -> bool {
    let marked = ["- ", "* ", "• ", "– ", "— ", "· ", "# ", "+ ", "> "].iter().any(|mark| line.starts_with(mark));
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = (1..=3).contains(&digits) && [". ", ") "].iter().any(|mark| line[digits..].starts_with(mark));
    marked || numbered || (line.starts_with('(') && line.get(2..3) == Some(")"))
}

/// Whether a line is drawn rather than written.
fn is_rule(line: &str) -> bool {
    line.len() >= 3 && line.bytes().all(|b| matches!(b, b'-' | b'=' | b'*' | b'_' | b'#'))
}
