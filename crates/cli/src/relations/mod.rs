//! Commands on relations: what the events of a record add up to between states.

pub mod args;
pub mod ladder;
mod output;
pub mod sanctions;
pub mod relation;
pub mod pledges;
pub mod check;
pub mod claims;
mod people;
mod verdicts;
mod window;

pub use window::{Window, dyad, party};
