//! What the classifier sees: the words between and around the spans, the path of predicates from one to the other, and what
//! the frames say.

use super::Evidence;
use crate::codebook::Meaning;
use crate::party::Party;
use crate::reading::{Reader, Reading};
use crate::walk::Stance;
use crate::walk::Walk;
use westphalia_model::Span;
use westphalia_text::{Deprel, Upos};
use xxhash_rust::xxh3::xxh3_64;

/// The evidence in one sentence for the relation between two sets of spans.
pub struct Look<'a, 'b> {
    /// Reads predicates.
    pub reader: &'b Reader<'a>,
    /// Spans of the source.
    pub source: &'b [Span],
    /// Spans of the target.
    pub target: &'b [Span],
}

/// A reading with how well it links source and target.
struct Link {
    reading: Reading,
    score: i32,
}

impl Look<'_, '_> {
    /// Everything that may tell the relation.
    pub fn evidence(&self) -> Evidence {
        let mut bag = Bag::default();
        let source = self.head(self.source);
        let target = self.head(self.target);
        let link = self.best_link(source, target);
        self.words(&mut bag, source, target);
        self.party_features(&mut bag, "s", source);
        self.party_features(&mut bag, "t", target);
        self.climb(&mut bag, "s", source);
        self.climb(&mut bag, "t", target);
        self.frames(&mut bag, link.as_ref());
        let (reading, modality) = match link {
            Some(link) => self.sensed(link.reading),
            None => (None, None),
        };
        if let Some(reading) = &reading {
            let act = &self.reader.book.acts[reading.act];
            bag.add("final", act.event_type.as_str());
            bag.add("final+m", &format!("{}{:?}", act.event_type, modality));
        }
        bag.features.sort_unstable();
        bag.features.dedup();
        Evidence { features: bag.features, reading, modality }
    }

    /// The sense of a reading, by the same rules that code whole sentences; a dropped event keeps its act.
    fn sensed(&self, reading: Reading) -> (Option<Reading>, Option<westphalia_model::Modality>) {
        let walk = Walk::new(self.reader, false);
        let stance = Stance { speaker: reading.actors.clone(), ..Stance::default() };
        let mut sensed = reading.clone();
        match walk.sense(&mut sensed, &stance) {
            Ok(sense) => (Some(sensed), Some(sense.modality)),
            Err(_) => (Some(reading), None),
        }
    }

    /// The head token of a set of spans: the one whose governor lies outside.
    fn head(&self, spans: &[Span]) -> Option<usize> {
        let tree = self.reader.who.tree;
        let inside = |i: usize| spans.iter().any(|s| s.overlaps(tree.token(i).span));
        (0..tree.len())
            .find(|i| inside(*i) && tree.token(*i).upos != Upos::Punct && tree.head(*i).is_none_or(|h| !inside(h)))
    }

    fn touches(&self, parties: &[Party], spans: &[Span], node: Option<usize>) -> bool {
        parties.iter().any(|p| spans.iter().any(|s| s.overlaps(p.span)) || node.is_some_and(|n| n == p.node))
    }

    /// The predicate whose actor is the source and whose recipient is the target, or comes nearest to that.
    fn best_link(&self, source: Option<usize>, target: Option<usize>) -> Option<Link> {
        let tree = self.reader.who.tree;
        let mut best: Option<Link> = None;
        for node in 0..tree.len() {
            let Some((_, frame)) = self.reader.frame(node, None) else { continue };
            if frame.meaning == Meaning::Nothing {
                continue;
            }
            let Some(reading) = self.reader.read(node, None, 0) else { continue };
            let mut score = 0;
            score += 3 * i32::from(self.touches(&reading.actors, self.source, source));
            score += 3 * i32::from(self.touches(&reading.recipients, self.target, target));
            score += i32::from(
                self.touches(&reading.recipients, self.source, source)
                    || self.touches(&reading.actors, self.target, target),
            );
            let within = |n: Option<usize>| n.is_some_and(|n| tree.under(n, node));
            score += i32::from(within(source)) + i32::from(within(target));
            score += i32::from(tree.is_verb(node)) + i32::from(!reading.operators.is_empty());
            score += 2 * i32::from(source.is_some_and(|s| tree.subject(node) == Some(s)));
            if score > 2 && best.as_ref().is_none_or(|b| score > b.score) {
                best = Some(Link { reading, score });
            }
        }
        best
    }

    /// Lemmas of the sentence, their pairs, and where they stand to the spans.
    fn words(&self, bag: &mut Bag, source: Option<usize>, target: Option<usize>) {
        let tree = self.reader.who.tree;
        let marked = |i: usize| self.source.iter().chain(self.target).any(|s| s.overlaps(tree.token(i).span));
        let (low, high) = match (source, target) {
            (Some(s), Some(t)) => (s.min(t), s.max(t)),
            (Some(s), None) => (s, tree.len()),
            _ => (0, tree.len()),
        };
        let order = if source <= target { ">" } else { "<" };
        bag.add("order", order);
        let mut before = String::new();
        for i in 0..tree.len() {
            let word = tree.lemma(i).to_lowercase();
            if tree.token(i).upos == Upos::Punct {
                continue;
            }
            if !marked(i) && matches!(tree.token(i).upos, Upos::Noun | Upos::Verb | Upos::Adj | Upos::Adv) {
                bag.add("w", &word);
                if low < i && i < high {
                    bag.add("between", &word);
                }
            }
            if marked(i) {
                bag.add("in", &word);
            }
            if !before.is_empty() && low <= i + 1 && i <= high + 3 {
                bag.add("2", &format!("{before} {word}"));
            }
            before = word;
        }
    }

    /// What the atlas knows of a marked party.
    fn party_features(&self, bag: &mut Bag, side: &str, node: Option<usize>) {
        let Some(node) = node else {
            bag.add(side, "none");
            return;
        };
        let parties = self.reader.who.parties_loosely(node);
        bag.add(side, &format!("n{}", parties.len().min(2)));
        for party in &parties {
            bag.add(side, party.sector.map_or("nosector", westphalia_atlas::Sector::as_str));
            if !party.body.is_empty() {
                bag.add(side, "body");
            }
        }
        let direct = !self.reader.who.parties(node).is_empty();
        bag.add(side, if direct { "direct" } else { "owner" });
        bag.add(&format!("{side}head"), self.reader.who.tree.lemma(node));
    }

    /// The predicates above a party, three deep, with their complements.
    fn climb(&self, bag: &mut Bag, side: &str, node: Option<usize>) {
        let tree = self.reader.who.tree;
        let Some(mut at) = node else { return };
        let mut path = String::new();
        for level in 0..4 {
            let Some(head) = tree.head(at) else { break };
            let rel = tree.rel(at);
            let case = tree.case(at).unwrap_or("");
            if !matches!(rel, Deprel::Conj | Deprel::Appos | Deprel::Flat) {
                path = format!("{path}/{}:{case}", rel.as_str());
                let lemma = tree.lemma(head);
                bag.add(&format!("{side}up{level}"), lemma);
                bag.add(&format!("{side}path"), &format!("{path}={lemma}"));
                bag.add(&format!("{side}rel"), &format!("{}:{case}={lemma}", rel.as_str()));
                if tree.is_clause(head) || tree.is_noun(head) {
                    self.predicate(bag, side, head);
                }
            }
            at = head;
        }
    }

    /// A predicate with what it governs: object, complement, phrases, particle, auxiliaries.
    fn predicate(&self, bag: &mut Bag, side: &str, node: usize) {
        let tree = self.reader.who.tree;
        let lemma = tree.lemma(node);
        for kid in tree.children(node) {
            let word = tree.lemma(kid);
            match tree.rel(kid) {
                Deprel::Obj
                | Deprel::Xcomp
                | Deprel::CompoundPrt
                | Deprel::NsubjPass
                | Deprel::Ccomp
                | Deprel::Advcl => {
                    bag.add("arg", &format!("{lemma}>{}>{word}", tree.rel(kid).as_str()));
                    bag.add(&format!("{side}arg"), &format!("{}>{word}", tree.rel(kid).as_str()));
                    for below in tree.children(kid).filter(|b| {
                        matches!(
                            tree.rel(*b),
                            Deprel::Obj | Deprel::Nmod | Deprel::Xcomp | Deprel::Compound | Deprel::Amod
                        )
                    }) {
                        bag.add("deep", &format!("{word}>{}", tree.lemma(below)));
                    }
                }
                Deprel::Obl | Deprel::Nmod => {
                    let case = tree.case(kid).unwrap_or("");
                    bag.add("arg", &format!("{lemma}>{case}"));
                    bag.add("pp", &format!("{lemma}>{case}>{word}"));
                }
                Deprel::Aux | Deprel::AuxPass | Deprel::Advmod => bag.add("aux", word),
                _ => {}
            }
        }
    }

    /// What the frames say, of the best link and of every predicate.
    fn frames(&self, bag: &mut Bag, link: Option<&Link>) {
        let book = self.reader.book;
        if let Some(link) = link {
            let act = &book.acts[link.reading.act];
            let strength = match link.score {
                8.. => "strong",
                5..=7 => "fair",
                _ => "weak",
            };
            bag.add("link", act.event_type.as_str());
            bag.add(strength, act.event_type.as_str());
            bag.add("act", &act.name);
            bag.add("frame", &book.frames[link.reading.frame].name);
            for (op, _) in &link.reading.operators {
                bag.add("op", &book.operators[*op].name);
                bag.add("op+", &format!("{}{}", book.operators[*op].name, act.event_type));
            }
        } else {
            bag.add("link", "none");
        }
        for node in 0..self.reader.who.tree.len() {
            if let Some((_, frame)) = self.reader.frame(node, None) {
                match frame.meaning {
                    Meaning::Act(act) => bag.add("any", book.acts[act].event_type.as_str()),
                    Meaning::Operator(op) => bag.add("anyop", &book.operators[op].name),
                    Meaning::Nothing => {}
                }
            }
        }
    }
}

/// Features as hashes of their names.
#[derive(Default)]
struct Bag {
    features: Vec<u32>,
    name: String,
}

impl Bag {
    fn add(&mut self, group: &str, value: &str) {
        self.name.clear();
        self.name.push_str(group);
        self.name.push('=');
        self.name.push_str(value);
        let hash = xxh3_64(self.name.as_bytes());
        #[allow(clippy::cast_possible_truncation, reason = "the low half of the hash is the feature")]
        self.features.push(hash as u32);
    }
}
