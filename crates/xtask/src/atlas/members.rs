//! Who belongs to which international body.

use super::{Sources, Table};
use std::collections::{BTreeSet, HashSet};

const SOURCE: &str = "CIA World Factbook 2026";

/// Short names of the World Factbook and our own.
const BODIES: [(&str, &str); 29] = [
    ("UN", "UN"),
    ("UNESCO", "UNESCO"),
    ("WHO", "WHO"),
    ("IMF", "IMF"),
    ("IBRD", "WORLDBANK"),
    ("WTO", "WTO"),
    ("IAEA", "IAEA"),
    ("NAM", "NONALIGNED"),
    ("G-77", "G77"),
    ("ICCt", "ICC"),
    ("OPCW", "OPCW"),
    ("OAS", "OAS"),
    ("AfDB", "AFDB"),
    ("OIF", "FRANCOPHONIE"),
    ("OSCE", "OSCE"),
    ("ADB", "ADB"),
    ("EBRD", "EBRD"),
    ("OIC", "OIC"),
    ("AU", "AU"),
    ("C", "COMMONWEALTH"),
    ("NSG", "NSG"),
    ("OECD", "OECD"),
    ("PIF", "PIF"),
    ("CELAC", "CELAC"),
    ("Caricom", "CARICOM"),
    ("IGAD", "IGAD"),
    ("APEC", "APEC"),
    ("SADC", "SADC"),
    ("SAARC", "SAARC"),
];

/// Bodies whose members are all written by hand.
const DATED: [&str; 2] = ["EU", "NATO"];

/// `members.tsv`: dated rows written by hand; for states without such a row, the present membership.
pub fn members(sources: &Sources<'_>) -> anyhow::Result<Table> {
    let mut table = Table::new("members.tsv", "body iso3 status from until source");
    let mut written = HashSet::new();
    for row in sources.hand("members.tsv")?.rows() {
        written.insert((row.get("body").to_owned(), row.get("iso3").to_owned()));
        let [body, iso3, status] = ["body", "iso3", "status"].map(|column| row.get(column));
        table.add([body, iso3, status, row.get("from"), row.get("until"), row.get("source")]);
    }
    let mut present = BTreeSet::new();
    for row in sources.csv("bodies/factbook_igo_participation_2026.csv")?.rows() {
        let body = BODIES.iter().find(|(theirs, _)| *theirs == row.get("org")).map(|(_, ours)| *ours);
        let (Some(body), Some(iso3)) = (body, sources.fips.get(row.get("fips"))) else { continue };
        let dated = DATED.contains(&body) || written.contains(&(body.to_owned(), iso3.clone()));
        if !dated && sources.knows(iso3) {
            present.insert((body, iso3.clone(), status(row.get("status"))));
        }
    }
    for (body, iso3, status) in &present {
        let full = status == &"member";
        if full || !present.contains(&(*body, iso3.clone(), "member")) {
            table.add([body, iso3, status, "", "", SOURCE]);
        }
    }
    table.rows.sort();
    Ok(table)
}

fn status(text: &str) -> &'static str {
    match text {
        "member" | "permanent" | "regional" | "temporary" | "nonregional member" | "nonregional members" => "member",
        text if text.contains("suspended") => "suspended",
        text if text.contains("observer") => "observer",
        _ => "partner",
    }
}
