//! The literate specs in `specs/`: each case is a sentence with the events that the codebook asks for.
//!
//! Cases that the coder does not meet yet are listed in `specs/known-failures.txt`. A case that fails and is not listed fails the
//! test, and so does one that is listed and passes: the list only shrinks. `SPECS_BLESS=1 cargo test --test specs` rewrites it.

#![allow(clippy::print_stderr, reason = "the count of each file is for whoever runs the test")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use westphalia_coder::Coder;
use westphalia_model::{Actor, Document, Report};

/// A case of a spec.
struct Case {
    /// File and line of the sentence.
    at: String,
    before: String,
    sentence: String,
    date: String,
    source: String,
    expected: Vec<Expected>,
}

/// An expected event.
#[derive(Default)]
struct Expected {
    event: String,
    trigger: String,
    mode: String,
    extras: Vec<String>,
}

fn cases(name: &str, text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for (n, line) in text.lines().enumerate() {
        if let Some(quote) = line.strip_prefix("> ") {
            let (before, sentence) = quote.split_once(" || ").unwrap_or(("", quote));
            cases.push(Case {
                at: format!("{name}:{}", n + 1),
                before: before.trim().to_owned(),
                sentence: sentence.trim().to_owned(),
                date: String::new(),
                source: String::new(),
                expected: Vec::new(),
            });
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        if let Some(inside) = line.trim().strip_prefix('(').and_then(|l| l.strip_suffix(')')) {
            let (date, source) = inside.split_once(';').unwrap_or((inside, ""));
            case.date = date.trim().to_owned();
            case.source = source.trim().trim_start_matches("source:").trim().to_owned();
        } else if let Some(event) = line.strip_prefix("- ").filter(|e| is_event(e)) {
            if event.trim() != "none" {
                case.expected.push(expected(event));
            }
        } else if let Some(extra) = line.strip_prefix("  ").filter(|e| !e.trim().is_empty())
            && let Some(last) = case.expected.last_mut()
        {
            last.extras.push(extra.trim().to_owned());
        }
    }
    cases
}

fn is_event(line: &str) -> bool {
    line.trim() == "none" || line.split(' ').next().is_some_and(|w| westphalia_model::EventType::parse(w).is_some())
}

fn expected(line: &str) -> Expected {
    let (event, rest) = line.split_once('"').unwrap_or((line, ""));
    let (trigger, mode) = rest.split_once('"').unwrap_or(("", ""));
    Expected {
        event: event.trim().to_owned(),
        trigger: trigger.to_owned(),
        mode: mode.trim().to_owned(),
        extras: Vec::new(),
    }
}

fn codes(actors: &[Actor]) -> String {
    let codes: BTreeSet<String> = actors.iter().map(Actor::code).collect();
    if codes.is_empty() { "-".to_owned() } else { codes.into_iter().collect::<Vec<_>>().join("+") }
}

/// An event in the words of the specs.
fn written(report: &Report) -> String {
    let mut line = format!("{} {}", report.type_name(), codes(&report.actors));
    if report.symmetric {
        line.push_str(" <->");
    } else {
        let _ = write!(line, " -> {}", codes(&report.recipients));
    }
    let _ = write!(line, " {}", report.modality);
    if let Some(speaker) = &report.attributed_to {
        let _ = write!(line, " by {}", speaker.code());
    }
    line
}

fn meets(report: &Report, expected: &Expected) -> bool {
    let trigger = expected.trigger.is_empty()
        || report.trigger.contains(&expected.trigger)
        || expected.trigger.contains(&report.trigger)
        || shares_a_word(&report.trigger, &expected.trigger);
    written(report) == expected.event
        && trigger
        && (expected.mode.is_empty() || report.mode == expected.mode)
        && expected.extras.iter().all(|e| has_extra(report, e))
}

fn shares_a_word(a: &str, b: &str) -> bool {
    a.split_whitespace().any(|w| b.split_whitespace().any(|v| v == w))
}

fn has_extra(report: &Report, extra: &str) -> bool {
    let words: Vec<&str> = extra.split_whitespace().collect();
    match words.as_slice() {
        ["date", day, ..] => report.event_date_start.is_some_and(|d| d.to_string().starts_with(day)),
        ["place", name @ .., country] => report.place == name.join(" ") && report.place_country == *country,
        ["quantity", kind, value, ..] => {
            report.quantities.iter().any(|q| q.kind == *kind && value.parse() == Ok(q.value))
        }
        _ => true,
    }
}

fn run(coder: &Coder, case: &Case) -> (bool, String) {
    let text =
        if case.before.is_empty() { case.sentence.clone() } else { format!("{} {}", case.before, case.sentence) };
    let start = text.len() - case.sentence.len();
    let doc = Document {
        id: case.at.clone(),
        date: case.date.parse().ok(),
        source: case.source.clone(),
        text,
        ..Document::default()
    };
    let coded: Vec<Report> = coder.code(&doc).reports.into_iter().filter(|r| r.trigger_span.start() >= start).collect();
    let all = case.expected.iter().all(|e| coded.iter().any(|r| meets(r, e)));
    let passes = all && coded.len() == case.expected.len();
    let got = coded
        .iter()
        .map(|r| format!("{} \"{}\" {}", written(r), r.trigger, r.mode))
        .collect::<Vec<_>>()
        .join("\n      ");
    let want = case
        .expected
        .iter()
        .map(|e| format!("{} \"{}\" {}", e.event, e.trigger, e.mode))
        .collect::<Vec<_>>()
        .join("\n      ");
    (passes, format!("{}\n  {}\n  want {want}\n  got  {got}\n", case.at, case.sentence))
}

#[test]
fn the_coder_meets_the_specs() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs");
    let known_path = folder.join("known-failures.txt");
    let known: BTreeSet<String> =
        std::fs::read_to_string(&known_path).unwrap_or_default().lines().map(str::to_owned).collect();
    let coder = Coder::embedded().expect("the shipped coder loads");
    let mut files: Vec<_> =
        std::fs::read_dir(&folder).expect("specs/").filter_map(Result::ok).map(|f| f.path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "md"));
    files.sort();
    let (mut failures, mut unexpected, mut n) = (BTreeSet::new(), String::new(), 0);
    for file in files {
        let name = file.file_name().and_then(|n| n.to_str()).unwrap_or("").to_owned();
        let text = std::fs::read_to_string(&file).expect("a readable spec");
        let (mut here, mut right) = (0, 0);
        for case in cases(&name, &text) {
            let (passes, story) = run(&coder, &case);
            n += 1;
            here += 1;
            right += usize::from(passes);
            // A case is known by its sentence, so that lines may move.
            let key = format!("{name}: {}", case.sentence);
            if !passes {
                if !known.contains(&key) || std::env::var_os("SPECS_SHOW").is_some() {
                    unexpected.push_str(&story);
                }
                failures.insert(key);
            }
        }
        eprintln!("{name}: {right} of {here}");
    }
    if std::env::var_os("SPECS_BLESS").is_some() {
        let list: String = failures.iter().map(|f| format!("{f}\n")).collect();
        std::fs::write(&known_path, list).expect("known-failures.txt can be written");
    } else {
        let mended: Vec<_> = known.difference(&failures).collect();
        if std::env::var_os("SPECS_SHOW").is_some() {
            eprintln!("{unexpected}");
        }
        assert!(failures.is_subset(&known), "cases fail that are not listed as known failures:\n{unexpected}");
        assert!(
            mended.is_empty(),
            "cases are listed as known failures and pass (SPECS_BLESS=1 removes them): {mended:#?}"
        );
    }
    assert!(n > 0, "no cases were read");
}
