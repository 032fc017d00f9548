//! Leaders, ministers and heads of bodies from Wikidata and the Office of the Historian.

use super::Sources;
use super::people::{Register, Term};
use super::positions::office;
use std::collections::{HashMap, HashSet};
use westphalia_atlas::Office;

const WIKIDATA: &str = "Wikidata";
const POCOM: &str = "Office of the Historian, US Department of State";
const HOLDERS: &str = "leaders/wikidata_cabinet_holders_21c_to_2022.csv";
const FIRST_YEAR: &str = "1945";

/// The names that the source of cabinets has for states.
const JURISDICTIONS: [(&str, &str); 65] = [
    ("argentina", "ARG"),
    ("armenia", "ARM"),
    ("australia", "AUS"),
    ("azerbaijan", "AZE"),
    ("belarus", "BLR"),
    ("bosnia-herzegovina", "BIH"),
    ("brazil", "BRA"),
    ("canada", "CAN"),
    ("chile", "CHL"),
    ("china", "CHN"),
    ("congo-kinshasa", "COD"),
    ("czech", "CZE"),
    ("egypt", "EGY"),
    ("estonia", "EST"),
    ("finland", "FIN"),
    ("france", "FRA"),
    ("georgia", "GEO"),
    ("greece", "GRC"),
    ("hong-kong", "HKG"),
    ("hungary", "HUN"),
    ("india", "IND"),
    ("indonesia", "IDN"),
    ("iran", "IRN"),
    ("iraq", "IRQ"),
    ("israel", "ISR"),
    ("japan", "JPN"),
    ("kazakhstan", "KAZ"),
    ("kenya", "KEN"),
    ("kosovo", "XKX"),
    ("kuwait", "KWT"),
    ("lithuania", "LTU"),
    ("malaysia", "MYS"),
    ("mexico", "MEX"),
    ("mozambique", "MOZ"),
    ("new-zealand", "NZL"),
    ("nigeria", "NGA"),
    ("north-korea", "PRK"),
    ("norway", "NOR"),
    ("pakistan", "PAK"),
    ("philippines", "PHL"),
    ("poland", "POL"),
    ("romania", "ROU"),
    ("russia", "RUS"),
    ("saudi", "SAU"),
    ("serbia", "SRB"),
    ("singapore", "SGP"),
    ("somalia", "SOM"),
    ("south-africa", "ZAF"),
    ("south-korea", "KOR"),
    ("south-sudan", "SSD"),
    ("spain", "ESP"),
    ("sri-lanka", "LKA"),
    ("sudan", "SDN"),
    ("sweden", "SWE"),
    ("syria", "SYR"),
    ("taiwan", "TWN"),
    ("turkey", "TUR"),
    ("uae", "ARE"),
    ("ukraine", "UKR"),
    ("united-kingdom", "GBR"),
    ("us", "USA"),
    ("uzbekistan", "UZB"),
    ("vietnam", "VNM"),
    ("yemen", "YEM"),
    ("zimbabwe", "ZWE"),
];

/// Heads of international bodies: the position and the body.
const BODY_HEADS: [(&str, &str, Office); 6] = [
    ("Secretary-General of the United Nations", "UN", Office::BodyHead),
    ("Director-General of the World Trade Organization", "WTO", Office::BodyHead),
    ("Deputy Secretary-General of the United Nations", "UN", Office::BodyOfficial),
    ("Under-Secretary-General of the United Nations", "UN", Office::BodyOfficial),
    ("President of the United Nations General Assembly", "UN", Office::BodyOfficial),
    ("President of the International Court of Justice", "ICJ", Office::BodyHead),
];

/// Items that the source has as heads of a state by mistake, as deputies, or who claimed the office without holding it.
const MISTAKEN: [&str; 13] = [
    "Q107054330",
    "Q56401842",
    "Q56401571",
    "Q27144139",
    "Q56220",
    "Q105444004",
    "Q19718465",
    "Q105234492",
    "Q131385525",
    "Q116822184",
    "Q58833335",
    "Q1064011",
    "Q124846311",
];

/// Monarchs of several states, by the state that their name stands for.
const HOMES: [(&str, &str); 3] = [("Q9682", "GBR"), ("Q43274", "GBR"), ("Q280856", "GBR")];

fn term(country: &str, office: Office, title: &str, from: &str, until: &str) -> Term {
    Term {
        country: country.to_owned(),
        body: String::new(),
        office,
        title: title.to_owned(),
        from: from.chars().take(10).collect(),
        until: until.chars().take(10).collect(),
        source: WIKIDATA.to_owned(),
        runs: false,
    }
}

/// Heads of state and of government since 1945.
pub fn heads(register: &mut Register, sources: &Sources<'_>) -> anyhow::Result<()> {
    let independent = super::states::independent(sources)?;
    let now = sources.csv("leaders/wikidata_hos_hog_current_2025_10.csv")?;
    let key = |row: &super::sheet::Record<'_>| ["iso3", "role", "person_qid"].map(|c| row.get(c).to_owned());
    let running: HashSet<_> = now.rows().map(|row| key(&row)).collect();
    let english = sources.csv(HOLDERS)?;
    let labels = sources.hand("labels.tsv")?;
    // Some labels of the other source are Portuguese.
    let mut english: HashMap<_, _> = english.rows().map(|row| (row.get("person_qid"), row.get("person"))).collect();
    english.extend(labels.rows().map(|row| (row.get("item"), row.get("name"))));
    let all = sources.csv("leaders/wikidata_hos_hog_to_2025_10.csv")?;
    // A first of January mostly means that only the year is known; rows with real days come first.
    let vague = |row: &super::sheet::Record<'_>| row.get("start").ends_with("-01-01");
    let (years, days): (Vec<_>, Vec<_>) = all.rows().chain(now.rows()).partition(vague);
    cabinets(register, sources, &|office| office == Office::HeadOfGovernment)?;
    for row in days.into_iter().chain(years) {
        let [iso3, item, from, until] = ["iso3", "person_qid", "start", "end"].map(|column| row.get(column));
        let late = until >= FIRST_YEAR || (until.is_empty() && from >= FIRST_YEAR);
        if !sources.knows(iso3)
            || !item.starts_with('Q')
            || row.get("person").starts_with('Q')
            || from.is_empty()
            || !late
        {
            continue;
        }
        let away = HOMES.iter().any(|(monarch, home)| *monarch == item && *home != iso3);
        // Andorra's princes and the heads of dependent territories are those of other states.
        let foreign = row.get("role") == "head_of_state" && (iso3 == "AND" || !independent.contains(iso3));
        if away || foreign || MISTAKEN.contains(&item) {
            continue;
        }
        let name = english.get(item).copied().unwrap_or_else(|| row.get("person"));
        let id = register.head(item, name, iso3, WIKIDATA);
        if row.get("person") != name && !is_portuguese(row.get("person")) {
            register.alias(id, row.get("person"));
        }
        for office in offices(iso3, row.get("role"), from) {
            let runs = until.is_empty() && running.contains(&key(&row));
            register.term(id, Term { runs, ..term(iso3, office, "", from, until) });
        }
    }
    Ok(())
}

/// Whether a label is of the form `Hussein da Jordânia`.
pub fn is_portuguese(label: &str) -> bool {
    [" da ", " do ", " dos Países", " de Marrocos"].iter().any(|mark| label.contains(mark))
}

/// What the source's two roles mean in a state.
fn offices(iso3: &str, role: &str, from: &str) -> Vec<Office> {
    match (iso3, role) {
        // The source has the presidents of both republics as heads of government; Iran had prime ministers
        // beside them until 1989, South Korea has them still.
        ("IRN", "head_of_government") if from < "1989-08" => vec![Office::President],
        ("IRN", "head_of_government") => vec![Office::President, Office::HeadOfGovernment],
        ("KOR", "head_of_government") => Vec::new(),
        (_, "head_of_state") => vec![Office::HeadOfState],
        _ => vec![Office::HeadOfGovernment],
    }
}

/// Members of cabinets since 2000, to the middle of 2022, as far as their office is wanted.
pub fn cabinets(register: &mut Register, sources: &Sources<'_>, wanted: &dyn Fn(Office) -> bool) -> anyhow::Result<()> {
    let states: HashMap<_, _> = JURISDICTIONS.into_iter().collect();
    for row in sources.csv(HOLDERS)?.rows() {
        let Some(iso3) = states.get(row.get("jurisdiction")) else { continue };
        let [position, item, name] = ["position", "person_qid", "person"].map(|column| row.get(column));
        let Some(office) = office(position).filter(|office| wanted(*office)) else { continue };
        if !item.starts_with('Q') || name.starts_with('Q') && name[1..].starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let id = register.person(item, name, iso3, WIKIDATA);
        register.term(id, term(iso3, office, position, row.get("start"), row.get("end")));
    }
    Ok(())
}

/// Principal officers of the US Department of State.
pub fn secretaries(register: &mut Register, sources: &Sources<'_>) -> anyhow::Result<()> {
    for row in sources.csv("leaders/us_state_department_principals_pocom.csv")?.rows() {
        let position = row.get("position");
        let started = if row.get("started").is_empty() { row.get("appointed") } else { row.get("started") };
        let office = match position {
            "Secretary of State" => Office::ForeignMinister,
            "U.S. Trade Representative" => Office::TradeMinister,
            "Deputy Secretary of State" | "Counselor" => Office::Official,
            _ if position.starts_with("Under Secretary of State for") => Office::Official,
            _ if position.starts_with("Assistant Secretary of State for") => Office::Official,
            _ => continue,
        };
        if started < FIRST_YEAR || office == Office::Official && started < "1981" {
            continue;
        }
        let name = short_name(row.get("person"));
        let id = register.person("", &name, "USA", POCOM);
        if office != Office::Official {
            register.alias(id, row.get("person"));
        }
        let held = term("USA", office, position, started, row.get("ended"));
        register.term(id, Term { source: POCOM.to_owned(), ..held });
    }
    Ok(())
}

/// `George Catlett Marshall Jr.` as newspapers print it: the first and the last name.
fn short_name(name: &str) -> String {
    let words: Vec<&str> =
        name.split_whitespace().filter(|word| !matches!(*word, "Jr." | "Sr." | "II" | "III")).collect();
    match words.as_slice() {
        [first, .., last] if !first.ends_with('.') => format!("{first} {last}"),
        _ => words.join(" "),
    }
}

/// Heads of international bodies.
pub fn body_heads(register: &mut Register, sources: &Sources<'_>) -> anyhow::Result<()> {
    for row in sources.csv("leaders/wikidata_igo_officeholders_21c_to_2023.csv")?.rows() {
        let found = BODY_HEADS.iter().find(|(position, ..)| *position == row.get("position"));
        let Some((position, body, office)) = found else { continue };
        let id = register.person(row.get("personID"), row.get("person"), "", WIKIDATA);
        let held = term("", *office, position, row.get("start"), row.get("end"));
        register.term(id, Term { body: (*body).to_owned(), ..held });
    }
    Ok(())
}
