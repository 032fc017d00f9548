//! What do we hold, from which source, since when?
//!
//! A record is one folder: documents, reports and events as Parquet files by month, and one small transactional file
//! that says which of them are live. A [`Writer`] adds [`Batch`]es, each as a whole or not at all; a [`Snapshot`] is what
//! a reader sees, whatever a writer does meanwhile.

mod columns;
mod compact;
mod correct;
mod error;
mod held;
mod ledger;
pub mod merge;
mod recode;
mod rows;
mod snapshot;
mod store;
mod verify;
pub mod views;
mod writer;

pub use columns::{arrow_schema, batch, report_batch, rows, write_events};
pub use compact::Compacted;
pub use correct::Correction;
pub use error::RecordError;
pub use ledger::{BatchRow, CorrectionRow};
pub use merge::Merged;
pub use recode::Recoded;
pub use rows::{ChangeRow, CopyRow, DocumentRow, document_id, filed_on, month};
pub use snapshot::Snapshot;
pub use verify::{Checked, Finding, verify};
pub use westphalia_model::schema as tables;
pub use writer::{Batch, Skipped, Writer};
