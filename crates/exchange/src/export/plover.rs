//! PLOVER: a JSON object a line and event.
//!
//! The names `id`, `date`, `actor`, `actorText`, `recipient`, `event`, `mode`, `context`, `text`, `publisher` and
//! `version` are PLOVER's own; what PLOVER has no name for has ours.

use serde::Serialize;
use std::io::{self, Write};
use westphalia_model::{Actor, Content, Date, DatePrecision, Event, EventType, Modality, QuadClass, Quantity};

#[derive(Serialize)]
struct Party<'a> {
    #[serde(rename = "actorText")]
    text: &'a str,
    name: &'a str,
    code: String,
    country: &'a str,
    body: &'a str,
    sector: &'a [String],
    wikidata: &'a str,
}

#[derive(Serialize)]
struct Place<'a> {
    name: &'a str,
    country: &'a str,
    precision: &'a str,
    lat: Option<f64>,
    lon: Option<f64>,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    date: Option<Date>,
    #[serde(rename = "dateEnd")]
    date_end: Option<Date>,
    date_precision: DatePrecision,
    actor: Vec<Party<'a>>,
    recipient: Vec<Party<'a>>,
    symmetric: bool,
    event: Option<EventType>,
    mode: &'a str,
    context: &'a [String],
    cameo: &'a str,
    quad: QuadClass,
    goldstein: f64,
    intensity: f64,
    modality: Modality,
    attributed_to: Option<Party<'a>>,
    content: Option<&'a Content>,
    quantities: &'a [Quantity],
    location: Option<Place<'a>>,
    text: &'a str,
    publisher: &'a [String],
    confidence: Option<f64>,
    version: &'static str,
}

/// Writes an event in one line.
pub(super) fn write(event: &Event, out: &mut impl Write) -> io::Result<u64> {
    let has_place = !event.place.is_empty() || !event.place_country.is_empty() || event.lat.is_some();
    let row = Row {
        id: &event.event_id,
        date: event.event_date_start,
        date_end: event.event_date_end,
        date_precision: event.date_precision,
        actor: event.actors.iter().map(party).collect(),
        recipient: event.recipients.iter().map(party).collect(),
        symmetric: event.symmetric,
        event: event.event_type,
        mode: &event.mode,
        context: &event.contexts,
        cameo: &event.cameo_code,
        quad: event.quad_class,
        goldstein: event.goldstein,
        intensity: event.plover_score,
        modality: event.modality,
        attributed_to: event.attributed_to.as_ref().map(party),
        content: event.content.as_ref(),
        quantities: &event.quantities,
        location: has_place.then_some(Place {
            name: &event.place,
            country: &event.place_country,
            precision: &event.place_precision,
            lat: event.lat,
            lon: event.lon,
        }),
        text: &event.sentence_text,
        publisher: &event.sources,
        confidence: event.confidence,
        version: env!("CARGO_PKG_VERSION"),
    };
    serde_json::to_writer(&mut *out, &row).map_err(io::Error::from)?;
    out.write_all(b"\n")?;
    Ok(1)
}

fn party(actor: &Actor) -> Party<'_> {
    Party {
        text: &actor.text,
        name: &actor.name,
        code: actor.code(),
        country: &actor.country,
        body: &actor.body,
        sector: &actor.sector_roles,
        wikidata: &actor.wikidata_id,
    }
}
