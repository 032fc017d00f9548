//! Commands on relations: what the events of a record add up to between states.

pub mod args;
pub mod relation;
mod window;

pub use window::{Window, party};
