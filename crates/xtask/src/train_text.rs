//! Trains the model of the `text` room and writes its card.
//!
//! Everything is drawn from the treebanks and from chance with a fixed seed: the same treebanks give the same
//! file, byte for byte.

mod chronicle;
mod clusters;
mod grammar;
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
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use treebank::Gold;
use westphalia_text::{Deprel, Model};

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
    #[arg(long, default_value_t = 6000)]
    made_up: usize,
    /// Clusters of words, as `cargo xtask train clusters` writes them
    #[arg(long, default_value = "models/clusters.tsv")]
    clusters: PathBuf,
    /// Times to go through the training set
    #[arg(long, default_value_t = 8)]
    epochs: usize,
    /// Runs of the parser whose weights are added up
    #[arg(long, default_value_t = 3)]
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
    evaluate(&model, &args.treebanks)
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
    golds.extend(grammar::make(&args.grammar, args.made_up, 11)?);
    let tags = classes(golds.iter().flat_map(|gold| gold.tags.iter().copied()));
    let labels: Vec<Deprel> = classes(golds.iter().flat_map(|gold| gold.labels.iter().copied()));
    let clusters = clusters::read(&args.clusters)?;
    let course =
        Course { golds: &golds, tags: &tags, labels: &labels, clusters: &clusters, epochs: args.epochs, seed: 7 };
    anstream::eprintln!("tagging the training set, a fifth at a time");
    let everything: Vec<usize> = (0..golds.len()).collect();
    let (strangers, tagger) = rayon::join(|| course.strangers(), || course.tagger(0, &everything));
    anstream::eprintln!("training the parser and the labeller");
    let (parser, labeller) =
        rayon::join(|| parser(&course, &strangers, args.runs), || course.labeller(100, &strangers));
    Ok(Model {
        tagger: tagger.rows(500_000, 260_000),
        parser: parser.steps(800_000),
        labeller: labeller.rows(360_000, 220_000),
        lemmas: lemmas::collect(&golds),
        clusters: clusters.clone(),
        tags: tags.clone(),
        labels: labels.clone(),
    })
}

/// Trains several parsers and lets them vote.
fn parser(course: &Course<'_>, strangers: &learn::Strangers, runs: u64) -> perceptron::ActionAverage {
    let parsers: Vec<_> = (0..runs).into_par_iter().map(|run| course.parser(200 + run, strangers)).collect();
    let mut sum = perceptron::ActionAverage::default();
    for parser in &parsers {
        sum.join(parser);
    }
    sum
}

fn evaluate(model: &Model, treebanks: &Path) -> anyhow::Result<()> {
    for name in ["ewt-dev", "gum-dev", "ewt-test", "gum-test"] {
        let golds = treebank::read(treebanks, name)?;
        anstream::println!(
            "{name:16} sentences {:.2} words {:.2}",
            segment::sentences(&golds).f1(),
            segment::words(&golds, |_, _, _| ()).f1()
        );
        print(name, model, &golds);
        for case in noise::Case::ALL {
            let golds: Vec<Gold> = golds.iter().map(|gold| case.rewrite(gold)).collect();
            print(&format!("{name} {case:?}"), model, &golds);
        }
    }
    Ok(())
}

fn print(name: &str, model: &Model, golds: &[Gold]) {
    let s = score::score(model, golds);
    anstream::println!(
        "{name:16} upos {:.2} xpos {:.2} lemma {:.2} uas {:.2} las {:.2} las-words {:.2} core {:.2}",
        s.upos.percent(),
        s.xpos.percent(),
        s.lemma.percent(),
        s.uas.percent(),
        s.las.percent(),
        s.words.percent(),
        s.core()
    );
}
