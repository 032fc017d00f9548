//! Describes the tables of the atlas: rows, sources, licences, gaps.

use super::sheet::Sheet;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// Every table with what it holds and what it lacks.
const TABLES: [(&str, &str, &str); 15] = [
    ("states", "States and territories, living and dead", "Middles of states are rounded to whole degrees."),
    ("state_numbers", "Correlates of War and Gleditsch-Ward numbers by date", "No numbers for territories."),
    ("state_names", "Names, adjectives and demonyms", "English only; few misspellings."),
    ("capitals", "Capitals, dated where they moved", "Seats of provinces are in places."),
    ("seats", "Houses, palaces and ministries that stand for a state", "Chosen by hand; strongest for great powers."),
    (
        "places",
        "Cities, regions, islands, straits",
        "Chosen by hand; no villages. Contested land is listed under the state most sources place it in.",
    ),
    ("bodies", "International bodies", "The organs of smaller bodies are missing."),
    (
        "members",
        "Who belongs to which body",
        "Where a row has no dates, it tells the membership of 2026, stale in places, and counts as true at all times.",
    ),
    ("groups", "Armed groups and movements", "Short-lived factions are missing."),
    (
        "people",
        "People with a term of office",
        "Outside 65 cabinets only heads of state and government and the best known are there.",
    ),
    (
        "terms",
        "What they held, and when",
        "Cabinets reach from 2000 to 2022; after that only what is written by hand. A term that its source leaves open ends with its successor or with 2022. Wikidata has mistakes; those found by looking for two holders at once were dropped, others remain.",
    ),
    ("organisations", "Press, companies, parties, organs, unions, churches", "Chosen by hand; dates are rare."),
    ("peoples", "Peoples within and across states", "Chosen by hand."),
    ("roles", "Nouns for offices, trades and crowds", "Plurals of rare nouns were made by rule."),
    ("everyday", "Names that are everyday words", "Needed only where capitals tell nothing."),
];

/// Sources, where they come from, and on what terms.
const SOURCES: [(&str, &str, &str); 7] = [
    (
        "general knowledge",
        "Written by hand from memory; nobody has checked it row by row against a source",
        "plain facts",
    ),
    (
        "general knowledge, reviewed",
        "Written by hand and marked as reviewed by whoever wrote it; there is no record of the review",
        "plain facts",
    ),
    ("datasets/country-codes", "Table of country codes of the Open Knowledge Foundation", "PDDL (public domain)"),
    ("CIA World Factbook 2026", "factbook.json, last update 2026-01-22", "US public domain, CC0"),
    ("states package of A. Beger", "State system membership of COW and of Gleditsch and Ward", "MIT"),
    (
        "Wikidata",
        "Holders of offices, labels and item numbers, by way of repositories that state no licence of their own",
        "CC0",
    ),
    (
        "Office of the Historian, US Department of State",
        "Principal officers of the department",
        "US public domain, CC0",
    ),
];

/// The text of the card.
pub fn card(folder: &Path) -> anyhow::Result<String> {
    let mut text = String::from(
        "# The atlas\n\nWho or where a name is, on a date. The tables lie in `data/atlas` as tab-separated text, each row \
         with its source, and ship inside the program. `cargo xtask atlas` writes them, and this card, from sourced \
         files and from `data/atlas/hand`, where corrections belong.\n\n## Tables\n\n| table | holds | rows | sources | gaps |\n\
         | --- | --- | ---: | --- | --- |\n",
    );
    for (name, holds, gaps) in TABLES {
        let sheet = Sheet::read_tsv(&folder.join(format!("{name}.tsv")))?;
        let mut by_source = BTreeMap::new();
        for row in sheet.rows() {
            for source in row.get("source").split("; ") {
                *by_source.entry(source).or_insert(0_usize) += 1;
            }
        }
        let counts: Vec<_> = by_source.iter().map(|(source, n)| format!("{source} ({n})")).collect();
        let n_rows = sheet.rows().count();
        writeln!(text, "| {name} | {holds} | {n_rows} | {} | {gaps} |", counts.join(", "))?;
    }
    text.push_str("\n## Sources\n\n| source | what it is | licence |\n| --- | --- | --- |\n");
    for (name, what, licence) in SOURCES {
        writeln!(text, "| {name} | {what} | {licence} |")?;
    }
    text.push_str(NOTES);
    Ok(text)
}

const NOTES: &str = "
Share-alike and GPL sources are not used.

## How to read it

- A period begins with its first day and ends before its last: on the day of a handover the new holder is in office.
- A name may mean several things; `rank` says which is likelier when several hold on one day.
- A hand-written term corrects a sourced one of the same person, office and time.
- Dead states keep their codes (SUN, DDR, YUG, CSK); Kosovo is XKX, Palestine PSE.
- To overlay tables of your own, give files of the same names: their rows replace shipped rows of the same key.

## What it is not

It is no gazetteer and no complete list of office holders: it holds what world news names often, and leans to the
great powers, Europe, East Asia and the Middle East. Ministers after 2022 are sparse. A listing under a state's code
says how coders count, not who owns the land.
";
