//! Whether a reading is an event at all: parties enough, no disaster, no private crime, no exhortation at home.

use crate::codebook::Shape;
use crate::party::Party;
use crate::reading::Reading;
use crate::walk::Walk;
use westphalia_atlas::Entry;
use westphalia_model::EventType;
use westphalia_text::Deprel;

impl Walk<'_, '_> {
    /// An event needs parties: somebody who acts, and somebody to act with or on where the act asks for one.
    pub(super) fn complete(&self, reading: &Reading) -> Result<(), &'static str> {
        let act = &self.reader.book.acts[reading.act];
        let known = |parties: &[Party]| parties.iter().any(|p| !p.is_unknown());
        if !known(&reading.actors) && !known(&reading.recipients) {
            return Err("no party is known");
        }
        if reading.actors.is_empty() {
            return Err("nobody is named who does it");
        }
        let in_office = |p: &Party| p.sector == Some(westphalia_atlas::Sector::Gov) && p.country.is_some();
        if act.event_type == EventType::Protest && reading.actors.iter().all(in_office) {
            return Err("a government does not march in the street");
        }
        let request = act.event_type == EventType::Request;
        let public = |p: &Party| {
            p.sector == Some(westphalia_atlas::Sector::Cvl)
                && p.country.is_some()
                && p.country == reading.actors[0].country
        };
        if request && !reading.recipients.is_empty() && reading.recipients.iter().all(public) {
            return Err("exhortation to one's own public");
        }
        if request && reading.recipients.is_empty() && self.addresses_its_own(reading) {
            return Err("exhortation to one's own officials");
        }
        if self.is_disaster(reading) {
            return Err("a disaster, not an attack");
        }
        if self.is_private_crime(reading) {
            return Err("a private crime");
        }
        if self.is_at_home(reading) {
            return Err("a government's kindness to its own people");
        }
        let alone = reading.recipients.is_empty();
        // A body of states can meet and agree by itself.
        let body = reading.actors.iter().any(|a| matches!(a.entry, Some(Entry::Body { .. })));
        let gathers = body && matches!(act.event_type, EventType::Consult | EventType::Agree);
        let directed = act.shape == Shape::Directed && matches!(act.event_type, EventType::Support | EventType::Aid);
        let few = alone && (reading.actors.len() < 2 || directed) && !gathers;
        match act.event_type {
            EventType::Consult | EventType::Agree | EventType::Cooperate | EventType::Aid | EventType::Support
                if few =>
            {
                if act.shape == Shape::Alone {
                    Ok(())
                } else {
                    Err("no second party")
                }
            }
            _ if act.shape == Shape::Symmetric && few => Err("no second party"),
            _ => Ok(()),
        }
    }

    /// "He called on all officials to work harder": whoever is addressed belongs to the state that speaks.
    pub(super) fn addresses_its_own(&self, reading: &Reading) -> bool {
        let tree = self.reader.who.tree;
        let addressed = tree
            .object(reading.node)
            .into_iter()
            .chain(["on", "to"].iter().filter_map(|p| tree.phrase(reading.node, p)));
        let own = |p: &Party| {
            p.country.is_some() && reading.actors.iter().any(|a| a.country == p.country && a.body.is_empty())
        };
        let parties: Vec<Party> =
            addressed.filter(|a| tree.is_noun(*a)).flat_map(|a| self.reader.who.parties(a)).collect();
        !parties.is_empty() && parties.iter().all(own)
    }

    /// People who die in a sentence about a storm, a quake or a crash, by nobody's hand.
    pub(super) fn is_disaster(&self, reading: &Reading) -> bool {
        let tree = self.reader.who.tree;
        let hurt = matches!(
            tree.lemma(reading.node),
            "kill" | "injure" | "wound" | "die" | "hurt" | "claim" | "leave" | "destroy"
        );
        let book = self.reader.book;
        let tells = |i: usize| self.is_of(i, "accident") || self.is_of(i, "disaster");
        // "A bridge collapses near the capital, killing six": what fell killed them, whoever stands before the participle.
        let by_mishap = tree.rel(reading.node) == Deprel::Advcl
            && tree.head(reading.node).is_some_and(|h| tree.is_verb(h) && self.is_of(h, "accident"));
        let nameless = (reading.actors.iter().all(Party::is_unknown) && reading.second.is_none_or(tells)) || by_mishap;
        let armed = (0..tree.len()).any(|i| self.reader.is_weapon(i));
        book.acts[reading.act].event_type == EventType::Assault
            && hurt
            && nameless
            && !armed
            && (0..tree.len()).any(tells)
    }

    /// Whether a word is of a set of the codebook.
    pub(super) fn is_of(&self, word: usize, set: &str) -> bool {
        let book = self.reader.book;
        book.set(set).is_some_and(|set| book.in_set(set, &self.reader.who.tree.lemma(word).to_lowercase()))
    }

    /// A shooting in a night club, a murder in a family: violence of private people that aims at nobody's nation or faith.
    pub(super) fn is_private_crime(&self, reading: &Reading) -> bool {
        use westphalia_atlas::Sector::{Cop, Crm, Cvl, Mil};
        let (tree, book) = (self.reader.who.tree, self.reader.book);
        if book.acts[reading.act].event_type != EventType::Assault || reading.actors.len() > 1 {
            return false;
        }
        let private = |p: &Party| {
            p.is_unknown() || (p.body.is_empty() && !p.plural && matches!(p.sector, Some(Cvl | Cop | Mil | Crm)))
        };
        let public = (0..tree.len()).any(|i| {
            let lemma = tree.lemma(i).to_lowercase();
            ["terror", "extrem", "militan", "islam", "racis", "politic", "suicide", "bomb", "rebel", "hate"]
                .iter()
                .any(|w| lemma.contains(w))
        });
        reading.actors.iter().all(private) && (0..tree.len()).any(|i| self.is_of(i, "private")) && !public
    }

    /// Cooperation between parties of one state only, other than rescue and talks with opponents, is no event.
    pub(super) fn is_at_home(&self, reading: &Reading) -> bool {
        let act = &self.reader.book.acts[reading.act];
        let mut all = reading.actors.iter().chain(&reading.recipients);
        let country = reading.actors.first().and_then(|a| a.country);
        let one = country.is_some() && all.all(|p| p.country == country && p.body.is_empty());
        let opposed = reading.actors.iter().chain(&reading.recipients).any(|p| {
            use westphalia_atlas::Sector::{Leg, Opp, Pty, Reb};
            matches!(p.sector, Some(Opp | Reb | Pty | Leg))
        });
        let kind = matches!(
            act.event_type,
            EventType::Agree | EventType::Support | EventType::Consult | EventType::Cooperate | EventType::Aid
        );
        let several = !reading.recipients.is_empty() || reading.actors.len() > 1;
        one && kind && !opposed && act.name != "aid-humanitarian" && several
    }
}
