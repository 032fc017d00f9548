//! Ties: how two states deal with each other over a window, drawn towards neutral where little is told.

use super::{PairMonth, Scale};
use crate::Proof;
use serde::Serialize;
use std::collections::BTreeMap;

/// Standard errors to either side that hold 95 of 100 normal values.
pub const SIDE: f64 = 1.959_964;

/// Variance of one event's score before months tell it: about that of Goldstein scores in imported ICEWS files.
const USUAL_VARIANCE: f64 = 16.0;

/// How many months the usual variance counts for.
const USUAL_MONTHS: f64 = 10.0;

/// The sign of a tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sign {
    /// The whole interval lies above 0.
    Positive,
    /// The whole interval lies below 0.
    Negative,
    /// The interval holds 0.
    Unclear,
}

/// The tie of two states over a window.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tie {
    /// The first code, in the order of the alphabet.
    pub a: String,
    /// The second code.
    pub b: String,
    /// How many events join them.
    pub n_events: u32,
    /// How many of them are cooperation, verbal or material.
    pub n_cooperation: u32,
    /// How many of them are conflict, verbal or material.
    pub n_conflict: u32,
    /// Months with an event.
    pub n_months: u32,
    /// Mean score of the events, -10 to 10.
    pub mean: f64,
    /// The mean drawn towards 0, the more the fewer the events; -10 to 10.
    pub score: f64,
    /// Standard error of `score`.
    pub error: f64,
    /// Lower end of the interval of `score` that holds it in 95 of 100 cases.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// What `low` and `high` say.
    pub sign: Sign,
    /// Share of the events of `a` with anybody that are with `b`, 0 to 1.
    pub share_a: f64,
    /// Share of the events of `b` with anybody that are with `a`.
    pub share_b: f64,
    /// How many times as many events as the totals of both would lead to expect, both raised by one half.
    pub ratio: f64,
    /// Some events that it stands on, if they were asked for: those that tell its sign most.
    pub proof: Vec<Proof>,
}

impl Tie {
    /// The code of the other; empty for a code that is neither.
    #[must_use]
    pub fn other(&self, code: &str) -> &str {
        match code {
            _ if code == self.a => &self.b,
            _ if code == self.b => &self.a,
            _ => "",
        }
    }

    /// Weight of the tie as cooperation: its score times its events, or 0 where the score is negative.
    #[must_use]
    pub fn positive_weight(&self) -> f64 {
        self.score.max(0.0) * f64::from(self.n_events)
    }

    /// How far the score is from 0, in standard errors.
    #[must_use]
    pub fn strength(&self) -> f64 {
        if self.error > 0.0 { self.score.abs() / self.error } else { 0.0 }
    }
}

/// How much scores scatter, which decides how far ties are drawn towards 0.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Noise {
    /// Variance of the score of an event around the mean of its pair in its month.
    pub of_event: f64,
    /// Variance of the mean of a pair from month to month, apart from that of its events.
    pub of_month: f64,
    /// Mean square of what pairs are truly like: how far ties lie from 0.
    pub of_tie: f64,
}

/// Months of one pair: events and sum of scores.
#[derive(Debug, Default)]
pub(super) struct Pair {
    months: BTreeMap<String, (f64, f64)>,
    n_cooperation: u32,
    n_conflict: u32,
}

impl Pair {
    fn n(&self) -> f64 {
        self.months.values().map(|(n, _)| n).sum()
    }

    fn mean(&self) -> f64 {
        self.months.values().map(|(_, sum)| sum).sum::<f64>() / self.n()
    }

    /// Σn²/Σn, which is what a month counts for where months differ.
    fn per_month(&self) -> f64 {
        self.months.values().map(|(n, _)| n * n).sum::<f64>() / self.n()
    }

    /// Variance of the mean.
    fn variance(&self, noise: &Noise) -> f64 {
        (noise.of_event + noise.of_month * self.per_month()) / self.n()
    }
}

/// The pairs of some months, both directions together.
pub(super) fn pairs(rows: &[PairMonth], scale: Scale) -> BTreeMap<(String, String), Pair> {
    let mut pairs: BTreeMap<(String, String), Pair> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.n_events > 0) {
        let pair = pairs.entry((row.a.clone(), row.b.clone())).or_default();
        let month = pair.months.entry(row.month.clone()).or_default();
        month.0 += f64::from(row.n_events);
        month.1 += scale.sum(row);
        pair.n_cooperation += row.n_q1 + row.n_q2;
        pair.n_conflict += row.n_q3 + row.n_q4;
    }
    pairs
}

/// How much the scores of pairs scatter.
///
/// Events of one month hang together: one happening is told often. So the mean of a pair in a month varies by
/// `of_month + of_event / n`. Both are found from two sums of squares and what they are expected to be (the method of
/// moments for unbalanced nested data: Searle, Casella & McCulloch 1992, chapter 3); `of_tie` is the maximum of the
/// likelihood under ties that are normal around 0. The usual scatter of events counts for ten months, which matters in
/// small records only.
pub(super) fn noise<'a>(pairs: impl Iterator<Item = &'a Pair> + Clone) -> Noise {
    let [mut weighted, mut plain, mut free, mut w_month, mut p_event] = [0.0; 5];
    for pair in pairs.clone().filter(|pair| pair.months.len() > 1) {
        let (m, mean) = (pair.months.len() as f64, pair.mean());
        let means = || pair.months.values().map(|(n, sum)| (*n, sum / n));
        let middle = means().map(|(_, x)| x).sum::<f64>() / m;
        weighted += means().map(|(n, x)| n * (x - mean).powi(2)).sum::<f64>();
        plain += means().map(|(_, x)| (x - middle).powi(2)).sum::<f64>();
        free += m - 1.0;
        w_month += pair.n() - pair.per_month();
        p_event += (1.0 - 1.0 / m) * means().map(|(n, _)| 1.0 / n).sum::<f64>();
    }
    // weighted = free·event + w_month·month;  plain = p_event·event + free·month
    let determinant = free * free - w_month * p_event;
    let (mut event, mut month) = if determinant.abs() > 1e-9 {
        ((weighted * free - plain * w_month) / determinant, (plain * free - weighted * p_event) / determinant)
    } else if free > 0.0 {
        (weighted / free, 0.0)
    } else {
        (USUAL_VARIANCE, 0.0)
    };
    if month < 0.0 {
        (event, month) = (weighted / free, 0.0);
    } else if event < 0.0 {
        (event, month) = (0.0, plain / free);
    }
    // A few months that happen to agree do not make every event certain.
    event = (event * free + USUAL_VARIANCE * USUAL_MONTHS) / (free + USUAL_MONTHS);
    let mut noise = Noise { of_event: event, of_month: month, of_tie: 1.0 };
    // Sixty rounds settle it to more digits than are shown.
    for _ in 0..60 {
        let (mut above, mut below) = (0.0, 0.0);
        for pair in pairs.clone() {
            let variance = pair.variance(&noise);
            let weight = (noise.of_tie + variance).powi(-2);
            above += weight * (pair.mean().powi(2) - variance);
            below += weight;
        }
        noise.of_tie = if below > 0.0 { (above / below).max(1e-3) } else { noise.of_tie };
    }
    noise
}

/// The ties of pairs, by code.
///
/// A mean `x` with variance `v` becomes `x·t/(t+v)` with variance `t·v/(t+v)`, where `t` is [`Noise::of_tie`]
/// (empirical Bayes: Efron & Morris 1975). It is drawn towards 0 and not towards the mean of all: of two states of whom
/// nothing is told, nothing is known.
pub(super) fn ties(pairs: &BTreeMap<(String, String), Pair>, noise: &Noise) -> Vec<Tie> {
    let mut totals: BTreeMap<&str, f64> = BTreeMap::new();
    for ((a, b), pair) in pairs {
        *totals.entry(a).or_default() += pair.n();
        *totals.entry(b).or_default() += pair.n();
    }
    let all: f64 = totals.values().sum();
    let total = |code: &String| totals.get(code.as_str()).copied().unwrap_or(1.0);
    let tie = |((a, b), pair): (&(String, String), &Pair)| {
        let (n, mean, variance) = (pair.n(), pair.mean(), pair.variance(noise));
        let keep = noise.of_tie / (noise.of_tie + variance);
        let (score, error) = (mean * keep, (variance * keep).sqrt());
        let (low, high) = (score - SIDE * error, score + SIDE * error);
        let sign = match (low > 0.0, high < 0.0) {
            (true, _) => Sign::Positive,
            (_, true) => Sign::Negative,
            _ => Sign::Unclear,
        };
        Tie {
            a: a.clone(),
            b: b.clone(),
            n_events: pair.n_cooperation + pair.n_conflict,
            n_cooperation: pair.n_cooperation,
            n_conflict: pair.n_conflict,
            n_months: pair.months.len() as u32,
            mean,
            score,
            error,
            low,
            high,
            sign,
            share_a: n / total(a),
            share_b: n / total(b),
            ratio: (n + 0.5) / (total(a) * total(b) / all + 0.5),
            proof: Vec::new(),
        }
    };
    pairs.iter().map(tie).collect()
}

#[cfg(test)]
mod tests {
    use super::{Noise, Sign, Tie, noise, pairs, ties};
    use crate::alignment::tests::row;
    use crate::alignment::{PairMonth, Scale};
    use proptest::prelude::*;

    fn tied(rows: &[PairMonth]) -> (Noise, Vec<Tie>) {
        let pairs = pairs(rows, Scale::Goldstein);
        let noise = noise(pairs.values());
        (noise, ties(&pairs, &noise))
    }

    #[test]
    fn the_fewer_the_events_the_nearer_to_neutral() {
        let mut rows = Vec::new();
        for month in 1..=6 {
            rows.push(row("CHN", "PRK", month, 20, 40.0 + f64::from(month)));
            rows.push(row("KOR", "PRK", month, 20, -60.0 + f64::from(month)));
        }
        rows.push(row("CUB", "PRK", 1, 1, 2.0));
        let (_, ties) = tied(&rows);
        let signs: Vec<(&str, Sign)> = ties.iter().map(|tie| (tie.other("PRK"), tie.sign)).collect();
        assert_eq!(signs, [("CHN", Sign::Positive), ("CUB", Sign::Unclear), ("KOR", Sign::Negative)]);
        let kept: Vec<f64> = ties.iter().map(|tie| tie.score / tie.mean).collect();
        assert!(kept[0] > 0.9 && kept[1] < kept[0], "{kept:?}");
        assert!((ties[0].share_b - 120.0 / 241.0).abs() < 1e-9, "{ties:?}");
    }

    #[test]
    fn scatter_is_told_apart_by_months() {
        // Months of 4 events whose sums swing by 8: the means swing by 2, whatever their size.
        let swing = |n: u32| -> Vec<PairMonth> {
            (1..=12)
                .map(|month| row("CHN", "PRK", month, n, f64::from(n) * if month % 2 == 0 { 2.0 } else { -2.0 }))
                .collect()
        };
        let mut rows = swing(4);
        rows.extend((1..=12).map(|month| row("CHN", "RUS", month, 400, if month % 2 == 0 { 900.0 } else { -900.0 })));
        let (noise, _) = tied(&rows);
        assert!(noise.of_month > 3.0 && noise.of_event < 6.0, "{noise:?}");
        let (noise, _) = tied(&[row("CHN", "PRK", 1, 3, 6.0)]);
        assert_eq!((noise.of_event, noise.of_month), (super::USUAL_VARIANCE, 0.0));
    }

    proptest! {
        #[test]
        fn scores_lie_between_mean_and_zero(
            cells in proptest::collection::vec((0..6_usize, 0..6_usize, 1..13_i8, 1..50_u32, -10.0..10.0_f64), 0..40),
        ) {
            let codes = ["AAA", "BBB", "CCC", "DDD", "EEE", "FFF"];
            let rows: Vec<PairMonth> = cells
                .into_iter()
                .filter(|(a, b, ..)| a < b)
                .map(|(a, b, month, n, mean)| row(codes[a], codes[b], month, n, mean * f64::from(n)))
                .collect();
            let (noise, ties) = tied(&rows);
            prop_assert!(noise.of_event >= 0.0 && noise.of_month >= 0.0 && noise.of_tie > 0.0, "{:?}", noise);
            for tie in ties {
                prop_assert!(tie.score.abs() <= tie.mean.abs() + 1e-9 && tie.score * tie.mean >= 0.0, "{:?}", tie);
                prop_assert!(tie.low <= tie.score && tie.score <= tie.high, "{:?}", tie);
                prop_assert!(tie.share_a > 0.0 && tie.share_a <= 1.0 + 1e-9, "{:?}", tie);
            }
        }
    }
}
