//! Views that are kept on the disk, so that few rows are found among many: the events of one dyad, what is told of one
//! state, what each dyad does in a month, how much was read.
//!
//! Each live file has views of its own. Live files never change, so a view is right as long as its file is live, and
//! needs no transaction: it is written beside and renamed into place. All of them lie in the folder `views` of the
//! record, which can be deleted at any time: what is missing is made again by [`Views::refresh`]. Where it cannot be,
//! the same answers come from the live files themselves, by reading all of them; [`Refreshed`] says so.

mod asked;
mod derive;
mod make;
mod pick;
mod place;
mod tally;

pub use tally::{PairMonth, SourceDay, StateDay};

use crate::columns;
use crate::error::RecordError;
use crate::held::Held;
use crate::rows::{days_since_1970, month};
use crate::snapshot::Snapshot;
use asked::Asked;
use jiff::civil::Date;
use make::Source;
use pick::Wanted;
use rayon::prelude::*;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use tally::{Count, added_up};
use westphalia_model::Dyad;
use westphalia_model::schema::{DAYS, DYADS, PAIRS, STATES, Table};

/// A record, and the views that are kept of it.
#[derive(Debug)]
pub struct Views {
    record: Snapshot,
}

/// What bringing the views up to date did, in live files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refreshed {
    /// Files whose views were made.
    pub n_made: usize,
    /// Files whose views were there.
    pub n_kept: usize,
    /// Views that were removed, because their files are no longer live.
    pub n_removed: usize,
    /// Files that are read as a whole for every question, because their views cannot be kept.
    pub n_scanned: usize,
    /// Why they cannot be kept.
    pub unwritable: Option<String>,
}

impl Views {
    /// The views of a record. Nothing is made yet; until [`refresh`](Self::refresh), what is not there is read from the
    /// live files.
    #[must_use]
    pub fn new(record: Snapshot) -> Self {
        Self { record }
    }

    /// The record.
    #[must_use]
    pub fn record(&self) -> &Snapshot {
        &self.record
    }

    /// The live files of a table.
    fn sources(&self, table: &str) -> Vec<Source<'_>> {
        self.record.held(table).map(|(file, path)| Source { root: self.record.root(), file, path }).collect()
    }

    /// Makes views that are missing and removes those that are old. `tell` is told how many bytes of live files are
    /// done, and of how many; never where there is nothing to do.
    ///
    /// # Errors
    ///
    /// If a live file cannot be read. Where views cannot be written, that is no error: see [`Refreshed::unwritable`].
    pub fn refresh(&self, tell: impl Fn(u64, u64) + Sync) -> Result<Refreshed, RecordError> {
        let sources: Vec<Source<'_>> = ["events", "documents"].iter().flat_map(|table| self.sources(table)).collect();
        let n_all = sources.len();
        let missing: Vec<Source<'_>> = sources.into_iter().filter(|source| !source.is_made()).collect();
        let mut done = Refreshed { n_kept: n_all - missing.len(), ..Refreshed::default() };
        let held = (!missing.is_empty()).then(|| Held::new(&place::making(self.record.root())));
        let made = match held {
            None => Vec::new(),
            Some(Ok(held)) => make_all(&missing, &held, tell),
            Some(Err(error)) => {
                done.unwritable = Some(error.to_string());
                Vec::new()
            }
        };
        for result in made {
            match result {
                Ok(true) => done.n_made += 1,
                Ok(false) => {}
                Err(error) if error.is_of_writing() => done.unwritable = Some(error.to_string()),
                Err(error) => return Err(error),
            }
        }
        done.n_scanned = missing.len() - done.n_made;
        // Another reader may have begun after us, and see other files.
        let live = self.record.live_by_now()?;
        done.n_removed = place::sweep(self.record.root(), self.record.live().iter().chain(&live));
        Ok(done)
    }

    /// The events that concern a dyad, by day and identity; only those of some days where they are given (the first day
    /// on which an event can have happened, else the day of its first report). Retracted events are left out.
    ///
    /// The fields of the row decide what is read. It may have any columns of `dyads` and `events`, as
    /// [`Event`](westphalia_model::Event) has; a row such as [`DyadEvent`](westphalia_model::DyadEvent), all of whose
    /// fields are columns of `dyads`, takes a fraction of the time.
    ///
    /// # Errors
    ///
    /// If a file cannot be read, or the row has a field that is no column.
    pub fn dyad<T: DeserializeOwned + Send>(
        &self,
        dyad: &Dyad,
        since: Option<Date>,
        until: Option<Date>,
    ) -> Result<Vec<T>, RecordError> {
        let keys = vec![("a", dyad.a.clone()), ("b", dyad.b.clone())];
        let wanted = Wanted { keys, day: Some("date"), days: [since, until].map(|day| day.map(days_since_1970)) };
        let columns = Asked::of::<T>()?;
        let found: Vec<Vec<_>> = self
            .sources("events")
            .par_iter()
            .map(|source| {
                let batches = source.pick(&DYADS, &wanted, Some(&columns.names()), Some(dyad))?;
                let rows = batches.iter().map(|batch| columns.rows::<T>(batch));
                Ok(rows.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
            })
            .collect::<Result<_, RecordError>>()?;
        let mut found: Vec<_> = found.into_iter().flatten().collect();
        found.sort_by(|(one, _), (other, _)| one.cmp(other));
        Ok(found.into_iter().map(|(_, row)| row).collect())
    }

    /// How many events some states or bodies take part in, by code and day; days without any are left out.
    ///
    /// # Errors
    ///
    /// If a file cannot be read.
    pub fn states(
        &self,
        codes: &[&str],
        since: Option<Date>,
        until: Option<Date>,
    ) -> Result<Vec<StateDay>, RecordError> {
        let mut found = Vec::new();
        for code in codes.iter().copied().collect::<BTreeSet<_>>() {
            let keys = vec![("code", code.to_owned())];
            let wanted = Wanted { keys, day: Some("day"), days: [since, until].map(|day| day.map(days_since_1970)) };
            found.extend(self.counts("events", &STATES, &wanted)?);
        }
        Ok(found)
    }

    /// What the two of each dyad do to one another in each month, from the month of `since` to that of `until`, by dyad
    /// and month.
    ///
    /// # Errors
    ///
    /// If a file cannot be read.
    pub fn pairs(&self, since: Option<Date>, until: Option<Date>) -> Result<Vec<PairMonth>, RecordError> {
        let [since, until] = [since, until].map(|day| day.map(|day| month(Some(day))));
        let mut found: Vec<PairMonth> = self.counts("events", &PAIRS, &Wanted::default())?;
        found.retain(|row| {
            since.as_ref().is_none_or(|since| *since <= row.month)
                && until.as_ref().is_none_or(|until| row.month <= *until)
        });
        Ok(found)
    }

    /// How many documents of each day and outlet are held.
    ///
    /// # Errors
    ///
    /// If a file cannot be read.
    pub fn days(&self, since: Option<Date>, until: Option<Date>) -> Result<Vec<SourceDay>, RecordError> {
        let days = [since, until].map(|day| day.map(days_since_1970));
        self.counts("documents", &DAYS, &Wanted { keys: Vec::new(), day: Some("day"), days })
    }

    /// Counts of all files of a table, added up.
    fn counts<C: Count + DeserializeOwned + Send>(
        &self,
        table: &str,
        view: &'static Table,
        wanted: &Wanted,
    ) -> Result<Vec<C>, RecordError> {
        let found: Vec<Vec<C>> = self
            .sources(table)
            .par_iter()
            .map(|source| {
                let batches = source.pick(view, wanted, None, None)?;
                let rows = batches.iter().map(|batch| columns::rows(view, batch));
                Ok(rows.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
            })
            .collect::<Result<_, RecordError>>()?;
        Ok(added_up(found.into_iter().flatten().collect()))
    }
}

/// Makes the views of some files, side by side: for each whether they were made. Ends early where one cannot be written.
fn make_all(missing: &[Source<'_>], held: &Held, tell: impl Fn(u64, u64) + Sync) -> Vec<Result<bool, RecordError>> {
    let of: u64 = missing.iter().map(|source| source.file.n_bytes).sum();
    let (at, is_over) = (AtomicU64::new(0), AtomicBool::new(false));
    tell(0, of);
    let make = |source: &Source<'_>| {
        if is_over.load(Ordering::Relaxed) {
            return Ok(false);
        }
        let made = source.make(held);
        is_over.fetch_or(made.is_err(), Ordering::Relaxed);
        tell(at.fetch_add(source.file.n_bytes, Ordering::Relaxed) + source.file.n_bytes, of);
        made.map(|()| true)
    };
    missing.par_iter().map(make).collect()
}
