//! Datelines: "PYONGYANG, October 12 (KCNA) -- ", "Kabul (AP) -- ", "JERUSALEM -- ".
//!
//! A dateline is no part of the sentence's grammar: parsed along with it, its place name becomes the subject. It is set aside, and its
//! words hang on the root.

use crate::sentence::{Deprel, Feats, Token, Upos};
use compact_str::CompactString;
use westphalia_model::Span;

/// No dateline is longer than this many words.
const MAX_WORDS: usize = 16;

/// How many of the first words are a dateline, its dash included; 0 where there is none.
pub fn words_of(words: &[&str]) -> usize {
    let reach = words.len().saturating_sub(3).min(MAX_WORDS);
    let Some(dash) = (1..reach).find(|&i| is_dash(words[i])) else { return 0 };
    let before = &words[..dash];
    let names = before
        .iter()
        .all(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c.is_ascii_punctuation()));
    let agency = before.contains(&"(") && before.contains(&")");
    let shouted = before.iter().any(|w| w.len() > 3 && !w.chars().any(char::is_lowercase));
    let double = matches!(words[dash], "--" | "—" | "–");
    if names && (agency || (shouted && double)) { dash + 1 } else { 0 }
}

fn is_dash(word: &str) -> bool {
    matches!(word, "-" | "--" | "—" | "–" | ":")
}

/// A word of a dateline, hanging on the root.
pub fn token(text: &str, span: Span, root: usize) -> Token {
    let word = span.of(text);
    let (upos, xpos, deprel) = if word.chars().all(|c| c.is_ascii_digit()) {
        (Upos::Num, "CD", Deprel::Dep)
    } else if word.chars().any(char::is_alphanumeric) {
        (Upos::Propn, "NNP", Deprel::Dep)
    } else {
        (Upos::Punct, ":", Deprel::Punct)
    };
    Token { span, upos, xpos, feats: Feats::default(), lemma: CompactString::from(word), head: Some(root), deprel }
}

#[cfg(test)]
mod tests {
    use super::words_of;

    fn check(text: &str, expected: usize) {
        let words: Vec<&str> = text.split(' ').collect();
        assert_eq!(words_of(&words), expected, "{text}");
    }

    #[test]
    fn datelines_end_at_their_dash() {
        check("Pyongyang , October 12 ( KCNA ) -- A delegation left here", 8);
        check("KYIV ( AP ) — Ukraine asked for shells", 5);
        check("GENEVA -- The parties met again", 2);
        check("Kabul ( Pajhwok ) : The court sentenced two men", 5);
    }

    #[test]
    fn other_dashes_end_no_dateline() {
        check("Russia -- for once -- agreed to the text", 0);
        check("The talks ( in Oslo ) - the third round - failed", 0);
        check("EU - US trade talks resume", 0);
    }
}
