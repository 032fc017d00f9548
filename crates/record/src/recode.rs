//! Runs a newer coder over the kept text: identities stay, and what changed is written down.

use crate::error::RecordError;
use crate::rows::{ChangeRow, DocumentRow, filed_on, month};
use crate::snapshot::Snapshot;
use crate::writer::{NewFile, What, Writer, mark_stale, report_batches};
use crate::{columns, tables};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use westphalia_model::{Document, Report};

/// Columns in which two codings of one report may differ without having changed.
const VERSIONS: [&str; 3] = ["report_id", "codebook_version", "program_version"];

/// What recoding did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recoded {
    /// Documents that were coded anew.
    pub n_documents: usize,
    /// Reports that are as they were.
    pub n_same: usize,
    /// Reports that say something else now.
    pub n_changed: usize,
    /// Reports that are new.
    pub n_added: usize,
    /// Reports that are no longer made.
    pub n_dropped: usize,
    /// Corrections whose report is no longer made; they wait until it comes back.
    pub n_corrections_lost: usize,
}

impl Writer {
    /// Codes every document anew with `code`, month by month, and brings the events up to date. `tell` is told each month.
    ///
    /// # Errors
    ///
    /// If a file cannot be read or written. Months that are done stay done.
    pub fn recode(
        &mut self,
        code: impl Fn(&Document) -> Vec<Report> + Sync,
        mut tell: impl FnMut(&str),
    ) -> Result<Recoded, RecordError> {
        let mut total = Recoded::default();
        let months: BTreeSet<String> = {
            let snapshot = Snapshot::open(&self.root)?;
            snapshot.files("documents").into_iter().map(|(month, _)| month).collect()
        };
        for month in months {
            tell(&month);
            let done = self.recode_month(&month, &code)?;
            total.n_documents += done.n_documents;
            total.n_same += done.n_same;
            total.n_changed += done.n_changed;
            total.n_added += done.n_added;
            total.n_dropped += done.n_dropped;
        }
        self.merge(tell)?;
        total.n_corrections_lost = self.lost_corrections()?;
        Ok(total)
    }

    fn recode_month(
        &mut self,
        month_name: &str,
        code: &(impl Fn(&Document) -> Vec<Report> + Sync),
    ) -> Result<Recoded, RecordError> {
        let snapshot = Snapshot::open(&self.root)?;
        let mut old: FxHashMap<String, Vec<Report>> = FxHashMap::default();
        let mut kept: Vec<Report> = Vec::new();
        for reports in snapshot.rows::<Report>(&tables::REPORTS, Some(month_name))? {
            for report in reports? {
                match report.dataset.as_str() {
                    "westphalia" => old.entry(report.document_id.clone()).or_default().push(report),
                    _ => kept.push(report),
                }
            }
        }
        let batch = self.next_batch()?;
        let mut done = Recoded::default();
        let (mut changes, mut is_new) = (Vec::new(), false);
        for documents in snapshot.rows::<DocumentRow>(&tables::DOCUMENTS, Some(month_name))? {
            let documents = documents?;
            done.n_documents += documents.len();
            let coded: Vec<Vec<Report>> = documents.par_iter().map(|row| code(&row.document())).collect();
            for (row, new) in documents.iter().zip(coded) {
                let before = old.remove(&row.document_id).unwrap_or_default();
                let compared = Compared::of(before, new, batch);
                done.n_same += compared.n_same;
                is_new |= compared.is_new;
                changes.extend(compared.changes);
                kept.extend(compared.reports);
            }
        }
        // A document of another month, or one that is gone: its reports stay.
        kept.extend(old.into_iter().collect::<BTreeMap<_, _>>().into_values().flatten());
        for change in &changes {
            match change.change.as_str() {
                "added" => done.n_added += 1,
                "dropped" => done.n_dropped += 1,
                _ => done.n_changed += 1,
            }
        }
        if is_new {
            self.replace_reports(month_name, &snapshot, &kept, &changes)?;
        }
        Ok(done)
    }

    /// Puts other reports in the place of those of a month.
    fn replace_reports(
        &mut self,
        month_name: &str,
        snapshot: &Snapshot,
        reports: &[Report],
        changes: &[ChangeRow],
    ) -> Result<(), RecordError> {
        let retire: Vec<String> = snapshot
            .live()
            .iter()
            .filter(|file| file.table == "reports" && file.month == month_name)
            .map(|file| file.path.clone())
            .collect();
        let mut files = Vec::new();
        if !reports.is_empty() {
            let batches = report_batches(reports)?;
            files.push(NewFile { table: &tables::REPORTS, month: month_name.to_owned(), part: 0, batches });
        }
        if !changes.is_empty() {
            let batches = vec![columns::batch(&tables::CHANGES, changes)?];
            files.push(NewFile { table: &tables::CHANGES, month: month_name.to_owned(), part: 0, batches });
        }
        let months: BTreeSet<String> =
            reports.iter().map(|r| month(filed_on(r))).chain([month_name.to_owned()]).collect();
        let what = What { kind: "recode", note: month_name, ..What::default() };
        self.publish(what, files, &retire, |tx, _| mark_stale(tx, months.iter())).map(drop)
    }

    fn lost_corrections(&self) -> Result<usize, RecordError> {
        let wanted: BTreeSet<String> = self.ledger.corrections()?.into_iter().map(|row| row.report_id).collect();
        if wanted.is_empty() {
            return Ok(0);
        }
        let mut found = BTreeSet::new();
        for reports in Snapshot::open(&self.root)?.rows::<Report>(&tables::REPORTS, None)? {
            found.extend(reports?.into_iter().map(|r| r.report_id).filter(|id| wanted.contains(id)));
        }
        Ok(wanted.len() - found.len())
    }
}

/// What became of the reports of one document.
struct Compared {
    reports: Vec<Report>,
    changes: Vec<ChangeRow>,
    n_same: usize,
    /// Whether anything differs, be it only a version.
    is_new: bool,
}

impl Compared {
    /// Finds for each new report the old one that it is, and gives it its identity.
    fn of(mut before: Vec<Report>, after: Vec<Report>, batch: u32) -> Self {
        let mut compared = Self { reports: Vec::new(), changes: Vec::new(), n_same: 0, is_new: false };
        // The closest pairs first: an old report must not be taken by a lesser likeness.
        let mut pairs: Vec<Option<Report>> = after.iter().map(|_| None).collect();
        for least in (1..=4).rev() {
            for (new, slot) in after.iter().zip(&mut pairs).filter(|(_, slot)| slot.is_none()) {
                if let Some(at) = before.iter().position(|old| likeness(old, new) >= least) {
                    *slot = Some(before.remove(at));
                }
            }
        }
        for (mut new, old) in after.into_iter().zip(pairs) {
            match old {
                Some(old) => {
                    new.report_id.clone_from(&old.report_id);
                    let fields = differing(&old, &new);
                    compared.is_new |= old != new;
                    if fields.is_empty() {
                        compared.n_same += 1;
                    } else {
                        compared.changes.push(change(&old, Some(&new), fields, "changed", batch));
                    }
                }
                None => {
                    compared.is_new = true;
                    compared.changes.push(ChangeRow {
                        before: String::new(),
                        codebook_before: String::new(),
                        ..change(&new, Some(&new), Vec::new(), "added", batch)
                    });
                }
            }
            compared.reports.push(new);
        }
        for old in before {
            compared.is_new = true;
            compared.changes.push(change(&old, None, Vec::new(), "dropped", batch));
        }
        compared
    }
}

/// How surely two codings are of one report: 4 the same words and type, 3 the same words, 2 the same type with words that
/// overlap, 1 the same type in one sentence.
fn likeness(old: &Report, new: &Report) -> u8 {
    if old.sentence != new.sentence {
        return 0;
    }
    let same_type = old.event_type == new.event_type;
    match (old.trigger_span == new.trigger_span, same_type) {
        (true, true) => 4,
        (true, false) => 3,
        (false, true) if old.trigger_span.overlaps(new.trigger_span) => 2,
        (false, true) => 1,
        (false, false) => 0,
    }
}

/// Names of the columns in which two codings differ.
fn differing(old: &Report, new: &Report) -> Vec<String> {
    let [Ok(Value::Object(old)), Ok(Value::Object(new))] = [old, new].map(serde_json::to_value) else {
        return Vec::new();
    };
    let differs = |(name, value): (&String, &Value)| {
        (!VERSIONS.contains(&name.as_str()) && new.get(name) != Some(value)).then(|| name.clone())
    };
    old.iter().filter_map(differs).collect()
}

fn change(old: &Report, new: Option<&Report>, fields: Vec<String>, what: &str, batch: u32) -> ChangeRow {
    ChangeRow {
        report_id: old.report_id.clone(),
        document_id: old.document_id.clone(),
        published_at: old.published_at,
        batch,
        change: what.to_owned(),
        fields,
        codebook_before: old.codebook_version.clone(),
        codebook_after: new.map(|new| new.codebook_version.clone()).unwrap_or_default(),
        before: serde_json::to_string(old).unwrap_or_default(),
    }
}
