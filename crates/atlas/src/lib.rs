//! Here is a name and a date: who or where is it?
//!
//! An [`Atlas`] holds tables of states, people and their terms of office, international bodies, armed groups,
//! organisations, peoples, places and role nouns. [`Atlas::longest_match`] finds the longest name that begins
//! at a word; the [`Match`] says what it means on a day, because most answers need one: Moscow stood for the
//! Soviet Union in 1985, and the Russian president of 2009 is not the one of 2007.
//!
//! ```
//! use westphalia_atlas::{Atlas, Casing, Office};
//! use westphalia_model::Date;
//!
//! let atlas = Atlas::embedded();
//! let found = atlas.longest_match(&["South", "Korea", "warned"], Casing::Normal).expect("a state");
//! assert_eq!((found.n_words, atlas.name_of(found.on(None))), (2, "South Korea"));
//!
//! let russia = atlas.country_id("RUS").expect("a state");
//! let president = atlas.holder(russia, Office::HeadOfState, Date::constant(2009, 7, 6)).expect("a president");
//! assert_eq!(president.name, "Dmitry Medvedev");
//! ```
//!
//! This room knows no files, no network, no clock and no sentences. The tables are data that a political
//! scientist reads and edits (`data/atlas`); [`Atlas::from_files`] lays others over them.

mod atlas;
mod embedded;
mod entry;
mod fold;
mod load;
mod lookup;
mod names;
mod records;
mod role;
mod sector;
mod table;
mod when;

pub use atlas::Atlas;
pub use entry::{BodyId, CountryId, Entry, GroupId, Match, NameForm, OrgId, PeopleId, PersonId, PlaceId, Reading};
pub use fold::fold_name;
pub use lookup::Answer;
pub use names::Casing;
pub use records::{
    Body, Country, Group, Membership, Organisation, People, Person, PersonTerm, Place, Provenance, Term,
};
pub use role::Role;
pub use sector::{BodyKind, Form, Office, OrgKind, PlaceKind, RoleKind, Sector};
pub use table::{AtlasError, Row};
pub use when::Period;
