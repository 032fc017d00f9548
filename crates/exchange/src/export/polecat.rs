//! POLECAT: 40 columns between tabs, with a header; by the published description of the data set.

use super::dyads::dyads;
use super::line::Line;
use crate::codes::parties::written_name;
use std::io::{self, Write};
use westphalia_model::{Actor, Date, Event};

/// Writes an event, and returns the number of rows. An event without day or type has none.
pub(super) fn write(event: &Event, out: &mut impl Write) -> io::Result<u64> {
    let (Some(on), Some(event_type)) = (event.event_date_start, event.event_type) else { return Ok(0) };
    let dyads = dyads(event, false, on);
    for dyad in &dyads {
        let mut line = Line::tabs();
        line.value(dyad.id).day(Some(on)).cell(event_type.as_str()).cell(&event.mode).value(event.plover_score);
        line.value(u8::from(event.quad_class)).list(&event.contexts);
        party(&mut line, dyad.actor.as_ref(), on);
        party(&mut line, dyad.recipient.as_ref(), on);
        place(&mut line, event);
        line.cell(event.sources.first().map_or("", String::as_str)).day(event.first_reported).empty(5);
        line.end(out)?;
    }
    Ok(dyads.len() as u64)
}

/// Name, country, COW number, first sector, sectors, title, raw name and page of an actor.
fn party(line: &mut Line, actor: Option<&Actor>, on: Date) {
    let Some(actor) = actor else {
        line.empty(8);
        return;
    };
    line.cell(written_name(actor, on)).cell(&actor.country).maybe(actor.cow);
    line.cell(actor.sector_roles.first().map_or("", String::as_str)).list(&actor.sector_roles);
    line.empty(1).cell(&actor.text).empty(1);
}

/// Placename, city, district, province, country, latitude, longitude and three columns of GeoNames.
fn place(line: &mut Line, event: &Event) {
    let (city, province) = match event.place_precision.as_str() {
        "city" => (event.place.as_str(), ""),
        "region" => ("", event.place.as_str()),
        _ => ("", ""),
    };
    line.cell(&event.place).cell(city).cell("").cell(province).cell(&event.place_country);
    line.maybe(event.lat.filter(|_| event.lon.is_some())).maybe(event.lon.filter(|_| event.lat.is_some())).empty(3);
}
