//! Where a value lies on the page, and what is written beside it.

use westphalia_model::Date;

use crate::series::{Unit, days_between};

/// From values to pixels, along a line.
#[derive(Clone, Copy, Debug)]
pub struct Axis {
    /// The values at the ends.
    pub values: (f64, f64),
    /// The pixels at the ends.
    pub pixels: (f64, f64),
}

impl Axis {
    /// The pixel of a value.
    pub fn at(&self, value: f64) -> f64 {
        let (low, high) = self.values;
        let share = if high > low { (value - low) / (high - low) } else { 0.5 };
        share.mul_add(self.pixels.1 - self.pixels.0, self.pixels.0)
    }
}

/// From days to pixels.
#[derive(Clone, Copy, Debug)]
pub struct Days {
    first: Date,
    last: Date,
    axis: Axis,
}

impl Days {
    /// An axis of days from one to the end of another.
    pub fn new(first: Date, last: Date, pixels: (f64, f64)) -> Self {
        Self { first, last, axis: Axis { values: (0.0, days_between(first, last) + 1.0), pixels } }
    }

    /// The pixel where a day begins.
    pub fn at(&self, day: Date) -> f64 {
        self.axis.at(days_between(self.first, day))
    }

    /// The pixel in the middle of a span of days, and its width.
    pub fn span(&self, start: Date, end: Date) -> (f64, f64) {
        let width = self.at(end) - self.at(start) + self.axis.at(1.0) - self.axis.at(0.0);
        (self.at(start) + width / 2.0, width)
    }

    /// Days to write below the axis, at most some ten: years, quarters, months, weeks or days.
    pub fn ticks(&self) -> Vec<(Date, String)> {
        let years = days_between(self.first, self.last) / 365.25;
        let (unit, every) = match years {
            y if y > 100.0 => (Unit::Year, 20),
            y if y > 50.0 => (Unit::Year, 10),
            y if y > 24.0 => (Unit::Year, 5),
            y if y > 12.0 => (Unit::Year, 2),
            y if y > 3.0 => (Unit::Year, 1),
            y if y > 1.0 => (Unit::Quarter, 1),
            y if y > 0.2 => (Unit::Month, 1),
            y if y > 0.03 => (Unit::Week, 1),
            _ => (Unit::Day, 1),
        };
        let label = |day: Date| if unit == Unit::Week { day.to_string() } else { unit.label(day) };
        let begun = |day: &Date| *day >= self.first || days_between(*day, self.first) < 1.0;
        let starts = unit.starts(self.first, self.last).into_iter();
        let mut ticks: Vec<(Date, String)> = starts
            .filter(|day| begun(day) && (unit != Unit::Year || day.year() % every == 0))
            .map(|day| (day, label(day)))
            .collect();
        if ticks.is_empty() {
            ticks.push((self.first, self.first.to_string()));
        }
        ticks
    }
}

/// Whole numbers from 0 that reach a largest count, at most five.
pub fn counts(largest: usize) -> Vec<usize> {
    let step =
        (0..).map(|power| 10_usize.saturating_pow(power)).flat_map(|ten| [1, 2, 5].map(|n| ten.saturating_mul(n)));
    let step = step.into_iter().find(|step| largest.div_ceil(*step) <= 4).unwrap_or(usize::MAX);
    (0..=largest.div_ceil(step).max(1)).map(|n| n.saturating_mul(step)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Days, counts};

    #[test]
    fn counts_are_round_and_few() {
        assert_eq!(counts(0), [0, 1]);
        assert_eq!(counts(3), [0, 1, 2, 3]);
        assert_eq!(counts(7), [0, 2, 4, 6, 8]);
        assert_eq!(counts(390), [0, 100, 200, 300, 400]);
    }

    #[test]
    fn days_have_round_names() {
        let check = |first: &str, last: &str, expected: &[&str]| {
            let days = Days::new(first.parse().expect("a day"), last.parse().expect("a day"), (0.0, 100.0));
            let found: Vec<String> = days.ticks().into_iter().map(|(_, label)| label).collect();
            assert_eq!(found, expected);
        };
        check("2019-03-01", "2023-02-28", &["2020", "2021", "2022", "2023"]);
        check("2019-02-01", "2020-06-30", &["2019-Q2", "2019-Q3", "2019-Q4", "2020-Q1", "2020-Q2"]);
        check("2019-02-01", "2019-05-31", &["2019-02", "2019-03", "2019-04", "2019-05"]);
        check("2019-02-02", "2019-02-03", &["2019-02-02", "2019-02-03"]);
        check(
            "1900-01-01",
            "1999-12-31",
            &["1900", "1910", "1920", "1930", "1940", "1950", "1960", "1970", "1980", "1990"],
        );
    }
}
