//! What can be asked of the program.

use crate::record::args::{CorrectArgs, EventArgs, ExportArgs, ImportArgs, IngestArgs, RecordCommand};
use crate::relations::args::{
    AlignmentArgs, BriefArgs, CheckArgs, ClaimsArgs, LadderArgs, PledgesArgs, RelationArgs, SanctionsArgs,
};
use crate::validate::args::ValidateCommand;
use clap::{Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use westphalia_model::Date;

/// Exit codes, for the end of every help text.
const EXIT_CODES: &str = "\
Exit codes:
  0    all input was coded (warnings may have been printed)
  1    some input could not be coded; the rest was
  2    wrong usage, or nothing could be read
  130  stopped by Ctrl-C, after what had been begun was finished";

/// Exit codes of `codebook`.
const CHECK_CODES: &str = "\
Exit codes:
  0    nothing is wrong (warnings may have been printed)
  1    an error was found, or with --deny warnings a warning
  2    wrong usage, or nothing could be read
  130  stopped by Ctrl-C";

/// Exit codes of `sql`.
const SQL_CODES: &str = "\
Exit codes:
  0    the question was answered (also where --limit cut the answer)
  2    wrong usage, a question that cannot be understood, or a record that cannot be read
  130  stopped by Ctrl-C";

/// Exit codes of the views on relations.
const VIEW_CODES: &str = "\
Exit codes:
  0    the view was printed (also where the record knows nothing of the parties)
  2    wrong usage, or a record that cannot be read
  130  stopped by Ctrl-C";

/// Reads the news and keeps the record of what states say, promise and do to one another.
#[derive(Parser)]
#[command(version, about, after_help = EXIT_CODES, arg_required_else_help = true)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
}

/// One command.
#[derive(Subcommand)]
pub enum Command {
    /// Code reports: who did, said or pledged what to whom, in what sense
    #[command(after_help = EXIT_CODES)]
    Code(CodeArgs),
    /// Take documents into a record, which grows and never doubles
    #[command(after_help = EXIT_CODES)]
    Ingest(IngestArgs),
    /// Take the event files of others into a record: GDELT, ICEWS, POLECAT, Phoenix, UCDP GED
    #[command(after_help = EXIT_CODES)]
    Import(ImportArgs),
    /// Write the events of a record in the layouts that other programs read
    #[command(after_help = EXIT_CODES)]
    Export(ExportArgs),
    /// Look after a record: status, verify, compact, recode, log
    #[command(subcommand)]
    Record(RecordCommand),
    /// Correct an event of a record; kept apart from what the machine says, and applied after every recode
    #[command(after_help = EXIT_CODES)]
    Correct(CorrectArgs),
    /// Say that an event of a record is none
    #[command(after_help = EXIT_CODES)]
    Retract(EventArgs),
    /// Take the corrections of an event back
    #[command(after_help = EXIT_CODES)]
    Restore(EventArgs),
    /// Tell how two states stand formally and since when: ties, partnership, alliance, rupture, war
    #[command(after_help = VIEW_CODES)]
    Ladder(LadderArgs),
    /// List UN sanctions on a state, or the acts and pledges between two that touch them
    #[command(after_help = VIEW_CODES)]
    Sanctions(SanctionsArgs),
    /// Tell the course of the relation of two states: how much, how friendly, when it turned
    #[command(after_help = VIEW_CODES)]
    Relation(RelationArgs),
    /// Tell who stands with whom: ties, camps, strain, and who moved between two windows
    ///
    /// A tie is the mean score of what two states did to one another, drawn towards 0 where few events tell it, with an
    /// interval. States are in one camp where they cooperate more among themselves than their activity lets expect.
    #[command(after_help = VIEW_CODES)]
    Alignment(AlignmentArgs),
    /// Label the relation between marked parties of a sentence
    ///
    /// Every line of the input is {"id", "text", "source": [[start, end], ...], "target": [[start, end], ...]}; spans
    /// count Unicode characters, end exclusive; the target may be missing. Every line has exactly one line of
    /// output, in the same order: {"id", "type", "mode", "quad", "cameo", "modality", "confidence", "frame"}.
    #[command(after_help = EXIT_CODES)]
    Classify(ClassifyArgs),
    /// Tell who or where a name is, on a day, and why
    #[command(after_help = EXIT_CODES)]
    Atlas(AtlasArgs),
    /// Tell how good the program is on your own text: draw a sample, label it, compute
    #[command(subcommand)]
    Validate(ValidateCommand),
    /// Check a codebook, or write it down for people
    #[command(subcommand)]
    Codebook(CodebookCommand),
    /// List what states pledged to one another, and what became of it
    ///
    /// A pledge is opened by an act that binds its speaker (agree, promise, offer, vow, sign, threaten); later events keep
    /// it, break it, take it back, or leave it open. docs/relations/pledges.md tells the rules.
    #[command(after_help = VIEW_CODES)]
    Pledges(PledgesArgs),
    /// Check a claim about the history: "Putin's first visit to North Korea in 24 years"
    ///
    /// The claim is held against the events of a record and against lists of travel that ship with the program: supported,
    /// contradicted, or cannot tell, with the events that decide and what the record covers.
    #[command(after_help = EXIT_CODES)]
    Check(CheckArgs),
    /// List what the documents of a record say about the history (first since, third this year, never), each with its verdict
    #[command(after_help = EXIT_CODES)]
    Claims(ClaimsArgs),
    /// Write one page on two states: level and change, what is new, pledges, claims, sanctions, who else moved
    ///
    /// Every sentence has a footnote: the event with its words and source, the fact with its source, or how a number was
    /// computed and from how many events.
    #[command(after_help = VIEW_CODES)]
    Brief(BriefArgs),
    /// Ask the record in SQL
    ///
    /// Tables and views are listed by `westphalia schema`. Without SQL and --file the question is read from standard
    /// input. Nothing is ever changed.
    #[command(after_help = SQL_CODES)]
    Sql(SqlArgs),
    /// Tell what the tables and views of the record hold: every column with its type, unit and meaning
    Schema(SchemaArgs),
    /// Code the reports that ship with the program and explain what comes out
    Demo,
    /// Write the completions of a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// What can be done with a codebook.
#[derive(Subcommand)]
pub enum CodebookCommand {
    /// Find rows that do not fit, frames that can never win, and frames that nothing needs
    #[command(after_help = CHECK_CODES)]
    Lint(LintArgs),
    /// Write the codebook as Markdown: types, acts, operators, and every frame with examples
    #[command(after_help = CHECK_CODES)]
    Document(DocumentArgs),
}

/// What `codebook lint` takes.
#[derive(clap::Args)]
pub struct LintArgs {
    /// Codebook files laid over the shipped ones; only what concerns them is told
    #[arg(long, value_name = "DIR")]
    pub codebook: Option<PathBuf>,
    /// With --codebook: tell what concerns the shipped files too
    #[arg(long)]
    pub all: bool,
    /// Documents to code: which frames fire, and how often? Files and directories as for `code`, or `-`
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub text: Vec<PathBuf>,
    /// Specs (*.md) that frames should be exercised by
    #[arg(long, value_name = "DIR")]
    pub specs: Option<PathBuf>,
    /// Make sentences from every frame and tell which are never coded with it
    #[arg(long)]
    pub examples: bool,
    /// A document written by `codebook document`: is it of this codebook?
    #[arg(long, value_name = "DIR")]
    pub document: Option<PathBuf>,
    /// What to count as an error too
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub deny: Option<Deny>,
    /// How to print what is found
    #[arg(long, value_enum, default_value_t = Rows::Table)]
    pub format: Rows,
    /// How many threads to use; all cores if left out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

/// What is counted as an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// Warnings
    Warnings,
}

/// What `codebook document` takes.
#[derive(clap::Args)]
pub struct DocumentArgs {
    /// Codebook files laid over the shipped ones
    #[arg(long, value_name = "DIR")]
    pub codebook: Option<PathBuf>,
    /// Specs (*.md) whose sentences go before made-up examples
    #[arg(long, value_name = "DIR")]
    pub specs: Option<PathBuf>,
    /// Where the pages are written; the directory is made if it is not there
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// How many threads to use; all cores if left out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

/// What `code` takes.
#[derive(clap::Args)]
pub struct CodeArgs {
    /// Files, directories, or `-` for standard input
    ///
    /// Plain text, HTML, RSS, Atom, JSON lines, JSON, CSV, TSV and web archives (WARC), each also packed as .gz or .zst. The
    /// content tells the form, not the name. JSON and tables hold {"id", "date", "title", "text", "url", "source", "author",
    /// "language"}; other usual names are guessed, and the guess is told. A directory stands for all files below it.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Day of publication (YYYY-MM-DD) of documents that have none
    #[arg(long, value_parser = parse_date)]
    pub date: Option<Date>,
    /// How to print the events
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Tell sentence by sentence why: the tree, the names found, the frames tried
    #[arg(long)]
    pub explain: bool,
    #[command(flatten)]
    pub facts: FactArgs,
    /// How many threads to use; all cores if left out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

/// Facts and rules of one's own.
#[derive(clap::Args)]
pub struct FactArgs {
    /// Codebook files (frames/*.tsv, sets/*.tsv, acts.tsv, ...) laid over the shipped ones
    #[arg(long, value_name = "DIR")]
    pub codebook: Option<PathBuf>,
    /// Atlas tables (people.tsv, states.tsv, ...) laid over the shipped ones
    #[arg(long, value_name = "DIR")]
    pub atlas: Option<PathBuf>,
}

/// How events are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: a table for each document
    Table,
    /// One JSON object a line with all fields of a report
    Jsonl,
    /// Flat columns; several actors are joined by `;`
    Csv,
}

/// What `classify` takes.
#[derive(clap::Args)]
pub struct ClassifyArgs {
    /// JSON lines, or `-` for standard input
    #[arg(value_name = "FILE")]
    pub path: PathBuf,
    /// Which types to answer with
    #[arg(long, value_enum, default_value_t = Types::Plover16)]
    pub types: Types,
    #[command(flatten)]
    pub facts: FactArgs,
    /// How to print the answers
    #[arg(long, value_enum, default_value_t = Rows::Jsonl)]
    pub format: Rows,
    /// How many threads to use; all cores if left out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

/// A list of event types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Types {
    /// CONCEDE and RETREAT are one type, YIELD, in quad 2
    Plover15,
    /// The types of PLOVER 2.0
    Plover16,
}

/// How plain rows are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Rows {
    /// One JSON object a line
    Jsonl,
    /// For people
    Table,
}

/// What `atlas` takes.
#[derive(clap::Args)]
pub struct AtlasArgs {
    /// A name: a state, a person, a city, a body, a group, an office
    pub name: String,
    /// The day (YYYY-MM-DD) on which it is used
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub on: Option<Date>,
    /// How to print the answers
    #[arg(long, value_enum, default_value_t = Rows::Table)]
    pub format: Rows,
}

/// What `sql` takes.
#[derive(clap::Args)]
pub struct SqlArgs {
    /// The question: one statement that reads (SELECT, WITH, EXPLAIN, SHOW, DESCRIBE)
    #[arg(value_name = "SQL", conflicts_with = "file")]
    pub sql: Option<String>,
    /// A file with the question
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// The folder of the record
    #[arg(long, value_name = "DIR", env = "WESTPHALIA_RECORD", default_value = "record")]
    pub record: PathBuf,
    /// How to print the answer; if left out, by the ending of --out, else a table
    #[arg(long, value_enum)]
    pub format: Option<SqlFormat>,
    /// Where to write the answer; it appears there when it is whole
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// At most so many rows; a table has 1,000 if left out
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// At most so many MB of memory; sorts and groups beyond it go to temporary files
    #[arg(long, value_name = "MB", value_parser = clap::value_parser!(u32).range(1..))]
    pub memory: Option<u32>,
    /// How many threads to use; all cores if left out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

/// How an answer is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SqlFormat {
    /// For people
    Table,
    /// Lists joined by `;`, groups of fields as JSON
    Csv,
    /// One JSON object a line, nested as the columns are
    Jsonl,
    /// For other programs; needs --out or a pipe
    Parquet,
}

/// What `schema` takes.
#[derive(clap::Args)]
pub struct SchemaArgs {
    /// A table or view; all if left out
    #[arg(value_name = "TABLE")]
    pub table: Option<String>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = SchemaFormat::Table)]
    pub format: SchemaFormat,
}

/// How the schema is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaFormat {
    /// For people
    Table,
    /// A page, with the SQL of the views
    Markdown,
    /// One JSON object a line for each column
    Jsonl,
}

/// Reads a day.
pub fn parse_date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "expected a day of the calendar as YYYY-MM-DD, such as 2024-06-17".to_owned())
}

#[cfg(test)]
mod tests {
    use super::Args;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        Args::command().debug_assert();
    }
}
