//! Reads the rows of one key out of a sorted file: the pages that can hold them, and no others.

use crate::error::{Kind, RecordError};
use arrow_array::{Array, BooleanArray, Date32Array, RecordBatch, StringArray};
use arrow_schema::ArrowError;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowPredicateFn, ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder, RowFilter,
    RowSelection, RowSelector,
};
use parquet::file::metadata::{PageIndexPolicy, ParquetMetaData};
use parquet::file::page_index::column_index::ColumnIndexMetaData;
use std::fs::File;
use std::path::Path;
use westphalia_model::schema::Table;

/// Which rows are wanted.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    /// Columns by which the file is sorted, and their values; the first column decides first.
    pub keys: Vec<(&'static str, String)>,
    /// Column of the day, if days decide.
    pub day: Option<&'static str>,
    /// First and last day, counted from 1970; rows without a day are wanted only where neither is given.
    pub days: [Option<i32>; 2],
}

impl Wanted {
    /// Which rows of a batch that has the columns of the keys and the day.
    pub fn among(&self, batch: &RecordBatch) -> Result<BooleanArray, ArrowError> {
        let missing = |name: &str| ArrowError::SchemaError(format!("no column `{name}`"));
        let mut texts = Vec::new();
        for (name, value) in &self.keys {
            let column = batch.column_by_name(name).and_then(|c| c.as_any().downcast_ref::<StringArray>());
            texts.push((column.ok_or_else(|| missing(name))?, value.as_str()));
        }
        let day_column = |name| {
            let column = batch.column_by_name(name).and_then(|c| c.as_any().downcast_ref::<Date32Array>());
            column.ok_or_else(|| missing(name))
        };
        let days = self.day.map(day_column).transpose()?;
        let is_wanted = |row: usize| {
            let day = days.and_then(|days| days.is_valid(row).then(|| days.value(row)));
            texts.iter().all(|(column, value)| column.value(row) == *value) && self.holds(day)
        };
        Ok((0..batch.num_rows()).map(|row| Some(is_wanted(row))).collect())
    }

    fn holds(&self, day: Option<i32>) -> bool {
        let [since, until] = self.days;
        match day {
            Some(day) => since.is_none_or(|since| since <= day) && until.is_none_or(|until| day <= until),
            None => since.is_none() && until.is_none(),
        }
    }

    /// The columns that tell; none where every row is wanted.
    fn names(&self) -> Vec<&'static str> {
        self.keys.iter().map(|(name, _)| *name).chain(self.day).collect()
    }
}

/// The wanted rows of a view in a file, only the named columns or all.
pub(super) fn pick(
    path: &Path,
    view: &Table,
    wanted: &Wanted,
    names: Option<&[&str]>,
) -> Result<Vec<RecordBatch>, RecordError> {
    let file = File::open(path).map_err(RecordError::io(path, "read"))?;
    let options = ArrowReaderOptions::new().with_page_index_policy(PageIndexPolicy::Optional);
    let metadata = ArrowReaderMetadata::load(&file, options).map_err(RecordError::parquet(path))?;
    let there = metadata.schema().fields().iter().map(|field| field.name().as_str());
    if !there.eq(view.columns.iter().map(|column| column.name)) {
        let found = format!("other columns than those of `{}`", view.name);
        return Err(Kind::Damaged { path: path.to_owned(), found }.into());
    }
    let Some((groups, selection)) = pages(metadata.metadata(), wanted) else { return Ok(Vec::new()) };
    let schema = metadata.parquet_schema();
    let mask = match names {
        Some(names) => ProjectionMask::columns(schema, names.iter().copied()),
        None => ProjectionMask::all(),
    };
    let telling = wanted.names();
    let mask_of_telling = ProjectionMask::columns(schema, telling.iter().copied());
    let mut builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata)
        .with_row_groups(groups)
        .with_row_selection(selection)
        .with_projection(mask)
        .with_batch_size(8192);
    if !telling.is_empty() {
        let tells = wanted.clone();
        let filter = ArrowPredicateFn::new(mask_of_telling, move |batch| tells.among(&batch));
        builder = builder.with_row_filter(RowFilter::new(vec![Box::new(filter)]));
    }
    let reader = builder.build().map_err(RecordError::parquet(path))?;
    reader.map(|batch| batch.map_err(RecordError::arrow(path))).collect()
}

/// The row groups and their pages that can hold wanted rows; `None` where none can.
fn pages(metadata: &ParquetMetaData, wanted: &Wanted) -> Option<(Vec<usize>, RowSelection)> {
    let (mut groups, mut selectors) = (Vec::new(), Vec::new());
    for group in 0..metadata.num_row_groups() {
        let n_rows = usize::try_from(metadata.row_group(group).num_rows()).ok()?;
        let mut selection = RowSelection::from(vec![RowSelector::select(n_rows)]);
        for (name, value) in &wanted.keys {
            if let Some(of_key) = pages_of(metadata, group, name, value.as_bytes(), n_rows) {
                selection = selection.intersection(&of_key);
            }
        }
        if selection.selects_any() {
            groups.push(group);
            selectors.extend(selection.iter().copied());
            // A selection may end before its group does.
            let told: usize = selection.iter().map(|s| s.row_count).sum();
            selectors.extend((told < n_rows).then(|| RowSelector::skip(n_rows - told)));
        }
    }
    (!groups.is_empty()).then(|| (groups, selectors.into()))
}

/// The pages of a column whose least and greatest value leave room for a value. `None` where the file does not say.
fn pages_of(metadata: &ParquetMetaData, group: usize, name: &str, value: &[u8], n_rows: usize) -> Option<RowSelection> {
    let column = metadata.row_group(group).columns().iter().position(|c| c.column_path().string() == name)?;
    let ColumnIndexMetaData::BYTE_ARRAY(index) = metadata.column_index()?.get(group)?.get(column)? else {
        return None;
    };
    let pages = metadata.offset_index()?.get(group)?.get(column)?.page_locations();
    let mut selectors = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        let start = usize::try_from(page.first_row_index).ok()?;
        let end = pages.get(at + 1).map_or(Some(n_rows), |next| usize::try_from(next.first_row_index).ok())?;
        let rows = end.checked_sub(start)?;
        let can_hold = index.min_value(at).is_none_or(|least| least <= value)
            && index.max_value(at).is_none_or(|greatest| value <= greatest);
        selectors.push(if can_hold { RowSelector::select(rows) } else { RowSelector::skip(rows) });
    }
    Some(selectors.into())
}
