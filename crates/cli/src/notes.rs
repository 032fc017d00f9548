//! What is said on standard error: faults, progress and the final count.

use crate::ending::Failure;
use crate::show::{count, printable};
use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};
use westphalia_model::Problem;
use westphalia_read::{Fault, Place, Severity};

/// Writes to standard error and counts what it writes.
pub struct Notes {
    progress: ProgressBar,
    begun: Instant,
    /// Things that were not coded.
    pub n_errors: usize,
    /// Things that were coded with a change or a gap.
    pub n_warnings: usize,
}

impl Notes {
    /// No notes yet, and no progress shown.
    pub fn new() -> Self {
        Self { progress: ProgressBar::hidden(), begun: Instant::now(), n_errors: 0, n_warnings: 0 }
    }

    /// Shows progress from now on, if standard error is a terminal and the events go elsewhere.
    pub fn show_progress(&mut self) {
        if io::stderr().is_terminal() && !io::stdout().is_terminal() {
            self.progress = ProgressBar::new_spinner();
            self.progress.enable_steady_tick(Duration::from_millis(200));
            if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed} {msg}") {
                self.progress.set_style(style);
            }
        }
    }

    /// Shows a bar over so many bytes from now on, if standard error is a terminal: share, rate and time left.
    pub fn show_bar(&self, n_bytes: u64) {
        if io::stderr().is_terminal() && n_bytes > 0 {
            self.progress.reset();
            self.progress.set_length(n_bytes);
            self.progress.set_draw_target(ProgressDrawTarget::stderr());
            self.progress.enable_steady_tick(Duration::from_millis(200));
            let template = "{bar:24} {percent}% {bytes}/{total_bytes} {bytes_per_sec}, {eta} left; {msg}";
            if let Ok(style) = ProgressStyle::with_template(template) {
                self.progress.set_style(style.progress_chars("██ "));
            }
        }
    }

    /// Moves the bar to so many bytes.
    pub fn at(&self, n_bytes: u64) {
        self.progress.set_position(n_bytes);
    }

    /// Tells how far we are.
    pub fn progress(&self, n_documents: usize, n_sentences: usize, n_events: usize) {
        let counts = [(n_documents, "document"), (n_sentences, "sentence"), (n_events, "event")];
        let message = counts.map(|(n, what)| count(n, what)).join(", ");
        self.progress.set_message(message);
    }

    /// Tells what is being done.
    pub fn doing(&self, what: &str) {
        self.progress.set_message(what.to_owned());
    }

    /// Removes the progress, for good.
    pub fn end_progress(&self) {
        self.progress.finish_and_clear();
    }

    /// Seconds since the notes began.
    pub fn seconds(&self) -> f64 {
        self.begun.elapsed().as_secs_f64()
    }

    /// Prints a fault of the input.
    pub fn fault(&mut self, fault: &Fault) {
        match fault.severity {
            Severity::Error => self.n_errors += 1,
            Severity::Warning => self.n_warnings += 1,
            Severity::Note => {}
        }
        self.print(fault.severity, &fault.message, &fault.at.to_string(), &fault.hint);
    }

    /// Prints a problem of a document.
    pub fn problem(&mut self, document_id: &str, problem: &Problem) {
        self.n_warnings += 1;
        let at = match problem.span {
            Some(span) => format!("{document_id}, bytes {}-{} of its text", span.start(), span.end()),
            None => document_id.to_owned(),
        };
        self.print(Severity::Warning, &format!("{} ({})", problem.message, problem.stage), &at, "");
    }

    /// Prints that a document broke the coder.
    pub fn broken(&mut self, document_id: &str) {
        let message = "expected events, found that the coder broke on this document";
        let hint = "this is a bug of ours; please report it with the document";
        self.fault(&Fault::error(Place::file(document_id), message, hint));
    }

    /// Prints why the run could not go on.
    pub fn failure(&self, failure: &Failure) {
        self.end_progress();
        let hint = match failure {
            Failure::Usage { hint, .. } => hint,
            Failure::Record(error) => error.hint(),
            _ => "",
        };
        self.print(Severity::Error, &failure.to_string(), "", hint);
    }

    /// Prints a line, such as the final count.
    pub fn say(&self, line: &str) {
        self.progress.suspend(|| {
            // Nobody is left to be told that standard error is closed.
            let _ = writeln!(anstream::stderr(), "{line}");
        });
    }

    fn print(&self, severity: Severity, message: &str, at: &str, hint: &str) {
        let colour = match severity {
            Severity::Error => AnsiColor::Red,
            Severity::Warning => AnsiColor::Yellow,
            Severity::Note => AnsiColor::Cyan,
        };
        let style = Style::new().bold().fg_color(Some(colour.into()));
        let mut lines = format!("{style}{severity}:{style:#} {}", printable(message));
        for (name, value) in [("at", at), ("hint", hint)] {
            if !value.is_empty() {
                lines.push_str(&format!("\n  {name}: {}", printable(value)));
            }
        }
        self.say(&lines);
    }
}
