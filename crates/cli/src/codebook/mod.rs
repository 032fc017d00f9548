//! `westphalia codebook`: does a codebook hold together, and what does it say?

mod document;
mod lint;

use crate::args::CodebookCommand;
use crate::ending::{Ending, Failure};
use crate::facts;
use crate::notes::Notes;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use westphalia_atlas::Atlas;
use westphalia_coder::Coder;
use westphalia_coder::codebook::{Codebook, SHIPPED};
use westphalia_handbook::{Case, cases};

/// Runs one command on a codebook.
pub fn run(command: &CodebookCommand, notes: &mut Notes) -> Result<Ending, Failure> {
    match command {
        CodebookCommand::Lint(args) => lint::run(args, notes),
        CodebookCommand::Document(args) => document::run(args, notes),
    }
}

/// The files of a codebook, as path and text.
fn files(folder: Option<&Path>) -> Result<Vec<(String, String)>, Failure> {
    match folder {
        None => Ok(SHIPPED.iter().map(|&(name, text)| (name.to_owned(), text.to_owned())).collect()),
        Some(folder) => Codebook::files_with(folder).map_err(|e| facts::no_codebook(&e)),
    }
}

/// The files as the rooms take them.
fn borrowed(files: &[(String, String)]) -> Vec<(&str, &str)> {
    files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect()
}

/// A coder that goes by the codebook.
fn coder(book: Codebook) -> Result<Coder, Failure> {
    Coder::with(book, Atlas::embedded()).map_err(Failure::Start)
}

/// The cases of all specs in a directory.
fn specs(folder: Option<&Path>) -> Result<Vec<Case>, Failure> {
    let Some(folder) = folder else { return Ok(Vec::new()) };
    let unreadable = |path: &Path, error: io::Error| Failure::Usage {
        message: format!("expected a directory of specs, found {}: {error}", path.display()),
        hint: "specs are Markdown files; a line that begins with `> ` is a sentence",
    };
    let entries = fs::read_dir(folder).map_err(|error| unreadable(folder, error))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).map_err(|error| unreadable(&path, error))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        found.extend(cases(&name, &text));
    }
    if found.is_empty() {
        let none = io::Error::new(io::ErrorKind::NotFound, "no sentences in it");
        return Err(unreadable(folder, none));
    }
    Ok(found)
}
