//! UCDP Georeferenced Event Dataset.
//!
//! Source of the columns: the UCDP GED codebook; old and new names of columns are read. Every row is an act of armed
//! force, so it is an ASSAULT: CAMEO 190 between states or groups, 180 against civilians.

use super::cells::Row;
use super::draft::{Draft, add_named, add_role, date, whole};
use super::shape::Columns;
use crate::codes::acts::acts;
use crate::codes::parties::named;
use crate::codes::states::{Found, states};
use westphalia_model::{Actor, Date, DatePrecision, Quantity, Span};

const NAMES: [&str; 24] = [
    "id",
    "type_of_violence",
    "side_a",
    "gwnoa",
    "side_b",
    "gwnob",
    "source_office",
    "source_date",
    "where_prec",
    "where_coordinates",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "country",
    "country_id",
    "date_prec",
    "date_start",
    "date_end",
    "best",
    "source_article",
    "where_description",
    "low",
    "high",
];

const ID: usize = 0;
const VIOLENCE: usize = 1;
const SIDE_A: usize = 2;
const SIDE_B: usize = 4;
const OFFICE: usize = 6;
const SOURCE_DATE: usize = 7;
const WHERE_PREC: usize = 8;
const PLACE: usize = 9;
const ADM_1: usize = 10;
const ADM_2: usize = 11;
const LAT: usize = 12;
const LON: usize = 13;
const COUNTRY: usize = 14;
const COUNTRY_ID: usize = 15;
const DATE_PREC: usize = 16;
const DATE_START: usize = 17;
const DATE_END: usize = 18;
const BEST: usize = 19;

/// Violence against civilians by a state or group.
const ONE_SIDED: u8 = 3;

/// The layout.
pub(super) const COLUMNS: Columns = Columns {
    names: &NAMES,
    aliases: &[
        ("eventid", ID),
        ("typeofviolence", VIOLENCE),
        ("gwnoloc", COUNTRY_ID),
        ("bestest", BEST),
        ("lowest", 22),
        ("highest", 23),
    ],
    needed: &[VIOLENCE, SIDE_A, SIDE_B, DATE_START],
    headless: &[],
    plausible: |_| false,
    nulls: &["NA"],
    multiline: true,
    expected: "a header with `type_of_violence`, `side_a`, `side_b` and `date_start`",
};

/// Reads a row.
pub(super) fn read(row: &Row<'_>, draft: &mut Draft<'_>) -> Result<(), String> {
    let on = draft.date(row.get(DATE_START))?;
    dates(row, on, draft)?;
    let violence = row.get(VIOLENCE);
    let violence: u8 = whole(violence)
        .filter(|kind| (1..=3).contains(kind))
        .ok_or_else(|| format!("expected a type of violence from 1 to 3, found `{violence}`"))?;
    if let Some(act) = acts().of(if violence == ONE_SIDED { "180" } else { "190" }) {
        draft.act(act, None);
    }
    let id = row.get(ID);
    draft.report.native_id = id.strip_suffix(".0").unwrap_or(id).to_owned();
    draft.report.source = row.get(OFFICE).to_owned();
    draft.report.published_at = row.get(SOURCE_DATE).split(';').find_map(|day| date(day.trim()));
    place(row, on, draft);
    let place = draft.report.place_country.clone();
    let actors = side(row, SIDE_A, violence, &place, on, draft);
    // Rebels are of the state that they fight; of two groups, each is of the state where they fight.
    let home = match actors.first() {
        Some(state) if violence == 1 && !state.country.is_empty() => state.country.clone(),
        _ => place,
    };
    draft.report.recipients = side(row, SIDE_B, violence, &home, on, draft);
    draft.report.actors = actors;
    killed(row.get(BEST), draft);
    Ok(())
}

/// First and last day: 1 a day, 2 two to six days, 3 a week, 4 a month, 5 up to a year.
fn dates(row: &Row<'_>, start: Date, draft: &mut Draft<'_>) -> Result<(), String> {
    let cell = row.get(DATE_END);
    let end = if cell.is_empty() { Some(start) } else { date(cell) };
    let end = end.filter(|end| *end >= start).ok_or_else(|| format!("expected a last day, found `{cell}`"))?;
    let precision = match whole::<u8>(row.get(DATE_PREC)) {
        Some(1) => DatePrecision::Day,
        Some(2 | 3) => DatePrecision::Week,
        Some(4) => DatePrecision::Month,
        Some(5) => DatePrecision::Year,
        _ if start == end => DatePrecision::Day,
        _ => DatePrecision::None,
    };
    draft.range(start, end, precision);
    Ok(())
}

/// The parties of a side, which are joined by commas.
fn side(row: &Row<'_>, column: usize, violence: u8, home: &str, on: Date, draft: &mut Draft<'_>) -> Vec<Actor> {
    let names: Vec<&str> = row.get(column).split(", ").map(str::trim).filter(|name| !name.is_empty()).collect();
    let numbers: Vec<Option<u16>> = row.get(column + 1).split([',', ';']).map(|cell| whole(cell.trim())).collect();
    let mut parties = Vec::with_capacity(names.len());
    for (at, name) in names.iter().enumerate() {
        let number = if numbers.len() == names.len() { numbers[at] } else { None };
        parties.push(match name.strip_prefix("Government of ") {
            Some(state) => government(name, state, number, on, draft),
            None if *name == "Civilians" => of_state(name, home, "CVL", on),
            None => group(name, violence, home, on, draft),
        });
    }
    parties
}

/// A government, by its Gleditsch-Ward number where the row has one, else by its name: `Russia (Soviet Union)`.
fn government(name: &str, state: &str, number: Option<u16>, on: Date, draft: &mut Draft<'_>) -> Actor {
    let mut actor = Actor { name: name.to_owned(), sector_roles: vec!["GOV".to_owned()], ..Actor::default() };
    let (before, within) = state.split_once(" (").unwrap_or((state, ""));
    let by_number = number.map_or(Found::Unknown, |number| states().numbered(false, number, on));
    let mut found = by_number;
    for name in [before, within.trim_end_matches(')')] {
        if found == Found::Unknown && !name.is_empty() {
            // The name is of today; the state is the one of the day.
            found = match states().named(name, Some(on)) {
                Found::State(id) => states().cameo(&states().atlas.country(id).iso3, on),
                other => other,
            };
        }
    }
    draft.state(&mut actor, found, "state", name, on);
    actor
}

/// A group: the one that the atlas knows by that name on that day, or only a name of a state.
///
/// A name in full means its group wherever it fights; an acronym does so only at home, because elsewhere it may be another
/// group's. Then it belongs to no state.
fn group(name: &str, violence: u8, home: &str, on: Date, draft: &mut Draft<'_>) -> Actor {
    // Between groups, nobody says that either rises against a state.
    let role = if violence == 2 { "UAF" } else { "REB" };
    let Some(found) = named(name, on).filter(|found| found.period.holds(on)) else {
        return of_state(name, home, role, on);
    };
    let is_acronym = !name.chars().any(char::is_lowercase);
    if is_acronym && !found.home.is_empty() && found.home != home {
        draft.problem(format!("expected the {name} of {}, found one that fights in or against {home}", found.home));
        return of_state(name, "", role, on);
    }
    let mut actor = Actor { name: name.to_owned(), ..Actor::default() };
    add_named(&mut actor, found, on);
    actor
}

fn of_state(name: &str, home: &str, role: &str, on: Date) -> Actor {
    let mut actor = Actor { name: name.to_owned(), ..Actor::default() };
    if let Found::State(id) = states().alpha3(home) {
        states().fill(&mut actor, id, on);
    }
    add_role(&mut actor, role);
    actor
}

/// Where it happened: 1 and 2 at or near a place, 3 to 5 in a region, 6 in a state, 7 at sea or in the air.
fn place(row: &Row<'_>, on: Date, draft: &mut Draft<'_>) {
    let (precision, columns) = match whole::<u8>(row.get(WHERE_PREC)) {
        Some(1 | 2) => ("city", [PLACE, ADM_2, ADM_1]),
        Some(3) => ("region", [ADM_2, PLACE, ADM_1]),
        Some(4) => ("region", [ADM_1, PLACE, ADM_2]),
        Some(5) => ("region", [PLACE, ADM_1, ADM_2]),
        Some(6) => ("country", [COUNTRY, PLACE, PLACE]),
        _ => ("", [PLACE, ADM_1, ADM_2]),
    };
    let names = columns.map(|column| row.get(column));
    draft.report.place = names.into_iter().find(|name| !name.is_empty()).unwrap_or("").to_owned();
    draft.report.place_precision = precision.to_owned();
    let (number, name) = (row.get(COUNTRY_ID), row.get(COUNTRY));
    let by_number = whole(number).map_or(Found::Unknown, |number| states().numbered(false, number, on));
    let found = if by_number == Found::Unknown { states().named(name, Some(on)) } else { by_number };
    if !name.is_empty() || !number.is_empty() {
        draft.place_country(found, "state", if name.is_empty() { number } else { name });
    }
    draft.coordinates(row.get(LAT), row.get(LON));
}

/// The best estimate of the killed, where it is not nought.
fn killed(best: &str, draft: &mut Draft<'_>) {
    match best.parse::<f64>() {
        Ok(value) if value > 0.0 && value.is_finite() => draft.report.quantities.push(Quantity {
            kind: "killed".to_owned(),
            value,
            unit: "people".to_owned(),
            text: String::new(),
            span: Span::default(),
        }),
        Ok(0.0) => {}
        _ if best.is_empty() => {}
        _ => draft.problem(format!("expected the number of the killed, found `{best}`")),
    }
}
