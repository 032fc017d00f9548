//! What can be asked of relations.

use crate::args::parse_date;
use clap::ValueEnum;
use std::path::PathBuf;
use westphalia_model::Date;
use westphalia_relations::pledges::Status;
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
    #[arg(long, value_enum, default_value_t = FlatFormat::Table)]
    pub format: FlatFormat,
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
    #[arg(long, value_enum, default_value_t = FlatFormat::Table)]
    pub format: FlatFormat,
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
    /// How to print the verdict
    #[arg(long, value_enum, default_value_t = FlatFormat::Table)]
    pub format: FlatFormat,
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
    /// How to print them
    #[arg(long, value_enum, default_value_t = FlatFormat::Table)]
    pub format: FlatFormat,
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

/// What `brief` takes.
#[derive(clap::Args)]
pub struct BriefArgs {
    /// A state: ISO alpha-3 code (RUS) or English name
    #[arg(value_name = "STATE")]
    pub one: String,
    /// The other state
    #[arg(value_name = "OTHER")]
    pub other: String,
    /// The day (YYYY-MM-DD) as of which it is written; that of the last event of the two if left out
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub as_of: Option<Date>,
    /// The folder of the record
    #[arg(long, value_name = "DIR", env = "WESTPHALIA_RECORD", default_value = "record")]
    pub record: PathBuf,
    /// How to print the page
    #[arg(long, value_enum, default_value_t = PageFormat::Markdown)]
    pub format: PageFormat,
    /// How many threads to use; all cores if left out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

/// How a page is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PageFormat {
    /// Markdown with footnotes
    Markdown,
    /// One HTML file that needs nothing else
    Html,
    /// One JSON object with the sentences and what they stand on
    Json,
}
