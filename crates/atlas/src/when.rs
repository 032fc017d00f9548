//! Stretches of time as the tables write them.

use westphalia_model::Date;

/// From a day up to, but not with, another day. An open end is unknown or still running.
///
/// The end is left out so that a handover has one answer: on the day itself the new holder is in office.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: Option<Date>,
    /// The day after the last.
    pub until: Option<Date>,
}

impl Period {
    /// Always.
    pub const ALWAYS: Self = Self { from: None, until: None };

    /// Whether the day lies within.
    #[must_use]
    pub fn holds(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }

    /// Whether the day lies within, or no day is asked for and the period has not ended.
    #[must_use]
    pub fn holds_or_runs(self, day: Option<Date>) -> bool {
        day.map_or(self.until.is_none(), |day| self.holds(day))
    }

    /// Days between the period and a day outside it; 0 inside. Open ends are taken as far as they may reach.
    #[must_use]
    pub fn distance(self, day: Date) -> u32 {
        if self.holds(day) {
            return 0;
        }
        let near = match (self.from, self.until) {
            (Some(from), _) if day < from => from,
            (_, Some(until)) => until,
            _ => return 0,
        };
        day_number(day).abs_diff(day_number(near)).max(1)
    }
}

/// A count of days that is exact enough to compare distances.
fn day_number(day: Date) -> i32 {
    i32::from(day.year()) * 372 + (i32::from(day.month()) - 1) * 31 + i32::from(day.day()) - 1
}

/// The first day that `text` (`2004`, `2004-03` or `2004-03-09`) can mean, as the start of a period.
pub(crate) fn parse_from(text: &str) -> Option<Date> {
    let (year, month, day) = parts(text)?;
    Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()
}

/// The day that ends a period: a full day as it stands, a month or a year to its end.
pub(crate) fn parse_until(text: &str) -> Option<Date> {
    match parts(text)? {
        (year, None, _) => Date::new(year + 1, 1, 1).ok(),
        (year, Some(12), None) => Date::new(year + 1, 1, 1).ok(),
        (year, Some(month), None) => Date::new(year, month + 1, 1).ok(),
        (year, Some(month), Some(day)) => Date::new(year, month, day).ok(),
    }
}

fn parts(text: &str) -> Option<(i16, Option<i8>, Option<i8>)> {
    let mut fields = text.split('-');
    let year = fields.next().filter(|y| y.len() == 4)?.parse().ok()?;
    let mut two = || match fields.next() {
        None => Some(None),
        Some(field) if field.len() == 2 => field.parse().ok().map(Some),
        Some(_) => None,
    };
    let (month, day) = (two()?, two()?);
    fields.next().is_none().then_some((year, month, day))
}

#[cfg(test)]
mod tests {
    use super::{Period, parse_from, parse_until};
    use westphalia_model::Date;

    fn day(y: i16, m: i8, d: i8) -> Date {
        Date::new(y, m, d).expect("a day of the calendar")
    }

    #[test]
    fn years_and_months_reach_to_their_ends() {
        assert_eq!(parse_from("2004"), Some(day(2004, 1, 1)));
        assert_eq!(parse_until("2004"), Some(day(2005, 1, 1)));
        assert_eq!(parse_until("2004-12"), Some(day(2005, 1, 1)));
        assert_eq!(parse_until("2004-02"), Some(day(2004, 3, 1)));
        assert_eq!(parse_from("2004-02-30"), None);
        assert_eq!(parse_from("04"), None);
    }

    #[test]
    fn the_day_of_a_handover_belongs_to_the_new_holder() {
        let term = Period { from: Some(day(2008, 5, 7)), until: Some(day(2012, 5, 7)) };
        assert!(term.holds(day(2008, 5, 7)));
        assert!(!term.holds(day(2012, 5, 7)));
        assert_eq!(term.distance(day(2012, 5, 8)), 1);
    }
}
