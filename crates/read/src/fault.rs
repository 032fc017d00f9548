//! What could not be read as it stands, and where.

use std::fmt;

/// How much a [`Fault`] costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Everything was read; it is told how.
    Note,
    /// The document was read, with a change or a gap.
    Warning,
    /// Something was not read at all.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// Where something stands in the input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file as the user named it; `<stdin>` for standard input.
    pub file: String,
    /// The line, from 1.
    pub line: Option<u64>,
    /// The byte of the file, from 0.
    pub byte: Option<u64>,
}

impl Place {
    /// A file as a whole.
    #[must_use]
    pub fn file(file: &str) -> Self {
        Self { file: file.to_owned(), line: None, byte: None }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(byte) = self.byte {
            write!(f, ", byte {byte}")?;
        }
        Ok(())
    }
}

/// Something in the input that could not be read as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What it costs.
    pub severity: Severity,
    /// What was expected and what was found.
    pub message: String,
    /// Where.
    pub at: Place,
    /// What to try, or empty.
    pub hint: String,
}

impl Fault {
    /// A fault that costs a line or a file.
    #[must_use]
    pub fn error(at: Place, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { severity: Severity::Error, message: message.into(), at, hint: hint.into() }
    }

    /// Nothing that went wrong, but a choice that was made for the user.
    #[must_use]
    pub fn note(at: Place, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { severity: Severity::Note, message: message.into(), at, hint: hint.into() }
    }

    /// A fault that leaves the document readable.
    #[must_use]
    pub fn warning(at: Place, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, message: message.into(), at, hint: hint.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}\n  at: {}", self.severity, self.message, self.at)?;
        if !self.hint.is_empty() {
            write!(f, "\n  hint: {}", self.hint)?;
        }
        Ok(())
    }
}
