//! Phoenix of the Open Event Data Alliance, and the historical Phoenix of the Cline Center.
//!
//! Source of the columns: the published descriptions of both. The first has 26 columns without a header, the second a
//! header (`eid`, `story_date`, ...). No sample was at hand when this was written.

use super::cells::Row;
use super::draft::{Draft, date, day, quad, whole};
use super::gdelt;
use super::shape::Columns;
use crate::codes::states::states;
use std::borrow::Cow;
use westphalia_model::{Actor, Date, QuadClass};

const NAMES: [&str; 31] = [
    "EventID",
    "Date",
    "Year",
    "Month",
    "Day",
    "SourceActorFull",
    "SourceActorEntity",
    "SourceActorRole",
    "SourceActorAttribute",
    "TargetActorFull",
    "TargetActorEntity",
    "TargetActorRole",
    "TargetActorAttribute",
    "EventCode",
    "EventRootCode",
    "PentaClass",
    "GoldsteinScore",
    "Issues",
    "Lat",
    "Lon",
    "LocationName",
    "StateName",
    "CountryCode",
    "SentenceID",
    "URLs",
    "NewsSources",
    "story_date",
    "quad_class",
    "countryname",
    "aid",
    "process",
];

const ID: usize = 0;
const DATE: usize = 1;
const YEAR: usize = 2;
const SOURCE: usize = 5;
const TARGET: usize = 9;
const CODE: usize = 13;
const ROOT: usize = 14;
const PENTA: usize = 15;
const LAT: usize = 18;
const LON: usize = 19;
const PLACE: usize = 20;
const STATE: usize = 21;
const COUNTRY: usize = 22;
const SENTENCE: usize = 23;
const URLS: usize = 24;
const OUTLETS: usize = 25;
const STORY_DATE: usize = 26;
const QUAD: usize = 27;
const COUNTRY_NAME: usize = 28;
const STORY: usize = 29;

const HEADLESS: [usize; 26] = {
    let mut order = [0; 26];
    let mut at = 0;
    while at < 26 {
        order[at] = at;
        at += 1;
    }
    order
};

/// The layout.
pub(super) const COLUMNS: Columns = Columns {
    names: &NAMES,
    aliases: &[
        ("eid", ID),
        ("source", SOURCE),
        ("sourceroot", SOURCE + 1),
        ("sourceagent", SOURCE + 2),
        ("sourceothers", SOURCE + 3),
        ("target", TARGET),
        ("targetroot", TARGET + 1),
        ("targetagent", TARGET + 2),
        ("targetothers", TARGET + 3),
        ("code", CODE),
        ("rootcode", ROOT),
        ("goldstein", 16),
        ("joinedissues", 17),
        ("placename", PLACE),
    ],
    needed: &[SOURCE, TARGET, CODE],
    headless: &[&HEADLESS],
    plausible: |cells: &[Cow<'_, str>]| cells.get(DATE).is_some_and(|cell| cell.len() == 8 && date(cell).is_some()),
    nulls: &["NA", "NULL"],
    multiline: true,
    expected: "the 26 columns of Phoenix, or a header with `source`, `target` and `code`",
};

/// Reads a row.
pub(super) fn read(row: &Row<'_>, draft: &mut Draft<'_>) -> Result<(), String> {
    let parts = || day(whole(row.get(YEAR))?, whole(row.get(YEAR + 1))?, whole(row.get(YEAR + 2))?);
    let on = match date(row.get(DATE)).or_else(parts) {
        Some(on) => on,
        None => draft.date(row.get(if row.has(DATE) { DATE } else { YEAR }))?,
    };
    draft.date(&on.to_string())?;
    draft.cameo(row.get(CODE), row.get(ROOT), "", quad(row.get(QUAD)).or_else(|| penta(row.get(PENTA))))?;
    let report = &mut *draft.report;
    report.native_id = row.get(ID).to_owned();
    report.published_at = date(row.get(STORY_DATE));
    // A story and its sentence are one number in the first layout: `5714f8e9_3`.
    let (story, sentence) = row.get(SENTENCE).rsplit_once('_').unwrap_or(("", row.get(SENTENCE)));
    report.sentence = sentence.parse().unwrap_or(0);
    let url = row.get(URLS).split(';').next().unwrap_or("");
    draft.url(url);
    let report = &mut *draft.report;
    let story = [row.get(STORY), story, report.url.as_str()].into_iter().find(|id| !id.is_empty()).unwrap_or("");
    report.document_id = story.to_owned();
    if let Some(outlet) = row.get(OUTLETS).split(';').next().filter(|outlet| !outlet.is_empty()) {
        report.source = outlet.to_owned();
    }
    if let Some(actor) = actor(row.get(SOURCE), on, draft) {
        draft.report.actors.push(actor);
    }
    if let Some(actor) = actor(row.get(TARGET), on, draft) {
        draft.report.recipients.push(actor);
    }
    place(row, on, draft);
    Ok(())
}

/// 0 is a statement without a direction, which CAMEO counts as verbal cooperation.
fn penta(cell: &str) -> Option<QuadClass> {
    if cell == "0" { Some(QuadClass::VerbalCooperation) } else { quad(cell) }
}

/// An actor by its whole code (`USAGOV`); `---` is nobody.
fn actor(code: &str, on: Date, draft: &mut Draft<'_>) -> Option<Actor> {
    if code.is_empty() || code == "---" {
        return None;
    }
    let mut actor = Actor::default();
    gdelt::from_code(&mut actor, code.trim_start_matches('-'), on, draft);
    Some(actor)
}

/// Where it happened: a place, a region of a state, or a state.
fn place(row: &Row<'_>, on: Date, draft: &mut Draft<'_>) {
    let country = row.get(COUNTRY_NAME);
    let levels = [(row.get(PLACE), "city"), (row.get(STATE), "region"), (country, "country")];
    if let Some((place, precision)) = levels.into_iter().find(|(place, _)| !place.is_empty()) {
        draft.report.place = place.to_owned();
        draft.report.place_precision = precision.to_owned();
    }
    let code = row.get(COUNTRY);
    if !code.is_empty() {
        draft.place_country(states().alpha3(code), "country", code);
    } else if !country.is_empty() {
        draft.place_country(states().named(country, Some(on)), "country", country);
    }
    draft.coordinates(row.get(LAT), row.get(LON));
}
