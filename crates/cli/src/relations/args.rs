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

/// What `alignment` takes.
#[derive(clap::Args)]
pub struct AlignmentArgs {
    /// States whose ties are shown: codes or names (PRK, Russia); if left out, what concerns all
    #[arg(value_name = "STATE")]
    pub states: Vec<String>,
    #[command(flatten)]
    pub window: WindowArgs,
    /// Tell who moved since an earlier window: its first and last day, joined by `..`
    #[arg(long, value_name = "FROM..UNTIL", value_parser = parse_days, conflicts_with = "before")]
    pub against: Option<(Date, Date)>,
    /// Tell who moved on this day (YYYY-MM-DD): what is before it in the window is the earlier window
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub before: Option<Date>,
    /// By what the acts are scored
    #[arg(long, value_enum, default_value_t = ScaleArg::Goldstein)]
    pub scale: ScaleArg,
    /// In what communities are sought; if left out, in company where states share partners enough, else in ties
    #[arg(long, value_enum)]
    pub camps: Option<CampsArg>,
    /// Count bodies (UN, EU, NATO) among the states
    #[arg(long)]
    pub bodies: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = ViewFormat::Table)]
    pub format: ViewFormat,
}

/// By what acts are scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ScaleArg {
    /// Goldstein's (1992) scores of CAMEO codes
    Goldstein,
    /// The intensities of PLOVER
    Plover,
}

/// In what communities are sought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CampsArg {
    /// In positive ties: states that cooperate with each other
    Ties,
    /// In likeness of company: states that deal alike with third ones
    Company,
}

/// Two days joined by `..`.
fn parse_days(text: &str) -> Result<(Date, Date), String> {
    let expected = || "expected two days such as 2018-01-01..2018-12-31, the earlier first".to_owned();
    let (from, until) = text.split_once("..").ok_or_else(expected)?;
    let (from, until) = (parse_date(from)?, parse_date(until)?);
    if from <= until { Ok((from, until)) } else { Err(expected()) }
}
