//! Rows of `events`: what the lead report says, the reports that are counted to it, and what persons corrected.

use super::happenings::{Happening, Member};
use crate::correct::{self, CorrectionRow};
use crate::error::{Kind, RecordError};
use crate::rows::days_since_1970;
use crate::{columns, store, tables};
use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::{Array, ArrayRef, Date32Array, Float64Array, Int32Array, RecordBatch, StringArray, UInt32Array};
use arrow_schema::{ArrowError, DataType, Field};
use arrow_select::take::take_record_batch;
use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use westphalia_model::Event;

/// The events of a month, in the order of their lead reports.
pub(super) fn batches(
    reports: &[PathBuf],
    happenings: &[Happening],
    copies: &FxHashMap<String, String>,
    corrections: &[CorrectionRow],
) -> Result<Vec<RecordBatch>, RecordError> {
    let leads: FxHashMap<&str, &Happening> = happenings.iter().map(|h| (h.lead().report_id.as_str(), h)).collect();
    let corrections = correct::by_report(corrections);
    // The columns of events that reports have too; above all not the rows as they were imported.
    let names: Vec<&str> = tables::EVENTS.columns.iter().map(|column| column.name).chain(["report_id"]).collect();
    let files: Vec<Vec<RecordBatch>> = reports
        .par_iter()
        .map(|path| {
            let mut found = Vec::new();
            for batch in store::read(path, Some(&names))? {
                found.extend(of_batch(&batch?, &leads, copies).map_err(RecordError::arrow(path))?);
            }
            found.into_iter().map(|batch| corrected(batch, &corrections)).collect()
        })
        .collect::<Result<_, RecordError>>()?;
    Ok(files.into_iter().flatten().collect())
}

/// The events that are led by reports of a batch; none where there are none.
fn of_batch(
    batch: &RecordBatch,
    leads: &FxHashMap<&str, &Happening>,
    copies: &FxHashMap<String, String>,
) -> Result<Option<RecordBatch>, ArrowError> {
    let missing = |name: &str| ArrowError::SchemaError(format!("no column `{name}`"));
    let ids = batch.column_by_name("report_id").and_then(|c| c.as_any().downcast_ref::<StringArray>());
    let ids = ids.ok_or_else(|| missing("report_id"))?;
    let mut places = Vec::new();
    let mut picked = Vec::new();
    for (place, id) in (0_u32..).zip(ids.iter()) {
        if let Some(happening) = id.and_then(|id| leads.get(id)) {
            places.push(place);
            picked.push(*happening);
        }
    }
    if picked.is_empty() {
        return Ok(None);
    }
    let lead = take_record_batch(batch, &UInt32Array::from(places))?;
    let schema = columns::arrow_schema(&tables::EVENTS);
    let told = |name: &str| match lead.column_by_name(name) {
        Some(column) => Ok(Arc::clone(column)),
        None => merged_column(name, &picked, copies).ok_or_else(|| missing(name)),
    };
    let columns = schema
        .fields()
        .iter()
        .map(|field| match field.name().as_str() {
            "event_id" => told("report_id"),
            "confidence" => Ok(confidence(&picked)),
            name => told(name),
        })
        .collect::<Result<Vec<_>, _>>()?;
    RecordBatch::try_new(schema, columns).map(Some)
}

/// A column that no single report has.
fn merged_column(name: &str, picked: &[&Happening], copies: &FxHashMap<String, String>) -> Option<ArrayRef> {
    let members = |f: fn(&Member) -> &str| texts(picked, |h| h.members.iter().map(f).map(str::to_owned).collect());
    let set = |f: fn(&Member) -> &str| texts(picked, |h| distinct(h, f).into_iter().map(str::to_owned).collect());
    let count = |f: &dyn Fn(&Happening) -> usize| -> ArrayRef {
        let whole = |h: &&Happening| i32::try_from(f(h)).unwrap_or(i32::MAX);
        Arc::new(Int32Array::from_iter_values(picked.iter().map(whole)))
    };
    let days = |f: &dyn Fn(&Happening) -> Option<Date>| -> ArrayRef {
        Arc::new(picked.iter().map(|h| f(h).map(days_since_1970)).collect::<Date32Array>())
    };
    Some(match name {
        "status" => Arc::new(StringArray::from_iter_values(picked.iter().map(|_| "machine"))),
        "first_reported" => days(&|h| h.lead().filed),
        "last_reported" => days(&|h| h.members.iter().filter_map(|m| m.report.filed).max()),
        "report_ids" => members(|m| &m.report.report_id),
        "merged_because" => members(|m| &m.because),
        "n_reports" => count(&|h| h.members.len()),
        "n_documents" => count(&|h| distinct(h, document).len()),
        "n_texts" => count(&|h| n_texts(h, copies)),
        "sources" => set(source),
        "n_sources" => count(&|h| distinct(h, source).len()),
        "datasets" => set(|m| &m.report.dataset),
        _ => return None,
    })
}

fn document(member: &Member) -> &str {
    &member.report.document_id
}

fn source(member: &Member) -> &str {
    &member.report.source
}

/// The values of a happening, each once, sorted, without the empty one.
fn distinct(happening: &Happening, f: fn(&Member) -> &str) -> BTreeSet<&str> {
    happening.members.iter().map(f).filter(|value| !value.is_empty()).collect()
}

fn n_texts(happening: &Happening, copies: &FxHashMap<String, String>) -> usize {
    let first = |document| super::happenings::first_text(copies, document);
    distinct(happening, document).into_iter().map(first).collect::<BTreeSet<_>>().len()
}

fn confidence(picked: &[&Happening]) -> ArrayRef {
    let highest = |h: &&Happening| h.members.iter().filter_map(|m| m.report.confidence).reduce(f64::max);
    Arc::new(picked.iter().map(highest).collect::<Float64Array>())
}

fn texts(picked: &[&Happening], f: impl Fn(&Happening) -> Vec<String>) -> ArrayRef {
    let item = Arc::new(Field::new("item", DataType::Utf8, false));
    let mut list = ListBuilder::new(StringBuilder::new()).with_field(item);
    for happening in picked {
        f(happening).iter().for_each(|value| list.values().append_value(value));
        list.append(true);
    }
    Arc::new(list.finish())
}

/// The events with the corrections of persons.
fn corrected(
    batch: RecordBatch,
    corrections: &FxHashMap<&str, Vec<&CorrectionRow>>,
) -> Result<RecordBatch, RecordError> {
    if corrections.is_empty() {
        return Ok(batch);
    }
    let mut events: Vec<Event> = columns::rows(&tables::EVENTS, &batch)?;
    let mut is_changed = false;
    for event in &mut events {
        let mut rows: Vec<&CorrectionRow> =
            event.report_ids.iter().filter_map(|id| corrections.get(id.as_str())).flatten().copied().collect();
        rows.sort_by_key(|row| row.correction);
        for row in rows {
            is_changed = true;
            correct::apply(event, row).map_err(|message| RecordError::from(Kind::Correction(message)))?;
        }
    }
    if is_changed { columns::batch(&tables::EVENTS, &events) } else { Ok(batch) }
}
