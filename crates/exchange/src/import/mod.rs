//! Reads event files of others as reports.
//!
//! A block of some mebibytes is read and cut into rows; the rows are read on all cores, a few thousand at a time; the
//! batches come out in the order of the file. What is held at a time is a block and its reports, however long the
//! file. Rows that cannot be read are counted and listed and cost nothing else.

mod cells;
mod draft;
mod gdelt;
mod icews;
mod phoenix;
mod polecat;
mod records;
mod shape;
mod tally;
mod ucdp;

pub(crate) use icews::NAMES as ICEWS_NAMES;
pub(crate) use polecat::NAMES as POLECAT_NAMES;
pub use shape::sniff;
pub use tally::{BadRow, Tally};

use crate::Layout;
use cells::Cells;
use draft::Draft;
use rayon::prelude::*;
use records::{Record, Records};
use shape::Shape;
use std::collections::VecDeque;
use std::io::{self, BufRead};
use std::sync::mpsc;
use std::thread;
use tally::Notes;
use westphalia_model::Report;

/// Rows that one core reads at a time; the most reports in a batch.
const ROWS_AT_A_TIME: usize = 2048;

/// Batches that wait for the sink.
const BATCHES_AHEAD: usize = 4;

/// Why a file could not be imported at all.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The input could not be read.
    #[error("cannot read {file}: {source}")]
    Read {
        /// The file.
        file: String,
        /// Why.
        source: io::Error,
    },
    /// The file is not of that layout. Nothing of it was imported.
    #[error("expected {expected} in {file}, found {found}{}", hint(.looks_like))]
    WrongLayout {
        /// The file.
        file: String,
        /// What the layout asks for.
        expected: String,
        /// What stands there.
        found: String,
        /// The layout that it seems to be, if any.
        looks_like: Option<Layout>,
    },
}

fn hint(looks_like: &Option<Layout>) -> String {
    looks_like.map_or_else(String::new, |layout| format!("; it looks like {layout}"))
}

/// An import under way: an iterator of batches of reports, in the order of the file.
///
/// After an error it ends. [`Import::into_tally`] says what was read.
pub struct Import<R> {
    records: Records<R>,
    shape: Option<Shape>,
    layout: Layout,
    file: String,
    tally: Tally,
    ready: VecDeque<Vec<Report>>,
}

impl<R: BufRead> Import<R> {
    /// Begins to read a file; `file` names it in messages. Input must be decompressed.
    ///
    /// # Errors
    /// Where the input cannot be read, or is not of that layout. An empty file is of every layout.
    pub fn new(layout: Layout, reader: R, file: &str) -> Result<Self, ImportError> {
        let mut records = Records::new(reader);
        records.fill().map_err(|source| ImportError::Read { file: file.to_owned(), source })?;
        let mut import = Self {
            records,
            shape: None,
            layout,
            file: file.to_owned(),
            tally: Tally::new(file),
            ready: VecDeque::new(),
        };
        let head = import.records.head();
        if !head.iter().all(u8::is_ascii_whitespace) {
            let (shape, guessed) = shape::of(layout, head).map_err(|(expected, found)| ImportError::WrongLayout {
                file: file.to_owned(),
                expected,
                found,
                looks_like: sniff(head).filter(|other| *other != layout),
            })?;
            import.tally.guessed = guessed;
            import.records.begin(&shape);
            import.shape = Some(shape);
        }
        Ok(import)
    }

    /// What was read so far.
    #[must_use]
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// What was read.
    #[must_use]
    pub fn into_tally(self) -> Tally {
        self.tally
    }

    /// Reads the next block into batches. False at the end.
    fn advance(&mut self) -> io::Result<bool> {
        let Some(shape) = &self.shape else { return Ok(false) };
        let Some(block) = self.records.next_block()? else { return Ok(false) };
        let parts: Vec<(Vec<Report>, Notes)> = block
            .records
            .par_chunks(ROWS_AT_A_TIME)
            .map(|records| read_rows(self.layout, shape, block.bytes, records))
            .collect();
        for (reports, notes) in parts {
            self.tally.add(reports.len(), notes);
            if !reports.is_empty() {
                self.ready.push_back(reports);
            }
        }
        Ok(true)
    }
}

impl<R: BufRead> Iterator for Import<R> {
    type Item = Result<Vec<Report>, ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(batch) = self.ready.pop_front() {
                return Some(Ok(batch));
            }
            match self.advance() {
                Ok(true) => {}
                Ok(false) => return None,
                Err(source) => {
                    self.shape = None;
                    return Some(Err(ImportError::Read { file: self.file.clone(), source }));
                }
            }
        }
    }
}

/// Reads a whole file and hands every batch to `sink`, in the order of the file. While `sink` works on one, the next
/// are read.
///
/// # Errors
/// Where the input cannot be read, or is not of that layout; batches before a failing read have been handed over.
pub fn import(
    layout: Layout,
    reader: impl BufRead + Send,
    file: &str,
    sink: &mut dyn FnMut(Vec<Report>),
) -> Result<Tally, ImportError> {
    let mut import = Import::new(layout, reader, file)?;
    let (send, receive) = mpsc::sync_channel(BATCHES_AHEAD);
    thread::scope(|scope| {
        let reading = scope.spawn(move || {
            for batch in &mut import {
                // Nobody listens any more only if `sink` panicked.
                if send.send(batch?).is_err() {
                    break;
                }
            }
            Ok(import.into_tally())
        });
        receive.into_iter().for_each(sink);
        reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// Reads some rows of a block.
fn read_rows(layout: Layout, shape: &Shape, bytes: &[u8], records: &[Record]) -> (Vec<Report>, Notes) {
    let mut reports = Vec::with_capacity(records.len());
    let mut notes = Notes::default();
    let mut cells = Cells::default();
    let mut names = icews::Names::default();
    for record in records {
        let row = bytes.get(record.start..record.end).unwrap_or(&[]);
        if row.is_empty() && record.fault.is_none() {
            continue;
        }
        notes.n_rows += 1;
        let read = cells.read(row, record, shape).and_then(|row| {
            reports.push(draft::blank(layout.as_str(), row.original));
            let report = reports.last_mut().ok_or_else(String::new)?;
            let mut draft = Draft::new(report, &row, &mut notes);
            let done = match layout {
                Layout::Gdelt1 | Layout::Gdelt2 => gdelt::read(&row, &mut draft),
                Layout::Icews => icews::read(&row, &mut draft, &mut names),
                Layout::Polecat => polecat::read(&row, &mut draft),
                Layout::Phoenix => phoenix::read(&row, &mut draft),
                Layout::Ucdp => ucdp::read(&row, &mut draft),
            };
            if done.is_ok() {
                draft.finish();
            } else {
                reports.pop();
            }
            done
        });
        if let Err(message) = read {
            notes.bad(record, message);
        }
    }
    (reports, notes)
}
