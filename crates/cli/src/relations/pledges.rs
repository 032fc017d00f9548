//! `westphalia pledges`: what did they pledge to one another, and what became of it?

use super::args::{FlatFormat, PledgesArgs};
use super::{Window, dyad, output};
use crate::ending::{Ending, Failure};
use crate::notes::Notes;
use crate::show::{self, count, printable};
use std::collections::BTreeSet;
use std::io::{self, Write};
use westphalia_model::{Date, Dyad, Event, Report, Status as Kept};
use westphalia_record::{Snapshot, tables};
use westphalia_relations::pledges::{Pledge, Question, Rate, Status, Thresholds, concerns, ledger, rates};

/// Prints the pledges, or with `--rates` how often they are followed through.
pub fn run(args: &PledgesArgs, notes: &Notes) -> Result<Ending, Failure> {
    let dyad = asked(&args.parties)?;
    let window = Window::open(&args.window, notes)?;
    let Some((as_of, all)) = known(&window, dyad, args.as_of)? else {
        notes.say("no pledges: the record holds no event of them");
        return Ok(Ending::Complete);
    };
    let asked_for = |pledge: &&Pledge| window.holds(Some(pledge.opened)) && is_asked_for(pledge, args);
    let shown: Vec<&Pledge> = all.iter().filter(asked_for).collect();
    let page = if args.rates {
        let shown: Vec<Pledge> = shown.iter().map(|pledge| (*pledge).clone()).collect();
        rates_page(&rates(&shown), args.format)
    } else {
        pledges_page(&shown, args.format)
    }?;
    io::stdout().lock().write_all(&page)?;
    let by_default = if args.as_of.is_none() { ", the day of the last report (--as-of names another)" } else { "" };
    notes.say(&format!("{} as of {as_of}{by_default}", count(shown.len(), "pledge")));
    Ok(Ending::Complete)
}

/// The ledger of a dyad, or of all, and the day as of which it stands: that of the last report if none is given.
pub fn known(window: &Window, dyad: Option<Dyad>, as_of: Option<Date>) -> Result<Option<(Date, Vec<Pledge>)>, Failure> {
    let events = events(window.record(), dyad.as_ref())?;
    let last = events.iter().filter_map(|event| event.first_reported).max();
    let Some(as_of) = as_of.or(last) else { return Ok(None) };
    let beside = match &dyad {
        Some(dyad) => beside(window.record(), dyad)?,
        None => BTreeSet::new(),
    };
    let question = Question { dyad, beside, as_of, thresholds: Thresholds::default() };
    Ok(Some((as_of, ledger(&events, &question))))
}

/// The two that are asked for, if any.
fn asked(names: &[String]) -> Result<Option<Dyad>, Failure> {
    match names {
        [] => Ok(None),
        [one, other] => dyad(one, other).map(Some),
        _ => Err(Failure::Usage {
            message: format!("expected two states, found {}", names.len()),
            hint: "name two states or bodies (RUS PRK), or none",
        }),
    }
}

/// Every event that can matter, whenever it happened: one that lies ahead is told today.
fn events(record: &Snapshot, dyad: Option<&Dyad>) -> Result<Vec<Event>, Failure> {
    let mut events = Vec::new();
    for batch in record.rows::<Event>(&tables::EVENTS, None)? {
        let matters = |event: &Event| event.status != Kept::Retracted && dyad.is_none_or(|dyad| concerns(event, dyad));
        events.extend(batch?.into_iter().filter(matters));
    }
    Ok(events)
}

/// Reports that stand in a document which tells of the two.
fn beside(record: &Snapshot, dyad: &Dyad) -> Result<BTreeSet<String>, Failure> {
    let (mut told, mut reports) = (BTreeSet::new(), Vec::new());
    for batch in record.rows::<Report>(&tables::REPORTS, None)? {
        for report in batch? {
            if dyad.link(&Event::of_report(&report)).is_some() {
                told.insert(report.document_id.clone());
            }
            reports.push((report.document_id, report.report_id));
        }
    }
    Ok(reports.into_iter().filter(|(document, _)| told.contains(document)).map(|(_, report)| report).collect())
}

fn is_asked_for(pledge: &Pledge, args: &PledgesArgs) -> bool {
    let sectors = &pledge.content.policy_sectors;
    (!args.open || pledge.status.is_pending())
        && (args.status.is_empty() || args.status.iter().any(|status| Status::from(*status) == pledge.status))
        && args.sector.as_ref().is_none_or(|sector| sectors.iter().any(|s| s.eq_ignore_ascii_case(sector)))
}

fn pledges_page(pledges: &[&Pledge], format: FlatFormat) -> io::Result<Vec<u8>> {
    match format {
        FlatFormat::Jsonl => {
            let mut page = Vec::new();
            output::lines(pledges, &mut page)?;
            Ok(page)
        }
        FlatFormat::Csv => sheet(&CSV, pledges.iter().map(|pledge| csv_row(pledge))),
        FlatFormat::Table => {
            let mut table = show::plain_table(["day", "by → to", "act", "what", "deadline", "status", "evidence"]);
            for pledge in pledges {
                table.add_row(row(pledge));
            }
            Ok(format!("{table}\n").into_bytes())
        }
    }
}

fn sheet<const N: usize>(head: &[&str; N], rows: impl Iterator<Item = [String; N]>) -> io::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(head)?;
    for row in rows {
        writer.write_record(row)?;
    }
    writer.into_inner().map_err(csv::IntoInnerError::into_error)
}

/// `PRK → RUS`, or `PRK ↔ RUS` where both are bound to each other.
fn arrow(pledge: &Pledge) -> String {
    if pledge.by == pledge.to {
        return pledge.by.join(" ↔ ");
    }
    let by = pledge.by.join(", ");
    if pledge.to.is_empty() { by } else { format!("{by} → {}", pledge.to.join(", ")) }
}

fn row(pledge: &Pledge) -> [String; 7] {
    let mut what = printable(&pledge.content.text);
    if !pledge.condition.is_empty() {
        what = format!("{what} ({})", printable(&pledge.condition));
    }
    let closed = pledge.history.last().filter(|change| change.status != Status::Open);
    let evidence = closed.map(|change| format!("{} ({})", change.day, change.rule)).unwrap_or_default();
    [
        pledge.opened.to_string(),
        arrow(pledge),
        pledge.act.as_str().to_owned(),
        what,
        or_empty(pledge.deadline),
        pledge.status.as_str().to_owned(),
        evidence,
    ]
}

const CSV: [&str; 22] = [
    "id",
    "opened",
    "by",
    "to",
    "act",
    "event_type",
    "mode",
    "kinds",
    "policy_sectors",
    "text",
    "quantities",
    "condition",
    "deadline",
    "horizon",
    "status",
    "status_day",
    "status_rule",
    "status_score",
    "status_event",
    "n_reports",
    "words",
    "report_events",
];

fn csv_row(pledge: &Pledge) -> [String; 22] {
    let last = pledge.history.last();
    let event = last.and_then(|change| change.evidence.as_ref()).map(|proof| proof.event_id.clone());
    let content = &pledge.content;
    let quantities: Vec<String> =
        content.quantities.iter().map(|q| format!("{} {} {}", q.kind, q.value, q.unit)).collect();
    let reports: Vec<&str> = pledge.reports.iter().map(|proof| proof.event_id.as_str()).collect();
    [
        pledge.id.clone(),
        pledge.opened.to_string(),
        pledge.by.join(";"),
        pledge.to.join(";"),
        pledge.act.as_str().to_owned(),
        content.event_type.map(|t| t.to_string()).unwrap_or_default(),
        content.mode.clone(),
        content.kinds.join(";"),
        content.policy_sectors.join(";"),
        content.text.clone(),
        quantities.join(";"),
        pledge.condition.clone(),
        or_empty(pledge.deadline),
        or_empty(pledge.horizon),
        pledge.status.as_str().to_owned(),
        last.map(|change| change.day.to_string()).unwrap_or_default(),
        last.map(|change| change.rule.to_owned()).unwrap_or_default(),
        last.map(|change| change.score.to_string()).unwrap_or_default(),
        event.unwrap_or_default(),
        pledge.reports.len().to_string(),
        pledge.words.clone(),
        reports.join(";"),
    ]
}

fn or_empty(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

const RATES: [&str; 9] =
    ["of", "name", "pledges", "decided", "kept", "partly kept", "share kept", "95% interval", "kept or partly"];

fn rates_page(rates: &[Rate], format: FlatFormat) -> io::Result<Vec<u8>> {
    match format {
        FlatFormat::Jsonl => {
            let mut page = Vec::new();
            output::lines(rates, &mut page)?;
            Ok(page)
        }
        FlatFormat::Csv => {
            let names = RATES.map(|name| name.replace(' ', "_"));
            sheet(&names.each_ref().map(String::as_str), rates.iter().map(rate_row))
        }
        FlatFormat::Table => {
            let mut table = show::plain_table(RATES);
            for rate in rates {
                table.add_row(rate_row(rate));
            }
            Ok(format!("{table}\n").into_bytes())
        }
    }
}

fn rate_row(rate: &Rate) -> [String; 9] {
    let share = |share: Option<f64>| share.map(|share| format!("{share:.2}")).unwrap_or_default();
    let of = if rate.threats { "threats" } else { "pledges" };
    [
        if rate.name.is_empty() { of.to_owned() } else { format!("{of} by {}", rate.scope.as_str()) },
        rate.name.clone(),
        rate.n_pledges.to_string(),
        rate.n_decided.to_string(),
        rate.n_kept.to_string(),
        rate.n_partly_kept.to_string(),
        share(rate.kept),
        rate.interval.map(|(low, high)| format!("{low:.2} to {high:.2}")).unwrap_or_default(),
        share(rate.kept_or_partly),
    ]
}
