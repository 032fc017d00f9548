//! What can go wrong with a record, and what to try.

use arrow_schema::ArrowError;
use parquet::errors::ParquetError;
use std::io;
use std::path::{Path, PathBuf};

/// Why something could not be done with a record.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct RecordError(Box<Kind>);

#[derive(Debug, thiserror::Error)]
pub(crate) enum Kind {
    #[error("expected a record in {}, found {found}", path.display())]
    NotARecord { path: PathBuf, found: &'static str },
    #[error("expected a record of format {known} or earlier in {}, found format {found}", path.display())]
    Future { path: PathBuf, known: u32, found: String },
    #[error("expected to be the only writer of {}, found another one at work{holder}", path.display())]
    Locked { path: PathBuf, holder: String },
    #[error("expected an intact {}, found {found}", path.display())]
    Damaged { path: PathBuf, found: String },
    #[error("{} cannot be {what}: {source}", path.display())]
    Io { path: PathBuf, what: &'static str, source: io::Error },
    #[error("the record's state ({}) cannot be used: {source}", path.display())]
    State { path: PathBuf, source: rusqlite::Error },
    #[error("rows of `{table}` cannot be turned into columns: {message}")]
    Rows { table: &'static str, message: String },
    #[error("expected an event or report of this record, found `{0}`")]
    NoEvent(String),
    #[error("{0}")]
    Correction(String),
}

impl RecordError {
    /// What to try, or empty.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match &*self.0 {
            Kind::NotARecord { .. } => "`westphalia ingest PATH --record DIR` makes one",
            Kind::Future { .. } => "use the version of the program that wrote it, or a later one",
            Kind::Locked { .. } => "wait until it has ended; readers need not wait",
            Kind::Damaged { .. } => "`westphalia record verify` lists every damaged or missing file",
            Kind::Io { source, .. } => match source.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                    "make room and run again; what was committed is safe"
                }
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    "the record must be in a folder that may be written"
                }
                _ => "",
            },
            Kind::State { source, .. } => match source.sqlite_error_code() {
                Some(rusqlite::ErrorCode::DiskFull) => "make room and run again; what was committed is safe",
                Some(rusqlite::ErrorCode::ReadOnly | rusqlite::ErrorCode::CannotOpen) => {
                    "the record must be in a folder that may be written"
                }
                _ => "",
            },
            Kind::NoEvent(_) => "identities have 16 hexadecimal digits; `westphalia export jsonl` lists them",
            Kind::Rows { .. } | Kind::Correction(_) => "",
        }
    }

    /// Whether another process is writing.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        matches!(*self.0, Kind::Locked { .. })
    }

    /// Whether there is no record at that place.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(*self.0, Kind::NotARecord { .. })
    }

    /// Whether something could not be written.
    pub(crate) fn is_of_writing(&self) -> bool {
        matches!(&*self.0, Kind::Io { what, .. } if *what != "read")
    }

    pub(crate) fn io(path: &Path, what: &'static str) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Kind::Io { path, what, source }.into()
    }

    pub(crate) fn parquet(path: &Path) -> impl FnOnce(ParquetError) -> Self {
        let path = path.to_owned();
        move |error| match error {
            ParquetError::External(source) => match source.downcast::<io::Error>() {
                Ok(source) => Kind::Io { path, what: "written", source: *source }.into(),
                Err(other) => Kind::Damaged { path, found: other.to_string() }.into(),
            },
            other => Kind::Damaged { path, found: other.to_string() }.into(),
        }
    }

    pub(crate) fn arrow(path: &Path) -> impl FnOnce(ArrowError) -> Self {
        let path = path.to_owned();
        move |error| Kind::Damaged { path, found: error.to_string() }.into()
    }

    pub(crate) fn columns(table: &'static str) -> impl FnOnce(ArrowError) -> Self {
        move |error| Kind::Rows { table, message: error.to_string() }.into()
    }

    pub(crate) fn rows(table: &'static str) -> impl FnOnce(serde_arrow::Error) -> Self {
        move |error| Kind::Rows { table, message: error.to_string() }.into()
    }
}

impl From<Kind> for RecordError {
    fn from(kind: Kind) -> Self {
        Self(Box::new(kind))
    }
}
