//! What can be asked of relations.

use crate::args::parse_date;
use clap::ValueEnum;
use std::path::PathBuf;
use westphalia_model::Date;
use westphalia_relations::pledges::Status;

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

/// What `pledges` takes.
#[derive(clap::Args)]
pub struct PledgesArgs {
    /// Two states or bodies: codes (RUS PRK) or names; all pledges of the record if left out
    #[arg(value_name = "PARTY", num_args = 0..=2)]
    pub parties: Vec<String>,
    /// The record, and when the pledges were first reported
    #[command(flatten)]
    pub window: WindowArgs,
    /// Only pledges that can still be kept: open, partly kept or overdue
    #[arg(long, conflicts_with = "status")]
    pub open: bool,
    /// Only pledges of these statuses
    #[arg(long, value_enum, value_name = "STATUS", value_delimiter = ',')]
    pub status: Vec<PledgeStatus>,
    /// Only pledges of this policy sector (energy, trade, ...)
    #[arg(long, value_name = "SECTOR")]
    pub sector: Option<String>,
    /// As known on this day (YYYY-MM-DD); the day of the last report if left out
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub as_of: Option<Date>,
    /// How often pledges are followed through, by pledger, dyad and sector
    #[arg(long)]
    pub rates: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = FlatFormat::Table)]
    pub format: FlatFormat,
}

/// How a list is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FlatFormat {
    /// For people
    Table,
    /// One JSON object a line, with the events that each stands on
    Jsonl,
    /// Flat columns; lists are joined by `;`
    Csv,
}

/// What became of a pledge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PledgeStatus {
    /// Nothing that is known
    Open,
    /// It was done; a threat was carried out
    Kept,
    /// Less was done, or a part so far
    PartlyKept,
    /// The contrary was done, or it is told that it was not done
    Broken,
    /// Who made it took it back
    Withdrawn,
    /// Another pledge stands in its place
    Superseded,
    /// Its deadline has passed, and nothing is known
    Overdue,
}

impl From<PledgeStatus> for Status {
    fn from(status: PledgeStatus) -> Self {
        match status {
            PledgeStatus::Open => Self::Open,
            PledgeStatus::Kept => Self::Kept,
            PledgeStatus::PartlyKept => Self::PartlyKept,
            PledgeStatus::Broken => Self::Broken,
            PledgeStatus::Withdrawn => Self::Withdrawn,
            PledgeStatus::Superseded => Self::Superseded,
            PledgeStatus::Overdue => Self::Overdue,
        }
    }
}
