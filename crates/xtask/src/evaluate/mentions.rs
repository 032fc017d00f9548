//! Names and offices: whether each is taken for whom it means on its day.

use super::heading;
use super::measure::{Estimate, estimate, ratio};
use anyhow::{Context, ensure};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;
use westphalia_coder::Coder;
use westphalia_model::Document;

/// The line between two documents of a sample file.
const RULE: &str = "\n====";

/// A label: where an actor stands and whom it means.
#[derive(Clone, Debug, Deserialize)]
struct Label {
    file: String,
    start: usize,
    end: usize,
    words: String,
    kind: String,
    code: String,
    sure: String,
}

/// A document of a sample file with its labels.
pub struct Sample {
    doc: Document,
    /// Where its text begins in the file.
    start: usize,
    labels: Vec<Label>,
}

/// Reads the labels and the documents that they stand in.
///
/// # Errors
/// Where a file cannot be read, or the words of a label do not stand where it says.
pub fn load(labels: &Path, samples: &Path) -> anyhow::Result<Vec<Sample>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .from_path(labels)
        .with_context(|| format!("expected labels at {}", labels.display()))?;
    let mut by_file: BTreeMap<String, Vec<Label>> = BTreeMap::new();
    for row in reader.deserialize() {
        let label: Label = row.with_context(|| format!("expected a label in {}", labels.display()))?;
        by_file.entry(label.file.clone()).or_default().push(label);
    }
    let mut found = Vec::new();
    for (file, labels) in by_file {
        let path = samples.join(&file);
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("expected a sample at {}; name its folder with --samples", path.display()))?;
        for label in &labels {
            let words = text.get(label.start..label.end);
            ensure!(
                words == Some(&label.words),
                "expected `{}` at byte {} of {file}, found {words:?}",
                label.words,
                label.start
            );
        }
        for range in documents(&text) {
            let inside: Vec<Label> = labels.iter().filter(|l| range.contains(&l.start)).cloned().collect();
            if !inside.is_empty() {
                found.push(sample(&text, range, inside));
            }
        }
    }
    Ok(found)
}

/// Where each document of a sample file stands.
fn documents(text: &str) -> Vec<Range<usize>> {
    let mut ends: Vec<usize> = text.match_indices(RULE).map(|(at, _)| at).collect();
    ends.push(text.len());
    let mut start = 0;
    let range = |end| {
        let range = start..end;
        start = end;
        range
    };
    ends.into_iter().map(range).collect()
}

/// A document: a line of day and source in brackets, its title, its address, and its text.
fn sample(text: &str, range: Range<usize>, labels: Vec<Label>) -> Sample {
    let whole = &text[range.clone()];
    let open = whole.find('[').unwrap_or(0);
    let head = &whole[open..];
    let (first, rest) = head.split_once('\n').unwrap_or((head, ""));
    let (day, source) = first.trim_start_matches('[').split_once(']').unwrap_or(("", first));
    let title = rest.lines().next().unwrap_or_default();
    // Whatever stands before a label belongs to the text, the title too where it is labelled.
    let gap = head.find("\n\n").map_or(first.len() + 1, |at| at + 2);
    let begin = range.start + open + gap.min(head.len());
    let start = labels
        .iter()
        .map(|l| l.start)
        .min()
        .map_or(begin, |least| if least < begin { range.start + open + first.len() + 1 } else { begin });
    let doc = Document {
        id: format!("{}:{start}", labels[0].file),
        date: day.parse().ok(),
        source: source.trim().to_owned(),
        title: title.to_owned(),
        text: text[start..range.end].to_owned(),
        ..Document::default()
    };
    Sample { doc, start, labels }
}

/// A label with what the program takes it for; empty where it does not say.
pub struct Outcome {
    label: Label,
    said: String,
}

impl Outcome {
    fn is_right(&self) -> bool {
        // An army is its state's arm abroad, and the name alone does not tell where it acts.
        let plain = |code: &str| code.trim_end_matches("-MIL").to_owned();
        plain(&self.said) == plain(&self.label.code)
    }

    fn is_said(&self) -> bool {
        !self.said.is_empty() && self.said != "?"
    }
}

/// Asks the program about every label.
pub fn answer(coder: &Coder, samples: &[Sample]) -> Vec<Outcome> {
    let ask = |sample: &Sample| {
        let parties = coder.parties(&sample.doc);
        let said = |label: &Label| {
            let (from, to) = (label.start - sample.start.min(label.start), label.end - sample.start.min(label.end));
            let shared = |span: &westphalia_model::Span| to.min(span.end()).saturating_sub(from.max(span.start()));
            let best = parties
                .iter()
                .filter(|(span, _)| shared(span) > 0)
                .max_by_key(|(span, _)| (span.end() == to, shared(span), std::cmp::Reverse(span.end().abs_diff(to))));
            best.map(|(_, actor)| actor.code()).unwrap_or_default()
        };
        sample.labels.iter().map(|label| Outcome { label: label.clone(), said: said(label) }).collect::<Vec<_>>()
    };
    samples.par_iter().flat_map_iter(ask).collect()
}

/// How good the resolution is.
#[derive(Serialize)]
pub struct Score {
    pub(super) n_labels: usize,
    pub(super) n_said: usize,
    /// Of the actors that the program names: the share that it names rightly.
    pub(super) precision: Estimate,
    /// The same, of labels without doubt.
    pub(super) precision_sure: Estimate,
    /// Of all labelled actors: the share that it names rightly.
    pub(super) recall: f64,
    pub(super) by_kind: BTreeMap<String, (usize, usize, usize)>,
}

impl Score {
    /// Scores the outcomes.
    pub fn of(outcomes: &[Outcome]) -> Self {
        let said: Vec<&Outcome> = outcomes.iter().filter(|o| o.is_said()).collect();
        let sure: Vec<&Outcome> = said.iter().copied().filter(|o| o.label.sure == "yes").collect();
        let precision = |units: &[&Outcome]| {
            estimate(units, |drawn| {
                let (mut right, mut all) = (0, 0);
                drawn.for_each(|o: &&Outcome| {
                    right += usize::from(o.is_right());
                    all += 1;
                });
                ratio(right, all)
            })
        };
        let mut by_kind: BTreeMap<String, (usize, usize, usize)> = BTreeMap::new();
        for outcome in outcomes {
            let (n, said, right) = by_kind.entry(outcome.label.kind.clone()).or_default();
            *n += 1;
            *said += usize::from(outcome.is_said());
            *right += usize::from(outcome.is_right());
        }
        Self {
            n_labels: outcomes.len(),
            n_said: said.len(),
            precision: precision(&said),
            precision_sure: precision(&sure),
            recall: ratio(outcomes.iter().filter(|o| o.is_right()).count(), outcomes.len()),
            by_kind,
        }
    }
}

/// Prints the score.
pub fn print(out: &mut impl Write, score: &Score) -> io::Result<()> {
    heading(out, "mentions: who a name or office means on its day")?;
    writeln!(out, "{} labelled, {} named by the program", score.n_labels, score.n_said)?;
    writeln!(
        out,
        "precision {}, of sure labels {}; recall {:.3}",
        score.precision.show(),
        score.precision_sure.show(),
        score.recall
    )?;
    writeln!(out, "\n{:<10}{:>9}{:>9}{:>9}", "kind", "labelled", "named", "right")?;
    for (kind, (n, said, right)) in &score.by_kind {
        writeln!(out, "{kind:<10}{n:>9}{said:>9}{right:>9}")?;
    }
    Ok(())
}

/// Prints the first errors.
pub fn print_errors(out: &mut impl Write, outcomes: &[Outcome], most: usize) -> io::Result<()> {
    for Outcome { label, said } in outcomes.iter().filter(|o| !o.is_right()).take(most) {
        writeln!(out, "{}:{} {} `{}`: {}, said {said}", label.file, label.start, label.kind, label.words, label.code)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::documents;

    #[test]
    fn documents_end_at_a_rule() {
        assert_eq!(documents("a\n====\nb"), [0..1, 1..8]);
        assert_eq!(documents("a").len(), 1);
    }
}
