//! Measures how long the events of one dyad take out of a record, and whether that grows with the dyad or with the record.
//!
//! Two records of made-up events, one with a tenth of the events of the other, hold three dyads of the same size. Every
//! number is beside a baseline of the same run: reading all of `events`, and `DuckDB` on the same files if a Python has it.

mod made_up;

use anyhow::{Context, ensure};
use clap::Args;
use made_up::{Planted, planted};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use westphalia_model::{Dyad, DyadEvent, Event, Status};
use westphalia_record::views::Views;
use westphalia_record::{Snapshot, Writer, tables};

/// What to measure.
#[derive(Args)]
pub struct Options {
    /// Events of the larger record
    #[arg(long, value_name = "N", default_value_t = 1_000_000)]
    events: usize,
    /// A folder for what is made; what was made there before is used again. Needs some 6 GB for 10 million events
    #[arg(long, value_name = "DIR")]
    work: PathBuf,
    /// A Python; the comparison is left out where it has no package duckdb
    #[arg(long, value_name = "FILE", default_value = "python3")]
    python: PathBuf,
}

/// How often a question is asked; the median counts.
const TIMES: usize = 9;

/// The same question for `DuckDB`, its rows kept in memory; prints seconds and rows.
const BASELINE: &str = "
import sys, time, duckdb
con = duckdb.connect()
con.execute('SET threads = 2')
con.execute('SET enable_progress_bar = false')
begun = time.time()
con.execute(f\"CREATE TEMP TABLE found AS SELECT * FROM read_parquet('{sys.argv[1]}/events/*/*.parquet') WHERE \
list_has_any(list_concat(actor_codes, recipient_codes), ['{sys.argv[2]}']) AND \
list_has_any(list_concat(actor_codes, recipient_codes), ['{sys.argv[3]}']) AND status <> 'retracted'\")
print(time.time() - begun, con.execute('SELECT count(*) FROM found').fetchone()[0])
";

/// What a question took, and how many rows were found.
#[derive(Clone, Copy, Debug)]
struct Took {
    wall: f64,
    /// Of the processor, all threads together; told by the system in hundredths.
    cpu: f64,
    n: usize,
}

/// Measures and prints the tables.
///
/// # Errors
///
/// If a record cannot be written or read.
pub fn run(options: &Options) -> anyhow::Result<()> {
    let planted = planted(options.events);
    let mut out = io::stdout().lock();
    let mut measured = Vec::new();
    for n in [options.events / 10, options.events] {
        let root = options.work.join(format!("{n}-beside-{}", options.events));
        made(&root, n, &planted)?;
        measured.push(measure(&mut out, &root, &planted, options)?);
    }
    writeln!(out, "\n| dyad | time of the processor, whole events, larger / smaller record | light rows |")?;
    writeln!(out, "| --- | --- | --- |")?;
    for (at, dyad) in planted.iter().enumerate() {
        let ratio = |column: usize| measured[1][at][column].cpu / measured[0][at][column].cpu;
        writeln!(out, "| {} | {:.2} | {:.2} |", dyad.name, ratio(0), ratio(1))?;
    }
    Ok(())
}

/// Writes a record of made-up events, if it is not there.
fn made(root: &Path, n: usize, planted: &[Planted]) -> anyhow::Result<()> {
    if Snapshot::open(root).is_ok_and(|record| record.n_rows("events") == n as u64) {
        return Ok(());
    }
    if root.exists() {
        fs::remove_dir_all(root)?;
    }
    let mut writer = Writer::open(root)?;
    for month in 0..made_up::N_MONTHS {
        let (name, events) = made_up::month(month, n, planted);
        writer.commit_made_up(&name, &events)?;
    }
    writer.close()?;
    Ok(())
}

/// Measures one record; gives for each dyad what whole events and light rows took.
fn measure(
    out: &mut impl Write,
    root: &Path,
    planted: &[Planted],
    options: &Options,
) -> anyhow::Result<Vec<[Took; 2]>> {
    let begun = Instant::now();
    let views = Views::new(Snapshot::open(root)?);
    let opened = begun.elapsed();
    let done = views.refresh(|_, _| {})?;
    ensure!(done.n_scanned == 0, "expected views to be made, found {done:?}");
    let [rows, live, kept] =
        [views.record().n_rows("events"), views.record().n_bytes("events"), size(&root.join("views"))?];
    writeln!(
        out,
        "\n{rows} events in {} files, {} MB; views {} MB; {} files made in {:.1} s; peak memory {} MB",
        done.n_made + done.n_kept,
        live >> 20,
        kept >> 20,
        done.n_made,
        (begun.elapsed() - opened).as_secs_f64(),
        peak_mb(),
    )?;
    let begun = Instant::now();
    let views = Views::new(Snapshot::open(root)?);
    views.refresh(|_, _| {})?;
    writeln!(out, "Opening and looking for what is to be made: {:.0} ms\n", begun.elapsed().as_secs_f64() * 1e3)?;
    writeln!(
        out,
        "| dyad | events | whole events, ms (processor) | light rows | a scan of `events` | times | DuckDB | times |"
    )?;
    writeln!(out, "| --- | --- | --- | --- | --- | --- | --- | --- |")?;
    let mut all = Vec::new();
    for dyad in planted {
        let whole = median(|| Ok(views.dyad::<Event>(&dyad.dyad, None, None)?.len()))?;
        let light = median(|| Ok(views.dyad::<DyadEvent>(&dyad.dyad, None, None)?.len()))?;
        let scanned = timed(|| scan(views.record(), &dyad.dyad))?;
        ensure!(whole.n == scanned.n && light.n == scanned.n, "expected {scanned:?}, found {whole:?} and {light:?}");
        row(out, dyad, [whole, light, scanned], duckdb(options, root, &dyad.dyad)?)?;
        all.push([whole, light]);
    }
    others(out, &views)?;
    Ok(all)
}

/// One line of the table.
fn row(out: &mut impl Write, dyad: &Planted, took: [Took; 3], theirs: Option<(f64, usize)>) -> io::Result<()> {
    let [whole, light, scanned] = took.map(|took| format!("{:.1} ({:.0})", took.wall * 1e3, took.cpu * 1e3));
    let theirs = match theirs {
        Some((seconds, n)) if n == took[0].n => format!("{:.0} | {:.0}", seconds * 1e3, seconds / took[0].wall),
        Some((seconds, n)) => format!("{:.0} for {n} rows | ", seconds * 1e3),
        None => " | ".to_owned(),
    };
    let times = took[2].wall / took[0].wall;
    writeln!(out, "| {} | {} | {whole} | {light} | {scanned} | {times:.0} | {theirs} |", dyad.name, took[0].n)
}

/// The other views.
fn others(out: &mut impl Write, views: &Views) -> anyhow::Result<()> {
    let states = median(|| Ok(views.states(&[made_up::busiest().as_str()], None, None)?.len()))?;
    let pairs = timed(|| Ok(views.pairs(None, None)?.len()))?;
    writeln!(out, "\nDays of the busiest state: {} in {:.0} ms", states.n, states.wall * 1e3)?;
    writeln!(out, "Months of all dyads: {} in {:.0} ms", pairs.n, pairs.wall * 1e3)?;
    Ok(())
}

/// The events of a dyad by reading all of them.
fn scan(record: &Snapshot, dyad: &Dyad) -> anyhow::Result<usize> {
    let mut n = 0;
    for batch in record.rows::<Event>(&tables::EVENTS, None)? {
        n += batch?.iter().filter(|e| e.status != Status::Retracted && dyad.link(e).is_some()).count();
    }
    Ok(n)
}

fn duckdb(options: &Options, root: &Path, dyad: &Dyad) -> anyhow::Result<Option<(f64, usize)>> {
    let output = Command::new(&options.python).args(["-c", BASELINE]).arg(root).args([&dyad.a, &dyad.b]).output();
    let Ok(output) = output else { return Ok(None) };
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(said.contains("No module named"), "DuckDB: {said}");
        return Ok(None);
    }
    let said = String::from_utf8_lossy(&output.stdout);
    let (seconds, n) = said.trim().split_once(' ').context("seconds and rows")?;
    Ok(Some((seconds.parse()?, n.parse()?)))
}

fn timed(ask: impl FnOnce() -> anyhow::Result<usize>) -> anyhow::Result<Took> {
    let (begun, cpu) = (Instant::now(), cpu_seconds());
    let n = ask()?;
    Ok(Took { wall: begun.elapsed().as_secs_f64(), cpu: cpu_seconds() - cpu, n })
}

/// The median of the seconds, and the mean of those of the processor, which are too few to be told one by one.
fn median(mut ask: impl FnMut() -> anyhow::Result<usize>) -> anyhow::Result<Took> {
    let mut all = (0..TIMES).map(|_| timed(&mut ask)).collect::<anyhow::Result<Vec<_>>>()?;
    all.sort_by(|one, other| one.wall.total_cmp(&other.wall));
    let cpu: f64 = all.iter().map(|took| took.cpu).sum();
    let middle = all.get(TIMES / 2).context("a median")?;
    Ok(Took { cpu: cpu / TIMES as f64, ..*middle })
}

/// Seconds of the processor that this process has had, where the system tells.
fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // After the name in brackets; user and system time are fields 14 and 15, in hundredths of a second.
    let fields: Vec<&str> =
        stat.rsplit_once(')').map(|(_, rest)| rest.split_whitespace().collect()).unwrap_or_default();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or_default();
    (ticks(11) + ticks(12)) / 100.0
}

/// Bytes of all files below a folder.
fn size(folder: &Path) -> io::Result<u64> {
    let mut n = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        n += if entry.path().is_dir() { size(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(n)
}

/// Peak memory of this process in megabytes, where the system tells.
fn peak_mb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<u64>().ok()).unwrap_or_default() / 1024
}
