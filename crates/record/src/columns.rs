//! From rows to Arrow columns and back, by the schema of the model.

use crate::error::RecordError;
use crate::{store, tables};
use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::path::Path;
use std::sync::Arc;
use westphalia_model::schema::{Column, Kind, Table};
use westphalia_model::{Actor, Event, Report};

/// The Arrow schema of a table.
#[must_use]
pub fn arrow_schema(table: &Table) -> SchemaRef {
    Arc::new(Schema::new(fields(table.columns)))
}

fn fields(columns: &[Column]) -> Fields {
    columns.iter().map(|column| Field::new(column.name, data_type(column.kind), column.nullable)).collect()
}

fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Text => DataType::Utf8,
        Kind::Date => DataType::Date32,
        Kind::Flag => DataType::Boolean,
        Kind::Whole => DataType::Int32,
        Kind::Real => DataType::Float64,
        Kind::List(inner) => DataType::List(Arc::new(Field::new("item", data_type(*inner), false))),
        Kind::Group(columns) => DataType::Struct(fields(columns)),
    }
}

/// The columns of rows.
///
/// # Errors
///
/// If a row does not have the fields of the table.
pub fn batch<T: Serialize>(table: &Table, rows: &[T]) -> Result<RecordBatch, RecordError> {
    let schema = arrow_schema(table);
    let columns: Vec<ArrayRef> = serde_arrow::to_arrow(schema.fields(), rows).map_err(RecordError::rows(table.name))?;
    RecordBatch::try_new(schema, columns)
        .map_err(|error| crate::error::Kind::Rows { table: table.name, message: error.to_string() }.into())
}

/// Writes events to one Parquet file of their own. Gives how many.
///
/// # Errors
///
/// If an event cannot be read, or the file not be written.
pub fn write_events(path: &Path, events: impl Iterator<Item = Result<Event, RecordError>>) -> Result<u64, RecordError> {
    let mut events = events.peekable();
    let batches = std::iter::from_fn(|| {
        events.peek()?;
        let rows: Result<Vec<Event>, RecordError> = events.by_ref().take(8192).collect();
        Some(rows.and_then(|rows| batch(&tables::EVENTS, &rows)))
    });
    Ok(store::write(path, &tables::EVENTS, batches)?.n_rows)
}

/// The columns of reports, short codes included.
///
/// # Errors
///
/// If a report does not have the fields of the table, which would be a mistake of ours.
pub fn report_batch(reports: &[Report]) -> Result<RecordBatch, RecordError> {
    let fail = |error: ArrowError| {
        RecordError::from(crate::error::Kind::Rows { table: "reports", message: error.to_string() })
    };
    let schema = arrow_schema(&tables::REPORTS);
    let is_code = |field: &&Arc<Field>| CODES.contains(&field.name().as_str());
    let told: Fields = schema.fields().iter().filter(|f| !is_code(f)).cloned().collect();
    let mut columns = serde_arrow::to_arrow(&told, reports).map_err(RecordError::rows("reports"))?.into_iter();
    let mut codes = [codes(reports, |r| &r.actors), codes(reports, |r| &r.recipients)].into_iter();
    let columns = schema
        .fields()
        .iter()
        .filter_map(|field| if is_code(&field) { codes.next() } else { columns.next() })
        .collect();
    RecordBatch::try_new(schema, columns).map_err(fail)
}

/// Columns of reports that are not fields of the row.
const CODES: [&str; 2] = ["actor_codes", "recipient_codes"];

/// The short codes of parties, as a column.
fn codes(reports: &[Report], parties: impl Fn(&Report) -> &Vec<Actor>) -> ArrayRef {
    let item = Arc::new(Field::new("item", DataType::Utf8, false));
    let mut list = ListBuilder::new(StringBuilder::new()).with_field(item);
    for report in reports {
        for party in parties(report) {
            list.values().append_value(party.code());
        }
        list.append(true);
    }
    Arc::new(list.finish())
}

/// The rows of columns.
///
/// # Errors
///
/// If the columns are not those of the table.
pub fn rows<T: DeserializeOwned>(table: &Table, batch: &RecordBatch) -> Result<Vec<T>, RecordError> {
    serde_arrow::from_record_batch(batch).map_err(RecordError::rows(table.name))
}

/// Some columns of a batch, in the order of the batch; those that it does not have are left out.
pub(crate) fn selected(batch: &RecordBatch, names: &[&str]) -> Result<RecordBatch, ArrowError> {
    let schema = batch.schema();
    let is_named = |at: &usize| names.contains(&schema.field(*at).name().as_str());
    batch.project(&(0..batch.num_columns()).filter(is_named).collect::<Vec<_>>())
}
