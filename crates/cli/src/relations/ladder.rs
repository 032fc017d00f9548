//! `westphalia ladder`: how two states stand formally, and since when.

use super::args::LadderArgs;
use super::relation::formal;
use super::{Window, dyad, output};
use crate::ending::{Ending, Failure};
use crate::notes::Notes;
use crate::show::count;
use westphalia_model::DatePrecision;
use westphalia_relations::ladder::{Ladder, Taken};

/// Prints the steps of the ladder with their proof, and on standard error where the two stand.
pub fn run(args: &LadderArgs, notes: &mut Notes) -> Result<Ending, Failure> {
    let dyad = dyad(&args.one, &args.other)?;
    let ladder = formal(&Window::open(&args.window, notes)?, &dyad)?;
    let steps: Vec<&Taken> =
        ladder.steps.iter().filter(|step| args.window.since.is_none_or(|since| step.date_end >= since)).collect();
    let rows: Vec<[String; 6]> = steps.iter().map(|step| row(step)).collect();
    output::print(args.format, ["date", "step", "by", "rung", "proof", "reports"], &rows, &steps)?;
    notes.say(&stand(&ladder));
    let n_events = ladder.steps.iter().map(|step| step.proofs.len()).sum();
    notes.say(&format!("told by {} of the record and the facts of data/relations/ties.tsv", count(n_events, "event")));
    Ok(Ending::Complete)
}

fn row(step: &Taken) -> [String; 6] {
    let date = match step.precision {
        DatePrecision::Year => step.date.year().to_string(),
        DatePrecision::Month | DatePrecision::Quarter => step.date.strftime("%Y-%m").to_string(),
        _ => step.date.to_string(),
    };
    let proof = match (step.proofs.first(), step.what.as_str()) {
        (Some(proof), _) => proof.words.clone(),
        (None, what) => format!("{what} ({})", step.source),
    };
    let n_reports: u32 = step.proofs.iter().map(|proof| proof.n_reports).sum();
    let rung = step.to.map_or("", |rung| rung.gloss()).to_owned();
    [date, step.step.as_str().to_owned(), step.by.clone(), rung, proof, n_reports.to_string()]
}

fn stand(ladder: &Ladder) -> String {
    let rung = ladder.rung.map_or("not known", |rung| rung.gloss());
    let day = ladder.as_of.map_or_else(String::new, |day| format!(" on {day}"));
    format!("{} and {}{day}: {rung}", ladder.dyad.a, ladder.dyad.b)
}
