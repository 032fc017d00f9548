//! `westphalia demo`: the reports that ship with the program, coded and explained.

use crate::ending::{Ending, Failure};
use crate::show::{arrow, count, details, with_mode};
use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};
use westphalia_coder::Coder;
use westphalia_model::{Document, Modality, Report, Span};
use westphalia_read::{Documents, Item};

/// The reports, as JSON lines.
const EXAMPLES: &str = include_str!("../../../data/examples/reports.jsonl");

/// What a word does in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Actor,
    Recipient,
    Trigger,
}

/// How the parts of a sentence are marked: by colour, or by brackets where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marks {
    Colour,
    Brackets,
}

/// Codes the examples and prints each sentence with its events, and how to read them.
pub fn run() -> Result<Ending, Failure> {
    let coder = Coder::embedded().map_err(Failure::Start)?;
    let marks = match AutoStream::choice(&io::stdout()) {
        ColorChoice::Never => Marks::Brackets,
        _ => Marks::Colour,
    };
    let mut out = anstream::stdout().lock();
    let (mut n_documents, mut n_events) = (0, 0);
    for item in Documents::from_reader("examples", EXAMPLES.as_bytes()) {
        if let Item::Document(doc) = item {
            n_documents += 1;
            n_events += report(&coder, &doc, marks, &mut out)?;
        }
    }
    legend(marks, n_documents, n_events, &mut out)?;
    out.flush()?;
    Ok(Ending::Complete)
}

/// Prints one report: each sentence that tells an event, and its events below it.
fn report(coder: &Coder, doc: &Document, marks: Marks, out: &mut impl Write) -> io::Result<usize> {
    let bold = Style::new().bold();
    let coded = coder.code(doc);
    let published = doc.date.map(|date| date.to_string()).unwrap_or_default();
    writeln!(out, "{}\n", marks.styled(bold, &format!("{published}  {}", doc.title)))?;
    for group in coded.reports.chunk_by(|a, b| a.sentence == b.sentence) {
        writeln!(out, "  {}", marked(doc, group, marks))?;
        for event in group {
            writeln!(out, "    {}", line(event, marks))?;
        }
        writeln!(out)?;
    }
    Ok(coded.reports.len())
}

/// An event in a line: `AGREE  Russia (RUS) → North Korea (PRK)  (promised: deepen ties; actual; 2024-06-18)`.
fn line(event: &Report, marks: Marks) -> String {
    let kind = with_mode(event.type_name(), &event.mode);
    let kind = marks.styled(Style::new().bold(), &format!("{kind:<10}"));
    format!("{kind}  {}  ({})", arrow(event), details(event))
}

/// The sentence of the events with the words marked that carry them.
fn marked(doc: &Document, events: &[Report], marks: Marks) -> String {
    let Some(first) = events.first() else { return String::new() };
    let sentence = &first.sentence_text;
    let holds = |at: usize| at <= first.trigger_span.start() && first.trigger_span.end() <= at + sentence.len();
    let start = doc.text.match_indices(sentence.as_str()).map(|(at, _)| at).find(|at| holds(*at));
    let parts = start.map(|start| parts(events, start, sentence)).unwrap_or_default();
    let mut shown = String::new();
    let mut at = 0;
    for (span, part) in parts {
        shown.push_str(&sentence[at..span.start()]);
        shown.push_str(&marks.part(part, &sentence[span.start()..span.end()]));
        at = span.end();
    }
    shown + &sentence[at..]
}

/// The marked words in order, none of which overlap; triggers come first, then actors, then recipients.
fn parts(events: &[Report], start: usize, sentence: &str) -> Vec<(Span, Part)> {
    let triggers = events.iter().map(|event| (Some(event.trigger_span), Part::Trigger));
    let actors = events.iter().flat_map(|event| &event.actors).map(|actor| (actor.span, Part::Actor));
    let recipients = events.iter().flat_map(|event| &event.recipients).map(|actor| (actor.span, Part::Recipient));
    let mut parts: Vec<(Span, Part)> = Vec::new();
    for (span, part) in triggers.chain(actors).chain(recipients) {
        let Some(span) = span.filter(|span| span.start() >= start && !span.is_empty()) else { continue };
        let span = Span::new(span.start() - start, span.end() - start);
        if !span.of(sentence).is_empty() && !parts.iter().any(|(other, _)| other.overlaps(span)) {
            parts.push((span, part));
        }
    }
    parts.sort_by_key(|(span, _)| *span);
    parts
}

impl Marks {
    /// The words of a part, marked.
    fn part(self, part: Part, words: &str) -> String {
        let (colour, open, close) = match part {
            Part::Actor => (AnsiColor::Green, '[', ']'),
            Part::Recipient => (AnsiColor::Cyan, '{', '}'),
            Part::Trigger => (AnsiColor::Yellow, '*', '*'),
        };
        match self {
            Self::Colour => self.styled(Style::new().bold().fg_color(Some(colour.into())), words),
            Self::Brackets => format!("{open}{words}{close}"),
        }
    }

    /// The words in a style, where there are colours.
    fn styled(self, style: Style, words: &str) -> String {
        match self {
            Self::Colour => format!("{style}{words}{style:#}"),
            Self::Brackets => words.to_owned(),
        }
    }
}

/// Prints how to read it.
fn legend(marks: Marks, n_documents: usize, n_events: usize, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{} from {}.", count(n_events, "event"), count(n_documents, "report"))?;
    writeln!(
        out,
        "\nHow to read it: in each sentence {}, {} and {} are marked.\n\
         Below it stands each event: its type, who → whom (↔ where there is no direction), and in brackets the words\n\
         that tell it, with what was promised, asked or threatened; in what sense it is told; whose words they are, where\n\
         a party and not the reporter claims it; and when it happened.",
        marks.part(Part::Actor, "who acts"),
        marks.part(Part::Trigger, "what they do"),
        marks.part(Part::Recipient, "to whom"),
    )?;
    writeln!(out, "\n  types      AGREE promise · CONSULT meet · SUPPORT praise · CONCEDE yield in words · COOPERATE")?;
    writeln!(
        out,
        "             AID · RETREAT yield in deeds · REQUEST · ACCUSE · REJECT · THREATEN · PROTEST · SANCTION"
    )?;
    writeln!(out, "             MOBILIZE forces · COERCE arrest, ban · ASSAULT")?;
    let senses = [
        (Modality::Actual, "it happened"),
        (Modality::Future, "it is expected"),
        (Modality::Hypothetical, "it might"),
        (Modality::Negated, "it did not"),
        (Modality::Historical, "long ago"),
    ];
    let senses: Vec<String> = senses.iter().map(|(modality, meaning)| format!("{modality} {meaning}")).collect();
    writeln!(out, "  senses     {}", senses.join(" · "))?;
    writeln!(
        out,
        "\nYour own text: westphalia code report.txt --date 2024-06-17   (why: --explain; data: --format jsonl)"
    )
}

#[cfg(test)]
mod tests {
    use super::{EXAMPLES, Marks, Part, line, marked, parts};
    use crate::show::sample;
    use westphalia_read::{Documents, Item};

    #[test]
    fn the_examples_are_whole() {
        let items: Vec<Item> = Documents::from_reader("examples", EXAMPLES.as_bytes()).collect();
        assert_eq!(items.len(), 4);
        for item in items {
            assert!(matches!(item, Item::Document(doc) if doc.date.is_some() && !doc.title.is_empty()));
        }
    }

    #[test]
    fn words_are_marked_without_colour_too() {
        assert_eq!(Marks::Brackets.part(Part::Actor, "Putin"), "[Putin]");
        assert!(Marks::Colour.part(Part::Actor, "Putin").contains("\u{1b}["));
        assert!(parts(&[], 0, "Putin").is_empty());
    }

    #[test]
    fn a_sentence_and_its_events_in_brackets() {
        let (doc, coded) = sample::coded();
        let mut shown = vec![marked(&doc, &coded.reports, Marks::Brackets)];
        shown.extend(coded.reports.iter().map(|event| line(event, Marks::Brackets)));
        insta::assert_snapshot!(shown.join("\n"));
    }
}
