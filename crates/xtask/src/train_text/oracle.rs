//! Tells which steps keep the best tree in reach (Goldberg and Nivre 2013).

use westphalia_text::parser::{Action, Configuration};

/// The tree to be built.
pub struct Oracle<'a> {
    heads: &'a [u16],
    /// Last child of each word.
    last_child: Vec<Option<u16>>,
}

impl<'a> Oracle<'a> {
    /// An oracle for the tree of these heads.
    pub fn new(heads: &'a [u16]) -> Self {
        let mut last_child = vec![None; heads.len() + 1];
        for (child, &head) in heads.iter().enumerate() {
            last_child[usize::from(head)] = Some(child as u16);
        }
        Self { heads, last_child }
    }

    /// Number of arcs of the tree that each step puts out of reach; none for a step that is not allowed.
    pub fn costs(&self, state: &Configuration) -> [Option<usize>; 3] {
        Action::ALL.map(|action| state.allows(action).then(|| self.cost(state, action)))
    }

    fn cost(&self, state: &Configuration, action: Action) -> usize {
        let top = state.stack_at(0);
        match action {
            Action::Shift => {
                let word = state.next;
                let head = self.heads[usize::from(word)];
                let below = &state.stack[..state.stack.len().saturating_sub(1)];
                let children = state.stack.iter().filter(|&&w| self.heads[usize::from(w)] == word).count();
                children + usize::from(below.contains(&head))
            }
            Action::Left => {
                let head = self.heads[usize::from(top)];
                let lost = head > state.next || (state.stack.len() > 1 && head == state.stack_at(1));
                self.children_ahead(state, top) + usize::from(lost)
            }
            Action::Right => {
                let head = self.heads[usize::from(top)];
                self.children_ahead(state, top) + usize::from(head >= state.next)
            }
        }
    }

    /// Number of children of `word` in the buffer.
    fn children_ahead(&self, state: &Configuration, word: u16) -> usize {
        let Some(last) = self.last_child[usize::from(word)] else { return 0 };
        (state.next..=last).filter(|&w| self.heads[usize::from(w)] == word).count()
    }
}

#[cfg(test)]
mod tests {
    use super::Oracle;
    use westphalia_text::parser::{Action, Configuration};

    /// Takes only steps of the least cost, the first or the last of equals.
    fn rebuild(heads: &[u16], last: bool) -> Vec<u16> {
        let oracle = Oracle::new(heads);
        let mut state = Configuration::default();
        state.reset(heads.len());
        while !state.is_done() {
            let costs = oracle.costs(&state);
            let least = costs.iter().flatten().min().copied();
            let mut best = (0..3).filter(|&i| costs[i].is_some() && costs[i] == least);
            let Some(step) = (if last { best.next_back() } else { best.next() }) else { break };
            state.apply(Action::ALL[step]);
        }
        state.heads
    }

    #[test]
    fn steps_without_cost_build_the_tree() {
        // "The envoys of both states met in the old town on Monday", "Yes , we can", a word alone.
        for heads in [&[1, 5, 4, 4, 1, 12, 9, 9, 9, 5, 11, 5][..], &[3, 3, 3, 4], &[1]] {
            assert_eq!(rebuild(heads, false), heads);
            assert_eq!(rebuild(heads, true), heads);
        }
    }

    #[test]
    fn crossing_arcs_still_end_in_a_tree() {
        // 0 and 2 cross 1 and 3. The costs are a lower bound here: not all arcs that can be kept are.
        let built = rebuild(&[2, 3, 3, 4], false);
        assert!(built.iter().all(|&head| head <= 4), "{built:?}");
        assert_eq!(built.iter().filter(|&&head| head == 4).count(), 1, "{built:?}");
    }
}
