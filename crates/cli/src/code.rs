//! `westphalia code`: documents in, events out.

use crate::args::{CodeArgs, Format};
use crate::batch;
use crate::ending::{Ending, Failure};
use crate::facts;
use crate::notes::Notes;
use crate::show::{self, Sheet};
use crate::stop::Stop;
use rayon::prelude::*;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use westphalia_coder::Coder;
use westphalia_model::{Document, Problem};
use westphalia_read::Documents;

/// What became of one document.
struct Outcome {
    document_id: String,
    dated: bool,
    /// What is printed, or `None` where the coder broke.
    printed: Option<Vec<u8>>,
    n_sentences: usize,
    n_events: usize,
    problems: Vec<Problem>,
}

/// Counts over the whole run.
#[derive(Default)]
struct Totals {
    n_documents: usize,
    n_undated: usize,
    n_sentences: usize,
    n_events: usize,
}

/// Codes everything and prints it, batch by batch, in the order of the input.
pub fn run(args: &CodeArgs, notes: &mut Notes) -> Result<Ending, Failure> {
    let paths = paths(&args.paths, "westphalia code report.txt --date 2024-06-17, or westphalia demo")?;
    if args.explain && args.format != Format::Table {
        return Err(Failure::Usage {
            message: "expected --explain with --format table, found another format".to_owned(),
            hint: "explanations are for people; leave --format out",
        });
    }
    let coder = facts::coder(&args.facts)?;
    let pool = batch::threads(args.threads).map_err(Failure::Start)?;
    let stop = Stop::listen();
    let sheet = Sheet::of(args.format);
    let mut documents = Documents::open(&paths);
    let mut out = BufWriter::new(io::stdout().lock());
    out.write_all(sheet.head())?;
    notes.show_progress();
    let mut totals = Totals::default();
    loop {
        let docs = batch::next(&mut documents, args.date, notes);
        if docs.is_empty() {
            break;
        }
        stop.begin();
        let results: Vec<Outcome> =
            pool.install(|| docs.into_par_iter().map(|doc| code_one(&coder, &doc, args.explain, sheet)).collect());
        for result in results {
            totals.add(&result, notes, &mut out)?;
        }
        out.flush()?;
        notes.progress(totals.n_documents, totals.n_sentences, totals.n_events);
        if stop.asked() {
            totals.say(notes);
            notes.say("stopped by Ctrl-C; what is printed is complete");
            return Ok(Ending::Stopped);
        }
    }
    out.flush()?;
    totals.say(notes);
    Ok(Ending::of(totals.n_documents, notes.n_errors))
}

/// The paths to read: standard input if none is named and something is piped in. The hint is an example.
pub fn paths(named: &[PathBuf], hint: &'static str) -> Result<Vec<PathBuf>, Failure> {
    if !named.is_empty() {
        return Ok(named.to_vec());
    }
    if io::stdin().is_terminal() {
        return Err(Failure::Usage {
            message: "expected a file, a directory or `-`, found nothing to read".to_owned(),
            hint,
        });
    }
    Ok(vec![PathBuf::from("-")])
}

/// Codes and renders one document. A document on which the coder breaks costs that document.
fn code_one(coder: &Coder, doc: &Document, explain: bool, sheet: Sheet) -> Outcome {
    let coded = catch_unwind(AssertUnwindSafe(|| {
        let (coded, traces) = if explain { coder.explain(doc) } else { (coder.code(doc), Vec::new()) };
        let mut printed = Vec::new();
        show::traces(&traces, &mut printed);
        sheet.document(doc, &coded, &mut printed);
        (printed, coded)
    }));
    let document_id = doc.id.clone();
    let dated = doc.date.is_some();
    match coded {
        Ok((printed, coded)) => Outcome {
            document_id,
            dated,
            printed: Some(printed),
            n_sentences: coded.n_sentences,
            n_events: coded.reports.len(),
            problems: coded.problems,
        },
        Err(_) => Outcome { document_id, dated, printed: None, n_sentences: 0, n_events: 0, problems: Vec::new() },
    }
}

impl Totals {
    /// Prints a result and counts it.
    fn add(&mut self, result: &Outcome, notes: &mut Notes, out: &mut impl Write) -> io::Result<()> {
        let Some(printed) = &result.printed else {
            notes.broken(&result.document_id);
            return Ok(());
        };
        out.write_all(printed)?;
        for problem in &result.problems {
            notes.problem(&result.document_id, problem);
        }
        self.n_documents += 1;
        self.n_undated += usize::from(!result.dated);
        self.n_sentences += result.n_sentences;
        self.n_events += result.n_events;
        Ok(())
    }

    /// Prints the final count.
    #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
    fn say(&self, notes: &Notes) {
        notes.end_progress();
        if self.n_undated > 0 {
            notes.say(&format!(
                "note: {} without a date of publication; events are dated only where the text names a full date\n  \
                 hint: --date YYYY-MM-DD sets one",
                show::count(self.n_undated, "document"),
            ));
        }
        let rate = self.n_sentences as f64 / notes.seconds().max(0.001);
        notes.say(&format!(
            "{}, {}: {}, {} ({rate:.0} sentences/s)",
            show::count(self.n_documents, "document"),
            show::count(self.n_sentences, "sentence"),
            show::count(self.n_events, "event"),
            show::count(notes.n_errors + notes.n_warnings, "problem"),
        ));
    }
}
