//! The nouns of the project, and nothing that acts on them.
//!
//! A [`Document`] goes in; [`Report`]s, one for each mention of an event, come out; reports of the same happening make an
//! [`Event`]. The [`schema`] says what every column of their tables means. Everything that a report
//! claims points back to the document by [`Span`]s of bytes. Codes that data sets share ([`EventType`],
//! [`QuadClass`], [`Modality`]) are enums here, so that a wrong one cannot be written down; codes that a
//! political scientist edits (modes, contexts, sectors, frames) are text and live in the codebook.
//!
//! This room knows no files, no network and no language.

mod codes;
mod date;
mod document;
mod dyad;
mod event;
mod report;
pub mod schema;
mod span;

pub use codes::{EventType, Modality, QuadClass};
pub use date::{DateBasis, DatePrecision, DateRange};
pub use document::Document;
pub use dyad::{By, Dyad, DyadEvent, Link, Told, links};
pub use event::{Event, Status};
pub use jiff::civil::Date;
pub use report::{Actor, Content, Problem, Quantity, Report};
pub use span::Span;
