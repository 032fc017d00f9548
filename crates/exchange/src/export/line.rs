//! A row in the making.

use std::fmt::{self, Write as _};
use std::io::{self, Write};
use westphalia_model::Date;

/// A row of cells between tabs, or between commas with quotes where they are needed.
pub(super) struct Line {
    text: String,
    comma: bool,
    started: bool,
}

impl Line {
    pub fn tabs() -> Self {
        Self { text: String::with_capacity(512), comma: false, started: false }
    }

    pub fn commas() -> Self {
        Self { comma: true, ..Self::tabs() }
    }

    /// Adds a cell. Between tabs, what would end the cell becomes a space.
    pub fn cell(&mut self, cell: &str) -> &mut Self {
        if self.started {
            self.text.push(if self.comma { ',' } else { '\t' });
        }
        self.started = true;
        let cell = cell.trim_ascii();
        if self.comma {
            self.quoted(cell);
        } else if cell.contains(['\t', '\n', '\r', '\0']) {
            self.text.extend(cell.chars().map(|c| if matches!(c, '\t' | '\n' | '\r' | '\0') { ' ' } else { c }));
        } else {
            self.text.push_str(cell);
        }
        self
    }

    fn quoted(&mut self, cell: &str) {
        if !cell.contains([',', '"', '\n', '\r']) {
            self.text.push_str(cell);
            return;
        }
        self.text.push('"');
        for c in cell.chars() {
            if c == '"' {
                self.text.push('"');
            }
            self.text.push(c);
        }
        self.text.push('"');
    }

    /// Adds a cell that prints a value.
    pub fn value(&mut self, value: impl fmt::Display) -> &mut Self {
        self.cell(&value.to_string())
    }

    /// Adds a cell that prints a value, or an empty one.
    pub fn maybe(&mut self, value: Option<impl fmt::Display>) -> &mut Self {
        match value {
            Some(value) => self.value(value),
            None => self.cell(""),
        }
    }

    /// Adds a day as `2019-02-28`, or an empty cell.
    pub fn day(&mut self, day: Option<Date>) -> &mut Self {
        self.maybe(day)
    }

    /// Adds a list, joined by `;`. A semicolon within a part becomes a comma.
    pub fn list<T: AsRef<str>>(&mut self, parts: impl IntoIterator<Item = T>) -> &mut Self {
        let parts: Vec<String> = parts.into_iter().map(|part| part.as_ref().replace(';', ",")).collect();
        self.cell(&parts.join(";"))
    }

    /// Adds some empty cells.
    pub fn empty(&mut self, n: usize) -> &mut Self {
        for _ in 0..n {
            self.cell("");
        }
        self
    }

    /// Writes the row.
    pub fn end(&mut self, out: &mut impl Write) -> io::Result<()> {
        self.text.push('\n');
        out.write_all(self.text.as_bytes())
    }
}

/// Writes a header.
pub(super) fn header(names: &[&str], delimiter: &str, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", names.join(delimiter))
}

/// A day as `20190228`.
pub(super) fn digits(day: Date) -> String {
    let mut text = String::with_capacity(8);
    // Writing to a string cannot fail.
    let _ = write!(text, "{:04}{:02}{:02}", day.year(), day.month(), day.day());
    text
}
