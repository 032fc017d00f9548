//! The answer to a question, batch by batch.

use crate::error::Error;
use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use datafusion::execution::SendableRecordBatchStream;
use futures::StreamExt;
use std::sync::Arc;
use tokio::time::{Duration, Instant, timeout_at};

/// Rows that answer a question, in batches.
pub struct Answer {
    stream: SendableRecordBatchStream,
    tables: Arc<[String]>,
    /// How many rows may still come.
    n_left: usize,
    /// When time is up, and how long it was.
    deadline: Option<(Instant, Duration)>,
    is_cut: bool,
}

impl Answer {
    pub(crate) fn new(
        stream: SendableRecordBatchStream,
        tables: Arc<[String]>,
        n_rows: Option<usize>,
        deadline: Option<(Instant, Duration)>,
    ) -> Self {
        Self { stream, tables, n_left: n_rows.unwrap_or(usize::MAX), deadline, is_cut: false }
    }

    /// The columns.
    #[must_use]
    pub fn schema(&self) -> SchemaRef {
        self.stream.schema()
    }

    /// Whether there are more rows than the limit let through. Known after the last batch.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// The next rows; `None` at the end.
    ///
    /// # Errors
    /// Where the record cannot be read, a value cannot be computed, or a limit is reached.
    pub async fn next(&mut self) -> Result<Option<RecordBatch>, Error> {
        loop {
            if self.is_cut {
                return Ok(None);
            }
            let next = match self.deadline {
                None => self.stream.next().await,
                Some((deadline, time)) => {
                    let next = timeout_at(deadline, self.stream.next()).await;
                    next.map_err(|_| Error::late(time.as_secs_f64()))?
                }
            };
            let Some(batch) = next else { return Ok(None) };
            let batch = batch.map_err(|error| Error::of(&error, &self.tables))?;
            self.is_cut = batch.num_rows() > self.n_left;
            let kept = batch.slice(0, batch.num_rows().min(self.n_left));
            self.n_left -= kept.num_rows();
            if kept.num_rows() > 0 {
                return Ok(Some(kept));
            }
        }
    }

    /// All rows that are left.
    ///
    /// # Errors
    /// As for [`next`](Self::next).
    pub async fn all(mut self) -> Result<Vec<RecordBatch>, Error> {
        let mut batches = Vec::new();
        while let Some(batch) = self.next().await? {
            batches.push(batch);
        }
        Ok(batches)
    }
}
