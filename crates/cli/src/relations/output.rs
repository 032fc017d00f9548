//! How views are printed.

use super::args::FlatFormat;
use crate::ending::Failure;
use crate::show;
use serde::Serialize;
use std::io::{self, Write};

/// Prints a view: its rows as a table or as flat columns, its items as JSON lines.
///
/// # Errors
///
/// If the output cannot be written.
pub fn print<const N: usize, T: Serialize>(
    format: FlatFormat,
    names: [&str; N],
    rows: &[[String; N]],
    items: &[T],
) -> Result<(), Failure> {
    let mut page = Vec::new();
    match format {
        FlatFormat::Table => {
            let mut table = show::plain_table(names);
            for row in rows {
                table.add_row(row.iter().map(|cell| show::printable(cell)));
            }
            writeln!(page, "{table}")?;
        }
        FlatFormat::Jsonl => {
            lines(items, &mut page)?;
        }
        FlatFormat::Csv => {
            let mut sheet = csv::Writer::from_writer(&mut page);
            sheet.write_record(names).map_err(io::Error::other)?;
            for row in rows {
                sheet.write_record(row).map_err(io::Error::other)?;
            }
            sheet.flush()?;
        }
    }
    io::stdout().lock().write_all(&page)?;
    Ok(())
}

/// A line of JSON for each item.
pub fn lines<T: Serialize>(items: &[T], page: &mut Vec<u8>) -> io::Result<()> {
    for item in items {
        serde_json::to_writer(&mut *page, item)?;
        page.push(b'\n');
    }
    Ok(())
}
