//! The smaller commands.

use crate::{folder, run};

#[test]
fn the_demo_explains_itself() {
    let dir = folder(&[]);
    let found = run(dir.path(), &["demo"], b"");
    assert_eq!((found.exit, found.err.as_str()), (0, ""));
    for part in ["events from 4 reports", "How to read it", "→", "[who acts]"] {
        assert!(found.out.contains(part), "expected {part}\nfound {}", found.out);
    }
    assert!(!found.out.contains('\u{1b}'), "no colours without a terminal");
}

#[test]
fn the_atlas_tells_who_and_why() {
    let dir = folder(&[]);
    let found = run(dir.path(), &["atlas", "Russia", "--on", "2024-06-17"], b"");
    assert_eq!(found.exit, 0, "{}", found.err);
    assert!(found.out.contains("RUS") && found.out.contains('▸'), "{}", found.out);
    let row = run(dir.path(), &["atlas", "Russia", "--on", "2024-06-17", "--format", "jsonl"], b"");
    assert!(crate::field(&row.out, "country").contains(&"RUS".to_owned()), "{}", row.out);
    let unknown = run(dir.path(), &["atlas", "Xyzzyland"], b"");
    assert_eq!((unknown.exit, unknown.out.as_str()), (1, ""));
    assert!(unknown.err.contains("at: \"Xyzzyland\""), "{}", unknown.err);
}

#[test]
fn usage_is_told() {
    let dir = folder(&[]);
    for args in
        [["atlas", ""].as_slice(), &["atlas", " "], &["code", "--threads", "0"], &["code", "--threads", "65535"]]
    {
        let found = run(dir.path(), args, b"");
        assert_eq!((found.exit, found.out.as_str()), (2, ""), "{args:?}");
        assert!(found.err.starts_with("error: "), "{}", found.err);
    }
    let version = run(dir.path(), &["--version"], b"");
    assert_eq!((version.exit, version.out.as_str()), (0, concat!("westphalia ", env!("CARGO_PKG_VERSION"), "\n")));
    for args in [["code", "--help"], ["classify", "--help"], ["atlas", "--help"]] {
        let found = run(dir.path(), &args, b"");
        assert_eq!(found.exit, 0);
        assert!(found.out.contains("Exit codes:"), "{}", found.out);
    }
    assert_eq!(run(dir.path(), &["transcode"], b"").exit, 2);
    let script = run(dir.path(), &["completions", "bash"], b"");
    assert!(script.exit == 0 && script.out.contains("_westphalia"), "{}", script.err);
}
