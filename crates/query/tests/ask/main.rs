//! Questions to a small record, and their answers.

// A whole event is one object.
#![recursion_limit = "256"]

mod errors;
mod limits;
mod reading;
mod views;

use arrow_array::RecordBatch;
use datafusion::arrow::json::ReaderBuilder;
use datafusion::arrow::util::display::{ArrayFormatter, FormatOptions};
use parquet::arrow::ArrowWriter;
use serde_json::{Value, json};
use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;
use westphalia_model::schema::EVENTS;
use westphalia_query::{Error, Files, Limits, Session};
use westphalia_record::arrow_schema;

/// A party: `RUS`, `RUS-MIL`, or a body after a colon, `:NATO`.
fn party(code: &str) -> Value {
    let (state, body) = match code.split_once(':') {
        Some((_, body)) => ("", body),
        None => (code.split('-').next().unwrap_or_default().trim_matches('?'), ""),
    };
    json!({
        "text": "the words", "span": [0, 9], "name": code, "country": state, "cow": null, "gw": null, "body": body,
        "sector_roles": ["GOV"], "wikidata_id": ""
    })
}

/// An event of these parties on a day, with changes.
fn event(id: &str, day: &str, actors: &[&str], recipients: &[&str], changes: Value) -> Value {
    let codes = |parties: &[&str]| parties.iter().map(|code| json!(code.trim_start_matches(':'))).collect::<Vec<_>>();
    let parties = |parties: &[&str]| parties.iter().map(|code| party(code)).collect::<Vec<_>>();
    let mut event = json!({
        "event_id": id, "status": "machine", "event_date_start": day, "event_date_end": day, "date_precision": "day",
        "date_basis": "text", "first_reported": day, "last_reported": day, "actors": parties(actors),
        "recipients": parties(recipients), "actor_codes": codes(actors), "recipient_codes": codes(recipients),
        "symmetric": false, "event_type": "CONSULT", "mode": "visit", "cameo_code": "042", "quad_class": 1,
        "goldstein": 1.9, "plover_score": 2.0, "contexts": ["diplomatic"], "policy_sectors": [], "modality": "actual",
        "attributed_to": null, "confidence": 0.9, "content": null, "deadline_start": null, "deadline_end": null,
        "quantities": [], "place": "", "lat": null, "lon": null, "place_country": "", "place_precision": "",
        "sentence_text": "They met.", "report_ids": [id], "merged_because": ["lead"], "n_reports": 2, "n_documents": 2,
        "n_texts": 2, "sources": ["a", "b"], "n_sources": 2, "datasets": ["westphalia"]
    });
    if let (Some(event), Value::Object(changes)) = (event.as_object_mut(), changes) {
        event.extend(changes);
    }
    event
}

/// A record with these events, each filed under the month of its first report.
fn record(events: &[Value]) -> (TempDir, Files) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let month_of =
        |event: &Value| event["first_reported"].as_str().map_or("none".to_owned(), |day| day[..7].to_owned());
    let mut months: Vec<String> = events.iter().map(month_of).collect();
    months.sort();
    months.dedup();
    for month in months {
        let rows: Vec<&Value> = events.iter().filter(|event| month_of(event) == month).collect();
        write(&folder.path().join(format!("events/month={month}/1.parquet")), &rows);
    }
    let files = Files::below(folder.path()).expect("folders can be read");
    (folder, files)
}

fn write(path: &Path, rows: &[&Value]) {
    let schema = arrow_schema(&EVENTS);
    let mut decoder = ReaderBuilder::new(Arc::clone(&schema)).build_decoder().expect("a schema");
    decoder.serialize(rows).expect("rows of the schema");
    let batch = decoder.flush().expect("whole rows").expect("at least one row");
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
    let mut writer = ArrowWriter::try_new(File::create(path).expect("writable"), schema, None).expect("a writer");
    writer.write(&batch).expect("writable");
    writer.close().expect("writable");
}

/// Four events of two months.
fn sample() -> Vec<Value> {
    vec![
        event("1", "2024-06-17", &["RUS"], &["PRK"], json!({})),
        event("2", "2024-06-18", &["RUS", "PRK"], &[], json!({"symmetric": true, "goldstein": 3.0})),
        event("3", "2024-07-01", &["USA"], &["RUS-MIL", ":NATO"], json!({"quad_class": 4, "goldstein": -10.0})),
        event("4", "2024-07-02", &["USA"], &["RUS"], json!({"status": "retracted"})),
    ]
}

/// Asks the sample, within limits.
fn ask(sql: &str, limits: Limits) -> Result<(Vec<RecordBatch>, bool), Error> {
    ask_of(&sample(), sql, limits)
}

fn ask_of(events: &[Value], sql: &str, limits: Limits) -> Result<(Vec<RecordBatch>, bool), Error> {
    let (_folder, files) = record(events);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_time().build().expect("threads");
    runtime.block_on(async {
        let session = Session::open(&files, limits).await?;
        let mut answer = session.query(sql).await?;
        let mut batches = Vec::new();
        while let Some(batch) = answer.next().await? {
            batches.push(batch);
        }
        Ok((batches, answer.is_cut()))
    })
}

/// The rows, their values joined by a space.
fn rows(batches: &[RecordBatch]) -> Vec<String> {
    let options = FormatOptions::default().with_null("-");
    let row = |batch: &RecordBatch, at: usize| {
        let shown = batch.columns().iter().map(|column| {
            ArrayFormatter::try_new(column, &options).expect("a type that can be shown").value(at).to_string()
        });
        shown.collect::<Vec<_>>().join(" ")
    };
    batches.iter().flat_map(|batch| (0..batch.num_rows()).map(move |at| row(batch, at))).collect()
}

/// Checks the answer of the sample.
fn check(sql: &str, expected: &[&str]) {
    check_of(&sample(), sql, expected);
}

fn check_of(events: &[Value], sql: &str, expected: &[&str]) {
    let (batches, _) = ask_of(events, sql, Limits::default()).unwrap_or_else(|error| panic!("{sql}: {error:?}"));
    assert_eq!(rows(&batches), expected, "{sql}");
}
