//! What a reader sees: the files that were live at one moment, whatever a writer does later.

use crate::error::{Kind, RecordError};
use crate::held::{self, Held};
use crate::ledger::{BatchRow, CorrectionRow, FileRow, Ledger};
use crate::store;
use crate::writer::STAGING;
use serde::de::DeserializeOwned;
use std::fs;
use std::path::{Path, PathBuf};
use westphalia_model::schema::Table;

/// Folder of the readers' links, below the record.
pub(crate) const SNAPSHOTS: &str = "snapshots";

/// How often we look again when a writer moves files under our hands.
const TRIES: u32 = 20;

/// The live files of a record at one moment.
///
/// Where the folder may be written, each file is held by a link of our own, so that a writer may replace it meanwhile.
/// The links go when the snapshot goes.
#[derive(Debug)]
pub struct Snapshot {
    root: PathBuf,
    ledger: Ledger,
    files: Vec<FileRow>,
    /// Months whose events are older than their reports.
    stale: Vec<String>,
    links: Option<Held>,
}

impl Snapshot {
    /// The record in the folder `root`, as it is now.
    ///
    /// # Errors
    ///
    /// If there is no record, or one of a later format, or a live file is missing.
    pub fn open(root: &Path) -> Result<Self, RecordError> {
        let ledger = Ledger::read(root)?;
        let mut missing = None;
        for _ in 0..TRIES {
            let (files, stale) = (ledger.files()?, ledger.stale()?);
            let links = links(root);
            let held = match &links {
                Some(links) => files.iter().try_for_each(|file| hold(root, &links.folder, file)),
                None => files.iter().try_for_each(|file| there(root, file)),
            };
            match held {
                Ok(()) => return Ok(Self { root: root.to_owned(), ledger, files, stale, links }),
                Err(path) => missing = Some(path),
            }
            std::thread::sleep(std::time::Duration::from_millis(25));
        }
        let path = missing.unwrap_or_else(|| root.to_owned());
        Err(Kind::Damaged { path, found: "no such file".to_owned() }.into())
    }

    /// The folder of the record.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The live files, as the ledger has them.
    pub(crate) fn live(&self) -> &[FileRow] {
        &self.files
    }

    /// The months of a table and their files, in order. The paths are good as long as the snapshot lives.
    #[must_use]
    pub fn files(&self, table: &str) -> Vec<(String, PathBuf)> {
        self.held(table).map(|(file, path)| (file.month.clone(), path)).collect()
    }

    /// The live files of a table, and where we hold them.
    pub(crate) fn held(&self, table: &str) -> impl Iterator<Item = (&FileRow, PathBuf)> {
        let base = self.links.as_ref().map_or(&self.root, |links| &links.folder);
        self.files.iter().filter(move |f| f.table == table).map(move |f| (f, base.join(&f.path)))
    }

    /// The files that are live by now, be they ours or not.
    pub(crate) fn live_by_now(&self) -> Result<Vec<FileRow>, RecordError> {
        self.ledger.files()
    }

    /// The rows of a table, of one month or all, a batch at a time.
    ///
    /// # Errors
    ///
    /// If a file cannot be read; later batches tell their own.
    pub fn rows<T: DeserializeOwned + 'static>(
        &self,
        table: &'static Table,
        month: Option<&str>,
    ) -> Result<impl Iterator<Item = Result<Vec<T>, RecordError>> + use<T>, RecordError> {
        let mut readers = Vec::new();
        for (_, path) in self.files(table.name).into_iter().filter(|(m, _)| month.is_none_or(|month| m == month)) {
            readers.push(store::rows(&path, table)?);
        }
        Ok(readers.into_iter().flatten())
    }

    /// How many rows a table has.
    #[must_use]
    pub fn n_rows(&self, table: &str) -> u64 {
        self.files.iter().filter(|f| f.table == table).map(|f| f.n_rows).sum()
    }

    /// Size of all files of a table on disk, in bytes.
    #[must_use]
    pub fn n_bytes(&self, table: &str) -> u64 {
        self.files.iter().filter(|f| f.table == table).map(|f| f.n_bytes).sum()
    }

    /// Months whose events are older than their reports: an ingest is under way, or was cut off.
    #[must_use]
    pub fn stale(&self) -> &[String] {
        &self.stale
    }

    /// Whether a document was taken in or skipped before.
    ///
    /// # Errors
    ///
    /// If the transactional file cannot be read.
    pub fn has_seen(&self, document_id: &str) -> Result<bool, RecordError> {
        self.ledger.has_seen(crate::writer::key(document_id))
    }

    /// The batches so far.
    ///
    /// # Errors
    ///
    /// If the transactional file cannot be read.
    pub fn batches(&self) -> Result<Vec<BatchRow>, RecordError> {
        self.ledger.batches()
    }

    /// The corrections so far.
    ///
    /// # Errors
    ///
    /// If the transactional file cannot be read.
    pub fn corrections(&self) -> Result<Vec<CorrectionRow>, RecordError> {
        self.ledger.corrections()
    }

    /// How many documents were skipped, by reason, the commonest first.
    ///
    /// # Errors
    ///
    /// If the transactional file cannot be read.
    pub fn skipped(&self) -> Result<Vec<(String, u64)>, RecordError> {
        self.ledger.skipped()
    }
}

/// A folder for our links, or `None` where the record may not be written (then no writer can disturb us either), or
/// where the file system knows no links.
fn links(root: &Path) -> Option<Held> {
    let held = Held::new(&root.join(SNAPSHOTS)).ok()?;
    fs::hard_link(held::lock_of(&held.folder), held.folder.join("probe")).ok()?;
    Some(held)
}

/// Links a live file into `folder`; it may still lie in staging. `Err` names a file that is at neither place.
fn hold(root: &Path, folder: &Path, file: &FileRow) -> Result<(), PathBuf> {
    let link = folder.join(&file.path);
    if let Some(parent) = link.parent() {
        fs::create_dir_all(parent).map_err(|_| link.clone())?;
    }
    let place = root.join(&file.path);
    let staged = root.join(STAGING).join(&file.path);
    if [&place, &staged].into_iter().any(|from| fs::hard_link(from, &link).is_ok()) { Ok(()) } else { Err(place) }
}

fn there(root: &Path, file: &FileRow) -> Result<(), PathBuf> {
    let path = root.join(&file.path);
    if path.is_file() { Ok(()) } else { Err(path) }
}

/// Removes the links of readers that are gone.
pub(crate) fn sweep(root: &Path) {
    held::sweep(&root.join(SNAPSHOTS));
}
