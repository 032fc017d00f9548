//! Reads the tables of bodies, groups, organisations, peoples and role nouns.

use super::{Loader, code, place_record, rank};
use crate::entry::{BodyId, Entry, GroupId, OrgId, PeopleId};
use crate::fold::fold_name;
use crate::records::{Body, Group, Membership, Organisation, People};
use crate::role::Role;
use crate::sector::{BodyKind, Office, OrgKind, RoleKind, Sector};
use crate::table::{AtlasError, Table};
use crate::when::Period;

/// `bodies.tsv`
pub(super) fn bodies(loader: &mut Loader, table: &Table<'_>) -> Result<(), AtlasError> {
    let [key, code_column, name, aliases, kind] = table.columns(["id", "code", "name", "aliases", "kind"])?;
    let [from, until, wikidata, source] = table.columns(["from", "until", "wikidata", "source"])?;
    table.each(|line| {
        let provenance = loader.provenance(line, source)?;
        let period = line.period(from, until)?;
        let key = line.need(key, "a short name in capitals")?;
        let kind = code(line, kind, "IGO, NGO or MNC", BodyKind::parse)?;
        let at = loader.atlas.body_by_key.get(key).map(|id| id.index());
        let index = place_record(&mut loader.atlas.bodies, at, |index| Body {
            id: BodyId::at(index),
            key: key.into(),
            code: if line.get(code_column).is_empty() { key } else { line.get(code_column) }.into(),
            name: line.get(name).into(),
            kind,
            period,
            wikidata: line.get(wikidata).into(),
            provenance,
        });
        let id = BodyId::at(index);
        loader.atlas.body_by_key.insert(key.into(), id);
        for name in std::iter::once(line.get(name)).chain(line.list(aliases)) {
            loader.name(line, name, Entry::Body { id }, Period::ALWAYS, rank::BODY);
        }
        Ok(())
    })
}

/// `members.tsv`
pub(super) fn members(loader: &mut Loader, table: &Table<'_>) -> Result<(), AtlasError> {
    let [body, iso3, status, from, until, source] =
        table.columns(["body", "iso3", "status", "from", "until", "source"])?;
    table.each(|line| {
        let key = line.need(body, "the short name of a body")?;
        let body = loader.atlas.body_by_key.get(key).copied();
        let body = body.ok_or_else(|| line.fault(format!("expected a body of bodies.tsv, found `{key}`")))?;
        let country = loader.need_country(line, iso3)?;
        let provenance = loader.provenance(line, source)?;
        let period = line.period(from, until)?;
        loader.atlas.memberships.push(Membership {
            body,
            country,
            status: line.need(status, "member, observer, partner or suspended")?.into(),
            period,
            provenance,
        });
        Ok(())
    })
}

/// `groups.tsv`
pub(super) fn groups(loader: &mut Loader, table: &Table<'_>) -> Result<(), AtlasError> {
    let [code_column, name, aliases, iso3] = table.columns(["code", "name", "aliases", "iso3"])?;
    let [sector, from, until, source] = table.columns(["sector", "from", "until", "source"])?;
    table.each(|line| {
        let provenance = loader.provenance(line, source)?;
        let period = line.period(from, until)?;
        let country = loader.country(line, iso3)?;
        let key = line.need(code_column, "a code in capitals")?;
        let sector = code(line, sector, "the code of a sector", Sector::parse)?;
        let at = loader.atlas.group_by_code.get(key).map(|id| id.index());
        let index = place_record(&mut loader.atlas.groups, at, |index| Group {
            id: GroupId::at(index),
            code: key.into(),
            name: line.get(name).into(),
            country,
            sector,
            period,
            provenance,
        });
        let id = GroupId::at(index);
        loader.atlas.group_by_code.insert(key.into(), id);
        for name in std::iter::once(line.get(name)).chain(line.list(aliases)) {
            loader.name(line, name, Entry::Group { id }, Period::ALWAYS, rank::GROUP);
        }
        Ok(())
    })
}

/// `organisations.tsv`
pub(super) fn organisations(loader: &mut Loader, table: &Table<'_>) -> Result<(), AtlasError> {
    let [name, aliases, kind, iso3] = table.columns(["name", "aliases", "kind", "iso3"])?;
    let [sector, from, until, rank, source] = table.columns(["sector", "from", "until", "rank", "source"])?;
    table.each(|line| {
        let provenance = loader.provenance(line, source)?;
        let period = line.period(from, until)?;
        let country = loader.need_country(line, iso3)?;
        let kind = code(line, kind, "company, media, party, organ or society", OrgKind::parse)?;
        let sector = code(line, sector, "the code of a sector", Sector::parse)?;
        let name = line.need(name, "a name")?;
        let id = OrgId::at(loader.atlas.organisations.len());
        let record = Organisation { id, name: name.into(), kind, country, sector, period, provenance };
        loader.atlas.organisations.push(record);
        let rank = line.number(rank)?.unwrap_or(rank::ORGANISATION);
        for name in std::iter::once(name).chain(line.list(aliases)) {
            loader.name(line, name, Entry::Organisation { id }, period, rank);
        }
        Ok(())
    })
}

/// `peoples.tsv`
pub(super) fn peoples(loader: &mut Loader, table: &Table<'_>) -> Result<(), AtlasError> {
    let [name, aliases, iso3, sector, source] = table.columns(["name", "aliases", "iso3", "sector", "source"])?;
    table.each(|line| {
        let provenance = loader.provenance(line, source)?;
        let country = loader.country(line, iso3)?;
        let sector = code(line, sector, "the code of a sector", Sector::parse)?;
        let name = line.need(name, "a name")?;
        let id = PeopleId::at(loader.atlas.peoples.len());
        loader.atlas.peoples.push(People { id, name: name.into(), country, sector, provenance });
        for name in std::iter::once(name).chain(line.list(aliases)) {
            loader.name(line, name, Entry::People { id }, Period::ALWAYS, rank::PEOPLE);
        }
        Ok(())
    })
}

/// `roles.tsv`
pub(super) fn roles(loader: &mut Loader, table: &Table<'_>) -> Result<(), AtlasError> {
    let [noun, plural, sector, office] = table.columns(["noun", "plural", "sector", "office"])?;
    let [kind, weak, iso3, source] = table.columns(["kind", "weak", "iso3", "source"])?;
    table.each(|line| {
        let role = Role {
            sector: code(line, sector, "the code of a sector", Sector::parse)?,
            office: match line.get(office) {
                "" => None,
                _ => Some(code(line, office, "an office", Office::parse)?),
            },
            kind: code(line, kind, "person, people or institution", RoleKind::parse)?,
            weak: code(line, weak, "`weak` or nothing", |text| match text {
                "weak" => Some(true),
                "" => Some(false),
                _ => None,
            })?,
            plural: false,
            n_words: 0,
            country: loader.country(line, iso3)?,
            provenance: loader.provenance(line, source)?,
        };
        let noun = line.need(noun, "a noun")?;
        let collective = role.kind == RoleKind::People;
        loader.atlas.roles.add(&fold_name(noun), Role { plural: collective, ..role });
        for plural in line.list(plural) {
            loader.atlas.roles.add(&fold_name(plural), Role { plural: true, ..role });
        }
        Ok(())
    })
}

/// `everyday.tsv`
pub(super) fn everyday(loader: &mut Loader, table: &Table<'_>) -> Result<(), AtlasError> {
    let [word, small, capitals, source] = table.columns(["word", "small", "capitals", "source"])?;
    table.each(|line| {
        loader.provenance(line, source)?;
        let key = fold_name(line.need(word, "a word")?);
        let is_name = |column| {
            code(line, column, "`name` or `word`", |text| match text {
                "name" => Some(true),
                "word" => Some(false),
                _ => None,
            })
        };
        if is_name(small)? {
            loader.everyday.short.insert(key.as_str().into());
        } else {
            loader.everyday.low.insert(key.as_str().into());
        }
        if !is_name(capitals)? {
            loader.everyday.caps.insert(key.into());
        }
        Ok(())
    })
}
