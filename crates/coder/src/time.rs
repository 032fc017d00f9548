//! When: expressions of time, read against the day of publication.

use crate::tree::Tree;
use jiff::civil::{Date, Weekday};
use jiff::{Span as Period, ToSpan};
use westphalia_model::{DatePrecision, DateRange};
use westphalia_text::Upos;

/// An expression of time in a sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment {
    /// The token that carries it.
    pub node: usize,
    /// First token.
    pub first: usize,
    /// Last token.
    pub last: usize,
    /// The days it means, if it resolves.
    pub range: Option<DateRange>,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const DAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// All expressions of time in a sentence, from left to right.
pub fn moments(tree: &Tree<'_>, published: Option<Date>) -> Vec<Moment> {
    let low: Vec<String> = tree.words.iter().map(|w| w.to_lowercase().trim_end_matches('.').to_owned()).collect();
    let mut found = Vec::new();
    let mut i = 0;
    while i < low.len() {
        match at(tree, &low, i, published) {
            Some(moment) => {
                i = moment.last + 1;
                found.push(moment);
            }
            None => i += 1,
        }
    }
    found
}

fn at(tree: &Tree<'_>, low: &[String], i: usize, published: Option<Date>) -> Option<Moment> {
    let make = |first, node, last, range| Some(Moment { node, first, last, range });
    let word = low[i].as_str();
    if let Some(month) = month(tree, low, i) {
        return calendar(low, i, month, published);
    }
    if let Some((_, weekday)) = DAYS.iter().find(|(name, _)| {
        *name == word || (word.len() == 3 && name.starts_with(word) && tree.words[i].starts_with(char::is_uppercase))
    }) {
        let next = i > 0 && low[i - 1] == "next";
        return make(i, i, i, published.map(|day| DateRange::day(on_weekday(day, *weekday, next))));
    }
    match word {
        "today" | "tonight" => return make(i, i, i, published.map(DateRange::day)),
        "yesterday" => return make(i, i, i, published.and_then(|d| shift(d, (-1).days())).map(DateRange::day)),
        "tomorrow" => return make(i, i, i, published.and_then(|d| shift(d, 1.days())).map(DateRange::day)),
        "last" | "this" | "next" | "earlier" | "later" | "past" | "previous" | "coming" | "current" => {
            return relative(low, i, published);
        }
        _ => {}
    }
    if let Some(year) = year(word).filter(|_| i == 0 || !matches!(low[i - 1].as_str(), "$" | "resolution" | "#")) {
        let introduced = i > 0
            && matches!(
                low[i - 1].as_str(),
                "in" | "since" | "of" | "from" | "until" | "by" | "early" | "late" | "mid" | "," | "during" | "("
            );
        if introduced && tree.token(i).upos == Upos::Num {
            return make(i, i, i, whole_year(year));
        }
    }
    ago(low, i, published)
}

/// A month name; "may" and "march" only where they cannot be verbs.
fn month(tree: &Tree<'_>, low: &[String], i: usize) -> Option<i8> {
    let word = low[i].as_str();
    let n = MONTHS.iter().position(|m| {
        *m == word || (word.len() >= 3 && word.len() <= 4 && m.starts_with(word) && word != "mar" && word != "may")
    })?;
    let upper = tree.words[i].starts_with(char::is_uppercase);
    let noun = matches!(tree.token(i).upos, Upos::Propn | Upos::Noun);
    (upper && (noun || !matches!(word, "may" | "march"))).then(|| i8::try_from(n + 1).ok())?
}

/// "June 19", "19 June", "June 19, 2024", "June 2024", "in June".
fn calendar(low: &[String], i: usize, month: i8, published: Option<Date>) -> Option<Moment> {
    let day_of = |at: usize| low.get(at).and_then(|w| ordinal(w)).filter(|d| (1..=31).contains(d));
    let (mut first, mut last) = (i, i);
    let mut day = day_of(i + 1);
    if day.is_some() {
        last = i + 1;
    } else if let Some(before) = i.checked_sub(1).and_then(day_of) {
        day = Some(before);
        first = i - 1;
    }
    let comma = usize::from(low.get(last + 1).is_some_and(|w| w == ","));
    let written = low.get(last + 1 + comma).and_then(|w| year(w));
    if written.is_some() {
        last += 1 + comma;
    }
    let range = match (day, written) {
        (Some(day), Some(year)) => Date::new(year, month, day).ok().map(DateRange::day),
        (Some(day), None) => published.and_then(|p| nearest(p, month, day)).map(DateRange::day),
        (None, Some(year)) => whole_month(year, month),
        (None, None) => published.and_then(|p| {
            // A bare month lies in the twelve months before, or in the next few.
            let year = if i16::from(month) - i16::from(p.month()) > 3 { p.year() - 1 } else { p.year() };
            whole_month(year, month)
        }),
    };
    Some(Moment { node: i, first, last, range })
}

/// "last week", "next month", "this year", "earlier this month", "past three days".
fn relative(low: &[String], i: usize, published: Option<Date>) -> Option<Moment> {
    let word = low[i].as_str();
    let unit_at = i + 1;
    let unit = low.get(unit_at)?.as_str();
    if matches!(word, "earlier" | "later") {
        return (unit == "this" || unit == "today").then(|| relative(low, unit_at, published))?;
    }
    let step = match word {
        "last" | "previous" | "past" => -1,
        "next" | "coming" => 1,
        _ => 0,
    };
    if let Some((_, weekday)) = DAYS.iter().find(|(name, _)| *name == unit) {
        let day = published.map(|p| DateRange::day(on_weekday(p, *weekday, step > 0)));
        return Some(Moment { node: unit_at, first: i, last: unit_at, range: day });
    }
    if let Some(n) = MONTHS.iter().position(|m| *m == unit).filter(|_| unit != "may" && unit != "march") {
        let month = i8::try_from(n + 1).ok()?;
        let range = published.and_then(|p| {
            let passed = month < p.month();
            let year = match step {
                -1 if !passed => p.year() - 1,
                1 if passed || month == p.month() => p.year() + 1,
                _ => p.year(),
            };
            whole_month(year, month)
        });
        return Some(Moment { node: unit_at, first: i, last: unit_at, range });
    }
    let range = match unit {
        "week" => published.and_then(|p| whole_week(p, step)),
        "month" => published.and_then(|p| shift(p, step.months())).and_then(|d| whole_month(d.year(), d.month())),
        "year" => published.and_then(|p| whole_year(p.year() + i16::try_from(step).unwrap_or(0))),
        "quarter" => published.and_then(|p| whole_quarter(p, step)),
        "morning" | "afternoon" | "evening" => published.map(DateRange::day),
        "night" => published.and_then(|p| shift(p, step.days())).map(DateRange::day),
        _ => return None,
    };
    Some(Moment { node: unit_at, first: i, last: unit_at, range })
}

/// "three days ago", "24 years ago", "two weeks earlier".
fn ago(low: &[String], i: usize, published: Option<Date>) -> Option<Moment> {
    let n = count(&low[i])?;
    let unit = low.get(i + 1)?.trim_end_matches('s');
    if !matches!(low.get(i + 2).map(String::as_str), Some("ago" | "earlier")) {
        return None;
    }
    let range = published.and_then(|p| match unit {
        "day" => shift(p, (-n).days()).map(DateRange::day),
        "week" => whole_week(p, i32::try_from(-n).ok()?),
        "month" => shift(p, (-n).months()).and_then(|d| whole_month(d.year(), d.month())),
        "year" => whole_year(p.year() - i16::try_from(n).ok()?),
        "hour" | "minute" => Some(DateRange::day(p)),
        _ => None,
    });
    matches!(unit, "day" | "week" | "month" | "year" | "hour" | "minute").then_some(Moment {
        node: i + 1,
        first: i,
        last: i + 2,
        range,
    })
}

fn shift(day: Date, by: Period) -> Option<Date> {
    day.checked_add(by).ok()
}

/// The weekday at or before the day of publication; with "next", the one after.
fn on_weekday(day: Date, weekday: Weekday, next: bool) -> Date {
    if next {
        return day.nth_weekday(1, weekday).unwrap_or(day);
    }
    if day.weekday() == weekday { day } else { day.nth_weekday(-1, weekday).unwrap_or(day) }
}

fn whole_week(day: Date, step: i32) -> Option<DateRange> {
    let monday = shift(day, (-i64::from(day.weekday().to_monday_zero_offset())).days())?;
    let start = shift(monday, (i64::from(step) * 7).days())?;
    Some(DateRange { start, end: shift(start, 6.days())?, precision: DatePrecision::Week })
}

fn whole_month(year: i16, month: i8) -> Option<DateRange> {
    let start = Date::new(year, month, 1).ok()?;
    Some(DateRange { start, end: start.last_of_month(), precision: DatePrecision::Month })
}

fn whole_quarter(day: Date, step: i32) -> Option<DateRange> {
    let first = Date::new(day.year(), (day.month() - 1) / 3 * 3 + 1, 1).ok()?;
    let start = shift(first, (i64::from(step) * 3).months())?;
    Some(DateRange { start, end: shift(start, 2.months())?.last_of_month(), precision: DatePrecision::Quarter })
}

fn whole_year(year: i16) -> Option<DateRange> {
    let start = Date::new(year, 1, 1).ok()?;
    Some(DateRange { start, end: start.last_of_year(), precision: DatePrecision::Year })
}

/// The day of that month nearest to publication: before it, or at most four months after.
fn nearest(published: Date, month: i8, day: i8) -> Option<Date> {
    let this = Date::new(published.year(), month, day).ok();
    let days = |d: Date| (d - published).get_days();
    match this {
        Some(date) if days(date) > 130 => Date::new(published.year() - 1, month, day).ok(),
        Some(date) if days(date) < -240 => Date::new(published.year() + 1, month, day).ok(),
        other => other,
    }
}

fn year(word: &str) -> Option<i16> {
    (word.len() == 4).then(|| word.parse().ok())?.filter(|y| (1800..=2100).contains(y))
}

fn ordinal(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word[digits.len()..];
    matches!(ending, "" | "st" | "nd" | "rd" | "th").then(|| digits.parse().ok())?
}

/// A small number in digits or words.
pub fn count(word: &str) -> Option<i64> {
    const WORDS: [&str; 13] =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    if word == "decade" {
        return None;
    }
    WORDS
        .iter()
        .position(|w| *w == word)
        .and_then(|n| i64::try_from(n).ok())
        .or_else(|| word.replace(',', "").parse().ok().filter(|n| *n < 1_000))
}
