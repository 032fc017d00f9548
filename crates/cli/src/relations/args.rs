//! What can be asked of relations.

use crate::args::parse_date;
use clap::ValueEnum;
use std::path::PathBuf;
use westphalia_model::Date;

/// Where the record is, and from when to when to look.
#[derive(clap::Args)]
pub struct WindowArgs {
    /// The folder of the record
    #[arg(long, value_name = "DIR", env = "WESTPHALIA_RECORD", default_value = "record")]
    pub record: PathBuf,
    /// Only what happened on this day (YYYY-MM-DD) or later
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub since: Option<Date>,
    /// Only what happened on this day (YYYY-MM-DD) or earlier
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub until: Option<Date>,
}

/// How a view is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ViewFormat {
    /// For people
    Table,
    /// One JSON object a line, with the events that each stands on
    Jsonl,
    /// Flat columns
    Csv,
    /// A drawing, for pages and papers
    Svg,
}

/// What `check` takes.
#[derive(clap::Args)]
pub struct CheckArgs {
    /// The claim: a sentence, or the phrase alone
    #[arg(value_name = "CLAIM")]
    pub claim: String,
    /// The day (YYYY-MM-DD) on which it is said; today if left out. What was told later is not asked
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub as_of: Option<Date>,
    /// The folder of the record; if left out, ./record if it is there
    #[arg(long, value_name = "DIR", env = "WESTPHALIA_RECORD")]
    pub record: Option<PathBuf>,
    /// Ask the record alone, not the lists of travel that ship with the program
    #[arg(long)]
    pub without_travel: bool,
    /// How to print the verdict: table, jsonl or csv
    #[arg(long, value_enum, default_value_t = ViewFormat::Table)]
    pub format: ViewFormat,
}

/// What `claims` takes.
#[derive(clap::Args)]
pub struct ClaimsArgs {
    /// Only claims about these states or bodies: codes or names, at most two
    #[arg(value_name = "PARTY", num_args = 0..=2)]
    pub parties: Vec<String>,
    #[command(flatten)]
    pub window: WindowArgs,
    /// Only claims with this verdict
    #[arg(long, value_enum, value_name = "VERDICT")]
    pub verdict: Option<WantedVerdict>,
    /// Ask the record alone, not the lists of travel that ship with the program
    #[arg(long)]
    pub without_travel: bool,
    /// How to print them: table, jsonl or csv
    #[arg(long, value_enum, default_value_t = ViewFormat::Table)]
    pub format: ViewFormat,
    /// How many threads to use; all cores if left out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

/// A verdict to look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum WantedVerdict {
    /// The record bears the claim out
    Supported,
    /// The record holds an event that the claim denies
    Contradicted,
    /// The record does not reach, or the claim is not understood
    CannotTell,
}

impl From<WantedVerdict> for westphalia_relations::claims::Verdict {
    fn from(wanted: WantedVerdict) -> Self {
        match wanted {
            WantedVerdict::Supported => Self::Supported,
            WantedVerdict::Contradicted => Self::Contradicted,
            WantedVerdict::CannotTell => Self::CannotTell,
        }
    }
}
