//! What is damaged is found; what is not ours to open is refused.

use crate::commit::commit;
use std::fs;
use std::path::{Path, PathBuf};
use westphalia_record::{Snapshot, Writer, verify};

/// A record, damaged by `damage`; `expected` is in the first finding.
fn check(damage: impl FnOnce(&Path), expected: &str) {
    let dir = tempfile::tempdir().expect("a folder");
    for (n, day) in [(1, "2024-06-19"), (2, "2024-07-01")] {
        commit(dir.path(), n, day);
    }
    assert_eq!(verify(dir.path()).expect("readable").findings, []);
    damage(dir.path());
    let findings = verify(dir.path()).expect("readable").findings;
    let found: Vec<String> = findings.iter().map(|f| format!("{}: {}", f.path.display(), f.message)).collect();
    // A ledger that was changed may name other checksums of files than they have.
    let most = if found.iter().any(|f| f.contains("record.sqlite")) { usize::MAX } else { 1 };
    assert!((1..=most).contains(&found.len()), "{found:?}");
    assert!(found[0].contains(expected), "expected {expected}\nfound {found:?}");
}

fn files(root: &Path) -> Vec<PathBuf> {
    let snapshot = Snapshot::open(root).expect("a record");
    let mut files: Vec<PathBuf> = Vec::new();
    for table in ["documents", "reports"] {
        let months = fs::read_dir(root.join(table)).expect("a table").flatten();
        files.extend(months.flat_map(|m| fs::read_dir(m.path()).expect("a month").flatten()).map(|f| f.path()));
    }
    drop(snapshot);
    files.sort();
    files
}

/// Flips one bit.
fn flip(path: &Path, at: usize) {
    let mut bytes = fs::read(path).expect("readable");
    let at = at % bytes.len();
    bytes[at] ^= 1;
    fs::write(path, bytes).expect("writable");
}

#[test]
fn every_flipped_byte_is_found() {
    for at in [0, 7, 100, 1001, 2003, usize::MAX] {
        check(|root| flip(&files(root)[at % 4], at), "bytes were changed");
        // Bytes of a part of the file that SQLite itself does not check.
        check(|root| flip(&root.join("record.sqlite"), 4096 * 3 + at % 4096), "bytes were changed");
    }
}

#[test]
fn missing_short_and_unknown_files_are_found() {
    check(|root| fs::remove_file(&files(root)[1]).expect("removed"), "No such file");
    check(
        |root| {
            let file = fs::File::options().write(true).open(&files(root)[2]).expect("open");
            file.set_len(100).expect("cut");
        },
        "found 100",
    );
    check(
        |root| {
            fs::write(root.join("events-of-mine"), "")
                .and_then(|()| fs::copy(&files(root)[0], root.join("documents/month=2024-06/mine.parquet")).map(drop))
                .expect("written")
        },
        "mine.parquet: expected only files that record.sqlite names",
    );
}

#[test]
fn a_changed_ledger_is_not_written_to() {
    let dir = tempfile::tempdir().expect("a folder");
    commit(dir.path(), 1, "2024-06-19");
    flip(&dir.path().join("record.sqlite"), 4096 * 3 + 11);
    let error = Writer::open(dir.path()).expect_err("refused").to_string();
    assert!(error.contains("found other bytes than its last writer left"), "{error}");
}

/// Runs SQL on the ledger of a record and tells why it cannot be opened then.
fn refusal(sql: &str) -> String {
    let dir = tempfile::tempdir().expect("a folder");
    commit(dir.path(), 1, "2024-06-19");
    let ledger = rusqlite::Connection::open(dir.path().join("record.sqlite")).expect("open");
    ledger.execute_batch(sql).expect("changed");
    fs::remove_file(dir.path().join("record.seal")).expect("removed");
    let read = Snapshot::open(dir.path()).expect_err("refused").to_string();
    assert_eq!(Writer::open(dir.path()).expect_err("refused").to_string(), read);
    read
}

#[test]
fn a_record_of_a_later_format_is_refused() {
    let message = refusal("UPDATE meta SET value = '99' WHERE key = 'format'");
    assert!(message.contains("expected a record of format 1 or earlier"), "{message}");
    assert!(message.contains("found format 99"), "{message}");
}

#[test]
fn no_record_is_told_with_what_is_there() {
    let dir = tempfile::tempdir().expect("a folder");
    let message = |path: &Path| Snapshot::open(path).expect_err("none").to_string();
    assert!(message(dir.path()).ends_with("found a folder without record.sqlite"));
    assert!(message(&dir.path().join("absent")).ends_with("found no folder"));
    fs::write(dir.path().join("record.sqlite"), "not a database at all, but longer than a header of SQLite is")
        .expect("written");
    assert!(message(dir.path()).contains("file is not a database"), "{}", message(dir.path()));
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_can_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().expect("a folder");
    let root = dir.path().join("record");
    commit(&root, 1, "2024-06-19");
    let set = |mode| fs::set_permissions(&root, fs::Permissions::from_mode(mode)).expect("set");
    set(0o555);
    let snapshot = Snapshot::open(&root).expect("a record");
    let n_rows = snapshot.n_rows("reports");
    drop(snapshot);
    set(0o755);
    assert_eq!(n_rows, 1);
}
