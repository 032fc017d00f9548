//! Here is a codebook: does it hold together, and what does it say?
//!
//! [`lint`] finds rows that do not fit, frames that can never win and references that lead nowhere; [`Usage`] finds
//! frames that no text and no spec needs. [`document`] writes the codebook down for people: event types, acts,
//! operators, and every frame with its conditions in plain English and examples.
//!
//! The examples are sentences of the specs, or are made from the frame itself; each was coded before it is printed, and
//! only those that are coded with that very frame are.
//!
//! Pure: files and documents are handed in, values come out.

mod cases;
mod examples;
mod finding;
mod implied;
mod inflect;
mod lint;
mod overlap;
mod pages;
mod plain;
mod realise;
mod references;
mod usage;

pub use cases::{Case, cases};
pub use examples::{Example, Examples};
pub use finding::{Finding, Kind, Level};
pub use lint::lint;
pub use pages::{Page, document, stale};
pub use usage::Usage;
