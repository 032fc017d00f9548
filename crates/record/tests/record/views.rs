//! Views say what a scan of the record says, whatever was done to it, and can be lost.

use crate::sample::{document, report};
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use westphalia_model::{
    Actor, By, Content, Date, DatePrecision, Dyad, DyadEvent, Event, EventType, Modality, PairMonth, QuadClass, Report,
    Span, Status, Told, links,
};
use westphalia_record::views::{SourceDay, StateDay, Views};
use westphalia_record::{Batch, Correction, DocumentRow, Snapshot, Writer, tables, verify};

const CODES: [&str; 4] = ["KOR", "PRK", "RUS", "UN"];

/// A report as a few small numbers.
#[derive(Clone, Debug)]
struct Seed {
    day: i64,
    is_dated: bool,
    actors: Vec<usize>,
    recipients: Vec<usize>,
    content: Option<(usize, usize)>,
    symmetric: bool,
    kind: usize,
}

fn seeds() -> impl Strategy<Value = Vec<Seed>> {
    let parties = || prop::collection::vec(0..CODES.len(), 0..3);
    let content = prop::option::weighted(0.3, (0..CODES.len(), 0..CODES.len()));
    let seed = (0_i64..120, prop::bool::weighted(0.9), parties(), parties(), content, any::<bool>(), 0..12_usize)
        .prop_map(|(day, is_dated, actors, recipients, content, symmetric, kind)| Seed {
            day,
            is_dated,
            actors,
            recipients,
            content,
            symmetric,
            kind,
        });
    prop::collection::vec(seed, 1..40)
}

fn parties(codes: &[usize]) -> Vec<Actor> {
    let party = |&at: &usize| match CODES[at] {
        "UN" => Actor { body: "UN".to_owned(), ..Actor::default() },
        code => Actor { country: code.to_owned(), ..Actor::default() },
    };
    codes.iter().map(party).collect()
}

fn made(n: usize, seed: &Seed) -> (DocumentRow, Report) {
    let start: Date = "2024-01-20".parse().expect("a day");
    let day = (start + jiff::Span::new().days(seed.day)).to_string();
    let mut doc = document(&format!("text {n}"), &day);
    doc.source = ["", "Herald", "Post"][n % 3].to_owned();
    let mut report = report(&format!("{n:016x}"), &day);
    report.document_id.clone_from(&doc.document_id);
    report.source.clone_from(&doc.source);
    (report.actors, report.recipients) = (parties(&seed.actors), parties(&seed.recipients));
    report.symmetric = seed.symmetric;
    report.content = seed.content.map(|(doer, target)| Content {
        event_type: None,
        mode: String::new(),
        text: String::new(),
        span: Span::default(),
        actors: parties(&[doer]),
        recipients: parties(&[target]),
    });
    let event_type = EventType::ALL[seed.kind];
    (report.event_type, report.quad_class) = (Some(event_type), event_type.quad());
    report.modality = if seed.kind % 4 == 3 { Modality::Future } else { Modality::Actual };
    report.date_precision = [DatePrecision::Day, DatePrecision::Month, DatePrecision::Year][seed.kind % 3];
    if !seed.is_dated {
        (report.event_date_start, report.event_date_end, report.date_precision) = (None, None, DatePrecision::None);
    }
    (doc, report)
}

fn commit(root: &Path, rows: &[(DocumentRow, Report)], batch: usize) {
    let mut writer = Writer::open(root).expect("a writer");
    for rows in rows.chunks(batch) {
        let (documents, reports) = rows.iter().cloned().unzip();
        writer.commit(Batch { kind: "ingest", documents, reports, ..Batch::default() }).expect("committed");
        writer.merge(|_| {}).expect("merged");
    }
    writer.close().expect("closed");
}

fn views(root: &Path) -> Views {
    Views::new(Snapshot::open(root).expect("a record"))
}

/// Everything that a scan says.
struct Scan {
    events: Vec<Event>,
    documents: Vec<DocumentRow>,
}

fn day_of(event: &Event) -> Option<Date> {
    event.event_date_start.or(event.first_reported)
}

impl Scan {
    fn of(record: &Snapshot) -> Self {
        let events = record.rows::<Event>(&tables::EVENTS, None).expect("rows").flat_map(|b| b.expect("intact"));
        let mut events: Vec<Event> = events.filter(|event| event.status != Status::Retracted).collect();
        events.sort_by(|a, b| (day_of(a), &a.event_id).cmp(&(day_of(b), &b.event_id)));
        let documents = record.rows::<DocumentRow>(&tables::DOCUMENTS, None).expect("rows");
        Self { events, documents: documents.flat_map(|b| b.expect("intact")).collect() }
    }

    fn dyad(&self, dyad: &Dyad, within: impl Fn(Option<Date>) -> bool) -> Vec<Event> {
        let wanted = |event: &&Event| dyad.link(event).is_some() && within(day_of(event));
        self.events.iter().filter(wanted).cloned().collect()
    }

    fn states(&self, code: &str) -> Vec<StateDay> {
        let mut days: BTreeMap<Option<Date>, StateDay> = BTreeMap::new();
        let takes_part = |event: &&Event| event.actors.iter().chain(&event.recipients).any(|p| p.side() == code);
        for event in self.events.iter().filter(takes_part) {
            let day = day_of(event);
            let none = StateDay { code: code.to_owned(), day, n_events: 0, n_actual: 0 };
            let count = days.entry(day).or_insert(none);
            count.n_events += 1;
            count.n_actual += u32::from(event.modality == Modality::Actual);
        }
        days.into_values().collect()
    }

    fn pairs(&self) -> Vec<(String, String, String, By, u32, [u32; 4])> {
        let mut months: BTreeMap<(String, String, String, By), [u32; 4]> = BTreeMap::new();
        let exact = [DatePrecision::Day, DatePrecision::Week, DatePrecision::Month];
        for event in self.events.iter().filter(|e| e.modality == Modality::Actual && exact.contains(&e.date_precision))
        {
            let month = event.event_date_start.expect("dated").to_string()[..7].to_owned();
            for link in links(event).into_iter().filter(|link| link.told == Told::Act) {
                let counts = months.entry((link.dyad.a, link.dyad.b, month.clone(), link.by)).or_default();
                counts[usize::from(u8::from(event.quad_class)) - 1] += 1;
            }
        }
        months.into_iter().map(|((a, b, month, by), n)| (a, b, month, by, n.iter().sum(), n)).collect()
    }

    fn days(&self) -> Vec<SourceDay> {
        let mut days: BTreeMap<(Option<Date>, String), u32> = BTreeMap::new();
        for doc in &self.documents {
            *days.entry((doc.published_at, doc.source.clone())).or_default() += 1;
        }
        days.into_iter().map(|((day, source), n_documents)| SourceDay { day, source, n_documents }).collect()
    }
}

/// The views of a record say what a scan says.
fn check(views: &Views) {
    let scan = Scan::of(views.record());
    let (since, until): (Date, Date) = ("2024-02-10".parse().expect("a day"), "2024-04-01".parse().expect("a day"));
    for (at, one) in CODES.iter().enumerate() {
        for other in &CODES[at + 1..] {
            let dyad = Dyad::of(one, other).expect("two");
            let found: Vec<Event> = views.dyad(&dyad, None, None).expect("read");
            assert_eq!(found, scan.dyad(&dyad, |_| true), "{dyad:?}");
            let found: Vec<Event> = views.dyad(&dyad, Some(since), Some(until)).expect("read");
            assert_eq!(found, scan.dyad(&dyad, |day| day.is_some_and(|day| since <= day && day <= until)), "{dyad:?}");
            let light: Vec<DyadEvent> = views.dyad(&dyad, None, Some(until)).expect("read");
            let whole = scan.dyad(&dyad, |day| day.is_some_and(|day| day <= until));
            assert_eq!(light, whole.iter().map(|event| lightened(&dyad, event)).collect::<Vec<_>>(), "{dyad:?}");
        }
        assert_eq!(views.states(&[one], None, None).expect("read"), scan.states(one), "{one}");
    }
    let counted =
        |row: PairMonth| (row.a, row.b, row.month, row.by, row.n_events, [row.n_q1, row.n_q2, row.n_q3, row.n_q4]);
    let pairs: Vec<_> = views.pairs(None, None).expect("read").into_iter().map(counted).collect();
    assert_eq!(pairs, scan.pairs());
    assert_eq!(views.days(None, None).expect("read"), scan.days());
}

/// The light row of an event, by another way than through the file.
fn lightened(dyad: &Dyad, event: &Event) -> DyadEvent {
    let link = dyad.link(event).expect("its own");
    let mut value = serde_json::to_value(event).expect("JSON");
    value["by"] = serde_json::to_value(link.by).expect("JSON");
    value["told"] = serde_json::to_value(link.told).expect("JSON");
    serde_json::from_value(value).expect("a row")
}

/// What is done to a record after its first batches.
fn change(root: &Path, step: usize, rows: &[(DocumentRow, Report)]) {
    let mut writer = Writer::open(root).expect("a writer");
    let lead = || -> String {
        let snapshot = Snapshot::open(root).expect("a record");
        let mut events = snapshot.rows::<Event>(&tables::EVENTS, None).expect("rows");
        events.next().expect("some").expect("intact").remove(0).event_id
    };
    match step {
        0 => drop(writer.correct(&lead(), &Correction::Retract, "no event", "me").expect("kept")),
        1 => drop(writer.correct(&lead(), &Correction::Restore, "was one", "me").expect("kept")),
        2 => {
            let fields = serde_json::json!({"recipients": parties(&[0]), "symmetric": false, "event_type": "AID"});
            let correction = Correction::Correct(fields.as_object().expect("an object").clone());
            drop(writer.correct(&lead(), &correction, "misread", "me").expect("kept"));
        }
        3 => drop(writer.compact(2, u64::MAX).expect("compacted")),
        _ => {
            let code = |doc: &westphalia_model::Document| -> Vec<Report> {
                let told = rows.iter().filter(|(row, _)| row.document_id == doc.id);
                told.map(|(_, report)| Report { recipients: parties(&[1]), ..report.clone() }).collect()
            };
            writer.recode(code, |_| {}).expect("recoded");
        }
    }
    writer.close().expect("closed");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, ..ProptestConfig::default() })]

    #[test]
    fn views_say_what_a_scan_says(seeds in seeds(), batch in 1..20_usize, steps in prop::collection::vec(0..5_usize, 0..3)) {
        let rows: Vec<_> = seeds.iter().enumerate().map(|(n, seed)| made(n, seed)).collect();
        let dir = tempfile::tempdir().expect("a folder");
        let (first, second) = rows.split_at(rows.len() / 2);
        for (rows, steps) in [(first, &[][..]), (second, &steps[..])] {
            commit(dir.path(), rows, batch);
            check_refreshed(dir.path());
            for step in steps {
                change(dir.path(), *step, &seeds_of(&seeds));
                check_refreshed(dir.path());
            }
        }
        prop_assert_eq!(verify(dir.path()).expect("readable").findings, []);
    }
}

fn seeds_of(seeds: &[Seed]) -> Vec<(DocumentRow, Report)> {
    seeds.iter().enumerate().map(|(n, seed)| made(n, seed)).collect()
}

/// Brings the views up to date; each live file has its own then, and nothing else lies there.
fn check_refreshed(root: &Path) {
    let views = views(root);
    let done = views.refresh(|_, _| {}).expect("refreshed");
    assert_eq!((done.n_scanned, done.unwritable), (0, None));
    check(&views);
    let n_live = |table| views.record().files(table).len();
    assert_eq!(done.n_made + done.n_kept, n_live("events") + n_live("documents"));
    assert_eq!(lying(root).len(), 3 * n_live("events") + n_live("documents"), "{:?}", lying(root));
    let again = views.refresh(|_, _| panic!("nothing is to be done")).expect("refreshed");
    assert_eq!((again.n_made, again.n_removed), (0, 0));
}

/// The files of the views.
fn lying(root: &Path) -> Vec<PathBuf> {
    let folders = fs::read_dir(root.join("views")).expect("views").flatten();
    let mut files: Vec<PathBuf> =
        folders.flat_map(|f| fs::read_dir(f.path()).into_iter().flatten().flatten()).map(|f| f.path()).collect();
    files.sort();
    files
}

/// A record of three months, its views made.
fn small(root: &Path) {
    let seed = |day, kind| Seed {
        day,
        is_dated: true,
        actors: vec![2],
        recipients: vec![1],
        content: None,
        symmetric: false,
        kind,
    };
    commit(root, &seeds_of(&[seed(0, 0), seed(30, 1), seed(31, 8), seed(80, 2)]), 4);
    check_refreshed(root);
}

fn dyad() -> Dyad {
    Dyad::of("PRK", "RUS").expect("two")
}

#[test]
fn a_row_has_the_columns_that_it_asks_for() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Row {
        date: Option<Date>,
        by: By,
        goldstein: f64,
    }
    #[derive(Debug, Deserialize)]
    struct Wrong {
        #[expect(dead_code, reason = "never read")]
        goldstien: f64,
    }
    let dir = tempfile::tempdir().expect("a folder");
    small(dir.path());
    let views = views(dir.path());
    let rows: Vec<Row> = views.dyad(&dyad(), None, None).expect("read");
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[0], Row { date: "2024-01-20".parse().ok(), by: By::B, goldstein: 1.9 });
    let quads: Vec<QuadClass> =
        views.dyad::<DyadEvent>(&dyad(), None, None).expect("read").into_iter().map(|row| row.quad_class).collect();
    assert_eq!(quads[2], QuadClass::VerbalConflict);
    let all: Vec<serde_json::Value> = views.dyad(&dyad(), None, None).expect("read");
    assert_eq!(all[0]["b"], "RUS");
    let error = views.dyad::<Wrong>(&dyad(), None, None).expect_err("no such column").to_string();
    assert!(error.contains("goldstien"), "{error}");
}

#[test]
fn what_killed_processes_left_and_strangers_are_swept() {
    let dir = tempfile::tempdir().expect("a folder");
    small(dir.path());
    let left = dir.path().join("views/making/99999999-0");
    fs::create_dir_all(&left).expect("made");
    fs::write(left.join("lock"), "")
        .and_then(|()| fs::write(left.join("dyads-half.parquet"), "PAR1"))
        .expect("written");
    fs::write(dir.path().join("views/dyads/2020-01-old.parquet"), "PAR1").expect("written");
    let done = views(dir.path()).refresh(|_, _| {}).expect("refreshed");
    assert_eq!((done.n_made, done.n_removed), (0, 1));
    assert!(!left.exists());
    check_refreshed(dir.path());
    fs::remove_dir_all(dir.path().join("views")).expect("removed");
    check_refreshed(dir.path());
}

#[test]
fn a_damaged_view_is_made_again() {
    let dir = tempfile::tempdir().expect("a folder");
    small(dir.path());
    let intact: Vec<Vec<u8>> = lying(dir.path()).iter().map(|path| fs::read(path).expect("readable")).collect();
    let damages: [fn(&mut Vec<u8>); 4] = [
        Vec::clear,
        |bytes| bytes.truncate(100),
        |bytes| bytes.fill(7),
        |bytes| bytes.iter_mut().take(400).for_each(|b| *b = 0),
    ];
    for damage in damages {
        for (path, bytes) in lying(dir.path()).iter().zip(&intact) {
            let mut bytes = bytes.clone();
            damage(&mut bytes);
            fs::write(path, bytes).expect("written");
        }
        check(&views(dir.path()));
        check_refreshed(dir.path());
    }
    // A view of other columns, as another version of the program may have made it.
    let of =
        |name: &str| lying(dir.path()).into_iter().find(|path| path.to_string_lossy().contains(name)).expect("a view");
    fs::copy(of("/pairs/"), of("/dyads/")).expect("copied");
    check(&views(dir.path()));
    check_refreshed(dir.path());
}

#[test]
fn where_views_cannot_be_kept_the_record_is_scanned_and_it_is_told() {
    let dir = tempfile::tempdir().expect("a folder");
    small(dir.path());
    fs::remove_dir_all(dir.path().join("views"))
        .and_then(|()| fs::write(dir.path().join("views"), ""))
        .expect("written");
    let views = views(dir.path());
    let done = views.refresh(|_, _| {}).expect("no error");
    assert_eq!((done.n_made, done.n_scanned), (0, 6));
    assert!(done.unwritable.is_some());
    check(&views);
}

#[test]
fn a_reader_that_began_before_is_answered_still() {
    let dir = tempfile::tempdir().expect("a folder");
    small(dir.path());
    let before = views(dir.path());
    let n: usize = before.dyad::<DyadEvent>(&dyad(), None, None).expect("read").len();
    let seed =
        Seed { day: 30, is_dated: true, actors: vec![2], recipients: vec![1], content: None, symmetric: true, kind: 5 };
    let (doc, mut report) = made(77, &seed);
    report.mode = "other".to_owned();
    commit(dir.path(), &[(doc, report)], 1);
    check_refreshed(dir.path());
    check(&before);
    assert_eq!(before.dyad::<DyadEvent>(&dyad(), None, None).expect("read").len(), n);
    before.refresh(|_, _| {}).expect("refreshed");
    assert_eq!(views(dir.path()).refresh(|_, _| {}).expect("refreshed").n_made, 0, "views of the living must stay");
    assert_eq!(views(dir.path()).dyad::<DyadEvent>(&dyad(), None, None).expect("read").len(), n + 1);
}
