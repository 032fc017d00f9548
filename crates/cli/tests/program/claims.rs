//! Claims about the history from the command line.

use crate::{field, folder, run};

const NEWS: &str = concat!(
    r#"{"id":"a","date":"2012-05-02","source":"Wire","text":"Russian President Vladimir Putin visited North Korea on Tuesday."}"#,
    "\n",
    r#"{"id":"b","date":"2024-06-20","source":"Post","text":"It was Putin's first visit to North Korea in 24 years."}"#,
    "\n",
    r#"{"id":"c","date":"2024-06-21","source":"Post","text":"Iran attacked Israel on Tuesday."}"#,
    "\n",
);

#[test]
fn a_claim_is_checked_without_a_record() {
    let dir = folder(&[]);
    let claim = "Kerry was the first US secretary of state to visit Cuba since 1945";
    let found = run(dir.path(), &["check", claim, "--as-of", "2015-08-15"], b"");
    assert_eq!(found.exit, 0, "{}", found.err);
    assert!(found.err.contains("no record is asked"), "{}", found.err);
    assert!(found.out.contains("verdict   supported"), "{}", found.out);
    assert!(found.out.contains("Edward Reilly Stettinius"), "{}", found.out);
    let alone =
        run(dir.path(), &["check", claim, "--as-of", "2015-08-15", "--without-travel", "--format", "jsonl"], b"");
    assert_eq!(field(&alone.out, "verdict"), ["cannot tell"]);
}

#[test]
fn what_is_no_claim_is_told() {
    let dir = folder(&[]);
    let found = run(dir.path(), &["check", "Iran attacked Israel."], b"");
    assert_eq!((found.exit, found.out.as_str()), (2, ""));
    assert!(found.err.contains("expected a claim about the history"), "{}", found.err);
}

#[test]
fn claims_of_a_record_come_with_verdicts() {
    let dir = folder(&[("news.jsonl", NEWS.as_bytes())]);
    assert_eq!(run(dir.path(), &["ingest", "news.jsonl", "--record", "record"], b"").exit, 0);
    let found = run(dir.path(), &["claims", "Russia", "PRK", "--without-travel", "--format", "jsonl"], b"");
    assert_eq!(found.exit, 0, "{}", found.err);
    assert_eq!(field(&found.out, "verdict"), ["contradicted"]);
    assert_eq!(field(&found.out, "native_id"), ["b"]);
    assert!(found.out.contains("visited North Korea on Tuesday"), "the deciding event is quoted: {}", found.out);
    assert!(found.err.contains("1 claim: 0 supported, 1 contradicted, 0 cannot tell"), "{}", found.err);
    for args in [["--until", "2020-01-01"], ["--verdict", "supported"]] {
        let none = run(dir.path(), &[&["claims", "--format", "jsonl", "--without-travel"], &args[..]].concat(), b"");
        assert_eq!((none.exit, none.out.as_str()), (0, ""), "{args:?}");
    }
    let table = run(dir.path(), &["claims"], b"");
    assert!(table.out.contains("first visit to North Korea"), "{}", table.out);
}

#[test]
fn what_was_told_later_is_not_asked() {
    let dir = folder(&[("news.jsonl", NEWS.as_bytes())]);
    assert_eq!(run(dir.path(), &["ingest", "news.jsonl", "--record", "record"], b"").exit, 0);
    let verdict = |day: &str| {
        let args =
            ["check", "Putin has never visited North Korea", "--as-of", day, "--without-travel", "--format", "jsonl"];
        field(&run(dir.path(), &args, b"").out, "verdict")
    };
    assert_eq!(verdict("2012-04-01"), ["cannot tell"]);
    assert_eq!(verdict("2013-04-01"), ["contradicted"]);
}
