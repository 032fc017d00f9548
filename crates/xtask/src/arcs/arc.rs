//! An arc as it lies on the disk: reports, and what a historian says of them.

use anyhow::{Context, bail};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;
use toml::value::Datetime;
use westphalia_coder::Coder;
use westphalia_model::{Document, Dyad, Event};
use westphalia_read::{Documents, Item, Severity};
use westphalia_record::{Batch, DocumentRow, Snapshot, Writer, document_id, tables};

/// What a historian says: `arc.toml`.
#[derive(Debug, Deserialize)]
pub struct Truth {
    /// ISO alpha-3 codes of the two.
    pub dyad: [String; 2],
    since: Datetime,
    until: Datetime,
    #[serde(default, rename = "step")]
    steps: Vec<RawStep>,
    #[serde(default, rename = "turn")]
    turns: Vec<RawTurn>,
    /// Commitments.
    #[serde(default, rename = "pledge")]
    pub pledges: Vec<Pledge>,
    /// What the reports say of the history.
    #[serde(default, rename = "claim")]
    pub claims: Vec<Claim>,
}

#[derive(Debug, Deserialize)]
struct RawStep {
    date: Datetime,
    step: String,
    report: String,
}

#[derive(Debug, Deserialize)]
struct RawTurn {
    date: Datetime,
    direction: String,
}

/// A commitment.
#[derive(Clone, Debug, Deserialize)]
pub struct Pledge {
    /// The first report that tells it.
    pub report: String,
    /// Who is bound.
    pub by: Vec<String>,
    /// What was pledged.
    pub content: String,
    /// Words of the report.
    pub words: String,
    /// What became of it.
    pub status: String,
    /// Later reports of it.
    #[serde(default)]
    pub repeated_in: Vec<String>,
}

/// What a report says of the history.
#[derive(Clone, Debug, Deserialize)]
pub struct Claim {
    /// The report.
    pub report: String,
    /// Its words.
    pub words: String,
    /// `supported`, `contradicted` or `cannot tell`.
    pub verdict: String,
}

/// An arc: what the historian says, and what the program made of the reports.
pub struct Arc {
    /// Name of the folder.
    pub name: String,
    /// What the historian says.
    pub truth: Truth,
    /// The two.
    pub dyad: Dyad,
    /// First day that is judged.
    pub since: Date,
    /// Last day.
    pub until: Date,
    /// The record's events, by day.
    pub events: Vec<Event>,
    /// The documents.
    pub documents: Vec<Document>,
    /// For each report of the coder, the historian's name of its document.
    pub report_of: HashMap<String, String>,
}

impl Arc {
    /// Reads the arc in a folder and runs its reports through coder and record.
    pub fn load(folder: &Path, coder: &Coder) -> anyhow::Result<Self> {
        let name = folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let path = folder.join("arc.toml");
        let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        let truth: Truth = toml::from_str(&text).with_context(|| format!("{} is no arc", path.display()))?;
        let dyad = Dyad::of(&truth.dyad[0], &truth.dyad[1]).context("expected two different codes")?;
        let documents = documents(&folder.join("reports.jsonl"))?;
        let mut report_of = HashMap::new();
        let events = record(coder, &documents, &mut report_of)?;
        let (since, until) = (day(&truth.since)?, day(&truth.until)?);
        Ok(Self { name, truth, dyad, since, until, events, documents, report_of })
    }

    /// The events that concern the dyad.
    pub fn of_dyad(&self) -> Vec<Event> {
        self.events.iter().filter(|event| self.dyad.link(event).is_some()).cloned().collect()
    }

    /// The historian's names of the documents that tell an event.
    pub fn told_by(&self, event_id: &str) -> Vec<&str> {
        let event = self.events.iter().find(|event| event.event_id == event_id);
        let reports = event.map_or(&[][..], |event| &event.report_ids);
        reports.iter().filter_map(|id| self.report_of.get(id)).map(String::as_str).collect()
    }

    /// The reports that stand in documents which tell of the two.
    pub fn beside(&self) -> BTreeSet<String> {
        let on_both = self.events.iter().filter(|event| self.dyad.link(event).is_some());
        let told: BTreeSet<&str> = on_both.flat_map(|event| self.told_by(&event.event_id)).collect();
        self.report_of
            .iter()
            .filter(|(_, document)| told.contains(document.as_str()))
            .map(|(id, _)| id.clone())
            .collect()
    }

    /// The steps of the ladder: day, step, report.
    pub fn steps(&self) -> anyhow::Result<Vec<(Date, &str, &str)>> {
        self.truth.steps.iter().map(|s| Ok((day(&s.date)?, s.step.as_str(), s.report.as_str()))).collect()
    }

    /// The turning points: day, and whether to the better.
    pub fn turns(&self) -> anyhow::Result<Vec<(Date, bool)>> {
        self.truth.turns.iter().map(|t| Ok((day(&t.date)?, t.direction == "up"))).collect()
    }
}

fn day(date: &Datetime) -> anyhow::Result<Date> {
    date.to_string().parse().with_context(|| format!("expected a day, found {date}"))
}

fn documents(path: &Path) -> anyhow::Result<Vec<Document>> {
    let mut documents = Vec::new();
    for item in Documents::open(&[path.to_owned()]) {
        match item {
            Item::Document(document) => documents.push(document),
            Item::Fault(fault) if fault.severity == Severity::Error => bail!("{}: {}", fault.at, fault.message),
            Item::Fault(_) => {}
        }
    }
    Ok(documents)
}

/// Codes the documents into a record of their own and gives its events.
fn record(
    coder: &Coder,
    documents: &[Document],
    report_of: &mut HashMap<String, String>,
) -> anyhow::Result<Vec<Event>> {
    let folder = tempfile::tempdir()?;
    let mut batch = Batch { kind: "ingest", ..Batch::default() };
    for document in documents {
        let id = document_id(document);
        let coded = coder.code(&Document { id: id.clone(), ..document.clone() });
        report_of.extend(coded.reports.iter().map(|report| (report.report_id.clone(), document.id.clone())));
        batch.documents.push(DocumentRow::new(document, &id, coded.n_sentences, coded.problems));
        batch.reports.extend(coded.reports);
    }
    let mut writer = Writer::open(folder.path())?;
    writer.commit(batch)?;
    writer.merge(|_| {})?;
    writer.close()?;
    let mut events: Vec<Event> = Vec::new();
    for rows in Snapshot::open(folder.path())?.rows::<Event>(&tables::EVENTS, None)? {
        events.extend(rows?);
    }
    events.sort_by(|a, b| (a.first_reported, &a.event_id).cmp(&(b.first_reported, &b.event_id)));
    Ok(events)
}
