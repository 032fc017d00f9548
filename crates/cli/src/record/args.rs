//! What can be asked of a record.

use crate::args::{FactArgs, Rows, parse_date};
use clap::{Subcommand, ValueEnum};
use std::path::PathBuf;
use westphalia_exchange::Layout;
use westphalia_model::{Date, EventType, Modality};

/// What `ingest` takes.
#[derive(clap::Args)]
pub struct IngestArgs {
    /// Files, folders, or `-` for standard input: text, HTML, JSON, CSV, RSS, Atom or WARC, also as .gz or .zst
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// The folder of the record; made if it is not there
    #[arg(long, value_name = "DIR", env = "WESTPHALIA_RECORD", default_value = "record")]
    pub record: PathBuf,
    /// Say what would be done, and do nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Day of publication (YYYY-MM-DD) of documents that have none
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub date: Option<Date>,
    /// How many documents at most are committed at once; Ctrl-C stops after that
    #[arg(long, value_name = "N", default_value_t = 1024, value_parser = clap::value_parser!(u32).range(1..))]
    pub batch: u32,
    #[command(flatten)]
    pub facts: FactArgs,
    /// How many threads to use; all cores if left out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

/// What `import` takes.
#[derive(clap::Args)]
pub struct ImportArgs {
    /// Whose layout it is: gdelt1, gdelt2, icews, polecat, phoenix, ucdp
    #[arg(value_name = "LAYOUT")]
    pub layout: Layout,
    /// Event files, also as .gz or .zst; `-` for standard input
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// The folder of the record; made if it is not there
    #[arg(long, value_name = "DIR", env = "WESTPHALIA_RECORD", default_value = "record")]
    pub record: PathBuf,
}

/// What `export` takes.
#[derive(clap::Args)]
pub struct ExportArgs {
    /// In which layout
    #[arg(value_enum, value_name = "LAYOUT")]
    pub layout: ExportAs,
    /// The folder of the record
    #[arg(long, value_name = "DIR", env = "WESTPHALIA_RECORD", default_value = "record")]
    pub record: PathBuf,
    /// File to write; standard output if left out
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Only events on this day (YYYY-MM-DD) or later
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub since: Option<Date>,
    /// Only events on this day (YYYY-MM-DD) or earlier
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub until: Option<Date>,
    /// Only events with all of these states or bodies (RUS,PRK) among their parties
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub parties: Vec<String>,
}

/// A layout for events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportAs {
    /// PLOVER, JSON lines
    Plover,
    /// ICEWS, 20 columns with tabs; a row for each pair of parties
    Icews,
    /// GDELT 2, 61 columns with tabs; a row for each pair of parties
    Gdelt2,
    /// POLECAT, columns with tabs; a row for each pair of parties
    Polecat,
    /// Flat columns; several parties are joined by `;`
    Csv,
    /// All columns of `events`, a JSON object a line
    Jsonl,
    /// All columns of `events`, one Parquet file
    Parquet,
}

/// What can be done with a record as a whole.
#[derive(Subcommand)]
pub enum RecordCommand {
    /// Tell what it holds
    Status(ShownArgs),
    /// Compare every byte with the checksums that were kept, and list what is missing, changed or unknown
    Verify(ShownArgs),
    /// Make one file of the many small ones of a month
    Compact(RecordArgs),
    /// Code the kept text anew with this program and codebook; identities stay, changes are kept in `changes`
    Recode(RecodeArgs),
    /// List what persons corrected
    Log(ShownArgs),
}

/// Where the record is.
#[derive(clap::Args)]
pub struct RecordArgs {
    /// The folder of the record
    #[arg(long, value_name = "DIR", env = "WESTPHALIA_RECORD", default_value = "record")]
    pub record: PathBuf,
}

/// Where the record is, and how to print.
#[derive(clap::Args)]
pub struct ShownArgs {
    #[command(flatten)]
    pub place: RecordArgs,
    /// How to print
    #[arg(long, value_enum, default_value_t = Rows::Table)]
    pub format: Rows,
}

/// What `record recode` takes.
#[derive(clap::Args)]
pub struct RecodeArgs {
    #[command(flatten)]
    pub place: RecordArgs,
    #[command(flatten)]
    pub facts: FactArgs,
    /// How many threads to use; all cores if left out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

/// Which event, and why.
#[derive(clap::Args)]
pub struct EventArgs {
    /// The event: its identity, or that of any of its reports
    #[arg(value_name = "EVENT")]
    pub event: String,
    #[command(flatten)]
    pub place: RecordArgs,
    /// Why, in words
    #[arg(long, value_name = "WORDS")]
    pub reason: String,
    /// Who says so
    #[arg(long, value_name = "NAME", default_value = "")]
    pub by: String,
}

/// What `correct` takes.
#[derive(clap::Args)]
pub struct CorrectArgs {
    #[command(flatten)]
    pub event: EventArgs,
    /// The right type (AGREE, CONSULT, ...); scores and CAMEO code follow unless they are given
    #[arg(long = "type", value_name = "TYPE", value_parser = parse_type)]
    pub event_type: Option<EventType>,
    /// The right mode; empty for none
    #[arg(long, value_name = "MODE")]
    pub mode: Option<String>,
    /// The right CAMEO code
    #[arg(long, value_name = "CODE")]
    pub cameo: Option<String>,
    /// The right sense: actual, future, hypothetical, negated, historical
    #[arg(long, value_name = "SENSE", value_parser = parse_modality)]
    pub modality: Option<Modality>,
    /// The right actors, as short codes (RUS, MAR-CVL, NATO), joined by commas
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub actors: Option<Vec<String>>,
    /// The right recipients, likewise; empty for none
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub recipients: Option<Vec<String>>,
    /// The right day of the event (YYYY-MM-DD)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub date: Option<Date>,
}

fn parse_type(text: &str) -> Result<EventType, String> {
    let all = || EventType::ALL.map(EventType::as_str).join(", ");
    EventType::parse(&text.to_uppercase()).ok_or_else(|| format!("expected a type of PLOVER: {}", all()))
}

fn parse_modality(text: &str) -> Result<Modality, String> {
    serde_json::from_value(serde_json::Value::String(text.to_lowercase()))
        .map_err(|_| "expected actual, future, hypothetical, negated or historical".to_owned())
}
