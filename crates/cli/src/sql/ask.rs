//! Reads the question, asks it, and hands the answer on, batch by batch.

use super::output::Output;
use super::sheet::Sheet;
use crate::args::{SqlArgs, SqlFormat};
use crate::ending::{Ending, Failure};
use crate::notes::Notes;
use crate::show::count;
use crate::stop::Stop;
use std::fs;
use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::time::Duration;
use westphalia_query::arrow::array::RecordBatch;
use westphalia_query::{Answer, Error, Files, Limits, Session};
use westphalia_read::{Fault, Place};
use westphalia_record::Snapshot;

/// Rows of a table where nobody says how many.
const TABLE_ROWS: usize = 1000;

/// How often we look whether to stop.
const TICK: Duration = Duration::from_millis(50);

/// Answers one question.
pub fn run(args: &SqlArgs, notes: &mut Notes) -> Result<Ending, Failure> {
    let sql = question(args)?;
    let format = format(args);
    let files = match Snapshot::open(&args.record) {
        Ok(snapshot) => Files::from(snapshot),
        Err(error) => {
            let at = Place::file(&args.record.display().to_string());
            notes.fault(&Fault::error(at, error.to_string(), error.hint()));
            return Ok(Ending::Nothing);
        }
    };
    let limits = limits(args, format);
    let stop = Stop::listen();
    stop.begin();
    let runtime = runtime(limits.threads).map_err(|error| Failure::Start(error.to_string()))?;
    let ending = runtime.block_on(async {
        match ask(&files, limits, &sql).await {
            Ok(answer) => print(answer, format, args, &stop, notes).await,
            Err(error) => Ok(refused(&error, notes)),
        }
    });
    // What is still being computed is of no use to anyone.
    runtime.shutdown_background();
    ending
}

fn runtime(threads: Option<NonZeroUsize>) -> io::Result<tokio::runtime::Runtime> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    if let Some(threads) = threads {
        builder.worker_threads(threads.get());
    }
    builder.enable_time().build()
}

async fn ask(files: &Files, limits: Limits, sql: &str) -> Result<Answer, Error> {
    Session::open(files, limits).await?.query(sql).await
}

/// The question: an argument, a file, or standard input.
fn question(args: &SqlArgs) -> Result<String, Failure> {
    let hint = "westphalia sql \"SELECT event_type, count(*) FROM events GROUP BY 1\" --record DIR";
    let unreadable = |what: &str, error: &io::Error| Failure::Usage {
        message: format!("expected a question in {what}, found: {error}"),
        hint,
    };
    match (&args.sql, &args.file) {
        (Some(sql), _) => Ok(sql.clone()),
        (None, Some(path)) => fs::read_to_string(path).map_err(|error| unreadable(&path.display().to_string(), &error)),
        (None, None) => {
            let mut sql = String::new();
            io::stdin().lock().read_to_string(&mut sql).map_err(|error| unreadable("standard input", &error))?;
            Ok(sql)
        }
    }
}

/// As the user says, or by the ending of the file, or a table.
fn format(args: &SqlArgs) -> SqlFormat {
    let ending = args.out.as_ref().and_then(|path| path.extension()).and_then(|ending| ending.to_str());
    args.format.unwrap_or(match ending {
        Some("csv") => SqlFormat::Csv,
        Some("jsonl" | "ndjson") => SqlFormat::Jsonl,
        Some("parquet") => SqlFormat::Parquet,
        _ => SqlFormat::Table,
    })
}

fn limits(args: &SqlArgs, format: SqlFormat) -> Limits {
    let rows = args.limit.or((format == SqlFormat::Table).then_some(TABLE_ROWS));
    let memory = args.memory.map(|megabytes| usize::try_from(megabytes).unwrap_or(usize::MAX).saturating_mul(1 << 20));
    let threads = args.threads.and_then(|n| NonZeroUsize::new(usize::from(n)));
    Limits { rows, time: None, memory, threads }
}

/// Tells why there is no answer.
fn refused(error: &Error, notes: &mut Notes) -> Ending {
    let at = error.position().map_or("the question".to_owned(), |at| at.to_string());
    notes.fault(&Fault::error(Place::file(&at), error.to_string(), error.hint()));
    Ending::Nothing
}

/// Prints the answer as it comes.
async fn print(
    mut answer: Answer,
    format: SqlFormat,
    args: &SqlArgs,
    stop: &Stop,
    notes: &mut Notes,
) -> Result<Ending, Failure> {
    let mut output = Output::open(args.out.as_deref(), format)?;
    let mut sheet = Sheet::begin(format, answer.schema(), &mut output)?;
    let mut n_rows = 0;
    loop {
        let batch = match next(&mut answer, stop).await {
            Next::Batch(batch) => batch,
            Next::End => break,
            Next::Failed(error) => return Ok(refused(&error, notes)),
            Next::Stopped => return Ok(Ending::Stopped),
        };
        n_rows += batch.num_rows();
        sheet.add(&batch, &mut output)?;
    }
    sheet.end(&mut output)?;
    output.keep()?;
    let more = if answer.is_cut() { "; there are more (--limit)" } else { "" };
    notes.say(&format!("{}{more}", count(n_rows, "row")));
    Ok(Ending::Complete)
}

enum Next {
    Batch(RecordBatch),
    End,
    Failed(Error),
    Stopped,
}

/// The next batch, unless Ctrl-C comes first.
async fn next(answer: &mut Answer, stop: &Stop) -> Next {
    loop {
        // The engine goes on where it was, however often we look up.
        match tokio::time::timeout(TICK, answer.next()).await {
            _ if stop.is_asked() => return Next::Stopped,
            Err(_) => {}
            Ok(Ok(Some(batch))) => return Next::Batch(batch),
            Ok(Ok(None)) => return Next::End,
            Ok(Err(error)) => return Next::Failed(error),
        }
    }
}
