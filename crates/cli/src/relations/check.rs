//! `westphalia check`: does a claim about the history hold, by the record and by lists of travel?

use super::args::{CheckArgs, FlatFormat, WindowArgs};
use super::verdicts::{self, Row};
use super::{Window, evidence, output};
use crate::ending::{Ending, Failure};
use crate::notes::Notes;
use crate::show::{count, printable};
use jiff::ToSpan;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};
use westphalia_coder::Coder;
use westphalia_model::{Claim, Date, Document};
use westphalia_relations::claims::{Checked, Evidence, People, Travel, check};

/// Reads the claim, checks it and prints the verdict.
pub fn run(args: &CheckArgs, notes: &mut Notes) -> Result<Ending, Failure> {
    let day = args.as_of.or_else(today);
    let Some(day) = day else {
        return Err(Failure::Usage {
            message: "expected a clock that knows the day, found none".to_owned(),
            hint: "--as-of 2024-06-17 names one",
        });
    };
    let coder = Coder::embedded().map_err(Failure::Start)?;
    let claims = claims_of(&coder, &args.claim, day);
    if claims.is_empty() {
        return Err(Failure::Usage {
            message: format!("expected a claim about the history, found none in {:?}", args.claim),
            hint: "a claim says who did what for the first, third or last time, or never: \"Putin's first visit to North Korea in 24 years\"",
        });
    }
    let (events, documents) = match record(args) {
        Some(folder) => {
            let place = WindowArgs { record: folder, since: None, until: None };
            let window = Window::open(&place, notes)?;
            let views = window.views();
            (evidence::events(views, &claims, Some(day))?, evidence::documents(views, Some(day))?)
        }
        None => {
            notes.say("note: no record is asked, since there is none in ./record; --record names one");
            (Vec::new(), BTreeMap::new())
        }
    };
    let travel = (!args.without_travel).then(Travel::embedded);
    let people = People::new();
    let evidence = Evidence::new(&events, documents, travel.as_ref(), &people);
    let rows: Vec<Row> = claims.iter().map(|claim| Row::of(check(claim, &evidence), None)).collect();
    let mut page = Vec::new();
    match args.format {
        FlatFormat::Jsonl => output::lines(&rows, &mut page)?,
        FlatFormat::Csv => verdicts::csv(&rows, &mut page)?,
        FlatFormat::Table => rows.iter().try_for_each(|row| story(&row.checked, &mut page))?,
    }
    anstream::stdout().lock().write_all(&page)?;
    Ok(Ending::Complete)
}

/// The day by the clock of the machine, in UTC.
fn today() -> Option<Date> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
    Date::constant(1970, 1, 1).checked_add(i64::try_from(seconds / 86_400).ok()?.days()).ok()
}

/// The claims of a phrase or sentence. A phrase that is none by itself may be one after "it was".
fn claims_of(coder: &Coder, text: &str, day: Date) -> Vec<Claim> {
    let of = |text: String| coder.claims(&Document { text, date: Some(day), ..Document::default() });
    let found = of(text.to_owned());
    if found.is_empty() { of(format!("It was {text}.")) } else { found }
}

/// The record to ask: the one that is named, else the usual one if it is there.
fn record(args: &CheckArgs) -> Option<PathBuf> {
    let usual = || Some(PathBuf::from("record")).filter(|folder| folder.exists());
    args.record.clone().or_else(usual)
}

/// A verdict for people: what was understood, what was found, and what the record covers.
fn story(checked: &Checked, page: &mut Vec<u8>) -> io::Result<()> {
    let claim = &checked.claim;
    writeln!(page, "{}", printable(&claim.words))?;
    writeln!(page, "  read as   {}", printable(&verdicts::reading(claim)))?;
    writeln!(page, "  verdict   {}", verdicts::coloured(checked.verdict))?;
    writeln!(page, "  why       {}", printable(&checked.why))?;
    writeln!(page, "  coverage  {}", printable(&checked.coverage.sentence()))?;
    for problem in &claim.problems {
        writeln!(page, "  problem   {}", printable(&problem.message))?;
    }
    for proof in &checked.proof {
        let day = proof.date.map_or_else(|| "no day".to_owned(), |d| d.to_string());
        let reports = count(usize::try_from(proof.n_reports).unwrap_or(usize::MAX), "report");
        writeln!(page, "  event     {day} {} ({reports}): {}", proof.event_id, printable(&proof.words))?;
    }
    for visit in &checked.visits {
        let who = printable(&visit.person);
        writeln!(page, "  visit     {} {} to {}: {who} ({})", visit.start, visit.from, visit.to, visit.source)?;
    }
    writeln!(page)
}
