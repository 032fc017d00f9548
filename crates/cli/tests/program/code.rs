//! `westphalia code`.

use crate::{ATTACK, field, folder, run};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// Documents `0` to `n - 1`, of growing and shrinking length, as JSON lines.
fn many(n: usize) -> String {
    let line = |i: usize| {
        let text = vec![ATTACK; 1 + i * 7 % 5].join(" ");
        serde_json::json!({ "id": i.to_string(), "date": "2024-06-17", "text": text }).to_string() + "\n"
    };
    (0..n).map(line).collect()
}

#[test]
fn order_is_kept_on_any_number_of_threads() {
    let dir = folder(&[("a.jsonl", many(300).as_bytes())]);
    let code = |threads| run(dir.path(), &["code", "a.jsonl", "--format", "jsonl", "--threads", threads], b"");
    let one = code("1");
    assert_eq!(one.exit, 0, "{}", one.err);
    let mut ids = field(&one.out, "document_id");
    ids.dedup();
    assert_eq!(ids, (0..300).map(|i| i.to_string()).collect::<Vec<_>>());
    assert_eq!(one.out, code("8").out, "the same input gives the same bytes");
}

#[test]
fn standard_input_shows_its_form() {
    let dir = folder(&[]);
    let text = run(dir.path(), &["code", "-", "--format", "jsonl"], ATTACK.as_bytes());
    assert_eq!((text.exit, field(&text.out, "document_id").first().map(String::as_str)), (0, Some("<stdin>")));
    let lines = run(dir.path(), &["code", "--format", "jsonl"], many(2).as_bytes());
    assert_eq!((lines.exit, field(&lines.out, "document_id").first().map(String::as_str)), (0, Some("0")));
}

#[test]
fn a_text_without_a_date_is_coded_and_the_user_told() {
    let dir = folder(&[("a.txt", ATTACK.as_bytes())]);
    let found = run(dir.path(), &["code", "a.txt", "--format", "jsonl"], b"");
    assert_eq!(found.exit, 0);
    assert!(!found.out.is_empty());
    assert_eq!(field(&found.out, "published_at"), vec!["null"; found.out.lines().count()]);
    assert!(found.err.contains("1 document without a date of publication"), "{}", found.err);
    let dated = run(dir.path(), &["code", "a.txt", "--format", "jsonl", "--date", "2024-06-19"], b"");
    assert_eq!(field(&dated.out, "published_at").first().map(String::as_str), Some("2024-06-19"));
    assert!(!dated.err.contains("without a date"), "{}", dated.err);
}

#[test]
fn rows_are_as_long_as_their_head() {
    let dir = folder(&[("a.jsonl", many(3).as_bytes())]);
    let found = run(dir.path(), &["code", "a.jsonl", "--format", "csv"], b"");
    assert_eq!(found.exit, 0, "{}", found.err);
    let mut rows = csv::Reader::from_reader(found.out.as_bytes());
    let head = rows.headers().expect("a head").clone();
    let column = head.iter().position(|name| name == "actors").expect("a column of actors");
    let rows: Vec<csv::StringRecord> = rows.records().collect::<Result<_, _>>().expect("rows of one length");
    assert!(rows.iter().any(|row| &row[column] == "IRN"), "{}", found.out);
}

#[test]
fn a_table_is_for_people() {
    let dir = folder(&[("a.txt", ATTACK.as_bytes())]);
    let found = run(dir.path(), &["code", "a.txt", "--date", "2024-06-19"], b"");
    for part in ["a.txt · 2024-06-19: ", "who → whom", "Israel", ATTACK] {
        assert!(found.out.contains(part), "expected {part}\nfound {}", found.out);
    }
    assert!(!found.out.contains('\u{1b}'), "no colours without a terminal");
    let explained = run(dir.path(), &["code", "a.txt", "--date", "2024-06-19", "--explain"], b"");
    for part in ["sentence 0: ", "  tree\n", "attack"] {
        assert!(explained.out.contains(part), "expected {part}\nfound {}", explained.out);
    }
}

#[test]
fn explanations_are_for_people() {
    let dir = folder(&[("a.txt", ATTACK.as_bytes())]);
    let found = run(dir.path(), &["code", "a.txt", "--explain", "--format", "csv"], b"");
    assert_eq!(found.exit, 2);
    assert!(found.err.contains("error: expected --explain with --format table"), "{}", found.err);
}

#[test]
fn a_reader_who_leaves_is_no_failure() {
    let dir = folder(&[("a.jsonl", many(3000).as_bytes())]);
    let mut child = Command::new(assert_cmd::cargo::cargo_bin("westphalia"))
        .args(["code", "a.jsonl", "--format", "jsonl"])
        .current_dir(dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut line = String::new();
    out.read_line(&mut line).expect("a line");
    drop(out);
    let output = child.wait_with_output().expect("the program ends");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!String::from_utf8_lossy(&output.stderr).contains("error"));
}
