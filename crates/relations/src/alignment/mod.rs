//! Alignment: who stands with whom over a window, in which camps, with what strain, and who moved.
//!
//! Events become months of pairs ([`pair_months`]), months become ties ([`Tie`]), and everything else is read off the ties.
//! Formulas and sources stand in `docs/relations/alignment.md`.

mod balance;
mod chance;
mod communities;
mod company;
mod moves;
mod pairs;
mod poles;
mod proof;
mod signed;
mod ties;

pub use balance::{Balance, Triad, balance};
pub use communities::{Camps, Communities, Community, FEWEST_EVENTS, FEWEST_PARTNERS, communities};
pub use company::{Company, FEWEST_SHARED, company};
pub use moves::{Dealings, Move, SURE, moves};
pub use pairs::{Months, pair_months};
pub use poles::{Poles, Standing, poles};
pub use proof::Telling;
pub use ties::{Noise, Sign, Tie};
pub use westphalia_model::PairMonth;

use serde::Serialize;

/// By what the acts of an event are scored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Scale {
    /// Goldstein (1992), for CAMEO codes; -10 to 10.
    #[default]
    Goldstein,
    /// PLOVER intensities; -10 to 10.
    Plover,
}

impl Scale {
    /// The sum of a month on this scale.
    fn sum(self, row: &PairMonth) -> f64 {
        match self {
            Self::Goldstein => row.sum_goldstein,
            Self::Plover => row.sum_plover,
        }
    }
}

/// Who stands with whom over a window.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Alignment {
    /// By what the events are scored.
    pub scale: Scale,
    /// The first month with an event, as `2019-04`, or empty.
    pub first_month: String,
    /// The last month with an event, or empty.
    pub last_month: String,
    /// Events that join two states; an event of three states is counted for each two of them.
    pub n_events: u32,
    /// How scores scatter.
    pub noise: Noise,
    /// All states, most events first.
    pub states: Vec<Standing>,
    /// All ties, by code.
    pub ties: Vec<Tie>,
    /// How alike states deal with third ones, by code.
    pub company: Vec<Company>,
    /// The communities.
    pub communities: Communities,
    /// Structural balance.
    pub balance: Balance,
    /// Concentration.
    pub poles: Poles,
}

/// The ties of a window.
#[must_use]
pub fn ties(rows: &[PairMonth], scale: Scale) -> (Vec<Tie>, Noise) {
    let pairs = ties::pairs(rows, scale);
    let noise = ties::noise(pairs.values());
    (ties::ties(&pairs, &noise), noise)
}

/// What is asked of an alignment.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// By what events are scored.
    pub scale: Scale,
    /// In what communities are sought. If nothing is said: in likeness of company where most states that are told of
    /// enough share partners enough with another, which foretells votes and alliances better; else in positive ties.
    pub camps: Option<Camps>,
    /// States whose strained triads are kept; of all if none is named.
    pub states: Vec<String>,
}

/// Who stands with whom over the months given.
#[must_use]
pub fn align(rows: &[PairMonth], asked: &Request) -> Alignment {
    let (ties, noise) = ties(rows, asked.scale);
    let company = company(&ties);
    let camps = asked.camps.unwrap_or_else(|| Camps::fitting(&ties, &company));
    let communities = communities(&ties, &company, camps);
    let (standings, poles) = poles(&ties, &communities);
    let months = || rows.iter().map(|row| row.month.as_str());
    Alignment {
        scale: asked.scale,
        first_month: months().min().unwrap_or_default().to_owned(),
        last_month: months().max().unwrap_or_default().to_owned(),
        n_events: ties.iter().map(|tie| tie.n_events).sum(),
        noise,
        states: standings,
        company,
        balance: balance(&ties, &asked.states),
        communities,
        poles,
        ties,
    }
}

impl Alignment {
    /// The tie of two states, if they have one.
    #[must_use]
    pub fn tie(&self, one: &str, other: &str) -> Option<&Tie> {
        let (a, b) = (one.min(other), one.max(other));
        self.ties.binary_search_by(|tie| (tie.a.as_str(), tie.b.as_str()).cmp(&(a, b))).ok().map(|at| &self.ties[at])
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{PairMonth, Request, Scale, Tie, align, ties};
    use westphalia_model::By;

    /// A month of two states: cooperation where the sum is positive, else conflict.
    pub fn row(a: &str, b: &str, month: i8, n: u32, sum: f64) -> PairMonth {
        let (n_q1, n_q3) = if sum >= 0.0 { (n, 0) } else { (0, n) };
        PairMonth {
            a: a.to_owned(),
            b: b.to_owned(),
            by: By::Both,
            month: format!("2019-{month:02}"),
            n_events: n,
            n_q1,
            n_q2: 0,
            n_q3,
            n_q4: 0,
            sum_goldstein: sum,
            sum_plover: sum,
        }
    }

    /// Ties of lines such as `AAA BBB 90 300; ...`: events and sum of scores, over two months that hardly differ.
    pub fn tied(lines: &str) -> Vec<Tie> {
        let mut rows = Vec::new();
        for line in lines.split(';').map(str::trim).filter(|line| !line.is_empty()) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let n: u32 = words[2].parse().expect("events");
            let sum: f64 = words[3].parse().expect("a sum");
            let first = n.div_ceil(2);
            let part = sum * f64::from(first) / f64::from(n);
            rows.push(row(words[0], words[1], 1, first, part * 1.05));
            if n > first {
                rows.push(row(words[0], words[1], 2, n - first, sum - part * 1.05));
            }
        }
        ties(&rows, Scale::Goldstein).0
    }

    #[test]
    fn nothing_is_aligned_without_events() {
        let found = align(&[], &Request::default());
        assert_eq!((found.n_events, found.first_month.as_str(), found.ties.len()), (0, "", 0));
        assert_eq!((found.balance.share(), found.poles.of_states), (None, None));
    }

    #[test]
    fn ties_are_found_from_both_ends() {
        let rows = [row("CHN", "PRK", 1, 3, 6.0), row("PRK", "RUS", 1, 3, 6.0)];
        let found = align(&rows, &Request { scale: Scale::Plover, ..Request::default() });
        assert_eq!(found.tie("RUS", "PRK").map(|tie| tie.n_events), Some(3));
        assert_eq!(found.tie("RUS", "CHN"), None);
        assert_eq!((found.first_month.as_str(), found.n_events), ("2019-01", 6));
    }
}
