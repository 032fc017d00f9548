//! A record from the command line: ingest, import, export, look after, correct.

use crate::{ATTACK, field, folder, run};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;
use westphalia_record::{RecordError, Snapshot, tables, verify};

/// So many documents as JSON lines, each with an event or two, over three months.
fn news(n: usize) -> String {
    let states = ["Armenia", "Azerbaijan", "Japan", "Vietnam", "Kenya", "Poland", "Chile"];
    let acts = ["met the foreign minister of", "signed a treaty with", "imposed sanctions on", "sent aid to"];
    (0..n).fold(String::new(), |mut lines, n| {
        let (a, b, act) = (states[n % 7], states[(n / 7 + n + 1) % 7], acts[n % 4]);
        let (month, day) = (1 + n % 3, 1 + n % 28);
        let text = format!("{a} {act} {b} on Monday. Officials of {a} spoke of item {n} for {} hours.", n % 9 + 2);
        let _ = writeln!(
            lines,
            r#"{{"id":"d{n}","date":"2024-{month:02}-{day:02}","source":"Post {}","text":"{text}"}}"#,
            n % 3
        );
        lines
    })
}

/// Everything that a record holds, by table, in a fixed order. Numbers of batches are left out.
fn contents(root: &Path) -> BTreeMap<&'static str, Vec<String>> {
    let record = Snapshot::open(root).expect("a record");
    let rows = |table: &'static tables::Table| {
        let batches = record.rows::<serde_json::Value>(table, None).expect("rows");
        let mut rows: Vec<String> = batches.flat_map(|b| b.expect("intact")).map(|row| row.to_string()).collect();
        rows.sort();
        (table.name, rows)
    };
    tables::TABLES.into_iter().map(rows).collect()
}

fn ingest(dir: &Path, extra: &[&str]) -> crate::Run {
    run(dir, &[&["ingest", "news.jsonl", "--record", "rec"], extra].concat(), b"")
}

#[test]
fn running_again_adds_nothing() {
    let dir = folder(&[("news.jsonl", news(30).as_bytes())]);
    let found = ingest(dir.path(), &[]);
    assert_eq!((found.exit, found.out.as_str()), (0, ""), "{}", found.err);
    assert!(found.err.contains("30 documents read: 30 documents added"), "{}", found.err);
    let before = contents(&dir.path().join("rec"));
    assert!(before["events"].len() >= 20, "{} events", before["events"].len());
    let again = ingest(dir.path(), &["--batch", "7"]);
    assert!(again.err.contains("0 documents added with 0 sentences and 0 reports, 30 known already"), "{}", again.err);
    assert_eq!(contents(&dir.path().join("rec")), before);
}

#[test]
fn a_dry_run_writes_nothing() {
    let dir = folder(&[("news.jsonl", news(5).as_bytes())]);
    let found = ingest(dir.path(), &["--dry-run"]);
    assert_eq!(found.exit, 0, "{}", found.err);
    assert!(found.err.contains("dry run: 5 documents read; 5 documents would be coded, 0 known"), "{}", found.err);
    assert!(!dir.path().join("rec").exists());
}

#[test]
fn other_languages_are_skipped_with_a_reason() {
    let french = "Le ministre des affaires étrangères a rencontré lundi son homologue à Paris, où ils ont parlé de la \
        situation dans la région et signé un accord de coopération entre les deux pays, selon le ministère.";
    let dir = folder(&[("a.txt", french.as_bytes()), ("b.txt", ATTACK.as_bytes())]);
    let found = run(dir.path(), &["ingest", ".", "--record", "../rec-fr", "--date", "2024-06-19"], b"");
    let rec = dir.path().with_file_name("rec-fr");
    let status = run(dir.path(), &["record", "status", "--record", "../rec-fr", "--format", "jsonl"], b"");
    std::fs::remove_dir_all(rec).expect("removed");
    assert!(found.err.contains("1 document skipped: expected English, found fr"), "{}", found.err);
    assert_eq!(field(&status.out, "rows")[0], "1");
    assert!(status.err.contains("skipped 1 document: expected English, found fr"), "{}", status.err);
}

fn start(dir: &Path) -> Child {
    Command::new(assert_cmd::cargo::cargo_bin("westphalia"))
        .current_dir(dir)
        .args(["ingest", "news.jsonl", "--record", "rec", "--batch", "3"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts")
}

#[test]
fn a_record_survives_being_killed_at_any_moment() {
    const KILLS: usize = 50;
    let dir = folder(&[("news.jsonl", news(24).as_bytes())]);
    let begun = Instant::now();
    assert!(start(dir.path()).wait().expect("ends").success());
    let whole_run = begun.elapsed();
    let rec = dir.path().join("rec");
    let expected = contents(&rec);
    std::fs::remove_dir_all(&rec).expect("removed");
    // Moments that are spread over a run by the golden ratio, which never repeats itself.
    let (mut n_kills, mut moment) = (0, 0.0_f64);
    while n_kills < KILLS {
        moment = (moment + 0.618_034).fract();
        let mut child = start(dir.path());
        std::thread::sleep(whole_run.mul_f64(0.1 + moment));
        if child.try_wait().expect("asked").is_some() {
            // It was done before: what was begun and killed many times must be what one run makes.
            assert_eq!(contents(&rec), expected);
            std::fs::remove_dir_all(&rec).expect("removed");
            continue;
        }
        child.kill().expect("killed");
        child.wait().expect("ends");
        n_kills += 1;
        if rec.join("record.sqlite").is_file() && n_kills % 5 == 0 {
            // A reader sees whole batches, or that none was ever begun.
            let found = Snapshot::open(&rec);
            assert!(found.as_ref().err().is_none_or(RecordError::is_missing), "{:?}", found.err());
        }
    }
    assert!(start(dir.path()).wait().expect("ends").success());
    assert_eq!(contents(&rec), expected);
    assert_eq!(verify(&rec).expect("a record").findings, []);
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_told_and_loses_nothing() {
    let words = |n: usize| format!("{}", (n as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let noise: String = (0..40_000).map(|n| words(n) + " ").collect();
    let text = format!("{ATTACK} {noise}");
    let dir = folder(&[("a.txt", ATTACK.as_bytes()), ("b.txt", text.as_bytes())]);
    let program = assert_cmd::cargo::cargo_bin("westphalia");
    let ingest = format!("{} ingest b.txt --record rec --date 2024-06-19", program.display());
    assert_eq!(run(dir.path(), &["ingest", "a.txt", "--record", "rec", "--date", "2024-06-19"], b"").exit, 0);
    let before = contents(&dir.path().join("rec"));
    // No file may grow beyond 200 blocks; the signal is ignored, so that writing fails as on a full disk.
    let limited = format!("trap '' XFSZ; ulimit -f 200; exec {ingest}");
    let output = Command::new("sh").current_dir(dir.path()).args(["-c", &limited]).output().expect("a shell");
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(message.contains("cannot be written") && message.contains("staging"), "{message}");
    assert_eq!(contents(&dir.path().join("rec")), before);
    assert_eq!(run(dir.path(), &["ingest", "b.txt", "--record", "rec", "--date", "2024-06-19"], b"").exit, 0);
    assert_eq!(contents(&dir.path().join("rec"))["documents"].len(), 2);
}

#[test]
fn events_are_corrected_retracted_and_logged() {
    let dir = folder(&[("news.jsonl", news(4).as_bytes())]);
    assert_eq!(ingest(dir.path(), &[]).exit, 0);
    let events = run(dir.path(), &["export", "jsonl", "--record", "rec"], b"");
    let id = field(&events.out, "event_id")[0].clone();
    let args = ["correct", &id, "--record", "rec", "--type", "aid", "--actors", "RUS,NATO", "--reason", "misread"];
    let found = run(dir.path(), &args, b"");
    assert_eq!(found.exit, 0, "{}", found.err);
    assert!(
        found.out.contains("AID") && found.out.contains("RUS, NATO") && found.out.contains("(corrected)"),
        "{}",
        found.out
    );
    let log = run(dir.path(), &["record", "log", "--record", "rec", "--format", "jsonl"], b"");
    assert_eq!(field(&log.out, "reason"), ["misread"]);
    let check = |args: &[&str], expected: &str| {
        let found = run(dir.path(), args, b"");
        assert_eq!((found.exit, found.out.as_str()), (2, ""), "{args:?}");
        assert!(found.err.contains(expected), "expected {expected}\nfound {}", found.err);
    };
    check(
        &["retract", "0000", "--record", "rec", "--reason", "r"],
        "expected an event or report of this record, found `0000`",
    );
    check(&["retract", &id, "--record", "rec", "--reason", " "], "expected a reason");
    check(&["correct", &id, "--record", "rec", "--reason", "r"], "expected something to correct");
    check(&["correct", &id, "--record", "rec", "--reason", "r", "--actors", "XQX"], "found `XQX`");
    check(&["record", "status", "--record", "nowhere"], "expected a record in nowhere, found no folder");
}

#[test]
fn what_is_exported_is_imported_as_the_same_events() {
    let dir = folder(&[("news.jsonl", news(40).as_bytes())]);
    assert_eq!(ingest(dir.path(), &[]).exit, 0);
    for layout in ["gdelt2", "icews"] {
        let file = format!("{layout}.tsv");
        assert_eq!(run(dir.path(), &["export", layout, "--record", "rec", "--out", &file], b"").exit, 0);
        let found = run(dir.path(), &["import", layout, &file, "--record", layout], b"");
        assert_eq!(found.exit, 0, "{}", found.err);
        let pairs = |record: &str| {
            let csv = run(dir.path(), &["export", layout, "--record", record], b"").out;
            let mut rows: Vec<Vec<String>> =
                csv.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect();
            // Day, code and parties; how often a happening was told is not a matter of the layout.
            let columns: &[usize] = if layout == "gdelt2" { &[1, 5, 15, 26] } else { &[1, 2, 4, 6, 8, 10] };
            rows.iter_mut().for_each(|row| *row = columns.iter().map(|n| row[*n].clone()).collect());
            rows.sort();
            rows.dedup();
            rows
        };
        assert_eq!(pairs("rec"), pairs(layout), "{layout}");
        let again = run(dir.path(), &["import", layout, &file, "--record", layout], b"");
        assert!(again.err.contains("0 reports added"), "{}", again.err);
    }
}

#[test]
fn files_of_another_layout_are_refused_with_a_hint() {
    let dir = folder(&[("news.jsonl", news(4).as_bytes()), ("empty.tsv", b"")]);
    assert_eq!(ingest(dir.path(), &[]).exit, 0);
    assert_eq!(run(dir.path(), &["export", "icews", "--record", "rec", "--out", "icews.tsv"], b"").exit, 0);
    let found = run(dir.path(), &["import", "gdelt2", "icews.tsv", "--record", "new"], b"");
    assert_eq!(found.exit, 2, "{}", found.err);
    assert!(found.err.contains("hint: westphalia import icews icews.tsv"), "{}", found.err);
    let absent = run(dir.path(), &["import", "gdelt2", "absent.tsv", "--record", "new"], b"");
    assert_eq!(absent.exit, 2, "{}", absent.err);
}
