//! The page of sets: words that frames ask for together.

use super::Source;
use std::fmt::Write as _;

/// Writes the page.
pub fn page(source: &Source<'_>) -> String {
    let mut page =
        "# Sets\n\nLists of words that the conditions of frames ask for by a name. `@actor`, `@state`, `@body`, \
        `@person`, `@several`, `@owned`, `@place`, `@event` and `@number` are built in.\n\n"
            .to_owned();
    let mut sets: Vec<_> = source.book.sets.iter().collect();
    sets.sort_by_key(|set| &set.name);
    for set in sets {
        let _ = writeln!(page, "- `@{}`: {}", set.name, set.words.join(", "));
    }
    page
}
