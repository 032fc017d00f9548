//! `westphalia relation`: the course of a relation, from a record.

use crate::{Run, field, folder, run};
use std::fmt::Write;
use std::path::Path;

/// Two years of quarrel between Iran and Saudi Arabia, then two of visits and accords, in a report every other month.
fn news() -> String {
    let acts = [
        ["Iran accused Saudi Arabia of lies on Monday.", "Saudi Arabia imposed sanctions on Iran on Monday."],
        [
            "Iran signed a treaty with Saudi Arabia on Monday.",
            "The foreign minister of Saudi Arabia visited Iran on Monday.",
        ],
    ];
    (0..24).fold(String::new(), |mut lines, n| {
        let (year, month) = (2018 + n / 6, 1 + 2 * (n % 6));
        let text = acts[n / 12][n % 2];
        let source = ["Post", "Wire"][n % 2];
        let _ = writeln!(
            lines,
            r#"{{"id":"d{n}","date":"{year}-{month:02}-15","source":"{source}","text":"{text} Item {n}."}}"#
        );
        lines
    })
}

fn record() -> tempfile::TempDir {
    let dir = folder(&[("news.jsonl", news().as_bytes())]);
    let found = run(dir.path(), &["ingest", "news.jsonl", "--record", "rec"], b"");
    assert_eq!(found.exit, 0, "{}", found.err);
    dir
}

fn relation(dir: &Path, args: &[&str]) -> Run {
    run(dir, &[&["relation", "IRN", "Saudi Arabia", "--record", "rec"], args].concat(), b"")
}

#[test]
fn a_relation_has_a_course() {
    let dir = record();
    let table = relation(dir.path(), &["--by", "year"]);
    assert_eq!(table.exit, 0, "{}", table.err);
    assert!(table.out.starts_with("IRN - SAU by year: 24 events, PLOVER scale"), "{}", table.out);
    assert!(table.out.contains("turning points: 1\n  2020-01-13 up: level -"), "{}", table.out);
    assert!(table.err.contains("24 events of IRN and SAU counted"), "{}", table.err);

    let json = relation(dir.path(), &["--by", "year", "--format", "jsonl"]).out;
    assert_eq!(field(&json, "kind"), ["period", "period", "period", "period", "change"]);
    assert_eq!(field(&json, "n_events")[..4], ["6"; 4]);
    assert_eq!(field(&json, "cooperation")[..4], ["0.0", "0.0", "1.0", "1.0"]);
    assert_eq!(field(&json, "coverage")[0], r#"{"n_documents":6,"n_sources":2,"n_events_a":6,"n_events_b":6}"#);
    assert_eq!((field(&json, "per_thousand")[0].as_str(), field(&json, "share_a")[0].as_str()), ("1000.0", "1.0"));

    let csv = relation(dir.path(), &["--format", "csv", "--since", "2019-01-01", "--until", "2019-12-31"]).out;
    let widths: Vec<usize> = csv.lines().map(|line| line.split(',').count()).collect();
    assert_eq!(widths, [52; 13], "{csv}");
}

#[test]
fn directions_are_told_apart() {
    let dir = record();
    let json = relation(dir.path(), &["--by", "year", "--directed", "--format", "jsonl"]).out;
    let mut names = field(&json, "series");
    names.dedup();
    assert_eq!(names, ["IRN → SAU", "SAU → IRN", "IRN = SAU"]);
}

#[test]
fn a_relation_is_drawn() {
    let dir = record();
    let drawing = relation(dir.path(), &["--by", "quarter", "--format", "svg"]);
    assert_eq!(drawing.exit, 0, "{}", drawing.err);
    assert!(drawing.out.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\"") && drawing.out.ends_with("</svg>\n"));
    assert!(drawing.out.contains("2020-01-13 up"), "{}", drawing.out);
}

#[test]
fn what_cannot_be_answered_is_told() {
    let dir = record();
    let nothing = run(dir.path(), &["relation", "NOR", "SWE", "--record", "rec"], b"");
    assert_eq!(nothing.exit, 0, "{}", nothing.err);
    assert!(nothing.err.contains("0 events of NOR and SWE counted\nhint:"), "{}", nothing.err);
    let check = |args: &[&str], expected: &str| {
        let found = run(dir.path(), args, b"");
        assert_eq!((found.exit, found.out.as_str()), (2, ""), "{args:?}");
        assert!(found.err.contains(expected), "expected {expected}\nfound {}", found.err);
    };
    check(&["relation", "IRN", "Iran", "--record", "rec"], "expected two states or bodies, found IRN twice");
    check(&["relation", "IRN", "Atlantis", "--record", "rec"], "expected a state or body, found \"Atlantis\"");
    check(&["relation", "IRN", "SAU", "--record", "nowhere"], "expected a record in nowhere");
}
