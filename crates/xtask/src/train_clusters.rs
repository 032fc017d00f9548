//! Learns clusters of words that stand in like places, from news and speeches, and writes them as a table.
//!
//! The tagger and the parser know few words from the treebanks; of a word that they never met they still learn from its cluster what
//! it is like. Nothing is left to chance: the same corpora give the same table.

mod corpus;
mod exchange;

use anyhow::Context;
use corpus::Corpus;
use std::fmt::Write;
use std::path::PathBuf;

/// Learns the clusters.
#[derive(clap::Args)]
pub struct TrainClusters {
    /// Folder with the corpora, NAME.jsonl.zst
    #[arg(long)]
    corpora: PathBuf,
    /// Where the table is written
    #[arg(long, default_value = "models/clusters.tsv")]
    table: PathBuf,
    /// Number of words, the commonest first
    #[arg(long, default_value_t = 40_000)]
    words: usize,
    /// Number of clusters
    #[arg(long, default_value_t = 128)]
    clusters: usize,
    /// Most times to go through the words
    #[arg(long, default_value_t = 12)]
    rounds: usize,
}

/// Learns the clusters and writes the table.
///
/// # Errors
/// Where a corpus cannot be read or the table cannot be written.
pub fn run(args: &TrainClusters) -> anyhow::Result<()> {
    let corpus = Corpus::read(&args.corpora, args.words)?;
    anstream::eprintln!("{} words of text, {} of them different", corpus.n_tokens, corpus.words.len());
    let classes = exchange::cluster(&corpus, args.clusters, args.rounds);
    let mut rows: Vec<_> = corpus.words.iter().zip(classes).map(|(word, class)| (class, word)).collect();
    // Words stay in the order of frequency within their cluster, so that the table can be read.
    rows.sort_by_key(|&(class, _)| class);
    let mut table = String::from("word\tcluster\n");
    for (class, word) in rows {
        let _ = writeln!(table, "{word}\t{}", class + 1);
    }
    std::fs::write(&args.table, table).with_context(|| format!("writing {}", args.table.display()))
}
