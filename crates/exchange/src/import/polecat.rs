//! POLECAT, which the Next Generation Event Coder makes.
//!
//! Source of the columns: the published description of the data set (Harvard Dataverse, doi:10.7910/DVN/AJGVIT). No
//! sample was at hand when this was written. Columns are found by their headers; lists are joined by `;`.

use super::cells::Row;
use super::draft::{Draft, add_named, date, quad, whole};
use super::shape::Columns;
use crate::codes::acts::acts;
use crate::codes::parties::named;
use crate::codes::states::{Found, states};
use crate::table::{cell, rows};
use std::sync::OnceLock;
use westphalia_model::{Actor, Date, EventType};

const CONTEXTS: &str = include_str!("../../../../data/codebook/contexts.tsv");

/// Names of the columns.
pub(crate) const NAMES: [&str; 40] = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

const ID: usize = 0;
const DATE: usize = 1;
const TYPE: usize = 2;
const MODE: usize = 3;
const INTENSITY: usize = 4;
const QUAD: usize = 5;
const CONTEXT: usize = 6;
const ACTOR: usize = 7;
const RECIPIENT: usize = 15;
/// Column within an actor, after its name.
const RAW: usize = 6;
const PLACE: usize = 23;
const CITY: usize = 24;
const COUNTRY: usize = 27;
const LAT: usize = 28;
const LON: usize = 29;
const SOURCE: usize = 33;
const PUBLISHED: usize = 34;

/// The layout.
pub(super) const COLUMNS: Columns = Columns {
    names: &NAMES,
    aliases: &[],
    needed: &[DATE, TYPE, ACTOR, RECIPIENT],
    headless: &[],
    plausible: |_| false,
    nulls: &["NA", "None", "nan"],
    multiline: true,
    expected: "a header with `Event Date`, `Event Type`, `Actor Name` and `Recipient Name`",
};

/// Reads a row.
pub(super) fn read(row: &Row<'_>, draft: &mut Draft<'_>) -> Result<(), String> {
    let on = draft.date(row.get(DATE))?;
    act(row, draft)?;
    contexts(row.get(CONTEXT), draft);
    let report = &mut *draft.report;
    report.native_id = row.get(ID).to_owned();
    report.source = row.get(SOURCE).to_owned();
    report.published_at = date(row.get(PUBLISHED));
    if let Some(actor) = actor(row, ACTOR, on, draft) {
        draft.report.actors.push(actor);
    }
    if let Some(actor) = actor(row, RECIPIENT, on, draft) {
        draft.report.recipients.push(actor);
    }
    place(row, on, draft);
    Ok(())
}

/// Type, mode and scores. There is no CAMEO code; the Goldstein score is the mean of the codes of the type and mode.
fn act(row: &Row<'_>, draft: &mut Draft<'_>) -> Result<(), String> {
    let name = row.get(TYPE);
    if name.is_empty() {
        return Err("expected an event type, found none".to_owned());
    }
    let quad = quad(row.get(QUAD));
    let Some(event_type) = EventType::parse(&name.to_ascii_uppercase()) else {
        draft.report.quad_class = quad.ok_or_else(|| format!("expected an event type, found `{name}`"))?;
        draft.unknown("event type", name);
        return Ok(());
    };
    let report = &mut *draft.report;
    report.event_type = Some(event_type);
    report.quad_class = event_type.quad();
    report.mode = row.get(MODE).to_ascii_lowercase();
    report.goldstein = acts().intensity(event_type, &report.mode);
    let intensity = row.get(INTENSITY).parse().ok().filter(|score: &f64| score.is_finite());
    report.plover_score = intensity.unwrap_or(report.goldstein);
    Ok(())
}

/// Contexts that the codebook knows.
fn contexts(cell: &str, draft: &mut Draft<'_>) {
    for context in cell.split([';', ',', '|']).map(str::trim).filter(|context| !context.is_empty()) {
        let context = context.to_ascii_lowercase().replace(' ', "_");
        if known_contexts().contains(&context.as_str()) {
            draft.report.contexts.push(context);
        } else {
            draft.unknown("context", &context);
        }
    }
}

fn known_contexts() -> &'static [&'static str] {
    static CONTEXT: OnceLock<Vec<&'static str>> = OnceLock::new();
    CONTEXT.get_or_init(|| rows(CONTEXTS).map(|row| cell(&row, 0)).collect())
}

/// The actor whose columns begin at `base`: name, country, COW number, first sector, sectors.
fn actor(row: &Row<'_>, base: usize, on: Date, draft: &mut Draft<'_>) -> Option<Actor> {
    let (name, country, cow) = (row.get(base), row.get(base + 1), row.get(base + 2));
    if name.is_empty() && country.is_empty() && cow.is_empty() {
        return None;
    }
    let mut actor = Actor { text: row.get(base + RAW).to_owned(), name: name.to_owned(), ..Actor::default() };
    let number = || whole(cow).map_or(Found::Unknown, |number| states().numbered(true, number, on));
    if !country.is_empty() {
        draft.state(&mut actor, state(country, on), "country", country, on);
    } else if !cow.is_empty() {
        draft.state(&mut actor, number(), "Correlates of War number", cow, on);
    }
    for cell in [row.get(base + 3), row.get(base + 4)] {
        for sector in cell.split([';', ',', '|']).map(str::trim).filter(|sector| !sector.is_empty()) {
            draft.role(&mut actor, sector);
        }
    }
    if let Some(found) = named(name, on) {
        add_named(&mut actor, found, on);
    }
    Some(actor)
}

/// A state by alpha-3 or by name.
fn state(text: &str, on: Date) -> Found {
    match states().alpha3(text) {
        Found::Unknown => states().named(text, Some(on)),
        found => found,
    }
}

/// Where it happened, as exactly as city, district, province and country say.
fn place(row: &Row<'_>, on: Date, draft: &mut Draft<'_>) {
    let levels = [(CITY, "city"), (CITY + 1, "region"), (CITY + 2, "region"), (COUNTRY, "country")];
    let level = levels.into_iter().find(|(column, _)| !row.get(*column).is_empty());
    draft.report.place_precision = level.map_or("", |(_, precision)| precision).to_owned();
    let place = [row.get(PLACE), level.map_or("", |(column, _)| row.get(column))];
    draft.report.place = place.into_iter().find(|place| !place.is_empty()).unwrap_or("").to_owned();
    let country = row.get(COUNTRY);
    if !country.is_empty() {
        draft.place_country(state(country, on), "country", country);
    }
    draft.coordinates(row.get(LAT), row.get(LON));
}
