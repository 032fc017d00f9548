//! Who stands with whom, from the command line.

use crate::{Run, field, folder, run};
use std::fmt::Write;
use std::path::Path;

/// Two years of four states on either side, as an ICEWS file: each side talks and helps within, and quarrels with one of
/// the other side. In 2018 North Korea deals with China, in 2019 with Russia.
fn events() -> String {
    let mut file = "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\t\
                    Target Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\t\
                    Longitude\n"
        .to_owned();
    let mut n = 0;
    let mut add = |year: i16, month: i8, day: i8, a: &str, b: &str, code: &str, score: f64| {
        n += 1;
        let _ = writeln!(
            file,
            "{n}\t{year}-{month:02}-{day:02}\tGovernment ({a})\tGovernment\t{a}\tAct\t{code}\t{score}\tGovernment ({b})\tGovernment\t{b}\t\
             {n}\t1\tWire\t\t\t\t{a}\t\t"
        );
    };
    let sides = [["China", "North Korea", "Laos", "Vietnam"], ["United States", "South Korea", "Japan", "Australia"]];
    for (year, month) in (2018..2020).flat_map(|year| (1..13).map(move |month| (year, month))) {
        for side in sides {
            for (place, one) in side.iter().enumerate() {
                for other in &side[place + 1..] {
                    let is_turned = (*one, *other) == ("China", "North Korea") && year == 2019;
                    for day in 1..if is_turned { 2 } else { 5 } {
                        add(year, month, day, one, other, if day % 2 == 0 { "057" } else { "070" }, 7.5);
                    }
                }
            }
        }
        for day in 10..13 {
            add(year, month, day, "North Korea", "South Korea", "138", -7.0);
            if year == 2019 {
                add(year, month, day, "Russia", "North Korea", "070", 7.0);
            }
        }
    }
    file
}

fn record() -> tempfile::TempDir {
    let dir = folder(&[("events.tab", events().as_bytes())]);
    let found = run(dir.path(), &["import", "icews", "events.tab"], b"");
    assert_eq!(found.exit, 0, "{}", found.err);
    dir
}

fn alignment(dir: &Path, args: &[&str]) -> Run {
    run(dir, &[&["alignment"], args].concat(), b"")
}

#[test]
fn camps_quarrels_and_moves_are_told() {
    let dir = record();
    let found = alignment(dir.path(), &["North Korea", "--since", "2019-01-01", "--against", "2018-01-01..2018-12-31"]);
    assert_eq!(found.exit, 0, "{}", found.err);
    for words in ["2019-01 to 2019-12", "PRK nearer to RUS", "PRK away from CHN", "communities as of"] {
        assert!(found.out.contains(words), "{words}: {}", found.out);
    }
    let tie = found.out.lines().find(|line| line.trim_start().starts_with("KOR "));
    assert!(tie.is_some_and(|line| line.contains('−')), "{}", found.out);
    let split = alignment(dir.path(), &["PRK", "--before", "2019-01-01"]);
    assert_eq!(split.out, found.out, "a window cut in two is two windows");
}

#[test]
fn programs_get_rows() {
    let dir = record();
    let found = alignment(dir.path(), &["--format", "jsonl"]);
    let mut kinds = field(&found.out, "kind");
    kinds.dedup();
    assert_eq!(kinds[..4], ["summary", "community", "state", "tie"], "{}", found.out);
    let tie = found.out.lines().find(|line| line.contains(r#""a":"KOR","b":"PRK""#)).expect("the tie of both Koreas");
    assert_eq!(field(tie, "sign"), ["negative"]);
    let tie: serde_json::Value = serde_json::from_str(tie).expect("JSON");
    assert_eq!(tie["proof"].as_array().map(Vec::len), Some(3), "a tie names events that it stands on");
    let found = alignment(dir.path(), &["KOR", "--format", "csv", "--until", "2018-12-31"]);
    assert!(found.out.starts_with("a,b,n_events,"), "{}", found.out);
    assert!(found.out.lines().skip(1).all(|line| line.contains("KOR")), "{}", found.out);
    let found = alignment(dir.path(), &["--format", "svg"]);
    assert!(found.out.starts_with("<svg ") && found.out.ends_with("</svg>\n"), "{}", found.out);
}

#[test]
fn what_cannot_be_answered_is_said() {
    let dir = record();
    let check = |args: &[&str], exit: i32, words: &str| {
        let found = alignment(dir.path(), args);
        assert!(found.exit == exit && found.err.contains(words), "{args:?}: {} {}", found.exit, found.err);
    };
    check(&["--since", "2025-01-01"], 2, "expected events between states in the window, found none");
    check(&["Nowhereland"], 2, "expected a state or body");
    check(&["--against", "2018"], 2, "expected two days such as");
    check(&["--against", "2019-01-01..2018-01-01"], 2, "the earlier first");
    check(&["CUB"], 0, "no event joins CUB with another state");
    check(&["--against", "2001-01-01..2002-01-01"], 0, "no state has enough events in both windows");
}
