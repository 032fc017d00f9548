//! One happening, one event: which documents are copies of one text, which reports tell the same act?

pub mod copies;
pub mod happenings;
mod light;
mod run;
mod signature;
mod table;
mod words;

pub use copies::days_between;
pub use light::Light;
pub use run::Merged;
