//! Names that a careless export has glued to their neighbours: "PresidentKim Il Sungvisited".
//!
//! The feeds of the Korean Central News Agency lose the spaces around marked-up names in half of their documents.

/// Words that stand before a name and never end inside one.
const BEFORE: &[&str] = &[
    "Comrade",
    "President",
    "Chairman",
    "Secretary",
    "Marshal",
    "General",
    "Leader",
    "Premier",
    "of",
    "to",
    "by",
    "the",
    "and",
    "with",
    "from",
    "for",
    "that",
    "when",
];

/// Last parts of names, by the part before them.
const LAST: &[(&str, &[&str])] = &[("Jong", &["Un", "Il", "Suk"]), ("Il", &["Sung"])];

/// Where a word is to be cut that follows the word `before`.
pub(super) fn cut(word: &str, before: Option<&str>) -> Option<usize> {
    let front = BEFORE.iter().find(|front| word.strip_prefix(**front).is_some_and(is_name));
    if let Some(front) = front {
        return Some(front.len());
    }
    let (_, parts) = LAST.iter().find(|(first, _)| before == Some(first))?;
    let glued = |part: &&&str| {
        word.strip_prefix(**part).is_some_and(|rest| rest.len() > 1 && rest.bytes().all(|b| b.is_ascii_lowercase()))
    };
    parts.iter().find(glued).map(|part| part.len())
}

/// A capital and a small letter: the start of a name.
fn is_name(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn names_are_cut_from_their_neighbours() {
        let check = |word: &str, before: Option<&str>, expected: Option<usize>| {
            assert_eq!(cut(word, before), expected, "{word} after {before:?}");
        };
        check("PresidentKim", None, Some(9));
        check("ofKim", None, Some(2));
        check("Unvisited", Some("Jong"), Some(2));
        check("Sungand", Some("Il"), Some(4));
        check("Unvisited", Some("was"), None);
        check("Presidential", None, None);
        check("Presidents", None, None);
        check("toKIM", None, None);
        check("Un", Some("Jong"), None);
    }
}
