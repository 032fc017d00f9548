//! The program as its users meet it: arguments in; output, messages and exit codes out.

mod alignment;
mod bad_input;
mod claims;
mod classify;
mod code;
mod codebook;
mod others;
mod pledges;
mod record;
mod relation;
mod relations;
mod schema;
mod sql;
mod validate;

use assert_cmd::Command;
use std::fs;
use std::path::Path;

/// A sentence with an event that no codebook can miss.
const ATTACK: &str = "Iran attacked Israel on Tuesday.";

/// What a run printed.
struct Run {
    exit: i32,
    out: String,
    err: String,
}

/// Runs the program in `dir`.
fn run(dir: &Path, args: &[&str], stdin: &[u8]) -> Run {
    let mut command = Command::cargo_bin("westphalia").expect("the program is built");
    let output = command.current_dir(dir).args(args).write_stdin(stdin).output().expect("the program starts");
    Run {
        exit: output.status.code().expect("an exit code"),
        out: String::from_utf8(output.stdout).expect("output is UTF-8"),
        err: String::from_utf8(output.stderr).expect("messages are UTF-8"),
    }
}

/// A directory with these files.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a temporary directory");
    for (name, bytes) in files {
        fs::write(dir.path().join(name), bytes).expect("writable");
    }
    dir
}

/// The field of every line of JSON.
fn field(out: &str, key: &str) -> Vec<String> {
    let value = |line: &str| -> serde_json::Value { serde_json::from_str(line).expect("a line of JSON") };
    out.lines().map(|line| value(line)[key].to_string().trim_matches('"').to_owned()).collect()
}
