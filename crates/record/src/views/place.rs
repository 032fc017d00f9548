//! Where views lie, and what does not belong there.

use crate::held;
use crate::ledger::FileRow;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use westphalia_model::schema::{DAYS, DERIVED, DYADS, PAIRS, STATES, Table};

/// Folder of views, below the record.
pub(super) const FOLDER: &str = "views";

/// Folder of files that are being made, below the folder of views.
const MAKING: &str = "making";

/// Version of what is made. Raise it with every change of it, also of how dyads are found in events.
const VERSION: u32 = 1;

/// The views of a file of some table.
pub(super) fn views_of(table: &str) -> &'static [&'static Table] {
    static OF_EVENTS: [&Table; 3] = [&DYADS, &STATES, &PAIRS];
    static OF_DOCUMENTS: [&Table; 1] = [&DAYS];
    match table {
        "events" => &OF_EVENTS,
        "documents" => &OF_DOCUMENTS,
        _ => &[],
    }
}

/// Where files are while they are made.
pub(super) fn making(root: &Path) -> PathBuf {
    root.join(FOLDER).join(MAKING)
}

/// Where a view of a live file lies. The checksum of the file is in the name, so what lies there is always right, even
/// where a record was put back to an earlier state.
pub(super) fn place(root: &Path, view: &Table, file: &FileRow) -> PathBuf {
    let name = Path::new(&file.path).file_stem().unwrap_or_default().to_string_lossy();
    let sum = file.checksum.get(..16).unwrap_or(&file.checksum);
    root.join(FOLDER).join(view.name).join(format!("{}-{name}-{sum}-v{VERSION}.parquet", file.month))
}

/// Removes views that are of none of the files, and what killed processes left. Gives how many views.
pub(super) fn sweep<'a>(root: &Path, files: impl Iterator<Item = &'a FileRow>) -> usize {
    held::sweep(&making(root));
    let keep: BTreeSet<PathBuf> =
        files.flat_map(|file| views_of(&file.table).iter().map(|view| place(root, view, file))).collect();
    let lying = DERIVED.iter().filter_map(|view| fs::read_dir(root.join(FOLDER).join(view.name)).ok());
    let old = lying.flatten().flatten().map(|entry| entry.path()).filter(|path| !keep.contains(path));
    // One that cannot be removed does no harm.
    old.filter(|path| fs::remove_file(path).is_ok()).count()
}
