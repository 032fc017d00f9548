//! Which types are taken for which.

use crate::label::Label;
use crate::unit::Unit;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use westphalia_model::EventType;

/// Labels counted by what the program says (a row each) and what people say (a column each).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Confusion {
    /// What people say: types, and `null` for nothing, last.
    pub columns: Vec<Option<EventType>>,
    /// What the program says, with a count for each column.
    pub rows: Vec<(Said, Vec<usize>)>,
}

/// What the program says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Said {
    /// An event of that type.
    Type(EventType),
    /// Nothing of a whole sentence.
    Nothing,
    /// Nothing of these events, in a sentence of which it coded others.
    Beside,
}

impl Said {
    /// The name of the row.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Type(event_type) => event_type.as_str(),
            Self::Nothing => "nothing",
            Self::Beside => "missed beside",
        }
    }
}

impl Confusion {
    /// Counts the labels. One that names several missed events counts once for each.
    #[must_use]
    pub fn of<'a>(labels: impl Iterator<Item = (&'a Unit, &'a Label)>) -> Self {
        // `None` sorts first, and comes last as a column.
        let mut cells: BTreeMap<(Said, Option<EventType>), usize> = BTreeMap::new();
        let mut add = |said, there: Option<EventType>| *cells.entry((said, there)).or_default() += 1;
        for (unit, label) in labels {
            let said = unit.stratum().map_or(Said::Nothing, Said::Type);
            if label.types.is_empty() {
                add(said, None);
            }
            label.types.iter().for_each(|there| add(said, Some(*there)));
            label.missed.iter().flatten().for_each(|there| add(Said::Beside, Some(*there)));
        }
        let seen: BTreeSet<Option<EventType>> = cells.keys().map(|(_, there)| *there).collect();
        let types = seen.iter().copied().filter(Option::is_some);
        let columns: Vec<Option<EventType>> = types.chain(seen.contains(&None).then_some(None)).collect();
        let names: BTreeSet<Said> = cells.keys().map(|(said, _)| *said).collect();
        let count = |said, there| cells.get(&(said, there)).copied().unwrap_or(0);
        let row = |said| (said, columns.iter().map(|there| count(said, *there)).collect());
        Self { rows: names.into_iter().map(row).collect(), columns }
    }
}
