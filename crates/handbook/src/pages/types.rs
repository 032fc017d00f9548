//! The page of an event type: its modes, its acts, and their frames.

use super::{Source, cell, frame, type_of};
use std::fmt::Write as _;
use westphalia_coder::codebook::{Act, Codebook, Meaning, Shape, Yield};
use westphalia_model::{EventType, QuadClass};

/// Writes the page.
pub fn page(source: &Source<'_>, event_type: EventType) -> String {
    let book = source.book;
    let acts: Vec<usize> = (0..book.acts.len()).filter(|&act| book.acts[act].event_type == event_type).collect();
    let mut page = format!("# {event_type}\n\n");
    let _ = writeln!(
        page,
        "To {}. Quad class {} ({}), intensity {}.\n",
        event_type.gloss(),
        u8::from(event_type.quad()),
        quad(event_type.quad()),
        book.intensity(event_type, ""),
    );
    modes(book, event_type, &acts, &mut page);
    page.push_str("| act | mode | CAMEO | Goldstein | what it is | between | operators that make it |\n");
    page.push_str("| --- | --- | --- | --- | --- | --- | --- |\n");
    for &act in &acts {
        page.push_str(&row(book, act));
    }
    page.push('\n');
    for &act in &acts {
        let frames: Vec<usize> =
            (0..book.frames.len()).filter(|&at| book.frames[at].meaning == Meaning::Act(act)).collect();
        let _ = writeln!(page, "## {}\n\n{}.\n", book.acts[act].name, sentence(&book.acts[act].gloss));
        if frames.is_empty() {
            page.push_str("No frame of its own: operators make it.\n\n");
        }
        frames.into_iter().for_each(|at| frame::add(source, at, &mut page));
    }
    let is_none = |at: &usize| {
        let frame = &book.frames[*at];
        frame.meaning == Meaning::Nothing && type_of(book, frame) == Some(event_type)
    };
    let none: Vec<usize> = (0..book.frames.len()).filter(is_none).collect();
    if !none.is_empty() {
        page.push_str("## Uses that are no event\n\n");
        none.into_iter().for_each(|at| frame::add(source, at, &mut page));
    }
    page
}

/// The modes with their intensities.
fn modes(book: &Codebook, event_type: EventType, acts: &[usize], page: &mut String) {
    let mut modes: Vec<&str> = acts.iter().map(|&act| book.acts[act].mode.as_str()).filter(|m| !m.is_empty()).collect();
    modes.sort_unstable();
    modes.dedup();
    let shown: Vec<String> =
        modes.iter().map(|mode| format!("{mode} ({})", book.intensity(event_type, mode))).collect();
    if !shown.is_empty() {
        let _ = writeln!(page, "Modes, with their intensities: {}.\n", shown.join(", "));
    }
}

/// An act in the table.
fn row(book: &Codebook, at: usize) -> String {
    let act = &book.acts[at];
    let cameo = book.cameo.get(&act.cameo);
    format!(
        "| [{name}](#{name}) | {} | {} {} | {} | {} | {} | {} |\n",
        act.mode,
        act.cameo,
        cameo.map_or("", |c| c.name.as_str()),
        cameo.map_or_else(String::new, |c| c.goldstein.to_string()),
        cell(&act.gloss),
        shape(act),
        made_by(book, at),
        name = act.name,
    )
}

/// The operators that make an act, each with the kinds of act that it makes it of.
fn made_by(book: &Codebook, at: usize) -> String {
    let makers = book.operators.iter().filter_map(|operator| {
        let makes = |kind: &usize| operator.outcomes.get(*kind).is_some_and(|o| o.result == Yield::Act(at));
        let kinds: Vec<&str> = (0..book.kinds.len()).filter(makes).map(|kind| book.kinds[kind].as_str()).collect();
        (!kinds.is_empty()).then(|| format!("{} ({})", operator.name, kinds.join(", ")))
    });
    makers.collect::<Vec<_>>().join("; ")
}

fn shape(act: &Act) -> &'static str {
    match act.shape {
        Shape::Directed => "one to another",
        Shape::Symmetric => "members",
        Shape::Either => "members or one to another",
        Shape::Alone => "one, or one to another",
    }
}

fn quad(quad: QuadClass) -> &'static str {
    match quad {
        QuadClass::VerbalCooperation => "verbal cooperation",
        QuadClass::MaterialCooperation => "material cooperation",
        QuadClass::VerbalConflict => "verbal conflict",
        QuadClass::MaterialConflict => "material conflict",
    }
}

/// The gloss with a capital letter and without a full stop.
fn sentence(gloss: &str) -> String {
    let mut letters = gloss.trim_end_matches('.').chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
