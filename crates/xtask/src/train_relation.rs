//! Trains the classifier of marked pairs: multinomial logistic regression over hashed features, by stochastic gradient
//! descent with L2 regularisation and averaged weights.
//!
//! `cargo xtask train relation --pairs FILE` writes `models/relation.bin` and its card; the same seed gives the same bytes.
//! [`cross_validate`] answers every record by a model that has not seen its text.

use crate::evaluate::pairs::{Record, load};
use anyhow::Context;
use rayon::prelude::*;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use westphalia_coder::{Coder, Evidence, Relation, RelationModel, fold};
use westphalia_model::EventType;

const CLASSES: usize = 15;
/// Folds of the cross-validation; records with the same text share a fold.
pub const FOLDS: usize = 5;

/// Settings of the training, chosen on folds of the readable part.
#[derive(Clone, Copy, Debug)]
struct Settings {
    epochs: usize,
    rate: f32,
    l2: f32,
    /// Features that fewer examples have are left out.
    min_count: u32,
}

const SETTINGS: Settings = Settings { epochs: 40, rate: 0.08, l2: 2e-4, min_count: 2 };

/// Options of `train relation`.
#[derive(clap::Args)]
pub struct TrainRelation {
    /// Marked pairs, JSON lines with `text`, `source`, `target`, `type`
    #[arg(long, value_name = "FILE")]
    pairs: PathBuf,
    /// Where to write the model
    #[arg(long, value_name = "FILE", default_value = "models/relation.bin")]
    out: PathBuf,
    /// Where to write its card
    #[arg(long, value_name = "FILE", default_value = "docs/cards/relation.md")]
    card: PathBuf,
}

/// An example: features and class.
struct Example<'a> {
    features: &'a [u32],
    class: usize,
}

/// Trains on all pairs, writes model and card.
pub fn run(options: &TrainRelation) -> anyhow::Result<()> {
    let records = load(&options.pairs, None)?;
    let coder = Coder::without_classifier().map_err(anyhow::Error::msg)?;
    let evidence = look(&coder, &records);
    let all: Vec<usize> = (0..records.len()).collect();
    let model = train(&records, &evidence, &all);
    let relations = cross_validate(&coder, &records, &evidence);
    let right = records.iter().zip(&relations).filter(|(r, said)| class_of(r) == fold_class(said.event_type)).count();
    std::fs::write(&options.out, model.to_bytes())
        .with_context(|| format!("cannot write {}", options.out.display()))?;
    let card = card(&records, &model, right);
    std::fs::write(&options.card, &card).with_context(|| format!("cannot write {}", options.card.display()))?;
    Ok(())
}

/// What the coder sees in every record.
pub fn look(coder: &Coder, records: &[Record]) -> Vec<Evidence> {
    records.par_iter().map(|r| coder.evidence(r.as_pair())).collect()
}

/// Answers every record by a model trained on the other folds.
pub fn cross_validate(coder: &Coder, records: &[Record], evidence: &[Evidence]) -> Vec<Relation> {
    let models: Vec<RelationModel> = (0..FOLDS)
        .into_par_iter()
        .map(|fold| {
            let others: Vec<usize> = (0..records.len()).filter(|i| fold_of(&records[*i]) != fold).collect();
            train(records, evidence, &others)
        })
        .collect();
    records.iter().zip(evidence).map(|(r, seen)| coder.answer(&models[fold_of(r)], seen)).collect()
}

/// Consecutive texts of a type go to different folds, since the file is sorted by type.
fn fold_of(record: &Record) -> usize {
    record.index() % FOLDS
}

fn class_of(record: &Record) -> usize {
    fold_class(EventType::parse(record.type_name()).unwrap_or(EventType::Retreat))
}

fn fold_class(event_type: EventType) -> usize {
    RelationModel::classes().iter().position(|c| *c == fold(event_type)).unwrap_or(0)
}

fn train(records: &[Record], evidence: &[Evidence], which: &[usize]) -> RelationModel {
    let examples: Vec<Example<'_>> =
        which.iter().map(|i| Example { features: &evidence[*i].features, class: class_of(&records[*i]) }).collect();
    fit(&examples, SETTINGS)
}

/// Weights of all features, one row each, with their running sums for the average.
struct Weights {
    rows: HashMap<u32, usize>,
    weights: Vec<[f32; CLASSES]>,
    sums: Vec<[f32; CLASSES]>,
    biases: [f32; CLASSES],
}

fn fit(examples: &[Example<'_>], settings: Settings) -> RelationModel {
    let mut w = Weights::over(examples, settings.min_count);
    let rows: Vec<Vec<usize>> =
        examples.iter().map(|e| e.features.iter().filter_map(|f| w.rows.get(f).copied()).collect()).collect();
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    for epoch in 0..settings.epochs {
        shuffle(&mut order, &mut random);
        #[allow(clippy::cast_precision_loss, reason = "a small count")]
        let rate = settings.rate / (1.0 + epoch as f32 * 0.1);
        for &i in &order {
            w.step(&rows[i], examples[i].class, rate, settings.l2);
        }
        if epoch * 2 >= settings.epochs {
            w.accumulate();
        }
    }
    w.average()
}

impl Weights {
    fn over(examples: &[Example<'_>], min_count: u32) -> Self {
        let mut counts: HashMap<u32, u32> = HashMap::new();
        for feature in examples.iter().flat_map(|e| e.features) {
            *counts.entry(*feature).or_default() += 1;
        }
        let mut kept: Vec<u32> = counts.into_iter().filter(|(_, n)| *n >= min_count).map(|(f, _)| f).collect();
        kept.sort_unstable();
        let n = kept.len();
        let rows = kept.into_iter().enumerate().map(|(row, feature)| (feature, row)).collect();
        Self { rows, weights: vec![[0.0; CLASSES]; n], sums: vec![[0.0; CLASSES]; n], biases: [0.0; CLASSES] }
    }

    fn step(&mut self, rows: &[usize], class: usize, rate: f32, l2: f32) {
        let mut scores = self.biases;
        for &row in rows {
            for (score, weight) in scores.iter_mut().zip(&self.weights[row]) {
                *score += weight;
            }
        }
        let top = scores.iter().copied().fold(f32::MIN, f32::max);
        let exps = scores.map(|s| (s - top).exp());
        let sum: f32 = exps.iter().sum();
        let gradient: [f32; CLASSES] = std::array::from_fn(|c| exps[c] / sum - f32::from(u8::from(c == class)));
        for &row in rows {
            for (weight, g) in self.weights[row].iter_mut().zip(&gradient) {
                *weight -= rate * (g + l2 * *weight * 10.0);
            }
        }
        for (bias, g) in self.biases.iter_mut().zip(&gradient) {
            *bias -= rate * 0.1 * g;
        }
    }

    fn accumulate(&mut self) {
        for (sum, weight) in self.sums.iter_mut().zip(&self.weights) {
            for (s, w) in sum.iter_mut().zip(weight) {
                *s += w;
            }
        }
    }

    fn average(self) -> RelationModel {
        #[allow(clippy::cast_precision_loss, reason = "a small count")]
        let n = (SETTINGS.epochs - SETTINGS.epochs / 2) as f32;
        let rows = self.rows.into_iter().map(|(feature, row)| (feature, self.sums[row].map(|s| s / n)));
        RelationModel::from_weights(self.biases, rows)
    }
}

fn shuffle(order: &mut [usize], random: &mut u64) {
    for i in (1..order.len()).rev() {
        *random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = usize::try_from(*random >> 33).unwrap_or(0) % (i + 1);
        order.swap(i, at);
    }
}

fn card(records: &[Record], model: &RelationModel, right: usize) -> String {
    let mut card = String::from("# Model card: relation of marked pairs\n\n");
    let share = 100.0 * right as f64 / records.len().max(1) as f64;
    let _ = write!(
        card,
        "Written by `cargo xtask train relation --pairs FILE`. Multinomial logistic regression over hashed features of words, tree, atlas and\n\
         frames; {} examples, {} features with weights, {} bytes. Accuracy by {FOLDS}-fold cross-validation over texts: {share:.1}.\n\
         `cargo xtask evaluate --only pairs` reports macro-F1 with intervals on the same folds.\n\n\
         The classes are the 16 PLOVER types with CONCEDE and RETREAT as one; the frames tell those two apart. It was trained on pairs that all have a\n\
         relation: it always answers, and is no judge of whether there is one. Confidence is the softmax probability.\n\n\
         Data: marked pairs of Hu et al. (2024), public.\n",
        records.len(),
        model.len(),
        model.to_bytes().len(),
    );
    card
}
