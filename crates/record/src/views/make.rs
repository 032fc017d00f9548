//! Makes the views of a live file.

use super::derive;
use super::pick::{Wanted, pick};
use super::place::{making, place, views_of};
use super::tally::Tally;
use crate::columns;
use crate::error::RecordError;
use crate::held::Held;
use crate::ledger::FileRow;
use crate::store;
use arrow_array::RecordBatch;
use arrow_schema::ArrowError;
use arrow_select::filter::filter_record_batch;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;
use serde::Serialize;
use std::fs;
use std::path::{Path, PathBuf};
use westphalia_model::Dyad;
use westphalia_model::schema::{DAYS, DYADS, PAIRS, STATES, Table};

/// Rows of a page: what is decoded at least to find one row.
const PAGE: usize = 512;

/// Bytes of different values of a column until they are written as they are. A dictionary is decoded as a whole,
/// however few rows are wanted.
const DICTIONARY: usize = 16 * 1024;

/// A live file.
pub(super) struct Source<'a> {
    pub root: &'a Path,
    pub file: &'a FileRow,
    /// Where we hold it.
    pub path: PathBuf,
}

impl Source<'_> {
    /// Where a view of it lies.
    pub fn place(&self, view: &Table) -> PathBuf {
        place(self.root, view, self.file)
    }

    /// Whether all views of it are there.
    pub fn is_made(&self) -> bool {
        views_of(&self.file.table).iter().all(|view| self.place(view).is_file())
    }

    /// Makes all views of it, in the folder that we hold, and moves them into place.
    pub fn make(&self, held: &Held) -> Result<(), RecordError> {
        let at = |view: &Table| {
            let place = self.place(view);
            let name = place.file_name().unwrap_or_default().to_string_lossy();
            held.folder.join(format!("{}-{name}", view.name))
        };
        if self.file.table == "documents" {
            rows(&at(&DAYS), &DAYS, &derive::days(&self.path)?)?;
        } else {
            let mut tally = Tally::default();
            let groups = derive::dyads(&self.path, None, |event, links| tally.add(event, links))?;
            store::write_as(&at(&DYADS), &DYADS, properties(&["a", "b"]), true, groups)?;
            let (states, pairs) = tally.finish();
            rows(&at(&STATES), &STATES, &states)?;
            rows(&at(&PAIRS), &PAIRS, &pairs)?;
        }
        for view in views_of(&self.file.table) {
            let place = self.place(view);
            if let Some(folder) = place.parent() {
                fs::create_dir_all(folder).map_err(RecordError::io(folder, "made"))?;
            }
            fs::rename(at(view), &place).map_err(RecordError::io(&place, "moved into place"))?;
        }
        Ok(())
    }

    /// The wanted rows of a view of it, only the named columns or all; from the file itself where the view is not there.
    /// `only` says what the keys of `dyads` are.
    pub fn pick(
        &self,
        view: &'static Table,
        wanted: &Wanted,
        names: Option<&[&str]>,
        only: Option<&Dyad>,
    ) -> Result<Vec<RecordBatch>, RecordError> {
        let place = self.place(view);
        if place.is_file() {
            if let Ok(batches) = pick(&place, view, wanted, names) {
                return Ok(batches);
            }
            // Damaged, or removed just now: it is made again.
            let again = Held::new(&making(self.root)).ok().filter(|held| self.make(held).is_ok());
            if let Some(Ok(batches)) = again.map(|_| pick(&place, view, wanted, names)) {
                return Ok(batches);
            }
        }
        self.scan(view, only)?
            .iter()
            .map(|batch| narrowed(batch, wanted, names).map_err(RecordError::columns(view.name)))
            .collect()
    }

    /// All rows of a view of it, without the view; of `dyads` only those of a dyad, if one is given.
    fn scan(&self, view: &'static Table, only: Option<&Dyad>) -> Result<Vec<RecordBatch>, RecordError> {
        match view.name {
            "dyads" => derive::dyads(&self.path, only, |_, _| {})?.collect(),
            "days" => Ok(vec![columns::batch(view, &derive::days(&self.path)?)?]),
            _ => {
                let (states, pairs) = derive::counts(&self.path)?;
                let batch =
                    if view.name == STATES.name { columns::batch(view, &states) } else { columns::batch(view, &pairs) };
                Ok(vec![batch?])
            }
        }
    }
}

/// The wanted rows of a batch, only the named columns or all.
fn narrowed(batch: &RecordBatch, wanted: &Wanted, names: Option<&[&str]>) -> Result<RecordBatch, ArrowError> {
    let rows = filter_record_batch(batch, &wanted.among(batch)?)?;
    names.map_or(Ok(rows.clone()), |names| columns::selected(&rows, names))
}

/// Writes counts.
fn rows<T: Serialize>(path: &Path, view: &'static Table, rows: &[T]) -> Result<(), RecordError> {
    let keys: &[&str] = if view.name == STATES.name { &["code"] } else { &[] };
    let batch: RecordBatch = columns::batch(view, rows)?;
    store::write_as(path, view, properties(keys), false, [Ok(batch)]).map(drop)
}

/// Small pages whose least and greatest keys are told.
fn properties(keys: &[&'static str]) -> WriterProperties {
    let mut properties = store::properties()
        .set_statistics_enabled(EnabledStatistics::None)
        .set_write_batch_size(PAGE)
        .set_data_page_row_count_limit(PAGE)
        .set_dictionary_page_size_limit(DICTIONARY);
    for key in keys {
        properties = properties.set_column_statistics_enabled(ColumnPath::from(*key), EnabledStatistics::Page);
    }
    properties.build()
}
