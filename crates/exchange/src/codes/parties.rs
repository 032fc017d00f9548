//! Sectors, bodies and groups by the codes and names of others.
//!
//! Sources: `data/exchange/cameo_roles.tsv` and `cameo_groups.tsv` (lists of GDELT), `icews_sectors.tsv` and
//! `icews_written.tsv`, and the bodies and groups of the atlas.

use super::key;
use super::states::states;
use crate::table::{cell, rows};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;
use westphalia_atlas::{Casing, Entry, Period};
use westphalia_model::{Actor, Date};

const ROLES: &str = include_str!("../../../../data/exchange/cameo_roles.tsv");
const GROUPS: &str = include_str!("../../../../data/exchange/cameo_groups.tsv");
const SECTORS: &str = include_str!("../../../../data/exchange/icews_sectors.tsv");
const WRITTEN: &str = include_str!("../../../../data/exchange/icews_written.tsv");

/// CAMEO codes of religions; an actor that has one is a religious one, whatever the religion.
const RELIGIONS: [&str; 31] = [
    "ADR", "ALE", "ATH", "BAH", "BUD", "CHR", "CON", "CPT", "CTH", "DOX", "DRZ", "HIN", "HSD", "ITR", "JAN", "JEW",
    "JHW", "LDS", "MOS", "MRN", "NRM", "PAG", "PRO", "SFI", "SHI", "SHN", "SIK", "SUN", "TAO", "UDX", "ZRO",
];

/// Sectors, bodies and groups.
pub(crate) struct Parties {
    roles: FxHashMap<u32, &'static str>,
    groups: FxHashMap<u32, &'static str>,
    to_group: FxHashMap<&'static str, &'static str>,
    sectors: FxHashMap<&'static str, (&'static str, u8)>,
    written: FxHashMap<&'static str, &'static str>,
}

/// A body or named group that a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    /// Its acronym.
    pub body: &'static str,
    /// Alpha-3 of its home, or empty.
    pub home: &'static str,
    /// When it exists.
    pub period: Period,
}

/// The tables of parties.
pub(crate) fn parties() -> &'static Parties {
    static PARTIES: OnceLock<Parties> = OnceLock::new();
    PARTIES.get_or_init(Parties::load)
}

impl Parties {
    fn load() -> Self {
        let keyed = |text: &'static str| rows(text).filter_map(|row| Some((key(cell(&row, 0))?, cell(&row, 1))));
        let mut to_group = FxHashMap::default();
        for row in rows(GROUPS).filter(|row| !cell(row, 1).is_empty()) {
            to_group.entry(cell(&row, 1)).or_insert(cell(&row, 0));
        }
        let sectors =
            rows(SECTORS).map(|row| (cell(&row, 0), (cell(&row, 1), cell(&row, 2).parse().unwrap_or(u8::MAX))));
        Self {
            roles: keyed(ROLES).collect(),
            groups: keyed(GROUPS).collect(),
            to_group,
            sectors: sectors.collect(),
            written: rows(WRITTEN).map(|row| (cell(&row, 0), cell(&row, 1))).collect(),
        }
    }

    /// The sector of a CAMEO type; empty for one that is known and means none.
    pub fn role(&self, code: &str) -> Option<&'static str> {
        self.roles.get(&key(code)?).copied()
    }

    /// Whether the code is a religion.
    pub fn is_religion(code: &str) -> bool {
        RELIGIONS.contains(&code)
    }

    /// The acronym of a known group: CAMEO's own code, or an acronym of the atlas, which exports write where CAMEO has
    /// no code. Empty for a code that is known and has no acronym.
    pub fn group(&self, code: &str) -> Option<&'static str> {
        if let Some(body) = key(code).and_then(|key| self.groups.get(&key)) {
            return Some(body);
        }
        let atlas = states().atlas;
        let body = atlas.body_id(code).map(|id| atlas.body(id).code.as_str()).filter(|body| *body == code);
        body.or_else(|| atlas.group_id(code).map(|id| atlas.group(id).code.as_str()))
    }

    /// How CAMEO writes an acronym; the acronym itself where it has no code.
    pub fn to_group<'a>(&self, body: &'a str) -> &'a str
    where
        'static: 'a,
    {
        self.to_group.get(body).copied().unwrap_or(body)
    }

    /// The role of a sector of ICEWS, and its rank: the lowest comes first. An empty role: known, and none.
    pub fn icews(&self, sector: &str) -> Option<(&'static str, u8)> {
        self.sectors.get(sector).copied()
    }

    /// The rank of a role as ICEWS writes it.
    pub fn icews_rank(&self, role: &str) -> u8 {
        self.icews(self.to_icews(role)).map_or(u8::MAX, |(_, rank)| rank)
    }

    /// The sector of ICEWS that is written for a role, or empty.
    pub fn to_icews(&self, role: &str) -> &'static str {
        self.written.get(role).copied().unwrap_or("")
    }
}

/// The body or named group that a whole name means on a day, or else an acronym of the atlas.
pub(crate) fn named(name: &str, on: Date) -> Option<Named> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let atlas = states().atlas;
    let found = atlas.longest_match(&words, Casing::Normal).filter(|found| found.n_words == words.len());
    let by_acronym = || atlas.group_id(name).map(|id| Entry::Group { id });
    match found.map(|found| found.on(Some(on))).or_else(by_acronym)? {
        Entry::Body { id } => {
            let body = atlas.body(id);
            Some(Named { body: &body.code, home: "", period: body.period })
        }
        // A group that governs its state is the state on that day, and has no acronym of its own.
        entry @ Entry::Group { id } => {
            let group = atlas.group(id);
            let home = group.country.map_or("", |id| atlas.country(id).iso3.as_str());
            let body = atlas.body_of(entry, Some(on));
            (!body.is_empty()).then_some(Named { body, home, period: group.period })
        }
        _ => None,
    }
}

/// The name by which `named` finds the acronym, if there is one.
pub(crate) fn name_of(body: &str) -> Option<&'static str> {
    let atlas = states().atlas;
    let of_body = atlas.body_id(body).map(|id| atlas.body(id).name.as_str());
    of_body.or_else(|| atlas.group_id(body).map(|id| atlas.group(id).name.as_str()))
}

/// A party with what its acronym says of it, where the party itself says nothing: home and sector of a group, kind of a
/// body. Imports complete parties like this; exports do it first, so that both agree.
pub(crate) fn complete(actor: &mut Actor, on: Date) {
    let atlas = states().atlas;
    let (home, role) = if let Some(id) = atlas.group_id(&actor.body) {
        (atlas.group(id).country, atlas.group(id).sector.as_str())
    } else if let Some(id) = atlas.body_id(&actor.body) {
        (None, atlas.body(id).kind.as_str())
    } else {
        return;
    };
    if let (true, Some(id)) = (actor.country.is_empty(), home) {
        states().fill(actor, id, on);
    }
    if actor.sector_roles.is_empty() {
        actor.sector_roles.push(role.to_owned());
    }
}

/// The name to write for a party in layouts that have no column for an acronym: its own, if that leads back to the
/// acronym, or the acronym's.
pub(crate) fn written_name(actor: &Actor, on: Date) -> &str {
    let leads_back = |name: &str| named(name, on).is_some_and(|found| found.body == actor.body);
    if actor.body.is_empty() || leads_back(&actor.name) {
        return &actor.name;
    }
    name_of(&actor.body).filter(|name| leads_back(name)).unwrap_or(&actor.body)
}

#[cfg(test)]
mod tests {
    use super::{Parties, named, parties};
    use crate::codes::states::states;
    use westphalia_model::Date;

    #[test]
    fn codes_of_cameo_mean_sectors_and_bodies() {
        assert_eq!(parties().role("SEP"), Some("REB"));
        assert_eq!(parties().role("RAD"), Some(""));
        assert_eq!(parties().role("QQQ"), None);
        assert_eq!(parties().group("EEC"), Some("EU"));
        assert_eq!(parties().group("HMS"), Some("HAMAS"));
        assert_eq!(parties().group("WCT"), Some(""));
        assert_eq!(parties().group("QQQ"), None);
        assert!(Parties::is_religion("SHI"));
    }

    #[test]
    fn bodies_and_groups_are_written_and_read_back() {
        let atlas = states().atlas;
        let day = Date::constant(2020, 7, 1);
        for row in include_str!("../../../../data/atlas/groups.tsv").lines().skip(1) {
            let code = row.split('\t').next().unwrap_or("");
            assert_eq!(parties().group(parties().to_group(code)), Some(code));
        }
        for row in include_str!("../../../../data/atlas/bodies.tsv").lines().skip(1) {
            let key = row.split('\t').next().unwrap_or("");
            let Some(code) = atlas.body_id(key).map(|id| atlas.body(id).code.as_str()) else { continue };
            assert_eq!(parties().group(parties().to_group(code)), Some(code));
        }
        assert_eq!(named("United Nations", day).map(|found| found.body), Some("UN"));
        assert_eq!(named("Hezbollah", day).map(|found| found.home), Some("LBN"));
        assert_eq!(named("Donald Trump", day), None);
        assert_eq!(named("", day), None);
    }
}
