//! Reads the clusters of words.

use anyhow::Context;
use std::path::Path;
use westphalia_text::dictionary::Dictionary;
use westphalia_text::hash;

/// The words of the table, and the cluster of each by the hash of its folded form.
pub fn read(path: &Path) -> anyhow::Result<(Vec<String>, Dictionary<'static>)> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("expected clusters of words at {}", path.display()))?;
    let (mut words, mut entries) = (Vec::new(), Vec::new());
    for (number, line) in text.lines().enumerate().skip(1) {
        let row = line.split_once('\t').and_then(|(word, cluster)| Some((word, cluster.parse().ok()?)));
        let (word, cluster) = row
            .with_context(|| format!("{}, line {}: expected a word, a tab and a number", path.display(), number + 1))?;
        words.push(word.to_owned());
        entries.push((hash::bytes(word.as_bytes()), cluster));
    }
    Ok((words, Dictionary::build(&entries)))
}
