//! Examples of frames: each was coded before it is shown, and only those that are coded with that very frame are.

use crate::cases::Case;
use crate::finding::{Finding, Kind};
use crate::inflect::Inflector;
use crate::realise;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use westphalia_coder::codebook::{Codebook, Meaning};
use westphalia_coder::{Coded, Coder, SentenceTrace};
use westphalia_model::{Actor, Date, Document, Report, Span};

/// How many examples a frame has.
const WANTED: usize = 3;

/// How many made-up sentences are tried for a frame before it is given up.
const TRIES: usize = 60;

/// Longer sentences are left to the specs.
const MAX_BYTES: usize = 180;

/// An example of a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The sentence.
    pub sentence: String,
    /// Whether a person wrote it: it stands in the specs.
    pub by_hand: bool,
    /// What it tells: "AGREE NOR → CHL", or empty.
    pub event: String,
}

/// Examples of every frame of a codebook.
#[derive(Clone, Debug)]
pub struct Examples {
    /// By frame, at most three each; those of the specs first.
    pub of: Vec<Vec<Example>>,
}

impl Examples {
    /// Examples from the cases of specs, and made-up ones where those are too few. Works on the threads of the pool
    /// that it is called in.
    #[must_use]
    pub fn collect(coder: &Coder, cases: &[Case]) -> Self {
        let book = coder.codebook();
        let mut of = of_cases(coder, cases);
        let words = Inflector::new();
        of.par_iter_mut().enumerate().for_each(|(frame, examples)| {
            made_up(coder, &words, frame, examples);
        });
        debug_assert_eq!(of.len(), book.frames.len());
        Self { of }
    }

    /// Frames that have no example.
    #[must_use]
    pub fn findings(&self, book: &Codebook) -> Vec<Finding> {
        let without = book.frames.iter().zip(&self.of).filter(|(_, examples)| examples.is_empty());
        without
            .map(|(frame, _)| {
                let message = format!("expected an example of its own that fires, found none in {TRIES} sentences");
                Finding::new(Kind::NoExample, &frame.origin, &frame.name, message)
                    .with_hint("a case in the specs that it codes would be one")
            })
            .collect()
    }
}

/// The cases that each frame codes, the shortest first.
fn of_cases(coder: &Coder, cases: &[Case]) -> Vec<Vec<Example>> {
    let n_frames = coder.codebook().frames.len();
    let coded: Vec<Vec<(usize, Example)>> = cases
        .par_iter()
        .filter(|case| case.sentence.len() <= MAX_BYTES)
        .map(|case| {
            let (doc, start) = case.document();
            let (coded, traces) = coder.explain(&doc);
            let fired = traces.iter().flat_map(|trace| &trace.fired).filter(|(_, span)| span.start() >= start);
            let frames: FxHashSet<usize> = fired.map(|(frame, _)| *frame).collect();
            let mut found: Vec<(usize, Example)> = Vec::new();
            for frame in frames {
                if let Some(event) = shown(coder, frame, &coded, &traces) {
                    found.push((frame, Example { sentence: case.sentence.clone(), by_hand: true, event }));
                }
            }
            found
        })
        .collect();
    let mut of = vec![Vec::new(); n_frames];
    for (frame, example) in coded.into_iter().flatten() {
        of[frame].push(example);
    }
    for examples in &mut of {
        examples.sort_by_key(|example| example.sentence.len());
        examples.truncate(WANTED);
    }
    of
}

/// Adds made-up examples until there are enough.
fn made_up(coder: &Coder, words: &Inflector, frame: usize, examples: &mut Vec<Example>) {
    let book = coder.codebook();
    let mut seen: FxHashSet<String> = FxHashSet::default();
    let mut with_unknown = None;
    for n in 0..TRIES.max(book.frames[frame].words.len().min(2 * TRIES)) {
        if examples.len() >= WANTED {
            return;
        }
        let Some(sentence) = realise::sentence(book, words, &book.frames[frame], n) else { break };
        if sentence.len() > MAX_BYTES || !seen.insert(sentence.clone()) {
            continue;
        }
        let doc = Document { date: today(), text: sentence.clone(), ..Document::default() };
        let (coded, traces) = coder.explain(&doc);
        let Some(event) = shown(coder, frame, &coded, &traces) else { continue };
        let is_known = !event.contains('?');
        let example = Example { sentence, by_hand: false, event };
        // An event of parties that nobody knows is a poor example, and better than none.
        if is_known {
            examples.push(example);
        } else {
            with_unknown = with_unknown.or(Some(example));
        }
    }
    if examples.is_empty() {
        examples.extend(with_unknown);
    }
}

/// The day of made-up sentences; any will do.
fn today() -> Option<Date> {
    "2024-06-18".parse().ok()
}

/// What the frame told in a document, in a few words; `None` where it did not do what it means.
fn shown(coder: &Coder, frame: usize, coded: &Coded, traces: &[SentenceTrace]) -> Option<String> {
    let book = coder.codebook();
    let mut spans = traces.iter().flat_map(|trace| &trace.fired).filter(|(f, _)| *f == frame).map(|(_, span)| *span);
    let first = spans.next()?;
    let (name, meaning) = (&book.frames[frame].name, book.frames[frame].meaning);
    let at = |span: Span| coded.reports.iter().find(|report| report.trigger_span.overlaps(span));
    match meaning {
        Meaning::Nothing => at(first).is_none().then(String::new),
        Meaning::Act(_) => coded.reports.iter().find(|report| report.frame == *name).map(event),
        Meaning::Operator(operator) => {
            let operator = book.operators[operator].name.as_str();
            let told = coded.reports.iter().find(|report| report.frame == *name);
            let above = || coded.reports.iter().find(|report| report.operators.iter().any(|name| name == operator));
            // Words of saying tell nothing themselves: what is said is told on somebody's word.
            let said = || coded.reports.iter().find(|report| operator == "say" && report.attributed_to.is_some());
            told.or_else(above).or_else(|| at(first)).or_else(said).map(event)
        }
    }
}

/// An event in a few words.
fn event(report: &Report) -> String {
    let codes = |actors: &[Actor]| actors.iter().map(Actor::code).collect::<Vec<_>>().join("+");
    let mode = if report.mode.is_empty() { String::new() } else { format!(":{}", report.mode) };
    let parties = if report.symmetric {
        report.actors.iter().map(Actor::code).collect::<Vec<_>>().join(" ↔ ")
    } else if report.recipients.is_empty() {
        codes(&report.actors)
    } else {
        format!("{} → {}", codes(&report.actors), codes(&report.recipients))
    };
    let kind = format!("{}{mode}", report.type_name());
    let sense = report.modality.to_string();
    if sense == "actual" { format!("{kind} {parties}") } else { format!("{kind} {parties}, {sense}") }
}
