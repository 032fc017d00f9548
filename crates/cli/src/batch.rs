//! Documents in batches: enough for all cores, small enough for memory.

use crate::notes::Notes;
use rayon::{ThreadPool, ThreadPoolBuilder};
use westphalia_model::{Date, Document};
use westphalia_read::{Documents, Item};

/// A batch ends when it has so many documents ...
const MAX_DOCUMENTS: usize = 1024;

/// ... or so many bytes of text.
const MAX_BYTES: usize = 2 << 20;

/// Stack of a thread: deeply nested text must not end the program.
const STACK_BYTES: usize = 16 << 20;

/// The next documents of the stream; empty at its end. Faults are printed as they come.
pub fn next(documents: &mut Documents, date: Option<Date>, notes: &mut Notes) -> Vec<Document> {
    next_of(documents, date, MAX_DOCUMENTS, notes)
}

/// As [`next`], at most so many documents.
pub fn next_of(documents: &mut Documents, date: Option<Date>, most: usize, notes: &mut Notes) -> Vec<Document> {
    let mut batch = Vec::new();
    let mut n_bytes = 0;
    while batch.len() < most && n_bytes < MAX_BYTES {
        match documents.next() {
            Some(Item::Document(mut doc)) => {
                doc.date = doc.date.or(date);
                n_bytes += doc.text.len();
                batch.push(doc);
            }
            Some(Item::Fault(fault)) => notes.fault(&fault),
            None => break,
        }
    }
    batch
}

/// The threads that work on a batch: so many, or one a core.
pub fn threads(n: Option<u16>) -> Result<ThreadPool, String> {
    let builder = ThreadPoolBuilder::new().stack_size(STACK_BYTES);
    let builder = match n {
        Some(n) => builder.num_threads(usize::from(n)),
        None => builder,
    };
    builder.build().map_err(|error| format!("threads cannot be started: {error}"))
}
