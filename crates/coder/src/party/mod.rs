//! Who a phrase means: from a noun phrase to the parties that a codebook codes.

mod nouns;
mod place;
mod pronoun;
mod resolver;
mod role;
mod surname;

pub use nouns::is_measure;
pub use resolver::Resolver;

use compact_str::CompactString;
use westphalia_atlas::{Atlas, CountryId, Entry, Sector};
use westphalia_model::{Actor, Date, Span};

/// A party as the engine handles it; [`Party::to_actor`] writes it out.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// State, if it belongs to one.
    pub country: Option<CountryId>,
    /// Code of a body or named group, or empty.
    pub body: CompactString,
    /// Sector that decides the short code; `None` for a body or a mere place.
    pub sector: Option<Sector>,
    /// What the atlas knows by that name, if the party has one.
    pub entry: Option<Entry>,
    /// Canonical name, or the words themselves for parties without one.
    pub name: CompactString,
    /// Where the words stand; empty where the party is understood.
    pub span: Span,
    /// Head token, in the sentence where it stands.
    pub node: usize,
    /// Several people.
    pub plural: bool,
}

impl Party {
    /// A party that exists and is not named.
    pub fn unknown(span: Span, node: usize) -> Self {
        Self {
            country: None,
            body: CompactString::default(),
            sector: None,
            entry: None,
            name: CompactString::const_new("?"),
            span,
            node,
            plural: false,
        }
    }

    /// Whether it is coded as "?".
    pub fn is_unknown(&self) -> bool {
        self.country.is_none() && self.body.is_empty()
    }

    /// Whether it is somebody: a named person, or one in a role.
    pub fn is_person(&self) -> bool {
        match self.entry {
            Some(Entry::Person { .. }) => true,
            Some(_) => false,
            None => self.sector.is_some() && !self.plural,
        }
    }

    /// Whether two parties have the same short code.
    pub fn same(&self, other: &Self) -> bool {
        if !self.body.is_empty() || !other.body.is_empty() {
            return self.body == other.body;
        }
        self.country == other.country && suffix(self.sector) == suffix(other.sector)
    }

    /// The row of the reports table.
    pub fn to_actor(&self, atlas: &Atlas, text: &str, day: Option<Date>) -> Actor {
        let country = self.country.map(|id| atlas.country(id));
        let mut sector_roles: Vec<String> = self.sector.iter().map(|s| s.as_str().to_owned()).collect();
        if sector_roles.is_empty()
            && let Some(Entry::Body { id }) = self.entry
        {
            sector_roles.push(atlas.body(id).kind.as_str().to_owned());
        }
        let wikidata = match self.entry {
            Some(Entry::Person { id, .. }) => atlas.person(id).wikidata.to_string(),
            Some(Entry::Body { id }) => atlas.body(id).wikidata.to_string(),
            Some(Entry::State { id, .. } | Entry::Capital { id, .. } | Entry::Seat { id, .. }) => {
                atlas.country(id).wikidata.to_string()
            }
            _ => String::new(),
        };
        Actor {
            text: self.span.of(text).to_owned(),
            span: (!self.span.is_empty()).then_some(self.span),
            name: self.name.to_string(),
            country: country.map_or_else(String::new, |c| c.iso3.to_string()),
            cow: country.and_then(|c| c.cow(day)),
            gw: country.and_then(|c| c.gw(day)),
            body: self.body.to_string(),
            sector_roles,
            wikidata_id: wikidata,
        }
    }
}

/// The sector as the short code shows it: none for a government and those who act for the state.
fn suffix(sector: Option<Sector>) -> Option<Sector> {
    match sector {
        Some(Sector::Gov | Sector::Spy | Sector::Eli | Sector::Edu | Sector::Rel) | None => None,
        other => other,
    }
}
