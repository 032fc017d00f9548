//! Counts of what was found rightly, wrongly and not at all.

use std::fmt;
use westphalia_validate::wilson;

/// What was found of what is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Said and true.
    pub n_right: usize,
    /// Said.
    pub n_said: usize,
    /// True.
    pub n_true: usize,
}

impl Found {
    /// Both together.
    pub fn add(&mut self, other: Self) {
        self.n_right += other.n_right;
        self.n_said += other.n_said;
        self.n_true += other.n_true;
    }
}

/// `12 right, 3 false, 4 missed | 0.80 [0.55, 0.93] | 0.75 [0.51, 0.90]`
impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (n_false, n_missed) = (self.n_said - self.n_right, self.n_true - self.n_right);
        let (precision, recall) = (share(self.n_right, self.n_said), share(self.n_right, self.n_true));
        write!(f, "{} | {n_false} | {n_missed} | {precision} | {recall}", self.n_right)
    }
}

/// A share with its 95% interval (Wilson), or `-` of nothing.
pub fn share(n_right: usize, n: usize) -> String {
    if n == 0 {
        return "-".to_owned();
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of labels are far below 2^52")]
    let (p, n) = (n_right as f64 / n as f64, n as f64);
    let estimate = wilson(p, n);
    format!("{p:.2} [{:.2}, {:.2}]", estimate.low, estimate.high)
}

/// Pairs each true thing with the first said thing that fits and is not taken; gives for each true one the place of its
/// partner.
pub fn pair<S, T>(said: &[S], truth: &[T], fits: impl Fn(&S, &T) -> bool) -> Vec<Option<usize>> {
    let mut taken = vec![false; said.len()];
    truth
        .iter()
        .map(|one| {
            let place = (0..said.len()).find(|place| !taken[*place] && fits(&said[*place], one));
            if let Some(place) = place {
                taken[place] = true;
            }
            place
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Found, pair, share};

    #[test]
    fn each_thing_is_paired_once() {
        assert_eq!(pair(&[1, 2, 2], &[2, 2, 2, 3], |a, b| a == b), [Some(1), Some(2), None, None]);
    }

    #[test]
    fn shares_are_shown_with_intervals() {
        assert_eq!(share(0, 0), "-");
        assert_eq!(share(8, 10), "0.80 [0.49, 0.94]");
        let shown = Found { n_right: 8, n_said: 10, n_true: 16 }.to_string();
        assert_eq!(shown, "8 | 2 | 8 | 0.80 [0.49, 0.94] | 0.50 [0.28, 0.72]");
    }
}
