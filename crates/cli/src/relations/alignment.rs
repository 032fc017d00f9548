//! `westphalia alignment`: who stands with whom, in which camps, with what strain, and who moved.

mod page;
mod rows;

use super::args::{AlignmentArgs, CampsArg, ScaleArg, ViewFormat};
use super::{Window, party};
use crate::ending::{Ending, Failure};
use crate::notes::Notes;
use std::collections::BTreeSet;
use std::io::{self, Write};
use westphalia_atlas::Atlas;
use westphalia_model::{Date, Dyad, Event};
use westphalia_record::tables;
use westphalia_relations::alignment::{
    Alignment, Camps, Months, Move, PairMonth, Request, Scale, Telling, Tie, align, moves,
};
use westphalia_relations::{day_of, draw};

/// States in a drawing; more cannot be read.
const DRAWN: usize = 36;

/// What a view shows: the alignment of a window, and the moves since an earlier one.
struct View {
    alignment: Alignment,
    /// None where no earlier window was asked for.
    moves: Option<Vec<Move>>,
    /// States asked for; all if none.
    asked: Vec<String>,
}

impl View {
    /// Whether one of the two was asked for, or nobody in particular.
    fn wants(&self, a: &str, b: &str) -> bool {
        self.asked.is_empty() || self.asked.iter().any(|code| code == a || code == b)
    }
}

/// Runs the command.
pub fn run(args: &AlignmentArgs, notes: &Notes) -> Result<Ending, Failure> {
    let asked = args.states.iter().map(|name| party(name)).collect::<Result<Vec<_>, _>>()?;
    let window = Window::open(&args.window, notes)?;
    let scale = match args.scale {
        ScaleArg::Goldstein => Scale::Goldstein,
        ScaleArg::Plover => Scale::Plover,
    };
    let (now, before) = months(args, &window)?;
    if now.is_empty() {
        return Err(Failure::Usage {
            message: "expected events between states in the window, found none".to_owned(),
            hint: "`westphalia record status` tells what the record holds; widen --since and --until",
        });
    }
    let camps = args.camps.map(|camps| match camps {
        CampsArg::Ties => Camps::Ties,
        CampsArg::Company => Camps::Company,
    });
    let mut alignment = align(&now, &Request { scale, camps, states: asked.clone() });
    for code in asked.iter().filter(|code| !alignment.states.iter().any(|state| state.code == **code)) {
        notes.say(&format!("note: no event joins {code} with another state in the window"));
    }
    let moves = before.map(|before| moves(&before, &now, scale, &asked));
    if moves.as_ref().is_some_and(Vec::is_empty) {
        notes.say("note: no state has enough events in both windows to tell a move");
    }
    if matches!(args.format, ViewFormat::Table | ViewFormat::Jsonl) {
        prove(&mut alignment, &asked, args, &window)?;
    }
    print(&View { alignment, moves, asked }, args.format)?;
    Ok(Ending::Complete)
}

/// Prints a view.
fn print(view: &View, format: ViewFormat) -> Result<(), Failure> {
    let page = match format {
        ViewFormat::Table => page::page(view)?,
        ViewFormat::Jsonl => rows::jsonl(view)?,
        ViewFormat::Csv => rows::csv(view)?,
        ViewFormat::Svg => {
            draw::matrix(&view.alignment, &draw::members(&view.alignment, &view.asked, DRAWN)).into_bytes()
        }
    };
    anstream::AutoStream::auto(io::stdout().lock()).write_all(&page)?;
    Ok(())
}

/// In which of the two windows an event lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Now,
    Before,
}

/// Where a day lies, if in either window.
fn part(args: &AlignmentArgs, window: &Window, day: Option<Date>) -> Option<Part> {
    let at = day?;
    if let Some((from, until)) = args.against
        && from <= at
        && at <= until
    {
        return Some(Part::Before);
    }
    if !window.holds(day) {
        return None;
    }
    match args.before {
        Some(turn) if at < turn => Some(Part::Before),
        _ => Some(Part::Now),
    }
}

/// The months of pairs of the window, and of the earlier one if one is asked for. Where the windows are of whole months,
/// the record has them counted; else every event is looked at.
fn months(args: &AlignmentArgs, window: &Window) -> Result<(Vec<PairMonth>, Option<Vec<PairMonth>>), Failure> {
    let atlas = Atlas::embedded();
    let is_state = |code: &str| args.bodies || atlas.country_id(code).is_some();
    let states = |rows: Vec<PairMonth>| -> Vec<PairMonth> {
        rows.into_iter().filter(|row| is_state(&row.a) && is_state(&row.b)).collect()
    };
    let (now, before) = match whole_months(args, window) {
        Some((now, before)) => {
            let count = |(since, until): Days| window.views().pairs(since, until);
            (count(now)?, before.map(count).transpose()?)
        }
        None => by_day(args, window)?,
    };
    Ok((states(now), before.map(states)))
}

/// First and last day of a window.
type Days = (Option<Date>, Option<Date>);

/// The two windows, if both are of whole months.
fn whole_months(args: &AlignmentArgs, window: &Window) -> Option<(Days, Option<Days>)> {
    let is_whole = |(since, until): &Days| {
        since.is_none_or(|day| day.day() == 1) && until.is_none_or(|day| day == day.last_of_month())
    };
    let all = (window.since(), window.until());
    let (now, before) = match (args.against, args.before) {
        (Some((from, until)), _) => (all, Some((Some(from), Some(until)))),
        (_, Some(turn)) => ((Some(turn), all.1), Some((all.0, Some(turn.yesterday().ok()?)))),
        _ => (all, None),
    };
    (is_whole(&now) && before.as_ref().is_none_or(is_whole)).then_some((now, before))
}

/// The months of pairs of windows that begin or end within a month.
fn by_day(args: &AlignmentArgs, window: &Window) -> Result<(Vec<PairMonth>, Option<Vec<PairMonth>>), Failure> {
    let (mut now, mut before) = (Months::default(), Months::default());
    for batch in window.record().rows::<Event>(&tables::EVENTS, None)? {
        for event in batch? {
            match part(args, window, day_of(&event)) {
                Some(Part::Now) => now.add(&event),
                Some(Part::Before) => before.add(&event),
                None => {}
            }
        }
    }
    let has_before = args.against.is_some() || args.before.is_some();
    Ok((now.into_rows(), has_before.then(|| before.into_rows())))
}

/// Writes into the ties that are shown the events that tell them most.
fn prove(alignment: &mut Alignment, asked: &[String], args: &AlignmentArgs, window: &Window) -> Result<(), Failure> {
    let wanted = |tie: &&Tie| {
        let all = asked.is_empty() && args.format == ViewFormat::Jsonl;
        all || asked.iter().any(|code| *code == tie.a || *code == tie.b)
    };
    let of_triads = alignment.balance.strained.iter().flat_map(|triad| &triad.ties);
    let ties: Vec<&Tie> = alignment.ties.iter().filter(wanted).chain(of_triads).collect();
    let mut telling = Telling::of(ties.iter().copied(), alignment.scale);
    let dyads: BTreeSet<Dyad> = ties.iter().filter_map(|tie| Dyad::of(&tie.a, &tie.b)).collect();
    for dyad in dyads {
        for event in window.rows::<Event>(&dyad)? {
            if part(args, window, day_of(&event)) == Some(Part::Now) {
                telling.add_to(&dyad, &event);
            }
        }
    }
    alignment.ties.iter_mut().for_each(|tie| telling.tell(tie));
    alignment.balance.strained.iter_mut().flat_map(|triad| &mut triad.ties).for_each(|tie| telling.tell(tie));
    Ok(())
}
