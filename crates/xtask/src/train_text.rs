//! Trains the model of the `text` room and writes its card.
//!
//! Everything is drawn from the treebanks and from chance with a fixed seed: the same treebanks give the same
//! file, byte for byte.

mod card;
mod clusters;
mod grammar;
mod headline;
mod inflection;
mod learn;
mod lemmas;
mod noise;
mod oracle;
mod perceptron;
mod random;
mod score;
pub mod segment;
pub mod treebank;

use anyhow::Context;
use learn::Course;
use perceptron::{ActionAverage, Actions, Average, Classifier};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;
use treebank::Gold;
use westphalia_text::{Deprel, Model};

/// Irregular verbs and nouns.
const IRREGULAR: &str = include_str!("../../../data/text/irregular.tsv");

/// Weights of the tagger that are kept, and features that there is room for.
const TAG_WEIGHTS: usize = 450_000;
const TAG_FEATURES: usize = 220_000;

/// Weights of the labeller that are kept, and features that there is room for.
const LABEL_WEIGHTS: usize = 455_000;
const LABEL_FEATURES: usize = 250_000;

/// Features of the parser that there is room for.
const STEP_FEATURES: usize = 850_000;

/// Trains the tagger, lemmatiser, parser and labeller.
#[derive(clap::Args)]
pub struct TrainText {
    /// Folder with the treebanks ewt-train.conllu.zst, gum-train.conllu.zst and the like
    #[arg(long)]
    treebanks: PathBuf,
    /// Score the model as it is, without training
    #[arg(long)]
    evaluate_only: bool,
    /// Where the model is written
    #[arg(long, default_value = "models/text.bin")]
    model: PathBuf,
    /// Folder with the words of the made-up sentences of news
    #[arg(long, default_value = "data/grammar")]
    grammar: PathBuf,
    /// How many sentences of news to make up
    #[arg(long, default_value_t = 2000)]
    made_up: usize,
    /// Clusters of words, as `cargo xtask train clusters` writes them
    #[arg(long, default_value = "models/clusters.tsv")]
    clusters: PathBuf,
    /// Where the card is written
    #[arg(long, default_value = "docs/cards/text.md")]
    card: PathBuf,
    /// Times to go through the training set
    #[arg(long, default_value_t = 14)]
    epochs: usize,
    /// Runs of each trainer whose weights are added up
    #[arg(long, default_value_t = 5)]
    runs: u64,
}

/// Trains the model, or only scores it.
///
/// # Errors
/// Where a treebank cannot be read or the model cannot be written.
pub fn run(args: TrainText) -> anyhow::Result<()> {
    if !args.evaluate_only {
        let model = train(&args)?;
        let bytes = model.to_bytes();
        std::fs::write(&args.model, &bytes).with_context(|| format!("writing {}", args.model.display()))?;
    }
    let bytes = std::fs::read(&args.model).with_context(|| format!("reading {}", args.model.display()))?;
    let model = Model::from_bytes(&bytes)?;
    evaluate(&model, &args, bytes.len())
}

/// Class numbers in the order of frequency.
fn classes<T: Ord + Copy>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for item in items {
        *counts.entry(item).or_default() += 1;
    }
    let mut classes: Vec<_> = counts.into_iter().collect();
    classes.sort_by_key(|&(item, count)| (std::cmp::Reverse(count), item));
    classes.into_iter().map(|(item, _)| item).collect()
}

fn train(args: &TrainText) -> anyhow::Result<Model> {
    let mut golds = treebank::read(&args.treebanks, "ewt-train")?;
    golds.extend(treebank::read(&args.treebanks, "gum-train")?);
    golds.extend(grammar::make(&args.grammar, IRREGULAR, args.made_up, 11)?);
    let tags = classes(golds.iter().flat_map(|gold| gold.tags.iter().copied()));
    let labels: Vec<Deprel> = classes(golds.iter().flat_map(|gold| gold.labels.iter().copied()));
    let (words, clusters) = clusters::read(&args.clusters)?;
    let course =
        Course { golds: &golds, tags: &tags, labels: &labels, clusters: &clusters, epochs: args.epochs, seed: 7 };
    anstream::eprintln!("tagging the training set, a fifth at a time");
    let everything: Vec<usize> = (0..golds.len()).collect();
    let (strangers, tagger) = rayon::join(
        || course.strangers(),
        || classifier(TAG_WEIGHTS, args.runs, |run, model| course.tagger(run << 8, &everything, model)),
    );
    anstream::eprintln!("training the parser and the labeller");
    let (parser, labeller) = rayon::join(
        || parser(&course, &strangers, args.runs),
        || classifier(LABEL_WEIGHTS, args.runs, |run, model| course.labeller(100 + run, &strangers, model)),
    );
    Ok(Model {
        tagger: tagger.rows(TAG_WEIGHTS, TAG_FEATURES),
        parser: parser.steps(STEP_FEATURES),
        labeller: labeller.rows(LABEL_WEIGHTS, LABEL_FEATURES),
        lemmas: lemmas::collect(&golds, &words, IRREGULAR)?,
        clusters: clusters.clone(),
        tags: tags.clone(),
        labels: labels.clone(),
    })
}

/// Trains a parser to see which features matter, and then several that have only those, which vote. Weights learned without the
/// other features make up for the loss of these.
fn parser(course: &Course<'_>, strangers: &learn::Strangers, runs: u64) -> ActionAverage {
    let mut kept = course.parser(200, strangers, Actions::new());
    // Some more than there is room for, as some buckets of the table overflow.
    kept.prune(STEP_FEATURES * 21 / 20);
    let again = |run| course.parser(201 + run, strangers, Actions::within(&kept));
    let parsers: Vec<_> = (0..runs).into_par_iter().map(again).collect();
    let mut sum = ActionAverage::default();
    for parser in &parsers {
        sum.join(parser);
    }
    sum
}

/// The same for the tagger and the labeller; `train` takes the number of the run.
fn classifier(weights: usize, runs: u64, train: impl Fn(u64, Classifier) -> Average + Sync) -> Average {
    let mut kept = train(0, Classifier::new());
    kept.prune(weights);
    let averages: Vec<_> = (1..=runs).into_par_iter().map(|run| train(run, Classifier::within(&kept))).collect();
    let mut sum = Average::default();
    for average in averages {
        sum.join(average);
    }
    sum
}

/// Scores the model on every set, prints the scores and writes the card.
fn evaluate(model: &Model, args: &TrainText, bytes: usize) -> anyhow::Result<()> {
    let (mut sizes, mut rows, mut segmentations) = (Vec::new(), Vec::new(), Vec::new());
    for set in ["ewt-train", "gum-train"] {
        sizes.push(size(set, &treebank::read(&args.treebanks, set)?));
    }
    for set in ["ewt-dev", "gum-dev", "ewt-test", "gum-test"] {
        let golds = treebank::read(&args.treebanks, set)?;
        sizes.push(size(set, &golds));
        let sentences = segment::sentences(&golds).f1();
        let words = segment::words(&golds, |_, _, _| ()).f1();
        anstream::println!("{set:16} sentences {sentences:.2} words {words:.2}");
        segmentations.push(card::Segmentation { set, sentences, words });
        rows.push(print(set, "as it is", model, &golds));
        for case in noise::Case::ALL {
            let golds: Vec<Gold> = golds.iter().map(|gold| case.rewrite(gold)).collect();
            rows.push(print(set, &format!("{case:?}").to_lowercase(), model, &golds));
        }
    }
    let facts = card::Facts { bytes, sizes: &sizes, rows: &rows, segmentations: &segmentations };
    std::fs::write(&args.card, card::card(&facts)).with_context(|| format!("writing {}", args.card.display()))
}

fn size(set: &str, golds: &[Gold]) -> (String, usize, usize) {
    (set.to_owned(), golds.len(), golds.iter().map(|gold| gold.forms.len()).sum())
}

fn print(set: &'static str, case: &str, model: &Model, golds: &[Gold]) -> card::Row {
    let s = score::score(model, golds);
    anstream::println!(
        "{set} {case:10} upos {:.2} xpos {:.2} lemma {:.2} uas {:.2} las {:.2} las-words {:.2} core {:.2}",
        s.upos.percent(),
        s.xpos.percent(),
        s.lemma.percent(),
        s.uas.percent(),
        s.las.percent(),
        s.words.percent(),
        s.core()
    );
    card::Row { set, case: case.to_owned(), score: s }
}
