//! Bounds of answers.

use crate::{ask, rows};
use std::num::NonZeroUsize;
use std::time::Duration;
use westphalia_query::Limits;

/// Numbers without end, nearly.
const LONG: &str = "SELECT count(*) FROM generate_series(1, 100000) AS a, generate_series(1, 100000) AS b";

#[test]
fn rows_are_cut() {
    let all = "SELECT event_id FROM events ORDER BY 1";
    for (rows_limit, expected, cut) in
        [(1, &["1"][..], true), (3, &["1", "2", "3"], true), (4, &["1", "2", "3", "4"], false), (0, &[], true)]
    {
        let (batches, is_cut) = ask(all, Limits { rows: Some(rows_limit), ..Limits::default() }).expect("an answer");
        assert_eq!((rows(&batches), is_cut), (expected.iter().map(|&row| row.to_owned()).collect(), cut));
    }
}

#[test]
fn time_runs_out() {
    let limits = Limits { time: Some(Duration::from_millis(200)), ..Limits::default() };
    let error = ask(LONG, limits).expect_err("no answer");
    assert!(error.is_limit() && error.to_string().contains("within 0.2 s"), "{error}");
}

#[test]
fn memory_runs_out() {
    let limits = Limits { memory: Some(1 << 20), threads: NonZeroUsize::new(1), ..Limits::default() };
    let error = ask("SELECT array_agg(value) FROM generate_series(1, 1000000)", limits).expect_err("no answer");
    assert!(error.is_limit(), "{error}");
}

#[test]
fn sessions_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<westphalia_query::Session>();
    shared::<westphalia_query::Error>();
}
