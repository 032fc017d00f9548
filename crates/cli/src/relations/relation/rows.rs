//! The course of a relation for other programs.

use super::flushed;
use crate::ending::Failure;
use serde::Serialize;
use std::io;
use westphalia_model::EventType;
use westphalia_relations::series::{Change, Level, Period, Relation, Score, Series, Turn};

/// A line of JSON.
#[derive(Serialize)]
struct Line<'a, T> {
    /// `period`, `change` or `left_out`.
    kind: &'a str,
    series: &'a str,
    scale: &'a str,
    #[serde(flatten)]
    value: &'a T,
}

/// A line for each period, each turning point, and each reason for which events are left out.
pub fn json(relation: &Relation, page: &mut Vec<u8>) -> Result<(), Failure> {
    for series in &relation.series {
        for period in &series.periods {
            line("period", &series.name, relation, period, page)?;
        }
        for change in &series.changes {
            line("change", &series.name, relation, change, page)?;
        }
    }
    for left_out in &relation.left_out {
        line("left_out", "", relation, left_out, page)?;
    }
    Ok(())
}

fn line<T: Serialize>(
    kind: &str,
    series: &str,
    relation: &Relation,
    value: &T,
    page: &mut Vec<u8>,
) -> Result<(), Failure> {
    let scale = relation.scale.name();
    serde_json::to_writer(&mut *page, &Line { kind, series, scale, value }).map_err(io::Error::from)?;
    page.push(b'\n');
    Ok(())
}

/// The columns before the types.
const COLUMNS: [&str; 36] = [
    "series",
    "period",
    "start",
    "end",
    "n_events",
    "n_days",
    "verbal_cooperation",
    "material_cooperation",
    "verbal_conflict",
    "material_conflict",
    "cooperation",
    "goldstein_mean",
    "goldstein_sum",
    "plover_mean",
    "plover_sum",
    "n_reports",
    "scale",
    "level",
    "level_low",
    "level_high",
    "n_documents",
    "n_sources",
    "n_events_a",
    "n_events_b",
    "per_thousand",
    "share_a",
    "share_b",
    "turn",
    "turn_date",
    "turn_basis",
    "turn_probability",
    "turn_probability_near",
    "turn_before",
    "turn_after",
    "turn_event_ids",
    "event_ids",
];

/// A row for each period.
pub fn csv(relation: &Relation, page: &mut Vec<u8>) -> Result<(), Failure> {
    let mut csv = csv::Writer::from_writer(page);
    let types = EventType::ALL.map(|t| t.as_str().to_lowercase());
    let fail = |error: csv::Error| Failure::Output(io::Error::other(error));
    csv.write_record(COLUMNS.into_iter().chain(types.iter().map(String::as_str))).map_err(fail)?;
    for series in &relation.series {
        for period in &series.periods {
            csv.write_record(row(relation, series, period)).map_err(fail)?;
        }
    }
    flushed(csv)
}

/// The cells of a period, with the likeliest turning point in it.
fn row(relation: &Relation, series: &Series, period: &Period) -> Vec<String> {
    let mut row = vec![
        series.name.clone(),
        period.label.clone(),
        period.start.to_string(),
        period.end.to_string(),
        period.n_events.to_string(),
        period.n_days.to_string(),
    ];
    row.extend(period.quads.map(|n| n.to_string()));
    row.push(real(period.cooperation));
    row.extend([period.goldstein, period.plover].into_iter().flat_map(score));
    row.extend([period.n_reports.to_string(), relation.scale.name().to_lowercase()]);
    let Level { mean, low, high } = period.level;
    row.extend([mean, low, high].map(|value| real(Some(value))));
    let coverage = period.coverage.unwrap_or_default();
    let counts = [coverage.n_documents, coverage.n_sources, Some(coverage.n_events_a), Some(coverage.n_events_b)];
    row.extend(counts.map(|n| n.map_or_else(String::new, |n| n.to_string())));
    row.extend([period.per_thousand, period.share_a, period.share_b].map(real));
    row.extend(turn(series, period));
    row.push(period.event_ids.join(";"));
    row.extend(EventType::ALL.map(|t| period.types.get(&t).copied().unwrap_or(0).to_string()));
    row
}

fn turn(series: &Series, period: &Period) -> [String; 8] {
    let within = |change: &&Change| period.start <= change.date && change.date <= period.end;
    let likeliest = series.changes.iter().filter(within).max_by(|a, b| a.probability.total_cmp(&b.probability));
    let Some(change) = likeliest else { return Default::default() };
    [
        if change.direction == Turn::Up { "up" } else { "down" }.to_owned(),
        change.date.to_string(),
        change.basis.as_str().to_owned(),
        real(Some(change.probability)),
        real(Some(change.probability_near)),
        real(Some(change.before.mean)),
        real(Some(change.after.mean)),
        change.event_ids.join(";"),
    ]
}

fn score(score: Option<Score>) -> [String; 2] {
    [real(score.map(|score| score.mean)), real(score.map(|score| score.sum))]
}

/// A number with at most four digits after the point.
fn real(value: Option<f64>) -> String {
    let Some(value) = value else { return String::new() };
    let text = format!("{value:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}
