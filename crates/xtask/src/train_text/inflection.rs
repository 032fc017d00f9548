//! Undoes regular endings of verbs and nouns with the help of a vocabulary.
//!
//! "raided" could come of "raid" or "raide", "conceded" of "conced" or "concede": which of them is a word tells.

use std::collections::HashSet;
use westphalia_text::tagset::Tag;

/// Words that may be dictionary forms.
#[derive(Default)]
pub struct Vocabulary {
    /// Lemmas of verbs in the treebanks.
    pub verbs: HashSet<String>,
    /// Lemmas of nouns in the treebanks.
    pub nouns: HashSet<String>,
    /// Any words.
    pub words: HashSet<String>,
}

impl Vocabulary {
    /// The dictionary form of a regular inflected `form`, if one of those that are possible is a word.
    pub fn lemma(&self, form: &str, tag: Tag) -> Option<String> {
        let (candidates, lemmas) = match tag.xpos {
            "VBD" | "VBN" => (past(form.strip_suffix("ed")?), &self.verbs),
            "VBG" => (past(form.strip_suffix("ing")?), &self.verbs),
            "VBZ" => (plural(form)?, &self.verbs),
            "NNS" => (plural(form)?, &self.nouns),
            _ => return None,
        };
        let known = candidates.iter().find(|&word| lemmas.contains(word));
        known.or_else(|| candidates.iter().find(|&word| self.words.contains(word))).cloned()
    }
}

/// What may have stood before "-ed" or "-ing", the likeliest first.
fn past(stem: &str) -> Vec<String> {
    let letters: Vec<char> = stem.chars().collect();
    let [.., before, last] = letters[..] else { return Vec::new() };
    let whole = stem.to_owned();
    let with_e = format!("{stem}e");
    if let Some(stem) = stem.strip_suffix('i') {
        return vec![format!("{stem}y"), whole];
    }
    if before == last && !is_vowel(last) {
        let single: String = letters[..letters.len() - 1].iter().collect();
        // "pass", "sell", "staff" end in two by nature; "plan" and "stop" double their last letter.
        return if matches!(last, 's' | 'l' | 'f' | 'z') { vec![whole, single] } else { vec![single, whole] };
    }
    let earlier = letters.len().checked_sub(3).map(|i| letters[i]);
    let short =
        is_vowel(before) && !is_vowel(last) && !earlier.is_some_and(is_vowel) && !matches!(last, 'w' | 'x' | 'y');
    if short || matches!(last, 'c' | 'v' | 'u' | 's' | 'z' | 'g') || stem.ends_with("th") {
        vec![with_e, whole]
    } else {
        vec![whole, with_e]
    }
}

/// What may have stood before "-s", the likeliest first.
fn plural(form: &str) -> Option<Vec<String>> {
    let stem = form.strip_suffix('s').filter(|stem| stem.len() > 1 && !stem.ends_with('s'))?;
    Some(if let Some(stem) = form.strip_suffix("ies") {
        vec![format!("{stem}y"), format!("{stem}ie")]
    } else if let Some(short) = form.strip_suffix("es") {
        vec![stem.to_owned(), short.to_owned()]
    } else {
        vec![stem.to_owned()]
    })
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::Vocabulary;
    use westphalia_text::tagset::Tag;

    fn check(words: &str, form: &str, tag: &str, expected: Option<&str>) {
        let words = words.split(' ').map(str::to_owned).collect();
        let vocabulary = Vocabulary { words, ..Vocabulary::default() };
        let tag = Tag::parse(tag).expect("the tag is known");
        assert_eq!(vocabulary.lemma(form, tag).as_deref(), expected, "{form}");
    }

    #[test]
    fn the_vocabulary_decides_between_lemmas() {
        check("raid concede", "raided", "VERB|VBD", Some("raid"));
        check("raid concede", "conceded", "VERB|VBD", Some("concede"));
        check("hop hope", "hoping", "VERB|VBG", Some("hope"));
        check("plan plane", "planned", "VERB|VBN", Some("plan"));
        check("supply", "supplies", "NOUN|NNS", Some("supply"));
        check("breach", "breaches", "NOUN|NNS", Some("breach"));
    }

    #[test]
    fn strangers_have_no_lemma() {
        check("raid", "glorped", "VERB|VBD", None);
        check("raid", "red", "VERB|VBD", None);
    }
}
