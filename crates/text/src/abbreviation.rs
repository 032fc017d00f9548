//! Words that carry a full stop of their own.

/// What a full stop after an abbreviation says about the end of the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Abbreviation {
    /// Something must follow: "Gen.", "Mr.".
    Title,
    /// A number follows, if it does not end the sentence: "No.", "Jan.".
    Numbered,
    /// It ends the sentence where a word follows that likes to begin one: "Inc.", "U.S.", "etc.".
    Any,
}

const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "messrs", "mme", "mlle", "dr", "prof", "rev", "hon", "st", "ste", "gen", "lt", "col", "maj",
    "capt", "cmdr", "cpl", "sgt", "pvt", "adm", "brig", "sen", "sens", "rep", "reps", "gov", "govs", "pres", "sec",
    "amb", "supt", "det", "insp", "vs", "v", "al", "e.g", "i.e", "cf", "ft", "mt", "fr", "sr", "bros", "asst", "assoc",
    "dep", "min", "lt.gen", "maj.gen", "brig.gen", "lt.col", "atty", "ald", "pfc", "del", "dist", "approx", "ca",
    "viz", "op", "hr",
];
const NUMBERED: &[&str] = &[
    "no", "nos", "nr", "art", "arts", "sect", "para", "paras", "fig", "figs", "p", "pp", "vol", "vols", "ch", "ed",
    "eds", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "res", "doc",
];
const ANY: &[&str] = &[
    "inc", "ltd", "corp", "co", "cos", "jr", "etc", "a.m", "p.m", "ph.d", "m.d", "b.a", "m.a", "d.c", "s.a", "n.v",
    "a.g", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "calif", "fla", "mass", "pa",
    "va", "ga", "ill", "ind", "mich", "minn", "mo", "conn", "ariz", "colo", "wash", "ore", "okla", "tenn", "ala",
    "ark", "kan", "ky", "la", "md", "miss", "mont", "neb", "nev", "wis", "wyo", "tex", "del", "dept", "univ", "est",
    "intl", "gov't", "govt", "mgr", "bldg", "ave", "blvd", "rd", "sq", "pct", "dlrs", "mln", "bln", "tel", "ext",
    "est", "max", "plc", "llc", "lbs", "oz", "hrs", "mins", "yrs", "a.k.a", "p.s", "u.s", "u.n", "u.k", "e.u", "u.s.a",
    "u.s.s.r", "d.p.r.k", "r.o.k",
];

/// The abbreviation that `word`, without its last full stop, is.
#[must_use]
pub fn abbreviation(word: &str) -> Option<Abbreviation> {
    if word.len() > 12 || !word.is_ascii() {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    let lower = lower.as_str();
    if TITLES.contains(&lower) {
        return Some(Abbreviation::Title);
    }
    if NUMBERED.contains(&lower) {
        return Some(Abbreviation::Numbered);
    }
    (ANY.contains(&lower) || is_acronym(word)).then_some(Abbreviation::Any)
}

/// Whether `word` is letters with full stops between them: "U.S", "a.m", "J.K".
#[must_use]
pub fn is_acronym(word: &str) -> bool {
    word.len() >= 3 && word.split('.').all(|part| part.len() == 1 && part.as_bytes()[0].is_ascii_alphabetic())
}

/// Whether `word` is a single capital: "J".
#[must_use]
pub fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if c.is_uppercase())
}
