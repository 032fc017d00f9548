//! `westphalia brief`: one page on two states, every sentence with its footnote.

use super::args::{BriefArgs, PageFormat, WindowArgs};
use super::claims::{self, Asked};
use super::relation::{course, formal};
use super::{Window, dyad, party, pledges};
use crate::batch;
use crate::ending::{Ending, Failure};
use crate::notes::Notes;
use jiff::ToSpan;
use std::io::{self, Write};
use westphalia_atlas::Atlas;
use westphalia_model::{Date, Dyad, Event, PairMonth};
use westphalia_relations::alignment::{Move, Scale, moves};
use westphalia_relations::brief::{Brief, Material, compose, html, markdown};
use westphalia_relations::claims::Checked;
use westphalia_relations::day_of;
use westphalia_relations::sanctions::{Measures, Touch};
use westphalia_relations::series::Ask;

/// Writes the page.
pub fn run(args: &BriefArgs, notes: &mut Notes) -> Result<Ending, Failure> {
    let dyad = dyad(&args.one, &args.other)?;
    let place = WindowArgs { record: args.record.clone(), since: None, until: args.as_of };
    let window = Window::open(&place, notes)?;
    let events: Vec<Event> = window.rows(&dyad)?;
    let Some(as_of) = args.as_of.or_else(|| events.iter().filter_map(day_of).max()) else {
        return Err(Failure::Usage {
            message: format!("expected events of {} and {} in the record, found none", dyad.a, dyad.b),
            hint: "`westphalia record status` tells what the record holds",
        });
    };
    let brief = written(&window, &dyad, &events, as_of, args, notes)?;
    let mut page = match args.format {
        PageFormat::Markdown => markdown(&brief).into_bytes(),
        PageFormat::Html => html(&brief).into_bytes(),
        PageFormat::Json => serde_json::to_vec(&brief).map_err(io::Error::from)?,
    };
    if page.last() != Some(&b'\n') {
        page.push(b'\n');
    }
    io::stdout().lock().write_all(&page)?;
    Ok(Ending::Complete)
}

/// Asks every view and makes a page of the answers.
fn written(
    window: &Window,
    dyad: &Dyad,
    events: &[Event],
    as_of: Date,
    args: &BriefArgs,
    notes: &mut Notes,
) -> Result<Brief, Failure> {
    let relation = course(window, dyad, Ask { until: Some(as_of), ..Ask::default() })?;
    let ladder = formal(window, dyad)?;
    let pledges = pledges::known(window, Some(dyad.clone()), Some(as_of))?.map_or_else(Vec::new, |(_, all)| all);
    let pool = batch::threads(args.threads).map_err(Failure::Start)?;
    notes.show_progress();
    let wanted = [dyad.a.clone(), dyad.b.clone()];
    let days = [Some(as_of.saturating_sub(1.year())), Some(as_of)];
    let said = claims::checked(window, &Asked { wanted: &wanted, days, travel: true }, &pool, notes)?;
    notes.end_progress();
    let claims: Vec<Checked> = said.into_iter().map(|row| row.checked).collect();
    let touches = touches(dyad, events, as_of)?;
    let moves = moved(window, dyad, as_of)?;
    Ok(compose(&Material {
        dyad,
        names: names(dyad, args)?,
        as_of,
        events,
        relation: &relation,
        ladder: &ladder,
        pledges: &pledges,
        claims: &claims,
        touches: &touches,
        moves: &moves,
    }))
}

/// What passed between the two in the last two years that touches a measure.
fn touches(dyad: &Dyad, events: &[Event], as_of: Date) -> Result<Vec<Touch>, Failure> {
    let measures = Measures::shipped().map_err(|e| Failure::Start(e.to_string()))?;
    let since = as_of.saturating_sub(2.years());
    let late = events.iter().filter(|event| day_of(event).is_some_and(|day| since <= day && day <= as_of));
    let touched = late.flat_map(|event| measures.touched(event));
    Ok(touched.filter(|touch| dyad.has(&touch.giver) && dyad.has(&touch.taker)).collect())
}

/// How the two moved among the states in the last twelve whole months, against the twelve before.
fn moved(window: &Window, dyad: &Dyad, as_of: Date) -> Result<Vec<Move>, Failure> {
    let atlas = Atlas::embedded();
    let states = |since: Date, until: Date| -> Result<Vec<PairMonth>, Failure> {
        let mut rows = window.views().pairs(Some(since), Some(until))?;
        rows.retain(|row| atlas.country_id(&row.a).is_some() && atlas.country_id(&row.b).is_some());
        Ok(rows)
    };
    let months = |n: i64| as_of.first_of_month().saturating_sub(n.months());
    let (before, now) = (states(months(23), months(12))?, states(months(11), as_of)?);
    Ok(moves(&before, &now, Scale::Plover, &[dyad.a.clone(), dyad.b.clone()]))
}

/// The names of the two, as they were asked for.
fn names(dyad: &Dyad, args: &BriefArgs) -> Result<[String; 2], Failure> {
    let first = party(&args.one)?;
    Ok([name(&first), name(dyad.other(&first))])
}

/// The name of a state or body.
fn name(code: &str) -> String {
    let atlas = Atlas::embedded();
    atlas.country_id(code).map_or_else(|| code.to_owned(), |id| atlas.country(id).name.to_string())
}
