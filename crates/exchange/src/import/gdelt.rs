//! GDELT events, version 1 and 2.
//!
//! Source of the columns: the GDELT event codebooks, versions 1.03 and 2.0. Version 2 has a column ADM2 for each of
//! its three places. Files without header have tabs, or commas and quotes with NULL for nothing (BigQuery). Files with
//! a header are mapped by its names.

use super::cells::Row;
use super::draft::{Draft, add_role, date, quad};
use super::shape::{Columns, Shape, normal};
use crate::Layout;
use crate::codes::parties::{Parties, parties};
use crate::codes::states::{Found, states};
use std::borrow::Cow;
use westphalia_model::{Actor, Date};

/// Names of the columns, as version 2 orders them.
pub(crate) const NAMES: [&str; 61] = [
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "FractionDate",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1EthnicCode",
    "Actor1Religion1Code",
    "Actor1Religion2Code",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor1Type3Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2EthnicCode",
    "Actor2Religion1Code",
    "Actor2Religion2Code",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "Actor2Type3Code",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
    "Actor1Geo_Type",
    "Actor1Geo_FullName",
    "Actor1Geo_CountryCode",
    "Actor1Geo_ADM1Code",
    "Actor1Geo_ADM2Code",
    "Actor1Geo_Lat",
    "Actor1Geo_Long",
    "Actor1Geo_FeatureID",
    "Actor2Geo_Type",
    "Actor2Geo_FullName",
    "Actor2Geo_CountryCode",
    "Actor2Geo_ADM1Code",
    "Actor2Geo_ADM2Code",
    "Actor2Geo_Lat",
    "Actor2Geo_Long",
    "Actor2Geo_FeatureID",
    "ActionGeo_Type",
    "ActionGeo_FullName",
    "ActionGeo_CountryCode",
    "ActionGeo_ADM1Code",
    "ActionGeo_ADM2Code",
    "ActionGeo_Lat",
    "ActionGeo_Long",
    "ActionGeo_FeatureID",
    "DATEADDED",
    "SOURCEURL",
];

const ID: usize = 0;
const DATE: usize = 1;
const ACTOR_1: usize = 5;
const ACTOR_2: usize = 15;
const CODE: usize = 26;
const ROOT: usize = 28;
const QUAD: usize = 29;
const GEO_TYPE: usize = 51;
const GEO_NAME: usize = 52;
const GEO_COUNTRY: usize = 53;
const GEO_LAT: usize = 56;
const GEO_LON: usize = 57;
const ADDED: usize = 59;
const URL: usize = 60;

/// Columns within an actor, after its code.
const NAME: usize = 1;
const COUNTRY: usize = 2;
const GROUP: usize = 3;
const RELIGIONS: std::ops::Range<usize> = 5..7;
const TYPES: std::ops::Range<usize> = 7..10;

const V2: [usize; 61] = order::<61>(false);
const V1: [usize; 58] = order::<58>(true);
/// Before April 2013 there was no address.
const V1_OLD: [usize; 57] = order::<57>(true);

/// The columns of a file without header; version 1 has no ADM2.
const fn order<const N: usize>(skip_adm2: bool) -> [usize; N] {
    let mut order = [0; N];
    let (mut at, mut column) = (0, 0);
    while at < N {
        if !(skip_adm2 && matches!(column, 39 | 47 | 55)) {
            order[at] = column;
            at += 1;
        }
        column += 1;
    }
    order
}

/// Headers of files that others made of GDELT.
const ALIASES: &[(&str, usize)] = &[
    ("eventid", ID),
    ("day", DATE),
    ("date", DATE),
    ("actor1countryabbr", ACTOR_1 + COUNTRY),
    ("actor2countryabbr", ACTOR_2 + COUNTRY),
    ("actor1religioncode", ACTOR_1 + 5),
    ("actor1religion2code", ACTOR_1 + 6),
    ("actor2religioncode", ACTOR_2 + 5),
    ("actor2religion2code", ACTOR_2 + 6),
    ("actor2knowgroupcode", ACTOR_2 + GROUP),
    ("actor1role", ACTOR_1 + 7),
    ("actor1role2", ACTOR_1 + 8),
    ("actor1role3", ACTOR_1 + 9),
    ("actor2role", ACTOR_2 + 7),
    ("actor2role2", ACTOR_2 + 8),
    ("actor2role3", ACTOR_2 + 9),
    ("yyyymm", 2),
    ("yyyy", 3),
    ("goldstein", 30),
    ("mentiontype", GEO_TYPE),
    ("stprcntry", GEO_NAME),
    ("country", GEO_COUNTRY),
    ("adm1codeextra", 54),
    ("adm2codeextra", 55),
    ("latextra", GEO_LAT),
    ("longextra", GEO_LON),
    ("actorgeofeaturidextra", 58),
    ("url", URL),
];

const NEEDED: &[usize] = &[DATE, CODE];
const NULLS: &[&str] = &["NULL"];

/// Version 1.
pub(super) const COLUMNS_1: Columns = Columns {
    names: &NAMES,
    aliases: ALIASES,
    needed: NEEDED,
    headless: &[&V1, &V1_OLD],
    plausible,
    nulls: NULLS,
    multiline: false,
    expected: "the 57 or 58 columns of GDELT 1, or a header with SQLDATE and EventCode",
};

/// Version 2.
pub(super) const COLUMNS_2: Columns = Columns {
    headless: &[&V2],
    expected: "the 61 columns of GDELT 2, or a header with SQLDATE and EventCode",
    ..COLUMNS_1
};

/// Without a header: a number and a day come first.
fn plausible(cells: &[Cow<'_, str>]) -> bool {
    let is_number = |at: usize| cells.get(at).is_some_and(|cell| cell.parse::<u64>().is_ok());
    is_number(ID) && is_number(DATE) && cells.get(DATE).is_some_and(|cell| cell.len() == 8)
}

/// The column of a header that means another thing where a further header stands beside it: some files call the whole
/// code of an actor `Actor_1_Country_Code`, and its country `Actor_1_Country_ABBR`.
pub(super) fn odd_column(columns: &Columns, headers: &[String], header: &str) -> Option<usize> {
    let beside = |other: &str| columns.names.len() == NAMES.len() && headers.iter().any(|header| header == other);
    match header {
        "actor1countrycode" if beside("actor1countryabbr") => Some(ACTOR_1),
        "actor2countrycode" if beside("actor2countryabbr") => Some(ACTOR_2),
        _ => None,
    }
}

/// A file with a header that says by its dates of addition that it is of the other version is not of this one.
pub(super) fn check_version(layout: Layout, shape: &Shape, lines: &[&str]) -> Result<(), (String, String)> {
    let added = shape.map.get(ADDED).copied().flatten().map(usize::from);
    let cells = lines.get(1).map(|line| super::cells::cells_of(line, shape.delimiter)).unwrap_or_default();
    let Some(cell) = added.and_then(|at| cells.get(at)).filter(|cell| date(cell).is_some()) else { return Ok(()) };
    let (expected, other) = if layout == Layout::Gdelt1 { (8, 14) } else { (14, 8) };
    if cell.len() == other {
        return Err((format!("DATEADDED with {expected} digits"), format!("`{cell}`")));
    }
    Ok(())
}

/// Says what a file with fewer columns cannot tell.
pub(super) fn mend_header(cells: &[Cow<'_, str>], guessed: &mut Vec<String>) {
    let has = |name: &str| cells.iter().any(|cell| normal(cell) == normal(name));
    for (actor, types) in [("Actor1Code", "Actor1Type2Code"), ("Actor2Code", "Actor2Type1Code")] {
        if has(actor) && !has(types) {
            guessed.push(format!("no columns of the types of the actor: read from {actor}"));
        }
    }
}

/// Reads a row.
pub(super) fn read(row: &Row<'_>, draft: &mut Draft<'_>) -> Result<(), String> {
    let on = draft.date(row.get(DATE))?;
    draft.cameo(row.get(CODE), row.get(ROOT), "", quad(row.get(QUAD)))?;
    draft.report.native_id = row.get(ID).to_owned();
    let url = row.get(URL);
    draft.url(url);
    draft.report.document_id = draft.report.url.clone();
    let added = row.get(ADDED);
    draft.report.published_at = date(added);
    if draft.report.published_at.is_none() && !added.is_empty() {
        draft.problem(format!("expected the day of addition, found `{added}`"));
    }
    if let Some(actor) = actor(row, ACTOR_1, on, draft) {
        draft.report.actors.push(actor);
    }
    if let Some(actor) = actor(row, ACTOR_2, on, draft) {
        draft.report.recipients.push(actor);
    }
    place(row, draft);
    Ok(())
}

/// The actor whose columns begin at `base`.
fn actor(row: &Row<'_>, base: usize, on: Date, draft: &mut Draft<'_>) -> Option<Actor> {
    let (code, name) = (row.get(base), row.get(base + NAME));
    let (country, group) = (row.get(base + COUNTRY), row.get(base + GROUP));
    if code.is_empty() && name.is_empty() && country.is_empty() && group.is_empty() {
        return None;
    }
    let mut actor = Actor { name: name.to_owned(), ..Actor::default() };
    if !country.is_empty() {
        draft.state(&mut actor, states().cameo(country, on), "actor country", country, on);
    }
    for column in TYPES {
        let code = row.get(base + column);
        if !code.is_empty() {
            draft.role(&mut actor, code);
        }
    }
    if !group.is_empty() {
        draft.group(&mut actor, group, on);
    }
    if RELIGIONS.into_iter().any(|column| !row.get(base + column).is_empty()) {
        add_role(&mut actor, "REL");
    }
    if !row.has(base + TYPES.start + 1) {
        from_code(&mut actor, code, on, draft);
    }
    Some(actor)
}

/// Fills in from the whole code of an actor (`GBRGOV`, `IGOEUREEC`) what a file has no columns for: three letters a
/// part, the state first, and then types, groups, peoples (in lower case) and religions.
pub(super) fn from_code(actor: &mut Actor, code: &str, on: Date, draft: &mut Draft<'_>) {
    let parts = code.as_bytes().chunks(3).filter_map(|part| std::str::from_utf8(part).ok());
    for (at, part) in parts.enumerate() {
        let state = states().cameo(part, on);
        if parties().group(part).is_some_and(|body| !body.is_empty()) {
            draft.group(actor, part, on);
        } else if parties().role(part).is_some() {
            draft.role(actor, part);
        } else if at < 2 && state != Found::Unknown && (at == 0 || !Parties::is_religion(part)) {
            if actor.country.is_empty() {
                draft.state(actor, state, "actor country", part, on);
            }
        } else if Parties::is_religion(part) {
            add_role(actor, "REL");
        } else if state == Found::Unknown
            && parties().group(part).is_none()
            && part.bytes().any(|byte| byte.is_ascii_uppercase())
        {
            draft.unknown("part of an actor code", part);
        }
    }
}

/// Where it happened: 1 a country, 2 and 5 a region, 3 and 4 a city.
fn place(row: &Row<'_>, draft: &mut Draft<'_>) {
    draft.report.place = row.get(GEO_NAME).to_owned();
    let precision = match row.get(GEO_TYPE) {
        "1" => "country",
        "2" | "5" => "region",
        "3" | "4" => "city",
        _ => "",
    };
    draft.report.place_precision = precision.to_owned();
    let country = row.get(GEO_COUNTRY);
    if !country.is_empty() {
        draft.place_country(states().fips(country), "FIPS country", country);
    }
    draft.coordinates(row.get(GEO_LAT), row.get(GEO_LON));
}
