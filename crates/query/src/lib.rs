//! Answers SQL over the record.
//!
//! A [`Session`] knows the tables of the record, from the Parquet [`Files`] that it is given, and the views of
//! [`westphalia_model::schema::VIEWS`]. Each question is one statement that only reads; its [`Answer`] comes in batches
//! of rows, within the [`Limits`] of the session. What cannot be answered is an [`Error`] with its place in the SQL and
//! a hint.
//!
//! The dialect is DuckDB's as far as the engine speaks it, so that a question can be put to DuckDB over the same files.

mod answer;
mod error;
mod files;
mod nearest;
mod schema;
mod session;
mod table;

pub use datafusion::{arrow, parquet};

pub use answer::Answer;
pub use error::{Error, Position};
pub use files::Files;
pub use session::{Limits, Session};
