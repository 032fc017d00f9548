//! Scores merging on labelled pairs: which documents are copies of one text, which reports tell the same act?
//!
//! A pair of a stratum that was labelled thinly stands for many: precision and recall are given over the labelled pairs
//! and weighted to all candidate pairs.

use anyhow::{Context, bail};
use clap::Args;
use rayon::prelude::*;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use westphalia_coder::Coder;
use westphalia_model::{Document, Report};
use westphalia_read::{Documents, Item};
use westphalia_record::merge::copies::{Seen, WINDOW};
use westphalia_record::merge::happenings::RULES;
use westphalia_record::merge::{Light, days_between};
use westphalia_record::{DocumentRow, document_id};
use westphalia_validate::{Estimate, weighted_share};

/// What to score on.
#[derive(Args)]
pub struct Options {
    /// Folder with the corpora that the labels name, as NAME.jsonl or NAME.jsonl.zst
    #[arg(long, value_name = "DIR")]
    corpora: PathBuf,
    /// Folder with copies.tsv, same_event.tsv and strata.tsv
    #[arg(long, value_name = "DIR", default_value = "data/labels")]
    labels: PathBuf,
    /// Which pairs to score: dev, test, or both
    #[arg(long, value_name = "SPLIT")]
    split: Option<String>,
    /// List the pairs that are judged wrongly; never of the test pairs
    #[arg(long)]
    errors: bool,
}

/// A labelled pair of documents or reports.
#[derive(Clone, Debug, Deserialize)]
struct Pair {
    corpus_a: String,
    id_a: String,
    #[serde(default)]
    sentence_a: u32,
    #[serde(default)]
    trigger_start_a: i64,
    corpus_b: String,
    id_b: String,
    #[serde(default)]
    sentence_b: u32,
    #[serde(default)]
    trigger_start_b: i64,
    #[serde(default)]
    event_type: String,
    stratum: String,
    label: String,
    split: String,
}

/// How many candidates a stratum has.
#[derive(Debug, Deserialize)]
struct Stratum {
    which: String,
    stratum: String,
    n_candidates: String,
}

/// A judged pair.
struct Judged {
    pair: Pair,
    said: bool,
    right: bool,
    /// How many candidate pairs it stands for; none where the stratum has no size.
    weight: Option<f64>,
}

/// Scores copies and happenings and prints the table.
///
/// # Errors
///
/// If a file cannot be read, or a labelled document is in no corpus.
pub fn run(options: &Options) -> anyhow::Result<()> {
    let copies: Vec<Pair> = table(&options.labels.join("copies.tsv"))?;
    let same: Vec<Pair> = table(&options.labels.join("same_event.tsv"))?;
    let strata: Vec<Stratum> = table(&options.labels.join("strata.tsv"))?;
    let documents = documents(&options.corpora, copies.iter().chain(&same))?;
    let mut out = io::stdout().lock();
    writeln!(out, "| what | split | pairs | precision | recall | precision, weighted | recall, weighted |")?;
    writeln!(out, "| --- | --- | --- | --- | --- | --- | --- |")?;
    let mut wrong = Vec::new();
    let judged_copies = judge(&copies, &strata, "copies", "copy", |pair| Some(is_copy(&documents, pair)))?;
    let lights = lights(&documents, &same)?;
    let judged_same = judge(&same, &strata, "same_event", "same", |pair| {
        let [a, b] = [
            (&pair.corpus_a, &pair.id_a, pair.sentence_a, pair.trigger_start_a),
            (&pair.corpus_b, &pair.id_b, pair.sentence_b, pair.trigger_start_b),
        ]
        .map(|(corpus, id, sentence, at)| {
            lights.get(&(corpus.clone(), id.clone()))?.iter().find(|(report, _)| {
                report.sentence == sentence && at_trigger(report, at) && report.type_name() == pair.event_type
            })
        });
        Some(RULES.fit(&a?.1, &b?.1, is_copy(&documents, pair)).is_some())
    })?;
    for (what, judged) in [("copies of documents", judged_copies), ("reports of one happening", judged_same)] {
        for split in ["dev", "test"] {
            if options.split.as_ref().is_none_or(|wanted| wanted == split) {
                let of_split: Vec<&Judged> = judged.iter().filter(|j| j.pair.split == split).collect();
                row(&mut out, what, split, &of_split)?;
            }
        }
        wrong.extend(judged.into_iter().filter(|j| j.said != j.right && j.pair.split == "dev"));
    }
    if options.errors {
        for Judged { pair, said, .. } in wrong {
            let said = if said { "merged" } else { "kept apart" };
            writeln!(
                out,
                "{said}: {} {} {} | {} {}",
                pair.stratum, pair.event_type, pair.id_a, pair.id_b, pair.sentence_b
            )?;
        }
    }
    Ok(())
}

fn table<T: for<'de> Deserialize<'de>>(path: &Path) -> anyhow::Result<Vec<T>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .from_path(path)
        .with_context(|| format!("{} cannot be read", path.display()))?;
    reader.deserialize().map(|row| row.with_context(|| path.display().to_string())).collect()
}

type Key = (String, String);

/// The labelled documents, by corpus and identity.
fn documents<'a>(corpora: &Path, pairs: impl Iterator<Item = &'a Pair>) -> anyhow::Result<HashMap<Key, Document>> {
    let mut wanted: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for pair in pairs {
        wanted.entry(pair.corpus_a.clone()).or_default().insert(pair.id_a.clone());
        wanted.entry(pair.corpus_b.clone()).or_default().insert(pair.id_b.clone());
    }
    let mut found = HashMap::new();
    for (corpus, ids) in wanted {
        let names = [format!("{corpus}.jsonl"), format!("{corpus}.jsonl.zst")];
        let Some(path) = names.iter().map(|name| corpora.join(name)).find(|path| path.is_file()) else {
            bail!("expected {} or {} in {}", names[0], names[1], corpora.display());
        };
        let docs = Documents::open(&[path]).filter_map(|item| match item {
            Item::Document(doc) if ids.contains(&doc.id) => Some(doc),
            _ => None,
        });
        found.extend(docs.map(|doc| ((corpus.clone(), doc.id.clone()), doc)));
    }
    Ok(found)
}

fn is_copy(documents: &HashMap<Key, Document>, pair: &Pair) -> bool {
    let seen = |corpus: &String, id: &String| {
        let doc = documents.get(&(corpus.clone(), id.clone()))?;
        Some((doc.date?, Seen::of(&DocumentRow::new(doc, &document_id(doc), 0, Vec::new()))?))
    };
    let (Some((day_a, a)), Some((day_b, b))) = (seen(&pair.corpus_a, &pair.id_a), seen(&pair.corpus_b, &pair.id_b))
    else {
        return false;
    };
    days_between(day_a, day_b).abs() <= WINDOW && a.likeness(&b).is_some()
}

type Lights = HashMap<Key, Vec<(Report, Light)>>;

/// The reports of the documents of `pairs`, as merging sees them.
fn lights(documents: &HashMap<Key, Document>, pairs: &[Pair]) -> anyhow::Result<Lights> {
    let coder = Coder::embedded().map_err(anyhow::Error::msg)?;
    let a = pairs.iter().map(|pair| (pair.corpus_a.clone(), pair.id_a.clone()));
    let b = pairs.iter().map(|pair| (pair.corpus_b.clone(), pair.id_b.clone()));
    let keys: BTreeSet<Key> = a.chain(b).collect();
    let coded = keys.into_par_iter().filter_map(|key| {
        let reports = coder.code(documents.get(&key)?).reports;
        let lights = reports.into_iter().map(|report| (report.clone(), Light::from(&report))).collect();
        Some((key, lights))
    });
    Ok(coded.collect())
}

fn at_trigger(report: &Report, at: i64) -> bool {
    at < 0 || i64::try_from(report.trigger_span.start()) == Ok(at)
}

/// Judges every pair that is sure. A pair whose report is no longer coded counts as kept apart.
fn judge(
    pairs: &[Pair],
    strata: &[Stratum],
    which: &str,
    yes: &str,
    say: impl Fn(&Pair) -> Option<bool>,
) -> anyhow::Result<Vec<Judged>> {
    let mut n_labelled: HashMap<(&str, &str), f64> = HashMap::new();
    for pair in pairs.iter().filter(|pair| pair.label != "unsure") {
        *n_labelled.entry((&pair.stratum, &pair.split)).or_default() += 1.0;
    }
    let size = |stratum: &str| {
        let row = strata.iter().find(|row| row.which == which && row.stratum == stratum);
        row.and_then(|row| row.n_candidates.parse::<f64>().ok())
    };
    let sure = pairs.iter().filter(|pair| pair.label != "unsure");
    Ok(sure
        .map(|pair| Judged {
            pair: pair.clone(),
            said: say(pair).unwrap_or(false),
            right: pair.label == yes,
            weight: size(&pair.stratum)
                .map(|n| n / n_labelled.get(&(pair.stratum.as_str(), pair.split.as_str())).copied().unwrap_or(1.0)),
        })
        .collect())
}

fn row(out: &mut impl Write, what: &str, split: &str, judged: &[&Judged]) -> io::Result<()> {
    let right = |j: &Judged| f64::from(u8::from(j.said == j.right));
    let share = |among: &dyn Fn(&Judged) -> bool, weight: &dyn Fn(&Judged) -> Option<f64>| {
        let observed: Vec<(f64, f64)> =
            judged.iter().filter(|j| among(j)).filter_map(|j| Some((weight(j)?, right(j)))).collect();
        weighted_share(&observed).map_or_else(String::new, Estimate::show)
    };
    let (said, is_yes) = (|j: &Judged| j.said, |j: &Judged| j.right);
    let (each, many) = (|_: &Judged| Some(1.0), |j: &Judged| j.weight);
    writeln!(
        out,
        "| {what} | {split} | {} | {} | {} | {} | {} |",
        judged.len(),
        share(&said, &each),
        share(&is_yes, &each),
        share(&said, &many),
        share(&is_yes, &many)
    )
}
