//! Is everything there, and as it was written?

use crate::error::RecordError;
use crate::ledger::{self, Ledger};
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
/// If there is no record, or its ledger cannot be read at all.
pub fn verify(root: &Path) -> Result<Checked, RecordError> {
    let ledger = Ledger::read(root)?;
    let mut findings = ledger_findings(root, &ledger)?;
    let files = ledger.files()?;
    let looked: Vec<(u64, Option<Finding>)> = files
        .par_iter()
        .map(|file| {
            let path = root.join(&file.path);
            let message = match store::checksum(&path) {
                Err(error) => Some(format!("expected a file, found: {error}")),
                Ok((n, _)) if n != file.n_bytes => Some(format!("expected {} bytes, found {n}", file.n_bytes)),
                Ok((_, sum)) if sum != file.checksum => {
                    Some(format!("expected checksum {}, found {sum}: bytes were changed", file.checksum))
                }
                Ok(_) => None,
            };
            (file.n_bytes, message.map(|message| Finding { path, message }))
        })
        .collect();
    let n_bytes = looked.iter().map(|(n, _)| n).sum();
    findings.extend(looked.into_iter().filter_map(|(_, finding)| finding));
    findings.extend(strangers(root, &ledger)?);
    Ok(Checked { n_files: files.len() + 1, n_bytes, findings })
}

fn ledger_findings(root: &Path, ledger: &Ledger) -> Result<Vec<Finding>, RecordError> {
    let path = root.join(ledger::NAME);
    let finding = |message: String| Finding { path: path.clone(), message };
    let mut findings: Vec<Finding> = ledger.integrity()?.into_iter().map(finding).collect();
    // Without a seal a writer is at work, or one did not end in good order; the next one seals it.
    if let Ok(expected) = fs::read_to_string(root.join(SEAL)) {
        match store::checksum(&path) {
            Ok((_, found)) if found == expected.trim() => {}
            Ok((_, found)) => {
                findings
                    .push(finding(format!("expected checksum {}, found {found}: bytes were changed", expected.trim())));
            }
            Err(error) => findings.push(finding(format!("expected a file, found: {error}"))),
        }
    }
    Ok(findings)
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
