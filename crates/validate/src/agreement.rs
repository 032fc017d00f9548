//! How far the program and people agree, and people with one another.

use crate::alpha::alpha;
use crate::draw::Stratum;
use crate::interval::{Estimate, bootstrap};
use crate::label::{Label, NONE};
use crate::study::{Field, Study};
use crate::unit::Unit;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Krippendorff's alpha of some coders on one question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Agreement {
    /// Who is compared.
    pub between: Vec<String>,
    /// About what: `type`, `actors`, `recipients` or `modality`.
    pub question: &'static str,
    /// Units with two values or more.
    pub n: usize,
    /// Alpha with its bootstrap interval; `null` where all values are the same.
    pub alpha: Option<Estimate>,
}

/// The name of the program among coders.
const PROGRAM: &str = "program";

/// The program with each coder, and all coders with one another, question by question.
pub(crate) fn all(study: &Study) -> Vec<Agreement> {
    let coders: BTreeSet<&str> = study.labels.iter().map(|(_, label)| label.coder.as_str()).collect();
    let mut groups: Vec<(bool, Vec<&str>)> = coders.iter().map(|coder| (true, vec![*coder])).collect();
    if coders.len() > 1 {
        groups.push((false, coders.iter().copied().collect()));
    }
    let questions = [None].into_iter().chain(Field::ALL.map(Some));
    let mut found = Vec::new();
    for (with_program, group) in &groups {
        for question in questions.clone() {
            found.extend(compare(study, *with_program, group, question));
        }
    }
    found
}

/// Alpha of one group on one question; nothing where no unit has two values.
fn compare(study: &Study, with_program: bool, coders: &[&str], question: Option<Field>) -> Option<Agreement> {
    let mut strata: BTreeMap<Stratum, BTreeMap<usize, Vec<String>>> = BTreeMap::new();
    for (at, label) in study.labels.iter().filter(|(_, label)| coders.contains(&label.coder.as_str())) {
        let unit = study.units.get(*at)?;
        let values = strata.entry(unit.stratum()).or_default().entry(*at).or_default();
        let Some(value) = labelled(unit, label, question) else { continue };
        if with_program {
            values.extend(coded(unit, question));
        }
        values.push(value);
    }
    let comparable = |units: BTreeMap<usize, Vec<String>>| -> Vec<Vec<String>> {
        units.into_values().filter(|values| values.len() > 1).collect()
    };
    let strata: Vec<Vec<Vec<String>>> = strata.into_values().map(comparable).collect();
    let n = strata.iter().map(Vec::len).sum();
    let slices: Vec<&[Vec<String>]> = strata.iter().map(Vec::as_slice).collect();
    let found = bootstrap(&slices, study.seed, |drawn| alpha(drawn.map(|values| values.iter())).unwrap_or(f64::NAN));
    let program = with_program.then_some(PROGRAM);
    (n > 0).then(|| Agreement {
        between: program.into_iter().chain(coders.iter().copied()).map(str::to_owned).collect(),
        question: question.map_or("type", Field::as_str),
        n,
        alpha: Some(found).filter(|found| found.value.is_finite()),
    })
}

/// What the program says.
fn coded(unit: &Unit, question: Option<Field>) -> Option<String> {
    match (question, &unit.coding) {
        (None, coding) => Some(coding.as_ref().map_or(NONE, |coding| coding.event_type.as_str()).to_owned()),
        (Some(field), coding) => field.coded(coding.as_ref()?),
    }
}

/// What a person says. Of several missed events the first counts; who and in what sense is compared where the person
/// sees an event at all.
fn labelled(unit: &Unit, label: &Label, question: Option<Field>) -> Option<String> {
    let event_type = label.types.first();
    match question {
        None => Some(event_type.map_or(NONE, |event_type| event_type.as_str()).to_owned()),
        Some(field) => event_type.and(field.labelled(unit.coding.as_ref()?, label)),
    }
}
