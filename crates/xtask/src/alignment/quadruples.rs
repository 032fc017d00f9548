//! Events as source, relation, target and date, with the names that ICEWS writes and nothing else.

use anyhow::Context;
use std::collections::HashMap;
use westphalia_atlas::Atlas;
use westphalia_model::{By, Date, Dyad};
use westphalia_relations::alignment::PairMonth;

/// What a role of ICEWS must hold to be an organ that acts for its state.
const ORGANS: [&str; 14] = [
    "government",
    "ministry",
    "minister",
    "military",
    "police",
    "head of",
    "armed forces",
    "army",
    "navy",
    "foreign affairs",
    "defense",
    "envoy",
    "cabinet",
    "legislature",
];

/// An act of the codebook.
struct Act {
    goldstein: f64,
    root: u32,
}

/// The months of pairs of states; actors that are no organ of a state are left out.
///
/// # Errors
///
/// If the text is no table of four columns, or the codebook's names cannot be read.
pub fn months(text: &str, holds: impl Fn(Date) -> bool) -> anyhow::Result<Vec<PairMonth>> {
    let acts = acts()?;
    let mut rows: HashMap<(Dyad, String), PairMonth> = HashMap::new();
    let mut known: HashMap<(String, i16), String> = HashMap::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [source, relation, target, date] = cells.as_slice() else { continue };
        let day: Date = date.parse().with_context(|| format!("expected a date, found {date:?}"))?;
        let Some(act) = acts.get(&relation.to_lowercase()).filter(|_| holds(day)) else { continue };
        let mut side = |name: &str| {
            let key = (name.to_owned(), day.year());
            known.entry(key).or_insert_with(|| side_of(name, day)).clone()
        };
        let (one, other) = (side(source), side(target));
        let Some(dyad) = Dyad::of(&one, &other) else { continue };
        let month = format!("{:04}-{:02}", day.year(), day.month());
        let row = rows.entry((dyad.clone(), month.clone())).or_insert_with(|| blank(dyad, month));
        match act.root {
            ..=5 => row.n_q1 += 1,
            6..=8 => row.n_q2 += 1,
            9..=14 => row.n_q3 += 1,
            _ => row.n_q4 += 1,
        }
        row.n_events += 1;
        row.sum_goldstein += act.goldstein;
        row.sum_plover += act.goldstein;
    }
    let mut rows: Vec<PairMonth> = rows.into_values().collect();
    rows.sort_by(|a, b| (&a.a, &a.b, &a.month).cmp(&(&b.a, &b.b, &b.month)));
    Ok(rows)
}

fn blank(dyad: Dyad, month: String) -> PairMonth {
    PairMonth {
        a: dyad.a,
        b: dyad.b,
        by: By::Both,
        month,
        n_events: 0,
        n_q1: 0,
        n_q2: 0,
        n_q3: 0,
        n_q4: 0,
        sum_goldstein: 0.0,
        sum_plover: 0.0,
    }
}

/// The acts of CAMEO by name in small letters.
fn acts() -> anyhow::Result<HashMap<String, Act>> {
    let path = "data/codebook/cameo.tsv";
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .flexible(true)
        .from_path(path)
        .with_context(|| format!("{path} cannot be read"))?;
    let mut acts = HashMap::new();
    for row in reader.records() {
        let row = row?;
        let (code, name, score) = (row.get(0).unwrap_or(""), row.get(1).unwrap_or(""), row.get(2).unwrap_or(""));
        let (Ok(root), Ok(goldstein)) = (code.get(..2).unwrap_or("").parse(), score.parse()) else { continue };
        acts.entry(name.to_lowercase()).or_insert(Act { goldstein, root });
    }
    Ok(acts)
}

/// The state that a name acts for on a day, or empty: `China`, `Barack Obama`, `Ministry (Iran)`.
fn side_of(name: &str, day: Date) -> String {
    let atlas = Atlas::embedded();
    let state = |name: &str| atlas.resolve(name, Some(day)).map(|id| atlas.country(id).iso3.to_string());
    if let Some((role, country)) = name.strip_suffix(')').and_then(|name| name.split_once(" (")) {
        let role = role.to_lowercase();
        let is_organ = ORGANS.iter().any(|organ| role.contains(organ));
        return if is_organ { state(country).unwrap_or_default() } else { String::new() };
    }
    if let Some(code) = state(name) {
        return code;
    }
    let in_office = atlas.lookup(name, Some(day)).into_iter().find(|answer| answer.holds && !answer.country.is_empty());
    in_office.filter(|answer| answer.kind == "person").map(|answer| answer.country).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::side_of;
    use westphalia_model::Date;

    #[test]
    fn names_of_icews_act_for_states() {
        let check =
            |name: &str, expected: &str| assert_eq!(side_of(name, Date::constant(2012, 5, 1)), expected, "{name}");
        check("China", "CHN");
        check("Barack Obama", "USA");
        check("Ministry (Iran)", "IRN");
        check("Citizen (Nigeria)", "");
        check("Boko Haram", "");
    }
}
