//! Checks that dependencies point one way, as ARCHITECTURE.md draws it.

use super::{Finding, Source};

/// Each crate and the rooms that it may know.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("read", &["model"]),
    ("text", &["model"]),
    ("atlas", &["model"]),
    ("exchange", &["model", "atlas"]),
    ("coder", &["model", "text", "atlas"]),
    ("handbook", &["model", "coder"]),
    ("validate", &["model"]),
    ("record", &["model", "atlas"]),
    ("query", &["model", "record"]),
    ("relations", &["model", "atlas"]),
    (
        "cli",
        &[
            "model",
            "read",
            "text",
            "atlas",
            "coder",
            "handbook",
            "validate",
            "exchange",
            "record",
            "query",
            "relations",
        ],
    ),
    ("xtask", &["model", "read", "text", "atlas", "coder", "validate", "record", "relations"]),
];

/// Prefix of our own crates.
const PREFIX: &str = "westphalia";

/// Checks the Cargo.toml of every crate.
pub fn check(sources: &[Source], findings: &mut Vec<Finding>) {
    for source in sources {
        let name = source.path.strip_prefix("crates/").and_then(|rest| rest.strip_suffix("/Cargo.toml"));
        if let (Some(name), Some(text)) = (name, &source.text) {
            let told = check_crate(name, text);
            findings.extend(told.into_iter().map(|message| Finding { file: source.path.clone(), line: 0, message }));
        }
    }
}

/// What is wrong with the dependencies of one crate.
fn check_crate(name: &str, manifest: &str) -> Vec<String> {
    let Some((_, may_know)) = MAY_KNOW.iter().find(|(known, _)| *known == name) else {
        return vec!["expected a room of ARCHITECTURE.md; say in tidy/dependencies.rs what it may know".to_owned()];
    };
    let manifest: toml::Table = match manifest.parse() {
        Ok(table) => table,
        Err(error) => return vec![format!("expected TOML, found: {error}")],
    };
    let tables = ["dependencies", "build-dependencies"].into_iter().filter_map(|key| manifest.get(key)?.as_table());
    let ours = tables.flat_map(|table| table.keys()).filter_map(|key| key.strip_prefix(PREFIX));
    let forbidden = ours.map(|room| room.trim_start_matches('-')).filter(|room| !may_know.contains(room));
    forbidden.map(|room| format!("{name} must not know {room}: dependencies point the other way")).collect()
}

#[cfg(test)]
mod tests {
    use super::check_crate;

    #[test]
    fn dependencies_point_one_way() {
        let check = |name: &str, dependency: &str, n_found: usize| {
            let manifest = format!("[dependencies]\n{dependency}.workspace = true\nserde.workspace = true\n");
            assert_eq!(check_crate(name, &manifest).len(), n_found, "{name} {dependency}");
        };
        check("coder", "westphalia-text", 0);
        check("text", "westphalia-coder", 1);
        check("coder", "westphalia-read", 1);
        check("xtask", "westphalia", 1);
        check("somewhere", "westphalia-model", 1);
        assert!(check_crate("text", "[dev-dependencies]\nwestphalia-read.workspace = true\n").is_empty());
    }
}
