//! A row as cells of text.

use super::records::Record;
use super::shape::{Delimiter, Shape};
use memchr::memchr;
use std::borrow::Cow;

/// Space for the cells of one row after another.
#[derive(Default)]
pub(super) struct Cells {
    bounds: Vec<(u32, u32)>,
    mended: String,
    unquoted: String,
}

/// A row. Cells are asked for by column, wherever the file has it.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    /// The row as it came, with U+FFFD where it was not UTF-8.
    pub original: &'a str,
    /// Whether it was not UTF-8.
    pub mended: bool,
    text: &'a str,
    bounds: &'a [(u32, u32)],
    shape: &'a Shape,
}

impl Cells {
    /// Cuts a row into cells.
    ///
    /// # Errors
    /// What makes it a bad row: what was expected, what was found.
    pub fn read<'a>(&'a mut self, row: &'a [u8], record: &Record, shape: &'a Shape) -> Result<Row<'a>, String> {
        if let Some(fault) = record.fault {
            return Err(fault.to_owned());
        }
        if memchr(0, row).is_some() {
            return Err("expected text, found a NUL byte".to_owned());
        }
        let (original, mended) = match std::str::from_utf8(row) {
            Ok(text) => (text, false),
            Err(_) => {
                self.mended.clear();
                self.mended.push_str(&String::from_utf8_lossy(row));
                (self.mended.as_str(), true)
            }
        };
        let text = match shape.delimiter {
            Delimiter::Tab => {
                split_tabs(original, &mut self.bounds);
                original
            }
            Delimiter::Comma => {
                split_commas(original, &mut self.unquoted, &mut self.bounds)?;
                self.unquoted.as_str()
            }
        };
        let n = self.bounds.len();
        if !shape.widths.contains(&n) {
            let expected: Vec<_> = shape.widths.iter().map(ToString::to_string).collect();
            return Err(format!("expected {} columns, found {n}", expected.join(" or ")));
        }
        Ok(Row { original, mended, text, bounds: &self.bounds, shape })
    }
}

impl<'a> Row<'a> {
    /// The cell of a column; empty where it holds a word for nothing, or the file lacks the column.
    pub fn get(&self, column: usize) -> &'a str {
        let at = self.shape.map.get(column).copied().flatten();
        let Some((start, end)) = at.and_then(|at| self.bounds.get(usize::from(at))) else { return "" };
        let cell = self.text.get(*start as usize..*end as usize).unwrap_or("").trim_ascii();
        if self.shape.nulls.contains(&cell) { "" } else { cell }
    }

    /// Whether the file has the column.
    pub fn has(&self, column: usize) -> bool {
        self.shape.map.get(column).is_some_and(Option::is_some)
    }
}

fn split_tabs(row: &str, bounds: &mut Vec<(u32, u32)>) {
    bounds.clear();
    let mut start = 0;
    for end in memchr::memchr_iter(b'\t', row.as_bytes()) {
        bounds.push((start, end as u32));
        start = end as u32 + 1;
    }
    bounds.push((start, row.len() as u32));
}

/// Cells between commas, unquoted into `text`.
fn split_commas(row: &str, text: &mut String, bounds: &mut Vec<(u32, u32)>) -> Result<(), String> {
    text.clear();
    bounds.clear();
    let mut rest = row;
    loop {
        let start = text.len() as u32;
        rest = match rest.strip_prefix('"') {
            Some(quoted) => unquote(quoted, text)?,
            None => {
                let end = memchr(b',', rest.as_bytes()).unwrap_or(rest.len());
                text.push_str(&rest[..end]);
                &rest[end..]
            }
        };
        bounds.push((start, text.len() as u32));
        match rest.strip_prefix(',') {
            Some(next) => rest = next,
            None if rest.is_empty() => return Ok(()),
            None => {
                let found: String = rest.chars().take(20).collect();
                return Err(format!("expected a comma after a closing quote, found `{found}`"));
            }
        }
    }
}

/// Takes a quoted cell, without its opening quote, into `text`; returns what follows its closing quote.
fn unquote<'a>(mut rest: &'a str, text: &mut String) -> Result<&'a str, String> {
    loop {
        let Some(end) = memchr(b'"', rest.as_bytes()) else {
            return Err("expected a closing quote, found the end of the row".to_owned());
        };
        text.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(more) => {
                text.push('"');
                rest = more;
            }
            None => return Ok(rest),
        }
    }
}

/// The cells of a line by itself, for a look at the head of a file.
pub(super) fn cells_of(line: &str, delimiter: Delimiter) -> Vec<Cow<'_, str>> {
    match delimiter {
        Delimiter::Tab => line.split('\t').map(|cell| Cow::Borrowed(cell.trim_ascii())).collect(),
        Delimiter::Comma => {
            let (mut text, mut bounds) = (String::new(), Vec::new());
            if split_commas(line, &mut text, &mut bounds).is_err() {
                return Vec::new();
            }
            let cell = |(start, end): &(u32, u32)| text.get(*start as usize..*end as usize).unwrap_or("").trim_ascii();
            bounds.iter().map(|bound| Cow::Owned(cell(bound).to_owned())).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Delimiter, cells_of};

    #[test]
    fn quotes_and_commas() {
        let check = |line: &str, expected: &[&str]| assert_eq!(cells_of(line, Delimiter::Comma), expected, "{line}");
        check("a,b,,c", &["a", "b", "", "c"]);
        check("\"a,b\",\"c \"\"d\"\"\",e", &["a,b", "c \"d\"", "e"]);
        check("a,", &["a", ""]);
        check("\"\"", &[""]);
        check("5\" gun,x", &["5\" gun", "x"]);
        check("\"open,x", &[]);
        check("\"a\"b,x", &[]);
    }
}
