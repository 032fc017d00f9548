//! `westphalia atlas`: who or where is this, on that day, and why?

use crate::args::{AtlasArgs, Rows};
use crate::ending::{Ending, Failure};
use crate::notes::Notes;
use crate::show;
use serde::Serialize;
use std::io::{self, Write};
use westphalia_atlas::{Answer, Atlas, Period};
use westphalia_model::Date;
use westphalia_read::{Fault, Place};

/// One answer as a line of JSON.
#[derive(Serialize)]
struct AnswerRow<'a> {
    kind: &'a str,
    name: &'a str,
    country: &'a str,
    body: &'a str,
    sector: &'a str,
    office: &'a str,
    title: &'a str,
    from: Option<Date>,
    until: Option<Date>,
    holds: bool,
    chosen: bool,
    why: &'a str,
    row: &'a str,
    source: &'a str,
    wikidata_id: &'a str,
}

/// Prints everything that the name can mean, the answer that the program would choose first.
pub fn run(args: &AtlasArgs, notes: &mut Notes) -> Result<Ending, Failure> {
    if args.name.trim().is_empty() {
        return Err(Failure::Usage {
            message: "expected a name, found nothing but space".to_owned(),
            hint: "westphalia atlas \"Kim Jong Un\" --on 2024-06-18",
        });
    }
    let answers = Atlas::embedded().lookup(&args.name, args.on);
    let mut page = Vec::new();
    match args.format {
        Rows::Jsonl => lines(&answers, &mut page)?,
        Rows::Table => table(&answers, &mut page)?,
    }
    io::stdout().lock().write_all(&page)?;
    if answers.is_empty() {
        let message = "expected a name of the atlas, found none like it";
        let hint = "try the full name, or the name without a title";
        notes.fault(&Fault::error(Place::file(&format!("\"{}\"", args.name)), message, hint));
        return Ok(Ending::Incomplete);
    }
    Ok(Ending::Complete)
}

/// The answers as JSON lines.
fn lines(answers: &[Answer], page: &mut Vec<u8>) -> io::Result<()> {
    for answer in answers {
        let row = AnswerRow {
            kind: answer.kind,
            name: &answer.name,
            country: &answer.country,
            body: &answer.body,
            sector: &answer.sector,
            office: &answer.office,
            title: &answer.title,
            from: answer.period.from,
            until: answer.period.until,
            holds: answer.holds,
            chosen: answer.chosen,
            why: &answer.why,
            row: &answer.row,
            source: &answer.source,
            wikidata_id: &answer.wikidata,
        };
        serde_json::to_writer(&mut *page, &row)?;
        page.push(b'\n');
    }
    Ok(())
}

/// The answers for people; `▸` marks the one that the program would choose.
fn table(answers: &[Answer], page: &mut Vec<u8>) -> io::Result<()> {
    if answers.is_empty() {
        return Ok(());
    }
    let mut table = show::plain_table(["", "who", "code", "sector", "office", "when", "why", "row", "source"]);
    for answer in answers {
        let code = if answer.body.is_empty() { &answer.country } else { &answer.body };
        let office = if answer.title.is_empty() { &answer.office } else { &answer.title };
        table.add_row([
            if answer.chosen { "▸" } else { "" },
            &format!("{} ({})", answer.name, answer.kind),
            code,
            &answer.sector,
            office,
            &when(answer.period),
            &answer.why,
            &answer.row,
            &answer.source,
        ]);
    }
    writeln!(page, "{}", table.trim_fmt())
}

/// A period in words; its end is the day on which it no longer holds.
fn when(period: Period) -> String {
    let day = |date: Option<Date>| date.map(|date| date.to_string());
    match (day(period.from), day(period.until)) {
        (None, None) => String::new(),
        (Some(from), None) => format!("since {from}"),
        (None, Some(until)) => format!("before {until}"),
        (Some(from), Some(until)) => format!("{from} to {until}"),
    }
}
