//! Questions to a person, or to whatever is piped in.

use crate::show::printable;
use std::io::{self, BufRead, IsTerminal, Write};

/// Prints questions and reads answers, a line each.
pub struct Console<R, W> {
    answers: R,
    out: W,
    /// Whether a person can be asked again.
    pub is_terminal: bool,
    /// How many answers were read.
    pub n_read: u64,
}

/// What somebody answers to any question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Words, or nothing at all.
    Words(String),
    /// Leave this unit for later.
    Skip,
    /// Back to the question or unit before.
    Back,
    /// Tell what can be answered.
    Help,
    /// Stop here.
    Quit,
    /// There are no more answers.
    End,
}

impl Console<io::StdinLock<'static>, anstream::AutoStream<io::StdoutLock<'static>>> {
    /// The console of standard input and output.
    pub fn standard() -> Self {
        let is_terminal = io::stdin().is_terminal();
        Self { answers: io::stdin().lock(), out: anstream::stdout().lock(), is_terminal, n_read: 0 }
    }
}

impl<R: BufRead, W: Write> Console<R, W> {
    /// Prints lines.
    pub fn say(&mut self, lines: &str) -> io::Result<()> {
        writeln!(self.out, "{lines}")
    }

    /// Asks one question.
    pub fn ask(&mut self, question: &str) -> io::Result<Answer> {
        write!(self.out, "{question} ")?;
        self.out.flush()?;
        let mut bytes = Vec::new();
        if self.answers.read_until(b'\n', &mut bytes)? == 0 {
            writeln!(self.out)?;
            return Ok(Answer::End);
        }
        self.n_read += 1;
        if !self.is_terminal {
            writeln!(self.out)?;
        }
        let words = printable(&String::from_utf8_lossy(&bytes));
        Ok(match words.as_str() {
            "s" => Answer::Skip,
            "b" => Answer::Back,
            "h" => Answer::Help,
            "q" => Answer::Quit,
            _ => Answer::Words(words),
        })
    }
}
