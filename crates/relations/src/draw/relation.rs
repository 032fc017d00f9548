//! The course of a relation: the level with its interval, turning points, and how much happened.

use super::axis::{Axis, Days, counts};
use super::svg::Svg;
use crate::series::{Change, Relation, Series, Turn};

/// Width of the page, in pixels.
const WIDTH: f64 = 960.0;

/// Left and right end of the plots.
const SIDES: (f64, f64) = (64.0, 944.0);

/// Height of the title and the legend.
const HEAD: f64 = 64.0;

/// Height of one series.
const PANEL: f64 = 400.0;

/// Top and bottom of the plots in a series: the level, and how much happened.
const PLOTS: [(f64, f64); 2] = [(64.0, 264.0), (292.0, 364.0)];

/// Classes and names of the quad classes, in order.
const QUADS: [(&str, &str); 4] = [
    ("vc", "verbal cooperation"),
    ("mc", "material cooperation"),
    ("vk", "verbal conflict"),
    ("mk", "material conflict"),
];

/// Draws a relation.
#[must_use]
pub fn relation(relation: &Relation) -> String {
    let title = format!("{} and {}: level of relations by {}", relation.dyad.a, relation.dyad.b, relation.unit.name());
    let height = PANEL.mul_add(relation.series.len() as f64, HEAD);
    let mut svg = Svg::new(WIDTH, height, &title, &description(relation));
    svg.text("head", 16.0, 26.0, &title);
    legend(&mut svg);
    for (place, series) in relation.series.iter().enumerate() {
        let top = PANEL.mul_add(place as f64, HEAD);
        let offset = format!("translate(0 {top})");
        svg.open("g", &[("transform", offset.as_str())]);
        panel(&mut svg, relation, series);
        svg.close();
    }
    svg.finish()
}

/// What the drawing shows, for those who cannot see it.
fn description(relation: &Relation) -> String {
    let mut words = Vec::new();
    for series in &relation.series {
        let (Some(first), Some(last)) = (series.periods.first(), series.periods.last()) else {
            words.push(format!("{}: no events.", series.name));
            continue;
        };
        words.push(format!(
            "{}: {} events from {} to {}; level {:.1} at first ({:.1} to {:.1}), {:.1} at last ({:.1} to {:.1}) on the {} scale of -10 to 10.",
            series.name,
            series.n_events,
            first.label,
            last.label,
            first.level.mean,
            first.level.low,
            first.level.high,
            last.level.mean,
            last.level.low,
            last.level.high,
            relation.scale.name(),
        ));
        for change in &series.changes {
            let (before, after) = (change.before.mean, change.after.mean);
            words.push(format!("Turning point {}: from {before:.1} to {after:.1}.", label(change)));
        }
    }
    words.join(" ")
}

/// `2023-03-10 up 0.87`.
fn label(change: &Change) -> String {
    let direction = if change.direction == Turn::Up { "up" } else { "down" };
    format!("{} {direction} {:.2}", change.date, change.probability)
}

fn legend(svg: &mut Svg) {
    let mut x = 16.0;
    let y = 50.0;
    svg.line("line", (x, y - 4.0), (x + 20.0, y - 4.0));
    svg.bar("band", (x, y - 10.0), (20.0, 12.0), "");
    svg.text("", x + 26.0, y, "level and its 95% interval");
    x += 186.0;
    for (class, name) in QUADS {
        svg.bar(class, (x, y - 10.0), (12.0, 12.0), "");
        svg.text("", x + 18.0, y, name);
        x += 156.0;
    }
    svg.line("turn", (x, y - 4.0), (x + 20.0, y - 4.0));
    svg.text("", x + 26.0, y, "turning point");
}

fn panel(svg: &mut Svg, relation: &Relation, series: &Series) {
    svg.text("name", 16.0, 18.0, &series.name);
    let (Some(first), Some(last)) = (series.periods.first(), series.periods.last()) else {
        svg.text("soft", SIDES.0, 40.0, "no events");
        return;
    };
    let days = Days::new(first.start, last.end, SIDES);
    let [(top, bottom), (bars_top, bars_bottom)] = PLOTS;
    let scale = Axis { values: (-10.0, 10.0), pixels: (bottom, top) };
    svg.text("soft", SIDES.0, 36.0, &format!("{} scale: -10 hostile, 10 friendly", relation.scale.name()));
    for value in [-10.0, -5.0, 0.0, 5.0, 10.0] {
        let y = scale.at(value);
        svg.line(if value == 0.0 { "zero" } else { "rule" }, (SIDES.0, y), (SIDES.1, y));
        svg.text("soft end", SIDES.0 - 8.0, y + 4.0, &format!("{value}"));
    }
    level(svg, series, days, scale);
    turns(svg, &series.changes, days, (top, bars_bottom));
    let largest = series.periods.iter().map(|period| period.n_events).max().unwrap_or(0);
    let ticks = counts(largest);
    let volume = Axis { values: (0.0, ticks.last().map_or(1.0, |n| *n as f64)), pixels: (bars_bottom, bars_top) };
    svg.text("soft", SIDES.0, bars_top - 8.0, &format!("events in a {}", relation.unit.name()));
    for tick in ticks {
        let y = volume.at(tick as f64);
        svg.line("rule", (SIDES.0, y), (SIDES.1, y));
        svg.text("soft end", SIDES.0 - 8.0, y + 4.0, &tick.to_string());
    }
    bars(svg, series, days, volume);
    for (day, name) in days.ticks() {
        let x = days.at(day);
        svg.line("zero", (x, bars_bottom), (x, bars_bottom + 5.0));
        svg.text("soft mid", x, bars_bottom + 18.0, &name);
    }
}

/// The level and its interval, through the middle of each period.
fn level(svg: &mut Svg, series: &Series, days: Days, scale: Axis) {
    let at: Vec<f64> = series.periods.iter().map(|period| days.span(period.start, period.end).0).collect();
    let levels = || at.iter().zip(&series.periods).map(|(x, period)| (*x, period.level));
    let upper = levels().map(|(x, level)| (x, scale.at(level.high)));
    let lower = levels().rev().map(|(x, level)| (x, scale.at(level.low)));
    svg.path("band", upper.chain(lower), true);
    svg.path("line", levels().map(|(x, level)| (x, scale.at(level.mean))), false);
}

/// Turning points: a line through both plots, with a triangle that points where it goes and a label.
fn turns(svg: &mut Svg, changes: &[Change], days: Days, (top, bottom): (f64, f64)) {
    let mut ends = [f64::NEG_INFINITY; 2];
    for change in changes {
        let x = days.at(change.date);
        let name = label(change);
        let width = 6.5 * name.chars().count() as f64 + 14.0;
        let left = if x + width > SIDES.1 { x - width } else { x };
        let row = usize::from(ends[0] > left);
        ends[row] = left + width;
        let y = top - 4.0 - 14.0 * row as f64;
        svg.line("turn", (x, y + 2.0), (x, bottom));
        let tip = if change.direction == Turn::Up { (y - 8.0, y) } else { (y, y - 8.0) };
        svg.path("mark", [(x - 4.5, tip.1), (x + 4.5, tip.1), (x, tip.0)].into_iter(), true);
        match left < x {
            true => svg.text("end", x - 8.0, y, &name),
            false => svg.text("", x + 8.0, y, &name),
        }
    }
}

/// How much happened, by quad class.
fn bars(svg: &mut Svg, series: &Series, days: Days, volume: Axis) {
    for period in series.periods.iter().filter(|period| period.n_events > 0) {
        let (middle, width) = days.span(period.start, period.end);
        let width = (width * 0.8).max(1.0);
        let mut below = 0;
        for ((class, name), n) in QUADS.into_iter().zip(period.quads).filter(|(_, n)| *n > 0) {
            let (low, high) = (volume.at(below as f64), volume.at((below + n) as f64));
            let told = format!("{}: {n} of {name}", period.label);
            svg.bar(class, (middle - width / 2.0, high), (width, low - high), &told);
            below += n;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::relation;
    use crate::sample::event;
    use crate::series::{Ask, Context, DyadEvent, Unit, relation as course};
    use westphalia_model::Dyad;

    /// Years of quarrel, then years of friendship.
    fn drawing(ask: Ask) -> String {
        let dyad = Dyad::of("RUS", "PRK").expect("two codes");
        let events: Vec<DyadEvent> = (0..24)
            .map(|n| {
                let (year, month) = (2018 + n / 6, 1 + 2 * (n % 6));
                let act = match n {
                    0..12 if n % 3 == 0 => "RUS>PRK SANCTION",
                    0..12 => "PRK>RUS ACCUSE",
                    _ if n % 3 == 0 => "RUS>PRK AID",
                    _ => "PRK=RUS CONSULT/visit",
                };
                format!("{year}-{month:02}-05 {act}")
            })
            .filter_map(|line| DyadEvent::of(&event(&line), &dyad))
            .collect();
        relation(&course(&dyad, &events, &Context::default(), ask))
    }

    #[test]
    fn a_relation_is_drawn() {
        insta::assert_snapshot!(drawing(Ask { unit: Unit::Quarter, ..Ask::default() }));
    }

    #[test]
    fn each_direction_has_a_panel() {
        let file = drawing(Ask { directed: true, ..Ask::default() });
        assert_eq!(file.matches("<g transform").count(), 3);
        assert!(file.contains("RUS → PRK: 8 events from 2018-01 to 2021-11"), "{file}");
    }

    #[test]
    fn no_events_are_no_reason_to_fail() {
        let dyad = Dyad::of("RUS", "PRK").expect("two codes");
        let file = relation(&course(&dyad, &[], &Context::default(), Ask::default()));
        assert!(file.contains("no events") && file.ends_with("</svg>\n"));
    }
}
