//! Completes what was read: who else takes part, for whom an organ stands, and whether anything is told at all.

use crate::codebook::{Shape, Yield};
use crate::party::Party;
use crate::reading::Reading;
use crate::walk::{Stance, Told, Walk};
use westphalia_atlas::Entry;
use westphalia_model::EventType;
use westphalia_text::Deprel;

impl Walk<'_, '_> {
    /// Sense, members and completeness of a reading; or why it is no event.
    pub fn settle(&self, mut reading: Reading, stance: &Stance) -> Result<Told, &'static str> {
        let sense = self.sense(&mut reading, stance)?;
        if self.reader.book.acts[reading.act].name == "host" && !reading.recipients.is_empty() {
            // The visitor acts, the host receives.
            std::mem::swap(&mut reading.actors, &mut reading.recipients);
        }
        self.forget_listeners(&mut reading);
        self.done_by_the_speaker(&mut reading, stance);
        self.fill_unknown(&mut reading);
        self.find_other_party(&mut reading);
        self.act_for_the_state(&mut reading);
        self.punish_abroad(&mut reading);
        self.harm_to_people(&mut reading);
        self.harm_to_others(&mut reading);
        self.harm_at_a_place(&mut reading);
        self.address_the_state(&mut reading);
        self.exercise_together(&mut reading);
        self.killed_in_a_clash(&mut reading);
        self.join_members(&mut reading);
        self.complete(&reading)?;
        Ok(Told { reading, sense })
    }

    /// "The minister announces that three citizens of Spain have been arrested": by his state.
    fn done_by_the_speaker(&self, reading: &mut Reading, stance: &Stance) {
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
    fn forget_listeners(&self, reading: &mut Reading) {
        let tree = self.reader.who.tree;
        reading.recipients.retain(|p| {
            let outlet =
                p.sector == Some(westphalia_atlas::Sector::Med) && matches!(p.entry, Some(Entry::Organisation { .. }));
            !outlet || tree.head(p.node).is_none_or(|h| tree.lemma(h) != "tell")
        });
    }

    /// Violence and force have a doer even where nobody names him; a state's measures at home fall on its people.
    fn fill_unknown(&self, reading: &mut Reading) {
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
        let at_home = matches!(act.mode.as_str(), "curfew" | "martial-law" | "censor" | "restrict");
        if at_home
            && act.event_type == EventType::Coerce
            && reading.recipients.is_empty()
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

    /// "Is sentenced to death in Minsk", "was arrested in Chile": by a court or the police of the state where it is done.
    fn organ_there(&self, reading: &Reading, judged: bool) -> Option<Party> {
        use westphalia_atlas::Sector::{Cop, Jud};
        let who = &self.reader.who;
        let seized = matches!(self.reader.book.acts[reading.act].mode.as_str(), "arrest" | "extradite");
        if !who.tree.passive(reading.node) || reading.recipients.is_empty() || !(judged || seized) {
            return None;
        }
        let home = reading.recipients.first().and_then(|p| p.country).filter(|_| judged);
        let country = who.stated_place(reading.node).or(home)?;
        let sector = if judged { Jud } else { Cop };
        let state = who.atlas.country(country).name.clone();
        let nobody = Party::unknown(westphalia_model::Span::default(), reading.node);
        Some(Party { country: Some(country), sector: Some(sector), name: state, ..nobody })
    }

    /// An army, court or police abroad stands for its state; at home it is one organ among others.
    fn act_for_the_state(&self, reading: &mut Reading) {
        use westphalia_atlas::Sector::{Cop, Gov, Jud, Leg, Mil};
        let at_home = |party: &Party, others: &[Party]| {
            others.iter().any(|o| o.country == party.country && party.country.is_some() && o.body.is_empty())
        };
        let organ = |p: &Party| matches!(p.sector, Some(Mil | Jud | Leg));
        let (actors, recipients) = (reading.actors.clone(), reading.recipients.clone());
        let crowd = self.reader.book.acts[reading.act].event_type == EventType::Protest;
        for party in &mut reading.actors {
            let mixed = actors.iter().any(|a| a.country != party.country);
            let abroad = mixed || !at_home(party, &recipients);
            let foreign_police = party.sector == Some(Cop) && !recipients.is_empty();
            if party.body.is_empty() && abroad && !crowd && (organ(party) || foreign_police) {
                party.sector = Some(Gov);
            }
        }
        for party in &mut reading.recipients {
            if party.body.is_empty() && organ(party) && !at_home(party, &actors) {
                party.sector = Some(Gov);
            }
        }
    }

    /// "Britain sanctioned seven people": not its own, but those of the state that the report is about.
    fn punish_abroad(&self, reading: &mut Reading) {
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

    /// "One killed in an Israeli strike on a Hezbollah depot": the people hit are not the attacker's own where somebody else is named.
    fn harm_to_others(&self, reading: &mut Reading) {
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
    fn harm_at_a_place(&self, reading: &mut Reading) {
        let tree = self.reader.who.tree;
        let stateless = reading.actors.iter().all(|a| a.is_unknown() || !a.body.is_empty());
        if self.reader.book.acts[reading.act].event_type != EventType::Assault || !stateless {
            return;
        }
        for party in &mut reading.recipients {
            let placed = matches!(tree.case(party.node), Some("in" | "at" | "near" | "outside" | "across" | "inside"));
            let named = matches!(party.entry, Some(Entry::Place { .. } | Entry::Capital { .. } | Entry::State { .. }));
            if placed && named && party.body.is_empty() {
                party.sector = Some(westphalia_atlas::Sector::Cvl);
            }
        }
    }

    /// A hotel, a court or a school that is hit means the people in it.
    fn harm_to_people(&self, reading: &mut Reading) {
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

    /// A party that no slot holds may stand deeper: "ratifies a treaty on the Armenian-Russian air defence". One that stands alone
    /// beside the actor is meant; of several, the one below the predicate.
    fn find_other_party(&self, reading: &mut Reading) {
        let act = &self.reader.book.acts[reading.act];
        if act.event_type == EventType::Threaten && reading.recipients.is_empty() {
            self.threatened_under_a_condition(reading);
        }
        if act.event_type == EventType::Consult && reading.recipients.is_empty() && reading.actors.len() == 1 {
            // "He also raised the fate of the hostages": with whom, the sentence before said.
            let discussed =
                reading.operators.first().is_some_and(|(op, _)| self.reader.book.operators[*op].name == "discuss");
            if discussed {
                let others = self.reader.who.memory.several();
                reading.recipients =
                    others.into_iter().filter(|p| !reading.actors.iter().any(|a| a.same(p))).take(1).collect();
                reading.joined = true;
                return;
            }
        }
        if act.event_type == EventType::Accuse {
            self.blamed_for_a_deed(reading);
        }
        if act.event_type == EventType::Aid && reading.recipients.is_empty() {
            // "Suriname vaccinates with doses donated by Barbados": who uses the gift was given it.
            let user = self.reader.who.tree.subject_above(reading.node);
            let users = user.map(|s| self.reader.who.parties(s)).unwrap_or_default();
            reading.recipients = users.into_iter().filter(|p| !reading.actors.iter().any(|a| a.same(p))).collect();
        }
        if act.name == "visit" && reading.recipients.is_empty() && reading.actors.len() == 1 {
            self.visited_here(reading);
        }
        let needs = act.shape != Shape::Alone
            && !matches!(
                act.event_type,
                EventType::Assault | EventType::Coerce | EventType::Protest | EventType::Mobilize | EventType::Retreat
            );
        if !needs || !reading.recipients.is_empty() || reading.actors.len() != 1 {
            return;
        }
        let who = &self.reader.who;
        let tree = who.tree;
        let subject = tree.subject(reading.node);
        let mut others: Vec<Party> = Vec::new();
        let mut below = 0;
        for m in &who.mentions.names {
            let head =
                (m.first..=m.last).find(|i| tree.head(*i).is_none_or(|h| h < m.first || h > m.last)).unwrap_or(m.last);
            let apart = subject.is_some_and(|s| tree.under(head, s)) || self.consumed[head];
            let in_place = matches!(tree.case(head), Some("in" | "at" | "near"))
                && matches!(m.entry, Entry::Place { .. } | Entry::Capital { .. });
            let dateline =
                tree.rel(head) == Deprel::Dep || self.is_topic(head) || self.is_of_another_verb(head, reading.node);
            if apart || in_place || dateline || matches!(m.entry, Entry::Place { .. }) {
                continue;
            }
            let under = tree.under(head, reading.node);
            for party in who.parties_loosely(head) {
                let known = party.country.is_some() || !party.body.is_empty();
                if known
                    && !reading
                        .actors
                        .iter()
                        .chain(&others)
                        .any(|p| p.same(&party) || (p.country == party.country && p.country.is_some()))
                {
                    below += usize::from(under);
                    others.push(party);
                }
            }
        }
        if others.len() > 1 && others.iter().any(|p| p.body.is_empty()) {
            // A state among bodies and groups is the likelier partner.
            others.retain(|p| p.body.is_empty());
        }
        if others.is_empty()
            && matches!(act.event_type, EventType::Agree | EventType::Cooperate)
            && self.speaks_of_ties(reading)
        {
            // "Putin stressed the potential for deeper ties": with the state that the report is about.
            let partner = reading.actors[0].country.and_then(|country| who.memory.partner_of(country));
            others.extend(partner.map(|p| Party { span: westphalia_model::Span::default(), ..p }));
            below = 1;
        }
        if others.len() == 1
            && (below == 1 || matches!(act.event_type, EventType::Agree | EventType::Support | EventType::Consult))
        {
            reading.recipients = others;
        }
    }

    /// "Pyongyang, July 26: The Belarusian minister visited the tower": the host is the state where the report is written.
    fn visited_here(&self, reading: &mut Reading) {
        let who = &self.reader.who;
        let guest = reading.actors.first().and_then(|a| a.country);
        let dateline = who.mentions.names.iter().find(|m| {
            who.tree.rel(m.first) == Deprel::Dep && matches!(m.entry, Entry::Capital { .. } | Entry::Place { .. })
        });
        let here = dateline.and_then(|m| who.atlas.country_of(m.entry, who.day));
        let host = here.or_else(|| who.stated_place(reading.node)).or_else(|| who.memory.voice()?.country);
        if let Some(host) = host.filter(|h| guest.is_some_and(|g| g != *h)) {
            let state = who.atlas.country(host).name.clone();
            let nobody = Party::unknown(westphalia_model::Span::default(), reading.node);
            let sector = Some(westphalia_atlas::Sector::Gov);
            reading.recipients = vec![Party { country: Some(host), sector, name: state, ..nobody }];
        }
    }

    /// "Announced the agreement and thanked the French president": who is thanked has no part in the agreement.
    fn is_of_another_verb(&self, name: usize, verb: usize) -> bool {
        let tree = self.reader.who.tree;
        let mut at = name;
        for _ in 0..tree.len() {
            if at == verb {
                return false;
            }
            if tree.is_verb(at) && tree.rel(at) == Deprel::Conj {
                return true;
            }
            match tree.head(at) {
                Some(head) => at = head,
                None => return false,
            }
        }
        false
    }

    /// Whether the words are about ties or cooperation between states.
    fn speaks_of_ties(&self, reading: &Reading) -> bool {
        let tree = self.reader.who.tree;
        let (first, last) = tree.extent(reading.node);
        (first..=last)
            .any(|i| matches!(tree.lemma(i), "tie" | "relation" | "relationship" | "cooperation" | "partnership"))
    }

    /// Whether a name stands in a phrase that tells what is spoken of or against whom.
    fn is_topic(&self, name: usize) -> bool {
        let tree = self.reader.who.tree;
        let mut at = name;
        for _ in 0..6 {
            let Some(above) = tree.head(at) else { return false };
            match tree.case(at) {
                Some("about" | "against" | "over" | "amid" | "regarding" | "concern" | "despite" | "from") => {
                    return true;
                }
                Some("on") => return !matches!(tree.lemma(above), "treaty" | "agreement" | "deal" | "accord" | "pact"),
                _ if tree.is_verb(above) => return false,
                _ => at = above,
            }
        }
        false
    }

    /// "Tokyo condemns the launch": whoever did what was told before.
    fn blamed_for_a_deed(&self, reading: &mut Reading) {
        let tree = self.reader.who.tree;
        let Some(deed) = tree.object(reading.node).filter(|o| tree.is_noun(*o)) else { return };
        let suffers = |p: &Party| matches!(tree.case(p.node), Some("in" | "at" | "near" | "on" | "against"));
        if self.reader.is_weapon(deed) && !reading.recipients.is_empty() && reading.recipients.iter().all(suffers) {
            // "Condemned the attack in Mali": whoever attacked, not where.
            reading.recipients = vec![Party::unknown(tree.token(deed).span, deed)];
        }
        if !reading.recipients.is_empty() {
            return;
        }
        let known = tree.children(deed).any(|k| {
            tree.rel(k) == Deprel::Det && matches!(tree.lemma(k), "the" | "this" | "that" | "these" | "those")
        });
        if !known || !self.reader.who.parties_loosely(deed).is_empty() {
            return;
        }
        let here = self.told.last().map(|t| t.reading.actors.as_slice());
        let doers = here.unwrap_or_else(|| self.reader.who.memory.doers());
        let others = doers.iter().filter(|d| !d.is_unknown() && !reading.actors.iter().any(|a| a.same(d)));
        reading.recipients = others.cloned().collect();
    }

    /// "Warned of consequences if Baku did not withdraw": who must meet the condition is threatened.
    fn threatened_under_a_condition(&self, reading: &mut Reading) {
        let tree = self.reader.who.tree;
        let condition =
            tree.children(reading.node).chain(reading.consumed.iter().flat_map(|c| tree.children(*c))).find(|k| {
                tree.rel(*k) == Deprel::Advcl && matches!(tree.mark(*k), Some("if" | "unless" | "until" | "should"))
            });
        let subject = condition.and_then(|c| tree.surface_subject(c));
        let parties = subject.map(|s| self.reader.who.parties_loosely(s)).unwrap_or_default();
        reading.recipients = parties.into_iter().filter(|p| !reading.actors.iter().any(|a| a.same(p))).collect();
    }

    /// Words of support for a people are for its state.
    fn address_the_state(&self, reading: &mut Reading) {
        if self.reader.book.acts[reading.act].event_type == EventType::Support {
            for party in reading
                .recipients
                .iter_mut()
                .filter(|p| p.sector == Some(westphalia_atlas::Sector::Cvl) && p.country.is_some())
            {
                party.sector = Some(westphalia_atlas::Sector::Gov);
            }
        }
    }

    /// Nobody is named, or only a weapon or a deed is; a shop or a storm is no party.
    fn doer_may_be_unknown(&self, reading: &Reading) -> bool {
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

    /// Violence at a place with no known victims falls on the people of the place.
    fn people_of_the_place(&self, reading: &mut Reading) {
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
    fn country_attacked(&self, doer: Option<westphalia_atlas::CountryId>) -> Option<westphalia_atlas::CountryId> {
        let doer = doer?;
        let who = &self.reader.who;
        let located =
            who.mentions.names.iter().filter(|m| matches!(m.entry, Entry::Place { .. } | Entry::Capital { .. }));
        located.filter_map(|m| who.atlas.country_of(m.entry, who.day)).find(|c| *c != doer)
    }

    /// "Indian and Chinese soldiers were killed in a clash": they fought each other.
    fn killed_in_a_clash(&self, reading: &mut Reading) {
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

    /// Exercises of several states are cooperation, however they are called.
    fn exercise_together(&self, reading: &mut Reading) {
        let several =
            reading.actors.iter().filter_map(|a| a.country).collect::<std::collections::BTreeSet<_>>().len() > 1;
        if several && self.reader.book.acts[reading.act].name == "exercise-alone" {
            reading.act = self.reader.book.act("joint-exercise").unwrap_or(reading.act);
            // What is only planned together is agreed.
            let outermost = reading.operators.first().map(|(op, _)| *op);
            if let Some(Yield::Act(act)) = outermost.map(|op| self.reader.book.apply(op, Some(reading.act)).result) {
                reading.act = act;
            }
        }
    }

    /// Puts all parties of an act without direction among its actors.
    fn join_members(&self, reading: &mut Reading) {
        let shape = self.reader.book.acts[reading.act].shape;
        let tree = self.reader.who.tree;
        let town = |p: &Party| {
            matches!(p.entry, Some(Entry::Capital { .. } | Entry::Place { .. }))
                && matches!(tree.case(p.node), Some("in" | "at" | "near"))
        };
        if shape == Shape::Either && reading.actors.len() > 1 && reading.recipients.iter().all(town) {
            // "Syria and Israel held talks in Paris": a place is no member.
            reading.recipients.clear();
        }
        let join = match shape {
            Shape::Symmetric => true,
            // "Will meet with X" is one side's promise; only those who promise together are members.
            Shape::Either if self.reader.book.acts[reading.act].name == "agree-meet" => {
                reading.actors.len() > 1 || reading.actors.is_empty()
            }
            Shape::Either => reading.joined || (reading.recipients.is_empty() && reading.actors.len() > 1),
            Shape::Directed | Shape::Alone => false,
        };
        if join {
            let mut recipients = std::mem::take(&mut reading.recipients);
            if reading.actors.len() > 1 {
                recipients.retain(|p| !town(p));
            }
            for party in recipients {
                if !reading.actors.iter().any(|a| a.same(&party)) {
                    reading.actors.push(party);
                }
            }
        }
    }

    /// An event needs parties: somebody who acts, and somebody to act with or on where the act asks for one.
    fn complete(&self, reading: &Reading) -> Result<(), &'static str> {
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

    /// People who die in a sentence about a storm, a quake or a crash, by nobody's hand.
    fn is_disaster(&self, reading: &Reading) -> bool {
        let tree = self.reader.who.tree;
        let hurt = matches!(
            tree.lemma(reading.node),
            "kill" | "injure" | "wound" | "die" | "hurt" | "claim" | "leave" | "destroy"
        );
        let book = self.reader.book;
        let tells = |i: usize| self.is_of(i, "accident") || self.is_of(i, "disaster");
        let nameless = reading.actors.iter().all(Party::is_unknown) && reading.second.is_none_or(tells);
        let armed = (0..tree.len()).any(|i| self.reader.is_weapon(i));
        book.acts[reading.act].event_type == EventType::Assault
            && hurt
            && nameless
            && !armed
            && (0..tree.len()).any(tells)
    }

    /// Whether a word is of a set of the codebook.
    fn is_of(&self, word: usize, set: &str) -> bool {
        let book = self.reader.book;
        book.set(set).is_some_and(|set| book.in_set(set, &self.reader.who.tree.lemma(word).to_lowercase()))
    }

    /// A shooting in a night club, a murder in a family: violence of private people that aims at nobody's nation or faith.
    fn is_private_crime(&self, reading: &Reading) -> bool {
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
    fn is_at_home(&self, reading: &Reading) -> bool {
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
