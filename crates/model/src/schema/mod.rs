//! Every table of the record, column by column: the one place from which Arrow types, help and documents are made.

mod derived;
mod documents;
mod events;
mod parts;
mod reports;
mod views;

pub use views::{VIEWS, View, view};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text in UTF-8; empty where there is none.
    Text,
    /// A day of the calendar.
    Date,
    /// Yes or no.
    Flag,
    /// A whole number, 32 bits with sign.
    Whole,
    /// A number, 64 bits.
    Real,
    /// A list of such values.
    List(&'static Kind),
    /// Named fields.
    Group(&'static [Column]),
}

/// A column of a table, or a field of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name, in JSON and in Parquet.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it can be missing.
    pub nullable: bool,
    /// Its unit, or its values; empty where the meaning says enough.
    pub unit: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

impl Column {
    /// A column that always has a value.
    const fn new(name: &'static str, kind: Kind, unit: &'static str, meaning: &'static str) -> Self {
        Self { name, kind, nullable: false, unit, meaning }
    }

    /// A column that can be missing.
    const fn maybe(name: &'static str, kind: Kind, unit: &'static str, meaning: &'static str) -> Self {
        Self { name, kind, nullable: true, unit, meaning }
    }
}

/// A table of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name, which is the folder of its files.
    pub name: &'static str,
    /// What a row is.
    pub meaning: &'static str,
    /// Which day decides the month that a row is filed under; empty where rows have no month.
    pub month_of: &'static str,
    /// Its columns, in order.
    pub columns: &'static [Column],
}

/// Documents as they were published.
pub static DOCUMENTS: Table = Table {
    name: "documents",
    meaning: "a document as it was published",
    month_of: "publication",
    columns: documents::DOCUMENTS,
};

/// Reports: the coder's output, and what was imported.
pub static REPORTS: Table = Table {
    name: "reports",
    meaning: "a mention of an event in a document, or an imported row",
    month_of: "publication, else the event",
    columns: reports::REPORTS,
};

/// Reports of one happening, merged.
pub static EVENTS: Table = Table {
    name: "events",
    meaning: "a happening: reports of it, merged, with corrections applied",
    month_of: "publication of the first report, else the event",
    columns: events::EVENTS,
};

/// Documents that nearly repeat earlier ones.
pub static COPIES: Table = Table {
    name: "copies",
    meaning: "a document that is nearly the same as an earlier one",
    month_of: "publication",
    columns: documents::COPIES,
};

/// The history of recoding.
pub static CHANGES: Table = Table {
    name: "changes",
    meaning: "a report that a recode added, changed or dropped, as it was before",
    month_of: "publication, else the event",
    columns: documents::CHANGES,
};

/// Every table.
pub static TABLES: [&Table; 5] = [&DOCUMENTS, &REPORTS, &EVENTS, &COPIES, &CHANGES];

/// Events by dyad.
pub static DYADS: Table = Table {
    name: "dyads",
    meaning: "a dyad and an event that concerns it; retracted events are left out. Rows of a row group are sorted by dyad \
        and day, a file for each file of `events`",
    month_of: "",
    columns: derived::DYADS,
};

/// How much is told of each state and body.
pub static STATES: Table = Table {
    name: "states",
    meaning: "a state or body and a day: how many events it takes part in, as actor or recipient; one that is only \
        named in the content of an event does not count. Retracted events are left out. A file for each file of \
        `events`: add up rows of one state and day",
    month_of: "",
    columns: derived::STATES,
};

/// What each dyad does in a month.
pub static PAIRS: Table = Table {
    name: "pairs",
    meaning: "a dyad, a month, and who acts: events told as actual and dated at least to the month (a week counts to \
        the month in which it begins) in which one acts on the other. A file for each file of `events`: add up rows of \
        one dyad, month and `by`",
    month_of: "",
    columns: derived::PAIRS,
};

/// How much was read.
pub static DAYS: Table = Table {
    name: "days",
    meaning: "a day and an outlet: how many documents of that day are held. A file for each file of `documents`: add up \
        rows of one day and outlet",
    month_of: "",
    columns: derived::DAYS,
};

/// Tables that are made from others and can be made again at any time. They lie in `views`.
pub static DERIVED: [&Table; 4] = [&DYADS, &STATES, &PAIRS, &DAYS];

/// The table of that name.
#[must_use]
pub fn table(name: &str) -> Option<&'static Table> {
    TABLES.into_iter().find(|table| table.name == name)
}

#[cfg(test)]
mod tests {
    use super::{Column, DERIVED, Kind, TABLES, VIEWS};
    use std::collections::HashSet;

    fn check(columns: &[Column], at: &str) {
        let mut names = HashSet::new();
        for column in columns {
            assert!(names.insert(column.name), "{at}.{} comes twice", column.name);
            assert!(!column.meaning.is_empty(), "{at}.{} has no meaning", column.name);
            let mut kind = column.kind;
            while let Kind::List(inner) = kind {
                kind = *inner;
            }
            if let Kind::Group(fields) = kind {
                check(fields, &format!("{at}.{}", column.name));
            }
        }
    }

    #[test]
    fn every_column_has_a_name_of_its_own_and_a_meaning() {
        for table in TABLES.into_iter().chain(DERIVED) {
            check(table.columns, table.name);
        }
        for view in VIEWS {
            check(view.columns, view.name);
        }
    }
}
