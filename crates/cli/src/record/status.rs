//! `westphalia record status`: what does it hold?

use super::args::ShownArgs;
use super::{print, shown};
use crate::ending::{Ending, Failure};
use crate::notes::Notes;
use crate::show::count;
use westphalia_record::{Snapshot, tables};

/// Prints a row a table, and on standard error what else there is to know.
pub fn run(args: &ShownArgs, notes: &mut Notes) -> Result<Ending, Failure> {
    let record = Snapshot::open(&args.place.record)?;
    let rows: Vec<[String; 6]> = tables::TABLES
        .into_iter()
        .map(|table| {
            let files = record.files(table.name);
            let months: Vec<&str> = files.iter().map(|(month, _)| month.as_str()).filter(|m| *m != "none").collect();
            let end = |month: Option<&&str>| month.copied().unwrap_or_default().to_owned();
            [
                table.name.to_owned(),
                record.n_rows(table.name).to_string(),
                files.len().to_string(),
                record.n_bytes(table.name).to_string(),
                end(months.iter().min()),
                end(months.iter().max()),
            ]
        })
        .collect();
    print(args.format, ["table", "rows", "files", "bytes", "first month", "last month"], &rows)?;
    say_more(&record, notes)?;
    Ok(Ending::Complete)
}

fn say_more(record: &Snapshot, notes: &Notes) -> Result<(), Failure> {
    let batches = record.batches()?;
    if let Some(last) = batches.last() {
        let when = format!("{}, last {} ({})", count(batches.len(), "commit"), last.committed_at, last.kind);
        notes.say(&format!("record {}: {when}", shown(record.root())));
    }
    for (reason, n) in record.skipped()? {
        notes.say(&format!("skipped {}: {reason}", count(usize::try_from(n).unwrap_or(usize::MAX), "document")));
    }
    let corrections = record.corrections()?;
    if !corrections.is_empty() {
        notes.say(&format!("{} by persons", count(corrections.len(), "correction")));
    }
    if !record.stale().is_empty() {
        notes.say(&format!(
            "note: events of {} are older than their reports ({} to {}): an ingest is under way or was cut off\n  \
             hint: `westphalia record compact` brings them up to date",
            count(record.stale().len(), "month"),
            record.stale().first().map_or("", String::as_str),
            record.stale().last().map_or("", String::as_str),
        ));
    }
    Ok(())
}
