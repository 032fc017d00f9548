//! `westphalia export`: the events of a record in the layouts that other programs read.

use super::args::{ExportArgs, ExportAs};
use crate::ending::{Ending, Failure};
use crate::notes::Notes;
use crate::show::count;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use westphalia_exchange::{ExportLayout, Exported, export};
use westphalia_model::Event;
use westphalia_record::{RecordError, Snapshot, tables, write_events};

/// Writes the events that the arguments ask for.
pub fn run(args: &ExportArgs, notes: &mut Notes) -> Result<Ending, Failure> {
    let record = Snapshot::open(&args.record)?;
    if args.layout == ExportAs::Parquet {
        return parquet(args, &record, notes);
    }
    let mut out: Box<dyn Write> = match &args.out {
        Some(path) => Box::new(BufWriter::new(File::create(path)?)),
        None => Box::new(BufWriter::new(io::stdout().lock())),
    };
    let mut broken: Option<RecordError> = None;
    let events = events(args, &record)?.map_while(|event| event.map_err(|error| broken = Some(error)).ok());
    let done = match args.layout {
        ExportAs::Jsonl => lines(events, &mut out)?,
        ExportAs::Plover => export(ExportLayout::Plover, events, &mut out)?,
        ExportAs::Icews => export(ExportLayout::Icews, events, &mut out)?,
        ExportAs::Gdelt2 => export(ExportLayout::Gdelt2, events, &mut out)?,
        ExportAs::Polecat => export(ExportLayout::Polecat, events, &mut out)?,
        ExportAs::Csv | ExportAs::Parquet => export(ExportLayout::Csv, events, &mut out)?,
    };
    out.flush()?;
    if let Some(error) = broken {
        return Err(error.into());
    }
    say(&done, notes);
    Ok(Ending::Complete)
}

/// The events of the record within the bounds that the arguments set.
fn events<'a>(
    args: &'a ExportArgs,
    record: &Snapshot,
) -> Result<impl Iterator<Item = Result<Event, RecordError>> + use<'a>, RecordError> {
    let rows = record.rows::<Event>(&tables::EVENTS, None)?.flat_map(|batch| match batch {
        Ok(events) => events.into_iter().map(Ok).collect::<Vec<_>>(),
        Err(error) => vec![Err(error)],
    });
    Ok(rows.filter(|event| event.as_ref().map_or(true, |event| args.wants(event))))
}

impl ExportArgs {
    /// Whether an event lies within the bounds.
    fn wants(&self, event: &Event) -> bool {
        let after = self.since.is_none_or(|day| event.event_date_end.is_some_and(|end| end >= day));
        let before = self.until.is_none_or(|day| event.event_date_start.is_some_and(|start| start <= day));
        let parties = || event.actors.iter().chain(&event.recipients);
        let names = |code: &String| parties().any(|party| party.country == *code || party.body == *code);
        after && before && self.parties.iter().all(names)
    }
}

fn lines(events: impl Iterator<Item = Event>, out: &mut impl Write) -> io::Result<Exported> {
    let mut done = Exported::default();
    for event in events {
        serde_json::to_writer(&mut *out, &event)?;
        out.write_all(b"\n")?;
        done.n_events += 1;
        done.n_rows += 1;
    }
    Ok(done)
}

fn parquet(args: &ExportArgs, record: &Snapshot, notes: &Notes) -> Result<Ending, Failure> {
    let Some(path) = &args.out else {
        let found = if io::stdout().is_terminal() { "a terminal" } else { "standard output" };
        return Err(Failure::Usage {
            message: format!("expected a file to write Parquet to, found {found}"),
            hint: "--out events.parquet names one",
        });
    };
    let n_rows = write_events(path, events(args, record)?)?;
    notes.say(&format!("{n_rows} events written"));
    Ok(Ending::Complete)
}

fn say(done: &Exported, notes: &Notes) {
    notes.say(&format!(
        "{} written as {}",
        count(usize::try_from(done.n_events).unwrap_or(usize::MAX), "event"),
        count(usize::try_from(done.n_rows).unwrap_or(usize::MAX), "row")
    ));
    let left_out = [
        (done.n_retracted, "retracted"),
        (done.n_not_actual, "not told as actual"),
        (done.n_undated, "without a date"),
        (done.n_untyped, "without a type"),
    ];
    for (n, what) in left_out.into_iter().filter(|(n, _)| *n > 0) {
        notes.say(&format!("note: {n} left out: {what}"));
    }
}
