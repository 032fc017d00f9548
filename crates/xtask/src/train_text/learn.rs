//! Trains the tagger, the parser and the labeller.

use super::noise;
use super::oracle::Oracle;
use super::perceptron::{ActionAverage, Actions, Average, Classifier};
use super::random::Random;
use super::treebank::Gold;
use rayon::prelude::*;
use std::collections::HashMap;
use westphalia_text::Deprel;
use westphalia_text::dictionary::Dictionary;
use westphalia_text::labeller::{self, Tree, UNKNOWN};
use westphalia_text::parser::{self, Action, Workbench};
use westphalia_text::tagger::{self, BEFORE, Space};
use westphalia_text::tagset::Tag;
use westphalia_text::weights::Rows;
use westphalia_text::word::{Word, look};

/// Parts that the training set is cut into, to tag each part by a tagger that has not seen it.
const FOLDS: usize = 5;

/// Times out of a hundred that the parser in training follows its own choice, to learn what to do after a mistake.
const EXPLORE: usize = 90;

/// By how much a right tag or label must beat every wrong one.
const CLASS_MARGIN: f32 = 20.0;

/// By how much a right step of the parser must beat every wrong one.
const MARGIN: f32 = 50.0;

/// What all trainers share.
pub struct Course<'a> {
    /// The training set.
    pub golds: &'a [Gold],
    /// Tags by class number.
    pub tags: &'a [Tag],
    /// Labels by class number.
    pub labels: &'a [Deprel],
    /// Clusters of words.
    pub clusters: &'a Dictionary<'a>,
    /// Times to go through the training set.
    pub epochs: usize,
    /// Where chance begins.
    pub seed: u64,
}

impl Course<'_> {
    fn words(&self, gold: &Gold) -> Vec<Word> {
        let mut words = Vec::new();
        look(gold.forms.iter().map(String::as_str), self.clusters, &mut Vec::new(), &mut words);
        words
    }

    /// Calls `lesson` with every sentence in random order, once an epoch, spoiled anew each time.
    fn teach(&self, salt: u64, chosen: &[usize], mut lesson: impl FnMut(usize, usize, &Gold, &mut Random)) {
        let mut random = Random::new(self.seed ^ salt);
        let mut order = chosen.to_vec();
        for epoch in 0..self.epochs {
            random.shuffle(&mut order);
            for &i in &order {
                let gold = noise::spoil(&self.golds[i], &mut random);
                lesson(epoch, i, &gold, &mut random);
            }
        }
    }

    /// Trains a tagger on the chosen sentences, from `model` on.
    pub fn tagger(&self, salt: u64, chosen: &[usize], mut model: Classifier) -> Average {
        let class: HashMap<Tag, usize> = self.tags.iter().enumerate().map(|(i, &tag)| (tag, i)).collect();
        let (mut features, mut scores) = (Vec::new(), vec![0.0; self.tags.len()]);
        self.teach(salt, chosen, |_, _, gold, _| {
            let words = self.words(gold);
            let (mut last, mut second) = (BEFORE, BEFORE);
            for i in 0..words.len() {
                tagger::features(&words, i, last, second, &mut features);
                model.score(&features, &mut scores);
                let guess = best(&scores);
                let right = class[&gold.tags[i]];
                model.learn(&features, right, rival(&scores, right));
                (second, last) = (last, guess as u8);
            }
        });
        model.average()
    }

    /// One tagger for each fold, trained on the other folds.
    pub fn strangers(&self) -> Strangers {
        let taggers = (0..FOLDS)
            .into_par_iter()
            .map(|fold| {
                let others: Vec<usize> = (0..self.golds.len()).filter(|i| i % FOLDS != fold).collect();
                self.tagger(fold as u64 + 1, &others, Classifier::new()).rows(usize::MAX, usize::MAX)
            })
            .collect();
        Strangers { taggers, classes: self.tags.len() }
    }

    /// Trains a parser, from `model` on.
    pub fn parser(&self, salt: u64, strangers: &Strangers, mut model: Actions) -> ActionAverage {
        let mut bench = Workbench::default();
        let mut tags = Vec::new();
        let everything: Vec<usize> = (0..self.golds.len()).collect();
        self.teach(salt, &everything, |epoch, i, gold, random| {
            let words = self.words(gold);
            strangers.tag(i, &words, &mut tags);
            bench.land.prepare(&words, &tags, self.tags);
            bench.state.reset(words.len());
            let oracle = Oracle::new(&gold.heads);
            while !bench.state.is_done() {
                let guess = step(&mut model, &mut bench, &oracle, epoch > 0 && random.percent(EXPLORE));
                bench.state.apply(guess);
            }
        });
        model.average()
    }

    /// Trains a labeller from `model` on, on the right trees with guessed tags.
    pub fn labeller(&self, salt: u64, strangers: &Strangers, mut model: Classifier) -> Average {
        let class: HashMap<Deprel, usize> = self.labels.iter().enumerate().map(|(i, &label)| (label, i)).collect();
        let (mut features, mut scores) = (Vec::new(), vec![0.0; self.labels.len()]);
        let (mut tags, mut kin, mut order) = (Vec::new(), Vec::new(), Vec::new());
        let everything: Vec<usize> = (0..self.golds.len()).collect();
        self.teach(salt, &everything, |_, i, gold, _| {
            let words = self.words(gold);
            strangers.tag(i, &words, &mut tags);
            labeller::relate(&gold.heads, &mut kin);
            labeller::outward(&gold.heads, &kin, &mut order);
            let tree = Tree { words: &words, tags: &tags, heads: &gold.heads, kin: &kin };
            let mut labels = vec![UNKNOWN; words.len()];
            for word in order.iter().map(|&word| usize::from(word)) {
                labeller::features(&tree, word, &labels, &mut features);
                model.score(&features, &mut scores);
                let guess = best(&scores);
                let right = class[&gold.labels[word]];
                model.learn(&features, right, rival(&scores, right));
                labels[word] = guess as u8;
            }
        });
        model.average()
    }
}

/// Takes one step of the parser, learning from it; follows its own choice if `explore`, the best step if not.
fn step(model: &mut Actions, bench: &mut Workbench, oracle: &Oracle<'_>, explore: bool) -> Action {
    let costs = oracle.costs(&bench.state);
    let least = costs.iter().flatten().min().copied().unwrap_or(0);
    if costs.iter().flatten().count() == 1 {
        return Action::ALL[costs.iter().position(Option::is_some).unwrap_or(0)];
    }
    parser::features(&bench.state, &bench.land, &mut bench.features);
    let scores = model.score(&bench.features);
    let top = |allowed: &dyn Fn(usize) -> bool| {
        (0..3).filter(|&i| allowed(i)).max_by(|&a, &b| scores[a].total_cmp(&scores[b]).then(b.cmp(&a))).unwrap_or(0)
    };
    let guess = top(&|i| costs[i].is_some());
    let gold = top(&|i| costs[i] == Some(least));
    let is_wrong = |i: usize| costs[i].is_some_and(|cost| cost > least);
    let rival = top(&is_wrong);
    let is_close = is_wrong(rival) && scores[gold] - scores[rival] <= MARGIN;
    model.learn(&bench.features, gold, if is_close { rival } else { gold });
    Action::ALL[if explore { guess } else { gold }]
}

/// The class that comes too close to the right one; the right one itself where none does.
fn rival(scores: &[f32], right: usize) -> usize {
    let mut rival = right;
    for (class, &score) in scores.iter().enumerate() {
        if class != right && score >= scores[right] - CLASS_MARGIN && (rival == right || score > scores[rival]) {
            rival = class;
        }
    }
    rival
}

fn best(scores: &[f32]) -> usize {
    let mut best = 0;
    for (class, &score) in scores.iter().enumerate() {
        if score > scores[best] {
            best = class;
        }
    }
    best
}

/// Taggers that tag each sentence of the training set as if they met it for the first time.
pub struct Strangers {
    taggers: Vec<Rows<'static>>,
    classes: usize,
}

impl Strangers {
    /// Tags sentence `i` of the training set.
    pub fn tag(&self, i: usize, words: &[Word], tags: &mut Vec<u8>) {
        tagger::tag(&self.taggers[i % FOLDS], words, &mut Space::new(self.classes), tags);
    }
}
