//! Regimes of a relation: a tone that holds for some time and then changes at once.
//!
//! A product partition model (Barry and Hartigan 1992, Annals of Statistics 20:260-279; Fearnhead 2006, Statistics and
//! Computing 16:203-213). A regime has a level, a noise and a pace, each on a grid, so the exact posterior over all
//! partitions comes from one pass forward and one back (Rabiner 1989, Proceedings of the IEEE 77:257-286), in time linear in
//! the number of days, and nothing need be Normal.
//!
//! - A regime ends between two days that lie `d` years apart with probability `1 - exp(-rate d)`, but not before it has
//!   held for [`Prior::min_days`] days with events: a change must last. Where the formal level of the relation changes, the
//!   probability is [`Point::expected`] at least.
//! - Noise and pace of the next regime are drawn from their grids. Its level is drawn from a wide Normal around 0, without
//!   the levels nearer than [`Prior::min_step`] to the last; or, one time in five, it stays, so that more or less of the same
//!   is no turning point.
//! - What a day says is the level with Student-t noise: its heavy tails make one day that does not fit an outlier, no regime.
//! - Days with events come at random at the pace of the regime (a Poisson process).

/// Distance between levels, in points of the scale.
const STEP: f64 = 0.5;

/// The end of the scale.
const END: f64 = 10.0;

/// Number of levels.
const N: usize = 41;

/// Probability that a new regime has another level than the last, and not only another noise or pace.
const TURNS: f64 = 0.8;

/// A weight for each level.
type Levels = [f64; N];

/// What is believed before any day is seen.
#[derive(Clone, Debug)]
pub struct Prior {
    /// Standard deviation of levels around 0, in points.
    pub sd_level: f64,
    /// Degrees of freedom of the noise.
    pub tails: f64,
    /// Scales of the noise, in points.
    pub noises: Vec<f64>,
    /// Days with events in a regime, as multiples of those in all years together.
    pub paces: Vec<f64>,
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
    /// Least probability that a regime ends before it, for reasons that no score tells.
    pub expected: f64,
}

/// What is believed after all days are seen.
#[derive(Clone, Debug)]
pub struct Posterior {
    /// For each point, the probability of each level.
    pub levels: Vec<Levels>,
    /// For each point, where a regime begins at it.
    pub steps: Vec<Steps>,
}

/// The levels before and after a point at which a better (0) or a worse (1) regime begins; each sums to the probability
/// that one does, which leaves out new regimes with the old level.
#[derive(Clone, Debug, Default)]
pub struct Steps {
    /// Levels before.
    pub before: [Vec<f64>; 2],
    /// Levels after.
    pub after: [Vec<f64>; 2],
}

/// The level of a place on the grid.
pub fn level(place: usize) -> f64 {
    STEP.mul_add(place as f64, -END)
}

/// The exact posterior, the rates of change weighed by their evidence; `None` of fewer points than a regime has.
pub fn posterior(points: &[Point], prior: &Prior) -> Option<Posterior> {
    if points.len() < prior.min_days.max(1) {
        return None;
    }
    let runs: Vec<(Posterior, f64)> = prior.rates.iter().map(|rate| Pass::new(points, prior, *rate).run()).collect();
    let best = runs.iter().map(|(_, evidence)| *evidence).fold(f64::NEG_INFINITY, f64::max);
    let total: f64 = runs.iter().map(|(_, evidence)| (evidence - best).exp()).sum();
    let mut mixed: Option<Posterior> = None;
    for (mut run, evidence) in runs {
        let weight = (evidence - best).exp() / total;
        run.each().for_each(|value| *value *= weight);
        match &mut mixed {
            Some(mixed) => mixed.each().zip(run.each()).for_each(|(value, more)| *value += *more),
            None => mixed = Some(run),
        }
    }
    mixed
}

impl Posterior {
    /// For each point, the probability that a better (0) or a worse (1) regime begins at it.
    pub fn begins(&self, side: usize) -> Vec<f64> {
        self.steps.iter().map(|steps| steps.after[side].iter().sum()).collect()
    }

    fn each(&mut self) -> impl Iterator<Item = &mut f64> {
        let steps = self.steps.iter_mut().flat_map(|s| s.before.iter_mut().chain(&mut s.after).flatten());
        self.levels.iter_mut().flatten().chain(steps)
    }
}

/// Noise and pace of a regime.
struct Kind {
    noise: usize,
    pace: f64,
}

/// Probabilities by age, then kind, then level. The age says for how many points the regime has held; the last stands for
/// that and more.
type State = Vec<Vec<Levels>>;

/// One pass with a known rate of change.
struct Pass<'a> {
    points: &'a [Point],
    prior: &'a Prior,
    rate: f64,
    /// Points in a year, on average.
    usual: f64,
    ages: usize,
    kinds: Vec<Kind>,
    /// Prior of the level of a regime.
    weights: Levels,
    /// One over the weight of all levels that can follow each.
    open: Levels,
    /// What each point says, by noise.
    said: Vec<Vec<Levels>>,
}

impl<'a> Pass<'a> {
    fn new(points: &'a [Point], prior: &'a Prior, rate: f64) -> Self {
        let years: f64 = points.iter().map(|point| point.gap).sum();
        let each = |noise| prior.paces.iter().map(move |pace| Kind { noise, pace: *pace });
        let weights = weights(prior.sd_level);
        let [above, below] = far(&weights, prior.min_step);
        let mut open = [0.0; N];
        (0..N).for_each(|k| open[k] = 1.0 / (above[k] + below[k]));
        let said = |point: &Point| prior.noises.iter().map(|n| density(point.score, *n, prior.tails)).collect();
        Self {
            points,
            prior,
            rate,
            usual: points.len() as f64 / years.max(0.1),
            ages: prior.min_days.max(1),
            kinds: (0..prior.noises.len()).flat_map(each).collect(),
            weights,
            open,
            said: points.iter().map(said).collect(),
        }
    }

    fn run(&self) -> (Posterior, f64) {
        let (forward, evidence) = self.forward();
        let backward = self.backward();
        let mut posterior = Posterior { levels: Vec::new(), steps: Vec::new() };
        for (at, (ahead, behind)) in forward.iter().zip(&backward).enumerate() {
            let mut levels = [0.0; N];
            for (a, b) in ahead.iter().flatten().zip(behind.iter().flatten()) {
                (0..N).for_each(|k| levels[k] += a[k] * b[k]);
            }
            let total: f64 = levels.iter().sum();
            posterior.levels.push(levels.map(|p| p / total));
            let before = at.checked_sub(1).and_then(|before| forward.get(before));
            posterior.steps.push(self.steps(at, before, behind));
        }
        (posterior, evidence)
    }

    /// A state of zeros.
    fn nowhere(&self) -> State {
        vec![vec![[0.0; N]; self.kinds.len()]; self.ages]
    }

    /// Probability that a regime that may end does so before a point.
    fn hazard(&self, at: usize) -> f64 {
        self.points.get(at).map_or(0.0, |point| (-(-self.rate * point.gap).exp_m1()).max(point.expected))
    }

    /// Probability that a kind of regime is silent up to a point.
    fn silence(&self, at: usize, kind: &Kind) -> f64 {
        self.points.get(at).map_or(1.0, |point| (-kind.pace * self.usual * point.gap).exp())
    }

    /// How likely a kind of regime makes a point what it is, for each level.
    fn said(&self, at: usize, kind: &Kind) -> Levels {
        self.said.get(at).and_then(|said| said.get(kind.noise)).map_or([0.0; N], |said| said.map(|p| p * kind.pace))
    }

    fn forward(&self) -> (Vec<State>, f64) {
        let (mut all, mut evidence): (Vec<State>, f64) = (Vec::new(), 0.0);
        let share = 1.0 / self.kinds.len() as f64;
        for at in 0..self.points.len() {
            let mut state = self.nowhere();
            match all.last() {
                // Nobody knows since when the first regime holds: it too must be seen for some days.
                None => state[0].fill(self.weights.map(|weight| weight * share)),
                Some(last) => self.go_on(at, last, &mut state),
            }
            let total = self.see(at, &mut state);
            evidence += total.ln();
            state.iter_mut().flatten().flatten().for_each(|p| *p /= total);
            all.push(state);
        }
        (all, evidence)
    }

    /// From the state at a point to that before the next is seen.
    fn go_on(&self, at: usize, last: &State, state: &mut State) {
        let hazard = self.hazard(at);
        let oldest = self.ages - 1;
        let mut ended = [0.0; N];
        for (s, kind) in self.kinds.iter().enumerate() {
            let silence = self.silence(at, kind);
            for k in 0..N {
                for age in 1..self.ages {
                    state[age][s][k] += silence * last[age - 1][s][k];
                }
                state[oldest][s][k] += (1.0 - hazard) * silence * last[oldest][s][k];
                ended[k] += hazard * silence * last[oldest][s][k];
            }
        }
        let [above, below] = far(&self.turned(&ended), self.prior.min_step);
        for k in 0..N {
            let begun = self.weights[k] * (above[k] + below[k]) + (1.0 - TURNS) * ended[k];
            state[0].iter_mut().for_each(|young| young[k] += begun / self.kinds.len() as f64);
        }
    }

    fn backward(&self) -> Vec<State> {
        let oldest = self.ages - 1;
        let mut last = self.nowhere();
        for levels in last.iter_mut().skip(self.prior.min_last.clamp(1, self.ages) - 1) {
            // What comes after the last day is silence, for half of a usual gap as far as anybody knows.
            levels.iter_mut().zip(&self.kinds).for_each(|(levels, kind)| levels.fill((-0.5 * kind.pace).exp()));
        }
        let mut all = vec![last];
        for at in (1..self.points.len()).rev() {
            let mut later = all.last().cloned().unwrap_or_default();
            self.see(at, &mut later);
            let hazard = self.hazard(at);
            let begun = self.begun(&later);
            let [above, below] = far(&self.drawn(&begun), self.prior.min_step);
            let mut state = self.nowhere();
            for (s, kind) in self.kinds.iter().enumerate() {
                let silence = self.silence(at, kind);
                for k in 0..N {
                    for age in 0..oldest {
                        state[age][s][k] = silence * later[age + 1][s][k];
                    }
                    let turns = TURNS * self.open[k] * (above[k] + below[k]);
                    let ends = hazard * (turns + (1.0 - TURNS) * begun[k]);
                    state[oldest][s][k] = silence * ((1.0 - hazard) * later[oldest][s][k] + ends);
                }
            }
            let total: f64 = state.iter().flatten().flatten().sum();
            state.iter_mut().flatten().flatten().for_each(|p| *p /= total);
            all.push(state);
        }
        all.reverse();
        all
    }

    /// For each level, the weight of all kinds of regimes that begin with it.
    fn begun(&self, later: &State) -> Levels {
        let mut begun = [0.0; N];
        for young in later.iter().take(1).flatten() {
            (0..N).for_each(|k| begun[k] += young[k] / self.kinds.len() as f64);
        }
        begun
    }

    /// For each level, the weight of regimes that end with it for another.
    fn turned(&self, ended: &Levels) -> Levels {
        let mut turned = *ended;
        turned.iter_mut().zip(&self.open).for_each(|(weight, open)| *weight *= TURNS * open);
        turned
    }

    /// For each level, the weight of regimes that begin with it after another.
    fn drawn(&self, begun: &Levels) -> Levels {
        let mut drawn = *begun;
        drawn.iter_mut().zip(&self.weights).for_each(|(weight, prior)| *weight *= prior);
        drawn
    }

    /// Multiplies by what a point says, and tells the sum.
    fn see(&self, at: usize, state: &mut State) -> f64 {
        for (s, kind) in self.kinds.iter().enumerate() {
            let said = self.said(at, kind);
            state.iter_mut().for_each(|kinds| kinds[s].iter_mut().zip(&said).for_each(|(p, s)| *p *= s));
        }
        state.iter().flatten().flatten().sum()
    }

    /// The probability of each level before and after a point, where a regime begins at it.
    fn steps(&self, at: usize, before: Option<&State>, behind: &State) -> Steps {
        let mut steps = Steps { before: [vec![0.0; N], vec![0.0; N]], after: [vec![0.0; N], vec![0.0; N]] };
        let Some(before) = before else { return steps };
        let mut later = behind.clone();
        self.see(at, &mut later);
        let begun = self.begun(&later);
        let (hazard, oldest) = (self.hazard(at), self.ages - 1);
        let (mut ended, mut stays) = ([0.0; N], 0.0);
        for (s, kind) in self.kinds.iter().enumerate() {
            let silence = self.silence(at, kind);
            for k in 0..N {
                ended[k] += hazard * silence * before[oldest][s][k];
                stays += (1.0 - hazard) * silence * before[oldest][s][k] * later[oldest][s][k];
                for age in 1..self.ages {
                    stays += silence * before[age - 1][s][k] * later[age][s][k];
                }
            }
        }
        stays += (0..N).map(|k| (1.0 - TURNS) * ended[k] * begun[k]).sum::<f64>();
        let (ended, begun) = (self.turned(&ended), self.drawn(&begun));
        let [begun_above, begun_below] = far(&begun, self.prior.min_step);
        let [ended_above, ended_below] = far(&ended, self.prior.min_step);
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

/// A Normal around 0 on the grid.
fn weights(sd: f64) -> Levels {
    let mut weights = [0.0; N];
    (0..N).for_each(|k| weights[k] = (-0.5 * (level(k) / sd).powi(2)).exp());
    let total: f64 = weights.iter().sum();
    weights.map(|w| w / total)
}

/// Density of a score around each level, by Student's t, up to a factor that is the same for all.
fn density(score: f64, noise: f64, tails: f64) -> Levels {
    let mut density = [0.0; N];
    for (k, density) in density.iter_mut().enumerate() {
        let z = (score - level(k)) / noise;
        *density = (-(tails + 1.0) / 2.0 * (z * z / tails).ln_1p()).exp() / noise;
    }
    density
}

/// For each level, the sum of a weight over all levels that lie far enough above it, and below it.
fn far(of: &Levels, min_step: f64) -> [Levels; 2] {
    let reach = ((min_step / STEP).ceil() as usize).clamp(1, N);
    let mut far = [[0.0; N]; 2];
    for k in reach..N {
        far[1][k] = of[k - reach] + far[1][k - 1];
    }
    for k in (0..N - reach).rev() {
        far[0][k] = of[k + reach] + far[0][k + 1];
    }
    far
}

#[cfg(test)]
pub mod tests {
    //! Regimes one by one.

    use super::{N, Point, Prior, TURNS, density, weights};

    /// The probability of all scores, up to a factor, if regimes begin at these points: levels are summed out in turn.
    /// At the point `turn`, the level changes; at the others it may.
    pub fn chain(points: &[Point], starts: &[usize], turn: Option<usize>, prior: &Prior, usual: f64) -> f64 {
        let weights = weights(prior.sd_level);
        let mut reached: Option<[f64; N]> = None;
        for (place, start) in starts.iter().enumerate() {
            let end = starts.get(place + 1).copied().unwrap_or(points.len());
            let said = regime(points, *start, end, prior, usual);
            let stays = if turn == Some(*start) { 0.0 } else { 1.0 - TURNS };
            let mut next = [0.0; N];
            for k in 0..N {
                let prior_of = |k: usize| match &reached {
                    None => weights[k],
                    Some(last) => {
                        let others = (0..N).filter(|before| *before != k);
                        let drawn: f64 = others.map(|b| last[b] * weights[k] / (1.0 - weights[b])).sum();
                        TURNS * drawn + stays * last[k]
                    }
                };
                next[k] = said[k] * prior_of(k);
            }
            reached = Some(next);
        }
        reached.map_or(0.0, |levels| levels.iter().sum())
    }

    /// For each level, the probability of the points of one regime.
    fn regime(points: &[Point], start: usize, end: usize, prior: &Prior, usual: f64) -> [f64; N] {
        let mut said = [0.0; N];
        let n_kinds = (prior.noises.len() * prior.paces.len()) as f64;
        for noise in &prior.noises {
            for pace in &prior.paces {
                let silent: f64 = (start + 1..=end).map(|at| points.get(at).map_or(0.5 / usual, |p| p.gap)).sum();
                let paced = pace.powi((end - start) as i32) * (-pace * usual * silent).exp() / n_kinds;
                let mut product = [paced; N];
                for point in &points[start..end] {
                    let density = density(point.score, *noise, prior.tails);
                    product.iter_mut().zip(density).for_each(|(p, d)| *p *= d);
                }
                said.iter_mut().zip(product).for_each(|(s, p)| *s += p);
            }
        }
        said
    }
}
