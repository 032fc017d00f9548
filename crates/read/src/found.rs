//! What a form hands over: documents with their faults, or work that yields some.

use crate::fault::{Fault, Place};
use westphalia_model::Document;

/// The bytes that one document may have, before anything is taken out of it.
pub(crate) const MAX_DOCUMENT: usize = 16 << 20;

/// The bytes that a form may have which must be read as a whole: a feed, or one JSON object.
pub(crate) const MAX_WHOLE: usize = 256 << 20;

/// A document, or none, with what was found on the way to it.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) document: Option<Document>,
    pub(crate) faults: Vec<Fault>,
    /// Where it stands.
    pub(crate) at: Place,
}

impl Found {
    /// Nothing but a fault.
    pub(crate) fn fault(fault: Fault) -> Self {
        Self { document: None, at: fault.at.clone(), faults: vec![fault] }
    }
}

/// Work that can be done beside other work.
pub(crate) struct Job {
    /// Where its bytes stand.
    pub(crate) at: Place,
    /// Does it.
    pub(crate) run: Box<dyn FnOnce() -> Vec<Found> + Send>,
}

/// One step of a stream.
#[expect(clippy::large_enum_variant, reason = "nearly all of them are the large one")]
pub(crate) enum Step {
    /// Something has been found.
    Found(Found),
    /// Something has to be worked out, in its place in the order.
    Job(Job),
}

/// The steps of one file.
pub(crate) type Steps = Box<dyn Iterator<Item = Step> + Send>;

/// The steps of a file that holds one thing.
pub(crate) fn once(found: Found) -> Steps {
    Box::new(std::iter::once(Step::Found(found)))
}

/// The steps of a file that is worked out as a whole.
pub(crate) fn job(at: Place, run: impl FnOnce() -> Vec<Found> + Send + 'static) -> Steps {
    Box::new(std::iter::once(Step::Job(Job { at, run: Box::new(run) })))
}

/// The fault of something that is too long; `what` has `limit` bytes at most.
pub(crate) fn too_long(at: Place, what: &str, limit: usize, hint: &str) -> Fault {
    Fault::error(at, format!("expected {what} of at most {} MB, found a longer one", limit >> 20), hint)
}
