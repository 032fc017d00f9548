//! The project's chores: train, evaluate, measure and check.
//!
//! Run as `cargo xtask <command>`. Shipped code never depends on this crate. Results go to standard output,
//! everything else to standard error.

mod evaluate;
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
    /// Score the coder on the gold sets: marked pairs and whole sentences
    Evaluate(evaluate::Options),
    /// Train a model
    #[command(subcommand)]
    Train(Train),
}

/// A model to train.
#[derive(Subcommand)]
enum Train {
    /// The tagger, lemmatiser, parser and labeller
    Text(train_text::TrainText),
    /// The classifier of marked pairs
    Relation(train_relation::TrainRelation),
}

fn main() -> anyhow::Result<()> {
    match Args::parse().command {
        Command::Evaluate(options) => evaluate::run(&options),
        Command::Train(Train::Text(args)) => train_text::run(args),
        Command::Train(Train::Relation(args)) => train_relation::run(&args),
    }
}
