//! `westphalia schema`, and the page that it writes.

use crate::{field, folder, run};

/// The page on the tables of the record.
const PAGE: &str = include_str!("../../../../docs/schema.md");

#[test]
fn the_page_on_the_schema_is_of_today() {
    let dir = folder(&[]);
    let found = run(dir.path(), &["schema", "--format", "markdown"], b"");
    assert_eq!(found.exit, 0, "{}", found.err);
    let differ = found.out.lines().zip(PAGE.lines()).find(|(today, page)| today != page);
    let hint = "`cargo run -- schema --format markdown > docs/schema.md` writes it again";
    assert_eq!((differ, found.out.lines().count()), (None, PAGE.lines().count()), "{hint}");
}

#[test]
fn columns_and_the_fields_within_them_are_told() {
    let dir = folder(&[]);
    let found = run(dir.path(), &["schema", "events", "--format", "jsonl"], b"");
    let columns = field(&found.out, "column");
    for column in ["event_id", "actors", "actors[].country", "content.actors[].cow", "month"] {
        assert!(columns.contains(&column.to_owned()), "expected {column}, found {columns:?}");
    }
    let of = |column: &str, key: &str| {
        let at = columns.iter().position(|name| name == column).expect("a column");
        field(&found.out, key)[at].clone()
    };
    assert_eq!(of("goldstein", "unit"), "-10 to 10");
    assert_eq!(of("actors", "type"), "list of groups");
    assert_eq!((of("lat", "nullable"), of("place", "nullable")), ("true".to_owned(), "false".to_owned()));
    let table = run(dir.path(), &["schema", "dyad_month"], b"").out;
    assert!(table.contains("share_cooperation") && !table.contains("event_id"), "{table}");
    let all = run(dir.path(), &["schema"], b"").out;
    assert!(["documents", "changes", "events_dyadic"].iter().all(|name| all.contains(&format!("{name}: "))), "{all}");
}

#[test]
fn a_table_that_is_not_there_is_told() {
    let dir = folder(&[]);
    let found = run(dir.path(), &["schema", "evnts"], b"");
    assert_eq!((found.exit, found.out.as_str()), (2, ""));
    assert!(found.err.contains("expected one of documents, reports, events"), "{}", found.err);
}
