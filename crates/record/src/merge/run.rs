//! Brings `copies` and `events` up to date after documents and reports have come.
//!
//! Only months that can have changed are done anew: from the earliest month with new reports until the happenings that
//! are open at the end of a month are those that were open there before.

use super::copies::{self, Seen, days_between};
use super::happenings::{Fold, Happening, Member, WINDOW};
use super::light::{self, Light};
use super::table;
use crate::error::RecordError;
use crate::ledger::{CorrectionRow, FileRow};
use crate::rows::{CopyRow, DocumentRow, month as month_of};
use crate::writer::{NewFile, What, Writer, mark_stale, stage};
use crate::{columns, store, tables};
use jiff::ToSpan;
use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What merging did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// Months that were done anew.
    pub n_months: usize,
    /// Reports in them.
    pub n_reports: usize,
    /// Events in them.
    pub n_events: usize,
}

/// The live files, by table and month.
pub(crate) struct Catalogue {
    root: PathBuf,
    files: BTreeMap<(String, String), Vec<FileRow>>,
}

impl Catalogue {
    fn of(writer: &Writer) -> Result<Self, RecordError> {
        let mut files: BTreeMap<(String, String), Vec<FileRow>> = BTreeMap::new();
        for file in writer.ledger.files()? {
            files.entry((file.table.clone(), file.month.clone())).or_default().push(file);
        }
        Ok(Self { root: writer.root.clone(), files })
    }

    fn files(&self, table: &str, month: &str) -> &[FileRow] {
        self.files.get(&(table.to_owned(), month.to_owned())).map_or(&[], Vec::as_slice)
    }

    pub(super) fn paths(&self, table: &str, month: &str) -> Vec<PathBuf> {
        self.files(table, month).iter().map(|file| self.root.join(&file.path)).collect()
    }

    fn months(&self, table: &str) -> BTreeSet<String> {
        self.files.keys().filter(|(t, _)| t == table).map(|(_, month)| month.clone()).collect()
    }

    fn rows<T: serde::de::DeserializeOwned + Send>(
        &self,
        table: &'static tables::Table,
        month: &str,
        names: Option<&[&str]>,
    ) -> Result<Vec<T>, RecordError> {
        let files: Vec<Vec<T>> = self
            .paths(table.name, month)
            .par_iter()
            .map(|path| {
                let mut rows = Vec::new();
                for batch in store::read(path, names)? {
                    rows.extend(columns::rows(table, &batch?)?);
                }
                Ok(rows)
            })
            .collect::<Result<_, RecordError>>()?;
        Ok(files.into_iter().flatten().collect())
    }

    /// The months of reports from `first` on; rows without a day stand alone.
    fn months_from(&self, first: &str) -> Vec<String> {
        let is_later = |month: &String| {
            month == first || (first_day(first).is_some() && first_day(month).is_some() && month.as_str() > first)
        };
        let mut months: BTreeSet<String> = self.months("reports").into_iter().filter(is_later).collect();
        // A month may have lost its reports.
        months.insert(first.to_owned());
        months.into_iter().collect()
    }

    /// For every document that is a copy, the first with its text. Copies are few beside documents.
    fn copies(&self) -> Result<FxHashMap<String, String>, RecordError> {
        let mut copies = FxHashMap::default();
        for month in self.months("copies") {
            let rows: Vec<CopyRow> = self.rows(&tables::COPIES, &month, None)?;
            copies.extend(rows.into_iter().map(|row| (row.document_id, row.first_document_id)));
        }
        Ok(copies)
    }

    fn known(&self, month: &str) -> Result<Vec<Known>, RecordError> {
        self.rows(&tables::EVENTS, month, Some(&["report_ids", "merged_because"]))
    }

    fn lights(&self, month: &str) -> Result<Vec<Light>, RecordError> {
        let files: Vec<Vec<Light>> = self
            .paths("reports", month)
            .par_iter()
            .map(|path| {
                let mut names = light::COLUMNS.to_vec();
                if has_words(path)? {
                    names.extend(light::PARTIES);
                }
                let mut lights = Vec::new();
                for batch in store::read(path, Some(&names))? {
                    let rows: Vec<light::Row> = columns::rows(&tables::REPORTS, &batch?)?;
                    lights.par_extend(rows.into_par_iter().map(Light::from));
                }
                Ok(lights)
            })
            .collect::<Result<_, RecordError>>()?;
        Ok(files.into_iter().flatten().collect())
    }
}

impl Writer {
    /// Brings copies and events up to date. Does nothing where they are. `tell` is told each month that begins.
    ///
    /// # Errors
    ///
    /// If a file of the record cannot be read or written.
    pub fn merge(&mut self, mut tell: impl FnMut(&str)) -> Result<Merged, RecordError> {
        let mut stale: BTreeSet<String> = self.ledger.stale()?.into_iter().collect();
        if stale.is_empty() {
            return Ok(Merged::default());
        }
        self.find_copies(&mut stale)?;
        let catalogue = Catalogue::of(self)?;
        let copies = catalogue.copies()?;
        let corrections = self.ledger.corrections()?;
        let mut out =
            Out { batch: self.next_batch()?, corrections, staged: BTreeMap::new(), merged: Merged::default() };
        while let Some(first) = stale.pop_first() {
            let mut run = Run::begin(&catalogue, &copies, &first)?;
            // The last month whose events can have changed, once it is known.
            let mut last: Option<String> = None;
            for month in catalogue.months_from(&first) {
                tell(&month);
                run.month(&month, last.as_deref(), &mut out)?;
                if last.is_none() {
                    stale.remove(&month);
                    if run.is_as_before(&month)? {
                        last = Some(month);
                    }
                }
                if last.as_ref().is_some_and(|last| run.is_done_until(last)) {
                    break;
                }
            }
            run.end(last.as_deref(), &mut out)?;
        }
        out.publish(self, &catalogue)
    }

    /// Finds copies in the stale months and the months after them; months whose copies change become stale.
    fn find_copies(&mut self, stale: &mut BTreeSet<String>) -> Result<(), RecordError> {
        let catalogue = Catalogue::of(self)?;
        let months = catalogue.months("documents");
        let after: Vec<String> = stale.iter().filter_map(|month| shifted(month, 1)).collect();
        let touched: BTreeSet<String> =
            stale.iter().cloned().chain(after).filter(|month| months.contains(month)).collect();
        let (mut files, mut retire) = (Vec::new(), Vec::new());
        for month in touched {
            let mut seen: Vec<Seen> = signatures(&catalogue, &month)?;
            if let (Some(first), Some(before)) = (first_day(&month), shifted(&month, -1)) {
                seen.extend(signatures(&catalogue, &before)?.into_iter().filter(|doc| doc.is_near(first)));
            }
            let found = copies::copies(seen, |day| crate::rows::month(day) == month);
            let known: Vec<CopyRow> = catalogue.rows(&tables::COPIES, &month, None)?;
            if same_copies(&found, &known) {
                continue;
            }
            retire.extend(catalogue.files("copies", &month).iter().map(|file| file.path.clone()));
            if !found.is_empty() {
                let batches = vec![columns::batch(&tables::COPIES, &found)?];
                files.push(NewFile { table: &tables::COPIES, month: month.clone(), part: 0, batches });
            }
            stale.insert(month);
        }
        if !(files.is_empty() && retire.is_empty()) {
            let marks = stale.clone();
            let what = What { kind: "merge", note: "copies", ..What::default() };
            self.publish(what, files, &retire, |tx, _| mark_stale(tx, marks.iter()))?;
        }
        Ok(())
    }
}

fn same_copies(a: &[CopyRow], b: &[CopyRow]) -> bool {
    let pairs = |rows: &[CopyRow]| -> BTreeSet<(String, String)> {
        rows.iter().map(|row| (row.document_id.clone(), row.first_document_id.clone())).collect()
    };
    pairs(a) == pairs(b)
}

fn signatures(catalogue: &Catalogue, month: &str) -> Result<Vec<Seen>, RecordError> {
    let rows: Vec<DocumentRow> = catalogue.rows(&tables::DOCUMENTS, month, None)?;
    Ok(rows.par_iter().filter_map(Seen::of).collect())
}

/// Whether a file of reports has some that were coded from words.
fn has_words(path: &Path) -> Result<bool, RecordError> {
    for batch in store::read(path, Some(&["dataset"]))? {
        let batch = batch?;
        let datasets = batch.column(0).as_any().downcast_ref::<arrow_array::StringArray>();
        if datasets.into_iter().flatten().any(|dataset| dataset == Some("westphalia")) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// An event as it was merged before.
#[derive(Deserialize)]
struct Known {
    report_ids: Vec<String>,
    merged_because: Vec<String>,
}

impl Known {
    /// The happening with those of its reports that `lights` has; `None` where its lead is not among them.
    fn happening(self, lights: &FxHashMap<String, Light>) -> Option<Happening> {
        lights.get(self.report_ids.first()?)?;
        let members = self
            .report_ids
            .iter()
            .zip(self.merged_because)
            .filter_map(|(id, because)| Some(Member { report: lights.get(id)?.clone(), because }));
        Some(Happening { members: members.collect() })
    }
}

/// What is to be published.
struct Out {
    batch: u32,
    corrections: Vec<CorrectionRow>,
    /// Files of events, by month; none where a month has no events any more.
    staged: BTreeMap<String, Option<FileRow>>,
    merged: Merged,
}

impl Out {
    fn write(
        &mut self,
        catalogue: &Catalogue,
        month: &str,
        happenings: &[Happening],
        copies: &FxHashMap<String, String>,
    ) -> Result<(), RecordError> {
        let batches = table::batches(&catalogue.paths("reports", month), happenings, copies, &self.corrections)?;
        let n_events: usize = batches.iter().map(arrow_array::RecordBatch::num_rows).sum();
        let new = NewFile { table: &tables::EVENTS, month: month.to_owned(), part: 0, batches };
        let file = if n_events == 0 { None } else { Some(stage(&catalogue.root, new, self.batch)?) };
        self.merged.n_events += n_events;
        self.staged.insert(month.to_owned(), file);
        Ok(())
    }

    /// Makes all months live in one step; months that did not change stay as they are.
    fn publish(mut self, writer: &mut Writer, catalogue: &Catalogue) -> Result<Merged, RecordError> {
        let (mut live, mut retire) = (Vec::new(), Vec::new());
        self.merged.n_months = self.staged.len();
        for (month, file) in self.staged {
            let old = catalogue.files("events", &month);
            match (&file, old) {
                (Some(file), [only]) if file.checksum == only.checksum => continue,
                _ => {}
            }
            retire.extend(old.iter().map(|file| file.path.clone()));
            live.extend(file);
        }
        if live.is_empty() && retire.is_empty() {
            writer.ledger.transact(|tx| tx.execute("DELETE FROM stale", []).map(drop))?;
            return Ok(self.merged);
        }
        let what = What { kind: "merge", note: "events", ..What::default() };
        writer
            .publish_staged(what, self.batch, &live, &retire, |tx, _| tx.execute("DELETE FROM stale", []).map(drop))?;
        Ok(self.merged)
    }
}

/// Happenings from one stale month on.
struct Run<'a> {
    catalogue: &'a Catalogue,
    copies: &'a FxHashMap<String, String>,
    fold: Fold<'a>,
    /// Happenings that are closed and not yet written, by the month of their lead.
    waiting: BTreeMap<String, Vec<Happening>>,
    /// Days on which reports were filed, of the months that were read last.
    filed: FxHashMap<String, Option<Date>>,
}

impl<'a> Run<'a> {
    /// Begins with the happenings that are open when the month `first` begins, as they were merged before.
    fn begin(
        catalogue: &'a Catalogue,
        copies: &'a FxHashMap<String, String>,
        first: &str,
    ) -> Result<Self, RecordError> {
        let mut run = Self {
            catalogue,
            copies,
            fold: Fold::new(copies, Vec::new()),
            waiting: BTreeMap::new(),
            filed: FxHashMap::default(),
        };
        let Some(start) = first_day(first) else { return Ok(run) };
        let before: Vec<String> = (1..=2).rev().filter_map(|n| shifted(first, -n)).collect();
        let mut lights = FxHashMap::default();
        for month in &before {
            lights.extend(catalogue.lights(month)?.into_iter().map(|light| (light.report_id.clone(), light)));
        }
        let mut happenings = Vec::new();
        for month in &before {
            happenings.extend(catalogue.known(month)?.into_iter().filter_map(|event| event.happening(&lights)));
        }
        // In the order in which they were opened, which decides between equals.
        happenings.sort_by(|a: &Happening, b| {
            (a.lead().filed, &a.lead().report_id).cmp(&(b.lead().filed, &b.lead().report_id))
        });
        let (closed, open): (Vec<_>, Vec<_>) = happenings.into_iter().partition(|h| h.is_closed(start));
        run.filed = lights.into_iter().map(|(id, light)| (id, light.filed)).collect();
        // A month is written as a whole, so its closed happenings are needed where an open one belongs to it.
        let needed: FxHashSet<String> = open.iter().map(|h: &Happening| h.lead().month()).collect();
        run.keep(closed.into_iter().filter(|h| needed.contains(&h.lead().month())).collect());
        run.fold = Fold::new(copies, open);
        Ok(run)
    }

    fn keep(&mut self, happenings: Vec<Happening>) {
        for happening in happenings {
            self.waiting.entry(happening.lead().month()).or_default().push(happening);
        }
    }

    /// Takes in the reports of a month, and writes the months up to `last` that nothing can be added to any more.
    fn month(&mut self, month: &str, last: Option<&str>, out: &mut Out) -> Result<(), RecordError> {
        let lights = self.catalogue.lights(month)?;
        out.merged.n_reports += lights.len();
        self.filed.extend(lights.iter().map(|light| (light.report_id.clone(), light.filed)));
        self.fold.add(lights);
        self.waiting.entry(month.to_owned()).or_default();
        let Some(next) = next_start(month) else { return Ok(()) };
        let closed = self.fold.take_closed(next);
        self.keep(closed);
        let open: BTreeSet<String> = self.fold.open().iter().map(|h| h.lead().month()).collect();
        let ready: Vec<String> = self.waiting.keys().filter(|m| !open.contains(*m)).cloned().collect();
        for month in ready {
            self.write(&month, last, out)?;
        }
        let keep = shifted(month, -2).and_then(|month| first_day(&month));
        self.filed.retain(|_, day| *day >= keep);
        Ok(())
    }

    fn write(&mut self, month: &str, last: Option<&str>, out: &mut Out) -> Result<(), RecordError> {
        let Some(happenings) = self.waiting.remove(month) else { return Ok(()) };
        if last.is_some_and(|last| month > last) {
            return Ok(());
        }
        out.write(self.catalogue, month, &happenings, self.copies)
    }

    /// Whether the happenings open at the end of a month are those that were open there before: then the events of
    /// later months have not changed.
    fn is_as_before(&self, month: &str) -> Result<bool, RecordError> {
        let Some(next) = next_start(month) else { return Ok(true) };
        let mut before: FxHashSet<Vec<String>> = FxHashSet::default();
        for led in [shifted(month, -1), Some(month.to_owned())].into_iter().flatten() {
            for event in self.catalogue.known(&led)? {
                let day = |id: &String| self.filed.get(id).copied().flatten();
                let lead = event.report_ids.first().and_then(day);
                let ids = event.report_ids.into_iter().filter(|id| day(id).is_some_and(|day| day < next)).collect();
                if lead.is_some_and(|day| days_between(day, next) <= WINDOW) {
                    before.insert(ids);
                }
            }
        }
        let ids = |happening: &Happening| happening.members.iter().map(|m| m.report.report_id.clone()).collect();
        let now: FxHashSet<Vec<String>> = self.fold.open().iter().map(ids).collect();
        Ok(before == now)
    }

    /// Whether every event of the month `last` and before is written.
    fn is_done_until(&self, last: &str) -> bool {
        let open = self.fold.open().iter().map(|h| h.lead().month());
        open.chain(self.waiting.keys().cloned()).all(|month| month.as_str() > last)
    }

    /// Writes what is left, for no more reports come.
    fn end(mut self, last: Option<&str>, out: &mut Out) -> Result<(), RecordError> {
        let open = std::mem::replace(&mut self.fold, Fold::new(self.copies, Vec::new())).finish();
        self.keep(open);
        let months: Vec<String> = self.waiting.keys().cloned().collect();
        months.iter().try_for_each(|month| self.write(month, last, out))
    }
}

/// The first day of a month; none of the rows without a day.
fn first_day(month: &str) -> Option<Date> {
    format!("{month}-01").parse().ok()
}

/// The first day of the month after.
fn next_start(month: &str) -> Option<Date> {
    first_day(month)?.checked_add(1.month()).ok()
}

/// The month so many months later.
fn shifted(month: &str, months: i64) -> Option<String> {
    let day = first_day(month)?.checked_add(months.months()).ok()?;
    Some(month_of(Some(day)))
}
