//! How events look on a page.

mod csv_rows;
#[cfg(test)]
pub mod sample;
mod table;
mod words;

pub use table::plain_table;
#[cfg(feature = "sql")]
pub use table::width;
pub use words::{arrow, count, details, printable, with_mode};

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
        let _ = writeln!(page, "sentence {}: {}", trace.sentence, printable(&trace.text));
        for (name, lines) in [("tree", &trace.tree), ("names", &trace.mentions), ("decisions", &trace.decisions)] {
            if !lines.is_empty() {
                let _ = writeln!(page, "  {name}");
                lines.iter().for_each(|line| {
                    let _ = writeln!(page, "    {}", line.replace(|c: char| c.is_control() && c != '\t', " "));
                });
            }
        }
        page.push(b'\n');
    }
}

#[cfg(test)]
mod tests {
    use super::{Sheet, sample, traces};
    use crate::args::Format;

    fn page(format: Format) -> String {
        page_of(format, 110)
    }

    fn page_of(format: Format, width: u16) -> String {
        let (doc, coded) = sample::coded();
        let sheet = Sheet { format, width };
        let mut page = sheet.head().to_vec();
        sheet.document(&doc, &coded, &mut page);
        String::from_utf8(page).expect("a page is UTF-8")
    }

    #[test]
    fn a_table_for_people() {
        insta::assert_snapshot!(page(Format::Table));
    }

    #[test]
    fn events_below_their_sentences_where_a_table_is_too_wide() {
        insta::assert_snapshot!(page_of(Format::Table, 80));
    }

    #[test]
    fn rows_for_spreadsheets() {
        insta::assert_snapshot!(page(Format::Csv));
    }

    #[test]
    fn a_line_of_json_for_each_event() {
        let page = page(Format::Jsonl);
        let reports: Vec<westphalia_model::Report> =
            page.lines().map(|line| serde_json::from_str(line).expect("a report")).collect();
        assert_eq!(reports, sample::coded().1.reports);
    }

    #[test]
    fn reasons_for_people() {
        let mut page = Vec::new();
        traces(&[sample::trace()], &mut page);
        insta::assert_snapshot!(String::from_utf8(page).expect("a page is UTF-8"));
    }
}
