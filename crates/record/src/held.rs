//! A folder of our own below the record, held by a lock that ends with the process.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder that nobody else touches while we live. It goes when this is dropped; what a killed process leaves is
/// swept by another.
#[derive(Debug)]
pub(crate) struct Held {
    pub folder: PathBuf,
    _lock: File,
}

impl Held {
    /// A new folder below `parent`.
    pub fn new(parent: &Path) -> io::Result<Self> {
        static N: AtomicU32 = AtomicU32::new(0);
        let folder = parent.join(format!("{}-{}", std::process::id(), N.fetch_add(1, Ordering::Relaxed)));
        fs::create_dir_all(&folder)?;
        let lock = File::create(lock_of(&folder))?;
        lock.try_lock().map_err(io::Error::from)?;
        Ok(Self { folder, _lock: lock })
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // What stays behind is swept by another.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The file in the folder that is locked.
pub(crate) fn lock_of(folder: &Path) -> PathBuf {
    folder.join("lock")
}

/// Removes the folders below `parent` whose processes are gone.
pub(crate) fn sweep(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let folder = entry.path();
        let gone = match File::open(lock_of(&folder)) {
            Ok(lock) => lock.try_lock().is_ok(),
            // One that has made the folder and not yet its lock is given a minute.
            Err(_) => entry
                .metadata()
                .and_then(|m| m.modified())
                .is_ok_and(|at| at.elapsed().is_ok_and(|age| age.as_secs() > 60)),
        };
        if gone {
            let _ = fs::remove_dir_all(&folder);
        }
    }
}
