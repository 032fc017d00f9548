//! A codebook of one's own: files laid over the shipped ones.

use super::files::SHIPPED;
use super::{Codebook, CodebookError};
use std::path::Path;
use std::{fs, io};

/// Why a folder is no codebook.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// It, or something in it, cannot be read.
    #[error("expected a readable codebook file, found {path}: {error}")]
    Unreadable {
        /// Which one.
        path: String,
        /// What the system says.
        error: io::Error,
    },
    /// A file has a name that no codebook file has.
    #[error(
        "expected the name of a shipped codebook file, or a file in frames/, acts/, sets/ or the folder of another table, found {0}"
    )]
    UnknownName(String),
    /// Nothing in it belongs to a codebook.
    #[error("expected a folder with files such as frames/agree.tsv or sets.tsv, found none in {0}")]
    Empty(String),
    /// A row does not fit.
    #[error(transparent)]
    Row(#[from] CodebookError),
}

impl Codebook {
    /// The shipped codebook with the `.tsv` files of a folder laid over it: see [`Codebook::files_with`].
    ///
    /// # Errors
    /// Where the folder or a file in it cannot be read, has an unknown name, or has a row that does not fit.
    pub fn from_folder(folder: &Path) -> Result<Self, FolderError> {
        let files = Self::files_with(folder)?;
        Ok(Self::from_files(&files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>())?)
    }

    /// The files of the shipped codebook with those of a folder laid over them: a file of the same path replaces the
    /// shipped one; a further file in `acts/`, `frames/`, `sets/` or a folder named like another table adds its rows. Of
    /// frames that match equally well, those of further files go before the shipped ones.
    ///
    /// # Errors
    /// Where the folder or a file in it cannot be read or has an unknown name.
    pub fn files_with(folder: &Path) -> Result<Vec<(String, String)>, FolderError> {
        let mut own = Vec::new();
        collect(folder, "", &mut own)?;
        for table in TABLES {
            collect(folder, table, &mut own)?;
        }
        if own.is_empty() {
            return Err(FolderError::Empty(folder.display().to_string()));
        }
        own.sort();
        let is_shipped = |name: &str| SHIPPED.iter().any(|(shipped, _)| *shipped == name);
        let (replaced, mut files): (Vec<_>, Vec<_>) = own.into_iter().partition(|(name, _)| is_shipped(name));
        if let Some((name, _)) = files.iter().find(|(name, _)| !name.contains('/')) {
            return Err(FolderError::UnknownName(name.clone()));
        }
        files.extend(SHIPPED.iter().map(|&(name, text)| {
            let own = replaced.iter().find(|(n, _)| n == name).map(|(_, own)| own.as_str());
            (name.to_owned(), own.unwrap_or(text).to_owned())
        }));
        Ok(files)
    }
}

/// Tables to which a folder may add files.
const TABLES: [&str; 9] = ["acts", "operators", "algebra", "sets", "cameo", "types", "contexts", "sectors", "frames"];

/// Reads the `.tsv` files that lie in `folder/below`.
fn collect(folder: &Path, below: &str, own: &mut Vec<(String, String)>) -> Result<(), FolderError> {
    let place = folder.join(below);
    let unreadable = |path: &Path, error| FolderError::Unreadable { path: path.display().to_string(), error };
    let entries = match fs::read_dir(&place) {
        Err(error) if error.kind() == io::ErrorKind::NotFound && !below.is_empty() => return Ok(()),
        entries => entries.map_err(|error| unreadable(&place, error))?,
    };
    for entry in entries {
        let path = entry.map_err(|error| unreadable(&place, error))?.path();
        if path.extension().is_none_or(|e| e != "tsv") {
            continue;
        }
        let text = fs::read_to_string(&path).map_err(|error| unreadable(&path, error))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        own.push((if below.is_empty() { name.into_owned() } else { format!("{below}/{name}") }, text));
    }
    Ok(())
}
