//! `westphalia atlas`: who or where is this, on that day, and why?

use crate::args::AtlasArgs;
use crate::ending::{Ending, Failure};
use crate::notes::Notes;

/// Prints what a name can mean.
pub fn run(_args: &AtlasArgs, _notes: &mut Notes) -> Result<Ending, Failure> {
    Err(Failure::Start("the atlas is not wired yet".to_owned()))
}
