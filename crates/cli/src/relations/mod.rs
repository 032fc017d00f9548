//! Commands on relations: what the events of a record add up to between states.

pub mod alignment;
pub mod args;
mod window;

pub use window::{Window, party};
