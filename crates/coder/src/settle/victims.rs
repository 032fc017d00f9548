//! Whom violence hits: the people of a place, a group and those beside it, both sides of a clash.

use crate::party::Party;
use crate::reading::Reading;
use crate::walk::Walk;
use westphalia_atlas::Entry;
use westphalia_model::EventType;

impl Walk<'_, '_> {
    /// "One killed in an Israeli strike on a Hezbollah depot": the people hit are not the attacker's own where somebody else is named.
    pub(super) fn harm_to_others(&self, reading: &mut Reading) {
        use westphalia_atlas::Sector::{Cvl, Gov};
        let [Party { country: Some(own), sector: Some(Gov), .. }] = reading.actors.as_slice() else { return };
        if self.reader.book.acts[reading.act].event_type != EventType::Assault {
            return;
        }
        let (own, who) = (*own, &self.reader.who);
        let mut others =
            who.mentions.names.iter().filter_map(|m| who.atlas.country_of(m.entry, who.day)).filter(|c| *c != own);
        let Some(other) = others.next().filter(|first| others.all(|c| c == *first)) else { return };
        for party in &mut reading.recipients {
            if party.country == Some(own) && party.sector == Some(Cvl) && party.entry.is_none() && party.body.is_empty()
            {
                party.country = Some(other);
                party.name = who.atlas.country(other).name.clone();
            }
        }
    }

    /// A bomb of nobody knows whom, or of a group, "in Baghdad" hits people there and not the state.
    pub(super) fn harm_at_a_place(&self, reading: &mut Reading) {
        let tree = self.reader.who.tree;
        let stateless = reading.actors.iter().all(|a| a.is_unknown() || !a.body.is_empty());
        if self.reader.book.acts[reading.act].event_type != EventType::Assault || !stateless {
            return;
        }
        for party in &mut reading.recipients {
            let placed = matches!(tree.case(party.node), Some("in" | "at" | "near" | "outside" | "across" | "inside"));
            let named = matches!(party.entry, Some(Entry::Place { .. } | Entry::Capital { .. } | Entry::State { .. }));
            // "At a Jordanian outpost" is no place of that name, but something of that state.
            let itself = self.reader.who.mentions.name(party.node).is_some();
            if placed && named && itself && party.body.is_empty() {
                party.sector = Some(westphalia_atlas::Sector::Cvl);
            }
        }
    }

    /// Soldiers and armed forces who are attacked are the state's; workers and ships at sea are hit as its people and its property.
    pub(super) fn harm_to_the_state(&self, reading: &mut Reading) {
        use westphalia_atlas::Sector::{Bus, Cop, Cvl, Gov, Lab, Mil};
        let tree = self.reader.who.tree;
        let act = &self.reader.book.acts[reading.act];
        let violent = act.event_type == EventType::Assault;
        if !violent && act.event_type != EventType::Coerce {
            return;
        }
        let own = |p: &Party| {
            reading
                .actors
                .iter()
                .any(|a| a.country == p.country && a.body.is_empty() && matches!(a.sector, Some(Gov | Mil)))
        };
        let hurts = matches!(tree.lemma(reading.node), "kill" | "wound" | "injure" | "die" | "massacre");
        let abroad = !hurts && reading.actors.iter().all(|a| a.country.is_some() && a.body.is_empty());
        let at_home: Vec<bool> = reading.recipients.iter().map(own).collect();
        for (party, at_home) in reading.recipients.iter_mut().zip(at_home) {
            if party.country.is_none() || !party.body.is_empty() || party.entry.is_some() {
                continue;
            }
            let lemma = tree.lemma(party.node);
            let vessel = matches!(lemma, "ship" | "tanker" | "vessel" | "boat" | "trawler" | "freighter");
            let works = matches!(lemma, "plant" | "market" | "refinery" | "depot" | "factory" | "port");
            let settled = matches!(lemma, "town" | "city" | "village" | "area" | "region" | "suburb" | "district");
            party.sector = match party.sector {
                // An army that bombs a foreign town bombs the state, unless people are said to be hurt.
                Some(Cvl) if violent && abroad && settled && !at_home => Some(Gov),
                Some(Mil) if violent && !at_home => Some(Gov),
                Some(Cop) if violent && !at_home && lemma == "force" => Some(Gov),
                Some(Lab) if violent => Some(Cvl),
                Some(Bus) if !at_home && (vessel || (violent && works)) => Some(Gov),
                sector => sector,
            };
        }
    }

    /// "The army shells a town of its own country": it fights the rebels there.
    pub(super) fn fight_at_home(&self, reading: &mut Reading) {
        use westphalia_atlas::Sector::{Gov, Mil, Reb};
        let [Party { country: Some(own), sector: Some(Mil), .. }] = reading.actors.as_slice() else { return };
        let own = *own;
        if self.reader.book.acts[reading.act].event_type != EventType::Assault {
            return;
        }
        let place = |p: &Party| {
            p.entry.is_none_or(|e| matches!(e, Entry::Place { .. } | Entry::Capital { .. } | Entry::State { .. }))
        };
        for party in reading.recipients.iter_mut().filter(|p| p.body.is_empty() && p.country == Some(own)) {
            if matches!(party.sector, None | Some(Gov)) && place(party) {
                party.sector = Some(Reb);
            }
        }
    }

    /// A hotel, a court or a school that is hit means the people in it.
    pub(super) fn harm_to_people(&self, reading: &mut Reading) {
        use westphalia_atlas::Sector::{Bus, Cvl, Edu, Jud, Med, Rel};
        let harms = matches!(
            self.reader.book.acts[reading.act].event_type,
            EventType::Assault | EventType::Coerce | EventType::Retreat | EventType::Sanction
        );
        // Professors and priests who are taken or freed are people of their country.
        for party in reading.recipients.iter_mut().filter(|p| harms && p.entry.is_none() && p.country.is_some()) {
            if matches!(party.sector, Some(Edu | Rel)) {
                party.sector = Some(Cvl);
            }
        }
        if self.reader.book.acts[reading.act].event_type == EventType::Assault {
            for party in &mut reading.recipients {
                let house = self
                    .reader
                    .who
                    .mentions
                    .role(party.node)
                    .is_some_and(|(_, _, r)| r.kind == westphalia_atlas::RoleKind::Institution);
                let named = self
                    .reader
                    .who
                    .tree
                    .children(party.node)
                    .any(|k| k < party.node && self.reader.who.mentions.name(k).is_some());
                if house && !named && party.entry.is_none() && matches!(party.sector, Some(Bus | Jud | Edu | Med | Rel))
                {
                    party.sector = Some(Cvl);
                }
            }
        }
    }

    /// Violence at a place with no known victims falls on the people of the place.
    pub(super) fn people_of_the_place(&self, reading: &mut Reading) {
        let who = &self.reader.who;
        if reading.actors.iter().any(|a| !a.is_unknown() && a.country.is_none()) && !reading.recipients.is_empty() {
            return;
        }
        let doer = reading.actors.first().and_then(|a| a.country);
        let Some(country) =
            who.place_country(reading.node).filter(|c| doer != Some(*c)).or_else(|| self.country_attacked(doer))
        else {
            return;
        };
        // An army that strikes a foreign place strikes the state, unless people are said to be hurt.
        let hurts = matches!(
            who.tree.lemma(reading.node),
            "kill" | "wound" | "injure" | "murder" | "execute" | "massacre" | "torture" | "abduct" | "die"
        );
        let state = doer.is_some() && !hurts;
        let victims = Party {
            country: Some(country),
            sector: Some(if state { westphalia_atlas::Sector::Gov } else { westphalia_atlas::Sector::Cvl }),
            name: who.atlas.country(country).name.clone(),
            ..Party::unknown(westphalia_model::Span::default(), reading.node)
        };
        if !reading.actors.iter().any(|a| a.same(&victims)) {
            reading.recipients = vec![victims];
        }
    }

    /// The first place or state of the sentence that is not the attacker's own.
    pub(super) fn country_attacked(
        &self,
        doer: Option<westphalia_atlas::CountryId>,
    ) -> Option<westphalia_atlas::CountryId> {
        let doer = doer?;
        let who = &self.reader.who;
        let located =
            who.mentions.names.iter().filter(|m| matches!(m.entry, Entry::Place { .. } | Entry::Capital { .. }));
        located.filter_map(|m| who.atlas.country_of(m.entry, who.day)).find(|c| *c != doer)
    }

    /// "Indian and Chinese soldiers were killed in a clash": they fought each other.
    pub(super) fn killed_in_a_clash(&self, reading: &mut Reading) {
        let tree = self.reader.who.tree;
        let clash = reading.second.is_some_and(|s| {
            matches!(tree.lemma(s), "clash" | "fighting" | "battle" | "skirmish" | "firefight" | "combat" | "gunfight")
        });
        if clash && reading.actors.iter().all(Party::is_unknown) && reading.recipients.len() > 1 {
            reading.actors = std::mem::take(&mut reading.recipients);
            reading.joined = true;
            reading.act = self.reader.book.act("clash").unwrap_or(reading.act);
        }
    }
}
