//! What is written is read back.

use super::{Exported, export};
use crate::codes::acts::acts;
use crate::codes::states::states;
use crate::{ExportLayout, Layout, import};
use proptest::prelude::*;
use westphalia_model::{Actor, Date, DateBasis, DatePrecision, Event, Modality, QuadClass, Report, Status};

const DYADIC: [(ExportLayout, Layout); 3] = [
    (ExportLayout::Gdelt2, Layout::Gdelt2),
    (ExportLayout::Icews, Layout::Icews),
    (ExportLayout::Polecat, Layout::Polecat),
];

const DAY: Date = Date::constant(2019, 2, 27);

/// `USA`, `SYR-REB`, or an acronym.
fn party(code: &str) -> Actor {
    party_on(code, DAY)
}

fn party_on(code: &str, on: Date) -> Actor {
    let mut actor = Actor::default();
    let (country, role) = code.split_once('-').unwrap_or((code, "GOV"));
    match states().atlas.country_id(country) {
        Some(id) => {
            states().fill(&mut actor, id, on);
            actor.name = states().atlas.country(id).name.to_string();
            actor.sector_roles = vec![role.to_owned()];
        }
        None => actor.body = code.to_owned(),
    }
    actor
}

fn event(code: &str, actors: &[&str], recipients: &[&str]) -> Event {
    let parties = |codes: &[&str]| codes.iter().map(|code| party(code)).collect::<Vec<_>>();
    of_parties(code, parties(actors), parties(recipients), DAY, 0x1234_5678_9abc_def0)
}

fn of_parties(code: &str, actors: Vec<Actor>, recipients: Vec<Actor>, on: Date, id: u64) -> Event {
    let act = acts().of(code);
    let codes = |parties: &[Actor]| parties.iter().map(Actor::code).collect();
    Event {
        event_id: format!("{id:016x}"),
        status: Status::Machine,
        event_date_start: Some(on),
        event_date_end: Some(on),
        date_precision: DatePrecision::Day,
        date_basis: DateBasis::Text,
        first_reported: Some(on),
        last_reported: Some(on),
        actor_codes: codes(&actors),
        recipient_codes: codes(&recipients),
        symmetric: recipients.is_empty() && actors.len() > 1,
        actors,
        recipients,
        event_type: act.and_then(|act| act.event_type),
        mode: act.map_or("", |act| act.mode).to_owned(),
        cameo_code: code.to_owned(),
        quad_class: act.map_or(QuadClass::VerbalCooperation, |act| act.quad),
        goldstein: act.map_or(0.0, |act| act.goldstein),
        plover_score: act.map_or(0.0, |act| act.intensity),
        contexts: vec!["diplomatic".to_owned()],
        policy_sectors: Vec::new(),
        modality: Modality::Actual,
        attributed_to: None,
        confidence: None,
        content: None,
        deadline_start: None,
        deadline_end: None,
        quantities: Vec::new(),
        place: "Hanoi".to_owned(),
        lat: Some(21.0245),
        lon: Some(105.8412),
        place_country: "VNM".to_owned(),
        place_precision: "city".to_owned(),
        sentence_text: String::new(),
        report_ids: vec![format!("{id:016x}")],
        merged_because: vec![Event::LEAD.to_owned()],
        n_reports: 1,
        n_documents: 1,
        n_texts: 1,
        sources: vec!["Xinhua".to_owned()],
        n_sources: 1,
        datasets: vec!["westphalia".to_owned()],
    }
}

fn written(layout: ExportLayout, events: &[Event]) -> (Vec<u8>, Exported) {
    let mut bytes = Vec::new();
    let exported = export(layout, events, &mut bytes).expect("memory can be written");
    (bytes, exported)
}

fn read(layout: Layout, bytes: &[u8]) -> Vec<Report> {
    let mut reports = Vec::new();
    let tally = import(layout, bytes, "test", &mut |batch| reports.extend(batch)).expect("our own file");
    assert_eq!((&tally.bad, tally.unknown_codes.len()), (&Vec::new(), 0), "{tally:?}");
    reports
}

/// The pairs of codes that a layout should have for an event.
fn pairs(event: &Event, both_ways: bool) -> Vec<(String, String)> {
    let pair = |a: &Actor, b: &Actor| (a.code(), b.code());
    let none = || vec![String::new()];
    if event.symmetric {
        let members: Vec<_> = event.actors.iter().enumerate().collect();
        let all = members.iter().flat_map(|(i, a)| members.iter().map(move |(j, b)| (i, j, *a, *b)));
        return all.filter(|(i, j, ..)| i < j || (both_ways && i > j)).map(|(_, _, a, b)| pair(a, b)).collect();
    }
    let codes = |parties: &[Actor]| if parties.is_empty() { none() } else { parties.iter().map(Actor::code).collect() };
    let recipients = codes(&event.recipients);
    codes(&event.actors).into_iter().flat_map(|a| recipients.iter().map(move |b| (a.clone(), b.clone()))).collect()
}

/// Writes events, reads them back, compares what the layout can carry, and writes the same bytes again.
fn check(events: &[Event]) {
    for (to, from) in DYADIC {
        let (bytes, exported) = written(to, events);
        let reports = read(from, &bytes);
        assert_eq!(exported.n_rows, reports.len() as u64);
        let both_ways = to != ExportLayout::Polecat;
        let carried = events.iter().filter(|event| to != ExportLayout::Polecat || event.event_type.is_some());
        let expected = carried.flat_map(|event| pairs(event, both_ways).into_iter().map(move |pair| (event, pair)));
        for (report, (event, pair)) in reports.iter().zip(expected) {
            let code = |parties: &[Actor]| parties.first().map_or(String::new(), Actor::code);
            assert_eq!((code(&report.actors), code(&report.recipients)), pair, "{to}");
            assert_eq!(report.event_date_start, event.event_date_start, "{to}");
            assert_eq!((report.event_type, &report.mode), (event.event_type, &event.mode), "{to}");
            assert_eq!(report.quad_class, event.quad_class, "{to}");
            assert_eq!(report.plover_score, event.plover_score, "{to}");
            assert_eq!((report.lat, report.lon), (event.lat, event.lon), "{to}");
            assert_eq!(report.place, event.place, "{to}");
            assert_eq!(report.place_precision, event.place_precision, "{to}");
            assert_eq!(report.place_country, event.place_country, "{to}");
            assert_eq!(report.source, event.sources.concat(), "{to}");
            if to != ExportLayout::Polecat {
                assert_eq!(report.cameo_code, event.cameo_code, "{to}");
            }
        }
        let again: Vec<Event> = reports.iter().map(Event::of_report).collect();
        let bytes_again = written(to, &again).0;
        assert_eq!(String::from_utf8_lossy(&bytes_again), String::from_utf8_lossy(&bytes), "{to}");
    }
}

#[test]
fn events_come_back() {
    check(&[event("042", &["USA"], &["VNM"])]);
    check(&[event("043", &["VNM"], &["USA", "PRK"])]);
    check(&[event("040", &["USA", "PRK", "KOR"], &[])]);
    check(&[event("190", &["SYR"], &["SYR-REB", "HTS"]), event("195", &["ISR"], &["HEZBOLLAH"])]);
    check(&[event("163", &["EU", "USA"], &["RUS"])]);
    check(&[event("141", &["FRA-CVL"], &[])]);
    check(&[event("010", &["NATO"], &["UKR"])]);
    check(&[event("0841", &["PSE"], &["ISR-CVL"])]);
    check(&[event("192", &[], &["UKR"])]);
    check(&[event("042", &["XKX"], &["SRB"]), event("042", &["ROU"], &["MNE"]), event("042", &["TLS"], &["SSD"])]);
    check(&[event("10", &["USA"], &["IRN"]), event("01", &["USA"], &["IRN"]), event("20", &["USA"], &["IRN"])]);
    let mut unnamed = event("173", &["RUS-COP"], &[]);
    unnamed.recipients = vec![Actor { name: "?".to_owned(), ..Actor::default() }];
    check(&[unnamed]);
}

#[test]
fn states_of_their_time_come_back() {
    let (then, later) = (Date::constant(1985, 11, 19), Date::constant(1999, 3, 24));
    let of = |code: &str, actor: &str, recipient: &str, on| {
        let mut event = of_parties(code, vec![party_on(actor, on)], vec![party_on(recipient, on)], on, u64::MAX);
        event.place_country.clear();
        event.place.clear();
        event.place_precision.clear();
        event
    };
    check(&[of("040", "USA", "SUN", then), of("0331", "DDR", "CSK", then), of("195", "NATO", "YUG", later)]);
}

#[test]
fn every_state_body_and_group_comes_back() {
    let atlas = states().atlas;
    let living = atlas.countries().iter().filter(|country| country.exists_on(DAY));
    let codes: Vec<String> = living.map(|country| country.iso3.to_string()).collect();
    for code in &codes {
        check(&[event("051", &[code], &["UN"])]);
    }
    for row in include_str!("../../../../data/atlas/groups.tsv").lines().skip(1) {
        // The name of a group must lead back to it, for layouts that have no column for it.
        let code = row.split('\t').next().unwrap_or("");
        check(&[event("111", &[code], &["USA"])]);
    }
    for row in include_str!("../../../../data/atlas/bodies.tsv").lines().skip(1) {
        let key = row.split('\t').next().unwrap_or("");
        let code = atlas.body_id(key).map_or("", |id| atlas.body(id).code.as_str());
        check(&[event("111", &[code], &["USA"])]);
    }
}

#[test]
fn the_identity_of_an_event_is_its_number() {
    for (to, from) in DYADIC {
        let events = [event("042", &["USA"], &["VNM", "PRK"])];
        let reports = read(from, &written(to, &events).0);
        assert_eq!(reports[0].report_id, events[0].event_id);
        assert_eq!(reports[1].report_id, "123456789abcdef1");
        assert_eq!(reports[0].native_id, "1311768467463790320");
    }
}

#[test]
fn what_a_layout_would_tell_wrongly_is_left_out() {
    let change = |change: fn(&mut Event)| {
        let mut event = event("190", &["RUS"], &["UKR"]);
        change(&mut event);
        event
    };
    let events = [
        change(|event| event.modality = Modality::Negated),
        change(|event| event.modality = Modality::Future),
        change(|event| event.status = Status::Retracted),
        change(|event| event.event_date_start = None),
        change(|event| (event.event_type, event.cameo_code) = (None, String::new())),
        change(|_| {}),
    ];
    let exported = written(ExportLayout::Gdelt2, &events).1;
    assert_eq!((exported.n_events, exported.n_rows, exported.n_not_actual), (1, 1, 2));
    assert_eq!((exported.n_retracted, exported.n_undated, exported.n_untyped), (1, 1, 1));
    for layout in [ExportLayout::Csv, ExportLayout::Plover] {
        assert_eq!(
            written(layout, &events).1,
            Exported { n_events: 5, n_rows: 5, n_retracted: 1, ..Exported::default() }
        );
    }
}

#[test]
fn rows_are_as_the_data_sets_write_them() {
    let line = |layout| String::from_utf8(written(layout, &[event("042", &["USA"], &["EU"])]).0).expect("UTF-8");
    let gdelt = line(ExportLayout::Gdelt2);
    assert_eq!(gdelt.trim_end().split('\t').count(), 61);
    assert!(
        gdelt.starts_with("1311768467463790320\t20190227\t201902\t2019\t2019.1562\tUSAGOV\tUnited States\tUSA\t\t"),
        "{gdelt}"
    );
    assert!(gdelt.contains("\tIGOEEC\t\t\tEEC\t\t\t\tIGO\t\t\t1\t042\t042\t04\t1\t1.9\t1\t1\t1\t\t0\t"), "{gdelt}");
    assert!(gdelt.ends_with("\t4\tHanoi\tVM\t\t\t21.0245\t105.8412\t\t20190227000000\tXinhua\n"), "{gdelt}");
    let icews = line(ExportLayout::Icews);
    assert_eq!(
        icews.lines().nth(1),
        Some(
            "1311768467463790320\t2019-02-27\tUnited States\tGovernment\tUnited States\tMake a visit\t042\t1.9\t\
             European Union\tInternational Government Organization\t\t\t\tXinhua\tHanoi\t\t\tVietnam\t21.0245\t105.8412"
        )
    );
    let polecat = line(ExportLayout::Polecat);
    assert!(polecat.lines().all(|line| line.split('\t').count() == 40));
    assert!(polecat.contains("\tCONSULT\tvisit\t2.3\t1\tdiplomatic\tUnited States\tUSA\t2\tGOV\tGOV\t"), "{polecat}");
    let csv = line(ExportLayout::Csv);
    assert!(csv.lines().all(|line| line.split(',').count() == super::flat::NAMES.len()), "{csv}");
    let plover = line(ExportLayout::Plover);
    assert!(plover.starts_with("{\"id\":\"123456789abcdef0\",\"date\":\"2019-02-27\""), "{plover}");
    assert!(plover.contains("\"event\":\"CONSULT\",\"mode\":\"visit\",\"context\":[\"diplomatic\"]"), "{plover}");
}

#[test]
fn cells_cannot_break_a_row() {
    let mut odd = event("042", &["USA"], &["VNM"]);
    odd.place = "a\tb\nc\rd \"e\", f".to_owned();
    odd.actors[0].name = "\0;x,y".to_owned();
    for (to, from) in DYADIC {
        let reports = read(from, &written(to, &[odd.clone()]).0);
        assert_eq!((reports.len(), reports[0].place.as_str()), (1, "a b c d \"e\", f"), "{to}");
    }
    let csv = String::from_utf8(written(ExportLayout::Csv, &[odd]).0).expect("UTF-8");
    assert!(csv.contains("\"a\tb\nc\rd \"\"e\"\", f\""), "{csv}");
}

fn any_party() -> impl Strategy<Value = Actor> {
    let codes =
        ["USA", "ROU", "PRK-MIL", "SYR-REB", "COD-CRM", "MNE-MED", "EU", "NATO", "ICRC", "HAMAS", "IS", "PSE-CVL"];
    let more = proptest::sample::subsequence(vec!["LEG", "PTY", "MED", "REL", "CVL"], 0..3);
    (proptest::sample::select(codes.to_vec()), more, "[A-Z][a-z]{2,8}( [A-Z][a-z]{3,9})?").prop_map(
        |(code, more, name)| {
            let mut party = party(code);
            if party.body.is_empty() {
                // A name that no atlas knows, which layouts must carry as it stands.
                party.name = format!("Q{name}");
                more.into_iter()
                    .filter(|role| !code.ends_with(role))
                    .for_each(|role| party.sector_roles.push(role.to_owned()));
            }
            party
        },
    )
}

fn any_event() -> impl Strategy<Value = Event> {
    let codes =
        ["010", "042", "043", "036", "057", "0871", "111", "1312", "141", "163", "173", "190", "1951", "2042", "155"];
    let parties = || proptest::collection::vec(any_party(), 0..4);
    let place = (-90.0..90.0_f64, -180.0..180.0_f64, "[A-Z][a-zé]{2,9}(, [A-Z][a-z]{2,9})?");
    let precision = proptest::sample::select(vec!["city", "region"]);
    let country = proptest::sample::select(vec!["USA", "VNM", "SRB", "XKX", "SSD", "GBR"]);
    let when = (2010_i16..2024, 1_i8..13, 1_i8..29);
    let code = proptest::sample::select(codes.to_vec());
    (code, parties(), parties(), place, precision, country, when, 1_000_000_000_100..u64::MAX - 100).prop_map(
        |(code, actors, recipients, (lat, lon, place), precision, country, (year, month, day), id)| {
            let on = Date::constant(year, month, day);
            let numbered = |parties: Vec<Actor>| {
                let numbered = parties.into_iter().map(|mut party| {
                    if let Some(id) = states().atlas.country_id(&party.country) {
                        states().fill(&mut party, id, on);
                    }
                    party
                });
                numbered.collect::<Vec<_>>()
            };
            let mut event = of_parties(code, numbered(actors), numbered(recipients), on, id);
            (event.lat, event.lon, event.place) = (Some(lat), Some(lon), place);
            (event.place_precision, event.place_country) = (precision.to_owned(), country.to_owned());
            event
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_events_come_back(events in proptest::collection::vec(any_event().prop_filter("a type", |e| e.event_type.is_some()), 1..5)) {
        check(&events);
    }
}
