//! Writes events in the layouts that the field knows.
//!
//! GDELT, ICEWS and POLECAT have no column for the sense in which an event is told, so only what happened is written
//! there; and a row of theirs has one party on either side, so an event becomes a row for each pair.

mod dyads;
mod flat;
mod gdelt;
mod icews;
mod line;
mod plover;
mod polecat;
#[cfg(test)]
mod tests;

use crate::ExportLayout;
use std::borrow::Borrow;
use std::io::{self, Write};
use westphalia_model::{Event, Modality, Status};

/// What was written, and what was not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Events that were written.
    pub n_events: u64,
    /// Rows that they took, without the header.
    pub n_rows: u64,
    /// Events that a person has retracted. No layout has them.
    pub n_retracted: u64,
    /// Events that are told as future, hypothetical, negated or long past, and that the layout would tell as actual.
    pub n_not_actual: u64,
    /// Events without a day, which the layout must have.
    pub n_undated: u64,
    /// Events without a type or code, which the layout must have.
    pub n_untyped: u64,
}

/// Writes events in their order, with a header where the layout has one. The same events give the same bytes.
///
/// What a layout cannot carry is told in `docs/exchange.md`.
///
/// # Errors
/// Where `out` cannot be written.
pub fn export(
    layout: ExportLayout,
    events: impl IntoIterator<Item = impl Borrow<Event>>,
    out: &mut impl Write,
) -> io::Result<Exported> {
    match layout {
        ExportLayout::Icews => line::header(&crate::import::ICEWS_NAMES, "\t", out)?,
        ExportLayout::Polecat => line::header(&crate::import::POLECAT_NAMES, "\t", out)?,
        ExportLayout::Csv => line::header(&flat::NAMES, ",", out)?,
        ExportLayout::Gdelt2 | ExportLayout::Plover => {}
    }
    let mut exported = Exported::default();
    for event in events {
        let event = event.borrow();
        let Some(counter) = exported.left_out(layout, event) else {
            exported.n_rows += write(layout, event, out)?;
            exported.n_events += 1;
            continue;
        };
        *counter += 1;
    }
    Ok(exported)
}

fn write(layout: ExportLayout, event: &Event, out: &mut impl Write) -> io::Result<u64> {
    match layout {
        ExportLayout::Plover => plover::write(event, out),
        ExportLayout::Icews => icews::write(event, out),
        ExportLayout::Gdelt2 => gdelt::write(event, out),
        ExportLayout::Polecat => polecat::write(event, out),
        ExportLayout::Csv => flat::write(event, out),
    }
}

impl Exported {
    /// Where an event is counted that the layout cannot have; none if it can.
    fn left_out(&mut self, layout: ExportLayout, event: &Event) -> Option<&mut u64> {
        let by_pairs = !matches!(layout, ExportLayout::Plover | ExportLayout::Csv);
        let has_act = match layout {
            ExportLayout::Polecat => event.event_type.is_some(),
            _ => event.event_type.is_some() || !event.cameo_code.is_empty(),
        };
        if event.status == Status::Retracted {
            Some(&mut self.n_retracted)
        } else if by_pairs && event.modality != Modality::Actual {
            Some(&mut self.n_not_actual)
        } else if by_pairs && event.event_date_start.is_none() {
            Some(&mut self.n_undated)
        } else if by_pairs && !has_act {
            Some(&mut self.n_untyped)
        } else {
            None
        }
    }
}
