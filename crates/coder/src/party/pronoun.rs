//! Pronouns and pairs: "he", "it", "both sides", "the South".

use super::{Party, Resolver};
use westphalia_atlas::Entry;
use westphalia_text::{Deprel, Number, Upos};

/// What a pronoun can stand for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Antecedent {
    Person,
    Thing,
    Several,
}

impl Antecedent {
    fn fits(self, party: &Party) -> bool {
        match self {
            Self::Person => party.is_person(),
            Self::Thing => !matches!(party.entry, Some(Entry::Person { .. })),
            Self::Several => party.plural,
        }
    }
}

impl Resolver<'_> {
    pub(super) fn pronoun(&self, node: usize, depth: u8) -> Vec<Party> {
        let place = |party: &Party| Party { span: self.tree.token(node).span, node, ..party.clone() };
        match self.tree.lemma(node) {
            "who" | "which" | "that" | "whom" | "whose" => {
                let mut at = node;
                for _ in 0..4 {
                    if matches!(self.tree.rel(at), Deprel::AclRelcl | Deprel::Acl) {
                        return self.tree.head(at).map(|h| self.one(h, depth + 1)).unwrap_or_default();
                    }
                    match self.tree.head(at) {
                        Some(head) => at = head,
                        None => break,
                    }
                }
                Vec::new()
            }
            "we" | "our" | "us" | "I" | "i" | "my" | "me" | "ours" => {
                self.memory.voice().into_iter().map(place).collect()
            }
            "you" | "your" => self.addressee().iter().map(place).collect(),
            "he" | "she" | "him" | "her" | "his" => {
                self.before(node, Antecedent::Person).or_else(|| self.memory.person()).iter().map(place).collect()
            }
            "it" | "its" => {
                self.before(node, Antecedent::Thing).or_else(|| self.memory.one()).iter().map(place).collect()
            }
            "they" | "them" | "their" | "both" | "each" => match self.before(node, Antecedent::Several) {
                Some(party) => vec![place(&party)],
                None => {
                    let here = self.several_before(node);
                    let meant = if here.is_empty() { self.memory.several() } else { here };
                    meant.iter().map(place).collect()
                }
            },
            _ => self.tree.phrase(node, "of").map(|of| self.one(of, depth + 1)).unwrap_or_default(),
        }
    }

    /// Whom a state's letter or speech calls "you": its audience, or the state that it speaks of most.
    fn addressee(&self) -> Option<Party> {
        self.memory.voice()?;
        let state = || self.memory.foreign_state().map(|id| self.state(id, 0));
        self.memory.audience().cloned().or_else(state)
    }

    /// "Kim invited him when the two leaders met": the people or states named before in the sentence.
    pub fn pair_before(&self, node: usize) -> Vec<Party> {
        let mut pair: Vec<Party> = Vec::new();
        for i in 0..node {
            let personal =
                self.tree.token(i).upos == Upos::Pron && matches!(self.tree.lemma(i), "he" | "she" | "him" | "it");
            let named = self.mentions.name(i).is_some_and(|m| m.first == i && !matches!(m.entry, Entry::Place { .. }));
            if !personal && !named {
                continue;
            }
            let head = self.mentions.name(i).map_or(i, |m| self.tree.head_of(m.first, m.last).unwrap_or(i));
            // "Two Vatican officials": a name within the phrase itself, or joined to it, would ask for the pair again.
            let parts = self.tree.conjuncts(head).filter(|part| *part < node);
            for party in parts.flat_map(|part| self.one(part, 0)) {
                let same = |p: &Party| p.same(&party) || (p.country.is_some() && p.country == party.country);
                if !party.is_unknown() && !pair.iter().any(same) {
                    pair.push(party);
                }
            }
        }
        pair
    }

    /// "During his visit, the minister said": the pronoun stands before its noun, the subject of the clause.
    fn after(&self, node: usize, wanted: Antecedent) -> Option<Party> {
        let mut at = node;
        for _ in 0..6 {
            let head = self.tree.head(at)?;
            let subject = self.tree.child(head, &[Deprel::Nsubj, Deprel::NsubjPass]);
            if matches!(self.tree.rel(at), Deprel::Obl | Deprel::Advcl)
                && let Some(subject) = subject.filter(|s| at < *s && !self.tree.under(node, *s))
            {
                let found =
                    if self.tree.token(subject).upos == Upos::Pron { Vec::new() } else { self.parties(subject) };
                return match found.as_slice() {
                    [only] if wanted.fits(only) => Some(only.clone()),
                    _ => None,
                };
            }
            at = head;
        }
        None
    }

    /// The subject of the clause before a pronoun in the same sentence, or after it where the pronoun comes first.
    fn before(&self, node: usize, wanted: Antecedent) -> Option<Party> {
        if let Some(after) = self.after(node, wanted) {
            return Some(after);
        }
        if let Some(owner) = self.joined_to(node, wanted) {
            return Some(owner);
        }
        let mut at = node;
        // "Kim invited him": nobody invites himself.
        if matches!(self.tree.rel(node), Deprel::Obj | Deprel::Iobj) {
            at = self.tree.head(at)?;
        }
        for _ in 0..self.tree.len() {
            at = self.tree.head(at)?;
            let subject = self.tree.child(at, &[Deprel::Nsubj, Deprel::NsubjPass]);
            if let Some(subject) = subject.filter(|s| *s < node && !self.tree.under(node, *s))
                && self.tree.token(subject).upos != Upos::Pron
            {
                let found = self.parties(subject);
                if let [only] = found.as_slice()
                    && wanted.fits(only)
                {
                    return found.into_iter().next();
                }
            }
        }
        None
    }

    /// "Oslo and Riga said that their ministers": those who are together the subject of a clause above.
    fn several_before(&self, node: usize) -> Vec<Party> {
        let mut at = node;
        if matches!(self.tree.rel(node), Deprel::Obj | Deprel::Iobj) {
            at = self.tree.head(at).unwrap_or(at);
        }
        while let Some(head) = self.tree.head(at) {
            at = head;
            let subject = self.tree.child(at, &[Deprel::Nsubj, Deprel::NsubjPass]);
            let subject = subject.filter(|s| *s < node && !self.tree.under(node, *s));
            if let Some(subject) = subject.filter(|s| self.tree.is_noun(*s)) {
                let found = self.parties(subject);
                if found.len() > 1 {
                    return found;
                }
            }
        }
        Vec::new()
    }

    /// "Cuba and its crews": the owner of what is joined is what it is joined to.
    fn joined_to(&self, node: usize, wanted: Antecedent) -> Option<Party> {
        let owned = self.tree.head(node).filter(|_| self.tree.rel(node) == Deprel::NmodPoss)?;
        let first = self.tree.head(owned).filter(|h| self.tree.rel(owned) == Deprel::Conj && self.tree.is_noun(*h))?;
        match self.one(first, 1).as_slice() {
            [only] if wanted.fits(only) && !only.is_unknown() => Some(only.clone()),
            _ => None,
        }
    }

    /// Whoever does what is done to "both sides": "the envoy urged both sides" does not speak of himself.
    pub(super) fn doer_above(&self, node: usize) -> Vec<Party> {
        let mut at = node;
        for _ in 0..6 {
            let Some(head) = self.tree.head(at) else { return Vec::new() };
            let subject = self.tree.child(head, &[Deprel::Nsubj]);
            if subject.is_some_and(|s| s == at) {
                return Vec::new();
            }
            if let Some(subject) = subject {
                return self.parties(subject);
            }
            at = head;
        }
        Vec::new()
    }

    /// "He and his party", "the president and his wife": who comes along is no party of its own.
    pub(super) fn comes_along(&self, node: usize) -> bool {
        let suite = ["party", "entourage", "wife", "husband", "spouse", "suite", "team", "delegation", "family"];
        self.tree.rel(node) == Deprel::Conj
            && suite.contains(&self.tree.lemma(node))
            && self
                .tree
                .child(node, &[Deprel::NmodPoss])
                .is_some_and(|p| matches!(self.tree.lemma(p), "his" | "her" | "their"))
    }

    /// "The South", "the North", where a Korea has been named.
    pub(super) fn half_of_korea(&self, node: usize) -> Option<Party> {
        let code = match self.tree.words[node] {
            "South" => "KOR",
            "North" => "PRK",
            _ => return None,
        };
        let the = self.tree.children(node).any(|k| self.tree.lemma(k) == "the");
        let alone = !self.tree.words.get(node + 1).is_some_and(|w| w.starts_with(char::is_uppercase));
        let both = ["KOR", "PRK"].map(|iso| self.atlas.country_id(iso));
        let here = |id| self.mentions.names.iter().any(|m| self.atlas.country_of(m.entry, self.day) == Some(id));
        let named = both.into_iter().flatten().any(|id| self.memory.has_named(id) || here(id));
        let id = self.atlas.country_id(code).filter(|_| the && alone && named && self.mentions.name(node).is_none())?;
        Some(self.state(id, node))
    }

    /// "The three ministers", "the four countries": how many of those named before.
    pub(super) fn counted_before(&self, node: usize) -> Option<usize> {
        let who = matches!(
            self.tree.lemma(node),
            "leader" | "country" | "nation" | "minister" | "president" | "state" | "government" | "official" | "side"
        );
        let count = |k: usize| match self.tree.lemma(k).to_lowercase().as_str() {
            "three" | "3" => Some(3),
            "four" | "4" => Some(4),
            "five" | "5" => Some(5),
            _ => None,
        };
        let the = self.tree.children(node).any(|k| matches!(self.tree.lemma(k), "the" | "these" | "all"));
        let bare = the
            && !self.tree.children(node).any(|k| self.mentions.name(k).is_some())
            && ["of", "from", "in"].iter().all(|p| self.tree.phrase(node, p).is_none());
        self.tree.children(node).filter(|_| who && bare).find_map(count)
    }

    /// "The foreign ministers agreed", after two states were told of together: theirs.
    fn is_bare_pair(&self, node: usize) -> bool {
        let plural = self.tree.token(node).feats.number == Some(Number::Plural);
        let office = matches!(self.tree.lemma(node), "minister" | "president" | "leader" | "premier" | "government");
        let own = |k: usize| {
            matches!(self.tree.rel(k), Deprel::Det | Deprel::Punct)
                || matches!(
                    self.tree.lemma(k).to_lowercase().as_str(),
                    "foreign" | "prime" | "defence" | "defense" | "trade"
                )
        };
        let the = self.tree.children(node).any(|k| self.tree.lemma(k) == "the");
        let acts = self.tree.rel(node) == Deprel::Nsubj;
        plural && office && the && acts && self.tree.children(node).all(own) && self.memory.tells_of_a_pair()
    }

    /// "Each other", "one another", "the other" of two.
    pub fn is_reciprocal(&self, node: usize) -> bool {
        let next = || self.tree.words.get(node + 1).copied().unwrap_or_default();
        match self.tree.lemma(node) {
            "each" => next() == "other",
            "one" => next() == "another",
            "other" => {
                let before = node.checked_sub(1).map_or("", |b| self.tree.words[b]);
                let alone = !self.tree.words.get(node + 1).is_some_and(|_| self.tree.is_noun(node + 1));
                matches!(before, "each" | "the") && alone && self.tree.rel(node) != Deprel::Amod
            }
            _ => false,
        }
    }

    /// "Both sides", "the two leaders", "the pair": whoever was named before.
    pub(super) fn is_pair(&self, node: usize) -> bool {
        let lemma = self.tree.lemma(node);
        // "The two agreed", of whom the sentence says no more.
        if lemma == "two" && self.tree.token(node).upos == Upos::Num {
            let the = self.tree.children(node).any(|k| self.tree.lemma(k) == "the");
            let acts = self.tree.rel(node) == Deprel::Nsubj && self.memory.tells_of_a_pair();
            return the
                && acts
                && self.tree.phrase(node, "of").is_none()
                && self.tree.child(node, &[Deprel::Amod]).is_none();
        }
        if matches!(lemma, "pair" | "duo") && self.tree.phrase(node, "of").is_none() {
            return true;
        }
        let gathers = matches!(
            lemma,
            "side"
                | "leader"
                | "country"
                | "nation"
                | "party"
                | "minister"
                | "president"
                | "neighbor"
                | "neighbour"
                | "state"
                | "government"
                | "premier"
                | "diplomat"
                | "official"
                | "counterpart"
        );
        // "We urge the parties": those of whom the report speaks.
        let parties = lemma == "party"
            && self.tree.token(node).feats.number == Some(Number::Plural)
            && self.tree.children(node).all(|k| matches!(self.tree.rel(k), Deprel::Det | Deprel::Punct | Deprel::Case));
        if parties {
            return self.tree.children(node).any(|k| matches!(self.tree.lemma(k), "the" | "all" | "these"));
        }
        if self.is_bare_pair(node) {
            return true;
        }
        gathers
            && self.tree.children(node).any(|k| {
                matches!(self.tree.lemma(k), "both" | "two" | "respective")
                    // "Each side", and not "each other's side".
                    || (self.tree.lemma(k) == "each" && self.tree.rel(k) == Deprel::Det)
            })
            && !self.tree.children(node).any(|k| self.mentions.name(k).is_some())
            && self.tree.phrase(node, "of").is_none()
            && self.tree.phrase(node, "from").is_none()
    }
}
