//! `westphalia ingest`: documents in, a record that grows.

use super::args::IngestArgs;
use crate::batch;
use crate::ending::{Ending, Failure};
use crate::facts;
use crate::notes::Notes;
use crate::show::count;
use crate::stop::Stop;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};
use westphalia_coder::Coder;
use westphalia_model::{Document, Report};
use westphalia_read::{Documents, language};
use westphalia_record::{Batch, DocumentRow, RecordError, Skipped, Snapshot, Writer, document_id};

/// A month with so many small files gets one for them at the end of a run.
pub(super) const MANY_FILES: usize = 8;

/// Bytes below which a file is small.
pub(super) const SMALL_FILE: u64 = 1 << 20;

/// Where documents go.
enum Target {
    /// A record.
    Record(Box<Writer>),
    /// Nowhere: we only say what would be done to this record, if it is there.
    Nowhere(Option<Box<Snapshot>>),
}

/// Where the time goes.
#[derive(Default)]
struct Clock {
    read: Watch,
    code: Watch,
    record: Watch,
}

/// Time that was spent on something.
#[derive(Default)]
struct Watch(Duration);

impl Watch {
    fn time<T>(&mut self, f: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let value = f();
        self.0 += begun.elapsed();
        value
    }
}

impl Clock {
    fn line(&self) -> String {
        let parts = [("reading", &self.read), ("coding", &self.code), ("the record", &self.record)];
        let all: f64 = parts.iter().map(|(_, watch)| watch.0.as_secs_f64()).sum();
        let share = |(name, watch): &(&str, &Watch)| {
            let seconds = watch.0.as_secs_f64();
            format!("{name} {seconds:.2} s ({:.0}%)", 100.0 * seconds / all.max(0.001))
        };
        format!("time: {}", parts.iter().map(share).collect::<Vec<_>>().join(", "))
    }
}

/// Counts over the whole run.
#[derive(Default)]
struct Totals {
    n_read: usize,
    n_known: usize,
    n_added: usize,
    n_undated: usize,
    n_sentences: usize,
    n_reports: usize,
    skipped: BTreeMap<String, usize>,
}

/// Ingests everything, batch by batch.
pub fn run(args: &IngestArgs, notes: &mut Notes) -> Result<Ending, Failure> {
    let coder = facts::coder(&args.facts)?;
    let pool = batch::threads(args.threads).map_err(Failure::Start)?;
    let mut target = Target::open(args)?;
    let stop = Stop::listen();
    let mut documents = Documents::open(&args.paths);
    notes.show_bar(documents.bytes_total());
    let mut totals = Totals::default();
    let mut is_stopped = false;
    let mut clock = Clock::default();
    loop {
        let docs = clock.read.time(|| batch::next_of(&mut documents, args.date, args.batch as usize, notes));
        if docs.is_empty() {
            break;
        }
        stop.begin();
        let fresh = clock.record.time(|| totals.sort_out(docs, &target))?;
        let batch = clock.code.time(|| pool.install(|| code(&coder, fresh, !args.dry_run)));
        totals.add(&batch, notes);
        clock.record.time(|| target.commit(batch))?;
        notes.at(documents.bytes_read());
        notes.progress(totals.n_read, totals.n_sentences, totals.n_reports);
        if stop.asked() {
            is_stopped = true;
            break;
        }
    }
    notes.end_progress();
    clock.record.time(|| target.finish(notes))?;
    totals.say(args.dry_run, notes);
    notes.say(&clock.line());
    if is_stopped {
        notes.say("stopped by Ctrl-C; what was committed is kept, and running again continues");
        return Ok(Ending::Stopped);
    }
    Ok(Ending::of(totals.n_read, notes.n_errors))
}

impl Target {
    fn open(args: &IngestArgs) -> Result<Self, Failure> {
        if !args.dry_run {
            return Ok(Self::Record(Box::new(Writer::open(&args.record)?)));
        }
        match Snapshot::open(&args.record) {
            Ok(snapshot) => Ok(Self::Nowhere(Some(Box::new(snapshot)))),
            Err(error) if error.is_missing() => Ok(Self::Nowhere(None)),
            Err(error) => Err(error.into()),
        }
    }

    fn has_seen(&self, document_id: &str) -> Result<bool, RecordError> {
        match self {
            Self::Record(writer) => writer.has_seen(document_id),
            Self::Nowhere(Some(snapshot)) => snapshot.has_seen(document_id),
            Self::Nowhere(None) => Ok(false),
        }
    }

    fn commit(&mut self, batch: Batch) -> Result<(), RecordError> {
        match self {
            Self::Record(writer) if !(batch.documents.is_empty() && batch.skipped.is_empty()) => {
                writer.commit(batch).map(drop)
            }
            _ => Ok(()),
        }
    }

    fn finish(self, notes: &mut Notes) -> Result<(), RecordError> {
        match self {
            Self::Record(writer) => finish(*writer, notes),
            Self::Nowhere(_) => Ok(()),
        }
    }
}

/// Merges what came, tidies small files, and closes the record.
pub(super) fn finish(mut writer: Writer, notes: &mut Notes) -> Result<(), RecordError> {
    writer.merge(|month| notes.doing(&format!("merging reports of {month}")))?;
    writer.compact(MANY_FILES, SMALL_FILE)?;
    notes.end_progress();
    writer.close()
}

/// A document that is to be coded, with its identity in the record.
struct Fresh {
    id: String,
    doc: Document,
    /// Why it is not coded, if it is not.
    skip: Option<String>,
}

impl Totals {
    /// The documents that the record does not know.
    fn sort_out(&mut self, docs: Vec<Document>, target: &Target) -> Result<Vec<Fresh>, RecordError> {
        let mut fresh = Vec::new();
        let mut here = HashSet::new();
        for doc in docs {
            self.n_read += 1;
            let id = document_id(&doc);
            if !here.insert(id.clone()) || target.has_seen(&id)? {
                self.n_known += 1;
                continue;
            }
            let skip = reason_to_skip(&doc);
            fresh.push(Fresh { id, doc, skip });
        }
        Ok(fresh)
    }

    fn add(&mut self, batch: &Batch, notes: &mut Notes) {
        for row in &batch.documents {
            for problem in &row.problems {
                notes.problem(&row.native_id, problem);
            }
            self.n_undated += usize::from(row.published_at.is_none());
            self.n_sentences += row.n_sentences as usize;
        }
        for skipped in &batch.skipped {
            if skipped.reason == BROKEN {
                notes.broken(&skipped.native_id);
            }
            *self.skipped.entry(skipped.reason.clone()).or_default() += 1;
        }
        self.n_added += batch.documents.len();
        self.n_reports += batch.reports.len();
    }

    #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
    fn say(&self, is_dry: bool, notes: &Notes) {
        if self.n_undated > 0 {
            notes.say(&format!(
                "note: {} without a day of publication, filed under month=none\n  hint: --date YYYY-MM-DD sets one",
                count(self.n_undated, "document"),
            ));
        }
        for (reason, n) in &self.skipped {
            notes.say(&format!("note: {} skipped: {reason}", count(*n, "document")));
        }
        let (added, rate) = (count(self.n_added, "document"), self.n_read as f64 / notes.seconds().max(0.001));
        let known = format!("{} known already", self.n_known);
        if is_dry {
            notes.say(&format!("dry run: {} read; {added} would be coded, {known}", count(self.n_read, "document")));
            return;
        }
        notes.say(&format!(
            "{} read: {added} added with {} and {}, {known} ({rate:.0} documents/s)",
            count(self.n_read, "document"),
            count(self.n_sentences, "sentence"),
            count(self.n_reports, "report"),
        ));
    }
}

/// Why a document is skipped that broke the coder.
const BROKEN: &str = "the coder broke on it";

/// Why a document should not be coded, if it should not.
fn reason_to_skip(doc: &Document) -> Option<String> {
    let found = language(doc.coded_text()).filter(|language| language.is_foreign())?;
    let code = if found.code.is_empty() { "another language" } else { found.code };
    Some(format!("expected English, found {code}"))
}

/// Codes documents, or with `!really` only counts them.
fn code(coder: &Coder, fresh: Vec<Fresh>, really: bool) -> Batch {
    let mut batch = Batch { kind: "ingest", ..Batch::default() };
    let coded: Vec<Result<(DocumentRow, Vec<Report>), Skipped>> =
        fresh.into_par_iter().map(|fresh| code_one(coder, fresh, really)).collect();
    for outcome in coded {
        match outcome {
            Ok((row, reports)) => {
                batch.documents.push(row);
                batch.reports.extend(reports);
            }
            Err(skipped) => batch.skipped.push(skipped),
        }
    }
    batch
}

/// Codes one document. A document on which the coder breaks costs that document.
fn code_one(coder: &Coder, fresh: Fresh, really: bool) -> Result<(DocumentRow, Vec<Report>), Skipped> {
    let Fresh { id, doc, skip } = fresh;
    let skipped = |reason: String| Skipped { document_id: id.clone(), native_id: doc.id.clone(), reason };
    if let Some(reason) = skip {
        return Err(skipped(reason));
    }
    if !really {
        return Ok((DocumentRow::new(&doc, &id, 0, Vec::new()), Vec::new()));
    }
    // The reports carry the record's identity of their document.
    let named = Document { id: id.clone(), ..doc.clone() };
    match catch_unwind(AssertUnwindSafe(|| coder.code(&named))) {
        Ok(coded) => Ok((DocumentRow::new(&doc, &id, coded.n_sentences, coded.problems), coded.reports)),
        Err(_) => Err(skipped(BROKEN.to_owned())),
    }
}
