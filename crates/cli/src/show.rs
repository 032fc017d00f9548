//! How events look on a page.

mod csv_rows;
mod table;
mod words;

pub use table::plain_table;
pub use words::{arrow, count, date, name, with_mode};

use crate::args::Format;
use std::io::Write;
use westphalia_coder::{Coded, SentenceTrace};
use westphalia_model::Document;

/// A form of output. Rendering goes to memory and cannot fail.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    format: Format,
    width: u16,
}

impl Sheet {
    /// The sheet of a format, as wide as the terminal.
    pub fn of(format: Format) -> Self {
        Self { format, width: table::width() }
    }

    /// What comes before the first document.
    pub fn head(self) -> &'static [u8] {
        match self.format {
            Format::Csv => csv_rows::HEAD.as_bytes(),
            Format::Table | Format::Jsonl => b"",
        }
    }

    /// Adds one document to the page.
    pub fn document(self, doc: &Document, coded: &Coded, page: &mut Vec<u8>) {
        match self.format {
            Format::Table => table::document(doc, coded, self.width, page),
            Format::Jsonl => {
                for report in &coded.reports {
                    // A report has only string keys, and memory does not fail.
                    let _ = serde_json::to_writer(&mut *page, report);
                    page.push(b'\n');
                }
            }
            Format::Csv => csv_rows::document(coded, page),
        }
    }
}

/// Adds the reasons of the coder to the page, sentence by sentence.
pub fn traces(traces: &[SentenceTrace], page: &mut Vec<u8>) {
    for trace in traces {
        let _ = writeln!(page, "sentence {}: {}", trace.sentence, trace.text);
        for (name, lines) in [("tree", &trace.tree), ("names", &trace.mentions), ("decisions", &trace.decisions)] {
            if !lines.is_empty() {
                let _ = writeln!(page, "  {name}");
                lines.iter().for_each(|line| {
                    let _ = writeln!(page, "    {line}");
                });
            }
        }
        page.push(b'\n');
    }
}
