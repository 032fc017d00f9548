//! What chance alone would do: repeatable random numbers and tails of the normal distribution.

/// Repeatable random numbers: SplitMix64 (Steele, Lea & Flood 2014).
#[derive(Debug)]
pub struct Chance(u64);

impl Chance {
    /// Numbers that depend on the seed alone.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 up to, not including, 1.
    pub fn uniform(&mut self) -> f64 {
        // The upper 53 bits fill the digits of a double.
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A standard normal number (Box & Muller 1958).
    pub fn normal(&mut self) -> f64 {
        let (u, v) = (1.0 - self.uniform(), self.uniform());
        (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
    }

    /// Puts values into an order by chance (Fisher & Yates).
    pub fn shuffle<T>(&mut self, values: &mut [T]) {
        for last in (1..values.len()).rev() {
            let other = (self.uniform() * (last + 1) as f64) as usize;
            values.swap(last, other.min(last));
        }
    }
}

/// Probability that a standard normal number lies at least so far from 0, on either side. Error below 2e-7 (Abramowitz &
/// Stegun 1964, formula 7.1.26).
pub fn two_sided(z: f64) -> f64 {
    let x = z.abs() / std::f64::consts::SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let terms = [1.061_405_429, -1.453_152_027, 1.421_413_741, -0.284_496_736, 0.254_829_592];
    let poly = terms.into_iter().fold(0.0, |sum, term| (sum + term) * t);
    (poly * (-x * x).exp()).clamp(0.0, 1.0)
}

/// For each p value, the share of false finds among it and all smaller ones (Benjamini & Hochberg 1995).
pub fn false_finds(p_values: &[f64]) -> Vec<f64> {
    let n = p_values.len();
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|a, b| p_values[*b].total_cmp(&p_values[*a]));
    let (mut q_values, mut least) = (vec![1.0; n], 1.0_f64);
    for (place, index) in order.into_iter().enumerate() {
        least = least.min(p_values[index] * n as f64 / (n - place) as f64);
        q_values[index] = least;
    }
    q_values
}

#[cfg(test)]
mod tests {
    use super::{Chance, false_finds, two_sided};

    #[test]
    fn tails_are_those_of_tables() {
        for (z, p) in [(0.0, 1.0), (1.0, 0.317_310_5), (-1.959_964, 0.05), (3.0, 0.002_699_8)] {
            assert!((two_sided(z) - p).abs() < 1e-6, "{z}: {}", two_sided(z));
        }
    }

    #[test]
    fn normal_numbers_have_mean_0_and_variance_1() {
        let mut chance = Chance::new(1);
        let drawn: Vec<f64> = (0..20_000).map(|_| chance.normal()).collect();
        let mean = drawn.iter().sum::<f64>() / 20_000.0;
        let variance = drawn.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 20_000.0;
        assert!(mean.abs() < 0.03 && (variance - 1.0).abs() < 0.04, "{mean} {variance}");
    }

    #[test]
    fn finds_are_held_against_their_number() {
        let q = false_finds(&[0.01, 0.5, 0.02, 0.04]);
        for (found, expected) in q.iter().zip([0.04, 0.5, 0.04, 0.053_333]) {
            assert!((found - expected).abs() < 1e-4, "{q:?}");
        }
        assert!(false_finds(&[]).is_empty());
    }
}
