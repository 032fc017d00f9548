//! Sentences of our own with the claims that they make.

use crate::Coder;
use westphalia_model::{Claim, Counted, Document};

/// `kind[n] what actors>recipients[/office] [since] [occasion]`, in one line.
fn compact(claim: &Claim) -> String {
    let code = |side: &[westphalia_model::Actor]| {
        let name = |a: &westphalia_model::Actor| {
            let state = westphalia_atlas::Atlas::embedded().resolve(&a.name, None).is_some();
            if !state && a.body.is_empty() && !a.wikidata_id.is_empty() && claim.office.is_empty() {
                format!("{}:{}", a.code(), a.name.rsplit(' ').next().unwrap_or(""))
            } else {
                a.code()
            }
        };
        side.iter().map(name).collect::<Vec<_>>().join("+")
    };
    let what = match &claim.what {
        Counted::Events { event_type, mode, .. } if mode.is_empty() => event_type.as_str().to_owned(),
        Counted::Events { event_type, mode, .. } => format!("{}/{mode}", event_type.as_str()),
        Counted::Level => "level".to_owned(),
        Counted::Words => format!("`{}`", claim.what_words),
    };
    let kind = match claim.nth {
        Some(n) => n.to_string(),
        None if !claim.degree.is_empty() => claim.degree.clone(),
        None => claim.kind.as_str().to_owned(),
    };
    let arrow = if claim.symmetric { "=" } else { ">" };
    let office = if claim.office.is_empty() { String::new() } else { format!(" {}", claim.office) };
    let since = claim.since.as_ref().map_or(String::new(), |s| match (s.start, s.end) {
        (Some(start), Some(end)) if start == end => format!(" since {end}"),
        (Some(start), Some(end)) => format!(" since {start}..{end}"),
        _ => {
            let event = s.reference.as_ref().map(|r| format!(" {} {}", r.event_type.as_str(), r.parties.join("+")));
            format!(" since ? {}{}", s.place_country, event.unwrap_or_default())
        }
    });
    format!("{kind} {what} {}{arrow}{}{office}{since}", code(&claim.actors), code(&claim.recipients))
}

fn check(text: &str, expected: &str) {
    let doc =
        Document { id: "a".to_owned(), text: text.to_owned(), date: "2024-06-20".parse().ok(), ..Document::default() };
    let claims = Coder::embedded().expect("the shipped coder loads").claims(&doc);
    let found: Vec<String> = claims.iter().map(compact).collect();
    assert_eq!(found.join("; "), expected, "{text}");
}

#[test]
fn explore() {
    if let Ok(text) = std::env::var("CLAIMS") {
        let coder = Coder::embedded().expect("the shipped coder loads");
        for line in text.lines() {
            let doc = Document {
                id: "a".to_owned(),
                text: line.to_owned(),
                date: "2024-06-20".parse().ok(),
                ..Document::default()
            };
            println!("{line}");
            for claim in coder.claims(&doc) {
                println!("    {}   [{}]", compact(&claim), claim.words);
            }
        }
    }
    check("Iran attacked Israel.", "");
}
