//! States by the codes of others: CAMEO, FIPS 10-4, Correlates of War, Gleditsch-Ward, and names.
//!
//! Sources: the atlas; `data/exchange/cameo_countries.tsv`, `fips.tsv` and `icews_countries.tsv` for codes and names
//! that it has under another code; `data/atlas/state_numbers.tsv` for numbers.

use super::key;
use crate::table::{cell, day, rows};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;
use westphalia_atlas::{Atlas, Country, CountryId, Period};
use westphalia_model::{Actor, Date};

const CAMEO: &str = include_str!("../../../../data/exchange/cameo_countries.tsv");
const FIPS: &str = include_str!("../../../../data/exchange/fips.tsv");
const ICEWS: &str = include_str!("../../../../data/exchange/icews_countries.tsv");
const NUMBERS: &str = include_str!("../../../../data/atlas/state_numbers.tsv");

/// What a code or name of a state means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// A state.
    State(CountryId),
    /// Known, and no state: a region, an ocean.
    NoState,
    /// Nothing that a table knows.
    Unknown,
}

/// All codes of states.
pub(crate) struct States {
    pub atlas: &'static Atlas,
    cameo: FxHashMap<u32, Vec<(Period, Option<CountryId>)>>,
    fips: FxHashMap<u32, Option<CountryId>>,
    names: FxHashMap<&'static str, CountryId>,
    numbers: FxHashMap<(bool, u16), Vec<(Period, CountryId)>>,
    to_cameo: FxHashMap<&'static str, &'static str>,
    to_fips: FxHashMap<&'static str, &'static str>,
    to_icews: FxHashMap<&'static str, &'static str>,
}

/// The table of states.
pub(crate) fn states() -> &'static States {
    static STATES: OnceLock<States> = OnceLock::new();
    STATES.get_or_init(|| States::load(Atlas::embedded()))
}

impl States {
    fn load(atlas: &'static Atlas) -> Self {
        let mut states = Self {
            atlas,
            cameo: FxHashMap::default(),
            fips: FxHashMap::default(),
            names: FxHashMap::default(),
            numbers: FxHashMap::default(),
            to_cameo: FxHashMap::default(),
            to_fips: FxHashMap::default(),
            to_icews: FxHashMap::default(),
        };
        states.load_cameo();
        states.load_fips();
        for row in rows(ICEWS) {
            if let Some(id) = atlas.country_id(cell(&row, 1)) {
                states.names.insert(cell(&row, 0), id);
                states.to_icews.entry(cell(&row, 1)).or_insert(cell(&row, 0));
            }
        }
        for row in rows(NUMBERS) {
            if let (Some(id), Ok(number)) = (atlas.country_id(cell(&row, 0)), cell(&row, 2).parse()) {
                let period = Period { from: day(cell(&row, 3)), until: day(cell(&row, 4)) };
                states.numbers.entry((cell(&row, 1) == "cow", number)).or_default().push((period, id));
            }
        }
        states
    }

    /// Rows of the table, those with a period first, and then every alpha-3 code that has no row of its own.
    fn load_cameo(&mut self) {
        for row in rows(CAMEO) {
            let (code, iso3) = (cell(&row, 0), cell(&row, 1));
            let period = Period { from: day(cell(&row, 3)), until: day(cell(&row, 4)) };
            let id = self.atlas.country_id(iso3);
            if let Some(key) = key(code) {
                self.cameo.entry(key).or_default().push((period, id));
            }
            // A code that means the state only for a while is not how the state is written.
            if id.is_some() && period == Period::ALWAYS && self.atlas.country_id(code).is_none() {
                self.to_cameo.entry(iso3).or_insert(code);
            }
        }
        for country in self.atlas.countries() {
            let Some(key) = key(&country.iso3) else { continue };
            let meanings = self.cameo.entry(key).or_default();
            if meanings.iter().all(|(period, _)| *period != Period::ALWAYS) {
                meanings.push((Period::ALWAYS, Some(country.id)));
            }
        }
        // Of several codes of one state, those of cities and parts are not how the state is written.
        for iso3 in ["PSE", "IRQ", "COD"] {
            self.to_cameo.remove(iso3);
        }
    }

    /// Rows of the table first: they decide where the atlas gives one code to two states.
    fn load_fips(&mut self) {
        for row in rows(FIPS) {
            let (code, iso3) = (cell(&row, 0), cell(&row, 1));
            if let Some(key) = key(code) {
                self.fips.insert(key, self.atlas.country_id(iso3));
            }
            if !iso3.is_empty() {
                self.to_fips.entry(iso3).or_insert(code);
            }
        }
        for country in self.atlas.countries() {
            let Some(key) = key(&country.fips) else { continue };
            if *self.fips.entry(key).or_insert(Some(country.id)) == Some(country.id) {
                self.to_fips.entry(&country.iso3).or_insert(&country.fips);
            }
        }
    }

    /// A CAMEO country code on a day.
    pub fn cameo(&self, code: &str, on: Date) -> Found {
        let Some(meanings) = key(code).and_then(|key| self.cameo.get(&key)) else { return Found::Unknown };
        match meanings.iter().find(|(period, _)| period.holds(on)) {
            Some((_, Some(id))) => Found::State(*id),
            _ => Found::NoState,
        }
    }

    /// A FIPS 10-4 country code.
    pub fn fips(&self, code: &str) -> Found {
        match key(code).and_then(|key| self.fips.get(&key)) {
            Some(Some(id)) => Found::State(*id),
            Some(None) => Found::NoState,
            None => Found::Unknown,
        }
    }

    /// An alpha-3 code.
    pub fn alpha3(&self, code: &str) -> Found {
        self.atlas.country_id(code).map_or(Found::Unknown, Found::State)
    }

    /// A name of a state on a day.
    pub fn named(&self, name: &str, on: Option<Date>) -> Found {
        let known = self.names.get(name).copied();
        known.or_else(|| self.atlas.resolve(name, on)).map_or(Found::Unknown, Found::State)
    }

    /// The state with a Correlates of War (`cow`) or Gleditsch-Ward number on a day.
    pub fn numbered(&self, cow: bool, number: u16, on: Date) -> Found {
        let spells = self.numbers.get(&(cow, number)).map_or(&[][..], Vec::as_slice);
        let holds = spells.iter().find(|(period, _)| period.holds(on));
        holds.map_or(Found::Unknown, |(_, id)| Found::State(*id))
    }

    /// What the atlas knows of an alpha-3 code.
    pub fn country(&self, iso3: &str) -> Option<&'static Country> {
        self.atlas.country_id(iso3).map(|id| self.atlas.country(id))
    }

    /// How CAMEO writes an alpha-3 code.
    pub fn to_cameo<'a>(&self, iso3: &'a str) -> &'a str
    where
        'static: 'a,
    {
        self.to_cameo.get(iso3).copied().unwrap_or(iso3)
    }

    /// How FIPS 10-4 writes an alpha-3 code, or empty.
    pub fn to_fips(&self, iso3: &str) -> &'static str {
        self.to_fips.get(iso3).copied().unwrap_or("")
    }

    /// How ICEWS writes the name of an alpha-3 code, or empty.
    pub fn to_icews(&self, iso3: &str) -> &'static str {
        let own = || self.country(iso3).map(|country| country.name.as_str());
        self.to_icews.get(iso3).copied().or_else(own).unwrap_or("")
    }

    /// Fills in a state and its numbers on a day.
    pub fn fill(&self, actor: &mut Actor, id: CountryId, on: Date) {
        let country = self.atlas.country(id);
        actor.country = country.iso3.as_str().to_owned();
        actor.cow = country.cow(Some(on));
        actor.gw = country.gw(Some(on));
    }
}

#[cfg(test)]
mod tests {
    use super::{Found, states};
    use westphalia_model::Date;

    fn iso3(found: Found) -> &'static str {
        match found {
            Found::State(id) => states().atlas.country(id).iso3.as_str(),
            Found::NoState => "-",
            Found::Unknown => "?",
        }
    }

    #[test]
    fn cameo_codes_name_states_as_of_the_day() {
        let check = |code: &str, year: i16, expected: &str| {
            assert_eq!(iso3(states().cameo(code, Date::constant(year, 7, 1))), expected, "{code} {year}");
        };
        check("USA", 2020, "USA");
        check("ROM", 2020, "ROU");
        check("ZAR", 1990, "COD");
        check("TMP", 2020, "TLS");
        check("MTN", 2020, "MNE");
        check("RUS", 1985, "SUN");
        check("RUS", 1992, "RUS");
        check("SRB", 1999, "YUG");
        check("SRB", 2005, "SCG");
        check("SRB", 2010, "SRB");
        check("CZE", 1990, "CSK");
        check("KSV", 2010, "XKX");
        check("GZS", 2014, "PSE");
        check("EUR", 2014, "-");
        check("WST", 2014, "-");
        check("QQQ", 2014, "?");
        check("", 2014, "?");
    }

    #[test]
    fn places_and_numbers_name_states() {
        let check = |found: Found, expected: &str| assert_eq!(iso3(found), expected);
        check(states().fips("UP"), "UKR");
        check(states().fips("KV"), "XKX");
        check(states().fips("RI"), "SRB");
        check(states().fips("GZ"), "PSE");
        check(states().fips("OS"), "-");
        check(states().fips("Q9"), "?");
        let numbered = |cow, number, year| iso3(states().numbered(cow, number, Date::constant(year, 7, 1)));
        assert_eq!(numbered(false, 365, 1985), "SUN");
        assert_eq!(numbered(false, 365, 1995), "RUS");
        assert_eq!(numbered(true, 345, 1999), "YUG");
        assert_eq!(numbered(true, 345, 2015), "SRB");
        assert_eq!(numbered(false, 340, 2015), "SRB");
        assert_eq!(numbered(false, 652, 2016), "SYR");
        assert_eq!(numbered(true, 265, 1980), "DDR");
        assert_eq!(numbered(true, 9999, 1980), "?");
        let named = |name, year| iso3(states().named(name, Some(Date::constant(year, 7, 1))));
        assert_eq!(named("Moldova, Republic of", 2018), "MDA");
        assert_eq!(named("Occupied Palestinian Territory", 2018), "PSE");
        assert_eq!(named("South Sudan", 2018), "SSD");
        assert_eq!(named("Serbia and Montenegro", 2004), "SCG");
        assert_eq!(named("Atlantis", 2018), "?");
    }

    #[test]
    fn every_state_is_written_and_read_back() {
        for country in states().atlas.countries() {
            let until = country.period.until.and_then(|day| day.yesterday().ok());
            let day = until.unwrap_or(Date::constant(2020, 7, 1));
            let cameo = states().to_cameo(&country.iso3);
            assert_eq!(iso3(states().cameo(cameo, day)), country.iso3.as_str());
            let fips = states().to_fips(&country.iso3);
            assert!(fips.is_empty() || iso3(states().fips(fips)) == country.iso3.as_str(), "{fips}");
        }
    }
}
