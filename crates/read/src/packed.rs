//! Unpacks gzip and zstd, and keeps what went wrong below: a stream that is cut ends where it is cut.

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

/// Bytes that are read at once.
const BUFFER: usize = 1 << 16;

/// How many packings may lie around one another.
const MAX_LAYERS: usize = 3;

/// Bytes, from wherever they come.
pub(crate) type Bytes = Box<dyn BufRead + Send>;

/// Why a stream ended before its end, if it did. All readers of one file share it.
///
/// The readers above then see an ordinary end, so that each form keeps what came before in its own way.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cut(Arc<OnceLock<String>>);

impl Cut {
    /// What went wrong, if anything did.
    pub(crate) fn reason(&self) -> Option<&str> {
        self.0.get().map(String::as_str)
    }

    /// Whether the stream ended before its end.
    pub(crate) fn is_cut(&self) -> bool {
        self.0.get().is_some()
    }

    /// Keeps the first thing that went wrong.
    pub(crate) fn set(&self, reason: String) {
        // A second reason follows from the first.
        let _ = self.0.set(reason);
    }
}

/// A file without the gzip or zstd that it is packed in. A file that is cut ends where it is cut; [`cut`](Self::cut) tells.
pub struct Unpacked {
    reader: Bytes,
    cut: Cut,
}

impl Unpacked {
    /// Opens a file, packed or not.
    ///
    /// # Errors
    ///
    /// If it cannot be read.
    pub fn open(path: &Path) -> io::Result<Self> {
        Self::of(File::open(path)?)
    }

    /// Unpacks a stream.
    ///
    /// # Errors
    ///
    /// If its first bytes cannot be read.
    pub fn of(reader: impl Read + Send + 'static) -> io::Result<Self> {
        let cut = Cut::default();
        let reader = unpack(Box::new(BufReader::with_capacity(BUFFER, reader)), &cut)?;
        Ok(Self { reader, cut })
    }

    /// A view of what went wrong, which can be asked when the reader is done.
    pub fn cut(&self) -> impl Fn() -> Option<String> + use<> {
        let cut = self.cut.clone();
        move || cut.reason().map(str::to_owned)
    }
}

impl Read for Unpacked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.reader.read(buffer)
    }
}

impl BufRead for Unpacked {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.reader.fill_buf()
    }

    fn consume(&mut self, n_bytes: usize) {
        self.reader.consume(n_bytes);
    }
}

impl fmt::Debug for Unpacked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unpacked").field("cut", &self.cut).finish_non_exhaustive()
    }
}

/// A reader that counts what passes through it.
#[derive(Debug)]
pub(crate) struct Counted<R> {
    reader: R,
    n_read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_bytes = self.reader.read(buffer)?;
        self.n_read.fetch_add(n_bytes as u64, Ordering::Relaxed);
        Ok(n_bytes)
    }
}

/// Buffers a reader whose bytes are counted.
pub(crate) fn counted(reader: impl Read + Send + 'static, n_read: &Arc<AtomicU64>) -> Bytes {
    Box::new(BufReader::with_capacity(BUFFER, Counted { reader, n_read: Arc::clone(n_read) }))
}

/// A reader that ends where its source breaks.
struct Guarded<R> {
    reader: R,
    /// What the bytes are, for the reason.
    what: &'static str,
    cut: Cut,
    ended: bool,
}

impl<R: BufRead> Guarded<R> {
    /// Whether an error ends the stream; it is kept.
    fn ends(&mut self, error: &io::Error) -> bool {
        if error.kind() == io::ErrorKind::Interrupted {
            return false;
        }
        let reason = match error.kind() {
            io::ErrorKind::UnexpectedEof => format!("expected the end of the {}, found that it is cut off", self.what),
            _ => format!("expected whole {}, found: {error}", self.what),
        };
        self.cut.set(reason);
        self.ended = true;
        true
    }
}

impl<R: BufRead> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.ended {
            return Ok(0);
        }
        match self.reader.read(buffer) {
            Err(error) if self.ends(&error) => Ok(0),
            other => other,
        }
    }
}

impl<R: BufRead> BufRead for Guarded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.ended {
            return Ok(&[]);
        }
        // Asked twice, because the borrow checker does not yet let a borrow be returned from one arm only.
        if let Err(error) = self.reader.fill_buf()
            && self.ends(&error)
        {
            return Ok(&[]);
        }
        self.reader.fill_buf()
    }

    fn consume(&mut self, n_bytes: usize) {
        self.reader.consume(n_bytes);
    }
}

/// The first bytes of a stream, up to `n_bytes`, and the whole stream again.
///
/// # Errors
///
/// If the source breaks within them.
pub(crate) fn peek(mut reader: Bytes, n_bytes: usize) -> io::Result<(Vec<u8>, Bytes)> {
    let mut head = Vec::new();
    reader.by_ref().take(n_bytes as u64).read_to_end(&mut head)?;
    let whole = Cursor::new(head.clone()).chain(reader);
    Ok((head, Box::new(whole)))
}

/// Takes all gzip and zstd off a stream, of one member or many. Any later error becomes an end, kept in `cut`.
///
/// # Errors
///
/// If the very first bytes cannot be read.
pub(crate) fn unpack(reader: Bytes, cut: &Cut) -> io::Result<Bytes> {
    let guarded = |reader, what| -> Bytes { Box::new(Guarded { reader, what, cut: cut.clone(), ended: false }) };
    let (mut head, reader) = peek(reader, 4)?;
    let mut reader = guarded(reader, "file");
    for _ in 0..MAX_LAYERS {
        let unpacked: Bytes = if head.starts_with(b"\x1F\x8B") {
            let unpacked = flate2::bufread::MultiGzDecoder::new(reader);
            guarded(Box::new(BufReader::with_capacity(BUFFER, unpacked)), "gzip data")
        } else if head.starts_with(b"\x28\xB5\x2F\xFD") {
            let unpacked = zstd::Decoder::with_buffer(reader)?;
            guarded(Box::new(BufReader::with_capacity(BUFFER, unpacked)), "zstd data")
        } else {
            return Ok(reader);
        };
        (head, reader) = peek(unpacked, 4)?;
    }
    Ok(reader)
}

#[cfg(test)]
mod tests {
    use super::{Cut, counted, unpack};
    use flate2::{Compression, write::GzEncoder};
    use std::io::{Read, Write};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).expect("a vector takes all");
        encoder.finish().expect("a vector takes all")
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        zstd::encode_all(bytes, 3).expect("a vector takes all")
    }

    /// Unpacks and looks at the text and at the reason of a cut.
    fn check(bytes: Vec<u8>, text: &str, reason: Option<&str>) {
        let (cut, n_read) = (Cut::default(), Arc::new(AtomicU64::new(0)));
        let n_bytes = bytes.len() as u64;
        let mut found = String::new();
        let mut reader = unpack(counted(std::io::Cursor::new(bytes), &n_read), &cut).expect("a vector reads");
        reader.read_to_string(&mut found).expect("errors become an end");
        assert_eq!(found, text);
        assert_eq!(cut.reason(), reason);
        assert_eq!(n_read.load(Ordering::Relaxed), n_bytes);
    }

    #[test]
    fn members_and_layers_are_unpacked() {
        check(b"Talks".to_vec(), "Talks", None);
        check(Vec::new(), "", None);
        check(gzip(b"Talks"), "Talks", None);
        check([gzip(b"Talks "), gzip(b"began")].concat(), "Talks began", None);
        check(zstd(b"Talks"), "Talks", None);
        check([zstd(b"Talks "), zstd(b"began")].concat(), "Talks began", None);
        check(gzip(&zstd(b"Talks")), "Talks", None);
    }

    #[test]
    fn what_comes_before_a_cut_is_kept() {
        let noise: String = (0..20_000_u32).map(|i| format!("{} ", i.wrapping_mul(2_654_435_761))).collect();
        for packed in [gzip(noise.as_bytes()), zstd(noise.as_bytes())] {
            let cut = Cut::default();
            let half = packed[..packed.len() / 2].to_vec();
            let mut found = String::new();
            let reader = counted(std::io::Cursor::new(half), &Arc::default());
            unpack(reader, &cut).expect("a head").read_to_string(&mut found).expect("errors become an end");
            assert!(noise.starts_with(&found));
            assert!(cut.is_cut(), "{found}");
        }
        let cut_off = Some("expected the end of the gzip data, found that it is cut off");
        check(gzip(b"Talks")[..10].to_vec(), "", cut_off);
        check([gzip(b"Talks"), gzip(b"began")[..5].to_vec()].concat(), "Talks", cut_off);
    }
}
