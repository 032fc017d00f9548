//! Builds the tables of the atlas from sourced files and from the tables written by hand.
//!
//! Every row names its source. Only sources that may be used freely are read: public domain, CC0, MIT, PDDL.
//! Rows are sorted or keep the order of the hand-written table, so the same input gives the same bytes.

mod card;
mod factbook;
mod leaders;
mod members;
mod people;
mod positions;
mod sheet;
mod states;
mod surname;

use anyhow::Context;
use clap::Args;
use std::collections::HashMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use westphalia_atlas::fold_name;

use sheet::Sheet;

/// Where tables that are written by hand say they come from.
const HAND: &str = "general knowledge, reviewed";

/// Build data/atlas from sourced files and from data/atlas/hand
#[derive(Args)]
pub struct BuildAtlas {
    /// Folder with the sourced files (states/, leaders/, bodies/)
    #[arg(long, value_name = "FOLDER")]
    data: PathBuf,
    /// Folder of the tables
    #[arg(long, value_name = "FOLDER", default_value = "data/atlas")]
    out: PathBuf,
    /// The card that describes them
    #[arg(long, value_name = "FILE", default_value = "docs/cards/atlas.md")]
    card: PathBuf,
}

/// Where everything is read from, and the states that all tables may name.
struct Sources<'a> {
    data: &'a Path,
    hand: PathBuf,
    /// Iso alpha-3 of every state of the hand-written table.
    known: Vec<String>,
    /// Two small letters of the World Factbook to ISO alpha-3.
    fips: HashMap<String, String>,
}

impl Sources<'_> {
    fn csv(&self, name: &str) -> anyhow::Result<Sheet> {
        Sheet::read_csv(&self.data.join(name))
    }

    fn hand(&self, name: &str) -> anyhow::Result<Sheet> {
        Sheet::read_tsv(&self.hand.join(name))
    }

    fn knows(&self, iso3: &str) -> bool {
        self.known.iter().any(|known| known == iso3)
    }
}

/// Builds every table and the card.
///
/// # Errors
/// Where a source is missing or cannot be read, or a table cannot be written.
pub fn run(args: &BuildAtlas) -> anyhow::Result<()> {
    let hand = args.out.join("hand");
    let known = Sheet::read_tsv(&hand.join("states.tsv"))?;
    let known = known.rows().map(|row| row.get("iso3").to_owned()).collect();
    let mut sources = Sources { data: &args.data, hand, known, fips: HashMap::new() };
    sources.fips = states::fips(&sources)?;

    let mut tables = vec![states::states(&sources)?, states::numbers(&sources)?, states::names(&sources)?];
    for name in ["bodies.tsv", "groups.tsv", "roles.tsv"] {
        tables.push(Table::of(name, sources.hand(name)?));
    }
    for name in ["places.tsv", "organisations.tsv"] {
        tables.push(sorted(name, &sources)?);
    }
    tables.push(members::members(&sources)?);
    let (people, terms) = people::people(&sources)?;
    tables.extend([people, terms]);

    let mut out = anstream::stdout().lock();
    for table in &tables {
        table.write(&args.out)?;
        writeln!(out, "{:<22}{:>7} rows", table.name, table.rows.len())?;
    }
    let text = card::card(&args.out)?;
    fs::write(&args.card, text).with_context(|| format!("cannot write {}", args.card.display()))
}

/// A table that is wholly written by hand, in the order of its names.
fn sorted(name: &'static str, sources: &Sources<'_>) -> anyhow::Result<Table> {
    let mut table = Table::of(name, sources.hand(name)?);
    table.rows.sort_by_cached_key(|row| (row.first().map(|name| fold_name(name)), row.clone()));
    table.rows.dedup();
    Ok(table)
}

/// A table ready to be written.
struct Table {
    name: &'static str,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn new(name: &'static str, columns: &str) -> Self {
        Self { name, columns: columns.split(' ').map(str::to_owned).collect(), rows: Vec::new() }
    }

    fn of(name: &'static str, sheet: Sheet) -> Self {
        let (columns, rows) = sheet.into_parts();
        Self { name, columns, rows }
    }

    fn add<const N: usize>(&mut self, fields: [&str; N]) {
        self.rows.push(fields.iter().map(|field| field.trim().replace(['\t', '\n'], " ")).collect());
    }

    fn write(&self, folder: &Path) -> anyhow::Result<()> {
        let mut text = self.columns.join("\t");
        text.push('\n');
        for row in &self.rows {
            text.push_str(&row.join("\t"));
            text.push('\n');
        }
        let path = folder.join(self.name);
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
    }
}
