//! `westphalia relation`: the course of the relation of two states.

mod rows;
mod scan;
mod table;

pub use scan::{course, formal};

use super::args::{RelationArgs, ViewFormat};
use super::{Window, dyad};
use crate::ending::{Ending, Failure};
use crate::notes::Notes;
use crate::show::count;
use std::io::{self, Write};
use westphalia_relations::draw;
use westphalia_relations::series::{Ask, Relation};

/// Prints the course of a relation.
pub fn run(args: &RelationArgs, notes: &Notes) -> Result<Ending, Failure> {
    let dyad = dyad(&args.one, &args.other)?;
    let ask = Ask {
        unit: args.by.into(),
        scale: args.scale.into(),
        directed: args.directed,
        since: args.window.since,
        until: args.window.until,
    };
    let window = Window::open(&args.window, notes)?;
    let found = course(&window, &dyad, ask)?;
    let mut page = Vec::new();
    match args.format {
        ViewFormat::Table => table::page(&found, &scan::words(&window, &dyad)?, &mut page)?,
        ViewFormat::Jsonl => rows::json(&found, &mut page)?,
        ViewFormat::Csv => rows::csv(&found, &mut page)?,
        ViewFormat::Svg => page = draw::relation(&found).into_bytes(),
    }
    anstream::stdout().lock().write_all(&page)?;
    say_counts(&found, notes);
    Ok(Ending::Complete)
}

/// Says what is counted and what is not.
fn say_counts(found: &Relation, notes: &Notes) {
    let n_events: usize = found.series.iter().map(|series| series.n_events).sum();
    let mut words = format!("{} of {} and {} counted", count(n_events, "event"), found.dyad.a, found.dyad.b);
    let left: Vec<String> =
        found.left_out.iter().map(|left| format!("{} {}", left.n_events, left.reason.words())).collect();
    if !left.is_empty() {
        words.push_str(&format!("; left out: {}", left.join(", ")));
    }
    notes.say(&words);
    if n_events == 0 {
        notes.say("hint: `westphalia record status` says what the record holds; --since and --until may be too narrow");
    }
}

/// Writes to memory that csv has filled.
fn flushed(csv: csv::Writer<&mut Vec<u8>>) -> Result<(), Failure> {
    csv.into_inner().map(|_| ()).map_err(|error| Failure::Output(io::Error::other(error.to_string())))
}
