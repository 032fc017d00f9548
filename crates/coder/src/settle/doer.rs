//! Who acts: the unnamed doer, the organ that stands for its state.

use crate::codebook::Shape;
use crate::party::Party;
use crate::reading::Reading;
use crate::walk::Stance;
use crate::walk::Walk;
use westphalia_atlas::Entry;
use westphalia_model::EventType;

impl Walk<'_, '_> {
    /// "The minister announces that three citizens of Spain have been arrested": by his state.
    pub(super) fn done_by_the_speaker(&self, reading: &mut Reading, stance: &Stance) {
        let tree = self.reader.who.tree;
        let act = &self.reader.book.acts[reading.act];
        let official =
            matches!(act.event_type, EventType::Coerce | EventType::Sanction | EventType::Accuse | EventType::Retreat);
        let agentless = tree.passive(reading.node) && tree.agent(reading.node).is_none() && reading.actors.is_empty();
        let state =
            stance.speaker.first().filter(|s| s.sector == Some(westphalia_atlas::Sector::Gov) && s.body.is_empty());
        if let Some(state) = state.filter(|_| official && agentless)
            && !reading.recipients.is_empty()
            && reading.recipients.iter().all(|r| r.country != state.country)
        {
            reading.actors = vec![state.clone()];
        }
    }

    /// "..., he told Reuters": whom one talks to is nobody that one acts on.
    pub(super) fn forget_listeners(&self, reading: &mut Reading) {
        let tree = self.reader.who.tree;
        reading.recipients.retain(|p| {
            let outlet =
                p.sector == Some(westphalia_atlas::Sector::Med) && matches!(p.entry, Some(Entry::Organisation { .. }));
            // "Oslo presses Riga to pay – the daily": who is named behind a dash at the end has said so.
            let source = p.node > 1
                && tree.extent(p.node).1 + 1 >= tree.len()
                && matches!(tree.words[p.node - 1], "–" | "—" | "-");
            !outlet || (!source && tree.head(p.node).is_none_or(|h| tree.lemma(h) != "tell"))
        });
    }

    /// Violence and force have a doer even where nobody names him; a state's measures at home fall on its people.
    pub(super) fn fill_unknown(&self, reading: &mut Reading) {
        let tree = self.reader.who.tree;
        let act = &self.reader.book.acts[reading.act];
        let span = tree.token(reading.node).span;
        let force = matches!(act.event_type, EventType::Assault | EventType::Coerce | EventType::Mobilize);
        // "Two leaders are sentenced to death": a court there, which nobody names.
        let judged = act.mode == "convict" || act.mode == "allege" || act.mode == "investigate";
        // "Facing sanctions", "sanctions were imposed on": by whom is not told.
        let punished = act.event_type == EventType::Sanction && !reading.recipients.is_empty();
        let nameless =
            force || punished || (judged && tree.passive(reading.node) && tree.agent(reading.node).is_none());
        if reading.actors.is_empty() && nameless && self.doer_may_be_unknown(reading) {
            let organ = self.organ_there(reading, judged);
            reading.actors.push(organ.unwrap_or_else(|| Party::unknown(span, reading.node)));
        }
        if act.event_type == EventType::Protest && reading.actors.iter().all(Party::is_unknown) {
            let crowd = self.reader.who.people_here(reading.node);
            if !crowd.is_empty() {
                reading.actors = crowd;
            }
        }
        let mutual = act.shape == Shape::Either && reading.actors.len() > 1;
        if reading.recipients.iter().all(Party::is_unknown) && act.event_type == EventType::Assault && !mutual {
            self.people_of_the_place(reading);
        }
        let at_home = matches!(act.mode.as_str(), "curfew" | "martial-law" | "censor" | "restrict")
            && act.event_type == EventType::Coerce;
        if (at_home || self.lifts_a_burden_at_home(reading))
            && reading.recipients.is_empty()
            // "Both countries declared martial law": each at home.
            && reading.actors.iter().all(|a| a.country == reading.actors[0].country)
            && let Some(country) = reading.actors.first().and_then(|a| a.country)
        {
            let people = Party {
                country: Some(country),
                sector: Some(westphalia_atlas::Sector::Cvl),
                name: self.reader.who.atlas.country(country).name.clone(),
                ..Party::unknown(westphalia_model::Span::default(), reading.node)
            };
            reading.recipients.push(people);
        }
    }

    /// "Malta ends its curfew": those at home are who is freed of it.
    fn lifts_a_burden_at_home(&self, reading: &Reading) -> bool {
        let tree = self.reader.who.tree;
        let burden = |i: usize| matches!(tree.lemma(i), "curfew" | "emergency" | "lockdown" | "censorship");
        let (first, last) = tree.extent(reading.node);
        self.reader.book.acts[reading.act].event_type == EventType::Concede && (first..=last).any(burden)
    }

    /// "Is sentenced to death in Minsk", "was arrested in Chile": by a court or the police of the state where it is done.
    pub(super) fn organ_there(&self, reading: &Reading, judged: bool) -> Option<Party> {
        use westphalia_atlas::Sector::{Cop, Jud};
        let who = &self.reader.who;
        let seized = matches!(self.reader.book.acts[reading.act].mode.as_str(), "arrest" | "extradite");
        if !who.tree.passive(reading.node) || reading.recipients.is_empty() || !(judged || seized) {
            return None;
        }
        let home = reading.recipients.first().and_then(|p| p.country).filter(|_| judged);
        let country = who.stated_place(reading.node).or(home)?;
        let convicted = self.reader.book.acts[reading.act].event_type == EventType::Sanction;
        let sector = if judged || convicted { Jud } else { Cop };
        let state = who.atlas.country(country).name.clone();
        let nobody = Party::unknown(westphalia_model::Span::default(), reading.node);
        Some(Party { country: Some(country), sector: Some(sector), name: state, ..nobody })
    }

    /// An army, court or police abroad stands for its state; at home it is one organ among others.
    pub(super) fn act_for_the_state(&self, reading: &mut Reading) {
        use westphalia_atlas::Sector::{Cop, Gov, Jud, Leg, Mil};
        // A named group of the same country is at home, too: the Peruvian army against the Shining Path.
        let of_there = |p: &Party| p.body.is_empty() || matches!(p.entry, Some(Entry::Group { .. }));
        let at_home = |party: &Party, others: &[Party]| {
            others.iter().any(|o| o.country == party.country && party.country.is_some() && of_there(o))
        };
        let organ = |p: &Party| matches!(p.sector, Some(Mil | Jud | Leg));
        if self.reader.book.acts[reading.act].name == "exercise-alone" {
            // "The army trains on an island of its own": the island is where it trains.
            let own: Vec<_> = reading.actors.iter().map(|a| a.country).collect();
            reading.recipients.retain(|r| !own.contains(&r.country));
        }
        let (actors, recipients) = (reading.actors.clone(), reading.recipients.clone());
        let act = &self.reader.book.acts[reading.act];
        let crowd = act.event_type == EventType::Protest;
        for party in &mut reading.actors {
            // In a clash the others among the actors are who is fought.
            let fought: Vec<Party> = actors.iter().filter(|a| !a.same(party)).cloned().collect();
            let against_its_own = at_home(party, &recipients) || (recipients.is_empty() && at_home(party, &fought));
            let abroad = !against_its_own;
            let foreign_police = party.sector == Some(Cop) && !recipients.is_empty();
            if party.body.is_empty() && abroad && !crowd && (organ(party) || foreign_police) {
                party.sector = Some(Gov);
            }
        }
        for party in &mut reading.recipients {
            // What a group takes from its country's army, it takes from the state.
            let own: Vec<Party> = actors.iter().filter(|a| a.body.is_empty()).cloned().collect();
            if party.body.is_empty() && organ(party) && !at_home(party, &own) {
                party.sector = Some(Gov);
            }
        }
    }

    /// Students, teachers and priests who march are people of their country.
    pub(super) fn march_as_people(&self, reading: &mut Reading) {
        use westphalia_atlas::Sector::{Cvl, Edu, Rel};
        if self.reader.book.acts[reading.act].event_type == EventType::Protest {
            for party in reading.actors.iter_mut().filter(|p| matches!(p.sector, Some(Edu | Rel)) && p.entry.is_none())
            {
                party.sector = Some(Cvl);
            }
        }
    }

    /// "Britain sanctioned seven people": not its own, but those of the state that the report is about.
    pub(super) fn punish_abroad(&self, reading: &mut Reading) {
        let act = &self.reader.book.acts[reading.act];
        let Some(own) = reading.actors.first().and_then(|a| a.country) else { return };
        if act.event_type != EventType::Sanction || !act.name.contains("sanction") {
            return;
        }
        let partner = self.reader.who.memory.partner_of(own);
        for party in
            reading.recipients.iter_mut().filter(|p| p.country == Some(own) && p.entry.is_none() && p.body.is_empty())
        {
            match &partner {
                Some(partner) => {
                    party.country = partner.country;
                    party.name = partner.name.clone();
                }
                None => *party = Party::unknown(party.span, party.node),
            }
        }
    }

    /// Nobody is named, or only a weapon or a deed is; a shop or a storm is no party.
    pub(super) fn doer_may_be_unknown(&self, reading: &Reading) -> bool {
        let tree = self.reader.who.tree;
        if !tree.is_verb(reading.node) {
            return true;
        }
        tree.subject(reading.node).is_none_or(|s| {
            reading.second == Some(s)
                || reading.recipients.iter().any(|r| r.node == s)
                || self.reader.is_weapon(s)
                || self.reader.who.mentions.role(s).is_some()
        })
    }
}
