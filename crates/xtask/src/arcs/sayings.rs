//! Claims: found is one whose words overlap those of the historian in the same report; right, one with the same verdict.

use super::arc::{Arc, Claim as True};
use std::collections::{BTreeMap, BTreeSet};
use westphalia_coder::Coder;
use westphalia_model::Claim;
use westphalia_relations::claims::{Evidence, People, check};

/// How many claims there are, are found, and have the right verdict.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scored {
    /// Claims that the historian lists.
    pub n_true: usize,
    /// Those of them that are found.
    pub n_found: usize,
    /// Those of these with the right verdict.
    pub n_right: usize,
}

/// Scores the claims of an arc by its reports alone.
pub fn score(arc: &Arc, coder: &Coder, people: &People, wrong: &mut Vec<String>) -> Scored {
    let mut years: BTreeMap<i16, u32> = BTreeMap::new();
    let mut said: Vec<(&str, Claim)> = Vec::new();
    for document in &arc.documents {
        if let Some(day) = document.date {
            *years.entry(day.year()).or_default() += 1;
        }
        said.extend(coder.claims(document).into_iter().map(|claim| (document.id.as_str(), claim)));
    }
    let all: Vec<Claim> = said.iter().map(|(_, claim)| claim.clone()).collect();
    let evidence = Evidence::new(&arc.events, years, None, people).with_claims(&all);
    let mut scored = Scored { n_true: arc.truth.claims.len(), ..Scored::default() };
    for truth in &arc.truth.claims {
        let Some((_, claim)) = best(&said, truth) else {
            wrong.push(format!("{}: missed claim {} {:?} ({})", arc.name, truth.report, truth.words, truth.verdict));
            continue;
        };
        scored.n_found += 1;
        let checked = check(claim, &evidence);
        if checked.verdict.as_str() == truth.verdict {
            scored.n_right += 1;
        } else {
            wrong.push(format!(
                "{}: claim {} {:?} is {}, said {}: {}",
                arc.name,
                truth.report,
                truth.words,
                truth.verdict,
                checked.verdict.as_str(),
                checked.why
            ));
        }
    }
    scored
}

/// The claim of the same report that shares most words with the historian's: at least half of the shorter.
fn best<'a>(said: &'a [(&str, Claim)], truth: &True) -> Option<&'a (&'a str, Claim)> {
    let wanted = words(&truth.words);
    let shared = |claim: &Claim| {
        let own = words(&claim.words);
        (own.intersection(&wanted).count(), own.len().min(wanted.len()))
    };
    let of_report = said.iter().filter(|(report, _)| *report == truth.report);
    let fitting = of_report.filter(|(_, claim)| {
        let (n_shared, n) = shared(claim);
        n > 0 && 2 * n_shared >= n
    });
    fitting.max_by_key(|(_, claim)| shared(claim).0)
}

fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}
