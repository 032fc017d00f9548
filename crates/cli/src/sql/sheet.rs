//! Forms of an answer: table, CSV, JSON lines, Parquet.

use super::grid::Grid;
use super::output::Output;
use super::values::{flat, short, value};
use crate::args::SqlFormat;
use crate::ending::Failure;
use crate::show;
use serde_json::{Map, Value};
use std::io::{self, Write};
use westphalia_query::arrow::array::RecordBatch;
use westphalia_query::arrow::datatypes::SchemaRef;
use westphalia_query::parquet::arrow::ArrowWriter;
use westphalia_query::parquet::arrow::arrow_writer::ArrowWriterOptions;
use westphalia_query::parquet::basic::{Compression, ZstdLevel};
use westphalia_query::parquet::errors::ParquetError;
use westphalia_query::parquet::file::properties::WriterProperties;

/// An answer that is being written.
pub enum Sheet {
    /// Widths are known when all rows are.
    Table(Grid),
    Csv,
    Jsonl,
    /// Row groups are made in memory.
    Parquet(Box<ArrowWriter<Vec<u8>>>),
}

impl Sheet {
    /// Writes what comes before the first row.
    pub fn begin(format: SqlFormat, schema: SchemaRef, output: &mut Output) -> Result<Self, Failure> {
        let names: Vec<String> = schema.fields().iter().map(|field| field.name().clone()).collect();
        match format {
            SqlFormat::Table => {
                let is_number = schema.fields().iter().map(|field| field.data_type().is_numeric()).collect();
                Ok(Self::Table(Grid { head: names, is_number, rows: Vec::new() }))
            }
            SqlFormat::Csv => {
                output.write_all(&csv_lines([names])?)?;
                Ok(Self::Csv)
            }
            SqlFormat::Jsonl => Ok(Self::Jsonl),
            SqlFormat::Parquet => {
                let zstd = Compression::ZSTD(ZstdLevel::default());
                let properties = WriterProperties::builder().set_compression(zstd).build();
                // How the engine keeps text in memory is of no interest to readers.
                let options = ArrowWriterOptions::new().with_properties(properties).with_skip_arrow_metadata(true);
                let writer = ArrowWriter::try_new_with_options(Vec::new(), schema, options).map_err(unwritable)?;
                Ok(Self::Parquet(Box::new(writer)))
            }
        }
    }

    /// Adds rows.
    pub fn add(&mut self, batch: &RecordBatch, output: &mut Output) -> Result<(), Failure> {
        match self {
            Self::Table(grid) => grid.rows.extend(rows(batch).map(|row| row.iter().map(short).collect())),
            Self::Csv => output.write_all(&csv_lines(rows(batch).map(|row| row.iter().map(flat).collect()))?)?,
            Self::Jsonl => output.write_all(&json_lines(batch)?)?,
            Self::Parquet(writer) => {
                writer.write(batch).map_err(unwritable)?;
                output.write_all(&std::mem::take(writer.inner_mut()))?;
            }
        }
        Ok(())
    }

    /// Writes what comes after the last row.
    pub fn end(self, output: &mut Output) -> Result<(), Failure> {
        match self {
            Self::Table(grid) => output.write_all(grid.page(usize::from(show::width())).as_bytes())?,
            Self::Csv | Self::Jsonl => {}
            Self::Parquet(writer) => output.write_all(&writer.into_inner().map_err(unwritable)?)?,
        }
        Ok(())
    }
}

/// The rows of a batch, value by value.
fn rows(batch: &RecordBatch) -> impl Iterator<Item = Vec<Value>> {
    (0..batch.num_rows()).map(|row| batch.columns().iter().map(|column| value(column, row)).collect())
}

fn csv_lines(rows: impl IntoIterator<Item = Vec<String>>) -> io::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row)?;
    }
    writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

fn json_lines(batch: &RecordBatch) -> io::Result<Vec<u8>> {
    let schema = batch.schema();
    let mut page = Vec::new();
    for row in rows(batch) {
        let names = schema.fields().iter().map(|field| field.name().clone());
        serde_json::to_writer(&mut page, &names.zip(row).collect::<Map<_, _>>())?;
        page.push(b'\n');
    }
    Ok(page)
}

fn unwritable(error: ParquetError) -> Failure {
    Failure::Output(io::Error::other(error.to_string()))
}
