//! Scores the views on relations on arcs: histories of dyads and what a historian says of them.
//!
//! The reports of each arc are coded into a record of their own; the views are asked as a user would ask them, as of the
//! last day of the arc. What counts as right is said in `data/arcs/README.md`.

mod arc;
mod promises;
mod rungs;
mod sayings;
mod score;
mod turns;

use anyhow::{Context, bail};
use arc::Arc;
use clap::Args;
use rayon::prelude::*;
use score::{Found, share};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use westphalia_coder::Coder;
use westphalia_relations::claims::People;

/// What to score.
#[derive(Args)]
pub struct Options {
    /// Folder of arcs, each a folder with reports.jsonl and arc.toml
    #[arg(long, value_name = "DIR", default_value = "data/arcs/dev")]
    arcs: PathBuf,
    /// Tell what was wrong and what was missed, arc by arc; never of arcs that rules must not be made from
    #[arg(long)]
    errors: bool,
}

/// Scores every arc of the folder and prints the table.
///
/// # Errors
///
/// If an arc cannot be read or coded.
pub fn run(options: &Options) -> anyhow::Result<()> {
    if options.errors && options.arcs.file_name().is_some_and(|name| name == "test") {
        bail!("the errors of test arcs are not shown: rules must not be made from them");
    }
    let coder = Coder::embedded().map_err(anyhow::Error::msg)?;
    let arcs: Vec<Arc> =
        folders(&options.arcs)?.par_iter().map(|folder| Arc::load(folder, &coder)).collect::<Result<_, _>>()?;
    let mut wrong = Vec::new();
    let mut out = io::stdout().lock();
    writeln!(out, "| what | right | false | missed | precision | recall |")?;
    writeln!(out, "| --- | --- | --- | --- | --- | --- |")?;
    row(&mut out, "steps of the ladder, from the reports alone", &arcs, |arc| rungs::score(arc, false, &mut wrong))?;
    row(&mut out, "steps of the ladder, with the facts", &arcs, |arc| rungs::score(arc, true, &mut wrong))?;
    row(&mut out, "turning points", &arcs, |arc| turns::score(arc, &mut wrong))?;
    let promises: Vec<promises::Scored> = arcs.iter().map(|arc| promises::score(arc, &mut wrong)).collect();
    let mut pledges = Found::default();
    promises.iter().for_each(|scored| pledges.add(scored.pledges));
    writeln!(out, "| pledges | {pledges} |")?;
    let people = People::new();
    let mut claims = sayings::Scored::default();
    for arc in &arcs {
        let scored = sayings::score(arc, &coder, &people, &mut wrong);
        claims.n_true += scored.n_true;
        claims.n_found += scored.n_found;
        claims.n_right += scored.n_right;
    }
    let n_status = promises.iter().map(|scored| scored.n_status).sum();
    writeln!(out, "\n| what | right | of | share |\n| --- | --- | --- | --- |")?;
    for (what, n_right, n) in [
        ("status of the pledges found", n_status, pledges.n_right),
        ("claims found", claims.n_found, claims.n_true),
        ("verdicts on all claims", claims.n_right, claims.n_true),
        ("verdicts on the claims found", claims.n_right, claims.n_found),
    ] {
        writeln!(out, "| {what} | {n_right} | {n} | {} |", share(n_right, n))?;
    }
    if options.errors {
        writeln!(out)?;
        for line in wrong {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

fn row(
    out: &mut impl Write,
    what: &str,
    arcs: &[Arc],
    mut score: impl FnMut(&Arc) -> anyhow::Result<Found>,
) -> anyhow::Result<()> {
    let mut all = Found::default();
    for arc in arcs {
        all.add(score(arc)?);
    }
    writeln!(out, "| {what} | {all} |")?;
    Ok(())
}

/// The folders of arcs in a folder, by name.
fn folders(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let path = entry?.path();
        if path.join("arc.toml").is_file() {
            found.push(path);
        }
    }
    if found.is_empty() {
        bail!("expected folders with arc.toml in {}, found none", folder.display());
    }
    found.sort();
    Ok(found)
}
