//! Krippendorff's alpha: agreement beyond chance, for any number of coders and with labels missing.

use std::collections::BTreeMap;

/// Krippendorff's alpha for nominal values. Each unit holds the values that its coders gave, in any order; units with
/// fewer than two values say nothing and are passed over.
///
/// With `n_c` the number of values `c` in units that count, `n` their sum, and `m_u` the number of values in unit `u`
/// of which `n_uc` are `c` (Krippendorff 2011, section D):
///
/// ```text
/// α = 1 − (n − 1) · Σ_u Σ_c n_uc (m_u − n_uc) / (m_u − 1)  /  Σ_c n_c (n − n_c)
/// ```
///
/// Not defined, and so `None`, where all values are the same or no unit has two.
///
/// Literature: K. Krippendorff (2011), *Computing Krippendorff's Alpha-Reliability*; A. F. Hayes and K. Krippendorff
/// (2007), *Answering the Call for a Standard Reliability Measure for Coding Data*, Communication Methods and Measures
/// 1(1), 77-89.
#[must_use]
pub fn alpha<V: Ord, U: IntoIterator<Item = V>>(units: impl IntoIterator<Item = U>) -> Option<f64> {
    let mut totals: BTreeMap<V, f64> = BTreeMap::new();
    let mut observed = 0.0;
    for unit in units {
        let mut counts: BTreeMap<V, f64> = BTreeMap::new();
        for value in unit {
            *counts.entry(value).or_default() += 1.0;
        }
        let m: f64 = counts.values().sum();
        if m < 2.0 {
            continue;
        }
        observed += counts.values().map(|n| n * (m - n)).sum::<f64>() / (m - 1.0);
        for (value, n) in counts {
            *totals.entry(value).or_default() += n;
        }
    }
    let n: f64 = totals.values().sum();
    let expected: f64 = totals.values().map(|n_c| n_c * (n - n_c)).sum();
    (expected > 0.0).then(|| 1.0 - (n - 1.0) * observed / expected)
}

#[cfg(test)]
mod tests {
    use super::alpha;

    /// One row for each coder, `.` where a label is missing.
    fn check(coders: &[&str], expected: Option<&str>) {
        let width = coders.first().map_or(0, |row| row.len());
        let unit = |at: usize| coders.iter().map(move |row| row.as_bytes()[at]).filter(|value| *value != b'.');
        let found = alpha((0..width).map(unit)).map(|alpha| format!("{alpha:.3}"));
        assert_eq!(found.as_deref(), expected, "{coders:?}");
    }

    #[test]
    fn examples_of_krippendorff() {
        // Section A: two coders, two values, ten units.
        check(&["0100000010", "1110010000"], Some("0.095"));
        // Section B: two coders, five values, twelve units.
        check(&["aabbdcccedda", "babbbccceddd"], Some("0.692"));
        // Section C: four coders, five values, twelve units, labels missing.
        check(&["123321412...", "1233224125.3", ".3332342251.", "12332441251."], Some("0.743"));
    }

    #[test]
    fn ends_of_the_scale() {
        check(&["ab", "ab"], Some("1.000"));
        check(&["ab", "ba"], Some("-0.500"));
        check(&["aa", "aa"], None);
        check(&["a.", ".b"], None);
        check(&[], None);
    }
}
