//! Views over the tables: questions that are asked so often that they have a name.
//!
//! The SQL of a view stands in a file of its own. It is written in words that both our engine and DuckDB understand, so
//! that whoever opens the Parquet files with another program can paste it there.

use super::{Column, Kind};

/// A view: a query with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// Its name.
    pub name: &'static str,
    /// What a row is, and what is left out.
    pub meaning: &'static str,
    /// Its columns, in order.
    pub columns: &'static [Column],
    /// The query.
    pub sql: &'static str,
}

/// Every view.
pub const VIEWS: [View; 3] = [
    View {
        name: "events_dyadic",
        meaning: "an event and an ordered pair of its parties. Everyone who acts is paired with every recipient; members of \
            a symmetric event with one another, both ways. A party that comes twice in an event counts once. Where \
            there is no recipient, or no second member, `recipient` is empty and the event stays. Retracted events \
            are left out",
        columns: EVENTS_DYADIC,
        sql: include_str!("views/events_dyadic.sql"),
    },
    View {
        name: "dyad_day",
        meaning: "an ordered pair of two different states, and a day on which something happened between them. Counts \
            events told as actual and dated to the day; each counts once for a pair, whoever acts for the state. \
            What happens inside one state is in `events_dyadic`",
        columns: DYAD_DAY,
        sql: include_str!("views/dyad_day.sql"),
    },
    View {
        name: "dyad_month",
        meaning: "an ordered pair of two different states, and a month in which something happened between them. Counts \
            events told as actual and dated at least to the month (a week counts to the month in which it begins); \
            each counts once for a pair, whoever acts for the state. What happens inside one state is in \
            `events_dyadic`",
        columns: DYAD_MONTH,
        sql: include_str!("views/dyad_month.sql"),
    },
];

/// The view of that name.
#[must_use]
pub fn view(name: &str) -> Option<&'static View> {
    VIEWS.iter().find(|view| view.name == name)
}

/// Columns of `events_dyadic`.
const EVENTS_DYADIC: &[Column] = &[
    Column::new("event_id", Kind::Text, "16 hexadecimal digits", "the event"),
    Column::new(
        "month",
        Kind::Text,
        "YYYY-MM, none",
        "the month that the event is filed under; asking by it reads less",
    ),
    Column::maybe("date", Kind::Date, "", "first day on which it can have happened"),
    Column::new("date_precision", Kind::Text, "day, week, month, quarter, year, none", "how exact the date is"),
    Column::new("actor", Kind::Text, "RUS, MAR-CVL, NATO, ?", "short code of who did it"),
    Column::new("recipient", Kind::Text, "RUS, MAR-CVL, NATO, ?", "short code of to whom; empty where there is none"),
    Column::new("actor_country", Kind::Text, "ISO 3166-1 alpha-3", "state of the actor; empty for a body"),
    Column::new("recipient_country", Kind::Text, "ISO 3166-1 alpha-3", "state of the recipient; empty for a body"),
    Column::maybe("event_type", Kind::Text, "PLOVER 2.0", "type"),
    Column::new("mode", Kind::Text, "PLOVER 2.0", "mode"),
    Column::new("cameo_code", Kind::Text, "CAMEO, leading zero kept", "code"),
    Column::new(
        "quad_class",
        Kind::Whole,
        "1 to 4",
        "verbal cooperation, material cooperation, verbal conflict, material conflict",
    ),
    Column::new("goldstein", Kind::Real, "-10 to 10", "Goldstein score of the CAMEO code"),
    Column::new("plover_score", Kind::Real, "-10 to 10", "PLOVER intensity"),
    Column::new(
        "modality",
        Kind::Text,
        "actual, future, hypothetical, negated, historical",
        "in what sense it is told",
    ),
    Column::maybe("confidence", Kind::Real, "0 to 1", "the highest confidence of its reports"),
    Column::new("place_country", Kind::Text, "ISO 3166-1 alpha-3", "state of the place"),
    Column::new("n_reports", Kind::Whole, "reports", "how many reports the event has"),
    Column::new("n_sources", Kind::Whole, "outlets", "how many outlets tell it"),
    Column::new(
        "symmetric",
        Kind::Flag,
        "",
        "whether the event has members but no direction, so that both ways stand here",
    ),
];

/// Columns of `dyad_day`.
const DYAD_DAY: &[Column] = &[
    ACTOR_COUNTRY,
    RECIPIENT_COUNTRY,
    Column::new("day", Kind::Date, "", "the day on which they happened"),
    N_EVENTS,
    N_Q1,
    N_Q2,
    N_Q3,
    N_Q4,
    MEAN_GOLDSTEIN,
    SUM_GOLDSTEIN,
    SUM_PLOVER,
    SHARE_COOPERATION,
    N_REPORTS,
    SUM_SOURCES,
];

/// Columns of `dyad_month`.
const DYAD_MONTH: &[Column] = &[
    ACTOR_COUNTRY,
    RECIPIENT_COUNTRY,
    Column::new("month", Kind::Text, "YYYY-MM", "the month in which they happened"),
    N_EVENTS,
    N_Q1,
    N_Q2,
    N_Q3,
    N_Q4,
    MEAN_GOLDSTEIN,
    SUM_GOLDSTEIN,
    SUM_PLOVER,
    SHARE_COOPERATION,
    N_REPORTS,
    SUM_SOURCES,
];

const ACTOR_COUNTRY: Column = Column::new("actor_country", Kind::Text, "ISO 3166-1 alpha-3", "state of the actors");
const RECIPIENT_COUNTRY: Column =
    Column::new("recipient_country", Kind::Text, "ISO 3166-1 alpha-3", "state of the recipients");
const N_EVENTS: Column = Column::new("n_events", Kind::Whole, "events", "how many events");
const N_Q1: Column = Column::new("n_q1", Kind::Whole, "events", "of them verbal cooperation");
const N_Q2: Column = Column::new("n_q2", Kind::Whole, "events", "of them material cooperation");
const N_Q3: Column = Column::new("n_q3", Kind::Whole, "events", "of them verbal conflict");
const N_Q4: Column = Column::new("n_q4", Kind::Whole, "events", "of them material conflict");
const MEAN_GOLDSTEIN: Column = Column::new("mean_goldstein", Kind::Real, "-10 to 10", "mean of their Goldstein scores");
const SUM_GOLDSTEIN: Column = Column::new("sum_goldstein", Kind::Real, "", "sum of their Goldstein scores");
const SUM_PLOVER: Column = Column::new("sum_plover", Kind::Real, "", "sum of their PLOVER intensities");
const SHARE_COOPERATION: Column =
    Column::new("share_cooperation", Kind::Real, "0 to 1", "share of verbal or material cooperation");
const N_REPORTS: Column = Column::new("n_reports", Kind::Whole, "reports", "how many reports tell them");
const SUM_SOURCES: Column = Column::new(
    "sum_sources",
    Kind::Whole,
    "outlets",
    "outlets of each event, added up; one that tells two events counts twice",
);
