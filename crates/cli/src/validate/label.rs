//! `westphalia validate label`: asks for the labels, unit by unit.

use super::args::LabelArgs;
use super::columns as c;
use super::console::{Answer, Console};
use super::grid::Grid;
use super::question::{Question, help};
use super::sample::unwritable;
use crate::ending::{Ending, Failure};
use crate::notes::Notes;
use crate::show::{count, printable};
use crate::stop::Stop;
use anstyle::Style;
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use westphalia_read::{Fault, Place};
use westphalia_validate::label::NONE;

/// What becomes of a unit.
enum Next {
    /// Cells of the label.
    Labelled(Vec<(&'static str, String)>),
    Skip,
    Back,
    Quit,
    /// Answers have come to their end.
    End,
    /// An answer was wrong, and there is nobody to ask again.
    Wrong(Fault),
}

/// Asks for every unit that is not labelled yet, and saves after each.
pub fn run(args: &LabelArgs, notes: &mut Notes) -> Result<Ending, Failure> {
    let coder = printable(&args.coder);
    if coder.is_empty() {
        let message = "expected the name of a coder, found nothing but space".to_owned();
        return Err(Failure::Usage { message, hint: "--coder anna" });
    }
    let path = args.out.clone().unwrap_or_else(|| own_file(&args.sample, &coder));
    let grid = match load(&args.sample, &path, &coder) {
        Ok(grid) => grid,
        Err(fault) => {
            notes.fault(&fault);
            return Ok(Ending::Nothing);
        }
    };
    let stop = Stop::listen();
    let mut session = Session { grid, path, coder, console: Console::standard(), stop };
    session.ask_all(notes)
}

/// The file of a coder's labels: `sample-anna.csv` beside `sample.csv`, or the file itself if it is named so.
fn own_file(sample: &Path, coder: &str) -> PathBuf {
    let stem = sample.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let name: String = coder.chars().map(|c| if c.is_alphanumeric() || c == '_' { c } else { '-' }).collect();
    if stem.ends_with(&format!("-{name}")) {
        return sample.to_owned();
    }
    sample.with_file_name(format!("{stem}-{name}.csv"))
}

/// The sample with what this coder has labelled so far. Of a file of their own nothing is lost; labels of others in the
/// sample are not taken over.
fn load(sample: &Path, own: &Path, coder: &str) -> Result<Grid, Fault> {
    let needed = [c::ID, c::SENTENCE, c::TYPE];
    let original = Grid::read(sample, &needed)?;
    if original.rows.is_empty() {
        let message = "expected units to label, found nothing but a head";
        return Err(Fault::error(Place::file(&original.file), message, "`westphalia validate sample` writes them"));
    }
    let mut grid = if own.exists() { Grid::read(own, &needed)? } else { original.clone() };
    let name = |grid: &Grid| grid.rows.first().map(|row| c::sample_of(grid.get(row, c::ID)).to_owned());
    if name(&grid) != name(&original) {
        let message = format!("expected labels of {}, found those of another sample", original.file);
        return Err(Fault::error(Place::file(&grid.file), message, "name another file with --out"));
    }
    c::HUMAN.iter().for_each(|column| grid.add_column(column));
    let is_own = own.exists();
    for at in 0..grid.rows.len() {
        let Some(row) = grid.rows.get(at) else { continue };
        let (by, has_label) = (grid.get(row, c::CODER), !grid.get(row, c::TYPE).is_empty());
        if is_own && has_label && !by.is_empty() && by != coder {
            let message = format!("expected labels of {coder} alone, found one of {by}");
            return Err(Fault::error(grid.place(row), message, "name another file with --out"));
        }
        if is_own && has_label {
            // Somebody may have filled in the file in a spreadsheet, and left the name out.
            grid.set(at, c::CODER, coder);
        } else if !is_own && by != coder {
            c::HUMAN.iter().for_each(|column| grid.set(at, column, ""));
        }
    }
    Ok(grid)
}

/// One sitting.
struct Session<R, W> {
    grid: Grid,
    path: PathBuf,
    coder: String,
    console: Console<R, W>,
    stop: Stop,
}

impl<R: BufRead, W: Write> Session<R, W> {
    /// Asks unit by unit.
    fn ask_all(&mut self, notes: &mut Notes) -> Result<Ending, Failure> {
        let todo: Vec<usize> = (0..self.grid.rows.len()).filter(|at| self.is_open(*at)).collect();
        if todo.is_empty() {
            self.sum_up(notes);
            return Ok(Ending::Complete);
        }
        self.console.say(&help(self.sees_program()))?;
        let mut n = 0;
        while let Some(at) = todo.get(n).copied() {
            match self.ask_unit(at)? {
                Next::Labelled(cells) => {
                    if self.save(at, &cells)? {
                        notes.say("stopped by Ctrl-C");
                        self.sum_up(notes);
                        return Ok(Ending::Stopped);
                    }
                    n += 1;
                }
                Next::Skip => n += 1,
                Next::Back => n = n.saturating_sub(1),
                Next::Quit => break,
                Next::End if self.console.n_read == 0 => {
                    let message = "expected answers on standard input, found that it has ended".to_owned();
                    let hint = "run the command in a terminal, or pipe answers in, a line each";
                    return Err(Failure::Usage { message, hint });
                }
                Next::End => break,
                Next::Wrong(fault) => {
                    notes.fault(&fault);
                    self.sum_up(notes);
                    return Ok(Ending::Incomplete);
                }
            }
        }
        self.sum_up(notes);
        Ok(Ending::Complete)
    }

    /// Whether a unit has no label yet.
    fn is_open(&self, at: usize) -> bool {
        self.grid.rows.get(at).is_some_and(|row| self.grid.get(row, c::TYPE).is_empty())
    }

    /// Whether the file shows what the program coded.
    fn sees_program(&self) -> bool {
        self.grid.has(c::PROGRAM_TYPE)
    }

    /// Asks everything about one unit.
    fn ask_unit(&mut self, at: usize) -> Result<Next, Failure> {
        let Some(row) = self.grid.rows.get(at).cloned() else { return Ok(Next::Skip) };
        self.show(at)?;
        let first = if self.is_event(at) { Question::Type } else { Question::Types };
        let mut cells: Vec<(&'static str, String)> = Vec::new();
        let mut question = Some(first);
        let mut as_program = false;
        while let Some(asked) = question {
            let program = asked.program(&self.grid, &row);
            let answer = match (&program, as_program) {
                (Some(program), true) => Answer::Words(program.clone()),
                _ => self.console.ask(&format!("  {}", prompt(asked, program.as_deref())))?,
            };
            let words = match answer {
                Answer::Words(words) => words,
                Answer::Help => {
                    self.console.say(&help(self.sees_program()))?;
                    continue;
                }
                Answer::Back if asked == first => return Ok(Next::Back),
                Answer::Back => {
                    (cells, question, as_program) = (Vec::new(), Some(first), false);
                    continue;
                }
                Answer::Skip => return Ok(Next::Skip),
                Answer::Quit => return Ok(Next::Quit),
                Answer::End => return Ok(Next::End),
            };
            as_program |= words == "==" && program.is_some();
            let words = program.filter(|_| words == "=" || words == "==").unwrap_or(words);
            match asked.parse(&words) {
                Ok(cell) => {
                    question = asked.next(&cell);
                    cells.push((asked.column(), cell));
                }
                Err(unknown) if self.console.is_terminal => {
                    self.console.say(&format!("  {unknown}\n  hint: {}", unknown.hint()))?;
                }
                Err(unknown) => {
                    let at = Place { file: "<stdin>".to_owned(), line: Some(self.console.n_read), byte: None };
                    return Ok(Next::Wrong(Fault::error(at, unknown.to_string(), unknown.hint())));
                }
            }
        }
        Ok(Next::Labelled(cells))
    }

    /// Whether the unit is an event: its words are marked.
    fn is_event(&self, at: usize) -> bool {
        self.grid.rows.get(at).is_some_and(|row| match self.grid.get(row, c::PROGRAM_TYPE) {
            "" => self.grid.get(row, c::SENTENCE).contains("[["),
            event_type => event_type != NONE,
        })
    }

    /// Prints a unit.
    fn show(&mut self, at: usize) -> Result<(), Failure> {
        let Some(row) = self.grid.rows.get(at) else { return Ok(()) };
        let cell = |name| printable(self.grid.get(row, name));
        let bold = Style::new().bold();
        let dimmed = Style::new().dimmed();
        let of = format!("{} of {}", at + 1, self.grid.rows.len());
        let head = [of, cell(c::DOCUMENT), cell(c::PUBLISHED)];
        let head: Vec<&str> = head.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        let before = cell(c::BEFORE);
        let before = if before.is_empty() { String::new() } else { format!("\n  {dimmed}{before}{dimmed:#}") };
        let lines = format!("\n{}{before}\n  {bold}{}{bold:#}", head.join(" · "), cell(c::SENTENCE));
        Ok(self.console.say(&lines)?)
    }

    /// Fills the cells of a unit and saves the file: whether to stop thereafter.
    fn save(&mut self, at: usize, cells: &[(&'static str, String)]) -> Result<bool, Failure> {
        // What was answered before, on a way back, no longer holds.
        c::HUMAN.iter().filter(|column| **column != c::NOTE).for_each(|column| self.grid.set(at, column, ""));
        self.grid.set(at, c::CODER, &self.coder);
        for (column, cell) in cells {
            self.grid.set(at, column, cell);
        }
        self.stop.begin();
        let saved = self.grid.save(&self.path);
        let stop = self.stop.asked();
        saved.map_err(|e| unwritable(&self.path, &e))?;
        Ok(stop)
    }

    /// Says how far the labelling is.
    fn sum_up(&self, notes: &Notes) {
        let n = self.grid.rows.len();
        let n_open = (0..n).filter(|at| self.is_open(*at)).count();
        let next = if n_open > 0 { "the same command goes on" } else { "westphalia validate report computes" };
        let path = self.path.display();
        notes.say(&format!("{} of {} labelled in {path}; {next}", n - n_open, count(n, "unit")));
    }
}

/// A question, with what the program says.
fn prompt(question: Question, program: Option<&str>) -> String {
    match program {
        None => question.words().to_owned(),
        Some(program) => format!("{} [program: {}]", question.words(), printable(program)),
    }
}

#[cfg(test)]
mod tests {
    use super::own_file;
    use std::path::Path;

    #[test]
    fn everybody_has_a_file_of_their_own() {
        for (sample, coder, expected) in [
            ("a/sample.csv", "anna", "a/sample-anna.csv"),
            ("sample-anna.csv", "anna", "sample-anna.csv"),
            ("sample-anna.csv", "ben", "sample-anna-ben.csv"),
            ("sample.csv", "../Zoë K.", "sample----Zoë-K-.csv"),
        ] {
            assert_eq!(own_file(Path::new(sample), coder), Path::new(expected));
        }
    }
}
