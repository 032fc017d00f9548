//! Cuts a stream into rows without holding more than a block of it.

use super::shape::Shape;
use memchr::{memchr, memchr2_iter};
use std::io::{self, BufRead};

/// Bytes that are held at a time. A longer row is a bad one.
const BLOCK: usize = 8 << 20;

/// Bytes over which a quoted cell may run on to further lines. A quote that is still open then is a damaged one.
const MAX_QUOTED: usize = 64 << 10;

/// A row of a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record {
    /// Its first byte in the block.
    pub start: usize,
    /// One past its last, without the end of the line.
    pub end: usize,
    /// Its line in the file, from 1.
    pub line: u64,
    /// Its first byte in the file.
    pub byte: u64,
    /// What makes it a bad row already.
    pub fault: Option<&'static str>,
}

/// Some rows.
pub(super) struct Block<'a> {
    pub bytes: &'a [u8],
    pub records: Vec<Record>,
}

/// A stream of rows.
pub(super) struct Records<R> {
    reader: R,
    buffer: Vec<u8>,
    /// Bytes at the start of the buffer that have been handed out.
    used: usize,
    /// Line and byte of the file at `used`.
    line: u64,
    byte: u64,
    ended: bool,
    /// Whether a quoted cell may hold the end of a line.
    multiline: bool,
    /// Whether the rest of an endless row is being skipped.
    skipping: bool,
}

impl<R: BufRead> Records<R> {
    pub fn new(reader: R) -> Self {
        Self { reader, buffer: Vec::new(), used: 0, line: 1, byte: 0, ended: false, multiline: false, skipping: false }
    }

    /// Reads until the block is full or the input ends.
    pub fn fill(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.used);
        self.used = 0;
        while !self.ended && self.buffer.len() < BLOCK {
            let chunk = match self.reader.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let n = chunk.len().min(BLOCK - self.buffer.len());
            self.buffer.extend_from_slice(chunk.get(..n).unwrap_or(&[]));
            self.reader.consume(n);
            self.ended = n == 0;
        }
        Ok(())
    }

    /// What the first block holds, without a byte order mark.
    pub fn head(&mut self) -> &[u8] {
        if self.byte == 0 && self.used == 0 && self.buffer.starts_with(b"\xEF\xBB\xBF") {
            self.used = 3;
            self.byte = 3;
        }
        self.buffer.get(self.used..).unwrap_or(&[])
    }

    /// Takes note of the shape, and steps over the header.
    pub fn begin(&mut self, shape: &Shape) {
        self.multiline = shape.multiline;
        if shape.has_header {
            let rest = self.head();
            // Empty lines before the header count as part of it.
            let blank = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let after = rest.get(blank..).unwrap_or(&[]);
            let n = blank + memchr(b'\n', after).map_or(after.len(), |end| end + 1);
            self.step(n);
        }
    }

    fn step(&mut self, n: usize) {
        let stepped = self.buffer.get(self.used..self.used + n).unwrap_or(&[]);
        self.line += memchr::memchr_iter(b'\n', stepped).count() as u64;
        self.used += n;
        self.byte += n as u64;
    }

    /// The next rows, or none at the end.
    pub fn next_block(&mut self) -> io::Result<Option<Block<'_>>> {
        self.fill()?;
        if self.buffer.is_empty() {
            return Ok(None);
        }
        let mut records = Vec::with_capacity(self.buffer.len() / 256);
        let mut start = 0;
        while start < self.buffer.len() {
            let rest = self.buffer.get(start..).unwrap_or(&[]);
            let Some((len, step)) = self.row(rest) else { break };
            if self.skipping {
                self.skipping = false;
            } else {
                records.push(self.record(start, start + len, None));
            }
            let row = rest.get(..step).unwrap_or(&[]);
            self.line += if self.multiline { newlines(row) } else { 1 };
            self.byte += step as u64;
            start += step;
        }
        if start == 0 {
            // A whole block without the end of a row.
            if !self.skipping {
                records.push(self.record(0, 0, Some("expected a row of less than 8 MiB, found a longer one")));
            }
            self.skipping = true;
            self.byte += self.buffer.len() as u64;
            start = self.buffer.len();
        }
        self.used = start;
        Ok(Some(Block { bytes: &self.buffer, records }))
    }

    fn record(&self, start: usize, end: usize, fault: Option<&'static str>) -> Record {
        Record { start, end, line: self.line, byte: self.byte, fault }
    }

    /// The length of the row at the start of `rest`, and of the row with the end of its line. None if more must be read.
    fn row(&self, rest: &[u8]) -> Option<(usize, usize)> {
        let line_end = match memchr(b'\n', rest) {
            Some(end) => end,
            None if self.ended => rest.len(),
            None => return None,
        };
        let end = if self.multiline { self.quoted_end(rest, line_end)? } else { line_end };
        let len = if end > 0 && rest.get(end - 1) == Some(&b'\r') { end - 1 } else { end };
        Some((len, (end + 1).min(rest.len())))
    }

    /// The end of a row whose quoted cells may run over lines: the first end of a line with every quote closed.
    fn quoted_end(&self, rest: &[u8], line_end: usize) -> Option<usize> {
        let mut open = false;
        for at in memchr2_iter(b'"', b'\n', rest) {
            if rest.get(at) == Some(&b'"') {
                open = !open;
            } else if !open {
                return Some(at);
            } else if at > MAX_QUOTED {
                return Some(line_end);
            }
        }
        match (self.ended, open) {
            (true, true) => Some(line_end),
            (true, false) => Some(rest.len()),
            (false, _) if rest.len() > MAX_QUOTED && open => Some(line_end),
            (false, _) => None,
        }
    }
}

fn newlines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}
