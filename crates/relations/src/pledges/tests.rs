//! Ledgers of made-up events.

use super::{Pledge, Question, Status, Thresholds, ledger};
use crate::sample::event;
use std::collections::BTreeSet;
use westphalia_model::{Date, Dyad, Event};

fn question(as_of: Date) -> Question {
    Question { dyad: Dyad::of("RUS", "PRK"), beside: BTreeSet::new(), as_of, thresholds: Thresholds::default() }
}

/// Events of lines: the line of `crate::sample`, and after `|` the sentence, the CAMEO code and the deadline, where there are.
fn events(lines: &[&str]) -> Vec<Event> {
    let made = |line: &&str| {
        let mut parts = line.split('|').map(str::trim);
        let mut event = event(parts.next().unwrap_or_default());
        event.event_id = (*line).to_owned();
        for party in event.actors.iter_mut().chain(&mut event.recipients) {
            party.name = match party.country.as_str() {
                "RUS" => "Russia".to_owned(),
                "PRK" => "North Korea".to_owned(),
                other => other.to_owned(),
            };
        }
        if let Some(sentence) = parts.next() {
            event.sentence_text = sentence.to_owned();
        }
        event.cameo_code = parts.next().unwrap_or_default().to_owned();
        event.deadline_end = parts.next().and_then(|day| day.parse().ok());
        event
    };
    lines.iter().map(made).collect()
}

fn show(pledge: &Pledge) -> String {
    let steps: Vec<String> = pledge
        .history
        .iter()
        .map(|change| format!("{} {} ({})", change.day, change.status.as_str(), change.rule))
        .collect();
    format!(
        "{}>{} {} {}: {}",
        pledge.by.join("+"),
        pledge.to.join("+"),
        pledge.act.as_str(),
        pledge.content.kinds.join("/"),
        steps.join(", ")
    )
}

fn check(lines: &[&str], expected: &[&str]) {
    let found = ledger(&events(lines), &question(Date::constant(2025, 12, 31)));
    assert_eq!(found.iter().map(show).collect::<Vec<_>>(), expected);
}

const FUEL: &str = "2024-01-10 RUS>PRK AGREE | Russia promised to send fuel to North Korea by March. | 033";

#[test]
fn a_promise_is_kept_by_the_deed() {
    check(
        &[FUEL, "2024-02-20 RUS>PRK AID | A Russian ship delivered fuel in Nampo. | 070"],
        &["RUS>PRK promise trade/aid: 2024-01-10 open (opened), 2024-02-20 kept (delivered)"],
    );
}

#[test]
fn another_deed_keeps_nothing() {
    let overdue = "RUS>PRK promise trade/aid: 2024-01-10 open (opened), 2024-04-01 overdue (deadline-passed)";
    check(&[FUEL, "2024-02-20 RUS>PRK AID | Russian doctors brought vaccines to a hospital. | 073"], &[overdue]);
    check(&[FUEL, "2024-02-20 PRK>RUS AID | North Korea delivered fuel. | 070"], &[overdue]);
    check(&[FUEL, "2024-02-20 RUS>PRK SUPPORT | Russia praised the fuel that North Korea has. | 051"], &[overdue]);
    check(&[FUEL, "2024-02-20 RUS>PRK AID future | Russia will send fuel to North Korea. | 070"], &[overdue]);
    check(&[FUEL, "2023-02-20 RUS>PRK AID | A Russian ship delivered fuel in Nampo. | 070"], &[overdue]);
}

#[test]
fn what_is_done_late_was_overdue_before() {
    check(
        &[FUEL, "2024-04-20 RUS>PRK AID | A Russian ship delivered fuel in Nampo. | 070"],
        &[
            "RUS>PRK promise trade/aid: 2024-01-10 open (opened), 2024-04-01 overdue (deadline-passed), 2024-04-20 partly-kept (delivered)",
        ],
    );
}

#[test]
fn a_beginning_is_a_part() {
    check(
        &[FUEL, "2024-02-20 RUS>PRK AID | Russia delivered the first shipment of fuel. | 070"],
        &["RUS>PRK promise trade/aid: 2024-01-10 open (opened), 2024-02-20 partly-kept (delivered)"],
    );
}

#[test]
fn what_is_repeated_is_one_pledge() {
    let again = "2024-01-30 RUS>PRK AGREE | Russia promised again to send fuel to North Korea. | 033";
    let found = ledger(&events(&[FUEL, again]), &question(Date::constant(2024, 2, 1)));
    assert_eq!(found.iter().map(|pledge| pledge.reports.len()).collect::<Vec<_>>(), [2]);
    let other = "2024-01-30 RUS>PRK AGREE | Russia promised to train doctors in North Korea. | 033";
    let found = ledger(&events(&[FUEL, other]), &question(Date::constant(2024, 2, 1)));
    assert_eq!(found.iter().map(|pledge| pledge.reports.len()).collect::<Vec<_>>(), [1, 1]);
}

#[test]
fn another_deadline_makes_another_pledge() {
    check(
        &[FUEL, "2024-02-10 RUS>PRK AGREE | Russia promised to send fuel to North Korea by October. | 033"],
        &[
            "RUS>PRK promise trade/aid: 2024-01-10 open (opened), 2024-02-10 superseded (renewed)",
            "RUS>PRK promise trade/aid: 2024-02-10 open (opened), 2024-11-01 overdue (deadline-passed)",
        ],
    );
}

#[test]
fn meetings() {
    let invited = "2024-01-10 RUS>PRK AGREE | Putin invited Kim to visit Moscow. | 036";
    check(
        &[invited, "2024-05-02 PRK>RUS CONSULT/visit | Kim arrived in Moscow. | 042"],
        &["RUS>PRK offer meet: 2024-01-10 open (opened), 2024-05-02 kept (meeting-held)"],
    );
    check(
        &[invited, "2024-05-02 RUS>PRK CONSULT/visit | Lavrov arrived in Pyongyang. | 042"],
        &["RUS>PRK offer meet: 2024-01-10 open (opened)"],
    );
    check(
        &[invited, "2024-05-02 PRK>RUS REJECT/meet | Kim called off his visit to Moscow. | 125"],
        &["RUS>PRK offer meet: 2024-01-10 open (opened), 2024-05-02 withdrawn (meeting-called-off)"],
    );
    check(
        &[invited, "2024-05-02 PRK>RUS REJECT/meet | Kim put off his visit to Moscow. | 125"],
        &["RUS>PRK offer meet: 2024-01-10 open (opened)"],
    );
}

#[test]
fn treaties_and_ceasefires() {
    let signed = "2024-01-10 RUS=PRK SUPPORT | Russia and North Korea signed a treaty on fishing. | 057";
    check(
        &[signed, "2024-03-01 RUS=PRK SUPPORT | The Duma ratified the treaty with North Korea. | 057"],
        &["PRK+RUS>PRK+RUS sign treaty: 2024-01-10 open (opened), 2024-03-01 kept (treaty-in-force)"],
    );
    check(
        &[signed, "2024-03-01 RUS>PRK SANCTION/withdraw | Russia withdrew from the treaty on fishing. | 160"],
        &["PRK+RUS>PRK+RUS sign treaty: 2024-01-10 open (opened), 2024-03-01 withdrawn (treaty-left)"],
    );
    check(
        &[
            "2024-01-10 RUS=PRK CONCEDE | Russia and North Korea agreed to a ceasefire. | 035",
            "2024-01-20 PRK>RUS ASSAULT/heavy-weapons | North Korea shelled Khasan. | 194",
        ],
        &["PRK+RUS>PRK+RUS agree ceasefire: 2024-01-10 open (opened), 2024-01-20 broken (ceasefire-violated)"],
    );
}

#[test]
fn praise_keeps_no_pledge_of_deeds() {
    for (code, words) in [
        ("033", "send rice and fuel"),
        ("031", "build a bridge and expand trade"),
        ("035", "withdraw its troops"),
        ("035", "release prisoners"),
        ("035", "lift sanctions"),
        ("032", "restore diplomatic relations"),
        ("037", "settle the border"),
        ("030", "inform the ministers"),
    ] {
        let pledge = format!("2024-01-10 RUS>PRK AGREE | Russia promised to {words}. | {code}");
        for (kind, code) in [("SUPPORT", "051"), ("SUPPORT", "018"), ("SUPPORT", "052"), ("CONSULT", "041")] {
            let praise = format!("2024-02-10 RUS>PRK {kind} | Russia hailed its plan to {words}. | {code}");
            let found = ledger(&events(&[&pledge, &praise]), &question(Date::constant(2024, 3, 1)));
            assert_eq!(found.iter().map(|p| p.status).collect::<Vec<_>>(), [Status::Open], "{pledge} {praise}");
        }
    }
}

#[test]
fn what_is_pledged_to_nobody_counts_beside_the_other() {
    let alone = "2024-01-10 RUS>RUS AGREE | Russia promised to free the prisoners. | 035";
    let events = events(&[alone]);
    let mut question = question(Date::constant(2024, 3, 1));
    assert!(ledger(&events, &question).is_empty());
    question.beside = events.iter().map(|event| event.event_id.clone()).collect();
    assert_eq!(ledger(&events, &question).len(), 1);
}

#[test]
fn threats() {
    let threat =
        "2024-01-10 RUS>PRK THREATEN/restrict | Russia threatened sanctions on North Korea unless it stops. | 1312";
    check(
        &[threat, "2024-03-01 RUS>PRK SANCTION | Russia imposed sanctions on North Korea. | 163"],
        &["RUS>PRK threaten sanction: 2024-01-10 open (opened), 2024-03-01 kept (sanction-carried-out)"],
    );
    let found = ledger(&events(&[threat]), &question(Date::constant(2024, 2, 1)));
    assert_eq!(found.first().map(|pledge| pledge.condition.as_str()), Some("unless it stops"));
}

#[test]
fn pledges_of_others_are_left_out() {
    check(&["2024-01-10 RUS>CHN AGREE | Russia promised to send fuel to China. | 033"], &[]);
    check(&["2024-01-10 RUS>PRK AGREE negated | Russia denied that it promised fuel. | 033"], &[]);
}

/// Acts of every sort, to be shuffled and cut off.
const LINES: [&str; 12] = [
    FUEL,
    "2024-02-10 RUS>PRK AGREE | Russia promised to send fuel to North Korea by October. | 033",
    "2024-02-20 RUS>PRK AID | Russia delivered the first shipment of fuel. | 070",
    "2024-03-05 RUS>PRK AID | A Russian ship delivered fuel in Nampo. | 070",
    "2024-01-12 RUS>PRK AGREE | Putin invited Kim to visit Moscow. | 036",
    "2024-05-02 PRK>RUS CONSULT/visit | Kim arrived in Moscow. | 042",
    "2024-01-10 RUS=PRK SUPPORT | Russia and North Korea signed a treaty on fishing. | 057",
    "2024-03-01 RUS=PRK SUPPORT | The Duma ratified the treaty with North Korea. | 057",
    "2024-06-01 RUS>PRK SANCTION/withdraw | Russia withdrew from the treaty on fishing. | 160",
    "2024-01-11 RUS>PRK THREATEN/restrict | Russia threatened sanctions on North Korea by March. | 1312",
    "2024-03-31 RUS>PRK SANCTION | Russia imposed sanctions on North Korea. | 163",
    "2024-04-01 RUS>PRK REJECT | Russia cancelled its fuel for North Korea. | 120",
];

proptest::proptest! {
    #[test]
    fn the_ledger_of_an_earlier_day_has_the_same_histories_only_shorter(
        picked in proptest::collection::vec(proptest::bool::ANY, LINES.len()),
        days in (0_i64..200, 0_i64..200),
    ) {
        let lines: Vec<&str> = LINES.iter().zip(&picked).filter(|(_, keep)| **keep).map(|(line, _)| *line).collect();
        let day = |n: i64| Date::constant(2024, 1, 1).saturating_add(jiff::Span::new().days(n));
        let (early, late) = (day(days.0.min(days.1)), day(days.0.max(days.1)));
        let events = events(&lines);
        let (before, after) = (ledger(&events, &question(early)), ledger(&events, &question(late)));
        proptest::prop_assert!(before.len() <= after.len());
        for (one, other) in before.iter().zip(&after) {
            proptest::prop_assert_eq!(&one.id, &other.id);
            let known: Vec<_> = other.history.iter().filter(|change| change.day <= early).cloned().collect();
            proptest::prop_assert_eq!(&one.history, &known);
        }
        let mut turned = events.clone();
        turned.reverse();
        proptest::prop_assert_eq!(ledger(&turned, &question(late)), after);
    }
}

#[test]
fn every_status_has_a_word() {
    for status in Status::ALL {
        assert_eq!(serde_json::to_value(status).ok(), Some(serde_json::Value::from(status.as_str())));
    }
}
