//! From a JSON object to a document.

use crate::fault::{Fault, Place};
use crate::json_lines::{Line, kind_of};
use serde_json::{Map, Value};
use westphalia_model::{Date, Document};

/// The document that a line holds, or `None` where it has no words; and what did not fit.
pub(crate) fn document(line: Line) -> (Option<Document>, Vec<Fault>) {
    let Line { at, mut object, mut faults } = line;
    let here = Place { byte: None, ..at };
    let mut take = |key: &str, faults: &mut Vec<Fault>| string(&mut object, key, &here, faults);
    let mut doc = Document {
        id: take("id", &mut faults),
        title: take("title", &mut faults),
        text: take("text", &mut faults),
        url: take("url", &mut faults),
        source: take("source", &mut faults),
        ..Document::default()
    };
    doc.date = date(&mut object, &here, &mut faults);
    doc.extra = object;
    if doc.id.is_empty() {
        doc.id = here.to_string();
    }
    if doc.text.trim().is_empty() && doc.title.trim().is_empty() {
        faults.push(Fault::error(
            here,
            "expected an object with a \"text\" or a \"title\", found neither",
            "the fields are id, date, title, text, url, source",
        ));
        return (None, faults);
    }
    (Some(doc), faults)
}

/// Takes a string out of the object; a number or a list of strings is written as one, null is empty.
fn string(object: &mut Map<String, Value>, key: &str, at: &Place, faults: &mut Vec<Fault>) -> String {
    match object.shift_remove(key) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text,
        Some(Value::Number(number)) => number.to_string(),
        Some(other) => {
            let message = format!("expected a string as \"{key}\", found {}", kind_of(&other));
            faults.push(Fault::warning(at.clone(), message, "the field is kept as it came, and not used"));
            object.insert(key.to_owned(), other);
            String::new()
        }
    }
}

/// Takes the date of publication out of the object. One that cannot be read stays among the unknown fields.
fn date(object: &mut Map<String, Value>, at: &Place, faults: &mut Vec<Fault>) -> Option<Date> {
    let value = object.shift_remove("date")?;
    let found = match &value {
        Value::Null => return None,
        Value::String(text) if text.trim().is_empty() => return None,
        Value::String(text) => match parse_date(text) {
            Some(date) => return Some(date),
            None => format!("\"{text}\""),
        },
        other => kind_of(other).to_owned(),
    };
    faults.push(Fault::warning(
        at.clone(),
        format!("expected a date as YYYY-MM-DD, found {found}"),
        "the document is read without a date; --date sets one for documents that have none",
    ));
    object.insert("date".to_owned(), value);
    None
}

/// Reads `2024-06-17`, alone or before a time of day.
fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let (day, rest) = text.split_at_checked(10)?;
    if !(rest.is_empty() || rest.starts_with(['T', 't', ' '])) {
        return None;
    }
    day.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{document, parse_date};
    use crate::json_lines::JsonLines;

    /// Reads one line and shows the document as JSON and the faults as text.
    fn check(line: &str, doc: &str, faults: &[&str]) {
        let line = JsonLines::new("a.jsonl", line.as_bytes()).next().expect("a line").expect("an object");
        let (found, found_faults) = document(line);
        let found = found.map(|doc| serde_json::to_string(&doc).expect("a document serialises")).unwrap_or_default();
        assert_eq!(found, doc);
        let found_faults: Vec<String> =
            found_faults.iter().map(|f| format!("{}: {} at {}", f.severity, f.message, f.at)).collect();
        assert_eq!(found_faults, faults);
    }

    #[test]
    fn known_fields_are_taken_and_unknown_ones_kept() {
        check(
            r#"{"id":"a","date":"2024-06-17","title":"T","text":"X","url":"U","source":"S","lang":"en","n":[1]}"#,
            r#"{"id":"a","date":"2024-06-17","title":"T","text":"X","url":"U","source":"S","lang":"en","n":[1]}"#,
            &[],
        );
        check(r#"{"id":7,"text":"X","title":null,"date":null}"#, r#"{"id":"7","text":"X"}"#, &[]);
    }

    #[test]
    fn a_missing_identity_is_the_place() {
        check(r#"{"text":"X"}"#, r#"{"id":"a.jsonl:1","text":"X"}"#, &[]);
    }

    #[test]
    fn a_date_that_does_not_parse_is_kept_beside() {
        check(
            r#"{"id":"a","date":"17 June","text":"X"}"#,
            r#"{"id":"a","text":"X","date":"17 June"}"#,
            &["warning: expected a date as YYYY-MM-DD, found \"17 June\" at a.jsonl:1"],
        );
        check(
            r#"{"id":"a","date":2003,"text":"X"}"#,
            r#"{"id":"a","text":"X","date":2003}"#,
            &["warning: expected a date as YYYY-MM-DD, found a number at a.jsonl:1"],
        );
    }

    #[test]
    fn a_document_without_words_is_an_error() {
        let message = "error: expected an object with a \"text\" or a \"title\", found neither at a.jsonl:1";
        check(r#"{"id":"a"}"#, "", &[message]);
        check(
            r#"{"id":"a","text":["X"]}"#,
            "",
            &["warning: expected a string as \"text\", found an array at a.jsonl:1", message],
        );
        check(r#"{"id":"a","title":"Talks begin"}"#, r#"{"id":"a","title":"Talks begin","text":""}"#, &[]);
    }

    #[test]
    fn dates_may_carry_a_time_of_day() {
        let show = |text| parse_date(text).map(|date| date.to_string());
        let day = Some("2024-06-17".to_owned());
        for text in ["2024-06-17", " 2024-06-17 ", "2024-06-17T09:30:00Z", "2024-06-17 09:30:00"] {
            assert_eq!(show(text), day, "{text}");
        }
        for text in ["2024-13-01", "2023-02-29", "2024", "17/06/2024", "2024-06-175", "", "十二月十二日十二"] {
            assert_eq!(show(text), None, "{text}");
        }
    }
}
