//! Words of a text as far as they can be told without a language model: small letters, plurals folded.

/// The words of a text, folded.
#[must_use]
pub fn of(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '\''))
        .filter(|word| !word.is_empty())
        .map(fold)
        .collect()
}

/// The same without names: words with a capital within a sentence.
#[must_use]
pub fn without_names(text: &str) -> Vec<String> {
    let mut begins = true;
    let mut kept = Vec::new();
    for word in text.split_whitespace() {
        let is_name = !begins && word.starts_with(|c: char| c.is_uppercase());
        begins = word.ends_with(['.', '!', '?', ':', '\u{201c}', '"']);
        // A name parts the words around it.
        kept.extend(if is_name { vec![String::new()] } else { of(word) });
    }
    kept
}

/// A word in small letters, in the singular as far as its ending tells.
fn fold(word: &str) -> String {
    let word = word.to_lowercase();
    let word = word.strip_suffix("'s").unwrap_or(&word).trim_matches(|c| c == '\'' || c == '-');
    match word {
        _ if word.len() < 4 || word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") => word.to_owned(),
        _ if word.ends_with("ies") => format!("{}y", &word[..word.len() - 3]),
        _ if ["ches", "shes", "xes", "sses"].iter().any(|end| word.ends_with(end)) => word[..word.len() - 2].to_owned(),
        _ => word.strip_suffix('s').unwrap_or(word).to_owned(),
    }
}

/// A word, or words that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    shown: String,
    words: Vec<String>,
}

impl Phrase {
    /// The phrase as it is written.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { shown: text.to_owned(), words: of(text) }
    }

    /// The phrase as it is written, if it stands among folded words.
    #[must_use]
    pub fn find(&self, words: &[String]) -> Option<String> {
        let stands = !self.words.is_empty() && words.windows(self.words.len()).any(|at| at == self.words);
        stands.then(|| self.shown.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::{Phrase, of, without_names};

    #[test]
    fn names_are_left_out() {
        assert_eq!(
            without_names("Workers left. The Workers' Party sent workers").join(" "),
            "worker left the   sent worker"
        );
    }

    #[test]
    fn words_are_folded() {
        for (text, expected) in [
            ("Artillery shells", "artillery shell"),
            ("supplies of gas", "supply of gas"),
            ("Russia's buses, crisis", "russia buse crisis"),
            ("boxes ships", "box ship"),
        ] {
            assert_eq!(of(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn phrases_are_found_whole() {
        let words = of("to ship refined petroleum products");
        assert_eq!(Phrase::new("petroleum product").find(&words).as_deref(), Some("petroleum product"));
        assert_eq!(Phrase::new("petrol").find(&words), None);
        assert_eq!(Phrase::new("").find(&words), None);
    }
}
