//! How sure we can be of a score: intervals by formula and by resampling.

use crate::random::Random;
use serde::Serialize;

/// A score and the interval that holds it 95 times out of 100.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// The score itself.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Estimate {
    /// `0.512 [0.470, 0.553]`
    #[must_use]
    pub fn show(self) -> String {
        format!("{:.3} [{:.3}, {:.3}]", self.value, self.low, self.high)
    }
}

/// `part / whole`, or 0 where there is no whole.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts of labels and sentences are far below 2^52")]
pub fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// The normal quantile of a 95% interval.
const Z: f64 = 1.959_963_984_540_054;

/// The share `p` of `n` observations with its score interval (Wilson 1927), which stays within 0 and 1 and does not
/// shrink to a point where all or none are right.
///
/// `n` may be the effective size of a weighted sample, see [`effective_size`].
#[must_use]
pub fn wilson(p: f64, n: f64) -> Estimate {
    if n <= 0.0 {
        return Estimate { value: p, low: 0.0, high: 1.0 };
    }
    let z2 = Z * Z;
    let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    // Rounding must not push an end past the share itself.
    Estimate { value: p, low: (centre - half).clamp(0.0, p.min(1.0)), high: (centre + half).clamp(p.max(0.0), 1.0) }
}

/// How many unweighted observations tell as much as these weighted ones: `(Σw)² / Σw²` (Kish 1965).
#[must_use]
pub fn effective_size(weights: &[f64]) -> f64 {
    let sum: f64 = weights.iter().sum();
    let squares: f64 = weights.iter().map(|w| w * w).sum();
    if squares > 0.0 { sum * sum / squares } else { 0.0 }
}

/// The weighted share of `(weight, score)` pairs with the interval of [`wilson`] for their [`effective_size`]; nothing
/// of no pairs.
#[must_use]
pub fn weighted_share(observed: &[(f64, f64)]) -> Option<Estimate> {
    let weights: Vec<f64> = observed.iter().map(|(weight, _)| *weight).collect();
    let sum: f64 = weights.iter().sum();
    let right: f64 = observed.iter().map(|(weight, score)| weight * score).sum();
    (sum > 0.0).then(|| wilson((right / sum).clamp(0.0, 1.0), effective_size(&weights)))
}

/// How often a sample is drawn again.
pub const N_RESAMPLES: usize = 1000;

/// The score of a stratified sample and its percentile bootstrap interval (Efron 1979): within each stratum, units are
/// drawn with replacement, in the same way for the same seed. Draws of which the score is not a number are left out.
pub fn bootstrap<T>(strata: &[&[T]], seed: u64, score: impl Fn(&mut dyn Iterator<Item = &T>) -> f64) -> Estimate {
    let value = score(&mut strata.iter().copied().flatten());
    let mut random = Random::new(seed);
    let mut scores: Vec<f64> = (0..N_RESAMPLES)
        .map(|_| {
            let random = &mut random;
            let mut drawn = strata
                .iter()
                .copied()
                .flat_map(|units| (0..units.len()).map(|_| &units[random.below(units.len())]).collect::<Vec<_>>());
            score(&mut drawn)
        })
        .filter(|score| score.is_finite())
        .collect();
    scores.sort_by(f64::total_cmp);
    let at = |n: usize| scores.get(n).copied().unwrap_or(value);
    let n = scores.len();
    Estimate { value, low: at(n * 25 / 1000), high: at((n * 975 / 1000).saturating_sub(1)) }
}

#[cfg(test)]
mod tests {
    use super::{Estimate, bootstrap, effective_size, ratio, weighted_share, wilson};

    #[test]
    fn intervals_of_wilson() {
        let check = |right: usize, n: usize, expected: &str| {
            let n_all = f64::from(u32::try_from(n).expect("small"));
            assert_eq!(wilson(ratio(right, n), n_all).show(), expected, "{right} of {n}");
        };
        // The first three are examples of Newcombe (1998), table I.
        check(81, 263, "0.308 [0.255, 0.366]");
        check(15, 148, "0.101 [0.062, 0.160]");
        check(0, 20, "0.000 [0.000, 0.161]");
        check(29, 29, "1.000 [0.883, 1.000]");
        check(0, 0, "0.000 [0.000, 1.000]");
    }

    #[test]
    fn equal_weights_change_nothing() {
        assert!((effective_size(&[3.0; 8]) - 8.0).abs() < 1e-9);
        assert!((effective_size(&[1.0, 1.0, 1.0, 9.0]) - 144.0 / 84.0).abs() < 1e-9);
        assert_eq!(weighted_share(&[]), None);
        let plain = weighted_share(&[(2.0, 1.0), (2.0, 1.0), (2.0, 0.0)]).map(Estimate::show);
        assert_eq!(plain, Some(wilson(2.0 / 3.0, 3.0).show()));
    }

    #[test]
    fn resampling_holds_the_score_and_repeats() {
        let units: Vec<usize> = (0..200).map(|n| usize::from(n % 4 != 0)).collect();
        let share = |drawn: &mut dyn Iterator<Item = &usize>| {
            let drawn: Vec<usize> = drawn.copied().collect();
            ratio(drawn.iter().sum(), drawn.len())
        };
        let first = bootstrap(&[&units], 7, share);
        assert!((first.value - 0.75).abs() < 1e-9);
        assert!(first.low > 0.66 && first.low < 0.72, "{first:?}");
        assert!(first.high > 0.78 && first.high < 0.84, "{first:?}");
        assert_eq!(first, bootstrap(&[&units], 7, share));
        assert_ne!(first, bootstrap(&[&units], 8, share));
    }

    #[test]
    fn strata_keep_their_size_when_drawn_again() {
        // All variance lies between the strata, so nothing is left to vary.
        let found = bootstrap(&[&[1.0; 5], &[0.0; 15]], 1, |drawn| {
            let drawn: Vec<f64> = drawn.copied().collect();
            drawn.iter().sum::<f64>() / 20.0
        });
        assert_eq!(found.show(), "0.250 [0.250, 0.250]");
    }
}
