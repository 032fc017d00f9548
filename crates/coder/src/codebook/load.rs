//! From tab-separated files to a [`Codebook`], with an error that names file and line.

use super::condition::{Check, Condition, Slot, Test};
use super::files::SHIPPED;
use super::frame::{Frame, FrameWord, Meaning, Pos};
use super::set::WordSet;
use super::{Act, Cameo, Codebook, Doer, Operator, Outcome, Party, Shape, Yield};
use rustc_hash::{FxHashMap, FxHashSet};
use westphalia_model::{EventType, Modality};

/// A codebook file that cannot be read: what was expected, what was found, where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{expected}, found {found}\n  at {file}:{line}")]
pub struct CodebookError {
    /// Path below the codebook's folder.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// What the format asks for.
    pub expected: String,
    /// What stands there.
    pub found: String,
}

/// A line of a file, split at tabs.
struct Row<'a> {
    file: &'a str,
    line: usize,
    cells: Vec<&'a str>,
}

impl<'a> Row<'a> {
    fn cell(&self, n: usize) -> &'a str {
        self.cells.get(n).map_or("", |c| c.trim())
    }

    fn list(&self, n: usize, separator: char) -> Vec<&'a str> {
        self.cell(n).split(separator).map(str::trim).filter(|w| !w.is_empty()).collect()
    }

    /// File and line.
    fn origin(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }

    fn error(&self, expected: &str, found: &str) -> CodebookError {
        CodebookError {
            file: self.file.to_owned(),
            line: self.line,
            expected: expected.to_owned(),
            found: format!("`{found}`"),
        }
    }
}

/// The rows below the header; lines that are empty or begin with `#` are skipped.
fn rows<'a>(file: &'a str, text: &'a str) -> impl Iterator<Item = Row<'a>> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        .skip(1)
        .map(move |(n, line)| Row { file, line: n + 1, cells: line.split('\t').collect() })
}

/// The table that a file belongs to: of `acts.tsv` and `acts/own.tsv` it is `acts`.
pub(super) fn table_of(file: &str) -> &str {
    file.split_once('/').map_or_else(|| file.trim_end_matches(".tsv"), |(folder, _)| folder)
}

impl Codebook {
    /// The codebook that ships with the program.
    ///
    /// # Errors
    /// If a shipped file is damaged; the tests hold that it is not.
    pub fn embedded() -> Result<Self, CodebookError> {
        Self::from_files(SHIPPED)
    }

    /// A codebook from (path, text) pairs. Paths decide what a file holds: `acts.tsv` and every file in `acts/` hold acts,
    /// and so for the other tables. The order of frame files is the order of preference among equals.
    ///
    /// # Errors
    /// The first row that does not fit the format.
    pub fn from_files(files: &[(&str, &str)]) -> Result<Self, CodebookError> {
        let (book, errors) = Self::checked(files);
        errors.into_iter().next().map_or(Ok(book), Err)
    }

    /// A codebook of the rows that fit, and an error for each row that does not.
    #[must_use]
    pub fn checked(files: &[(&str, &str)]) -> (Self, Vec<CodebookError>) {
        let mut book = Self { version: version(files), ..Self::default() };
        let mut errors = Vec::new();
        let mut each = |table: &str, add: &mut dyn FnMut(&Row<'_>) -> Result<(), CodebookError>| {
            let files = files.iter().filter(|(file, _)| table_of(file) == table);
            let rows = files.flat_map(|(file, text)| rows(file, text));
            errors.extend(rows.filter_map(|row| add(&row).err()));
        };
        each("acts", &mut |row| book.add_act(row));
        each("operators", &mut |row| book.add_operator(row));
        each("algebra", &mut |row| book.add_outcome(row));
        each("sets", &mut |row| {
            book.add_set(row);
            Ok(())
        });
        for table in ["cameo", "types", "contexts", "sectors"] {
            each(table, &mut |row| book.add_to(table, row));
        }
        let mut seen = FxHashSet::default();
        each("frames", &mut |row| book.add_frame(row, &mut seen));
        book.index();
        (book, errors)
    }

    fn kind(&mut self, name: &str) -> u8 {
        let at = self.kinds.iter().position(|k| k == name).unwrap_or_else(|| {
            self.kinds.push(name.to_owned());
            self.kinds.len() - 1
        });
        u8::try_from(at).unwrap_or(u8::MAX)
    }

    fn add_act(&mut self, row: &Row<'_>) -> Result<(), CodebookError> {
        let event_type = EventType::parse(row.cell(1))
            .ok_or_else(|| row.error("expected one of the 16 event types in capitals", row.cell(1)))?;
        let shape = match row.cell(6) {
            "directed" => Shape::Directed,
            "symmetric" => Shape::Symmetric,
            "either" => Shape::Either,
            "alone" => Shape::Alone,
            other => return Err(row.error("expected the shape directed, symmetric, either or alone", other)),
        };
        let kind = self.kind(row.cell(4));
        self.acts.push(Act {
            name: row.cell(0).to_owned(),
            event_type,
            mode: row.cell(2).to_owned(),
            cameo: row.cell(3).to_owned(),
            kind,
            contexts: row.list(5, '|').into_iter().map(str::to_owned).collect(),
            shape,
            gloss: row.cell(7).to_owned(),
            origin: row.origin(),
        });
        Ok(())
    }

    fn add_operator(&mut self, row: &Row<'_>) -> Result<(), CodebookError> {
        let doer = match row.cell(1) {
            "self" => Doer::Itself,
            "addressee" => Doer::Addressee,
            "any" => Doer::Any,
            other => return Err(row.error("expected the doer self, addressee or any", other)),
        };
        let recipient = row
            .list(2, ',')
            .into_iter()
            .map(|name| match name {
                "addressee" => Ok(Party::Addressee),
                "content-recipient" => Ok(Party::ContentRecipient),
                "content-actor" => Ok(Party::ContentActor),
                other => Err(row.error("expected addressee, content-recipient or content-actor", other)),
            })
            .collect::<Result<_, _>>()?;
        let nothing = Outcome { result: Yield::Nothing, modality: None };
        let outcomes = vec![nothing; self.kinds.len() + 1];
        self.operators.push(Operator {
            name: row.cell(0).to_owned(),
            doer,
            recipient,
            outcomes,
            gloss: row.cell(3).to_owned(),
            origin: row.origin(),
        });
        Ok(())
    }

    fn add_outcome(&mut self, row: &Row<'_>) -> Result<(), CodebookError> {
        let operator = self
            .operator(row.cell(0))
            .ok_or_else(|| row.error("expected an operator of operators.tsv", row.cell(0)))?;
        let kind = match row.cell(1) {
            "any" => self.kinds.len(),
            name => self
                .kinds
                .iter()
                .position(|k| k == name)
                .ok_or_else(|| row.error("expected a kind of acts.tsv, or any", name))?,
        };
        let result = match row.cell(2) {
            "same" => Yield::Same,
            "none" => Yield::Nothing,
            name => {
                Yield::Act(self.act(name).ok_or_else(|| row.error("expected an act of acts.tsv, same or none", name))?)
            }
        };
        let modality = match row.cell(3) {
            "" => None,
            "negated" => Some(Modality::Negated),
            "hypothetical" => Some(Modality::Hypothetical),
            "future" => Some(Modality::Future),
            other => return Err(row.error("expected negated, hypothetical, future or nothing", other)),
        };
        self.operators[operator].outcomes[kind] = Outcome { result, modality };
        Ok(())
    }

    fn add_set(&mut self, row: &Row<'_>) {
        let name = row.cell(0).trim_start_matches('@').to_owned();
        let at = *self.set_names.entry(name.clone()).or_insert_with(|| {
            self.sets.push(WordSet::new(name, row.origin()));
            self.sets.len() - 1
        });
        self.sets[at].extend(row.list(1, '|').into_iter().map(str::to_lowercase));
    }

    /// Adds a row to one of the smaller tables.
    fn add_to(&mut self, table: &str, row: &Row<'_>) -> Result<(), CodebookError> {
        match table {
            "cameo" => {
                let goldstein = number(row, 2)?;
                let name = row.cell(1).to_owned();
                self.cameo.insert(row.cell(0).to_owned(), Cameo { name, goldstein });
            }
            "types" => {
                let event_type =
                    EventType::parse(row.cell(0)).ok_or_else(|| row.error("expected an event type", row.cell(0)))?;
                let intensity = number(row, 3)?;
                self.intensity.insert((event_type, row.cell(1).to_owned()), intensity);
            }
            "contexts" => tell(&mut self.contexts, row),
            _ => tell(&mut self.sectors, row),
        }
        Ok(())
    }

    fn add_frame(&mut self, row: &Row<'_>, seen: &mut FxHashSet<String>) -> Result<(), CodebookError> {
        let name = row.cell(0).to_owned();
        if name.is_empty() || !seen.insert(name.clone()) {
            return Err(row.error("expected a frame name that no other frame has", &name));
        }
        let pos = match row.cell(1) {
            "v" => Pos::Verb,
            "n" => Pos::Noun,
            "a" => Pos::Adjective,
            other => return Err(row.error("expected the part of speech v, n or a", other)),
        };
        let meaning = self.meaning(row)?;
        let when = row.cell(3).split_whitespace().map(|c| self.condition(row, c)).collect::<Result<_, _>>()?;
        let words = row.list(2, '|').into_iter().filter_map(|w| frame_word(pos, w)).collect();
        let recipient = slots(row, 6, default_recipient(pos));
        self.frames.push(Frame {
            name,
            pos,
            words,
            when,
            meaning,
            actor: slots(row, 5, default_actor(pos)),
            gather: row.cell(6).contains('+'),
            recipient,
            content: slots(row, 7, "xcomp,ccomp,obj,for,to,of,on,over"),
            note: row.cell(8).to_owned(),
            origin: row.origin(),
        });
        Ok(())
    }

    fn meaning(&self, row: &Row<'_>) -> Result<Meaning, CodebookError> {
        match row.cell(4) {
            "none" => Ok(Meaning::Nothing),
            text => match text.strip_prefix("op:") {
                Some(op) => self.operator(op).map(Meaning::Operator),
                None => self.act(text).map(Meaning::Act),
            }
            .ok_or_else(|| {
                row.error("expected an act of acts.tsv, op: with an operator of operators.tsv, or none", text)
            }),
        }
    }

    fn condition(&self, row: &Row<'_>, text: &str) -> Result<Condition, CodebookError> {
        let slots = |names: &str| names.split('|').map(Slot::parse).collect::<Vec<_>>();
        if let Some(slot) = text.strip_prefix('!') {
            return Ok(Condition { slots: slots(slot), test: Test::Empty });
        }
        let Some((names, checks)) = text.split_once('=') else {
            return Ok(Condition { slots: slots(text), test: Test::Filled });
        };
        let checks: Vec<Check> = checks.split('|').map(|c| self.check(row, c)).collect::<Result<_, _>>()?;
        let test = if names.ends_with('!') { Test::IsNot(checks) } else { Test::Is(checks) };
        Ok(Condition { slots: slots(names.trim_end_matches('!')), test })
    }

    fn check(&self, row: &Row<'_>, text: &str) -> Result<Check, CodebookError> {
        Ok(match text {
            "@actor" => Check::Actor,
            "@several" => Check::Several,
            "@owned" => Check::Owned,
            "@state" => Check::State,
            "@body" => Check::Body,
            "@person" => Check::Person,
            "@place" => Check::Place,
            "@event" => Check::Event,
            "@number" => Check::Number,
            _ => match text.strip_prefix('@') {
                Some(name) => {
                    Check::InSet(self.set(name).ok_or_else(|| row.error("expected a set of sets.tsv", text))?)
                }
                None => Check::Lemma(text.to_lowercase()),
            },
        })
    }

    fn index(&mut self) {
        let mut by_word: FxHashMap<(Pos, String), Vec<usize>> = FxHashMap::default();
        for (at, frame) in self.frames.iter().enumerate() {
            for word in &frame.words {
                let list = by_word.entry((frame.pos, word.head.clone())).or_default();
                if list.last() != Some(&at) {
                    list.push(at);
                }
            }
        }
        for list in by_word.values_mut() {
            // A particle or a word before the noun narrows a frame as much as a condition does.
            list.sort_by_key(|&at| std::cmp::Reverse(self.frames[at].when.len()));
        }
        self.by_word = by_word;
    }
}

fn default_actor(pos: Pos) -> &'static str {
    if pos == Pos::Noun { "by,poss,mod,of" } else { "subj" }
}

fn default_recipient(pos: Pos) -> &'static str {
    if pos == Pos::Noun { "with,on,against,to" } else { "obj,with,to" }
}

fn slots(row: &Row<'_>, n: usize, default: &str) -> Vec<Slot> {
    let text = match row.cell(n) {
        "" => default,
        "-" => return Vec::new(),
        text => text,
    };
    text.split(',').map(|s| s.trim().trim_end_matches('+')).filter(|s| !s.is_empty()).map(Slot::parse).collect()
}

fn frame_word(pos: Pos, text: &str) -> Option<FrameWord> {
    let text = text.to_lowercase();
    let mut parts: Vec<String> = text.split(if pos == Pos::Verb { '_' } else { ' ' }).map(str::to_owned).collect();
    parts.retain(|p| !p.is_empty());
    let head = if pos == Pos::Verb { (!parts.is_empty()).then(|| parts.remove(0))? } else { parts.pop()? };
    Some(FrameWord { head, beside: parts })
}

fn number(row: &Row<'_>, n: usize) -> Result<f64, CodebookError> {
    row.cell(n).parse().map_err(|_| row.error("expected a number", row.cell(n)))
}

/// Notes under each word of the row what it tells.
fn tell(table: &mut FxHashMap<String, Vec<String>>, row: &Row<'_>) {
    for word in row.list(1, '|') {
        table.entry(word.to_lowercase()).or_default().push(row.cell(0).to_owned());
    }
}

/// A content hash of all files, so that any change is a new version.
fn version(files: &[(&str, &str)]) -> String {
    let mut hash = xxhash_rust::xxh3::Xxh3::new();
    for (name, text) in files {
        hash.update(name.as_bytes());
        hash.update(text.as_bytes());
    }
    format!("{:08x}", hash.digest() >> 32)
}
