//! What the views say.

use crate::{ask, check, check_of, event, record};
use arrow_schema::{DataType, Field};
use serde_json::{Value, json};
use westphalia_model::schema::{Table, VIEWS};
use westphalia_query::{Limits, Session};
use westphalia_record::arrow_schema;

/// Checks the ordered pairs of parties of one event.
fn check_pairs(actors: &[&str], recipients: &[&str], symmetric: bool, expected: &[&str]) {
    let event = event("1", "2024-06-17", actors, recipients, json!({"symmetric": symmetric}));
    let sql = "SELECT actor || '>' || recipient || ' ' || actor_country || '>' || recipient_country \
               FROM events_dyadic ORDER BY 1";
    check_of(&[event], sql, expected);
}

#[test]
fn events_are_told_for_each_ordered_pair() {
    check_pairs(&["RUS"], &["PRK"], false, &["RUS>PRK RUS>PRK"]);
    check_pairs(
        &["RUS", ":NATO"],
        &["PRK", "MAR-CVL"],
        false,
        &["NATO>MAR-CVL >MAR", "NATO>PRK >PRK", "RUS>MAR-CVL RUS>MAR", "RUS>PRK RUS>PRK"],
    );
    check_pairs(
        &["RUS", "PRK", "CHN"],
        &[],
        true,
        &[
            "CHN>PRK CHN>PRK",
            "CHN>RUS CHN>RUS",
            "PRK>CHN PRK>CHN",
            "PRK>RUS PRK>RUS",
            "RUS>CHN RUS>CHN",
            "RUS>PRK RUS>PRK",
        ],
    );
}

#[test]
fn no_event_is_lost_and_no_pair_comes_twice() {
    check_pairs(&["RUS"], &[], false, &["RUS> RUS>"]);
    check_pairs(&["RUS"], &[], true, &["RUS> RUS>"]);
    check_pairs(&["RUS", "RUS"], &[], true, &["RUS> RUS>"]);
    check_pairs(&[], &["PRK"], false, &[">PRK >PRK"]);
    check_pairs(&["RUS", "RUS"], &["PRK", "PRK"], false, &["RUS>PRK RUS>PRK"]);
    check_pairs(&["RUS", "RUS", "PRK"], &[], true, &["PRK>RUS PRK>RUS", "RUS>PRK RUS>PRK"]);
    check_pairs(&["?"], &["RUS"], false, &["?>RUS >RUS"]);
}

#[test]
fn retracted_events_are_left_out() {
    check("SELECT event_id, count(*) FROM events_dyadic GROUP BY 1 ORDER BY 1", &["1 1", "2 2", "3 2"]);
}

#[test]
fn days_and_months_of_two_states_are_counted() {
    let columns = "actor_country, recipient_country, n_events, n_q1, n_q4, mean_goldstein, share_cooperation, n_reports, \
                   sum_sources";
    check(
        &format!("SELECT {columns}, day FROM dyad_day ORDER BY 1, 2, day"),
        &[
            "PRK RUS 1 1 0 3.0 1.0 2 2 2024-06-18",
            "RUS PRK 1 1 0 1.9 1.0 2 2 2024-06-17",
            "RUS PRK 1 1 0 3.0 1.0 2 2 2024-06-18",
            "USA RUS 1 0 1 -10.0 0.0 2 2 2024-07-01",
        ],
    );
    check(
        &format!("SELECT {columns}, month FROM dyad_month ORDER BY 1, 2, month"),
        &[
            "PRK RUS 1 1 0 3.0 1.0 2 2 2024-06",
            "RUS PRK 2 2 0 2.45 1.0 4 4 2024-06",
            "USA RUS 1 0 1 -10.0 0.0 2 2 2024-07",
        ],
    );
}

/// Checks how many events of RUS to PRK the days and the months count, given one event.
fn check_counted(actors: &[&str], recipients: &[&str], changes: Value, n_days: usize, n_months: usize) {
    let event = event("1", "2024-06-17", actors, recipients, changes);
    for (view, n) in [("dyad_day", n_days), ("dyad_month", n_months)] {
        let sql = format!("SELECT n_events FROM {view} WHERE actor_country = 'RUS'");
        check_of(std::slice::from_ref(&event), &sql, &vec!["1"; n]);
    }
}

#[test]
fn dyads_count_what_happened_between_two_states_at_a_known_time() {
    check_counted(&["RUS"], &["PRK"], json!({}), 1, 1);
    check_counted(&["RUS", "RUS-MIL"], &["PRK-MIL", "PRK"], json!({}), 1, 1);
    check_counted(&["RUS"], &["RUS-CVL"], json!({}), 0, 0);
    check_counted(&["RUS"], &[":NATO"], json!({}), 0, 0);
    check_counted(&["RUS"], &[], json!({}), 0, 0);
    check_counted(&["RUS"], &["PRK"], json!({"modality": "negated"}), 0, 0);
    check_counted(&["RUS"], &["PRK"], json!({"date_precision": "week"}), 0, 1);
    check_counted(&["RUS"], &["PRK"], json!({"date_precision": "month"}), 0, 1);
    check_counted(&["RUS"], &["PRK"], json!({"date_precision": "quarter"}), 0, 0);
    check_counted(&["RUS"], &["PRK"], json!({"date_precision": "none", "event_date_start": null}), 0, 0);
}

/// Text is text, however the engine keeps it.
fn kind(field: &Field) -> (String, DataType) {
    let kind = if field.data_type() == &DataType::Utf8View { DataType::Utf8 } else { field.data_type().clone() };
    (field.name().clone(), kind)
}

#[test]
fn columns_are_as_they_are_described() {
    let (_folder, files) = record(&[]);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a thread");
    for view in VIEWS {
        let schema = runtime.block_on(async {
            let session = Session::open(&files, Limits::default()).await?;
            Ok::<_, westphalia_query::Error>(session.query(&format!("SELECT * FROM {}", view.name)).await?.schema())
        });
        let found: Vec<_> = schema.expect("an answer").fields().iter().map(|field| kind(field)).collect();
        let as_table = Table { name: view.name, meaning: view.meaning, month_of: "", columns: view.columns };
        let expected: Vec<_> = arrow_schema(&as_table).fields().iter().map(|field| kind(field)).collect();
        assert_eq!(found, expected, "{}", view.name);
    }
}

#[test]
fn views_can_be_joined_and_narrowed() {
    let sql = "SELECT e.event_id, m.n_events FROM events_dyadic AS e JOIN dyad_month AS m ON e.actor_country = \
               m.actor_country AND e.recipient_country = m.recipient_country AND e.month = m.month \
               WHERE e.month = '2024-07' AND m.n_q4 = 1";
    check(sql, &["3 1"]);
    let plan =
        ask("EXPLAIN SELECT event_id FROM events_dyadic WHERE month = '2024-07'", Limits::default()).expect("a plan");
    let plan = crate::rows(&plan.0).join("\n");
    assert!(plan.contains("month=2024-07") && !plan.contains("month=2024-06"), "{plan}");
}
