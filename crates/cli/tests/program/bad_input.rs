//! Bad input: a clear message with its place, the rest coded, a documented exit code.

use crate::{ATTACK, field, folder, run};

/// Codes one file and looks at the exit code and for parts of the messages.
fn check(name: &str, bytes: &[u8], exit: i32, messages: &[&str]) {
    let dir = folder(&[(name, bytes)]);
    let found = run(dir.path(), &["code", name, "--format", "jsonl", "--date", "2024-06-17"], b"");
    assert_eq!(found.exit, exit, "{}", found.err);
    for message in messages {
        assert!(found.err.contains(message), "expected {message}\nfound {}", found.err);
    }
    assert!(!found.err.contains("panicked"), "{}", found.err);
}

#[test]
fn nothing_is_refused() {
    check("a.txt", b"", 2, &["error: expected text, found an empty file\n  at: a.txt"]);
    check("a.jsonl", b"", 2, &["error: expected text, found an empty file\n  at: a.jsonl"]);
    check("a.txt", b"  \r\n \n", 2, &["error: expected text, found nothing but space\n  at: a.txt"]);
}

#[test]
fn binary_data_is_refused() {
    check("a.txt", b"\x7FELF\x02\x01\x01\0\0\0\0", 2, &["error: expected text, found binary data", "at: a.txt"]);
    check("a.pdf", b"%PDF-1.7", 2, &["error: expected text, found PDF", "pdftotext"]);
}

#[test]
fn what_is_cut_is_told() {
    let cut_off = "error: expected the end of the gzip data, found that it is cut off\n  at: a.gz";
    check("a.gz", b"\x1F\x8B\x08\0\0\0\0\0", 2, &[cut_off, "1 problem"]);
    check("a.jsonl", b"\x28\xB5\x2F\xFD\x04", 2, &["error: expected the end of the zstd data", "1 problem"]);
}

#[test]
fn other_encodings_are_read_and_told() {
    let utf16: Vec<u8> = ATTACK.encode_utf16().flat_map(u16::to_le_bytes).collect();
    check("a.txt", &utf16, 0, &["note: expected UTF-8, found UTF-16LE", "at: a.txt", "1 document", "0 problems"]);
    let latin = [b"Caf\xE9.\n".as_slice(), ATTACK.as_bytes()].concat();
    check("a.txt", &latin, 0, &["note: expected UTF-8, found windows-1252 (by a guess)", "1 document"]);
}

#[test]
fn json_is_read_however_it_is_laid_out() {
    let list = b"[\n  {\"text\": \"Iran attacked Israel.\"}\n]";
    let object = b"{\n  \"text\": \"Iran attacked Israel.\"\n}";
    for name in ["a.json", "a.jsonl", "a.txt", "a"] {
        check(name, list, 0, &["1 document", "0 problems"]);
        check(name, object, 0, &["1 document", "0 problems"]);
    }
}

#[test]
fn what_is_guessed_and_left_out_is_told() {
    let table = format!("Headline,Body,Pub_Date\nTalks,{ATTACK},17 June 2024\n");
    check(
        "a.csv",
        table.as_bytes(),
        0,
        &["note: guessed text from `Body`, title from `Headline`, date from `Pub_Date`"],
    );
    let dir = folder(&[("a.txt", ATTACK.as_bytes()), ("b.pdf", b"%PDF-1.7"), ("c.pdf", b"%PDF-1.7"), (".d", b"x")]);
    let found = run(dir.path(), &["code", ".", "--format", "jsonl"], b"");
    assert_eq!(found.exit, 0, "{}", found.err);
    assert!(found.err.contains("warning: expected text, found PDF in 2 files, which are left out"), "{}", found.err);
    assert!(found.err.contains("note: left out hidden files and directories: 1"), "{}", found.err);
}

#[test]
fn an_id_that_comes_again_is_told() {
    let line = format!("{{\"id\":\"a\",\"text\":\"{ATTACK}\"}}\n");
    let message = "warning: expected an id of its own, found \"a\" again\n  at: a.jsonl:2";
    check("a.jsonl", line.repeat(2).as_bytes(), 0, &[message, "2 documents"]);
}

#[test]
fn one_damaged_line_costs_one_line() {
    let line = |id: &str| format!("{{\"id\":\"{id}\",\"text\":\"{ATTACK}\"}}\n");
    let lines = [line("a").as_bytes(), b"\0\0\0\n", line("b").as_bytes()].concat();
    check("a.jsonl", &lines, 1, &["at: a.jsonl:2, byte", "2 documents"]);
}

#[test]
fn a_text_commands_no_terminal() {
    let line =
        format!("{{\"id\":\"a\\u001b[31m\",\"title\":\"\\u001b]0;b\\u0007\\nc\",\"text\":\"\\u001b[1m {ATTACK}\"}}\n");
    let dir = folder(&[("a.jsonl", line.repeat(2).as_bytes())]);
    for args in [["code", "a.jsonl", "--threads", "1"].as_slice(), &["code", "a.jsonl", "--explain"]] {
        let found = run(dir.path(), args, b"");
        let is_safe = |text: &str| !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t'));
        assert!(is_safe(&found.out) && is_safe(&found.err), "{:?}{:?}", found.out, found.err);
        assert!(found.out.contains("a [31m · ]0;b c: "), "{}", found.out);
    }
}

#[test]
fn what_is_not_utf8_is_coded_with_a_warning() {
    let bytes = ["Café, ".as_bytes(), b"Caf\xE9.\n", ATTACK.as_bytes()].concat();
    let messages = ["warning: expected UTF-8, found 1 sequence", "at: a.txt:1, byte 10", "1 document"];
    let lines = [b"{\"text\":\"".as_slice(), &bytes[..bytes.len() - 1 - ATTACK.len()], b"\"}\n"].concat();
    check("a.txt", &bytes, 0, &messages);
    check("a.jsonl", &lines, 0, &["warning: expected UTF-8, found 1 sequence", "at: a.jsonl:1, byte 19"]);
}

#[test]
fn other_scripts_pass_through() {
    let texts = [
        "قالت إيران إنها ستواصل المحادثات. هاجمت إسرائيل.",
        "איראן תקפה את ישראל ביום שלישי.",
        "中国外交部发言人星期二表示，中国反对美国的制裁。",
        "Россия и КНДР подписали договор.",
        "\u{202E}Iran attacked Israel\u{202C}. 👩‍👩‍👧‍👦 \u{FEFF} e\u{301}\u{301}\u{301}",
    ];
    for text in texts {
        check("a.txt", text.as_bytes(), 0, &["1 document"]);
    }
}

#[test]
fn ten_thousand_brackets_are_coded() {
    let text = format!("{}{ATTACK}{}", "(".repeat(10_000), ")".repeat(10_000));
    check("a.txt", text.as_bytes(), 0, &["1 document"]);
    let json = format!("{{\"id\":\"a\",\"text\":\"Talks began.\",\"x\":{}", "[".repeat(10_000));
    check("a.jsonl", json.as_bytes(), 2, &["found: recursion limit exceeded", "at: a.jsonl:1"]);
}

#[test]
fn a_line_of_ten_megabytes_is_coded() {
    let text = "x".repeat(10_000_000);
    check("a.txt", text.as_bytes(), 0, &["1 document"]);
    let json = format!("{{\"id\":\"a\",\"title\":\"{}\",\"text\":\"{ATTACK}\"}}\n", "y".repeat(10_000_000));
    check("a.jsonl", json.as_bytes(), 0, &["1 document, 1 sentence"]);
}

#[test]
fn broken_lines_are_told_and_the_rest_coded() {
    let lines = format!(
        "{{\"id\":\"a\",\"date\":\"2024-06-17\",\"text\":\"{ATTACK}\"}}\n\
         {{\"id\":\"b\",\"text\":\"cut of\n\
         not JSON\n\
         {{\"id\":\"c\"}}\n\
         {{\"date\":\"mid June\",\"text\":\"{ATTACK}\"}}\n"
    );
    let dir = folder(&[("a.jsonl", lines.as_bytes())]);
    let found = run(dir.path(), &["code", "a.jsonl", "--format", "jsonl"], b"");
    assert_eq!(found.exit, 1, "{}", found.err);
    for message in [
        "at: a.jsonl:2, byte",
        "at: a.jsonl:3, byte",
        "error: expected an object with a \"text\" or a \"title\", found neither\n  at: a.jsonl:4",
        "warning: expected a date such as 2024-06-17, found \"mid June\"\n  at: a.jsonl:5",
        "2 documents",
        "4 problems",
    ] {
        assert!(found.err.contains(message), "expected {message}\nfound {}", found.err);
    }
    let mut ids = field(&found.out, "document_id");
    ids.dedup();
    assert_eq!(ids, ["a", "a.jsonl:5"]);
}

#[test]
fn one_bad_file_costs_one_file() {
    let dir = folder(&[("a.txt", ATTACK.as_bytes()), ("b.txt", b"\0"), ("c.txt", ATTACK.as_bytes())]);
    let found = run(dir.path(), &["code", ".", "--format", "jsonl"], b"");
    assert_eq!(found.exit, 1, "{}", found.err);
    assert!(found.err.contains("2 documents"), "{}", found.err);
}

#[test]
fn what_is_not_there_is_told() {
    let dir = folder(&[]);
    let found = run(dir.path(), &["code", "absent.txt"], b"");
    assert_eq!(found.exit, 2);
    assert!(found.err.contains("error: expected a file or directory, found nothing of that name\n  at: absent.txt"));
    let found = run(dir.path(), &["code", "."], b"");
    assert_eq!(found.exit, 2);
    assert!(found.err.contains("expected a directory with files, found none below it"));
}

#[test]
fn a_day_that_is_none_is_wrong_usage() {
    let dir = folder(&[("a.txt", ATTACK.as_bytes())]);
    for date in ["2024-02-30", "17 June 2024", "yesterday", ""] {
        let found = run(dir.path(), &["code", "a.txt", "--date", date], b"");
        assert_eq!(found.exit, 2, "{date}");
        assert!(found.err.contains("expected a day of the calendar as YYYY-MM-DD"), "{}", found.err);
    }
}
