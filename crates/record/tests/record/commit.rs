//! Batches come whole or not at all; readers see one moment.

use crate::sample::{document, report};
use std::path::Path;
use westphalia_model::Report;
use westphalia_record::{Batch, DocumentRow, Snapshot, Writer, tables};

pub fn commit(root: &Path, n: u32, day: &str) {
    let mut writer = Writer::open(root).expect("a writer");
    let batch = Batch {
        kind: "ingest",
        documents: vec![document(&format!("text {n}"), day)],
        reports: vec![report(&format!("{n:016x}"), day)],
        ..Batch::default()
    };
    writer.commit(batch).expect("committed");
    writer.close().expect("closed");
}

#[test]
fn what_was_committed_is_read_back_field_by_field() {
    let dir = tempfile::tempdir().expect("a folder");
    commit(dir.path(), 1, "2024-06-19");
    let snapshot = Snapshot::open(dir.path()).expect("a record");
    let reports: Vec<Report> = snapshot.rows(&tables::REPORTS, None).expect("rows").flatten().flatten().collect();
    assert_eq!(reports, [report("0000000000000001", "2024-06-19")]);
    let documents = snapshot.rows(&tables::DOCUMENTS, Some("2024-06")).expect("rows");
    let documents: Vec<DocumentRow> = documents.flatten().flatten().collect();
    assert_eq!(documents, [document("text 1", "2024-06-19")]);
}

#[test]
fn a_snapshot_does_not_move() {
    let dir = tempfile::tempdir().expect("a folder");
    commit(dir.path(), 1, "2024-06-19");
    let before = Snapshot::open(dir.path()).expect("a record");
    commit(dir.path(), 2, "2024-06-20");
    let mut writer = Writer::open(dir.path()).expect("a writer");
    writer.compact(2, u64::MAX).expect("compacted");
    assert_eq!(before.n_rows("reports"), 1);
    assert_eq!(Snapshot::open(dir.path()).expect("a record").n_rows("reports"), 2);
    assert_eq!(Snapshot::open(dir.path()).expect("a record").files("reports").len(), 1);
    assert!(before.files("reports").iter().all(|(_, path)| path.is_file()), "its files must outlive compacting");
}

#[test]
fn a_second_writer_is_refused_and_told_who_writes() {
    let dir = tempfile::tempdir().expect("a folder");
    let _first = Writer::open(dir.path()).expect("a writer");
    let error = Writer::open(dir.path()).expect_err("refused");
    assert!(error.is_locked());
    let message = error.to_string();
    assert!(message.contains(&format!("process {}", std::process::id())), "{message}");
}

#[test]
fn reports_that_are_held_are_known() {
    let dir = tempfile::tempdir().expect("a folder");
    commit(dir.path(), 1, "2024-06-19");
    let mut writer = Writer::open(dir.path()).expect("a writer");
    let reports = vec![report("0000000000000001", "2024-06-19"), report("0000000000000002", "2024-06-19")];
    let fresh = writer.unknown([reports.clone(), reports].concat()).expect("read");
    assert_eq!(fresh, [report("0000000000000002", "2024-06-19")]);
}
