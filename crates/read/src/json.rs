//! JSON that is no lines: a list of objects, or objects over several lines.
//!
//! The objects of a list are cut out one by one, so that a list may be longer than memory, and a broken object costs
//! one object. An object that holds the list (`{"articles": [...]}`) is read as a whole.

use crate::encoding::BOM;
use crate::fault::{Fault, Place};
use crate::fields::{self, Field};
use crate::found::{MAX_DOCUMENT, MAX_WHOLE, too_long};
use crate::json_lines::Line;
use crate::packed::{Bytes, Cut};
use crate::plain_text::not_utf8;
use serde_json::{Map, Value};

/// How deep the list of documents may lie within one object.
const MAX_WRAPPING: usize = 3;

/// The objects of a stream of JSON, one at a time.
pub(crate) struct JsonValues {
    reader: Bytes,
    file: String,
    buffer: Vec<u8>,
    n_bytes: u64,
    n_lines: u64,
    in_list: bool,
    ended: bool,
    cut: Cut,
}

/// Finds the end of an object without understanding what is in it.
#[derive(Default)]
struct Scan {
    depth: usize,
    in_string: bool,
    escaped: bool,
}

impl Scan {
    /// Where the object ends within the next bytes, if it does.
    fn end(&mut self, bytes: &[u8]) -> Option<usize> {
        for (at, byte) in bytes.iter().enumerate() {
            match (self.in_string, byte) {
                (true, _) if self.escaped => self.escaped = false,
                (true, b'\\') => self.escaped = true,
                (_, b'"') => self.in_string = !self.in_string,
                (false, b'{' | b'[') => self.depth += 1,
                (false, b'}' | b']') => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
        }
        None
    }
}

impl JsonValues {
    /// The objects of `reader`; `file` names it in faults.
    pub(crate) fn new(file: &str, reader: Bytes, cut: Cut) -> Self {
        let file = file.to_owned();
        Self { reader, file, buffer: Vec::new(), n_bytes: 0, n_lines: 0, in_list: false, ended: false, cut }
    }

    fn at(&self) -> Place {
        Place { file: self.file.clone(), line: Some(self.n_lines + 1), byte: Some(self.n_bytes) }
    }

    /// Goes over the next bytes.
    fn pass(&mut self, n_bytes: usize) {
        if let Ok(chunk) = self.reader.fill_buf() {
            self.n_lines += memchr::memchr_iter(b'\n', &chunk[..n_bytes.min(chunk.len())]).count() as u64;
        }
        self.reader.consume(n_bytes);
        self.n_bytes += n_bytes as u64;
    }

    /// Goes to the next object; a fault where something else stands between.
    fn seek(&mut self) -> Option<Result<(), Fault>> {
        let mut other = None;
        loop {
            let chunk = self.reader.fill_buf().unwrap_or_default();
            if chunk.is_empty() {
                self.ended = true;
                return other.map(Err);
            }
            let between = |byte: &&u8| byte.is_ascii_whitespace() || b",]}".contains(byte) || BOM.contains(byte);
            let n_between = chunk.iter().take_while(between).count();
            match chunk.get(n_between) {
                None => self.pass(n_between),
                Some(b'[') => {
                    self.in_list = true;
                    self.pass(n_between + 1);
                }
                Some(b'{') => {
                    self.pass(n_between);
                    // What stands before is told first; the object comes with the next call.
                    return Some(other.map_or(Ok(()), Err));
                }
                Some(byte) => {
                    let found = format!("{:?}", char::from(*byte));
                    self.pass(n_between);
                    let message = format!("expected a list of JSON objects, found {found}");
                    let hint = "a document is {\"id\": \"a\", \"date\": \"2024-06-17\", \"text\": \"...\"}";
                    let at = self.at();
                    other = other.or_else(|| Some(Fault::error(at, message, hint)));
                    self.pass_other();
                }
            }
        }
    }

    /// Goes over what is no object, up to the next that may be one.
    fn pass_other(&mut self) {
        let chunk = self.reader.fill_buf().unwrap_or_default();
        let n_bytes = memchr::memchr2(b'{', b'[', chunk).unwrap_or(chunk.len());
        self.pass(n_bytes);
    }

    /// Reads the object that begins here into the buffer.
    fn collect(&mut self) -> Result<(), Fault> {
        let at = self.at();
        // The objects of a list are documents; one that stands alone may hold a list.
        let (what, limit) = if self.in_list { ("an object", MAX_DOCUMENT) } else { ("JSON in one object", MAX_WHOLE) };
        let mut scan = Scan::default();
        self.buffer.clear();
        loop {
            let chunk = self.reader.fill_buf().unwrap_or_default();
            let end = scan.end(chunk);
            let n_bytes = end.unwrap_or(chunk.len());
            if self.buffer.len() <= limit {
                self.buffer.extend_from_slice(&chunk[..n_bytes]);
            }
            self.pass(n_bytes);
            if end.is_some() && self.buffer.len() <= limit {
                return Ok(());
            }
            if end.is_some() {
                return Err(too_long(at, what, limit, "write one document a line: jq -c '.[]' FILE"));
            }
            if n_bytes == 0 {
                self.ended = true;
                let hint = "a quote or a bracket is open; what comes before it was read";
                return Err(Fault::error(at, "expected the end of the JSON object, found the end of the file", hint));
            }
        }
    }

    /// Understands the object in the buffer.
    fn object(&mut self, at: Place) -> Result<Line, Fault> {
        let mut faults = Vec::new();
        if let Err(error) = std::str::from_utf8(&self.buffer) {
            let first = Place { byte: at.byte.map(|start| start + error.valid_up_to() as u64), ..at.clone() };
            faults.push(not_utf8(first, &self.buffer));
            self.buffer = String::from_utf8_lossy(&self.buffer).into_owned().into_bytes();
        }
        match serde_json::from_slice::<Map<String, Value>>(&self.buffer) {
            Ok(object) => Ok(Line { at, object, faults }),
            Err(error) => {
                let line = at.line.map(|line| line + error.line().saturating_sub(1) as u64);
                let found = error.to_string();
                let found = found.split(" at line ").next().unwrap_or_default();
                let message = format!("expected a JSON object, found: {found}");
                Err(Fault::error(Place { line, ..at }, message, "keys and strings in double quotes, commas between"))
            }
        }
    }
}

impl Iterator for JsonValues {
    type Item = Result<Line, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        if let Err(fault) = self.seek()? {
            return Some(Err(fault));
        }
        let at = self.at();
        match self.collect() {
            Ok(()) => Some(self.object(at)),
            // The cut is told for the file as a whole.
            Err(_) if self.ended && self.cut.is_cut() => None,
            Err(fault) => Some(Err(fault)),
        }
    }
}

/// The documents within a line: itself, or those of the list that it holds.
pub(crate) fn unwrapped(line: Line) -> Vec<Line> {
    if holds_words(&line.object) {
        return vec![line];
    }
    let Line { at, mut object, faults } = line;
    match list(&mut object, MAX_WRAPPING) {
        Some(objects) => {
            let place = |n: usize| Place { file: format!("{}, item {}", at.file, n + 1), line: None, byte: None };
            let mut faults = Some(faults);
            let line = |(n, object)| Line { at: place(n), object, faults: faults.take().unwrap_or_default() };
            objects.into_iter().enumerate().map(line).collect()
        }
        None => vec![Line { at, object, faults }],
    }
}

/// Takes out the documents that an object holds: the first list of them, or those that it holds by name.
fn list(object: &mut Map<String, Value>, depth: usize) -> Option<Vec<Map<String, Value>>> {
    let is_list = |value: &Value| value.as_array().is_some_and(|items| items.first().is_some_and(is_document));
    let objects = |items: Vec<Value>| {
        let object = |item| match item {
            Value::Object(object) => Some(object),
            _ => None,
        };
        items.into_iter().filter_map(object).collect()
    };
    if let Some(Value::Array(items)) = object.values_mut().find(|value| is_list(value)) {
        return Some(objects(std::mem::take(items)));
    }
    if !object.is_empty() && object.values().all(is_document) {
        return Some(objects(std::mem::take(object).into_iter().map(|(_, value)| value).collect()));
    }
    let depth = depth.checked_sub(1)?;
    object.values_mut().filter_map(Value::as_object_mut).find_map(|inner| list(inner, depth))
}

/// Whether this is an object with a title or a text of its own. A description is not enough: pictures have one.
fn is_document(value: &Value) -> bool {
    let may_be = |name: &str| {
        Field::Title.rank(name).is_some() || (Field::Text.rank(name).is_some() && !fields::is_summary(name))
    };
    value.as_object().is_some_and(|object| object.iter().any(|(name, value)| may_be(name) && is_words(value)))
}

/// Whether a key may be the text or the title, and is not itself a list of objects.
fn holds_words(object: &Map<String, Value>) -> bool {
    let may_be = |name: &str| Field::Text.rank(name).or(Field::Title.rank(name)).is_some();
    object.iter().any(|(name, value)| may_be(name) && is_words(value))
}

/// Whether there is text in the value.
fn is_words(value: &Value) -> bool {
    match value {
        Value::String(_) => true,
        Value::Array(items) => items.first().is_some_and(Value::is_string),
        Value::Object(inner) => inner.values().any(Value::is_string),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{JsonValues, unwrapped};
    use crate::packed::Cut;
    use std::io::{BufReader, Cursor};

    /// Reads objects and shows each as its place and its keys, or its fault; with a slow pipe too.
    fn check(input: &str, expected: &[&str]) {
        for capacity in [1, 1 << 16] {
            let reader = BufReader::with_capacity(capacity, Cursor::new(input.as_bytes().to_vec()));
            let found: Vec<String> = JsonValues::new("a.json", Box::new(reader), Cut::default())
                .flat_map(|line| match line {
                    Ok(line) => unwrapped(line)
                        .into_iter()
                        .map(|line| {
                            format!("{} {}", line.at, line.object.keys().cloned().collect::<Vec<_>>().join(","))
                        })
                        .collect(),
                    Err(fault) => vec![format!("{}: {}", fault.at, fault.message)],
                })
                .collect();
            assert_eq!(found, expected, "{input}");
        }
    }

    #[test]
    fn lists_and_objects_over_lines_are_read() {
        check(
            "[\n {\"text\": \"a ]}\\\" {\"},\n {\"title\": \"b\"}\n]\n",
            &["a.json:2, byte 3 text", "a.json:3, byte 26 title"],
        );
        check("{\n \"text\": \"a\",\n \"x\": [{}, 2]\n}", &["a.json:1, byte 0 text,x"]);
        check("{\"text\":\"a\"}\n{\n\"text\":\"b\"}", &["a.json:1, byte 0 text", "a.json:2, byte 13 text"]);
        check("\u{FEFF}[{\"text\":\"a\"}]", &["a.json:1, byte 4 text"]);
        check("[]", &[]);
    }

    #[test]
    fn an_object_may_hold_the_list() {
        let two = ["a.json, item 1 title", "a.json, item 2 title"];
        check("{\"status\":\"ok\",\"articles\":[{\"title\":\"a\"},{\"title\":\"b\"}]}", &two);
        check("{\"response\":{\"results\":[{\"title\":\"a\"},{\"title\":\"b\"}]}}", &two);
        check(
            "{\"a\":{\"title\":\"a\"},\"b\":{\"title\":\"b\",\"images\":[{\"description\":\"x\"}]}}",
            &["a.json, item 1 title", "a.json, item 2 title,images"],
        );
        check("{\"id\":1,\"images\":[{\"description\":\"x\"}]}", &["a.json:1, byte 0 id,images"]);
        check("{\"id\":1,\"list\":[1,2]}", &["a.json:1, byte 0 id,list"]);
    }

    #[test]
    fn a_broken_object_costs_one_object() {
        check(
            "[{\"text\":\"a\"},\n{text:1},\n{\"text\":\"b\"}]",
            &[
                "a.json:1, byte 1 text",
                "a.json:2, byte 15: expected a JSON object, found: key must be a string",
                "a.json:3, byte 25 text",
            ],
        );
        check(
            "[1, \"a\", {\"text\":\"b\"}]",
            &["a.json:1, byte 1: expected a list of JSON objects, found '1'", "a.json:1, byte 9 text"],
        );
        check(
            "[{\"text\":\"a\"},{\"text\":\"b",
            &[
                "a.json:1, byte 1 text",
                "a.json:1, byte 14: expected the end of the JSON object, found the end of the file",
            ],
        );
    }
}
