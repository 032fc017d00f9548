//! Measures the record: importing event rows beside `DuckDB` on the same file, and ingesting documents end to end.
//!
//! Seconds depend on the machine; the ratio of two programs in one run does not, or little. Needs Linux (`/proc`) and,
//! for the comparison, a Python with the package `duckdb`.

use anyhow::{Context, ensure};
use clap::Args;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What to measure.
#[derive(Args)]
pub struct Options {
    /// The program, built for release
    #[arg(long, value_name = "FILE", default_value = "target/release/westphalia")]
    program: PathBuf,
    /// A GDELT 2 file (61 columns, no header, also .zst) whose rows are repeated with other numbers and days
    #[arg(long, value_name = "FILE")]
    rows: Option<PathBuf>,
    /// How many rows to import
    #[arg(long, value_name = "N", default_value_t = 1_000_000)]
    n_rows: usize,
    /// A Python with the package duckdb
    #[arg(long, value_name = "FILE", default_value = "python3")]
    python: PathBuf,
    /// Documents to ingest
    #[arg(long, value_name = "PATH", num_args = 1..)]
    text: Vec<PathBuf>,
    /// An empty folder for what is made; needs some 2 GB for a million rows
    #[arg(long, value_name = "DIR")]
    work: PathBuf,
}

/// What a process took.
struct Took {
    wall: f64,
    cpu: f64,
    peak_mb: f64,
    /// What it said on standard error.
    said: String,
}

/// Days over which rows are spread.
const DAYS: i32 = 60;

/// The same work for `DuckDB`: a file with types, to compressed Parquet.
const BASELINE: &str = "
import sys, duckdb
con = duckdb.connect()
con.execute('SET threads = 2')
con.execute(f\"COPY (SELECT * REPLACE (strptime(column01::VARCHAR, '%Y%m%d')::DATE AS column01) FROM \
read_csv('{sys.argv[1]}', delim='\\t', header=false, quote='')) TO '{sys.argv[2]}' (FORMAT parquet, COMPRESSION zstd)\")
";

/// Measures and prints the tables.
///
/// # Errors
///
/// If a program does not run, or a file cannot be read or written.
pub fn run(options: &Options) -> anyhow::Result<()> {
    fs::create_dir_all(&options.work)?;
    let mut out = io::stdout().lock();
    if let Some(sample) = &options.rows {
        let file = options.work.join("rows.tsv");
        repeat(sample, &file, options.n_rows)?;
        writeln!(
            out,
            "| {} rows of GDELT 2 | seconds | of the processor | rows/s | peak memory, MB |",
            options.n_rows
        )?;
        writeln!(out, "| --- | --- | --- | --- | --- |")?;
        let ours = import(options, &file)?;
        row(&mut out, "westphalia import, events merged", &ours, options.n_rows)?;
        let parquet = options.work.join("rows.parquet");
        let mut python = Command::new(&options.python);
        python.args(["-c", BASELINE]).arg(&file).arg(&parquet);
        let theirs = took(&mut python)?;
        row(&mut out, "DuckDB, to Parquet", &theirs, options.n_rows)?;
        writeln!(out, "| ratio | {:.2} | {:.2} | | |", ours.wall / theirs.wall, ours.cpu / theirs.cpu)?;
    }
    for path in &options.text {
        let record = fresh(&options.work.join("ingested"))?;
        let mut program = Command::new(&options.program);
        program.arg("ingest").arg(path).arg("--record").arg(&record);
        let took = took(&mut program)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        writeln!(out, "\n{name}: {:.1} s, peak memory {:.0} MB", took.wall, took.peak_mb)?;
        let tail: Vec<&str> = took.said.lines().rev().take(2).collect();
        tail.iter().rev().try_for_each(|line| writeln!(out, "{line}"))?;
    }
    Ok(())
}

fn import(options: &Options, file: &Path) -> anyhow::Result<Took> {
    let record = fresh(&options.work.join("imported"))?;
    let mut program = Command::new(&options.program);
    program.args(["import", "gdelt2"]).arg(file).arg("--record").arg(&record);
    took(&mut program)
}

fn row(out: &mut impl Write, what: &str, took: &Took, n_rows: usize) -> io::Result<()> {
    #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
    let rate = n_rows as f64 / took.wall;
    writeln!(out, "| {what} | {:.2} | {:.2} | {rate:.0} | {:.0} |", took.wall, took.cpu, took.peak_mb)
}

/// A folder that is not there.
fn fresh(folder: &Path) -> io::Result<PathBuf> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(folder.to_owned()),
    }
}

/// Repeats the rows of a file until there are so many, each with a number of its own and other days.
fn repeat(sample: &Path, to: &Path, n_rows: usize) -> anyhow::Result<()> {
    let file = File::open(sample).with_context(|| sample.display().to_string())?;
    let mut bytes = Vec::new();
    match sample.extension().is_some_and(|ending| ending == "zst") {
        true => zstd::stream::read::Decoder::new(file)?.read_to_end(&mut bytes)?,
        false => BufReader::new(file).read_to_end(&mut bytes)?,
    };
    let rows: Vec<Vec<String>> = bytes
        .lines()
        .map_while(Result::ok)
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .filter(|row: &Vec<String>| row.len() == 61)
        .collect();
    ensure!(!rows.is_empty(), "expected rows of 61 columns in {}, found none", sample.display());
    let start: Date = date(2019, 10, 24);
    let mut out = BufWriter::new(File::create(to)?);
    for n in 0..n_rows {
        let mut row = rows[n % rows.len()].clone();
        let turn = i32::try_from(n / rows.len()).unwrap_or(i32::MAX);
        let day = start.checked_sub((turn % DAYS).days())?.strftime("%Y%m%d").to_string();
        row[0] = (2_000_000_000 + n).to_string();
        row[59] = format!("{day}143000");
        row[2] = day[..6].to_owned();
        row[3] = day[..4].to_owned();
        row[1] = day;
        writeln!(out, "{}", row.join("\t"))?;
    }
    out.flush()?;
    Ok(())
}

/// Runs a program and watches what it takes.
fn took(command: &mut Command) -> anyhow::Result<Took> {
    let begun = Instant::now();
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("{} cannot be run", command.get_program().display()))?;
    let stderr = child.stderr.take().context("standard error is piped")?;
    let listener = std::thread::spawn(move || io::read_to_string(stderr));
    let (mut cpu, mut peak_mb) = (0.0, 0.0);
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        (cpu, peak_mb) = watch(child.id()).unwrap_or((cpu, peak_mb));
        std::thread::sleep(Duration::from_millis(5));
    };
    let wall = begun.elapsed().as_secs_f64();
    let said = listener.join().ok().context("standard error can be read")??;
    ensure!(status.success(), "{} ended with {status}: {said}", command.get_program().display());
    Ok(Took { wall, cpu, peak_mb, said })
}

/// Seconds of the processor and megabytes at the peak of a process that runs.
fn watch(id: u32) -> Option<(f64, f64)> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // After the name in brackets; user and system time are fields 14 and 15, in hundredths of a second.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: f64 = fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?;
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = peak.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some((ticks / 100.0, kilobytes / 1024.0))
}
