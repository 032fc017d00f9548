//! Tells hyphens that are part of a word from those that stand between two.

/// Prefixes that no hyphen cuts off.
const PREFIXES: &[&str] = &[
    "non", "e", "anti", "mid", "re", "co", "pre", "pro", "cross", "post", "semi", "multi", "ex", "sub", "counter",
    "mini", "inter", "neo", "socio", "psycho", "micro", "macro", "intra", "ultra", "trans", "quasi", "pseudo", "un",
    "bi", "tri", "geo", "para", "proto", "hyper", "super", "de", "electro", "agro", "narco", "cyber", "infra", "supra",
    "uh",
];
/// Words that follow a name after a hyphen and are no part of it.
const NO_NAMES: &[&str] = &[
    "led", "run", "born", "held", "made", "era", "like", "wide", "only", "free", "style", "based", "owned", "ruled",
    "day", "area", "wing", "type", "level", "and", "or", "to", "in", "on", "at", "of", "by", "for", "shirt", "shirts",
    "ray", "rays", "day's", "week", "year", "ally", "plus", "up", "off", "out", "bound", "test", "tests", "class",
    "fired", "side", "born", "bred", "aided", "armed", "trade", "talks", "deal", "state", "party", "part", "law",
    "war", "is",
];

/// Whether the hyphen between `left` and `right` is part of one word. `named` says that a capitalised word stands before.
pub fn joins(left: &str, right: &str, named: bool) -> bool {
    if left.bytes().all(|b| b.is_ascii_digit() || b == b'-') && right.starts_with(|c: char| c.is_ascii_digit()) {
        return is_code(left, right);
    }
    let last = left.rsplit(['-', '\u{2010}', '\u{2011}']).next().unwrap_or(left);
    if PREFIXES.iter().any(|p| last.eq_ignore_ascii_case(p)) {
        return right.starts_with(char::is_alphanumeric);
    }
    named && is_given_name(left, right)
}

/// Telephone numbers and dates: "713-853-3989", "345-9945", "2024-06-19". Ranges such as "2003-2004" are none.
fn is_code(left: &str, right: &str) -> bool {
    let digits = |s: &str| s.bytes().take_while(u8::is_ascii_digit).count();
    let second = digits(right);
    let third = right[second..].strip_prefix('-').map_or(0, digits);
    left.contains('-') || third > 0 || (left.len() == 3 && second == 4)
}

/// East Asian given names: "Jong-un", "Jae-in", "Ki-moon".
fn is_given_name(left: &str, right: &str) -> bool {
    let letters = right.bytes().take_while(u8::is_ascii_lowercase).count();
    let is_end = !right[letters..].starts_with(|c: char| c.is_alphanumeric() || c == '-');
    let capital = left.as_bytes().first().is_some_and(u8::is_ascii_uppercase);
    let rest_small = left.bytes().skip(1).all(|b| b.is_ascii_lowercase());
    let known = NO_NAMES.contains(&&right[..letters]);
    capital && rest_small && (2..=6).contains(&left.len()) && (2..=5).contains(&letters) && is_end && !known
}
