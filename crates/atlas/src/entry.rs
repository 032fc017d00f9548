//! What a name can stand for.

use crate::names::{Casing, Found, Names};
use crate::sector::{Form, Sector};
use crate::table::Row;
use crate::when::Period;
use westphalia_model::Date;

/// Declares the index types of the tables.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub(crate) u32);

        impl $name {
            pub(crate) fn at(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }

            pub(crate) fn index(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

ids! {
    /// A state or territory, living or dead.
    CountryId,
    /// A person.
    PersonId,
    /// An international body.
    BodyId,
    /// An armed or other non-state group.
    GroupId,
    /// A company, outlet, party or organ of one country.
    OrgId,
    /// A people within or across states.
    PeopleId,
    /// A place.
    PlaceId,
}

/// Which form of a person's name was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameForm {
    /// The name in the table.
    Full,
    /// Another spelling or a short form.
    Alias,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Entry {
    /// A state.
    State {
        /// Which.
        id: CountryId,
        /// By which form of its name.
        form: Form,
    },
    /// A capital: a place, and the government of its state.
    Capital {
        /// The state.
        id: CountryId,
        /// The place.
        place: PlaceId,
    },
    /// A house, palace or street that stands for an organ of a state.
    Seat {
        /// The state.
        id: CountryId,
        /// The organ's sector.
        sector: Sector,
    },
    /// A city, region, island, sea.
    Place {
        /// The place; it knows its country.
        place: PlaceId,
    },
    /// A person.
    Person {
        /// Who.
        id: PersonId,
        /// By which name.
        form: NameForm,
    },
    /// An international body.
    Body {
        /// Which.
        id: BodyId,
    },
    /// A group without a state.
    Group {
        /// Which.
        id: GroupId,
    },
    /// A company, outlet, party or organ of one country.
    Organisation {
        /// Which.
        id: OrgId,
    },
    /// A people.
    People {
        /// Which.
        id: PeopleId,
    },
}

impl Entry {
    /// The kind of thing, in one word.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::State { .. } => "state",
            Self::Capital { .. } => "capital",
            Self::Seat { .. } => "seat of government",
            Self::Place { .. } => "place",
            Self::Person { .. } => "person",
            Self::Body { .. } => "body",
            Self::Group { .. } => "group",
            Self::Organisation { .. } => "organisation",
            Self::People { .. } => "people",
        }
    }
}

/// One thing that a name can mean, in a time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// What it stands for.
    pub entry: Entry,
    /// When it stands for it.
    pub period: Period,
    /// How likely, among readings that hold on the same day: higher is likelier.
    pub rank: u8,
    /// The row that says so.
    pub row: Row,
}

/// A name found in a sentence.
#[derive(Clone, Copy)]
pub struct Match<'a> {
    /// How many words it takes.
    pub n_words: usize,
    pub(crate) found: Found,
    pub(crate) names: &'a Names,
    pub(crate) casing: Casing,
    pub(crate) first: &'a Reading,
}

impl<'a> Match<'a> {
    /// Everything it can mean, the likeliest first, whatever the date.
    pub fn readings(&self) -> impl Iterator<Item = &'a Reading> + Clone + use<'a> {
        self.names.readings(self.found)
    }

    /// What it means on a day: the likeliest reading that holds then; where none does, the one nearest in
    /// time. Without a day, the likeliest that still runs, or else the likeliest.
    #[must_use]
    pub fn on(&self, day: Option<Date>) -> Entry {
        best(self.readings(), day).unwrap_or(self.first).entry
    }

    /// The other things that it can mean on that day.
    pub fn alternatives(&self, day: Option<Date>) -> impl Iterator<Item = Entry> + use<'a> {
        let chosen = self.on(day);
        self.readings()
            .filter(move |reading| day.is_none_or(|day| reading.period.holds(day)))
            .map(|reading| reading.entry)
            .filter(move |entry| *entry != chosen)
    }

    /// How the text was read.
    #[must_use]
    pub fn casing(&self) -> Casing {
        self.casing
    }
}

/// The likeliest reading on a day; readings come in the order of their rank.
pub(crate) fn best<'a>(readings: impl Iterator<Item = &'a Reading> + Clone, day: Option<Date>) -> Option<&'a Reading> {
    if let Some(holds) = readings.clone().find(|reading| reading.period.holds_or_runs(day)) {
        return Some(holds);
    }
    match day {
        None => readings.clone().next(),
        Some(day) => readings.min_by_key(|reading| reading.period.distance(day)),
    }
}
