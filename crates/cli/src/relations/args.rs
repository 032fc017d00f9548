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

/// What `ladder` takes.
#[derive(clap::Args)]
pub struct LadderArgs {
    /// A state: ISO alpha-3 code (RUS) or English name
    #[arg(value_name = "STATE")]
    pub one: String,
    /// The other state
    #[arg(value_name = "OTHER")]
    pub other: String,
    #[command(flatten)]
    pub window: WindowArgs,
    /// How to print it
    #[arg(long, value_enum, default_value_t = ViewFormat::Table)]
    pub format: ViewFormat,
}

/// What `sanctions` takes.
#[derive(clap::Args)]
pub struct SanctionsArgs {
    /// A state or group: ISO alpha-3 code (PRK) or English name; alone, the measures on it are listed
    #[arg(value_name = "STATE")]
    pub one: String,
    /// Another state: what passed between the two is set beside the measures
    #[arg(value_name = "OTHER")]
    pub other: Option<String>,
    /// With one state: only measures in force on this day (YYYY-MM-DD)
    #[arg(long, value_name = "DATE", value_parser = parse_date, conflicts_with = "other")]
    pub on: Option<Date>,
    #[command(flatten)]
    pub window: WindowArgs,
    /// How to print it
    #[arg(long, value_enum, default_value_t = ViewFormat::Table)]
    pub format: ViewFormat,
}
