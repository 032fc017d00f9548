//! Numbers that belong to an event: money, people killed, hurt, arrested, deployed or released, goods.

use crate::tree::Tree;
use westphalia_model::Quantity;
use westphalia_text::{Deprel, Upos};

/// Currencies by sign or word.
const CURRENCIES: &[(&str, &str)] = &[
    ("$", "USD"),
    ("us$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "JPY"),
    ("dollar", "USD"),
    ("euro", "EUR"),
    ("pound", "GBP"),
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
    ("lira", "TRY"),
    ("hryvnia", "UAH"),
    ("krona", "SEK"),
    ("krone", "NOK"),
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

/// Quantities in the subtree of `node`, without those of other clauses that report on their own.
pub fn quantities(tree: &Tree<'_>, text: &str, node: usize) -> Vec<Quantity> {
    let mut found = Vec::new();
    let (first, last) = tree.extent(node);
    let mut i = first;
    while i <= last {
        if tree.under(i, node)
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
    CURRENCIES
        .iter()
        .find(|(name, _)| *name == low || (name.len() > 3 && low.strip_suffix('s') == Some(*name)))
        .map(|(_, code)| *code)
}

/// "$5.2 million", "500 million euros".
fn money(tree: &Tree<'_>, text: &str, i: usize) -> Option<(Quantity, usize)> {
    let sign = currency(tree.words[i])
        .filter(|_| !tree.words[i].chars().all(char::is_alphabetic) || tree.words[i].eq_ignore_ascii_case("us$"));
    let at = if sign.is_some() { i + 1 } else { i };
    let (value, end) = number(tree, at)?;
    let (unit, end) = match sign {
        Some(unit) => (unit, end),
        None => (currency(tree.words.get(end + 1)?)?, end + 1),
    };
    let span = tree.span(i, end);
    Some((
        Quantity { kind: "money".to_owned(), value, unit: unit.to_owned(), text: span.of(text).to_owned(), span },
        end,
    ))
}

/// A number with its scale: (value, last token).
fn number(tree: &Tree<'_>, i: usize) -> Option<(f64, usize)> {
    let word = tree.words.get(i)?;
    let digits = word.replace(',', "");
    let trimmed = digits.trim_end_matches(['m', 'b', 'k', 'n']);
    let small = || crate::time::count(&word.to_lowercase()).filter(|_| tree.token(i).upos == Upos::Num);
    let mut value: f64 = trimmed
        .parse()
        .ok()
        .filter(|_| trimmed.starts_with(|c: char| c.is_ascii_digit()))
        .or_else(|| small().and_then(|n| i32::try_from(n).ok()).map(f64::from))?;
    value *= match &digits[trimmed.len()..] {
        "" => 1.0,
        "k" => 1e3,
        "m" | "mn" => 1e6,
        "b" | "bn" => 1e9,
        _ => return None,
    };
    let scale = tree.words.get(i + 1).map(|w| w.to_lowercase()).and_then(|w| match w.as_str() {
        "hundred" => Some(1e2),
        "thousand" => Some(1e3),
        "million" => Some(1e6),
        "billion" => Some(1e9),
        "trillion" => Some(1e12),
        _ => None,
    });
    Some(scale.map_or((value, i), |s| (value * s, i + 1)))
}

/// A number that counts people ("12 soldiers", "33 were killed") or goods ("five tons of rice").
fn people_or_goods(tree: &Tree<'_>, text: &str, i: usize) -> Option<(Quantity, usize)> {
    if tree.token(i).upos != Upos::Num {
        return None;
    }
    let (value, end) = number(tree, i)?;
    let noun = if tree.rel(i) == Deprel::Nummod { tree.head(i)? } else { i };
    let governor = tree.head(noun)?;
    let fate =
        FATES.iter().find(|(_, words)| words.contains(&tree.lemma(governor)) || words.contains(&tree.lemma(noun)));
    let span = tree.span(i, end.max(noun));
    let text = span.of(text).to_owned();
    if let Some((kind, _)) = fate {
        let date_like = matches!(tree.rel(noun), Deprel::Obl | Deprel::OblUnmarked) && tree.rel(i) != Deprel::Nummod;
        return (!date_like).then_some((
            Quantity { kind: (*kind).to_owned(), value, unit: "people".to_owned(), text, span },
            end.max(noun),
        ));
    }
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
    ];
    MEASURES.contains(&tree.lemma(noun)).then(|| {
        let good = tree
            .phrase(noun, "of")
            .map_or(tree.lemma(noun).to_owned(), |g| format!("{} of {}", tree.lemma(noun), tree.lemma(g)));
        (Quantity { kind: "goods".to_owned(), value, unit: good, text, span }, end.max(noun))
    })
}
