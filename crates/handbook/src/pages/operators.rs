//! The page of operators: what each makes of acts, and the words for it.

use super::{Source, cell, frame, type_of};
use std::fmt::Write as _;
use westphalia_coder::codebook::{Codebook, Doer, Meaning, Operator, Outcome, Party, Yield};

const HEAD: &str = "\
# Operators

Political news seldom says that somebody did something; it says that somebody promised, refused, asked or failed to do it.
The word that governs decides. An operator takes the act in its content and makes another act of it, by the **kind** of
that act; operators nest.

";

/// Writes the page.
pub fn page(source: &Source<'_>) -> String {
    let book = source.book;
    let mut page = HEAD.to_owned();
    kinds(book, &mut page);
    page.push_str("| operator | what it is | who does the content | the other party |\n| --- | --- | --- | --- |\n");
    for operator in &book.operators {
        let _ = writeln!(
            page,
            "| [{name}](#{name}) | {} | {} | {} |",
            cell(&operator.gloss),
            doer(operator),
            recipient(operator),
            name = operator.name,
        );
    }
    page.push('\n');
    for (at, operator) in book.operators.iter().enumerate() {
        let _ = writeln!(page, "## {}\n\nTo {}.\n", operator.name, operator.gloss.trim_end_matches('.'));
        algebra(book, operator, &mut page);
        let frames = (0..book.frames.len()).filter(|&f| book.frames[f].meaning == Meaning::Operator(at));
        frames.for_each(|f| frame::add(source, f, &mut page));
    }
    let is_none = |at: &usize| {
        let frame = &book.frames[*at];
        frame.meaning == Meaning::Nothing && type_of(book, frame).is_none()
    };
    let none: Vec<usize> = (0..book.frames.len()).filter(is_none).collect();
    if !none.is_empty() {
        page.push_str("## Uses that are no event\n\n");
        none.into_iter().for_each(|at| frame::add(source, at, &mut page));
    }
    page
}

/// The kinds with their acts.
fn kinds(book: &Codebook, page: &mut String) {
    page.push_str("| kind of act | acts |\n| --- | --- |\n");
    for (kind, name) in book.kinds.iter().enumerate() {
        let acts = book.acts.iter().filter(|act| usize::from(act.kind) == kind);
        let acts: Vec<&str> = acts.map(|act| act.name.as_str()).collect();
        let _ = writeln!(page, "| {name} | {} |", acts.join(", "));
    }
    page.push('\n');
}

/// What an operator makes of each kind, kinds of one outcome together.
fn algebra(book: &Codebook, operator: &Operator, page: &mut String) {
    let mut outcomes: Vec<(Outcome, Vec<&str>)> = Vec::new();
    for (kind, outcome) in operator.outcomes.iter().enumerate() {
        let name = book.kinds.get(kind).map_or("anything else", String::as_str);
        match outcomes.iter_mut().find(|(known, _)| known == outcome) {
            Some((_, kinds)) => kinds.push(name),
            None => outcomes.push((*outcome, vec![name])),
        }
    }
    page.push_str("| of an act of the kind | it makes |\n| --- | --- |\n");
    for (outcome, kinds) in outcomes {
        let _ = writeln!(page, "| {} | {} |", kinds.join(", "), made(book, outcome));
    }
    page.push('\n');
}

fn made(book: &Codebook, outcome: Outcome) -> String {
    let act = match outcome.result {
        Yield::Act(act) => {
            book.acts.get(act).map_or_else(String::new, |act| format!("`{}` ({})", act.name, act.event_type))
        }
        Yield::Same => "the act itself".to_owned(),
        Yield::Nothing => return "no event".to_owned(),
    };
    outcome.modality.map_or_else(|| act.clone(), |modality| format!("{act}, {modality}"))
}

fn doer(operator: &Operator) -> &'static str {
    match operator.doer {
        Doer::Itself => "whoever does the operator",
        Doer::Addressee => "the one who is addressed",
        Doer::Any => "whoever the content names",
    }
}

fn recipient(operator: &Operator) -> String {
    let names = operator.recipient.iter().map(|party| match party {
        Party::Addressee => "the one who is addressed",
        Party::ContentRecipient => "the recipient of the content",
        Party::ContentActor => "the doer of the content",
    });
    names.collect::<Vec<_>>().join(", else ")
}
