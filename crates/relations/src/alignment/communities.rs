//! Communities: states that cooperate more among themselves than their activity lets expect.

use super::chance::Chance;
use super::signed::Signed;
use super::{Company, Sign, Tie};
use leiden_rs::{GraphDataBuilder, Leiden, LeidenConfig};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Starts of the algorithm, of which the best partition is kept.
const STARTS: u64 = 10;

/// Redrawn networks that tell how sure a community is.
const DRAWS: u64 = 50;

/// A state with fewer events is in no community.
pub const FEWEST_EVENTS: u32 = 10;

/// A state with fewer partners is in no community.
pub const FEWEST_PARTNERS: u32 = 3;

/// In what communities are sought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Camps {
    /// In the positive ties: states that cooperate with each other.
    #[default]
    Ties,
    /// In the likeness of company: states that deal alike with third ones.
    Company,
}

impl Camps {
    /// Company, where at least half of the states that are told of enough have any; else ties.
    #[must_use]
    pub fn fitting(ties: &[Tie], company: &[Company]) -> Self {
        let states = settled(ties);
        let known: BTreeSet<&str> = company.iter().flat_map(|one| [one.a.as_str(), one.b.as_str()]).collect();
        let n_known = states.keys().filter(|code| known.contains(**code)).count();
        if n_known > 0 && 2 * n_known >= states.len() { Self::Company } else { Self::Ties }
    }
}

/// States that stand together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Community {
    /// Number of the community, from 1, the one with most events first.
    pub number: usize,
    /// Codes of its members, the one with most events first.
    pub members: Vec<String>,
    /// Share of the weight that joins its members to anybody that stays within, 0 to 1.
    pub within: f64,
    /// How often two of its members fall together when weights are redrawn within their errors, 0 to 1; none for one
    /// member.
    pub stability: Option<f64>,
    /// Pairs of members whose tie is clearly negative, the strongest first.
    pub strained: Vec<(String, String)>,
}

/// A partition of the states that are told of enough.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Communities {
    /// In what they were sought.
    pub camps: Camps,
    /// The communities.
    pub all: Vec<Community>,
    /// Modularity of the partition, negative weights counted: below 1, and 0 for a single community.
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

/// What joins two states, by their places, or parts them.
struct Edge {
    a: usize,
    b: usize,
    /// Below 0 where it parts them.
    weight: f64,
    /// Standard error of the weight.
    error: f64,
}

/// The network of the states that are told of enough.
struct Network<'a> {
    codes: Vec<&'a str>,
    n_events: Vec<u32>,
    edges: Vec<Edge>,
    /// Clearly negative ties within the network, by the places of their states.
    negative: Vec<(usize, usize, &'a Tie)>,
}

/// The communities of the states that are told of enough.
///
/// The objective is modularity with negative weights (`signed.rs`). The Leiden algorithm (Traag, Waltman & van
/// Eck 2019) seeks the best partition of the positive weights, resolution 1; then single states move as long as the
/// objective grows. Of ten starts with fixed seeds the best is kept. A tie weighs its score times its events. With
/// [`Camps::Company`] likeness takes the place of positive ties, and negative ties weigh as much beside it as they do beside
/// positive ones.
#[must_use]
pub fn communities(ties: &[Tie], company: &[Company], camps: Camps) -> Communities {
    let network = Network::of(ties, company, camps);
    let weights: Vec<f64> = network.edges.iter().map(|edge| edge.weight).collect();
    let best = (0..STARTS).filter_map(|seed| network.partition(&weights, seed)).fold(
        None,
        |best: Option<(f64, Vec<usize>)>, next| match best {
            Some(best) if best.0 >= next.0 => Some(best),
            _ => Some(next),
        },
    );
    let Some((modularity, groups)) = best else { return Communities { camps, ..Communities::default() } };
    Communities {
        camps,
        all: network.describe(&groups),
        modularity,
        n_negative_within: network.negative.iter().filter(|(a, b, _)| groups[*a] == groups[*b]).count(),
        n_negative: network.negative.len(),
    }
}

impl<'a> Network<'a> {
    fn of(ties: &'a [Tie], company: &'a [Company], camps: Camps) -> Self {
        let states = settled(ties);
        let index: BTreeMap<&str, usize> = states.keys().enumerate().map(|(place, code)| (*code, place)).collect();
        let places = |a: &str, b: &str| Some((*index.get(a)?, *index.get(b)?));
        let tied = ties.iter().filter_map(|tie| {
            let (a, b) = places(&tie.a, &tie.b)?;
            let n = f64::from(tie.n_events);
            // Events are counts: their variance is their number.
            let error = (n * n * tie.error * tie.error + n * tie.score * tie.score).sqrt();
            Some(Edge { a, b, weight: n * tie.score, error })
        });
        let mut edges: Vec<Edge> = tied.collect();
        if camps == Camps::Company {
            let (negative, positive): (Vec<Edge>, Vec<Edge>) = edges.into_iter().partition(|edge| edge.weight < 0.0);
            let alike = company.iter().filter_map(|one| {
                let (a, b) = places(&one.a, &one.b)?;
                Some(Edge { a, b, weight: one.likeness, error: one.error })
            });
            edges = alike.collect();
            let sum = |edges: &[Edge]| edges.iter().map(|edge| edge.weight).sum::<f64>();
            let unit = if positive.is_empty() { 0.0 } else { sum(&edges) / sum(&positive).max(f64::MIN_POSITIVE) };
            edges.extend(negative.into_iter().map(|edge| Edge {
                weight: unit * edge.weight,
                error: unit * edge.error,
                ..edge
            }));
        }
        let negative = ties.iter().filter(|tie| tie.sign == Sign::Negative);
        let negative = negative.filter_map(|tie| places(&tie.a, &tie.b).map(|(a, b)| (a, b, tie))).collect();
        let n_events = states.values().map(|(events, _)| *events).collect();
        Self { codes: states.into_keys().collect(), n_events, edges, negative }
    }

    /// Modularity and group of each state, or nothing for a network without positive weight.
    fn partition(&self, weights: &[f64], seed: u64) -> Option<(f64, Vec<usize>)> {
        let mut graph = GraphDataBuilder::new(self.codes.len());
        for (edge, weight) in self.edges.iter().zip(weights).filter(|(_, weight)| **weight > 0.0) {
            graph.add_edge(edge.a, edge.b, *weight).ok()?;
        }
        if !weights.iter().any(|weight| *weight > 0.0) {
            return None;
        }
        let found = Leiden::new(LeidenConfig::builder().seed(seed).build()).run(&graph.build().ok()?).ok()?;
        let mut groups = found.partition.as_slice().to_vec();
        let signed = Signed::of(self.codes.len(), self.edges.iter().zip(weights).map(|(e, w)| (e.a, e.b, *w)));
        signed.improve(&mut groups);
        Some((signed.modularity(&groups), groups))
    }

    /// How often each two states fall together when weights are redrawn within their errors.
    fn redrawn(&self) -> Vec<f64> {
        let n = self.codes.len();
        let mut together = vec![0.0; n * n];
        let mut chance = Chance::new(1);
        for seed in 0..DRAWS {
            let weights: Vec<f64> = self.edges.iter().map(|edge| edge.weight + chance.normal() * edge.error).collect();
            let Some((_, groups)) = self.partition(&weights, seed) else { continue };
            for a in 0..n {
                for b in 0..n {
                    together[a * n + b] += f64::from(u8::from(groups[a] == groups[b])) / DRAWS as f64;
                }
            }
        }
        together
    }

    /// The communities in order, those with most events first.
    fn describe(&self, groups: &[usize]) -> Vec<Community> {
        let together = self.redrawn();
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (place, group) in groups.iter().enumerate() {
            members.entry(*group).or_default().push(place);
        }
        let events = |place: &usize| self.n_events[*place];
        let mut ordered: Vec<(usize, Vec<usize>)> = members.into_iter().collect();
        ordered.iter_mut().for_each(|(_, places)| places.sort_by_key(|place| std::cmp::Reverse(events(place))));
        ordered.sort_by_key(|(_, places)| std::cmp::Reverse(places.iter().map(events).sum::<u32>()));
        let told = |(at, (group, places)): (usize, (usize, Vec<usize>))| Community {
            number: at + 1,
            members: places.iter().map(|place| self.codes[*place].to_owned()).collect(),
            within: self.within(group, groups),
            stability: stability(&places, &together, self.codes.len()),
            strained: strained(group, groups, &self.negative),
        };
        ordered.into_iter().enumerate().map(told).collect()
    }

    /// Share of the positive weight at a group's members that stays within.
    fn within(&self, group: usize, groups: &[usize]) -> f64 {
        let (mut within, mut degree) = (0.0, 0.0);
        for edge in self.edges.iter().filter(|edge| edge.weight > 0.0) {
            let n_ends = usize::from(groups[edge.a] == group) + usize::from(groups[edge.b] == group);
            degree += edge.weight * n_ends as f64;
            within += if n_ends == 2 { 2.0 * edge.weight } else { 0.0 };
        }
        if degree > 0.0 { within / degree } else { 0.0 }
    }
}

/// Mean of how often two of some states fall together; none for a single one.
fn stability(places: &[usize], together: &[f64], n: usize) -> Option<f64> {
    let pairs: Vec<f64> =
        places.iter().enumerate().flat_map(|(i, a)| places[i + 1..].iter().map(move |b| together[a * n + b])).collect();
    (!pairs.is_empty()).then(|| pairs.iter().sum::<f64>() / pairs.len() as f64)
}

/// Pairs of a group whose tie is clearly negative, the strongest first.
fn strained(group: usize, groups: &[usize], negative: &[(usize, usize, &Tie)]) -> Vec<(String, String)> {
    let mut found: Vec<&Tie> = negative
        .iter()
        .filter(|(a, b, _)| groups[*a] == group && groups[*b] == group)
        .map(|(_, _, tie)| *tie)
        .collect();
    found.sort_by(|a, b| b.strength().total_cmp(&a.strength()));
    found.into_iter().map(|tie| (tie.a.clone(), tie.b.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::{Camps, Communities, communities};
    use crate::alignment::company;
    use crate::alignment::tests::tied;

    fn of_ties(lines: &str) -> Communities {
        communities(&tied(lines), &[], Camps::Ties)
    }

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
        of_ties(&(lines + "AA1 BB1 60 -300; AA2 BB2 5 15; AA1 ZZZ 1 4"))
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
        assert_eq!(of_ties(""), Communities::default());
        assert_eq!(of_ties("AAA BBB 1 2"), Communities::default());
    }

    #[test]
    fn states_that_deal_alike_are_one_camp_though_they_never_meet() {
        let mut lines = String::new();
        for (ones, thirds) in [
            (["AA1", "AA2", "AA3", "AA4", "AA5"], ["X1", "X2", "X3", "X4", "X5"]),
            (["BB1", "BB2", "BB3", "BB4", "BB5"], ["Y1", "Y2", "Y3", "Y4", "Y5"]),
        ] {
            for one in ones {
                thirds.iter().for_each(|third| lines += &format!("{one} {third} 30 90; "));
            }
        }
        let ties = tied(&lines);
        let found = communities(&ties, &company(&ties), Camps::Company);
        assert!(
            found.of("AA1").is_some() && found.of("AA1") == found.of("AA2") && found.of("AA1") == found.of("AA3"),
            "{found:?}"
        );
        assert_ne!(found.of("AA1"), found.of("BB1"));
        assert_eq!(Camps::fitting(&ties, &company(&ties)), Camps::Company);
        assert_eq!(Camps::fitting(&ties, &[]), Camps::Ties);
    }
}
