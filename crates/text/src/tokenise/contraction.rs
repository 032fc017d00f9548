//! Words that are written as one and count as two.

/// Endings that begin with an apostrophe.
const ENDINGS: &[&str] = &["s", "re", "ve", "ll", "d", "m"];
/// Words that are cut after so many letters.
const FUSED: &[(&str, usize)] = &[("cannot", 3), ("gonna", 3), ("gotta", 3), ("wanna", 3), ("gimme", 3), ("lemme", 3)];

/// Length of the ending that `rest` begins with, its apostrophe included: "'s", "’ll".
pub fn ending(rest: &str) -> Option<usize> {
    let mut chars = rest.chars();
    let mark = chars.next().filter(|&c| is_apostrophe(c))?.len_utf8();
    let tail = &rest.as_bytes()[mark..];
    let letters = tail.iter().take(3).take_while(|b| b.is_ascii_alphabetic()).count();
    let is_whole = !rest[mark + letters..].starts_with(|c: char| c.is_alphanumeric());
    let word = rest.get(mark..mark + letters)?;
    (is_whole && ENDINGS.iter().any(|e| word.eq_ignore_ascii_case(e))).then_some(mark + letters)
}

/// Length of "'t" in "n't" where `rest` begins with it.
pub fn negation(rest: &str) -> Option<usize> {
    let mark = rest.chars().next().filter(|&c| is_apostrophe(c))?.len_utf8();
    let is_t = matches!(rest.as_bytes().get(mark), Some(b't' | b'T'));
    (is_t && !rest[mark + 1..].starts_with(|c: char| c.is_alphanumeric())).then_some(mark + 1)
}

/// Where a word that stands for two is cut.
pub fn cut(word: &str) -> Option<usize> {
    let fused = FUSED.iter().find(|(fused, _)| word.eq_ignore_ascii_case(fused));
    fused.map(|&(_, at)| at)
}

/// Whether `c` is an apostrophe of either kind.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}
