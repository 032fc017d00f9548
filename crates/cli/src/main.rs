//! The `westphalia` program: parses arguments, calls a room, prints what it says.
//!
//! Data goes to standard output, everything else to standard error. How a run ended is its exit code; see
//! [`Ending`].

mod args;
mod atlas;
mod batch;
mod classify;
mod code;
mod codebook;
mod demo;
mod ending;
mod facts;
mod notes;
mod record;
mod relations;
mod schema;
mod show;
mod sql;
mod stop;
mod validate;

use args::{Args, Command};
use clap::{CommandFactory, Parser};
use ending::{Ending, Failure};
use notes::Notes;
use std::io::{self, Write};
use std::process::ExitCode;
use westphalia_record::Correction;

fn main() -> ExitCode {
    let mut notes = Notes::new();
    let ending = match run(Args::parse().command, &mut notes) {
        Ok(ending) => ending,
        // Whoever read our output has seen enough.
        Err(failure) if failure.is_closed_pipe() => Ending::Complete,
        Err(failure) => {
            notes.failure(&failure);
            Ending::Nothing
        }
    };
    ending.into()
}

/// Runs one command.
fn run(command: Command, notes: &mut Notes) -> Result<Ending, Failure> {
    match command {
        Command::Code(args) => code::run(&args, notes),
        Command::Ingest(args) => record::ingest::run(&args, notes),
        Command::Import(args) => record::import::run(&args, notes),
        Command::Export(args) => record::export::run(&args, notes),
        Command::Record(command) => record::run(&command, notes),
        Command::Correct(args) => record::correct::correct(&args, notes),
        Command::Retract(args) => record::correct::keep(&args, &Correction::Retract, notes),
        Command::Restore(args) => record::correct::keep(&args, &Correction::Restore, notes),
        Command::Brief(args) => relations::brief::run(&args, notes),
        Command::Ladder(args) => relations::ladder::run(&args, notes),
        Command::Sanctions(args) => relations::sanctions::run(&args, notes),
        Command::Relation(args) => relations::relation::run(&args, notes),
        Command::Alignment(args) => relations::alignment::run(&args, notes),
        Command::Classify(args) => classify::run(&args, notes),
        Command::Atlas(args) => atlas::run(&args, notes),
        Command::Validate(command) => validate::run(&command, notes),
        Command::Codebook(command) => codebook::run(&command, notes),
        Command::Pledges(args) => relations::pledges::run(&args, notes),
        Command::Check(args) => relations::check::run(&args, notes),
        Command::Claims(args) => relations::claims::run(&args, notes),
        Command::Sql(args) => sql::run(&args, notes),
        Command::Schema(args) => schema::run(&args),
        Command::Demo => demo::run(),
        Command::Completions { shell } => completions(shell),
    }
}

/// Writes the completions of a shell.
fn completions(shell: clap_complete::Shell) -> Result<Ending, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "westphalia", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(Ending::Complete)
}
