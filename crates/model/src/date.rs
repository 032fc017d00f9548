//! Dates with a precision and a reason.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How exactly a date is known, the most exact first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DatePrecision {
    /// To the day.
    Day,
    /// To the week.
    Week,
    /// To the month.
    Month,
    /// To the quarter.
    Quarter,
    /// To the year.
    Year,
    /// Not known.
    None,
}

/// Where a date comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateBasis {
    /// An expression of time in the sentence.
    Text,
    /// The day the document was published, because the sentence names no time.
    Publication,
    /// Nowhere: no date is known.
    None,
}

/// A range of days, first and last included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateRange {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// How exact it is.
    pub precision: DatePrecision,
}

impl DateRange {
    /// A single day.
    #[must_use]
    pub fn day(date: Date) -> Self {
        Self { start: date, end: date, precision: DatePrecision::Day }
    }
}
