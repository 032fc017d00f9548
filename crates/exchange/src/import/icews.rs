//! ICEWS coded event data.
//!
//! Source of the columns: the files on Harvard Dataverse (doi:10.7910/DVN/28075), 20 columns with a header. Copies that
//! went through R write `NA` for nothing. Acts without a direction come as two rows, one each way, and stay two.

use super::cells::Row;
use super::draft::{Draft, add_named, add_role};
use super::shape::Columns;
use crate::codes::parties::{Named, named, parties};
use crate::codes::states::{Found, states};
use rustc_hash::FxHashMap;
use westphalia_model::{Actor, Date};

/// Names of the columns.
pub(crate) const NAMES: [&str; 20] = [
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
];

const ID: usize = 0;
const DATE: usize = 1;
const SOURCE: usize = 2;
const TEXT: usize = 5;
const CODE: usize = 6;
const TARGET: usize = 8;
const STORY: usize = 11;
const SENTENCE: usize = 12;
const PUBLISHER: usize = 13;
const CITY: usize = 14;
const COUNTRY: usize = 17;
const LAT: usize = 18;
const LON: usize = 19;

/// The layout.
pub(super) const COLUMNS: Columns = Columns {
    names: &NAMES,
    aliases: &[],
    needed: &[DATE, SOURCE, CODE, TARGET],
    headless: &[],
    plausible: |_| false,
    nulls: &["NA"],
    multiline: false,
    expected: "a header with `Event Date`, `Source Name`, `CAMEO Code` and `Target Name`",
};

/// What names mean, kept from row to row, because files come in the order of days.
#[derive(Default)]
pub(super) struct Names {
    day: Option<Date>,
    parties: FxHashMap<String, Option<Named>>,
    states: FxHashMap<String, Found>,
}

impl Names {
    fn on(&mut self, day: Date) {
        if self.day.replace(day) != Some(day) {
            self.parties.clear();
            self.states.clear();
        }
    }

    fn party(&mut self, name: &str, on: Date) -> Option<Named> {
        if let Some(known) = self.parties.get(name) {
            return *known;
        }
        let found = named(name, on);
        self.parties.insert(name.to_owned(), found);
        found
    }

    fn state(&mut self, name: &str, on: Date) -> Found {
        if let Some(known) = self.states.get(name) {
            return *known;
        }
        let found = states().named(name, Some(on));
        self.states.insert(name.to_owned(), found);
        found
    }
}

/// Reads a row.
pub(super) fn read(row: &Row<'_>, draft: &mut Draft<'_>, names: &mut Names) -> Result<(), String> {
    let on = draft.date(row.get(DATE))?;
    names.on(on);
    draft.cameo(row.get(CODE), "", row.get(TEXT), None)?;
    let report = &mut *draft.report;
    report.native_id = row.get(ID).to_owned();
    report.document_id = row.get(STORY).to_owned();
    // Sentences of ICEWS are counted from 1.
    report.sentence = row.get(SENTENCE).parse::<u32>().unwrap_or(0).saturating_sub(1);
    report.source = row.get(PUBLISHER).to_owned();
    if let Some(actor) = actor(row, SOURCE, on, draft, names) {
        draft.report.actors.push(actor);
    }
    if let Some(actor) = actor(row, TARGET, on, draft, names) {
        draft.report.recipients.push(actor);
    }
    place(row, on, draft, names);
    Ok(())
}

/// The actor whose name, sectors and country begin at `base`.
fn actor(row: &Row<'_>, base: usize, on: Date, draft: &mut Draft<'_>, names: &mut Names) -> Option<Actor> {
    let (name, sectors, country) = (row.get(base), row.get(base + 1), row.get(base + 2));
    if name.is_empty() && country.is_empty() {
        return None;
    }
    let mut actor = Actor { name: name.to_owned(), ..Actor::default() };
    if !country.is_empty() {
        let found = names.state(country, on);
        draft.state(&mut actor, found, "country", country, on);
    }
    add_sectors(&mut actor, sectors, draft);
    if let Some(found) = names.party(name, on) {
        add_named(&mut actor, found, on);
    }
    Some(actor)
}

/// Adds sectors, in the order of their ranks. They are joined by commas; a comma before a space is part of a name.
fn add_sectors(actor: &mut Actor, sectors: &str, draft: &mut Draft<'_>) {
    if sectors.is_empty() {
        return;
    }
    let mut ranked: Vec<(u8, &'static str)> = Vec::new();
    let mut start = 0;
    let ends =
        memchr::memchr_iter(b',', sectors.as_bytes()).filter(|end| sectors.as_bytes().get(end + 1) != Some(&b' '));
    for end in ends.chain([sectors.len()]) {
        let sector = sectors.get(start..end).unwrap_or("").trim_ascii();
        start = end + 1;
        match parties().icews(sector) {
            Some((role, rank)) if !role.is_empty() => ranked.push((rank, role)),
            Some(_) => {}
            None if sector.is_empty() => {}
            None => draft.unknown("sector", sector),
        }
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    for (_, role) in ranked {
        add_role(actor, role);
    }
}

/// Where it happened: the most specific of city, district, province and country.
fn place(row: &Row<'_>, on: Date, draft: &mut Draft<'_>, names: &mut Names) {
    let levels = [(CITY, "city"), (CITY + 1, "region"), (CITY + 2, "region"), (COUNTRY, "country")];
    if let Some((column, precision)) = levels.into_iter().find(|(column, _)| !row.get(*column).is_empty()) {
        draft.report.place = row.get(column).to_owned();
        draft.report.place_precision = precision.to_owned();
    }
    let country = row.get(COUNTRY);
    if !country.is_empty() {
        let found = names.state(country, on);
        draft.place_country(found, "country", country);
        // A place that is only a state has the name that the state has here.
        if let (Found::State(id), "country") = (found, draft.report.place_precision.as_str()) {
            draft.report.place = states().atlas.country(id).name.as_str().to_owned();
        }
    }
    draft.coordinates(row.get(LAT), row.get(LON));
}
