//! Leaders who took office after the other sources were gathered.

use super::Sources;
use super::people::{Register, Term};
use westphalia_atlas::Office;

const SOURCE: &str = "CIA World Factbook 2026";
/// The day after which the other sources know of nobody.
const HORIZON: &str = "2025-10-03";
/// Titles and the office each names.
const TITLES: [(&str, Office); 4] = [
    ("President ", Office::HeadOfState),
    ("Prime Minister ", Office::HeadOfGovernment),
    ("Chancellor ", Office::HeadOfGovernment),
    ("King ", Office::HeadOfState),
];

/// Adds them.
pub fn newcomers(register: &mut Register, sources: &Sources<'_>) -> anyhow::Result<()> {
    for row in sources.csv("leaders/factbook_executives_parsed_2014_2026.csv")?.rows() {
        let text = row.get("title_and_name");
        let title = TITLES.iter().find_map(|(title, office)| Some((text.strip_prefix(title)?, *title, *office)));
        let (Some((printed, title, office)), Some(iso3)) = (title, sources.fips.get(row.get("fips"))) else { continue };
        let same_field = (office == Office::HeadOfState) == (row.get("field") == "chief_of_state");
        if row.get("since") < HORIZON || row.get("since").len() != 10 || !same_field || !is_name(printed) {
            continue;
        }
        let name = plain_case(printed);
        let id = register.person("", &name, iso3, SOURCE);
        register.term(
            id,
            Term {
                country: iso3.clone(),
                body: String::new(),
                office,
                title: title.trim().to_owned(),
                from: row.get("since").to_owned(),
                until: String::new(),
                source: SOURCE.to_owned(),
                runs: true,
            },
        );
    }
    Ok(())
}

/// Two or three words without a military rank.
fn is_name(printed: &str) -> bool {
    let n_words = printed.split_whitespace().count();
    (2..=4).contains(&n_words) && !printed.contains([',', '(', '"']) && !printed.contains("Gen.")
}

/// `Rodrigo PAZ Pereira` as newspapers print it.
fn plain_case(printed: &str) -> String {
    let words = printed.split_whitespace().map(|word| {
        let caps = word.len() > 2 && !word.chars().any(char::is_lowercase);
        if caps { title_case(word) } else { word.to_owned() }
    });
    words.collect::<Vec<_>>().join(" ")
}

fn title_case(word: &str) -> String {
    let mut start = true;
    let chars = word.chars().flat_map(|c| {
        let small = !start;
        start = !c.is_alphabetic();
        if small { c.to_lowercase().collect::<Vec<_>>() } else { vec![c] }
    });
    chars.collect()
}
