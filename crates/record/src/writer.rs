//! The one writer: batches that are there as a whole or not at all.
//!
//! The order makes it so: (1) files are written to `staging/` and synced; (2) one transaction of the ledger names them
//! and everything that goes with them; (3) they are renamed into place, and files that they replace are removed. Whoever
//! opens the record for writing after a crash finishes (3) if the ledger knows the files, and else forgets (1).

use crate::columns;
use crate::error::{Kind, RecordError};
use crate::ledger::{FileRow, Ledger};
use crate::rows::{DocumentRow, filed_on, month};
use crate::store::{self, Written};
use crate::{snapshot, tables};
use arrow_array::RecordBatch;
use jiff::Timestamp;
use jiff::civil::Date;
use rayon::prelude::*;
use rusqlite::{Transaction, params};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};
use westphalia_model::schema::Table;
use westphalia_model::{Event, Report};

/// Folder of files that are not yet live, below the record.
pub(crate) const STAGING: &str = "staging";

/// File that the writer holds locked.
const LOCK: &str = "writer.lock";

/// Reports of a file.
const PART: usize = 25_000;

/// Name of the checksum of the ledger, as the last writer left it.
pub(crate) const SEAL: &str = "record.seal";

/// Documents and reports that come or do not come together.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// `ingest` or `import`.
    pub kind: &'static str,
    /// What it takes in, in words.
    pub note: String,
    /// Documents that were coded.
    pub documents: Vec<DocumentRow>,
    /// What was found in them, or imported.
    pub reports: Vec<Report>,
    /// Documents that were not coded.
    pub skipped: Vec<Skipped>,
}

/// A document that was not coded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Identity in the record.
    pub document_id: String,
    /// Identity that the input gave it.
    pub native_id: String,
    /// Why.
    pub reason: String,
}

/// A file to be written.
pub(crate) struct NewFile {
    pub table: &'static Table,
    pub month: String,
    /// Which file of its table, month and batch it is, from 0.
    pub part: usize,
    pub batches: Vec<RecordBatch>,
}

/// The one writer of a record.
#[derive(Debug)]
pub struct Writer {
    pub(crate) root: PathBuf,
    pub(crate) ledger: Ledger,
    /// Identities of reports, by month, as far as they were asked for.
    known: FxHashMap<String, FxHashSet<i64>>,
    _lock: File,
}

impl Writer {
    /// Opens the record in the folder `root` for writing, or makes one; finishes what a crash left.
    ///
    /// # Errors
    ///
    /// If another process is writing, the folder cannot be written, or the record is of a later format.
    pub fn open(root: &Path) -> Result<Self, RecordError> {
        fs::create_dir_all(root).map_err(RecordError::io(root, "made"))?;
        let lock = lock(root)?;
        check_seal(root)?;
        let ledger = Ledger::write(root)?;
        let mut writer = Self { root: root.to_owned(), ledger, known: FxHashMap::default(), _lock: lock };
        writer.recover()?;
        snapshot::sweep(root);
        Ok(writer)
    }

    /// Opens a record that must be there.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open), or if there is none.
    pub fn open_existing(root: &Path) -> Result<Self, RecordError> {
        Ledger::read(root)?;
        Self::open(root)
    }

    /// Whether a document was taken in or skipped before.
    ///
    /// # Errors
    ///
    /// If the ledger cannot be read.
    pub fn has_seen(&self, document_id: &str) -> Result<bool, RecordError> {
        self.ledger.has_seen(key(document_id))
    }

    /// The reports that the record does not hold yet, each once. The identities of a month are read once and kept.
    ///
    /// # Errors
    ///
    /// If the reports of a month cannot be read.
    pub fn unknown(&mut self, mut reports: Vec<Report>) -> Result<Vec<Report>, RecordError> {
        for month in months(&reports, filed_on) {
            if !self.known.contains_key(&month) {
                let known = self.identities(&month)?;
                self.known.insert(month, known);
            }
        }
        let mut last: Option<(Option<Date>, String)> = None;
        reports.retain(|report| {
            let day = filed_on(report);
            // Rows of one day stand together; their month is written once.
            let (_, month) = match last.take_if(|(known, _)| *known == day) {
                Some(same) => last.insert(same),
                None => last.insert((day, month(day))),
            };
            self.known.get_mut(month).is_some_and(|known| known.insert(key(&report.report_id)))
        });
        Ok(reports)
    }

    /// Identities of the reports of a month.
    fn identities(&self, month: &str) -> Result<FxHashSet<i64>, RecordError> {
        let mut known = FxHashSet::default();
        for file in self.ledger.files()?.iter().filter(|file| file.table == "reports" && file.month == month) {
            for batch in store::read(&self.root.join(&file.path), Some(&["report_id"]))? {
                let batch = batch?;
                let ids = batch.column(0).as_any().downcast_ref::<arrow_array::StringArray>();
                known.extend(ids.into_iter().flatten().flatten().map(key));
            }
        }
        Ok(known)
    }

    /// Adds a batch: all of it, or on error nothing. Gives its number.
    ///
    /// # Errors
    ///
    /// If the disk or the ledger cannot be written.
    pub fn commit(&mut self, batch: Batch) -> Result<u32, RecordError> {
        let counts = [batch.documents.len(), batch.reports.len(), batch.skipped.len()];
        let seen: Vec<i64> = batch.documents.iter().map(|row| key(&row.document_id)).collect();
        let mut files = Vec::new();
        // A copy of a document may change how its reports are counted, even where it has none itself.
        let mut stale: BTreeSet<String> = batch.documents.iter().map(|row| month(row.published_at)).collect();
        for (month, rows) in by_month(batch.documents, |row| row.published_at) {
            let batches = vec![columns::batch(&tables::DOCUMENTS, &rows)?];
            files.push(NewFile { table: &tables::DOCUMENTS, month, part: 0, batches });
        }
        for (month, rows) in by_month(batch.reports, filed_on) {
            stale.insert(month.clone());
            // Parts are compressed side by side.
            for (part, rows) in rows.chunks(PART).enumerate() {
                let batches = report_batches(rows)?;
                files.push(NewFile { table: &tables::REPORTS, month: month.clone(), part, batches });
            }
        }
        self.publish(What { kind: batch.kind, note: &batch.note, counts }, files, &[], |tx, _| {
            let mut insert = tx.prepare_cached("INSERT OR IGNORE INTO seen VALUES (?1)")?;
            for key in seen {
                insert.execute([key])?;
            }
            let mut skipped = tx.prepare_cached("INSERT OR IGNORE INTO skipped VALUES (?1, ?2, ?3)")?;
            for row in &batch.skipped {
                skipped.execute(params![key(&row.document_id), row.native_id, row.reason])?;
            }
            mark_stale(tx, stale.iter())
        })
    }

    /// Adds events without reports. Only for measurements: merging would take them away again.
    ///
    /// # Errors
    ///
    /// If the disk or the ledger cannot be written.
    #[doc(hidden)]
    pub fn commit_made_up(&mut self, month: &str, events: &[Event]) -> Result<u32, RecordError> {
        let batches = events.par_chunks(8192).map(|rows| columns::batch(&tables::EVENTS, rows));
        let batches = batches.collect::<Result<_, RecordError>>()?;
        let file = NewFile { table: &tables::EVENTS, month: month.to_owned(), part: 0, batches };
        self.publish(What { kind: "import", note: "made-up events", ..What::default() }, vec![file], &[], |_, _| Ok(()))
    }

    /// Writes files beside, makes them live and others not, in one step with what `also` does.
    pub(crate) fn publish(
        &mut self,
        what: What<'_>,
        files: Vec<NewFile>,
        retire: &[String],
        also: impl FnOnce(&Transaction<'_>, u32) -> rusqlite::Result<()>,
    ) -> Result<u32, RecordError> {
        let batch = self.next_batch()?;
        let root = self.root.clone();
        let staged: Vec<FileRow> =
            files.into_par_iter().map(|file| stage(&root, file, batch)).collect::<Result<_, _>>()?;
        self.publish_staged(what, batch, &staged, retire, also)?;
        Ok(batch)
    }

    /// The number of the batch that comes next.
    pub(crate) fn next_batch(&self) -> Result<u32, RecordError> {
        Ok(self.ledger.batches()?.last().map_or(0, |b| b.batch) + 1)
    }

    /// Makes files that were written beside live and others not, in one step with what `also` does.
    pub(crate) fn publish_staged(
        &mut self,
        what: What<'_>,
        batch: u32,
        staged: &[FileRow],
        retire: &[String],
        also: impl FnOnce(&Transaction<'_>, u32) -> rusqlite::Result<()>,
    ) -> Result<(), RecordError> {
        for folder in folders(staged, &self.root.join(STAGING)) {
            store::sync_folder(&folder)?;
        }
        let now = Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        self.ledger.transact(|tx| {
            let [n_documents, n_reports, n_skipped] = what.counts.map(|n| n as u64);
            tx.execute(
                "INSERT INTO batches VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                params![batch, what.kind, now, env!("CARGO_PKG_VERSION"), what.note, n_documents, n_reports, n_skipped],
            )?;
            for path in retire {
                tx.execute("DELETE FROM files WHERE path = ?1", [path])?;
                tx.execute("INSERT OR IGNORE INTO retired VALUES (?1)", [path])?;
            }
            for f in staged {
                tx.execute(
                    "INSERT INTO files VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    params![f.path, f.table, f.month, f.n_rows, f.n_bytes, f.checksum, f.batch],
                )?;
            }
            also(tx, batch)
        })?;
        self.settle(staged)
    }

    /// Renames live files into place, and removes those that are no longer live.
    fn settle(&mut self, staged: &[FileRow]) -> Result<(), RecordError> {
        for file in staged {
            let (from, to) = (self.root.join(STAGING).join(&file.path), self.root.join(&file.path));
            if let Some(folder) = to.parent() {
                fs::create_dir_all(folder).map_err(RecordError::io(folder, "made"))?;
            }
            fs::rename(&from, &to).map_err(RecordError::io(&from, "moved into place"))?;
        }
        for folder in folders(staged, &self.root) {
            store::sync_folder(&folder)?;
        }
        let retired = self.ledger.retired()?;
        for path in &retired {
            // Gone already, or held by a virus scanner: either way the ledger does not name it.
            let _ = fs::remove_file(self.root.join(path));
        }
        if !retired.is_empty() {
            self.ledger.transact(|tx| tx.execute("DELETE FROM retired", []).map(drop))?;
        }
        // Nothing in it is live.
        let _ = fs::remove_dir_all(self.root.join(STAGING));
        Ok(())
    }

    /// Finishes what a crash left: live files that were not yet moved, and files of a batch that never was.
    fn recover(&mut self) -> Result<(), RecordError> {
        let staging = self.root.join(STAGING);
        let waiting: Vec<FileRow> =
            self.ledger.files()?.into_iter().filter(|file| staging.join(&file.path).is_file()).collect();
        self.settle(&waiting)
    }

    /// Ends writing in good order: the ledger gets its checksum.
    ///
    /// # Errors
    ///
    /// If the checksum cannot be written.
    pub fn close(self) -> Result<(), RecordError> {
        let ledger = self.root.join(crate::ledger::NAME);
        let (_, checksum) = store::checksum(&ledger).map_err(RecordError::io(&ledger, "read"))?;
        let (seal, beside) = (self.root.join(SEAL), self.root.join("record.seal.new"));
        fs::write(&beside, checksum + "\n").map_err(RecordError::io(&beside, "written"))?;
        fs::rename(&beside, &seal).map_err(RecordError::io(&seal, "written"))
    }
}

/// Writes a file beside.
pub(crate) fn stage(root: &Path, file: NewFile, batch: u32) -> Result<FileRow, RecordError> {
    let name = if file.part == 0 { format!("{batch:06}") } else { format!("{batch:06}-{}", file.part) };
    stage_stream(root, file.table, file.month, (batch, &name), file.batches.into_iter().map(Ok))
}

/// Writes a file beside, a batch of rows at a time.
pub(crate) fn stage_stream(
    root: &Path,
    table: &Table,
    month: String,
    (batch, name): (u32, &str),
    rows: impl Iterator<Item = Result<RecordBatch, RecordError>>,
) -> Result<FileRow, RecordError> {
    let path = format!("{}/month={month}/{name}.parquet", table.name);
    let Written { n_rows, n_bytes, checksum } = store::write(&root.join(STAGING).join(&path), table, rows)?;
    Ok(FileRow { path, table: table.name.to_owned(), month, n_rows, n_bytes, checksum, batch })
}

/// What a batch is.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct What<'a> {
    pub kind: &'a str,
    pub note: &'a str,
    /// Documents, reports and skipped documents that it adds.
    pub counts: [usize; 3],
}

/// Refuses a ledger that changed after its last writer closed it; breaks the seal, for it will change now.
fn check_seal(root: &Path) -> Result<(), RecordError> {
    let (path, seal) = (root.join(crate::ledger::NAME), root.join(SEAL));
    let Ok(expected) = fs::read_to_string(&seal) else { return Ok(()) };
    let (_, found) = store::checksum(&path).map_err(RecordError::io(&path, "read"))?;
    if found != expected.trim() {
        let found = "other bytes than its last writer left (its checksum is in record.seal)".to_owned();
        return Err(Kind::Damaged { path, found }.into());
    }
    fs::remove_file(&seal).map_err(RecordError::io(&seal, "removed"))
}

/// Takes the lock, or says who has it.
fn lock(root: &Path) -> Result<File, RecordError> {
    let path = root.join(LOCK);
    let mut file = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(RecordError::io(&path, "written"))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let holder = fs::read_to_string(&path).unwrap_or_default();
            let holder = holder.trim();
            let holder = if holder.is_empty() { String::new() } else { format!(" ({holder})") };
            return Err(Kind::Locked { path: root.to_owned(), holder }.into());
        }
        Err(TryLockError::Error(source)) => {
            return Err(Kind::Io { path, what: "locked", source }.into());
        }
    }
    let who = format!("process {}, since {}\n", std::process::id(), Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ"));
    file.set_len(0).and_then(|()| file.write_all(who.as_bytes())).map_err(RecordError::io(&path, "written"))?;
    Ok(file)
}

/// The months of rows.
fn months<T>(rows: &[T], day: impl Fn(&T) -> Option<Date>) -> BTreeSet<String> {
    let days: BTreeSet<Option<Date>> = rows.iter().map(day).collect();
    days.into_iter().map(month).collect()
}

/// Rows by the month that they are filed under.
fn by_month<T>(rows: Vec<T>, day: impl Fn(&T) -> Option<Date>) -> BTreeMap<String, Vec<T>> {
    let mut found = months(&rows, &day);
    // Rows are large; those of one month need not be moved.
    if found.len() == 1 {
        return found.pop_first().into_iter().zip([rows]).collect();
    }
    let mut by_month: BTreeMap<String, Vec<T>> = BTreeMap::new();
    for row in rows {
        by_month.entry(month(day(&row))).or_default().push(row);
    }
    by_month
}

/// Reports as columns, so many rows at a time that memory stays small.
pub(crate) fn report_batches(reports: &[Report]) -> Result<Vec<RecordBatch>, RecordError> {
    reports.par_chunks(8192).map(columns::report_batch).collect()
}

/// The folders of files below `root`, each once.
fn folders(files: &[FileRow], root: &Path) -> BTreeSet<PathBuf> {
    files.iter().filter_map(|file| root.join(&file.path).parent().map(Path::to_owned)).collect()
}

/// Marks months whose events must be merged anew.
pub(crate) fn mark_stale<'a>(
    tx: &Transaction<'_>,
    months: impl IntoIterator<Item = &'a String>,
) -> rusqlite::Result<()> {
    let mut statement = tx.prepare_cached("INSERT OR IGNORE INTO stale VALUES (?1)")?;
    for month in months {
        statement.execute([month])?;
    }
    Ok(())
}

/// The ledger's key of a document.
pub(crate) fn key(document_id: &str) -> i64 {
    let n = u64::from_str_radix(document_id, 16).unwrap_or_else(|_| xxhash_rust::xxh3::xxh3_64(document_id.as_bytes()));
    i64::from_ne_bytes(n.to_ne_bytes())
}
