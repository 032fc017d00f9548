//! Sentences with a marked source and target, one a JSON line.

use crate::fault::{Fault, Place};
use crate::json_lines::{Line, kind_of};
use serde_json::Value;
use westphalia_model::Span;

/// A sentence in which somebody has marked who acts and who is acted upon.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MarkedPair {
    /// Identity as it came: a string or a number.
    pub id: Value,
    /// The sentence.
    pub text: String,
    /// Byte spans of the source; may be empty.
    pub source: Vec<Span>,
    /// Byte spans of the target; may be empty.
    pub target: Vec<Span>,
}

impl MarkedPair {
    /// Takes the pair out of a line: `{"id", "text", "source": [[start, end], ...], "target": [...]}`.
    ///
    /// Spans of the input count Unicode characters, end exclusive; those of the result count bytes. A target that is
    /// missing, null or empty is no target. What does not fit is a fault, and the rest is taken.
    #[must_use]
    pub fn from_line(line: Line) -> (Self, Vec<Fault>) {
        let Line { at, mut object, mut faults } = line;
        let here = Place { byte: None, ..at };
        let id = object.shift_remove("id").filter(|id| !id.is_null()).unwrap_or_else(|| here.to_string().into());
        let text = match object.shift_remove("text") {
            Some(Value::String(text)) => text,
            other => {
                let found = other.as_ref().map_or("nothing", kind_of);
                let hint = "the fields are id, text, source, target";
                faults.push(Fault::error(here.clone(), format!("expected a string as \"text\", found {found}"), hint));
                String::new()
            }
        };
        let offsets = Offsets::of(&text);
        let mut spans = |key: &str| spans(object.get(key), key, &offsets, &here, &mut faults);
        let source = spans("source");
        let target = spans("target");
        if !text.is_empty() && object.get("source").is_none_or(Value::is_null) {
            let message = "expected [[start, end], ...] as \"source\", found nothing";
            faults.push(Fault::warning(
                here,
                message,
                "without a marked source the label is a guess from the words alone",
            ));
        }
        (Self { id, text, source, target }, faults)
    }
}

/// Where the characters of a text begin.
struct Offsets(Vec<usize>);

impl Offsets {
    fn of(text: &str) -> Self {
        Self(text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect())
    }

    /// The bytes of the characters `start..end`, or `None` where they do not lie within the text.
    fn span(&self, start: u64, end: u64) -> Option<Span> {
        let byte = |n: u64| self.0.get(usize::try_from(n).ok()?).copied();
        (start <= end).then_some(())?;
        Some(Span::new(byte(start)?, byte(end)?))
    }
}

/// The spans of one field.
fn spans(value: Option<&Value>, key: &str, offsets: &Offsets, at: &Place, faults: &mut Vec<Fault>) -> Vec<Span> {
    let entries = match value {
        None | Some(Value::Null) => return Vec::new(),
        Some(Value::Array(entries)) => entries,
        Some(other) => {
            let message = format!("expected [[start, end], ...] as \"{key}\", found {}", kind_of(other));
            faults.push(Fault::warning(at.clone(), message, "the field is passed over"));
            return Vec::new();
        }
    };
    let mut found = Vec::new();
    for entry in entries {
        let ends = entry.as_array().map(|pair| pair.iter().map(Value::as_u64).collect::<Vec<_>>());
        let span = match ends.as_deref() {
            Some([Some(start), Some(end)]) => offsets.span(*start, *end),
            _ => None,
        };
        match span {
            Some(span) => found.push(span),
            None => faults.push(Fault::warning(
                at.clone(),
                format!(
                    "expected [start, end] within the {} characters of the text in \"{key}\", found {entry}",
                    offsets.0.len() - 1
                ),
                "spans count Unicode characters from 0, end exclusive; this one is passed over",
            )),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::MarkedPair;
    use crate::json_lines::JsonLines;

    /// Reads one line and shows the words of source and target, and the faults.
    fn check(line: &str, source: &[&str], target: &[&str], faults: &[&str]) {
        let line = JsonLines::new("a.jsonl", line.as_bytes()).next().expect("a line").expect("an object");
        let (pair, found) = MarkedPair::from_line(line);
        let words = |spans: &[super::Span]| spans.iter().map(|span| span.of(&pair.text).to_owned()).collect::<Vec<_>>();
        assert_eq!(words(&pair.source), source);
        assert_eq!(words(&pair.target), target);
        let found: Vec<String> = found.iter().map(|fault| fault.message.clone()).collect();
        assert_eq!(found, faults);
    }

    #[test]
    fn characters_become_bytes() {
        let line = r#"{"id":1,"text":"Zürich met Köln","source":[[0,6]],"target":[[11,15]]}"#;
        check(line, &["Zürich"], &["Köln"], &[]);
        check(r#"{"id":1,"text":"中国访问俄国","source":[[0,2]],"target":[[4,6]]}"#, &["中国"], &["俄国"], &[]);
        check(r#"{"id":1,"text":"A and B met","source":[[0,1],[6,7]]}"#, &["A", "B"], &[], &[]);
        check(r#"{"id":1,"text":"A met B","source":[[0,1]],"target":null}"#, &["A"], &[], &[]);
        check(r#"{"id":1,"text":"A met B","source":[],"target":[]}"#, &[], &[], &[]);
    }

    #[test]
    fn what_does_not_fit_is_told_and_the_rest_taken() {
        check(
            r#"{"text":"A met B","source":[[0,1],[6,9],[1,0],["a"]],"target":"B"}"#,
            &["A"],
            &[],
            &[
                "expected [start, end] within the 7 characters of the text in \"source\", found [6,9]",
                "expected [start, end] within the 7 characters of the text in \"source\", found [1,0]",
                "expected [start, end] within the 7 characters of the text in \"source\", found [\"a\"]",
                "expected [[start, end], ...] as \"target\", found a string",
            ],
        );
        let missing = "expected [[start, end], ...] as \"source\", found nothing";
        check(r#"{"id":"a","text":"A met B","source":null}"#, &[], &[], &[missing]);
        check(r#"{"id":"a"}"#, &[], &[], &["expected a string as \"text\", found nothing"]);
    }
}
