//! The project's chores: train, evaluate, measure and check.
//!
//! Run as `cargo xtask <command>`. Shipped code never depends on this crate. Results go to standard output,
//! everything else to standard error.

mod atlas;
mod bench;
mod bench_record;
mod bench_relations;
mod diff_events;
mod evaluate;
mod merging;
mod tidy;
mod train_clusters;
mod train_relation;
mod train_text;

use clap::{Parser, Subcommand};

/// Trains, evaluates, measures and checks.
#[derive(Parser)]
#[command(name = "cargo xtask", version, about)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

/// One chore.
#[derive(Subcommand)]
enum Command {
    /// Build the tables of the atlas and its card
    Atlas(atlas::BuildAtlas),
    /// Score the coder on the gold sets: marked pairs and whole sentences
    Evaluate(evaluate::Options),
    /// Compare two runs: events gained, lost and changed, with examples
    DiffEvents(diff_events::Options),
    /// Measure speed and memory, stage by stage
    Bench(bench::Options),
    /// Measure importing and ingesting, beside DuckDB
    BenchRecord(bench_record::Options),
    /// Measure how fast the events of one dyad are found in a large record
    BenchRelations(bench_relations::Options),
    /// Score merging on labelled pairs of documents and reports
    Merging(merging::Options),
    /// Check sizes, documentation, links, paths and the direction of dependencies
    Tidy,
    /// Train a model
    #[command(subcommand)]
    Train(Train),
}

/// A model to train.
#[derive(Subcommand)]
enum Train {
    /// The tagger, lemmatiser, parser and labeller
    Text(train_text::TrainText),
    /// The clusters of words that the text model leans on
    Clusters(train_clusters::TrainClusters),
    /// The classifier of marked pairs
    Relation(train_relation::TrainRelation),
}

fn main() -> anyhow::Result<()> {
    let result = run(Args::parse().command);
    match result {
        // Whoever read our output has seen enough.
        Err(error) if is_closed_pipe(&error) => Ok(()),
        result => result,
    }
}

/// Does one chore.
fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Atlas(args) => atlas::run(&args),
        Command::Evaluate(options) => evaluate::run(&options),
        Command::DiffEvents(options) => diff_events::run(&options),
        Command::Bench(options) => bench::run(&options),
        Command::BenchRecord(options) => bench_record::run(&options),
        Command::BenchRelations(options) => bench_relations::run(&options),
        Command::Merging(options) => merging::run(&options),
        Command::Tidy => tidy::run(),
        Command::Train(Train::Text(args)) => train_text::run(args),
        Command::Train(Train::Clusters(args)) => train_clusters::run(&args),
        Command::Train(Train::Relation(args)) => train_relation::run(&args),
    }
}

/// Whether the reader of our output has gone away.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}
