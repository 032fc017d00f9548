//! GDELT 2.0: 61 columns between tabs, without a header.

use super::dyads::{act, dyads};
use super::line::{Line, digits};
use crate::codes::parties::parties;
use crate::codes::states::states;
use std::io::{self, Write};
use westphalia_model::{Actor, Date, Event};

/// Types that an actor can have.
const N_TYPES: usize = 3;

/// Columns of the place of an actor, after its kind: we know places of events only.
const N_ACTOR_GEO: usize = 7;

/// Writes an event, and returns the number of rows. An event without day or act has none.
pub(super) fn write(event: &Event, out: &mut impl Write) -> io::Result<u64> {
    let (Some(on), Some(act)) = (event.event_date_start, act(event)) else { return Ok(0) };
    let dyads = dyads(event, true, on);
    for dyad in &dyads {
        let mut line = Line::tabs();
        line.value(dyad.id).cell(&digits(on)).cell(&digits(on)[..6]).value(on.year()).cell(&fraction(on));
        party(&mut line, dyad.actor.as_ref());
        party(&mut line, dyad.recipient.as_ref());
        line.cell("1").cell(act.code).cell(act.code.get(..3).unwrap_or(act.code));
        line.cell(act.code.get(..2).unwrap_or(""))
            .value(u8::from(event.quad_class))
            .cell(&format!("{:?}", act.goldstein));
        line.value(event.n_reports).value(event.n_sources).value(event.n_documents).cell("");
        line.cell("0").empty(N_ACTOR_GEO).cell("0").empty(N_ACTOR_GEO);
        place(&mut line, event);
        let added = event.first_reported.map_or_else(String::new, |day| format!("{}000000", digits(day)));
        line.cell(&added).cell(event.sources.first().map_or("", String::as_str));
        line.end(out)?;
    }
    Ok(dyads.len() as u64)
}

/// The year with its part that has gone by, as GDELT reckons: months of 30 days, years of 365.
fn fraction(day: Date) -> String {
    let days = (f64::from(day.month()) - 1.0) * 30.0 + f64::from(day.day());
    format!("{:.4}", f64::from(day.year()) + days / 365.0)
}

/// The ten columns of an actor: code, name, country, group, people, two religions, three types.
fn party(line: &mut Line, actor: Option<&Actor>) {
    let Some(actor) = actor else {
        line.empty(10);
        return;
    };
    let country = states().to_cameo(&actor.country);
    let group = parties().to_group(&actor.body);
    let types: Vec<&str> = actor.sector_roles.iter().map(String::as_str).take(N_TYPES).collect();
    let mut code = country.to_owned();
    types.iter().chain([&group]).filter(|part| part.len() == 3).for_each(|part| code.push_str(part));
    line.cell(&code).cell(&actor.name).cell(country).cell(group).empty(3);
    for at in 0..N_TYPES {
        line.cell(types.get(at).copied().unwrap_or(""));
    }
}

/// The eight columns of the place of the event.
fn place(line: &mut Line, event: &Event) {
    let kind = match (event.place_precision.as_str(), event.place_country.as_str()) {
        ("country", _) => "1",
        ("region", "USA") => "2",
        ("city", "USA") => "3",
        ("city", _) => "4",
        ("region", _) => "5",
        _ => "0",
    };
    line.cell(kind).cell(&event.place).cell(states().to_fips(&event.place_country)).empty(2);
    line.maybe(event.lat.filter(|_| event.lon.is_some())).maybe(event.lon.filter(|_| event.lat.is_some())).cell("");
}
