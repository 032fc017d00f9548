//! `westphalia classify`.

use crate::{field, folder, run};

const LINES: &str = r#"{"id": "a", "text": "Iran attacked Israel.", "source": [[0, 4]], "target": [[14, 20]]}
{"id": 7, "text": "中国 praised Zürich.", "source": [[0, 2]], "target": null}

{"id": "c", "text": "Iran attacked Israel.", "source": [[0, 400]]}
{broken
{"id": "e", "text": "Russia agreed to withdraw its troops from Georgia.", "source": [[0, 6]], "target": [[42, 49]]}
{"id": "f"}
"#;

#[test]
fn every_line_has_one_answer_in_order() {
    let dir = folder(&[("pairs.jsonl", LINES.as_bytes())]);
    let found = run(dir.path(), &["classify", "pairs.jsonl"], b"");
    assert_eq!(found.exit, 1, "{}", found.err);
    assert_eq!(field(&found.out, "id"), ["a", "7", "c", "pairs.jsonl:5", "e", "f"]);
    let keys = ["id", "type", "mode", "quad", "cameo", "modality", "confidence", "frame"];
    for line in found.out.lines() {
        let row: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).expect("a line of JSON");
        assert_eq!(row.keys().collect::<Vec<_>>(), keys);
    }
    for message in [
        "warning: expected [start, end] within the 21 characters of the text in \"source\", found [0,400]",
        "at: pairs.jsonl:4",
        "at: pairs.jsonl:5, byte",
        "error: expected a string as \"text\", found nothing\n  at: pairs.jsonl:7",
    ] {
        assert!(found.err.contains(message), "expected {message}\nfound {}", found.err);
    }
}

#[test]
fn fifteen_types_fold_two_into_yield() {
    let dir = folder(&[]);
    let types = |list| {
        let found = run(dir.path(), &["classify", "-", "--types", list], LINES.as_bytes());
        let types = field(&found.out, "type");
        types.into_iter().zip(field(&found.out, "quad")).collect::<Vec<_>>()
    };
    for ((sixteen, quad), (fifteen, quad_of_fifteen)) in types("plover16").into_iter().zip(types("plover15")) {
        match sixteen.as_str() {
            "CONCEDE" | "RETREAT" => assert_eq!((fifteen.as_str(), quad_of_fifteen.as_str()), ("YIELD", "2")),
            _ => assert_eq!((sixteen, quad), (fifteen, quad_of_fifteen)),
        }
    }
}

#[test]
fn nothing_to_label_is_wrong_usage() {
    let dir = folder(&[("empty.jsonl", b"\n")]);
    for args in [["classify", "absent.jsonl"], ["classify", "empty.jsonl"], ["classify", "."]] {
        let found = run(dir.path(), &args, b"");
        assert_eq!(found.exit, 2, "{args:?}");
        assert!(found.err.starts_with("error: expected"), "{}", found.err);
    }
}

#[test]
fn what_holds_no_lines_is_refused_whole() {
    let dir = folder(&[]);
    for (input, message) in [
        (b"\xFF\xFE{\0}\0".as_slice(), "expected JSON lines, found UTF-16LE text"),
        (b"\x1F\x8B\x08\0\0", "expected JSON lines, found gzip"),
        (b"[\n{\"id\": 1}]", "expected JSON lines, found a JSON list"),
    ] {
        let found = run(dir.path(), &["classify", "-"], input);
        assert_eq!((found.exit, found.out.as_str()), (2, ""), "{}", found.err);
        assert!(found.err.starts_with(&format!("error: {message}\n  at: <stdin>")), "{}", found.err);
    }
}

#[test]
fn answers_come_as_a_table_too() {
    let dir = folder(&[]);
    let found = run(dir.path(), &["classify", "-", "--format", "table"], LINES.as_bytes());
    assert!(found.out.contains("cameo"), "{}", found.out);
}
