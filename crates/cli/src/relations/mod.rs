//! Commands on relations: what the events of a record add up to between states.

pub mod alignment;
pub mod args;
pub mod brief;
pub mod check;
pub mod claims;
mod evidence;
pub mod ladder;
mod output;
pub mod pledges;
pub mod relation;
pub mod sanctions;
mod verdicts;
mod window;

pub use window::{Window, dyad, party};
