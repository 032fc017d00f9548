//! Concentration: on how many poles do ties lie?

use super::{Communities, Tie};
use serde::Serialize;
use std::collections::BTreeMap;

/// One state's part in the ties of all.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Standing {
    /// The code of the state.
    pub code: String,
    /// Events with others.
    pub n_events: u32,
    /// States that it has a tie with.
    pub n_partners: u32,
    /// The number of its community, if it is told of enough.
    pub community: Option<usize>,
    /// Its share of the positive weight of all, 0 to 1.
    pub share: f64,
    /// Effective number of its partners: on how many equal ones its positive weight would lie as concentrated; none
    /// where it has no positive tie.
    pub partners: Option<f64>,
}

/// How many poles there are.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Poles {
    /// Sum of the squared shares of states in the positive weight of all (Herfindahl 1950, Hirschman 1945), 0 to 1.
    pub concentration: Option<f64>,
    /// Effective number of states, 1 through the concentration (Laakso & Taagepera 1979).
    pub of_states: Option<f64>,
    /// Effective number of communities by their number of members.
    pub of_communities: Option<f64>,
    /// Effective number of communities by the positive weight of their members.
    pub of_communities_by_weight: Option<f64>,
}

/// The part of each state, most events first, and the concentration of ties.
#[must_use]
pub fn poles(ties: &[Tie], communities: &Communities) -> (Vec<Standing>, Poles) {
    let mut states: BTreeMap<&str, (u32, Vec<f64>)> = BTreeMap::new();
    for tie in ties {
        for code in [&tie.a, &tie.b] {
            let state = states.entry(code).or_default();
            state.0 += tie.n_events;
            state.1.push(tie.positive_weight());
        }
    }
    let total: f64 = states.values().flat_map(|(_, weights)| weights).sum();
    let mut standings: Vec<Standing> = states
        .into_iter()
        .map(|(code, (n_events, weights))| Standing {
            code: code.to_owned(),
            n_events,
            n_partners: weights.len() as u32,
            community: communities.of(code),
            share: if total > 0.0 { weights.iter().sum::<f64>() / total } else { 0.0 },
            partners: effective(&weights),
        })
        .collect();
    standings.sort_by(|a, b| b.n_events.cmp(&a.n_events).then_with(|| a.code.cmp(&b.code)));
    let of_states = effective(&standings.iter().map(|s| s.share).collect::<Vec<_>>());
    let weight = |number: usize| standings.iter().filter(|s| s.community == Some(number)).map(|s| s.share).sum();
    let sizes: Vec<f64> = communities.all.iter().map(|community| community.members.len() as f64).collect();
    let weights: Vec<f64> = communities.all.iter().map(|community| weight(community.number)).collect();
    let poles = Poles {
        concentration: of_states.map(|n| 1.0 / n),
        of_states,
        of_communities: effective(&sizes),
        of_communities_by_weight: effective(&weights),
    };
    (standings, poles)
}

/// 1 through the sum of squared shares; none where all is 0.
fn effective(weights: &[f64]) -> Option<f64> {
    let total: f64 = weights.iter().sum();
    (total > 0.0).then(|| 1.0 / weights.iter().map(|weight| (weight / total).powi(2)).sum::<f64>())
}

#[cfg(test)]
mod tests {
    use super::{effective, poles};
    use crate::alignment::tests::tied;
    use crate::alignment::{Camps, Communities, communities};
    use proptest::prelude::*;

    #[test]
    fn equal_poles_are_counted() {
        let check = |weights: &[f64], expected: Option<f64>| assert_eq!(effective(weights), expected, "{weights:?}");
        check(&[2.0, 2.0, 2.0, 2.0], Some(4.0));
        check(&[5.0, 0.0], Some(1.0));
        check(&[0.0], None);
        check(&[], None);
    }

    #[test]
    fn a_hub_has_half_of_all_weight() {
        let ties = tied("AAA BBB 90 300; AAA CCC 90 300; AAA DDD 90 300; AAA EEE 90 -300");
        let (standings, found) = poles(&ties, &Communities::default());
        assert_eq!((standings[0].code.as_str(), standings[0].n_events, standings[0].n_partners), ("AAA", 360, 4));
        assert!(
            (standings[0].share - 0.5).abs() < 1e-9 && standings[0].partners.is_some_and(|n| (n - 3.0).abs() < 1e-6)
        );
        assert_eq!(standings.iter().find(|s| s.code == "EEE").and_then(|s| s.partners), None);
        // ½² + 3·(1/6)²
        assert!(found.concentration.is_some_and(|c| (c - 1.0 / 3.0).abs() < 1e-6), "{found:?}");
        assert_eq!(found.of_communities, None);
        let ring = tied("AAA BBB 9 30; BBB CCC 9 30; AAA CCC 9 30; AAA DDD 9 30; BBB DDD 9 30; CCC DDD 9 30");
        let found = poles(&ring, &communities(&ring, &[], Camps::Ties)).1;
        assert!(
            found.of_communities.is_some_and(|n| n >= 1.0) && found.of_communities_by_weight.is_some(),
            "{found:?}"
        );
    }

    proptest! {
        #[test]
        fn there_are_no_more_poles_than_states(weights in proptest::collection::vec(0.0..100.0_f64, 1..30)) {
            if let Some(n) = effective(&weights) {
                prop_assert!(n >= 1.0 - 1e-9 && n <= weights.len() as f64 + 1e-9, "{}", n);
            }
        }
    }
}
