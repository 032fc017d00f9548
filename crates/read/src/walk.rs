//! From the paths that a user names to the files to be read, in a fixed order.

use crate::fault::{Fault, Place};
use std::collections::VecDeque;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Something to be read.
#[derive(Debug)]
pub(crate) enum Source {
    /// Standard input.
    Stdin,
    /// A file.
    File(FileSource),
}

/// A file, and how it was found.
#[derive(Debug)]
pub(crate) struct FileSource {
    pub(crate) path: PathBuf,
    /// Its length on disk.
    pub(crate) n_bytes: u64,
    /// Whether it was found in a directory, and not named itself: then it may be something that holds no text.
    pub(crate) is_found: bool,
}

/// What was found, in order.
type Sources = VecDeque<Result<Source, Fault>>;

/// The sources behind `paths`: `-` is standard input, a directory stands for the files below it in sorted order.
pub(crate) fn sources(paths: &[PathBuf]) -> Sources {
    let mut found = VecDeque::new();
    for path in paths {
        if path.as_os_str() == "-" {
            found.push_back(Ok(Source::Stdin));
        } else if path.is_dir() {
            directory(path, &mut found);
        } else {
            // Whether it can be opened is seen when its turn comes.
            let n_bytes = fs::metadata(path).map_or(0, |data| data.len());
            found.push_back(Ok(Source::File(FileSource { path: path.clone(), n_bytes, is_found: false })));
        }
    }
    found
}

/// Adds the files below `root`, or a fault where there are none, and notes on what was left out.
fn directory(root: &Path, found: &mut Sources) {
    let n_before = found.len();
    let mut left_out = LeftOut::default();
    descend(root, found, &mut left_out);
    if found.len() == n_before {
        let message = "expected a directory with files, found none below it";
        found.push_back(Err(Fault::error(Place::file(&root.display().to_string()), message, "")));
    }
    for (kind, paths) in [
        ("directories behind symbolic links", left_out.links),
        ("hidden files and directories", left_out.hidden),
        ("devices, pipes and links that lead nowhere", left_out.other),
    ] {
        if let Some(first) = paths.first() {
            let message = format!("left out {kind}: {}, the first of them {}", paths.len(), first.display());
            let at = Place::file(&root.display().to_string());
            found.push_back(Err(Fault::note(at, message, "name them to have them read")));
        }
    }
}

/// What is not read.
#[derive(Default)]
struct LeftOut {
    links: Vec<PathBuf>,
    hidden: Vec<PathBuf>,
    other: Vec<PathBuf>,
}

/// Adds the files below `dir`. Directories behind symbolic links are left out, so that a loop cannot trap us.
fn descend(dir: &Path, found: &mut Sources, left_out: &mut LeftOut) {
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
        // Follows links.
        let data = fs::metadata(&path);
        if entry.file_name().to_string_lossy().starts_with('.') {
            left_out.hidden.push(path);
        } else if is_real_dir {
            descend(&path, found, left_out);
        } else {
            match data {
                Ok(data) if data.is_file() => {
                    found.push_back(Ok(Source::File(FileSource { path, n_bytes: data.len(), is_found: true })));
                }
                Ok(data) if data.is_dir() => left_out.links.push(path),
                _ => left_out.other.push(path),
            }
        }
    }
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

    /// The files below a directory, and what is said of the rest.
    fn check(dir: &std::path::Path, expected: &[&str]) {
        let root = format!("{}{}", dir.display(), std::path::MAIN_SEPARATOR);
        let found: Vec<String> = sources(&[dir.to_owned()])
            .into_iter()
            .map(|source| match source {
                Ok(Source::File(file)) => file.path.display().to_string().replace(&root, ""),
                Ok(Source::Stdin) => "-".to_owned(),
                Err(fault) => fault.message.replace(&root, ""),
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_directory_is_read_in_sorted_order_to_any_depth() {
        let dir = tempfile::tempdir().expect("a temporary directory");
        for name in ["b.txt", "a.jsonl", "sub/c.TXT", "sub/deep/a.txt", "notes", "sub/x.csv", ".hidden/a.txt"] {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("writable");
            fs::write(path, "x").expect("writable");
        }
        check(
            dir.path(),
            &[
                "a.jsonl",
                "b.txt",
                "notes",
                "sub/c.TXT",
                "sub/deep/a.txt",
                "sub/x.csv",
                "left out hidden files and directories: 1, the first of them .hidden",
            ],
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_cannot_trap_us() {
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().expect("a temporary directory");
        fs::write(dir.path().join("a.txt"), "x").expect("writable");
        symlink(dir.path(), dir.path().join("loop")).expect("writable");
        symlink("nowhere", dir.path().join("lost")).expect("writable");
        symlink("self", dir.path().join("self")).expect("writable");
        symlink("a.txt", dir.path().join("z.txt")).expect("writable");
        check(
            dir.path(),
            &[
                "a.txt",
                "z.txt",
                "left out directories behind symbolic links: 1, the first of them loop",
                "left out devices, pipes and links that lead nowhere: 2, the first of them lost",
            ],
        );
    }

    #[test]
    fn a_directory_without_files_is_a_fault() {
        let dir = tempfile::tempdir().expect("a temporary directory");
        check(dir.path(), &["expected a directory with files, found none below it"]);
    }
}
