//! Is everything there, and as it was written?

use crate::error::RecordError;
use crate::ledger::{self, FileRow, Ledger};
use crate::store;
use crate::tables;
use crate::writer::SEAL;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file.
    pub path: PathBuf,
    /// What was expected, what was found.
    pub message: String,
}

/// What was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// How many files.
    pub n_files: usize,
    /// Their size in bytes.
    pub n_bytes: u64,
    /// What is wrong; empty where nothing is.
    pub findings: Vec<Finding>,
}

/// Compares every byte of a record with the checksums that were kept when it was written.
///
/// # Errors
///
/// If there is no record, or its ledger cannot be read at all and no checksum tells why.
pub fn verify(root: &Path) -> Result<Checked, RecordError> {
    let sealed = unlike_its_seal(root);
    match rest(root) {
        Ok(mut checked) => {
            checked.findings.splice(0..0, sealed);
            Ok(checked)
        }
        Err(error) => match sealed {
            Some(finding) => Ok(Checked { n_files: 1, n_bytes: 0, findings: vec![finding] }),
            None => Err(error),
        },
    }
}

/// Everything but the seal.
fn rest(root: &Path) -> Result<Checked, RecordError> {
    let ledger = Ledger::read(root)?;
    let path = root.join(ledger::NAME);
    let finding = |message: String| Finding { path: path.clone(), message };
    // Where the bytes are not what they were, there is no need to tell what SQLite makes of them.
    let mut findings: Vec<Finding> = match unlike_its_seal(root) {
        Some(_) => Vec::new(),
        None => ledger.integrity()?.into_iter().map(finding).collect(),
    };
    let files = ledger.files()?;
    let looked: Vec<(u64, Option<Finding>)> =
        files.par_iter().map(|file| (file.n_bytes, look(root.join(&file.path), file))).collect();
    let n_bytes = looked.iter().map(|(n, _)| n).sum();
    findings.extend(looked.into_iter().filter_map(|(_, finding)| finding));
    findings.extend(strangers(root, &ledger)?);
    Ok(Checked { n_files: files.len() + 1, n_bytes, findings })
}

/// What is wrong with a live file, if anything.
fn look(path: PathBuf, file: &FileRow) -> Option<Finding> {
    let message = match store::checksum(&path) {
        Err(error) => format!("expected a file, found: {error}"),
        Ok((n, _)) if n != file.n_bytes => format!("expected {} bytes, found {n}", file.n_bytes),
        Ok((_, sum)) if sum != file.checksum => {
            format!("expected checksum {}, found {sum}: bytes were changed", file.checksum)
        }
        Ok(_) => return None,
    };
    Some(Finding { path, message })
}

/// The ledger, if its bytes are not those that its last writer left. Without a seal a writer is at work, or one did not
/// end in good order; the next one seals it.
fn unlike_its_seal(root: &Path) -> Option<Finding> {
    let path = root.join(ledger::NAME);
    let expected = fs::read_to_string(root.join(SEAL)).ok()?;
    let (_, found) = store::checksum(&path).ok()?;
    let message = || format!("expected checksum {}, found {found}: bytes were changed", expected.trim());
    (found != expected.trim()).then(|| Finding { message: message(), path })
}

/// Parquet files that the ledger does not know: other programs that open the folder would count their rows.
fn strangers(root: &Path, ledger: &Ledger) -> Result<Vec<Finding>, RecordError> {
    let known: BTreeSet<PathBuf> = ledger
        .files()?
        .into_iter()
        .map(|file| file.path)
        .chain(ledger.retired()?)
        .map(|path| root.join(path))
        .collect();
    let mut found = Vec::new();
    for table in tables::TABLES {
        let Ok(months) = fs::read_dir(root.join(table.name)) else { continue };
        let files = months.flatten().filter_map(|month| fs::read_dir(month.path()).ok()).flatten().flatten();
        found.extend(files.map(|file| file.path()).filter(|path| !known.contains(path)));
    }
    found.sort();
    let message = "expected only files that record.sqlite names, found another one";
    Ok(found.into_iter().map(|path| Finding { path, message: message.to_owned() }).collect())
}
