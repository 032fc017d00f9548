//! Imports a file, exports it in a layout, imports that, and says how many rows came back the same:
//! `cargo run --release --example roundtrip FILE LAYOUT`, where LAYOUT is gdelt2, icews or polecat.

use std::fs::File;
use std::io::{self, BufReader, Write};
use westphalia_exchange::{ExportLayout, Layout, export, import};
use westphalia_model::{Actor, Event, Report};

/// What a row says: day, actors, recipients, code, place.
fn key(report: &Report) -> String {
    let codes = |parties: &[Actor]| parties.iter().map(Actor::code).collect::<Vec<_>>().join(";");
    let parties = [codes(&report.actors), codes(&report.recipients)].join(" -> ");
    let place = format!("{} {:?} {:?} {}", report.place, report.lat, report.lon, report.place_country);
    format!("{:?} {parties} {} {} @ {place}", report.event_date_start, report.cameo_code, report.type_name())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(path), Some(name)) = (args.next(), args.next()) else {
        return Err("expected FILE LAYOUT".into());
    };
    let (from, to): (Layout, ExportLayout) = (name.parse()?, name.parse()?);
    let mut first = Vec::new();
    import(from, BufReader::new(File::open(&path)?), &path, &mut |batch| first.extend(batch))?;
    let mut bytes = Vec::new();
    let exported = export(to, first.iter().map(Event::of_report), &mut bytes)?;
    let mut second = Vec::new();
    import(from, bytes.as_slice(), "export", &mut |batch| second.extend(batch))?;
    let mut again = Vec::new();
    export(to, second.iter().map(Event::of_report), &mut again)?;
    let pairs = first.iter().filter(|report| report.event_type.is_some() || !report.cameo_code.is_empty()).zip(&second);
    let different: Vec<_> = pairs.clone().filter(|(a, b)| key(a) != key(b)).collect();
    let same = pairs.count() - different.len();
    let mut out = io::stdout().lock();
    let share = 100.0 * same as f64 / first.len().max(1) as f64;
    writeln!(out, "{} rows, {} written, {same} came back the same: {share:.3} %", first.len(), exported.n_rows)?;
    writeln!(out, "written again: {}", if bytes == again { "the same bytes" } else { "other bytes" })?;
    for (a, b) in different.into_iter().take(10) {
        writeln!(out, "- {}\n+ {}", key(a), key(b))?;
    }
    Ok(())
}
