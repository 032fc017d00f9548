//! In whose own words a document is written: a ministry's release, a state's paper, a president's speech.

use crate::party::Party;
use compact_str::CompactString;
use westphalia_atlas::{Atlas, Entry, Form, Sector};
use westphalia_model::{Document, Span};

/// Names of states' own voices, as sources and datelines write them. Private outlets are none.
const VOICES: &[(&str, &str)] = &[
    ("state department", "USA"),
    ("department of state", "USA"),
    ("white house", "USA"),
    ("pentagon", "USA"),
    ("kcna", "PRK"),
    ("korean central news agency", "PRK"),
    ("rodong sinmun", "PRK"),
    ("kremlin", "RUS"),
    ("president of russia", "RUS"),
    ("russian mod", "RUS"),
    ("russian mfa", "RUS"),
    ("russian defence ministry", "RUS"),
    ("russian foreign ministry", "RUS"),
    ("president of ukraine", "UKR"),
    ("xinhua", "CHN"),
    ("chinese foreign ministry", "CHN"),
    ("downing street", "GBR"),
    ("foreign office", "GBR"),
];

/// The voice of a document, if it is a state's own.
pub fn voice(atlas: &Atlas, doc: &Document) -> Option<Party> {
    let source = doc.source.to_lowercase();
    let dateline: String = doc.text.chars().take(80).collect::<String>().to_lowercase();
    let named = VOICES.iter().find(|(name, _)| source.contains(name) || dateline.contains(&format!("({name})")));
    let country = match named {
        Some((_, iso3)) => atlas.country_id(iso3),
        None => speech(atlas, doc, &source),
    }?;
    Some(Party {
        country: Some(country),
        body: CompactString::default(),
        sector: Some(Sector::Gov),
        entry: Some(Entry::State { id: country, form: Form::Name }),
        name: atlas.country(country).name.clone(),
        span: Span::default(),
        node: 0,
        plural: false,
    })
}

/// Whom a speech addresses, where its source tells: "Sir", "the Assembly" of the United Nations.
pub fn audience(atlas: &Atlas, doc: &Document) -> Option<Party> {
    let debate = doc.source.to_lowercase().contains("general debate");
    let entry =
        atlas.longest_match(&["United", "Nations"], westphalia_atlas::Casing::Normal).filter(|_| debate)?.on(doc.date);
    Some(Party {
        body: CompactString::from(atlas.body_of(entry, doc.date)),
        entry: Some(entry),
        name: CompactString::from(atlas.name_of(entry)),
        ..Party::unknown(Span::default(), 0)
    })
}

/// A speech before the United Nations is headed by the state that speaks.
fn speech(atlas: &Atlas, doc: &Document, source: &str) -> Option<westphalia_atlas::CountryId> {
    let speech = source.contains("general debate") || source.contains("ministry") || source.contains("president of");
    if !speech {
        return None;
    }
    [doc.title.as_str(), doc.source.as_str()].into_iter().find_map(|line| {
        let words: Vec<&str> = line.split([' ', ',', ':', '(', ')']).filter(|w| !w.is_empty()).collect();
        (0..words.len()).find_map(|i| {
            let found = atlas.longest_match(&words[i..], westphalia_atlas::Casing::Normal)?.on(doc.date);
            matches!(found, Entry::State { .. }).then(|| atlas.country_of(found, doc.date))?
        })
    })
}
