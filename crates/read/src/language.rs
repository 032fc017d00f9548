//! Which language a text is in, where its words can tell.

use whatlang::{Lang, Script};

/// Bytes that are looked at: more would only cost time.
const MAX_BYTES: usize = 4096;

/// Letters that a text in Latin script must have: a headline full of names looks like any language.
const MIN_LETTERS: usize = 120;

/// Letters that a text in another script must have.
const MIN_FOREIGN: usize = 8;

/// Words that are in nearly every sentence of English, and in few others.
const ENGLISH: [&str; 24] = [
    "the", "of", "and", "to", "in", "for", "on", "with", "that", "is", "was", "has", "have", "by", "from", "at", "as",
    "said", "will", "be", "its", "are", "after", "over",
];

/// The language of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language {
    /// ISO 639-1: `en`. Empty where the language has no code of two letters.
    pub code: &'static str,
    /// Whether the text is long and clear enough to rely on it.
    pub reliable: bool,
}

impl Language {
    /// Whether it is surely another language than English, so that a program for English should leave the text out.
    #[must_use]
    pub fn is_foreign(self) -> bool {
        self.reliable && self.code != "en"
    }
}

/// The language of a text, or `None` where it is too short to tell.
///
/// Short texts in Latin script are never told apart: names would decide. Other scripts tell themselves.
///
/// ```
/// use westphalia_read::language;
///
/// let code = |text: &str| language(text).map(|language| language.code);
/// assert_eq!(code("Putin, Kim, Xi, Lavrov, Choe Son Hui"), None);
/// assert_eq!(code("Переговоры начались в понедельник"), Some("ru"));
/// ```
#[must_use]
pub fn language(text: &str) -> Option<Language> {
    let text = &text[..text.floor_char_boundary(MAX_BYTES)];
    let n_letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if n_letters < MIN_FOREIGN {
        return None;
    }
    let script = whatlang::detect_script(text)?;
    if script != Script::Latin {
        let info = whatlang::detect(text)?;
        return Some(Language { code: code(info.lang()), reliable: true });
    }
    if is_english(text) {
        return Some(Language { code: "en", reliable: n_letters >= MIN_LETTERS });
    }
    if n_letters < MIN_LETTERS {
        return None;
    }
    // Names mislead, and most of them begin with a capital.
    let words: Vec<&str> = text.split_whitespace().filter(|word| !word.starts_with(char::is_uppercase)).collect();
    let plain = words.join(" ");
    let n_plain = plain.chars().filter(|c| c.is_alphabetic()).count();
    let info = whatlang::detect(if n_plain * 3 >= n_letters { &plain } else { text })?;
    Some(Language { code: code(info.lang()), reliable: info.is_reliable() && n_plain * 3 >= n_letters })
}

/// Whether every sixth word is one that only English has so often.
fn is_english(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let (mut n_words, mut n_english) = (0, 0);
    for word in words {
        n_words += 1;
        n_english += usize::from(ENGLISH.iter().any(|known| known.eq_ignore_ascii_case(word)));
    }
    n_english >= 2 && n_english * 6 >= n_words
}

/// The code of two letters.
fn code(lang: Lang) -> &'static str {
    const CODES: [(Lang, &str); 68] = [
        (Lang::Epo, "eo"),
        (Lang::Eng, "en"),
        (Lang::Rus, "ru"),
        (Lang::Cmn, "zh"),
        (Lang::Spa, "es"),
        (Lang::Por, "pt"),
        (Lang::Ita, "it"),
        (Lang::Ben, "bn"),
        (Lang::Fra, "fr"),
        (Lang::Deu, "de"),
        (Lang::Ukr, "uk"),
        (Lang::Kat, "ka"),
        (Lang::Ara, "ar"),
        (Lang::Hin, "hi"),
        (Lang::Jpn, "ja"),
        (Lang::Heb, "he"),
        (Lang::Yid, "yi"),
        (Lang::Pol, "pl"),
        (Lang::Amh, "am"),
        (Lang::Jav, "jv"),
        (Lang::Kor, "ko"),
        (Lang::Nob, "nb"),
        (Lang::Dan, "da"),
        (Lang::Swe, "sv"),
        (Lang::Fin, "fi"),
        (Lang::Tur, "tr"),
        (Lang::Nld, "nl"),
        (Lang::Hun, "hu"),
        (Lang::Ces, "cs"),
        (Lang::Ell, "el"),
        (Lang::Bul, "bg"),
        (Lang::Bel, "be"),
        (Lang::Mar, "mr"),
        (Lang::Kan, "kn"),
        (Lang::Ron, "ro"),
        (Lang::Slv, "sl"),
        (Lang::Hrv, "hr"),
        (Lang::Srp, "sr"),
        (Lang::Mkd, "mk"),
        (Lang::Lit, "lt"),
        (Lang::Lav, "lv"),
        (Lang::Est, "et"),
        (Lang::Tam, "ta"),
        (Lang::Vie, "vi"),
        (Lang::Urd, "ur"),
        (Lang::Tha, "th"),
        (Lang::Guj, "gu"),
        (Lang::Uzb, "uz"),
        (Lang::Pan, "pa"),
        (Lang::Aze, "az"),
        (Lang::Ind, "id"),
        (Lang::Tel, "te"),
        (Lang::Pes, "fa"),
        (Lang::Mal, "ml"),
        (Lang::Ori, "or"),
        (Lang::Mya, "my"),
        (Lang::Nep, "ne"),
        (Lang::Sin, "si"),
        (Lang::Khm, "km"),
        (Lang::Tuk, "tk"),
        (Lang::Aka, "ak"),
        (Lang::Zul, "zu"),
        (Lang::Sna, "sn"),
        (Lang::Afr, "af"),
        (Lang::Lat, "la"),
        (Lang::Slk, "sk"),
        (Lang::Cat, "ca"),
        (Lang::Tgl, "tl"),
    ];
    let rest = [(Lang::Hye, "hy"), (Lang::Cym, "cy")];
    CODES.iter().chain(&rest).find(|(known, _)| *known == lang).map_or("", |(_, code)| code)
}

#[cfg(test)]
mod tests {
    use super::language;

    fn check(text: &str, expected: Option<(&str, bool)>) {
        assert_eq!(language(text).map(|found| (found.code, found.reliable)), expected, "{text}");
    }

    #[test]
    fn short_texts_in_latin_script_are_not_told_apart() {
        for text in [
            "",
            "Putin",
            "Lula, Maduro, Petro discuss Guyana",
            "Macron Scholz Meloni Sanchez visit Kyiv",
            "Kim Jong Un Acquaints Himself",
            "Paris Saint-Germain, Real Madrid, Bayern",
            "2024-06-17 12:30 +0000 ---",
        ] {
            check(text, None);
        }
        check("Talks in the capital", Some(("en", false)));
    }

    #[test]
    fn long_texts_tell() {
        let english = "The Russian president said on Tuesday that the two countries would sign a treaty in Pyongyang, and \
            that he was ready for talks with Washington over the sanctions.";
        check(english, Some(("en", true)));
        let spanish = "El presidente de Rusia dijo el martes que los dos países firmarían un tratado en Pionyang y que estaba \
            dispuesto a hablar con Washington sobre las sanciones que pesan sobre su gobierno desde hace años.";
        check(spanish, Some(("es", true)));
        let german = "Der russische Präsident sagte am Dienstag, dass die beiden Länder einen Vertrag unterzeichnen würden und \
            dass er bereit sei, mit Washington über die Strafmaßnahmen zu sprechen, die seit Jahren gelten.";
        check(german, Some(("de", true)));
    }

    #[test]
    fn other_scripts_tell_themselves() {
        check("Россия и КНДР подписали договор.", Some(("ru", true)));
        check("中国外交部发言人星期二表示", Some(("zh", true)));
        check("قالت إيران إنها ستواصل المحادثات", Some(("ar", true)));
        check("북한은 탄도미사일을 발사했다", Some(("ko", true)));
    }
}
