//! Tables for people.

use super::words::{arrow, count, date, details, names, printable, with_mode};
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width, presets};
use std::io::{self, IsTerminal, Write};
use westphalia_coder::Coded;
use westphalia_model::{Document, Report};

/// Width of a table where there is no terminal to ask.
const WIDTH: u16 = 140;

/// A table narrower than this cannot be read.
const MIN_WIDTH: u16 = 72;

/// On a page narrower than this the events are written below their sentences, and not in a table.
const TABLE_WIDTH: u16 = 110;

/// The width of the terminal, or a fixed one where output goes elsewhere.
pub fn width() -> u16 {
    let table = Table::new();
    let seen = if io::stdout().is_terminal() { table.width() } else { None };
    seen.unwrap_or(WIDTH).max(MIN_WIDTH)
}

/// A table with this head and no rows.
pub fn plain_table<const N: usize>(head: [&str; N]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    table.force_no_tty().set_width(width()).set_header(head);
    table
}

/// Adds the table of a document to the page.
pub fn document(doc: &Document, coded: &Coded, width: u16, page: &mut Vec<u8>) {
    let date = doc.date.map(|date| format!(" · {date}")).unwrap_or_default();
    let title = if doc.title.is_empty() { String::new() } else { format!(" · {}", printable(&doc.title)) };
    let n_events = count(coded.reports.len(), "event");
    let n_sentences = count(coded.n_sentences, "sentence");
    let _ = writeln!(page, "{}{date}{title}: {n_events} in {n_sentences}", printable(&doc.id));
    if width < TABLE_WIDTH {
        lines(&coded.reports, page);
    } else if !coded.reports.is_empty() {
        let _ = writeln!(page, "{}", table(&coded.reports, width).trim_fmt());
    }
    page.push(b'\n');
}

/// Each sentence, and its events in a line each below it.
fn lines(reports: &[Report], page: &mut Vec<u8>) {
    for group in reports.chunk_by(|a, b| a.sentence == b.sentence) {
        let sentence = group.first().map(|report| printable(&report.sentence_text)).unwrap_or_default();
        let _ = writeln!(page, "\n  {sentence}");
        for report in group {
            let kind = with_mode(report.type_name(), &report.mode);
            let _ = writeln!(page, "    {}", printable(&format!("{kind} {} ({})", arrow(report), details(report))));
        }
    }
}

/// A row for each event; the sentence is printed once, beside its first event.
fn table(reports: &[Report], width: u16) -> Table {
    let mut table = plain_table(["date", "who → whom", "type", "modality", "words of", "trigger", "sentence"]);
    table.set_width(width);
    // The longest type and mode, where there is room.
    let kind = if width < 130 { 18 } else { 22 };
    for (column, width) in [(0, Width::Fixed(12)), (2, Width::Fixed(kind)), (6, Width::Percentage(35))] {
        if let Some(column) = table.column_mut(column) {
            column.set_constraint(ColumnConstraint::LowerBoundary(width));
        }
    }
    let mut last = None;
    for report in reports {
        let is_new = last.replace(report.sentence) != Some(report.sentence);
        let sentence = if is_new { printable(&report.sentence_text) } else { "\"".to_owned() };
        table.add_row([
            date(report),
            printable(&arrow(report)),
            with_mode(report.type_name(), &report.mode),
            report.modality.to_string(),
            report.attributed_to.as_ref().map(|actor| names(std::slice::from_ref(actor))).unwrap_or_default(),
            printable(&report.trigger),
            sentence,
        ]);
    }
    table
}
