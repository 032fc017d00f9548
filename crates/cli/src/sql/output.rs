//! Where an answer goes: standard output, or a file that appears when it is whole.

use crate::args::SqlFormat;
use crate::ending::Failure;
use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Standard output or a file.
pub struct Output {
    to: Box<dyn Write + Send>,
    /// Where the file is being written, and its name when it is whole.
    paths: Option<(PathBuf, PathBuf)>,
}

impl Output {
    /// Begins a file, or takes standard output.
    pub fn open(out: Option<&Path>, format: SqlFormat) -> Result<Self, Failure> {
        let Some(out) = out else {
            if format == SqlFormat::Parquet && io::stdout().is_terminal() {
                return Err(Failure::Usage {
                    message: "expected a file or a pipe for Parquet, found a terminal".to_owned(),
                    hint: "name a file with --out",
                });
            }
            return Ok(Self { to: Box::new(io::stdout()), paths: None });
        };
        let mut part = out.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        let file = File::create(&part).map_err(|error| Failure::Usage {
            message: format!("expected a place to write to, found {}: {error}", out.display()),
            hint: "name another file with --out",
        })?;
        Ok(Self { to: Box::new(BufWriter::new(file)), paths: Some((part, out.to_owned())) })
    }

    /// The answer is whole.
    pub fn keep(mut self) -> io::Result<()> {
        self.to.flush()?;
        if let Some((part, out)) = &self.paths {
            fs::rename(part, out)?;
        }
        self.paths = None;
        Ok(())
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.to.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if let Some((part, _)) = &self.paths {
            // Whoever stopped us can delete it as well as we can.
            let _ = fs::remove_file(part);
        }
    }
}
