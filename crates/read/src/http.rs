//! An answer of a web server as it was recorded: status, headers, and the body as the reader would see it.

use crate::found::MAX_DOCUMENT;
use std::io::Read;

/// What a server answered.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Response {
    pub(crate) status: u16,
    /// Lower-case names with their values.
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// A packing of a body that we cannot undo.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct UnknownPacking(pub(crate) String);

impl Response {
    /// Takes an answer apart, and undoes pieces and packing.
    ///
    /// Archives differ in whether they keep the body as it was sent, while the headers always say how it was sent: so
    /// the body itself is asked, too.
    pub(crate) fn of(bytes: &[u8]) -> Result<Self, UnknownPacking> {
        let (head, body) = parts(bytes);
        let head = String::from_utf8_lossy(head);
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0);
        let headers = headers(lines);
        let mut response = Self { status, headers, body: Vec::new() };
        let pieces = response.header("transfer-encoding").is_some_and(|value| value.contains("chunked"));
        let joined = if pieces { joined(body) } else { None };
        let packing = response.header("content-encoding").unwrap_or_default().trim().to_ascii_lowercase();
        response.body = unpacked(joined.as_deref().unwrap_or(body), &packing)?;
        Ok(response)
    }

    /// The value of a header, by its lower-case name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }

    /// The type of the body: `text/html`.
    pub(crate) fn kind(&self) -> String {
        kind(self.header("content-type").unwrap_or_default())
    }

    /// The encoding that the server states.
    pub(crate) fn charset(&self) -> Option<&str> {
        let (_, charset) = self.header("content-type")?.split_once("charset=")?;
        Some(charset.split(';').next()?.trim().trim_matches('"'))
    }
}

/// A type without its parameters.
pub(crate) fn kind(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The value of a header, by its lower-case name.
pub(crate) fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// Headers, a line each; a line that begins with space goes on with the one before.
pub(crate) fn headers<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in lines {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = headers.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    headers
}

/// The head and the body, parted by an empty line.
fn parts(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = |mark: &[u8]| memchr::memmem::find(bytes, mark).map(|at| (at, at + mark.len()));
    let ends = [end(b"\r\n\r\n"), end(b"\n\n")];
    match ends.into_iter().flatten().min() {
        Some((head, body)) => (&bytes[..head], &bytes[body..]),
        None => (bytes, &[]),
    }
}

/// The pieces of a body as one, or `None` where it is not in pieces.
fn joined(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::new();
    let mut is_first = true;
    while let Some(end) = memchr::memchr(b'\n', &bytes[..bytes.len().min(64)]) {
        let size = std::str::from_utf8(&bytes[..end]).ok().and_then(|line| {
            let digits = line.split(';').next()?.trim();
            usize::from_str_radix(digits, 16).ok()
        });
        let rest = &bytes[end + 1..];
        match size {
            Some(0) => return Some(joined),
            Some(size) => {
                let piece = &rest[..size.min(rest.len())];
                joined.extend_from_slice(piece);
                bytes = rest[piece.len()..].trim_ascii_start();
            }
            None if is_first => return None,
            None => break,
        }
        is_first = false;
    }
    (!is_first).then_some(joined)
}

/// The body without its packing. What comes before a cut is kept.
fn unpacked(body: &[u8], packing: &str) -> Result<Vec<u8>, UnknownPacking> {
    let read = |reader: &mut dyn Read| {
        let mut text = Vec::new();
        // An error is an end: a page without its end is still a page.
        let _ = reader.take(MAX_DOCUMENT as u64 + 1).read_to_end(&mut text);
        text
    };
    let looks_like_text = body.trim_ascii_start().starts_with(b"<");
    match packing {
        "" | "identity" | "none" => Ok(body.to_vec()),
        _ if looks_like_text => Ok(body.to_vec()),
        "gzip" | "x-gzip" if body.starts_with(b"\x1F\x8B") => Ok(read(&mut flate2::read::MultiGzDecoder::new(body))),
        "gzip" | "x-gzip" => Ok(body.to_vec()),
        "deflate" => {
            // The standard says zlib; many servers sent the bare stream.
            let text = read(&mut flate2::read::ZlibDecoder::new(body));
            Ok(if text.is_empty() { read(&mut flate2::read::DeflateDecoder::new(body)) } else { text })
        }
        "zstd" => match zstd::Decoder::new(body) {
            Ok(mut decoder) => Ok(read(&mut decoder)),
            Err(_) => Err(UnknownPacking(packing.to_owned())),
        },
        other => Err(UnknownPacking(other.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::Response;
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use std::io::Write;

    fn check(headers: &str, body: &[u8], expected: &[u8]) {
        let bytes = [b"HTTP/1.1 200 OK\r\n", headers.as_bytes(), b"\r\n\r\n", body].concat();
        let found = Response::of(&bytes).expect("a packing that we know");
        assert_eq!((found.status, found.body.as_slice()), (200, expected), "{headers}");
    }

    #[test]
    fn pieces_and_packings_are_undone() {
        check("Content-Type: text/html", b"Talks", b"Talks");
        check("Transfer-Encoding: chunked", b"5\r\nTalks\r\n6;x=1\r\n began\r\n0\r\n\r\n", b"Talks began");
        check("Transfer-Encoding: chunked", b"<p>Talks", b"<p>Talks");
        check("Transfer-Encoding: chunked", b"5\r\nTalks\r\nff\r\n beg", b"Talks beg");
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(b"Talks").expect("a vector takes all");
        let gzip = gzip.finish().expect("a vector takes all");
        check("Content-Encoding: gzip", &gzip, b"Talks");
        check("Content-Encoding: gzip", b"<p>Talks", b"<p>Talks");
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        zlib.write_all(b"Talks").expect("a vector takes all");
        check("Content-Encoding: deflate", &zlib.finish().expect("a vector takes all"), b"Talks");
        let mut bare = DeflateEncoder::new(Vec::new(), Compression::default());
        bare.write_all(b"Talks").expect("a vector takes all");
        check("Content-Encoding: deflate", &bare.finish().expect("a vector takes all"), b"Talks");
    }

    #[test]
    fn what_we_cannot_undo_is_named() {
        let found = Response::of(b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n\x01\x02");
        assert_eq!(found.expect_err("we know no br").0, "br");
    }

    #[test]
    fn headers_tell_type_and_encoding() {
        let found = Response::of(b"HTTP/1.0 404 Not Found\nContent-Type: Text/HTML; charset=\"UTF-8\"\n\nx")
            .expect("no packing");
        assert_eq!((found.status, found.kind().as_str(), found.charset()), (404, "text/html", Some("UTF-8")));
        assert_eq!(Response::of(b"").expect("no packing"), Response::default());
    }
}
