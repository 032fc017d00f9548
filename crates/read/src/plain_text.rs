//! Plain text: a file is a document.

use crate::encoding::BOM;
use crate::fault::{Fault, Place};
use crate::fields::Guesses;
use crate::json_lines::Line;
use crate::record;
use crate::sniff::{self, Form};
use serde_json::{Map, Value};
use westphalia_model::Document;

/// The document that the bytes of a file hold, and what had to be changed to read it.
///
/// The text is the file, so that spans count its bytes; only a byte order mark is left out.
pub(crate) fn document(file: &str, bytes: Vec<u8>) -> (Option<Document>, Vec<Fault>) {
    if let Some(Form::Other { found, hint, .. }) = sniff::binary(&bytes) {
        let fault = Fault::error(Place::file(file), format!("expected text, found {found}"), hint);
        return (None, vec![fault]);
    }
    let mut faults = Vec::new();
    let text = utf8(file, bytes, &mut faults);
    if text.trim().is_empty() {
        let found = if text.is_empty() { "an empty file" } else { "nothing but space" };
        faults.push(Fault::error(Place::file(file), format!("expected text, found {found}"), ""));
        return (None, faults);
    }
    if let Some((object, body)) = front_matter(&text) {
        let at = Place::file(file);
        let (doc, told) = record::document(Line { at, object, faults }, &mut Guesses::default());
        return (doc.map(|doc| Document { id: file.to_owned(), text: body.to_owned(), ..doc }), told);
    }
    (Some(Document { id: file.to_owned(), text, ..Document::default() }), faults)
}

/// The fields between two lines of `---` at the start of a text, as writers of Markdown put them, and what follows.
///
/// Only plain `key: value` is understood; anything else leaves the text as it is.
fn front_matter(text: &str) -> Option<(Map<String, Value>, &str)> {
    let rest = text.strip_prefix("---")?.trim_start_matches('\r').strip_prefix('\n')?;
    let (head, body) = rest.split_once("\n---")?;
    let body = &body[body.find('\n')? + 1..];
    let mut fields: Map<String, Value> = Map::new();
    let mut last = String::new();
    for line in head.lines().filter(|line| !line.trim().is_empty()) {
        if line.starts_with([' ', '\t']) {
            // A value that goes on: in quotes, a backslash hides the end of the line.
            let Some(Value::String(value)) = fields.get_mut(&last) else { return None };
            let is_hidden = value.ends_with('\\');
            value.truncate(value.len() - usize::from(is_hidden));
            value.push_str(if is_hidden { line.trim_start().trim_start_matches('\\') } else { line });
        } else {
            let (key, value) = line.split_once(':')?;
            last = key.trim().to_owned();
            fields.insert(last.clone(), Value::String(value.trim().to_owned()));
        }
    }
    for value in fields.values_mut() {
        if let Value::String(text) = value {
            *text = unquoted(text);
        }
    }
    let begins = body.trim_start().chars().take(80).collect::<String>();
    // The record needs words to be one; they are replaced by the whole.
    fields.insert("text".to_owned(), Value::String(begins));
    Some((fields, body))
}

/// A value without its quotes, on one line.
fn unquoted(value: &str) -> String {
    let value = value.trim();
    let inner = ['"', '\''].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
    let text = inner.unwrap_or(value).replace("\\_", " ").replace("''", "'");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Decodes UTF-8 without its byte order mark; what is not UTF-8 becomes U+FFFD, and a fault says where it was.
fn utf8(file: &str, mut bytes: Vec<u8>, faults: &mut Vec<Fault>) -> String {
    let n_mark = if bytes.starts_with(BOM) { BOM.len() } else { 0 };
    bytes.drain(..n_mark);
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let valid_up_to = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let n_lines = memchr::memchr_iter(b'\n', &bytes[..valid_up_to]).count();
            let at = Place {
                file: file.to_owned(),
                line: Some(n_lines as u64 + 1),
                byte: Some((valid_up_to + n_mark) as u64),
            };
            faults.push(not_utf8(at, &bytes));
            String::from_utf8_lossy(&bytes).into_owned()
        }
    }
}

/// The fault of bytes that are not UTF-8; `at` is the first of them.
pub(crate) fn not_utf8(at: Place, bytes: &[u8]) -> Fault {
    let n_bad = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    let found = match n_bad {
        1 => "1 sequence of bytes that is not, replaced by U+FFFD".to_owned(),
        _ => format!("{n_bad} sequences of bytes that are not, each replaced by U+FFFD"),
    };
    Fault::warning(
        at,
        format!("expected UTF-8, found {found}"),
        "most of it is UTF-8 and is read as such; see where the bytes come from",
    )
}

#[cfg(test)]
mod tests {
    use super::document;

    /// Reads bytes and shows the text and the faults, a line each.
    fn check(bytes: &[u8], text: Option<&str>, faults: &[&str]) {
        let (doc, found) = document("a.txt", bytes.to_vec());
        assert_eq!(doc.map(|doc| doc.text).as_deref(), text);
        let found: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), faults.len(), "{found:?}");
        for (found, expected) in found.iter().zip(faults) {
            assert!(found.starts_with(expected), "expected {expected}\nfound {found}");
        }
    }

    #[test]
    fn text_is_kept_byte_for_byte() {
        check(b"Talks began.\r\nTalks ended.\r\n", Some("Talks began.\r\nTalks ended.\r\n"), &[]);
        check("Переговоры начались.".as_bytes(), Some("Переговоры начались."), &[]);
        check("بدأت المحادثات".as_bytes(), Some("بدأت المحادثات"), &[]);
        check("会谈开始。".as_bytes(), Some("会谈开始。"), &[]);
        check(b"\xEF\xBB\xBFTalks", Some("Talks"), &[]);
    }

    #[test]
    fn fields_before_a_text_are_taken() {
        let text = "---\ndate: '2022-05-04'\ntitle: \"Talks\\_begin\\\n  \\ and end\"\ntags: a\n---\n \nTalks began.\n";
        let (doc, faults) = document("a.md", text.as_bytes().to_vec());
        let doc = doc.expect("a document");
        assert_eq!(
            (doc.title.as_str(), doc.text.as_str(), faults.len()),
            ("Talks begin and end", " \nTalks began.\n", 0)
        );
        assert_eq!(doc.date.map(|date| date.to_string()).as_deref(), Some("2022-05-04"));
        let plain = "---\nTalks began\n---\nTalks ended\n";
        check(plain.as_bytes(), Some(plain), &[]);
    }

    #[test]
    fn what_is_not_utf8_is_replaced_and_told() {
        check(
            b"One.\nCaf\xE9 talks.",
            Some("One.\nCaf\u{FFFD} talks."),
            &[
                "warning: expected UTF-8, found 1 sequence of bytes that is not, replaced by U+FFFD\n  at: a.txt:2, byte 8",
            ],
        );
        check(
            b"\xEF\xBB\xBF\xE9\xE9",
            Some("\u{FFFD}\u{FFFD}"),
            &[
                "warning: expected UTF-8, found 2 sequences of bytes that are not, each replaced by U+FFFD\n  at: a.txt:1, byte 3",
            ],
        );
    }

    #[test]
    fn nothing_and_no_text_are_refused() {
        check(b"", None, &["error: expected text, found an empty file\n  at: a.txt"]);
        check(b"\xEF\xBB\xBF", None, &["error: expected text, found an empty file"]);
        check(b" \r\n", None, &["error: expected text, found nothing but space"]);
        check(b"a\0b", None, &["error: expected text, found binary data (a NUL at byte 1)"]);
        check(b"%PDF-1.7", None, &["error: expected text, found PDF\n  at: a.txt\n  hint: extract its text first"]);
    }
}
