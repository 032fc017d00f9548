//! Modularity with negative weights, and moves of single states that raise it.
//!
//! Q = 1/(2w⁺+2w⁻) · Σ over i, j of one group of [ w_ij − (k⁺_i·k⁺_j/2w⁺ − k⁻_i·k⁻_j/2w⁻) ]: what joins the members of a
//! group less what parts them, beyond what the totals `k` of either let expect (Gómez, Jensen & Arenas 2009). Without
//! negative weights it is the modularity of Newman & Girvan (2004). The library for the Leiden algorithm takes no negative
//! weights, hence this second step.

/// Rounds over all states after which moving ends, should it not settle before.
const ROUNDS: usize = 100;

/// A network with positive and negative weights.
pub struct Signed {
    neighbours: Vec<Vec<(usize, f64)>>,
    /// Positive and negative weight at each state.
    degrees: Vec<[f64; 2]>,
    /// Twice the positive and the negative weight of all.
    totals: [f64; 2],
}

impl Signed {
    /// The network of so many states and these edges.
    pub fn of(n: usize, edges: impl Iterator<Item = (usize, usize, f64)>) -> Self {
        let mut signed = Self { neighbours: vec![Vec::new(); n], degrees: vec![[0.0; 2]; n], totals: [0.0; 2] };
        for (a, b, weight) in edges {
            for (one, other) in [(a, b), (b, a)] {
                signed.neighbours[one].push((other, weight));
                let kind = usize::from(weight < 0.0);
                signed.degrees[one][kind] += weight.abs();
                signed.totals[kind] += weight.abs();
            }
        }
        signed
    }

    /// What two totals of either kind let expect between them.
    fn expected(&self, one: [f64; 2], other: [f64; 2]) -> f64 {
        let of = |kind: usize| {
            if self.totals[kind] > 0.0 { one[kind] * other[kind] / self.totals[kind] } else { 0.0 }
        };
        of(0) - of(1)
    }

    /// The modularity of a partition.
    pub fn modularity(&self, groups: &[usize]) -> f64 {
        let all = self.totals[0] + self.totals[1];
        let mut sums = vec![[0.0; 2]; groups.iter().max().map_or(0, |most| most + 1)];
        let mut within = 0.0;
        for (state, group) in groups.iter().enumerate() {
            (0..2).for_each(|kind| sums[*group][kind] += self.degrees[state][kind]);
            let inside = self.neighbours[state].iter().filter(|(other, _)| groups[*other] == *group);
            within += inside.map(|(_, weight)| weight).sum::<f64>();
        }
        if all > 0.0 { (within - sums.iter().map(|sum| self.expected(*sum, *sum)).sum::<f64>()) / all } else { 0.0 }
    }

    /// Moves single states to the group, or out of every group, where the modularity grows most, until it grows no more.
    pub fn improve(&self, groups: &mut [usize]) {
        let n = groups.len();
        // One group more than there can be states in: an empty one is always left.
        let mut sums = vec![[0.0; 2]; n + 1];
        let mut sizes = vec![0_usize; n + 1];
        for (state, group) in groups.iter().enumerate() {
            (0..2).for_each(|kind| sums[*group][kind] += self.degrees[state][kind]);
            sizes[*group] += 1;
        }
        for _ in 0..ROUNDS {
            let mut has_moved = false;
            for state in 0..n {
                let from = groups[state];
                (0..2).for_each(|kind| sums[from][kind] -= self.degrees[state][kind]);
                sizes[from] -= 1;
                let mut joined = vec![0.0; n + 1];
                self.neighbours[state].iter().for_each(|(other, weight)| joined[groups[*other]] += weight);
                let gain = |group: usize| joined[group] - self.expected(self.degrees[state], sums[group]);
                let empty = sizes.iter().position(|size| *size == 0);
                let open = (0..=n).filter(|group| sizes[*group] > 0 || Some(*group) == empty);
                let best = open.fold(from, |best, group| if gain(group) > gain(best) + 1e-9 { group } else { best });
                has_moved |= best != from;
                groups[state] = best;
                (0..2).for_each(|kind| sums[best][kind] += self.degrees[state][kind]);
                sizes[best] += 1;
            }
            if !has_moved {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Signed;
    use proptest::prelude::*;

    #[test]
    fn modularity_is_that_of_newman_and_girvan_without_negative_weights() {
        // Two pairs joined by one edge: 2/3 within, less 2·(3/6)².
        let signed = Signed::of(4, [(0, 1, 1.0), (2, 3, 1.0), (1, 2, 1.0)].into_iter());
        assert!((signed.modularity(&[0, 0, 1, 1]) - (2.0 / 3.0 - 0.5)).abs() < 1e-9);
        assert!(signed.modularity(&[0, 0, 0, 0]).abs() < 1e-9);
        assert!(Signed::of(2, std::iter::empty()).modularity(&[0, 1]).abs() < 1e-9);
    }

    #[test]
    fn enemies_part_though_they_share_friends() {
        let edges = [(0, 2, 1.0), (1, 2, 1.0), (0, 3, 1.0), (1, 3, 1.0), (2, 3, 1.0), (0, 1, -6.0)];
        let mut groups = vec![0, 0, 0, 0];
        Signed::of(4, edges.into_iter()).improve(&mut groups);
        assert_ne!(groups[0], groups[1]);
    }

    proptest! {
        #[test]
        fn moving_never_lowers_modularity(
            edges in proptest::collection::vec((0..8_usize, 0..8_usize, -5.0..5.0_f64), 0..30),
            start in proptest::collection::vec(0..8_usize, 8),
        ) {
            let signed = Signed::of(8, edges.into_iter().filter(|(a, b, _)| a != b));
            let mut groups = start.clone();
            signed.improve(&mut groups);
            prop_assert!(signed.modularity(&groups) >= signed.modularity(&start) - 1e-9);
            prop_assert!(signed.modularity(&groups) <= 1.0 + 1e-9);
        }
    }
}
