//! `westphalia validate report`: what the labels say.

use super::args::{ReportArgs, ReportFormat};
use super::labels;
use super::page::Page;
use crate::ending::{Ending, Failure};
use crate::notes::Notes;
use crate::show::count;
use std::io::{self, Write};
use westphalia_validate::findings;

/// Reads the labels, computes and prints.
pub fn run(args: &ReportArgs, notes: &mut Notes) -> Result<Ending, Failure> {
    let mut labelled = match labels::read(&args.paths, args.key.as_deref(), notes) {
        Ok(labelled) => labelled,
        Err(fault) => {
            notes.fault(&fault);
            return Ok(Ending::Nothing);
        }
    };
    let n_labels = labelled.study.labels.len();
    if n_labels == 0 {
        let message = format!("expected labels, found none in {}", count(labelled.n_unlabelled, "row"));
        return Err(Failure::Usage { message, hint: "westphalia validate label SAMPLE --coder NAME asks for them" });
    }
    if let Some(name) = &args.reference
        && !labelled.coders.contains_key(name)
    {
        let coders: Vec<&str> = labelled.coders.keys().map(String::as_str).collect();
        let message = format!("expected a coder as --reference, found {name}; the coders are {}", coders.join(", "));
        return Err(Failure::Usage { message, hint: "without --reference all coders count alike" });
    }
    labelled.study.seed = args.seed;
    labelled.study.reference.clone_from(&args.reference);
    let findings = findings(&labelled.study);
    let page = Page { labelled: &labelled, findings: &findings };
    let text = match args.format {
        ReportFormat::Table => page.for_people(),
        ReportFormat::Json => page.json()?,
        ReportFormat::Markdown => page.markdown(),
        ReportFormat::Csv => page.csv()?,
    };
    io::stdout().lock().write_all(text.as_bytes())?;
    let left_out = labelled.n_left_out;
    notes.say(&format!(
        "{}; {} unlabelled, {left_out} left out",
        count(n_labels, "label"),
        count(labelled.n_unlabelled, "row")
    ));
    Ok(Ending::of(n_labels, notes.n_errors))
}
