//! Moves: whom a state has come nearer to, and from whom it has gone away, between two windows.

use super::chance::{false_finds, two_sided};
use super::communities::FEWEST_EVENTS;
use super::ties::{self, Noise, SIDE};
use super::{PairMonth, Scale};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Below this share of false finds a move is told as sure.
pub const SURE: f64 = 0.05;

/// What a state and a partner had to do with each other in one window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Dealings {
    /// Events of the two.
    pub n_events: u32,
    /// Share of the state's events with anybody, 0 to 1.
    pub share: f64,
    /// Mean score of their events, -10 to 10; none without events.
    pub mean: Option<f64>,
    /// Sum of the scores of their events for each event that the state has with anybody: `share` times `mean`.
    pub net: f64,
    /// Standard error of `net`.
    pub error: f64,
}

/// How a state's tie with one partner changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Move {
    /// The state.
    pub state: String,
    /// The partner.
    pub partner: String,
    /// The earlier window.
    pub before: Dealings,
    /// The later window.
    pub after: Dealings,
    /// `net` after less `net` before.
    pub change: f64,
    /// Lower end of the interval that holds the change in 95 of 100 cases.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// The change in standard errors: above 0 is nearer, below away.
    pub z: f64,
    /// Share of false finds among the partners of the state with a change at least as clear.
    pub q: f64,
}

impl Move {
    /// Whether the change is more than chance, given how many partners were looked at.
    #[must_use]
    pub fn is_sure(&self) -> bool {
        self.q < SURE
    }
}

/// One window: scores and events by state, partner and month; and how scores scatter.
struct Window {
    noise: Noise,
    months: BTreeSet<String>,
    /// Events of a state by month.
    totals: BTreeMap<String, BTreeMap<String, f64>>,
    /// Events and sum of scores of a state and a partner by month.
    dealings: BTreeMap<(String, String), BTreeMap<String, (f64, f64)>>,
}

impl Window {
    fn of(rows: &[PairMonth], scale: Scale) -> Self {
        let noise = ties::noise(ties::pairs(rows, scale).values());
        let mut window = Self { noise, months: BTreeSet::new(), totals: BTreeMap::new(), dealings: BTreeMap::new() };
        for row in rows {
            let n = f64::from(row.n_events);
            window.months.insert(row.month.clone());
            for (one, other) in [(&row.a, &row.b), (&row.b, &row.a)] {
                *window.totals.entry(one.clone()).or_default().entry(row.month.clone()).or_default() += n;
                let month = window.dealings.entry((one.clone(), other.clone())).or_default();
                let cell = month.entry(row.month.clone()).or_default();
                cell.0 += n;
                cell.1 += scale.sum(row);
            }
        }
        window
    }

    fn total(&self, state: &str) -> f64 {
        self.totals.get(state).map_or(0.0, |months| months.values().sum())
    }

    /// What the two had to do with each other. The standard error of the ratio `net` is that of months (Cochran 1977,
    /// chapter 6), but never less than so few events would have with the usual scatter.
    fn dealings(&self, state: &str, partner: &str) -> Dealings {
        let (total, empty) = (self.total(state), BTreeMap::new());
        let of_pair = self.dealings.get(&(state.to_owned(), partner.to_owned())).unwrap_or(&empty);
        let (n, sum) = of_pair.values().fold((0.0, 0.0), |all, month| (all.0 + month.0, all.1 + month.1));
        let net = sum / total.max(1.0);
        let m = self.months.len() as f64;
        let of_state = self.totals.get(state);
        let squares: f64 = self
            .months
            .iter()
            .map(|month| {
                let all = of_state.and_then(|months| months.get(month)).copied().unwrap_or(0.0);
                (of_pair.get(month).map_or(0.0, |(_, sum)| *sum) - net * all).powi(2)
            })
            .sum();
        let by_month = if m > 1.0 { squares * m / (m - 1.0) } else { 0.0 };
        let mean = (n > 0.0).then(|| sum / n);
        let square = self.noise.of_event + self.noise.of_month + mean.map_or(self.noise.of_tie, |mean| mean * mean);
        let by_event = (n + 1.0) * square;
        Dealings {
            n_events: n as u32,
            share: n / total.max(1.0),
            mean,
            net,
            error: by_month.max(by_event).sqrt() / total.max(1.0),
        }
    }
}

/// The moves of states between two windows, the clearest first. Without states, those of all that have enough events in
/// both.
#[must_use]
pub fn moves(before: &[PairMonth], after: &[PairMonth], scale: Scale, states: &[String]) -> Vec<Move> {
    let (before, after) = (Window::of(before, scale), Window::of(after, scale));
    let enough = |state: &&String| {
        [&before, &after].iter().all(|window| window.total(state) >= f64::from(FEWEST_EVENTS))
            && (states.is_empty() || states.contains(state))
    };
    let mut found: Vec<Move> = Vec::new();
    for state in after.totals.keys().filter(enough) {
        let partners: BTreeSet<&String> = [&before, &after]
            .iter()
            .flat_map(|window| window.dealings.keys().filter(|(one, _)| one == state).map(|(_, other)| other))
            .collect();
        let mut of_state: Vec<Move> =
            partners.into_iter().map(|partner| told(state, partner, &before, &after)).collect();
        let p_values: Vec<f64> = of_state.iter().map(|one| two_sided(one.z)).collect();
        for (one, q) in of_state.iter_mut().zip(false_finds(&p_values)) {
            one.q = q;
        }
        found.extend(of_state);
    }
    found.sort_by(|a, b| b.z.abs().total_cmp(&a.z.abs()));
    found
}

fn told(state: &str, partner: &str, before: &Window, after: &Window) -> Move {
    let (before, after) = (before.dealings(state, partner), after.dealings(state, partner));
    let change = after.net - before.net;
    let error = before.error.hypot(after.error).max(1e-12);
    Move {
        state: state.to_owned(),
        partner: partner.to_owned(),
        before,
        after,
        change,
        low: change - SIDE * error,
        high: change + SIDE * error,
        z: change / error,
        q: 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::moves;
    use crate::alignment::Scale;
    use crate::alignment::tests::row;

    /// The state's dealings with two partners over a year: events a month and mean score with each.
    fn year(rus: (u32, f64), chn: (u32, f64)) -> Vec<crate::alignment::PairMonth> {
        (1..=12)
            .flat_map(|month| {
                let swing = if month % 2 == 0 { 0.3 } else { -0.3 };
                [("PRK", "RUS", rus), ("CHN", "PRK", chn)]
                    .map(|(a, b, (n, mean))| row(a, b, month, n, f64::from(n) * (mean + swing)))
            })
            .collect()
    }

    fn check(before: &[crate::alignment::PairMonth], after: &[crate::alignment::PairMonth], expected: &str) {
        let found = moves(before, after, Scale::Goldstein, &["PRK".to_owned()]);
        let mut sure: Vec<String> = found
            .iter()
            .filter(|one| one.is_sure())
            .map(|one| format!("{}{}", if one.z > 0.0 { "+" } else { "-" }, one.partner))
            .collect();
        sure.sort();
        assert_eq!(sure.join(" "), expected, "{found:?}");
    }

    #[test]
    fn a_state_comes_nearer_to_one_and_goes_away_from_another() {
        check(&year((5, 3.0), (15, 3.0)), &year((15, 3.0), (5, 3.0)), "+RUS -CHN");
        check(&year((10, 3.0), (10, 3.0)), &year((10, 3.0), (10, -3.0)), "-CHN");
        check(&year((10, 3.0), (10, 3.0)), &year((11, 3.0), (10, 3.0)), "");
        check(&year((10, 3.0), (10, 3.0)), &year((100, 3.0), (100, 3.0)), "");
        check(&[], &year((10, 3.0), (10, 3.0)), "");
    }
}
