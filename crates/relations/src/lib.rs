//! What does it add up to between these two, over time?
//!
//! Every view is a function of events, and of facts that lie in `data/relations`: the same events give the same view, so
//! all of them can be thrown away and made again. Every number and every sentence names the events that it stands on
//! ([`Proof`]).
//!
//! This room knows no files, no network, no clock and no language: events come from the record, and what a day means by
//! "today" is said by who asks.

pub mod alignment;
pub mod brief;
pub mod claims;
pub mod draw;
pub mod ladder;
pub mod pledges;
mod proof;
#[cfg(test)]
mod sample;
pub mod sanctions;
pub mod series;
mod table;
mod words;

pub use proof::{Proof, day_of};
pub use table::BadTable;
