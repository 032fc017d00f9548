//! Finds the words of a sentence by a single scan over its bytes.
//!
//! The words are those of the English treebanks of Universal Dependencies: contractions and possessives are cut
//! ("do" + "n't", "Putin" + "'s"), hyphens are words of their own but after a prefix ("U.S." + "-" + "led", but
//! "pro-Beijing"), currency signs and brackets stand alone, and numbers, times, dates, abbreviations and
//! addresses stay whole. Every byte that is not white space belongs to exactly one word.

mod address;
mod contraction;
mod glue;
mod hyphen;

use crate::abbreviation::{Abbreviation, abbreviation, is_acronym, is_initial};
use westphalia_model::Span;

/// Writes the words in `span` of `text` to `tokens`, in order.
pub fn tokenise(text: &str, span: Span, tokens: &mut Vec<Span>) {
    tokens.clear();
    let mut at = span.start();
    while at < span.end() && tokenise_some(text, &mut at, span.end(), usize::MAX, tokens) {}
}

/// Adds the words of one chunk between white space to `tokens`; false where there is none left or there are
/// `most` words. `at` moves to the end of what was read.
pub(crate) fn tokenise_some(text: &str, at: &mut usize, end: usize, most: usize, tokens: &mut Vec<Span>) -> bool {
    let end = end.min(text.len());
    let Some(body) = text.get(*at..end) else { return false };
    let start = *at + (body.len() - body.trim_start().len());
    if start >= end || tokens.len() >= most {
        *at = start.min(end);
        return false;
    }
    let stop = start + chunk_length(&text[start..end]);
    let is_last = text[stop..end].trim_start().is_empty();
    *at = Scanner { text, start, stop, is_last, most }.scan(tokens);
    true
}

/// Longest chunk that is read at once, in bytes: a file without white space is cut there.
const LONGEST: usize = 4096;

/// Length of the run without white space at the start of `text`.
fn chunk_length(text: &str) -> usize {
    for (i, byte) in text.bytes().enumerate() {
        let is_space = match byte {
            0..=b' ' => true,
            0x21..0x80 => false,
            _ => text.get(i..).and_then(|rest| rest.chars().next()).is_some_and(char::is_whitespace),
        };
        if is_space || (i >= LONGEST && text.is_char_boundary(i)) {
            return i.max(1);
        }
    }
    text.len()
}

/// Reads one chunk.
struct Scanner<'a> {
    text: &'a str,
    start: usize,
    stop: usize,
    /// Whether the chunk ends the sentence, so that a full stop there is the sentence's own.
    is_last: bool,
    most: usize,
}

impl Scanner<'_> {
    /// Adds the words of the chunk and returns where it stopped reading.
    fn scan(&self, tokens: &mut Vec<Span>) -> usize {
        let mut at = self.start;
        while at < self.stop && tokens.len() < self.most {
            at = self.one(at, tokens);
        }
        at
    }

    /// Adds the word or words that begin at `at` and returns where they end.
    fn one(&self, at: usize, tokens: &mut Vec<Span>) -> usize {
        let rest = &self.text[at..self.stop];
        let Some(first) = rest.chars().next() else { return self.stop };
        if is_word(first) {
            return match address::web(self.text, at, self.stop) {
                Some(end) => push(at, end, tokens),
                None => self.word(at, tokens),
            };
        }
        push(at, at + symbol(first, rest), tokens)
    }

    /// Adds the word that begins at `at`, in two where it is a contraction.
    fn word(&self, at: usize, tokens: &mut Vec<Span>) -> usize {
        let end = self.word_end(at, tokens.last().copied());
        let word = &self.text[at..end];
        let rest = &self.text[end..self.stop];
        if word.ends_with(['n', 'N'])
            && word.len() > 1
            && let Some(length) = contraction::negation(rest)
        {
            push(at, end - 1, tokens);
            return push(end - 1, end + length, tokens);
        }
        let before = || tokens.last().map(|span| span.of(self.text));
        let cut = contraction::cut(word).or_else(|| unit(word)).or_else(|| glue::cut(word, before()));
        match cut {
            Some(cut) => {
                push(at, at + cut, tokens);
                push(at + cut, end, tokens)
            }
            None => push(at, end, tokens),
        }
    }

    /// End of the word that begins at `start`.
    fn word_end(&self, start: usize, before: Option<Span>) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = start;
        while at < self.stop {
            // Most words are plain letters.
            if bytes[at].is_ascii_alphanumeric() {
                at += 1;
                continue;
            }
            let Some(c) = self.text[at..self.stop].chars().next() else { break };
            let next = at + c.len_utf8();
            if is_word(c) {
                at = next;
                continue;
            }
            match self.joint(start, at, c, before) {
                Some(end) => at = end,
                None => break,
            }
        }
        at
    }

    /// Where a word that began at `start` goes on if `mark`, which stands at `at`, is part of it.
    fn joint(&self, start: usize, at: usize, mark: char, before: Option<Span>) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let next = at + mark.len_utf8();
        let last = bytes[at - 1];
        let after = self.text[next..self.stop].chars().next().filter(|&c| is_word(c));
        let digits = last.is_ascii_digit() && after.is_some_and(|c| c.is_ascii_digit());
        let letters = !last.is_ascii_digit() && after.is_some_and(char::is_alphabetic);
        let word = &self.text[start..at];
        let joins = match mark {
            '.' if after.is_some() => digits || !is_missing_space(word, &self.text[next..self.stop]),
            '.' => return self.owns_stop(start, at).then_some(next),
            ',' | ':' | '/' => digits,
            '-' | '\u{2010}' | '\u{2011}' if after.is_some() => {
                let named = before.is_some_and(|span| span.end() + 1 == start && is_capital(span.of(self.text)));
                hyphen::joins(word, &self.text[next..self.stop], named)
            }
            '&' => last.is_ascii_uppercase() && after.is_some_and(char::is_uppercase),
            '*' => letters,
            '@' => return address::mail(self.text, at, self.stop),
            '\'' | '\u{2019}' => {
                let rest = &self.text[at..self.stop];
                letters
                    && contraction::ending(rest).is_none()
                    && !(matches!(last, b'n' | b'N') && contraction::negation(rest).is_some())
            }
            _ => false,
        };
        (joins && after.is_some()).then_some(next)
    }

    /// Whether the full stop at `at` belongs to the word before it.
    fn owns_stop(&self, start: usize, at: usize) -> bool {
        let word = &self.text[start..at];
        // Quotation marks and brackets may follow the last full stop of a sentence.
        let is_end = self.is_last && !self.text[at + 1..self.stop].contains(is_word);
        if is_acronym(word) {
            return true;
        }
        if is_end {
            return abbreviation(word).is_some()
                && !matches!(abbreviation(word), Some(Abbreviation::Numbered))
                && is_capital(word)
                || word.eq_ignore_ascii_case("etc");
        }
        let numbered = word.bytes().all(|b| b.is_ascii_digit()) && word.len() <= 2;
        let more = !self.text[at + 1..self.stop].starts_with('.');
        more && (is_initial(word) || abbreviation(word).is_some() || numbered)
    }
}

fn push(start: usize, end: usize, tokens: &mut Vec<Span>) -> usize {
    tokens.push(Span::new(start, end));
    end
}

/// Whether "word.Next" lacks a space rather than being an address.
fn is_missing_space(word: &str, next: &str) -> bool {
    let small = word.bytes().rev().take(3).filter(u8::is_ascii_lowercase).count();
    let mut chars = next.chars();
    small == 3
        && !word.contains(['.', '/', '@', '_'])
        && chars.next().is_some_and(char::is_uppercase)
        && chars.next().is_none_or(|c| c.is_lowercase() || c == ' ')
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Where a number with a unit is cut: "430km", "6:00am".
fn unit(word: &str) -> Option<usize> {
    let length = word.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b':')).count();
    let is_unit = matches!(&word[length..], "km" | "kg" | "am" | "pm" | "mm" | "cm" | "kt" | "mph" | "km/h");
    (length > 0 && is_unit).then_some(length)
}

/// Length of the word that `rest` begins with, where that is neither a letter nor a digit.
fn symbol(first: char, rest: &str) -> usize {
    let run = rest.chars().take_while(|&c| c == first).map(char::len_utf8).sum();
    match first {
        '\'' | '\u{2019}' => contraction::ending(rest).unwrap_or(run),
        // "-0-" closes a dispatch.
        '-' if rest.starts_with("-0-") => 3,
        '!' | '?' => rest.bytes().take_while(|b| matches!(b, b'!' | b'?')).count(),
        '#' | '@' if rest[1..].starts_with(char::is_alphabetic) => {
            1 + rest[1..].chars().take_while(|&c| is_word(c)).map(char::len_utf8).sum::<usize>()
        }
        '.' | '-' | '*' | '=' | '_' | '~' | '`' | '+' | '<' | '>' | '\u{2014}' | '|' | '^' => run,
        _ => first.len_utf8(),
    }
}

/// Letters, digits and the marks that go with them.
fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric() || ('\u{300}'..='\u{36F}').contains(&c)
}
