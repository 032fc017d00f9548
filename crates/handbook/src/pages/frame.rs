//! One frame on a page.

use super::Source;
use crate::examples::Example;
use crate::plain;
use std::fmt::Write as _;
use westphalia_coder::codebook::{Condition, Frame, Meaning, Pos};

/// How many of the frames that it goes before are named.
const MAX_RIVALS: usize = 3;

/// Adds a frame to the page.
pub fn add(source: &Source<'_>, at: usize, page: &mut String) {
    let frame = &source.book.frames[at];
    let _ = write!(page, "#### `{}`\n\n{} ({})", frame.name, plain::words(frame), plain::part_of_speech(frame.pos));
    if !frame.when.is_empty() {
        let _ = write!(page, " {}", plain::conditions(source.book, frame));
    }
    let _ = writeln!(page, ".  ");
    if let Some(parties) = parties(frame) {
        let _ = writeln!(page, "{parties}  ");
    }
    let _ = writeln!(page, "*Why:* {}", why(source, at));
    let examples = &source.examples.of[at];
    page.push('\n');
    for example in examples {
        let _ = writeln!(page, "- {}", shown(example));
    }
    if examples.is_empty() {
        page.push_str("- (no example of its own yet)\n");
    }
    page.push('\n');
}

/// An example with what it tells. Those of the specs are marked.
fn shown(example: &Example) -> String {
    let mark = if example.by_hand { " §" } else { "" };
    let event = if example.event.is_empty() { String::new() } else { format!(" → `{}`", example.event) };
    format!("{}{mark}{event}", example.sentence)
}

/// Where the parties are, where it is not the default of the part of speech.
fn parties(frame: &Frame) -> Option<String> {
    if frame.meaning == Meaning::Nothing {
        return None;
    }
    let names =
        |slots: &[westphalia_coder::codebook::Slot]| slots.iter().map(|s| s.name().to_owned()).collect::<Vec<_>>();
    let (actor, recipient) = (names(&frame.actor), names(&frame.recipient));
    let defaults: (&[&str], &[&str]) = match frame.pos {
        Pos::Noun => (&["by", "poss", "mod", "of"], &["with", "on", "against", "to"]),
        Pos::Verb | Pos::Adjective => (&["subj"], &["obj", "with", "to"]),
    };
    let mut parts = Vec::new();
    if actor != defaults.0 {
        parts.push(format!("*Who:* {}", nobody(plain::slots(&frame.actor, false))));
    }
    if recipient != defaults.1 {
        parts.push(format!("*to whom:* {}", nobody(plain::slots(&frame.recipient, frame.gather))));
    }
    (!parts.is_empty()).then(|| format!("{}.", parts.join("; ")))
}

fn nobody(slots: String) -> String {
    if slots.is_empty() { "nobody in the sentence".to_owned() } else { slots }
}

/// The reason in the data, or what follows from the meaning and the conditions.
fn why(source: &Source<'_>, at: usize) -> String {
    let book = source.book;
    let frame = &book.frames[at];
    let is_alone = frame.when.is_empty();
    let mut why = match frame.meaning {
        Meaning::Act(act) => {
            let gloss = book.acts[act].gloss.trim_end_matches('.');
            if is_alone { format!("the words alone mean it: {gloss}.") } else { format!("so said it means: {gloss}.") }
        }
        Meaning::Operator(operator) => {
            let name = &book.operators[operator].name;
            let said = if is_alone { "the words alone do" } else { "so said it does" };
            format!("{said} to another act what `{name}` does.")
        }
        Meaning::Nothing => "a use that is no event.".to_owned(),
    };
    let lighter = lighter(source, at);
    if !lighter.is_empty() {
        let _ = write!(why, " Goes before {}.", plain::joined(&lighter, "and"));
    }
    if !frame.note.is_empty() {
        let _ = write!(why, " Note: {}.", frame.note.trim_end_matches('.'));
    }
    why
}

/// Frames of the same words that mean something else and weigh less, those that share most words first.
fn lighter(source: &Source<'_>, at: usize) -> Vec<String> {
    let frame = &source.book.frames[at];
    let weight = |frame: &Frame| frame.when.iter().map(Condition::weight).sum::<usize>();
    let mut shared: Vec<(usize, usize)> = Vec::new();
    for word in &frame.words {
        let rivals = source.rivals.get(&(frame.pos, word.head.as_str())).map(Vec::as_slice).unwrap_or_default();
        for &rival in rivals {
            let other = &source.book.frames[rival];
            if weight(other) < weight(frame) && other.meaning != frame.meaning && other.words.contains(word) {
                match shared.iter_mut().find(|(known, _)| *known == rival) {
                    Some((_, n)) => *n += 1,
                    None => shared.push((rival, 1)),
                }
            }
        }
    }
    shared.sort_by_key(|&(rival, n)| (std::cmp::Reverse(n), rival));
    let rest = shared.len().saturating_sub(MAX_RIVALS);
    let first = shared.iter().take(MAX_RIVALS);
    let mut names: Vec<String> = first.map(|&(rival, _)| format!("`{}`", source.book.frames[rival].name)).collect();
    if rest > 0 {
        names.push(format!("{rest} more"));
    }
    names
}
