//! A document with two events, made by hand, for tests of rendering.

use serde_json::{Value, json};
use westphalia_coder::{Coded, SentenceTrace};
use westphalia_model::{Document, Report};

const TEXT: &str = "Russia pledged aid to North Korea, Moscow said, and the two met.";

fn actor(text: &str, name: &str, country: &str) -> Value {
    let start = TEXT.find(text).unwrap_or_default();
    json!({
        "text": text, "span": [start, start + text.len()], "name": name, "country": country, "cow": null, "gw": null,
        "body": "", "sector_roles": ["GOV"], "wikidata_id": ""
    })
}

fn report(trigger: &str, changes: Value) -> Report {
    let start = TEXT.find(trigger).unwrap_or_default();
    let mut report = json!({
        "report_id": "00", "document_id": "a.txt", "sentence": 0, "sentence_text": TEXT, "codebook_version": "1",
        "program_version": "0.1.0", "event_date_start": "2024-06-17", "event_date_end": "2024-06-17",
        "date_precision": "day", "date_basis": "publication", "published_at": "2024-06-17",
        "actors": [actor("Russia", "Russia", "RUS")], "recipients": [actor("North Korea", "North Korea", "PRK")],
        "symmetric": false, "event_type": "AGREE", "mode": "", "cameo_code": "033", "quad_class": 1,
        "goldstein": 5.2, "plover_score": 3.0, "contexts": ["military"], "policy_sectors": [], "modality": "actual",
        "attributed_to": actor("Moscow", "Moscow", "RUS"), "confidence": 0.9, "content": null,
        "deadline_start": null, "deadline_end": null, "quantities": [], "place": "", "place_span": null, "lat": null,
        "lon": null, "place_country": "", "place_precision": "", "trigger": trigger,
        "trigger_span": [start, start + trigger.len()], "frame": "promise", "operators": [], "problems": []
    });
    if let (Some(report), Value::Object(changes)) = (report.as_object_mut(), changes) {
        report.extend(changes);
    }
    serde_json::from_value(report).expect("a report")
}

/// The document and its events.
pub fn coded() -> (Document, Coded) {
    let doc =
        Document { id: "a.txt".to_owned(), title: "Pledge".to_owned(), text: TEXT.to_owned(), ..Document::default() };
    let met = json!({
        "event_type": "CONSULT", "mode": "visit", "symmetric": true, "recipients": [], "attributed_to": null,
        "actors": [actor("Russia", "Russia", "RUS"), actor("North Korea", "North Korea", "PRK")],
        "event_date_end": "2024-06-18", "modality": "future"
    });
    let reports = vec![report("pledged", json!({})), report("met", met)];
    (doc, Coded { reports, n_sentences: 1, ..Coded::default() })
}

/// The reasons for one sentence.
pub fn trace() -> SentenceTrace {
    SentenceTrace {
        sentence: 0,
        text: TEXT.to_owned(),
        tree: vec!["1 Russia Russia PROPN 2 nsubj".to_owned()],
        mentions: vec!["Russia = RUS".to_owned()],
        decisions: vec!["pledged: AGREE".to_owned()],
        ..SentenceTrace::default()
    }
}
