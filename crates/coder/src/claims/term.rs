//! When a term of office, or a state, began.

use crate::party::Party;
use crate::row::Scene;
use westphalia_atlas::Entry;
use westphalia_model::Date;

/// The first day in office of the first person among some.
pub fn term(scene: &Scene<'_>, actors: &[Party]) -> Option<Date> {
    let day = scene.doc.date;
    actors.iter().find_map(|party| match party.entry {
        Some(Entry::Person { id, .. }) => scene.atlas.term_on(id, day)?.period.from,
        _ => None,
    })
}

/// The first day of the youngest state among some, if it began in living memory.
pub fn independence(scene: &Scene<'_>, parties: &[Party]) -> Option<Date> {
    let begun = |party: &Party| scene.atlas.country(party.country?).period.from;
    parties.iter().filter_map(begun).filter(|day| day.year() >= 1900).max()
}
