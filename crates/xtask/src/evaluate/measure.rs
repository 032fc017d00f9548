//! Precision, recall, their harmonic mean, and how sure we can be of them.

use std::ops::AddAssign;
use westphalia_validate::bootstrap;
pub use westphalia_validate::{Estimate, ratio};

/// What was found, what was said and what was there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Said and there.
    pub n_right: usize,
    /// Said.
    pub n_said: usize,
    /// There.
    pub n_there: usize,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.n_right += other.n_right;
        self.n_said += other.n_said;
        self.n_there += other.n_there;
    }
}

impl Counts {
    /// The share of what was said that was there; 0 where nothing was said.
    pub fn precision(self) -> f64 {
        ratio(self.n_right, self.n_said)
    }

    /// The share of what was there that was said; 0 where nothing was there.
    pub fn recall(self) -> f64 {
        ratio(self.n_right, self.n_there)
    }

    /// The harmonic mean of both.
    pub fn f1(self) -> f64 {
        ratio(2 * self.n_right, self.n_said + self.n_there)
    }
}

/// The mean; 0 of nothing.
#[expect(clippy::cast_precision_loss, reason = "a handful of numbers")]
pub fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / values.len() as f64 }
}

/// The score of `units` and its bootstrap interval: units are drawn with replacement, always in the same way.
pub fn estimate<T>(units: &[T], score: impl Fn(&mut dyn Iterator<Item = &T>) -> f64) -> Estimate {
    bootstrap(&[units], 0x5745_5354, score)
}

/// Expected calibration error: how far confidence and the share of right answers lie apart, over ten classes of confidence of equal
/// width, weighed by how many answers each holds (Naeini, Cooper and Hauskrecht 2015).
pub fn calibration_error(answers: impl Iterator<Item = (f64, bool)>) -> f64 {
    let mut bins = [(0.0, 0.0, 0.0); 10];
    for (confidence, right) in answers {
        let bin = &mut bins[((confidence * 10.0) as usize).min(9)];
        *bin = (bin.0 + 1.0, bin.1 + confidence, bin.2 + f64::from(u8::from(right)));
    }
    let n: f64 = bins.iter().map(|bin| bin.0).sum();
    let apart: f64 = bins.iter().map(|(_, confidence, right)| (confidence - right).abs()).sum();
    if n > 0.0 { apart / n } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::{Counts, estimate, mean, ratio};

    fn check(n_right: usize, n_said: usize, n_there: usize, expected: &str) {
        let counts = Counts { n_right, n_said, n_there };
        let found = format!("{:.3} {:.3} {:.3}", counts.precision(), counts.recall(), counts.f1());
        assert_eq!(found, expected);
    }

    #[test]
    fn precision_recall_and_f1() {
        check(0, 0, 0, "0.000 0.000 0.000");
        check(5, 5, 5, "1.000 1.000 1.000");
        check(3, 4, 6, "0.750 0.500 0.600");
        check(0, 4, 6, "0.000 0.000 0.000");
    }

    #[test]
    fn intervals_hold_the_score_and_repeat() {
        let units: Vec<usize> = (0..200).map(|n| usize::from(n % 4 != 0)).collect();
        let share = |drawn: &mut dyn Iterator<Item = &usize>| {
            let drawn: Vec<usize> = drawn.copied().collect();
            ratio(drawn.iter().sum(), drawn.len())
        };
        let first = estimate(&units, share);
        assert!((first.value - 0.75).abs() < 1e-9);
        assert!(first.low > 0.66 && first.low < 0.72, "{first:?}");
        assert!(first.high > 0.78 && first.high < 0.84, "{first:?}");
        assert_eq!(first, estimate(&units, share));
    }

    #[test]
    fn the_mean_of_nothing_is_nothing() {
        assert!(mean(&[]).abs() < f64::EPSILON);
        assert!((mean(&[1.0, 2.0]) - 1.5).abs() < f64::EPSILON);
    }

    #[test]
    fn calibration_compares_confidence_with_what_is_right() {
        let half_right = [(0.75, true), (0.75, false), (0.75, true), (0.75, true)];
        assert!(super::calibration_error(half_right.into_iter()).abs() < 1e-9);
        let too_sure = [(1.0, true), (1.0, false)];
        assert!((super::calibration_error(too_sure.into_iter()) - 0.5).abs() < 1e-9);
    }
}
