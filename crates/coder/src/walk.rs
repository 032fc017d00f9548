//! Which predicates of a sentence are told as something that happened, was said or is planned, and in whose words.
//!
//! The walk goes down the tree with a [`Stance`]: who speaks, and whether what is said is asserted at all. What an
//! operator has taken as its content is not coded again.

use crate::codebook::{Frame, Meaning, Pos, Slot};
use crate::party::Party;
use crate::reading::{Reader, Reading};
use crate::sense::Sense;
use westphalia_atlas::Entry;
use westphalia_model::EventType;
use westphalia_text::{Deprel, Upos};

/// A reading that stands as an event, with its sense.
#[derive(Clone, Debug)]
pub struct Told {
    /// What, who, to whom.
    pub reading: Reading,
    /// In what sense, on whose word.
    pub sense: Sense,
}

/// From where a clause is told.
#[derive(Clone, Debug, Default)]
pub struct Stance {
    /// Who says it, if not the reporter.
    pub speaker: Vec<Party>,
    /// Told under "if" or "unless".
    pub hypothetical: bool,
    /// Not told as fact at all: a purpose, a topic.
    pub unasserted: bool,
}

/// Walks one sentence.
pub struct Walk<'a, 'b> {
    /// Reads predicates.
    pub reader: &'b Reader<'a>,
    /// What was found, in the order of the walk.
    pub told: Vec<Told>,
    /// Decisions, for `--explain`; `None` to save the work.
    pub decisions: Option<Vec<String>>,
    /// Tokens that are spoken for.
    pub consumed: Vec<bool>,
}

/// Verbs that say of an event that it takes place.
const HAPPENING: &[&str] = &[
    "begin",
    "start",
    "take",
    "continue",
    "erupt",
    "break",
    "follow",
    "come",
    "occur",
    "happen",
    "resume",
    "conclude",
    "end",
    "kill",
    "injure",
    "wound",
    "hit",
    "target",
    "leave",
    "destroy",
    "damage",
    "cause",
    "hold",
    "open",
    "proceed",
    "intensify",
    "escalate",
    "spread",
    "strike",
    "result",
    "enter",
    "last",
    "rock",
    "mark",
    "be",
    "launch",
    "report",
    "see",
    "prompt",
    "trigger",
    "claim",
    "force",
    "bring",
    "displace",
    "spark",
    "ongoing",
    "underway",
    "way",
];

/// Verbs whose "with", "over" or "in" phrase is what they speak of: "charged with murder".
const TOPICS: &[&str] = &[
    "charge",
    "accuse",
    "convict",
    "suspect",
    "blame",
    "sue",
    "indict",
    "sentence",
    "try",
    "arrest",
    "jail",
    "praise",
    "thank",
    "question",
    "criticize",
    "criticise",
    "condemn",
    "apologize",
    "apologise",
    "debate",
    "discuss",
    "wanted",
    "vow",
];

/// Prepositions that tell a happening as time or cause.
const CIRCUMSTANCE: &[&str] = &[
    "after",
    "follow",
    "following",
    "amid",
    "amidst",
    "since",
    "during",
    "despite",
    "in",
    "with",
    "over",
    "upon",
    "because",
    "due",
];

/// "In response to an attack": a noun and the preposition after it that tell a cause.
const CAUSE: &[(&str, &str)] = &[
    ("response", "to"),
    ("reaction", "to"),
    ("retaliation", "for"),
    ("revenge", "for"),
    ("reprisal", "for"),
    ("result", "of"),
    ("wake", "of"),
    ("aftermath", "of"),
    ("consequence", "of"),
];

impl<'a, 'b> Walk<'a, 'b> {
    /// A walk over the reader's sentence.
    pub fn new(reader: &'b Reader<'a>, explain: bool) -> Self {
        let consumed = vec![false; reader.who.tree.len()];
        Self { reader, told: Vec::new(), decisions: explain.then(Vec::new), consumed }
    }

    /// Codes the whole sentence.
    pub fn run(&mut self) {
        let Some(root) = self.reader.who.tree.root() else { return };
        self.skip_heading();
        let words = &self.reader.who.tree.words;
        // A question asserts nothing.
        let asked = words.last().is_some_and(|w| *w == "?");
        let stance = Stance { speaker: self.cited_at_the_edge(root), unasserted: asked, ..Stance::default() };
        self.visit(root, &stance, 0);
        self.forget_the_approach();
    }

    /// "Syrian civil war: Troops enter": the words before the colon head a series of items and tell nothing themselves.
    fn skip_heading(&mut self) {
        let tree = self.reader.who.tree;
        let colon = (1..tree.len().min(9)).find(|i| tree.words[*i] == ":");
        let Some(colon) = colon.filter(|c| tree.len() > c + 4) else { return };
        let nominal = (0..colon).all(|i| !matches!(tree.token(i).upos, Upos::Verb | Upos::Aux));
        if nominal {
            self.consumed[..colon].fill(true);
        }
    }

    fn explain(&mut self, text: impl FnOnce() -> String) {
        if let Some(decisions) = &mut self.decisions {
            decisions.push(text());
        }
    }

    fn visit(&mut self, node: usize, stance: &Stance, depth: u16) {
        // The tree has at most as many levels as tokens, but a chain of hundreds is noise.
        if depth > 200 {
            return;
        }
        let mut stance = self.with_speaker_of(node, stance);
        // Below a topic all is topic: what is condemned, asked or promised is not told as fact.
        stance.unasserted |=
            self.consumed[node] && self.told.iter().any(|t| t.reading.content.as_ref().is_some_and(|c| c.node == node));
        if !self.consumed[node] {
            if let Some(content) = self.says(node) {
                self.speech(node, content, &stance, depth);
                return;
            }
            self.consider(node, &stance);
        }
        self.descend(node, None, &stance, depth);
    }

    fn descend(&mut self, node: usize, except: Option<usize>, stance: &Stance, depth: u16) {
        let reader = self.reader;
        for kid in reader.who.tree.children(node) {
            if Some(kid) != except {
                let below = self.stance_of(kid, stance);
                self.visit(kid, &below, depth + 1);
            }
        }
    }

    /// The clause that a verb of saying reports.
    fn says(&self, node: usize) -> Option<usize> {
        let tree = self.reader.who.tree;
        let Some((_, frame)) = self.reader.frame(node, None) else {
            // A verb without a frame that takes a that-clause and a subject reports it.
            let that = tree.child(node, &[Deprel::Ccomp]).filter(|c| tree.mark(*c) == Some("that"));
            return that.filter(|_| tree.is_verb(node) && tree.child(node, &[Deprel::Nsubj]).is_some());
        };
        if let Some(words) = self.words_before(node, frame) {
            return Some(words);
        }
        let Meaning::Operator(op) = frame.meaning else { return None };
        if self.reader.book.operators[op].name != "say" {
            return None;
        }
        frame
            .content
            .iter()
            .find_map(|slot| self.reader.who.tree.slot(node, slot, None))
            // "The meeting disclosed on Monday": what is disclosed stands above its participle.
            .filter(|c| self.reader.who.tree.is_clause(*c) && !self.reader.who.tree.under(node, *c))
    }

    /// "The island may leave the pact, an adviser suggested": a clause that stands before such a verb is what was said, word for word.
    fn words_before(&self, node: usize, frame: &Frame) -> Option<usize> {
        let tree = self.reader.who.tree;
        let said = match frame.meaning {
            Meaning::Act(act) => {
                matches!(self.reader.book.acts[act].event_type, EventType::Request | EventType::Threaten)
            }
            Meaning::Operator(op) => {
                matches!(self.reader.book.operators[op].name.as_str(), "ask" | "warn" | "threaten" | "promise" | "want")
            }
            Meaning::Nothing => false,
        };
        let clause = tree.child(node, &[Deprel::Ccomp]).filter(|c| said && *c < node && tree.mark(*c).is_none())?;
        // "Should the rebels come, ...": a condition, put before.
        let condition = tree.token(tree.extent(clause).0).upos == Upos::Aux;
        let finite =
            tree.child(clause, &[Deprel::Nsubj, Deprel::NsubjPass]).is_some() && !tree.has_to(clause) && !condition;
        let speaker = self.reader.who.parties_loosely(tree.surface_subject(node)?);
        // What one will do oneself is the threat or promise that the verb tells.
        let doer = tree.surface_subject(clause).map(|s| self.reader.who.parties_loosely(s)).unwrap_or_default();
        (finite && !doer.iter().any(|d| is_own(d, &speaker))).then_some(clause)
    }

    fn speech(&mut self, node: usize, content: usize, stance: &Stance, depth: u16) {
        let tree = self.reader.who.tree;
        let subject = tree.subject(node);
        let mut speaker = subject.map(|s| self.reader.who.parties_loosely(s)).unwrap_or_default();
        if speaker.is_empty() {
            speaker = match subject {
                Some(s) if self.can_speak(s) => vec![Party::unknown(tree.token(s).span, s)],
                // "It is reported that": somebody said so.
                _ if tree.passive(node) => vec![Party::unknown(tree.token(node).span, node)],
                _ => stance.speaker.clone(),
            };
        }
        let negated = self.reader.negated(node);
        self.explain(|| format!("{}: words of {}", tree.words[node], names(&speaker)));
        let below = Stance { speaker, unasserted: stance.unasserted || negated, ..stance.clone() };
        self.visit(content, &below, depth + 1);
        self.descend(node, Some(content), stance, depth);
    }

    /// Whether a noun is somebody who says things: "witnesses", not "data".
    fn can_speak(&self, node: usize) -> bool {
        let tree = self.reader.who.tree;
        let source = matches!(
            tree.lemma(node),
            "source" | "report" | "media" | "newspaper" | "paper" | "agency" | "witness" | "statement" | "document"
        );
        source || tree.token(node).upos == Upos::Propn || self.reader.who.mentions.role(node).is_some()
    }

    /// "According to X", ", X said", "told reporters": who says the clause of a node.
    fn with_speaker_of(&self, node: usize, stance: &Stance) -> Stance {
        let tree = self.reader.who.tree;
        for kid in tree.children(node) {
            let cited = match tree.rel(kid) {
                Deprel::Obl | Deprel::Nmod
                    if tree.case(kid) == Some("accord") || tree.case(kid) == Some("according") =>
                {
                    self.reader.who.parties_loosely(kid)
                }
                Deprel::Conj if kid > node && self.is_saying(kid) && tree.child(kid, &[Deprel::Cc]).is_none() => {
                    tree.surface_subject(kid).map(|s| self.reader.who.parties_loosely(s)).unwrap_or_default()
                }
                Deprel::Parataxis | Deprel::Ccomp if self.says(kid).is_none() && self.is_saying(kid) => {
                    tree.surface_subject(kid).map(|s| self.reader.who.parties_loosely(s)).unwrap_or_default()
                }
                _ => continue,
            };
            let speaker = if cited.is_empty() { vec![Party::unknown(tree.token(kid).span, kid)] } else { cited };
            return Stance { speaker, ..stance.clone() };
        }
        stance.clone()
    }

    fn is_saying(&self, node: usize) -> bool {
        let tree = self.reader.who.tree;
        matches!(
            tree.lemma(node),
            "say" | "tell" | "report" | "state" | "claim" | "add" | "announce" | "write" | "note" | "declare"
        ) && tree.child(node, &[Deprel::Nsubj]).is_some()
            && tree.child(node, &[Deprel::Ccomp]).is_none()
            // Whom one tells is no clause either.
            && (tree.child(node, &[Deprel::Obj]).is_none() || (tree.lemma(node) == "tell"))
    }

    /// "X did Y: Russian diplomat", "X did Y - Bloomberg", "Putin: X did Y".
    fn cited_at_the_edge(&self, root: usize) -> Vec<Party> {
        let tree = self.reader.who.tree;
        let n = tree.len();
        if !(5..=40).contains(&n) {
            return Vec::new();
        }
        // A hyphen between words of a compound touches them.
        let apart = |i: usize| i > 0 && i + 1 < n && tree.token(i).span.end() < tree.token(i + 1).span.start();
        let dash = |i: usize| {
            (matches!(tree.words[i], "-" | "–" | "—" | "--")
                && apart(i)
                && tree.token(i - 1).span.end() < tree.token(i).span.start())
                || (tree.words[i] == ":" && apart(i))
        };
        let verbless =
            |from: usize, to: usize| (from..to).all(|i| !matches!(tree.token(i).upos, Upos::Verb | Upos::Aux));
        let from_end =
            (n.saturating_sub(7)..n - 1).rev().find(|i| dash(*i) && verbless(i + 1, n) && !(i + 1..n).contains(&root));
        let head_of = |from: usize, to: usize| (from..to).find(|i| tree.head(*i).is_none_or(|h| h < from || h >= to));
        let Some(at) = from_end else { return Vec::new() };
        let Some(head) = head_of(at + 1, n) else { return Vec::new() };
        let found = self.reader.who.parties_loosely(head);
        let source = matches!(tree.lemma(head), "source" | "report" | "official" | "media");
        if found.is_empty() && source { vec![Party::unknown(tree.token(head).span, head)] } else { found }
    }

    /// How the clause of a child is told, from its relation to the head.
    fn stance_of(&self, kid: usize, stance: &Stance) -> Stance {
        let tree = self.reader.who.tree;
        let mut below = stance.clone();
        match tree.rel(kid) {
            Deprel::Acl | Deprel::Xcomp | Deprel::Advcl if self.is_first_to(kid) => {}
            Deprel::Advcl => match tree.mark(kid) {
                Some("if" | "unless" | "until" | "lest" | "provided") => below.hypothetical = true,
                Some("to" | "for" | "than" | "so") => below.unasserted = true,
                // "Congratulated the town on winning", "a course on brewing": what is spoken of.
                Some("on" | "of" | "about" | "from" | "into" | "against") if tree.token(kid).xpos == "VBG" => {
                    below.unasserted = true;
                }
                None if tree.has_to(kid) => below.unasserted = true,
                _ => {}
            },
            // "Becomes the first": a noun that says what somebody becomes is no clause of its own.
            Deprel::Xcomp if tree.is_noun(kid) && !tree.has_to(kid) => {}
            Deprel::Xcomp | Deprel::Csubj => below.unasserted = true,
            Deprel::Acl if tree.has_to(kid) || tree.mark(kid).is_some() => below.unasserted = true,
            Deprel::Ccomp => below.unasserted |= !self.is_quotation(kid),
            // "Vowed to fight the gangs that rob travellers": which of them, among what is only promised.
            Deprel::AclRelcl if stance.unasserted && self.tells_which(kid) => {}
            Deprel::AclRelcl | Deprel::Acl => below.unasserted = false,
            _ => {}
        }
        below
    }

    /// A relative clause of the present without a comma before it says which things are meant, and not what they did.
    fn tells_which(&self, clause: usize) -> bool {
        let tree = self.reader.who.tree;
        let (first, _) = tree.extent(clause);
        let apart = first > 0 && tree.words[first - 1] == "," || tree.words[first] == ",";
        matches!(tree.token(clause).xpos, "VBP" | "VBZ") && !apart
    }

    /// "Becomes the first state to ban the fuel": who is the first, the latest or the only one to do a thing has done it.
    fn is_first_to(&self, clause: usize) -> bool {
        let tree = self.reader.who.tree;
        let Some(above) = tree.head(clause).filter(|_| tree.has_to(clause)) else { return false };
        // "The first bishop living there to be tried": a participle may stand between.
        let noun = if tree.rel(above) == Deprel::Acl { tree.head(above).unwrap_or(above) } else { above };
        let rank = |i: usize| {
            matches!(tree.lemma(i), "first" | "second" | "third" | "fourth" | "fifth" | "latest" | "late" | "only")
        };
        let ranked = rank(noun) || tree.children(noun).any(|k| tree.rel(k) == Deprel::Amod && rank(k));
        let modal = |i: usize| tree.children(i).any(|k| tree.rel(k) == Deprel::Aux && tree.token(k).xpos == "MD");
        let above = tree.head(noun).filter(|v| tree.is_verb(*v));
        let is = tree.child(noun, &[Deprel::Cop]).is_some() && !modal(noun);
        let becomes = above.is_some_and(|v| tree.lemma(v) == "become" && !modal(v) && !tree.has_to(v));
        ranked && (is || becomes)
    }

    /// A clause that hangs on a verb that reports nothing is no assertion; a quotation is.
    fn is_quotation(&self, kid: usize) -> bool {
        let tree = self.reader.who.tree;
        tree.head(kid).is_some_and(|h| self.is_saying(h) || kid < h)
    }

    /// Codes a predicate, if it has a frame and stands as told.
    fn consider(&mut self, node: usize, stance: &Stance) {
        let reader = self.reader;
        reader.listen_to(self.speakers(stance));
        // "Russian-occupied": the second half of a compound tells nothing by itself.
        let half = node > 0 && reader.who.tree.words[node - 1] == "-" && reader.who.tree.token(node).xpos == "VBN";
        if half || matches!(reader.who.tree.rel(node), Deprel::Amod | Deprel::Compound) {
            return;
        }
        let Some((_, frame)) = reader.frame(node, None) else { return };
        let word = reader.who.tree.words[node];
        if frame.meaning == Meaning::Nothing {
            self.explain(|| format!("{word}: {}, no event", frame.name));
            return;
        }
        if let Meaning::Operator(op) = frame.meaning
            && frame.pos == Pos::Verb
            && reader.book.operators[op].name == "say"
        {
            return;
        }
        if stance.unasserted {
            self.explain(|| format!("{word}: {}, not asserted here", frame.name));
            return;
        }
        // "The drills are a provocation": said of a subject, by whoever speaks.
        let said = frame.actor.contains(&Slot::Speaker);
        let told = frame.pos != Pos::Noun || said || (self.noun_is_told(node, 0) && !self.is_background(node, frame));
        if !told {
            self.explain(|| format!("{word}: {}, a noun that tells no happening here", frame.name));
            return;
        }
        let Some(reading) = reader.read(node, None, 0) else {
            self.explain(|| format!("{word}: {}, its content is no event", frame.name));
            return;
        };
        if let Some(why) = self.is_impossible(&reading) {
            self.explain(|| format!("{word}: {}, dropped: {why}", frame.name));
            return;
        }
        self.consume(&reading);
        let reading = self.merge_violence(reading);
        let act = reading.act;
        match self.settle(reading, stance) {
            Ok(told) if self.is_exhortation(&told.reading) => {
                self.explain(|| format!("{word}: {}, dropped: exhortation to one's own", frame.name));
            }
            Ok(told) => {
                let name = &reader.book.acts[told.reading.act].name;
                self.explain(|| format!("{word}: {}, {name}, {}", frame.name, told.sense.modality));
                self.told.push(told);
            }
            Err(why) => {
                let name = &reader.book.acts[act].name;
                self.explain(|| format!("{word}: {}, {name}, dropped: {why}", frame.name));
            }
        }
    }

    /// Words that no deed can say, and kindness to oneself.
    fn is_impossible(&self, reading: &Reading) -> Option<&'static str> {
        let tree = self.reader.who.tree;
        if !tree.is_verb(reading.node) {
            return None;
        }
        let kind = self.reader.book.acts[reading.act].event_type;
        let objects = std::iter::once(reading.node).chain(reading.second).filter_map(|i| tree.child(i, &[Deprel::Obj]));
        let itself = objects.into_iter().any(|o| {
            ["itself", "himself", "herself", "themselves", "ourselves"]
                .iter()
                .any(|w| tree.words[o].eq_ignore_ascii_case(w))
        });
        if itself && matches!(kind, EventType::Support | EventType::Aid | EventType::Cooperate | EventType::Consult) {
            return Some("done to oneself");
        }
        let verbal = matches!(
            kind,
            EventType::Agree | EventType::Request | EventType::Accuse | EventType::Reject | EventType::Support
        );
        let deed = tree.subject(reading.node).filter(|s| tree.is_noun(*s) && self.reader.who.parties(*s).is_empty());
        if verbal && deed.is_some_and(|s| self.is_deed(s)) {
            return Some("a deed does not speak");
        }
        None
    }

    /// Whether a noun names an act that is done and not said: "the visit", "their threats", not "the statement".
    fn is_deed(&self, noun: usize) -> bool {
        let Some((_, frame)) = self.reader.frame(noun, None).filter(|(_, f)| f.pos == Pos::Noun) else { return false };
        let Meaning::Act(act) = frame.meaning else { return false };
        matches!(
            self.reader.book.acts[act].event_type,
            EventType::Consult
                | EventType::Assault
                | EventType::Coerce
                | EventType::Mobilize
                | EventType::Threaten
                | EventType::Aid
                | EventType::Cooperate
                | EventType::Retreat
        )
    }

    /// "The president called for thrift", in his own paper and of nobody in particular: a word to his own public.
    fn is_exhortation(&self, reading: &Reading) -> bool {
        let who = &self.reader.who;
        let voice = who.memory.voice();
        let own = |m: &crate::mention::Mention| {
            let country = who.atlas.country_of(m.entry, who.day);
            country.is_some() && country == voice.and_then(|v| v.country)
        };
        who.mentions.names.iter().all(own)
            && self.reader.book.acts[reading.act].event_type == EventType::Request
            && reading.recipients.is_empty()
            && voice.is_some_and(|v| {
                v.country.is_some() && reading.actors.iter().all(|a| a.country == v.country && a.body.is_empty())
            })
    }

    /// Moving forces is not told apart from the attack that they carry out.
    fn forget_the_approach(&mut self) {
        let book = self.reader.book;
        let kind = |t: &Told| book.acts[t.reading.act].event_type;
        let attackers: Vec<Party> = self
            .told
            .iter()
            .filter(|t| kind(t) == EventType::Assault && t.sense.modality == westphalia_model::Modality::Actual)
            .flat_map(|t| t.reading.actors.clone())
            .filter(|a| !a.is_unknown())
            .collect();
        self.told.retain(|t| {
            kind(t) != EventType::Mobilize || !t.reading.actors.iter().any(|a| attackers.iter().any(|b| b.same(a)))
        });
    }

    /// "Provisions in the Minsk agreement": what is agreed or given is no circumstance.
    fn is_background(&self, node: usize, frame: &Frame) -> bool {
        let Meaning::Act(act) = frame.meaning else { return false };
        let paper = matches!(
            self.reader.book.acts[act].event_type,
            EventType::Agree | EventType::Support | EventType::Aid | EventType::Cooperate
        );
        paper && matches!(self.reader.who.tree.case(node), Some("in" | "with" | "over"))
    }

    fn consume(&mut self, reading: &Reading) {
        for &node in &reading.consumed {
            self.consumed[node] = true;
        }
        if let Some(second) = reading.second {
            self.consumed[second] = true;
        }
    }

    /// Whether an event noun tells a happening: it is a headline, the subject of a verb of happening, or time or cause.
    fn noun_is_told(&self, node: usize, depth: u8) -> bool {
        let tree = self.reader.who.tree;
        // "Russia is in talks with India".
        let engaged = tree.child(node, &[Deprel::Cop]).is_some() && matches!(tree.case(node), Some("in" | "on" | "at"));
        let Some(head) = tree.head(node) else { return engaged || tree.child(node, &[Deprel::Nsubj]).is_none() };
        let planned = |k: usize| {
            tree.rel(k) == Deprel::Amod
                && matches!(
                    tree.lemma(k),
                    "plan" | "planned" | "upcoming" | "forthcoming" | "scheduled" | "schedule" | "landmark"
                )
        };
        // "Putin's planned visit underscores": that it is planned is told.
        if engaged || (tree.child(node, &[Deprel::NmodPoss]).is_some() && tree.children(node).any(planned)) {
            return true;
        }
        match tree.rel(node) {
            Deprel::Nsubj | Deprel::NsubjPass => {
                // "Following the raid, police close the port": a phrase of time that was taken for the subject.
                matches!(tree.case(node), Some("follow" | "following" | "amid" | "after"))
                    || HAPPENING.contains(&tree.lemma(head))
                    || self.is_cause(node, head)
            }
            Deprel::Obj => {
                matches!(tree.case(node), Some("follow" | "amid"))
                    || (tree.lemma(head) == "follow" && tree.is_verb(head))
            }
            Deprel::Obl | Deprel::Nmod | Deprel::OblAgent | Deprel::OblUnmarked => {
                if TOPICS.contains(&tree.lemma(head)) && matches!(tree.case(node), Some("with" | "over" | "in" | "for"))
                {
                    return false;
                }
                if self.is_spoken_of(node, head) {
                    return false;
                }
                let caused = tree.case(node).is_some_and(|c| CAUSE.contains(&(tree.lemma(head), c)));
                caused
                    || tree.case(node).is_some_and(|c| CIRCUMSTANCE.contains(&c))
                        && (tree.is_verb(head) || depth > 0 || !matches!(tree.case(node), Some("in" | "with" | "over")))
            }
            Deprel::Conj if depth < 3 => self.noun_is_told(head, depth + 1),
            Deprel::Appos | Deprel::Parataxis | Deprel::List => tree.case(node).is_none(),
            _ => false,
        }
    }

    /// "The raid by the army on the village angered the elders": an act between parties that are named, with an effect that has come.
    fn is_cause(&self, noun: usize, verb: usize) -> bool {
        let tree = self.reader.who.tree;
        let modal = tree.children(verb).any(|k| tree.rel(k) == Deprel::Aux && tree.token(k).xpos == "MD");
        let perfect = tree.token(verb).xpos == "VBN" && tree.children(verb).any(|k| tree.lemma(k) == "have");
        let past = tree.is_verb(verb) && (tree.token(verb).xpos == "VBD" || perfect) && !modal;
        let definite = tree.child(noun, &[Deprel::Det, Deprel::NmodPoss]).is_some();
        if !past || !definite || self.reader.negated(verb) || tree.child(verb, &[Deprel::Obj]).is_none() {
            return false;
        }
        let Some(reading) = self.reader.read(noun, None, 1) else { return false };
        let known = |parties: &[Party]| !parties.is_empty() && parties.iter().all(|p| !p.is_unknown());
        known(&reading.actors) && (known(&reading.recipients) || reading.actors.len() > 1)
    }

    /// "Threatened the island with sanctions", "thanked the crew for the rescue": what a verb of words is about.
    fn is_spoken_of(&self, noun: usize, verb: usize) -> bool {
        let tree = self.reader.who.tree;
        if !tree.is_verb(verb) || !matches!(tree.case(noun), Some("with" | "over" | "for" | "about" | "because")) {
            return false;
        }
        let Some((_, frame)) = self.reader.frame(verb, None) else { return false };
        match frame.meaning {
            Meaning::Act(act) => matches!(
                self.reader.book.acts[act].event_type,
                EventType::Accuse | EventType::Threaten | EventType::Reject | EventType::Request | EventType::Support
            ),
            Meaning::Operator(op) => matches!(
                self.reader.book.operators[op].name.as_str(),
                "ask" | "accuse" | "condemn" | "praise" | "threaten" | "warn" | "refuse" | "oppose"
            ),
            Meaning::Nothing => false,
        }
    }

    /// "An airstrike killed five", "five were killed in an airstrike": one event, with the means and the actor of the noun.
    fn merge_violence(&mut self, mut reading: Reading) -> Reading {
        let reader = self.reader;
        let tree = reader.who.tree;
        if reader.book.acts[reading.act].event_type != EventType::Assault || !tree.is_verb(reading.node) {
            return reading;
        }
        let candidates = [
            tree.subject(reading.node),
            tree.phrase(reading.node, "in"),
            tree.phrase(reading.node, "by"),
            tree.phrase(reading.node, "after"),
            tree.phrase(reading.node, "follow"),
            tree.phrase(reading.node, "during"),
            tree.phrase(reading.node, "amid"),
        ];
        // "Ten are killed and many injured in strikes": the phrase at the end is everybody's.
        let beside = tree.children(reading.node).filter(|k| tree.rel(*k) == Deprel::Conj).find_map(|k| {
            // "And six others injured in": the participle may hang on whom it speaks of.
            let hurt = tree.children(k).find(|a| tree.rel(*a) == Deprel::Acl && tree.passive(*a));
            tree.phrase(k, "in").or_else(|| tree.phrase(hurt?, "in"))
        });
        for noun in candidates.into_iter().flatten().chain(beside).filter(|n| tree.is_noun(*n)) {
            let Some(inner) = reader.read(noun, None, 1) else { continue };
            let act = &reader.book.acts[inner.act];
            if act.event_type != EventType::Assault {
                continue;
            }
            if reader.book.acts[reading.act].mode.is_empty()
                || reader.book.acts[reading.act].cameo.len() < act.cameo.len()
                || !act.mode.is_empty()
            {
                reading.act = inner.act;
            }
            if reading.actors.is_empty() || reading.actors.iter().all(|a| a.node == noun) {
                reading.actors = inner.actors;
            }
            // "Others were hurt in Chilean raids": the raids are not who was hurt.
            if reading.recipients.iter().all(|r| r.node == noun || tree.under(r.node, noun)) {
                reading.recipients.clear();
            }
            // "Five were hurt in an attack on a base": the base was attacked; a group's base with people in it, both.
            let crowd =
                !reading.recipients.is_empty() && reading.recipients.iter().all(|r| r.entry.is_none() && r.plural);
            let aimed = inner.recipients.iter().any(|r| !r.is_unknown() && (r.entry.is_some() || !r.body.is_empty()));
            if reading.recipients.is_empty() {
                reading.recipients = inner.recipients;
            } else if crowd && aimed {
                let groups = inner.recipients.iter().all(|r| !r.body.is_empty());
                let people = std::mem::replace(&mut reading.recipients, inner.recipients);
                reading.recipients.extend(people.into_iter().filter(|_| groups));
            }
            reading.second = Some(noun);
            self.consumed[noun] = true;
            break;
        }
        reading
    }
}

/// Whether a person or state is who speaks in the document.
pub fn is_own(party: &Party, speakers: &[Party]) -> bool {
    speakers.iter().any(|s| {
        s.same(party)
            || (s.country.is_some()
                && s.country == party.country
                && s.body == party.body
                && !matches!(s.entry, Some(Entry::Organisation { .. })))
    })
}

fn names(parties: &[Party]) -> String {
    parties.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join(", ")
}
