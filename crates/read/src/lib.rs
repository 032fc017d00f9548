//! Here are bytes: what documents are in them?
//!
//! [`Documents`] walks over files, directories and standard input and yields one [`Item`] after another: a
//! [`Document`](westphalia_model::Document), or a [`Fault`] that says what was expected, what was found, where, and
//! what to try. A fault never ends the stream: one bad line costs one line, one bad file costs one file. Only one
//! document is held at a time.
//!
//! ```
//! use westphalia_read::{Documents, Item};
//!
//! let lines = "{\"id\": \"a\", \"text\": \"Talks began.\"}\n{broken\n{\"id\": \"b\", \"text\": \"Talks ended.\"}\n";
//! let items: Vec<Item> = Documents::from_reader("news.jsonl", lines.as_bytes()).collect();
//! assert!(matches!(&items[0], Item::Document(doc) if doc.id == "a"));
//! assert!(matches!(&items[1], Item::Fault(fault) if fault.at.line == Some(2)));
//! assert!(matches!(&items[2], Item::Document(doc) if doc.id == "b"));
//! ```
//!
//! Two forms are read. **Plain text**: a file is a document, its path is its identity, and its bytes are the text
//! (a byte order mark aside), so spans count bytes of the file. **JSON lines**: an object a line with `id`, `date`,
//! `title`, `text`, `url` and `source`; other fields are kept. A
//! [`MarkedPair`] is a third kind of line, for the labelling of relations. This room reads files, but not what the words mean.

mod documents;
mod fault;
mod json_lines;
mod pair;
mod plain_text;
mod record;
mod sniff;
mod walk;

pub use documents::{Documents, Item};
pub use fault::{Fault, Place, Severity};
pub use json_lines::{JsonLines, Line};
pub use pair::MarkedPair;
