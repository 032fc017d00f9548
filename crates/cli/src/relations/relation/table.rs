//! The course of a relation for people.

use crate::ending::Failure;
use crate::show::{count, plain_table, printable};
use comfy_table::{LineStyle, presets};
use std::collections::HashMap;
use std::io::Write;
use westphalia_relations::series::{Basis, Change, Level, Period, Relation, Series, Turn};

/// On a page narrower than this the table has fewer columns and a shorter bar.
const WIDE: u16 = 138;

/// Characters from one end of the scale to the other, on a wide page and a narrow one.
const BARS: [usize; 2] = [31, 21];

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
    let mut table = plain_table(["period", "events", "v+ m+ v- m-", "mean", "-10 to 10"]);
    let is_wide = table.width().is_none_or(|width| width >= WIDE);
    if is_wide {
        let scale = "-10 hostile    0    friendly 10";
        table.set_header(["period", "events", "v+ m+ v- m-", "mean", scale, "level", "coop", "reports", "documents"]);
    }
    table.load_style(presets::UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none()));
    let mut add = |period: &Period, label: String, n_documents: Option<u64>| {
        let mut row = cells(relation, period, label, n_documents, BARS[usize::from(!is_wide)]);
        row.truncate(if is_wide { 9 } else { 5 });
        table.add_row(row);
    };
    for run in series.periods.chunk_by(|a, b| a.n_events == 0 && b.n_events == 0) {
        match run {
            [first, .., last] if run.len() > SILENCE => {
                let middle = run.get(run.len() / 2).unwrap_or(first);
                let n_documents = run.iter().filter_map(documents).sum();
                add(middle, format!("{} to {}", first.label, last.label), Some(n_documents));
            }
            run => run.iter().for_each(|period| add(period, period.label.clone(), documents(period))),
        }
    }
    writeln!(page, "{}", table.trim_fmt())?;
    writeln!(page, "v+ m+ v- m-: verbal and material cooperation, verbal and material conflict")?;
    writeln!(page, "● level, ─ the interval that holds it with 95% probability, │ the middle of the scale")?;
    Ok(())
}

fn documents(period: &Period) -> Option<u64> {
    period.coverage?.n_documents
}

fn cells(relation: &Relation, period: &Period, label: String, n_documents: Option<u64>, width: usize) -> Vec<String> {
    let quads = period.quads.map(|n| if n == 0 { " .".to_owned() } else { format!("{n:>2}") }).join(" ");
    let some = period.n_events > 0;
    vec![
        label,
        if some { period.n_events.to_string() } else { String::new() },
        if some { quads } else { String::new() },
        period.score(relation.scale).map_or_else(String::new, |score| format!("{:+.1}", score.mean)),
        bar(period.level, width),
        interval(period.level),
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
fn bar(level: Level, width: usize) -> String {
    let last = width.saturating_sub(1);
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
    (0..width).map(mark).collect()
}

fn turning_point(change: &Change, words: &HashMap<String, String>, page: &mut Vec<u8>) -> Result<(), Failure> {
    let direction = if change.direction == Turn::Up { "up" } else { "down" };
    let (near, wide) = (100.0 * change.probability_near, 100.0 * change.probability);
    let what = match change.basis {
        Basis::Tone => "level",
        Basis::Formal => "formal level changed; mean",
    };
    writeln!(
        page,
        "  {} {direction}: {what} {} before, {} after; probability {wide:.0}% within half a year, {near:.0}% within 31 days",
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
        let check = |mean, low, high, expected: &str| assert_eq!(bar(Level { mean, low, high }, 31), expected);
        check(0.0, 0.0, 0.0, "               ●               ");
        check(4.0, 2.0, 6.0, "               │  ───●───      ");
        check(-10.0, -10.0, 10.0, "●──────────────┼───────────────");
    }
}
