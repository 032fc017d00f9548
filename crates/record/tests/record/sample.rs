//! Reports and documents for tests.

use serde_json::json;
use westphalia_model::{Document, Report};
use westphalia_record::{DocumentRow, document_id};

/// A report in which every column has a value somewhere.
pub fn report(id: &str, day: &str) -> Report {
    let party = |code: &str| {
        json!({"text": code, "span": [0, 3], "name": code, "country": code, "cow": 365, "gw": null, "body": "",
            "sector_roles": ["GOV"], "wikidata_id": ""})
    };
    let mut report = json!({
        "report_id": id, "document_id": "00", "sentence": 0, "sentence_text": "RUS visits PRK.", "dataset": "westphalia",
        "source": "", "url": "", "native_id": "", "original": "", "codebook_version": "1", "program_version": "0",
        "event_date_start": day, "event_date_end": day, "date_precision": "day", "date_basis": "text",
        "published_at": day, "actors": [party("RUS")], "recipients": [party("PRK")], "symmetric": false,
        "event_type": "CONSULT", "mode": "visit", "cameo_code": "042", "quad_class": 1, "goldstein": 1.9
    });
    let rest = json!({
        "plover_score": 3.0, "contexts": ["diplomatic"], "policy_sectors": [], "modality": "actual",
        "attributed_to": party("RUS"), "confidence": 0.9,
        "content": {"event_type": "AID", "mode": "", "text": "aid", "span": [1, 2], "actors": [party("RUS")],
            "recipients": []},
        "deadline_start": null, "deadline_end": null,
        "quantities": [{"kind": "money", "value": 1.5, "unit": "USD", "text": "1.5", "span": [0, 1]}],
        "place": "", "place_span": null, "lat": null, "lon": null, "place_country": "", "place_precision": "",
        "trigger": "visits", "trigger_span": [4, 10], "frame": "visit", "operators": [],
        "problems": [{"stage": "atlas", "message": "m", "span": null}]
    });
    if let (Some(report), Some(rest)) = (report.as_object_mut(), rest.as_object()) {
        report.extend(rest.clone());
    }
    serde_json::from_value(report).expect("a report")
}

/// A document that was coded.
pub fn document(text: &str, day: &str) -> DocumentRow {
    let doc = Document { text: text.to_owned(), date: day.parse().ok(), ..Document::default() };
    DocumentRow::new(&doc, &document_id(&doc), 1, Vec::new())
}
