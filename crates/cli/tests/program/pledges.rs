//! The ledger of pledges from the command line.

use crate::{field, folder, run};
use std::path::Path;

/// A promise that is kept, an invitation that is not taken up, a threat, and a pledge of others.
const NEWS: &str = r#"{"id":"a","date":"2024-01-10","source":"Wire","text":"Russia promised to send fuel to North Korea by March."}
{"id":"b","date":"2024-01-20","source":"Wire","text":"Vladimir Putin invited Kim Jong Un to Moscow."}
{"id":"c","date":"2024-02-02","source":"Post","text":"Russia supplied North Korea with fuel on Thursday."}
{"id":"d","date":"2024-03-05","source":"Post","text":"North Korea threatened to impose sanctions on Russia unless it pays its debts."}
{"id":"e","date":"2024-03-06","source":"Post","text":"France promised to send aid to Chad."}
"#;

fn pledges(dir: &Path, extra: &[&str]) -> crate::Run {
    run(dir, &[&["pledges", "--record", "rec"], extra].concat(), b"")
}

fn record() -> tempfile::TempDir {
    let dir = folder(&[("news.jsonl", NEWS.as_bytes())]);
    let found = run(dir.path(), &["ingest", "news.jsonl", "--record", "rec"], b"");
    assert_eq!(found.exit, 0, "{}", found.err);
    dir
}

#[test]
fn a_dyad_has_its_pledges() {
    let dir = record();
    let check = |extra: &[&str], by: &[&str], status: &[&str]| {
        let found = pledges(dir.path(), &[extra, &["--format", "jsonl"]].concat());
        assert_eq!(found.exit, 0, "{}", found.err);
        assert_eq!(field(&found.out, "by"), by, "{extra:?}: {}", found.out);
        assert_eq!(field(&found.out, "status"), status, "{extra:?}: {}", found.out);
    };
    let (rus, prk, fra) = ("[\"RUS\"]", "[\"PRK\"]", "[\"FRA\"]");
    check(&["RUS", "PRK"], &[rus, rus, prk], &["kept", "open", "open"]);
    check(&["North Korea", "Russia"], &[rus, rus, prk], &["kept", "open", "open"]);
    check(&[], &[rus, rus, prk, fra], &["kept", "open", "open", "open"]);
    check(&["RUS", "PRK", "--open"], &[rus, prk], &["open", "open"]);
    check(&["RUS", "PRK", "--status", "kept,overdue"], &[rus], &["kept"]);
    check(&["RUS", "PRK", "--sector", "energy"], &[rus], &["kept"]);
    check(&["RUS", "PRK", "--as-of", "2024-01-31"], &[rus, rus], &["open", "open"]);
    check(&["RUS", "PRK", "--since", "2024-02-01"], &[prk], &["open"]);
    check(&["FRA", "DEU"], &[], &[]);
}

#[test]
fn people_read_a_table_and_programs_rows() {
    let dir = record();
    insta::assert_snapshot!(pledges(dir.path(), &["RUS", "PRK"]).out);
    let csv = pledges(dir.path(), &["RUS", "PRK", "--format", "csv"]).out;
    assert_eq!(csv.lines().count(), 4);
    assert!(csv.starts_with("id,opened,by,to,act,"), "{csv}");
    insta::assert_snapshot!(pledges(dir.path(), &["--rates"]).out);
    let rates = pledges(dir.path(), &["--rates", "--format", "jsonl"]).out;
    assert!(field(&rates, "n_decided").iter().any(|n| n == "1"), "{rates}");
}

#[test]
fn wrong_parties_are_told() {
    let dir = record();
    let check = |extra: &[&str], message: &str| {
        let found = pledges(dir.path(), extra);
        assert_eq!((found.exit, found.out.as_str()), (2, ""), "{extra:?}");
        assert!(found.err.contains(message), "{extra:?}: {}", found.err);
    };
    check(&["RUS"], "expected two states, found 1");
    check(&["RUS", "Russia"], "expected two states or bodies, found RUS twice");
    check(&["RUS", "Ruritania"], "expected a state or body, found \"Ruritania\"");
    check(&["--open", "--status", "kept"], "cannot be used with");
}
