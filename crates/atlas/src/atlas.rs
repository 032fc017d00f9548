//! The atlas itself: every table, and the questions that they answer together.

use crate::entry::{BodyId, CountryId, Entry, GroupId, Match, OrgId, PeopleId, PersonId, PlaceId};
use crate::fold::fold_name;
use crate::names::{Casing, Names};
use crate::records::{
    Body, Country, Group, Membership, Organisation, People, Person, PersonTerm, Place, Provenance, Term,
};
use crate::role::{Role, Roles};
use crate::sector::{Office, PlaceKind, Sector};
use crate::table::{AtlasError, Row};
use crate::{embedded, load};
use compact_str::CompactString;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;
use westphalia_model::Date;

/// Who and where everything is.
#[derive(Default)]
pub struct Atlas {
    pub(crate) countries: Vec<Country>,
    pub(crate) country_by_iso: FxHashMap<CompactString, CountryId>,
    pub(crate) people: Vec<Person>,
    pub(crate) terms: Vec<Term>,
    pub(crate) by_office: FxHashMap<(CountryId, Office), Vec<u32>>,
    pub(crate) by_surname: FxHashMap<CompactString, Vec<PersonId>>,
    pub(crate) bodies: Vec<Body>,
    pub(crate) body_by_key: FxHashMap<CompactString, BodyId>,
    pub(crate) memberships: Vec<Membership>,
    pub(crate) groups: Vec<Group>,
    pub(crate) group_by_code: FxHashMap<CompactString, GroupId>,
    pub(crate) organisations: Vec<Organisation>,
    pub(crate) peoples: Vec<People>,
    pub(crate) places: Vec<Place>,
    pub(crate) roles: Roles,
    pub(crate) names: Names,
    pub(crate) prefixes: FxHashMap<CompactString, CountryId>,
    pub(crate) sources: Vec<CompactString>,
    pub(crate) files: Vec<String>,
}

/// Days after the end of a term during which a bare surname may still mean its holder.
const MEMORY_DAYS: u32 = 2 * 372;

impl Atlas {
    /// The atlas that ships with the program, read once.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static ATLAS: OnceLock<Atlas> = OnceLock::new();
        ATLAS.get_or_init(|| match load::load(&embedded::FILES, 0) {
            Ok(atlas) => atlas,
            // The shipped tables are checked by the tests; a fault in them is a fault of the build.
            Err(error) => unreachable!("the shipped atlas is faulty: {error}"),
        })
    }

    /// The shipped atlas with further tables laid over it: pairs of a file name (`people.tsv`) and its bytes.
    ///
    /// Rows of an overlay replace shipped rows of the same key, and their names win over shipped ones.
    ///
    /// # Errors
    ///
    /// Where a file has an unknown name, or a line that cannot be read; the error names both.
    pub fn from_files(files: &[(&str, &[u8])]) -> Result<Self, AtlasError> {
        let mut all = embedded::FILES.to_vec();
        let n_shipped = all.len();
        for (name, bytes) in files {
            let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
            if !embedded::FILES.iter().any(|(known, _)| *known == base) {
                let known: Vec<_> = embedded::FILES.iter().map(|(known, _)| *known).collect();
                let message = format!("expected one of {}, found a file of another name", known.join(", "));
                return Err(AtlasError { file: (*name).to_owned(), line: 0, message });
            }
            all.push((name, bytes));
        }
        load::load(&all, n_shipped)
    }

    /// The longest name that begins at `words[0]`.
    ///
    /// Words are tokens as a sentence has them: `U.S.`, `South`, `Korea`, `'s`. A hyphenated name may be one
    /// token or several.
    #[must_use]
    pub fn longest_match(&self, words: &[&str], casing: Casing) -> Option<Match<'_>> {
        let mut buffer = String::new();
        self.longest_match_with(words, casing, &mut buffer)
    }

    /// The same with a buffer that is used again, for callers that ask for every word of every sentence.
    #[must_use]
    pub fn longest_match_with(&self, words: &[&str], casing: Casing, buffer: &mut String) -> Option<Match<'_>> {
        let found = self.names.longest(words, casing, buffer)?;
        let first = self.names.readings(found).next()?;
        Some(Match { n_words: found.n_words, found, names: &self.names, casing, first })
    }

    /// The parties of a compound that is one token: `Israeli-Palestinian`, `Russo-Ukrainian`, `US-China`.
    /// Empty unless every part is a name or a prefix.
    #[must_use]
    pub fn compound(&self, word: &str, on: Option<Date>) -> Vec<Entry> {
        let parts: Vec<&str> = word.split(['-', '–', '/']).filter(|part| !part.is_empty()).collect();
        if parts.len() < 2 {
            return Vec::new();
        }
        parts.iter().map(|part| self.compound_part(part, on)).collect::<Option<_>>().unwrap_or_default()
    }

    fn compound_part(&self, part: &str, on: Option<Date>) -> Option<Entry> {
        if let Some(id) = self.prefixes.get(fold_name(part).as_str()) {
            return Some(Entry::State { id: *id, form: crate::Form::Prefix });
        }
        self.longest_match(&[part], Casing::Normal).map(|found| found.on(on))
    }

    /// The longest role noun that begins at `words[0]`.
    #[must_use]
    pub fn role(&self, words: &[&str]) -> Option<Role> {
        self.roles.longest(words)
    }

    /// People of a surname who were in office on a day or within the two years before it, the most prominent
    /// first; without a day, everyone, the latest first among equals.
    #[must_use]
    pub fn person_by_surname(&self, surname: &str, on: Option<Date>) -> Vec<PersonTerm<'_>> {
        let key = fold_name(surname);
        let ids = self.by_surname.get(key.as_str()).map_or(&[][..], Vec::as_slice);
        let mut found: Vec<_> = ids.iter().filter_map(|id| self.remembered_term(*id, on)).collect();
        found.sort_by_key(|(distance, holder)| {
            let recent = holder.term.period.from.map_or(0, |from| i32::from(from.year()));
            (holder.term.office.prominence() + u8::from(*distance > 0) * 2, *distance, -recent)
        });
        found.into_iter().map(|(_, holder)| holder).collect()
    }

    /// The person's most prominent term at or shortly before a day, with the days since it ended.
    fn remembered_term(&self, id: PersonId, on: Option<Date>) -> Option<(u32, PersonTerm<'_>)> {
        let person = self.person(id);
        let distance = |term: &Term| match on {
            None => 0,
            Some(day) if term.period.from.is_some_and(|from| day < from) => u32::MAX,
            Some(day) => term.period.distance(day),
        };
        self.terms_of(id)
            .iter()
            .map(|term| (distance(term), PersonTerm { person, term }))
            .filter(|(distance, _)| *distance <= MEMORY_DAYS)
            .min_by_key(|(distance, holder)| (*distance, holder.term.office.prominence()))
    }

    /// Who held an office of a state on a day.
    ///
    /// Several holders are possible where the sources overlap; the one who came last is the answer.
    #[must_use]
    pub fn holder(&self, country: CountryId, office: Office, on: Date) -> Option<&Person> {
        self.holder_term(country, office, on).map(|holder| holder.person)
    }

    /// The same with the term, which says by which row.
    #[must_use]
    pub fn holder_term(&self, country: CountryId, office: Office, on: Date) -> Option<PersonTerm<'_>> {
        let own = self.by_office.get(&(country, office)).and_then(|terms| {
            terms
                .iter()
                .map(|index| &self.terms[*index as usize])
                .filter(|term| term.period.holds(on) && term.period.from.is_some())
                .max_by_key(|term| term.period.from)
        });
        match own {
            Some(term) => Some(PersonTerm { person: self.person(term.person), term }),
            // "The Iranian president" is not its head of state; nearly everywhere else he is.
            None if office == Office::President => self.holder_term(country, Office::HeadOfState, on),
            None => None,
        }
    }

    /// The state of that code.
    #[must_use]
    pub fn country_id(&self, iso3: &str) -> Option<CountryId> {
        self.country_by_iso.get(iso3).copied()
    }

    /// What is known of a state.
    #[must_use]
    pub fn country(&self, id: CountryId) -> &Country {
        &self.countries[id.index()]
    }

    /// Every state and territory.
    #[must_use]
    pub fn countries(&self) -> &[Country] {
        &self.countries
    }

    /// The state that a name, adjective or abbreviation means on a day.
    #[must_use]
    pub fn resolve(&self, name: &str, on: Option<Date>) -> Option<CountryId> {
        let readings = self.names.all_readings(name).iter();
        let states = readings.filter(|reading| matches!(reading.entry, Entry::State { .. }));
        match crate::entry::best(states, on)?.entry {
            Entry::State { id, .. } => Some(id),
            _ => None,
        }
    }

    /// What is known of a person.
    #[must_use]
    pub fn person(&self, id: PersonId) -> &Person {
        &self.people[id.index()]
    }

    /// What a person held, the earliest first.
    #[must_use]
    pub fn terms_of(&self, id: PersonId) -> &[Term] {
        let person = self.person(id);
        let start = person.first_term as usize;
        &self.terms[start..start + person.n_terms as usize]
    }

    /// What a person held on a day, the most prominent first; outside every term, the nearest one.
    #[must_use]
    pub fn term_on(&self, id: PersonId, on: Option<Date>) -> Option<&Term> {
        let terms = self.terms_of(id);
        match on {
            None => terms.iter().rev().min_by_key(|t| (t.period.until.is_some(), t.office.prominence())),
            Some(day) => terms.iter().rev().min_by_key(|t| (t.period.distance(day), t.office.prominence())),
        }
    }

    /// What is known of a body.
    #[must_use]
    pub fn body(&self, id: BodyId) -> &Body {
        &self.bodies[id.index()]
    }

    /// The body of that short name in capitals.
    #[must_use]
    pub fn body_id(&self, key: &str) -> Option<BodyId> {
        self.body_by_key.get(key).copied()
    }

    /// Full members of a body on a day, in the order of the states' table.
    #[must_use]
    pub fn members_of(&self, body: BodyId, on: Date) -> Vec<CountryId> {
        let holds = |m: &&Membership| m.body == body && m.status == "member" && m.period.holds(on);
        let mut members: Vec<_> = self.memberships.iter().filter(holds).map(|m| m.country).collect();
        members.sort_unstable();
        members.dedup();
        members
    }

    /// Whether a state is a full member of a body on a day.
    #[must_use]
    pub fn is_member(&self, country: CountryId, body: BodyId, on: Date) -> bool {
        self.memberships
            .iter()
            .any(|m| m.body == body && m.country == country && m.status == "member" && m.period.holds(on))
    }

    /// What is known of a group.
    #[must_use]
    pub fn group(&self, id: GroupId) -> &Group {
        &self.groups[id.index()]
    }

    /// The group of that code.
    #[must_use]
    pub fn group_id(&self, code: &str) -> Option<GroupId> {
        self.group_by_code.get(code).copied()
    }

    /// What is known of a company, outlet, party or organ.
    #[must_use]
    pub fn organisation(&self, id: OrgId) -> &Organisation {
        &self.organisations[id.index()]
    }

    /// What is known of a people.
    #[must_use]
    pub fn people(&self, id: PeopleId) -> &People {
        &self.peoples[id.index()]
    }

    /// What is known of a place.
    #[must_use]
    pub fn place_by_id(&self, id: PlaceId) -> &Place {
        &self.places[id.index()]
    }

    /// The place of a name; of several, one in the country hinted at, else the best known.
    #[must_use]
    pub fn place(&self, name: &str, hint: Option<CountryId>) -> Option<&Place> {
        let all = self.names.all_readings(name);
        let found = || all.iter().filter_map(|reading| self.place_of(reading.entry));
        let exact = |place: &&Place| place.kind != PlaceKind::Country;
        hint.and_then(|country| found().filter(exact).find(|place| place.country == Some(country)))
            .or_else(|| found().next())
    }

    /// Where an entry lies, if it lies anywhere.
    #[must_use]
    pub fn place_of(&self, entry: Entry) -> Option<&Place> {
        match entry {
            Entry::Place { place } | Entry::Capital { place, .. } => Some(self.place_by_id(place)),
            Entry::State { id, form: crate::Form::Name | crate::Form::Former | crate::Form::Abbreviation } => {
                self.country(id).place.map(|place| self.place_by_id(place))
            }
            _ => None,
        }
    }

    /// The state that an entry belongs to on a day.
    #[must_use]
    pub fn country_of(&self, entry: Entry, on: Option<Date>) -> Option<CountryId> {
        match entry {
            Entry::State { id, .. } | Entry::Capital { id, .. } | Entry::Seat { id, .. } => Some(id),
            Entry::Place { place } => self.place_by_id(place).country,
            Entry::Person { id, .. } => self.term_on(id, on).and_then(|term| term.country),
            Entry::Body { .. } => None,
            Entry::Group { id } => self.group(id).country,
            Entry::Organisation { id } => Some(self.organisation(id).country),
            Entry::People { id } => self.people(id).country,
        }
    }

    /// The body or group whose code an entry is coded by, or empty.
    #[must_use]
    pub fn body_of(&self, entry: Entry, on: Option<Date>) -> &str {
        match entry {
            Entry::Body { id } => &self.body(id).code,
            Entry::Group { id } if self.governs(self.group(id), on) => "",
            Entry::Group { id } => &self.group(id).code,
            Entry::Person { id, .. } => match self.term_on(id, on) {
                // A minister of a group that governs is a minister of the state.
                Some(term) if term.country.is_some_and(|c| self.governed_by(c, on) == term.body.as_str()) => "",
                term => term.map_or("", |term| &term.body),
            },
            _ => "",
        }
    }

    /// Whether a group is the government of its country on a day: the Taliban since 15 August 2021.
    fn governs(&self, group: &Group, on: Option<Date>) -> bool {
        group.country.is_some_and(|country| self.governed_by(country, on) == group.code.as_str())
    }

    /// The group that provides the head of a state on a day, or empty.
    fn governed_by(&self, country: CountryId, on: Option<Date>) -> &str {
        on.and_then(|on| self.holder_term(country, Office::HeadOfState, on)).map_or("", |holder| &holder.term.body)
    }

    /// The sector of an entry on a day; none where the entry is a mere place or a body of many states.
    #[must_use]
    pub fn sector_of(&self, entry: Entry, on: Option<Date>) -> Option<Sector> {
        match entry {
            Entry::State { .. } | Entry::Capital { .. } => Some(Sector::Gov),
            Entry::Seat { sector, .. } => Some(sector),
            Entry::Place { .. } | Entry::Body { .. } => None,
            Entry::Person { id, .. } => self.term_on(id, on).map(|term| term.office.sector()),
            Entry::Group { id } if self.governs(self.group(id), on) => Some(Sector::Gov),
            Entry::Group { id } => Some(self.group(id).sector),
            Entry::Organisation { id } => Some(self.organisation(id).sector),
            Entry::People { id } => Some(self.people(id).sector),
        }
    }

    /// The canonical name of an entry.
    #[must_use]
    pub fn name_of(&self, entry: Entry) -> &str {
        match entry {
            Entry::State { id, .. } => &self.country(id).name,
            Entry::Capital { place, .. } | Entry::Place { place } => &self.place_by_id(place).name,
            Entry::Seat { id, .. } => &self.country(id).name,
            Entry::Person { id, .. } => &self.person(id).name,
            Entry::Body { id } => &self.body(id).name,
            Entry::Group { id } => &self.group(id).name,
            Entry::Organisation { id } => &self.organisation(id).name,
            Entry::People { id } => &self.people(id).name,
        }
    }

    /// The row that a record was read from, as `people.tsv:12`.
    #[must_use]
    pub fn row(&self, row: Row) -> String {
        format!("{}:{}", self.files.get(row.file as usize).map_or("?", String::as_str), row.line)
    }

    /// The source that a record cites.
    #[must_use]
    pub fn source(&self, provenance: Provenance) -> &str {
        self.sources.get(provenance.source as usize).map_or("", CompactString::as_str)
    }

    /// How many records each table holds, by the name of the table.
    #[must_use]
    pub fn counts(&self) -> Vec<(&'static str, usize)> {
        vec![
            ("states", self.countries.len()),
            ("people", self.people.len()),
            ("terms", self.terms.len()),
            ("bodies", self.bodies.len()),
            ("memberships", self.memberships.len()),
            ("groups", self.groups.len()),
            ("organisations", self.organisations.len()),
            ("peoples", self.peoples.len()),
            ("places", self.places.len()),
            ("roles", self.roles.len()),
            ("names", self.names.len()),
        ]
    }
}
