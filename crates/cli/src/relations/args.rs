//! What can be asked of relations.

use crate::args::parse_date;
use clap::ValueEnum;
use std::path::PathBuf;
use westphalia_model::Date;
use westphalia_relations::series;

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

/// What `relation` takes.
#[derive(clap::Args)]
pub struct RelationArgs {
    /// A state or body: `RUS`, `Russia`, `NATO`
    pub one: String,
    /// The other
    pub other: String,
    #[command(flatten)]
    pub window: WindowArgs,
    /// How long a period is
    #[arg(long, value_enum, default_value_t = Every::Month)]
    pub by: Every,
    /// Tell acts of the one on the other, of the other on the one, and joint acts apart
    #[arg(long)]
    pub directed: bool,
    /// The scale of level and turning points, from -10 to 10
    #[arg(long, value_enum, default_value_t = ScoreScale::Plover)]
    pub scale: ScoreScale,
    /// How to print it
    #[arg(long, value_enum, default_value_t = ViewFormat::Table)]
    pub format: ViewFormat,
}

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Every {
    /// A day
    Day,
    /// A week, from Monday
    Week,
    /// A month
    Month,
    /// Three months
    Quarter,
    /// A year
    Year,
}

impl From<Every> for series::Unit {
    fn from(every: Every) -> Self {
        match every {
            Every::Day => Self::Day,
            Every::Week => Self::Week,
            Every::Month => Self::Month,
            Every::Quarter => Self::Quarter,
            Every::Year => Self::Year,
        }
    }
}

/// How acts are scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ScoreScale {
    /// By CAMEO code (Goldstein 1992)
    Goldstein,
    /// By PLOVER type and mode
    Plover,
}

impl From<ScoreScale> for series::Scale {
    fn from(scale: ScoreScale) -> Self {
        match scale {
            ScoreScale::Goldstein => Self::Goldstein,
            ScoreScale::Plover => Self::Plover,
        }
    }
}
