//! Reads the tables of states and places.

use super::{Loader, code, place_record, rank};
use crate::entry::{CountryId, Entry, PlaceId};
use crate::fold::fold_name;
use crate::records::{Country, Place, Provenance, StateNumber};
use crate::sector::{Form, PlaceKind, Sector};
use crate::table::{AtlasError, Line, Table};
use crate::when::Period;
use compact_str::CompactString;

/// `states.tsv`
pub(super) fn states(loader: &mut Loader, table: &Table<'_>) -> Result<(), AtlasError> {
    let [iso3, iso2, fips, name, official, wikidata] =
        table.columns(["iso3", "iso2", "fips", "name", "official", "wikidata"])?;
    let [lat, lon, from, until, source] = table.columns(["lat", "lon", "from", "until", "source"])?;
    let mut middles = Vec::new();
    table.each(|line| {
        let key = line.need(iso3, "an ISO alpha-3 code")?;
        let provenance = loader.provenance(line, source)?;
        let period = line.period(from, until)?;
        let at = loader.atlas.country_by_iso.get(key).map(|id| id.index());
        let index = place_record(&mut loader.atlas.countries, at, |index| Country {
            id: CountryId::at(index),
            iso3: key.into(),
            iso2: line.get(iso2).into(),
            fips: line.get(fips).into(),
            name: line.get(name).into(),
            official: line.get(official).into(),
            wikidata: line.get(wikidata).into(),
            period,
            continues: None,
            successors: Vec::new(),
            place: None,
            numbers: Vec::new(),
            provenance,
        });
        let id = CountryId::at(index);
        loader.atlas.country_by_iso.insert(key.into(), id);
        if let (Some(lat), Some(lon)) = (line.number(lat)?, line.number(lon)?) {
            middles.push((id, lat, lon, provenance));
        }
        Ok(())
    })?;
    for (id, lat, lon, provenance) in middles {
        let name = loader.atlas.countries[id.index()].name.clone();
        let place = add_place(loader, name, Some(id), PlaceKind::Country, (lat, lon), provenance);
        loader.atlas.countries[id.index()].place = Some(place);
    }
    successions(loader, table)
}

/// The columns of `states.tsv` that name other states, once all states are known.
fn successions(loader: &mut Loader, table: &Table<'_>) -> Result<(), AtlasError> {
    let [iso3, continues, successors] = table.columns(["iso3", "continues", "successors"])?;
    table.each(|line| {
        let id = loader.need_country(line, iso3)?;
        let before = loader.country(line, continues)?;
        let mut after = Vec::new();
        for code in line.list(successors) {
            let found = loader.atlas.country_by_iso.get(code).copied();
            after.push(found.ok_or_else(|| line.fault(format!("expected the code of a state, found `{code}`")))?);
        }
        let country = &mut loader.atlas.countries[id.index()];
        country.continues = before;
        country.successors = after;
        Ok(())
    })
}

/// `state_numbers.tsv`
pub(super) fn numbers(loader: &mut Loader, table: &Table<'_>) -> Result<(), AtlasError> {
    let [iso3, system, number, from, until, source] =
        table.columns(["iso3", "system", "number", "from", "until", "source"])?;
    table.each(|line| {
        let id = loader.need_country(line, iso3)?;
        loader.provenance(line, source)?;
        let cow = code(line, system, "`cow` or `gw`", |text| match text {
            "cow" => Some(true),
            "gw" => Some(false),
            _ => None,
        })?;
        let number = line.number(number)?.ok_or_else(|| line.fault("expected a number, found nothing".to_owned()))?;
        let period = line.period(from, until)?;
        loader.atlas.countries[id.index()].numbers.push(StateNumber { cow, number, period });
        Ok(())
    })
}

/// `state_names.tsv`
pub(super) fn names(loader: &mut Loader, table: &Table<'_>) -> Result<(), AtlasError> {
    let [name, iso3, form, from, until, rank, source] =
        table.columns(["name", "iso3", "form", "from", "until", "rank", "source"])?;
    table.each(|line| {
        let id = loader.need_country(line, iso3)?;
        loader.provenance(line, source)?;
        let form = code(line, form, "a form of a state's name", Form::parse)?;
        let name = line.need(name, "a name")?;
        let period = line.period(from, until)?;
        if form == Form::Prefix {
            loader.atlas.prefixes.insert(fold_name(name).into(), id);
            return Ok(());
        }
        let rank = line.number(rank)?.unwrap_or(rank::STATE);
        loader.name(line, name, Entry::State { id, form }, period, rank);
        Ok(())
    })
}

/// `capitals.tsv`
pub(super) fn capitals(loader: &mut Loader, table: &Table<'_>) -> Result<(), AtlasError> {
    let [name, aliases, iso3, lat, lon] = table.columns(["name", "aliases", "iso3", "lat", "lon"])?;
    let [from, until, rank, source] = table.columns(["from", "until", "rank", "source"])?;
    table.each(|line| {
        let id = loader.need_country(line, iso3)?;
        let provenance = loader.provenance(line, source)?;
        let period = line.period(from, until)?;
        let middle = coordinates(line, lat, lon)?;
        let name = line.need(name, "the name of a capital")?;
        let place = add_place(loader, name.into(), Some(id), PlaceKind::Capital, middle, provenance);
        let rank = line.number(rank)?.unwrap_or(rank::CAPITAL);
        for name in std::iter::once(name).chain(line.list(aliases)) {
            let entry = Entry::Capital { id, place };
            loader.name(line, name, entry, period, rank);
            if period != Period::ALWAYS {
                // It remains a city after it ceased to be a capital.
                loader.name(line, name, Entry::Place { place }, Period::ALWAYS, rank::CITY);
            }
        }
        Ok(())
    })
}

/// `seats.tsv`
pub(super) fn seats(loader: &mut Loader, table: &Table<'_>) -> Result<(), AtlasError> {
    let [name, iso3, sector, from, until, source] =
        table.columns(["name", "iso3", "sector", "from", "until", "source"])?;
    table.each(|line| {
        let id = loader.need_country(line, iso3)?;
        loader.provenance(line, source)?;
        let sector = code(line, sector, "the code of a sector", Sector::parse)?;
        let period = line.period(from, until)?;
        loader.name(line, line.need(name, "a name")?, Entry::Seat { id, sector }, period, rank::SEAT);
        Ok(())
    })
}

/// `places.tsv`
pub(super) fn places(loader: &mut Loader, table: &Table<'_>) -> Result<(), AtlasError> {
    let [name, aliases, kind, iso3, lat, lon] = table.columns(["name", "aliases", "kind", "iso3", "lat", "lon"])?;
    let [from, until, rank, source] = table.columns(["from", "until", "rank", "source"])?;
    table.each(|line| {
        let country = loader.country(line, iso3)?;
        let provenance = loader.provenance(line, source)?;
        let kind = code(line, kind, "city, region or feature", PlaceKind::parse)?;
        let period = line.period(from, until)?;
        let middle = coordinates(line, lat, lon)?;
        let name = line.need(name, "the name of a place")?;
        let place = add_place(loader, name.into(), country, kind, middle, provenance);
        let usual = if kind == PlaceKind::City { rank::CITY } else { rank::REGION };
        let rank = line.number(rank)?.unwrap_or(usual);
        for name in std::iter::once(name).chain(line.list(aliases)) {
            loader.name(line, name, Entry::Place { place }, period, rank);
        }
        Ok(())
    })
}

fn coordinates(line: &Line<'_>, lat: usize, lon: usize) -> Result<(f64, f64), AtlasError> {
    match (line.number::<f64>(lat)?, line.number::<f64>(lon)?) {
        (Some(lat), Some(lon)) if lat.abs() <= 90.0 && lon.abs() <= 180.0 => Ok((lat, lon)),
        (lat, lon) => Err(line.fault(format!("expected degrees north and east, found {lat:?} and {lon:?}"))),
    }
}

fn add_place(
    loader: &mut Loader,
    name: CompactString,
    country: Option<CountryId>,
    kind: PlaceKind,
    (lat, lon): (f64, f64),
    provenance: Provenance,
) -> PlaceId {
    let id = PlaceId::at(loader.atlas.places.len());
    loader.atlas.places.push(Place { id, name, country, kind, lat, lon, provenance });
    id
}
