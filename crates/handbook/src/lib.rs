//! Here is a codebook: does it hold together?
//!
//! [`lint`] finds rows that do not fit, frames that can never win and references that lead nowhere; [`Usage`] finds
//! frames that no text and no spec needs.
//!
//! Pure: files and documents are handed in, values come out.

mod cases;
mod finding;
mod implied;
mod lint;
mod overlap;
mod references;
mod usage;

pub use cases::{Case, cases};
pub use finding::{Finding, Kind, Level};
pub use lint::lint;
pub use usage::Usage;
