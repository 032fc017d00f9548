//! Since when: "since 2011", "in 24 years", "since the embassy closed", "this year", "ever".

use crate::claims::term::{independence, term};
use crate::party::Party;
use crate::row::Scene;
use crate::time::{Moment, count};
use jiff::{Span as Period, ToSpan};
use std::sync::LazyLock;
use westphalia_atlas::Entry;
use westphalia_model::{Date, Since};

/// Words that say since when, and what they mean.
pub struct Window {
    /// First token.
    pub first: usize,
    /// Last token.
    pub last: usize,
    /// Since when; none where the words say "ever".
    pub since: Option<Since>,
}

/// How far behind the cue such words may stand.
const REACH: usize = 28;

/// How long a phrase after "since" can be.
const PHRASE: usize = 12;

/// The words that say since when, behind a token and before `end`.
pub fn window(scene: &Scene<'_>, low: &[String], from: usize, end: usize, actors: &[Party]) -> Option<Window> {
    let end = end.min(from + REACH).min(low.len());
    (from..end).find_map(|at| at_token(scene, low, at, end, actors))
}

fn at_token(scene: &Scene<'_>, low: &[String], at: usize, end: usize, actors: &[Party]) -> Option<Window> {
    let next = |n: usize| low.get(at + n).map_or("", String::as_str);
    match low[at].as_str() {
        "since" => since(scene, low, at, end, actors),
        "in" | "for" | "over" | "within" | "during" | "after" => {
            let role = || {
                in_office(scene, low, at, actors)
                    .filter(|_| matches!(low.get(at + 1).map(String::as_str), Some("his" | "her" | "their" | "my")))
            };
            period(scene, low, at).or_else(|| dated(scene, low, at)).or_else(|| forever(low, at)).or_else(role)
        }
        "ever" if next(1) != "-" => Some(Window { first: at, last: at, since: None }),
        "on" if next(1) == "record" => Some(Window { first: at, last: at + 1, since: None }),
        "this" | "so" | "of" => this(scene, low, at),
        "as" => in_office(scene, low, at, actors),
        _ => None,
    }
}

/// "since 2011", "since early May", "since the end of the war", "since Calvin Coolidge in 1928", "since taking office".
fn since(scene: &Scene<'_>, low: &[String], at: usize, end: usize, actors: &[Party]) -> Option<Window> {
    let stop = |i: &usize| {
        matches!(low[*i].as_str(), "," | ";" | ":" | "." | "\"" | "\u{201d}" | "that" | "when" | ")" | "and")
    };
    let last = (at + 1..end.min(at + 1 + PHRASE)).find(stop).unwrap_or(end.min(at + 1 + PHRASE)) - 1;
    if last <= at || matches!(low[at + 1].as_str(), "then" | "," | "." | "it" | "they") {
        return None;
    }
    let phrase = low[at + 1..=last].join(" ");
    let moment = scene.moments.iter().find(|m| m.first > at && m.first <= last && m.range.is_some());
    let last = moment.filter(|m| m.first <= at + 3).map_or(last, |m| m.last);
    let dates = moment.and_then(|m| m.range).map(|r| (r.start, r.end));
    let dates = dates.or_else(|| reference(&phrase)).or_else(|| since_term(scene, &phrase, actors));
    let since = Since {
        place_country: place(scene, low, at, last).filter(|_| dates.is_none()).unwrap_or_default(),
        ..Since::of(words(scene, at, last), dates, true)
    };
    Some(Window { first: at, last, since: Some(since) })
}

/// "since Panama", "since the summit in Hanoi": where, if only a place tells which is meant.
fn place(scene: &Scene<'_>, low: &[String], at: usize, last: usize) -> Option<String> {
    const GATHERINGS: [&str; 7] = ["summit", "meeting", "talks", "visit", "encounter", "one", "conference"];
    let place = scene.mentions.names.iter().find(|m| m.first > at && m.last <= last)?;
    let placed = matches!(place.entry, Entry::State { .. } | Entry::Capital { .. } | Entry::Place { .. });
    let plain = |i: usize| {
        let word = low[i].as_str();
        GATHERINGS.contains(&word)
            || matches!(word, "the" | "their" | "his" | "her" | "its" | "in" | "at" | "near" | "last")
    };
    let only = (at + 1..=last).all(|i| (place.first..=place.last).contains(&i) || plain(i));
    let country = scene.atlas.country_of(place.entry, scene.doc.date).filter(|_| placed && only)?;
    Some(scene.atlas.country(country).iso3.to_string())
}

fn words(scene: &Scene<'_>, first: usize, last: usize) -> String {
    scene.tree.span(first, last).of(scene.text).to_owned()
}

/// The days of a happening that goes by a name.
fn reference(phrase: &str) -> Option<(Date, Date)> {
    static KNOWN: LazyLock<Vec<(&str, Date, Date)>> = LazyLock::new(|| {
        let rows = include_str!("../../../../data/relations/references.tsv").lines().filter(|l| !l.starts_with('#'));
        let row = |line: &'static str| {
            let mut cells = line.split('\t');
            Some((cells.next()?, cells.next()?.parse().ok()?, cells.next()?.parse().ok()?))
        };
        rows.filter_map(row).collect()
    });
    let phrase = format!(" {} ", phrase.replace(" - ", "-"));
    KNOWN.iter().find(|(name, ..)| phrase.contains(&format!(" {name} "))).map(|(_, start, end)| (*start, *end))
}

/// "since taking office", "since independence".
fn since_term(scene: &Scene<'_>, phrase: &str, actors: &[Party]) -> Option<(Date, Date)> {
    const OFFICE: [&str; 8] = [
        "taking office",
        "took office",
        "inauguration",
        "coming to power",
        "came to power",
        "took power",
        "taking power",
        "becoming",
    ];
    if phrase.contains("independence") {
        return independence(scene, actors).map(|day| (day, day));
    }
    OFFICE.iter().any(|words| phrase.contains(words)).then(|| term(scene, actors))?.map(|day| (day, day))
}

/// "his first visit as president": since the term began.
fn in_office(scene: &Scene<'_>, low: &[String], at: usize, actors: &[Party]) -> Option<Window> {
    let last = (at + 1..low.len().min(at + 4)).find(|i| {
        matches!(
            low[*i].as_str(),
            "president" | "minister" | "premier" | "chancellor" | "secretary" | "leader" | "king" | "pope"
        )
    })?;
    let begun = term(scene, actors);
    let since = Since::of(words(scene, at, last), begun.map(|d| (d, d)), false);
    Some(Window { first: at, last, since: Some(since) })
}

/// "this year", "so far this month", "of the year".
fn this(scene: &Scene<'_>, low: &[String], at: usize) -> Option<Window> {
    let next = |n: usize| low.get(at + n).map_or("", String::as_str);
    let (unit, last) = match (low[at].as_str(), next(1), next(2), next(3)) {
        ("this", unit, ..) => (unit, at + 1),
        ("so", "far", "this", unit) => (unit, at + 3),
        ("of", "the", unit, after) if after != "war" => (unit, at + 2),
        _ => return None,
    };
    let day = scene.doc.date;
    let start = match unit {
        "year" => day.and_then(|d| Date::new(d.year(), 1, 1).ok()),
        "month" => day.map(Date::first_of_month),
        "week" => day.and_then(|d| back(d, i64::from(d.weekday().to_monday_zero_offset()).days())),
        "decade" => day.and_then(|d| Date::new(d.year() / 10 * 10, 1, 1).ok()),
        "century" => day.and_then(|d| Date::new(d.year() / 100 * 100, 1, 1).ok()),
        _ => return None,
    };
    Some(Window { first: at, last, since: Some(within(scene, at, last, start)) })
}

fn within(scene: &Scene<'_>, first: usize, last: usize, start: Option<Date>) -> Since {
    // What counts may lie on the first day of the year itself.
    let before = start.and_then(|d| d.yesterday().ok());
    Since::of(words(scene, first, last), before.map(|d| (d, d)), false)
}

/// "for the second time in 2024": the year itself.
fn dated(scene: &Scene<'_>, low: &[String], at: usize) -> Option<Window> {
    let moment: &Moment = scene.moments.iter().find(|m| m.first == at + 1 && low[at] == "in")?;
    let range = moment.range.filter(|r| (r.end - r.start).get_days() > 300 && r.end.year() == r.start.year())?;
    let now = scene.doc.date.is_some_and(|d| d.year() == range.start.year());
    now.then(|| Window { first: at, last: moment.last, since: Some(within(scene, at, moment.last, Some(range.start))) })
}

/// "in history", "in the history of".
fn forever(low: &[String], at: usize) -> Option<Window> {
    let last = (at + 1..low.len().min(at + 5)).find(|i| low[*i] == "history")?;
    let plain = (at + 1..last).all(|i| !matches!(low[i].as_str(), "," | "and" | "in"));
    plain.then_some(Window { first: at, last, since: None })
}

/// How exact a number of years is meant.
#[derive(Clone, Copy, PartialEq)]
enum About {
    Exactly,
    More,
    Nearly,
}

/// "in 24 years", "in more than half a century", "in decades", "in the last two years".
fn period(scene: &Scene<'_>, low: &[String], at: usize) -> Option<Window> {
    let word = |i: usize| low.get(i).map_or("", String::as_str);
    let mut i = at + 1;
    while FILLERS.contains(&word(i)) {
        i += 1;
    }
    let (about, n_words) = about(low, i);
    let (twelfths, unit) = amount(low, i + n_words);
    let months = match word(unit).trim_end_matches('s') {
        "year" => 12,
        "month" => 1,
        "week" | "day" => 0,
        "decade" => 120,
        "century" | "centurie" => 1200,
        "generation" => 300,
        "memory" => 600,
        _ => return None,
    };
    let alone = word(unit).ends_with('s') || matches!(word(unit), "generation" | "memory");
    if twelfths.is_none() && !alone {
        return None;
    }
    let half = word(unit + 1) == "and" && word(unit + 2) == "a" && word(unit + 3) == "half";
    let last = if half { unit + 3 } else { unit };
    // "In years" is two of them at least.
    let n = twelfths.unwrap_or(24) + if half { 6 } else { 0 };
    let back_by = match word(unit).trim_end_matches('s') {
        "week" => (0, 7 * n / 12),
        "day" => (0, n / 12),
        _ => (n * months / 12, 0),
    };
    let about = if twelfths.is_none() { About::More } else { about };
    Some(Window { first: at, last, since: Some(reach_back(scene, at, last, back_by, about, word(at))) })
}

/// Words between "in" and a number that do not change it much.
const FILLERS: [&str; 17] = [
    "the", "last", "past", "some", "about", "around", "roughly", "at", "least", "recent", "living", "little", "just",
    "only", "barely", "well", "slightly",
];

/// How exact the number at a token is meant, and how many words say so.
fn about(low: &[String], i: usize) -> (About, usize) {
    let word = |i: usize| low.get(i).map_or("", String::as_str);
    let before = i.checked_sub(1).map_or("", word);
    let slightly = matches!(before, "little" | "just" | "slightly" | "barely");
    match (word(i), word(i + 1)) {
        ("more" | "less", "than") if slightly => (About::Exactly, 2),
        ("over", _) if slightly => (About::Exactly, 1),
        ("more" | "less", "than") => (About::More, 2),
        ("over", _) => (About::More, 1),
        ("nearly" | "almost", _) => (About::Nearly, 1),
        _ if before == "least" => (About::More, 0),
        _ => (About::Exactly, 0),
    }
}

/// A number in twelfths, if there is one, and where its unit stands: "half a", "twenty-four", "several".
fn amount(low: &[String], mut i: usize) -> (Option<i64>, usize) {
    let word = |i: usize| low.get(i).map_or("", String::as_str);
    let half = word(i) == "half" && matches!(word(i + 1), "a" | "an");
    i += usize::from(half);
    let mut twelfths = None;
    if let Some(n) = count(word(i)) {
        let unit = if word(i + 1) == "-" { count(word(i + 2)) } else { None };
        twelfths = Some((n + unit.unwrap_or(0)) * 12);
        i += if unit.is_some() { 3 } else { 1 };
    } else if matches!(word(i), "several" | "many" | "few") {
        twelfths = Some(36);
        i += 1;
    }
    if word(i) == "-" {
        i += 1;
    }
    (twelfths.map(|n| if half { n / 2 } else { n }), i)
}

/// The boundary so many months and days back. "In 24 years" leaves room for a year more or less; "in a month" for some days.
fn reach_back(scene: &Scene<'_>, first: usize, last: usize, back_by: (i64, i64), about: About, prep: &str) -> Since {
    let (months, days) = back_by;
    let room = match about {
        About::More => 0,
        About::Exactly if months >= 36 => (months * 30 / 24).clamp(365, 1500),
        About::Exactly => months * 30 / 6 + days / 4 + i64::from(days > 7),
        About::Nearly => months * 30 / 7 + days / 5,
    };
    let point = scene.doc.date.and_then(|d| back(d, months.months())).and_then(|d| back(d, days.days()));
    let end = point.and_then(|p| p.checked_add(room.days()).ok());
    let start = match about {
        About::More => point.and_then(|p| back(p, months.months())).and_then(|p| back(p, days.days())),
        _ => point.and_then(|p| back(p, room.days())),
    };
    let low = words(scene, first, last).to_lowercase();
    // "In the last two years", "during three months": a stretch of time, at whose beginning nothing is said to stand.
    let stretch = prep != "after"
        && (low.contains("last") || low.contains("past") || matches!(prep, "during" | "within" | "over"));
    Since::of(words(scene, first, last), start.zip(end), !stretch)
}

fn back(day: Date, by: Period) -> Option<Date> {
    day.checked_sub(by).ok()
}
