//! Turning points: when the tone of a relation changed for months, and what happened then.

pub mod model;

use super::event::Scale;
use super::level::Level;
use super::period::{Unit, days_between};
use model::{Point, Posterior, Prior, level};
use serde::Serialize;
use westphalia_model::{Date, DyadEvent};

/// Days within which a turning point is looked for on either side of its likeliest day.
const AROUND: f64 = 183.0;

/// Days of the narrow window, as historians agree on turning points.
const NEAR: f64 = 31.0;

/// The probability from which a turning point is told.
const TOLD: f64 = 0.5;

/// How far scores count: a war is no more than twice a protest.
const CLAMP: f64 = 7.0;

/// Days with events in a year beyond which days are put together: to weeks, and to months.
const DENSE: [f64; 2] = [26.0, 104.0];

/// Probability that the tone changes where the formal level does.
const FORMAL: f64 = 0.5;

/// Events that are named for a turning point.
const NAMED: usize = 5;

/// To the better or the worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Turn {
    /// To the better.
    Up,
    /// To the worse.
    Down,
}

/// What shows that a relation turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// How friendly the acts are. Levels are in points of the scale.
    Tone,
    /// The formal level ([`Formal`]). Levels are mean scores of the year before and after.
    Formal,
}

impl Basis {
    /// The word, as output writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tone => "tone",
            Self::Formal => "formal",
        }
    }
}

/// A change of the formal level that is a turn by itself: relations begin or break off, war, an alliance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formal {
    /// The day.
    pub date: Date,
    /// To the better or the worse.
    pub direction: Turn,
    /// The events that tell it.
    pub event_ids: Vec<String>,
}

/// A day on which the level of a relation changed for long.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// Day of the event that begins the new regime, the likeliest of all.
    pub date: Date,
    /// To the better or the worse.
    pub direction: Turn,
    /// What shows it.
    pub basis: Basis,
    /// Probability that there was such a change within half a year of the day, 0 to 1.
    pub probability: f64,
    /// Probability that there was within 31 days of it, 0 to 1.
    pub probability_near: f64,
    /// Level before, in points of the scale.
    pub before: Level,
    /// Level after, in points of the scale.
    pub after: Level,
    /// The strongest events of the new regime near the day.
    pub event_ids: Vec<String>,
}

impl Prior {
    /// What is believed of states, and what holds on every scale from -10 to 10.
    fn usual(min_days: usize) -> Self {
        Self {
            sd_level: 4.0,
            tails: 4.0,
            noises: vec![1.0, 1.5, 2.5, 4.0],
            paces: vec![0.25, 0.5, 1.0, 2.0, 4.0],
            rates: vec![0.1, 0.2],
            min_step: 2.0,
            min_days,
            min_last: 3,
        }
    }
}

/// What happened on a day or in a few.
struct Day<'a> {
    date: Date,
    events: Vec<&'a DyadEvent>,
    score: f64,
}

/// The turning points of events that count, by day; likelier on days on which the formal level changed.
#[must_use]
pub fn changes(events: &[&DyadEvent], formal: &[Formal], scale: Scale) -> Vec<Change> {
    let mut dated: Vec<(Date, &DyadEvent)> = events
        .iter()
        .filter(|event| Unit::Week.holds(event.date_precision))
        .filter_map(|event| Some((event.day()?, *event)))
        .collect();
    dated.sort_by(|a, b| (a.0, &a.1.event_id).cmp(&(b.0, &b.1.event_id)));
    let unit = unit_of(&dated);
    let min_days = if unit == Unit::Week { 8 } else { 3 };
    let days = days(&dated, unit, scale);
    let mut found = changes_of(&days, formal, scale, &Prior::usual(min_days));
    for change in formal {
        // What the tone tells already, or speaks against, is no other turn.
        let is_new = !found.iter().any(|known| days_between(known.date, change.date).abs() <= AROUND);
        found.extend(is_new.then(|| of_formal(change, &days)).flatten());
    }
    found.sort_by_key(|change| (change.date, change.direction == Turn::Down));
    found
}

/// The turn that a change of the formal level is, as likely as such changes are turns of tone; none where nothing is known
/// of the year before or after.
fn of_formal(formal: &Formal, days: &[Day]) -> Option<Change> {
    let year = |before: bool| {
        let is_near = |day: &&Day| {
            let distance = days_between(formal.date, day.date);
            if before { (-365.0..0.0).contains(&distance) } else { (0.0..=365.0).contains(&distance) }
        };
        let scores: Vec<f64> = days.iter().filter(is_near).map(|day| day.score).collect();
        (scores.len(), mean(&scores))
    };
    let ((n_before, before), (n_after, after)) = (year(true), year(false));
    (n_before + n_after > 0).then(|| Change {
        date: formal.date,
        direction: formal.direction,
        basis: Basis::Formal,
        probability: FORMAL,
        probability_near: FORMAL,
        before,
        after,
        event_ids: formal.event_ids.clone(),
    })
}

/// The mean of scores with its 95% interval, as wide as the scale where there are fewer than two.
fn mean(scores: &[f64]) -> Level {
    let n = scores.len() as f64;
    let mean = if scores.is_empty() { 0.0 } else { scores.iter().sum::<f64>() / n };
    if scores.len() < 2 {
        return Level { mean, low: -10.0, high: 10.0 };
    }
    let variance = scores.iter().map(|score| (score - mean).powi(2)).sum::<f64>() / (n - 1.0);
    let half = 1.96 * (variance / n).sqrt();
    Level { mean, low: (mean - half).max(-10.0), high: (mean + half).min(10.0) }
}

/// Days, or longer where events are many: those of a week are not independent, and a regime lasts longer.
fn unit_of(dated: &[(Date, &DyadEvent)]) -> Unit {
    let n_days = dated.chunk_by(|a, b| a.0 == b.0).count() as f64;
    let (Some(first), Some(last)) = (dated.first(), dated.last()) else { return Unit::Day };
    let years = (days_between(first.0, last.0) / 365.25).max(1.0);
    match n_days / years {
        density if density > DENSE[1] => Unit::Month,
        density if density > DENSE[0] => Unit::Week,
        _ => Unit::Day,
    }
}

fn days<'a>(dated: &[(Date, &'a DyadEvent)], unit: Unit, scale: Scale) -> Vec<Day<'a>> {
    dated
        .chunk_by(|a, b| unit.start(a.0) == unit.start(b.0))
        .filter_map(|chunk| {
            let events: Vec<&DyadEvent> = chunk.iter().map(|(_, event)| *event).collect();
            let score = score_of(&events, scale);
            Some(Day { date: chunk.first()?.0, events, score })
        })
        .collect()
}

/// The score of a day: the mean, strong acts counting more than weak ones.
fn score_of(events: &[&DyadEvent], scale: Scale) -> f64 {
    let (mut sum, mut weights) = (0.0, 0.0);
    for event in events {
        let score = scale.of(event).clamp(-CLAMP, CLAMP);
        let weight = 1.0 + score.abs();
        sum += weight * score;
        weights += weight;
    }
    sum / weights
}

fn changes_of(days: &[Day], formal: &[Formal], scale: Scale, prior: &Prior) -> Vec<Change> {
    let mut last = None;
    let points: Vec<Point> = days
        .iter()
        .map(|day| {
            let before = last.replace(day.date);
            let gap = before.map_or(0.0, |before| days_between(before, day.date) / 365.25);
            // The first day with events from the formal change on.
            let is_formal = formal.iter().any(|at| at.date <= day.date && before.is_none_or(|before| before < at.date));
            Point { gap, score: day.score, expected: if is_formal { FORMAL } else { 0.0 } }
        })
        .collect();
    let Some(posterior) = model::posterior(&points, prior) else { return Vec::new() };
    let mut found: Vec<(usize, Change)> = Vec::new();
    for (side, turn) in [Turn::Up, Turn::Down].into_iter().enumerate() {
        let mut masses = posterior.begins(side);
        let fits = |at: usize| is_new(&days[at], levels(&posterior, at, side));
        while let Some((at, probability)) = likeliest(days, &masses, fits) {
            let near = within(days, &masses, at, NEAR).sum::<f64>().min(1.0);
            let (before, after) = levels(&posterior, at, side);
            let change = Change {
                date: days[at].date,
                direction: turn,
                basis: Basis::Tone,
                probability,
                probability_near: near,
                before,
                after,
                event_ids: Vec::new(),
            };
            found.push((at, change));
            let gone: Vec<usize> = around(days, at, AROUND).collect();
            gone.into_iter().for_each(|place| masses[place] = 0.0);
        }
    }
    found.sort_by_key(|(at, change)| (*at, change.direction == Turn::Down));
    let mut found = without_crises(found);
    name_events(days, &mut found, scale);
    found.into_iter().map(|(_, change)| change).collect()
}

/// Leaves out what was taken back within half a year: a crisis, or a thaw that did not last.
fn without_crises(found: Vec<(usize, Change)>) -> Vec<(usize, Change)> {
    let mut kept: Vec<(usize, Change)> = Vec::new();
    for (at, change) in found {
        match kept.last() {
            Some((_, last)) if last.direction != change.direction && days_between(last.date, change.date) <= AROUND => {
                kept.pop();
            }
            _ => kept.push((at, change)),
        }
    }
    kept
}

/// Places of days near another.
fn around(days: &[Day], at: usize, reach: f64) -> impl Iterator<Item = usize> {
    let centre = days[at].date;
    (0..days.len())
        .filter(move |place| days[*place].date == centre || days_between(centre, days[*place].date).abs() <= reach)
}

fn within(days: &[Day], masses: &[f64], at: usize, reach: f64) -> impl Iterator<Item = f64> {
    around(days, at, reach).map(|place| masses[place])
}

/// Whether what happened on a day lies on the new side of the level before: no better regime begins with worse.
fn is_new(day: &Day, (before, after): (Level, Level)) -> bool {
    (day.score - before.mean) * (after.mean - before.mean) > 0.0
}

/// The likeliest day of a change that is likely enough, and how likely a change near it is.
fn likeliest(days: &[Day], masses: &[f64], fits: impl Fn(usize) -> bool) -> Option<(usize, f64)> {
    let mut places: Vec<usize> = (0..days.len()).collect();
    places.sort_by(|a, b| masses[*b].total_cmp(&masses[*a]));
    places.into_iter().find_map(|at| {
        let probability = within(days, masses, at, AROUND).sum::<f64>().min(1.0);
        (masses[at] > 0.0 && probability >= TOLD && fits(at)).then_some((at, probability))
    })
}

/// Levels before and after a change at a day.
fn levels(posterior: &Posterior, at: usize, side: usize) -> (Level, Level) {
    posterior.steps.get(at).map_or_else(
        || (Level::default(), Level::default()),
        |steps| (summary(&steps.before[side]), summary(&steps.after[side])),
    )
}

/// Mean and the middle 95% of weights of levels.
fn summary(weights: &[f64]) -> Level {
    let total: f64 = weights.iter().sum();
    let mean = weights.iter().enumerate().map(|(k, w)| w * level(k)).sum::<f64>() / total;
    let quantile = |share: f64| {
        let mut sum = 0.0;
        let place = weights.iter().position(|w| {
            sum += w;
            sum >= share * total
        });
        level(place.unwrap_or(weights.len().saturating_sub(1)))
    };
    Level { mean, low: quantile(0.025), high: quantile(0.975) }
}

/// Names the events that made each change: those of the new regime near its begin that differ most from the level before.
fn name_events(days: &[Day], found: &mut [(usize, Change)], scale: Scale) {
    let starts: Vec<usize> = found.iter().map(|(at, _)| *at).collect();
    for (at, change) in found {
        let end = starts.iter().copied().find(|start| start > at).unwrap_or(days.len());
        let sign = if change.direction == Turn::Up { 1.0 } else { -1.0 };
        let strength = |event: &DyadEvent| sign * (scale.of(event) - change.before.mean);
        let near = days[*at..end].iter().filter(|day| days_between(change.date, day.date) <= AROUND);
        let mut events: Vec<&DyadEvent> =
            near.flat_map(|day| day.events.iter().copied()).filter(|event| strength(event) > 0.0).collect();
        events.sort_by(|a, b| {
            (strength(b).total_cmp(&strength(a)))
                .then_with(|| b.n_reports.cmp(&a.n_reports))
                .then_with(|| (a.day(), &a.event_id).cmp(&(b.day(), &b.event_id)))
        });
        change.event_ids = events.into_iter().take(NAMED).map(|event| event.event_id.clone()).collect();
    }
}

#[cfg(test)]
mod tests;
