//! How views are printed.

use super::args::ViewFormat;
use crate::ending::Failure;
use crate::show;
use serde::Serialize;
use std::io::{self, Write};

/// Prints a view: its rows as a table or as flat columns, its items as JSON lines.
///
/// # Errors
///
/// If the output cannot be written, or the view has no drawing.
pub fn print<const N: usize, T: Serialize>(
    format: ViewFormat,
    names: [&str; N],
    rows: &[[String; N]],
    items: &[T],
) -> Result<(), Failure> {
    let mut page = Vec::new();
    match format {
        ViewFormat::Table => {
            let mut table = show::plain_table(names);
            for row in rows {
                table.add_row(row.iter().map(|cell| show::printable(cell)));
            }
            writeln!(page, "{table}")?;
        }
        ViewFormat::Jsonl => {
            for item in items {
                serde_json::to_writer(&mut page, item).map_err(io::Error::from)?;
                page.push(b'\n');
            }
        }
        ViewFormat::Csv => {
            let mut sheet = csv::Writer::from_writer(&mut page);
            sheet.write_record(names).map_err(io::Error::other)?;
            for row in rows {
                sheet.write_record(row).map_err(io::Error::other)?;
            }
            sheet.flush()?;
        }
        ViewFormat::Svg => {
            return Err(Failure::Usage {
                message: "expected table, jsonl or csv: this view has no drawing".to_owned(),
                hint: "`westphalia relation` and `westphalia alignment` draw",
            });
        }
    }
    io::stdout().lock().write_all(&page)?;
    Ok(())
}
