//! Which encoding a text is in, and the text in UTF-8.
//!
//! A mark at the start decides; then UTF-16 by its NULs; then UTF-8, where the bytes can be nothing else; then what
//! the server, the page or the XML declaration states; then a guess. A text in UTF-8 with a few bad bytes is still
//! UTF-8.

use crate::packed::Bytes;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::io::{self, BufRead, Read};

/// The byte order mark of UTF-8.
pub(crate) const BOM: &[u8] = b"\xEF\xBB\xBF";

/// How an encoding is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Basis {
    /// By a byte order mark, or by where its NULs are.
    Bytes,
    /// As the server, the page or the XML declaration states.
    Stated,
    /// By a guess from the letters.
    Guess,
}

/// What text is encoded in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Charset {
    /// UTF-8, perhaps with bad bytes in it.
    Utf8,
    /// UTF-32, which no web page may use and our decoder does not know.
    Utf32 {
        /// Whether the high byte comes first.
        big: bool,
    },
    /// Anything else.
    Other(&'static Encoding, Basis),
}

impl Charset {
    /// The encoding of a text by its first bytes; `stated` is the label of a server. `whole` if there is no more.
    pub(crate) fn of(head: &[u8], whole: bool, stated: Option<&str>) -> Self {
        if let Some(marked) = by_mark(head).or_else(|| by_nuls(head)) {
            return marked;
        }
        let (n_good, n_bad) = count(head, whole);
        let label = stated.map(str::to_owned).or_else(|| declared(head));
        let stated = label.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
        // A page cannot be in UTF-16 if its declaration can be read byte for byte.
        let stated = stated.filter(|encoding| ![UTF_8, UTF_16LE, UTF_16BE].contains(encoding));
        match stated {
            // Nobody writes many letters that are UTF-8 by accident, but many servers state what is not so.
            _ if n_good > 0 && n_good >= n_bad => Self::Utf8,
            Some(encoding) if n_bad > 0 || !encoding.is_ascii_compatible() => Self::Other(encoding, Basis::Stated),
            _ if n_bad == 0 => Self::Utf8,
            _ => Self::Other(guess(head, whole), Basis::Guess),
        }
    }

    /// The name of an encoding that is not UTF-8 and shows by its mark or its NULs.
    pub(crate) fn by_bytes(head: &[u8]) -> Option<&'static str> {
        by_mark(head).or_else(|| by_nuls(head))?.name()
    }

    /// What to tell the user, if it is not UTF-8.
    pub(crate) fn note(self) -> Option<String> {
        let told = |name: &str, how: &str| Some(format!("expected UTF-8, found {name} ({how}) and read it as such"));
        match self {
            Self::Utf8 => None,
            Self::Utf32 { .. } => told("UTF-32", "by its bytes"),
            Self::Other(encoding, Basis::Bytes) => told(encoding.name(), "by its bytes"),
            Self::Other(encoding, Basis::Stated) => told(encoding.name(), "as it states"),
            Self::Other(encoding, Basis::Guess) => told(encoding.name(), "by a guess"),
        }
    }

    /// Its name, if it is not UTF-8.
    pub(crate) fn name(self) -> Option<&'static str> {
        match self {
            Self::Utf8 => None,
            Self::Utf32 { .. } => Some("UTF-32"),
            Self::Other(encoding, _) => Some(encoding.name()),
        }
    }

    /// The same stream in UTF-8. UTF-8 passes through as it is, bad bytes and mark included.
    pub(crate) fn decoded(self, reader: Bytes) -> Bytes {
        let unit = match self {
            Self::Utf8 => return reader,
            Self::Utf32 { big } => Unit::Utf32 { big, rest: Vec::new() },
            Self::Other(encoding, _) => Unit::Other(encoding.new_decoder()),
        };
        Box::new(Decoded { reader, unit, text: String::new(), n_taken: 0, ended: false })
    }

    /// The text of bytes that are all there.
    pub(crate) fn text(self, bytes: &[u8]) -> String {
        match self {
            Self::Utf8 => String::from_utf8_lossy(bytes.strip_prefix(BOM).unwrap_or(bytes)).into_owned(),
            Self::Utf32 { big } => utf32(bytes, big),
            Self::Other(encoding, _) => encoding.decode(bytes).0.into_owned(),
        }
    }
}

/// The encoding that a byte order mark tells.
fn by_mark(head: &[u8]) -> Option<Charset> {
    match head {
        [0xFF, 0xFE, 0, 0, ..] => Some(Charset::Utf32 { big: false }),
        [0, 0, 0xFE, 0xFF, ..] => Some(Charset::Utf32 { big: true }),
        [0xFF, 0xFE, ..] => Some(Charset::Other(UTF_16LE, Basis::Bytes)),
        [0xFE, 0xFF, ..] => Some(Charset::Other(UTF_16BE, Basis::Bytes)),
        _ => head.starts_with(BOM).then_some(Charset::Utf8),
    }
}

/// UTF-16 without a mark: every second byte of English is NUL.
fn by_nuls(head: &[u8]) -> Option<Charset> {
    let head = &head[..head.len().min(64) & !1];
    let nul = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count() * 10 >= head.len() * 4;
    match (head.len() >= 4, nul(0), nul(1)) {
        (true, false, true) => Some(Charset::Other(UTF_16LE, Basis::Bytes)),
        (true, true, false) => Some(Charset::Other(UTF_16BE, Basis::Bytes)),
        _ => None,
    }
}

/// Letters beyond ASCII that are UTF-8, and sequences of bytes that are not.
fn count(head: &[u8], whole: bool) -> (usize, usize) {
    let (mut n_good, mut n_bad) = (0, 0);
    let mut left = head.len();
    for chunk in head.utf8_chunks() {
        left -= chunk.valid().len() + chunk.invalid().len();
        n_good += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        // The last letter of a head may lack its end.
        let is_cut = left == 0 && !whole && chunk.invalid().len() < 4;
        n_bad += usize::from(!chunk.invalid().is_empty() && !is_cut);
    }
    (n_good, n_bad)
}

/// The label that a page or an XML declaration states for itself.
fn declared(head: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&head[..head.len().min(4096)]).to_ascii_lowercase();
    let is_xml = head.trim_start().starts_with("<?xml");
    let (_, rest) = match head.split_once("charset=") {
        Some(found) if head.contains("<meta") => found,
        _ if is_xml => head.split_once("encoding=")?,
        _ => return None,
    };
    let rest = rest.trim_start_matches(['"', '\'', ' ']);
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(rest.len());
    Some(rest[..end].to_owned())
}

/// The likeliest encoding of letters that are not UTF-8.
fn guess(head: &[u8], whole: bool) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(head, whole);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

/// The text of UTF-32.
fn utf32(bytes: &[u8], big: bool) -> String {
    let letter = |unit: &[u8]| {
        let unit: [u8; 4] = unit.try_into().unwrap_or_default();
        let number = if big { u32::from_be_bytes(unit) } else { u32::from_le_bytes(unit) };
        char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER)
    };
    bytes.chunks_exact(4).map(letter).filter(|letter| *letter != '\u{FEFF}').collect()
}

/// What decodes piece by piece.
enum Unit {
    Utf32 { big: bool, rest: Vec<u8> },
    Other(encoding_rs::Decoder),
}

impl Unit {
    /// Appends the text of the next bytes.
    fn decode(&mut self, bytes: &[u8], last: bool, text: &mut String) {
        match self {
            Self::Utf32 { big, rest } => {
                rest.extend_from_slice(bytes);
                let n_whole = rest.len() & !3;
                text.push_str(&utf32(&rest[..n_whole], *big));
                rest.drain(..n_whole);
            }
            Self::Other(decoder) => {
                text.reserve(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len() * 4 + 16));
                let _ = decoder.decode_to_string(bytes, text, last);
            }
        }
    }
}

/// A stream in UTF-8 over one that is not.
struct Decoded {
    reader: Bytes,
    unit: Unit,
    text: String,
    n_taken: usize,
    ended: bool,
}

impl Read for Decoded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_bytes = self.fill_buf()?.read(buffer)?;
        self.consume(n_bytes);
        Ok(n_bytes)
    }
}

impl BufRead for Decoded {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.n_taken == self.text.len() && !self.ended {
            self.text.clear();
            self.n_taken = 0;
            let bytes = self.reader.fill_buf()?;
            let n_bytes = bytes.len();
            self.unit.decode(bytes, n_bytes == 0, &mut self.text);
            self.reader.consume(n_bytes);
            self.ended = n_bytes == 0;
        }
        Ok(&self.text.as_bytes()[self.n_taken..])
    }

    fn consume(&mut self, n_bytes: usize) {
        self.n_taken = (self.n_taken + n_bytes).min(self.text.len());
    }
}

#[cfg(test)]
mod tests {
    use super::Charset;
    use std::io::{BufReader, Read};

    /// Names the encoding and decodes, at once and piece by piece.
    fn check(bytes: &[u8], stated: Option<&str>, note: Option<&str>, text: &str) {
        let charset = Charset::of(bytes, true, stated);
        let told =
            charset.note().map(|note| note.replace("expected UTF-8, found ", "").replace(" and read it as such", ""));
        assert_eq!(told.as_deref(), note, "{text}");
        assert_eq!(charset.text(bytes), text);
        let pieces = BufReader::with_capacity(3, std::io::Cursor::new(bytes.to_vec()));
        let mut read = Vec::new();
        charset.decoded(Box::new(pieces)).read_to_end(&mut read).expect("a vector reads");
        assert_eq!(String::from_utf8_lossy(read.strip_prefix(super::BOM).unwrap_or(&read)), text);
    }

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn marks_and_nuls_tell() {
        check(b"\xEF\xBB\xBFTalks", None, None, "Talks");
        check(
            &[b"\xFF\xFE".to_vec(), utf16("Zürich 会", false)].concat(),
            None,
            Some("UTF-16LE (by its bytes)"),
            "Zürich 会",
        );
        check(&[b"\xFE\xFF".to_vec(), utf16("Zürich", true)].concat(), None, Some("UTF-16BE (by its bytes)"), "Zürich");
        check(&utf16("Talks began", false), None, Some("UTF-16LE (by its bytes)"), "Talks began");
        let utf32: Vec<u8> = "\u{FEFF}Zü会".chars().flat_map(|c| (c as u32).to_le_bytes()).collect();
        check(&utf32, None, Some("UTF-32 (by its bytes)"), "Zü会");
        let utf32: Vec<u8> = "\u{FEFF}Zü会".chars().flat_map(|c| (c as u32).to_be_bytes()).collect();
        check(&utf32, None, Some("UTF-32 (by its bytes)"), "Zü会");
    }

    #[test]
    fn utf8_stays_utf8() {
        check(b"", None, None, "");
        check("Zürich".as_bytes(), None, None, "Zürich");
        check("Zürich".as_bytes(), Some("iso-8859-1"), None, "Zürich");
        check(b"Z\xC3\xBCrich, K\xC3\xB6ln and Caf\xE9.", None, None, "Zürich, Köln and Caf\u{FFFD}.");
        assert_eq!(Charset::of(b"Talks Z\xC3", false, None), Charset::Utf8);
    }

    #[test]
    fn other_encodings_are_stated_or_guessed() {
        check(b"Caf\xE9 talks", None, Some("windows-1252 (by a guess)"), "Café talks");
        check(b"Caf\xE9 talks", Some("ISO-8859-1"), Some("windows-1252 (as it states)"), "Café talks");
        let russian = encoding_rs::WINDOWS_1251.encode("Россия и КНДР подписали договор о партнёрстве.").0.into_owned();
        check(&russian, None, Some("windows-1251 (by a guess)"), "Россия и КНДР подписали договор о партнёрстве.");
        let japanese = encoding_rs::SHIFT_JIS.encode("北朝鮮は弾道ミサイルを発射した。").0.into_owned();
        check(&japanese, None, Some("Shift_JIS (by a guess)"), "北朝鮮は弾道ミサイルを発射した。");
        let page = b"<html><meta charset='windows-1251'><p>\xD0\xEE\xF1";
        check(page, None, Some("windows-1251 (as it states)"), "<html><meta charset='windows-1251'><p>Рос");
        let feed = b"<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?><a>\xB1";
        check(feed, None, Some("ISO-8859-2 (as it states)"), "<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?><a>ą");
    }
}
