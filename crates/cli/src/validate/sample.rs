//! `westphalia validate sample`: draws what is to be labelled.

use super::args::SampleArgs;
use super::columns::{HUMAN, ID, PROGRAM, SHOWN};
use super::grid::Grid;
use crate::ending::{Ending, Failure};
use crate::notes::Notes;
use crate::show::{count, printable};
use crate::stop::Stop;
use crate::{batch, code, facts};
use rayon::prelude::*;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use westphalia_coder::Coded;
use westphalia_model::{Document, Report, Span};
use westphalia_read::Documents;
use westphalia_validate::label::{NOBODY, NONE, Parties};
use westphalia_validate::{Coding, Draw, Drawn, Stratum};

/// A unit as it goes into the file.
struct Unit {
    document: String,
    published: String,
    before: String,
    sentence: String,
    coding: Option<Coding>,
    trigger: String,
    n_events: usize,
}

/// How much was coded.
#[derive(Default)]
struct Coverage {
    n_documents: usize,
    n_sentences: usize,
    n_events: usize,
}

/// Codes the documents, draws from what comes out and writes it down.
pub fn run(args: &SampleArgs, notes: &mut Notes) -> Result<Ending, Failure> {
    let hint = "westphalia validate sample articles/ --nothing 50 --out sample.csv";
    let paths = code::paths(&args.paths, hint)?;
    for path in args.out.iter().chain(&args.blind) {
        refuse_existing(path)?;
    }
    let coder = facts::coder(&args.facts)?;
    let pool = batch::threads(args.threads).map_err(Failure::Start)?;
    let stop = Stop::listen();
    let mut documents = Documents::open(&paths);
    let mut draw = Draw::new(args.seed, args.per_type as usize, args.nothing as usize);
    let mut coverage = Coverage::default();
    notes.show_progress();
    loop {
        let docs = batch::next(&mut documents, args.date, notes);
        if docs.is_empty() {
            break;
        }
        stop.begin();
        let coded: Vec<Option<Coded>> = pool
            .install(|| docs.par_iter().map(|doc| catch_unwind(AssertUnwindSafe(|| coder.code(doc))).ok()).collect());
        for (doc, coded) in docs.iter().zip(coded) {
            match coded {
                Some(coded) => offer(doc, &coded, &mut draw, &mut coverage),
                None => notes.broken(&doc.id),
            }
        }
        notes.progress(coverage.n_documents, coverage.n_sentences, coverage.n_events);
        if stop.asked() {
            notes.end_progress();
            notes.say("stopped by Ctrl-C; no sample is written, for half of the documents are no random sample");
            return Ok(Ending::Stopped);
        }
    }
    notes.end_progress();
    let n_nothing = draw.size(None);
    let drawn = draw.finish();
    if drawn.is_empty() {
        return nothing_drawn(&coverage, notes);
    }
    let n_drawn = drawn.len();
    write(args, &drawn, &coverage, coder.codebook().version.as_str())?;
    notes.say(&format!(
        "{}, {}: {}, {n_nothing} without; {} drawn",
        count(coverage.n_documents, "document"),
        count(coverage.n_sentences, "sentence"),
        count(coverage.n_events, "event"),
        count(n_drawn, "unit"),
    ));
    Ok(Ending::of(coverage.n_documents, notes.n_errors))
}

/// There is nothing to label.
fn nothing_drawn(coverage: &Coverage, notes: &Notes) -> Result<Ending, Failure> {
    if coverage.n_documents == 0 && notes.n_errors > 0 {
        return Ok(Ending::Nothing);
    }
    let (documents, sentences) = (count(coverage.n_documents, "document"), count(coverage.n_sentences, "sentence"));
    let message = format!("expected events to draw from, found none in {sentences} of {documents}");
    Err(Failure::Usage { message, hint: "--nothing N draws sentences without events" })
}

/// Refuses a file that is there already.
fn refuse_existing(path: &Path) -> Result<(), Failure> {
    if path.exists() {
        let message = format!("expected a new file, found that {} exists and may hold labels", path.display());
        return Err(Failure::Usage { message, hint: "name another file, or move that one away" });
    }
    Ok(())
}

/// Offers every event of a document, and every sentence with words and without events.
fn offer(doc: &Document, coded: &Coded, draw: &mut Draw<Unit>, coverage: &mut Coverage) {
    coverage.n_documents += 1;
    coverage.n_events += coded.reports.len();
    coverage.n_sentences += coded.n_sentences;
    let text = doc.coded_text();
    let mut rest = coded.reports.as_slice();
    for (at, span) in coded.sentences.iter().enumerate() {
        let words = span.of(text);
        // Reports stand in the order of the text.
        let (events, later) = rest.split_at(rest.partition_point(|report| report.sentence as usize <= at));
        rest = later;
        let before = at.checked_sub(1).and_then(|at| coded.sentences.get(at)).map_or("", |span| span.of(text));
        let unit = |event: Option<&Report>| Unit {
            document: printable(&doc.id),
            published: doc.date.map(|date| date.to_string()).unwrap_or_default(),
            before: printable(before),
            sentence: marked(text, *span, event, events),
            coding: event.and_then(Coding::of),
            trigger: event.map(|event| printable(&event.trigger)).unwrap_or_default(),
            n_events: events.len(),
        };
        // The words are part of the identity, for documents may share their name.
        let identity = |n: usize| format!("{}\0{at}\0{n}\0{words}", doc.id);
        for (n, event) in events.iter().enumerate() {
            draw.offer(event.event_type, &identity(n), || unit(Some(event)));
        }
        if events.is_empty() && words.chars().any(char::is_alphabetic) {
            draw.offer(None, &identity(0), || unit(None));
        }
    }
}

/// The sentence with the words of the event in double brackets, and those of the others in single ones.
fn marked(text: &str, sentence: Span, event: Option<&Report>, others: &[Report]) -> String {
    let mut marks: Vec<(Span, bool)> = Vec::new();
    let own = event.map(|event| (event.trigger_span, true));
    for (span, is_own) in own.into_iter().chain(others.iter().map(|other| (other.trigger_span, false))) {
        let is_inside = sentence.start() <= span.start() && span.end() <= sentence.end() && !span.of(text).is_empty();
        if is_inside && !marks.iter().any(|(other, _)| other.overlaps(span)) {
            marks.push((span, is_own));
        }
    }
    marks.sort_unstable();
    let mut shown = String::new();
    let mut at = sentence.start();
    for (span, is_own) in marks {
        let (open, close) = if is_own { ("[[", "]]") } else { ("[", "]") };
        shown.push_str(&bare(Span::new(at, span.start()).of(text)));
        shown.push_str(&format!("{open}{}{close}", bare(span.of(text))));
        at = span.end();
    }
    printable(&(shown + &bare(Span::new(at, sentence.end()).of(text))))
}

/// Double brackets of the text itself must not look like ours.
fn bare(words: &str) -> String {
    words.replace("[[", "[ [").replace("]]", "] ]")
}

/// Writes the sample, and the key if it is blind.
fn write(args: &SampleArgs, drawn: &[Drawn<Unit>], coverage: &Coverage, codebook: &str) -> Result<(), Failure> {
    let name = sample_name(args.seed, drawn);
    let head: Vec<&str> = SHOWN.into_iter().chain(HUMAN).collect();
    let mut sample =
        Grid::new("", &if args.blind.is_some() { head.clone() } else { [head, PROGRAM.to_vec()].concat() });
    let mut key = Grid::new("", &[&[ID], PROGRAM.as_slice()].concat());
    let digits = drawn.len().to_string().len();
    for (n, drawn) in drawn.iter().enumerate() {
        let id = format!("{name}-{:0digits$}", n + 1);
        let unit = &drawn.unit;
        let shown =
            [id.clone(), unit.document.clone(), unit.published.clone(), unit.before.clone(), unit.sentence.clone()];
        let shown: Vec<String> = shown.into_iter().chain(HUMAN.map(|_| String::new())).collect();
        let program = program_cells(args.seed, drawn, coverage, codebook);
        if args.blind.is_some() {
            sample.push(shown);
            key.push([vec![id], program].concat());
        } else {
            sample.push([shown, program].concat());
        }
    }
    if let Some(path) = &args.blind {
        key.create(path).map_err(|e| unwritable(path, &e))?;
    }
    match &args.out {
        Some(path) => sample.create(path).map_err(|e| unwritable(path, &e)),
        None => Ok(io::stdout().lock().write_all(&sample.to_csv()?)?),
    }
}

/// That a file cannot be written.
pub fn unwritable(path: &Path, error: &io::Error) -> Failure {
    let message = format!("expected to write {}, found: {error}", path.display());
    Failure::Usage { message, hint: "is the directory there, and may you write to it?" }
}

/// The name of a sample: a digest of all that is in it, so that files of different samples are told apart.
fn sample_name(seed: u64, drawn: &[Drawn<Unit>]) -> String {
    let mut digest = westphalia_validate::Digest::new(seed);
    for drawn in drawn {
        let coding = format!("{:?} {} {}", drawn.unit.coding, drawn.stratum_size, drawn.unit.document);
        digest.add(&coding);
        digest.add(&drawn.unit.sentence);
    }
    digest.name()
}

/// The cells of [`PROGRAM`].
fn program_cells(seed: u64, drawn: &Drawn<Unit>, coverage: &Coverage, codebook: &str) -> Vec<String> {
    let unit = &drawn.unit;
    let codes = |pick: fn(&Coding) -> &Parties| match unit.coding.as_ref().map(pick) {
        None => String::new(),
        Some(codes) if codes.is_empty() => NOBODY.to_owned(),
        Some(codes) => codes.iter().map(String::as_str).collect::<Vec<_>>().join(";"),
    };
    vec![
        stratum_name(drawn.stratum).to_owned(),
        codes(|coding| &coding.actors),
        codes(|coding| &coding.recipients),
        unit.coding.as_ref().map(|coding| coding.symmetric.to_string()).unwrap_or_default(),
        unit.coding.as_ref().map(|coding| coding.modality.to_string()).unwrap_or_default(),
        unit.trigger.clone(),
        drawn.stratum_size.to_string(),
        drawn.stratum_drawn.to_string(),
        unit.n_events.to_string(),
        seed.to_string(),
        coverage.n_documents.to_string(),
        coverage.n_sentences.to_string(),
        env!("CARGO_PKG_VERSION").to_owned(),
        codebook.to_owned(),
    ]
}

/// The type of a stratum, or NONE.
fn stratum_name(stratum: Stratum) -> &'static str {
    stratum.map_or(NONE, |event_type| event_type.as_str())
}

#[cfg(test)]
mod tests {
    use super::marked;
    use crate::show::sample;
    use westphalia_model::Span;

    #[test]
    fn the_words_of_an_event_are_marked() {
        let (doc, coded) = sample::coded();
        let events = coded.reports.as_slice();
        let sentence = Span::new(0, doc.text.len());
        let found = marked(&doc.text, sentence, events.first(), events);
        assert_eq!(found, "Russia [[pledged]] aid to North Korea, Moscow said, and the two [met].");
        assert_eq!(marked(&doc.text, Span::new(0, 6), events.first(), events), "Russia");
        assert_eq!(marked(&doc.text, sentence, None, &[]), doc.text);
    }
}
