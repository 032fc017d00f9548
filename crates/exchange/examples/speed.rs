//! Imports a file and says how fast: `cargo run --release --example speed FILE LAYOUT [N]`, where N reports are shown.

use std::fs::File;
use std::io::{self, BufReader, Write};
use std::time::Instant;
use westphalia_exchange::{Layout, import};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(path), Some(layout)) = (args.next(), args.next()) else {
        return Err("expected FILE LAYOUT".into());
    };
    let layout: Layout = layout.parse()?;
    let show: usize = args.next().map_or(Ok(0), |n| n.parse())?;
    let mut out = io::stdout().lock();
    let start = Instant::now();
    let mut shown = 0;
    let mut failed = Ok(());
    let reader = BufReader::with_capacity(1 << 20, File::open(&path)?);
    let tally = import(layout, reader, &path, &mut |batch| {
        for report in batch.iter().take(show.saturating_sub(shown)) {
            shown += 1;
            failed = serde_json::to_writer(&mut out, report).map_err(io::Error::from).and_then(|()| writeln!(out));
        }
    })?;
    failed?;
    let seconds = start.elapsed().as_secs_f64();
    let rate = tally.n_rows as f64 / seconds;
    writeln!(
        out,
        "{} rows, {} reports, {} bad in {seconds:.2} s: {rate:.0} rows/s",
        tally.n_rows, tally.n_reports, tally.n_bad
    )?;
    for bad in tally.bad.iter().take(5) {
        writeln!(out, "bad: line {} byte {}: {}", bad.line, bad.byte, bad.message)?;
    }
    for note in &tally.guessed {
        writeln!(out, "guessed: {note}")?;
    }
    writeln!(
        out,
        "unknown codes: {} kinds, {} cells",
        tally.unknown_codes.len(),
        tally.unknown_codes.values().sum::<u64>()
    )?;
    let mut unknown: Vec<_> = tally.unknown_codes.iter().collect();
    unknown.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    for (code, count) in unknown.into_iter().take(25) {
        writeln!(out, "  {count:6} {code}")?;
    }
    Ok(())
}
