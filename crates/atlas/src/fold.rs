//! How the words of a name are cut and folded, so that spellings that differ only in accents, hyphens,
//! full stops or apostrophes meet: `Kim Jong-un`, `Kim Jong Un` and `KIM JONG UN`; `U.S.` and `US`; `Sana'a`
//! and `Sanaa`.
//!
//! A word of the text falls into *pieces* at its hyphens; a final `'s` is a piece of its own. Each piece is
//! folded to lower case without marks. What the fold loses about capitals is kept in the piece's [`Look`].

/// What a piece looked like before it was folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// Begins with a small letter or a digit.
    Lower,
    /// Begins with a capital.
    Title,
    /// Only capitals, at least one.
    Caps,
}

/// One folded piece; borrowed from the [`Folder`] that made it.
pub(crate) struct Piece<'a> {
    pub folded: &'a str,
    pub look: Look,
    /// It follows a hyphen inside its word: its capital is a matter of taste (Jong-un, Jong-Un).
    pub after_hyphen: bool,
}

/// Whether a whole token is only a joiner that names may leave out: `Kim Jong - un`, `Workers ' Party`.
pub(crate) fn is_joiner(word: &str) -> bool {
    matches!(word, "-" | "‐" | "‑" | "–" | "'" | "’" | "ʻ" | "`")
}

/// Calls `visit` with each piece of `word`, in order, until it returns false. Returns false where the word
/// holds something no name holds (a comma, a bracket) or `visit` stopped.
pub(crate) fn pieces(word: &str, buffer: &mut String, mut visit: impl FnMut(Piece<'_>) -> bool) -> bool {
    let (stem, possessive) = split_possessive(word);
    let mut after_hyphen = false;
    for part in stem.split(['-', '‐', '‑', '–']) {
        if part.is_empty() {
            after_hyphen = true;
            continue;
        }
        let Some(look) = fold_into(part, buffer) else { return false };
        if buffer.is_empty() {
            continue;
        }
        if let Some(usual) = usual_spelling(buffer) {
            buffer.clear();
            buffer.push_str(usual);
        }
        if !visit(Piece { folded: buffer, look, after_hyphen }) {
            return false;
        }
        after_hyphen = true;
    }
    !possessive || visit(Piece { folded: "s", look: Look::Lower, after_hyphen: true })
}

/// Given names that every newspaper transcribes from Arabic in its own way.
fn usual_spelling(folded: &str) -> Option<&'static str> {
    Some(match folded {
        "muhammad" | "mohammad" | "mohamed" | "mohamad" | "muhammed" | "mohammed" => "mohammed",
        "abdallah" | "abdulla" | "abdullah" => "abdullah",
        "husayn" | "hussain" | "husain" | "hussein" => "hussein",
        "ahmad" | "ahmed" => "ahmed",
        _ => return None,
    })
}

/// Splits a final `'s` off; the second value says whether there was one.
fn split_possessive(word: &str) -> (&str, bool) {
    for ending in ["'s", "’s", "'S", "’S"] {
        if let Some(stem) = word.strip_suffix(ending) {
            return (stem, true);
        }
    }
    (word, false)
}

/// Folds one part of a word into `buffer`; `None` where it holds a sign that no name holds.
fn fold_into(part: &str, buffer: &mut String) -> Option<Look> {
    buffer.clear();
    let mut first: Option<bool> = None;
    let (mut n_upper, mut n_lower) = (0_u32, 0_u32);
    for c in part.chars() {
        let letter = c.is_alphabetic();
        if letter || c.is_ascii_digit() {
            let upper = letter && c.is_uppercase();
            first.get_or_insert(upper);
            n_upper += u32::from(upper);
            n_lower += u32::from(letter && !upper);
            fold_char(c, buffer);
        } else if !is_silent(c) {
            if c != '&' && c != '/' && c != '+' {
                return None;
            }
            buffer.push(c);
        }
    }
    Some(match (first, n_upper, n_lower) {
        (_, 1.., 0) => Look::Caps,
        (Some(true), _, _) => Look::Title,
        _ => Look::Lower,
    })
}

/// Signs that spellings of a name put in or leave out.
fn is_silent(c: char) -> bool {
    matches!(c, '.' | '\'' | '’' | '‘' | 'ʻ' | 'ʼ' | 'ʿ' | 'ʾ' | '`' | '´' | '\u{300}'..='\u{36f}')
}

fn fold_char(c: char, buffer: &mut String) {
    if c.is_ascii() {
        buffer.push(c.to_ascii_lowercase());
        return;
    }
    match plain_letters(c) {
        Some(plain) => buffer.push_str(plain),
        None => buffer.extend(c.to_lowercase()),
    }
}

/// The letters that English newspapers print for a marked Latin letter. A flat table.
fn plain_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ' | 'ả' | 'ấ' | 'ầ' | 'ẩ' | 'ẫ' | 'ậ' | 'ắ'
        | 'ằ' | 'ẳ' | 'ẵ' | 'ặ' | 'À' | 'Á' | 'Â' | 'Ã' | 'Ä' | 'Å' | 'Ā' | 'Ă' | 'Ą' => "a",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' | 'Ç' | 'Ć' | 'Č' => "c",
        'ď' | 'đ' | 'ḍ' | 'ð' | 'Ď' | 'Đ' | 'Ḍ' | 'Ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ' | 'ẻ' | 'ẽ' | 'ế' | 'ề' | 'ể' | 'ễ' | 'ệ' | 'È'
        | 'É' | 'Ê' | 'Ë' | 'Ē' | 'Ę' | 'Ě' | 'ə' | 'Ə' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' | 'ǧ' | 'Ğ' | 'Ģ' => "g",
        'ĥ' | 'ħ' | 'ḥ' | 'ḫ' | 'Ħ' | 'Ḥ' => "h",
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ị' | 'ỉ' | 'Ì' | 'Í' | 'Î' | 'Ï' | 'Ī' | 'İ' => {
            "i"
        }
        'ķ' | 'Ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' | 'Ļ' | 'Ľ' | 'Ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' | 'Ñ' | 'Ń' | 'Ņ' | 'Ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ọ' | 'ỏ' | 'ố' | 'ồ' | 'ổ' | 'ỗ' | 'ộ' | 'ớ'
        | 'ờ' | 'ở' | 'ỡ' | 'ợ' | 'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ö' | 'Ø' | 'Ō' | 'Ő' => "o",
        'ŕ' | 'ř' | 'Ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' | 'ṣ' | 'Ś' | 'Ş' | 'Š' | 'Ș' | 'Ṣ' => "s",
        'ţ' | 'ť' | 'ț' | 'ṭ' | 'Ţ' | 'Ť' | 'Ț' | 'Ṭ' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ' | 'ủ' | 'ứ' | 'ừ' | 'ử' | 'ữ' | 'ự'
        | 'Ù' | 'Ú' | 'Û' | 'Ü' | 'Ū' | 'Ů' | 'Ű' => "u",
        'ý' | 'ÿ' | 'ỳ' | 'ỹ' | 'Ý' => "y",
        'ź' | 'ż' | 'ž' | 'ẓ' | 'Ź' | 'Ż' | 'Ž' | 'Ẓ' => "z",
        'ß' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'þ' | 'Þ' => "th",
        _ => return None,
    })
}

/// A whole name or phrase as folded pieces joined by one space; the key that tables are searched by.
#[must_use]
pub fn fold_name(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let mut buffer = String::new();
    for word in name.split_whitespace() {
        pieces(word, &mut buffer, |piece| {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(piece.folded);
            true
        });
    }
    key
}

#[cfg(test)]
mod tests {
    use super::fold_name;

    fn check(name: &str, folded: &str) {
        assert_eq!(fold_name(name), folded, "{name}");
    }

    #[test]
    fn spellings_of_one_name_fold_alike() {
        check("Kim Jong-un", "kim jong un");
        check("KIM Jong Un", "kim jong un");
        check("Kim Jong - un", "kim jong un");
        check("U.S.", "us");
        check("Sana'a", "sanaa");
        check("Côte d’Ivoire", "cote divoire");
        check("Recep Tayyip Erdoğan", "recep tayyip erdogan");
        check("People's Republic", "people s republic");
        check("People 's Republic", "people s republic");
        check("Workers' Party", "workers party");
        check("al-Qa'ida", "al qaida");
        check("Muhammad bin Salman", "mohammed bin salman");
        check("Mohamed", "mohammed");
    }
}
