//! `westphalia validate`: how good is it on your own text?
//!
//! `sample` draws events and sentences to label, `label` asks for the labels one by one, `report` computes what they
//! say. Between the three stands a CSV file that any spreadsheet can open; [`columns`] lists what it holds.

pub mod args;
mod columns;
mod console;
mod grid;
mod label;
mod labels;
mod page;
mod question;
mod report;
mod sample;

use crate::ending::{Ending, Failure};
use crate::notes::Notes;
use args::ValidateCommand;

/// Runs one of the three steps.
pub fn run(command: &ValidateCommand, notes: &mut Notes) -> Result<Ending, Failure> {
    match command {
        ValidateCommand::Sample(args) => sample::run(args, notes),
        ValidateCommand::Label(args) => label::run(args, notes),
        ValidateCommand::Report(args) => report::run(args, notes),
    }
}
