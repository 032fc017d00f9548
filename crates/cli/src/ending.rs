//! How a run ends.

use std::io;
use std::process::ExitCode;
use westphalia_record::RecordError;

/// How a run ended, which is its exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// All input was coded: 0.
    Complete,
    /// Some input could not be coded: 1.
    Incomplete,
    /// Wrong usage, or nothing could be read: 2.
    Nothing,
    /// Ctrl-C, after what had been begun was finished: 130.
    Stopped,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        Self::from(match ending {
            Ending::Complete => 0,
            Ending::Incomplete => 1,
            Ending::Nothing => 2,
            Ending::Stopped => 130,
        })
    }
}

impl Ending {
    /// The ending of a run that read so many things and met so many errors.
    pub fn of(n_read: usize, n_errors: usize) -> Self {
        match (n_read, n_errors) {
            (_, 0) => Self::Complete,
            (0, _) => Self::Nothing,
            _ => Self::Incomplete,
        }
    }
}

/// Why a run could not go on.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Output cannot be written.
    #[error("output cannot be written: {0}")]
    Output(#[from] io::Error),
    /// A part of the program itself is damaged.
    #[error("the program cannot start: {0}")]
    Start(String),
    /// A record cannot be read or written.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// The arguments do not go together, or name nothing.
    #[error("{message}")]
    Usage {
        /// What was expected, what was found.
        message: String,
        /// What to try.
        hint: &'static str,
    },
}

impl Failure {
    /// Whether the reader of our output has gone away, which is no failure.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}
