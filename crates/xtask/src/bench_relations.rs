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
const TIMES: usize = 5;

/// The same question for `DuckDB`, its rows kept in memory; prints seconds and rows.
const BASELINE: &str = "
import sys, time, duckdb
con = duckdb.connect()
con.execute('SET threads = 2')
begun = time.time()
con.execute(f\"CREATE TEMP TABLE found AS SELECT * FROM read_parquet('{sys.argv[1]}/events/*/*.parquet') WHERE \
list_has_any(list_concat(actor_codes, recipient_codes), ['{sys.argv[2]}']) AND \
list_has_any(list_concat(actor_codes, recipient_codes), ['{sys.argv[3]}']) AND status <> 'retracted'\")
print(time.time() - begun, con.execute('SELECT count(*) FROM found').fetchone()[0])
";

/// Seconds, and how many rows were found in them.
type Took = (f64, usize);

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
        let root = options.work.join(format!("made-up-{n}"));
        made(&root, n, &planted)?;
        measured.push(measure(&mut out, &root, &planted, options)?);
    }
    writeln!(out, "\n| dyad | whole events, larger / smaller record | light rows, larger / smaller record |")?;
    writeln!(out, "| --- | --- | --- |")?;
    for (at, dyad) in planted.iter().enumerate() {
        let ratio = |column: usize| measured[1][at][column] / measured[0][at][column];
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

/// Measures one record; gives for each dyad the seconds for whole events and for light rows.
fn measure(out: &mut impl Write, root: &Path, planted: &[Planted], options: &Options) -> anyhow::Result<Vec<[f64; 2]>> {
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
        "| dyad | events | whole events, ms | light rows, ms | a scan of `events`, ms | times | DuckDB, ms | times |"
    )?;
    writeln!(out, "| --- | --- | --- | --- | --- | --- | --- | --- |")?;
    let mut all = Vec::new();
    for dyad in planted {
        let whole = median(|| Ok(views.dyad::<Event>(&dyad.dyad, None, None)?.len()))?;
        let light = median(|| Ok(views.dyad::<DyadEvent>(&dyad.dyad, None, None)?.len()))?;
        let scanned = timed(|| scan(views.record(), &dyad.dyad))?;
        ensure!(whole.1 == scanned.1 && light.1 == scanned.1, "expected {} events, found {whole:?}", scanned.1);
        row(out, dyad, [whole, light, scanned], duckdb(options, root, &dyad.dyad)?)?;
        all.push([whole.0, light.0]);
    }
    others(out, &views)?;
    Ok(all)
}

/// One line of the table.
fn row(out: &mut impl Write, dyad: &Planted, took: [Took; 3], theirs: Option<Took>) -> io::Result<()> {
    let [whole, light, scanned] = took;
    let theirs = match theirs {
        Some((seconds, n)) if n == whole.1 => format!("{:.0} | {:.0}", seconds * 1e3, seconds / whole.0),
        Some((seconds, n)) => format!("{:.0} for {n} rows | ", seconds * 1e3),
        None => " | ".to_owned(),
    };
    writeln!(
        out,
        "| {} | {} | {:.1} | {:.1} | {:.0} | {:.0} | {theirs} |",
        dyad.name,
        whole.1,
        whole.0 * 1e3,
        light.0 * 1e3,
        scanned.0 * 1e3,
        scanned.0 / whole.0,
    )
}

/// The other views.
fn others(out: &mut impl Write, views: &Views) -> anyhow::Result<()> {
    let states = median(|| Ok(views.states(&[made_up::busiest().as_str()], None, None)?.len()))?;
    let pairs = timed(|| Ok(views.pairs(None, None)?.len()))?;
    writeln!(out, "\nDays of the busiest state: {} in {:.0} ms", states.1, states.0 * 1e3)?;
    writeln!(out, "Months of all dyads: {} in {:.0} ms", pairs.1, pairs.0 * 1e3)?;
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

fn duckdb(options: &Options, root: &Path, dyad: &Dyad) -> anyhow::Result<Option<Took>> {
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
    let begun = Instant::now();
    let n = ask()?;
    Ok((begun.elapsed().as_secs_f64(), n))
}

fn median(mut ask: impl FnMut() -> anyhow::Result<usize>) -> anyhow::Result<Took> {
    let mut all = (0..TIMES).map(|_| timed(&mut ask)).collect::<anyhow::Result<Vec<_>>>()?;
    all.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    all.get(TIMES / 2).copied().context("a median")
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
