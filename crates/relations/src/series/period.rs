//! Periods of the calendar.

use jiff::ToSpan;
use serde::Serialize;
use westphalia_model::{Date, DatePrecision};

/// How long a period is. Weeks begin on Monday.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// A day.
    Day,
    /// A week of ISO 8601.
    Week,
    /// A month.
    #[default]
    Month,
    /// A quarter of a year.
    Quarter,
    /// A year.
    Year,
}

impl Unit {
    /// The first day of the period in which a day lies.
    #[must_use]
    pub fn start(self, day: Date) -> Date {
        match self {
            Self::Day => day,
            Self::Week => {
                let back = i32::from(day.weekday().to_monday_zero_offset());
                day.checked_sub(back.days()).unwrap_or(day)
            }
            Self::Month => day.first_of_month(),
            Self::Quarter => {
                let back = i32::from((day.month() - 1) % 3);
                let first = day.first_of_month();
                first.checked_sub(back.months()).unwrap_or(first)
            }
            Self::Year => day.first_of_year(),
        }
    }

    /// The first day of the next period; `None` at the end of the calendar.
    #[must_use]
    pub fn next(self, day: Date) -> Option<Date> {
        let span = match self {
            Self::Day => 1.day(),
            Self::Week => 1.week(),
            Self::Month => 1.month(),
            Self::Quarter => 3.months(),
            Self::Year => 1.year(),
        };
        self.start(day).checked_add(span).ok()
    }

    /// How the period in which a day lies is called: `2024-06-17`, `2024-W25`, `2024-06`, `2024-Q2`, `2024`.
    #[must_use]
    pub fn label(self, day: Date) -> String {
        match self {
            Self::Day => day.to_string(),
            Self::Week => {
                let week = day.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Self::Month => format!("{:04}-{:02}", day.year(), day.month()),
            Self::Quarter => format!("{:04}-Q{}", day.year(), (day.month() - 1) / 3 + 1),
            Self::Year => format!("{:04}", day.year()),
        }
    }

    /// Days in it, on average.
    #[must_use]
    pub fn days(self) -> f64 {
        match self {
            Self::Day => 1.0,
            Self::Week => 7.0,
            Self::Month => 365.25 / 12.0,
            Self::Quarter => 365.25 / 4.0,
            Self::Year => 365.25,
        }
    }

    /// The name, as in "a month".
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// Whether a date is exact enough to say in which period it lies.
    #[must_use]
    pub fn holds(self, precision: DatePrecision) -> bool {
        let rank = match precision {
            DatePrecision::Day => 0,
            DatePrecision::Week => 1,
            DatePrecision::Month => 2,
            DatePrecision::Quarter => 3,
            DatePrecision::Year => 4,
            DatePrecision::None => 5,
        };
        rank <= self as u8
    }

    /// The first days of all periods from that of one day to that of another.
    #[must_use]
    pub fn starts(self, first: Date, last: Date) -> Vec<Date> {
        let mut starts = Vec::new();
        let mut at = Some(self.start(first));
        while let Some(start) = at.filter(|start| *start <= last) {
            starts.push(start);
            at = self.next(start);
        }
        starts
    }
}

/// Whole days from one to another; negative if the second is earlier.
#[must_use]
pub(crate) fn days_between(from: Date, to: Date) -> f64 {
    f64::from((to - from).get_days())
}

#[cfg(test)]
mod tests {
    use super::{Unit, days_between};
    use westphalia_model::{Date, DatePrecision};

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    #[test]
    fn periods_follow_the_calendar() {
        let check = |unit: Unit, of: &str, start: &str, next: &str, label: &str| {
            assert_eq!(unit.start(day(of)), day(start), "{unit:?} {of}");
            assert_eq!(unit.next(day(of)), Some(day(next)), "{unit:?} {of}");
            assert_eq!(unit.label(day(of)), label);
        };
        check(Unit::Day, "2024-06-17", "2024-06-17", "2024-06-18", "2024-06-17");
        check(Unit::Week, "2024-06-19", "2024-06-17", "2024-06-24", "2024-W25");
        check(Unit::Week, "2021-01-01", "2020-12-28", "2021-01-04", "2020-W53");
        check(Unit::Month, "2024-02-29", "2024-02-01", "2024-03-01", "2024-02");
        check(Unit::Quarter, "2024-06-17", "2024-04-01", "2024-07-01", "2024-Q2");
        check(Unit::Quarter, "2024-12-31", "2024-10-01", "2025-01-01", "2024-Q4");
        check(Unit::Year, "2024-06-17", "2024-01-01", "2025-01-01", "2024");
    }

    #[test]
    fn all_periods_between_two_days() {
        let found = Unit::Month.starts(day("2023-11-15"), day("2024-02-01"));
        assert_eq!(found, ["2023-11-01", "2023-12-01", "2024-01-01", "2024-02-01"].map(day));
        assert!(Unit::Month.starts(day("2024-02-01"), day("2023-11-15")).is_empty());
        assert!((days_between(day("2023-12-30"), day("2024-03-01")) - 62.0).abs() < 1e-9);
    }

    #[test]
    fn a_date_is_exact_enough_or_not() {
        assert!(Unit::Month.holds(DatePrecision::Day) && Unit::Month.holds(DatePrecision::Month));
        assert!(!Unit::Month.holds(DatePrecision::Quarter) && !Unit::Year.holds(DatePrecision::None));
    }
}
