//! Numbers that belong to an event: money, people killed, hurt, arrested, deployed or released, goods.

use crate::time::Moment;
use crate::tree::Tree;
use westphalia_model::Quantity;
use westphalia_text::{Deprel, Upos};

/// Currencies by sign, word or code. Words that several states use for their money stand in [`NATIONAL`].
const CURRENCIES: &[(&str, &str)] = &[
    ("$", "USD"),
    ("us$", "USD"),
    ("a$", "AUD"),
    ("c$", "CAD"),
    ("nz$", "NZD"),
    ("hk$", "HKD"),
    ("nt$", "TWD"),
    ("s$", "SGD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "JPY"),
    ("₽", "RUB"),
    ("₴", "UAH"),
    ("₩", "KRW"),
    ("₹", "INR"),
    ("₪", "ILS"),
    ("₺", "TRY"),
    ("dollar", "USD"),
    ("dlr", "USD"),
    ("usd", "USD"),
    ("euro", "EUR"),
    ("eur", "EUR"),
    ("pound", "GBP"),
    ("stg", "GBP"),
    ("gbp", "GBP"),
    ("yen", "JPY"),
    ("yuan", "CNY"),
    ("ruble", "RUB"),
    ("rouble", "RUB"),
    ("rupee", "INR"),
    ("won", "KRW"),
    ("franc", "CHF"),
    ("riyal", "SAR"),
    ("dirham", "AED"),
    ("shekel", "ILS"),
    ("peso", "MXN"),
    ("real", "BRL"),
    ("reais", "BRL"),
    ("lira", "TRY"),
    ("hryvnia", "UAH"),
    ("krona", "SEK"),
    ("krone", "NOK"),
    ("rand", "ZAR"),
    ("ringgit", "MYR"),
    ("baht", "THB"),
    ("rupiah", "IDR"),
    ("naira", "NGN"),
    ("zloty", "PLN"),
    ("forint", "HUF"),
    ("taka", "BDT"),
];

/// Whose money it is where several states use the word.
const NATIONAL: &[(&str, &str, &str)] = &[
    ("u.s.", "dollar", "USD"),
    ("us", "dollar", "USD"),
    ("american", "dollar", "USD"),
    ("australian", "dollar", "AUD"),
    ("canadian", "dollar", "CAD"),
    ("u.s.", "dlr", "USD"),
    ("australian", "dlr", "AUD"),
    ("canadian", "dlr", "CAD"),
    ("british", "pound", "GBP"),
    ("egyptian", "pound", "EGP"),
    ("lebanese", "pound", "LBP"),
    ("syrian", "pound", "SYP"),
    ("sudanese", "pound", "SDG"),
    ("chinese", "yuan", "CNY"),
    ("japanese", "yen", "JPY"),
    ("russian", "ruble", "RUB"),
    ("russian", "rouble", "RUB"),
    ("indian", "rupee", "INR"),
    ("pakistani", "rupee", "PKR"),
    ("swiss", "franc", "CHF"),
    ("french", "franc", "FRF"),
    ("mexican", "peso", "MXN"),
    ("argentine", "peso", "ARS"),
    ("chilean", "peso", "CLP"),
    ("colombian", "peso", "COP"),
    ("philippine", "peso", "PHP"),
    ("saudi", "riyal", "SAR"),
    ("turkish", "lira", "TRY"),
    ("israeli", "shekel", "ILS"),
];

/// What happens to counted people, by the verb or noun above them.
const FATES: &[(&str, &[&str])] = &[
    ("killed", &["kill", "die", "murder", "execute", "slay", "massacre", "assassinate", "death", "dead", "killing"]),
    ("hurt", &["injure", "wound", "hurt", "injury", "injured", "wounded", "maim"]),
    ("arrested", &["arrest", "apprehend", "arrested", "charge"]),
    ("detained", &["detain", "imprison", "jail", "hold", "abduct", "kidnap", "capture"]),
    ("deployed", &["deploy", "send", "dispatch", "mass", "station", "mobilize", "mobilise"]),
    ("released", &["release", "free", "swap", "exchange", "liberate"]),
    ("expelled", &["expel", "deport", "evict", "displace"]),
];

/// Verbs whose objects are people only if the noun says so: one holds talks and sends letters.
const WEAK: &[&str] = &[
    "charge", "hold", "capture", "deploy", "send", "dispatch", "mass", "station", "mobilize", "mobilise", "release",
    "free", "swap", "exchange", "liberate", "displace", "execute",
];

/// Nouns of people that their ending does not show.
const PEOPLE: &[&str] = &[
    "people",
    "person",
    "personnel",
    "troop",
    "force",
    "police",
    "civilian",
    "child",
    "woman",
    "man",
    "boy",
    "girl",
    "hostage",
    "captive",
    "guard",
    "marine",
    "diplomat",
    "student",
    "national",
    "patient",
    "staff",
    "crew",
    "recruit",
    "other",
    "pilgrim",
    "youth",
    "male",
    "female",
    "spy",
    "cadet",
    "adult",
    "teen",
    "pow",
    "medic",
    "paratroop",
    "brigade",
    "battalion",
];

/// Endings of nouns of people: soldier, inspector, policeman, detainee, activist, Serbian.
const PERSON_ENDINGS: &[&str] = &["er", "or", "man", "men", "ee", "ist", "ian", "ese", "nik", "ant"];

/// What goods are counted in.
const MEASURES: &[&str] = &[
    "ton",
    "tonne",
    "barrel",
    "dose",
    "vaccine",
    "missile",
    "tank",
    "aircraft",
    "jet",
    "drone",
    "rocket",
    "helicopter",
    "shell",
    "ship",
    "vehicle",
    "truck",
    "plane",
    "warplane",
    "warship",
    "submarine",
    "howitzer",
    "bomb",
    "warhead",
];

/// What is counted and is never people.
const THINGS: &[&str] = &[
    "hour",
    "minute",
    "second",
    "day",
    "week",
    "month",
    "year",
    "decade",
    "century",
    "time",
    "km",
    "kilometre",
    "kilometer",
    "mile",
    "metre",
    "meter",
    "mm",
    "cm",
    "m",
    "foot",
    "pct",
    "percent",
    "per",
    "degree",
    "country",
    "state",
    "nation",
    "government",
    "company",
    "firm",
    "party",
    "meeting",
    "talk",
    "round",
    "letter",
    "message",
    "attack",
    "bombing",
    "strike",
    "blast",
    "explosion",
    "incident",
    "shooting",
    "case",
    "occasion",
    "place",
    "city",
    "town",
    "village",
    "house",
    "building",
    "pig",
    "cow",
    "bird",
    "animal",
    "chicken",
    "sheep",
    "goat",
    "dog",
    "horse",
    "number",
    "group",
    "tour",
    "paper",
    "answer",
    "view",
    "letter",
    "container",
    "parcel",
    "balloon",
    "satellite",
    "shipment",
    "charge",
    "count",
];

/// Quantities in the subtree of `node`. Numbers in expressions of time are none.
pub fn quantities(tree: &Tree<'_>, text: &str, moments: &[Moment], node: usize) -> Vec<Quantity> {
    let mut found = Vec::new();
    let (first, last) = tree.extent(node);
    let mut i = first;
    while i <= last {
        let timed = moments.iter().any(|m| (m.first..=m.last).contains(&i));
        if !timed
            && tree.under(i, node)
            && let Some((quantity, end)) = money(tree, text, i).or_else(|| people_or_goods(tree, text, i))
        {
            found.push(quantity);
            i = end;
        }
        i += 1;
    }
    found
}

fn currency(word: &str) -> Option<&'static str> {
    let low = word.to_lowercase();
    CURRENCIES.iter().find(|(name, _)| is_unit(&low, name)).map(|(_, code)| *code)
}

/// Whether a word is the unit or its plural.
fn is_unit(low: &str, name: &str) -> bool {
    name == low || (name.len() >= 3 && low.strip_suffix('s') == Some(name))
}

/// "$5.2 million", "500 million euros", "3 bln Canadian dlrs"; a price ("18 dollars a barrel") is none.
fn money(tree: &Tree<'_>, text: &str, i: usize) -> Option<(Quantity, usize)> {
    let word = tree.words[i];
    let before = !word.chars().all(char::is_alphabetic) || word.len() == 3 && word.chars().all(char::is_uppercase);
    let sign = currency(word).filter(|_| before);
    let at = if sign.is_some() { i + 1 } else { i };
    let (value, end) = number(tree, at).map(|n| (n.value, n.end)).or_else(|| short(tree, at))?;
    let (unit, end) = match sign {
        Some(unit) => (unit, end),
        None => unit_after(tree, end + 1)?,
    };
    if tree.words.get(end + 1).is_some_and(|w| matches!(*w, "a" | "an" | "per" | "/")) {
        return None;
    }
    let span = tree.span(i, end);
    Some((
        Quantity { kind: "money".to_owned(), value, unit: unit.to_owned(), text: span.of(text).to_owned(), span },
        end,
    ))
}

/// The currency at a token, with the adjective before it: (code, last token).
fn unit_after(tree: &Tree<'_>, at: usize) -> Option<(&'static str, usize)> {
    let word = tree.words.get(at)?;
    if !matches!(tree.token(at).upos, Upos::Verb | Upos::Adj | Upos::Aux)
        && let Some(unit) = currency(word)
    {
        return Some((unit, at));
    }
    let (adjective, noun) = (word.to_lowercase(), tree.words.get(at + 1)?.to_lowercase());
    NATIONAL.iter().find(|(a, n, _)| *a == adjective && is_unit(&noun, n)).map(|(_, _, code)| (*code, at + 1))
}

/// A number as it is written, in digits or words.
struct Number {
    value: f64,
    /// Its last token.
    end: usize,
}

/// "50m", "1.9bn" before or after a currency.
fn short(tree: &Tree<'_>, i: usize) -> Option<(f64, usize)> {
    let low = tree.words.get(i)?.to_lowercase();
    let digits = low.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    Some((in_digits(digits)? * scale(&low[digits.len()..]).or((low.ends_with('k')).then_some(1e3))?, i))
}

fn in_digits(word: &str) -> Option<f64> {
    let plain = word.starts_with(|c: char| c.is_ascii_digit())
        && word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'));
    plain.then(|| word.replace(',', "").parse().ok())?.filter(|v: &f64| v.is_finite())
}

fn scale(word: &str) -> Option<f64> {
    match word {
        "hundred" => Some(1e2),
        "thousand" => Some(1e3),
        "million" | "mln" | "mn" | "m" => Some(1e6),
        "billion" | "bln" | "bn" | "b" => Some(1e9),
        "trillion" | "tn" => Some(1e12),
        _ => None,
    }
}

/// Whether a hyphen without space joins this token to the next ("3-day", "KN-23", "sixty-six").
fn joined(tree: &Tree<'_>, i: usize) -> bool {
    let touches = |a: usize, b: usize| tree.token(a).span.end() == tree.token(b).span.start();
    i + 2 < tree.len()
        && matches!(tree.words[i + 1], "-" | "\u{2010}" | "\u{2011}" | "\u{2013}")
        && touches(i, i + 1)
        && touches(i + 1, i + 2)
}

/// The number that begins at a token, with its scale. The end of a name ("KN-23"), the second part of a range, and the
/// first part of another word ("3-day") are none.
fn number(tree: &Tree<'_>, i: usize) -> Option<Number> {
    let low = tree.words.get(i)?.to_lowercase();
    if i >= 2 && joined(tree, i - 2) {
        return None;
    }
    let is_num = tree.token(i).upos == Upos::Num;
    let (mut value, mut end) = match in_digits(&low) {
        Some(value) => thousands(tree, i, value),
        None if is_num && matches!(low.as_str(), "hundred" | "thousand") => (1.0, i.checked_sub(1)?),
        None => spelled(tree, i, &low).filter(|_| is_num)?,
    };
    // "170mm"
    let glued = |w: &str| w.starts_with(|c: char| c.is_ascii_lowercase()) && scale(w).is_none();
    if end + 1 < tree.len()
        && tree.token(end).span.end() == tree.token(end + 1).span.start()
        && glued(tree.words[end + 1])
    {
        return None;
    }
    if end >= i && joined(tree, end) && !tree.words[end + 2].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    while let Some(factor) = tree.words.get(end + 1).and_then(|w| scale(&w.to_lowercase()).filter(|_| w.len() > 1)) {
        value *= factor;
        end += 1;
    }
    value.is_finite().then_some(Number { value, end })
}

/// "4 200": groups of three digits behind single spaces.
fn thousands(tree: &Tree<'_>, i: usize, value: f64) -> (f64, usize) {
    let (mut value, mut end) = (value, i);
    if tree.words[i].len() > 3 || tree.words[i].contains('.') {
        return (value, end);
    }
    while let Some(word) = tree.words.get(end + 1)
        && word.len() == 3
        && word.bytes().all(|b| b.is_ascii_digit())
        && tree.token(end).span.end() + 1 == tree.token(end + 1).span.start()
    {
        value = value * 1e3 + in_digits(word).unwrap_or_default();
        end += 1;
    }
    (value, end)
}

/// "seven", "sixty", "sixty-six".
fn spelled(tree: &Tree<'_>, i: usize, low: &str) -> Option<(f64, usize)> {
    let small = |word: &str| crate::time::count(word).and_then(|n| i32::try_from(n).ok());
    let n = small(low)?;
    if (20..100).contains(&n) && n % 10 == 0 && joined(tree, i) {
        let unit = small(&tree.words[i + 2].to_lowercase()).filter(|u| (1..10).contains(u))?;
        return Some((f64::from(n + unit), i + 2));
    }
    Some((f64::from(n), i))
}

/// A number that counts people ("12 soldiers", "33 were killed") or goods ("five tons of rice").
fn people_or_goods(tree: &Tree<'_>, text: &str, i: usize) -> Option<(Quantity, usize)> {
    if matches!(tree.words[i], "a" | "an" | "A" | "An") {
        return None;
    }
    let Number { value, end } = number(tree, i)?;
    // "8 million shells": the last part of the number hangs on the noun.
    let noun = (i..=end).rev().find(|k| tree.rel(*k) == Deprel::Nummod).and_then(|k| tree.head(k)).unwrap_or(i);
    let span = tree.span(i, end.max(noun));
    let words = span.of(text).to_owned();
    let lemma = tree.lemma(noun);
    if MEASURES.contains(&lemma) {
        let good = tree
            .phrase(noun, "of")
            .filter(|g| tree.lemma(*g).len() > 2)
            .map_or(lemma.to_owned(), |g| format!("{lemma} of {}", tree.lemma(g)));
        return Some((Quantity { kind: "goods".to_owned(), value, unit: good, text: words, span }, end.max(noun)));
    }
    // "left 22 dead"
    let after =
        tree.words.get(end + 1).filter(|w| noun <= end && matches!(**w, "dead" | "wounded" | "injured" | "hurt"));
    let kind = match after {
        Some(word) => FATES.iter().find(|(_, words)| words.contains(word)).map(|(kind, _)| *kind)?,
        None => fate(tree, noun, noun <= end)?,
    };
    Some((Quantity { kind: kind.to_owned(), value, unit: "people".to_owned(), text: words, span }, end.max(noun)))
}

/// What happens to the people that a noun counts; `bare` says that the number stands without one.
fn fate(tree: &Tree<'_>, noun: usize, bare: bool) -> Option<&'static str> {
    let lemma = tree.lemma(noun).to_lowercase();
    if THINGS.contains(&lemma.as_str()) {
        return None;
    }
    // "with 600 soldiers killed"
    let told = tree.children(noun).find(|k| tree.rel(*k) == Deprel::Acl && tree.token(*k).xpos == "VBN");
    let governor = told.or_else(|| tree.head(noun))?;
    let (act, suffers) = match FATES.iter().find(|(_, words)| words.contains(&lemma.as_str())) {
        // "22 dead", "more than 100 deaths".
        Some(_) => (lemma.as_str(), true),
        None => (tree.lemma(governor), told.is_some() || suffers(tree, noun, governor)),
    };
    let known = || bare || PEOPLE.contains(&lemma.as_str()) || PERSON_ENDINGS.iter().any(|e| lemma.ends_with(e));
    if !suffers || WEAK.contains(&act) && !(known() || tree.token(noun).upos == Upos::Propn) {
        return None;
    }
    FATES.iter().find(|(_, words)| words.contains(&act)).map(|(kind, _)| *kind)
}

/// Whether the noun is who the act is done to: "20 killed", "killed 20", "the killing of 20", and not "20 men killed two".
fn suffers(tree: &Tree<'_>, noun: usize, governor: usize) -> bool {
    match tree.rel(noun) {
        Deprel::Obl | Deprel::Nmod => tree.case(noun) == Some("of"),
        Deprel::Nsubj => {
            tree.lemma(governor) == "die" || !tree.is_verb(governor) || tree.child(governor, &[Deprel::Obj]).is_none()
        }
        Deprel::OblUnmarked | Deprel::OblAgent | Deprel::NmodUnmarked | Deprel::Advmod => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use crate::Coder;
    use westphalia_model::Document;

    /// Codes a sentence and shows the quantities of its first event.
    fn check(text: &str, expected: &str) {
        let date = "2024-06-17".parse().ok();
        let doc = Document { id: "a".to_owned(), text: text.to_owned(), date, ..Document::default() };
        let coded = Coder::embedded().expect("the shipped coder loads").code(&doc);
        let report = coded.reports.first().expect("an event");
        let shown = report.quantities.iter().map(|q| format!("{} {} {}", q.kind, q.value, q.unit));
        assert_eq!(shown.collect::<Vec<_>>().join(", "), expected, "{text}");
        for quantity in &report.quantities {
            assert_eq!(quantity.span.of(text), quantity.text, "{text}");
        }
    }

    #[test]
    fn numbers_are_read_whole() {
        check("Sixty-six people were injured by Syrian shells in Iraq.", "hurt 66 people");
        check("Russia sent 8 million artillery shells to Syria.", "goods 8000000 shell");
        check("China sent 4 200 troops to Syria.", "deployed 4200 people");
        check("Myanmar soldiers killed more than a hundred villagers in an air raid on Pazigyi.", "killed 100 people");
        check(&format!("Syria killed {} Iraqis.", "9".repeat(400)), "");
    }

    #[test]
    fn money_is_somebodys() {
        check("London pledged £50m to Jordan.", "money 50000000 GBP");
        check("Australia gave Fiji 30 million Australian dollars.", "money 30000000 AUD");
        check("The United States gave Egypt a 500 mln dlr loan.", "money 500000000 USD");
        check("Iran sold oil to China at 18 dollars a barrel.", "");
    }

    #[test]
    fn people_are_counted_by_what_they_suffer() {
        check("Two Syrian gunmen killed 5 Israeli civilians.", "killed 5 people");
        check("Kenya sent 400 policemen to Haiti.", "deployed 400 people");
        check("Around 600 have been killed by Ukraine among the 15,000 North Korean soldiers.", "killed 600 people");
        check("The Russian attack left 22 dead in Kyiv.", "killed 22 people");
    }

    #[test]
    fn what_is_no_quantity() {
        check("Russia and Iran held 30 meetings on July 17-18.", "");
        check("Iran attacked Iraq with KN-23 missiles.", "");
        check("The United States released 4,900 tonnes of tin to Iraq.", "goods 4900 tonne of tin");
        check("Iran attacked Iraq during a 3-day visit of two countries.", "");
    }
}
