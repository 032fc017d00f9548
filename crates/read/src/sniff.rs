//! Looks at the first bytes: what form is this?

use crate::encoding::BOM;
use crate::table;

/// How many bytes are looked at.
pub(crate) const HEAD: usize = 1 << 16;

/// How many bytes are looked at to tell text from binary data.
const CONTROL_HEAD: usize = 8192;

/// Binary formats that people hand to a text program, with what to do about each.
const MAGIC: [(&[u8], &str, &str); 16] = [
    (b"\x1F\x8B", "gzip", "unpack it first: gzip -dc FILE"),
    (b"\x28\xB5\x2F\xFD", "zstd", "unpack it first: zstd -dc FILE"),
    (b"BZh", "bzip2", "unpack it first: bzip2 -dc FILE"),
    (b"\xFD7zXZ\0", "xz", "unpack it first: xz -dc FILE"),
    (b"%PDF", "PDF", "extract its text first, for example with pdftotext"),
    (b"PK\x03\x04", "zip", "unpack it first"),
    (b"7z\xBC\xAF\x27\x1C", "7z", "unpack it first"),
    (b"\x89PNG", "PNG image", "give text, not an image"),
    (b"\xFF\xD8\xFF", "JPEG image", "give text, not an image"),
    (b"GIF8", "GIF image", "give text, not an image"),
    (b"\xD0\xCF\x11\xE0", "old Office file", "save it as text first"),
    (b"{\\rtf", "RTF", "save it as text first"),
    (b"SQLite format 3\0", "SQLite database", "export its text as JSON lines first"),
    (b"PAR1", "Parquet", "export its text as JSON lines first"),
    (b"ARROW1", "Arrow file", "export its text as JSON lines first"),
    (b"Obj\x01", "Avro file", "export its text as JSON lines first"),
];

/// What a stream holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Nothing.
    Empty,
    /// No text: what it is, and what to try. `known` if its kind is known to be no text.
    Other { found: String, hint: &'static str, known: bool },
    /// A web archive.
    Warc,
    /// One JSON object a line.
    JsonLines,
    /// JSON objects in a list or over several lines.
    Json,
    /// A page of the web.
    Html,
    /// RSS or Atom.
    Feed,
    /// A table, with the mark between values.
    Table(u8),
    /// One document.
    PlainText,
}

/// What binary format this is, by its first bytes, with a hint.
pub(crate) fn magic(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    MAGIC.iter().find(|(magic, _, _)| bytes.starts_with(magic)).map(|(_, name, hint)| (*name, *hint))
}

/// Whether this is a web archive.
pub(crate) fn is_warc(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"WARC/")
}

/// Tells the form of text in UTF-8 by its first bytes. `is_table` if the file calls itself a table.
pub(crate) fn form(head: &[u8], is_table: bool) -> Form {
    let text = head.strip_prefix(BOM).unwrap_or(head).trim_ascii_start();
    if text.starts_with(b"{") {
        let first = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
        return binary(first).unwrap_or(if is_whole_object(text) { Form::Json } else { Form::JsonLines });
    }
    if let Some(other) = binary(head) {
        return other;
    }
    let after = |open: &[u8]| text.strip_prefix(open).map(<[u8]>::trim_ascii_start);
    if text.is_empty() {
        return if head.is_empty() { Form::Empty } else { Form::PlainText };
    }
    if after(b"[").is_some_and(|rest| rest.starts_with(b"{") || rest == b"]") {
        return Form::Json;
    }
    if let Some(form) = markup(text) {
        return form;
    }
    if is_mail(text) {
        let hint = "save the text of the message, or its attachment, as a file";
        return Form::Other { found: "an e-mail".to_owned(), hint, known: true };
    }
    table::mark(head, is_table).map_or(Form::PlainText, Form::Table)
}

/// What binary data this is, with a hint, or `None` where it may be text.
///
/// Only NUL and other control characters count: text in an old 8-bit encoding is still text.
pub(crate) fn binary(bytes: &[u8]) -> Option<Form> {
    let other = |found: String, hint, known| Some(Form::Other { found, hint, known });
    if let Some((name, hint)) = magic(bytes) {
        return other(name.to_owned(), hint, true);
    }
    let hint = "give text, pages, feeds, tables, JSON or web archives";
    if let Some(at) = memchr::memchr(0, bytes) {
        return other(format!("binary data (a NUL at byte {at})"), hint, false);
    }
    let head = &bytes[..bytes.len().min(CONTROL_HEAD)];
    let is_control = |byte: &&u8| matches!(byte, 0x01..=0x08 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F);
    let n_control = head.iter().filter(is_control).count();
    (n_control * 10 > head.len())
        .then(|| other(format!("binary data ({n_control} control characters)"), hint, false))
        .flatten()
}

/// JSON that is not one object a line, with a hint; for those who read nothing but lines.
pub(crate) fn whole_json(head: &[u8]) -> Option<(&'static str, &'static str)> {
    let text = head.strip_prefix(BOM).unwrap_or(head).trim_ascii_start();
    let is_list = text.strip_prefix(b"[").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"{"));
    if is_list {
        return Some(("a JSON list", "write one object a line: jq -c '.[]' FILE"));
    }
    is_whole_object(text).then_some(("a JSON object over several lines", "write one object a line: jq -c . FILE"))
}

/// Whether the first JSON object goes over the end of its line.
fn is_whole_object(text: &[u8]) -> bool {
    let Some(end) = memchr::memchr(b'\n', text) else { return false };
    let (first, rest) = text.split_at(end);
    let is_cut = serde_json::from_slice::<serde_json::Value>(first)
        // A string never goes over the end of a line; such a line is damaged, and no more.
        .is_err_and(|error| error.is_eof() && !error.to_string().contains("string"));
    let next = rest.trim_ascii_start().first();
    // After `{` comes a key; a second `{` is the next line of many.
    is_cut && next.is_some_and(|next| *next != b'{' || first.trim_ascii_end().ends_with(b"["))
}

/// Elements with which pieces of pages begin.
const PAGE: [&str; 22] = [
    "!doctype", "html", "head", "body", "title", "meta", "link", "script", "style", "div", "article", "section",
    "main", "header", "p", "h1", "h2", "h3", "table", "ul", "span", "font",
];

/// Pages, feeds, and markup that we do not know.
fn markup(text: &[u8]) -> Option<Form> {
    let head = String::from_utf8_lossy(&text[..text.len().min(CONTROL_HEAD)]).to_ascii_lowercase();
    let (rest, is_xml) = prolog(&head);
    let name_of = |text: &str| {
        let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || "!:_-".contains(c))).unwrap_or(text.len());
        text[..end].to_owned()
    };
    let Some(name) = rest.strip_prefix('<').map(name_of).filter(|name| !name.is_empty()) else {
        // Some servers print a warning before the page.
        let start = &head[..head.floor_char_boundary(512)];
        let is_page = start.contains("<!doctype html") || start.contains("<html>");
        return is_page.then_some(Form::Html);
    };
    let doctype = rest.get(name.len() + 1..).unwrap_or_default().trim_start();
    match name.as_str() {
        "rss" | "feed" | "rdf:rdf" => Some(Form::Feed),
        "!doctype" if !doctype.starts_with("html") => {
            Some(unknown(&format!("markup of the type {}", name_of(doctype))))
        }
        known if PAGE.contains(&known) => Some(Form::Html),
        other if is_xml => Some(unknown(&format!("XML with <{other}>"))),
        // An element at least, not `<3` or `<<<`.
        other if head.contains(&format!("</{other}>")) => Some(unknown(&format!("markup with <{other}>"))),
        _ => None,
    }
}

/// Markup that may hold texts, but does not say where.
fn unknown(found: &str) -> Form {
    let hint =
        "only HTML, RSS and Atom are known; write its texts as JSON lines: {\"id\", \"date\", \"title\", \"text\"}";
    Form::Other { found: found.to_owned(), hint, known: true }
}

/// What comes after comments and declarations, and whether one of them says XML.
fn prolog(head: &str) -> (&str, bool) {
    let (mut rest, mut is_xml) = (head.trim_start(), false);
    loop {
        let close = match rest {
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<?") => "?>",
            _ => return (rest, is_xml),
        };
        is_xml |= rest.starts_with("<?xml");
        match rest.split_once(close) {
            Some((_, behind)) => rest = behind.trim_start(),
            None => return ("", is_xml),
        }
    }
}

/// Whether the text begins with the headers of a message.
fn is_mail(text: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&text[..text.len().min(CONTROL_HEAD)]).to_ascii_lowercase();
    let headers: Vec<&str> = head.lines().take_while(|line| !line.trim().is_empty()).collect();
    let has = |name: &str| headers.iter().any(|line| line.starts_with(name));
    has("from:") && has("subject:") && (has("mime-version:") || has("message-id:") || has("received:"))
}

#[cfg(test)]
mod tests {
    use super::{Form, binary, form, is_warc, whole_json};

    /// The form by its name.
    fn check(input: &str, expected: &str) {
        let found = match form(input.as_bytes(), false) {
            Form::Other { found, .. } => found,
            form => format!("{form:?}"),
        };
        assert_eq!(found, expected, "{input}");
    }

    #[test]
    fn text_shows_its_form() {
        check("", "Empty");
        check(" \n ", "PlainText");
        check("PYONGYANG - {", "PlainText");
        check("«Переговоры»", "PlainText");
        check("[Kyiv] {", "PlainText");
        check("<3 talks", "PlainText");
        check("<<< Talks >>>", "PlainText");
        check("Talks, then talks.\nMore, more.", "PlainText");
        check("date,title,text\n2024-06-17,T,X\n", "Table(44)");
        check("From: a@b\nSubject: c\nMIME-Version: 1.0\n\nTalks", "an e-mail");
    }

    #[test]
    fn json_shows_its_form() {
        check("{\"text\": \"a\"}", "JsonLines");
        check("\u{FEFF} \r\n\t{", "JsonLines");
        check("{\"text\":\"a\"}\n{\"text\":\"b\"}", "JsonLines");
        check("{\"text\":\"cut of\n{\"text\":\"b\"}", "JsonLines");
        check("{\"text\":\n{\"text\":\"b\"}", "JsonLines");
        check("{\n{\"text\": \"a\"}", "JsonLines");
        check("{\r\n  \"text\": \"a\"\n}", "Json");
        check("{\"a\":[\n{\"text\":\"b\"}]}", "Json");
        check("{\"text\":\"a\",\n\"b\":1}", "Json");
        check(" [\n {\"text\": \"a\"}]", "Json");
        check("[]", "Json");
    }

    #[test]
    fn markup_shows_its_form() {
        for page in
            ["<!DOCTYPE html><p>", "<html lang=en>", "<!-- a --><HTML>", "<p>Talks</p>", "Warning: x\n<!doctype html>"]
        {
            check(page, "Html");
        }
        check("<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"-//W3C//DTD\"><html>", "Html");
        for feed in [
            "<rss version=\"2.0\">",
            "<?xml version=\"1.0\"?>\n<!-- a -->\n<feed xmlns=\"a\">",
            "<rdf:RDF xmlns=\"a\">",
        ] {
            check(feed, "Feed");
        }
        check("<?xml version=\"1.0\"?><visits>", "XML with <visits>");
        check("<!DOCTYPE lewis SYSTEM \"lewis.dtd\">", "markup of the type lewis");
        check("<DOC><TEXT>Talks</TEXT></DOC>", "markup with <doc>");
    }

    #[test]
    fn web_archives_are_known() {
        assert!(is_warc(b"WARC/1.0\r\n") && is_warc(b"\r\nWARC/1.1") && !is_warc(b"WAR"));
    }

    #[test]
    fn json_that_is_no_lines_is_named() {
        let name = |bytes: &str| whole_json(bytes.as_bytes()).map(|(name, _)| name);
        assert_eq!(name(" [\n {\"text\": \"a\"}]"), Some("a JSON list"));
        assert_eq!(name("{\r\n  \"text\": \"a\"\n}"), Some("a JSON object over several lines"));
        for text in ["{\"text\": \"a\"}\n{", "[Kyiv] {", "{", "{\n{\"text\": \"a\"}", "", "[1] said"] {
            assert_eq!(name(text), None, "{text}");
        }
    }

    #[test]
    fn binary_data_is_named() {
        let name = |bytes: &[u8]| match binary(bytes) {
            Some(Form::Other { found, known, .. }) => Some((found, known)),
            _ => None,
        };
        assert_eq!(name(b"%PDF-1.7"), Some(("PDF".to_owned(), true)));
        assert_eq!(name(b"ab\0c"), Some(("binary data (a NUL at byte 2)".to_owned(), false)));
        assert_eq!(name(b"\x01\x02\x03abc"), Some(("binary data (3 control characters)".to_owned(), false)));
        assert_eq!(name("Le Président a dit".as_bytes()), None);
        assert_eq!(name(b"caf\xE9 and \x1B[1mbold\x1B[0m"), None);
        assert_eq!(name(b""), None);
    }
}
