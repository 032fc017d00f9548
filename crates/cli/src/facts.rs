//! The coder with the user's own codebook and atlas files laid over the shipped ones.

use crate::args::FactArgs;
use crate::ending::Failure;
use std::fs;
use std::path::Path;
use westphalia_atlas::Atlas;
use westphalia_coder::Coder;
use westphalia_coder::codebook::{Codebook, FolderError};
use westphalia_model::{Actor, Date};

/// The coder that the arguments ask for.
pub fn coder(args: &FactArgs) -> Result<Coder, Failure> {
    let book = match &args.codebook {
        None => Codebook::embedded().map_err(|e| Failure::Start(format!("the shipped codebook is damaged: {e}")))?,
        Some(folder) => Codebook::from_folder(folder).map_err(|e| no_codebook(&e))?,
    };
    let atlas = match &args.atlas {
        None => Atlas::embedded(),
        // Read once and used until the end of the run.
        Some(folder) => Box::leak(Box::new(overlaid(folder)?)),
    };
    Coder::with(book, atlas).map_err(Failure::Start)
}

/// A state as a party, by its ISO alpha-3 code.
pub fn state(atlas: &Atlas, iso3: &str, day: Option<Date>) -> Option<Actor> {
    let country = atlas.country(atlas.country_id(iso3)?);
    Some(Actor {
        name: country.name.to_string(),
        country: country.iso3.to_string(),
        cow: country.cow(day),
        gw: country.gw(day),
        wikidata_id: country.wikidata.to_string(),
        ..Actor::default()
    })
}

/// Why a folder is no codebook.
pub fn no_codebook(error: &FolderError) -> Failure {
    Failure::Usage { message: error.to_string(), hint: "data/codebook/README.md describes the files of a codebook" }
}

/// The shipped atlas with the `.tsv` files of a folder laid over it.
fn overlaid(folder: &Path) -> Result<Atlas, Failure> {
    let usage = |message: String| Failure::Usage { message, hint: "docs/cards/atlas.md describes the tables" };
    let unreadable = |path: &Path, e: std::io::Error| {
        usage(format!("expected a readable atlas table, found {}: {e}", path.display()))
    };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(|e| unreadable(folder, e))? {
        let path = entry.map_err(|e| unreadable(folder, e))?.path();
        if path.extension().is_some_and(|e| e == "tsv") {
            let bytes = fs::read(&path).map_err(|e| unreadable(&path, e))?;
            files.push((path.display().to_string(), bytes));
        }
    }
    if files.is_empty() {
        return Err(usage(format!(
            "expected a folder with tables such as people.tsv, found none in {}",
            folder.display()
        )));
    }
    files.sort();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    Atlas::from_files(&files).map_err(|e| usage(e.to_string()))
}
