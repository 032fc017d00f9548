//! Views on relations: what the events of a record and the facts say of two states.

use crate::{Run, field, folder, run};
use std::path::Path;

/// Two reports on Russia and North Korea.
const NEWS: &str = concat!(
    r#"{"id":"a","date":"2024-06-20","source":"Wire","text":"Vladimir Putin and Kim Jong Un signed a treaty on a comprehensive strategic partnership in Pyongyang on Wednesday."}"#,
    "\n",
    r#"{"id":"b","date":"2024-07-02","source":"Wire","text":"Russia promised North Korea on Monday to supply refined petroleum and wheat."}"#,
    "\n",
);

/// A folder with the record `record` of the news.
fn record() -> tempfile::TempDir {
    let dir = folder(&[("news.jsonl", NEWS.as_bytes())]);
    let found = run(dir.path(), &["ingest", "news.jsonl"], b"");
    assert_eq!(found.exit, 0, "{}", found.err);
    dir
}

/// Runs a view that must succeed.
fn view(dir: &Path, args: &[&str]) -> Run {
    let found = run(dir, args, b"");
    assert_eq!(found.exit, 0, "{args:?}: {}", found.err);
    found
}

#[test]
fn a_ladder_joins_events_and_facts() {
    let dir = record();
    let found = view(dir.path(), &["ladder", "Russia", "PRK", "--since", "1990-01-01", "--format", "jsonl"]);
    let steps = field(&found.out, "step");
    assert_eq!(steps, ["alliance-end", "comprehensive-strategic-partnership", "alliance"], "{}", found.out);
    assert!(found.out.contains("Vladimir Putin and Kim Jong Un signed"), "{}", found.out);
    assert!(found.err.contains("alliance with a defence clause"), "{}", found.err);
    let before = view(dir.path(), &["ladder", "PRK", "RUS", "--until", "2000-01-01"]);
    assert!(before.err.contains("on 2000-01-01: diplomatic relations"), "{}", before.err);
}

#[test]
fn sanctions_are_listed_and_touched() {
    let dir = record();
    let listed = view(dir.path(), &["sanctions", "PRK", "--on", "2006-10-13", "--format", "jsonl"]);
    assert_eq!(listed.out, "");
    let touched = view(dir.path(), &["sanctions", "RUS", "PRK", "--format", "csv"]);
    assert!(touched.out.contains("\"resolution 2397 (2017), paragraph 5\""), "{}", touched.out);
    assert!(touched.err.contains("a pointer for a person"), "{}", touched.err);
}

#[test]
fn wrong_parties_and_days_are_told() {
    let dir = record();
    for (args, expected) in [
        (&["ladder", "RUS", "Russia"][..], "expected two states or bodies, found RUS twice"),
        (&["ladder", "RUS", "Vladimir Putin"], "expected a state or body, found \"Vladimir Putin\""),
        (&["ladder", "RUS", "Atlantis"], "expected a state or body, found \"Atlantis\""),
        (
            &["ladder", "RUS", "PRK", "--since", "2020-01-02", "--until", "2020-01-01"],
            "expected --since before --until",
        ),
        (&["ladder", "RUS", "PRK", "--record", "none"], "expected a record"),
        (&["ladder", "RUS", "PRK", "--format", "svg"], "invalid value 'svg'"),
    ] {
        let found = run(dir.path(), args, b"");
        assert_eq!(found.exit, 2, "{args:?}");
        assert!(found.err.contains(expected), "{args:?}: {}", found.err);
    }
}

#[test]
fn a_brief_says_nothing_without_a_footnote() {
    let dir = record();
    let page = view(dir.path(), &["brief", "RUS", "PRK", "--as-of", "2024-07-10"]).out;
    assert!(page.starts_with("# Russia and North Korea, 10 July 2024"), "{page}");
    let sentences: Vec<&str> = page.lines().filter(|line| line.starts_with("- ")).collect();
    assert!(sentences.len() > 4 && sentences.iter().all(|sentence| sentence.contains("[^")), "{page}");
    assert!(page.contains("touches resolution 2397 (2017), paragraph 5"), "{page}");
    let html = view(dir.path(), &["brief", "RUS", "PRK", "--as-of", "2024-07-10", "--format", "html"]).out;
    assert!(html.starts_with("<!doctype html>") && html.contains("comprehensive strategic partnership"), "{html}");
    let nothing = run(dir.path(), &["brief", "USA", "CUB"], b"");
    assert_eq!(nothing.exit, 2);
    assert!(nothing.err.contains("expected events of CUB and USA in the record, found none"), "{}", nothing.err);
}
