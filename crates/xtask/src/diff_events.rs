//! Compares two runs of the coder: events gained, lost and changed, with examples.
//!
//! An event is known by its document and the words that carry it. `--sample DIR --save FILE` codes a frozen sample,
//! the first documents of every corpus in a directory, and keeps the events for a later comparison.

use anyhow::Context;
use clap::Args;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;
use westphalia_coder::{Coded, Coder};
use westphalia_model::{Actor, Document, Report};
use westphalia_read::{Documents, Item, JsonLines};

/// Two runs to compare, or one to make.
#[derive(Args)]
pub struct Options {
    /// Events before, as JSON lines
    #[arg(value_name = "A", required_unless_present = "sample")]
    before: Option<PathBuf>,
    /// Events after, as JSON lines
    #[arg(value_name = "B", required_unless_present = "sample")]
    after: Option<PathBuf>,
    /// Code a sample of every .jsonl.zst in this directory instead
    #[arg(long, value_name = "DIR", requires = "save", conflicts_with_all = ["before", "after"])]
    sample: Option<PathBuf>,
    /// Where the events of the sample go
    #[arg(long, value_name = "FILE", requires = "sample")]
    save: Option<PathBuf>,
    /// Documents of each corpus in the sample
    #[arg(long, value_name = "N", default_value_t = 200)]
    documents: usize,
    /// Examples of each kind of difference
    #[arg(long, value_name = "N", default_value_t = 10)]
    examples: usize,
}

/// How a run went: the first line of a saved sample, `{"run": {...}}`.
#[derive(Serialize, Deserialize)]
struct Run {
    n_documents: usize,
    n_sentences: usize,
    n_events: usize,
    seconds: f64,
}

/// Makes a run or compares two.
///
/// # Errors
/// Where a file cannot be read or written.
pub fn run(options: &Options) -> anyhow::Result<()> {
    if let (Some(dir), Some(file)) = (&options.sample, &options.save) {
        return save_sample(dir, file, options.documents);
    }
    let (Some(before), Some(after)) = (&options.before, &options.after) else {
        anyhow::bail!("expected two files of events, found one");
    };
    let (before, run_before) = load(before)?;
    let (after, run_after) = load(after)?;
    let mut out = anstream::stdout().lock();
    print_run(&mut out, "before", before.len(), run_before.as_ref())?;
    print_run(&mut out, "after", after.len(), run_after.as_ref())?;
    Difference::of(&before, &after).print(&mut out, options.examples)?;
    out.flush()?;
    Ok(())
}

/// Codes the sample and writes its events.
fn save_sample(dir: &Path, file: &Path, n_documents: usize) -> anyhow::Result<()> {
    let coder = Coder::embedded().map_err(anyhow::Error::msg)?;
    let docs = sample(dir, n_documents)?;
    let begun = Instant::now();
    let coded: Vec<Coded> = docs.par_iter().map(|doc| coder.code(doc)).collect();
    let run = Run {
        n_documents: docs.len(),
        n_sentences: coded.iter().map(|coded| coded.n_sentences).sum(),
        n_events: coded.iter().map(|coded| coded.reports.len()).sum(),
        seconds: begun.elapsed().as_secs_f64(),
    };
    let out = File::create(file).with_context(|| format!("{} cannot be written", file.display()))?;
    let mut out = BufWriter::new(out);
    writeln!(out, "{}", serde_json::json!({ "run": run }))?;
    for report in coded.iter().flat_map(|coded| &coded.reports) {
        serde_json::to_writer(&mut out, report)?;
        writeln!(out)?;
    }
    out.flush()?;
    print_run(&mut anstream::stdout().lock(), "sample", run.n_events, Some(&run))?;
    Ok(())
}

/// The first documents of every corpus, in sorted order.
fn sample(dir: &Path, n_documents: usize) -> anyhow::Result<Vec<Document>> {
    let entries = fs::read_dir(dir).with_context(|| format!("{} cannot be read", dir.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<PathBuf>>>()?;
    paths.retain(|path| path.to_string_lossy().ends_with(".jsonl.zst"));
    paths.sort();
    anyhow::ensure!(!paths.is_empty(), "expected .jsonl.zst files in {}, found none", dir.display());
    let mut docs = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().replace(".jsonl.zst", "");
        let reader = zstd::Decoder::new(File::open(&path)?)?;
        let found = Documents::from_reader(&name, reader).filter_map(|item| match item {
            Item::Document(doc) => Some(Document { id: format!("{name}/{}", doc.id), ..doc }),
            Item::Fault(_) => None,
        });
        docs.extend(found.take(n_documents));
    }
    Ok(docs)
}

/// The events of a run.
fn load(path: &Path) -> anyhow::Result<(Vec<Report>, Option<Run>)> {
    let name = path.display().to_string();
    let file = File::open(path).with_context(|| format!("{name} cannot be read"))?;
    let (mut reports, mut run) = (Vec::new(), None);
    for line in JsonLines::new(&name, BufReader::new(file)) {
        let mut line = line.map_err(|fault| anyhow::anyhow!("{fault}"))?;
        if let Some(found) = line.object.remove("run") {
            run = Some(serde_json::from_value(found).with_context(|| format!("expected a run at {}", line.at))?);
        } else {
            let report = serde_json::from_value(Value::Object(line.object));
            reports.push(report.with_context(|| format!("expected an event at {}", line.at))?);
        }
    }
    Ok((reports, run))
}

/// Prints how large a run was, and how fast.
#[expect(clippy::cast_precision_loss, reason = "a rate for people")]
fn print_run(out: &mut impl Write, name: &str, n_events: usize, run: Option<&Run>) -> io::Result<()> {
    write!(out, "{name:<8}{n_events} events")?;
    if let Some(Run { n_documents, n_sentences, seconds, .. }) = run {
        let rate = *n_sentences as f64 / seconds.max(0.001);
        write!(out, " in {n_sentences} sentences of {n_documents} documents, {rate:.0} sentences/s on all cores")?;
    }
    writeln!(out)
}

/// An event as far as it is compared.
#[derive(Clone, PartialEq)]
struct Shown<'a>(&'a Report);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fields(self.0).iter().try_for_each(|(name, value)| match (*name, value.as_str()) {
            (_, "") => Ok(()),
            ("type", value) => write!(f, "{value}"),
            (name, value) => write!(f, "  {name} {value}"),
        })
    }
}

/// What is compared, by name.
fn fields(report: &Report) -> [(&'static str, String); 8] {
    let codes = |actors: &[Actor]| actors.iter().map(Actor::code).collect::<Vec<_>>().join(",");
    let days = [report.event_date_start, report.event_date_end].map(|day| day.map(|day| day.to_string()));
    let date = match days {
        [Some(start), Some(end)] if start == end => start,
        [start, end] => [start, end].into_iter().flatten().collect::<Vec<_>>().join(".."),
    };
    [
        ("type", report.type_name().to_owned()),
        ("mode", report.mode.clone()),
        ("actors", codes(&report.actors)),
        ("recipients", codes(&report.recipients)),
        ("direction", if report.symmetric { "none".to_owned() } else { String::new() }),
        ("modality", report.modality.to_string()),
        ("words of", report.attributed_to.as_ref().map(Actor::code).unwrap_or_default()),
        ("date", date),
    ]
}

/// What one run has and the other has not.
#[derive(Default)]
struct Difference<'a> {
    gained: Vec<&'a Report>,
    lost: Vec<&'a Report>,
    changed: Vec<(&'a Report, &'a Report)>,
    n_same: usize,
}

/// Where an event stands: its document and the bytes of its trigger.
type Key<'a> = (&'a str, usize, usize);

impl<'a> Difference<'a> {
    fn of(before: &'a [Report], after: &'a [Report]) -> Self {
        let mut by_place: BTreeMap<Key, [Vec<&Report>; 2]> = BTreeMap::new();
        for (side, reports) in [before, after].into_iter().enumerate() {
            for report in reports {
                let span = report.trigger_span;
                let key = (report.document_id.as_str(), span.start(), span.end());
                by_place.entry(key).or_default()[side].push(report);
            }
        }
        let mut difference = Self::default();
        by_place.into_values().for_each(|[before, after]| difference.place(before, after));
        difference
    }

    /// Adds the events of one place: equal ones first, then the rest in order.
    fn place(&mut self, mut before: Vec<&'a Report>, mut after: Vec<&'a Report>) {
        before.retain(|old| match after.iter().position(|new| fields(old) == fields(new)) {
            Some(at) => {
                after.remove(at);
                self.n_same += 1;
                false
            }
            None => true,
        });
        let n_changed = before.len().min(after.len());
        self.lost.extend(before.drain(n_changed..));
        self.gained.extend(after.drain(n_changed..));
        self.changed.extend(before.into_iter().zip(after));
    }

    /// Prints counts and examples.
    fn print(&self, out: &mut impl Write, n_examples: usize) -> io::Result<()> {
        let Self { gained, lost, changed, n_same } = self;
        writeln!(out, "\nsame {n_same}, gained {}, lost {}, changed {}", gained.len(), lost.len(), changed.len())?;
        self.print_fields(out)?;
        for (name, mark, reports) in [("gained", '+', gained), ("lost", '-', lost)] {
            heading(out, name, reports.len())?;
            for report in spread(reports, n_examples) {
                sentence(out, report)?;
                writeln!(out, "  {mark} {}", Shown(report))?;
            }
        }
        heading(out, "changed", changed.len())?;
        for (old, new) in spread(changed, n_examples) {
            sentence(out, new)?;
            writeln!(out, "  - {}\n  + {}", Shown(old), Shown(new))?;
        }
        Ok(())
    }

    /// Prints in how many changed events each field differs.
    fn print_fields(&self, out: &mut impl Write) -> io::Result<()> {
        let mut n_by_field: BTreeMap<&str, usize> = BTreeMap::new();
        for (old, new) in &self.changed {
            let pairs = fields(old).into_iter().zip(fields(new));
            for (name, _) in pairs.filter(|(old, new)| old != new).map(|(old, _)| old) {
                *n_by_field.entry(name).or_default() += 1;
            }
        }
        n_by_field.iter().try_for_each(|(name, n)| writeln!(out, "  {name:<11}{n:>7}"))
    }
}

/// Prints a heading, unless there is nothing below it.
fn heading(out: &mut impl Write, name: &str, n: usize) -> io::Result<()> {
    if n == 0 { Ok(()) } else { writeln!(out, "\n{name}\n{}", "─".repeat(name.len())) }
}

/// Prints the sentence of an event with its trigger marked.
fn sentence(out: &mut impl Write, report: &Report) -> io::Result<()> {
    let text = report.sentence_text.split_whitespace().collect::<Vec<_>>().join(" ");
    writeln!(out, "{}: *{}* in: {text}", report.document_id, report.trigger)
}

/// Up to `n` of them, spread evenly and always the same.
fn spread<T>(all: &[T], n: usize) -> impl Iterator<Item = &T> {
    let step = all.len().div_ceil(n.max(1)).max(1);
    all.iter().step_by(step).take(n)
}

#[cfg(test)]
mod tests {
    use super::{Difference, spread};
    use serde_json::json;
    use westphalia_model::Report;

    fn report(document: &str, trigger: [u32; 2], event_type: &str) -> Report {
        serde_json::from_value(json!({
            "report_id": "", "document_id": document, "sentence": 0, "sentence_text": "", "codebook_version": "",
            "program_version": "", "event_date_start": null, "event_date_end": null, "date_precision": "none",
            "date_basis": "none", "published_at": null, "actors": [], "recipients": [], "symmetric": false,
            "event_type": event_type, "mode": "", "cameo_code": "", "quad_class": 1, "goldstein": 0.0,
            "plover_score": 0.0, "contexts": [], "policy_sectors": [], "modality": "actual", "attributed_to": null,
            "confidence": 1.0, "content": null, "deadline_start": null, "deadline_end": null, "quantities": [],
            "place": "", "place_span": null, "lat": null, "lon": null, "place_country": "", "place_precision": "",
            "trigger": "", "trigger_span": trigger, "frame": "", "operators": [], "problems": []
        }))
        .expect("a report")
    }

    /// Compares two runs, each event as (document, first byte of its trigger, type).
    fn check(before: &[(&str, u32, &str)], after: &[(&str, u32, &str)], expected: [usize; 4]) {
        let run = |events: &[(&str, u32, &str)]| -> Vec<Report> {
            events.iter().map(|(doc, at, kind)| report(doc, [*at, *at + 1], kind)).collect()
        };
        let (before, after) = (run(before), run(after));
        let found = Difference::of(&before, &after);
        let found = [found.n_same, found.gained.len(), found.lost.len(), found.changed.len()];
        assert_eq!(found, expected);
    }

    #[test]
    fn events_are_gained_lost_and_changed() {
        check(&[("a", 1, "AID")], &[("a", 1, "AID")], [1, 0, 0, 0]);
        check(&[], &[("a", 1, "AID")], [0, 1, 0, 0]);
        check(&[("a", 1, "AID")], &[("b", 1, "AID")], [0, 1, 1, 0]);
        check(&[("a", 1, "AID")], &[("a", 1, "AGREE")], [0, 0, 0, 1]);
        check(&[("a", 1, "AID"), ("a", 1, "AGREE")], &[("a", 1, "AGREE")], [1, 0, 1, 0]);
        check(&[("a", 1, "AID"), ("a", 1, "AGREE")], &[("a", 1, "AGREE"), ("a", 1, "ACCUSE")], [1, 0, 0, 1]);
    }

    #[test]
    fn examples_are_spread() {
        let all: Vec<usize> = (0..100).collect();
        assert_eq!(spread(&all, 4).collect::<Vec<_>>(), [&0, &25, &50, &75]);
        assert_eq!(spread(&all[..2], 4).count(), 2);
        assert_eq!(spread(&all[..0], 4).count(), 0);
    }
}
