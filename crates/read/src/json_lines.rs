//! JSON lines: one object a line, read line by line.

use crate::encoding::{BOM, Charset};
use crate::fault::{Fault, Place};
use crate::found::{MAX_DOCUMENT, too_long};
use crate::packed::Cut;
use crate::plain_text::not_utf8;
use crate::sniff::{self, Form};
use serde_json::{Map, Value};
use std::io::{self, BufRead};

/// One line that holds an object, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The file, the line, and the byte where the line begins.
    pub at: Place,
    /// The object.
    pub object: Map<String, Value>,
    /// What had to be changed to read it.
    pub faults: Vec<Fault>,
}

/// The objects of a stream of JSON lines, one at a time. Blank lines are passed over; a broken line is a fault, and
/// reading goes on.
#[derive(Debug)]
pub struct JsonLines<R> {
    reader: R,
    file: String,
    buffer: Vec<u8>,
    n_lines: u64,
    n_bytes: u64,
    ended: bool,
    cut: Cut,
}

impl<R: BufRead> JsonLines<R> {
    /// Reads the objects of `reader`; `file` names it in faults.
    #[must_use]
    pub fn new(file: &str, reader: R) -> Self {
        Self::until(file, reader, Cut::default())
    }

    /// The same over a stream that may be cut: the line on which it is cut is nobody's fault but the cut's.
    pub(crate) fn until(file: &str, reader: R, cut: Cut) -> Self {
        Self { reader, file: file.to_owned(), buffer: Vec::new(), n_lines: 0, n_bytes: 0, ended: false, cut }
    }

    /// The fault of a stream that holds no lines of JSON at all, told by its first bytes, which are not consumed.
    ///
    /// A NUL on a later line is left to that line: one damaged line costs one line.
    ///
    /// # Errors
    ///
    /// If the first bytes cannot be read.
    pub fn binary(file: &str, reader: &mut R) -> io::Result<Option<Fault>> {
        let head = reader.fill_buf()?;
        let first = memchr::memchr(b'\n', head).map_or(head, |end| &head[..end]);
        let binary = match sniff::binary(first) {
            Some(Form::Other { found, hint, .. }) => Some((found, hint)),
            _ => None,
        };
        let encoding = Charset::by_bytes(head)
            .map(|name| (format!("{name} text"), "convert it first: iconv -f UTF-16 -t UTF-8 FILE"));
        let binary = encoding.or(binary);
        let found = binary.or_else(|| sniff::whole_json(head).map(|(found, hint)| (found.to_owned(), hint)));
        Ok(found
            .map(|(found, hint)| Fault::error(Place::file(file), format!("expected JSON lines, found {found}"), hint)))
    }

    /// The next line that is not blank, and where it begins.
    fn next_line(&mut self) -> Option<Result<Place, Fault>> {
        while !self.ended {
            self.buffer.clear();
            let start = self.n_bytes;
            let at = Place { file: self.file.clone(), line: Some(self.n_lines + 1), byte: Some(start) };
            match read_line(&mut self.reader, &mut self.buffer) {
                Ok(0) => self.ended = true,
                Ok(n_bytes) => {
                    self.n_bytes += n_bytes;
                    self.n_lines += 1;
                    if self.buffer.len() > MAX_DOCUMENT {
                        let hint = "the line is passed over; is this one JSON object a line?";
                        return Some(Err(too_long(at, "a line", MAX_DOCUMENT, hint)));
                    }
                    let n_mark = if start == 0 && self.buffer.starts_with(BOM) { BOM.len() } else { 0 };
                    // The mark becomes space, which JSON passes over, so that offsets stay those of the file.
                    self.buffer[..n_mark].fill(b' ');
                    let is_half = self.cut.is_cut() && !self.buffer.ends_with(b"\n");
                    if !self.buffer.trim_ascii().is_empty() && !is_half {
                        return Some(Ok(at));
                    }
                }
                Err(error) => {
                    self.ended = true;
                    let message = format!("expected another line, found: {error}");
                    return Some(Err(Fault::error(at, message, "the lines before it were read")));
                }
            }
        }
        None
    }

    /// The object on the line in the buffer.
    fn object(&mut self, at: Place) -> Result<Line, Fault> {
        let mut faults = Vec::new();
        let start = at.byte.unwrap_or(0);
        if let Err(error) = std::str::from_utf8(&self.buffer) {
            let first = Place { byte: Some(start + error.valid_up_to() as u64), ..at.clone() };
            faults.push(not_utf8(first, &self.buffer));
            self.buffer = String::from_utf8_lossy(&self.buffer).into_owned().into_bytes();
        }
        match serde_json::from_slice(self.buffer.trim_ascii_end()) {
            Ok(Value::Object(object)) => Ok(Line { at, object, faults }),
            Ok(other) => Err(Fault::error(
                at,
                format!("expected a JSON object on the line, found {}", kind_of(&other)),
                "write one document a line: {\"id\": \"a\", \"date\": \"2024-06-17\", \"text\": \"...\"}",
            )),
            Err(error) => Err(self.broken(&at, &error)),
        }
    }

    /// The fault of a line that is not JSON.
    fn broken(&self, at: &Place, error: &serde_json::Error) -> Fault {
        let column = error.column().saturating_sub(1).min(self.buffer.len());
        let place = Place { byte: at.byte.map(|start| start + column as u64), ..at.clone() };
        let found = error.to_string();
        let found = found.split(" at line ").next().unwrap_or_default();
        let hint = match error.classify() {
            serde_json::error::Category::Eof => "the line ends too early; an object must stand on one line",
            _ => "one JSON object a line, keys and strings in double quotes",
        };
        Fault::error(place, format!("expected a JSON object on the line, found: {found}"), hint)
    }
}

impl<R: BufRead> Iterator for JsonLines<R> {
    type Item = Result<Line, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        let at = self.next_line()?;
        Some(at.and_then(|at| self.object(at)))
    }
}

/// Reads a line and gives its length; of a line that is longer than a document may be, only the start is kept.
fn read_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<u64> {
    let mut n_bytes = 0;
    loop {
        let chunk = match reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            other => other?,
        };
        let end = memchr::memchr(b'\n', chunk);
        let n_chunk = end.map_or(chunk.len(), |end| end + 1);
        if line.len() <= MAX_DOCUMENT {
            line.extend_from_slice(&chunk[..n_chunk]);
        }
        reader.consume(n_chunk);
        n_bytes += n_chunk as u64;
        if end.is_some() || n_chunk == 0 {
            return Ok(n_bytes);
        }
    }
}

/// What a JSON value is, in words.
pub(crate) fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::JsonLines;

    /// Reads lines and shows each as its keys or its fault.
    fn check(input: &[u8], expected: &[&str]) {
        let found: Vec<String> = JsonLines::new("a.jsonl", input)
            .map(|line| match line {
                Ok(line) => {
                    let keys: Vec<&str> = line.object.keys().map(String::as_str).collect();
                    let faults: Vec<String> = line.faults.iter().map(|fault| format!(" !{}", fault.at)).collect();
                    format!("{} {}{}", line.at, keys.join(","), faults.concat())
                }
                Err(fault) => format!("{}: {}", fault.at, fault.message),
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn objects_are_read_with_their_place() {
        check(b"{\"a\":1}\n{\"b\":2}", &["a.jsonl:1, byte 0 a", "a.jsonl:2, byte 8 b"]);
        check(b"\xEF\xBB\xBF{\"a\":1}\r\n\r\n \n{\"b\":2}\r\n", &["a.jsonl:1, byte 0 a", "a.jsonl:4, byte 16 b"]);
        check(b"", &[]);
        check(b"\n\n", &[]);
    }

    #[test]
    fn a_broken_line_costs_one_line() {
        check(
            b"{\"a\":1}\n{\"b\":\n{\"c\":3}\n",
            &[
                "a.jsonl:1, byte 0 a",
                "a.jsonl:2, byte 12: expected a JSON object on the line, found: EOF while parsing a value",
                "a.jsonl:3, byte 14 c",
            ],
        );
        check(b"{a:1}\n", &["a.jsonl:1, byte 1: expected a JSON object on the line, found: key must be a string"]);
        check(b"[1]\n", &["a.jsonl:1, byte 0: expected a JSON object on the line, found an array"]);
        check(b"7\n", &["a.jsonl:1, byte 0: expected a JSON object on the line, found a number"]);
        let deep = [b"{\"a\":".as_slice(), &[b'['; 10_000], b"\n{\"b\":2}\n"].concat();
        check(
            &deep,
            &[
                "a.jsonl:1, byte 131: expected a JSON object on the line, found: recursion limit exceeded",
                "a.jsonl:2, byte 10006 b",
            ],
        );
    }

    #[test]
    fn what_is_not_utf8_is_replaced_and_told() {
        check(b"{\"a\":1}\n{\"b\":\"\xE9\"}\n", &["a.jsonl:1, byte 0 a", "a.jsonl:2, byte 8 b !a.jsonl:2, byte 14"]);
    }

    #[test]
    fn a_line_of_a_hundred_megabytes_costs_one_line() {
        let long = [b"{\"text\":\"".as_slice(), &vec![b'x'; 100 << 20], b"\"}\n{\"b\":2}\n"].concat();
        check(
            &long,
            &["a.jsonl:1, byte 0: expected a line of at most 16 MB, found a longer one", "a.jsonl:2, byte 104857612 b"],
        );
    }

    #[test]
    fn a_line_of_ten_megabytes_is_a_line() {
        let long = format!("{{\"text\":\"{}\"}}\n{{\"b\":2}}\n", "word ".repeat(2_000_000));
        check(long.as_bytes(), &["a.jsonl:1, byte 0 text", "a.jsonl:2, byte 10000012 b"]);
    }
}
