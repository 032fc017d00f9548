//! Checks that need nothing but the codebook.

use crate::finding::{Finding, Kind};
use crate::{overlap, references};
use westphalia_coder::codebook::{Codebook, CodebookError};

/// The codebook of the rows that fit, and everything that is wrong with it or may not be meant, errors first.
#[must_use]
pub fn lint(files: &[(&str, &str)]) -> (Codebook, Vec<Finding>) {
    let (book, errors) = Codebook::checked(files);
    let mut findings: Vec<Finding> = errors.iter().map(broken).collect();
    references::check(&book, &mut findings);
    overlap::check(&book, &mut findings);
    // Within a level things stay in the order of the files.
    findings.sort_by_key(|finding| (finding.level, finding.kind));
    (book, findings)
}

/// A row that does not fit.
fn broken(error: &CodebookError) -> Finding {
    let at = format!("{}:{}", error.file, error.line);
    let message = format!("{}, found {}", error.expected, error.found);
    Finding::new(Kind::BrokenRow, &at, "", message).with_hint("data/codebook/README.md describes the columns")
}
