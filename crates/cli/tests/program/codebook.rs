//! `westphalia codebook`, and the pages that show how to add to a codebook.

use crate::{Run, field, folder, run};
use std::fs;
use std::path::Path;

/// The page that shows how to add an event type.
const PAGE: &str = include_str!("../../../../docs/add-an-event-type.md");

/// A folder with codebook files.
fn codebook(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = folder(&[]);
    for (name, text) in files {
        write(dir.path(), name, text);
    }
    dir
}

fn write(dir: &Path, name: &str, text: &str) {
    let path = dir.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
    fs::write(path, text).expect("writable");
}

const HEAD: &str = "frame\tpos\twords\twhen\tmeans\tactor\trecipient\tcontent\tnote\n";

/// Lints a codebook with these rows of frames over the shipped one.
fn lint(rows: &str, more: &[&str]) -> Run {
    let dir = codebook(&[("own/frames/own.tsv", &format!("{HEAD}{rows}"))]);
    let args = [&["codebook", "lint", "--codebook", "own", "--format", "jsonl"], more].concat();
    run(dir.path(), &args, b"")
}

/// What lint says of rows: exit codes without and with `--deny warnings`, and the kinds found.
fn check(rows: &str, exit: i32, exit_denied: i32, kinds: &[&str]) {
    let found = lint(rows, &[]);
    assert_eq!(
        (found.exit, field(&found.out, "kind")),
        (exit, kinds.iter().map(|k| (*k).to_owned()).collect()),
        "{}",
        found.err
    );
    assert_eq!(lint(rows, &["--deny", "warnings"]).exit, exit_denied);
}

#[test]
fn errors_fail_and_warnings_need_not() {
    check("own.glorp\tv\tglorp\tobj\tattack\t\tobj\t\t\n", 0, 0, &[]);
    check("own.glorp\tv\tglorp\tobj !obj\tattack\t\tobj\t\t\n", 0, 1, &["impossible"]);
    check("own.glorp\tv\tglorp\tobj subj!\tattack\t\tobj\t\t\n", 1, 1, &["unknown-slot"]);
    check("own.glorp\tv\tglorp\tobj=@tropps\tattak\t\tobj\t\t\n", 1, 1, &["broken-row"]);
    // What an own frame hides of the shipped ones is told, and no fault.
    check("own.leave\tv\tevacuate\tobj obj=@embassy\trecall-ambassador\t\tin\t\t\n", 0, 0, &["hidden-words"]);
}

#[test]
fn a_finding_has_its_place() {
    let rows = "own.glorp\tv\tglorp\tobj\tattack\t\tobj\t\t\nown.glorp2\tv\tglorp\tobj\tmeet\t\tobj\t\t\n";
    let found = lint(rows, &[]);
    assert_eq!(field(&found.out, "at"), ["frames/own.tsv:3"]);
    assert_eq!(field(&found.out, "name"), ["own.glorp2"]);
    assert!(found.err.contains("warning never-wins: 1\n0 errors, 1 warning"), "{}", found.err);
    let all = lint(rows, &["--all"]);
    assert!(field(&all.out, "at").len() > 1, "{}", all.err);
}

#[test]
fn frames_that_texts_and_specs_do_not_need_are_told() {
    let rows = "own.hail\tv\tserenade\tobj\tpraise\t\tobj\t\t\nown.glorp\tv\tglorp\tobj\tattack\t\tobj\t\t\n";
    let dir = codebook(&[
        ("own/frames/own.tsv", &format!("{HEAD}{rows}")),
        ("specs/a.md", "> Norway praised Peru.\n"),
        ("a.txt", "Norway serenaded Peru. Italy serenaded Ghana."),
    ]);
    let args = ["codebook", "lint", "--codebook", "own", "--specs", "specs", "--text", "a.txt", "--format", "jsonl"];
    let found = run(dir.path(), &args, b"");
    let own = |key: &str| {
        let rows = found.out.lines().filter(|line| line.contains("own.hail") || line.contains("own.glorp"));
        field(&rows.map(|line| format!("{line}\n")).collect::<String>(), key)
    };
    let kinds = own("kind");
    for (kind, n) in [("untested", 2), ("never-fired", 1), ("fired", 1)] {
        assert_eq!(kinds.iter().filter(|k| *k == kind).count(), n, "{kind}: {}", found.out);
    }
    let fired = kinds.iter().position(|kind| kind == "fired").expect("it fired");
    assert_eq!((own("name")[fired].as_str(), own("count")[fired].as_str()), ("own.hail", "2"));
}

#[test]
fn a_document_is_written_and_known_again() {
    let dir = codebook(&[("own/frames/own.tsv", &format!("{HEAD}own.glorp\tv\tglorp\tobj\tattack\t\tobj\t\t\n"))]);
    let wrote = run(dir.path(), &["codebook", "document", "--codebook", "own", "--out", "pages/of/it"], b"");
    assert_eq!(wrote.exit, 0, "{}", wrote.err);
    assert!(wrote.err.contains("19 pages of "), "{}", wrote.err);
    let page = fs::read_to_string(dir.path().join("pages/of/it/assault.md")).expect("a page");
    assert!(page.contains("#### `own.glorp`"), "{page}");
    let known = |book: &[&str]| {
        let args = [&["codebook", "lint", "--document", "pages/of/it", "--format", "jsonl"], book].concat();
        !field(&run(dir.path(), &args, b"").out, "kind").contains(&"stale".to_owned())
    };
    assert!(known(&["--codebook", "own"]) && !known(&[]));
}

#[test]
fn what_cannot_be_read_is_told() {
    let dir =
        codebook(&[("own/acts.tsv", "act\nmeet\tTALK\n"), ("strange/frame.tsv", "x\n"), ("empty/a.md", "none\n")]);
    for (args, message) in [
        (&["codebook", "lint", "--codebook", "absent"][..], "expected a readable codebook file, found absent"),
        (&["codebook", "lint", "--codebook", "strange"], "expected the name of a shipped codebook file"),
        (&["codebook", "lint", "--specs", "empty"], "expected a directory of specs, found empty"),
        (&["codebook", "lint", "--document", "absent"], "expected a document of the codebook at absent"),
        (&["codebook", "document", "--codebook", "own", "--out", "x"], "at acts.tsv:2"),
    ] {
        let found = run(dir.path(), args, b"");
        assert_eq!((found.exit, found.out.as_str()), (2, ""), "{args:?}");
        assert!(found.err.contains(message), "expected {message}\nfound {}", found.err);
    }
}

/// The fenced blocks of a page: what stands behind the fence, and the lines.
fn blocks(page: &str) -> Vec<(&str, String)> {
    let mut blocks = Vec::new();
    let mut inside: Option<(&str, String)> = None;
    for line in page.lines() {
        match (line.strip_prefix("```"), &mut inside) {
            (Some(_), Some(_)) => blocks.extend(inside.take()),
            (Some(about), None) => inside = Some((about, String::new())),
            (None, Some((_, text))) => *text = format!("{text}{line}\n"),
            (None, None) => {}
        }
    }
    blocks
}

#[test]
fn the_page_on_adding_an_event_type_does_what_it_says() {
    let dir = folder(&[]);
    let mut n_commands = 0;
    for (about, text) in blocks(PAGE) {
        if let Some(name) = about.strip_prefix("text ") {
            write(dir.path(), name, &text);
            continue;
        }
        assert_eq!(about, "console");
        let (command, printed) = text.split_once('\n').expect("a command");
        let args: Vec<&str> = command.strip_prefix("$ westphalia ").expect("our program").split(' ').collect();
        let found = run(dir.path(), &args, b"");
        let lines =
            |text: &str| text.trim().lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n");
        assert_eq!(found.exit, 0, "{command}\n{}", found.err);
        assert_eq!(lines(&found.out), lines(printed), "{command}\n{}\n{}", found.out, found.err);
        n_commands += 1;
    }
    assert_eq!(n_commands, 3);
    let events = run(dir.path(), &["code", "report.txt", "--codebook", "own", "--format", "jsonl"], b"").out;
    assert_eq!(field(&events, "event_type"), ["SANCTION", "THREATEN", "SANCTION", "SANCTION"]);
    assert_eq!(field(&events, "modality"), ["actual", "actual", "negated", "actual"]);
    assert_eq!(field(&events, "mode"), ["evacuate", "restrict", "evacuate", "evacuate"]);
    assert_eq!(field(&events, "plover_score")[0], "-4.5");
}
