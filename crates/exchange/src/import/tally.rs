//! What became of the rows of a file.

use super::records::Record;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Bad rows that are listed; all are counted.
const MAX_LISTED: usize = 1000;

/// A row that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// Line of the file where it begins, from 1.
    pub line: u64,
    /// Byte of the file where it begins, from 0.
    pub byte: u64,
    /// What was expected, what was found.
    pub message: String,
}

/// What became of the rows of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The file.
    pub file: String,
    /// Rows, without header and empty lines.
    pub n_rows: u64,
    /// Rows that became reports.
    pub n_reports: u64,
    /// Rows that could not be read.
    pub n_bad: u64,
    /// The first 1,000 of them.
    pub bad: Vec<BadRow>,
    /// Codes that no table knows, with their kind (`actor type QQQ`), and in how many cells each stands.
    pub unknown_codes: BTreeMap<String, u64>,
    /// What was guessed about the columns, in words.
    pub guessed: Vec<String>,
}

impl Tally {
    pub(super) fn new(file: &str) -> Self {
        Self { file: file.to_owned(), ..Self::default() }
    }

    /// Counts in what a part of the rows came to.
    pub(super) fn add(&mut self, n_reports: usize, notes: Notes) {
        self.n_rows += notes.n_rows;
        self.n_reports += n_reports as u64;
        self.n_bad += notes.n_bad;
        let room = MAX_LISTED - self.bad.len();
        self.bad.extend(notes.bad.into_iter().take(room));
        for ((kind, code), count) in notes.unknown {
            *self.unknown_codes.entry(format!("{kind} {code}")).or_default() += count;
        }
    }
}

/// What one core notes while it reads rows.
#[derive(Default)]
pub(super) struct Notes {
    pub n_rows: u64,
    pub n_bad: u64,
    bad: Vec<BadRow>,
    unknown: FxHashMap<(&'static str, String), u64>,
}

impl Notes {
    pub fn bad(&mut self, record: &Record, message: String) {
        self.n_bad += 1;
        if self.bad.len() < MAX_LISTED {
            self.bad.push(BadRow { line: record.line, byte: record.byte, message });
        }
    }

    pub fn unknown(&mut self, kind: &'static str, code: &str) {
        *self.unknown.entry((kind, code.to_owned())).or_default() += 1;
    }
}
