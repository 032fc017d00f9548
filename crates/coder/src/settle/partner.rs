//! The other party, where no slot of the frame holds it, and who takes part together.

use crate::codebook::Shape;
use crate::codebook::Yield;
use crate::party::Party;
use crate::reading::Reading;
use crate::walk::Walk;
use westphalia_atlas::Entry;
use westphalia_model::EventType;
use westphalia_text::Deprel;

impl Walk<'_, '_> {
    /// A party that no slot holds may stand deeper: "ratifies a treaty on the Armenian-Russian air defence". One that stands alone
    /// beside the actor is meant; of several, the one below the predicate.
    pub(super) fn find_other_party(&self, reading: &mut Reading) {
        self.find_party_of_the_act(reading);
        let act = &self.reader.book.acts[reading.act];
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
            let head = tree.head_of(m.first, m.last).unwrap_or(m.last);
            let apart = subject.is_some_and(|s| tree.under(head, s)) || self.consumed[head];
            let in_place = matches!(tree.case(head), Some("in" | "at" | "near"))
                && matches!(m.entry, Entry::Place { .. } | Entry::Capital { .. });
            let dateline =
                tree.rel(head) == Deprel::Dep || self.is_topic(head) || self.is_of_another_verb(head, reading.node);
            let hostile = matches!(act.event_type, EventType::Threaten | EventType::Accuse);
            let beside = self.is_of_a_deed(head) || (!hostile && self.is_in_another_clause(head, reading.node));
            if apart || in_place || dateline || beside || matches!(m.entry, Entry::Place { .. }) {
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
        if others.is_empty() && self.binds_itself(reading) {
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

    /// "Agreed to take back its citizens", "threatened to answer": nobody agrees alone, and who is threatened is whom the report is about.
    fn binds_itself(&self, reading: &Reading) -> bool {
        let who = &self.reader.who;
        let book = self.reader.book;
        let kind = book.acts[reading.act].event_type;
        let op = reading.operators.first().map(|(op, _)| book.operators[*op].name.as_str());
        let state = reading.actors.iter().all(|a| a.body.is_empty() && a.sector == Some(westphalia_atlas::Sector::Gov));
        let alone = who.mentions.names.iter().all(|m| {
            let country = who.atlas.country_of(m.entry, who.day);
            country.is_some() && reading.actors.iter().any(|a| a.country == country)
        });
        matches!(
            (kind, op),
            (EventType::Agree | EventType::Concede, Some("agree")) | (EventType::Threaten, Some("threaten"))
        ) && state
            && alone
            // A state's own words often say no more than what it agreed to at home.
            && who.memory.voice().is_none()
    }

    /// "Ordered half of its embassy staff to leave Chad": whoever sends its own people away from a state withdraws them from there.
    pub(super) fn call_home(&self, reading: &mut Reading) {
        let book = self.reader.book;
        let own = |p: &Party| {
            p.body.is_empty() && reading.actors.iter().any(|a| a.country.is_some() && a.country == p.country)
        };
        let expels = book.acts[reading.act].name == "expel-diplomats";
        if !expels || reading.recipients.is_empty() || !reading.recipients.iter().all(own) {
            return;
        }
        let who = &self.reader.who;
        let tree = who.tree;
        let clause = tree.child(reading.node, &[Deprel::Xcomp, Deprel::Advcl]);
        let left = clause.and_then(|c| tree.object(c).or_else(|| tree.phrase(c, "from")));
        let there = left.or_else(|| ["from", "in"].iter().find_map(|p| tree.phrase(reading.node, p)));
        let hosts = there.map(|t| who.parties_loosely(t)).unwrap_or_default();
        if let Some(recall) = book.act("recall-ambassador").filter(|_| !hosts.is_empty()) {
            reading.act = recall;
            reading.recipients = hosts;
        }
    }

    /// What the kind of act itself tells of its other party.
    fn find_party_of_the_act(&self, reading: &mut Reading) {
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
    }

    /// "Pyongyang, July 26: The Belarusian minister visited the tower": the host is the state where the report is written.
    pub(super) fn visited_here(&self, reading: &mut Reading) {
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
    pub(super) fn is_of_another_verb(&self, name: usize, verb: usize) -> bool {
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

    /// "In the face of Serbian aggression": whoever does a hostile deed that is only spoken of is no partner.
    fn is_of_a_deed(&self, name: usize) -> bool {
        let tree = self.reader.who.tree;
        let hostile = |i: usize| {
            matches!(
                tree.lemma(i),
                "aggression" | "invasion" | "occupation" | "attack" | "war" | "violation" | "threat" | "terrorism"
            )
        };
        let mut at = name;
        for _ in 0..4 {
            let Some(above) = tree.head(at).filter(|h| tree.is_noun(*h)) else { return false };
            if hostile(above) {
                return true;
            }
            at = above;
        }
        false
    }

    /// "When he stops over in Oman": a name in a clause of time has no part in what the main verb tells.
    fn is_in_another_clause(&self, name: usize, verb: usize) -> bool {
        let tree = self.reader.who.tree;
        let mut at = name;
        for _ in 0..tree.len() {
            if at == verb {
                return false;
            }
            if tree.rel(at) == Deprel::Advcl
                && matches!(tree.mark(at), Some("when" | "before" | "after" | "while" | "since" | "because"))
            {
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
    pub(super) fn speaks_of_ties(&self, reading: &Reading) -> bool {
        let tree = self.reader.who.tree;
        let (first, last) = tree.extent(reading.node);
        (first..=last)
            .any(|i| matches!(tree.lemma(i), "tie" | "relation" | "relationship" | "cooperation" | "partnership"))
    }

    /// Whether a name stands in a phrase that tells what is spoken of or against whom.
    pub(super) fn is_topic(&self, name: usize) -> bool {
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
    pub(super) fn blamed_for_a_deed(&self, reading: &mut Reading) {
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
    pub(super) fn threatened_under_a_condition(&self, reading: &mut Reading) {
        let tree = self.reader.who.tree;
        let condition =
            tree.children(reading.node).chain(reading.consumed.iter().flat_map(|c| tree.children(*c))).find(|k| {
                tree.rel(*k) == Deprel::Advcl && matches!(tree.mark(*k), Some("if" | "unless" | "until" | "should"))
            });
        let subject = condition.and_then(|c| tree.surface_subject(c));
        let parties = subject.map(|s| self.reader.who.parties_loosely(s)).unwrap_or_default();
        reading.recipients = parties.into_iter().filter(|p| !reading.actors.iter().any(|a| a.same(p))).collect();
    }

    /// Words of support for a people are for its state, and so is a visit to its sights.
    pub(super) fn address_the_state(&self, reading: &mut Reading) {
        let act = &self.reader.book.acts[reading.act];
        if act.event_type == EventType::Support || act.name == "visit" {
            for party in reading
                .recipients
                .iter_mut()
                .filter(|p| p.sector == Some(westphalia_atlas::Sector::Cvl) && p.country.is_some())
            {
                party.sector = Some(westphalia_atlas::Sector::Gov);
            }
        }
    }

    /// Exercises of several states are cooperation, however they are called.
    pub(super) fn exercise_together(&self, reading: &mut Reading) {
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
    pub(super) fn join_members(&self, reading: &mut Reading) {
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
}
