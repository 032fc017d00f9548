//! The course of a relation for people.

use crate::ending::Failure;
use crate::show::{count, plain_table, printable};
use std::collections::HashMap;
use std::io::Write;
use westphalia_relations::series::{Change, Level, Period, Relation, Series, Turn};

/// Characters from one end of the scale to the other.
const BAR: usize = 31;

/// Periods without events beyond which they are one row.
const SILENCE: usize = 2;

/// Adds a table of periods and a list of turning points for each series.
pub fn page(relation: &Relation, words: &HashMap<String, String>, page: &mut Vec<u8>) -> Result<(), Failure> {
    for (place, series) in relation.series.iter().enumerate() {
        if place > 0 {
            writeln!(page)?;
        }
        let (name, unit, scale) = (&series.name, relation.unit.name(), relation.scale.name());
        writeln!(page, "{name} by {unit}: {}, {scale} scale", count(series.n_events, "event"))?;
        if series.n_events == 0 {
            continue;
        }
        periods(relation, series, page)?;
        writeln!(page, "\nturning points: {}", series.changes.len())?;
        for change in &series.changes {
            turning_point(change, words, page)?;
        }
    }
    Ok(())
}

fn periods(relation: &Relation, series: &Series, page: &mut Vec<u8>) -> Result<(), Failure> {
    let scale = "-10 hostile      0      friendly 10";
    let mut table =
        plain_table(["period", "events", "v+ m+ v- m-", "mean", "level", scale, "coop", "reports", "documents"]);
    for run in series.periods.chunk_by(|a, b| a.n_events == 0 && b.n_events == 0) {
        match run {
            [first, .., last] if run.len() > SILENCE => {
                let label = format!("{} to {}", first.label, last.label);
                let middle = run.get(run.len() / 2).unwrap_or(first);
                let n_documents = run.iter().filter_map(documents).sum();
                table.add_row(cells(relation, middle, label, Some(n_documents)));
            }
            run => run.iter().for_each(|period| {
                table.add_row(cells(relation, period, period.label.clone(), documents(period)));
            }),
        }
    }
    writeln!(page, "{}", table.trim_fmt())?;
    let legend = "v+ m+ v- m-: verbal and material cooperation, verbal and material conflict; level with the interval \
                  that holds it with 95% probability";
    writeln!(page, "{legend}")?;
    Ok(())
}

fn documents(period: &Period) -> Option<u64> {
    period.coverage?.n_documents
}

fn cells(relation: &Relation, period: &Period, label: String, n_documents: Option<u64>) -> [String; 9] {
    let quads = period.quads.map(|n| if n == 0 { " .".to_owned() } else { format!("{n:>2}") }).join(" ");
    let some = period.n_events > 0;
    [
        label,
        if some { period.n_events.to_string() } else { String::new() },
        if some { quads } else { String::new() },
        period.score(relation.scale).map_or_else(String::new, |score| format!("{:+.1}", score.mean)),
        interval(period.level),
        bar(period.level),
        period.cooperation.map_or_else(String::new, |share| format!("{:.0}%", 100.0 * share)),
        if some { period.n_reports.to_string() } else { String::new() },
        n_documents.filter(|n| *n > 0).map_or_else(String::new, |n| n.to_string()),
    ]
}

/// `+1.2 (-0.4 to +2.8)`.
fn interval(level: Level) -> String {
    format!("{:+.1} ({:+.1} to {:+.1})", level.mean, level.low, level.high)
}

/// The level on its scale: `│` is 0, `─` the interval, `●` the level.
fn bar(level: Level) -> String {
    let last = BAR - 1;
    // Casting from below 0 gives 0.
    let place = |value: f64| (((value + 10.0) / 20.0 * last as f64).round() as usize).min(last);
    let (low, mean, high) = (place(level.low), place(level.mean), place(level.high));
    let mark = |at: usize| match at {
        at if at == mean => '●',
        at if low <= at && at <= high => {
            if at == last / 2 {
                '┼'
            } else {
                '─'
            }
        }
        at if at == last / 2 => '│',
        _ => ' ',
    };
    (0..BAR).map(mark).collect()
}

fn turning_point(change: &Change, words: &HashMap<String, String>, page: &mut Vec<u8>) -> Result<(), Failure> {
    let direction = if change.direction == Turn::Up { "up" } else { "down" };
    let (near, wide) = (100.0 * change.probability_near, 100.0 * change.probability);
    writeln!(
        page,
        "  {} {direction}: level {} before, {} after; probability {wide:.0}% within half a year, {near:.0}% within 31 days",
        change.date,
        interval(change.before),
        interval(change.after),
    )?;
    for id in &change.event_ids {
        let sentence = words.get(id).map(|words| printable(words)).unwrap_or_default();
        writeln!(page, "    {id} {sentence}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::bar;
    use westphalia_relations::series::Level;

    #[test]
    fn a_level_is_drawn_on_its_scale() {
        let check = |mean, low, high, expected: &str| assert_eq!(bar(Level { mean, low, high }), expected);
        check(0.0, 0.0, 0.0, "               ●               ");
        check(4.0, 2.0, 6.0, "               │  ───●───      ");
        check(-10.0, -10.0, 10.0, "●──────────────┼───────────────");
    }
}
