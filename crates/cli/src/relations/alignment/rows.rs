//! Alignment for programs: a JSON object a line, or flat columns.

use super::View;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io;
use westphalia_relations::alignment::{Company, Noise, Poles, Sign, Tie};

/// What is told once.
#[derive(Serialize)]
struct Summary<'a> {
    scale: westphalia_relations::alignment::Scale,
    first_month: &'a str,
    last_month: &'a str,
    n_events: u32,
    n_states: usize,
    n_ties: usize,
    noise: &'a Noise,
    modularity: f64,
    n_negative_within_communities: usize,
    n_positive: usize,
    n_negative: usize,
    n_triads: usize,
    n_balanced: usize,
    balanced_by_chance: Option<f64>,
    deviation_by_chance: Option<f64>,
    poles: &'a Poles,
}

/// A JSON object a line; `kind` tells what it is.
pub fn jsonl(view: &View) -> Result<Vec<u8>, io::Error> {
    let mut page = Vec::new();
    let found = &view.alignment;
    let balance = &found.balance;
    let summary = Summary {
        scale: found.scale,
        first_month: &found.first_month,
        last_month: &found.last_month,
        n_events: found.n_events,
        n_states: found.states.len(),
        n_ties: found.ties.len(),
        noise: &found.noise,
        modularity: found.communities.modularity,
        n_negative_within_communities: found.communities.n_negative_within,
        n_positive: balance.n_positive,
        n_negative: balance.n_negative,
        n_triads: balance.n_triads,
        n_balanced: balance.n_balanced,
        balanced_by_chance: balance.expected,
        deviation_by_chance: balance.deviation,
        poles: &found.poles,
    };
    line("summary", &summary, &mut page)?;
    found.communities.all.iter().try_for_each(|community| line("community", community, &mut page))?;
    let states = found.states.iter().filter(|state| view.wants(&state.code, &state.code));
    states.into_iter().try_for_each(|state| line("state", state, &mut page))?;
    let ties = found.ties.iter().filter(|tie| view.wants(&tie.a, &tie.b));
    ties.into_iter().try_for_each(|tie| line("tie", tie, &mut page))?;
    let company = found.company.iter().filter(|company| view.wants(&company.a, &company.b));
    company.into_iter().try_for_each(|company| line("company", company, &mut page))?;
    balance.strained.iter().try_for_each(|triad| line("strained-triad", triad, &mut page))?;
    view.moves.iter().flatten().try_for_each(|one| line("move", one, &mut page))?;
    Ok(page)
}

fn line(kind: &str, value: &impl Serialize, page: &mut Vec<u8>) -> Result<(), io::Error> {
    let mut object = serde_json::Map::new();
    object.insert("kind".to_owned(), kind.into());
    if let serde_json::Value::Object(fields) = serde_json::to_value(value).map_err(io::Error::from)? {
        object.extend(fields);
    }
    serde_json::to_writer(&mut *page, &object).map_err(io::Error::from)?;
    page.push(b'\n');
    Ok(())
}

/// Names of the flat columns.
const HEAD: [&str; 21] = [
    "a",
    "b",
    "n_events",
    "n_cooperation",
    "n_conflict",
    "n_months",
    "mean",
    "score",
    "error",
    "low",
    "high",
    "sign",
    "share_a",
    "share_b",
    "ratio",
    "likeness",
    "likeness_low",
    "likeness_high",
    "n_shared",
    "community_a",
    "community_b",
];

/// What is known of a pair.
type Known<'a> = (Option<&'a Tie>, Option<&'a Company>);

/// A row for each pair with a tie or with company; what a pair does not have stays empty.
pub fn csv(view: &View) -> Result<Vec<u8>, io::Error> {
    let found = &view.alignment;
    let mut pairs: BTreeMap<(&str, &str), Known> = BTreeMap::new();
    for tie in found.ties.iter().filter(|tie| view.wants(&tie.a, &tie.b)) {
        pairs.entry((&tie.a, &tie.b)).or_default().0 = Some(tie);
    }
    for company in found.company.iter().filter(|company| view.wants(&company.a, &company.b)) {
        pairs.entry((&company.a, &company.b)).or_default().1 = Some(company);
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEAD)?;
    for ((a, b), (tie, company)) in pairs {
        let mut row = vec![a.to_owned(), b.to_owned()];
        row.extend(tie.map_or_else(|| vec![String::new(); 13], of_tie));
        row.extend(company.map_or_else(|| vec![String::new(); 4], of_company));
        let community = |code| found.communities.of(code).map_or_else(String::new, |number| number.to_string());
        row.extend([community(a), community(b)]);
        writer.write_record(&row)?;
    }
    writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

fn of_tie(tie: &Tie) -> Vec<String> {
    let sign = match tie.sign {
        Sign::Positive => "positive",
        Sign::Negative => "negative",
        Sign::Unclear => "unclear",
    };
    let counts = [tie.n_events, tie.n_cooperation, tie.n_conflict, tie.n_months].map(|n| n.to_string());
    let scores = [tie.mean, tie.score, tie.error, tie.low, tie.high].map(|x| format!("{x:.4}"));
    let shares = [tie.share_a, tie.share_b, tie.ratio].map(|x| format!("{x:.5}"));
    counts.into_iter().chain(scores).chain([sign.to_owned()]).chain(shares).collect()
}

fn of_company(company: &Company) -> Vec<String> {
    let mut cells: Vec<String> =
        [company.likeness, company.low, company.high].iter().map(|x| format!("{x:.4}")).collect();
    cells.push(company.n_shared.to_string());
    cells
}
