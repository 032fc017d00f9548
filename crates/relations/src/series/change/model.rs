//! Regimes of a relation: a level that holds for some time and then changes at once.
//!
//! A product partition model (Barry and Hartigan 1992, Annals of Statistics 20:260-279; Fearnhead 2006, Statistics and
//! Computing 16:203-213). Levels lie on a grid, so the exact posterior over all partitions comes from one pass forward and
//! one back (Rabiner 1989) in time linear in the number of days, and the noise need not be Normal: it has heavy tails, so
//! that one day that does not fit is an outlier and no regime.
//!
//! - A regime ends between two days that lie `d` years apart with probability `1 - exp(-rate d)`, but not before it has
//!   held for [`Prior::min_days`] days with events: a change must last.
//! - The next level is drawn from a wide Normal around 0, without the levels nearer than [`Prior::min_step`] to the last.
//! - What a day says is its level with Student-t noise. Scale of the noise and rate are unknown; all of a small grid are
//!   weighed by how well they explain the days.

/// Distance between levels, in points of the scale.
const STEP: f64 = 0.5;

/// The end of the scale.
const END: f64 = 10.0;

/// Number of levels.
const N: usize = 41;

/// What is believed before any day is seen.
#[derive(Clone, Debug)]
pub struct Prior {
    /// Standard deviation of levels around 0, in points.
    pub sd_level: f64,
    /// Degrees of freedom of the noise.
    pub tails: f64,
    /// Scales of the noise, in points.
    pub noise: Vec<f64>,
    /// Changes in a year.
    pub rates: Vec<f64>,
    /// The smallest change, in points.
    pub min_step: f64,
    /// The fewest days with events in a regime.
    pub min_days: usize,
    /// The fewest days with events in the last one, which may not be over.
    pub min_last: usize,
}

/// A day and the mean score of what happened on it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Years since the point before.
    pub gap: f64,
    /// Mean score.
    pub score: f64,
}

/// What is believed after all days are seen.
#[derive(Clone, Debug)]
pub struct Posterior {
    /// For each point, with which probability a better regime begins at it.
    pub up: Vec<f64>,
    /// For each point, with which probability a worse regime begins at it.
    pub down: Vec<f64>,
    /// For each point, the probability of each level.
    pub levels: Vec<[f64; N]>,
    /// For each point, the levels before and after it, where a regime begins at it; not scaled to 1.
    pub steps: Vec<Steps>,
    /// Logarithm of the probability of all scores.
    pub evidence: f64,
}

/// The levels before and after a point at which a regime begins, by direction.
#[derive(Clone, Debug)]
pub struct Steps {
    /// Level before, where the change is up and down.
    pub before: [[f64; N]; 2],
    /// Level after, where the change is up and down.
    pub after: [[f64; N]; 2],
}

/// The level of a place on the grid.
pub fn level(place: usize) -> f64 {
    STEP.mul_add(place as f64, -END)
}

/// The exact posterior, settings of noise and rate weighed by their evidence.
pub fn posterior(points: &[Point], prior: &Prior) -> Option<Posterior> {
    let mut all = Vec::new();
    for &noise in &prior.noise {
        for &rate in &prior.rates {
            all.push(Pass { points, prior, noise, rate }.run());
        }
    }
    let best = all.iter().map(|p| p.evidence).fold(f64::NEG_INFINITY, f64::max);
    let total: f64 = all.iter().map(|p| (p.evidence - best).exp()).sum();
    let mut mixed: Option<Posterior> = None;
    for part in all {
        let weight = (part.evidence - best).exp() / total;
        match &mut mixed {
            Some(mixed) => mixed.add(&part, weight),
            None => {
                let mut first = part;
                first.scale(weight);
                mixed = Some(first);
            }
        }
    }
    mixed.map(|mixed| Posterior {
        evidence: best + (total / (prior.noise.len() * prior.rates.len()) as f64).ln(),
        ..mixed
    })
}

impl Posterior {
    fn each(&mut self) -> impl Iterator<Item = &mut f64> {
        let levels = self.levels.iter_mut().flatten();
        let steps = self.steps.iter_mut().flat_map(|s| s.before.iter_mut().chain(&mut s.after).flatten());
        self.up.iter_mut().chain(&mut self.down).chain(levels).chain(steps)
    }

    fn scale(&mut self, weight: f64) {
        self.each().for_each(|value| *value *= weight);
    }

    fn add(&mut self, other: &Self, weight: f64) {
        let mut other = other.clone();
        self.each().zip(other.each()).for_each(|(value, more)| *value += weight * *more);
    }
}

/// One pass with known noise and rate. A state is a level and an age: for how many points the regime has held, the last
/// standing for that and more.
struct Pass<'a> {
    points: &'a [Point],
    prior: &'a Prior,
    noise: f64,
    rate: f64,
}

/// Probabilities by age, then level.
type State = Vec<[f64; N]>;

impl Pass<'_> {
    fn run(&self) -> Posterior {
        let weights = self.weights();
        let said: Vec<[f64; N]> = self.points.iter().map(|p| self.likelihood(p.score)).collect();
        let (forward, evidence) = self.forward(&weights, &said);
        let backward = self.backward(&weights, &said);
        let mut posterior =
            Posterior { up: Vec::new(), down: Vec::new(), levels: Vec::new(), steps: Vec::new(), evidence };
        for (at, (ahead, behind)) in forward.iter().zip(&backward).enumerate() {
            let mut levels = [0.0; N];
            for (a, b) in ahead.iter().zip(behind) {
                (0..N).for_each(|k| levels[k] += a[k] * b[k]);
            }
            let total: f64 = levels.iter().sum();
            levels.iter_mut().for_each(|p| *p /= total);
            posterior.levels.push(levels);
            let steps = self.steps(at, &weights, &said, &forward, &backward);
            posterior.up.push(steps.after[0].iter().sum::<f64>());
            posterior.down.push(steps.after[1].iter().sum::<f64>());
            posterior.steps.push(steps);
        }
        posterior
    }

    /// Prior of the level of a regime.
    fn weights(&self) -> [f64; N] {
        let mut weights = [0.0; N];
        (0..N).for_each(|k| weights[k] = (-0.5 * (level(k) / self.prior.sd_level).powi(2)).exp());
        let total: f64 = weights.iter().sum();
        weights.map(|w| w / total)
    }

    /// Density of a score at each level: Student's t.
    fn likelihood(&self, score: f64) -> [f64; N] {
        let tails = self.prior.tails;
        let mut said = [0.0; N];
        for (k, said) in said.iter_mut().enumerate() {
            let z = (score - level(k)) / self.noise;
            *said = (-(tails + 1.0) / 2.0 * (z * z / tails).ln_1p()).exp() / self.noise;
        }
        said
    }

    /// Probability that a regime that may end does so before a point.
    fn hazard(&self, at: usize) -> f64 {
        self.points.get(at).map_or(0.0, |point| -(-self.rate * point.gap).exp_m1())
    }

    /// For each level, the sum of a weight over all levels far enough from it: above, and below.
    fn far(&self, of: &[f64; N]) -> [[f64; N]; 2] {
        let reach = (self.prior.min_step / STEP).ceil().max(1.0) as usize;
        let mut far = [[0.0; N]; 2];
        for k in reach..N {
            far[1][k] = of[k - reach] + far[1][k - 1];
        }
        for k in (0..N - reach).rev() {
            far[0][k] = of[k + reach] + far[0][k + 1];
        }
        far
    }

    /// One over the weight of all levels that can follow each.
    fn open(&self, weights: &[f64; N]) -> [f64; N] {
        let [above, below] = self.far(weights);
        let mut open = [0.0; N];
        (0..N).for_each(|k| open[k] = 1.0 / (above[k] + below[k]));
        open
    }

    fn forward(&self, weights: &[f64; N], said: &[[f64; N]]) -> (Vec<State>, f64) {
        let ages = self.prior.min_days.max(1);
        let open = self.open(weights);
        let (mut all, mut evidence): (Vec<State>, f64) = (Vec::new(), 0.0);
        for (at, said) in said.iter().enumerate() {
            let mut state = vec![[0.0; N]; ages];
            match all.last() {
                // The first regime may have begun long before the first day.
                None => state[ages - 1] = *weights,
                Some(last) => {
                    let hazard = self.hazard(at);
                    let mut ended = [0.0; N];
                    for k in 0..N {
                        for age in 1..ages {
                            state[age][k] += last[age - 1][k];
                        }
                        state[ages - 1][k] += (1.0 - hazard) * last[ages - 1][k];
                        ended[k] = hazard * last[ages - 1][k] * open[k];
                    }
                    let [above, below] = self.far(&ended);
                    (0..N).for_each(|k| state[0][k] += weights[k] * (above[k] + below[k]));
                }
            }
            let total = product(&mut state, said);
            evidence += total.ln();
            state.iter_mut().flatten().for_each(|p| *p /= total);
            all.push(state);
        }
        (all, evidence)
    }

    fn backward(&self, weights: &[f64; N], said: &[[f64; N]]) -> Vec<State> {
        let ages = self.prior.min_days.max(1);
        let open = self.open(weights);
        let last: State =
            (1..=ages).map(|age| if age >= self.prior.min_last.min(ages) { [1.0; N] } else { [0.0; N] }).collect();
        let mut all = vec![last];
        for at in (1..said.len()).rev() {
            let Some(later) = all.last() else { break };
            let mut later = later.clone();
            product(&mut later, &said[at]);
            let hazard = self.hazard(at);
            let mut begun = [0.0; N];
            (0..N).for_each(|k| begun[k] = weights[k] * later[0][k]);
            let [above, below] = self.far(&begun);
            let mut state = vec![[0.0; N]; ages];
            for k in 0..N {
                for age in 0..ages - 1 {
                    state[age][k] = later[age + 1][k];
                }
                state[ages - 1][k] = (1.0 - hazard) * later[ages - 1][k] + hazard * open[k] * (above[k] + below[k]);
            }
            let total: f64 = state.iter().flatten().sum();
            state.iter_mut().flatten().for_each(|p| *p /= total);
            all.push(state);
        }
        all.reverse();
        all
    }

    /// The probability of each level before and after a point, where a regime begins at it.
    fn steps(&self, at: usize, weights: &[f64; N], said: &[[f64; N]], forward: &[State], backward: &[State]) -> Steps {
        let mut steps = Steps { before: [[0.0; N]; 2], after: [[0.0; N]; 2] };
        let Some(before) = at.checked_sub(1).and_then(|before| forward.get(before)) else { return steps };
        let ages = self.prior.min_days.max(1);
        let (hazard, open) = (self.hazard(at), self.open(weights));
        let (mut ended, mut begun) = ([0.0; N], [0.0; N]);
        let mut stays = 0.0;
        for k in 0..N {
            ended[k] = hazard * before[ages - 1][k] * open[k];
            begun[k] = weights[k] * said[at][k] * backward[at][0][k];
            for age in 1..ages {
                stays += before[age - 1][k] * said[at][k] * backward[at][age][k];
            }
            stays += (1.0 - hazard) * before[ages - 1][k] * said[at][k] * backward[at][ages - 1][k];
        }
        let ([begun_above, begun_below], [ended_above, ended_below]) = (self.far(&begun), self.far(&ended));
        for k in 0..N {
            steps.before[0][k] = ended[k] * begun_above[k];
            steps.before[1][k] = ended[k] * begun_below[k];
            steps.after[0][k] = begun[k] * ended_below[k];
            steps.after[1][k] = begun[k] * ended_above[k];
        }
        let total = stays + steps.after.iter().flatten().sum::<f64>();
        steps.before.iter_mut().chain(&mut steps.after).flatten().for_each(|p| *p /= total);
        steps
    }
}

/// Multiplies each age by what a day says, and tells the sum.
fn product(state: &mut State, said: &[f64; N]) -> f64 {
    state.iter_mut().for_each(|levels| levels.iter_mut().zip(said).for_each(|(p, s)| *p *= s));
    state.iter().flatten().sum()
}
