//! Communities: states that cooperate more among themselves than their activity lets expect.

use super::chance::Chance;
use super::{Sign, Tie};
use leiden_rs::{GraphDataBuilder, Leiden, LeidenConfig};
use serde::Serialize;
use std::collections::BTreeMap;

/// Starts of the algorithm, of which the best partition is kept.
const STARTS: u64 = 10;

/// Redrawn networks that tell how sure a community is.
const DRAWS: u64 = 50;

/// A state with fewer events is in no community.
pub const FEWEST_EVENTS: u32 = 10;

/// A state with fewer partners is in no community.
pub const FEWEST_PARTNERS: u32 = 3;

/// States that stand together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Community {
    /// Number of the community, from 1, the one with most events first.
    pub number: usize,
    /// Codes of its members, the one with most events first.
    pub members: Vec<String>,
    /// Share of the weight of its members' positive ties that stays within, 0 to 1.
    pub within: f64,
    /// How often two of its members fall together when the ties are redrawn within their errors, 0 to 1; none for one
    /// member.
    pub stability: Option<f64>,
    /// Pairs of members whose tie is clearly negative, the strongest first.
    pub strained: Vec<(String, String)>,
}

/// A partition of the states that are told of enough.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Communities {
    /// The communities.
    pub all: Vec<Community>,
    /// Modularity of the partition: share of positive weight within communities, less what is expected from the totals
    /// of the states; below 1, and 0 for a single community.
    pub modularity: f64,
    /// Clearly negative ties within communities.
    pub n_negative_within: usize,
    /// Clearly negative ties between states in communities.
    pub n_negative: usize,
}

impl Communities {
    /// The number of the community of a state, if it is in one.
    #[must_use]
    pub fn of(&self, code: &str) -> Option<usize> {
        self.all.iter().find(|community| community.members.iter().any(|m| m == code)).map(|c| c.number)
    }
}

/// The states that are told of enough, by code: events and partners.
fn settled(ties: &[Tie]) -> BTreeMap<&str, (u32, u32)> {
    let mut states: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for tie in ties {
        for code in [&tie.a, &tie.b] {
            let state = states.entry(code).or_default();
            state.0 += tie.n_events;
            state.1 += 1;
        }
    }
    states.retain(|_, (events, partners)| *events >= FEWEST_EVENTS && *partners >= FEWEST_PARTNERS);
    states
}

/// The communities of the states that are told of enough.
///
/// The Leiden algorithm (Traag, Waltman & van Eck 2019) seeks the partition of highest modularity (Newman & Girvan 2004,
/// resolution 1) in the network of positive ties, each weighing its score times its events. Of ten starts the best is
/// kept; the seeds are fixed. Negative ties are not part of the objective: those that fall within a community are told
/// as strain.
#[must_use]
pub fn communities(ties: &[Tie]) -> Communities {
    let states = settled(ties);
    let index: BTreeMap<&str, usize> = states.keys().enumerate().map(|(place, code)| (*code, place)).collect();
    let inner: Vec<(usize, usize, &Tie)> =
        ties.iter().filter_map(|tie| Some((*index.get(tie.a.as_str())?, *index.get(tie.b.as_str())?, tie))).collect();
    let weights: Vec<f64> = inner.iter().map(|(_, _, tie)| tie.positive_weight()).collect();
    let best = (0..STARTS).filter_map(|seed| partition(states.len(), &inner, &weights, seed)).fold(
        None,
        |best: Option<(f64, Vec<usize>)>, next| match best {
            Some(best) if best.0 >= next.0 => Some(best),
            _ => Some(next),
        },
    );
    let Some((modularity, groups)) = best else { return Communities::default() };
    let together = redrawn(states.len(), &inner);
    let all = describe(&states, &groups, &inner, &weights, &together);
    let negative = || inner.iter().filter(|(_, _, tie)| tie.sign == Sign::Negative);
    Communities {
        all,
        modularity,
        n_negative_within: negative().filter(|(a, b, _)| groups[*a] == groups[*b]).count(),
        n_negative: negative().count(),
    }
}

/// Modularity and group of each state, or nothing for a network without ties.
fn partition(n: usize, inner: &[(usize, usize, &Tie)], weights: &[f64], seed: u64) -> Option<(f64, Vec<usize>)> {
    let mut graph = GraphDataBuilder::new(n);
    for ((a, b, _), weight) in inner.iter().zip(weights).filter(|(_, weight)| **weight > 0.0) {
        graph.add_edge(*a, *b, *weight).ok()?;
    }
    if !weights.iter().any(|weight| *weight > 0.0) {
        return None;
    }
    let found = Leiden::new(LeidenConfig::builder().seed(seed).build()).run(&graph.build().ok()?).ok()?;
    let groups = found.partition.as_slice().to_vec();
    Some((modularity(&groups, inner, weights), groups))
}

/// Q = Σ over communities of e/m − (k/2m)²: weight within, and total degree.
fn modularity(groups: &[usize], inner: &[(usize, usize, &Tie)], weights: &[f64]) -> f64 {
    let total: f64 = weights.iter().sum();
    let mut sums: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
    for ((a, b, _), weight) in inner.iter().zip(weights) {
        sums.entry(groups[*a]).or_default().1 += weight;
        sums.entry(groups[*b]).or_default().1 += weight;
        if groups[*a] == groups[*b] {
            sums.entry(groups[*a]).or_default().0 += weight;
        }
    }
    sums.values().map(|(within, degree)| within / total - (degree / (2.0 * total)).powi(2)).sum()
}

/// How often each two states fall together when scores are redrawn within their errors and counts as Poisson numbers
/// (by their normal approximation).
fn redrawn(n: usize, inner: &[(usize, usize, &Tie)]) -> Vec<f64> {
    let mut together = vec![0.0; n * n];
    let mut chance = Chance::new(1);
    for seed in 0..DRAWS {
        let weights: Vec<f64> = inner
            .iter()
            .map(|(_, _, tie)| {
                let events = f64::from(tie.n_events);
                let drawn = events + chance.normal() * events.sqrt();
                (tie.score + chance.normal() * tie.error).max(0.0) * drawn.max(0.0)
            })
            .collect();
        let Some((_, groups)) = partition(n, inner, &weights, seed) else { continue };
        for a in 0..n {
            for b in 0..n {
                together[a * n + b] += f64::from(u8::from(groups[a] == groups[b])) / DRAWS as f64;
            }
        }
    }
    together
}

/// The communities in words and numbers, in order.
fn describe(
    states: &BTreeMap<&str, (u32, u32)>,
    groups: &[usize],
    inner: &[(usize, usize, &Tie)],
    weights: &[f64],
    together: &[f64],
) -> Vec<Community> {
    let codes: Vec<&str> = states.keys().copied().collect();
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, group) in groups.iter().enumerate() {
        members.entry(*group).or_default().push(place);
    }
    let events = |place: &usize| states[codes[*place]].0;
    let mut ordered: Vec<(usize, Vec<usize>)> = members.into_iter().collect();
    ordered.iter_mut().for_each(|(_, places)| places.sort_by_key(|place| std::cmp::Reverse(events(place))));
    ordered.sort_by_key(|(_, places)| std::cmp::Reverse(places.iter().map(events).sum::<u32>()));
    let n = codes.len();
    let told = |(at, (group, places)): (usize, (usize, Vec<usize>))| {
        let (mut within, mut degree) = (0.0, 0.0);
        for ((a, b, _), weight) in inner.iter().zip(weights) {
            let n_ends = usize::from(groups[*a] == group) + usize::from(groups[*b] == group);
            degree += weight * n_ends as f64;
            within += if n_ends == 2 { 2.0 * weight } else { 0.0 };
        }
        let pairs: Vec<f64> = places
            .iter()
            .enumerate()
            .flat_map(|(i, a)| places[i + 1..].iter().map(move |b| together[a * n + b]))
            .collect();
        Community {
            number: at + 1,
            members: places.iter().map(|place| codes[*place].to_owned()).collect(),
            within: if degree > 0.0 { within / degree } else { 0.0 },
            stability: (!pairs.is_empty()).then(|| pairs.iter().sum::<f64>() / pairs.len() as f64),
            strained: strained(group, groups, inner),
        }
    };
    ordered.into_iter().enumerate().map(told).collect()
}

/// Pairs of a group whose tie is clearly negative, the strongest first.
fn strained(group: usize, groups: &[usize], inner: &[(usize, usize, &Tie)]) -> Vec<(String, String)> {
    let mut found: Vec<&Tie> = inner
        .iter()
        .filter(|(a, b, tie)| groups[*a] == group && groups[*b] == group && tie.sign == Sign::Negative)
        .map(|(_, _, tie)| *tie)
        .collect();
    found.sort_by(|a, b| b.strength().total_cmp(&a.strength()));
    found.into_iter().map(|tie| (tie.a.clone(), tie.b.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::{Communities, communities};
    use crate::alignment::tests::tied;

    /// Two camps of four that cooperate within and quarrel across, with one quarrel inside.
    fn camps() -> Communities {
        let mut lines = String::new();
        for camp in [["AA1", "AA2", "AA3", "AA4"], ["BB1", "BB2", "BB3", "BB4"]] {
            for (place, one) in camp.iter().enumerate() {
                for other in &camp[place + 1..] {
                    let sum = if (*one, *other) == ("AA1", "AA2") { -300 } else { 240 };
                    lines += &format!("{one} {other} 60 {sum}; ");
                }
            }
        }
        communities(&tied(&(lines + "AA1 BB1 60 -300; AA2 BB2 5 15; AA1 ZZZ 1 4")))
    }

    #[test]
    fn camps_are_found_and_their_quarrels_told() {
        let found = camps();
        let members: Vec<String> = found
            .all
            .iter()
            .map(|community| {
                let mut members = community.members.clone();
                members.sort();
                members.join(" ")
            })
            .collect();
        assert_eq!(members, ["AA1 AA2 AA3 AA4", "BB1 BB2 BB3 BB4"]);
        assert_eq!((found.n_negative_within, found.n_negative), (1, 2));
        assert_eq!(found.all[0].strained, [("AA1".to_owned(), "AA2".to_owned())]);
        assert!(found.modularity > 0.4 && found.all.iter().all(|c| c.stability > Some(0.9)), "{found:?}");
        assert_eq!((found.of("BB3"), found.of("ZZZ")), (Some(2), None));
        assert_eq!(found, camps(), "the same ties give the same communities");
    }

    #[test]
    fn without_ties_there_are_no_communities() {
        assert_eq!(communities(&[]), Communities::default());
        assert_eq!(communities(&tied("AAA BBB 1 2")), Communities::default());
    }
}
