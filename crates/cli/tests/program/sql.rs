//! `westphalia sql`, with and without the engine.

use crate::{folder, run};

#[cfg(not(feature = "sql"))]
#[test]
fn a_build_without_the_engine_says_how_to_build_it() {
    let dir = folder(&[]);
    let found = run(dir.path(), &["sql", "SELECT 1", "--record", "r"], b"");
    assert_eq!((found.exit, found.out.as_str()), (2, ""));
    assert!(found.err.contains("--features sql") && found.err.contains("DuckDB"), "{}", found.err);
}

#[cfg(feature = "sql")]
mod with_engine {
    use super::{folder, run};
    use serde_json::{Value, json};
    use std::fs;
    use std::path::Path;
    use westphalia_model::{Document, Report};
    use westphalia_record::{Batch, DocumentRow, Writer, document_id};

    fn party(code: &str) -> Value {
        json!({"text": code, "span": [0, 3], "name": code, "country": code, "cow": null, "gw": null, "body": "",
            "sector_roles": ["GOV"], "wikidata_id": ""})
    }

    fn report(id: u32, day: &str, actors: &[&str]) -> Report {
        let mut report = json!({
            "report_id": format!("{id:016x}"), "document_id": "00", "sentence": 0, "sentence_text": "They met.",
            "codebook_version": "1", "program_version": "0", "event_date_start": day, "event_date_end": day,
            "date_precision": "day", "date_basis": "text", "published_at": day,
            "actors": actors.iter().map(|code| party(code)).collect::<Vec<_>>(), "recipients": [party("PRK")],
            "symmetric": false, "event_type": "CONSULT", "mode": "visit", "cameo_code": "042", "quad_class": 1
        });
        let more = json!({
            "goldstein": 1.9, "plover_score": 3.0, "contexts": [], "policy_sectors": [], "modality": "actual",
            "attributed_to": null, "confidence": 0.9, "content": null, "deadline_start": null, "deadline_end": null,
            "quantities": [], "place": "", "place_span": null, "lat": null, "lon": null, "place_country": "",
            "place_precision": "", "trigger": "met", "trigger_span": [4, 7], "frame": "visit", "operators": [],
            "problems": []
        });
        if let (Some(report), Value::Object(more)) = (report.as_object_mut(), more) {
            report.extend(more);
        }
        serde_json::from_value(report).expect("a report")
    }

    /// A record with two reports.
    fn record(root: &Path) {
        let doc = Document { text: "They met.".to_owned(), date: "2024-06-19".parse().ok(), ..Document::default() };
        let batch = Batch {
            kind: "ingest",
            documents: vec![DocumentRow::new(&doc, &document_id(&doc), 1, Vec::new())],
            reports: vec![report(1, "2024-06-19", &["RUS"]), report(2, "2024-07-01", &["RUS", "CHN"])],
            ..Batch::default()
        };
        let mut writer = Writer::open(root).expect("a writer");
        writer.commit(batch).expect("committed");
        writer.close().expect("closed");
    }

    const QUESTION: &str = "SELECT month, actor_codes, actors[1] AS first, event_date_start AS day, goldstein, cameo_code, lat \
                            FROM reports ORDER BY month";

    #[test]
    fn answers_in_every_form() {
        let dir = folder(&[]);
        record(&dir.path().join("r"));
        for format in ["table", "csv", "jsonl"] {
            let found = run(dir.path(), &["sql", QUESTION, "--record", "r", "--format", format], b"");
            assert_eq!((found.exit, found.err.as_str()), (0, "2 rows\n"), "{format}");
            insta::assert_snapshot!(format!("answer_{format}"), found.out);
        }
    }

    #[test]
    fn questions_come_from_files_and_from_standard_input() {
        let dir = folder(&[("q.sql", b"SELECT count(*) AS n FROM reports -- all of them\n")]);
        record(&dir.path().join("r"));
        let args = ["sql", "--record", "r", "--format", "csv"];
        let file = run(dir.path(), &[&args[..], &["--file", "q.sql"]].concat(), b"");
        let stdin = run(dir.path(), &args, b"SELECT count(*) AS n\nFROM reports;\n");
        assert_eq!((file.out.as_str(), stdin.out.as_str()), ("n\n2\n", "n\n2\n"), "{}{}", file.err, stdin.err);
    }

    #[test]
    fn answers_are_cut_and_written_to_files() {
        let dir = folder(&[]);
        record(&dir.path().join("r"));
        let all = "SELECT report_id FROM reports ORDER BY 1";
        let cut = run(dir.path(), &["sql", all, "--record", "r", "--format", "csv", "--limit", "1"], b"");
        assert_eq!((cut.exit, cut.out.lines().count()), (0, 2));
        assert_eq!(cut.err, "1 row; there are more (--limit)\n");
        for (name, begins) in [("a.csv", "report_id\n"), ("a.jsonl", "{\"report_id\":"), ("a.parquet", "PAR1")] {
            let found = run(dir.path(), &["sql", all, "--record", "r", "--out", name], b"");
            assert_eq!((found.exit, found.out.as_str()), (0, ""), "{}", found.err);
            let bytes = fs::read(dir.path().join(name)).expect("an answer");
            assert!(bytes.starts_with(begins.as_bytes()), "{name}");
        }
        let piped = run_bytes(dir.path(), &["sql", all, "--record", "r", "--format", "parquet"]);
        assert!(piped.starts_with(b"PAR1") && piped.ends_with(b"PAR1"));
    }

    fn run_bytes(dir: &Path, args: &[&str]) -> Vec<u8> {
        let mut command = assert_cmd::Command::cargo_bin("westphalia").expect("the program is built");
        command.current_dir(dir).args(args).output().expect("the program starts").stdout
    }

    #[test]
    fn what_cannot_be_answered_is_told() {
        let dir = folder(&[]);
        record(&dir.path().join("r"));
        for (args, parts) in [
            (
                &["sql", "SELECT *\nFROM evnts", "--record", "r"][..],
                &[
                    "expected a table or a view, found evnts",
                    "at: line 2, column 6 of the SQL",
                    "hint: did you mean events?",
                ][..],
            ),
            (
                &["sql", "DELETE FROM events", "--record", "r"],
                &["expected a question that only reads, found DELETE FROM"],
            ),
            (&["sql", "SELECT 1", "--record", "nowhere"], &["expected a record in nowhere"]),
            (&["sql", "--file", "nowhere.sql", "--record", "r"], &["expected a question in nowhere.sql"]),
            (&["sql", "SELECT CAST(mode AS INT) FROM reports", "--record", "r", "--out", "x.csv"], &["TRY_CAST"]),
            (&["sql", "SELECT 1", "--record", "r", "--out", "no/where.csv"], &["expected a place to write to"]),
        ] {
            let found = run(dir.path(), args, b"");
            assert_eq!((found.exit, found.out.as_str()), (2, ""), "{args:?} {}", found.err);
            for part in parts {
                assert!(found.err.contains(part), "expected {part}\nfound {}", found.err);
            }
        }
        let left: Vec<_> =
            fs::read_dir(dir.path()).expect("a folder").flatten().map(|entry| entry.file_name()).collect();
        assert_eq!(left, ["r"], "nothing half written stays behind");
    }
}
