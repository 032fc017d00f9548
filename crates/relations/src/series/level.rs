//! The level of a relation, period by period, with an interval.
//!
//! A local level model (Harvey 1989, Forecasting, Structural Time Series Models and the Kalman Filter, 2.3; Durbin and
//! Koopman 2012, Time Series Analysis by State Space Methods, 2.2-2.6): the level walks at random from period to period,
//! and the mean score of a period is the level with noise. Events of one day are averaged before all else, as they are
//! rarely independent: a period with `d` days with events has noise of variance `s² / d`. `s²` comes from the differences
//! of days that follow one another within a month (von Neumann 1941, Annals of Mathematical Statistics 12:367-395), drawn
//! to 4² where there are few. How fast the level walks is not known: all speeds of a grid are weighed by how well they
//! explain the scores.

use serde::Serialize;

/// Variance of levels before anything is seen, in points squared, around 0.
const PRIOR: f64 = 25.0;

/// Standard deviation of days before any is seen, in points, and how many days that belief is worth.
const DAYS: (f64, f64) = (4.0, 4.0);

/// Variance of the walk in a year, as a multiple of the variance of days.
const SPEEDS: [f64; 7] = [0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0];

/// Standard deviations from the mean that hold the middle 95% of a Normal.
const WIDTH: f64 = 1.959_964;

/// The end of the scale.
const END: f64 = 10.0;

/// A level with the interval that holds it with 95% probability, in points of the scale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Level {
    /// Its mean.
    pub mean: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

/// What is seen of a period: the mean of its days with events, and how many they are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Seen {
    /// Mean over days of the mean score of their events.
    pub mean: f64,
    /// Days with events.
    pub n_days: usize,
}

/// The variance of days around their level, from days in order: days since the day before, and score.
pub(crate) fn variance(days: &[(f64, f64)]) -> f64 {
    let (sd, worth) = DAYS;
    let (mut sum, mut n) = (worth * sd * sd, worth);
    for pair in days.windows(2) {
        if let [(_, before), (gap, score)] = pair
            && *gap <= 31.0
        {
            sum += (score - before).powi(2) / 2.0;
            n += 1.0;
        }
    }
    sum / n
}

/// The level of each period, of `days` days each; `noise` is the variance of days around it.
pub(crate) fn levels(seen: &[Option<Seen>], noise: f64, days: f64) -> Vec<Level> {
    let runs: Vec<Run> = SPEEDS.iter().map(|speed| smooth(seen, noise, speed * noise * days / 365.25)).collect();
    let best = runs.iter().map(|run| run.evidence).fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = runs.iter().map(|run| (run.evidence - best).exp()).collect();
    let total: f64 = weights.iter().sum();
    (0..seen.len())
        .map(|at| {
            let states = || runs.iter().zip(&weights).filter_map(|(run, w)| Some((run.states.get(at)?, w / total)));
            let mean: f64 = states().map(|(state, w)| w * state.mean).sum();
            let variance: f64 = states().map(|(s, w)| w * (s.variance + (s.mean - mean).powi(2))).sum();
            let half = WIDTH * variance.sqrt();
            Level { mean, low: (mean - half).max(-END), high: (mean + half).min(END) }
        })
        .collect()
}

/// Mean and variance of a level.
#[derive(Clone, Copy)]
struct State {
    mean: f64,
    variance: f64,
}

/// Smoothed levels, and the logarithm of the probability of what was seen.
struct Run {
    states: Vec<State>,
    evidence: f64,
}

/// Kalman filter and Rauch-Tung-Striebel smoother.
fn smooth(seen: &[Option<Seen>], noise: f64, walk: f64) -> Run {
    let (mut filtered, mut evidence): (Vec<State>, f64) = (Vec::with_capacity(seen.len()), 0.0);
    for seen in seen {
        let mut state = match filtered.last() {
            None => State { mean: 0.0, variance: PRIOR },
            Some(last) => State { variance: last.variance + walk, ..*last },
        };
        if let Some(seen) = seen.filter(|seen| seen.n_days > 0) {
            let spread = state.variance + noise / seen.n_days as f64;
            let (error, gain) = (seen.mean - state.mean, state.variance / spread);
            evidence -= 0.5 * (spread.ln() + error * error / spread);
            state = State { mean: gain.mul_add(error, state.mean), variance: (1.0 - gain) * state.variance };
        }
        filtered.push(state);
    }
    let mut states = filtered;
    for at in (1..states.len()).rev() {
        let (now, later) = (states[at - 1], states[at]);
        let gain = now.variance / (now.variance + walk);
        states[at - 1] = State {
            mean: gain.mul_add(later.mean - now.mean, now.mean),
            variance: gain.powi(2).mul_add(later.variance - now.variance - walk, now.variance),
        };
    }
    Run { states, evidence }
}

#[cfg(test)]
mod tests {
    use super::{Level, Seen, levels, variance};

    fn course(seen: &[(usize, f64)], n: usize) -> Vec<Level> {
        let mut periods = vec![None; n];
        for (at, mean) in seen {
            periods[*at] = Some(Seen { mean: *mean, n_days: 4 });
        }
        levels(&periods, 9.0, 30.0)
    }

    fn width(level: Level) -> f64 {
        level.high - level.low
    }

    #[test]
    fn nothing_seen_is_nothing_known() {
        for level in course(&[], 5) {
            assert!(level.mean.abs() < 1e-9 && width(level) > 15.0, "{level:?}");
        }
    }

    #[test]
    fn many_days_narrow_the_interval_and_silence_widens_it() {
        let seen: Vec<(usize, f64)> = (0..12).chain(36..48).map(|at| (at, 3.0 + (at % 3) as f64 - 1.0)).collect();
        let found = course(&seen, 48);
        assert!(found.iter().all(|l| l.low < l.mean && l.mean < l.high && (l.mean - 3.0).abs() < 1.0));
        assert!(width(found[6]) < width(found[16]) && width(found[16]) < width(found[24]), "{found:?}");
        assert!(width(found[24]) > width(found[40]));
        let thin = course(&[(6, 3.0)], 12);
        assert!(width(thin[6]) > 1.5 * width(found[6]));
    }

    #[test]
    fn the_level_follows_a_change() {
        let seen: Vec<(usize, f64)> = (0..48).map(|at| (at, if at < 24 { 4.0 } else { -4.0 })).collect();
        let found = course(&seen, 48);
        assert!(found[18].low > 2.0 && found[30].high < -2.0, "{:?} {:?}", found[18], found[30]);
    }

    #[test]
    fn the_noise_is_that_of_neighbouring_days() {
        let jump: Vec<(f64, f64)> = (0..200).map(|at| (3.0, if at < 100 { 5.0 } else { -5.0 })).collect();
        assert!(variance(&jump) < 1.0);
        assert!((variance(&[]) - 16.0).abs() < 1e-9);
        let far: Vec<(f64, f64)> = (0..200).map(|at| (90.0, f64::from(at % 2))).collect();
        assert!((variance(&far) - 16.0).abs() < 1e-9);
    }
}
