//! Tables with a header: values between commas, tabs or semicolons.

use crate::encoding::BOM;
use crate::fault::{Fault, Place};
use crate::fields::{Field, Guesses};
use crate::found::{Found, MAX_DOCUMENT, Step, too_long};
use crate::json_lines::Line;
use crate::packed::{Bytes, Cut};
use crate::record;
use csv::{ByteRecord, Reader, ReaderBuilder};
use serde_json::{Map, Value};
use std::collections::HashSet;
use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What may stand between values.
const MARKS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// The mark between the values of a table, if the first bytes look like one with a header that names a text.
///
/// `is_named` says that the file calls itself a table; then the header may name what it likes.
pub(crate) fn mark(head: &[u8], is_named: bool) -> Option<u8> {
    let head = head.strip_prefix(BOM).unwrap_or(head);
    let first = head.split(|byte| *byte == b'\n').next()?;
    let count = |mark: u8| memchr::memchr_iter(mark, first).count();
    let mark = MARKS.into_iter().max_by_key(|mark| (count(*mark), *mark == b','))?;
    if is_named {
        return Some(if count(mark) > 0 { mark } else { b',' });
    }
    let mut rows = reader(head, mark).into_byte_records();
    let header = rows.next()?.ok()?;
    let names: Vec<&str> = header.iter().filter_map(|name| std::str::from_utf8(name).ok()).collect();
    let is_name = |name: &&str| name.len() <= 40 && !name.contains(['.', '!', '?', '\n']);
    let holds_text = names.iter().any(|name| Field::Text.rank(name).or(Field::Title.rank(name)).is_some());
    // A sentence may hold a comma and the word "text"; then the next line has other commas.
    let fits = rows.next().is_none_or(|row| row.is_ok_and(|row| row.len() == header.len()));
    (names.len() >= 2 && names.iter().all(is_name) && holds_text && fits).then_some(mark)
}

/// A reader of rows of any length.
fn reader<R: Read>(bytes: R, mark: u8) -> Reader<R> {
    ReaderBuilder::new().delimiter(mark).has_headers(false).flexible(true).from_reader(bytes)
}

/// Bytes that may be read before a row must end: a quote that nobody closes must not take the file into memory.
struct Measured {
    bytes: Bytes,
    n_left: Arc<AtomicUsize>,
}

impl Read for Measured {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_left = self.n_left.load(Ordering::Relaxed);
        if n_left == 0 {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        let n_bytes = self.bytes.read(buffer)?;
        self.n_left.store(n_left.saturating_sub(n_bytes), Ordering::Relaxed);
        Ok(n_bytes)
    }
}

/// The documents of a table, a row each.
pub(crate) struct Table {
    rows: Reader<Measured>,
    n_left: Arc<AtomicUsize>,
    /// 1 if lines end with a carriage return: the parser then counts the line feed to the next row.
    n_return: u64,
    file: String,
    header: Vec<String>,
    /// The row that comes next; it is not whole if the file is cut behind it.
    ahead: Option<Result<(Place, ByteRecord), Fault>>,
    guesses: Guesses,
    ended: bool,
    cut: Cut,
}

impl Table {
    /// The rows of `bytes`, whose first is the header.
    ///
    /// # Errors
    ///
    /// If the header names no text and no title.
    pub(crate) fn new(file: &str, mut bytes: Bytes, mark: u8, cut: Cut) -> Result<Self, Fault> {
        let head = bytes.fill_buf().unwrap_or_default();
        let first = memchr::memchr(b'\n', head).map(|end| &head[..end]);
        let n_return = u64::from(first.is_some_and(|line| line.ends_with(b"\r")));
        let n_left = Arc::new(AtomicUsize::new(MAX_DOCUMENT));
        let rows = reader(Measured { bytes, n_left: Arc::clone(&n_left) }, mark);
        let mut table = Self {
            rows,
            n_left,
            n_return,
            file: file.to_owned(),
            header: Vec::new(),
            ahead: None,
            guesses: Guesses::default(),
            ended: false,
            cut,
        };
        let header = match table.row() {
            Some(Ok((_, header))) => names(&header),
            Some(Err(fault)) => return Err(fault),
            None => Vec::new(),
        };
        let may_be = |name: &String| Field::Text.rank(name).or(Field::Title.rank(name)).is_some();
        if !header.iter().any(may_be) {
            let message = "expected a header with a column for the text or the title, found none";
            let hint = record::no_words(header.iter().map(String::as_str));
            return Err(Fault::error(Place { line: Some(1), ..Place::file(file) }, message, hint));
        }
        table.header = header;
        table.ahead = table.row();
        Ok(table)
    }

    /// Reads a row and where it begins.
    fn row(&mut self) -> Option<Result<(Place, ByteRecord), Fault>> {
        if self.ended {
            return None;
        }
        self.n_left.store(MAX_DOCUMENT, Ordering::Relaxed);
        let mut row = ByteRecord::new();
        let start = self.rows.position().clone();
        let at = |line: u64, byte: u64| Place { file: self.file.clone(), line: Some(line), byte: Some(byte) };
        match self.rows.read_byte_record(&mut row) {
            Ok(true) => {
                let begin = row.position().unwrap_or(&start);
                let n_return = if begin.byte() == 0 { 0 } else { self.n_return };
                let place = at(begin.line() + n_return, begin.byte() + n_return);
                Some(Ok((place, row)))
            }
            Ok(false) => {
                self.ended = true;
                None
            }
            Err(error) => {
                self.ended = true;
                let place = at(start.line(), start.byte());
                let is_long = matches!(error.kind(), csv::ErrorKind::Io(e) if e.kind() == io::ErrorKind::FileTooLarge);
                Some(Err(if is_long {
                    too_long(place, "a row", MAX_DOCUMENT, "a quote may be open; the rows after it are not read")
                } else {
                    Fault::error(place, format!("expected another row, found: {error}"), "the rows before it were read")
                }))
            }
        }
    }

    /// The document of a row.
    fn document(&mut self, at: Place, row: &ByteRecord) -> Found {
        let mut faults = Vec::new();
        let (n_names, n_values) = (self.header.len(), row.len());
        let place = Place { byte: None, ..at.clone() };
        let found = format!("expected {n_names} values as in the header, found {n_values}");
        if n_values > n_names && row.iter().skip(n_names).any(|value| !value.is_empty()) {
            let hint = "a value that holds the mark between values needs quotes; the row is passed over";
            return Found::fault(Fault::error(place, found, hint));
        }
        if n_values < n_names {
            faults.push(Fault::warning(place.clone(), found, "the last columns are taken for empty"));
        }
        if let Some(value) = row.iter().find(|value| std::str::from_utf8(value).is_err()) {
            faults.push(crate::plain_text::not_utf8(at.clone(), value));
        }
        let value = |value: &[u8]| Value::String(String::from_utf8_lossy(value).into_owned());
        let object: Map<String, Value> = self.header.iter().cloned().zip(row.iter().map(value)).collect();
        let (document, faults) = record::document(Line { at, object, faults }, &mut self.guesses);
        Found { document, faults, at: place }
    }
}

impl Iterator for Table {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        let found = self.ahead.take()?;
        self.ahead = self.row();
        // The cut is told for the file as a whole, and half a row is no row.
        if self.ahead.is_none() && self.cut.is_cut() {
            return None;
        }
        Some(Step::Found(match found {
            Ok((at, row)) => self.document(at, &row),
            Err(fault) => Found::fault(fault),
        }))
    }
}

/// The names of the columns: none is empty, none comes twice.
fn names(header: &ByteRecord) -> Vec<String> {
    let mut seen = HashSet::new();
    let name = |(at, name): (usize, &[u8])| {
        let name = String::from_utf8_lossy(name).trim_start_matches('\u{FEFF}').trim().to_owned();
        let name = if name.is_empty() { format!("column {}", at + 1) } else { name };
        let name = if seen.contains(&name) { format!("{name} ({})", at + 1) } else { name };
        seen.insert(name.clone());
        name
    };
    header.iter().enumerate().map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::{Table, mark};
    use crate::found::Step;
    use crate::packed::Cut;
    use std::io::{BufReader, Cursor};

    /// Reads a table and shows documents as `line title|text|date` and faults by their message.
    fn check(input: &[u8], expected: &[&str]) {
        let mark = mark(input, true).expect("it is named a table");
        let reader = Box::new(BufReader::new(Cursor::new(input.to_vec())));
        let table = match Table::new("a.csv", reader, mark, Cut::default()) {
            Ok(table) => table,
            Err(fault) => return assert_eq!(vec![format!("{}: {}", fault.at, fault.message)], expected),
        };
        let mut shown = Vec::new();
        for step in table {
            let Step::Found(found) = step else { continue };
            shown.extend(found.faults.iter().map(|fault| format!("{}: {}", fault.at, fault.message)));
            let doc = found.document.map(|doc| {
                let date = doc.date.map(|date| date.to_string()).unwrap_or_default();
                format!("{} {}|{}|{date}", doc.id, doc.title, doc.text)
            });
            shown.extend(doc);
        }
        assert_eq!(shown, expected);
    }

    #[test]
    fn rows_are_documents() {
        check(
            b"\xEF\xBB\xBFid,date,title,text\na,2024-06-17,T,\"One,\ntwo\"\nb,,,X\n",
            &["a T|One,\ntwo|2024-06-17", "b |X|"],
        );
        check(
            b"Headline\tBody\r\nT\tX\r\n",
            &["a.csv: guessed text from `Body`, title from `Headline`", "a.csv:2 T|X|"],
        );
        check(b"title;text\nT;X, Y\n", &["a.csv:2 T|X, Y|"]);
        check(b"text\nX\n", &["a.csv:2 |X|"]);
    }

    #[test]
    fn ragged_rows_are_told() {
        check(
            b"id,title,text\na,T\nb,T,X,Y\nc,T,X,,\nd,T,X\n",
            &[
                "a.csv:2: expected 3 values as in the header, found 2",
                "a T||",
                "a.csv:3: expected 3 values as in the header, found 4",
                "c T|X|",
                "d T|X|",
            ],
        );
    }

    #[test]
    fn a_header_must_name_a_text() {
        check(b"a,b\n1,2\n", &["a.csv:1: expected a header with a column for the text or the title, found none"]);
        check(b"", &["a.csv:1: expected a header with a column for the text or the title, found none"]);
    }

    #[test]
    fn an_open_quote_does_not_fill_memory() {
        let long = [b"id,text\na,X\nb,\"".as_slice(), &vec![b'x'; 40 << 20]].concat();
        check(&long, &["a |X|", "a.csv:3, byte 12: expected a row of at most 16 MB, found a longer one"]);
    }

    #[test]
    fn a_table_shows_itself() {
        for (head, expected) in [
            ("date,title,text\n2024-06-17,T,X\n", Some(b',')),
            ("date\ttext\n2024-06-17\tX\n", Some(b'\t')),
            ("In the text, talks began.\nThey ended.\n", None),
            ("Title, text\n\nTalks began, and ended, and began.\n", None),
            ("a,b\n1,2\n", None),
            ("Talks began.", None),
            ("", None),
        ] {
            assert_eq!(mark(head.as_bytes(), false), expected, "{head}");
        }
    }
}
