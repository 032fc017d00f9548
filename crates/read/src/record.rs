//! From a JSON object or a row of a table to a document.

use crate::dates::{self, NoDay};
use crate::fault::{Fault, Place};
use crate::fields::{self, Field, Guesses};
use crate::html;
use crate::json_lines::{Line, kind_of};
use serde_json::{Map, Value};
use std::panic::{AssertUnwindSafe, catch_unwind};
use westphalia_model::{Date, Document};

/// The document that a line holds, or `None` where it has no words; and what did not fit.
///
/// Fields are known by their usual names; what is guessed is told once a file, and what is not used is kept.
pub(crate) fn document(line: Line, guesses: &mut Guesses) -> (Option<Document>, Vec<Fault>) {
    let Line { at, object, faults } = line;
    let mut record = Record { at: Place { byte: None, ..at }, object, faults, taken: Vec::new() };
    let text = record.string(Field::Text);
    let mut doc = Document {
        text: words(text),
        title: words(record.string(Field::Title)),
        id: record.string(Field::Id),
        url: record.string(Field::Url),
        source: record.string(Field::Source),
        author: record.string(Field::Author),
        language: record.language(),
        date: record.date(guesses),
        ..Document::default()
    };
    let Record { at, object, mut faults, taken } = record;
    if let Some(told) = guesses.tell(&taken, object.keys().map(String::as_str)) {
        let file = Place::file(&at.file);
        faults.insert(0, Fault::note(file, told, "rename the fields to id, date, title, text, url, source to be sure"));
    }
    if doc.text.trim().is_empty() && doc.title.trim().is_empty() {
        let message = "expected an object with a \"text\" or a \"title\", found neither";
        faults.push(Fault::error(at, message, no_words(object.keys().map(String::as_str))));
        return (None, faults);
    }
    doc.extra = beside(&doc, object);
    if doc.id.is_empty() {
        doc.id = at.to_string();
    }
    (Some(doc), faults)
}

/// The fields that are kept beside those of the document. One that has our name but was not taken gets another.
fn beside(doc: &Document, mut object: Map<String, Value>) -> Map<String, Value> {
    for field in fields::all() {
        let is_set = match field {
            Field::Id | Field::Text => true,
            Field::Date => doc.date.is_some(),
            Field::Title => !doc.title.is_empty(),
            Field::Url => !doc.url.is_empty(),
            Field::Source => !doc.source.is_empty(),
            Field::Author => !doc.author.is_empty(),
            Field::Language => !doc.language.is_empty(),
        };
        let name = field.name();
        if is_blank(object.get(name)) {
            object.shift_remove(name);
        } else if is_set && let Some(value) = object.shift_remove(name) {
            object.insert(format!("{name}_as_given"), value);
        }
    }
    object
}

/// What to try where no name is that of a text.
pub(crate) fn no_words<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.take(20).map(|name| format!("`{name}`")).collect();
    let found = if names.is_empty() { "nothing".to_owned() } else { names.join(", ") };
    format!("found {found}; the fields are id, date, title, text, url, source, author, language")
}

/// A text without its markup, if it is a piece of HTML.
fn words(text: String) -> String {
    let start = text.trim_start();
    let is_markup =
        start.starts_with('<') && start[1..].starts_with(|c: char| c.is_ascii_alphabetic()) && start.contains("</");
    if !is_markup {
        return text;
    }
    // A parser that breaks on a text costs the taking out of its markup, and no more.
    catch_unwind(AssertUnwindSafe(|| html::reduced(&text))).unwrap_or(text)
}

/// An object from which fields are taken one by one.
struct Record {
    at: Place,
    object: Map<String, Value>,
    faults: Vec<Fault>,
    taken: Vec<(Field, String)>,
}

impl Record {
    /// The keys that may be the field and hold something, likeliest first.
    fn keys(&self, field: Field) -> Vec<String> {
        let names = fields::candidates(field, self.object.keys().map(String::as_str));
        names.into_iter().filter(|name| !is_blank(self.object.get(*name))).map(str::to_owned).collect()
    }

    /// Takes a field that is text; numbers and lists of strings are written as text.
    fn string(&mut self, field: Field) -> String {
        for key in self.keys(field) {
            let Some(value) = self.object.get(&key) else { continue };
            let Some(text) = string(value, field) else {
                let message = format!("expected a string as \"{key}\", found {}", kind_of(value));
                let hint = "the field is kept as it came, and not used";
                self.faults.push(Fault::warning(self.at.clone(), message, hint));
                continue;
            };
            self.object.shift_remove(&key);
            self.taken.push((field, key));
            return text;
        }
        String::new()
    }

    /// Takes the language, where two letters tell it.
    fn language(&mut self) -> String {
        for key in self.keys(Field::Language) {
            let code = self.object.get(&key).and_then(Value::as_str).map(fields::language).unwrap_or_default();
            if !code.is_empty() {
                self.object.shift_remove(&key);
                self.taken.push((Field::Language, key));
                return code;
            }
        }
        String::new()
    }

    /// Takes the first date that names a day. If none does, all stay where they are, and a fault tells of the first.
    fn date(&mut self, guesses: &mut Guesses) -> Option<Date> {
        let mut unread = None;
        for key in self.keys(Field::Date) {
            let Some(value) = self.object.get(&key) else { continue };
            let found = match value {
                Value::String(text) => dates::parse(text).map_err(|why| why.found(text)),
                Value::Number(number) => {
                    let day = number.as_f64().ok_or(NoDay::Unknown).and_then(dates::number);
                    day.map_err(|why| why.found(&number.to_string()))
                }
                other => Err(kind_of(other).to_owned()),
            };
            match found {
                Ok(date) => {
                    self.object.shift_remove(&key);
                    self.taken.push((Field::Date, key));
                    return Some(date);
                }
                Err(found) => unread = unread.or(Some(found)),
            }
        }
        let message = format!("expected a date such as 2024-06-17, found {}", unread?);
        let hint = guesses.tell_date()?;
        self.faults.push(Fault::warning(self.at.clone(), message, hint));
        None
    }
}

/// Whether there is nothing in the field.
fn is_blank(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.trim().is_empty(),
        Some(Value::Array(items)) => items.is_empty(),
        _ => false,
    }
}

/// A value as text: of `{"name": ...}` the name, of a list its entries.
fn string(value: &Value, field: Field) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => {
            let items: Option<Vec<String>> = items.iter().map(|item| string(item, field)).collect();
            Some(items?.join(if field == Field::Text { "\n\n" } else { ", " }))
        }
        Value::Object(object) => {
            let inner = ["name", "rendered", "$oid", "title", "value", "#text"];
            inner.iter().find_map(|key| object.get(*key)?.as_str()).map(str::to_owned)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::document;
    use crate::fields::Guesses;
    use crate::json_lines::JsonLines;

    /// Reads one line and shows the document as JSON and the faults as text.
    fn check(line: &str, doc: &str, faults: &[&str]) {
        let line = JsonLines::new("a.jsonl", line.as_bytes()).next().expect("a line").expect("an object");
        let (found, found_faults) = document(line, &mut Guesses::default());
        let found = found.map(|doc| serde_json::to_string(&doc).expect("a document serialises")).unwrap_or_default();
        assert_eq!(found, doc);
        let found_faults: Vec<String> =
            found_faults.iter().map(|f| format!("{}: {} at {}", f.severity, f.message, f.at)).collect();
        assert_eq!(found_faults, faults);
    }

    #[test]
    fn known_fields_are_taken_and_unknown_ones_kept() {
        check(
            r#"{"id":"a","date":"2024-06-17","title":"T","text":"X","url":"U","source":"S","lang":"en-US","n":[1]}"#,
            r#"{"id":"a","date":"2024-06-17","title":"T","text":"X","url":"U","source":"S","language":"en","n":[1]}"#,
            &[],
        );
        check(r#"{"id":7,"text":"X","title":null,"date":null}"#, r#"{"id":"7","text":"X"}"#, &[]);
    }

    #[test]
    fn usual_names_are_guessed_and_told() {
        check(
            r#"{"_id":{"$oid":"7"},"headline":"T","body":"X","pub_date":"17 June 2024","source":{"id":null,"name":"S"},"authors":["A","B"],"n":1}"#,
            r#"{"id":"7","date":"2024-06-17","title":"T","text":"X","source":"S","author":"A, B","n":1}"#,
            &[
                "note: guessed text from `body`, title from `headline`, author from `authors`, date from `pub_date`; kept, not used: `n` at a.jsonl",
            ],
        );
        check(
            r#"{"text":"","content":{"rendered":"<p>One.</p><p>Two.</p>"},"title":{"rendered":"T"}}"#,
            r#"{"id":"a.jsonl:1","title":"T","text":"One.\n\nTwo.","date":null}"#.replace(",\"date\":null", "").as_str(),
            &["note: guessed text from `content`; kept, not used: `text` at a.jsonl"],
        );
        check(
            r#"{"id":"a","text":"X","date":"2024","published":"2024-06-17"}"#,
            r#"{"id":"a","date":"2024-06-17","text":"X","date_as_given":"2024"}"#,
            &["note: guessed date from `published`; kept, not used: `date` at a.jsonl"],
        );
    }

    #[test]
    fn a_missing_identity_is_the_place() {
        check(r#"{"text":"X"}"#, r#"{"id":"a.jsonl:1","text":"X"}"#, &[]);
    }

    #[test]
    fn a_date_that_does_not_parse_is_kept_beside() {
        check(
            r#"{"id":"a","date":"mid June","text":"X"}"#,
            r#"{"id":"a","text":"X","date":"mid June"}"#,
            &["warning: expected a date such as 2024-06-17, found \"mid June\" at a.jsonl:1"],
        );
        check(
            r#"{"id":"a","date":2003,"text":"X"}"#,
            r#"{"id":"a","text":"X","date":2003}"#,
            &["warning: expected a date such as 2024-06-17, found \"2003\", which names no day at a.jsonl:1"],
        );
        check(
            r#"{"id":"a","date":"03/04/2024","text":"X"}"#,
            r#"{"id":"a","text":"X","date":"03/04/2024"}"#,
            &[
                "warning: expected a date such as 2024-06-17, found \"03/04/2024\", which may be day/month or month/day at a.jsonl:1",
            ],
        );
    }

    #[test]
    fn dates_without_a_day_are_told_ten_times() {
        let lines = "{\"text\":\"X\",\"date\":\"2000\"}\n".repeat(30);
        let mut guesses = Guesses::default();
        let told = JsonLines::new("a.jsonl", lines.as_bytes())
            .map(|line| document(line.expect("an object"), &mut guesses).1.len());
        assert_eq!(told.sum::<usize>(), 10);
    }

    #[test]
    fn a_document_without_words_is_an_error() {
        let message = "error: expected an object with a \"text\" or a \"title\", found neither at a.jsonl:1";
        check(r#"{"id":"a"}"#, "", &[message]);
        check(
            r#"{"id":"a","text":[true]}"#,
            "",
            &["warning: expected a string as \"text\", found an array at a.jsonl:1", message],
        );
        check(r#"{"id":"a","text":["X","Y"]}"#, r#"{"id":"a","text":"X\n\nY"}"#, &[]);
        check(r#"{"id":"a","title":"Talks begin"}"#, r#"{"id":"a","title":"Talks begin","text":""}"#, &[]);
    }
}
