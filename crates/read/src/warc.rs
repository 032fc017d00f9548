//! Web archives (WARC): the pages among their records.
//!
//! The frame of a record is a few lines of headers and a length. It is read here and not by the `warc` crate, which
//! takes whole records into memory however long they are, and cannot go on after a record whose length is wrong.

use crate::encoding::Charset;
use crate::fault::{Fault, Place};
use crate::found::{Found, Job, MAX_DOCUMENT, Step, too_long};
use crate::html::{self, Page};
use crate::http::{self, Response, UnknownPacking};
use crate::packed::{Bytes, Cut};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::io::{self, BufRead, Read};
use westphalia_model::Document;

/// The bytes that the headers of a record may have.
const MAX_HEAD: usize = 1 << 20;

/// The steps of a web archive: a page each, and at the end what was left out.
pub(crate) struct Warc {
    bytes: Bytes,
    file: String,
    n_bytes: u64,
    n_records: u64,
    /// Why records were left out, and how many.
    left_out: BTreeMap<String, usize>,
    /// Encodings that pages were read from, and how many.
    charsets: BTreeMap<&'static str, usize>,
    n_pages: usize,
    ended: bool,
    cut: Cut,
}

/// A record: its headers, where it begins, and the length of what follows.
struct Record {
    headers: Vec<(String, String)>,
    at: Place,
    n_bytes: u64,
}

impl Record {
    fn header(&self, name: &str) -> &str {
        http::header(&self.headers, name).unwrap_or_default()
    }
}

impl Warc {
    /// The steps of `bytes`; `file` names it.
    pub(crate) fn new(file: &str, bytes: Bytes, cut: Cut) -> Self {
        Self {
            bytes,
            file: file.to_owned(),
            n_bytes: 0,
            n_records: 0,
            left_out: BTreeMap::new(),
            charsets: BTreeMap::new(),
            n_pages: 0,
            ended: false,
            cut,
        }
    }

    /// Reads a line, of which at most so much is kept as headers may have.
    fn line(&mut self) -> Vec<u8> {
        let mut line = Vec::new();
        loop {
            let chunk = match self.bytes.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other.unwrap_or_default(),
            };
            let end = memchr::memchr(b'\n', chunk);
            let n_chunk = end.map_or(chunk.len(), |end| end + 1);
            if line.len() <= MAX_HEAD {
                line.extend_from_slice(&chunk[..n_chunk]);
            }
            self.bytes.consume(n_chunk);
            self.n_bytes += n_chunk as u64;
            if end.is_some() || n_chunk == 0 {
                return line;
            }
        }
    }

    /// The next record, or a fault where something else stands before it.
    fn record(&mut self) -> Option<Result<Record, Fault>> {
        let mut stray = None;
        loop {
            let byte = self.n_bytes;
            let line = self.line();
            if line.is_empty() {
                self.ended = true;
                return stray.map(Err);
            }
            let at = Place { file: self.file.clone(), line: None, byte: Some(byte) };
            if line.starts_with(b"WARC/") {
                self.n_records += 1;
                if let Some(fault) = stray {
                    // What is lost is told first; this record is read by the next call.
                    self.unread(line);
                    return Some(Err(fault));
                }
                return Some(self.head(at));
            }
            if stray.is_none() && !line.trim_ascii().is_empty() {
                let message = "expected the next record of the web archive, found something else";
                let hint =
                    "the length of the record before is wrong; reading goes on with the next record that is found";
                stray = Some(Fault::error(at, message, hint));
            }
        }
    }

    /// Puts a line back.
    fn unread(&mut self, line: Vec<u8>) {
        self.n_records -= 1;
        self.n_bytes -= line.len() as u64;
        let rest = std::mem::replace(&mut self.bytes, Box::new(io::empty()));
        self.bytes = Box::new(io::Cursor::new(line).chain(rest));
    }

    /// Reads the headers of a record.
    fn head(&mut self, at: Place) -> Result<Record, Fault> {
        let mut head = Vec::new();
        loop {
            let line = self.line();
            if line.trim_ascii().is_empty() || head.len() > MAX_HEAD {
                break;
            }
            head.extend_from_slice(&line);
        }
        let headers = http::headers(String::from_utf8_lossy(&head).lines());
        match http::header(&headers, "content-length").and_then(|length| length.parse().ok()) {
            Some(n_bytes) => Ok(Record { headers, at, n_bytes }),
            None => Err(Fault::error(
                at,
                "expected a record with a Content-Length, found none",
                "the record is passed over",
            )),
        }
    }

    /// Reads what a record holds, or goes over it.
    fn body(&mut self, record: &Record, wanted: bool) -> Result<Vec<u8>, Fault> {
        let mut body = Vec::new();
        let n_read = if wanted {
            self.bytes.by_ref().take(record.n_bytes).read_to_end(&mut body).unwrap_or(body.len()) as u64
        } else {
            io::copy(&mut self.bytes.by_ref().take(record.n_bytes), &mut io::sink()).unwrap_or(0)
        };
        self.n_bytes += n_read;
        if n_read < record.n_bytes {
            self.ended = true;
            let message = format!("expected a record of {} bytes, found the end after {n_read}", record.n_bytes);
            return Err(Fault::error(record.at.clone(), message, "the records before it were read"));
        }
        Ok(body)
    }

    /// What a record holds, or `None` where it is nothing for us.
    fn step(&mut self, record: Record) -> Option<Step> {
        let kind = record.header("warc-type").to_ascii_lowercase();
        let content = http::kind(record.header("content-type"));
        let wanted = match (kind.as_str(), content.as_str()) {
            ("response", "application/http")
            | ("resource" | "conversion", "text/html" | "text/plain" | "application/xhtml+xml") => true,
            ("response" | "resource" | "conversion", other) => {
                self.leave_out(&format!("{kind} of the type {}", named(other)));
                false
            }
            ("revisit", _) => {
                self.leave_out("seen before (revisit)");
                false
            }
            // Requests and notes of the crawler hold nothing that was published.
            _ => false,
        };
        let is_long = wanted && record.n_bytes > MAX_DOCUMENT as u64;
        let body = match self.body(&record, wanted && !is_long) {
            Ok(body) => body,
            // The cut is told for the file as a whole.
            Err(_) if self.cut.is_cut() => return None,
            Err(fault) => return Some(Step::Found(Found::fault(fault))),
        };
        if is_long {
            let fault = too_long(record.at, "a page", MAX_DOCUMENT, "the record is passed over");
            return Some(Step::Found(Found::fault(fault)));
        }
        match (wanted, kind.as_str(), content.as_str()) {
            (false, _, _) => None,
            (_, "response", _) => self.response(record, &body),
            (_, _, "text/plain") => Some(Step::Found(self.text(record, &body))),
            _ => Some(self.page(record, &body, None)),
        }
    }

    /// The page that a server answered with.
    fn response(&mut self, record: Record, bytes: &[u8]) -> Option<Step> {
        let response = match Response::of(bytes) {
            Ok(response) => response,
            Err(UnknownPacking(name)) => {
                self.leave_out(&format!("packed with {name}"));
                return None;
            }
        };
        if response.status != 200 {
            self.leave_out(&format!("answered with status {}", response.status));
            return None;
        }
        let kind = response.kind();
        let is_page = match kind.as_str() {
            "text/html" | "application/xhtml+xml" => true,
            "" => response.body.trim_ascii_start().starts_with(b"<"),
            _ => false,
        };
        if !is_page {
            self.leave_out(&format!("of the type {}", named(&kind)));
            return None;
        }
        if response.body.trim_ascii().is_empty() {
            self.leave_out("empty");
            return None;
        }
        let charset = response.charset().map(str::to_owned);
        Some(self.page(record, &response.body, charset.as_deref()))
    }

    /// The work of reading a page.
    fn page(&mut self, record: Record, body: &[u8], stated: Option<&str>) -> Step {
        let html = self.decoded(body, stated);
        self.n_pages += 1;
        let (id, url, extra) = around(&record);
        let at = Place { file: format!("{}, {url}", record.at.file), ..record.at };
        let page = Page { html, id, url, extra, at: at.clone() };
        Step::Job(Job { at, run: Box::new(move || vec![html::document(page)]) })
    }

    /// The document of a text that somebody took out of a page (WET).
    fn text(&mut self, record: Record, body: &[u8]) -> Found {
        let text = self.decoded(body, None);
        let (id, url, extra) = around(&record);
        if text.trim().is_empty() {
            return Found::fault(Fault::error(record.at, "expected text, found nothing but space", ""));
        }
        Found {
            document: Some(Document { id, url, text, extra, ..Document::default() }),
            faults: Vec::new(),
            at: record.at,
        }
    }

    fn decoded(&mut self, body: &[u8], stated: Option<&str>) -> String {
        let charset = Charset::of(body, true, stated);
        if let Some(name) = charset.name() {
            *self.charsets.entry(name).or_default() += 1;
        }
        charset.text(body)
    }

    fn leave_out(&mut self, why: &str) {
        *self.left_out.entry(why.to_owned()).or_default() += 1;
    }

    /// What is told at the end.
    fn notes(&mut self) -> Vec<Fault> {
        let at = Place::file(&self.file);
        let list = |counts: Vec<(String, usize)>| {
            counts.iter().map(|(name, n)| format!("{n} {name}")).collect::<Vec<_>>().join(", ")
        };
        let mut notes = Vec::new();
        let charsets = std::mem::take(&mut self.charsets);
        if !charsets.is_empty() {
            let charsets = charsets.into_iter().map(|(name, n)| (format!("in {name}"), n)).collect();
            notes.push(Fault::note(at.clone(), format!("pages in other encodings than UTF-8: {}", list(charsets)), ""));
        }
        let left_out = std::mem::take(&mut self.left_out);
        if !left_out.is_empty() {
            let n: usize = left_out.values().sum();
            let message = format!("left out {n} records that are no pages: {}", list(left_out.into_iter().collect()));
            notes.push(Fault::note(at.clone(), message, ""));
        }
        if self.n_pages > 0 {
            let message = format!("read {} pages; the day of the crawl is kept as `warc_date`", self.n_pages);
            let hint = "it is not taken for the day of publication, which only the page can tell";
            notes.push(Fault::note(at, message, hint));
            self.n_pages = 0;
        }
        notes
    }
}

impl Iterator for Warc {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        while !self.ended {
            match self.record() {
                Some(Ok(record)) => {
                    if let Some(step) = self.step(record) {
                        return Some(step);
                    }
                }
                Some(Err(fault)) => return Some(Step::Found(Found::fault(fault))),
                None => break,
            }
        }
        let notes = self.notes();
        let at = Place::file(&self.file);
        (!notes.is_empty()).then_some(Step::Found(Found { document: None, faults: notes, at }))
    }
}

/// Identity, address, and the fields that are kept.
fn around(record: &Record) -> (String, String, Map<String, Value>) {
    let clean = |name: &str| record.header(name).trim_matches(['<', '>']).to_owned();
    let url = clean("warc-target-uri");
    let id = clean("warc-record-id");
    let id = if id.is_empty() { record.at.to_string() } else { id };
    let date = clean("warc-date");
    let extra = (!date.is_empty()).then(|| ("warc_date".to_owned(), Value::String(date)));
    (id, url, extra.into_iter().collect())
}

fn named(kind: &str) -> &str {
    if kind.is_empty() { "(not stated)" } else { kind }
}

#[cfg(test)]
mod tests {
    use super::Warc;
    use crate::found::Step;
    use crate::packed::Cut;
    use std::io::{BufReader, Cursor};

    /// Reads an archive and shows documents as `url date language`, and faults by their message.
    fn check(bytes: &[u8], expected: &[&str]) {
        let mut shown = Vec::new();
        let reader = Box::new(BufReader::with_capacity(7, Cursor::new(bytes.to_vec())));
        for step in Warc::new("a.warc", reader, Cut::default()) {
            let found = match step {
                Step::Found(found) => vec![found],
                Step::Job(job) => (job.run)(),
            };
            for found in found {
                shown.extend(found.faults.iter().map(|fault| fault.message.clone()));
                shown.extend(found.document.map(|doc| {
                    let date = doc.date.map(|date| date.to_string()).unwrap_or_default();
                    format!("{} {date} {}", doc.url, doc.text.len() > 100)
                }));
            }
        }
        assert_eq!(shown, expected);
    }

    fn record(kind: &str, url: &str, http: &str, body: &str) -> String {
        let content = format!("{http}{body}");
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-06-20T00:00:00Z\r\n\
             Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{content}\r\n\r\n",
            content.len()
        )
    }

    fn page(url: &str) -> String {
        let text =
            "Talks between the two governments began on Monday in Geneva, officials said, after months of delay. "
                .repeat(4);
        let body = format!(
            "<html><head><meta name=date content=2024-06-17></head><body><article><p>{text}</p></article></body></html>"
        );
        record("response", url, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", &body)
    }

    const READ: &str = "read 1 pages; the day of the crawl is kept as `warc_date`";

    #[test]
    fn pages_are_documents_and_the_rest_is_counted() {
        let image =
            record("response", "https://x.example/b", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n", "x");
        let gone =
            record("response", "https://x.example/c", "HTTP/1.1 404 Gone\r\nContent-Type: text/html\r\n\r\n", "x");
        let request = record("request", "https://x.example/a", "GET / HTTP/1.1\r\n\r\n", "");
        check(
            [request, page("https://x.example/a"), image, gone].concat().as_bytes(),
            &[
                "https://x.example/a 2024-06-17 true",
                "left out 2 records that are no pages: 1 answered with status 404, 1 of the type image/png",
                READ,
            ],
        );
    }

    #[test]
    fn a_record_that_is_cut_is_one_fault() {
        let whole = [page("https://x.example/a"), page("https://x.example/b")].concat();
        let cut = &whole.as_bytes()[..whole.len() - 100];
        check(cut, &["https://x.example/a 2024-06-17 true", &cut_off(&whole), READ]);
    }

    /// The message of a record that is cut 100 bytes before its end, which are 96 of what it holds.
    fn cut_off(whole: &str) -> String {
        let (_, rest) = whole.split_once("Content-Length: ").expect("a length");
        let length: usize = rest.split("\r\n").next().expect("a line").parse().expect("a number");
        format!("expected a record of {length} bytes, found the end after {}", length - 96)
    }

    #[test]
    fn a_wrong_length_costs_what_it_damages() {
        let first = page("https://x.example/a").replacen("Content-Length: 5", "Content-Length: 3", 1);
        let found = [first, page("https://x.example/b")].concat();
        let reader = Box::new(BufReader::new(Cursor::new(found.into_bytes())));
        let steps: Vec<Step> = Warc::new("a.warc", reader, Cut::default()).collect();
        let faults = steps
            .iter()
            .filter(|step| matches!(step, Step::Found(found) if found.faults[0].message.contains("something else")));
        let n_pages = steps.iter().filter(|step| matches!(step, Step::Job(_))).count();
        assert_eq!((faults.count(), n_pages), (1, 2));
    }
}
