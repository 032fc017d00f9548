//! `westphalia codebook lint`: what is wrong with a codebook, and what in it nothing needs.

use super::{borrowed, coder, files, specs};
use crate::args::{Deny, LintArgs, Rows};
use crate::batch;
use crate::ending::{Ending, Failure};
use crate::notes::Notes;
use crate::show::{count, plain_table, printable};
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use westphalia_coder::Coder;
use westphalia_coder::codebook::SHIPPED;
use westphalia_handbook::{Examples, Finding, Kind, Level, Usage, lint, stale};
use westphalia_read::Documents;

/// Prints everything that is found, and counts it.
pub fn run(args: &LintArgs, notes: &mut Notes) -> Result<Ending, Failure> {
    let cases = specs(args.specs.as_deref())?;
    let files = files(args.codebook.as_deref())?;
    let (book, mut findings) = lint(&borrowed(&files));
    if let Some(folder) = &args.document {
        findings.extend(stale(&book, "README.md", &read_index(folder)?));
    }
    let pool = batch::threads(args.threads).map_err(Failure::Start)?;
    // Rows that do not fit are left out; what remains can still be tried.
    let coder = coder(book)?;
    if args.specs.is_some() {
        let usage = pool.install(|| Usage::of_cases(&coder, &cases));
        findings.extend(usage.untested(coder.codebook()));
    }
    if args.examples {
        let examples = pool.install(|| Examples::collect(&coder, &cases));
        findings.extend(examples.findings(coder.codebook()));
    }
    if !args.text.is_empty() {
        let usage = fired(args, &coder, &pool, notes);
        findings.extend(usage.findings(coder.codebook()));
    }
    if args.codebook.is_some() && !args.all {
        let own = own(&files);
        findings.retain(|finding| concerns(finding, &own));
        // Who lays frames over ours means to hide some of them.
        let shipped =
            findings.iter_mut().filter(|finding| finding.kind != Kind::Stale && !stands_in(&finding.at, &own));
        shipped.for_each(|finding| finding.level = Level::Note);
    }
    findings.sort_by_key(|finding| finding.level);
    match args.format {
        Rows::Jsonl => lines(&findings)?,
        Rows::Table => table(&findings)?,
    }
    Ok(ending(args.deny, &findings, notes))
}

/// Names of the files that are not the shipped ones.
fn own(files: &[(String, String)]) -> Vec<&str> {
    let is_shipped = |name: &str, text: &str| SHIPPED.contains(&(name, text));
    files.iter().filter(|(name, text)| !is_shipped(name, text)).map(|(name, _)| name.as_str()).collect()
}

/// Whether a finding stands in one of the files, or names a row of one.
fn concerns(finding: &Finding, files: &[&str]) -> bool {
    finding.kind == Kind::Stale || stands_in(&finding.at, files) || stands_in(&finding.message, files)
}

/// Whether a text names a line of one of the files.
fn stands_in(text: &str, files: &[&str]) -> bool {
    files.iter().any(|file| text.contains(&format!("{file}:")))
}

/// How often the frames fire in the documents.
fn fired(args: &LintArgs, coder: &Coder, pool: &rayon::ThreadPool, notes: &mut Notes) -> Usage {
    let mut documents = Documents::open(&args.text);
    let mut usage = Usage::new(coder.codebook());
    notes.show_progress();
    loop {
        let docs = batch::next(&mut documents, None, notes);
        if docs.is_empty() {
            notes.end_progress();
            return usage;
        }
        pool.install(|| usage.add(coder, &docs));
        notes.progress(usage.n_documents, 0, usage.told.iter().sum());
    }
}

/// The first page of a document of a codebook.
fn read_index(folder: &Path) -> Result<String, Failure> {
    let path = folder.join("README.md");
    fs::read_to_string(&path).map_err(|error| Failure::Usage {
        message: format!("expected a document of the codebook at {}, found: {error}", path.display()),
        hint: "westphalia codebook document --out DIR writes one",
    })
}

/// Prints the findings as JSON lines.
fn lines(findings: &[Finding]) -> Result<(), Failure> {
    let mut page = Vec::new();
    for finding in findings {
        serde_json::to_writer(&mut page, finding).map_err(io::Error::from)?;
        page.push(b'\n');
    }
    Ok(io::stdout().lock().write_all(&page)?)
}

/// Prints the findings for people: notes first, errors last, where the eye is.
fn table(findings: &[Finding]) -> Result<(), Failure> {
    if findings.is_empty() {
        return Ok(());
    }
    let mut table = plain_table(["", "kind", "where", "what", "found"]);
    for finding in findings.iter().rev() {
        let hint = if finding.hint.is_empty() { String::new() } else { format!("; {}", finding.hint) };
        table.add_row([
            finding.level.to_string(),
            finding.kind.as_str().to_owned(),
            printable(&finding.at),
            printable(&finding.name),
            printable(&format!("{}{hint}", finding.message)),
        ]);
    }
    Ok(writeln!(io::stdout().lock(), "{}", table.trim_fmt())?)
}

/// Prints the counts by kind, and how the run ended.
fn ending(deny: Option<Deny>, findings: &[Finding], notes: &Notes) -> Ending {
    let mut kinds: Vec<(Level, &str, usize)> = Vec::new();
    for finding in findings {
        match kinds.iter_mut().find(|(_, kind, _)| *kind == finding.kind.as_str()) {
            Some((_, _, n)) => *n += 1,
            None => kinds.push((finding.level, finding.kind.as_str(), 1)),
        }
    }
    for (level, kind, n) in kinds.iter().filter(|(level, _, _)| *level != Level::Note) {
        notes.say(&format!("{level} {kind}: {n}"));
    }
    let n_of = |level: Level| findings.iter().filter(|finding| finding.level == level).count();
    let (n_errors, n_warnings) = (n_of(Level::Error), n_of(Level::Warning));
    notes.say(&format!("{}, {}", count(n_errors, "error"), count(n_warnings, "warning")));
    let denied = n_errors + if deny == Some(Deny::Warnings) { n_warnings } else { 0 };
    if denied + notes.n_errors > 0 { Ending::Incomplete } else { Ending::Complete }
}
