//! Reads the clusters of words.

use anyhow::Context;
use std::path::Path;
use westphalia_text::dictionary::Dictionary;
use westphalia_text::hash;

/// The cluster of each word by the hash of its folded form.
pub fn read(path: &Path) -> anyhow::Result<Dictionary<'static>> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("expected clusters of words at {}", path.display()))?;
    let mut entries = Vec::new();
    for (number, line) in text.lines().enumerate().skip(1) {
        let row = line.split_once('\t').and_then(|(word, cluster)| Some((word, cluster.parse().ok()?)));
        let (word, cluster) = row
            .with_context(|| format!("{}, line {}: expected a word, a tab and a number", path.display(), number + 1))?;
        entries.push((hash::bytes(word.as_bytes()), cluster));
    }
    Ok(Dictionary::build(&entries))
}
