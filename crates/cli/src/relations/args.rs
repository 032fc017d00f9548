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
