//! Claims of our own against made-up events.

use super::{Evidence, Travel, Verdict, WhoIs, check};
use crate::sample::event;
use std::collections::BTreeMap;
use westphalia_model::{Actor, Claim, ClaimKind, Counted, Date, Event, EventType, Since, Span};

/// Putin leads Russia, Shoigu its army; names are those of the actors.
struct Known;

impl WhoIs for Known {
    fn person(&self, actor: &Actor) -> Option<String> {
        ["Putin", "Kim", "Obama", "Kerry"].iter().find(|n| actor.name.contains(**n)).map(|n| (*n).to_owned())
    }

    fn offices(&self, actor: &Actor, _: Option<Date>) -> Vec<String> {
        let office = match self.person(actor).as_deref() {
            Some("Putin" | "Kim" | "Obama") => "head_of_state",
            Some("Kerry") => "foreign_minister",
            _ if actor.text.contains("minister") => "defence_minister",
            _ => return Vec::new(),
        };
        vec![office.to_owned()]
    }
}

fn actor(code: &str) -> Actor {
    let (country, name) = code.split_once(':').unwrap_or((code, code));
    Actor { country: country.to_owned(), name: name.to_owned(), ..Actor::default() }
}

/// An event of the sample's kind, with a name for its first actor: `2019-04-25 RUS>PRK CONSULT/visit @Putin`.
fn told(line: &str) -> Event {
    let (line, name) = line.split_once(" @").unwrap_or((line, ""));
    let mut event = event(line);
    if let Some(first) = event.actors.first_mut().filter(|_| !name.is_empty()) {
        (first.name, first.text) = (name.to_owned(), name.to_owned());
    }
    event
}

/// One that the record may lack the doer of.
#[test]
fn an_act_of_nobody_known_leaves_it_open() {
    let mut events = YEARS.to_vec();
    events.push("2019-04-25 RUS=PRK CONSULT");
    checks("1 RUS=PRK 2019-01-01..2019-12-31", &events, "supported");
    events.push("2022-05-25 >PRK CONSULT");
    checks("1 RUS=PRK 2019-01-01..2019-12-31", &events, "cannot tell");
}

/// `kind[n] actor>recipient [office] [since A..B]`, said on 2024-06-17.
fn claim(line: &str) -> Claim {
    let words: Vec<&str> = line.split_whitespace().collect();
    let nth = words[0].parse().ok();
    let (a, b) = words[1].split_once(['>', '=']).expect("two sides");
    let since = words
        .iter()
        .find_map(|w| w.split_once(".."))
        .map(|(start, end)| Since::of("since".to_owned(), start.parse().ok().zip(end.parse().ok()), true));
    let office = words.get(2).filter(|w| !w.contains("..")).map_or("", |w| w);
    let symmetric = words[1].contains('=');
    let (mut actors, mut recipients) = (vec![actor(a)], vec![actor(b)]);
    if symmetric {
        actors.append(&mut recipients);
    }
    Claim {
        document_id: String::new(),
        sentence: 0,
        sentence_text: line.to_owned(),
        words: line.to_owned(),
        span: Span::default(),
        kind: match words[0] {
            "never" => ClaimKind::Never,
            "last" => ClaimKind::Last,
            _ => ClaimKind::Ordinal,
        },
        nth,
        degree: String::new(),
        what: Counted::Events {
            event_type: EventType::Consult,
            mode: if symmetric { String::new() } else { "visit".to_owned() },
            cameo: "042".to_owned(),
        },
        what_words: "visit".to_owned(),
        qualifiers: Vec::new(),
        actors,
        recipients,
        symmetric,
        office: office.to_owned(),
        since,
        said_on: "2024-06-17".parse().ok(),
        of_start: None,
        of_end: None,
        problems: Vec::new(),
    }
}

fn verdict(claim_line: &str, events: &[&str], travel: Option<&Travel>) -> Verdict {
    let events: Vec<Event> = events.iter().map(|line| told(line)).collect();
    let evidence = Evidence::new(&events, BTreeMap::new(), travel, &Known);
    let checked = check(&claim(claim_line), &evidence);
    assert!(!checked.why.is_empty(), "{claim_line}: a verdict has a reason");
    checked.verdict
}

fn checks(claim_line: &str, events: &[&str], expected: &str) {
    assert_eq!(verdict(claim_line, events, None).as_str(), expected, "{claim_line} by {events:?}");
}

const YEARS: [&str; 5] = [
    "2020-03-01 RUS>PRK AID",
    "2021-03-01 RUS>PRK AID",
    "2022-03-01 RUS>PRK AID",
    "2023-03-01 RUS>PRK AID",
    "2024-03-01 RUS>PRK AID",
];

#[test]
fn one_in_between_contradicts() {
    checks(
        "1 RUS:Putin>PRK 1999-06-01..2001-06-01",
        &["2012-05-01 RUS>PRK CONSULT/visit @Vladimir Putin"],
        "contradicted",
    );
    checks("never RUS:Putin>PRK", &["2012-05-01 RUS>PRK CONSULT/visit @Vladimir Putin"], "contradicted");
    checks(
        "last RUS:Putin>PRK 2000-01-01..2000-12-31",
        &["2012-05-01 RUS>PRK CONSULT/visit @Vladimir Putin"],
        "contradicted",
    );
}

#[test]
fn silence_alone_is_no_answer() {
    checks("1 RUS:Putin>PRK 1999-06-01..2001-06-01", &[], "cannot tell");
    checks("1 RUS:Putin>PRK 1999-06-01..2001-06-01", &YEARS, "cannot tell");
    checks("never RUS:Putin>PRK", &YEARS, "cannot tell");
    // The earlier end is told, but years without any news lie in between.
    checks("1 RUS:Putin>PRK 2019-01-01..2019-12-31", &["2019-04-25 RUS>PRK CONSULT/visit @Putin"], "cannot tell");
}

#[test]
fn silence_counts_where_the_record_is_dense_and_knows_the_earlier_end() {
    let mut events = YEARS.to_vec();
    checks("1 RUS:Putin>PRK 2019-01-01..2019-12-31", &events, "cannot tell");
    events.push("2019-04-25 RUS>PRK CONSULT/visit @Vladimir Putin");
    checks("1 RUS:Putin>PRK 2019-01-01..2019-12-31", &events, "supported");
}

#[test]
fn another_person_or_level_is_another_visit() {
    checks(
        "1 RUS:Putin>PRK 1999-06-01..2001-06-01",
        &["2012-05-01 RUS>PRK CONSULT/visit @the defence minister"],
        "cannot tell",
    );
    checks(
        "1 RUS>PRK defence_minister 1999-06-01..2001-06-01",
        &["2012-05-01 RUS>PRK CONSULT/visit @the defence minister"],
        "contradicted",
    );
    checks(
        "1 RUS>PRK head_of_state 1999-06-01..2001-06-01",
        &["2012-05-01 RUS>PRK CONSULT/visit @Vladimir Putin"],
        "contradicted",
    );
    checks("1 RUS:Putin>PRK 1999-06-01..2001-06-01", &["2012-05-01 PRK>RUS CONSULT/visit @Putin"], "cannot tell");
}

#[test]
fn what_is_planned_or_the_visit_itself_does_not_count() {
    checks("never RUS:Putin>PRK", &["2012-05-01 RUS>PRK CONSULT/visit future @Putin"], "cannot tell");
    checks("1 RUS:Putin>PRK", &["2024-06-16 RUS>PRK CONSULT/visit @Putin"], "cannot tell");
    checks("1 RUS:Putin>PRK", &["2024-06-18 RUS>PRK CONSULT/visit @Putin"], "cannot tell");
}

#[test]
fn numbers_are_counted_by_occasion() {
    let twice = ["2019-04-25 RUS=PRK CONSULT", "2019-04-26 RUS=PRK CONSULT", "2023-09-13 RUS=PRK CONSULT"];
    // Which meetings of two states belong to one series, the record does not tell; visits of one person are one series.
    checks("2 RUS=PRK", &twice, "cannot tell");
    let visits = ["2012-05-01 RUS>PRK CONSULT/visit @Putin", "2018-05-01 RUS>PRK CONSULT/visit @Putin"];
    checks("2 RUS:Putin>PRK", &visits, "contradicted");
    checks("3 RUS:Putin>PRK", &visits, "supported");
    checks("3 RUS=PRK", &twice, "cannot tell");
    checks("3 RUS=PRK 2018-01-01..2018-12-31", &twice, "supported");
    checks("4 RUS=PRK 2018-01-01..2018-12-31", &twice, "cannot tell");
}

#[test]
fn a_complete_list_of_travel_can_say_none() {
    let travel = Travel::embedded();
    let by_list = |line: &str| verdict(line, &[], Some(&travel)).as_str();
    assert_eq!(by_list("1 USA>PRK head_of_state"), "contradicted", "Trump crossed the line in 2019");
    assert_eq!(by_list("1 USA>BTN head_of_state"), "supported");
    assert_eq!(by_list("1 USA>CUB head_of_state 1928-01-01..1928-12-31"), "contradicted", "Obama came in 2016");
    assert_eq!(by_list("1 USA>CUB head_of_state 2016-01-01..2016-12-31"), "supported");
    // A list that is not complete shows that there was one, never that there was none.
    assert_eq!(by_list("1 RUS:Putin>PRK 1999-06-01..2001-06-01"), "cannot tell");
    assert_eq!(by_list("never RUS:Putin>PRK"), "contradicted");
}

#[test]
fn the_lists_of_travel_are_in_order() {
    let travel = Travel::embedded();
    assert!(travel.visits.len() > 7_500 && travel.covers.len() == 3);
    assert!(travel.visits.iter().all(|v| v.start <= v.end && v.from.len() == 3 && v.to.len() == 3 && v.from != v.to));
}

#[test]
fn more_events_never_turn_a_contradiction() {
    let one = ["2012-05-01 RUS>PRK CONSULT/visit @Vladimir Putin"];
    let more: Vec<&str> = one.iter().copied().chain(YEARS).collect();
    for line in
        ["1 RUS:Putin>PRK 1999-06-01..2001-06-01", "never RUS:Putin>PRK", "2 RUS:Putin>PRK 2013-01-01..2013-12-31"]
    {
        assert_eq!(
            verdict(line, &one, None) == Verdict::Contradicted,
            verdict(line, &more, None) == Verdict::Contradicted
        );
    }
}
