//! From the paths that a user names to the files to be read, in a fixed order.

use crate::fault::{Fault, Place};
use std::collections::VecDeque;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Endings that a directory is searched for.
const ENDINGS: [&str; 3] = ["txt", "jsonl", "ndjson"];

/// Something to be read.
#[derive(Debug)]
pub(crate) enum Source {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

/// The sources behind `paths`: `-` is standard input, a directory stands for the files below it in sorted order.
pub(crate) fn sources(paths: &[PathBuf]) -> VecDeque<Result<Source, Fault>> {
    let mut found = VecDeque::new();
    for path in paths {
        if path.as_os_str() == "-" {
            found.push_back(Ok(Source::Stdin));
        } else if path.is_dir() {
            directory(path, &mut found);
        } else {
            // Whether it can be opened is seen when its turn comes.
            found.push_back(Ok(Source::File(path.clone())));
        }
    }
    found
}

/// Adds the files below `root`, or a fault where there are none.
fn directory(root: &Path, found: &mut VecDeque<Result<Source, Fault>>) {
    let n_before = found.len();
    descend(root, found);
    if found.len() == n_before {
        found.push_back(Err(Fault::error(
            Place::file(&root.display().to_string()),
            "expected a directory with .txt or .jsonl files, found none below it",
            "name files of other endings one by one",
        )));
    }
}

/// Adds the files below `dir`. Directories behind symbolic links are left out, so that a loop cannot trap us.
fn descend(dir: &Path, found: &mut VecDeque<Result<Source, Fault>>) {
    let entries = match fs::read_dir(dir).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
        Ok(mut entries) => {
            entries.sort_by_key(fs::DirEntry::file_name);
            entries
        }
        Err(error) => {
            found.push_back(Err(unreadable(dir, &error)));
            return;
        }
    };
    for entry in entries {
        let path = entry.path();
        let is_real_dir = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_real_dir {
            descend(&path, found);
        } else if has_ending(&path, &ENDINGS) && path.is_file() {
            found.push_back(Ok(Source::File(path)));
        }
    }
}

/// Whether the path ends in one of `endings`, in upper or lower case.
pub(crate) fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    ending.is_some_and(|ending| endings.contains(&ending.as_str()))
}

/// The fault of a file or directory that the system does not let us read.
pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Fault {
    let (message, hint) = match error.kind() {
        io::ErrorKind::NotFound => (
            "expected a file or directory, found nothing of that name".to_owned(),
            "check the spelling; `-` reads standard input",
        ),
        io::ErrorKind::PermissionDenied => {
            ("expected a file that may be read, found one that may not".to_owned(), "check its permissions")
        }
        _ => (format!("expected a file that can be read, found: {error}"), ""),
    };
    Fault::error(Place::file(&path.display().to_string()), message, hint)
}

#[cfg(test)]
mod tests {
    use super::{Source, sources};
    use std::fs;

    #[test]
    fn a_directory_is_read_in_sorted_order_to_any_depth() {
        let dir = tempfile::tempdir().expect("a temporary directory");
        for name in ["b.txt", "a.jsonl", "sub/c.TXT", "sub/deep/a.txt", "notes.md", "sub/x.csv"] {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("writable");
            fs::write(path, "x").expect("writable");
        }
        let names: Vec<String> = sources(&[dir.path().to_owned()])
            .into_iter()
            .map(|source| match source.expect("a file") {
                Source::File(path) => path.strip_prefix(dir.path()).expect("below").display().to_string(),
                Source::Stdin => "-".to_owned(),
            })
            .collect();
        assert_eq!(names, ["a.jsonl", "b.txt", "sub/c.TXT", "sub/deep/a.txt"]);
    }

    #[test]
    fn a_directory_without_files_for_us_is_a_fault() {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let found = sources(&[dir.path().to_owned()]);
        assert!(matches!(found.front(), Some(Err(fault)) if fault.message.contains("found none below it")));
    }
}
