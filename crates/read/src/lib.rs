//! Here are bytes: what documents are in them?
//!
//! [`Documents`] walks over files, directories and standard input and yields one [`Item`] after another: a
//! [`Document`](westphalia_model::Document), or a [`Fault`] that says what was expected, what was found, where, and
//! what to try. A fault never ends the stream: one bad line costs one line, one bad file costs one file. Only a few
//! documents are held at a time.
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
//! What a file holds is told by its content, not by its name:
//!
//! | form | what is a document | file |
//! | --- | --- | --- |
//! | plain text | the file; its bytes are the text (a byte order mark aside), so spans count bytes of the file | `plain_text` |
//! | JSON lines | an object a line | `json_lines` |
//! | JSON | an object of the list, or each object, or each of the list that it holds | `json` |
//! | CSV, TSV and the like, with a header | a row | `table` |
//! | HTML | the article of the page | `html` |
//! | RSS, Atom | an entry | `feed` |
//! | web archives (WARC) | the article of each page | `warc`, `http` |
//!
//! Each may be packed with gzip or zstd (`packed`), and in an encoding other than UTF-8 (`encoding`). Objects and rows
//! may name their fields as is usual (`fields`), and dates may be written as is usual (`dates`); what was guessed is
//! told, and what could mean two things stays empty. JSON lines, lists, tables and archives may be longer than
//! memory; a document may have 16 MB, a feed or an object that holds a list 256 MB.
//!
//! A [`MarkedPair`] is another kind of JSON line, for the labelling of relations. [`language`] tells the language of a
//! text. This room reads files, but not what the words mean.

mod dates;
mod documents;
mod encoding;
mod fault;
mod feed;
mod fields;
mod forms;
mod found;
mod html;
mod http;
mod json;
mod json_lines;
mod language;
mod packed;
mod pair;
mod plain_text;
mod record;
mod sniff;
mod table;
mod walk;
mod warc;

pub use documents::{Documents, Item};
pub use fault::{Fault, Place, Severity};
pub use json_lines::{JsonLines, Line};
pub use language::{Language, language};
pub use packed::Unpacked;
pub use pair::MarkedPair;
