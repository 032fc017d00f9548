//! Commands on a record: take documents in, tell what it holds, check it, correct it.

pub mod args;
pub mod correct;
pub mod export;
pub mod import;
pub mod ingest;
mod status;

use crate::args::Rows;
use crate::batch;
use crate::ending::{Ending, Failure};
use crate::facts;
use crate::notes::Notes;
use crate::show::{self, count};
use args::{RecodeArgs, RecordArgs, RecordCommand, ShownArgs};
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use westphalia_read::{Fault, Place};
use westphalia_record::{Snapshot, Writer, verify};

/// Runs one command on a record as a whole.
pub fn run(command: &RecordCommand, notes: &mut Notes) -> Result<Ending, Failure> {
    match command {
        RecordCommand::Status(args) => status::run(args, notes),
        RecordCommand::Verify(args) => check(args, notes),
        RecordCommand::Compact(args) => compact(args, notes),
        RecordCommand::Recode(args) => recode(args, notes),
        RecordCommand::Log(args) => log(args),
    }
}

fn check(args: &ShownArgs, notes: &mut Notes) -> Result<Ending, Failure> {
    let checked = verify(&args.place.record)?;
    let rows: Vec<[String; 2]> =
        checked.findings.iter().map(|f| [f.path.display().to_string(), f.message.clone()]).collect();
    if !rows.is_empty() {
        print(args.format, ["file", "finding"], &rows)?;
    }
    let n_findings = checked.findings.len();
    let looked = format!("{} with {} bytes", count(checked.n_files, "file"), checked.n_bytes);
    if n_findings == 0 {
        notes.say(&format!("{looked}: everything is as it was written"));
        return Ok(Ending::Complete);
    }
    notes.say(&format!("{looked}: {}", count(n_findings, "finding")));
    Ok(Ending::Incomplete)
}

fn compact(args: &RecordArgs, notes: &mut Notes) -> Result<Ending, Failure> {
    let mut writer = Writer::open_existing(&args.record)?;
    writer.merge(|month| notes.doing(&format!("merging reports of {month}")))?;
    let done = writer.compact(2, u64::MAX)?;
    writer.close()?;
    notes.end_progress();
    notes.say(&format!("{} before, {} now", count(done.n_before, "file"), done.n_after));
    Ok(Ending::Complete)
}

fn recode(args: &RecodeArgs, notes: &mut Notes) -> Result<Ending, Failure> {
    let coder = facts::coder(&args.facts)?;
    let pool = batch::threads(args.threads).map_err(Failure::Start)?;
    let mut writer = Writer::open_existing(&args.place.record)?;
    let n_broken = AtomicUsize::new(0);
    notes.show_progress();
    let done = pool.install(|| {
        let code = |doc: &westphalia_model::Document| match catch_unwind(AssertUnwindSafe(|| coder.code(doc))) {
            Ok(coded) => coded.reports,
            Err(_) => {
                n_broken.fetch_add(1, Ordering::Relaxed);
                Vec::new()
            }
        };
        writer.recode(code, |month| notes.doing(&format!("recoding {month}")))
    })?;
    writer.compact(ingest::MANY_FILES, ingest::SMALL_FILE)?;
    writer.close()?;
    notes.end_progress();
    let n_broken = n_broken.into_inner();
    if n_broken > 0 {
        let message = format!("expected events, found that the coder broke on {}", count(n_broken, "document"));
        let at = Place::file(&args.place.record.display().to_string());
        notes.fault(&Fault::error(at, message, "this is a bug of ours; please report it with the documents"));
    }
    if done.n_corrections_lost > 0 {
        notes.say(&format!(
            "note: {} of reports that are no longer made; `westphalia record log` lists them",
            count(done.n_corrections_lost, "correction")
        ));
    }
    notes.say(&format!(
        "{} coded anew: {} as before, {} changed, {} added, {} dropped; the table `changes` keeps what was",
        count(done.n_documents, "document"),
        count(done.n_same, "report"),
        done.n_changed,
        done.n_added,
        done.n_dropped,
    ));
    Ok(Ending::of(done.n_documents, notes.n_errors))
}

fn log(args: &ShownArgs) -> Result<Ending, Failure> {
    let rows: Vec<[String; 6]> = Snapshot::open(&args.place.record)?
        .corrections()?
        .into_iter()
        .map(|row| [row.corrected_at, row.report_id, row.action, row.fields, row.reason, row.corrected_by])
        .collect();
    print(args.format, ["when", "event", "what", "fields", "reason", "by"], &rows)?;
    Ok(Ending::Complete)
}

/// Prints rows as a table or as JSON lines.
fn print<const N: usize>(format: Rows, names: [&str; N], rows: &[[String; N]]) -> Result<(), Failure> {
    let mut page = Vec::new();
    match format {
        Rows::Jsonl => {
            for row in rows {
                let object: serde_json::Map<String, serde_json::Value> =
                    names.iter().zip(row).map(|(name, value)| ((*name).to_owned(), value.clone().into())).collect();
                serde_json::to_writer(&mut page, &object).map_err(io::Error::from)?;
                page.push(b'\n');
            }
        }
        Rows::Table => {
            let mut table = show::plain_table(names);
            for row in rows {
                table.add_row(row.iter().map(|cell| show::printable(cell)));
            }
            writeln!(page, "{table}")?;
        }
    }
    io::stdout().lock().write_all(&page)?;
    Ok(())
}

/// The folder in messages.
fn shown(folder: &Path) -> String {
    show::printable(&folder.display().to_string())
}
