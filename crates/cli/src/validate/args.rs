//! What can be asked of `validate`.

use crate::args::{FactArgs, parse_date};
use clap::{Subcommand, ValueEnum};
use std::path::PathBuf;
use westphalia_model::Date;

/// Exit codes, for the end of the help texts.
const EXIT_CODES: &str = "\
Exit codes:
  0    done (warnings may have been printed)
  1    some documents, rows or answers could not be used; the rest was
  2    wrong usage, or nothing could be used
  130  stopped by Ctrl-C; what was labelled is saved";

/// One step of a validation.
#[derive(Subcommand)]
pub enum ValidateCommand {
    /// Draw events of each type, and sentences coded as nothing, to label
    ///
    /// Codes the documents and writes a CSV file with a row for each unit drawn. In an event's sentence its own words
    /// stand in [[double brackets]] and those of other coded events in [single ones]. The same seed and documents give
    /// the same sample.
    #[command(after_help = EXIT_CODES)]
    Sample(SampleArgs),
    /// Label a sample in the terminal, unit by unit
    ///
    /// Labels go to a file of your own, SAMPLE-NAME.csv beside the sample, which is saved after each unit. Run the
    /// command again to go on where you stopped. Answers may be piped in, a line each.
    #[command(after_help = EXIT_CODES)]
    Label(LabelArgs),
    /// Tell how good the program is by the labels, with intervals
    #[command(after_help = EXIT_CODES)]
    Report(ReportArgs),
}

/// What `validate sample` takes.
#[derive(clap::Args)]
pub struct SampleArgs {
    /// Files, directories, or `-` for standard input, as for `westphalia code`
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Day of publication (YYYY-MM-DD) of documents that have none
    #[arg(long, value_parser = parse_date)]
    pub date: Option<Date>,
    /// How many events of each type to draw; all where there are fewer
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    pub per_type: u32,
    /// How many sentences coded as nothing to draw; without them there is no estimate of recall
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub nothing: u32,
    /// Another seed draws another sample
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// Where to write the sample; a file that exists is never overwritten. Standard output if left out
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Write what the program coded to this file and not into the sample, so that nobody sees it while labelling
    #[arg(long, value_name = "KEY")]
    pub blind: Option<PathBuf>,
    #[command(flatten)]
    pub facts: FactArgs,
    /// How many threads to use; all cores if left out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

/// What `validate label` takes.
#[derive(clap::Args)]
pub struct LabelArgs {
    /// The sample
    #[arg(value_name = "SAMPLE")]
    pub sample: PathBuf,
    /// Who labels
    #[arg(long, value_name = "NAME")]
    pub coder: String,
    /// Where the labels go; SAMPLE-NAME.csv beside the sample if left out
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// What `validate report` takes.
#[derive(clap::Args)]
pub struct ReportArgs {
    /// Labelled files of one sample, of one coder or several
    #[arg(value_name = "LABELLED", required = true)]
    pub paths: Vec<PathBuf>,
    /// The file that `sample --blind` wrote
    #[arg(long, value_name = "KEY")]
    pub key: Option<PathBuf>,
    /// The coder whose labels count as the truth; all coders count alike if left out
    #[arg(long, value_name = "NAME")]
    pub reference: Option<String>,
    /// Seed of the resampling from which intervals are taken
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// How to print the report
    #[arg(long, value_enum, default_value_t = ReportFormat::Table)]
    pub format: ReportFormat,
}

/// How a report is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For people
    Table,
    /// One object with every number
    Json,
    /// For an appendix, with a paragraph that says how it was done
    Markdown,
    /// A number a row
    Csv,
}
