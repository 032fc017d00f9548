//! Marked pairs: one label each, 15 types, four quads.

use super::measure::{Counts, Estimate, calibration_error, estimate, mean, ratio};
use super::{Part, Parts, gold_lines, heading};
use anyhow::Context;
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use std::io::{self, Write};
use std::path::Path;
use westphalia_coder::{Coder, Pair};
use westphalia_model::{EventType, Span};
use westphalia_read::MarkedPair;

/// The 15 types of the set, which folds CONCEDE and RETREAT into YIELD, with their quad.
const TYPES: [(&str, usize); 15] = [
    ("AGREE", 1),
    ("CONSULT", 1),
    ("SUPPORT", 1),
    ("COOPERATE", 2),
    ("AID", 2),
    ("YIELD", 2),
    ("REQUEST", 3),
    ("ACCUSE", 3),
    ("REJECT", 3),
    ("THREATEN", 3),
    ("PROTEST", 4),
    ("SANCTION", 4),
    ("MOBILIZE", 4),
    ("COERCE", 4),
    ("ASSAULT", 4),
];

/// Name of the frame where a classifier decided.
const CLASSIFIER: &str = "classifier";

/// A gold record.
pub struct Record {
    id: String,
    /// Index of its text among the distinct texts: decides whether people may read it.
    index: usize,
    pair: MarkedPair,
    /// Index into [`TYPES`].
    label: usize,
    /// The quad as the set has it, which breaks the rule of the type in a few places.
    quad: usize,
}

/// What the coder said of a record.
#[derive(Clone)]
pub struct Outcome {
    index: usize,
    gold: usize,
    gold_quad: usize,
    said: usize,
    frame: String,
    confidence: f64,
}

impl Outcome {
    fn is_right(&self) -> bool {
        self.gold == self.said
    }

    fn by_frame(&self) -> bool {
        !self.frame.is_empty() && self.frame != CLASSIFIER
    }
}

/// Reads the set.
pub fn load(path: &Path, ids: Option<&HashSet<String>>) -> anyhow::Result<Vec<Record>> {
    let mut texts: HashMap<String, usize> = HashMap::new();
    let mut records = Vec::new();
    for line in gold_lines(path)? {
        let at = line.at.clone();
        let label = line.object.get("type").and_then(serde_json::Value::as_str).and_then(label_of);
        let label = label.with_context(|| format!("expected one of 15 types at {at}, found none"))?;
        let quad = line.object.get("quad").and_then(serde_json::Value::as_u64).unwrap_or(0);
        let (pair, faults) = MarkedPair::from_line(line);
        if let Some(fault) = faults.first() {
            anyhow::bail!("{fault}");
        }
        let n_texts = texts.len();
        let index = *texts.entry(pair.text.clone()).or_insert(n_texts);
        let id = pair.id.as_str().map_or_else(|| pair.id.to_string(), str::to_owned);
        records.push(Record { id, index, pair, label, quad: usize::try_from(quad)? });
    }
    records.retain(|record| ids.is_none_or(|ids| ids.contains(&record.id)));
    Ok(records)
}

/// Index of a type's name.
fn label_of(name: &str) -> Option<usize> {
    TYPES.iter().position(|(known, _)| *known == name)
}

/// Index of the type under which the set would file it.
fn folded(event_type: EventType) -> usize {
    let name = match event_type {
        EventType::Concede | EventType::Retreat => "YIELD",
        other => other.as_str(),
    };
    label_of(name).unwrap_or_default()
}

/// Asks the coder about every record, each by a classifier that was trained without its text.
pub fn answer(coder: &Coder, records: &[Record]) -> Vec<Outcome> {
    let evidence = crate::train_relation::look(coder, records);
    let relations = crate::train_relation::cross_validate(coder, records, &evidence);
    let outcome = |(record, relation): (&Record, westphalia_coder::Relation)| Outcome {
        index: record.index,
        gold: record.label,
        gold_quad: record.quad,
        said: folded(relation.event_type),
        frame: relation.frame,
        confidence: relation.confidence,
    };
    records.iter().zip(relations).map(outcome).collect()
}

impl Record {
    /// Sentence and spans.
    pub fn as_pair(&self) -> Pair<'_> {
        let MarkedPair { text, source, target, .. } = &self.pair;
        Pair { text, source, target }
    }

    /// Index of its text among the distinct texts.
    pub fn index(&self) -> usize {
        self.index
    }

    /// Its label, as the set names it.
    pub fn type_name(&self) -> &'static str {
        TYPES[self.label].0
    }
}

/// How good the labels are.
#[derive(Serialize)]
pub struct Score {
    pub(super) n_pairs: usize,
    pub(super) macro_f1: Estimate,
    pub(super) accuracy: Estimate,
    pub(super) quad_macro_f1: Estimate,
    pub(super) quad_accuracy: Estimate,
    /// Against the quads as the set has them, where eight break the rule of their type.
    pub(super) quad_accuracy_as_labelled: f64,
    /// Share of the pairs that a frame decided, and how many of those are right.
    pub(super) frames_share: f64,
    pub(super) frames_accuracy: f64,
    pub(super) classifier_accuracy: f64,
    /// Expected calibration error of `confidence`.
    pub(super) calibration_error: f64,
    pub(super) per_type: Vec<TypeScore>,
    /// Rows are gold, columns are what the coder said, both in the order of `per_type`.
    pub(super) confusion: Vec<Vec<usize>>,
}

/// How good one label is.
#[derive(Serialize)]
pub struct TypeScore {
    pub(super) name: &'static str,
    pub(super) n_gold: usize,
    pub(super) n_said: usize,
    pub(super) precision: f64,
    pub(super) recall: f64,
    pub(super) f1: f64,
}

impl Score {
    /// Scores the outcomes of one part.
    pub fn of(outcomes: &[Outcome], part: Part) -> Self {
        let outcomes: Vec<Outcome> = outcomes.iter().filter(|outcome| part.holds(outcome.index)).cloned().collect();
        let types: Vec<(usize, usize)> = outcomes.iter().map(|o| (o.gold, o.said)).collect();
        let quads: Vec<(usize, usize)> = types.iter().map(|&(gold, said)| (quad(gold), quad(said))).collect();
        let (framed, silent): (Vec<&Outcome>, Vec<&Outcome>) = outcomes.iter().partition(|o| o.by_frame());
        let share_right = |some: &[&Outcome]| ratio(some.iter().filter(|o| o.is_right()).count(), some.len());
        let n_quads_right = outcomes.iter().filter(|o| o.gold_quad == quad(o.said) + 1).count();
        let counts = counts_per_label(types.iter(), TYPES.len());
        Self {
            n_pairs: outcomes.len(),
            macro_f1: estimate(&types, |drawn| macro_f1(drawn, TYPES.len())),
            accuracy: estimate(&types, |drawn| accuracy(drawn)),
            quad_macro_f1: estimate(&quads, |drawn| macro_f1(drawn, 4)),
            quad_accuracy: estimate(&quads, |drawn| accuracy(drawn)),
            quad_accuracy_as_labelled: ratio(n_quads_right, outcomes.len()),
            frames_share: ratio(framed.len(), outcomes.len()),
            frames_accuracy: share_right(&framed),
            classifier_accuracy: share_right(&silent),
            calibration_error: calibration_error(outcomes.iter().map(|o| (o.confidence, o.is_right()))),
            per_type: TYPES.iter().zip(&counts).map(|((name, _), counts)| TypeScore::of(name, *counts)).collect(),
            confusion: confusion(&types),
        }
    }
}

impl TypeScore {
    fn of(name: &'static str, counts: Counts) -> Self {
        Self {
            name,
            n_gold: counts.n_there,
            n_said: counts.n_said,
            precision: counts.precision(),
            recall: counts.recall(),
            f1: counts.f1(),
        }
    }
}

/// The quad of a label, from 0.
fn quad(label: usize) -> usize {
    TYPES[label].1 - 1
}

/// Counts for each label of (gold, said).
fn counts_per_label<'a>(pairs: impl Iterator<Item = &'a (usize, usize)>, n_labels: usize) -> Vec<Counts> {
    let mut counts = vec![Counts::default(); n_labels];
    for &(gold, said) in pairs {
        counts[gold].n_there += 1;
        counts[said].n_said += 1;
        counts[gold].n_right += usize::from(gold == said);
    }
    counts
}

/// The mean F1 of the labels that occur, in gold or in what was said.
fn macro_f1(pairs: &mut dyn Iterator<Item = &(usize, usize)>, n_labels: usize) -> f64 {
    let counts = counts_per_label(pairs, n_labels);
    let scores: Vec<f64> = counts.iter().filter(|c| c.n_there + c.n_said > 0).map(|c| c.f1()).collect();
    mean(&scores)
}

/// The share of labels that are right.
fn accuracy(pairs: &mut dyn Iterator<Item = &(usize, usize)>) -> f64 {
    let (mut n_right, mut n_all) = (0, 0);
    for (gold, said) in pairs {
        n_right += usize::from(gold == said);
        n_all += 1;
    }
    ratio(n_right, n_all)
}

/// The table of gold (rows) against said (columns).
fn confusion(pairs: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut table = vec![vec![0; TYPES.len()]; TYPES.len()];
    for &(gold, said) in pairs {
        table[gold][said] += 1;
    }
    table
}

/// Prints the scores.
pub fn print(out: &mut impl Write, scores: &Parts<Score>) -> io::Result<()> {
    heading(out, "pairs: the relation between marked parties")?;
    writeln!(out, "{:<28}{:<24}{:<24}unread", "", "all", "read")?;
    let mut row = |name: &str, show: &dyn Fn(&Score) -> String| {
        write!(out, "{name:<28}")?;
        Part::ALL.iter().try_for_each(|part| write!(out, "{:<24}", show(scores.get(*part))))?;
        writeln!(out)
    };
    row("pairs", &|s| s.n_pairs.to_string())?;
    row("15 types, macro-F1", &|s| s.macro_f1.show())?;
    row("15 types, accuracy", &|s| s.accuracy.show())?;
    row("4 quads, macro-F1", &|s| s.quad_macro_f1.show())?;
    row("4 quads, accuracy", &|s| s.quad_accuracy.show())?;
    row("  against quads as labelled", &|s| format!("{:.3}", s.quad_accuracy_as_labelled))?;
    row("decided by frames", &|s| format!("{:.1}%", 100.0 * s.frames_share))?;
    row("  accuracy of frames", &|s| format!("{:.3}", s.frames_accuracy))?;
    row("  accuracy of classifier", &|s| format!("{:.3}", s.classifier_accuracy))?;
    row("calibration error", &|s| format!("{:.3}", s.calibration_error))?;
    print_types(out, &scores.all)?;
    print_confusion(out, &scores.all)
}

/// Prints a line for each type.
fn print_types(out: &mut impl Write, score: &Score) -> io::Result<()> {
    writeln!(out, "\n{:<12}{:>6}{:>6}{:>11}{:>8}{:>7}", "type", "gold", "said", "precision", "recall", "F1")?;
    for t in &score.per_type {
        let TypeScore { name, n_gold, n_said, precision, recall, f1 } = t;
        writeln!(out, "{name:<12}{n_gold:>6}{n_said:>6}{precision:>11.3}{recall:>8.3}{f1:>7.3}")?;
    }
    Ok(())
}

/// Prints the table of gold against said.
fn print_confusion(out: &mut impl Write, score: &Score) -> io::Result<()> {
    write!(out, "\n{:<12}", "gold \\ said")?;
    TYPES.iter().try_for_each(|(name, _)| write!(out, "{:>5}", name.get(..4).unwrap_or(name)))?;
    writeln!(out)?;
    for ((name, _), row) in TYPES.iter().zip(&score.confusion) {
        write!(out, "{name:<12}")?;
        for n in row {
            if *n == 0 { write!(out, "{:>5}", "·")? } else { write!(out, "{n:>5}")? }
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Prints errors of the part that people may read.
pub fn print_errors(out: &mut impl Write, records: &[Record], outcomes: &[Outcome], n: usize) -> io::Result<()> {
    if n == 0 {
        return Ok(());
    }
    heading(out, "pairs: errors of the read part ([source], {target})")?;
    let wrong = records.iter().zip(outcomes).filter(|(r, o)| Part::Read.holds(r.index) && !o.is_right());
    for (record, outcome) in wrong.take(n) {
        writeln!(
            out,
            "{}  gold {}  said {}  ({} {:.2})\n    {}",
            record.id,
            TYPES[outcome.gold].0,
            TYPES[outcome.said].0,
            if outcome.frame.is_empty() { "no frame" } else { &outcome.frame },
            outcome.confidence,
            marked(&record.pair),
        )?;
    }
    Ok(())
}

/// The sentence with its source in square brackets and its target in braces.
fn marked(pair: &MarkedPair) -> String {
    let mut marks: Vec<(usize, usize, char)> = Vec::new();
    let mut add = |spans: &[Span], open, close| {
        for span in spans {
            // At one place, what closes comes before what opens.
            marks.push((span.start(), 1, open));
            marks.push((span.end(), 0, close));
        }
    };
    add(&pair.source, '[', ']');
    add(&pair.target, '{', '}');
    marks.sort_unstable();
    let mut shown = pair.text.clone();
    for (at, _, mark) in marks.into_iter().rev() {
        shown.insert(at, mark);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{Outcome, Score, TYPES, folded, label_of, macro_f1, marked};
    use crate::evaluate::Part;
    use westphalia_model::{EventType, Span};
    use westphalia_read::MarkedPair;

    fn outcome(index: usize, gold: &str, said: &str, frame: &str) -> Outcome {
        let label = |name| label_of(name).expect("a type");
        let gold = label(gold);
        Outcome { index, gold, gold_quad: TYPES[gold].1, said: label(said), frame: frame.to_owned(), confidence: 1.0 }
    }

    #[test]
    fn the_quad_rule_of_the_types_is_that_of_the_model_but_for_yield() {
        for event_type in EventType::ALL {
            let (name, quad) = TYPES[folded(event_type)];
            if name == "YIELD" {
                assert_eq!(quad, 2);
            } else {
                assert_eq!((name, quad), (event_type.as_str(), event_type.quad() as usize));
            }
        }
    }

    #[test]
    fn macro_f1_weighs_labels_alike() {
        // Label 0: 3 gold, all found, one more said: F1 6/7. Label 1: 2 gold, 1 found: F1 2/3.
        let pairs = [(0, 0), (0, 0), (0, 0), (1, 0), (1, 1)];
        let found = macro_f1(&mut pairs.iter(), 15);
        assert!((found - f64::midpoint(6.0 / 7.0, 2.0 / 3.0)).abs() < 1e-9, "{found}");
    }

    #[test]
    fn parts_are_scored_apart() {
        let outcomes = [
            outcome(0, "AID", "AID", "give.aid"),
            outcome(1, "AID", "YIELD", "classifier"),
            outcome(2, "ACCUSE", "AID", ""),
            outcome(3, "ACCUSE", "ACCUSE", "blame"),
        ];
        let check = |part, n_pairs, accuracy: f64, quad_accuracy: f64, frames_share: f64| {
            let score = Score::of(&outcomes, part);
            assert_eq!(score.n_pairs, n_pairs);
            assert!((score.accuracy.value - accuracy).abs() < 1e-9);
            assert!((score.quad_accuracy.value - quad_accuracy).abs() < 1e-9);
            assert!((score.frames_share - frames_share).abs() < 1e-9);
        };
        check(Part::All, 4, 0.5, 0.75, 0.5);
        check(Part::Read, 3, 2.0 / 3.0, 1.0, 2.0 / 3.0);
        check(Part::Unread, 1, 0.0, 0.0, 0.0);
    }

    #[test]
    fn parties_are_marked() {
        let pair = MarkedPair {
            text: "Zürich and Bern met Köln".to_owned(),
            source: vec![Span::new(0, 7), Span::new(12, 16)],
            target: vec![Span::new(21, 26)],
            ..MarkedPair::default()
        };
        assert_eq!(marked(&pair), "[Zürich] and [Bern] met {Köln}");
    }
}
