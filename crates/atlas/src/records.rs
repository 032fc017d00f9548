//! What the atlas knows about each thing, one struct for each table.

use crate::entry::{BodyId, CountryId, GroupId, OrgId, PeopleId, PersonId, PlaceId};
use crate::sector::{BodyKind, Office, OrgKind, PlaceKind, Sector};
use crate::table::Row;
use crate::when::Period;
use compact_str::CompactString;
use westphalia_model::Date;

/// Where a record was read, and whom it cites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// The row.
    pub row: Row,
    /// Index of the source's name.
    pub(crate) source: u16,
}

/// A state or territory, living or dead.
#[derive(Clone, Debug)]
pub struct Country {
    /// Its index.
    pub id: CountryId,
    /// ISO 3166-1 alpha-3; dead states keep theirs, Kosovo is XKX.
    pub iso3: CompactString,
    /// ISO 3166-1 alpha-2, or empty.
    pub iso2: CompactString,
    /// FIPS 10-4, or empty.
    pub fips: CompactString,
    /// Its common English name.
    pub name: CompactString,
    /// Its official English name, or empty.
    pub official: CompactString,
    /// Wikidata item, or empty.
    pub wikidata: CompactString,
    /// When it exists.
    pub period: Period,
    /// The state that it continues, if it does.
    pub continues: Option<CountryId>,
    /// States that came out of it.
    pub successors: Vec<CountryId>,
    /// Its middle.
    pub place: Option<PlaceId>,
    pub(crate) numbers: Vec<StateNumber>,
    /// Where this is written.
    pub provenance: Provenance,
}

/// A number of a state in a numbering that political science uses.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StateNumber {
    pub cow: bool,
    pub number: u16,
    pub period: Period,
}

impl Country {
    /// Correlates of War number on a day.
    #[must_use]
    pub fn cow(&self, on: Option<Date>) -> Option<u16> {
        self.number(true, on)
    }

    /// Gleditsch-Ward number on a day.
    #[must_use]
    pub fn gw(&self, on: Option<Date>) -> Option<u16> {
        self.number(false, on)
    }

    /// Whether it exists on a day.
    #[must_use]
    pub fn exists_on(&self, day: Date) -> bool {
        self.period.holds(day)
    }

    fn number(&self, cow: bool, on: Option<Date>) -> Option<u16> {
        let mut spells = self.numbers.iter().rev().filter(|spell| spell.cow == cow);
        match on {
            None => spells.next(),
            Some(day) => spells.find(|spell| spell.period.holds(day)),
        }
        .map(|spell| spell.number)
    }
}

/// A person.
#[derive(Clone, Debug)]
pub struct Person {
    /// Index.
    pub id: PersonId,
    /// Key in the tables: the Wikidata item, or a short name where there is none.
    pub key: CompactString,
    /// Name as English newspapers print it.
    pub name: CompactString,
    /// Wikidata item, or empty.
    pub wikidata: CompactString,
    pub(crate) first_term: u32,
    pub(crate) n_terms: u32,
    /// Where this is written.
    pub provenance: Provenance,
}

/// What a person held, for whom, and when.
#[derive(Clone, Debug)]
pub struct Term {
    /// Who.
    pub person: PersonId,
    /// For which state.
    pub country: Option<CountryId>,
    /// Code of the body or group, or empty.
    pub body: CompactString,
    /// The function.
    pub office: Office,
    /// The title in words.
    pub title: CompactString,
    /// When.
    pub period: Period,
    /// Where this is written.
    pub provenance: Provenance,
}

/// A person together with the term that makes them the answer.
#[derive(Clone, Copy, Debug)]
pub struct PersonTerm<'a> {
    /// Who.
    pub person: &'a Person,
    /// As what.
    pub term: &'a Term,
}

/// An international body, or a part of one.
#[derive(Clone, Debug)]
pub struct Body {
    /// Index.
    pub id: BodyId,
    /// Its own short name in capitals: `UNHCR`.
    pub key: CompactString,
    /// The code that coders write: `UN` for every part of the United Nations.
    pub code: CompactString,
    /// Its name.
    pub name: CompactString,
    /// Founded by states, people or owners.
    pub kind: BodyKind,
    /// When it exists.
    pub period: Period,
    /// Wikidata item, or empty.
    pub wikidata: CompactString,
    /// Where this is written.
    pub provenance: Provenance,
}

/// A state's place in a body.
#[derive(Clone, Debug)]
pub struct Membership {
    /// The body.
    pub body: BodyId,
    /// The state.
    pub country: CountryId,
    /// `member`, `observer`, `partner` or `suspended`.
    pub status: CompactString,
    /// When.
    pub period: Period,
    /// Where this is written.
    pub provenance: Provenance,
}

/// An armed or other group that is no state.
#[derive(Clone, Debug)]
pub struct Group {
    /// Index.
    pub id: GroupId,
    /// Short code in capitals.
    pub code: CompactString,
    /// Its name.
    pub name: CompactString,
    /// Home state, where it has one.
    pub country: Option<CountryId>,
    /// What it is in its home.
    pub sector: Sector,
    /// When it exists.
    pub period: Period,
    /// Where this is written.
    pub provenance: Provenance,
}

/// A company, outlet, party or organ of one country.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// Index.
    pub id: OrgId,
    /// Its name.
    pub name: CompactString,
    /// What it is.
    pub kind: OrgKind,
    /// Its state.
    pub country: CountryId,
    /// Its sector.
    pub sector: Sector,
    /// When it exists.
    pub period: Period,
    /// Where this is written.
    pub provenance: Provenance,
}

/// A people.
#[derive(Clone, Debug)]
pub struct People {
    /// Index.
    pub id: PeopleId,
    /// Its name.
    pub name: CompactString,
    /// The state that it lives in, where that is one.
    pub country: Option<CountryId>,
    /// Mostly civilians.
    pub sector: Sector,
    /// Where this is written.
    pub provenance: Provenance,
}

/// A place with coordinates.
#[derive(Clone, Debug)]
pub struct Place {
    /// Index.
    pub id: PlaceId,
    /// Its name.
    pub name: CompactString,
    /// The state it lies in today; none for seas.
    pub country: Option<CountryId>,
    /// How exact it is.
    pub kind: PlaceKind,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Where this is written.
    pub provenance: Provenance,
}
