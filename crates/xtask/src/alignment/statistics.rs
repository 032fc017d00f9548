//! How well one number of pairs of states tells another.

use super::{Pair, Values};
use std::collections::{BTreeMap, HashMap};

/// Pairs of states with a measure, and with how often they vote alike and whether they are allied.
#[derive(Clone, Debug, Default)]
pub struct Pairs {
    rows: Vec<Row>,
    n_states: usize,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    /// The two states, by number.
    states: (usize, usize),
    measure: f64,
    /// NaN where the two have not voted.
    vote: f64,
    allied: bool,
}

impl Pairs {
    /// The pairs for which there is a measure.
    pub fn of(pairs: &[Pair], values: &Values, votes: &Values, alliances: &HashMap<Pair, ()>) -> Self {
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let mut rows = Vec::new();
        for pair in pairs {
            let Some(measure) = values.get(pair) else { continue };
            let n = numbers.len();
            let a = *numbers.entry(&pair.0).or_insert(n);
            let n = numbers.len();
            let b = *numbers.entry(&pair.1).or_insert(n);
            rows.push(Row {
                states: (a, b),
                measure: *measure,
                vote: votes.get(pair).copied().unwrap_or(f64::NAN),
                allied: alliances.contains_key(pair),
            });
        }
        Self { rows, n_states: numbers.len() }
    }

    /// Those that have voted.
    pub fn with_votes(&self) -> Self {
        Self { rows: self.rows.iter().filter(|row| !row.vote.is_nan()).copied().collect(), n_states: self.n_states }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// How many are allied.
    pub fn n_allied(&self) -> usize {
        self.rows.iter().filter(|row| row.allied).count()
    }

    fn columns(&self) -> (Vec<f64>, Vec<f64>) {
        self.rows.iter().map(|row| (row.measure, row.vote)).unzip()
    }
}

/// Correlation of measure and votes.
pub fn pearson(pairs: &Pairs) -> Option<f64> {
    let (x, y) = pairs.columns();
    correlation(&x, &y)
}

/// Correlation of their ranks.
pub fn spearman(pairs: &Pairs) -> Option<f64> {
    let (x, y) = pairs.columns();
    correlation(&ranks(&x), &ranks(&y))
}

/// Correlation of what is left when the mean of either state is taken off both: does a state vote more with those whom it
/// is nearer to than it is to others? States that vote alone or are in the news much do not count twice.
pub fn within(pairs: &Pairs) -> Option<f64> {
    let (x, y) = pairs.columns();
    correlation(&apart(pairs, x), &apart(pairs, y))
}

/// Values less the effects of their two states, by turns of fitting each (a two-way additive fit).
fn apart(pairs: &Pairs, mut values: Vec<f64>) -> Vec<f64> {
    for _ in 0..20 {
        let mut sums = vec![(0.0, 0.0); pairs.n_states];
        for (row, value) in pairs.rows.iter().zip(&values) {
            for state in [row.states.0, row.states.1] {
                sums[state].0 += value;
                sums[state].1 += 1.0;
            }
        }
        let mean = |state: usize| if sums[state].1 > 0.0 { sums[state].0 / sums[state].1 } else { 0.0 };
        for (row, value) in pairs.rows.iter().zip(&mut values) {
            *value -= 0.5 * (mean(row.states.0) + mean(row.states.1));
        }
    }
    values
}

/// Chance that an allied pair measures higher than one that is not.
pub fn auc(pairs: &Pairs) -> Option<f64> {
    let measures: Vec<f64> = pairs.rows.iter().map(|row| row.measure).collect();
    let ranks = ranks(&measures);
    let allied = pairs.n_allied() as f64;
    let others = pairs.len() as f64 - allied;
    let sum: f64 = pairs.rows.iter().zip(&ranks).filter(|(row, _)| row.allied).map(|(_, rank)| rank).sum();
    (allied > 0.0 && others > 0.0).then(|| (sum - allied * (allied + 1.0) / 2.0) / (allied * others))
}

fn correlation(x: &[f64], y: &[f64]) -> Option<f64> {
    let n = x.len() as f64;
    if n < 3.0 {
        return None;
    }
    let (mean_x, mean_y) = (x.iter().sum::<f64>() / n, y.iter().sum::<f64>() / n);
    let sums = x.iter().zip(y).fold([0.0; 3], |s, (x, y)| {
        let (x, y) = (x - mean_x, y - mean_y);
        [s[0] + x * y, s[1] + x * x, s[2] + y * y]
    });
    (sums[1] > 1e-12 && sums[2] > 1e-12).then(|| sums[0] / (sums[1] * sums[2]).sqrt())
}

/// Ranks from 1; equal values share the middle of theirs.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let (mut ranks, mut before) = (vec![0.0; values.len()], 0);
    for same in order.chunk_by(|a, b| values[*a] == values[*b]) {
        for place in same {
            ranks[*place] = before as f64 + (same.len() as f64 + 1.0) / 2.0;
        }
        before += same.len();
    }
    ranks
}

/// The middle 95 of 100 values when states are drawn anew: pairs of one state hang together, so states and not pairs are
/// drawn (Snijders & Borgatti 1999). A pair counts as often as both its states were drawn, taken times each other.
pub fn bootstrap(pairs: &Pairs, draws: usize, statistic: &dyn Fn(&Pairs) -> Option<f64>) -> Option<(f64, f64)> {
    // xorshift64* (Vigna 2016); the same draws every time.
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |below: usize| {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        (state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % below.max(1)
    };
    let mut found: Vec<f64> = Vec::new();
    for _ in 0..draws {
        let mut times = vec![0_usize; pairs.n_states];
        (0..pairs.n_states).for_each(|_| times[next(pairs.n_states)] += 1);
        let rows =
            pairs.rows.iter().flat_map(|row| std::iter::repeat_n(*row, times[row.states.0] * times[row.states.1]));
        found.extend(statistic(&Pairs { rows: rows.collect(), n_states: pairs.n_states }));
    }
    found.sort_by(f64::total_cmp);
    let at = |share: f64| found.get((share * (found.len() as f64 - 1.0)).round() as usize).copied();
    if found.len() < 40 { None } else { Some((at(0.025)?, at(0.975)?)) }
}

#[cfg(test)]
mod tests {
    use super::{Pairs, auc, bootstrap, pearson, ranks, spearman, within};
    use std::collections::HashMap;

    /// All pairs of six states, whose votes follow the measure, with an effect of the states on top.
    fn pairs(effect: f64) -> Pairs {
        let (mut all, mut values, mut votes, mut allied) = (Vec::new(), HashMap::new(), HashMap::new(), HashMap::new());
        for a in 0..6_u8 {
            for b in a + 1..6 {
                let pair = (a.to_string(), b.to_string());
                let measure = f64::from((a * 7 + b * b) % 5);
                values.insert(pair.clone(), measure);
                votes.insert(pair.clone(), measure * measure + effect * f64::from(a + b));
                if measure > 2.5 {
                    allied.insert(pair.clone(), ());
                }
                all.push(pair);
            }
        }
        Pairs::of(&all, &values, &votes, &allied)
    }

    #[test]
    fn measures_are_held_against_votes_and_alliances() {
        let near =
            |found: Option<f64>, expected: f64| assert!((found.unwrap_or(9.0) - expected).abs() < 0.01, "{found:?}");
        near(spearman(&pairs(0.0)), 1.0);
        near(auc(&pairs(0.0)), 1.0);
        let (alone, moved) = (within(&pairs(0.0)), within(&pairs(50.0)));
        near(alone, moved.unwrap_or(0.0));
        assert!(pearson(&pairs(50.0)) < pearson(&pairs(0.0)));
        assert_eq!(ranks(&[3.0, 1.0, 3.0]), [2.5, 1.0, 2.5]);
        let interval = bootstrap(&pairs(0.0), 100, &pearson).expect("an interval");
        assert!(interval.0 <= 0.96 && interval.1 >= 0.96, "{interval:?}");
    }
}
