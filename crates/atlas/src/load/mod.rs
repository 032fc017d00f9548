//! Builds an [`Atlas`] from its tables.
//!
//! Tables are read in a fixed order, because later ones name the states, people and bodies of earlier ones;
//! within a kind, shipped files come before overlays. One function reads one table.

mod actors;
mod people;
mod states;

use crate::atlas::Atlas;
use crate::entry::{CountryId, Entry, Reading};
use crate::names::{Everyday, NamesBuilder};
use crate::records::Provenance;
use crate::table::{AtlasError, Line, Table};
use crate::when::Period;
use compact_str::CompactString;
use rustc_hash::{FxBuildHasher, FxHashMap};

/// Reads one table into the loader.
type Reader = fn(&mut Loader, &Table<'_>) -> Result<(), AtlasError>;

/// Which function reads which file, in the order of reading.
const READERS: [(&str, Reader); 15] = [
    ("states.tsv", states::states),
    ("state_numbers.tsv", states::numbers),
    ("state_names.tsv", states::names),
    ("capitals.tsv", states::capitals),
    ("seats.tsv", states::seats),
    ("places.tsv", states::places),
    ("bodies.tsv", actors::bodies),
    ("members.tsv", actors::members),
    ("groups.tsv", actors::groups),
    ("people.tsv", people::people),
    ("terms.tsv", people::terms),
    ("organisations.tsv", actors::organisations),
    ("peoples.tsv", actors::peoples),
    ("roles.tsv", actors::roles),
    ("everyday.tsv", actors::everyday),
];

/// About how many names the shipped tables hold; tables that grow as they are filled cost time.
const N_NAMES: usize = 20_000;

/// How likely a name means a thing of each kind, where several hold on one day.
pub(crate) mod rank {
    pub const STATE: u8 = 90;
    pub const CAPITAL: u8 = 80;
    pub const SEAT: u8 = 78;
    pub const BODY: u8 = 75;
    pub const GROUP: u8 = 72;
    pub const PEOPLE: u8 = 66;
    pub const PERSON: u8 = 62;
    pub const ORGANISATION: u8 = 55;
    pub const CITY: u8 = 50;
    pub const REGION: u8 = 45;
    /// Added to what an overlay says.
    pub const OVERLAY: u8 = 100;
}

/// An atlas in the making.
pub(crate) struct Loader {
    pub atlas: Atlas,
    pub names: NamesBuilder,
    pub everyday: Everyday,
    pub person_by_key: FxHashMap<CompactString, usize>,
    source_by_name: FxHashMap<CompactString, u16>,
    /// Files from this index on are overlays.
    first_overlay: u16,
}

/// Reads all tables. `files` from index `n_shipped` on are overlays; 0 means that there are none.
pub(crate) fn load(files: &[(&str, &[u8])], n_shipped: usize) -> Result<Atlas, AtlasError> {
    let first_overlay = if n_shipped == 0 { u16::MAX } else { u16::try_from(n_shipped).unwrap_or(u16::MAX) };
    let mut loader = Loader {
        atlas: Atlas::default(),
        names: NamesBuilder::with_capacity(N_NAMES),
        everyday: Everyday::default(),
        person_by_key: FxHashMap::with_capacity_and_hasher(N_NAMES, FxBuildHasher),
        source_by_name: FxHashMap::default(),
        first_overlay,
    };
    loader.atlas.files = files.iter().map(|(name, _)| (*name).to_owned()).collect();
    for (known, read) in READERS {
        for (index, (name, bytes)) in (0_u16..).zip(files) {
            if name.rsplit(['/', '\\']).next() == Some(known) {
                read(&mut loader, &Table::open(name, index, bytes)?)?;
            }
        }
    }
    loader.finish()
}

impl Loader {
    fn finish(mut self) -> Result<Atlas, AtlasError> {
        people::index_terms(&mut self.atlas);
        self.atlas.names = self.names.finish(self.everyday);
        Ok(self.atlas)
    }

    /// Adds a name. An explicit rank of the row wins over the rank of its kind.
    pub fn name(&mut self, line: &Line<'_>, name: &str, entry: Entry, period: Period, rank: u8) {
        let overlay = if line.row().file >= self.first_overlay { rank::OVERLAY } else { 0 };
        let rank = rank.saturating_add(overlay);
        self.names.add(name, Reading { entry, period, rank, row: line.row() });
    }

    /// Row and source of a line.
    pub fn provenance(&mut self, line: &Line<'_>, source: usize) -> Result<Provenance, AtlasError> {
        let name = line.need(source, "a source")?;
        let source = match self.source_by_name.get(name) {
            Some(index) => *index,
            None => {
                let index = u16::try_from(self.atlas.sources.len()).unwrap_or(u16::MAX);
                self.atlas.sources.push(CompactString::from(name));
                self.source_by_name.insert(CompactString::from(name), index);
                index
            }
        };
        Ok(Provenance { row: line.row(), source })
    }

    /// The state that a column names by its code; `None` where it is empty.
    pub fn country(&self, line: &Line<'_>, column: usize) -> Result<Option<CountryId>, AtlasError> {
        match line.get(column) {
            "" => Ok(None),
            iso3 => match self.atlas.country_by_iso.get(iso3) {
                Some(id) => Ok(Some(*id)),
                None => {
                    Err(line.fault(format!("expected the ISO alpha-3 code of a state in states.tsv, found `{iso3}`")))
                }
            },
        }
    }

    /// The state that a column must name.
    pub fn need_country(&self, line: &Line<'_>, column: usize) -> Result<CountryId, AtlasError> {
        line.need(column, "the ISO alpha-3 code of a state")?;
        self.country(line, column)?.ok_or_else(|| line.fault("expected a state".to_owned()))
    }
}

/// The member of a closed list that a column names.
pub(crate) fn code<T>(
    line: &Line<'_>,
    column: usize,
    what: &str,
    parse: fn(&str) -> Option<T>,
) -> Result<T, AtlasError> {
    let text = line.get(column);
    parse(text).ok_or_else(|| line.fault(format!("expected {what}, found `{text}`")))
}

/// Puts a record in its place: over an earlier one of the same key, or at the end. Returns its index.
pub(crate) fn place_record<T>(records: &mut Vec<T>, at: Option<usize>, make: impl FnOnce(usize) -> T) -> usize {
    let index = at.unwrap_or(records.len());
    let record = make(index);
    match records.get_mut(index) {
        Some(slot) => *slot = record,
        None => records.push(record),
    }
    index
}
