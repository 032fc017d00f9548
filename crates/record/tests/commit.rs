//! Batches come whole or not at all; readers see one moment.
#![recursion_limit = "256"]

use serde_json::json;
use std::path::Path;
use westphalia_model::{Document, Report};
use westphalia_record::{Batch, DocumentRow, Snapshot, Writer, document_id};

fn report(id: &str, day: &str) -> Report {
    let party = |code: &str| {
        json!({"text": code, "span": [0, 3], "name": code, "country": code, "cow": 365, "gw": null, "body": "",
            "sector_roles": ["GOV"], "wikidata_id": ""})
    };
    serde_json::from_value(json!({
        "report_id": id, "document_id": "00", "sentence": 0, "sentence_text": "RUS visits PRK.", "dataset": "westphalia",
        "source": "", "url": "", "native_id": "", "original": "", "codebook_version": "1", "program_version": "0",
        "event_date_start": day, "event_date_end": day, "date_precision": "day", "date_basis": "text",
        "published_at": day, "actors": [party("RUS")], "recipients": [party("PRK")], "symmetric": false,
        "event_type": "CONSULT", "mode": "visit", "cameo_code": "042", "quad_class": 1, "goldstein": 1.9,
        "plover_score": 3.0, "contexts": ["diplomatic"], "policy_sectors": [], "modality": "actual",
        "attributed_to": party("RUS"), "confidence": 0.9,
        "content": {"event_type": "AID", "mode": "", "text": "aid", "span": [1, 2], "actors": [party("RUS")], "recipients": []},
        "deadline_start": null, "deadline_end": null,
        "quantities": [{"kind": "money", "value": 1.5, "unit": "USD", "text": "1.5", "span": [0, 1]}],
        "place": "", "place_span": null, "lat": null, "lon": null, "place_country": "", "place_precision": "",
        "trigger": "visits", "trigger_span": [4, 10], "frame": "visit", "operators": [],
        "problems": [{"stage": "atlas", "message": "m", "span": null}]
    }))
    .expect("a report")
}

fn document(text: &str, day: &str) -> DocumentRow {
    let doc = Document { text: text.to_owned(), date: day.parse().ok(), ..Document::default() };
    DocumentRow::new(&doc, &document_id(&doc), 1, Vec::new())
}

fn commit(root: &Path, n: u32, day: &str) {
    let mut writer = Writer::open(root).expect("a writer");
    let batch = Batch {
        kind: "ingest",
        documents: vec![document(&format!("text {n}"), day)],
        reports: vec![report(&format!("{n:016x}"), day)],
        ..Batch::default()
    };
    writer.commit(&batch).expect("committed");
    writer.close().expect("closed");
}

#[test]
fn what_was_committed_is_read_back_field_by_field() {
    let dir = tempfile::tempdir().expect("a folder");
    commit(dir.path(), 1, "2024-06-19");
    let snapshot = Snapshot::open(dir.path()).expect("a record");
    let reports: Vec<Report> =
        snapshot.rows(&westphalia_record::tables::REPORTS, None).expect("rows").flatten().flatten().collect();
    assert_eq!(reports, [report("0000000000000001", "2024-06-19")]);
    let documents: Vec<DocumentRow> = snapshot
        .rows(&westphalia_record::tables::DOCUMENTS, Some("2024-06"))
        .expect("rows")
        .flatten()
        .flatten()
        .collect();
    assert_eq!(documents, [document("text 1", "2024-06-19")]);
}

#[test]
fn a_snapshot_does_not_move() {
    let dir = tempfile::tempdir().expect("a folder");
    commit(dir.path(), 1, "2024-06-19");
    let before = Snapshot::open(dir.path()).expect("a record");
    commit(dir.path(), 2, "2024-07-01");
    assert_eq!(before.n_rows("reports"), 1);
    assert_eq!(Snapshot::open(dir.path()).expect("a record").n_rows("reports"), 2);
    assert!(before.files("reports").iter().all(|(_, path)| path.is_file()));
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
