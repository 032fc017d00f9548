//! What can be read.

use crate::{ask, check, record, rows, sample};
use westphalia_query::{Files, Limits, Session};

#[test]
fn tables_are_read_with_the_month_that_rows_are_filed_under() {
    check("SELECT event_id, month FROM events ORDER BY 1", &["1 2024-06", "2 2024-06", "3 2024-07", "4 2024-07"]);
    check("SELECT count(*) FROM events WHERE month = '2024-07'", &["2"]);
    check("SELECT count(*) FROM events WHERE month >= '2024-06' AND month < '2024-07' AND goldstein > 2", &["1"]);
    check("SELECT count(*) FROM events WHERE month = '1999-01'", &["0"]);
    check("SELECT count(*) FROM documents", &["0"]);
    check("SELECT max(event_date_start) FROM events", &["2024-07-02"]);
}

#[test]
fn the_month_decides_which_files_are_read() {
    let (batches, _) =
        ask("EXPLAIN SELECT event_id FROM events WHERE month = '2024-07'", Limits::default()).expect("a plan");
    let plan = rows(&batches).join("\n");
    assert!(plan.contains("month=2024-07") && !plan.contains("month=2024-06"), "{plan}");
}

#[test]
fn lists_and_groups_are_read() {
    check("SELECT actors[1]['name'] FROM events WHERE event_id = '3'", &["USA"]);
    check("SELECT event_id FROM events WHERE array_has(recipient_codes, 'NATO')", &["3"]);
    check(
        "SELECT party['country'] FROM (SELECT unnest(recipients) AS party FROM events WHERE event_id = '3') ORDER BY 1",
        &["", "RUS"],
    );
    check("SELECT array_transform(actors, lambda a: a['country']) FROM events WHERE event_id = '2'", &["[RUS, PRK]"]);
    check("SELECT round(avg(goldstein), 2) FROM events WHERE status <> 'retracted'", &["-1.7"]);
}

#[test]
fn the_record_tells_what_it_holds() {
    let tables = ["changes", "copies", "documents", "dyad_day", "dyad_month", "events", "events_dyadic", "reports"];
    check("SELECT table_name FROM information_schema.tables WHERE table_schema = 'record' ORDER BY 1", &tables);
    check(
        "DESCRIBE changes",
        &[
            "report_id Utf8View NO",
            "document_id Utf8View NO",
            "published_at Date32 YES",
            "batch Int32 NO",
            "change Utf8View NO",
            "fields List(non-null Utf8) NO",
            "codebook_before Utf8View NO",
            "codebook_after Utf8View NO",
            "before Utf8View NO",
            "month Utf8 NO",
        ],
    );
    assert!(ask("SHOW TABLES", Limits::default()).is_ok());
    assert!(ask("EXPLAIN ANALYZE SELECT * FROM dyad_day", Limits::default()).is_ok());
}

#[test]
fn a_file_that_is_gone_is_told() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a thread");
    let (folder, _) = record(&sample());
    let mut files = Files::new();
    files.insert("events", "2024-06", folder.path().join("nowhere.parquet"));
    let error = runtime.block_on(Session::open(&files, Limits::default())).err().expect("an error");
    assert!(!error.is_question() && error.to_string().starts_with("expected a record that can be read"), "{error}");
}
