//! The stream of documents behind a list of paths.

use crate::fault::{Fault, Place};
use crate::forms::{self, Opened};
use crate::found::{Found, Job, Step, Steps};
use crate::packed::{self, Bytes, Cut};
use crate::sniff::Form;
use crate::walk::{self, FileSource, Source};
use std::collections::{BTreeMap, HashSet, VecDeque};
use std::fmt;
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::{self, JoinHandle};
use westphalia_model::Document;

/// Name of standard input in identities and faults.
const STDIN: &str = "<stdin>";

/// Stack of a thread that reads a page: nesting must not end the program.
const STACK_BYTES: usize = 64 << 20;

/// What the stream yields.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A document.
    Document(Document),
    /// Something that was not read as it stands, or that the user should know.
    Fault(Fault),
}

/// Something that has its place in the order.
#[expect(clippy::large_enum_variant, reason = "nearly all of them are the large one")]
enum Ready {
    Found(Found),
    Running(Place, JoinHandle<Vec<Found>>),
}

/// The documents behind a list of paths, one at a time, in a fixed order. See the [crate] for the forms.
///
/// Pages are read on other threads, a few ahead of the one that is asked for.
pub struct Documents {
    sources: VecDeque<Result<Source, Fault>>,
    n_files: usize,
    n_bytes: u64,
    n_read: Arc<AtomicU64>,
    /// What is read now.
    current: Option<Current>,
    /// What has been read, or is being read, in order.
    ready: VecDeque<Ready>,
    /// What is handed over next.
    due: VecDeque<Item>,
    n_running: usize,
    n_threads: usize,
    /// Hashes of the identities seen so far.
    seen: HashSet<u64>,
    /// Kinds of files in directories that hold no text: how many, the first, and what to try.
    left_out: BTreeMap<String, (usize, String, &'static str)>,
}

/// A file that is being read.
struct Current {
    name: String,
    steps: Steps,
    cut: Cut,
}

impl fmt::Debug for Documents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Documents").field("sources", &self.sources).finish_non_exhaustive()
    }
}

impl Documents {
    /// The documents of files, of directories (every file below them whose content is known, in sorted order) and,
    /// for `-`, of standard input.
    #[must_use]
    pub fn open(paths: &[PathBuf]) -> Self {
        let sources = walk::sources(paths);
        let lengths = sources.iter().filter_map(|source| match source {
            Ok(Source::File(file)) => Some(file.n_bytes),
            _ => None,
        });
        let (n_files, n_bytes) = lengths.fold((0, 0), |(n, sum), n_bytes| (n + 1, sum + n_bytes));
        Self { sources, n_files, n_bytes, ..Self::empty() }
    }

    fn empty() -> Self {
        Self {
            sources: VecDeque::new(),
            n_files: 0,
            n_bytes: 0,
            n_read: Arc::default(),
            current: None,
            ready: VecDeque::new(),
            due: VecDeque::new(),
            n_running: 0,
            n_threads: thread::available_parallelism().map_or(1, usize::from),
            seen: HashSet::new(),
            left_out: BTreeMap::new(),
        }
    }

    /// The documents of a stream, whose form is told by its first bytes.
    #[must_use]
    pub fn from_reader(name: &str, reader: impl Read + Send + 'static) -> Self {
        let mut documents = Self::empty();
        let bytes = packed::counted(reader, &documents.n_read);
        documents.stream(name, bytes, false);
        documents
    }

    /// How many files there are, standard input aside.
    #[must_use]
    pub fn n_files(&self) -> usize {
        self.n_files
    }

    /// How many bytes all files have on disk, packed as they are.
    #[must_use]
    pub fn bytes_total(&self) -> u64 {
        self.n_bytes
    }

    /// How many bytes have been read from disk, a little ahead of the documents that have been handed over.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        self.n_read.load(Ordering::Relaxed)
    }

    /// Puts the next source in place.
    fn begin(&mut self, source: Result<Source, Fault>) {
        match source {
            Err(fault) => self.fault(fault),
            Ok(Source::Stdin) => {
                let bytes = packed::counted(io::stdin(), &self.n_read);
                self.stream(STDIN, bytes, false);
            }
            Ok(Source::File(FileSource { path, is_found, .. })) => match File::open(&path) {
                Ok(file) => {
                    let bytes = packed::counted(file, &self.n_read);
                    self.stream(&path.display().to_string(), bytes, is_found);
                }
                Err(error) => self.fault(walk::unreadable(&path, &error)),
            },
        }
    }

    /// Begins a stream; `is_found` if it is one file of a directory, which may hold no text.
    fn stream(&mut self, name: &str, bytes: Bytes, is_found: bool) {
        let cut = Cut::default();
        let begun = forms::open(name, bytes, &cut).and_then(|Opened { form, bytes, note }| {
            if let Some(note) = note {
                self.fault(Fault::note(
                    Place::file(name),
                    note,
                    "if its letters look wrong, convert it: iconv -f ... -t UTF-8",
                ));
            }
            match form {
                Form::Other { found, hint, known: true } if is_found => {
                    let (n, _, _) = self.left_out.entry(found).or_insert((0, name.to_owned(), hint));
                    *n += 1;
                    Ok(None)
                }
                form => forms::steps(name, form, bytes, &cut).map(Some),
            }
        });
        match begun {
            Ok(steps) => self.current = steps.map(|steps| Current { name: name.to_owned(), steps, cut }),
            Err(error) => self.fault(walk::unreadable(Path::new(name), &error)),
        }
    }

    /// Takes the next step of reading.
    fn advance(&mut self) {
        let Some(current) = &mut self.current else {
            if let Some(source) = self.sources.pop_front() {
                self.begin(source);
            }
            return;
        };
        match current.steps.next() {
            Some(Step::Found(found)) => self.ready.push_back(Ready::Found(found)),
            Some(Step::Job(job)) => self.start(job),
            None => {
                if let Some(reason) = current.cut.reason() {
                    let hint = "what comes before the cut was read; fetch the file again for the rest";
                    let fault = Fault::error(Place::file(&current.name), reason, hint);
                    self.fault(fault);
                }
                self.current = None;
            }
        }
    }

    /// Starts work beside this thread.
    fn start(&mut self, Job { at, run }: Job) {
        match thread::Builder::new().stack_size(STACK_BYTES).spawn(run) {
            Ok(handle) => {
                self.n_running += 1;
                self.ready.push_back(Ready::Running(at, handle));
            }
            Err(error) => {
                let message = format!("expected a thread to read this page, found: {error}");
                self.fault(Fault::error(at, message, "there may be too many processes"));
            }
        }
    }

    /// Waits for work and puts what it found in its place.
    fn finish(&mut self, at: Place, handle: JoinHandle<Vec<Found>>) {
        self.n_running -= 1;
        let found = handle.join().unwrap_or_else(|_| {
            let message = "expected a page that can be read, found one on which the reader broke";
            vec![Found::fault(Fault::error(at, message, "this is a bug; please report it with the page"))]
        });
        for found in found.into_iter().rev() {
            self.ready.push_front(Ready::Found(found));
        }
    }

    fn fault(&mut self, fault: Fault) {
        self.ready.push_back(Ready::Found(Found::fault(fault)));
    }

    /// Hands over a document, after what is to be said of it.
    fn hand_over(&mut self, Found { document, faults, at }: Found) {
        if let Some(doc) = &document {
            let mut hasher = DefaultHasher::new();
            doc.id.hash(&mut hasher);
            if !self.seen.insert(hasher.finish()) {
                let start: String = doc.id.chars().take(80).collect();
                let message = format!("expected an id of its own, found \"{start}\" again");
                let hint = "both are coded; their events cannot be told apart by id";
                self.due.push_back(Item::Fault(Fault::warning(at, message, hint)));
            }
        }
        self.due.extend(faults.into_iter().map(Item::Fault));
        self.due.extend(document.map(Item::Document));
    }

    /// What is said at the very end: the files of directories that hold no text.
    fn last(&mut self) -> Option<Item> {
        let (found, (n, first, hint)) = self.left_out.pop_first()?;
        let files = if n == 1 { "file" } else { "files" };
        let message = format!("expected text, found {found} in {n} {files}, which are left out");
        Some(Item::Fault(Fault::warning(Place::file(&first), message, hint)))
    }
}

impl Iterator for Documents {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(item) = self.due.pop_front() {
                return Some(item);
            }
            let is_waiting = !matches!(self.ready.front(), Some(Ready::Found(_)));
            let has_room = self.n_running < self.n_threads && self.ready.len() < 2 * self.n_threads;
            let has_more = self.current.is_some() || !self.sources.is_empty();
            if is_waiting && has_room && has_more {
                self.advance();
                continue;
            }
            match self.ready.pop_front() {
                Some(Ready::Found(found)) => self.hand_over(found),
                Some(Ready::Running(at, handle)) => self.finish(at, handle),
                None if has_more => self.advance(),
                None => return self.last(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Documents, Item};
    use std::fs;
    use std::io::{self, Cursor, Read, Write};

    /// Shows documents as `id=text` and faults by their message.
    fn shown(documents: Documents, root: &str) -> Vec<String> {
        let show = |item| match item {
            Item::Document(doc) => format!("{}={}", doc.id.replace(root, ""), doc.text),
            Item::Fault(fault) => format!("{}: {}", fault.at.to_string().replace(root, ""), fault.message),
        };
        documents.map(show).collect()
    }

    /// Writes the files, reads the directory, and shows what is found.
    fn check(files: &[(&str, &[u8])], expected: &[&str]) {
        let dir = tempfile::tempdir().expect("a temporary directory");
        for (name, bytes) in files {
            fs::write(dir.path().join(name), bytes).expect("writable");
        }
        let root = format!("{}{}", dir.path().display(), std::path::MAIN_SEPARATOR);
        assert_eq!(shown(Documents::open(&[dir.path().to_owned()]), &root), expected);
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).expect("a vector takes all");
        encoder.finish().expect("a vector takes all")
    }

    fn utf16(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    /// A page with an article.
    fn page(n: usize) -> String {
        let words =
            format!("Talks number {n} began on Monday in Geneva, officials said, after months of delay. ").repeat(5);
        format!(
            "<html><head><meta name=date content=2024-06-17></head><body><article><p>{words}</p></article></body></html>"
        )
    }

    #[test]
    fn forms_are_known_by_their_content() {
        let text = "Talks began on Monday in Geneva, officials said, after months of delay. ".repeat(5);
        let text = text.trim();
        let html = format!("<!DOCTYPE html><html><body><article><p>{text}</p></article></body></html>");
        let feed = "<rss version='2.0'><channel><title>F</title><item><guid>g</guid><title>T</title>\
                    <pubDate>17 Jun 2024</pubDate><description>D</description></item></channel></rss>";
        check(
            &[
                ("a", b"{\"text\":\"Lines\"}"),
                ("b.txt", html.as_bytes()),
                ("c.data", feed.as_bytes()),
                ("d.txt", b"id\ttext\nx\tTable\n"),
                ("e.csv", b"a,b\n1,2\n"),
                ("f.json", &utf16("\u{FEFF}[\r\n{\"id\":\"y\",\"text\":\"List\"}]")),
                ("g.jsonl.gz", &gzip(b"{\"id\":\"z\",\"text\":\"Packed\"}\n")),
                ("h.txt.zst", &zstd::encode_all(&b"Packed too"[..], 3).expect("a vector takes all")),
                ("i.xml", b"<?xml version='1.0'?><visits><visit/></visits>"),
            ],
            &[
                "a:1=Lines",
                &format!("b.txt={text}"),
                "g=D",
                "x=Table",
                "e.csv:1: expected a header with a column for the text or the title, found none",
                "f.json: expected UTF-8, found UTF-16LE (by its bytes) and read it as such",
                "y=List",
                "z=Packed",
                "h.txt.zst=Packed too",
                "i.xml: expected text, found XML with <visits> in 1 file, which are left out",
            ],
        );
    }

    #[test]
    fn what_comes_before_a_cut_is_kept() {
        let noise = |i: u64| i.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(17);
        let lines: String = (0..2000).map(|i| format!("{{\"id\":\"{i}\",\"text\":\"{:x}\"}}\n", noise(i))).collect();
        let rows: String = (0..2000).map(|i| format!("{i},{:x}\n", noise(i))).collect();
        for whole in [lines.clone(), format!("id,text\n{rows}"), format!("[{}]", lines.trim().replace('\n', ","))] {
            let packed = gzip(whole.as_bytes());
            let bytes = packed[..packed.len() / 2].to_vec();
            let found = shown(Documents::from_reader("a.gz", Cursor::new(bytes)), "");
            let (last, documents) = found.split_last().expect("something is found");
            assert_eq!(last, "a.gz: expected the end of the gzip data, found that it is cut off");
            assert!(documents.len() > 500, "{found:?}");
            for (i, document) in documents.iter().enumerate() {
                assert_eq!(*document, format!("{i}={:x}", noise(i as u64)));
            }
        }
    }

    #[test]
    fn damage_anywhere_breaks_nothing() {
        let page = page(1);
        let http = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{page}\r\n0\r\n",
            page.len()
        );
        let warc = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
            http.len()
        );
        let feed = "<rss version='2.0'><channel><title>F</title><item><title>T</title><pubDate>17 Jun 2024</pubDate></item></channel></rss>";
        let list = "[{\"id\":\"a\",\"text\":\"T\\u00e9\",\"date\":\"17 June 2024\"},\n{\"title\":[\"b\"]}]";
        let table = "id,date,title,text\na,17 June 2024,\"T\"\"s\",Zürich\nb,,,\n";
        let samples = [
            page.as_bytes(),
            warc.as_bytes(),
            feed.as_bytes(),
            list.as_bytes(),
            table.as_bytes(),
            &utf16("\u{FEFF}{\"text\":\"a\"}"),
            &gzip(list.as_bytes()),
        ];
        for sample in samples {
            for at in (0..sample.len()).step_by(sample.len() / 60 + 1) {
                let mut flipped = sample.to_vec();
                flipped[at] ^= 0x80;
                let doubled = [&sample[..at], &sample[at / 2..]].concat();
                for bytes in [sample[..at].to_vec(), flipped, doubled] {
                    for line in shown(Documents::from_reader("a", Cursor::new(bytes)), "") {
                        assert!(!line.contains("the reader broke"), "{line}");
                    }
                }
            }
        }
    }

    #[test]
    fn order_is_kept_while_pages_are_read_beside() {
        let files: Vec<(String, Vec<u8>)> = (0..40)
            .map(|n| match n % 3 {
                0 => (format!("{n:02}.txt"), b"Talks.".to_vec()),
                _ => (format!("{n:02}.html"), page(n).into_bytes()),
            })
            .collect();
        let dir = tempfile::tempdir().expect("a temporary directory");
        for (name, bytes) in &files {
            fs::write(dir.path().join(name), bytes).expect("writable");
        }
        let mut documents = Documents::open(&[dir.path().to_owned()]);
        let n_bytes = files.iter().map(|(_, bytes)| bytes.len() as u64).sum::<u64>();
        assert_eq!((documents.n_files(), documents.bytes_total(), documents.bytes_read()), (40, n_bytes, 0));
        let ids: Vec<String> = documents
            .by_ref()
            .filter_map(|item| match item {
                Item::Document(doc) => Some(doc.id.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()),
                Item::Fault(_) => None,
            })
            .collect();
        assert_eq!(ids, files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>());
        assert_eq!(documents.bytes_read(), n_bytes);
    }

    #[test]
    fn a_hundred_megabytes_of_one_line_cost_one_fault() {
        let long = io::repeat(b'x').take(100 << 20);
        let found = shown(Documents::from_reader("a.txt", long), "");
        assert_eq!(found, ["a.txt: expected a text of at most 16 MB, found a longer one"]);
        let lines = Cursor::new(b"{\"text\":\"")
            .chain(io::repeat(b'x').take(100 << 20))
            .chain(Cursor::new(b"\"}\n{\"text\":\"b\"}\n"));
        let found = shown(Documents::from_reader("a.jsonl", lines), "");
        assert_eq!(found, ["a.jsonl:1, byte 0: expected a line of at most 16 MB, found a longer one", "a.jsonl:2=b"]);
        let html = Cursor::new(b"<html>").chain(io::repeat(b'x').take(100 << 20));
        let found = shown(Documents::from_reader("a.html", html), "");
        assert_eq!(found, ["a.html: expected a page of at most 16 MB, found a longer one"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_may_not_be_read_costs_one_file() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().expect("a temporary directory");
        for name in ["a.txt", "b.txt"] {
            fs::write(dir.path().join(name), "Talks.").expect("writable");
        }
        fs::set_permissions(dir.path().join("a.txt"), fs::Permissions::from_mode(0o000)).expect("ours");
        // Whoever may read everything reads this, too.
        let may_read = fs::File::open(dir.path().join("a.txt")).is_ok();
        let found: Vec<Item> = Documents::open(&[dir.path().to_owned()]).collect();
        let told = matches!(&found[0], Item::Fault(fault) if fault.message.contains("found one that may not"));
        assert!((told || may_read) && matches!(&found[1], Item::Document(_)), "{found:?}");
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
                ("e.png", b"\x89PNG\r\n"),
                ("f.txt", b"Talks ended."),
            ],
            &[
                "a.txt=Talks began.",
                "b.txt: expected text, found binary data (a NUL at byte 0)",
                "c1=One",
                "c.jsonl:2, byte 25: expected a JSON object on the line, found: EOF while parsing an object",
                "c.jsonl:3=Three",
                "d.jsonl: expected text, found an empty file",
                "e.jsonl: expected the end of the zstd data, found that it is cut off",
                "f.txt=Talks ended.",
                "e.png: expected text, found PNG image in 1 file, which are left out",
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
                "b.jsonl: expected UTF-8, found UTF-16LE (by its bytes) and read it as such",
                "b.jsonl:1, byte 5: expected a JSON object on the line, found: EOF while parsing a value",
                "c.jsonl:2=a",
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
