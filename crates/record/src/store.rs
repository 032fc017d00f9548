//! Parquet files on disk: written beside, checked by checksum, read back.

use crate::columns;
use crate::error::RecordError;
use arrow_array::RecordBatch;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::arrow::arrow_writer::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesBuilder};
use parquet::schema::types::ColumnPath;
use serde::de::DeserializeOwned;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;
use westphalia_model::schema::Table;
use xxhash_rust::xxh3::Xxh3;

/// Rows of a row group: small enough that a reader of one month does not decode a year.
const ROW_GROUP: usize = 64 * 1024;

/// Columns whose values are nearly all different.
const DISTINCT: [&str; 8] =
    ["report_id", "event_id", "document_id", "native_id", "original", "sentence_text", "text", "url"];

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    pub n_rows: u64,
    pub n_bytes: u64,
    /// XXH3, 128 bits, in hexadecimal digits.
    pub checksum: String,
}

/// Counts and hashes what goes through.
struct Hashed<W> {
    inner: W,
    hasher: Xxh3,
    n_bytes: u64,
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.inner.write(bytes)?;
        self.hasher.update(&bytes[..n]);
        self.n_bytes += n as u64;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Writes batches of one table as a Parquet file and makes sure that it is on the disk.
pub(crate) fn write(
    path: &Path,
    table: &Table,
    batches: impl IntoIterator<Item = Result<RecordBatch, RecordError>>,
) -> Result<Written, RecordError> {
    let mut properties =
        properties().set_max_row_group_row_count(Some(ROW_GROUP)).set_statistics_enabled(EnabledStatistics::Chunk);
    // A dictionary of values that are all different is work for nothing.
    for name in DISTINCT {
        properties = properties.set_column_dictionary_enabled(ColumnPath::from(name), false);
    }
    write_as(path, table, properties.build(), false, batches)
}

/// What holds for every file.
pub(crate) fn properties() -> WriterPropertiesBuilder {
    WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_created_by("westphalia".to_owned())
}

/// As [`write`], with other properties, and, if asked for, each batch a row group of its own.
pub(crate) fn write_as(
    path: &Path,
    table: &Table,
    properties: WriterProperties,
    apart: bool,
    batches: impl IntoIterator<Item = Result<RecordBatch, RecordError>>,
) -> Result<Written, RecordError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(RecordError::io(folder, "made"))?;
    }
    let file = File::create(path).map_err(RecordError::io(path, "written"))?;
    let sync = file.try_clone().map_err(RecordError::io(path, "written"))?;
    let mut out = Hashed { inner: BufWriter::new(file), hasher: Xxh3::new(), n_bytes: 0 };
    let mut writer = ArrowWriter::try_new(&mut out, columns::arrow_schema(table), Some(properties))
        .map_err(RecordError::parquet(path))?;
    let mut n_rows = 0;
    for batch in batches {
        let batch = batch?;
        n_rows += batch.num_rows() as u64;
        writer.write(&batch).map_err(RecordError::parquet(path))?;
        if apart {
            writer.flush().map_err(RecordError::parquet(path))?;
        }
    }
    writer.close().map_err(RecordError::parquet(path))?;
    out.flush().map_err(RecordError::io(path, "written"))?;
    sync.sync_all().map_err(RecordError::io(path, "written"))?;
    Ok(Written { n_rows, n_bytes: out.n_bytes, checksum: format!("{:032x}", out.hasher.digest128()) })
}

/// The batches of a Parquet file; only the named columns, or all.
pub(crate) fn read(
    path: &Path,
    names: Option<&[&str]>,
) -> Result<impl Iterator<Item = Result<RecordBatch, RecordError>> + use<>, RecordError> {
    let file = File::open(path).map_err(RecordError::io(path, "read"))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(RecordError::parquet(path))?;
    let mask = match names {
        Some(names) => ProjectionMask::columns(builder.parquet_schema(), names.iter().copied()),
        None => ProjectionMask::all(),
    };
    let reader = builder.with_projection(mask).with_batch_size(8192).build().map_err(RecordError::parquet(path))?;
    let path = path.to_owned();
    Ok(reader.map(move |batch| batch.map_err(RecordError::arrow(&path))))
}

/// The rows of a Parquet file, a batch at a time.
pub(crate) fn rows<T: DeserializeOwned>(
    path: &Path,
    table: &'static Table,
) -> Result<impl Iterator<Item = Result<Vec<T>, RecordError>> + use<T>, RecordError> {
    Ok(read(path, None)?.map(move |batch| columns::rows(table, &batch?)))
}

/// Checksum and size of a file as it lies on the disk.
pub(crate) fn checksum(path: &Path) -> io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let mut hasher = Xxh3::new();
    let mut buffer = vec![0; 1 << 18];
    let mut n_bytes = 0;
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok((n_bytes, format!("{:032x}", hasher.digest128()))),
            n => {
                hasher.update(&buffer[..n]);
                n_bytes += n as u64;
            }
        }
    }
}

/// Makes sure that the names in a folder are on the disk.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), RecordError> {
    // Windows cannot open folders; there the rename itself is durable.
    if cfg!(unix) {
        File::open(folder).and_then(|f| f.sync_all()).map_err(RecordError::io(folder, "synced"))?;
    }
    Ok(())
}
