//! The page as Markdown, with footnotes as Pandoc and GitHub know them.

use super::{Brief, numbers};
use std::fmt::Write;

/// The page as Markdown.
#[must_use]
pub fn markdown(brief: &Brief) -> String {
    let notes = brief.footnotes();
    let mut page = format!("# {}\n", plain(&brief.title()));
    for section in brief.sections.iter().filter(|section| !section.statements.is_empty()) {
        let _ = write!(page, "\n## {}\n\n", plain(&section.heading));
        for statement in &section.statements {
            let marks: Vec<String> = numbers(statement, &notes).iter().map(|n| format!("[^{n}]")).collect();
            let _ = writeln!(page, "- {}{}", plain(statement.text()), marks.join(" "));
        }
    }
    page.push('\n');
    for (n, note) in (1..).zip(&notes) {
        let _ = writeln!(page, "[^{n}]: {}", plain(&note.show()));
    }
    page
}

/// Text whose marks are not taken for Markdown.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '#' | '|' => out.extend(['\\', c]),
            c if c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
