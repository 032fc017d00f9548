//! From a noun phrase to the parties that it names.

use super::Party;
use super::nouns::{is_crowd, is_measure};
use crate::memory::Memory;
use crate::mention::{Mention, Mentions};
use crate::tree::Tree;
use compact_str::CompactString;
use std::cell::Cell;
use westphalia_atlas::{Atlas, Entry, Form, Role, Sector};
use westphalia_model::{Date, Span};
use westphalia_text::{Deprel, Number, Upos};

/// Resolves phrases of one sentence.
pub struct Resolver<'a> {
    /// Who is who.
    pub atlas: &'a Atlas,
    /// The sentence.
    pub tree: &'a Tree<'a>,
    /// The names in it.
    pub mentions: &'a Mentions,
    /// What the document said before.
    pub memory: &'a Memory,
    /// The day that names are read for.
    pub day: Option<Date>,
    /// How many questions about parties are open, each asked to answer the one before. Starts at 0.
    pub n_open: Cell<u8>,
}

/// How many may be open. "The ministry of both countries" asks who the pair is, and the pair may ask for the ministry.
const MOST_OPEN: u8 = 8;

impl Resolver<'_> {
    /// The parties of a phrase and of those joined to it.
    pub fn parties(&self, node: usize) -> Vec<Party> {
        let mut found: Vec<Party> = Vec::new();
        for part in self.tree.conjuncts(node) {
            for party in self.one(part, 0) {
                if !found.iter().any(|p| p.same(&party) && !p.is_unknown()) {
                    found.push(party);
                }
            }
        }
        found
    }

    /// The parties that a phrase names directly or as owner: "a court decision" means the court.
    pub fn parties_loosely(&self, node: usize) -> Vec<Party> {
        let direct = self.parties(node);
        if !direct.is_empty() {
            return direct;
        }
        self.tree.conjuncts(node).flat_map(|part| self.owner(part, 0)).fold(Vec::new(), |mut all, party| {
            if !all.iter().any(|p: &Party| p.same(&party)) {
                all.push(party);
            }
            all
        })
    }

    pub(super) fn span_of(&self, node: usize) -> Span {
        let (mut first, mut last) = (node, node);
        for kid in self.core(node) {
            first = first.min(kid);
            last = last.max(kid);
        }
        self.tree.span(first, last)
    }

    /// The tokens of a noun phrase without its complements: the head and what stands in one piece with it.
    pub(super) fn core(&self, node: usize) -> Vec<usize> {
        let mut core = vec![node];
        let mut at = 0;
        while at < core.len() {
            let here = core[at];
            core.extend(self.tree.children(here).filter(|k| {
                matches!(
                    self.tree.rel(*k),
                    Deprel::Compound
                        | Deprel::Flat
                        | Deprel::Amod
                        | Deprel::NmodPoss
                        | Deprel::NmodDesc
                        | Deprel::NmodUnmarked
                        | Deprel::Det
                        | Deprel::Nummod
                        | Deprel::Fixed
                ) || (here != node && self.tree.rel(*k) == Deprel::Conj && *k < node)
            }));
            at += 1;
        }
        core.sort_unstable();
        core
    }

    /// The parties of one phrase, without those joined to it.
    pub(super) fn one(&self, node: usize, depth: u8) -> Vec<Party> {
        if depth > 4 || self.n_open.get() >= MOST_OPEN {
            return Vec::new();
        }
        self.n_open.update(|n| n + 1);
        let found = self.answer(node, depth);
        self.n_open.update(|n| n - 1);
        found
    }

    fn answer(&self, node: usize, depth: u8) -> Vec<Party> {
        let token = self.tree.token(node);
        if token.upos == Upos::Pron || token.upos == Upos::Det {
            return self.pronoun(node, depth);
        }
        if token.lemma == "here" {
            let span = token.span;
            return self.memory.voice().map(|v| Party { span, node, ..v.clone() }).into_iter().collect();
        }
        if self.comes_along(node) {
            return Vec::new();
        }
        if let Some(korea) = self.half_of_korea(node) {
            return vec![korea];
        }
        if self.is_pair(node) {
            let span = self.span_of(node);
            let here = self.pair_before(node);
            let pair = if here.len() == 2 { here } else { self.memory.two_but(&self.doer_above(node)) };
            return pair.into_iter().map(|p| Party { span, node, ..p }).collect();
        }
        if let Some(n) = self.counted_before(node) {
            let here = self.pair_before(node);
            let named = if here.len() == n { Some(here) } else { self.memory.several_of(n) };
            if let Some(named) = named {
                let span = self.span_of(node);
                return named.into_iter().map(|p| Party { span, node, ..p }).collect();
            }
            return vec![Party { plural: true, ..Party::unknown(self.span_of(node), node) }];
        }
        if let Some(of) = self.tree.phrase(node, "of").filter(|_| is_measure(&token.lemma)) {
            let gathered: Vec<Party> = self.tree.conjuncts(of).flat_map(|c| self.one(c, depth + 1)).collect();
            if !gathered.is_empty() {
                return gathered;
            }
        }
        let core = self.core(node);
        if let Some(party) = self.person(node, &core) {
            return vec![party];
        }
        let names: Vec<_> = self.mentions.names_at(node).copied().collect();
        let role = self.mentions.role(node).filter(|(_, last, _)| *last == node || names.is_empty()).copied();
        if names.len() > 1 {
            let named = |m: &Mention| {
                self.of_entry(m.entry, node).map(|p| Party { span: self.tree.span(m.first, m.last), ..p })
            };
            return names.iter().filter_map(named).collect();
        }
        if let ([name], Some((_, _, role))) = (names.as_slice(), role)
            && let Some(organ) = self.organ_of_another(node, &core, name, role)
        {
            return vec![organ];
        }
        if let Some(organ) = names.first().and_then(|name| self.organ_of(node, name, depth)) {
            return vec![organ];
        }
        // "White House", "Security Council": a name that is at least as long as the role noun in it wins.
        if let Some(name) =
            names.first().filter(|m| role.is_none_or(|(first, last, _)| m.last - m.first >= last - first))
        {
            return self.of_entry(name.entry, node).into_iter().collect();
        }
        if let Some((_, _, role)) = role {
            if let Some(named) = self.named_holders(node, role, depth) {
                return named;
            }
            return self.of_role(node, &core, role, depth);
        }
        self.unknown_name_or_number(node, depth)
    }

    /// "The Peruvian Congress": an organ that the atlas gives to one state, with the name of another before it.
    fn organ_of_another(&self, node: usize, core: &[usize], name: &Mention, role: Role) -> Option<Party> {
        let organ = matches!(name.entry, Entry::Organisation { .. } | Entry::Seat { .. }) && name.first == name.last;
        let own = self.atlas.country_of(name.entry, self.day)?;
        let owner = self
            .role_owners(node, core, 1)
            .into_iter()
            .find(|p| p.entry.is_some_and(|e| matches!(e, Entry::State { .. })))?;
        (organ && owner.country.is_some_and(|c| c != own)).then(|| self.with_role(&owner, node, role))
    }

    /// "The National Assembly of Gabon", "East Kent Police": an organ with its owner's name after it, or a town with an organ's.
    fn organ_of(&self, node: usize, name: &Mention, depth: u8) -> Option<Party> {
        if matches!(name.entry, Entry::Place { .. }) {
            let after = self.tree.children(node).filter(|k| *k == name.last + 1 && self.tree.rel(*k) == Deprel::Flat);
            let (_, _, role) =
                after.filter_map(|k| self.mentions.role(k)).find(|(_, _, role)| role.office.is_none())?;
            return Some(self.with_role(&self.of_entry(name.entry, node)?, node, *role));
        }
        let own =
            self.atlas.country_of(name.entry, self.day).filter(|_| matches!(name.entry, Entry::Organisation { .. }))?;
        let of = self.tree.phrase(node, "of").filter(|of| *of > name.last)?;
        let owner = self.one(of, depth + 1).into_iter().next()?;
        let state = owner.body.is_empty() && owner.country.is_some_and(|c| c != own);
        let sector = self.atlas.sector_of(name.entry, self.day);
        state.then(|| Party { span: self.span_of(node), node, sector, entry: None, ..owner })
    }

    /// A person named in the phrase, known to the atlas or to the document.
    pub(super) fn person(&self, node: usize, core: &[usize]) -> Option<Party> {
        let own = core.iter().filter(|i| self.tree.rel(**i) != Deprel::NmodPoss || **i == node);
        for i in own.filter(|i| self.tree.head(**i) == Some(node) || **i == node) {
            if let Some(m) = self.mentions.name(*i)
                && matches!(m.entry, Entry::Person { .. })
                && self.tree.rel(*i) != Deprel::NmodPoss
            {
                return self.of_entry(m.entry, node);
            }
        }
        if self.tree.token(node).upos == Upos::Propn
            && self.mentions.name(node).is_none()
            && let Some(found) = self.surname(node)
        {
            return Some(found);
        }
        self.name_after_role(node)
    }

    /// What the atlas says of a name, as a party.
    pub(super) fn of_entry(&self, entry: Entry, node: usize) -> Option<Party> {
        let country = self.atlas.country_of(entry, self.day);
        let body = CompactString::from(self.atlas.body_of(entry, self.day));
        if country.is_none() && body.is_empty() {
            return None;
        }
        let mut sector = match entry {
            Entry::State { form: Form::Demonym | Form::Demonyms, .. } => Some(Sector::Cvl),
            Entry::Place { .. } | Entry::State { .. } => Some(Sector::Gov),
            _ => self.atlas.sector_of(entry, self.day),
        };
        if let (Some(_), Entry::Person { .. }) = (country, entry) {
            // People who head or speak for the organs of a state stand for the state; opposition and parties do not.
            sector = sector.map(|s| {
                if matches!(s, Sector::Leg | Sector::Mil | Sector::Jud | Sector::Pty) { Sector::Gov } else { s }
            });
        }
        Some(Party {
            country,
            body,
            sector,
            entry: Some(entry),
            name: CompactString::from(self.atlas.name_of(entry)),
            span: self.span_of(node),
            node,
            plural: matches!(entry, Entry::State { form: Form::Demonyms, .. } | Entry::People { .. }),
        })
    }

    /// Whom a name means where it stands: "Iranian" in "the Iranian army" is part of a phrase, "Tehran" a government.
    pub fn party_of(&self, entry: Entry, node: usize) -> Option<Party> {
        let in_phrase = self.parties(node).into_iter().find(|p| p.entry == Some(entry));
        in_phrase.or_else(|| self.of_entry(entry, node))
    }

    pub(super) fn unknown_name_or_number(&self, node: usize, depth: u8) -> Vec<Party> {
        let token = self.tree.token(node);
        if let Some(of) = self.tree.phrase(node, "of") {
            // "dozens of protesters", "a group of ministers", "leaders of", "43 of them".
            if token.upos == Upos::Num || is_measure(&token.lemma) {
                return self.tree.conjuncts(of).flat_map(|c| self.one(c, depth + 1)).collect();
            }
        }
        if is_crowd(&token.lemma) {
            return self.people_here(node);
        }
        if token.upos == Upos::Propn {
            // "North Korea's Ri Hi Yong, a member of the party".
            let owner = self.possessor(node, depth);
            if !owner.is_empty() && depth == 0 {
                let person =
                    |p: Party| Party { span: self.span_of(node), node, sector: Some(Sector::Gov), entry: None, ..p };
                return owner.into_iter().filter(|p| p.body.is_empty()).map(person).collect();
            }
            if let Some(appos) = self.tree.child(node, &[Deprel::Appos]) {
                return self.one(appos, depth + 1);
            }
            // "Zeya, an under secretary": the name is the apposition of the role.
            if self.tree.rel(node) == Deprel::Appos {
                return Vec::new();
            }
            let described = self.described(node);
            let subject = matches!(self.tree.rel(node), Deprel::Nsubj | Deprel::NsubjPass);
            if described.is_empty() && depth == 0 && subject && !self.is_known_abroad(node) {
                // In a state's own paper a name that needs no introduction is one of its own.
                let span = self.span_of(node);
                return self.memory.voice().map(|v| Party { span, node, ..v.clone() }).into_iter().collect();
            }
            return described;
        }
        if token.upos == Upos::Num && token.feats.number != Some(Number::Singular) && self.counts_people(node) {
            return self.people_here(node);
        }
        Vec::new()
    }

    /// An unknown name with a role or a state before it: "Belarusian activist Maria K.".
    pub(super) fn described(&self, node: usize) -> Vec<Party> {
        let core = self.core(node);
        let role = core.iter().rev().find_map(|i| self.mentions.role(*i)).copied();
        if let Some((_, _, role)) = role {
            return self.of_role(node, &core, role, 3);
        }
        Vec::new()
    }

    pub(super) fn possessor(&self, node: usize, depth: u8) -> Vec<Party> {
        self.tree.child(node, &[Deprel::NmodPoss]).map(|p| self.one(p, depth + 1)).unwrap_or_default()
    }

    /// The party that owns or makes a thing: "Iran's nuclear plants", "a decision of the court", "Ukrainian towns".
    pub fn owner(&self, node: usize, depth: u8) -> Vec<Party> {
        self.owner_by(
            node,
            &["by", "of", "between", "among", "in", "from", "against", "with", "on", "for", "to"],
            depth,
        )
    }

    /// Who acts through a thing: its maker or owner, not where it stands or what it is against.
    pub fn maker(&self, node: usize) -> Vec<Party> {
        self.owner_by(node, &["of", "by", "from"], 1)
    }

    /// "Entities tied to Russia", "hackers linked with Iran".
    fn tied_to(&self, node: usize) -> Option<Vec<Party>> {
        let tied = self.tree.children(node).filter(|k| {
            self.tree.rel(*k) == Deprel::Acl
                && matches!(
                    self.tree.lemma(*k),
                    "tie"
                        | "link"
                        | "connect"
                        | "relate"
                        | "affiliate"
                        | "associate"
                        | "ally"
                        | "belong"
                        | "base"
                        | "align"
                )
        });
        let to = tied.filter_map(|k| ["to", "with", "in"].iter().find_map(|p| self.tree.phrase(k, p)));
        to.map(|t| self.parties(t)).find(|p| !p.is_empty())
    }

    pub(super) fn owner_by(&self, node: usize, preps: &[&str], depth: u8) -> Vec<Party> {
        if depth > 3 {
            return Vec::new();
        }
        let poss = self.possessor(node, depth);
        if !poss.is_empty() {
            return poss;
        }
        let core = self.core(node);
        let inside: Vec<Party> = core
            .iter()
            .filter(|i| **i != node)
            .flat_map(|i| self.mentions.names_at(*i).filter(move |m| m.first == *i))
            .filter_map(|m| self.of_entry(m.entry, node))
            .collect();
        if !inside.is_empty() {
            return inside;
        }
        if preps.contains(&"by") {
            // "The referenda held by Russia".
            let made = self.tree.children(node).filter(|k| self.tree.rel(*k) == Deprel::Acl);
            let maker = made.filter_map(|k| self.tree.agent(k)).map(|a| self.parties(a)).find(|p| !p.is_empty());
            if let Some(maker) = maker {
                return maker;
            }
            if let Some(tied) = self.tied_to(node) {
                return tied;
            }
        }
        for prep in preps {
            if let Some(kid) = self.tree.phrase(node, prep).filter(|k| self.tree.is_noun(*k)) {
                let found = self.parties(kid);
                let found = if found.is_empty() { self.owner_by(kid, preps, depth + 1) } else { found };
                if !found.is_empty() {
                    return found;
                }
            }
        }
        Vec::new()
    }
}
