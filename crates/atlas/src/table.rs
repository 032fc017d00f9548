//! Tables of tab-separated text with a header: the format of every file of the atlas.
//!
//! Lines that begin with `#` and empty lines are skipped. Columns are found by name, so their order is free
//! and a file may have columns that the program does not know.

use crate::when::{Period, parse_from, parse_until};
use thiserror::Error;
use westphalia_model::Date;

/// A table that cannot be read, with the place of the fault.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{file}:{line}: {message}")]
pub struct AtlasError {
    /// The file, by its name in the folder.
    pub file: String,
    /// The line, from 1; 0 where the file as a whole is meant.
    pub line: u32,
    /// What was expected and what was found.
    pub message: String,
}

/// Where a fact is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Row {
    pub(crate) file: u16,
    /// The line, from 1.
    pub line: u32,
}

/// One table as text, with the columns of its header.
pub(crate) struct Table<'a> {
    pub name: &'a str,
    pub file: u16,
    text: &'a str,
    columns: Vec<&'a str>,
    header_line: u32,
}

impl<'a> Table<'a> {
    /// Reads the header.
    pub fn open(name: &'a str, file: u16, bytes: &'a [u8]) -> Result<Self, AtlasError> {
        let fail = |line, message: String| AtlasError { file: name.to_owned(), line, message };
        let text = std::str::from_utf8(bytes).map_err(|e| {
            let line = 1 + bytes[..e.valid_up_to()].iter().filter(|b| **b == b'\n').count();
            fail(u32::try_from(line).unwrap_or(u32::MAX), "expected UTF-8 text, found other bytes".to_owned())
        })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let header = (1..).zip(text.lines()).find(|(_, line)| is_data(line));
        let (header_line, header) =
            header.ok_or_else(|| fail(0, "expected a header line, found an empty file".to_owned()))?;
        Ok(Self { name, file, text, columns: header.split('\t').map(str::trim).collect(), header_line })
    }

    /// The position of a column that must be there.
    pub fn column(&self, name: &str) -> Result<usize, AtlasError> {
        self.columns.iter().position(|c| *c == name).ok_or_else(|| AtlasError {
            file: self.name.to_owned(),
            line: self.header_line,
            message: format!("expected a column `{name}`, found {}", self.columns.join(", ")),
        })
    }

    /// Positions of several columns that must all be there.
    pub fn columns<const N: usize>(&self, names: [&str; N]) -> Result<[usize; N], AtlasError> {
        let mut found = [0; N];
        for (slot, name) in found.iter_mut().zip(names) {
            *slot = self.column(name)?;
        }
        Ok(found)
    }

    /// Calls `visit` with each line below the header.
    pub fn each(&self, mut visit: impl FnMut(&Line<'a>) -> Result<(), AtlasError>) -> Result<(), AtlasError> {
        let mut fields = Vec::with_capacity(self.columns.len());
        for (number, text) in (1..).zip(self.text.lines()) {
            if number <= self.header_line || !is_data(text) {
                continue;
            }
            fields.clear();
            fields.extend(text.split('\t').map(str::trim));
            let line = Line { table: self.name, file: self.file, number, fields: std::mem::take(&mut fields) };
            if line.fields.len() > self.columns.len() {
                return Err(line.fault(format!(
                    "expected at most {} fields, found {}",
                    self.columns.len(),
                    line.fields.len()
                )));
            }
            visit(&line)?;
            fields = line.fields;
        }
        Ok(())
    }
}

fn is_data(line: &str) -> bool {
    !line.trim().is_empty() && !line.starts_with('#')
}

/// One line of a table.
pub(crate) struct Line<'a> {
    table: &'a str,
    file: u16,
    number: u32,
    fields: Vec<&'a str>,
}

impl<'a> Line<'a> {
    /// Where it stands.
    pub fn row(&self) -> Row {
        Row { file: self.file, line: self.number }
    }

    /// The text of a column; empty where the line is shorter.
    pub fn get(&self, column: usize) -> &'a str {
        self.fields.get(column).copied().unwrap_or("")
    }

    /// The text of a column that must not be empty.
    pub fn need(&self, column: usize, what: &str) -> Result<&'a str, AtlasError> {
        match self.get(column) {
            "" => Err(self.fault(format!("expected {what}, found nothing"))),
            text => Ok(text),
        }
    }

    /// The members of a list written with `|`.
    pub fn list(&self, column: usize) -> impl Iterator<Item = &'a str> {
        self.get(column).split('|').map(str::trim).filter(|item| !item.is_empty())
    }

    /// A period from two columns of dates, each of which may be empty.
    pub fn period(&self, from: usize, until: usize) -> Result<Period, AtlasError> {
        let period = Period { from: self.date(from, parse_from)?, until: self.date(until, parse_until)? };
        match (period.from, period.until) {
            (Some(a), Some(b)) if b < a => {
                Err(self.fault(format!("expected an end after {a}, found {}", self.get(until))))
            }
            _ => Ok(period),
        }
    }

    fn date(&self, column: usize, parse: fn(&str) -> Option<Date>) -> Result<Option<Date>, AtlasError> {
        let text = self.get(column);
        if text.is_empty() {
            return Ok(None);
        }
        parse(text)
            .map(Some)
            .ok_or_else(|| self.fault(format!("expected a date such as 2004, 2004-03 or 2004-03-09, found `{text}`")))
    }

    /// A number, or `None` where the field is empty.
    pub fn number<T: std::str::FromStr>(&self, column: usize) -> Result<Option<T>, AtlasError> {
        let text = self.get(column);
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().map(Some).map_err(|_| self.fault(format!("expected a number, found `{text}`")))
    }

    /// An error at this line.
    pub fn fault(&self, message: String) -> AtlasError {
        AtlasError { file: self.table.to_owned(), line: self.number, message }
    }
}
