//! `westphalia codebook document`: the codebook as Markdown.

use super::{borrowed, coder, files, specs};
use crate::args::DocumentArgs;
use crate::batch;
use crate::ending::{Ending, Failure};
use crate::notes::Notes;
use crate::show::count;
use std::fs;
use std::path::Path;
use westphalia_coder::codebook::Codebook;
use westphalia_handbook::{Examples, document};

/// Writes the pages.
pub fn run(args: &DocumentArgs, notes: &mut Notes) -> Result<Ending, Failure> {
    let cases = specs(args.specs.as_deref())?;
    let files = files(args.codebook.as_deref())?;
    let book = Codebook::from_files(&borrowed(&files)).map_err(|error| Failure::Usage {
        message: error.to_string(),
        hint: "westphalia codebook lint finds everything that is wrong",
    })?;
    let coder = coder(book)?;
    let pool = batch::threads(args.threads).map_err(Failure::Start)?;
    let examples = pool.install(|| Examples::collect(&coder, &cases));
    let pages = document(coder.codebook(), &examples);
    let unwritable = |path: &Path, error| Failure::Usage {
        message: format!("expected a place to write to, found {}: {error}", path.display()),
        hint: "name another directory with --out",
    };
    fs::create_dir_all(&args.out).map_err(|error| unwritable(&args.out, error))?;
    for page in &pages {
        let path = args.out.join(&page.name);
        fs::write(&path, &page.text).map_err(|error| unwritable(&path, error))?;
    }
    let n_examples: usize = examples.of.iter().map(Vec::len).sum();
    let n_without = examples.of.iter().filter(|examples| examples.is_empty()).count();
    let n_bytes: usize = pages.iter().map(|page| page.text.len()).sum();
    notes.say(&format!(
        "{} of {} kB: {} with {}, {n_without} without any",
        count(pages.len(), "page"),
        n_bytes / 1000,
        count(examples.of.len(), "frame"),
        count(n_examples, "example"),
    ));
    Ok(Ending::Complete)
}
