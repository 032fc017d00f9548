//! Which Parquet files hold which table.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use westphalia_model::schema::TABLES;
use westphalia_record::Snapshot;

/// The Parquet files of every table, each with the month that its rows are filed under (`2024-06`, or `none`).
///
/// Files of a [`Snapshot`] stay where they are as long as these do; others must be left where they are as long as a
/// [`Session`](crate::Session) reads them.
#[derive(Clone, Debug, Default)]
pub struct Files {
    tables: BTreeMap<String, Vec<(String, PathBuf)>>,
    /// Never looked at: it only has to live.
    _held: Option<Arc<Mutex<Snapshot>>>,
}

impl From<Snapshot> for Files {
    fn from(snapshot: Snapshot) -> Self {
        let of = |name: &str| (name.to_owned(), snapshot.files(name));
        let tables = TABLES.iter().map(|table| of(table.name)).collect();
        Self { tables, _held: Some(Arc::new(Mutex::new(snapshot))) }
    }
}

impl Files {
    /// No files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Without a record around them: every file below `folder/<table>/month=<month>/` that ends in `.parquet`.
    ///
    /// # Errors
    /// Where a folder cannot be read.
    pub fn below(folder: &Path) -> io::Result<Self> {
        let mut files = Self::new();
        for table in TABLES {
            for month in entries(&folder.join(table.name))? {
                let name = month.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                let Some(name) = name.strip_prefix("month=") else { continue };
                for path in entries(&month)? {
                    if path.extension().is_some_and(|extension| extension == "parquet") {
                        files.insert(table.name, name, path);
                    }
                }
            }
        }
        Ok(files)
    }

    /// Adds a file of a table.
    pub fn insert(&mut self, table: &str, month: &str, path: PathBuf) {
        self.tables.entry(table.to_owned()).or_default().push((month.to_owned(), path));
    }

    /// The files of a table.
    #[must_use]
    pub fn of(&self, table: &str) -> &[(String, PathBuf)] {
        self.tables.get(table).map_or(&[], Vec::as_slice)
    }
}

/// What is in a folder, sorted; nothing where there is no such folder.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}
