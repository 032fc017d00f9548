//! The labels of a sample, and everything that they say about the record.

use crate::agreement::{self, Agreement};
use crate::confusion::Confusion;
use crate::draw::Stratum;
use crate::interval::{Estimate, bootstrap, ratio, weighted_share, wilson};
use crate::label::{Label, Parties};
use crate::unit::{Coding, Unit};
use serde::Serialize;
use std::collections::BTreeMap;

/// A sample with what people say of it.
#[derive(Clone, Debug, Default)]
pub struct Study {
    /// The units.
    pub units: Vec<Unit>,
    /// Labels, each with the index of its unit; at most one for a unit and coder.
    pub labels: Vec<(usize, Label)>,
    /// The coder whose labels count as the truth. If left out, all do, and a unit of which three of four coders say
    /// that it is right is right by three quarters.
    pub reference: Option<String>,
    /// Seed of the resampling.
    pub seed: u64,
}

/// What the labels say.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Findings {
    /// For each stratum its sizes and precision.
    pub strata: Vec<StratumFindings>,
    /// The share of all coded events of which the type is right, weighted by the sizes of the strata.
    pub precision: Option<Estimate>,
    /// The share of coded events that belong to a type of which some are labelled.
    pub covered: f64,
    /// The share of events of the text that were found.
    pub recall: Option<Recall>,
    /// How often actors, recipients and modality are right where the type is.
    pub fields: Vec<FieldFindings>,
    /// Which types are taken for which.
    pub confusion: Confusion,
    /// Krippendorff's alpha between the program and each coder, and between all coders.
    pub agreement: Vec<Agreement>,
}

/// What the labels say of one stratum.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StratumFindings {
    /// Event type, or `null` for sentences coded as nothing.
    pub stratum: Stratum,
    /// Units in the record.
    pub size: usize,
    /// Units drawn.
    pub drawn: usize,
    /// Units labelled.
    pub labelled: usize,
    /// The share of which the type is right; for sentences coded as nothing, the share that tells nothing.
    pub precision: Option<Estimate>,
}

/// How much of what the text tells was found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Recall {
    /// Found with the right type.
    pub of_type: Estimate,
    /// Found with any type.
    pub of_any: Estimate,
    /// Estimated number of events of the text.
    pub n_there: f64,
    /// Of these, estimated number in sentences coded as nothing.
    pub n_in_nothing: f64,
    /// Of these, estimated number of missed events in sentences with a coded event.
    pub n_beside: f64,
    /// The share of coded events whose types have a label of what is missed beside them. Below 1, recall is overrated.
    pub asked_beside: f64,
}

/// How often one field is right where the type is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FieldFindings {
    /// Its name.
    pub field: Field,
    /// Units with a label of it.
    pub n: usize,
    /// The weighted share that is right.
    pub accuracy: Option<Estimate>,
}

/// A field beside the type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// Who; the members of a symmetric event.
    Actors,
    /// To whom; not asked of symmetric events.
    Recipients,
    /// In what sense.
    Modality,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 3] = [Self::Actors, Self::Recipients, Self::Modality];

    /// Its name in lower case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Actors => "actors",
            Self::Recipients => "recipients",
            Self::Modality => "modality",
        }
    }

    /// What the program says.
    pub(crate) fn coded(self, coding: &Coding) -> Option<String> {
        match self {
            Self::Actors if coding.symmetric => Some(joined(coding.actors.union(&coding.recipients))),
            Self::Recipients if coding.symmetric => None,
            Self::Actors => Some(joined(&coding.actors)),
            Self::Recipients => Some(joined(&coding.recipients)),
            Self::Modality => Some(coding.modality.to_string()),
        }
    }

    /// What a person says of the same event. The members of a symmetric event may be written as actors and recipients.
    pub(crate) fn labelled(self, coding: &Coding, label: &Label) -> Option<String> {
        let nobody = Parties::new();
        match self {
            Self::Actors if coding.symmetric => {
                let others = label.recipients.as_ref().unwrap_or(&nobody);
                label.actors.as_ref().map(|actors| joined(actors.union(others)))
            }
            Self::Recipients if coding.symmetric => None,
            Self::Actors => label.actors.as_ref().map(joined),
            Self::Recipients => label.recipients.as_ref().map(joined),
            Self::Modality => label.modality.map(|modality| modality.to_string()),
        }
    }
}

/// Several codes as one value.
fn joined<'a>(codes: impl IntoIterator<Item = &'a String>) -> String {
    codes.into_iter().map(String::as_str).collect::<Vec<_>>().join(";")
}

/// What the coders of one unit say, each share between 0 and 1 and each number a mean over the coders.
struct Row<'a> {
    unit: &'a Unit,
    labels: Vec<&'a Label>,
    /// Units of the record for each labelled unit of the stratum.
    weight: f64,
    /// The same for each unit with a label of what is missed beside it.
    weight_beside: f64,
    /// The type is right.
    right: f64,
    /// There is an event, of whatever type.
    event: f64,
    /// Events that a sentence coded as nothing tells.
    in_nothing: f64,
    /// Missed events beside the unit, if that was labelled.
    beside: Option<f64>,
}

/// Computes everything.
#[must_use]
pub fn findings(study: &Study) -> Findings {
    let rows = rows(study);
    let events: Vec<(f64, f64)> =
        rows.iter().filter(|row| row.unit.coding.is_some()).map(|row| (row.weight, row.right)).collect();
    let strata = strata(study, &rows);
    let coded = strata.iter().filter(|stratum| stratum.stratum.is_some());
    let n_coded = coded.clone().map(|stratum| stratum.size).sum();
    let n_covered = coded.filter(|stratum| stratum.labelled > 0).map(|stratum| stratum.size).sum();
    Findings {
        precision: weighted_share(&events),
        covered: ratio(n_covered, n_coded),
        recall: recall(study, &rows, n_coded),
        fields: Field::ALL.into_iter().map(|field| field_findings(field, &rows)).collect(),
        confusion: Confusion::of(rows.iter().flat_map(|row| row.labels.iter().map(|label| (row.unit, *label)))),
        agreement: agreement::all(study),
        strata,
    }
}

/// The labelled units, with the labels that count, stratum after stratum.
fn rows(study: &Study) -> Vec<Row<'_>> {
    let mut labels: BTreeMap<(Stratum, usize), Vec<&Label>> = BTreeMap::new();
    for (at, label) in &study.labels {
        if let Some(unit) = study.units.get(*at)
            && study.reference.as_ref().is_none_or(|name| *name == label.coder)
        {
            labels.entry((unit.stratum(), *at)).or_default().push(label);
        }
    }
    let mut rows: Vec<Row<'_>> =
        labels.into_iter().filter_map(|((_, at), labels)| Some(row(study.units.get(at)?, labels))).collect();
    for of_stratum in rows.chunk_by_mut(|a, b| a.unit.stratum() == b.unit.stratum()) {
        let n = of_stratum.len();
        let n_beside = of_stratum.iter().filter(|row| row.beside.is_some()).count();
        for row in of_stratum {
            row.weight = ratio(row.unit.stratum_size, n);
            row.weight_beside = ratio(row.unit.stratum_size, n_beside);
        }
    }
    rows
}

/// One unit; weights come later.
fn row<'a>(unit: &'a Unit, labels: Vec<&'a Label>) -> Row<'a> {
    let mean = |score: &dyn Fn(&Label) -> f64| {
        let sum: f64 = labels.iter().map(|label| score(label)).sum();
        sum / ratio(labels.len(), 1)
    };
    let stratum = unit.stratum();
    let in_nothing = if stratum.is_none() { mean(&|label| ratio(label.types.len(), 1)) } else { 0.0 };
    let beside: Vec<f64> = labels.iter().filter_map(|label| Some(ratio(label.missed.as_ref()?.len(), 1))).collect();
    let n_asked = ratio(beside.len(), 1);
    Row {
        unit,
        weight: 0.0,
        weight_beside: 0.0,
        right: mean(&|label| f64::from(u8::from(label.types.first().copied() == stratum))),
        event: mean(&|label| f64::from(u8::from(!label.types.is_empty()))),
        in_nothing,
        beside: (stratum.is_some() && n_asked > 0.0).then(|| beside.iter().sum::<f64>() / n_asked),
        labels,
    }
}

/// Sizes and precision of each stratum, in the order of the codebook, sentences coded as nothing last.
fn strata(study: &Study, rows: &[Row<'_>]) -> Vec<StratumFindings> {
    let mut sizes: BTreeMap<Stratum, (usize, usize)> = BTreeMap::new();
    for unit in &study.units {
        sizes.insert(unit.stratum(), (unit.stratum_size, unit.stratum_drawn));
    }
    let mut strata: Vec<StratumFindings> = Vec::new();
    for (stratum, (size, drawn)) in sizes {
        let right: Vec<f64> = rows.iter().filter(|row| row.unit.stratum() == stratum).map(|row| row.right).collect();
        let labelled = right.len();
        let n = ratio(labelled, 1);
        let precision = (labelled > 0).then(|| wilson(right.iter().sum::<f64>() / n, n));
        strata.push(StratumFindings { stratum, size, drawn, labelled, precision });
    }
    strata.sort_by_key(|found| (found.stratum.is_none(), found.stratum));
    strata
}

/// Recall, if sentences coded as nothing are labelled.
///
/// Every total is a sum over labelled units, each weighted by how many units of the record it stands for (Horvitz and
/// Thompson 1952). What is missed beside coded events is counted for each coded event of its sentence, and shared
/// among them (multiplicity estimator, Birnbaum and Sirken 1965).
fn recall(study: &Study, rows: &[Row<'_>], n_coded: usize) -> Option<Recall> {
    let nothing: Vec<&Row<'_>> = rows.iter().filter(|row| row.unit.coding.is_none()).collect();
    let first = nothing.first()?;
    let strata: Vec<&[Row<'_>]> = rows.chunk_by(|a, b| a.unit.stratum() == b.unit.stratum()).collect();
    let mut of_type = bootstrap(&strata, study.seed, |drawn| Totals::of(drawn).recall_of_type());
    let mut of_any = bootstrap(&strata, study.seed, |drawn| Totals::of(drawn).recall_of_any());
    let totals = Totals::of(&mut rows.iter());
    if totals.there() <= 0.0 {
        return None;
    }
    if totals.in_nothing <= 0.0 {
        // Resampling cannot draw what no unit shows; as many may be there as the interval of a share of 0 allows.
        let hidden = wilson(0.0, ratio(nothing.len(), 1)).high * ratio(first.unit.stratum_size, 1);
        let worst = Totals { in_nothing: hidden, ..totals };
        of_type.low = of_type.low.min(worst.recall_of_type());
        of_any.low = of_any.low.min(worst.recall_of_any());
    }
    let asked: f64 = rows.iter().filter(|row| row.beside.is_some()).map(|row| row.weight_beside).sum();
    Some(Recall {
        of_type,
        of_any,
        n_there: totals.there(),
        n_in_nothing: totals.in_nothing,
        n_beside: totals.beside,
        asked_beside: if n_coded == 0 { 1.0 } else { (asked / ratio(n_coded, 1)).min(1.0) },
    })
}

/// Estimated numbers of events in the whole record.
#[derive(Clone, Copy, Debug, Default)]
struct Totals {
    right: f64,
    found: f64,
    in_nothing: f64,
    beside: f64,
}

impl Totals {
    fn of<'a, 'b: 'a>(rows: &mut dyn Iterator<Item = &'a Row<'b>>) -> Self {
        let mut totals = Self::default();
        for row in rows {
            if row.unit.coding.is_some() {
                totals.right += row.weight * row.right;
                totals.found += row.weight * row.event;
                totals.beside += row.weight_beside * row.beside.unwrap_or(0.0) / ratio(row.unit.n_events.max(1), 1);
            } else {
                totals.in_nothing += row.weight * row.in_nothing;
            }
        }
        totals
    }

    fn there(self) -> f64 {
        self.found + self.in_nothing + self.beside
    }

    fn recall_of_type(self) -> f64 {
        self.right / self.there()
    }

    fn recall_of_any(self) -> f64 {
        self.found / self.there()
    }
}

/// How often a field is right, among the labels that find the type right and say anything of the field.
fn field_findings(field: Field, rows: &[Row<'_>]) -> FieldFindings {
    let observed: Vec<(f64, f64)> = rows
        .iter()
        .filter_map(|row| {
            let coding = row.unit.coding.as_ref()?;
            let coded = field.coded(coding)?;
            let right_type = row.labels.iter().filter(|label| label.types.first() == Some(&coding.event_type));
            let said: Vec<String> = right_type.filter_map(|label| field.labelled(coding, label)).collect();
            let n_right = said.iter().filter(|said| **said == coded).count();
            (!said.is_empty()).then(|| (row.weight, ratio(n_right, said.len())))
        })
        .collect();
    FieldFindings { field, n: observed.len(), accuracy: weighted_share(&observed) }
}

#[cfg(test)]
mod tests {
    use super::{Findings, Study, Totals, findings, rows};
    use crate::interval::Estimate;
    use crate::label::{Label, modality, parties, types};
    use crate::unit::{Coding, Unit};
    use westphalia_model::{EventType, Modality};

    /// An event `RUS -> PRK` of the type, or `NONE` for a sentence coded as nothing; the size of its stratum; and what
    /// each coder says: type, actors, recipients, modality, missed, with `/` between.
    fn study(rows: &[(&str, usize, &[&str])]) -> Study {
        let mut study = Study { seed: 7, ..Study::default() };
        for (at, (event_type, size, said)) in rows.iter().enumerate() {
            study.units.push(unit(event_type, *size));
            study.labels.extend(said.iter().enumerate().map(|(coder, said)| (at, label(&format!("c{coder}"), said))));
        }
        study
    }

    fn unit(event_type: &str, size: usize) -> Unit {
        let coding = EventType::parse(event_type).map(|event_type| Coding {
            event_type,
            actors: parties("RUS").unwrap_or_default(),
            recipients: parties("PRK").unwrap_or_default(),
            symmetric: event_type == EventType::Consult,
            modality: Modality::Actual,
        });
        Unit { coding, stratum_size: size, stratum_drawn: size, n_events: 2 }
    }

    fn label(coder: &str, said: &str) -> Label {
        let mut parts = said.split('/').map(|part| Some(part).filter(|part| !part.is_empty()));
        let mut next = || parts.next().flatten();
        Label {
            coder: coder.to_owned(),
            types: next().and_then(|text| types(text).ok()).unwrap_or_default(),
            actors: next().and_then(|text| parties(text).ok()),
            recipients: next().and_then(|text| parties(text).ok()),
            modality: next().and_then(|text| modality(text).ok()),
            missed: next().and_then(|text| types(text).ok()),
        }
    }

    fn value(estimate: Option<Estimate>) -> String {
        estimate.map_or_else(|| "none".to_owned(), |found| format!("{:.3}", found.value))
    }

    /// `precision, recall of type, recall of any`.
    fn check(rows: &[(&str, usize, &[&str])], expected: &str) -> Findings {
        let found = findings(&study(rows));
        let recalls = found.recall.map_or([None, None], |recall| [Some(recall.of_type), Some(recall.of_any)]);
        let shown = format!("{}, {}, {}", value(found.precision), value(recalls[0]), value(recalls[1]));
        assert_eq!(shown, expected, "{rows:?}");
        for estimate in [found.precision, recalls[0], recalls[1]].into_iter().flatten() {
            assert!(estimate.low <= estimate.value && estimate.value <= estimate.high, "{estimate:?}");
        }
        found
    }

    #[test]
    fn strata_count_by_their_size() {
        // Of 10 AID half are right, of 90 AGREE all; one of two of the 20 sentences coded as nothing tells an event.
        let found = check(
            &[
                ("AID", 10, &["AID"]),
                ("AID", 10, &["NONE"]),
                ("AGREE", 90, &["AGREE"]),
                ("NONE", 20, &["NONE"]),
                ("NONE", 20, &["AID"]),
            ],
            "0.950, 0.905, 0.905",
        );
        assert!((found.covered - 1.0).abs() < 1e-9);
        let shown: Vec<String> =
            found.strata.iter().map(|s| format!("{:?} {} {}", s.stratum, s.labelled, value(s.precision))).collect();
        assert_eq!(shown, ["Some(Agree) 1 1.000", "Some(Aid) 2 0.500", "None 2 0.500"]);
    }

    #[test]
    fn a_wrong_type_is_found_but_not_right() {
        check(&[("AID", 10, &["AGREE"]), ("AID", 10, &["AID"]), ("NONE", 30, &["NONE"])], "0.500, 0.500, 1.000");
    }

    #[test]
    fn events_missed_beside_others_are_shared_among_them() {
        // Ten events stand for ten halves of a missed event.
        let found = check(&[("AID", 10, &["AID////AGREE"]), ("NONE", 30, &["NONE"])], "1.000, 0.667, 0.667");
        assert!(found.recall.is_some_and(|recall| (recall.asked_beside - 1.0).abs() < 1e-9));
        let unasked = check(&[("AID", 10, &["AID"]), ("NONE", 30, &["NONE"])], "1.000, 1.000, 1.000");
        assert!(unasked.recall.is_some_and(|recall| recall.asked_beside.abs() < 1e-9));
    }

    #[test]
    fn estimates_hit_the_truth_on_average() {
        // Sentences with none, one or two coded events; some are wrong, and some sentences tell more than was coded.
        let mut units = Vec::new();
        for n in 0..900_usize {
            let missed = ["NONE", "AGREE", "NONE", "NONE", "AID;AGREE"][n / 3 % 5];
            match n % 3 {
                0 => units.push((None, 1, if n % 12 == 0 { "AID".to_owned() } else { "NONE".to_owned() })),
                1 => units.push((Some("AID"), 1, format!("{}////{missed}", if n % 5 == 0 { "NONE" } else { "AID" }))),
                _ => {
                    units.push((Some("AID"), 2, format!("AID////{missed}")));
                    units.push((Some("AGREE"), 2, format!("{}////{missed}", if n % 4 == 0 { "AID" } else { "AGREE" })));
                }
            }
        }
        let totals = |per_type, nothing, seed| {
            let mut draw = crate::draw::Draw::new(seed, per_type, nothing);
            for (at, (event_type, ..)) in units.iter().enumerate() {
                draw.offer(event_type.and_then(EventType::parse), &at.to_string(), || at);
            }
            let mut study = Study::default();
            for drawn in draw.finish() {
                let (event_type, n_events, said) = &units[drawn.unit];
                study.labels.push((study.units.len(), label("c", said)));
                study
                    .units
                    .push(Unit { n_events: *n_events, ..unit(event_type.unwrap_or("NONE"), drawn.stratum_size) });
            }
            let Totals { right, found, in_nothing, beside } = Totals::of(&mut rows(&study).iter());
            [right, found, in_nothing, beside]
        };
        let truth = totals(900, 900, 1);
        let mut sums = [0.0; 4];
        for seed in 0..400 {
            sums.iter_mut().zip(totals(25, 40, seed)).for_each(|(sum, total)| *sum += total);
        }
        for (sum, truth) in sums.iter().zip(truth) {
            assert!((sum / 400.0 - truth).abs() < 0.03 * truth, "{sums:?} {truth:?}");
        }
    }

    #[test]
    fn nothing_missed_in_a_few_sentences_proves_little() {
        let found = check(&[("AID", 10, &["AID"]), ("NONE", 30, &["NONE"])], "1.000, 1.000, 1.000");
        // At most 79% of one sentence's stratum: 10 / (10 + 30 * 0.793).
        assert!(found.recall.is_some_and(|recall| (recall.of_type.low - 0.296).abs() < 0.001));
    }

    #[test]
    fn without_sentences_coded_as_nothing_there_is_no_recall() {
        check(&[("AID", 10, &["AID"])], "1.000, none, none");
        check(&[], "none, none, none");
        let found = check(&[("AID", 10, &["AID"]), ("AGREE", 30, &[]), ("NONE", 5, &[])], "1.000, none, none");
        assert!((found.covered - 0.25).abs() < 1e-9);
    }

    #[test]
    fn coders_count_alike_or_one_is_the_truth() {
        let mut study = study(&[("AID", 10, &["AID", "NONE"]), ("AID", 10, &["AID", "AID"])]);
        assert_eq!(value(findings(&study).precision), "0.750");
        study.reference = Some("c0".to_owned());
        assert_eq!(value(findings(&study).precision), "1.000");
    }

    #[test]
    fn fields_are_scored_where_the_type_is_right() {
        let check = |said: &str, expected: [&str; 3]| {
            let found = findings(&study(&[(if said.starts_with("CON") { "CONSULT" } else { "AID" }, 10, &[said])]));
            assert_eq!(found.fields.iter().map(|field| value(field.accuracy)).collect::<Vec<_>>(), expected, "{said}");
        };
        check("AID/RUS/PRK/actual", ["1.000", "1.000", "1.000"]);
        check("AID/PRK/-/future", ["0.000", "0.000", "0.000"]);
        check("AID/RUS", ["1.000", "none", "none"]);
        check("AGREE/RUS/PRK/actual", ["none", "none", "none"]);
        // Members may be written on both sides.
        check("CONSULT/PRK;RUS/-/actual", ["1.000", "none", "1.000"]);
        check("CONSULT/PRK/RUS/actual", ["1.000", "none", "1.000"]);
    }

    #[test]
    fn confusions_are_counted() {
        let rows: [(&str, usize, &[&str]); 3] =
            [("AID", 9, &["AID////AGREE;AGREE", "NONE"]), ("AGREE", 9, &["AID"]), ("NONE", 9, &["NONE", "AID;AGREE"])];
        let found = findings(&study(&rows)).confusion;
        assert_eq!(found.columns, [Some(EventType::Agree), Some(EventType::Aid), None]);
        let shown: Vec<String> = found.rows.iter().map(|(said, n)| format!("{} {n:?}", said.as_str())).collect();
        assert_eq!(shown, ["AGREE [0, 1, 0]", "AID [0, 1, 1]", "nothing [1, 1, 1]", "missed beside [2, 0, 0]"]);
    }

    #[test]
    fn agreement_is_told_for_each_pair_and_question() {
        let rows: [(&str, usize, &[&str]); 3] = [
            ("AID", 9, &["AID/RUS/PRK/actual", "AID/RUS/PRK/future"]),
            ("AGREE", 9, &["AGREE/RUS/-/actual", "AID/RUS/PRK/future"]),
            ("NONE", 9, &["NONE", "NONE"]),
        ];
        let found = findings(&study(&rows)).agreement;
        let shown: Vec<String> = found
            .iter()
            .map(|a| format!("{} {} {} {}", a.between.join("+"), a.question, a.n, value(a.alpha)))
            .collect();
        assert_eq!(
            shown,
            [
                "program+c0 type 3 1.000",
                "program+c0 actors 2 none",
                "program+c0 recipients 2 0.000",
                "program+c0 modality 2 none",
                "program+c1 type 3 0.545",
                "program+c1 actors 2 none",
                "program+c1 recipients 2 none",
                "program+c1 modality 2 -0.500",
                "c0+c1 type 3 0.545",
                "c0+c1 actors 2 none",
                "c0+c1 recipients 2 0.000",
                "c0+c1 modality 2 -0.500",
            ]
        );
    }
}
