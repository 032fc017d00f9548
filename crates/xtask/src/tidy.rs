//! Checks the habits that no compiler checks.
//!
//! Sizes of files and functions, a first line of documentation, links that lead somewhere, no paths of somebody's
//! machine, the direction of dependencies, and no way to panic in a library.

mod code;
mod dependencies;
mod prose;

use anyhow::Context;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Code lines (no blanks, comments or tests) that a file may have.
const MAX_FILE: usize = 800;

/// Lines that a function may have.
const MAX_FUNCTION: usize = 80;

/// Functions that may be longer: path, name, reason. An entry that is no longer needed is reported.
const LONG_FUNCTIONS: &[(&str, &str, &str)] = &[];

/// Directories that are not ours to check.
const SKIPPED: [&str; 3] = [".git", "target", "node_modules"];

/// Something that is not as it should be.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    /// Path from the root, with `/`.
    file: String,
    /// From 1; 0 for the file as a whole.
    line: usize,
    message: String,
}

/// A file of the project.
struct Source {
    /// Path from the root, with `/`.
    path: String,
    /// Its text, or `None` if it is binary.
    text: Option<String>,
}

/// Checks the project that this program was built from.
///
/// # Errors
/// Where a file cannot be read, or anything is found.
pub fn run() -> anyhow::Result<()> {
    let root = root()?;
    let sources = sources(&root)?;
    let mut findings = Vec::new();
    code::check(&sources, &mut findings);
    prose::check(&root, &sources, &mut findings);
    dependencies::check(&sources, &mut findings);
    findings.sort();
    let mut out = anstream::stdout().lock();
    for Finding { file, line, message } in &findings {
        writeln!(out, "{file}:{line}: {message}")?;
    }
    anyhow::ensure!(findings.is_empty(), "{} to tidy up", findings.len());
    writeln!(anstream::stderr(), "tidy: {} files are as they should be", sources.len())?;
    Ok(())
}

/// The root of the workspace.
fn root() -> anyhow::Result<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = here.ancestors().nth(2).context("the crate lies two levels below the root")?;
    Ok(root.to_owned())
}

/// All files below the root, in sorted order.
fn sources(root: &Path) -> io::Result<Vec<Source>> {
    let mut sources = Vec::new();
    descend(root, root, &mut sources)?;
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(sources)
}

fn descend(root: &Path, dir: &Path, sources: &mut Vec<Source>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let name = entry.file_name();
        if SKIPPED.iter().any(|skipped| name == *skipped) {
            continue;
        }
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            descend(root, &path, sources)?;
        } else {
            let relative = path.strip_prefix(root).unwrap_or(&path);
            let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
            sources.push(Source { path: parts.join("/"), text: String::from_utf8(fs::read(&path)?).ok() });
        }
    }
    Ok(())
}
