//! From rows of files to a study: what was drawn, who said what of it, and what could not be used.

use super::columns as c;
use super::grid::{Grid, Row};
use crate::notes::Notes;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use westphalia_model::EventType;
use westphalia_read::{Fault, Place};
use westphalia_validate::label::{self, Unknown};
use westphalia_validate::{Coding, Label, Study, Unit};

/// Everything that the files of one sample hold.
#[derive(Debug, Default)]
pub struct Labelled {
    /// The units and labels.
    pub study: Study,
    /// How the sample was drawn.
    pub origin: Origin,
    /// For each coder the number of labelled units.
    pub coders: BTreeMap<String, usize>,
    /// Rows without a label.
    pub n_unlabelled: usize,
    /// Rows that could not be used.
    pub n_left_out: usize,
}

/// How a sample was drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Origin {
    /// Its name.
    pub sample: String,
    /// Seed of the draw.
    pub seed: u64,
    /// Documents that were coded.
    pub documents: usize,
    /// Sentences in them.
    pub sentences: usize,
    /// Version of the program.
    pub program_version: String,
    /// Version of the codebook.
    pub codebook_version: String,
    /// Whether the program's coding was kept in a file of its own.
    pub blind: bool,
}

/// Collects units and labels, row by row.
#[derive(Default)]
struct Collector {
    found: Labelled,
    /// Index of each unit, and where it was first seen.
    units: HashMap<String, (usize, Place)>,
    /// Whether the units come from a key.
    has_key: bool,
    /// Where each coder labelled each unit.
    seen: HashMap<(usize, String), Place>,
}

/// Reads labelled files, and the key of a blind sample.
///
/// A row that cannot be used costs that row, and is told.
///
/// # Errors
/// Where a file cannot be read at all or belongs to another sample.
pub fn read(paths: &[impl AsRef<Path>], key: Option<&Path>, notes: &mut Notes) -> Result<Labelled, Fault> {
    let mut collector = Collector::default();
    if let Some(path) = key {
        let grid = Grid::read(path, &[&[c::ID], c::PROGRAM.as_slice()].concat())?;
        (collector.has_key, collector.found.origin.blind) = (true, true);
        for row in &grid.rows {
            if let Some(fault) = collector.unit(&grid, row)?.1 {
                notes.fault(&fault);
            }
        }
    }
    for path in paths {
        let mut needed = vec![c::ID, c::TYPE];
        if key.is_none() {
            needed.extend(c::PROGRAM);
        }
        let grid = Grid::read(path.as_ref(), &needed)?;
        collector.found.origin.blind &= !grid.has(c::PROGRAM_TYPE);
        let stem = path.as_ref().file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        for row in &grid.rows {
            collector.row(&grid, row, &stem, notes)?;
        }
    }
    Ok(collector.found)
}

impl Collector {
    /// Takes in one row of a labelled file.
    fn row(&mut self, grid: &Grid, row: &Row, stem: &str, notes: &mut Notes) -> Result<(), Fault> {
        let (at, fault) = if self.has_key { self.known(grid, row)? } else { self.unit(grid, row)? };
        let fault = match (at, fault) {
            (Some(at), None) => self.label(at, grid, row, stem).err(),
            (_, fault) => fault,
        };
        if let Some(fault) = fault {
            self.found.n_left_out += 1;
            notes.fault(&fault);
        }
        Ok(())
    }

    /// The identity of a row; the first one names the sample.
    fn id<'a>(&mut self, grid: &'a Grid, row: &'a Row) -> Result<&'a str, Fault> {
        let cell = grid.get(row, c::ID);
        let sample = c::sample_of(cell);
        let known = &mut self.found.origin.sample;
        if known.is_empty() {
            sample.clone_into(known);
        }
        if cell.is_empty() {
            return Err(Fault::error(
                grid.place(row),
                "expected an id, found none",
                "ids must stay as they were drawn",
            ));
        }
        if known.as_str() != sample {
            let message = format!("expected a row of sample {known}, found {cell} of sample {sample}");
            let hint = "a report is of one sample: give only its files, and its own key";
            return Err(Fault::error(grid.place(row), message, hint));
        }
        Ok(cell)
    }

    /// The unit of a row of a blind sample, which the key must know.
    fn known(&mut self, grid: &Grid, row: &Row) -> Result<(Option<usize>, Option<Fault>), Fault> {
        let id = self.id(grid, row)?;
        let at = self.units.get(id).map(|(at, _)| *at);
        let unknown = || {
            let message = format!("expected an id of the key, found {id}");
            Fault::error(grid.place(row), message, "ids must stay as they were drawn")
        };
        Ok((at, at.is_none().then(unknown)))
    }

    /// The unit that a row describes; the same for every file in which it stands.
    fn unit(&mut self, grid: &Grid, row: &Row) -> Result<(Option<usize>, Option<Fault>), Fault> {
        let id = self.id(grid, row)?;
        let unit = match unit(grid, row) {
            Ok(unit) => unit,
            Err(fault) => return Ok((None, Some(fault))),
        };
        if let Some((at, first)) = self.units.get(id) {
            let is_same = self.found.study.units.get(*at) == Some(&unit);
            let differs = || {
                let message = format!("expected of {id} what {first} says, found another coding by the program");
                Fault::error(grid.place(row), message, "the program's columns must stay as they were drawn")
            };
            return Ok((Some(*at), (!is_same).then(differs)));
        }
        if self.found.study.units.is_empty()
            && let Err(fault) = self.drawn(grid, row)
        {
            return Ok((None, Some(fault)));
        }
        let at = self.found.study.units.len();
        self.found.study.units.push(unit);
        self.units.insert(id.to_owned(), (at, grid.place(row)));
        Ok((Some(at), None))
    }

    /// How the sample was drawn, which every row tells alike.
    fn drawn(&mut self, grid: &Grid, row: &Row) -> Result<(), Fault> {
        let origin = &mut self.found.origin;
        origin.seed = number(grid, row, c::SEED)?;
        origin.documents = number(grid, row, c::DOCUMENTS)?;
        origin.sentences = number(grid, row, c::SENTENCES)?;
        grid.get(row, c::PROGRAM_VERSION).clone_into(&mut origin.program_version);
        grid.get(row, c::CODEBOOK_VERSION).clone_into(&mut origin.codebook_version);
        Ok(())
    }

    /// The label of a row, if there is one.
    fn label(&mut self, at: usize, grid: &Grid, row: &Row, stem: &str) -> Result<(), Fault> {
        if grid.get(row, c::TYPE).is_empty() {
            self.found.n_unlabelled += 1;
            return Ok(());
        }
        let is_event = self.found.study.units.get(at).is_some_and(|unit| unit.coding.is_some());
        let coder = match grid.get(row, c::CODER) {
            "" => stem,
            coder => coder,
        };
        let label = label_of(grid, row, coder, is_event)?;
        if let Some(first) = self.seen.get(&(at, coder.to_owned())) {
            let message =
                format!("expected one label of {} by {coder}, found another beside {first}", grid.get(row, c::ID));
            return Err(Fault::error(
                grid.place(row),
                message,
                "several coders need names of their own in column coder",
            ));
        }
        self.seen.insert((at, coder.to_owned()), grid.place(row));
        *self.found.coders.entry(coder.to_owned()).or_default() += 1;
        self.found.study.labels.push((at, label));
        Ok(())
    }
}

/// A number of the program's.
fn number<N: std::str::FromStr>(grid: &Grid, row: &Row, name: &str) -> Result<N, Fault> {
    let cell = grid.get(row, name);
    cell.parse().map_err(|_| {
        let message = format!("expected a number in column {name}, found \"{cell}\"");
        Fault::error(grid.place(row), message, "the program's columns must stay as they were drawn")
    })
}

/// What the program says in a row.
fn unit(grid: &Grid, row: &Row) -> Result<Unit, Fault> {
    let wrong = |name: &str, unknown: &Unknown| {
        let hint = format!("{} (the program's columns must stay as they were drawn)", unknown.hint());
        Fault::error(grid.place(row), format!("{unknown} in column {name}"), hint)
    };
    let types = label::types(grid.get(row, c::PROGRAM_TYPE)).map_err(|e| wrong(c::PROGRAM_TYPE, &e))?;
    let parties = |name: &str| label::parties(grid.get(row, name)).map_err(|e| wrong(name, &e));
    let coding = |event_type: EventType| -> Result<Coding, Fault> {
        let modality = grid.get(row, c::PROGRAM_MODALITY);
        Ok(Coding {
            event_type,
            actors: parties(c::PROGRAM_ACTORS)?,
            recipients: parties(c::PROGRAM_RECIPIENTS)?,
            // Spreadsheets write TRUE.
            symmetric: grid.get(row, c::PROGRAM_SYMMETRIC).eq_ignore_ascii_case("true"),
            modality: label::modality(modality).map_err(|e| wrong(c::PROGRAM_MODALITY, &e))?,
        })
    };
    Ok(Unit {
        coding: types.first().copied().map(coding).transpose()?,
        stratum_size: number(grid, row, c::STRATUM_SIZE)?,
        stratum_drawn: number(grid, row, c::STRATUM_DRAWN)?,
        n_events: number(grid, row, c::EVENTS_IN_SENTENCE)?,
    })
}

/// What a person says in a row; a cell without anything says nothing.
fn label_of(grid: &Grid, row: &Row, coder: &str, is_event: bool) -> Result<Label, Fault> {
    let wrong = |name: &str, unknown: &Unknown| {
        Fault::error(grid.place(row), format!("{unknown} in column {name}"), unknown.hint())
    };
    let filled = |name: &str| Some(grid.get(row, name)).filter(|cell| !cell.is_empty());
    let types = label::types(grid.get(row, c::TYPE)).map_err(|e| wrong(c::TYPE, &e))?;
    if is_event && types.len() > 1 {
        let message = format!("expected one type of the event in [[brackets]], found {}", grid.get(row, c::TYPE));
        return Err(Fault::error(grid.place(row), message, "other events of the sentence belong in column missed"));
    }
    let parties = |name: &str| filled(name).map(label::parties).transpose().map_err(|e| wrong(name, &e));
    let modality = filled(c::MODALITY).map(label::modality).transpose().map_err(|e| wrong(c::MODALITY, &e))?;
    let missed = filled(c::MISSED).filter(|_| is_event).map(label::types).transpose();
    Ok(Label {
        coder: coder.to_owned(),
        types,
        actors: parties(c::ACTORS)?,
        recipients: parties(c::RECIPIENTS)?,
        modality,
        missed: missed.map_err(|e| wrong(c::MISSED, &e))?,
    })
}
