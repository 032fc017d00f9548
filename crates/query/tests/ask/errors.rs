//! Questions that are not answered.

use crate::{ask, record, sample};
use westphalia_query::{Files, Limits, Session};

/// Checks what is said, where, and what to try.
fn check(sql: &str, message: &str, at: Option<(u64, u64)>, hint: &str) {
    let error = ask(sql, Limits::default()).expect_err(sql);
    assert_eq!(error.to_string(), message, "{sql}");
    assert_eq!(error.position().map(|at| (at.line, at.column)), at, "{sql}");
    assert!(error.hint().starts_with(hint), "{sql}: expected {hint}, found {}", error.hint());
    assert!(error.is_question(), "{sql}");
}

#[test]
fn names_that_are_nearly_right_are_told() {
    check("SELECT * FROM evnts", "expected a table or a view, found evnts", Some((1, 15)), "did you mean events?");
    check(
        "SELECT *\nFROM parliaments",
        "expected a table or a view, found parliaments",
        Some((2, 6)),
        "there are: doc",
    );
    check("SELECT goldsten FROM events", "expected a column, found goldsten", Some((1, 8)), "did you mean goldstein?");
    check("SELECT e.x FROM events AS e", "expected a column, found e.x", Some((1, 8)), "there are: event_id, status");
    check("SELECT cuont(*) FROM events", "expected a function, found cuont", Some((1, 8)), "SHOW FUNCTIONS");
}

#[test]
fn broken_sql_has_its_place() {
    check("SELECT *\nFROM events GROUP mode", "expected end of statement, found GROUP", Some((2, 13)), "");
    check("", "expected one statement, found none", None, "SELECT");
    check("SELECT 1; SELECT 2", "expected one statement, found 2", None, "SELECT");
    check("SELEC 1", "expected an SQL statement, found SELEC", Some((1, 1)), "");
}

#[test]
fn nothing_is_changed_and_nothing_else_is_read() {
    let (folder, _) = record(&sample());
    let out = folder.path().join("out.parquet").display().to_string();
    for sql in [
        format!("COPY events TO '{out}'"),
        format!("COPY (SELECT * FROM events) TO '{out}' STORED AS PARQUET"),
        format!("EXPLAIN ANALYZE COPY events TO '{out}'"),
        format!("EXPLAIN COPY events TO '{out}'"),
        format!("CREATE EXTERNAL TABLE t STORED AS PARQUET LOCATION '{out}'"),
        format!("CREATE TABLE t AS SELECT * FROM '{out}'"),
        "CREATE VIEW v AS SELECT 1".to_owned(),
        "SELECT * INTO t FROM events".to_owned(),
        "INSERT INTO events SELECT * FROM events".to_owned(),
        "EXPLAIN ANALYZE INSERT INTO events SELECT * FROM events".to_owned(),
        "DELETE FROM events".to_owned(),
        "UPDATE events SET mode = ''".to_owned(),
        "DROP TABLE events".to_owned(),
        "TRUNCATE TABLE events".to_owned(),
        "SET datafusion.execution.target_partitions = 1".to_owned(),
        "RESET datafusion.execution.target_partitions".to_owned(),
        "BEGIN".to_owned(),
        "PREPARE p AS SELECT 1".to_owned(),
    ] {
        let error = ask(&sql, Limits::default()).expect_err(&sql);
        assert!(error.is_question(), "{sql}: {error:?}");
    }
    assert!(!std::path::Path::new(&out).exists());
    let file = folder.path().join("events/month=2024-06/1.parquet").display().to_string();
    for sql in [format!("SELECT * FROM '{file}'"), format!("SELECT * FROM read_parquet('{file}')")] {
        let error = ask(&sql, Limits::default()).expect_err(&sql);
        assert!(error.is_question() && !error.is_forbidden(), "{sql}: {error:?}");
    }
}

#[test]
fn a_refusal_says_what_was_found() {
    for (sql, found) in [
        ("DELETE FROM events", "DELETE FROM"),
        ("INSERT INTO events VALUES (1)", "INSERT INTO"),
        ("SELECT * INTO t FROM events", "CreateMemoryTable"),
        ("COPY events TO 'x.csv'", "COPY"),
    ] {
        let error = ask(sql, Limits::default()).expect_err(sql);
        assert!(error.is_forbidden() && error.to_string().ends_with(found), "{sql}: {error}");
    }
}

#[test]
fn values_that_cannot_be_computed_are_told() {
    let error = ask("SELECT CAST(event_type AS INTEGER) FROM events", Limits::default()).expect_err("no numbers");
    assert!(error.to_string().starts_with("expected values that can be computed, found:"), "{error}");
    assert!(error.hint().starts_with("TRY_CAST"), "{error:?}");
}

#[test]
fn deep_nesting_does_not_end_the_program() {
    let deep = format!("SELECT {}1{}", "(".repeat(5000), ")".repeat(5000));
    assert!(ask(&deep, Limits::default()).expect_err("too deep").is_question());
    for (n, is_answered) in [(200, true), (3000, false), (100_000, false)] {
        let long = format!("SELECT {}", vec!["1"; n].join(" + "));
        assert_eq!(ask(&long, Limits::default()).is_ok(), is_answered, "{n}");
    }
}

#[test]
fn a_record_without_files_answers_with_no_rows() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a thread");
    let rows = runtime.block_on(async {
        let session = Session::open(&Files::new(), Limits::default()).await?;
        session.query("SELECT * FROM dyad_month").await?.all().await
    });
    assert_eq!(rows.expect("an answer").len(), 0);
}
