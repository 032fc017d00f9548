//! Events are a function of the set of reports: the order of arrival does not matter, and doing only the changed months
//! anew gives what doing all at once gives.

use crate::sample::{document, report};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;
use westphalia_model::{Actor, Event, Report, Status};
use westphalia_record::{Batch, Correction, DocumentRow, Snapshot, Writer, tables};

/// A report as a few small numbers.
#[derive(Clone, Debug)]
struct Seed {
    published: i64,
    told_after: i64,
    party: usize,
    words: [usize; 3],
    imported: bool,
}

fn seeds() -> impl Strategy<Value = Vec<Seed>> {
    let seed = (0_i64..130, 0_i64..40, 0..2_usize, [0..4_usize, 0..4, 0..4], prop::bool::weighted(0.2)).prop_map(
        |(published, told_after, party, words, imported)| {
            // Most reports come at once, some weeks later.
            let told_after = if told_after < 25 { 0 } else { told_after - 24 };
            Seed { published, told_after, party, words, imported }
        },
    );
    prop::collection::vec(seed, 1..40)
}

fn made(n: usize, seed: &Seed) -> (DocumentRow, Report) {
    let start: jiff::civil::Date = "2024-01-20".parse().expect("a day");
    let day = |n: i64| (start + jiff::Span::new().days(n)).to_string();
    let event_day = day((seed.published - seed.told_after).max(0) / 3 * 3);
    let words = seed.words.map(|w| ["harbour", "treaty", "pipeline", "summit"][w]).join(" ");
    let doc = document(&format!("{n} {words}"), &day(seed.published));
    let mut report = report(&format!("{n:016x}"), &event_day);
    report.document_id.clone_from(&doc.document_id);
    report.published_at = doc.published_at;
    report.sentence_text = format!("They met over {words}.");
    report.source = ["", "Herald", "Post"][n % 3].to_owned();
    report.recipients[0].country = ["PRK", "VNM"][seed.party].to_owned();
    if seed.imported {
        report.dataset = "gdelt2".to_owned();
    }
    (doc, report)
}

/// Commits rows in batches, with a merge after each.
fn record(root: &Path, rows: &[(DocumentRow, Report)], batch: usize) {
    let mut writer = Writer::open(root).expect("a writer");
    for rows in rows.chunks(batch) {
        let (documents, reports) = rows.iter().cloned().unzip();
        let batch = Batch { kind: "ingest", documents, reports, ..Batch::default() };
        writer.commit(batch).expect("committed");
        writer.merge(|_| {}).expect("merged");
    }
    writer.close().expect("closed");
}

/// The events, in any order.
fn events(root: &Path) -> BTreeSet<String> {
    let snapshot = Snapshot::open(root).expect("a record");
    assert_eq!(snapshot.stale(), [""; 0]);
    let rows = snapshot.rows::<Event>(&tables::EVENTS, None).expect("rows");
    rows.flat_map(|batch| batch.expect("intact")).map(|e| serde_json::to_string(&e).expect("JSON")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn order_and_batches_do_not_matter(seeds in seeds(), turn in 0..40_usize, batch in 1..8_usize) {
        let mut rows: Vec<_> = seeds.iter().enumerate().map(|(n, seed)| made(n, seed)).collect();
        let dir = tempfile::tempdir().expect("a folder");
        let (once, bit_by_bit) = (dir.path().join("once"), dir.path().join("bits"));
        record(&once, &rows, rows.len());
        let middle = turn % rows.len();
        rows.rotate_left(middle);
        record(&bit_by_bit, &rows, batch);
        let (once, bit_by_bit) = (events(&once), events(&bit_by_bit));
        prop_assert_eq!(&once, &bit_by_bit);
        let n_reports: usize = once.iter().map(|e| serde_json::from_str::<Event>(e).expect("an event").report_ids.len()).sum();
        prop_assert_eq!(n_reports, rows.len(), "every report belongs to one event");
    }
}

/// A record with two events; the first has two reports.
fn small(root: &Path) {
    let seed = |published, party, words| Seed { published, told_after: 0, party, words, imported: false };
    let seeds = [seed(0, 0, [0, 1, 2]), seed(1, 0, [0, 1, 3]), seed(0, 1, [0, 0, 0])];
    let rows: Vec<_> = seeds.iter().enumerate().map(|(n, seed)| made(n, seed)).collect();
    record(root, &rows, 3);
}

#[test]
fn an_event_lists_its_reports_and_says_why() {
    let dir = tempfile::tempdir().expect("a folder");
    small(dir.path());
    let event = Snapshot::open(dir.path()).expect("a record").event("0000000000000001").expect("an event");
    assert_eq!(event.event_id, "0000000000000000");
    assert_eq!(event.report_ids, ["0000000000000000", "0000000000000001"]);
    assert_eq!((event.n_reports, event.n_documents, event.n_texts, event.n_sources), (2, 2, 2, 1));
    assert_eq!(event.merged_because[0], "lead");
    assert!(event.merged_because[1].contains("same parties"), "{}", event.merged_because[1]);
}

#[test]
fn corrections_outlive_merging_and_recoding() {
    let dir = tempfile::tempdir().expect("a folder");
    small(dir.path());
    let mut writer = Writer::open(dir.path()).expect("a writer");
    let vietnam = Actor { country: "VNM".to_owned(), ..Actor::default() };
    let fields = serde_json::json!({"event_type": "AID", "recipients": [vietnam]});
    let correction = Correction::Correct(fields.as_object().expect("an object").clone());
    let event = writer.correct("0000000000000001", &correction, "misread", "me").expect("kept");
    assert_eq!((event.status, event.recipient_codes.clone()), (Status::Corrected, vec!["VNM".to_owned()]));
    assert_eq!(u8::from(event.quad_class), 2, "the quad class follows the type");
    writer.correct("0000000000000002", &Correction::Retract, "no event", "me").expect("kept");
    // A newer codebook that reads everything as talks by telephone.
    let old: Vec<Report> = {
        let snapshot = Snapshot::open(dir.path()).expect("a record");
        snapshot.rows(&tables::REPORTS, None).expect("rows").flatten().flatten().collect()
    };
    let code = |doc: &westphalia_model::Document| -> Vec<Report> {
        let mut reports: Vec<Report> = old.iter().filter(|r| r.document_id == doc.id).cloned().collect();
        for report in &mut reports {
            "phone".clone_into(&mut report.mode);
            "2".clone_into(&mut report.codebook_version);
            report.report_id = format!("f{}", &report.report_id[1..]);
        }
        reports
    };
    let done = writer.recode(code, |_| {}).expect("recoded");
    assert_eq!((done.n_documents, done.n_changed, done.n_added, done.n_dropped), (3, 3, 0, 0));
    writer.close().expect("closed");
    let snapshot = Snapshot::open(dir.path()).expect("a record");
    let event = snapshot.event("0000000000000001").expect("its identity stays");
    assert_eq!((event.status, event.mode.as_str()), (Status::Corrected, "phone"));
    assert_eq!(event.recipient_codes, ["VNM"]);
    assert_eq!(snapshot.event("0000000000000002").expect("an event").status, Status::Retracted);
    assert_eq!(snapshot.n_rows("changes"), 3);
    let mut writer = Writer::open(dir.path()).expect("a writer");
    let event = writer.correct("0000000000000002", &Correction::Restore, "was one", "me").expect("kept");
    assert_eq!(event.status, Status::Machine);
}

#[test]
fn a_correction_that_does_not_fit_is_refused() {
    let dir = tempfile::tempdir().expect("a folder");
    small(dir.path());
    let mut writer = Writer::open(dir.path()).expect("a writer");
    let mut check = |id: &str, fields: serde_json::Value, expected: &str| {
        let correction = Correction::Correct(fields.as_object().expect("an object").clone());
        let error = writer.correct(id, &correction, "r", "").expect_err("refused").to_string();
        assert!(error.contains(expected), "{error}");
    };
    check("0000000000000000", serde_json::json!({"kind": 1}), "expected a column of events, found `kind`");
    check("0000000000000000", serde_json::json!({"modality": "maybe"}), "unknown variant `maybe`");
    check("00000000000000ff", serde_json::json!({}), "expected an event or report of this record");
}
