//! From a predicate to an act: frames choose the meaning of a word, operators act on what they govern.

use crate::codebook::{
    Check, Codebook, Condition, Doer, Frame, Meaning, Party as Role, Pos, Slot, Test, VIOLENT, Yield,
};
use crate::party::{Party, Resolver, is_measure};
use std::cell::{Cell, RefCell};
use westphalia_atlas::Entry;
use westphalia_model::{Modality, Span};
use westphalia_text::{Deprel, Upos};

/// What a predicate was understood as.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The act, by index.
    pub act: usize,
    /// The frame that decided it, by index.
    pub frame: usize,
    /// Head token of the words that carry it.
    pub node: usize,
    /// A second token of them: the noun of a light verb.
    pub second: Option<usize>,
    /// Who.
    pub actors: Vec<Party>,
    /// To whom.
    pub recipients: Vec<Party>,
    /// Whether the recipients stand beside the actors ("with", "between").
    pub joined: bool,
    /// Operators above, outermost first: (operator, token).
    pub operators: Vec<(usize, usize)>,
    /// A sense that an operator gave.
    pub modality: Option<Modality>,
    /// What an operator was about.
    pub content: Option<Box<Inner>>,
    /// Tokens that are spoken for: contents of operators, nouns of light verbs.
    pub consumed: Vec<usize>,
}

/// The content of an operator.
#[derive(Clone, Debug)]
pub struct Inner {
    /// Its act, if it means one.
    pub act: Option<usize>,
    /// Its head token.
    pub node: usize,
    /// Who would do it.
    pub actors: Vec<Party>,
    /// To whom.
    pub recipients: Vec<Party>,
}

/// The slot that recipients came from, as far as it matters.
struct Found {
    parties: Vec<Party>,
    joined: bool,
}

/// Where an operator stands: its frame, its number, its token.
#[derive(Clone, Copy)]
struct Site {
    frame: usize,
    op: usize,
    node: usize,
}

/// How deep operators may nest; real sentences stop at four.
const DEPTH: u8 = 5;

/// Reads predicates of one sentence.
pub struct Reader<'a> {
    /// What words mean.
    pub book: &'a Codebook,
    /// Whom phrases mean.
    pub who: Resolver<'a>,
    /// How many frames ask about each other at the moment.
    asking: Cell<u8>,
    /// Who speaks where the reader reads.
    speaker: RefCell<Vec<Party>>,
    /// Frames that were read, each with its token.
    read: RefCell<Vec<(usize, usize)>>,
}

impl<'a> Reader<'a> {
    /// A reader of the resolver's sentence.
    pub fn new(book: &'a Codebook, who: Resolver<'a>) -> Self {
        Self { book, who, asking: Cell::new(0), speaker: RefCell::default(), read: RefCell::default() }
    }

    /// From now on these speak, for frames that ask who does.
    pub fn listen_to(&self, speaker: Vec<Party>) {
        self.speaker.replace(speaker);
    }

    /// The best frame of a token, if its conditions hold.
    pub fn frame(&self, node: usize, verb: Option<usize>) -> Option<(usize, &'a Frame)> {
        let pos = self.pos(node)?;
        let tree = self.who.tree;
        let mut best: Option<(usize, usize)> = None;
        // "The Strategic Dialogue": a name keeps its capital in its lemma.
        let small = (tree.token(node).upos == Upos::Propn).then(|| tree.lemma(node).to_lowercase());
        let lemma = small.as_deref().unwrap_or(tree.lemma(node));
        for &at in self.book.frames_for(pos, lemma) {
            let frame = &self.book.frames[at];
            let beside = frame.words.iter().filter(|w| w.head == lemma && self.beside(node, pos, &w.beside));
            let Some(extra) = beside.map(|w| w.beside.len()).max() else { continue };
            let score = frame.when.iter().map(Condition::weight).sum::<usize>() + 4 * extra;
            if best.is_some_and(|(_, s)| s >= score) {
                continue;
            }
            if frame.when.iter().all(|c| self.holds(node, c, verb)) {
                best = Some((at, score));
            }
        }
        best.map(|(at, _)| (at, &self.book.frames[at]))
    }

    /// The frames that were chosen for words of the sentence, whatever became of them, in the order of the words.
    pub fn fired(&self) -> Vec<(usize, Span)> {
        let tree = self.who.tree;
        let alone = (0..tree.len()).filter_map(|node| Some((self.frame(node, None)?.0, node)));
        let mut fired: Vec<(usize, usize)> = alone.chain(self.read.borrow().iter().copied()).collect();
        fired.sort_by_key(|&(frame, node)| (node, frame));
        fired.dedup();
        fired.into_iter().map(|(frame, node)| (frame, tree.token(node).span)).collect()
    }

    fn pos(&self, node: usize) -> Option<Pos> {
        let tree = self.who.tree;
        match tree.token(node).upos {
            Upos::Verb => Some(Pos::Verb),
            Upos::Aux if tree.rel(node) == Deprel::Root => Some(Pos::Verb),
            Upos::Noun => Some(Pos::Noun),
            // Capitals make names of event nouns: "the Tokyo Summit", headlines.
            Upos::Propn
                if self.who.mentions.name(node).is_none()
                    && !matches!(tree.words[node], "March" | "May" | "August") =>
            {
                Some(Pos::Noun)
            }
            Upos::Adj => Some(Pos::Adjective),
            _ => None,
        }
    }

    /// Whether a verb has the particle, or a noun the words before it, that the frame's words ask for.
    fn beside(&self, node: usize, pos: Pos, words: &[String]) -> bool {
        let tree = self.who.tree;
        match pos {
            _ if words.is_empty() => true,
            Pos::Verb => words.iter().all(|w| {
                tree.children(node).any(|k| {
                    matches!(tree.rel(k), Deprel::CompoundPrt | Deprel::Advmod | Deprel::Xcomp | Deprel::Case)
                        && tree.words[k].eq_ignore_ascii_case(w)
                }) || tree.words.get(node + 1).is_some_and(|next| next.eq_ignore_ascii_case(w))
            }),
            _ => {
                words.len() <= node
                    && words
                        .iter()
                        .zip(node - words.len()..)
                        .all(|(w, i)| tree.lemma(i).eq_ignore_ascii_case(w) || tree.words[i].eq_ignore_ascii_case(w))
            }
        }
    }

    fn holds(&self, node: usize, condition: &Condition, verb: Option<usize>) -> bool {
        let mut fillers = condition.slots.iter().filter_map(|slot| self.who.tree.slot(node, slot, verb));
        match &condition.test {
            Test::Filled => fillers.next().is_some(),
            Test::Empty => fillers.next().is_none(),
            Test::Is(checks) => fillers.any(|filler| checks.iter().any(|c| self.check(filler, c))),
            Test::IsNot(checks) => fillers.any(|filler| !checks.iter().any(|c| self.check(filler, c))),
        }
    }

    fn check(&self, node: usize, check: &Check) -> bool {
        let tree = self.who.tree;
        if matches!(check, Check::Actor | Check::State | Check::Owned) && self.who.is_reciprocal(node) {
            return true;
        }
        match check {
            Check::Lemma(lemma) => self.any_head(node, |i| tree.lemma(i).eq_ignore_ascii_case(lemma)),
            Check::InSet(set) => self.any_head(node, |i| {
                let lemma = tree.lemma(i);
                self.book.in_set(*set, lemma)
                    || lemma.strip_suffix('s').is_some_and(|one| self.book.in_set(*set, one))
                    || (i > 0 && self.book.in_set(*set, &format!("{} {lemma}", tree.lemma(i - 1))))
                    || (lemma.chars().any(char::is_uppercase) && self.book.in_set(*set, &lemma.to_lowercase()))
            }),
            Check::Actor => !self.who.parties(node).is_empty(),
            Check::Several => self.who.parties(node).iter().filter(|p| !p.is_unknown()).count() > 1,
            Check::Owned => !self.who.parties_loosely(node).is_empty(),
            Check::State => self.who.parties(node).iter().any(|p| p.country.is_some()),
            Check::Body => self.who.parties(node).iter().any(|p| !p.body.is_empty()),
            Check::Person => self
                .who
                .parties(node)
                .iter()
                .any(|p| matches!(p.entry, Some(Entry::Person { .. })) || p.sector.is_some() && p.entry.is_none()),
            Check::Place => self.who.mentions.name(node).is_some_and(|m| self.who.atlas.place_of(m.entry).is_some()),
            Check::Event => self.is_event(node),
            Check::Number => tree.token(node).upos == Upos::Num || tree.child(node, &[Deprel::Nummod]).is_some(),
        }
    }

    /// Whether a noun has a frame that means something. Frames may ask this of each other in a circle; few steps are enough.
    fn is_event(&self, node: usize) -> bool {
        let depth = self.asking.get();
        if depth >= DEPTH {
            return false;
        }
        self.asking.set(depth + 1);
        let found = self.any_head(node, |i| {
            self.frame(i, None).is_some_and(|(_, f)| f.pos == Pos::Noun && f.meaning != Meaning::Nothing)
        });
        self.asking.set(depth);
        found
    }

    /// Whether the head of a phrase, a thing it measures, or something joined to it passes.
    fn any_head(&self, node: usize, test: impl Fn(usize) -> bool) -> bool {
        self.who.tree.conjuncts(node).any(|i| test(i) || self.measured(i).is_some_and(&test))
    }

    /// Looks through "five tons of rice" and "a series of attacks".
    fn measured(&self, node: usize) -> Option<usize> {
        let tree = self.who.tree;
        let share =
            matches!(tree.lemma(node), "most" | "half" | "third" | "quarter" | "several" | "bulk" | "remainder");
        let counts = share || is_measure(tree.lemma(node)) || matches!(tree.token(node).upos, Upos::Num | Upos::Sym);
        counts.then(|| tree.phrase(node, "of").or_else(|| tree.phrase(node, "in")))?
    }

    /// What a predicate means, with its parties. `verb` is the light verb above a noun.
    pub fn read(&self, node: usize, verb: Option<usize>, depth: u8) -> Option<Reading> {
        let (at, frame) = self.frame(node, verb)?;
        self.read.borrow_mut().push((at, node));
        match frame.meaning {
            Meaning::Nothing => None,
            Meaning::Act(act) => Some(self.plain(at, frame, act, node, verb)),
            Meaning::Operator(op) if depth < DEPTH => self.operate(at, frame, op, node, verb, depth),
            Meaning::Operator(_) => None,
        }
    }

    fn plain(&self, at: usize, frame: &Frame, act: usize, node: usize, verb: Option<usize>) -> Reading {
        let mut actors = self.actors(frame, node, verb);
        if actors.is_empty() && frame.pos == Pos::Verb {
            actors = self.behind_a_passive(act, node);
        }
        let found = self.recipients(frame, node, verb, &actors);
        // "Laos receives doses of China's vaccine": the giver may stand in the gift.
        if actors.is_empty() && frame.recipient.contains(&Slot::Subj) {
            let gift = self.who.tree.object(node).map(|o| self.who.owner(o, 0)).unwrap_or_default();
            actors = without(gift, &found.parties);
        }
        let mut recipients = without(found.parties, &actors);
        if recipients.is_empty() && actors.len() > 1 && self.is_mutual(frame, node, verb) {
            // "Accused each other": each is on both sides.
            recipients.clone_from(&actors);
        }
        if frame.actor.contains(&Slot::Speaker) && recipients.is_empty() {
            // What one says of oneself is no act toward anybody.
            actors.clear();
        }
        Reading {
            act,
            frame: at,
            node,
            second: None,
            recipients,
            actors,
            joined: found.joined,
            operators: Vec::new(),
            modality: None,
            content: None,
            consumed: Vec::new(),
        }
    }

    /// Whether those who act do it to one another.
    fn is_mutual(&self, frame: &Frame, node: usize, verb: Option<usize>) -> bool {
        let fillers = frame.recipient.iter().filter_map(|slot| self.who.tree.slot(node, slot, verb));
        fillers.chain(self.who.tree.child(node, &[Deprel::Iobj])).any(|filler| {
            self.who.is_reciprocal(filler)
                || self.who.tree.child(filler, &[Deprel::NmodPoss]).is_some_and(|owner| self.who.is_reciprocal(owner))
        })
    }

    /// Who does it, from the frame's actor slots.
    fn actors(&self, frame: &Frame, node: usize, verb: Option<usize>) -> Vec<Party> {
        for slot in &frame.actor {
            if *slot == Slot::Speaker {
                return self.speaker.borrow().iter().filter(|p| !p.is_unknown()).cloned().collect();
            }
            if let Some(filler) = self.who.tree.slot(node, slot, verb) {
                let found = self.fill(node, slot, filler, true);
                if !found.is_empty() {
                    return found;
                }
            }
        }
        if frame.pos == Pos::Verb && verb.is_none() && frame.actor.contains(&Slot::Subj) {
            return self.of_the_document(node).into_iter().collect();
        }
        if frame.pos != Pos::Noun {
            return Vec::new();
        }
        let between = self.between(node);
        let tree = self.who.tree;
        // "The attack, reportedly carried out by the group".
        let done =
            tree.children(node).filter(|k| matches!(tree.rel(*k), Deprel::Acl | Deprel::AclRelcl) && tree.passive(*k));
        let doers = done.filter_map(|k| tree.agent(k)).map(|a| self.who.parties(a)).find(|p| !p.is_empty());
        if let Some(doers) = doers {
            return doers;
        }
        // "Russia is in talks with", "the two are at war".
        let subject = tree.child(node, &[Deprel::Cop]).and_then(|_| tree.surface_subject(node));
        if between.is_empty() { subject.map(|s| self.who.parties(s)).unwrap_or_default() } else { between }
    }

    /// "An accord on fishing between the two towns was signed": who is between; "soldiers were sent": whose soldiers they are.
    fn behind_a_passive(&self, act: usize, node: usize) -> Vec<Party> {
        use westphalia_model::EventType::{Agree, Aid, Mobilize, Support};
        let tree = self.who.tree;
        let nobody = tree.passive(node) && tree.child(node, &[Deprel::OblAgent]).is_none();
        let kind = self.book.acts[act].event_type;
        // "A treaty between the two towns entered into force".
        let subject = || tree.surface_subject(node).filter(|s| kind == Support && !nobody && tree.is_noun(*s));
        let Some(object) = tree.object(node).filter(|_| nobody).or_else(subject) else { return Vec::new() };
        if matches!(kind, Agree | Support) {
            let (first, last) = tree.extent(object);
            let pair = (first..=last).find(|i| tree.is_noun(*i) && tree.case(*i) == Some("between"));
            return pair.map(|p| self.who.parties(p)).unwrap_or_default();
        }
        let troops = self.book.set("troops").is_some_and(|set| self.book.in_set(set, tree.lemma(object)));
        if matches!(kind, Aid | Mobilize) && troops {
            return self.who.parties_loosely(object);
        }
        Vec::new()
    }

    /// "Reaffirmed the partnership", as an item of a list: who does it is whose list it is.
    fn of_the_document(&self, node: usize) -> Option<Party> {
        let tree = self.who.tree;
        let first = (0..tree.len()).find(|i| tree.token(*i).upos != Upos::Punct)?;
        let item = node == first
            && matches!(tree.token(node).xpos, "VBD" | "VBN")
            && tree.rel(node) == Deprel::Root
            && tree.child(node, &[Deprel::Obj, Deprel::Ccomp]).is_some_and(|o| o > node)
            && tree.surface_subject(node).is_none();
        let voice = self.who.memory.voice().filter(|_| item)?;
        Some(Party { span: tree.token(node).span, node, ..voice.clone() })
    }

    fn between(&self, node: usize) -> Vec<Party> {
        let tree = self.who.tree;
        let filler = ["between", "among", "involving"].iter().find_map(|p| tree.phrase(node, p));
        filler.map(|f| self.who.parties(f)).unwrap_or_default()
    }

    /// To whom, from the frame's recipient slots: the first that names somebody other than who acts ("from its embassy in Chad").
    fn recipients(&self, frame: &Frame, node: usize, verb: Option<usize>, actors: &[Party]) -> Found {
        let mut found = Found { parties: Vec::new(), joined: false };
        for slot in &frame.recipient {
            let Some(filler) = self.who.tree.slot(node, slot, verb) else { continue };
            let named = self.fill(node, slot, filler, false);
            let joins = matches!(slot, Slot::Prep(p) if p == "with" || p == "between" || p == "among");
            found.joined |= joins && !named.is_empty();
            let parties = without(named, actors);
            if parties.is_empty() {
                continue;
            }
            found.parties.extend(parties);
            if !frame.gather {
                break;
            }
        }
        found
    }

    /// The parties in a slot. Places in "in" phrases are parties only by what they name.
    fn fill(&self, node: usize, slot: &Slot, filler: usize, acting: bool) -> Vec<Party> {
        match slot {
            Slot::Mod => self.modifiers(node),
            // "Tried to assassinate a general": whom the infinitive is done to.
            Slot::Xcomp | Slot::Advcl if self.who.tree.is_verb(filler) && !acting => {
                self.who.tree.object(filler).map(|o| self.who.parties_loosely(o)).unwrap_or_default()
            }
            _ if acting => {
                let direct = self.who.parties(filler);
                if direct.is_empty() && matches!(self.who.tree.lemma(filler), "we" | "I" | "i") {
                    return self.speaker.borrow().iter().filter(|p| !p.is_unknown()).cloned().collect();
                }
                if direct.is_empty() && !self.is_idle(node, filler) { self.acting_through(filler) } else { direct }
            }
            _ => self.who.parties_loosely(filler),
        }
    }

    /// Names before a noun: "Israeli strikes", "the U.S.-South Korean drills".
    fn modifiers(&self, node: usize) -> Vec<Party> {
        let tree = self.who.tree;
        let mut found: Vec<Party> = Vec::new();
        for kid in tree.children(node).filter(|k| {
            *k < node
                && matches!(
                    tree.rel(*k),
                    Deprel::Amod
                        | Deprel::Compound
                        | Deprel::Nmod
                        | Deprel::NmodUnmarked
                        | Deprel::NmodDesc
                        | Deprel::Flat
                )
                && tree.case(*k).is_none()
        }) {
            for party in self.who.parties(kid) {
                let government = party.entry.is_some_and(|e| matches!(e, Entry::State { .. }));
                let party =
                    if government { Party { sector: Some(westphalia_atlas::Sector::Gov), ..party } } else { party };
                if !found.iter().any(|p| p.same(&party)) {
                    found.push(party);
                }
            }
        }
        found
    }

    /// "Danish butter conquers", "the Asian hornet kills": a thing of a country that no act of violence comes from, being
    /// neither an act, nor a weapon, nor armed people.
    fn is_idle(&self, node: usize, filler: usize) -> bool {
        let tree = self.who.tree;
        let violent = tree.is_verb(node)
            && self.frame(node, None).is_some_and(|(_, f)| match f.meaning {
                Meaning::Act(act) => self.book.acts[act].event_type == westphalia_model::EventType::Assault,
                _ => false,
            });
        let lemma = tree.lemma(filler);
        let arms = ["armed", "forces", "arsenal", "ships", "shots"].iter().filter_map(|s| self.book.set(s));
        let armed = self.is_weapon(filler) || arms.into_iter().any(|s| self.book.in_set(s, lemma));
        violent && tree.token(filler).upos == Upos::Noun && !armed && self.frame(filler, None).is_none()
    }

    /// An act or thing as subject stands for who does or owns it: "Russian strikes killed", "the report accuses".
    fn acting_through(&self, filler: usize) -> Vec<Party> {
        if let Some(inner) = self.frame(filler, None).filter(|(_, f)| f.pos == Pos::Noun) {
            let actors = self.actors(inner.1, filler, None);
            if !actors.is_empty() {
                return actors;
            }
        }
        self.who.maker(filler)
    }

    fn operate(
        &self,
        at: usize,
        frame: &Frame,
        op: usize,
        node: usize,
        verb: Option<usize>,
        depth: u8,
    ) -> Option<Reading> {
        let actors = self.actors(frame, node, verb);
        let addressee = self.recipients(frame, node, verb, &actors);
        let inner = self.content(frame, node, verb, depth);
        let act = inner.as_ref().and_then(|(_, r)| r.as_ref().map(|r| r.act));
        let negated = inner.as_ref().is_some_and(|(n, _)| self.negated(*n));
        let (op, act) = self.under_negation(op, act, negated);
        let outcome = self.book.apply(op, act);
        let reading = match outcome.result {
            Yield::Nothing => return None,
            Yield::Same => self.same(op, node, actors, &addressee, inner?)?,
            Yield::Act(result) => self.made(Site { frame: at, op, node }, result, actors, addressee, inner),
        };
        let mutual = reading.recipients.is_empty() && reading.actors.len() > 1 && self.is_mutual(frame, node, verb);
        let recipients = if mutual { reading.actors.clone() } else { reading.recipients };
        Some(Reading { modality: outcome.modality.or(reading.modality), recipients, ..reading })
    }

    /// "Promised not to attack" is a promise to step back; "promised not to cooperate" a refusal.
    fn under_negation(&self, op: usize, act: Option<usize>, negated: bool) -> (usize, Option<usize>) {
        let Some(inner) = act.filter(|_| negated) else { return (op, act) };
        let kind = self.book.kinds[usize::from(self.book.acts[inner].kind)].as_str();
        match kind {
            "assault" | "coerce" | "sanction" | "mobilize" | "threat" | "protest" | "accuse" => {
                (op, self.book.act("deescalate").or(act))
            }
            _ if matches!(self.book.operators[op].name.as_str(), "promise" | "agree" | "plan" | "say" | "want") => {
                (self.book.operator("refuse").unwrap_or(op), act)
            }
            _ => (op, act),
        }
    }

    /// The content of an operator: the first slot that holds an act, or else the first that holds anything.
    fn content(&self, frame: &Frame, node: usize, verb: Option<usize>, depth: u8) -> Option<(usize, Option<Reading>)> {
        let mut first = None;
        for slot in &frame.content {
            let Some(filler) = self.who.tree.slot(node, slot, verb) else { continue };
            let light = (frame.pos == Pos::Verb && self.who.tree.is_noun(filler)).then_some(node);
            for part in self.who.tree.conjuncts(filler) {
                let part = self.measured(part).unwrap_or(part);
                if let Some(reading) = self.read_content(part, light, depth) {
                    return Some((part, Some(reading)));
                }
            }
            let party = !self.who.parties(filler).is_empty();
            first = first.or((!party).then_some(filler));
        }
        first.map(|f| (f, None))
    }

    /// A content may hide one step down: "warned of consequences if", "the need to meet", "plans to send".
    fn read_content(&self, node: usize, light: Option<usize>, depth: u8) -> Option<Reading> {
        if let Some(reading) = self.read(node, light, depth + 1) {
            return Some(reading);
        }
        let tree = self.who.tree;
        if self.frame(node, light).is_some() {
            return None;
        }
        // A noun that means no act itself may carry one: "efforts to end", "the use of drones".

        tree.children(node)
            .filter(|k| {
                matches!(tree.rel(*k), Deprel::Xcomp | Deprel::Acl)
                    || (tree.is_noun(node) && tree.rel(*k) == Deprel::Nmod && tree.case(*k) == Some("of"))
            })
            .find_map(|k| if depth < DEPTH { self.read(k, None, depth + 1) } else { None })
    }

    /// The inner act stays: light verbs, aspect, "order", "help".
    fn same(
        &self,
        op: usize,
        node: usize,
        actors: Vec<Party>,
        addressee: &Found,
        inner: (usize, Option<Reading>),
    ) -> Option<Reading> {
        let mut reading = inner.1?;
        let itself = self.book.operators[op].doer == Doer::Itself;
        if !actors.is_empty() && (itself || reading.actors.is_empty()) {
            reading.recipients = without(reading.recipients, &actors);
            reading.actors = actors;
        }
        // A crowd marches for or in many things; whom it is against stands with the march.
        let crowd = self.book.acts[reading.act].event_type == westphalia_model::EventType::Protest;
        if reading.recipients.is_empty() && !crowd {
            reading.recipients = without(addressee.parties.clone(), &reading.actors);
            reading.joined |= addressee.joined;
        }
        let name = self.book.operators[op].name.as_str();
        reading.consumed.push(reading.node);
        if reading.second.is_none() {
            reading.second = Some(reading.node);
        }
        reading.node = node;
        if !matches!(name, "do" | "begin") {
            reading.operators.insert(0, (op, node));
        }
        Some(reading)
    }

    /// The operator makes another act of the inner one.
    fn made(
        &self,
        site: Site,
        act: usize,
        actors: Vec<Party>,
        addressee: Found,
        inner: Option<(usize, Option<Reading>)>,
    ) -> Reading {
        let Site { frame: at, op, node } = site;
        let operator = &self.book.operators[op];
        let mut joined = false;
        let mut recipients = Vec::new();
        for role in &operator.recipient {
            let found = match role {
                Role::Addressee => {
                    joined = addressee.joined;
                    addressee.parties.clone()
                }
                Role::ContentRecipient => {
                    inner.as_ref().and_then(|(_, r)| r.as_ref()).map(|r| r.recipients.clone()).unwrap_or_default()
                }
                Role::ContentActor => self.content_actors(inner.as_ref()),
            };
            recipients = without(found, &actors);
            if !recipients.is_empty() {
                break;
            }
        }
        let mut consumed = Vec::new();
        let mut operators = vec![(op, node)];
        let content = inner.map(|(n, reading)| {
            consumed.push(n);
            let reading = reading.inspect(|r| {
                consumed.extend(&r.consumed);
                consumed.push(r.node);
                operators.extend(&r.operators);
            });
            let (actors, recipients) =
                reading.as_ref().map(|r| (r.actors.clone(), r.recipients.clone())).unwrap_or_default();
            Box::new(Inner { act: reading.map(|r| r.act), node: n, actors, recipients })
        });
        Reading {
            act,
            frame: at,
            node,
            second: None,
            actors,
            recipients,
            joined,
            operators,
            modality: None,
            content,
            consumed,
        }
    }

    fn content_actors(&self, inner: Option<&(usize, Option<Reading>)>) -> Vec<Party> {
        let Some((node, reading)) = inner else { return Vec::new() };
        match reading {
            Some(reading) if !reading.actors.is_empty() => reading.actors.clone(),
            _ => {
                let subject = self.who.tree.surface_subject(*node).filter(|_| self.who.tree.is_verb(*node));
                subject.map_or_else(|| self.who.owner(*node, 0), |s| self.who.parties_loosely(s))
            }
        }
    }

    /// Whether a noun names a weapon or an act of violence.
    pub fn is_weapon(&self, node: usize) -> bool {
        let lemma = self.who.tree.lemma(node);
        VIOLENT.iter().filter_map(|s| self.book.set(s)).any(|s| self.book.in_set(s, lemma))
    }

    /// Whether a predicate is negated: "not", "never", "no", "without".
    pub fn negated(&self, node: usize) -> bool {
        let tree = self.who.tree;
        // "No longer recognises".
        let ended = |k: usize| tree.words[k] == "longer" && k > 0 && tree.words[k - 1].eq_ignore_ascii_case("no");
        let no = |k: usize| {
            ended(k) || matches!(tree.lemma(k), "not" | "never" | "n't" | "neither" | "no" | "nor" | "hardly")
        };
        tree.children(node).any(|k| {
            (matches!(tree.rel(k), Deprel::Advmod | Deprel::Det | Deprel::CcPreconj | Deprel::Aux) && no(k))
                || (tree.rel(k) == Deprel::Mark && tree.lemma(k) == "without")
                || (matches!(tree.rel(k), Deprel::Obj | Deprel::NsubjPass | Deprel::Nsubj)
                    && tree.children(k).any(|d| tree.rel(d) == Deprel::Det && tree.lemma(d) == "no"))
        })
    }
}

/// The parties that are not among others.
fn without(parties: Vec<Party>, others: &[Party]) -> Vec<Party> {
    parties.into_iter().filter(|p| !others.iter().any(|o| o.same(p) && !p.is_unknown())).collect()
}
