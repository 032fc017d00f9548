//! Makes one file of the many small ones that batches leave.

use crate::error::RecordError;
use crate::ledger::FileRow;
use crate::store;
use crate::tables;
use crate::writer::{What, Writer, stage_stream};
use std::collections::BTreeMap;

/// What compacting did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compacted {
    /// Live files before.
    pub n_before: usize,
    /// Live files after.
    pub n_after: usize,
}

impl Writer {
    /// Makes one file of the files below `small` bytes of every month of a table that has at least `least` of them. Rows
    /// stay the same.
    ///
    /// # Errors
    ///
    /// If a file cannot be read or written. The record is then as it was before.
    pub fn compact(&mut self, least: usize, small: u64) -> Result<Compacted, RecordError> {
        let files = self.ledger.files()?;
        let n_before = files.len();
        let mut months: BTreeMap<(String, String), Vec<FileRow>> = BTreeMap::new();
        for file in files.into_iter().filter(|file| file.n_bytes < small) {
            months.entry((file.table.clone(), file.month.clone())).or_default().push(file);
        }
        let batch = self.next_batch()?;
        let (mut staged, mut retired) = (Vec::new(), Vec::new());
        for ((name, month), files) in months {
            let Some(table) = tables::table(&name).filter(|_| files.len() >= least.max(2)) else { continue };
            let paths: Vec<_> = files.iter().map(|file| self.root.join(&file.path)).collect();
            let readers = paths.iter().map(|path| store::read(path, None)).collect::<Result<Vec<_>, _>>()?;
            staged.push(stage_stream(
                &self.root,
                table,
                month,
                (batch, &format!("{batch:06}")),
                readers.into_iter().flatten(),
            )?);
            retired.extend(files.into_iter().map(|file| file.path));
        }
        let n_after = n_before + staged.len() - retired.len();
        if !staged.is_empty() {
            let what = What { kind: "compact", ..What::default() };
            self.publish_staged(what, batch, &staged, &retired, |_, _| Ok(()))?;
        }
        Ok(Compacted { n_before, n_after })
    }
}
