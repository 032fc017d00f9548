//! `westphalia import`: the event files of others, into the reports of a record.

use super::args::ImportArgs;
use super::ingest;
use crate::ending::{Ending, Failure};
use crate::notes::Notes;
use crate::show::count;
use crate::stop::Stop;
use std::path::Path;
use westphalia_exchange::{Import, ImportError, Tally};
use westphalia_model::Report;
use westphalia_read::{Fault, Place, Unpacked};
use westphalia_record::{Batch, Writer};

/// Rows that are committed at once.
const BATCH: usize = 50_000;

/// Bad rows that are listed one by one.
const LISTED: usize = 20;

/// Counts over the whole run.
#[derive(Default)]
struct Totals {
    n_rows: u64,
    n_added: usize,
    n_known: usize,
    n_bad: u64,
}

/// Imports file after file. A file that cannot be read costs that file.
pub fn run(args: &ImportArgs, notes: &mut Notes) -> Result<Ending, Failure> {
    let mut writer = Writer::open(&args.record)?;
    let stop = Stop::listen();
    let size = |path: &std::path::PathBuf| std::fs::metadata(path).map_or(0, |meta| meta.len());
    notes.show_bar(args.files.iter().map(size).sum());
    let mut totals = Totals::default();
    let mut n_done = 0;
    for path in &args.files {
        stop.begin();
        notes.at(n_done);
        n_done += size(path);
        let is_stopped = file(args, path, &mut writer, &stop, &mut totals, notes)?;
        if is_stopped || stop.asked() {
            ingest::finish(writer, notes)?;
            totals.say(notes);
            notes.say("stopped by Ctrl-C; what was committed is kept, and running again continues");
            return Ok(Ending::Stopped);
        }
    }
    ingest::finish(writer, notes)?;
    totals.say(notes);
    Ok(Ending::of(usize::try_from(totals.n_rows).unwrap_or(usize::MAX), notes.n_errors))
}

/// Imports one file; whether Ctrl-C was pressed meanwhile.
fn file(
    args: &ImportArgs,
    path: &Path,
    writer: &mut Writer,
    stop: &Stop,
    totals: &mut Totals,
    notes: &mut Notes,
) -> Result<bool, Failure> {
    let name = path.display().to_string();
    let opened = if name == "-" { Unpacked::of(std::io::stdin()) } else { Unpacked::open(path) };
    let reader = match opened {
        Ok(reader) => reader,
        Err(error) => {
            let message = format!("expected a file that can be read, found: {error}");
            notes.fault(&Fault::error(Place::file(&name), message, "check its name and permissions"));
            return Ok(false);
        }
    };
    let cut = reader.cut();
    let mut import = match Import::new(args.layout, reader, &name) {
        Ok(import) => import,
        Err(error) => {
            refused(&error, &name, notes);
            return Ok(false);
        }
    };
    let mut waiting: Vec<Report> = Vec::new();
    let mut is_stopped = false;
    for reports in import.by_ref() {
        match reports {
            Ok(reports) => waiting.extend(reports),
            Err(error) => refused(&error, &name, notes),
        }
        if waiting.len() >= BATCH {
            totals.commit(std::mem::take(&mut waiting), &name, writer)?;
            notes.doing(&format!("{} of {name}", count(totals.n_added + totals.n_known, "row")));
            if stop.asked() {
                is_stopped = true;
                break;
            }
            stop.begin();
        }
    }
    totals.commit(waiting, &name, writer)?;
    totals.tell(&import.into_tally(), notes);
    if let Some(reason) = cut() {
        notes.fault(&Fault::error(Place::file(&name), reason, "the rows before were imported"));
    }
    Ok(is_stopped)
}

fn refused(error: &ImportError, name: &str, notes: &mut Notes) {
    let hint = match error {
        ImportError::WrongLayout { looks_like: Some(layout), .. } => format!("westphalia import {layout} {name}"),
        _ => String::new(),
    };
    notes.fault(&Fault::error(Place::file(name), error.to_string(), hint));
}

impl Totals {
    fn commit(&mut self, reports: Vec<Report>, name: &str, writer: &mut Writer) -> Result<(), Failure> {
        let n = reports.len();
        let fresh = writer.unknown(reports)?;
        self.n_added += fresh.len();
        self.n_known += n - fresh.len();
        if !fresh.is_empty() {
            writer.commit(Batch { kind: "import", note: name.to_owned(), reports: fresh, ..Batch::default() })?;
        }
        Ok(())
    }

    /// Tells what a file held that could not be used as it was.
    fn tell(&mut self, tally: &Tally, notes: &mut Notes) {
        self.n_rows += tally.n_rows;
        self.n_bad += tally.n_bad;
        for guess in &tally.guessed {
            notes.say(&format!("note: {guess}\n  at: {}", tally.file));
        }
        for row in tally.bad.iter().take(LISTED) {
            let at = Place { file: tally.file.clone(), line: Some(row.line), byte: Some(row.byte) };
            notes.fault(&Fault::error(at, row.message.clone(), ""));
        }
        let n_more = tally.n_bad.saturating_sub(LISTED as u64);
        if n_more > 0 {
            notes.n_errors += usize::try_from(n_more).unwrap_or(usize::MAX);
            notes.say(&format!("and {n_more} bad rows more of {}", tally.file));
        }
        if !tally.unknown_codes.is_empty() {
            let n: u64 = tally.unknown_codes.values().sum();
            let some: Vec<&str> = tally.unknown_codes.keys().take(10).map(String::as_str).collect();
            notes.say(&format!(
                "note: {n} codes that the tables do not know, kept in `problems`: {}\n  at: {}",
                some.join(", "),
                tally.file
            ));
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
    fn say(&self, notes: &Notes) {
        notes.end_progress();
        notes.say(&format!(
            "{} rows read: {} added, {} known already, {} bad ({:.0} rows/s)",
            self.n_rows,
            count(self.n_added, "report"),
            self.n_known,
            self.n_bad,
            self.n_rows as f64 / notes.seconds().max(0.001),
        ));
    }
}
