//! When: expressions of time, read against the day of publication.

use crate::tree::Tree;
use jiff::civil::{Date, Weekday};
use jiff::{Span as Period, ToSpan};
use westphalia_model::{DatePrecision, DateRange};
use westphalia_text::{Deprel, Upos};

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
                if !is_dateline(&low, &moment) {
                    found.push(moment);
                }
            }
            None => i += 1,
        }
    }
    found
}

/// "Pyongyang, August 28 (KCNA) -- A delegation ...": the day on which it was written, not one that it tells.
fn is_dateline(low: &[String], moment: &Moment) -> bool {
    let next = |n: usize| low.get(moment.last + n).map_or("", String::as_str);
    let is_dash = |n: usize| matches!(next(n), "-" | "--" | "\u{2013}" | "\u{2014}") && ordinal(next(n + 1)).is_none();
    moment.first <= 6 && (is_dash(1) || (next(1) == "(" && (2..=6).any(|n| next(n) == ")" && is_dash(n + 1))))
}

fn at(tree: &Tree<'_>, low: &[String], i: usize, published: Option<Date>) -> Option<Moment> {
    let make = |first, node, last, range| Some(Moment { node, first, last, range });
    let word = low[i].as_str();
    if let Some(month) = month(tree, low, i) {
        return calendar(low, i, month, published, is_ahead(tree, i));
    }
    let before = i.checked_sub(1).map_or("", |b| low[b].as_str());
    // "Sun" is a day only where a word before it says so.
    let short = word.len() == 3
        && tree.words[i].starts_with(char::is_uppercase)
        && matches!(before, "on" | "last" | "next" | "this" | "since" | "until" | "from" | "by");
    if let Some((_, weekday)) = DAYS.iter().find(|(name, _)| *name == word || (short && name.starts_with(word))) {
        let is_today = published.is_some_and(|day| day.weekday() == *weekday);
        let next = before == "next" || (!is_today && before != "last" && is_ahead(tree, i));
        return make(i, i, i, published.map(|day| DateRange::day(on_weekday(day, *weekday, next))));
    }
    if let Some(day) = iso_day(word) {
        return make(i, i, i, Some(DateRange::day(day)));
    }
    match word {
        // The newspaper.
        "today" if tree.words[i] == "Today" && matches!(before, "usa" | "russia") => return None,
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
    if let Some(first) = word.strip_suffix('s').and_then(year).filter(|y| y % 10 == 0) {
        let range = |from: DateRange, to: DateRange| DateRange { end: to.end, ..from };
        let (begin, end) = match before {
            "early" => (0, 3),
            "mid" => (4, 6),
            "late" => (6, 9),
            _ => (0, 9),
        };
        return make(i, i, i, whole_year(first + begin).zip(whole_year(first + end)).map(|(from, to)| range(from, to)));
    }
    ago(low, i, published)
}

/// A month name. Words that are also verbs or names of people ("Theresa May", "Jan Egeland") need a day, a year or a
/// word that introduces a time.
fn month(tree: &Tree<'_>, low: &[String], i: usize) -> Option<i8> {
    let word = low[i].as_str();
    let n = MONTHS.iter().position(|m| *m == word || (matches!(word.len(), 3 | 4) && m.starts_with(word)))?;
    let upper = tree.words[i].starts_with(char::is_uppercase);
    let next = low.get(i + 1).map_or("", String::as_str);
    let before = i.checked_sub(1).map_or("", |b| low[b].as_str());
    let numbered = day_of(next).is_some() || year(next).is_some() || day_of(before).is_some();
    let introduced =
        matches!(
            before,
            "in" | "since"
                | "until"
                | "by"
                | "from"
                | "of"
                | "last"
                | "this"
                | "next"
                | "early"
                | "late"
                | "mid"
                | "through"
                | "between"
                | "during"
                | "before"
                | "after"
                | "mid-"
        ) || (matches!(before, "and" | "to" | "or" | "-") && i >= 2 && MONTHS.contains(&low[i - 2].as_str()));
    let named = matches!(before, "the" | "their" | "his" | "her" | "its" | "our" | "'s" | "\u{2019}s");
    let doubtful =
        matches!(word, "jan" | "mar" | "march" | "apr" | "april" | "may" | "jun" | "june" | "aug" | "august");
    let dated = match word {
        "may" | "march" => numbered || (introduced && matches!(tree.token(i).upos, Upos::Propn | Upos::Noun)),
        "mar" => numbered,
        _ => numbered || introduced || named || !doubtful,
    };
    (upper && dated).then(|| i8::try_from(n + 1).ok())?
}

fn day_of(word: &str) -> Option<i8> {
    ordinal(word).filter(|d| (1..=31).contains(d))
}

/// "June 19", "19 June", "June 19, 2024", "June 2024", "in June", "in June last year"; `ahead` says that it is yet to come.
fn calendar(low: &[String], i: usize, month: i8, published: Option<Date>, ahead: bool) -> Option<Moment> {
    let day_at = |at: usize| low.get(at).and_then(|w| day_of(w));
    let (mut first, mut last) = (i, i);
    let mut day = day_at(i + 1);
    if day.is_some() {
        last = i + 1;
    } else if let Some(before) = i.checked_sub(1).and_then(day_at) {
        day = Some(before);
        first = i - 1;
    }
    // "June 16-20"
    let until = day.and_then(|_| low.get(last + 1)).filter(|w| matches!(w.as_str(), "-" | "\u{2013}"));
    let until = until.and_then(|_| day_at(last + 2)).filter(|d| day.is_some_and(|first| first < *d));
    if until.is_some() {
        last += 2;
    }
    let comma = usize::from(low.get(last + 1).is_some_and(|w| w == ","));
    let mut written = low.get(last + 1 + comma).and_then(|w| year(w));
    if written.is_some() {
        last += 1 + comma;
    } else if let Some(year) = published.and_then(|p| told_year(low, last + 1, p)) {
        written = Some(year);
        last += 2;
    } else if month == 9
        && day == Some(11)
        && low.get(last + 1).is_some_and(|w| w.starts_with("terror") || w.starts_with("attack"))
    {
        written = published.filter(|p| p.year() > 2001).map(|_| 2001);
    }
    let range = match (day, written) {
        (Some(day), Some(year)) => Date::new(year, month, day).ok().map(DateRange::day),
        (Some(day), None) => published.and_then(|p| nearest(p, month, day, ahead)).map(DateRange::day),
        (None, Some(year)) => whole_month(year, month),
        (None, None) => published.and_then(|p| {
            // A bare month lies in the twelve months before, or in the next few.
            let year = match i16::from(month) - i16::from(p.month()) {
                away if ahead => p.year() + i16::from(away < 0),
                away => p.year() - i16::from(away > 3),
            };
            whole_month(year, month)
        }),
    };
    let range = range.map(|r| {
        until.and_then(|d| Date::new(r.start.year(), r.start.month(), d).ok()).map_or(r, |end| DateRange { end, ..r })
    });
    Some(Moment { node: i, first, last, range })
}

/// The year of "last year", "this year" or "next year" at a token.
fn told_year(low: &[String], at: usize, published: Date) -> Option<i16> {
    let step = match low.get(at)?.as_str() {
        "last" => -1,
        "this" => 0,
        "next" => 1,
        _ => return None,
    };
    (low.get(at + 1)? == "year").then_some(published.year() + step)
}

/// "2024-06-19".
fn iso_day(word: &str) -> Option<Date> {
    (word.len() == 10 && word.is_ascii())
        .then(|| word.parse().ok())?
        .filter(|d: &Date| (1800..=2100).contains(&d.year()))
}

/// Whether the clause around an expression of time speaks of what is yet to come ("will meet on Monday", "is due to land on
/// Tuesday").
fn is_ahead(tree: &Tree<'_>, i: usize) -> bool {
    let mut at = i;
    for _ in 0..8 {
        if tree.is_verb(at) {
            let will =
                |k: usize| tree.rel(k) == Deprel::Aux && matches!(tree.lemma(k), "will" | "would" | "shall" | "'ll");
            let planned = |h: usize| {
                matches!(
                    tree.lemma(h),
                    "due" | "schedule" | "expect" | "set" | "plan" | "go" | "intend" | "slate" | "prepare"
                ) && tree.token(h).xpos != "VBD"
            };
            return tree.children(at).any(will)
                || (tree.mark(at) == Some("to") || tree.children(at).any(|k| tree.lemma(k) == "to"))
                    && tree.head(at).is_some_and(planned);
        }
        match tree.head(at) {
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}

/// "last week", "next month", "this year", "earlier this month", "past three days".
fn relative(low: &[String], i: usize, published: Option<Date>) -> Option<Moment> {
    // "this past weekend"
    let twice = low[i] == "this" && low.get(i + 1).is_some_and(|w| matches!(w.as_str(), "past" | "coming"));
    let word = low[i + usize::from(twice)].as_str();
    let unit_at = i + 1 + usize::from(twice);
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
        "week" | "month" | "year" if matches!(word, "past" | "coming") => {
            published.and_then(|p| running(p, unit, step))
        }
        "week" => published.and_then(|p| whole_week(p, step)),
        "weekend" => published.and_then(|p| weekend(p, step)),
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
    let (n, end) = numeral(low, i)?;
    let unit = low.get(end + 1)?.trim_end_matches('s');
    if !matches!(low.get(end + 2).map(String::as_str), Some("ago" | "earlier")) {
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
        node: end + 1,
        first: i,
        last: end + 2,
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

/// The week, month or year up to a day, or from it.
fn running(day: Date, unit: &str, step: i32) -> Option<DateRange> {
    let (period, precision) = match unit {
        "week" => (step.weeks(), DatePrecision::Week),
        "month" => (step.months(), DatePrecision::Month),
        _ => (step.years(), DatePrecision::Year),
    };
    let other = shift(day, period)?;
    Some(DateRange { start: day.min(other), end: day.max(other), precision })
}

/// Saturday and Sunday before, of, or after the week of a day; on a Monday "this weekend" may be either, and is the one ahead.
fn weekend(day: Date, step: i32) -> Option<DateRange> {
    let week = whole_week(day, step)?;
    Some(DateRange { start: shift(week.end, (-1).days())?, ..week })
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

/// The day of that month nearest to publication: before it, or at most four months after; if it is yet to come, after.
fn nearest(published: Date, month: i8, day: i8, ahead: bool) -> Option<Date> {
    let this = Date::new(published.year(), month, day).ok();
    let days = |d: Date| (d - published).get_days();
    match this {
        Some(date) if ahead && days(date) < -30 => Date::new(published.year() + 1, month, day).ok(),
        Some(date) if days(date) > 130 && !ahead => Date::new(published.year() - 1, month, day).ok(),
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
    const WORDS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    let at = |list: &[&str]| list.iter().position(|w| *w == word).and_then(|n| i64::try_from(n).ok());
    at(&WORDS)
        .or_else(|| at(&TENS).map(|n| (n + 2) * 10))
        .or_else(|| word.replace(',', "").parse().ok().filter(|n| (0..1_000).contains(n)))
}

/// A small number that begins at a token: (number, last token). "twenty-four" is three tokens.
fn numeral(low: &[String], i: usize) -> Option<(i64, usize)> {
    let n = count(&low[i])?;
    let unit = || count(low.get(i + 2).filter(|_| low[i + 1] == "-")?).filter(|u| (1..10).contains(u));
    match unit().filter(|_| n >= 20 && n % 10 == 0 && !low[i].starts_with(|c: char| c.is_ascii_digit())) {
        Some(unit) => Some((n + unit, i + 2)),
        None => Some((n, i)),
    }
}

#[cfg(test)]
mod tests {
    use super::count;
    use crate::Coder;
    use westphalia_model::Document;

    /// Codes a sentence and shows when its first event took place.
    fn check(published: &str, text: &str, expected: &str) {
        let date = published.parse().ok();
        let doc = Document { id: "a".to_owned(), text: text.to_owned(), date, ..Document::default() };
        let coded = Coder::embedded().expect("the shipped coder loads").code(&doc);
        let report = coded.reports.first().expect("an event");
        let found = match (report.event_date_start, report.event_date_end) {
            (Some(start), Some(end)) if start == end => start.to_string(),
            (Some(start), Some(end)) => format!("{start} to {end}"),
            _ => String::new(),
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn datelines_are_not_told() {
        let line = "Pyongyang, August 28 (KCNA) -- A delegation of Mongolia arrived in Pyongyang on August 27.";
        check("2024-08-28", line, "2024-08-27");
        check("2024-08-30", "TEHRAN, August 28 (Reuters) - Iran attacked Iraq.", "2024-08-30");
        check("2024-08-28", "On August 16-20 Iran attacked Iraq.", "2024-08-16 to 2024-08-20");
    }

    #[test]
    fn names_of_people_are_no_months_or_days() {
        check("2018-11-10", "Prime Minister Theresa May criticised Russia.", "2018-11-10");
        check("2018-11-10", "Iranian General Kim Jong Sun attacked Iraq.", "2018-11-10");
        check("2018-11-10", "Iran attacked Iraq in May.", "2018-05-01 to 2018-05-31");
        check("2018-11-10", "Iran attacked Iraq on Sun.", "2018-11-04");
        check("2018-11-10", "Iran and Iraq met during their June summit.", "2018-06-01 to 2018-06-30");
    }

    #[test]
    fn what_is_yet_to_come_lies_ahead() {
        check("2024-06-13", "Iran will meet Iraq on Monday.", "2024-06-17");
        check("2024-06-13", "Iran met Iraq on Monday.", "2024-06-10");
        check(
            "2024-08-23",
            "The United States will hand over helicopters to South Korea in December.",
            "2024-12-01 to 2024-12-31",
        );
        check("2024-11-23", "Iran will attack Iraq on 3 February.", "2025-02-03");
        check("2024-02-04", "Iran will visit Iraq on February 3-11.", "2024-02-03 to 2024-02-11");
    }

    #[test]
    fn years_and_longer_times() {
        check("2024-06-17", "Iran attacked Iraq in June last year.", "2023-06-01 to 2023-06-30");
        check("2024-06-17", "Twenty-four years ago NATO bombed Belgrade.", "2000-01-01 to 2000-12-31");
        check("2024-06-17", "Iran attacked Iraq in the early 1980s.", "1980-01-01 to 1983-12-31");
        check("2024-06-17", "Iran attacked Iraq over the past year.", "2023-06-17 to 2024-06-17");
        check("2024-06-17", "Iran attacked Iraq this past weekend.", "2024-06-15 to 2024-06-16");
        check("2024-06-17", "Iran attacked Iraq on 2024-05-01.", "2024-05-01");
        check("2005-07-23", "Al-Qaeda carried out the September 11 attacks on the United States.", "2001-09-11");
    }

    #[test]
    fn numbers_in_words() {
        let found = ["a", "twelve", "nineteen", "ninety", "999", "1,000", "-3", "dozen"].map(count);
        assert_eq!(found, [Some(1), Some(12), Some(19), Some(90), Some(999), None, None, None]);
    }
}
