//! By when: deadlines and horizons in the words of a pledge, where the coder gives none.

use super::words::tokens;
use jiff::ToSpan;
use jiff::civil::Weekday;
use westphalia_model::Date;

/// By when something is to be done, and until when it holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Times {
    /// The last day on which it can be done in time.
    pub deadline: Option<Date>,
    /// The last day on which it holds.
    pub horizon: Option<Date>,
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

/// What words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// They may tell when it was said too.
    Sentence,
    /// So they do of an earlier pledge: "in June" is when it was made.
    Past,
    /// They tell what is pledged only.
    Content,
    /// So they do, of an earlier pledge: the deadline may have passed.
    Earlier,
}

/// The times in words that were published on a day. A deadline follows "by", "before", "within", "no later than" or is a
/// time yet to come ("in October", "next year", "on 3 July"); a horizon follows "until", "through" or "for".
#[must_use]
pub fn times(text: &str, day: Date, kind: Words) -> Times {
    let words: Vec<String> = tokens(text).collect();
    let mut found = Times::default();
    for at in 0..words.len() {
        let Some(lead) = lead(&words, at) else { continue };
        if kind == Words::Past && lead.past {
            continue;
        }
        let is_content = matches!(kind, Words::Content | Words::Earlier);
        let weekday = || weekday(words.get(lead.next)?, day).filter(|_| is_content);
        let Some(last) = last_day(&words, lead.next, day, &lead).or_else(weekday) else { continue };
        let slot = if lead.holds { &mut found.horizon } else { &mut found.deadline };
        // A time in the past is when something else was done, and today is when it was said.
        let is_ahead = last > day || (kind == Words::Earlier && (day - last).get_days() < 90);
        if slot.is_none() && is_ahead {
            *slot = Some(last);
        }
    }
    found
}

/// A word that introduces a time.
struct Lead {
    /// The word after it.
    next: usize,
    /// The day itself is too late.
    before: bool,
    /// What follows is how long it holds.
    holds: bool,
    /// It may be when something was done.
    past: bool,
}

fn lead(words: &[String], at: usize) -> Option<Lead> {
    let word = |n: usize| words.get(at + n).map_or("", String::as_str);
    let make = |n: usize| Lead { next: at + n, before: false, holds: false, past: false };
    match word(0) {
        "later" if word(1) == "than" => Some(make(2)),
        "by" | "within" => Some(make(1)),
        "in" | "on" | "during" => Some(Lead { past: true, ..make(1) }),
        "before" => Some(Lead { before: true, ..make(1) }),
        // "for three years", "for 2024 and 2025"
        "until" | "till" | "through" | "for" => Some(Lead { holds: true, ..make(1) }),
        "next" | "this" | "tomorrow" => Some(make(0)),
        _ => None,
    }
}

/// The last day of the time that begins at a word.
fn last_day(words: &[String], at: usize, day: Date, lead: &Lead) -> Option<Date> {
    let word = |n: usize| words.get(at + n).map_or("", String::as_str);
    match word(0) {
        "the" | "late" | "mid" | "early" | "about" => return last_day(words, at + 1, day, lead),
        "end" if word(1) == "of" => return last_day(words, at + 2, day, &Lead { before: false, ..*lead }),
        "tomorrow" => return day.tomorrow().ok(),
        "next" => return unit_end(word(1), day, 1).or_else(|| month_end(words, at + 1, day, lead)),
        "this" => return unit_end(word(1), day, 0),
        "week" | "month" | "year" if at > 0 && words[at - 1] != "a" => return unit_end(word(0), day, 0),
        _ => {}
    }
    if let Some(n) = number(word(0)) {
        let after = match word(1).trim_end_matches('s') {
            "day" => day.checked_add(n.days()),
            "week" => day.checked_add(n.weeks()),
            "month" => day.checked_add(n.months()),
            "year" => day.checked_add(n.years()),
            _ => return month_end(words, at, day, lead),
        };
        return after.ok();
    }
    month_end(words, at, day, lead)
}

/// "June", "June 2024", "3 June", "June 3, 2024", "2024", "2024 and 2025".
fn month_end(words: &[String], at: usize, day: Date, lead: &Lead) -> Option<Date> {
    let word = |n: usize| words.get(at + n).map_or("", String::as_str);
    let month = |n: usize| MONTHS.iter().position(|m| *m == word(n)).and_then(|p| i8::try_from(p + 1).ok());
    let (month, of_month, next) = match (ordinal(word(0)), month(0), month(1)) {
        (Some(of), _, Some(month)) => (month, Some(of), 2),
        (_, Some(month), _) => match ordinal(word(1)) {
            Some(of) => (month, Some(of), 2),
            None => (month, None, 1),
        },
        _ => {
            let first = year(word(0))?;
            let last = (word(1) == "and").then(|| year(word(2))).flatten().unwrap_or(first);
            return if lead.before { Date::new(first - 1, 12, 31).ok() } else { Date::new(last, 12, 31).ok() };
        }
    };
    let told = year(word(next)).or_else(|| (word(next) == "next" && word(next + 1) == "year").then(|| day.year() + 1));
    let end = |year: i16| {
        let first = Date::new(year, month, of_month.unwrap_or(1)).ok()?;
        match (lead.before, of_month) {
            (true, _) => first.yesterday().ok(),
            (false, Some(_)) => Some(first),
            (false, None) => Some(first.last_of_month()),
        }
    };
    if let Some(year) = told {
        return end(year);
    }
    // What was three months ago is not meant for next year.
    let oldest = if lead.past { -90 } else { 0 };
    end(day.year()).filter(|last| (*last - day).get_days() > oldest).or_else(|| end(day.year() + 1))
}

/// The next day of that name.
fn weekday(word: &str, day: Date) -> Option<Date> {
    const DAYS: [Weekday; 7] = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];
    const NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let at = NAMES.iter().position(|name| *name == word)?;
    day.nth_weekday(1, DAYS[at]).ok()
}

/// The last day of this (0) or the next (1) week, month or year.
fn unit_end(unit: &str, day: Date, step: i64) -> Option<Date> {
    match unit {
        "week" => day.checked_add((6 - i64::from(day.weekday().to_monday_zero_offset()) + 7 * step).days()).ok(),
        "month" => day.first_of_month().checked_add(step.months()).ok().map(Date::last_of_month),
        "year" => day.first_of_year().checked_add(step.years()).ok().map(Date::last_of_year),
        _ => None,
    }
}

fn number(word: &str) -> Option<i64> {
    const NAMES: [&str; 13] =
        ["a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let named = NAMES.iter().position(|name| *name == word).and_then(|n| i64::try_from(n.max(1)).ok());
    named.or_else(|| word.parse().ok().filter(|n| (1..1000).contains(n)))
}

fn ordinal(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    digits.parse().ok().filter(|n| (1..=31).contains(n))
}

fn year(word: &str) -> Option<i16> {
    (word.len() == 4).then(|| word.parse().ok())?.filter(|y| (1900..2100).contains(y))
}

#[cfg(test)]
mod tests {
    use super::{Words, times};
    use westphalia_model::Date;

    #[test]
    fn deadlines_and_horizons() {
        let check = |text: &str, deadline: &str, horizon: &str| {
            let found = times(text, Date::constant(2024, 6, 18), Words::Sentence);
            let show = |day: Option<Date>| day.map(|d| d.to_string()).unwrap_or_default();
            assert_eq!(
                (show(found.deadline), show(found.horizon)),
                (deadline.to_owned(), horizon.to_owned()),
                "{text}"
            );
        };
        check("to supply fuel by the end of 2024", "2024-12-31", "");
        check("to supply fuel by July", "2024-07-31", "");
        check("to supply fuel by March", "2025-03-31", "");
        check("reopen its embassy before June 2025", "2025-05-31", "");
        check("to leave before 3 July", "2024-07-02", "");
        check("to reopen its embassy before June", "2025-05-31", "");
        check("will withdraw within two months", "2024-08-18", "");
        check("to meet again in Cairo in October", "2024-10-31", "");
        check("to visit Moscow next year", "2025-12-31", "");
        check("to visit Moscow on July 12, 2025", "2025-07-12", "");
        check("to meet by the end of the year", "2024-12-31", "");
        check("no later than 20 August", "2024-08-20", "");
        check("a gas agreement that runs until 2030", "", "2030-12-31");
        check("a plan of exchanges for 2024 and 2025", "", "2025-12-31");
        check("a lease for 25 years", "", "2049-06-18");
        check("to stand by Russia in 2019", "", "");
        check("to raise trade to 20 billion dollars", "", "");
        check("to send aid a week", "", "");
        check("signed a treaty in May", "", "");
        check("agreed on 18 June to meet", "", "");
        check("agreed on Friday to meet", "", "");
    }

    #[test]
    fn what_is_only_content_tells_more() {
        let check = |text: &str, kind: Words, deadline: &str| {
            let found = times(text, Date::constant(2024, 6, 18), kind).deadline;
            assert_eq!(found.map(|d| d.to_string()).unwrap_or_default(), deadline, "{text}");
        };
        check("to meet on Friday", Words::Content, "2024-06-21");
        check("to meet on 10 June", Words::Content, "");
        check("to meet on 10 June", Words::Earlier, "2024-06-10");
        check("agreed in December to meet by August", Words::Past, "2024-08-31");
    }
}
