//! Commands on relations: what the events of a record add up to between states.

pub mod args;
pub mod pledges;
mod window;

pub use window::{Window, party};
