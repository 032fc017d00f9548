//! `westphalia validate`: sample, label, report.

use crate::{ATTACK, Run, folder, run};
use std::fs;
use std::path::Path;

/// Reports that tell attacks, a visit, and nothing.
fn reports() -> String {
    let line = |n: usize| {
        let text =
            format!("{ATTACK} The weather in Geneva was mild for the {n}th day. Emmanuel Macron visited Beirut.");
        serde_json::json!({ "id": n.to_string(), "date": "2024-06-17", "text": text }).to_string() + "\n"
    };
    (0..12).map(line).collect()
}

/// Rows of a CSV file as maps from column to cell.
fn rows(csv: &str) -> Vec<std::collections::HashMap<String, String>> {
    csv::Reader::from_reader(csv.as_bytes()).deserialize().collect::<Result<_, _>>().expect("rows of CSV")
}

/// The columns of a sample that is not blind.
const HEAD: &str = "id,document,published,before,sentence,coder,type,actors,recipients,modality,missed,note,program_type,\
    program_actors,program_recipients,program_symmetric,program_modality,program_trigger,stratum_size,stratum_drawn,\
    events_in_sentence,seed,documents,sentences,program_version,codebook_version\n";

/// One row; `labels` are coder, type, actors, recipients, modality, missed.
fn row(id: &str, labels: &str, event_type: &str, size: usize) -> String {
    let coding = if event_type == "NONE" { ",,,," } else { "RUS,PRK,false,actual,pledged" };
    format!("{id},a,2024-06-17,,[[x]],{labels},,{event_type},{coding},{size},2,1,7,120,3400,0.1.0,4e0724bb\n")
}

/// Two strata and sentences coded as nothing, labelled by one coder.
fn labelled(coder: &str, wrong: &str) -> String {
    let event = |label: &str| format!("{coder},{label},RUS,PRK,actual,NONE");
    [
        HEAD.to_owned(),
        row("s1-1", &event("AGREE"), "AGREE", 90),
        row("s1-2", &format!("{coder},AGREE,RUS,KOR,future,AID"), "AGREE", 90),
        row("s1-3", &event("AID"), "AID", 10),
        row("s1-4", &event(wrong), "AID", 10),
        row("s1-5", &format!("{coder},NONE,,,,"), "NONE", 40),
        row("s1-6", &format!("{coder},CONSULT,,,,"), "NONE", 40),
    ]
    .concat()
}

fn report(dir: &Path, args: &[&str]) -> Run {
    run(dir, &[&["validate", "report"], args].concat(), b"")
}

#[test]
fn a_sample_is_drawn_labelled_and_reported() {
    let dir = folder(&[("news.jsonl", reports().as_bytes())]);
    let sample = ["validate", "sample", "news.jsonl", "--per-type", "3", "--nothing", "4", "--out", "s.csv"];
    let drawn = run(dir.path(), &sample, b"");
    assert_eq!(drawn.exit, 0, "{}", drawn.err);
    assert!(drawn.err.contains("12 documents, 36 sentences: 24 events, 12 without; 10 units drawn"), "{}", drawn.err);
    let units = rows(&fs::read_to_string(dir.path().join("s.csv")).expect("a sample"));
    assert!(units.iter().any(|unit| unit["sentence"] == "Iran [[attacked]] Israel on Tuesday."), "{units:?}");
    assert!(units.iter().all(|unit| unit["stratum_size"] == "12"), "{units:?}");

    // One coder agrees with everything, in two sittings; the other sees no event anywhere.
    let agree = |n: usize| -> String {
        units.iter().take(n).map(|unit| if unit["program_type"] == "NONE" { "0\n" } else { "==\n\n" }).collect()
    };
    let label =
        |coder, answers: &str| run(dir.path(), &["validate", "label", "s.csv", "--coder", coder], answers.as_bytes());
    let first = label("anna", &(agree(4) + "q\n"));
    assert_eq!(first.exit, 0, "{}", first.err);
    assert!(first.err.contains("4 of 10 units labelled in s-anna.csv; the same command goes on"), "{}", first.err);
    let rest = agree(10)[agree(4).len()..].to_owned();
    assert!(label("anna", &rest).err.contains("10 of 10 units labelled"), "the second sitting goes on");
    let none: String = units.iter().map(|unit| if unit["program_type"] == "NONE" { "0\n" } else { "0\n\n" }).collect();
    assert!(label("ben", &none).err.contains("10 of 10 units labelled in s-ben.csv"));

    let found = report(dir.path(), &["s-anna.csv", "s-ben.csv", "--format", "json"]);
    assert_eq!(found.exit, 0, "{}", found.err);
    let found: serde_json::Value = serde_json::from_str(&found.out).expect("JSON");
    assert_eq!(found["findings"]["precision"]["value"], 0.5);
    assert_eq!(found["findings"]["recall"]["of_any"]["value"], 1.0);
    let of_anna = report(dir.path(), &["s-anna.csv", "s-ben.csv", "--reference", "anna", "--format", "json"]);
    let of_anna: serde_json::Value = serde_json::from_str(&of_anna.out).expect("JSON");
    assert_eq!(of_anna["findings"]["precision"]["value"], 1.0);
}

#[test]
fn the_seed_decides_what_is_drawn() {
    let dir = folder(&[("news.jsonl", reports().as_bytes())]);
    let draw = |seed: &str, threads: &str| {
        let args = ["validate", "sample", "news.jsonl", "--per-type", "3", "--nothing", "4", "--seed", seed];
        run(dir.path(), &[args.as_slice(), &["--threads", threads]].concat(), b"").out
    };
    assert_eq!(draw("1", "1"), draw("1", "4"));
    assert_ne!(draw("1", "1"), draw("2", "1"));
    let piped = run(dir.path(), &["validate", "sample", "--per-type", "1"], reports().as_bytes());
    assert_eq!((piped.exit, rows(&piped.out).len()), (0, 2), "{}", piped.err);
}

#[test]
fn a_blind_sample_has_its_key() {
    let dir = folder(&[("news.jsonl", reports().as_bytes())]);
    let args = [
        "validate",
        "sample",
        "news.jsonl",
        "--per-type",
        "2",
        "--nothing",
        "2",
        "--blind",
        "key.csv",
        "--out",
        "s.csv",
    ];
    assert_eq!(run(dir.path(), &args, b"").exit, 0);
    let sample = fs::read_to_string(dir.path().join("s.csv")).expect("a sample");
    assert!(!sample.contains("ASSAULT") && !sample.contains("program"), "{sample}");
    let answers: String = rows(&sample)
        .iter()
        .map(|unit| if unit["sentence"].contains("[[") { "as\nIRN\nISR\na\n\n" } else { "0\n" })
        .collect();
    let label = run(dir.path(), &["validate", "label", "s.csv", "--coder", "anna"], answers.as_bytes());
    assert!(label.err.contains("6 of 6 units labelled"), "{}", label.err);
    let found = report(dir.path(), &["s-anna.csv", "--key", "key.csv"]);
    assert_eq!(found.exit, 0, "{}", found.err);
    assert!(found.out.contains("without seeing what the program had coded"), "{}", found.out);
    let keyless = report(dir.path(), &["s-anna.csv"]);
    assert_eq!(keyless.exit, 2);
    for part in ["expected a column program_type, found none\n  at: s-anna.csv:1", "name it with --key"] {
        assert!(keyless.err.contains(part), "{}", keyless.err);
    }
}

#[test]
fn a_report_is_ready_for_an_appendix() {
    let (anna, ben) = (labelled("anna", "NONE"), labelled("ben", "AGREE"));
    let dir = folder(&[("anna.csv", anna.as_bytes()), ("ben.csv", ben.as_bytes())]);
    let found = report(dir.path(), &["anna.csv", "ben.csv", "--format", "markdown"]);
    assert_eq!((found.exit, found.err.as_str()), (0, "12 labels; 0 rows unlabelled, 0 left out\n"));
    insta::assert_snapshot!(found.out);
    insta::assert_snapshot!(report(dir.path(), &["anna.csv", "ben.csv"]).out);
    insta::assert_snapshot!(report(dir.path(), &["anna.csv", "--format", "csv"]).out);
}

/// Adds rows to those of a sample and looks for the exit code and messages of a report.
fn check(added: &[String], exit: i32, messages: &[&str]) {
    let dir = folder(&[("a.csv", (labelled("anna", "NONE") + &added.concat()).as_bytes())]);
    let found = report(dir.path(), &["a.csv"]);
    assert_eq!(found.exit, exit, "{}", found.err);
    for message in messages {
        assert!(found.err.contains(message), "expected {message}\nfound {}", found.err);
    }
}

#[test]
fn rows_that_cannot_be_used_are_told_and_the_rest_counted() {
    let event = |labels: &str| [row("s1-7", labels, "AID", 10)];
    check(&event(",,,,,"), 0, &["6 labels; 1 row unlabelled, 0 left out"]);
    check(
        &event("anna,SANCTIONS,,,,"),
        1,
        &[
            "error: expected an event type or NONE, found \"SANCTIONS\" in column type\n  at: a.csv:8",
            "hint: did you mean SANCTION? one of AGREE, CONSULT, ",
            "6 labels; 0 rows unlabelled, 1 left out",
        ],
    );
    check(&event("anna,AID;AGREE,,,,"), 1, &["expected one type of the event in [[brackets]], found AID;AGREE"]);
    check(&event("anna,AID,Russia,,,"), 1, &["found \"Russia\" in column actors\n  at: a.csv:8", "RUS (a state)"]);
    check(&event("anna,AID,,,past,"), 1, &["expected a modality, found \"past\" in column modality"]);
    check(
        &[row("s1-3", "anna,AID,,,,", "AID", 10)],
        1,
        &["expected one label of s1-3 by anna, found another beside a.csv:4"],
    );
    check(&[row("s1-3", "ben,AID,,,,", "AID", 10)], 0, &["7 labels"]);
    check(&[row("s1-3", "ben,AID,,,,", "AGREE", 10)], 1, &["expected of s1-3 what a.csv:4 says, found another coding"]);
    check(
        &[row("s1-7", "anna,AID,,,,", "AIDE", 10)],
        1,
        &["found \"AIDE\" in column program_type", "did you mean AID?"],
    );
}

#[test]
fn files_that_do_not_fit_are_refused() {
    check(
        &[row("s2-1", "anna,AID,,,,", "AID", 10)],
        2,
        &["expected a row of sample s1, found s2-1 of sample s2\n  at: a.csv:8"],
    );
    check(&[row("", "anna,AID,,,,", "AID", 10)], 2, &["expected an id, found none\n  at: a.csv:8"]);
    let dir = folder(&[
        ("columns.csv", b"id,typ\na,AID\n"),
        ("empty.csv", b""),
        ("open.csv", (HEAD.to_owned() + &row("s1-1", ",,,,,", "AID", 10)).as_bytes()),
        ("anna.csv", labelled("anna", "AID").as_bytes()),
    ]);
    for (args, message) in [
        (&["absent.csv"][..], "error: expected a CSV file, found: "),
        (&["empty.csv"], "expected a CSV file, found an empty one\n  at: empty.csv"),
        (&["columns.csv"], "expected a column type, found none\n  at: columns.csv:1\n  hint: the columns are id, typ"),
        (&["open.csv"], "error: expected labels, found none in 1 row\n  hint: westphalia validate label"),
        (&["anna.csv", "--reference", "ben"], "expected a coder as --reference, found ben; the coders are anna"),
    ] {
        let found = report(dir.path(), args);
        assert_eq!((found.exit, found.out.as_str()), (2, ""), "{args:?}");
        assert!(found.err.contains(message), "expected {message}\nfound {}", found.err);
    }
}

#[test]
fn answers_go_back_skip_and_stop() {
    let head = "id,sentence,type\n";
    let dir = folder(&[("s.csv", format!("{head}s1-1,It [[a]].,\ns1-2,It [[b]].,\ns1-3,Rain.,\n").as_bytes())]);
    let label = |coder: &str, answers: &str| {
        let found = run(dir.path(), &["validate", "label", "s.csv", "--coder", coder], answers.as_bytes());
        let saved = fs::read_to_string(dir.path().join(format!("s-{coder}.csv"))).unwrap_or_default();
        let types: Vec<String> =
            if saved.is_empty() { Vec::new() } else { rows(&saved).iter().map(|row| row["type"].clone()).collect() };
        (found.exit, types.join(","), found.err)
    };
    for (coder, answers, exit, types, message) in [
        ("a", "1\nrus\n-\na\n\n0\n\n0 \n", 0, "AGREE,NONE,NONE", "3 of 3 units"),
        ("b", "0\n\nb\n2\n-\n-\nf\naid\n0\n\nq\n", 0, "CONSULT,NONE,", "2 of 3 units"),
        ("c", "s\n1\nb\n0\n\n1;2\n", 0, ",NONE,AGREE;CONSULT", "2 of 3 units"),
        ("d", "h\n0\n\n", 0, "NONE,,", "1 of 3 units"),
        ("e", "0\n\nAGRE\nRussia\n", 1, "NONE,,", "expected codes of parties, found \"Russia\"\n  at: <stdin>:4"),
        ("f", "0\n\nwar\n", 1, "NONE,,", "error: expected an event type or NONE, found \"war\"\n  at: <stdin>:3"),
        ("g", "", 2, "", "hint: run the command in a terminal, or pipe answers in, a line each"),
    ] {
        let found = label(coder, answers);
        assert_eq!((found.0, found.1.as_str()), (exit, types), "{answers:?} {}", found.2);
        assert!(found.2.contains(message), "expected {message}\nfound {}", found.2);
    }
}

#[test]
fn no_file_of_labels_is_overwritten() {
    let dir = folder(&[("news.jsonl", reports().as_bytes()), ("s.csv", b"hours of work")]);
    let found = run(dir.path(), &["validate", "sample", "news.jsonl", "--out", "s.csv"], b"");
    assert_eq!(found.exit, 2);
    assert!(found.err.contains("expected a new file, found that s.csv exists"), "{}", found.err);
    let other = labelled("anna", "AID").replace("s1-", "s2-");
    let dir = folder(&[("s.csv", labelled("", "AID").as_bytes()), ("s-anna.csv", other.as_bytes())]);
    let found = run(dir.path(), &["validate", "label", "s.csv", "--coder", "anna"], b"0\n");
    assert_eq!(found.exit, 2);
    assert!(
        found.err.contains("expected labels of s.csv, found those of another sample\n  at: s-anna.csv"),
        "{}",
        found.err
    );
}

#[test]
fn labels_without_a_name_are_kept_and_those_of_others_left_alone() {
    let other = labelled("ben", "AID");
    let open = row("s1-7", ",,,,,", "AID", 10);
    let dir =
        folder(&[("s-anna.csv", (labelled("", "AID") + &open).as_bytes()), ("s.csv", (other + &open).as_bytes())]);
    let label = |args: &[&str]| run(dir.path(), &[&["validate", "label"], args].concat(), b"0\n\n");
    let own = label(&["s-anna.csv", "--coder", "anna"]);
    assert!(own.err.contains("7 of 7 units labelled in s-anna.csv"), "{}", own.err);
    let kept = rows(&fs::read_to_string(dir.path().join("s-anna.csv")).expect("labels"));
    assert!(kept.iter().all(|row| row["coder"] == "anna" && !row["type"].is_empty()), "{kept:?}");
    let copied = label(&["s.csv", "--coder", "eve"]);
    assert!(copied.err.contains("1 of 7 units labelled in s-eve.csv"), "{}", copied.err);
    let refused = label(&["s.csv", "--coder", "eve", "--out", "s-anna.csv"]);
    assert_eq!(refused.exit, 2);
    assert!(
        refused.err.contains("expected labels of eve alone, found one of anna\n  at: s-anna.csv:2"),
        "{}",
        refused.err
    );
}

#[test]
fn nothing_to_draw_is_told() {
    let dir = folder(&[("a.txt", b"It rained in Geneva.")]);
    let found = run(dir.path(), &["validate", "sample", "a.txt"], b"");
    assert_eq!(found.exit, 2);
    assert!(
        found.err.contains("expected events to draw from, found none in 1 sentence of 1 document"),
        "{}",
        found.err
    );
    for args in [&["--per-type", "0"][..], &["--nothing", "-1"], &["--seed", "x"], &["--date", "June"]] {
        assert_eq!(run(dir.path(), &[&["validate", "sample", "a.txt"], args].concat(), b"").exit, 2, "{args:?}");
    }
}
