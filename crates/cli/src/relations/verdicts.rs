//! How verdicts on claims are printed.

use crate::ending::Failure;
use crate::show::{plain_table, printable};
use anstyle::{AnsiColor, Style};
use serde::Serialize;
use std::io::{self, Write};
use westphalia_model::{Actor, Claim, Counted};
use westphalia_relations::claims::{Checked, Verdict};

/// A verdict with where the claim was found.
#[derive(Serialize)]
pub struct Row {
    /// Outlet of the document, or empty.
    pub source: String,
    /// The document's own identity, or empty.
    pub native_id: String,
    /// The verdict.
    #[serde(flatten)]
    pub checked: Checked,
}

impl Row {
    /// A row; `found` is the outlet and identity of the document.
    pub fn of(checked: Checked, found: Option<(&str, &str)>) -> Self {
        let (source, native_id) = found.unwrap_or_default();
        Self { source: source.to_owned(), native_id: native_id.to_owned(), checked }
    }
}

/// Flat columns.
pub fn csv(rows: &[Row], page: &mut Vec<u8>) -> Result<(), Failure> {
    let mut out = csv::Writer::from_writer(page);
    let head = [
        "date",
        "source",
        "document_id",
        "native_id",
        "words",
        "kind",
        "nth",
        "what",
        "actors",
        "recipients",
        "office",
        "since_words",
        "since",
        "verdict",
        "why",
        "coverage",
        "events",
        "visits",
    ];
    out.write_record(head).map_err(io::Error::from)?;
    for row in rows {
        out.write_record(cells(row)).map_err(io::Error::from)?;
    }
    out.flush()?;
    Ok(())
}

fn cells(row: &Row) -> [String; 18] {
    let (checked, claim) = (&row.checked, &row.checked.claim);
    let join = |parts: Vec<String>| parts.join(";");
    [
        claim.said_on.map_or_else(String::new, |d| d.to_string()),
        row.source.clone(),
        claim.document_id.clone(),
        row.native_id.clone(),
        claim.words.clone(),
        claim.kind.as_str().to_owned(),
        claim.nth.map_or_else(String::new, |n| n.to_string()),
        what(claim),
        join(claim.actors.iter().map(Actor::code).collect()),
        join(claim.recipients.iter().map(Actor::code).collect()),
        claim.office.clone(),
        claim.since.as_ref().map_or_else(String::new, |s| s.words.clone()),
        claim.since.as_ref().and_then(|s| s.end).map_or_else(String::new, |d| d.to_string()),
        checked.verdict.as_str().to_owned(),
        checked.why.clone(),
        checked.coverage.sentence(),
        join(checked.proof.iter().map(|p| p.event_id.clone()).collect()),
        join(checked.visits.iter().map(|v| format!("{} {} {}", v.start, v.person, v.to)).collect()),
    ]
}

/// A table for people.
pub fn table(rows: &[Row], page: &mut Vec<u8>) -> io::Result<()> {
    let mut table = plain_table(["said", "source", "claim", "verdict", "why"]);
    for Row { source, checked, .. } in rows {
        table.add_row([
            checked.claim.said_on.map_or_else(String::new, |d| d.to_string()),
            printable(source),
            printable(&checked.claim.words),
            checked.verdict.as_str().to_owned(),
            printable(&checked.why),
        ]);
    }
    writeln!(page, "{table}")
}

/// What is counted, in a word.
fn what(claim: &Claim) -> String {
    match &claim.what {
        Counted::Events { event_type, mode, .. } if mode.is_empty() => event_type.as_str().to_owned(),
        Counted::Events { event_type, mode, .. } => format!("{}/{mode}", event_type.as_str()),
        Counted::Level => "level of relations".to_owned(),
        Counted::Words => format!("`{}`", claim.what_words),
    }
}

/// How a claim was understood, in a line.
pub fn reading(claim: &Claim) -> String {
    let name = |actor: &Actor| {
        let code = actor.code();
        if actor.name.is_empty() || actor.name == code { code } else { format!("{} ({code})", actor.name) }
    };
    let side = |actors: &[Actor]| actors.iter().map(name).collect::<Vec<_>>().join(" and ");
    let rank = match claim.nth {
        Some(n) => format!("number {n} of"),
        None if !claim.degree.is_empty() => claim.degree.clone(),
        None => claim.kind.as_str().to_owned(),
    };
    let mut line = format!("{rank} {}: {}", what(claim), side(&claim.actors));
    if !claim.recipients.is_empty() {
        line.push_str(&format!(" → {}", side(&claim.recipients)));
    }
    if !claim.office.is_empty() {
        line.push_str(&format!(", any {}", claim.office.replace('_', " ")));
    }
    if !claim.qualifiers.is_empty() {
        line.push_str(&format!(", {}", claim.qualifiers.join(" ")));
    }
    match &claim.since {
        None => line.push_str(", ever"),
        Some(since) => match (since.start, since.end) {
            (Some(a), Some(b)) if a != b => line.push_str(&format!(", since some day of {a} to {b}")),
            (_, Some(day)) => line.push_str(&format!(", since {day}")),
            _ => line.push_str(&format!(", `{}`", since.words)),
        },
    }
    if let Some(day) = claim.said_on {
        line.push_str(&format!("; said on {day}"));
    }
    line
}

/// The verdict in its colour.
pub fn coloured(verdict: Verdict) -> String {
    let colour = match verdict {
        Verdict::Supported => AnsiColor::Green,
        Verdict::Contradicted => AnsiColor::Red,
        Verdict::CannotTell => AnsiColor::Yellow,
    };
    let style = Style::new().bold().fg_color(Some(colour.into()));
    format!("{style}{}{style:#}", verdict.as_str())
}
