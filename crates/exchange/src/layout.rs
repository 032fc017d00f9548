//! The layouts that are read and written, by name.

use std::fmt;
use std::str::FromStr;

/// A layout of event files that can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layout {
    /// GDELT 1.0 events: 57 columns, 58 since April 2013.
    Gdelt1,
    /// GDELT 2.0 events: 61 columns.
    Gdelt2,
    /// ICEWS coded event data: 20 columns.
    Icews,
    /// POLECAT, by its published description.
    Polecat,
    /// Phoenix of the Open Event Data Alliance, and the historical Phoenix of the Cline Center.
    Phoenix,
    /// UCDP Georeferenced Event Dataset.
    Ucdp,
}

impl Layout {
    /// Every layout.
    pub const ALL: [Self; 6] = [Self::Gdelt1, Self::Gdelt2, Self::Icews, Self::Polecat, Self::Phoenix, Self::Ucdp];

    /// Its name, which is the `dataset` of its reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Gdelt1 => "gdelt1",
            Self::Gdelt2 => "gdelt2",
            Self::Icews => "icews",
            Self::Polecat => "polecat",
            Self::Phoenix => "phoenix",
            Self::Ucdp => "ucdp",
        }
    }

    /// What it is, in a line.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            Self::Gdelt1 => {
                "GDELT 1.0 events: tab-separated, 57 or 58 columns without header; comma-separated with quotes; or with header"
            }
            Self::Gdelt2 => "GDELT 2.0 events: tab-separated, 61 columns without header; or with header",
            Self::Icews => "ICEWS coded event data: tab-separated, 20 columns with header",
            Self::Polecat => "POLECAT (NGEC) events: tab-separated with header, by its published description",
            Self::Phoenix => "Phoenix: tab-separated, 26 columns without header; or the historical Phoenix with header",
            Self::Ucdp => "UCDP Georeferenced Event Dataset: comma-separated with header",
        }
    }
}

/// A layout of event files that can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ExportLayout {
    /// PLOVER, one JSON object a line and event.
    Plover,
    /// ICEWS, one row for each pair of parties.
    Icews,
    /// GDELT 2.0, one row for each pair of parties.
    Gdelt2,
    /// POLECAT, one row for each pair of parties.
    Polecat,
    /// A flat table, one row for each event.
    Csv,
}

impl ExportLayout {
    /// Every layout.
    pub const ALL: [Self; 5] = [Self::Plover, Self::Icews, Self::Gdelt2, Self::Polecat, Self::Csv];

    /// Its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Plover => "plover",
            Self::Icews => "icews",
            Self::Gdelt2 => "gdelt2",
            Self::Polecat => "polecat",
            Self::Csv => "csv",
        }
    }

    /// What it is, in a line.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            Self::Plover => "PLOVER: a JSON object a line and event",
            Self::Icews => "ICEWS: tab-separated, 20 columns with header, a row for each pair of parties",
            Self::Gdelt2 => "GDELT 2.0: tab-separated, 61 columns without header, a row for each pair of parties",
            Self::Polecat => "POLECAT: tab-separated with header, a row for each pair of parties",
            Self::Csv => "comma-separated with header, a row for each event, lists joined by `;`",
        }
    }
}

/// A name that is no layout.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected one of {expected}, found `{found}`")]
pub struct UnknownLayout {
    /// The names that are known.
    pub expected: String,
    /// What was given.
    pub found: String,
}

/// Implements reading and printing by name.
macro_rules! by_name {
    ($($kind:ident),+) => {$(
        impl FromStr for $kind {
            type Err = UnknownLayout;

            fn from_str(name: &str) -> Result<Self, UnknownLayout> {
                Self::ALL.into_iter().find(|layout| layout.as_str().eq_ignore_ascii_case(name)).ok_or_else(|| {
                    UnknownLayout { expected: Self::ALL.map(Self::as_str).join(", "), found: name.to_owned() }
                })
            }
        }

        impl fmt::Display for $kind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }
    )+};
}

by_name!(Layout, ExportLayout);

#[cfg(test)]
mod tests {
    use super::{ExportLayout, Layout};

    #[test]
    fn names_lead_back_to_layouts() {
        assert!(Layout::ALL.into_iter().all(|layout| layout.as_str().parse() == Ok(layout)));
        assert!(ExportLayout::ALL.into_iter().all(|layout| layout.as_str().parse() == Ok(layout)));
        let error = "gdelt".parse::<Layout>().map_err(|error| error.to_string());
        assert_eq!(
            error,
            Err("expected one of gdelt1, gdelt2, icews, polecat, phoenix, ucdp, found `gdelt`".to_owned())
        );
    }
}
