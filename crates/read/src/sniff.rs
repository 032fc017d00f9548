//! Looks at the first bytes: text, JSON lines, or nothing for us.

use std::io::{self, BufRead, Cursor, Read};

/// How many bytes are looked at to tell text from binary data.
const HEAD: usize = 8192;

/// The byte order mark of UTF-8.
pub(crate) const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Binary formats that people hand to a text program, with what to do about each.
const MAGIC: [(&[u8], &str, &str); 11] = [
    (b"\x1F\x8B", "gzip", "unpack it first: gzip -dc FILE | westphalia code -"),
    (b"\x28\xB5\x2F\xFD", "zstd", "unpack it first: zstd -dc FILE | westphalia code -"),
    (b"%PDF", "PDF", "extract its text first, for example with pdftotext"),
    (b"PK\x03\x04", "zip", "unpack it first"),
    (b"\x89PNG", "PNG image", "give text, not an image"),
    (b"\xFF\xD8\xFF", "JPEG image", "give text, not an image"),
    (b"\xFF\xFE\0\0", "UTF-32 text", "convert it first: iconv -f UTF-32 -t UTF-8 FILE"),
    (b"\0\0\xFE\xFF", "UTF-32 text", "convert it first: iconv -f UTF-32 -t UTF-8 FILE"),
    (b"\xFF\xFE", "UTF-16 text", "convert it first: iconv -f UTF-16 -t UTF-8 FILE"),
    (b"\xFE\xFF", "UTF-16 text", "convert it first: iconv -f UTF-16 -t UTF-8 FILE"),
    (b"PAR1", "Parquet", "export its text as JSON lines first"),
];

/// What a stream holds, by its first byte that is not space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// One JSON object a line.
    JsonLines,
    /// One document.
    PlainText,
}

/// Tells the form of a stream by its first byte that is not space, and gives the whole stream back.
pub(crate) fn form(mut reader: impl BufRead) -> io::Result<(Form, impl BufRead)> {
    let mut skipped = Vec::new();
    let form = loop {
        let chunk = reader.fill_buf()?;
        if chunk.is_empty() {
            break Form::PlainText;
        }
        let is_blank = |byte: &u8| byte.is_ascii_whitespace() || BOM.contains(byte);
        if let Some(first) = chunk.iter().find(|byte| !is_blank(byte)) {
            break if *first == b'{' { Form::JsonLines } else { Form::PlainText };
        }
        skipped.extend_from_slice(chunk);
        let n_bytes = chunk.len();
        reader.consume(n_bytes);
    };
    Ok((form, Cursor::new(skipped).chain(reader)))
}

/// What binary data this is, with a hint, or `None` where it may be text.
///
/// Only NUL and other control characters count: text in an old 8-bit encoding is still text.
pub(crate) fn binary(bytes: &[u8]) -> Option<(String, &'static str)> {
    if let Some((_, name, hint)) = MAGIC.iter().find(|(magic, _, _)| bytes.starts_with(magic)) {
        return Some(((*name).to_owned(), hint));
    }
    if let Some(encoding) = utf16(bytes) {
        return Some((format!("{encoding} text without a mark"), "convert it first: iconv -f UTF-16LE -t UTF-8 FILE"));
    }
    if let Some(at) = memchr::memchr(0, bytes) {
        return Some((format!("binary data (a NUL at byte {at})"), "give plain text in UTF-8, or JSON lines"));
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    let is_control = |byte: &&u8| matches!(byte, 0x01..=0x08 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F);
    let n_control = head.iter().filter(is_control).count();
    (n_control * 10 > head.len())
        .then(|| (format!("binary data ({n_control} control characters)"), "give plain text in UTF-8, or JSON lines"))
}

/// UTF-16 without a mark: every second byte of English is NUL.
fn utf16(bytes: &[u8]) -> Option<&'static str> {
    let head = &bytes[..bytes.len().min(64) & !1];
    let nul = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count() * 10 >= head.len() * 4;
    match (head.len() >= 4, nul(0), nul(1)) {
        (true, false, true) => Some("UTF-16LE"),
        (true, true, false) => Some("UTF-16BE"),
        _ => None,
    }
}

/// JSON that is not one object a line: a list of objects, or one object over several lines.
pub(crate) fn whole_json(head: &[u8]) -> Option<(String, &'static str)> {
    let text = head.strip_prefix(BOM).unwrap_or(head).trim_ascii_start();
    let inside = |open: &[u8]| text.strip_prefix(open).map(<[u8]>::trim_ascii_start);
    if inside(b"[").is_some_and(|rest| rest.starts_with(b"{")) {
        return Some(("a JSON list".to_owned(), "write one object a line: jq -c '.[]' FILE"));
    }
    let first = text.split(|b| *b == b'\n').next().unwrap_or_default();
    let opens = first.trim_ascii() == b"{" && inside(b"{").is_some_and(|rest| rest.starts_with(b"\""));
    opens.then(|| ("a JSON object over several lines".to_owned(), "write one object a line: jq -c . FILE"))
}

#[cfg(test)]
mod tests {
    use super::{Form, binary, form, whole_json};
    use std::io::{BufReader, Read};

    fn check_form(input: &[u8], expected: Form) {
        // A buffer of one byte, as a slow pipe would fill it.
        let (found, mut rest) = form(BufReader::with_capacity(1, input)).expect("a slice reads");
        assert_eq!(found, expected, "{input:?}");
        let mut whole = Vec::new();
        rest.read_to_end(&mut whole).expect("a slice reads");
        assert_eq!(whole, input, "nothing may be lost");
    }

    #[test]
    fn the_first_byte_that_is_not_space_decides() {
        check_form(b"{\"text\": \"a\"}", Form::JsonLines);
        check_form(b"\xEF\xBB\xBF \r\n\t{", Form::JsonLines);
        check_form(b"PYONGYANG - {", Form::PlainText);
        check_form("«Переговоры»".as_bytes(), Form::PlainText);
        check_form(b"[1]", Form::PlainText);
        check_form(b" \n ", Form::PlainText);
        check_form(b"", Form::PlainText);
    }

    #[test]
    fn json_that_is_no_lines_is_named() {
        let name = |bytes: &[u8]| whole_json(bytes).map(|(name, _)| name);
        assert_eq!(name(b" [\n {\"text\": \"a\"}]"), Some("a JSON list".to_owned()));
        assert_eq!(name(b"{\r\n  \"text\": \"a\"\n}"), Some("a JSON object over several lines".to_owned()));
        for bytes in ["{\"text\": \"a\"}\n{", "[Kyiv] {", "{", "{\n{\"text\": \"a\"}", "", "[1] said"] {
            assert_eq!(name(bytes.as_bytes()), None, "{bytes}");
        }
    }

    #[test]
    fn binary_data_is_named() {
        let name = |bytes: &[u8]| binary(bytes).map(|(name, _)| name);
        assert_eq!(name(b"\x1F\x8B\x08\0\0"), Some("gzip".to_owned()));
        assert_eq!(name(b"ab\0c"), Some("binary data (a NUL at byte 2)".to_owned()));
        assert_eq!(name(b"\x01\x02\x03abc"), Some("binary data (3 control characters)".to_owned()));
        assert_eq!(name(b"\xFF\xFE\0\0I\0\0\0"), Some("UTF-32 text".to_owned()));
        assert_eq!(name(b"I\0r\0a\0n\0"), Some("UTF-16LE text without a mark".to_owned()));
        assert_eq!(name("Le Président a dit".as_bytes()), None);
        assert_eq!(name(b"caf\xE9 and \x1B[1mbold\x1B[0m"), None);
        assert_eq!(name(b""), None);
    }
}
