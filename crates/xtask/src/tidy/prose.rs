//! Checks prose: links and paths lead somewhere, and no file names a place on somebody's machine.

use super::{Finding, Source};
use std::path::Path;

/// Checks every text file.
pub fn check(root: &Path, sources: &[Source], findings: &mut Vec<Finding>) {
    for source in sources {
        let Some(text) = &source.text else { continue };
        let dir = Path::new(&source.path).parent().unwrap_or(Path::new(""));
        for (at, line) in text.lines().enumerate() {
            let mut find = |message| findings.push(Finding { file: source.path.clone(), line: at + 1, message });
            if let Some(path) = machine_path(line) {
                find(format!("expected no path of somebody's machine, found {path}"));
            }
            if source.path.ends_with(".md") {
                let links = links(line).map(|link| (link, root.join(dir).join(link).exists()));
                let paths = quoted_paths(line)
                    .map(|path| (path, root.join(path).exists() || root.join(dir).join(path).exists()));
                for (path, _) in links.chain(paths).filter(|(_, exists)| !exists) {
                    find(format!("expected a path that exists, found {path}"));
                }
            }
        }
    }
}

/// A directory of somebody's machine that the line names.
fn machine_path(line: &str) -> Option<&'static str> {
    // Written apart, so that this file does not find itself.
    const PLACES: [&str; 4] =
        [concat!("/", "work/"), concat!("/", "tmp/"), concat!("/", "home/"), concat!("/", "Users/")];
    PLACES.into_iter().find(|place| {
        line.match_indices(place).any(|(at, _)| {
            // In the middle of an address it is no place of ours.
            let before = line[..at].chars().next_back();
            before.is_none_or(|c| c.is_whitespace() || "\"'`(=:<[".contains(c))
        })
    })
}

/// Relative targets of Markdown links, without their anchors.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| {
        let target = rest.split([')', ' ']).next()?;
        let path = target.split('#').next()?;
        (!path.is_empty() && !path.contains(':')).then_some(path)
    })
}

/// Paths between backticks that begin with a directory of the project.
fn quoted_paths(line: &str) -> impl Iterator<Item = &str> {
    const ROOTS: [&str; 8] = ["crates/", "data/", "docs/", "specs/", "models/", "fuzz/", ".ci/", ".cargo/"];
    line.split('`').skip(1).step_by(2).filter_map(|quoted| {
        let is_pattern = quoted.contains(|c: char| c.is_whitespace() || "*<>{}[]$…".contains(c));
        let has_placeholder = quoted.split(['/', '.']).any(|part| {
            part.len() > 1 && part.chars().all(|c| c.is_ascii_uppercase()) && !["README", "LICENSE"].contains(&part)
        });
        let is_path = ROOTS.iter().any(|root| quoted.starts_with(root));
        let path = quoted.split(':').next()?;
        (is_path && !is_pattern && !has_placeholder).then_some(path)
    })
}

#[cfg(test)]
mod tests {
    use super::{links, machine_path, quoted_paths};

    #[test]
    fn places_of_a_machine_are_found() {
        let place = concat!("/", "tmp/");
        assert_eq!(machine_path(&format!("see {place}x")), Some(place));
        assert_eq!(machine_path(&format!("(\"{place}x\")")), Some(place));
        assert_eq!(machine_path(&format!("https://example.org{place}x")), None);
        assert_eq!(machine_path("a/b/c"), None);
    }

    #[test]
    fn links_and_paths_are_found() {
        let line =
            "See [a](docs/a.md#top), [b](https://b.org) and [c](#c), `data/x.tsv:12`, `crates/*/src`, `data/NAME.tsv`";
        assert_eq!(links(line).collect::<Vec<_>>(), ["docs/a.md"]);
        assert_eq!(quoted_paths(line).collect::<Vec<_>>(), ["data/x.tsv"]);
    }
}
