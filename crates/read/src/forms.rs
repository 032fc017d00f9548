//! From the bytes of a file to its documents: unpacks and decodes them, tells their form, and begins its reader.

use crate::encoding::Charset;
use crate::fault::{Fault, Place};
use crate::feed;
use crate::fields::Guesses;
use crate::found::{self, Found, MAX_DOCUMENT, MAX_WHOLE, Step, Steps, too_long};
use crate::html::{self, Page};
use crate::json::{self, JsonValues};
use crate::json_lines::{JsonLines, Line};
use crate::packed::{self, Bytes, Cut};
use crate::plain_text;
use crate::record;
use crate::sniff::{self, Form, HEAD};
use crate::table::Table;
use crate::warc::Warc;
use std::io::{self, Read};

/// A file whose form is known.
pub(crate) struct Opened {
    pub(crate) form: Form,
    /// Its bytes, unpacked, and in UTF-8 unless it is a web archive.
    pub(crate) bytes: Bytes,
    /// What was decoded from what.
    pub(crate) note: Option<String>,
}

/// Unpacks and decodes a stream and tells its form.
///
/// # Errors
///
/// If its first bytes cannot be read.
pub(crate) fn open(name: &str, bytes: Bytes, cut: &Cut) -> io::Result<Opened> {
    let bytes = packed::unpack(bytes, cut)?;
    let (head, bytes) = packed::peek(bytes, HEAD)?;
    if sniff::is_warc(&head) {
        return Ok(Opened { form: Form::Warc, bytes, note: None });
    }
    if sniff::magic(&head).is_some() {
        let form = sniff::binary(&head).unwrap_or(Form::PlainText);
        return Ok(Opened { form, bytes, note: None });
    }
    let charset = Charset::of(&head, head.len() < HEAD, None);
    let (head, bytes) = packed::peek(charset.decoded(bytes), HEAD)?;
    let form = sniff::form(&head, is_table(name));
    let note = charset.note().filter(|_| !matches!(form, Form::Other { .. }));
    Ok(Opened { form, bytes, note })
}

/// Whether the name, packing aside, is that of a table: then it is told if it has no usable header.
fn is_table(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let name = [".gz", ".zst"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(&name);
    name.ends_with(".csv") || name.ends_with(".tsv")
}

/// Begins the reader of a form.
///
/// # Errors
///
/// If a form that is read as a whole cannot be read.
pub(crate) fn steps(name: &str, form: Form, bytes: Bytes, cut: &Cut) -> io::Result<Steps> {
    let at = Place::file(name);
    let refused = |found: &str, hint: &str| {
        let fault = Fault::error(at.clone(), format!("expected text, found {found}"), hint);
        Ok(found::once(Found::fault(fault)))
    };
    match form {
        // The cut, which is told too, says more.
        Form::Empty if cut.is_cut() => Ok(Box::new(std::iter::empty())),
        Form::Empty => refused("an empty file", ""),
        Form::Other { found, hint, .. } => refused(&found, hint),
        Form::Warc => Ok(Box::new(Warc::new(name, bytes, cut.clone()))),
        Form::JsonLines => Ok(objects(JsonLines::until(name, bytes, cut.clone()))),
        Form::Json => Ok(objects(JsonValues::new(name, bytes, cut.clone()))),
        Form::Table(mark) => Ok(match Table::new(name, bytes, mark, cut.clone()) {
            Ok(table) => Box::new(table),
            Err(fault) => found::once(Found::fault(fault)),
        }),
        Form::Html => whole(name, bytes, MAX_DOCUMENT, "a page", |name, html| {
            let at = Place::file(&name);
            found::job(at.clone(), || vec![html::document(Page { html, id: name, at, ..Page::default() })])
        }),
        Form::Feed => {
            let cut = cut.clone();
            whole(name, bytes, MAX_WHOLE, "a feed", move |name, xml| {
                found::job(Place::file(&name), move || feed::documents(&name, &xml, cut.is_cut()))
            })
        }
        Form::PlainText => text(name, bytes),
    }
}

/// The documents of objects, one or several from each.
fn objects(lines: impl Iterator<Item = Result<Line, Fault>> + Send + 'static) -> Steps {
    let mut guesses = Guesses::default();
    let lines = lines.flat_map(|line| match line {
        Ok(line) => json::unwrapped(line).into_iter().map(Ok).collect(),
        Err(fault) => vec![Err(fault)],
    });
    Box::new(lines.map(move |line| {
        Step::Found(match line {
            Ok(line) => {
                let at = Place { byte: None, ..line.at.clone() };
                let (document, faults) = record::document(line, &mut guesses);
                Found { document, faults, at }
            }
            Err(fault) => Found::fault(fault),
        })
    }))
}

/// Reads a stream to its end, unless it is longer than `limit`.
fn read(name: &str, bytes: Bytes, limit: usize, what: &str) -> io::Result<Result<Vec<u8>, Fault>> {
    let mut whole = Vec::new();
    bytes.take(limit as u64 + 1).read_to_end(&mut whole)?;
    if whole.len() > limit {
        let hint = "split it, or write its documents as JSON lines";
        return Ok(Err(too_long(Place::file(name), what, limit, hint)));
    }
    Ok(Ok(whole))
}

/// A form that is read as a whole.
fn whole(
    name: &str,
    bytes: Bytes,
    limit: usize,
    what: &str,
    begin: impl FnOnce(String, String) -> Steps,
) -> io::Result<Steps> {
    Ok(match read(name, bytes, limit, what)? {
        Ok(bytes) => begin(name.to_owned(), Charset::Utf8.text(&bytes)),
        Err(fault) => found::once(Found::fault(fault)),
    })
}

/// A text, which is one document.
fn text(name: &str, bytes: Bytes) -> io::Result<Steps> {
    let at = Place::file(name);
    Ok(found::once(match read(name, bytes, MAX_DOCUMENT, "a text")? {
        Ok(bytes) => {
            let (document, faults) = plain_text::document(name, bytes);
            Found { document, faults, at }
        }
        Err(fault) => Found::fault(fault),
    }))
}
