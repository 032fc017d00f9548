//! A flat table: a row for each event, lists joined by `;`.

use super::line::Line;
use std::io::{self, Write};
use westphalia_model::{Actor, DateBasis, DatePrecision, Event, Status};

/// Names of the columns: those of the events table, without the groups that a flat table cannot hold.
pub(super) const NAMES: [&str; 44] = [
    "event_id",
    "status",
    "event_date_start",
    "event_date_end",
    "date_precision",
    "date_basis",
    "first_reported",
    "last_reported",
    "actor_codes",
    "actor_names",
    "actor_countries",
    "recipient_codes",
    "recipient_names",
    "recipient_countries",
    "symmetric",
    "event_type",
    "mode",
    "cameo_code",
    "quad_class",
    "goldstein",
    "plover_score",
    "contexts",
    "policy_sectors",
    "modality",
    "attributed_to",
    "confidence",
    "content_type",
    "content_mode",
    "content_text",
    "deadline_start",
    "deadline_end",
    "quantities",
    "place",
    "lat",
    "lon",
    "place_country",
    "place_precision",
    "sentence_text",
    "n_reports",
    "n_documents",
    "n_texts",
    "n_sources",
    "sources",
    "datasets",
];

/// Writes an event in one row.
pub(super) fn write(event: &Event, out: &mut impl Write) -> io::Result<u64> {
    let mut line = Line::commas();
    line.cell(&event.event_id).cell(status(event.status)).day(event.event_date_start).day(event.event_date_end);
    line.cell(precision(event.date_precision)).cell(basis(event.date_basis));
    line.day(event.first_reported).day(event.last_reported);
    parties(&mut line, &event.actor_codes, &event.actors);
    parties(&mut line, &event.recipient_codes, &event.recipients);
    line.value(event.symmetric).maybe(event.event_type).cell(&event.mode).cell(&event.cameo_code);
    line.value(u8::from(event.quad_class)).value(event.goldstein).value(event.plover_score);
    line.list(&event.contexts).list(&event.policy_sectors).value(event.modality);
    line.maybe(event.attributed_to.as_ref().map(Actor::code)).maybe(event.confidence);
    let content = event.content.as_ref();
    line.maybe(content.and_then(|content| content.event_type));
    line.cell(content.map_or("", |content| &content.mode)).cell(content.map_or("", |content| &content.text));
    line.day(event.deadline_start).day(event.deadline_end);
    line.list(event.quantities.iter().map(|number| format!("{} {} {}", number.kind, number.value, number.unit)));
    line.cell(&event.place).maybe(event.lat).maybe(event.lon).cell(&event.place_country).cell(&event.place_precision);
    line.cell(&event.sentence_text).value(event.n_reports).value(event.n_documents).value(event.n_texts);
    line.value(event.n_sources).list(&event.sources).list(&event.datasets);
    line.end(out)?;
    Ok(1)
}

/// Codes, names and states of the parties, in the same order.
fn parties(line: &mut Line, codes: &[String], parties: &[Actor]) {
    line.list(codes).list(parties.iter().map(|party| &party.name)).list(parties.iter().map(|party| &party.country));
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Machine => "machine",
        Status::Corrected => "corrected",
        Status::Retracted => "retracted",
    }
}

fn precision(precision: DatePrecision) -> &'static str {
    match precision {
        DatePrecision::Day => "day",
        DatePrecision::Week => "week",
        DatePrecision::Month => "month",
        DatePrecision::Quarter => "quarter",
        DatePrecision::Year => "year",
        DatePrecision::None => "none",
    }
}

fn basis(basis: DateBasis) -> &'static str {
    match basis {
        DateBasis::Text => "text",
        DateBasis::Publication => "publication",
        DateBasis::None => "none",
    }
}
