//! `westphalia claims`: what the documents of a record say about the history, each with its verdict.

use super::args::{ClaimsArgs, FlatFormat};
use super::verdicts::{self, Row};
use super::{Window, evidence, output, party};
use crate::batch;
use crate::ending::{Ending, Failure};
use crate::notes::Notes;
use crate::show::count;
use rayon::ThreadPool;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use westphalia_coder::Coder;
use westphalia_model::{Claim, Date};
use westphalia_record::{DocumentRow, month, tables};
use westphalia_relations::claims::{Evidence, People, Travel, Verdict};

/// Claims of documents, each with the outlet and the own identity of its document.
type Found = Vec<(Claim, String, String)>;

/// Finds the claims, checks and prints them.
pub fn run(args: &ClaimsArgs, notes: &mut Notes) -> Result<Ending, Failure> {
    let wanted: Vec<String> = args.parties.iter().map(|name| party(name)).collect::<Result<_, _>>()?;
    let window = Window::open(&args.window, notes)?;
    let pool = batch::threads(args.threads).map_err(Failure::Start)?;
    notes.show_progress();
    let asked = Asked { wanted: &wanted, days: [window.since(), window.until()], travel: !args.without_travel };
    let all = checked(&window, &asked, &pool, notes)?;
    notes.end_progress();
    let tally = tally(&all);
    let verdict = args.verdict.map(Verdict::from);
    let rows: Vec<Row> = all.into_iter().filter(|row| verdict.is_none_or(|v| v == row.checked.verdict)).collect();
    let mut page = Vec::new();
    match args.format {
        FlatFormat::Jsonl => output::lines(&rows, &mut page)?,
        FlatFormat::Csv => verdicts::csv(&rows, &mut page)?,
        FlatFormat::Table => verdicts::table(&rows, &mut page)?,
    }
    anstream::stdout().lock().write_all(&page)?;
    notes.say(&tally);
    Ok(Ending::Complete)
}

/// Which claims are asked for.
pub struct Asked<'a> {
    /// Parties that they all are about.
    pub wanted: &'a [String],
    /// First and last day of publication.
    pub days: [Option<Date>; 2],
    /// Whether lists of travel are asked, too.
    pub travel: bool,
}

/// The claims of the documents, by day, each with its verdict.
pub fn checked(window: &Window, asked: &Asked, pool: &ThreadPool, notes: &Notes) -> Result<Vec<Row>, Failure> {
    let mut found = find(window, asked, pool, notes)?;
    notes.doing("checking");
    found.sort_by(|(a, ..), (b, ..)| (a.said_on, &a.document_id, a.span).cmp(&(b.said_on, &b.document_id, b.span)));
    let said: Vec<Claim> = found.iter().map(|(claim, ..)| claim.clone()).collect();
    let until = asked.days[1];
    let events = evidence::events(window.views(), &said, until)?;
    let years = evidence::documents(window.views(), until)?;
    let travel = asked.travel.then(Travel::embedded);
    let people = People::new();
    let evidence = Evidence::new(&events, years, travel.as_ref(), &people).with_claims(&said);
    Ok(pool.install(|| {
        found
            .par_iter()
            .map(|(claim, source, id)| {
                Row::of(westphalia_relations::claims::check(claim, &evidence), Some((source.as_str(), id.as_str())))
            })
            .collect()
    }))
}

/// The claims of all documents of the days that are asked for.
fn find(window: &Window, asked: &Asked, pool: &ThreadPool, notes: &Notes) -> Result<Found, Failure> {
    let coder = Coder::embedded().map_err(Failure::Start)?;
    let [since, until] = asked.days;
    let is_held = |day: Option<Date>| match day {
        Some(day) => since.is_none_or(|since| since <= day) && until.is_none_or(|until| day <= until),
        None => since.is_none() && until.is_none(),
    };
    let [first, last] = asked.days.map(|day| day.map(|day| month(Some(day))));
    let months: BTreeSet<String> = window.record().files(tables::DOCUMENTS.name).into_iter().map(|(m, _)| m).collect();
    let is_near =
        |m: &String| first.as_ref().is_none_or(|first| first <= m) && last.as_ref().is_none_or(|last| m <= last);
    let (mut found, mut n_read) = (Found::new(), 0);
    for month in months.iter().filter(|month| is_near(month)) {
        for rows in window.record().rows::<DocumentRow>(&tables::DOCUMENTS, Some(month))? {
            let rows = rows?;
            n_read += rows.len();
            let of = |row: &DocumentRow| {
                // A document that breaks the coder costs its own claims only.
                let claims = catch_unwind(AssertUnwindSafe(|| coder.claims(&row.document()))).unwrap_or_default();
                let ours = claims.into_iter().filter(|claim| concerns(claim, asked.wanted));
                ours.map(|claim| (claim, row.source.clone(), row.native_id.clone())).collect::<Found>()
            };
            let held: Vec<&DocumentRow> = rows.iter().filter(|row| is_held(row.published_at)).collect();
            found.extend(pool.install(|| held.par_iter().map(|row| of(row)).collect::<Vec<_>>()).into_iter().flatten());
            notes.doing(&format!("{}, {}", count(n_read, "document"), count(found.len(), "claim")));
        }
    }
    Ok(found)
}

/// Whether a claim is about all the parties that are asked for.
fn concerns(claim: &Claim, wanted: &[String]) -> bool {
    wanted.iter().all(|code| claim.actors.iter().chain(&claim.recipients).any(|actor| evidence::code(actor) == code))
}

fn tally(rows: &[Row]) -> String {
    let of = |verdict: Verdict| rows.iter().filter(|row| row.checked.verdict == verdict).count();
    let verdicts = [Verdict::Supported, Verdict::Contradicted, Verdict::CannotTell];
    let parts: Vec<String> = verdicts.iter().map(|v| format!("{} {}", of(*v), v.as_str())).collect();
    format!("{}: {}", count(rows.len(), "claim"), parts.join(", "))
}
