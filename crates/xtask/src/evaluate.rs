//! Scores the coder on the gold sets.
//!
//! Two sets: **pairs** (a sentence with marked parties, to be labelled with their relation) and **events** (a whole
//! sentence, to be coded). A third of each stays unread by people: its scores are printed, its records never are.

mod card;
mod events;
mod measure;
mod mentions;
pub mod pairs;

use anyhow::Context;
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};
use westphalia_atlas::Atlas;
use westphalia_coder::Coder;
use westphalia_coder::codebook::Codebook;
use westphalia_read::{JsonLines, Line};

/// What to score, and where to write it.
#[derive(Args)]
pub struct Options {
    /// Directory with pairs_train.jsonl and events_dev.jsonl
    #[arg(long, value_name = "DIR", default_value = "../shared/gold")]
    gold: PathBuf,
    /// Score one of the sets
    #[arg(long)]
    only: Option<Set>,
    /// Write all scores as JSON to this file
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Score only the records whose identities this file lists, one a line (a fold of a cross-validation)
    #[arg(long, value_name = "FILE")]
    ids: Option<PathBuf>,
    /// Codebook files laid over the shipped ones, to try a change without building anew
    #[arg(long, value_name = "DIR")]
    codebook: Option<PathBuf>,
    /// Folder with the news samples that `--labels` points into; without it mentions are not scored
    #[arg(long, value_name = "DIR")]
    samples: Option<PathBuf>,
    /// Labels of political actors in the samples
    #[arg(long, value_name = "FILE", default_value = "data/labels/mentions.tsv")]
    labels: PathBuf,
    /// Write the coder's card to this file; all three sets must be scored
    #[arg(long, value_name = "FILE")]
    card: Option<PathBuf>,
    /// Speed for the card, as `cargo xtask bench --json FILE` writes it
    #[arg(long, value_name = "FILE", requires = "card")]
    speed: Option<PathBuf>,
    /// Print this many errors of each set, from the part that people may read
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
}

/// A gold set.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Set {
    /// Marked pairs.
    Pairs,
    /// Whole sentences.
    Events,
    /// Names and offices.
    Mentions,
}

/// Which records a score covers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// Every record.
    All,
    /// The two thirds that people may read.
    Read,
    /// The third that nobody reads.
    Unread,
}

impl Part {
    /// The parts, in the order of printing.
    const ALL: [Self; 3] = [Self::All, Self::Read, Self::Unread];

    /// Whether the record of that index belongs to the part.
    fn holds(self, index: usize) -> bool {
        match self {
            Self::All => true,
            Self::Read => index % 3 != 2,
            Self::Unread => index % 3 == 2,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Read => "read",
            Self::Unread => "unread",
        }
    }
}

/// One thing for each part.
#[derive(Serialize)]
pub struct Parts<T> {
    all: T,
    read: T,
    unread: T,
}

impl<T> Parts<T> {
    /// Scores every part.
    fn score(mut score: impl FnMut(Part) -> T) -> Self {
        Self { all: score(Part::All), read: score(Part::Read), unread: score(Part::Unread) }
    }

    fn get(&self, part: Part) -> &T {
        match part {
            Part::All => &self.all,
            Part::Read => &self.read,
            Part::Unread => &self.unread,
        }
    }
}

/// Everything that is written as JSON.
#[derive(Serialize)]
struct Scores {
    #[serde(skip_serializing_if = "Option::is_none")]
    pairs: Option<Parts<pairs::Score>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    events: Option<Parts<events::Score>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mentions: Option<mentions::Score>,
}

/// Scores the coder and prints what was found.
///
/// # Errors
/// Where a gold file cannot be read or the coder cannot be loaded.
pub fn run(options: &Options) -> anyhow::Result<()> {
    let book = match &options.codebook {
        Some(folder) => Codebook::from_folder(folder)?,
        None => Codebook::embedded()?,
    };
    let coder =
        Coder::with(book, Atlas::embedded()).map_err(anyhow::Error::msg).context("the coder cannot be loaded")?;
    let ids = options.ids.as_deref().map(read_ids).transpose()?;
    let mut out = anstream::stdout().lock();
    let mut scores = Scores { pairs: None, events: None, mentions: None };
    let mut by_kind = Vec::new();
    let wanted = |set| options.only.is_none_or(|only| only == set);
    if wanted(Set::Pairs) {
        let records = pairs::load(&options.gold.join("pairs_train.jsonl"), ids.as_ref())?;
        let outcomes = pairs::answer(&coder, &records);
        let score = Parts::score(|part| pairs::Score::of(&outcomes, part));
        pairs::print(&mut out, &score)?;
        pairs::print_errors(&mut out, &records, &outcomes, options.errors)?;
        scores.pairs = Some(score);
    }
    if wanted(Set::Events) {
        let records = events::load(&options.gold.join("events_dev.jsonl"), ids.as_ref())?;
        let outcomes = events::answer(&coder, &records);
        let score = Parts::score(|part| events::Score::of(&outcomes, part));
        events::print(&mut out, &score)?;
        events::print_errors(&mut out, &records, &outcomes, options.errors)?;
        by_kind = events::by_kind(&outcomes);
        scores.events = Some(score);
    }
    if let Some(samples) = options.samples.as_deref().filter(|_| wanted(Set::Mentions)) {
        let outcomes = mentions::answer(&coder, &mentions::load(&options.labels, samples)?);
        let score = mentions::Score::of(&outcomes);
        mentions::print(&mut out, &score)?;
        mentions::print_errors(&mut out, &outcomes, options.errors)?;
        scores.mentions = Some(score);
    }
    out.flush()?;
    if let Some(path) = &options.card {
        let speed = options.speed.as_deref().map(card::speed_of).transpose()?;
        let (Some(pairs), Some(events), Some(mentions)) = (&scores.pairs, &scores.events, &scores.mentions) else {
            anyhow::bail!(
                "expected all three sets for the card; leave --only out and name the news samples with --samples"
            );
        };
        let facts = card::Facts {
            pairs,
            events,
            by_kind: &by_kind,
            mentions,
            speed,
            failures: card::failures_in(Path::new("specs"))?,
        };
        fs::write(path, card::card(&facts)).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    if let Some(path) = &options.json {
        let text = serde_json::to_string_pretty(&scores)? + "\n";
        fs::write(path, text).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    Ok(())
}

/// The identities that a file lists.
fn read_ids(path: &Path) -> anyhow::Result<HashSet<String>> {
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    Ok(text.lines().map(|line| line.trim().to_owned()).filter(|id| !id.is_empty()).collect())
}

/// The lines of a gold file; a broken one ends the evaluation.
fn gold_lines(path: &Path) -> anyhow::Result<Vec<Line>> {
    let file = File::open(path).with_context(|| {
        format!("expected a gold set, found nothing at {}; name its directory with --gold", path.display())
    })?;
    let name = path.display().to_string();
    JsonLines::new(&name, BufReader::new(file)).map(|line| line.map_err(|fault| anyhow::anyhow!("{fault}"))).collect()
}

/// Prints a heading with a rule below it.
fn heading(out: &mut impl Write, title: &str) -> io::Result<()> {
    writeln!(out, "\n{title}\n{}", "─".repeat(title.chars().count()))
}
