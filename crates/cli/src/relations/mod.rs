//! Commands on relations: what the events of a record add up to between states.

pub mod args;
pub mod check;
pub mod claims;
mod people;
mod verdicts;
mod window;

pub use window::{Window, party};
