//! `westphalia claims`: what the documents of a record say about the history, each with its verdict.

use super::args::{ClaimsArgs, ViewFormat};
use super::check;
use super::people::People;
use super::verdicts::{self, Row};
use super::{Window, party};
use crate::batch;
use crate::ending::{Ending, Failure};
use crate::notes::Notes;
use crate::show::count;
use rayon::ThreadPool;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use westphalia_coder::Coder;
use westphalia_model::{Actor, Claim};
use westphalia_record::{DocumentRow, tables};
use westphalia_relations::claims::{Evidence, Travel, Verdict};

/// Claims of documents, each with the outlet and the own identity of its document.
type Found = Vec<(Claim, String, String)>;

/// Finds the claims, checks and prints them.
pub fn run(args: &ClaimsArgs, notes: &mut Notes) -> Result<Ending, Failure> {
    if args.format == ViewFormat::Svg {
        return Err(verdicts::no_drawing());
    }
    let wanted: Vec<String> = args.parties.iter().map(|name| party(name)).collect::<Result<_, _>>()?;
    let window = Window::open(&args.window, notes)?;
    let coder = Coder::embedded().map_err(Failure::Start)?;
    let pool = batch::threads(args.threads).map_err(Failure::Start)?;
    notes.show_progress();
    let (mut found, years) = find(&window, &coder, &wanted, &pool, notes)?;
    notes.doing("checking");
    let events = check::events(window.record())?;
    let travel = (!args.without_travel).then(Travel::embedded);
    let people = People::new();
    found.sort_by(|(a, ..), (b, ..)| (a.said_on, &a.document_id, a.span).cmp(&(b.said_on, &b.document_id, b.span)));
    let said: Vec<Claim> = found.iter().map(|(claim, ..)| claim.clone()).collect();
    let evidence = Evidence::new(&events, years, travel.as_ref(), &people).with_claims(&said);
    let verdict = args.verdict.map(Verdict::from);
    let all: Vec<Row> = pool.install(|| {
        found
            .par_iter()
            .map(|(claim, source, id)| {
                Row::of(westphalia_relations::claims::check(claim, &evidence), Some((source.as_str(), id.as_str())))
            })
            .collect()
    });
    notes.end_progress();
    let tally = tally(&all);
    let rows: Vec<Row> = all.into_iter().filter(|row| verdict.is_none_or(|v| v == row.checked.verdict)).collect();
    let mut page = Vec::new();
    match args.format {
        ViewFormat::Jsonl => verdicts::lines(&rows, &mut page)?,
        ViewFormat::Csv => verdicts::csv(&rows, &mut page)?,
        _ => verdicts::table(&rows, &mut page)?,
    }
    anstream::stdout().lock().write_all(&page)?;
    notes.say(&tally);
    Ok(Ending::Complete)
}

/// The claims of all documents within the window, and how many documents there are of each year.
fn find(
    window: &Window,
    coder: &Coder,
    wanted: &[String],
    pool: &ThreadPool,
    notes: &Notes,
) -> Result<(Found, BTreeMap<i16, u32>), Failure> {
    let n_all = window.record().n_rows(tables::DOCUMENTS.name);
    let (mut found, mut years, mut n_read) = (Found::new(), BTreeMap::new(), 0);
    for rows in window.record().rows::<DocumentRow>(&tables::DOCUMENTS, None)? {
        let rows = rows?;
        n_read += rows.len();
        verdicts::count_years(rows.iter().filter_map(|row| row.published_at), &mut years);
        let of = |row: &DocumentRow| {
            // A document that breaks the coder costs its own claims only.
            let claims = catch_unwind(AssertUnwindSafe(|| coder.claims(&row.document()))).unwrap_or_default();
            let ours = claims.into_iter().filter(|claim| concerns(claim, wanted));
            ours.map(|claim| (claim, row.source.clone(), row.native_id.clone())).collect::<Found>()
        };
        let held: Vec<&DocumentRow> = rows.iter().filter(|row| window.holds(row.published_at)).collect();
        found.extend(pool.install(|| held.par_iter().map(|row| of(row)).collect::<Vec<_>>()).into_iter().flatten());
        notes.doing(&format!("{n_read} of {n_all} documents, {}", count(found.len(), "claim")));
    }
    Ok((found, years))
}

/// Whether a claim is about all the parties that are asked for.
fn concerns(claim: &Claim, wanted: &[String]) -> bool {
    let is = |code: &String, actor: &Actor| actor.body == *code || (actor.body.is_empty() && actor.country == *code);
    wanted.iter().all(|code| claim.actors.iter().chain(&claim.recipients).any(|actor| is(code, actor)))
}

fn tally(rows: &[Row]) -> String {
    let of = |verdict: Verdict| rows.iter().filter(|row| row.checked.verdict == verdict).count();
    let verdicts = [Verdict::Supported, Verdict::Contradicted, Verdict::CannotTell];
    let parts: Vec<String> = verdicts.iter().map(|v| format!("{} {}", of(*v), v.as_str())).collect();
    format!("{}: {}", count(rows.len(), "claim"), parts.join(", "))
}
