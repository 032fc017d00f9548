//! Builds the tree: greedy arc-hybrid parsing with three actions and no labels.
//!
//! The parser reads the sentence once, from left to right, and takes two steps for each word. A step is the best
//! of three by the sum of the weights of some hundred features. The [`labeller`](crate::labeller) names the arcs
//! afterwards, when it can see the whole tree.

mod configuration;
mod features;
mod rules;

pub use configuration::{Action, Children, Configuration, NONE};
pub use features::{Landscape, features};
pub use rules::Rules;

use crate::chunk;
use crate::tagset::Tag;
use crate::weights::Steps;
use crate::word::Word;

/// Working space of the parser.
#[derive(Clone, Debug, Default)]
pub struct Workbench {
    /// The state.
    pub state: Configuration,
    /// The sentence.
    pub land: Landscape,
    /// Features of the state.
    pub features: Vec<u64>,
    /// Phrases that stay together.
    chunks: Vec<(u16, u16)>,
}

/// Parses a tagged sentence; the heads are in `bench.state.heads` afterwards.
pub fn parse(weights: &Steps<'_>, words: &[Word], tags: &[u8], tagset: &[Tag], bench: &mut Workbench) {
    bench.land.prepare(words, tags, tagset);
    bench.state.reset(words.len());
    chunk::find(words, tags, tagset, &mut bench.chunks);
    bench.state.rules.prepare(tags.iter().filter_map(|&tag| tagset.get(usize::from(tag)).copied()), &bench.chunks);
    while !bench.state.is_done() {
        let action = if let Some(only) = bench.state.only_action() {
            only
        } else {
            features(&bench.state, &bench.land, &mut bench.features);
            let Some(best) = choose(&bench.state, weights.score(&bench.features)) else { break };
            best
        };
        bench.state.apply(action);
    }
}

/// The best of the actions that are allowed.
#[must_use]
pub fn choose<T: PartialOrd + Copy>(state: &Configuration, scores: [T; 3]) -> Option<Action> {
    let mut best: Option<(Action, T)> = None;
    for (action, score) in Action::ALL.into_iter().zip(scores) {
        if state.allows(action) && best.is_none_or(|(_, top)| score > top) {
            best = Some((action, score));
        }
    }
    best.map(|(action, _)| action)
}
