//! A record that an earlier version wrote opens, and can be written to. One of every format is kept in `tests/formats`.

use crate::sample::{document, report};
use std::fs;
use std::path::Path;
use westphalia_model::{Event, Report};
use westphalia_record::{Batch, DocumentRow, Snapshot, Writer, tables, verify};

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

/// Opens the record of a format and counts the rows of documents, reports and events.
fn check(format: u32, expected: [usize; 3]) {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats").join(format.to_string());
    let dir = tempfile::tempdir().expect("a folder");
    let root = dir.path().join("record");
    copy(&kept, &root);
    assert_eq!(verify(&root).expect("a record").findings, []);
    let n_rows = |snapshot: &Snapshot| {
        let documents = snapshot.rows::<DocumentRow>(&tables::DOCUMENTS, None).expect("rows");
        let reports = snapshot.rows::<Report>(&tables::REPORTS, None).expect("rows");
        let events = snapshot.rows::<Event>(&tables::EVENTS, None).expect("rows");
        let n = [documents.map(|b| b.expect("intact").len()).sum(), reports.map(|b| b.expect("intact").len()).sum()];
        [n[0], n[1], events.map(|b| b.expect("intact").len()).sum::<usize>()]
    };
    assert_eq!(n_rows(&Snapshot::open(&root).expect("a record")), expected);
    let mut writer = Writer::open(&root).expect("a writer");
    let documents = vec![document("Something of another day.", "2020-02-02")];
    let reports = vec![report("00000000000000ff", "2020-02-02")];
    writer.commit(Batch { kind: "ingest", documents, reports, ..Batch::default() }).expect("committed");
    writer.merge(|_| {}).expect("merged");
    writer.close().expect("closed");
    assert_eq!(n_rows(&Snapshot::open(&root).expect("a record")), expected.map(|n| n + 1));
}

#[test]
fn format_1() {
    check(1, [4, 27, 27]);
}
