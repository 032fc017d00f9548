//! Reads the tables of people and what they held.

use super::{Loader, code, place_record, rank};
use crate::atlas::Atlas;
use crate::entry::{Entry, NameForm, PersonId};
use crate::fold::fold_name;
use crate::records::{Person, Term};
use crate::sector::Office;
use crate::table::{AtlasError, Table};
use crate::when::Period;
use compact_str::CompactString;

/// `people.tsv`
pub(super) fn people(loader: &mut Loader, table: &Table<'_>) -> Result<(), AtlasError> {
    let [key, name, aliases, family, wikidata, rank, source] =
        table.columns(["id", "name", "aliases", "family", "wikidata", "rank", "source"])?;
    table.each(|line| {
        let provenance = loader.provenance(line, source)?;
        let key = line.need(key, "an identity")?;
        let name = line.need(name, "a name")?;
        let at = loader.person_by_key.get(key).copied();
        let index = place_record(&mut loader.atlas.people, at, |index| Person {
            id: PersonId::at(index),
            key: key.into(),
            name: name.into(),
            wikidata: line.get(wikidata).into(),
            first_term: 0,
            n_terms: 0,
            provenance,
        });
        let id = PersonId::at(index);
        loader.person_by_key.insert(key.into(), index);
        let rank = line.number(rank)?.unwrap_or(rank::PERSON);
        loader.name(line, name, Entry::Person { id, form: NameForm::Full }, Period::ALWAYS, rank);
        for alias in line.list(aliases) {
            loader.name(line, alias, Entry::Person { id, form: NameForm::Alias }, Period::ALWAYS, rank);
        }
        // "Khalifa bin Zayed Al Nahyan" is mostly called without the name of his house.
        if let Some((short, house)) = name.rsplit_once(" Al ").filter(|(short, _)| short.contains(" bin "))
            && !house.contains(' ')
        {
            loader.name(line, short, Entry::Person { id, form: NameForm::Alias }, Period::ALWAYS, rank);
        }
        for family in line.list(family) {
            let holders = loader.atlas.by_surname.entry(fold_name(family).into()).or_default();
            if !holders.contains(&id) {
                holders.push(id);
            }
        }
        Ok(())
    })
}

/// `terms.tsv`
pub(super) fn terms(loader: &mut Loader, table: &Table<'_>) -> Result<(), AtlasError> {
    let [person, country, body, office] = table.columns(["person", "country", "body", "office"])?;
    let [title, from, until, source] = table.columns(["title", "from", "until", "source"])?;
    table.each(|line| {
        let provenance = loader.provenance(line, source)?;
        let key = line.need(person, "a person")?;
        let person = loader.person_by_key.get(key).copied();
        let person = person.ok_or_else(|| line.fault(format!("expected a person of people.tsv, found `{key}`")))?;
        let body = line.get(body);
        if !body.is_empty() && !knows_body(&loader.atlas, body) {
            return Err(line.fault(format!("expected a code of bodies.tsv or groups.tsv, found `{body}`")));
        }
        let country = loader.country(line, country)?;
        let office = code(line, office, "an office", Office::parse)?;
        let period = line.period(from, until)?;
        loader.atlas.terms.push(Term {
            person: PersonId::at(person),
            country,
            body: CompactString::from(body),
            office,
            title: line.get(title).into(),
            period,
            provenance,
        });
        Ok(())
    })
}

fn knows_body(atlas: &Atlas, code: &str) -> bool {
    atlas.body_by_key.contains_key(code) || atlas.group_by_code.contains_key(code)
}

/// Puts the terms in the order of people and time, and indexes them by person and by office.
pub(super) fn index_terms(atlas: &mut Atlas) {
    atlas.terms.sort_by_key(|term| (term.person, term.period.from));
    for (index, term) in (0_u32..).zip(&atlas.terms) {
        let person = &mut atlas.people[term.person.index()];
        if person.n_terms == 0 {
            person.first_term = index;
        }
        person.n_terms += 1;
        if let Some(country) = term.country {
            atlas.by_office.entry((country, term.office)).or_default().push(index);
        }
    }
}
