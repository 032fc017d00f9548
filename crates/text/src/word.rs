//! What the models see of a word: its folded form, its ends and its outline.

use crate::dictionary::Dictionary;
use crate::hash;

/// How a word is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Outline {
    /// No letter or digit.
    #[default]
    Symbol,
    /// "word".
    Lower,
    /// "Word".
    Capital,
    /// "WORD", "U.S.".
    Upper,
    /// "iPhone", "McCain".
    Mixed,
    /// "15", "1,000", "9/11".
    Number,
    /// "15th", "M5S".
    Alphanumeric,
    /// The sentence is in capitals, in lower case or in title case throughout, so that case tells nothing.
    Unknown,
}

/// A word as the models see it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    /// Hash of the folded form: lower case, digits as zeros, quotes and dashes of one kind.
    pub form: u64,
    /// Last one to four bytes of the folded form.
    pub suffixes: [u32; 4],
    /// First one to three bytes of the folded form.
    pub prefixes: [u32; 3],
    /// How it is written.
    pub outline: Outline,
    /// Whether it has a hyphen or a full stop inside.
    pub joined: bool,
    /// Cluster of words that stand in like places; 0 for none.
    pub cluster: u16,
    /// What kind of punctuation or function word it is, for the parser.
    pub kind: Kind,
}

/// Words that shape a sentence whatever their tag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// Anything else.
    #[default]
    Plain,
    /// A comma.
    Comma,
    /// A double quotation mark.
    Quote,
    /// A bracket.
    Bracket,
    /// A colon, semicolon or dash.
    Break,
    /// A full stop, question mark or exclamation mark.
    Stop,
}

/// Writes the folded form of `text` to `folded`.
pub fn fold(text: &str, folded: &mut Vec<u8>) {
    folded.clear();
    if text.is_ascii() {
        folded.extend(text.bytes().map(fold_ascii));
        return;
    }
    for c in text.chars() {
        let mut buffer = [0; 4];
        match c {
            '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{2032}' => folded.push(b'\''),
            '\u{201C}' | '\u{201D}' | '\u{201E}' | '«' | '»' => folded.push(b'"'),
            '\u{2010}' | '\u{2011}' => folded.push(b'-'),
            '\u{2012}'..='\u{2015}' => folded.extend_from_slice(b"--"),
            '\u{2026}' => folded.extend_from_slice(b"..."),
            _ if c.is_ascii() => folded.push(fold_ascii(c as u8)),
            _ => {
                for lower in c.to_lowercase() {
                    folded.extend_from_slice(lower.encode_utf8(&mut buffer).as_bytes());
                }
            }
        }
    }
}

fn fold_ascii(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => b'0',
        b'`' => b'\'',
        _ => byte.to_ascii_lowercase(),
    }
}

impl Word {
    /// Looks at `text`, using `folded` as working space. `cased` says whether case tells anything in this sentence.
    #[must_use]
    pub fn new(text: &str, cased: bool, folded: &mut Vec<u8>) -> Self {
        fold(text, folded);
        let outline = match outline(text) {
            Outline::Lower | Outline::Capital | Outline::Upper | Outline::Mixed if !cased => Outline::Unknown,
            outline => outline,
        };
        let inner = folded.get(1..folded.len().saturating_sub(1)).unwrap_or(&[]);
        Self {
            form: hash::bytes(folded),
            suffixes: [1, 2, 3, 4].map(|n| packed(&folded[folded.len().saturating_sub(n)..])),
            prefixes: [1, 2, 3].map(|n| packed(&folded[..n.min(folded.len())])),
            outline,
            joined: inner.iter().any(|b| matches!(b, b'-' | b'.')),
            cluster: 0,
            kind: kind(folded),
        }
    }
}

/// Looks at the words of a sentence, writing what is seen to `words`.
pub fn look<'a>(
    texts: impl Iterator<Item = &'a str> + Clone,
    clusters: &Dictionary<'_>,
    folded: &mut Vec<u8>,
    words: &mut Vec<Word>,
) {
    let cased = is_cased(texts.clone());
    words.clear();
    words.extend(texts.map(|text| {
        let mut word = Word::new(text, cased, folded);
        word.cluster = clusters.get(word.form).unwrap_or(0);
        word
    }));
}

fn packed(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |all, &byte| all << 8 | u32::from(byte))
}

fn kind(folded: &[u8]) -> Kind {
    match folded {
        b"," => Kind::Comma,
        b"\"" | b"''" => Kind::Quote,
        b"(" | b")" | b"[" | b"]" | b"{" | b"}" => Kind::Bracket,
        b":" | b";" | b"-" | b"--" | b"---" | b"..." => Kind::Break,
        b"." | b"!" | b"?" => Kind::Stop,
        _ => Kind::Plain,
    }
}

/// How `text` is written.
#[must_use]
pub fn outline(text: &str) -> Outline {
    let (mut upper, mut lower, mut digit, mut first_upper) = (0, 0, 0, false);
    for (i, c) in text.chars().enumerate() {
        if c.is_ascii_digit() {
            digit += 1;
        } else if c.is_uppercase() {
            upper += 1;
            first_upper |= i == 0;
        } else if c.is_alphabetic() {
            lower += 1;
        }
    }
    match (upper, lower, digit) {
        (0, 0, 0) => Outline::Symbol,
        (0, 0, _) => Outline::Number,
        (_, _, 1..) => Outline::Alphanumeric,
        (0, _, _) => Outline::Lower,
        (1, _, _) if first_upper => Outline::Capital,
        (_, 0, _) => Outline::Upper,
        _ => Outline::Mixed,
    }
}

/// Whether case tells names from other words in a sentence of these words: not where all letters are capitals,
/// all are small, or nearly all long words begin with a capital.
pub fn is_cased<'a>(words: impl Iterator<Item = &'a str>) -> bool {
    let (mut lower, mut capital, mut upper, mut long_lower) = (0, 0, 0, 0);
    for word in words {
        match outline(word) {
            Outline::Lower => {
                lower += 1;
                long_lower += usize::from(word.len() > 3);
            }
            Outline::Capital | Outline::Mixed => capital += 1,
            Outline::Upper if word.len() > 1 => upper += 1,
            _ => {}
        }
    }
    let shouted = upper >= 3 && upper > 3 * (lower + capital);
    let small = capital + upper == 0;
    let title = capital >= 3 && long_lower * 8 <= capital;
    !(shouted || small || title)
}
