//! The stream of documents behind a list of paths.

use crate::fault::Fault;
use crate::json_lines::JsonLines;
use crate::sniff::{self, Form};
use crate::walk::{self, Source};
use crate::{Place, plain_text, record};
use std::collections::{HashSet, VecDeque};
use std::fmt;
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use westphalia_model::Document;

/// Bytes that are read at once.
const BUFFER: usize = 1 << 16;

/// Name of standard input in identities and faults.
const STDIN: &str = "<stdin>";

/// What the stream yields.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A document.
    Document(Document),
    /// Something that was not read as it stands.
    Fault(Fault),
}

/// The documents behind a list of paths, one at a time, in a fixed order. See the [crate] for the forms.
pub struct Documents {
    sources: VecDeque<Result<Source, Fault>>,
    /// Faults that come before, and documents that come after.
    ready: VecDeque<Item>,
    lines: Option<JsonLines<Box<dyn BufRead + Send>>>,
    /// Hashes of the identities seen so far.
    seen: HashSet<u64>,
}

impl fmt::Debug for Documents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Documents").field("sources", &self.sources).finish_non_exhaustive()
    }
}

impl Documents {
    /// The documents of files, of directories (every .txt and .jsonl below them, in sorted order) and, for `-`, of
    /// standard input.
    #[must_use]
    pub fn open(paths: &[PathBuf]) -> Self {
        Self { sources: walk::sources(paths), ..Self::empty() }
    }

    fn empty() -> Self {
        Self { sources: VecDeque::new(), ready: VecDeque::new(), lines: None, seen: HashSet::new() }
    }

    /// The documents of a stream: JSON lines if its first byte that is not space is `{`, otherwise one text.
    #[must_use]
    pub fn from_reader(name: &str, reader: impl Read + Send + 'static) -> Self {
        let mut documents = Self::empty();
        let result = documents.stream(name, Box::new(BufReader::with_capacity(BUFFER, reader)));
        documents.note(result, Path::new(name));
        documents
    }

    /// Puts the next source in place.
    fn begin(&mut self, source: Result<Source, Fault>) {
        match source {
            Err(fault) => self.ready.push_back(Item::Fault(fault)),
            Ok(Source::Stdin) => {
                let result = self.stream(STDIN, Box::new(BufReader::with_capacity(BUFFER, io::stdin())));
                self.note(result, Path::new(STDIN));
            }
            Ok(Source::File(path)) => {
                let result = self.file(&path);
                self.note(result, &path);
            }
        }
    }

    /// Keeps an error of the system as a fault.
    fn note(&mut self, result: io::Result<()>, path: &Path) {
        if let Err(error) = result {
            self.ready.push_back(Item::Fault(walk::unreadable(path, &error)));
        }
    }

    /// Begins a file: its ending tells the form, or its first bytes where it has none that we know.
    fn file(&mut self, path: &Path) -> io::Result<()> {
        let name = path.display().to_string();
        let mut file = File::open(path)?;
        if walk::has_ending(path, &["txt"]) {
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            self.text(&name, bytes);
            return Ok(());
        }
        let reader: Box<dyn BufRead + Send> = Box::new(BufReader::with_capacity(BUFFER, file));
        if walk::has_ending(path, &["jsonl", "ndjson"]) {
            self.json_lines(&name, reader)
        } else {
            self.stream(&name, reader)
        }
    }

    /// Begins a stream of unknown form.
    fn stream(&mut self, name: &str, reader: Box<dyn BufRead + Send>) -> io::Result<()> {
        let (form, mut reader) = sniff::form(reader)?;
        if let Some((found, hint)) = sniff::whole_json(reader.fill_buf()?) {
            let message = format!("expected text or JSON lines, found {found}");
            self.fault(Fault::error(Place::file(name), message, hint));
            return Ok(());
        }
        match form {
            Form::JsonLines => self.lines = Some(JsonLines::new(name, Box::new(reader))),
            Form::PlainText => {
                let mut bytes = Vec::new();
                reader.read_to_end(&mut bytes)?;
                self.text(name, bytes);
            }
        }
        Ok(())
    }

    /// Begins JSON lines, unless the first bytes show that they are nothing of the kind.
    fn json_lines(&mut self, name: &str, mut reader: Box<dyn BufRead + Send>) -> io::Result<()> {
        let head = reader.fill_buf()?;
        if head.is_empty() {
            self.fault(Fault::error(Place::file(name), "expected JSON lines, found an empty file", ""));
        } else if let Some(fault) = JsonLines::binary(name, &mut reader)? {
            self.fault(fault);
        } else {
            self.lines = Some(JsonLines::new(name, reader));
        }
        Ok(())
    }

    fn text(&mut self, name: &str, bytes: Vec<u8>) {
        let found = plain_text::document(name, bytes);
        self.push(found, &Place::file(name));
    }

    fn fault(&mut self, fault: Fault) {
        self.ready.push_back(Item::Fault(fault));
    }

    fn push(&mut self, (doc, faults): (Option<Document>, Vec<Fault>), at: &Place) {
        if let Some(doc) = &doc {
            let mut hasher = DefaultHasher::new();
            doc.id.hash(&mut hasher);
            if !self.seen.insert(hasher.finish()) {
                let start: String = doc.id.chars().take(80).collect();
                let message = format!("expected an id of its own, found \"{start}\" again");
                self.fault(Fault::warning(
                    at.clone(),
                    message,
                    "both are coded; their events cannot be told apart by id",
                ));
            }
        }
        self.ready.extend(faults.into_iter().map(Item::Fault));
        self.ready.extend(doc.map(Item::Document));
    }
}

impl Iterator for Documents {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Some(item);
            }
            match self.lines.as_mut().map(Iterator::next) {
                Some(Some(Ok(line))) => {
                    let at = Place { byte: None, ..line.at.clone() };
                    self.push(record::document(line), &at);
                }
                Some(Some(Err(fault))) => self.fault(fault),
                Some(None) => self.lines = None,
                None => {
                    let source = self.sources.pop_front()?;
                    self.begin(source);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Documents, Item};
    use std::fs;

    /// Writes the files, reads the directory, and shows documents as `id=text` and faults by their message.
    fn check(files: &[(&str, &[u8])], expected: &[&str]) {
        let dir = tempfile::tempdir().expect("a temporary directory");
        for (name, bytes) in files {
            fs::write(dir.path().join(name), bytes).expect("writable");
        }
        let root = format!("{}{}", dir.path().display(), std::path::MAIN_SEPARATOR);
        let show = |item| match item {
            Item::Document(doc) => format!("{}={}", doc.id.replace(&root, ""), doc.text),
            Item::Fault(fault) => format!("{}: {}", fault.at.to_string().replace(&root, ""), fault.message),
        };
        let found: Vec<String> = Documents::open(&[dir.path().to_owned()]).map(show).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn one_bad_file_costs_one_file() {
        check(
            &[
                ("a.txt", b"Talks began."),
                ("b.txt", b"\0\0"),
                ("c.jsonl", b"{\"id\":\"c1\",\"text\":\"One\"}\n{\n{\"text\":\"Three\"}"),
                ("d.jsonl", b""),
                ("e.jsonl", b"\x28\xB5\x2F\xFDxx"),
                ("f.txt", b"Talks ended."),
            ],
            &[
                "a.txt=Talks began.",
                "b.txt: expected text, found binary data (a NUL at byte 0)",
                "c1=One",
                "c.jsonl:2, byte 25: expected a JSON object on the line, found: EOF while parsing an object",
                "c.jsonl:3=Three",
                "d.jsonl: expected JSON lines, found an empty file",
                "e.jsonl: expected JSON lines, found zstd",
                "f.txt=Talks ended.",
            ],
        );
    }

    #[test]
    fn identities_that_come_again_are_told() {
        check(
            &[
                ("a.jsonl", b"{\"id\":\"x\",\"text\":\"One\"}\n{\"id\":\"x\",\"text\":\"Two\"}\n"),
                ("b.jsonl", b"{\"id\":\"y\",\"text\":\"Three\"}\n{\"id\":\"x\",\"text\":\"Four\"}\n"),
            ],
            &[
                "x=One",
                "a.jsonl:2: expected an id of its own, found \"x\" again",
                "x=Two",
                "y=Three",
                "b.jsonl:2: expected an id of its own, found \"x\" again",
                "x=Four",
            ],
        );
    }

    #[test]
    fn a_nul_on_a_later_line_costs_that_line() {
        check(
            &[
                ("a.jsonl", b"{\"id\":\"x\",\"text\":\"One\"}\n\0\0\n{\"id\":\"y\",\"text\":\"Two\"}\n"),
                ("b.jsonl", b"{\0\"\0i\0d\0\"\0:\0"),
                ("c.jsonl", b"[\n{\"text\": \"a\"}\n]"),
            ],
            &[
                "x=One",
                "a.jsonl:2, byte 24: expected a JSON object on the line, found: expected value",
                "y=Two",
                "b.jsonl: expected JSON lines, found UTF-16LE text without a mark",
                "c.jsonl: expected JSON lines, found a JSON list",
            ],
        );
    }

    #[test]
    fn a_file_that_is_not_there_is_a_fault_and_the_rest_is_read() {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let there = dir.path().join("a.report");
        fs::write(&there, "{\"id\":\"x\",\"text\":\"By its content\"}").expect("writable");
        let items: Vec<Item> = Documents::open(&[dir.path().join("absent.txt"), there]).collect();
        assert!(matches!(&items[0], Item::Fault(fault) if fault.message.contains("found nothing of that name")));
        assert!(matches!(&items[1], Item::Document(doc) if doc.id == "x"));
    }

    #[test]
    fn a_stream_shows_its_form() {
        let show = |bytes: &'static [u8]| match Documents::from_reader("<stdin>", bytes).next() {
            Some(Item::Document(doc)) => format!("{}={}", doc.id, doc.text),
            Some(Item::Fault(fault)) => fault.to_string(),
            None => String::new(),
        };
        assert_eq!(show(b"\n{\"text\":\"One\"}"), "<stdin>:2=One");
        assert_eq!(show(b"Talks {began}."), "<stdin>=Talks {began}.");
        assert_eq!(show(b""), "error: expected text, found an empty file\n  at: <stdin>");
    }
}
