//! How alike two sentences are, by the words that carry meaning.

use xxhash_rust::xxh3::xxh3_64;

/// Words that say nothing of the act.
const EMPTY: [&str; 95] = [
    "the",
    "and",
    "for",
    "with",
    "from",
    "that",
    "this",
    "these",
    "those",
    "has",
    "have",
    "had",
    "was",
    "were",
    "been",
    "being",
    "are",
    "will",
    "would",
    "could",
    "should",
    "may",
    "might",
    "can",
    "its",
    "his",
    "her",
    "their",
    "our",
    "your",
    "they",
    "she",
    "him",
    "them",
    "who",
    "which",
    "what",
    "when",
    "where",
    "while",
    "also",
    "but",
    "not",
    "nor",
    "yet",
    "into",
    "onto",
    "over",
    "under",
    "about",
    "after",
    "before",
    "between",
    "during",
    "against",
    "through",
    "amid",
    "among",
    "than",
    "then",
    "there",
    "here",
    "said",
    "says",
    "say",
    "told",
    "according",
    "reported",
    "reports",
    "news",
    "agency",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "today",
    "yesterday",
    "year",
    "years",
    "day",
    "days",
];

/// The words of a sentence that carry meaning, as sorted hashes; those of `parties` are left out, for they are compared
/// by whom they mean.
#[must_use]
pub(crate) fn content_words<'a>(sentence: &str, parties: impl Iterator<Item = &'a str>) -> Box<[u32]> {
    let named: Vec<u32> = parties.flat_map(words).collect();
    let mut found: Vec<u32> = words(sentence).filter(|word| !named.contains(word)).collect();
    found.sort_unstable();
    found.dedup();
    found.into()
}

#[expect(clippy::cast_possible_truncation, reason = "half a hash is enough within a sentence")]
fn words(text: &str) -> impl Iterator<Item = u32> {
    text.split(|c: char| !c.is_alphanumeric()).filter_map(|word| {
        let word = word.to_lowercase();
        let counts = word.chars().count() > 2 || word.chars().all(|c| c.is_ascii_digit());
        (counts && !word.is_empty() && !EMPTY.contains(&word.as_str())).then(|| xxh3_64(stem(&word).as_bytes()) as u32)
    })
}

/// A word without the commonest endings, so that "visits", "visited" and "visit" are one.
fn stem(word: &str) -> &str {
    for ending in ["ing", "ed", "es", "s", "e"] {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() >= 3) {
            return stem;
        }
    }
    word
}

/// The Jaccard similarity of two sorted lists, 0 to 1; two empty ones are alike.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "words of a sentence")]
pub(crate) fn alike(a: &[u32], b: &[u32]) -> f64 {
    let (mut i, mut j, mut common) = (0, 0, 0_usize);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                i += 1;
                j += 1;
            }
        }
    }
    let all = a.len() + b.len() - common;
    if all == 0 { 1.0 } else { common as f64 / all as f64 }
}

/// Names and numbers of a title and of the first words of a text, as sorted hashes.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "half a hash is enough within a beginning")]
pub(crate) fn names_and_numbers(title: &str, text: &str, n_words: usize) -> Box<[u32]> {
    let parts = |text: &'_ str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let tells = |word: &String| word.starts_with(char::is_uppercase) || word.contains(|c: char| c.is_ascii_digit());
    let beginning = parts(text).into_iter().take(n_words);
    let mut found: Vec<u32> = parts(title)
        .into_iter()
        .chain(beginning)
        .filter(tells)
        .map(|word| xxh3_64(word.to_lowercase().as_bytes()) as u32)
        .collect();
    found.sort_unstable();
    found.dedup();
    found.into()
}

/// The numbers of a sentence, written in digits, as sorted hashes.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "half a hash is enough within a sentence")]
pub(crate) fn numbers(sentence: &str) -> Box<[u32]> {
    let digits = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
    let words = sentence.split(|c: char| !c.is_alphanumeric() && c != '.' && c != ',');
    let mut found: Vec<u32> = words
        .map(|word| word.trim_matches(['.', ',']))
        .filter(digits)
        .map(|word| xxh3_64(word.as_bytes()) as u32)
        .collect();
    found.sort_unstable();
    found.dedup();
    found.into()
}

#[cfg(test)]
mod tests {
    use super::{alike, content_words, numbers};

    fn check(a: &str, b: &str, expected: f64) {
        let words = |text| content_words(text, ["Russia", "North Korea"].into_iter());
        let found = alike(&words(a), &words(b));
        assert!((found - expected).abs() < 0.01, "{found}");
    }

    #[test]
    fn names_of_parties_and_empty_words_do_not_count() {
        check("Russia visits.", "The visit of Russia", 1.0);
        check("Russia ships oil.", "Russia ships grain and oil.", 2.0 / 3.0);
        check("Russia ships oil.", "Russia tests missiles.", 0.0);
        check("Russia", "North Korea", 1.0);
    }

    #[test]
    fn numbers_are_those_in_digits() {
        assert_eq!(numbers("At least 1,200 people and two of 45."), numbers("45 and 1,200"));
        assert_ne!(numbers("killed 12"), numbers("killed 13"));
    }
}
