//! Whom a claim is about: whose visit, to whom, and which two "the two countries" are.

use super::Finder;
use super::cue::Cue;
use crate::party::Party;
use crate::reading::Reading;
use westphalia_atlas::{Entry, RoleKind, Sector};
use westphalia_model::{Actor, Counted, EventType, Report, Span};
use westphalia_text::{Deprel, Upos};

/// Whom a claim is about.
#[derive(Default)]
pub(super) struct Sides {
    pub actors: Vec<Party>,
    pub recipients: Vec<Party>,
    pub symmetric: bool,
    pub office: String,
    /// Whether somebody is said to go where they are from: whoever it is, was not understood.
    pub is_reflexive: bool,
    /// Whether it is somebody's act whose name is not known: "my first visit", "the minister's first visit".
    pub unnamed: bool,
}

impl Finder<'_, '_> {
    pub(super) fn sides(&self, cue: &Cue, reading: Option<&Reading>) -> Sides {
        let tree = self.scene.tree;
        let who = &self.reader.who;
        let mut sides = Sides::default();
        if let Some(reading) = reading {
            sides.actors.clone_from(&reading.actors);
            sides.recipients.clone_from(&reading.recipients);
            sides.symmetric = reading.joined || (reading.recipients.is_empty() && reading.actors.len() > 1);
        }
        let doer = cue.doer.map(|d| (d, who.parties(d)));
        if let Some((_, parties)) = doer.as_ref().filter(|(_, parties)| !parties.is_empty()) {
            sides.actors.clone_from(parties);
        }
        let by = tree.phrase(cue.at, "by").or_else(|| tree.phrase(cue.what, "by")).filter(|b| tree.is_noun(*b));
        let relative =
            tree.child(cue.what, &[Deprel::AclRelcl]).and_then(|k| tree.surface_subject(k)).filter(|s| *s != cue.what);
        if let Some(by) = by.or(relative).filter(|_| cue.doer.is_none()) {
            let parties = who.parties(by);
            if !parties.is_empty() {
                sides.actors = parties;
            }
        }
        if let Some(pair) = self.pair(cue) {
            (sides.actors, sides.recipients) = (pair, Vec::new());
            sides.symmetric = true;
        }
        if sides.actors.is_empty() {
            sides.actors = self.owners(cue);
        }
        let meets = reading.is_some_and(|r| {
            let act = &self.scene.book.acts[r.act];
            act.event_type == EventType::Consult && act.mode != "visit" && act.mode != "third-party"
        });
        sides.symmetric |= meets;
        if sides.recipients.is_empty() {
            sides.recipients = self.targets(cue, sides.symmetric);
        }
        let n_found = sides.recipients.len();
        sides.recipients.retain(|r| !sides.actors.iter().any(|a| a.same(r)));
        sides.is_reflexive = n_found > 0 && sides.recipients.is_empty();
        if sides.symmetric {
            sides.actors.retain(|a| !matches!(a.entry, Some(Entry::Place { .. })));
        }
        sides.unnamed = sides.actors.iter().any(|a| self.is_unnamed(a, cue));
        sides.office = self.office(&sides.actors, cue);
        sides
    }

    /// "My", or an office with a definite article and no name that is known.
    fn is_unnamed(&self, party: &Party, cue: &Cue) -> bool {
        let tree = self.scene.tree;
        let node = party.node.min(tree.len().saturating_sub(1));
        if matches!(tree.lemma(node), "I" | "i" | "my" | "me") {
            return true;
        }
        let named = matches!(party.entry, Some(Entry::Person { .. }));
        !named
            && cue.doer != Some(party.node)
            && self.scene.mentions.role(node).is_some_and(|(_, _, r)| r.kind == RoleKind::Person && !r.plural)
    }

    /// Whose "first visit" it is, or who holds it.
    fn owners(&self, cue: &Cue) -> Vec<Party> {
        let tree = self.scene.tree;
        let who = &self.reader.who;
        let called = |h: &usize| !matches!(tree.lemma(*h), "call" | "describe" | "say" | "hail" | "term" | "consider");
        let slots = [
            tree.child(cue.what, &[Deprel::NmodPoss]),
            tree.is_clause(cue.what).then(|| tree.surface_subject(cue.what)).flatten(),
            self.between(cue),
            cue.light.and_then(|v| tree.subject(v)),
            tree.head(cue.what)
                .filter(|h| tree.is_verb(*h) && called(h))
                .and_then(|v| tree.subject(v))
                .filter(|s| *s != cue.what),
        ];
        let found = slots.into_iter().flatten().map(|s| who.parties_loosely(s)).find(|p| !p.is_empty());
        found.unwrap_or_else(|| who.maker(cue.what))
    }

    fn between(&self, cue: &Cue) -> Option<usize> {
        let tree = self.scene.tree;
        ["between", "of", "among"].iter().find_map(|p| tree.phrase(cue.what, p).or_else(|| tree.phrase(cue.at, p)))
    }

    /// "Between leaders of the two countries", "of the two men": the two of whom the document told last that they did something.
    fn pair(&self, cue: &Cue) -> Option<Vec<Party>> {
        const PAIRS: [&str; 18] = [
            "country",
            "man",
            "leader",
            "side",
            "president",
            "state",
            "nation",
            "government",
            "neighbour",
            "neighbor",
            "minister",
            "army",
            "force",
            "capital",
            "party",
            "rival",
            "ally",
            "premier",
        ];
        let tree = self.scene.tree;
        if let Some(their) = tree.child(cue.what, &[Deprel::NmodPoss]).filter(|k| tree.lemma(*k) == "their") {
            if let Some(people) = self.people_before(their) {
                return Some(people);
            }
            let here = self.reader.who.pair_before(their);
            let states: Vec<_> = here
                .iter()
                .filter(|p| !matches!(p.entry, Some(Entry::Capital { .. } | Entry::Place { .. })))
                .cloned()
                .collect();
            return if states.len() == 2 { Some(states) } else { self.earlier_pair(cue, their) };
        }
        let between = self.between(cue)?;
        let two = |i: usize| {
            PAIRS.contains(&tree.lemma(i)) && tree.children(i).any(|k| matches!(tree.lemma(k), "two" | "both"))
        };
        let of = tree.phrase(between, "of").or_else(|| tree.phrase(between, "from"));
        if !two(between) && !of.is_some_and(two) {
            return None;
        }
        self.earlier_pair(cue, between)
    }

    /// The two people of different states who are named before a word of the sentence.
    fn people_before(&self, node: usize) -> Option<Vec<Party>> {
        let named =
            self.scene.mentions.names.iter().filter(|m| m.last < node && matches!(m.entry, Entry::Person { .. }));
        let mut people: Vec<Party> = Vec::new();
        for m in named {
            let head = self.scene.tree.head_of(m.first, m.last).unwrap_or(m.last);
            let party = self.reader.who.party_of(m.entry, head).filter(|p| p.country.is_some());
            people.extend(party.filter(|p| people.iter().all(|known| known.country != p.country)));
        }
        (people.len() == 2).then(|| people.into_iter().map(|p| Party { node, ..p }).collect())
    }

    /// The two whom the sentences before are about.
    fn earlier_pair(&self, cue: &Cue, node: usize) -> Option<Vec<Party>> {
        let memory = self.reader.who.memory;
        let told = if memory.has_two_subjects() { None } else { self.told_pair(cue, node) };
        told.or_else(|| memory.two()).map(|pair| pair.into_iter().map(|p| Party { node, ..p }).collect())
    }

    /// The two of whom an earlier sentence tells that they did such a thing, or met, or anything.
    fn told_pair(&self, cue: &Cue, node: usize) -> Option<Vec<Party>> {
        let own = self.reader.read(cue.what, None, 0).map(|r| self.scene.book.acts[r.act].event_type);
        let states = |r: &&Report| {
            let mut codes: Vec<&str> =
                r.actors.iter().chain(&r.recipients).map(Actor::side).filter(|c| !c.is_empty()).collect();
            codes.sort_unstable();
            codes.dedup();
            codes.len() == 2 && r.actors.iter().chain(&r.recipients).all(|a| a.body.is_empty())
        };
        let told = || self.told.iter().rev().filter(|r| r.sentence < self.scene.sentence).filter(states);
        let meant = told()
            .find(|r| r.event_type == own)
            .or_else(|| told().find(|r| r.event_type == Some(EventType::Consult)))
            .or_else(|| told().next())?;
        let party = |actor: &Actor| self.party(actor, node);
        Some(meant.actors.iter().chain(&meant.recipients).filter_map(party).collect())
    }

    /// To whom or where: "to Pyongyang", "in Syria", "on Japan".
    fn targets(&self, cue: &Cue, together: bool) -> Vec<Party> {
        let tree = self.scene.tree;
        let who = &self.reader.who;
        let relative = tree.children(cue.what).filter(|k| tree.rel(*k) == Deprel::AclRelcl);
        let nodes: Vec<usize> = [cue.what, cue.at].into_iter().chain(relative).collect();
        let behalf = nodes.iter().find_map(|n| tree.phrase(*n, "on")).filter(|b| tree.lemma(*b) == "behalf");
        if let Some(of) = behalf.and_then(|b| tree.phrase(b, "of")) {
            return who.parties(of);
        }
        // Two who meet in a third place do not meet the place.
        let preps: &[&str] =
            if together { &["with"] } else { &["to", "on", "against", "with", "in", "over", "towards", "into"] };
        preps
            .iter()
            .flat_map(|prep| nodes.iter().filter_map(move |n| tree.phrase(*n, prep)))
            .filter(|k| tree.is_noun(*k))
            .map(|k| who.parties_loosely(k))
            .find(|p| p.iter().any(|p| !p.is_unknown()))
            .unwrap_or_default()
    }

    /// "It was the first since 2016": what the sentence before tells.
    pub(super) fn meant_by_it(&self, cue: &Cue) -> Option<(Counted, Sides)> {
        let pronoun = self.scene.tree.token(cue.what).upos == Upos::Pron;
        let before = self.told.iter().rev().filter(|r| r.sentence + 1 == self.scene.sentence).find(|_| pronoun)?;
        let what = Counted::Events {
            event_type: before.event_type?,
            mode: before.mode.clone(),
            cameo: before.cameo_code.clone(),
        };
        let party = |actor: &Actor| self.party(actor, 0);
        let sides = Sides {
            actors: before.actors.iter().filter_map(party).collect(),
            recipients: before.recipients.iter().filter_map(party).collect(),
            symmetric: before.symmetric,
            ..Sides::default()
        };
        Some((what, sides))
    }

    /// Whoever is missing is who did such a thing in the sentences before.
    pub(super) fn complete(&self, what: &Counted, counts: bool, sides: &mut Sides) {
        let Counted::Events { event_type, .. } = what else {
            // What is told by its words alone is about the two of whom the text speaks most.
            let home = sides.actors.iter().chain(&sides.recipients).find_map(|p| p.country);
            if sides.recipients.is_empty() && counts {
                sides.recipients.extend(home.and_then(|c| self.reader.who.memory.partner_of(c)));
            }
            return;
        };
        let lacks = |s: &Sides| {
            let n = s.actors.iter().chain(&s.recipients).filter(|p| !p.is_unknown()).count();
            n < 2 && (s.actors.is_empty() || s.recipients.is_empty())
        };
        if sides.is_reflexive || !lacks(sides) || matches!(event_type, EventType::Mobilize | EventType::Assault) {
            return;
        }
        let names = |r: &&Report, party: &Party| {
            let code = party.country.map(|c| self.scene.atlas.country(c).iso3.as_str());
            r.actors.iter().chain(&r.recipients).any(|a| Some(a.country.as_str()) == code)
        };
        let told = || self.told.iter().rev();
        // A visitor of whom the text says nothing else goes to whoever it has just dealt with.
        let nearby = || {
            told().find(|r| {
                *event_type == EventType::Consult
                    && sides.actors.iter().any(|a| names(r, a))
                    && r.actors.len() + r.recipients.len() == 2
            })
        };
        let Some(before) = told().find(|r| r.event_type == Some(*event_type)).or_else(nearby) else {
            let home = sides.actors.iter().find_map(|a| a.country).filter(|_| *event_type == EventType::Consult);
            sides.recipients.extend(home.and_then(|c| self.reader.who.memory.partner_of(c)));
            return;
        };
        let party = |actor: &Actor| self.party(actor, 0);
        let others: Vec<Party> = before.actors.iter().chain(&before.recipients).filter_map(party).collect();
        if !sides.actors.iter().all(|a| others.iter().any(|o| o.country == a.country)) {
            return;
        }
        let rest = others.into_iter().filter(|o| !sides.actors.iter().any(|a| a.country == o.country));
        let state = |p: Party| Party {
            name: p.country.map_or_else(Default::default, |c| self.scene.atlas.country(c).name.clone()),
            entry: None,
            ..p
        };
        if sides.actors.is_empty() {
            sides.actors = before.actors.iter().filter_map(party).map(state).collect();
            sides.recipients = before.recipients.iter().filter_map(party).map(state).collect();
            sides.symmetric = before.symmetric;
        } else {
            sides.recipients = rest.collect();
        }
    }

    /// The party that an actor of an earlier row is.
    fn party(&self, actor: &Actor, node: usize) -> Option<Party> {
        let day = self.scene.doc.date;
        let country = self.scene.atlas.country_id(&actor.country);
        let known = self
            .scene
            .atlas
            .longest_match(&actor.name.split(' ').collect::<Vec<_>>(), westphalia_atlas::Casing::Normal);
        let entry = known.map(|m| m.on(day)).filter(|e| matches!(e, Entry::Person { .. } | Entry::State { .. }));
        let sector = actor.sector_roles.first().and_then(|s| Sector::parse(s));
        let party = Party {
            country,
            body: actor.body.as_str().into(),
            sector,
            entry,
            name: actor.name.as_str().into(),
            span: Span::default(),
            node,
            plural: false,
        };
        (!party.is_unknown()).then_some(party)
    }

    /// The office that a claim is about, where it is about any holder and not about one person.
    fn office(&self, actors: &[Party], cue: &Cue) -> String {
        let tree = self.scene.tree;
        let any = |party: &Party| {
            let (_, _, role) = self.scene.mentions.role(party.node)?;
            let named = self.scene.mentions.name(party.node).is_some()
                || tree.children(party.node).any(|k| {
                    matches!(tree.rel(k), Deprel::Flat | Deprel::Appos | Deprel::NmodDesc)
                        && tree.token(k).upos == Upos::Propn
                        && k > party.node
                        && self.scene.mentions.name(k).is_none_or(|m| matches!(m.entry, Entry::Person { .. }))
                });
            let defined = tree
                .children(party.node)
                .any(|k| tree.rel(k) == Deprel::Det && matches!(tree.lemma(k), "the" | "this" | "that"));
            let generic = cue.doer == Some(party.node) || role.plural || !defined;
            let leader = role
                .office
                .map(|o| o.as_str())
                .or_else(|| tree.lemma(party.node).eq("leader").then_some("head_of_state"));
            leader.filter(|_| generic && !named)
        };
        actors.iter().find_map(any).unwrap_or_default().to_owned()
    }
}
