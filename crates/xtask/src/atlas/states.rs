//! States: their codes, numbers and names.

use super::{HAND, Sources, Table};
use std::collections::{HashMap, HashSet};
use westphalia_atlas::fold_name;

const COUNTRY_CODES: &str = "states/country_codes_datahub.csv";
const FACTBOOK: &str = "states/factbook_country_profiles_2026.csv";
const DATAHUB: &str = "datasets/country-codes";
const BEGER: &str = "states package of A. Beger";
/// Codes of the World Factbook that no table of codes holds.
const MORE_FIPS: [(&str, &str); 5] = [("kv", "XKX"), ("ri", "SRB"), ("gz", "PSE"), ("we", "PSE"), ("od", "SSD")];

/// Two small letters of the World Factbook to ISO alpha-3.
pub fn fips(sources: &Sources<'_>) -> anyhow::Result<HashMap<String, String>> {
    let mut found = HashMap::new();
    for row in sources.csv(COUNTRY_CODES)?.rows() {
        for code in row.get("fips").split(',').map(str::trim).filter(|code| code.len() == 2) {
            found.insert(code.to_lowercase(), row.get("iso3166_1_alpha_3").to_owned());
        }
    }
    found.extend(MORE_FIPS.map(|(fips, iso3)| (fips.to_owned(), iso3.to_owned())));
    Ok(found)
}

/// States that depend on no other; bodies and peoples without a state count as such.
pub fn independent(sources: &Sources<'_>) -> anyhow::Result<HashSet<String>> {
    let codes = sources.csv(COUNTRY_CODES)?;
    let dependent = codes.rows().filter(|row| row.get("is_independent") != "Yes");
    let dependent: HashSet<_> = dependent.map(|row| row.get("iso3166_1_alpha_3")).collect();
    let own = |iso3: &&str| !dependent.contains(iso3) || ["HKG", "TWN", "PSE"].contains(iso3);
    let known = sources.known.iter().map(String::as_str).chain([""]);
    Ok(known.filter(own).map(str::to_owned).collect())
}

/// `states.tsv`
pub fn states(sources: &Sources<'_>) -> anyhow::Result<Table> {
    let codes = sources.csv(COUNTRY_CODES)?;
    let codes: HashMap<_, _> = codes.rows().map(|row| (row.get("iso3166_1_alpha_3"), row)).collect();
    let territories = sources.csv("states/territories_rigour.csv")?;
    let items: HashMap<_, _> =
        territories.rows().map(|row| (row.get("alpha3").to_uppercase(), row.get("qid"))).collect();
    let mut table = Table::new(
        "states.tsv",
        "iso3 iso2 fips name official wikidata lat lon from until continues successors source",
    );
    for row in sources.hand("states.tsv")?.rows() {
        let iso3 = row.get("iso3");
        let code = |column| codes.get(iso3).map_or("", |row| row.get(column));
        let official = code("unterm_english_formal").split('(').next().unwrap_or("").trim();
        let official = official.strip_prefix("the ").unwrap_or(official);
        let item = code("wikidata_id").rsplit('/').next().unwrap_or("");
        let item = if item.is_empty() { items.get(iso3).copied().unwrap_or("") } else { item };
        let source =
            if codes.contains_key(iso3) { format!("{}; {DATAHUB}", row.get("source")) } else { HAND.to_owned() };
        let rest = ["lat", "lon", "from", "until", "continues", "successors"].map(|column| row.get(column));
        let [lat, lon, from, until, continues, successors] = rest;
        let fips = if code("fips").len() == 2 { code("fips") } else { "" };
        let (iso2, name) = (code("iso3166_1_alpha_2"), row.get("name"));
        table.add([iso3, iso2, fips, name, official, item, lat, lon, from, until, continues, successors, &source]);
    }
    Ok(table)
}

/// `state_numbers.tsv`
pub fn numbers(sources: &Sources<'_>) -> anyhow::Result<Table> {
    let codes = sources.hand("state_codes.tsv")?;
    let mut table = Table::new("state_numbers.tsv", "iso3 system number from until source");
    let systems =
        [("cow", "states/cow_states_andybega.csv", "cowcode"), ("gw", "states/gw_states_andybega.csv", "gwcode")];
    for (system, file, column) in systems {
        let spells = sources.csv(file)?;
        for spell in spells.rows().filter(|spell| spell.get("end") > "1900") {
            let mine = |code: &super::sheet::Record<'_>| {
                code.get("number") == spell.get(column) && ["", system].contains(&code.get("system"))
            };
            for code in codes.rows().filter(mine) {
                let from = spell.get("start").max(code.get("from"));
                // The source gives the last day, the atlas the day after.
                let end = day_after(spell.get("end"));
                let until = match code.get("until") {
                    "" => end,
                    until if end.is_empty() || until < end.as_str() => until.to_owned(),
                    _ => end,
                };
                if until.is_empty() || from < until.as_str() {
                    table.add([code.get("iso3"), system, spell.get(column), from, &until, BEGER]);
                }
            }
        }
    }
    table.rows.sort();
    Ok(table)
}

/// The day after a last day; empty where it is no end.
fn day_after(day: &str) -> String {
    match day.parse::<westphalia_model::Date>() {
        Ok(date) if date.year() < 9999 => date.tomorrow().map_or_else(|_| String::new(), |next| next.to_string()),
        _ => String::new(),
    }
}

/// Names as they gather: the table, and what is already in it.
struct Names {
    table: Table,
    /// Folded name, state and form.
    seen: HashSet<(String, String, String)>,
    /// Adjectives and demonyms with the state that owns them.
    owner: HashMap<String, String>,
}

impl Names {
    fn add(&mut self, name: &str, iso3: &str, form: &str, source: &str) {
        let key = (fold_name(name), iso3.to_owned(), form.to_owned());
        if !name.is_empty() && self.seen.insert(key) {
            self.table.add([name, iso3, form, "", "", "", source]);
        }
    }
}

/// `state_names.tsv`
pub fn names(sources: &Sources<'_>) -> anyhow::Result<Table> {
    let table = Table::new("state_names.tsv", "name iso3 form from until rank source");
    let mut names = Names { table, seen: HashSet::new(), owner: HashMap::new() };
    let hand = sources.hand("state_names.tsv")?;
    let mut forms = HashSet::new();
    for row in hand.rows() {
        let [name, iso3, form] = ["name", "iso3", "form"].map(|column| row.get(column));
        let [from, until, rank, source] = ["from", "until", "rank", "source"].map(|column| row.get(column));
        names.table.add([name, iso3, form, from, until, rank, source]);
        names.seen.insert((fold_name(name), iso3.to_owned(), form.to_owned()));
        names.owner.entry(fold_name(name)).or_insert_with(|| iso3.to_owned());
        forms.insert((iso3.to_owned(), form.to_owned()));
    }
    for row in sources.hand("states.tsv")?.rows() {
        names.add(row.get("name"), row.get("iso3"), "name", HAND);
    }
    for row in sources.csv(COUNTRY_CODES)?.rows().filter(|row| sources.knows(row.get("iso3166_1_alpha_3"))) {
        let formal = row.get("unterm_english_formal").split('(').next().unwrap_or("").trim();
        let formal = formal.strip_prefix("the ").unwrap_or(formal);
        for name in [row.get("cldr_display_name"), formal] {
            let name = name.replace(" & ", " and ");
            let short = name.len() <= 3 && !name.contains(char::is_lowercase);
            if !short && !name.contains(['(', ',']) {
                names.add(&name, row.get("iso3166_1_alpha_3"), "name", DATAHUB);
            }
        }
    }
    for row in sources.csv(FACTBOOK)?.rows() {
        match sources.fips.get(row.get("fips")) {
            Some(iso3) if iso3 != "PSE" && sources.knows(iso3) => factbook_names(&mut names, &forms, iso3, &row),
            _ => {}
        }
    }
    // Of equals the atlas takes the first: Taiwan is a name before it is an adjective.
    let place = |form: &str| westphalia_atlas::Form::ALL.iter().position(|known| known.as_str() == form);
    names.table.rows.sort_by_cached_key(|row| (row[1].clone(), place(&row[2]), row[0].clone(), row[3].clone()));
    Ok(names.table)
}

fn factbook_names(names: &mut Names, forms: &HashSet<(String, String)>, iso3: &str, row: &super::sheet::Record<'_>) {
    const SOURCE: &str = "CIA World Factbook 2026";
    let written = |form: &str| forms.contains(&(iso3.to_owned(), form.to_owned()));
    let owned = |names: &Names, name: &str| names.owner.get(&fold_name(name)).is_some_and(|owner| owner != iso3);
    for column in ["name", "long_form"] {
        let name = row.get(column);
        if name != "none" && !name.contains(['(', ';', ',']) {
            names.add(name, iso3, "name", SOURCE);
        }
    }
    if !written("adjective") {
        for adjective in variants(row.get("adjective")) {
            if !owned(names, adjective) {
                names.add(adjective, iso3, "adjective", SOURCE);
            }
        }
    }
    for noun in variants(row.get("noun")) {
        let plural = row.get("noun").contains(&format!("{noun}(s)"));
        let same = row.get("noun").contains(&format!("{noun} (singular and plural)"));
        if !(plural || same) || owned(names, noun) {
            continue;
        }
        if !written("demonym") {
            names.add(noun, iso3, "demonym", SOURCE);
        }
        if !written("demonyms") {
            let many = if plural { format!("{noun}s") } else { noun.to_owned() };
            names.add(&many, iso3, "demonyms", SOURCE);
        }
    }
}

/// The words that a field of the World Factbook lists: `Equatorial Guinean(s) or Equatoguinean(s)`.
fn variants(field: &str) -> impl Iterator<Item = &str> {
    let field = field.split(';').next().unwrap_or("");
    field
        .split(',')
        .flat_map(|part| part.split(" or "))
        .map(|part| part.split('(').next().unwrap_or("").trim())
        .filter(|word| word.starts_with(char::is_uppercase) && *word != "NA")
}
