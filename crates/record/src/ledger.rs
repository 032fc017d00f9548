//! The one small transactional file: which files are live, what has been seen, what persons corrected.

use crate::error::{Kind, RecordError};
use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, params};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Version of the layout on disk. Raise it with every change, and keep opening the earlier ones.
pub(crate) const FORMAT: u32 = 1;

/// Name of the file.
pub(crate) const NAME: &str = "record.sqlite";

const TABLES: &str = "
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE batches(batch INTEGER PRIMARY KEY, kind TEXT NOT NULL, committed_at TEXT NOT NULL,
    program_version TEXT NOT NULL, note TEXT NOT NULL, n_documents INTEGER NOT NULL, n_reports INTEGER NOT NULL,
    n_skipped INTEGER NOT NULL) STRICT;
CREATE TABLE files(path TEXT PRIMARY KEY, table_name TEXT NOT NULL, month TEXT NOT NULL, n_rows INTEGER NOT NULL,
    n_bytes INTEGER NOT NULL, checksum TEXT NOT NULL, batch INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE retired(path TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE seen(document_id INTEGER PRIMARY KEY) STRICT;
CREATE TABLE skipped(document_id INTEGER PRIMARY KEY, native_id TEXT NOT NULL, reason TEXT NOT NULL) STRICT;
CREATE TABLE stale(month TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE corrections(correction INTEGER PRIMARY KEY, report_id TEXT NOT NULL, action TEXT NOT NULL,
    fields TEXT NOT NULL, reason TEXT NOT NULL, corrected_by TEXT NOT NULL, corrected_at TEXT NOT NULL) STRICT;
";

/// A live file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FileRow {
    /// Below the folder of the record, with `/`.
    pub path: String,
    pub table: String,
    pub month: String,
    pub n_rows: u64,
    pub n_bytes: u64,
    pub checksum: String,
    pub batch: u32,
}

/// A committed batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BatchRow {
    /// Its number, from 1.
    pub batch: u32,
    /// `ingest`, `import`, `merge`, `compact` or `recode`.
    pub kind: String,
    /// When it was committed (RFC 3339, UTC).
    pub committed_at: String,
    /// Version of the program.
    pub program_version: String,
    /// What it took in, in words.
    pub note: String,
    /// Documents added.
    pub n_documents: u64,
    /// Reports added.
    pub n_reports: u64,
    /// Documents skipped.
    pub n_skipped: u64,
}

/// A correction by a person, as it was given. They are applied in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct CorrectionRow {
    /// Its number, from 1.
    pub correction: u32,
    /// A report of the event that is meant.
    pub report_id: String,
    /// `correct`, `retract` or `restore`.
    pub action: String,
    /// The corrected fields, as a JSON object.
    pub fields: String,
    /// Why.
    pub reason: String,
    /// Who.
    pub corrected_by: String,
    /// When (RFC 3339, UTC).
    pub corrected_at: String,
}

/// The transactional file, opened.
#[derive(Debug)]
pub(crate) struct Ledger {
    connection: Connection,
    path: PathBuf,
}

impl Ledger {
    /// Opens it for reading.
    pub fn read(root: &Path) -> Result<Self, RecordError> {
        let path = root.join(NAME);
        if !path.is_file() {
            let found = if root.is_dir() { "a folder without record.sqlite" } else { "no folder" };
            return Err(Kind::NotARecord { path: root.to_owned(), found }.into());
        }
        // Not read-only: what a killed writer left must be rolled back first. SQLite makes it so where the file is.
        Self::open(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
    }

    /// Opens it for writing; makes one where there is none.
    pub fn write(root: &Path) -> Result<Self, RecordError> {
        Self::open(root.join(NAME), OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)
    }

    fn open(path: PathBuf, flags: OpenFlags) -> Result<Self, RecordError> {
        let fail = |source| RecordError::from(Kind::State { path: path.clone(), source });
        let connection = Connection::open_with_flags(&path, flags).map_err(fail)?;
        connection.busy_timeout(Duration::from_secs(20)).map_err(fail)?;
        // One file, and readers on a read-only folder: a rollback journal, not a write-ahead log.
        connection.execute_batch("PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;").map_err(fail)?;
        let ledger = Self { connection, path };
        ledger.check_format(flags.contains(OpenFlags::SQLITE_OPEN_CREATE))?;
        Ok(ledger)
    }

    fn check_format(&self, create: bool) -> Result<(), RecordError> {
        let there: bool = self
            .ask(|c| c.query_row("SELECT count(*) > 0 FROM sqlite_schema WHERE name = 'meta'", [], |row| row.get(0)))?;
        if !there && create {
            return self.ask(|c| {
                c.execute_batch(&format!(
                    "BEGIN IMMEDIATE; {TABLES} INSERT INTO meta VALUES ('format', '{FORMAT}'); COMMIT;"
                ))
            });
        }
        if !there {
            let root = self.path.parent().unwrap_or(&self.path).to_owned();
            return Err(Kind::NotARecord { path: root, found: "a record.sqlite without a format version" }.into());
        }
        let found = self.meta("format")?.unwrap_or_default();
        match found.parse::<u32>() {
            Ok(format) if (1..=FORMAT).contains(&format) => Ok(()),
            _ => Err(Kind::Future { path: self.path.clone(), known: FORMAT, found }.into()),
        }
    }

    fn ask<T>(&self, f: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, RecordError> {
        f(&self.connection).map_err(|source| Kind::State { path: self.path.clone(), source }.into())
    }

    /// Does all of `f`, or nothing.
    pub fn transact<T>(&mut self, f: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>) -> Result<T, RecordError> {
        let path = self.path.clone();
        let run = || {
            let tx = self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            let value = f(&tx)?;
            tx.commit()?;
            Ok(value)
        };
        run().map_err(|source| Kind::State { path, source }.into())
    }

    /// A fact about the record.
    pub fn meta(&self, key: &str) -> Result<Option<String>, RecordError> {
        self.ask(|c| c.query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| row.get(0)).optional())
    }

    /// The live files, in a fixed order.
    pub fn files(&self) -> Result<Vec<FileRow>, RecordError> {
        self.list("SELECT path, table_name, month, n_rows, n_bytes, checksum, batch FROM files ORDER BY path", |row| {
            Ok(FileRow {
                path: row.get(0)?,
                table: row.get(1)?,
                month: row.get(2)?,
                n_rows: row.get(3)?,
                n_bytes: row.get(4)?,
                checksum: row.get(5)?,
                batch: row.get(6)?,
            })
        })
    }

    /// The batches, in order.
    pub fn batches(&self) -> Result<Vec<BatchRow>, RecordError> {
        let sql = "SELECT batch, kind, committed_at, program_version, note, n_documents, n_reports, n_skipped \
                   FROM batches ORDER BY batch";
        self.list(sql, |row| {
            Ok(BatchRow {
                batch: row.get(0)?,
                kind: row.get(1)?,
                committed_at: row.get(2)?,
                program_version: row.get(3)?,
                note: row.get(4)?,
                n_documents: row.get(5)?,
                n_reports: row.get(6)?,
                n_skipped: row.get(7)?,
            })
        })
    }

    /// The corrections, in order.
    pub fn corrections(&self) -> Result<Vec<CorrectionRow>, RecordError> {
        let sql = "SELECT correction, report_id, action, fields, reason, corrected_by, corrected_at \
                   FROM corrections ORDER BY correction";
        self.list(sql, |row| {
            Ok(CorrectionRow {
                correction: row.get(0)?,
                report_id: row.get(1)?,
                action: row.get(2)?,
                fields: row.get(3)?,
                reason: row.get(4)?,
                corrected_by: row.get(5)?,
                corrected_at: row.get(6)?,
            })
        })
    }

    /// Months whose reports have changed since their events were merged.
    pub fn stale(&self) -> Result<Vec<String>, RecordError> {
        self.list("SELECT month FROM stale ORDER BY month", |row| row.get(0))
    }

    /// Files that are no longer live and may still lie on the disk.
    pub fn retired(&self) -> Result<Vec<String>, RecordError> {
        self.list("SELECT path FROM retired ORDER BY path", |row| row.get(0))
    }

    /// How many documents were skipped, by reason.
    pub fn skipped(&self) -> Result<Vec<(String, u64)>, RecordError> {
        let sql = "SELECT reason, count(*) FROM skipped GROUP BY reason ORDER BY 2 DESC, 1";
        self.list(sql, |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// Whether a document was taken in or skipped before.
    pub fn has_seen(&self, document: i64) -> Result<bool, RecordError> {
        self.ask(|c| {
            let mut statement = c.prepare_cached(
                "SELECT EXISTS(SELECT 1 FROM seen WHERE document_id = ?1) \
                 OR EXISTS(SELECT 1 FROM skipped WHERE document_id = ?1)",
            )?;
            statement.query_row(params![document], |row| row.get(0))
        })
    }

    /// What SQLite finds wrong with the file, if anything.
    pub fn integrity(&self) -> Result<Vec<String>, RecordError> {
        let found: Vec<String> = self.list("PRAGMA integrity_check", |row| row.get(0))?;
        Ok(found.into_iter().filter(|line| line != "ok").collect())
    }

    fn list<T>(
        &self,
        sql: &str,
        f: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, RecordError> {
        self.ask(|c| c.prepare(sql)?.query_map([], f)?.collect())
    }
}
