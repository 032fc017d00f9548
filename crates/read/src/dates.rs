//! The day that a date of the input names, in the forms in use; none where it could be two.

use westphalia_model::Date;

/// Why a date names no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoDay {
    /// Day and month could be either way round: `03/04/2024`.
    Ambiguous,
    /// Only a year or a month: `2024`, `2024-06`.
    Coarse,
    /// Not a date that we know.
    Unknown,
}

impl NoDay {
    /// What was found, in words.
    pub(crate) fn found(self, text: &str) -> String {
        let start: String = text.chars().take(60).collect();
        match self {
            Self::Ambiguous => format!("\"{start}\", which may be day/month or month/day"),
            Self::Coarse => format!("\"{start}\", which names no day"),
            Self::Unknown => format!("\"{start}\""),
        }
    }
}

/// Months by the first three letters of their English names.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The full names, to tell `mar` and `march` from `marx`.
const MONTH_NAMES: [&str; 12] = [
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

/// Seconds since 1970 lie between these if they are a date: 1973 to 2128.
const SECONDS: std::ops::Range<i64> = 100_000_000..5_000_000_000;

/// The day as it is written, in whatever zone it is written: the outlet's own day.
///
/// # Errors
///
/// Where the text names no day.
pub(crate) fn parse(text: &str) -> Result<Date, NoDay> {
    let text = text.trim();
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && text.split('.').count() <= 2 {
        return digits(text);
    }
    year_first(text).or_else(|| with_name(text)).map_or_else(|| year_last(text), Ok)
}

/// The day of a number: seconds or milliseconds since 1970 (in UTC), or `20240617`.
pub(crate) fn number(number: f64) -> Result<Date, NoDay> {
    if number.fract() == 0.0 && number.abs() < 1e8 { digits(&format!("{number:.0}")) } else { epoch(number) }
}

/// Digits alone: `20240617`, `20240617093000`, seconds or milliseconds since 1970.
fn digits(text: &str) -> Result<Date, NoDay> {
    let number: f64 = text.parse().map_err(|_| NoDay::Unknown)?;
    let whole = text.split('.').next().unwrap_or_default();
    match whole.len() {
        4 | 6 if !text.contains('.') => Err(NoDay::Coarse),
        8 | 14 => compact(whole).ok_or(NoDay::Unknown),
        _ => epoch(number),
    }
}

/// `20240617`, with or without a time of day behind.
fn compact(text: &str) -> Option<Date> {
    let part = |range: std::ops::Range<usize>| text.get(range)?.parse::<i16>().ok();
    let (year, month, day) = (part(0..4)?, part(4..6)?, part(6..8)?);
    date(year, month, day)
}

/// Seconds or milliseconds since 1970.
#[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
fn epoch(number: f64) -> Result<Date, NoDay> {
    let seconds = if number >= 1e11 { number / 1000.0 } else { number };
    let seconds = seconds as i64;
    if !SECONDS.contains(&seconds) {
        return Err(NoDay::Unknown);
    }
    let instant = jiff::Timestamp::from_second(seconds).map_err(|_| NoDay::Unknown)?;
    Ok(jiff::tz::TimeZone::UTC.to_datetime(instant).date())
}

/// `2024-06-17`, `2024/6/17` or `2024.06.17`, `20240617T093000Z`, alone or before a time of day.
fn year_first(text: &str) -> Option<Date> {
    let is_digit = |byte: &u8| byte.is_ascii_digit();
    let n_digits = text.bytes().take_while(|byte| is_digit(byte)).count();
    if n_digits == 8 && text[8..].starts_with(['T', 't', ' ']) {
        return compact(text);
    }
    let rest = text.get(4..).filter(|_| n_digits == 4)?;
    let mark = rest.chars().next().filter(|mark| "-/.".contains(*mark))?;
    let (month, rest) = rest[1..].split_once(mark)?;
    let end = rest.bytes().take_while(|byte| is_digit(byte)).count();
    let (day, rest) = rest.split_at(end);
    let is_end = rest.is_empty() || rest.starts_with(['T', 't', ' ', ',', '.', '_']);
    (is_end && month.len() <= 2 && day.len() <= 2).then_some(())?;
    date(text[..4].parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// `17 June 2024`, `June 17, 2024`, `Mon, 17 Jun 2024 09:30:00 +0000`, `17-Jun-24` is refused.
fn with_name(text: &str) -> Option<Date> {
    let is_mark = |c: char| c.is_whitespace() || ",-/.()|".contains(c);
    let words: Vec<String> = text.split(is_mark).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let at = words.iter().position(|word| month_of(word).is_some())?;
    let month = month_of(&words[at])?;
    let day_of = |word: &String| {
        let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
        digits.parse::<i16>().ok().filter(|day| digits.len() <= 2 && (1..=31).contains(day))
    };
    let year_of = |word: &String| word.parse::<i16>().ok().filter(|_| word.len() == 4);
    let near = |step: isize| words.get(at.checked_add_signed(step)?);
    let before = near(-1).and_then(day_of).zip(near(1).and_then(year_of));
    let after = near(1).and_then(day_of).zip(near(2).and_then(year_of));
    let unix = near(1).and_then(day_of).zip(words.last().and_then(year_of));
    let (day, year) = before.or(after).or(unix)?;
    date(year, month, day)
}

/// The number of a month that is written as a name.
fn month_of(word: &str) -> Option<i16> {
    let start = word.get(..3)?;
    let at = MONTHS.iter().position(|month| *month == start)?;
    let is_name = word.len() == 3 || MONTH_NAMES[at] == word || word == "sept";
    is_name.then(|| i16::try_from(at + 1).ok())?
}

/// `17/06/2024`, `06/17/2024`, `17.06.2024`; `03/04/2024` could be two days.
fn year_last(text: &str) -> Result<Date, NoDay> {
    let first = text.split([' ', ',', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = first.split(['/', '-', '.']).collect();
    let numbers: Option<Vec<i16>> = parts.iter().map(|part| part.parse().ok()).collect();
    match (numbers.as_deref(), parts.as_slice()) {
        (Some([a, b, year]), [_, _, written]) if written.len() == 4 => {
            let day_first = date(*year, *b, *a);
            let month_first = date(*year, *a, *b);
            match (day_first, month_first) {
                // With points the day comes first, wherever points are used.
                (Some(day), _) if first.contains('.') => Ok(day),
                (Some(one), Some(other)) if one != other => Err(NoDay::Ambiguous),
                (Some(day), _) | (None, Some(day)) => Ok(day),
                (None, None) => Err(NoDay::Unknown),
            }
        }
        (Some([_, _]), [year, _] | [_, year]) if year.len() == 4 => Err(NoDay::Coarse),
        _ => Err(NoDay::Unknown),
    }
}

/// A day of the calendar, or none.
fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::{NoDay, number, parse};

    fn check(expected: &str, texts: &[&str]) {
        for text in texts {
            assert_eq!(parse(text).map(|date| date.to_string()), Ok(expected.to_owned()), "{text}");
        }
    }

    fn check_none(expected: NoDay, texts: &[&str]) {
        for text in texts {
            assert_eq!(parse(text), Err(expected), "{text}");
        }
    }

    #[test]
    fn days_in_the_forms_in_use() {
        let iso =
            ["2024-06-17", " 2024-06-17 ", "2024-06-17T09:30:00Z", "2024-06-17 09:30:00", "2024/6/17", "2024.06.17"];
        check("2024-06-17", &iso);
        check("2024-06-17", &["2024-06-17T23:30:00-05:00", "2024-06-17T00:10:00.000+09:00", "20240617T093000Z"]);
        check("2024-06-17", &["20240617", "20240617093000", "1718582400", "1718582400000", "1718582400.5"]);
        check("2024-06-17", &["17 June 2024", "17 Jun 2024", "June 17, 2024", "Jun. 17, 2024", "June 17th, 2024"]);
        check("2024-06-17", &["Mon, 17 Jun 2024 09:30:00 +0000", "Monday, 17 June 2024, 9:30 GMT", "17-Jun-2024"]);
        check("2024-06-17", &["Mon Jun 17 09:30:00 UTC 2024", "17 JUNE 2024", "Published: 17 June 2024"]);
        check("2024-09-02", &["Sept. 2, 2024", "2 September 2024"]);
        check("2024-06-17", &["17/06/2024", "06/17/2024", "6/17/2024 9:30 AM", "17.06.2024", "17-06-2024"]);
        check("2024-04-03", &["03.04.2024"]);
        check("2024-04-04", &["04/04/2024"]);
    }

    #[test]
    fn far_days_are_kept() {
        check("2099-01-01", &["2099-01-01", "1 January 2099"]);
        check("0001-01-01", &["0001-01-01"]);
        check("1866-01-09", &["1866-01-09"]);
    }

    #[test]
    fn what_could_be_two_days_is_none() {
        check_none(NoDay::Ambiguous, &["03/04/2024", "3-4-2024", "03/04/2024 09:30"]);
        check_none(NoDay::Coarse, &["2024", "202406", "2024-06", "06/2024"]);
        let unknown =
            ["", "yesterday", "2024-13-01", "2023-02-29", "2024-06-175", "十二月十二日十二", "mid June", "0000-00-00"];
        check_none(NoDay::Unknown, &unknown);
        check_none(
            NoDay::Unknown,
            &["17/06/24", "99/99/2024", "1", "99999999999999999", "1.2.3", "Marx 17, 2024", "ı17 ſep 2024"],
        );
    }

    #[test]
    fn numbers_are_seconds_or_compact_days() {
        let show = |n| number(n).map(|date| date.to_string());
        assert_eq!(show(1_718_582_400.0), Ok("2024-06-17".to_owned()));
        assert_eq!(show(1_718_582_400_123.0), Ok("2024-06-17".to_owned()));
        assert_eq!(show(20_240_617.0), Ok("2024-06-17".to_owned()));
        assert_eq!(show(2003.0), Err(NoDay::Coarse));
        assert_eq!(show(f64::NAN), Err(NoDay::Unknown));
        assert_eq!(show(-5.0), Err(NoDay::Unknown));
    }
}
