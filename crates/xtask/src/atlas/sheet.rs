//! Reads tables with a header: tab-separated ones written by hand, comma-separated ones from sources.

use anyhow::{Context, ensure};
use std::collections::HashMap;
use std::fs;
use std::path::Path;

/// A table in memory.
pub struct Sheet {
    columns: Vec<String>,
    index: HashMap<String, usize>,
    rows: Vec<Vec<String>>,
}

impl Sheet {
    /// Reads a table of tab-separated text; lines that begin with `#` are skipped.
    pub fn read_tsv(path: &Path) -> anyhow::Result<Self> {
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let mut lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        let (_, header) = lines.next().with_context(|| format!("{} has no header", path.display()))?;
        let columns = split(header);
        let mut rows = Vec::new();
        for (number, line) in lines {
            let mut row = split(line);
            ensure!(
                row.len() <= columns.len(),
                "{}:{number}: expected at most {} fields, found {}",
                path.display(),
                columns.len(),
                row.len()
            );
            row.resize(columns.len(), String::new());
            rows.push(row);
        }
        Ok(Self::new(columns, rows))
    }

    /// Reads a table of comma-separated text.
    pub fn read_csv(path: &Path) -> anyhow::Result<Self> {
        let reader = csv::ReaderBuilder::new().flexible(true).from_path(path);
        let mut reader = reader.with_context(|| format!("cannot read {}", path.display()))?;
        let columns = reader.headers()?.iter().map(str::to_owned).collect();
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.with_context(|| format!("cannot read {}", path.display()))?;
            rows.push(record.iter().map(|field| field.trim().to_owned()).collect());
        }
        Ok(Self::new(columns, rows))
    }

    fn new(columns: Vec<String>, rows: Vec<Vec<String>>) -> Self {
        let index = columns.iter().cloned().zip(0..).collect();
        Self { columns, index, rows }
    }

    /// Every row.
    pub fn rows(&self) -> impl Iterator<Item = Record<'_>> {
        self.rows.iter().map(|fields| Record { index: &self.index, fields })
    }

    /// Its header and its rows.
    pub fn into_parts(self) -> (Vec<String>, Vec<Vec<String>>) {
        (self.columns, self.rows)
    }
}

fn split(line: &str) -> Vec<String> {
    line.split('\t').map(|field| field.trim().to_owned()).collect()
}

/// One row.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    index: &'a HashMap<String, usize>,
    fields: &'a [String],
}

impl<'a> Record<'a> {
    /// The text of a column; empty where the table or the row lacks it.
    pub fn get(&self, column: &str) -> &'a str {
        let field = self.index.get(column).and_then(|index| self.fields.get(*index));
        field.map_or("", |text| text.trim())
    }
}
