//! The tables of `data`, as they are compiled in.
//!
//! Tab-separated, `#` begins a comment, the first other line names the columns.

use westphalia_model::Date;

/// The rows below the header, as cells.
pub(crate) fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .skip(1)
        .map(|line| line.split('\t').collect())
}

/// A cell, empty where the row is short.
pub(crate) fn cell(row: &[&'static str], column: usize) -> &'static str {
    row.get(column).copied().unwrap_or("")
}

/// A day of a table (`1991-12-26`), if the cell holds one.
pub(crate) fn day(cell: &str) -> Option<Date> {
    cell.parse().ok()
}
