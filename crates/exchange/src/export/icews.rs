//! ICEWS: 20 columns between tabs, with a header.

use super::dyads::{act, dyads};
use super::line::Line;
use crate::codes::parties::{parties, written_name};
use crate::codes::states::states;
use std::io::{self, Write};
use westphalia_model::{Actor, Date, Event};

/// Writes an event, and returns the number of rows. An event without day or act has none.
pub(super) fn write(event: &Event, out: &mut impl Write) -> io::Result<u64> {
    let (Some(on), Some(act)) = (event.event_date_start, act(event)) else { return Ok(0) };
    let dyads = dyads(event, true, on);
    for dyad in &dyads {
        let mut line = Line::tabs();
        line.value(dyad.id).day(Some(on));
        party(&mut line, dyad.actor.as_ref(), on);
        line.cell(act.name).cell(act.code).value(act.goldstein);
        party(&mut line, dyad.recipient.as_ref(), on);
        line.empty(2).cell(event.sources.first().map_or("", String::as_str));
        place(&mut line, event);
        line.end(out)?;
    }
    Ok(dyads.len() as u64)
}

/// Name, sectors and country.
fn party(line: &mut Line, actor: Option<&Actor>, on: Date) {
    let Some(actor) = actor else {
        line.empty(3);
        return;
    };
    let country = states().to_icews(&actor.country);
    let name = written_name(actor, on);
    line.cell(if name.trim().is_empty() { country } else { name }).cell(&sectors(actor)).cell(country);
}

/// Sectors of the roles. A reader orders them by rank, so those that would come before the first are left out.
fn sectors(actor: &Actor) -> String {
    let first = actor.sector_roles.first().map_or(0, |role| parties().icews_rank(role));
    let ranked = actor.sector_roles.iter().map(|role| (parties().icews_rank(role), parties().to_icews(role)));
    let mut ranked: Vec<_> = ranked.filter(|(rank, sector)| *rank >= first && !sector.is_empty()).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, sector)| sector).collect::<Vec<_>>().join(",")
}

/// City, district, province, country, latitude and longitude.
fn place(line: &mut Line, event: &Event) {
    let (city, province) = match event.place_precision.as_str() {
        "country" => ("", ""),
        "region" => ("", event.place.as_str()),
        _ => (event.place.as_str(), ""),
    };
    let country = states().to_icews(&event.place_country);
    line.cell(city).cell("").cell(province).cell(country);
    line.maybe(event.lat.filter(|_| event.lon.is_some())).maybe(event.lon.filter(|_| event.lat.is_some()));
}
