//! What a sentence says about the history: "the first visit in 24 years", "the third summit this year", "never before".
//!
//! A cue (`cue`) leads to the predicate that is counted, which is read like any other; words behind it say since when
//! (`window`). What is not resolved stays empty, with a problem that says why: nobody is guessed.

mod cue;
mod term;
mod window;

pub use cue::may_claim;

use crate::party::Party;
use crate::reading::{Reader, Reading};
use crate::row::Scene;
use cue::{Cue, cues};
use westphalia_atlas::{Entry, Sector};
use westphalia_model::{
    Actor, Claim, ClaimKind, Counted, DateRange, EventType, Problem, Reference, Report, Since, Span,
};
use westphalia_text::{Deprel, Upos};
use window::{Window, window};

/// Claims of one sentence.
pub struct Finder<'a, 'b> {
    /// Reads its predicates.
    pub reader: &'b Reader<'a>,
    /// The sentence.
    pub scene: &'b Scene<'b>,
    /// What the document told so far, this sentence included.
    pub told: &'b [Report],
}

/// Whom a claim is about.
#[derive(Default)]
struct Sides {
    actors: Vec<Party>,
    recipients: Vec<Party>,
    symmetric: bool,
    office: String,
    /// Whether somebody is said to go where they are from: whoever it is, was not understood.
    is_reflexive: bool,
    /// Whether it is somebody's act whose name is not known: "my first visit", "the minister's first visit".
    unnamed: bool,
}

impl Finder<'_, '_> {
    /// Every claim of the sentence.
    pub fn find(&self) -> Vec<Claim> {
        let tree = self.scene.tree;
        let low: Vec<String> = tree.words.iter().map(|w| w.to_lowercase()).collect();
        let found = cues(tree, &low, |i| self.scene.mentions.role(i).map(|(_, _, role)| role.kind));
        let mut claims: Vec<Claim> = Vec::new();
        for (n, cue) in found.iter().enumerate() {
            let end = found.get(n + 1).map_or(low.len(), |next| next.at);
            if let Some(claim) = self.claim(cue, &low, end)
                && !claims.iter().any(|c| c.span.overlaps(claim.span) && c.what_words == claim.what_words)
            {
                claims.push(claim);
            }
        }
        claims
    }

    fn claim(&self, cue: &Cue, low: &[String], end: usize) -> Option<Claim> {
        let tree = self.scene.tree;
        let reading = self.reader.read(cue.what, cue.light, 0).or_else(|| self.reader.read(cue.what, None, 0));
        let reading = reading.or_else(|| self.through_object(cue));
        let (what, mut sides) = match self.meant_by_it(cue) {
            Some(meant) => meant,
            None => (self.counted(cue, reading.as_ref()), self.sides(cue, reading.as_ref())),
        };
        self.complete(&what, cue.kind != ClaimKind::Superlative, &mut sides);
        if sides.symmetric {
            let others = std::mem::take(&mut sides.recipients);
            sides.actors.extend(others);
        }
        let window = window(self.scene, low, cue.at + 1, end, &sides.actors);
        let window = window.map(|w| self.with_reference(w)).or_else(|| self.moment_of_last(cue));
        if cue.needs_window && window.is_none() {
            return None;
        }
        let mut states: Vec<_> = sides.actors.iter().chain(&sides.recipients).filter_map(|p| p.country).collect();
        states.sort_unstable();
        states.dedup();
        // Records of sport and weather, prices and elections at home say nothing about relations.
        if what == Counted::Words && (states.len() < 2 || (window.is_none() && cue.nth != Some(1))) {
            return None;
        }
        let known = sides.actors.iter().chain(&sides.recipients).any(|p| !p.is_unknown());
        if !known {
            return None;
        }
        let span = self.span(cue, window.as_ref());
        let (unnamed, reflexive) = (sides.unnamed && sides.office.is_empty(), sides.is_reflexive);
        let mut claim = self.row(cue, what, sides, span);
        claim.set_occasion(self.occasion(cue, reading.as_ref(), window.as_ref()));
        claim.since = window.and_then(|w| w.since);
        claim.what_words = tree.words[self.subject_of_level(cue).unwrap_or(cue.what)].to_owned();
        self.note_problems(&mut claim);
        let mut note = |message: &str| {
            claim.problems.push(Problem { stage: "coder".to_owned(), message: message.to_owned(), span: Some(span) });
        };
        if unnamed {
            note("expected a name or a state, found somebody whose name is not known");
        }
        if reflexive {
            note("expected two parties, found one on both sides");
        }
        Some(claim)
    }

    /// "Since the embassy closed": what the words after "since" tell, where they give no day.
    fn with_reference(&self, mut window: Window) -> Window {
        let Some(since) = window.since.as_mut().filter(|s| !s.is_resolved() && s.place_country.is_empty()) else {
            return window;
        };
        let reading = (window.first + 1..=window.last).find_map(|i| {
            let tree = self.scene.tree;
            let carries = tree.is_verb(i) || tree.is_noun(i);
            carries.then(|| self.reader.read(i, None, 0)).flatten()
        });
        since.reference = reading.map(|reading| {
            let act = &self.scene.book.acts[reading.act];
            let code = |p: &Party| p.to_actor(self.scene.atlas, self.scene.text, self.scene.doc.date).side().to_owned();
            let mut parties: Vec<String> =
                reading.actors.iter().chain(&reading.recipients).map(code).filter(|c| !c.is_empty()).collect();
            parties.dedup();
            Reference { event_type: act.event_type, mode: act.mode.clone(), parties }
        });
        window
    }

    /// "Made a visit for the first time": the noun of a light verb.
    fn through_object(&self, cue: &Cue) -> Option<Reading> {
        let tree = self.scene.tree;
        if tree.is_verb(cue.what) {
            return self.reader.read(tree.object(cue.what)?, Some(cue.what), 0);
        }
        // "Expels a diplomat in the second such move": what the move is.
        let bare =
            matches!(tree.lemma(cue.what), "move" | "step" | "case" | "incident" | "decision" | "measure" | "attempt");
        let above = tree.head(cue.what).filter(|h| bare && tree.is_verb(*h))?;
        self.reader.read(above, None, 0)
    }

    /// Of what "the highest level" is: its subject, or an "of" phrase.
    fn subject_of_level(&self, cue: &Cue) -> Option<usize> {
        const LEVELS: [&str; 7] = ["level", "point", "low", "high", "ebb", "state", "rate"];
        let tree = self.scene.tree;
        let level = cue.kind == ClaimKind::Superlative && LEVELS.contains(&tree.lemma(cue.what));
        let above =
            || tree.surface_subject(cue.what).or_else(|| tree.head(cue.what).and_then(|h| tree.surface_subject(h)));
        level.then(|| tree.phrase(cue.what, "of").or_else(|| tree.phrase(cue.what, "in")).or_else(above))?
    }

    fn counted(&self, cue: &Cue, reading: Option<&Reading>) -> Counted {
        const TIES: [&str; 6] = ["relation", "tie", "relationship", "tension", "rapport", "friendship"];
        let tree = self.scene.tree;
        if let Some(of) = self.subject_of_level(cue) {
            return if TIES.contains(&tree.lemma(of)) { Counted::Level } else { Counted::Words };
        }
        if cue.kind == ClaimKind::Superlative && TIES.contains(&tree.lemma(cue.what)) {
            return Counted::Level;
        }
        let Some(reading) = reading else { return Counted::Words };
        let book = self.scene.book;
        // What is denied is the act itself: "has never visited" is about visits and not about refusals.
        let own = match book.frames[reading.frame].meaning {
            crate::codebook::Meaning::Act(act) => act,
            _ => reading.act,
        };
        let act = &book.acts[own];
        Counted::Events { event_type: act.event_type, mode: act.mode.clone(), cameo: act.cameo.clone() }
    }

    fn sides(&self, cue: &Cue, reading: Option<&Reading>) -> Sides {
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
            && self
                .scene
                .mentions
                .role(node)
                .is_some_and(|(_, _, r)| r.kind == westphalia_atlas::RoleKind::Person && !r.plural)
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
    fn meant_by_it(&self, cue: &Cue) -> Option<(Counted, Sides)> {
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
    fn complete(&self, what: &Counted, counts: bool, sides: &mut Sides) {
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

    /// "Last visited in 2019": the day that the clause names.
    fn moment_of_last(&self, cue: &Cue) -> Option<Window> {
        if cue.kind != ClaimKind::Last {
            return None;
        }
        let moment = self.scene.moments.iter().find(|m| m.first > cue.at && m.range.is_some())?;
        let range = moment.range?;
        let words = self.scene.tree.span(moment.first, moment.last).of(self.scene.text).to_owned();
        let since = Since::of(words, Some((range.start, range.end)), true);
        Some(Window { first: moment.first, last: moment.last, since: Some(since) })
    }

    /// When it happened, if the sentence says so in other words than those that say since when.
    fn occasion(&self, cue: &Cue, reading: Option<&Reading>, window: Option<&Window>) -> Option<DateRange> {
        if !matches!(cue.kind, ClaimKind::Ordinal | ClaimKind::Superlative) {
            return None;
        }
        let outside = |first: usize| window.is_none_or(|w| first < w.first || first > w.last);
        let node = reading.map_or(cue.what, |r| r.node);
        let near = |m: usize| {
            let mut at = Some(m);
            (0..6).any(|_| {
                let here = at;
                at = at.and_then(|i| self.scene.tree.head(i));
                here == Some(node) || here == self.scene.tree.head(node)
            })
        };
        let moment = self.scene.moments.iter().find(|m| outside(m.first) && m.range.is_some() && near(m.node))?;
        let aside = self
            .scene
            .tree
            .case(moment.node)
            .is_some_and(|c| matches!(c, "since" | "after" | "before" | "until" | "of"));
        let past =
            |r: &DateRange| self.scene.doc.date.is_some_and(|d| r.end < d) && (r.end - r.start).get_days() <= 366;
        moment.range.filter(|r| !aside && ((r.end - r.start).get_days() <= 31 || past(r)))
    }

    /// The words from the beginning of the phrase to the end of what belongs to it.
    fn span(&self, cue: &Cue, window: Option<&Window>) -> Span {
        let tree = self.scene.tree;
        let mut first = cue.at;
        let head = cue.doer.unwrap_or(cue.what);
        let left = |k: &usize| {
            *k < head
                && matches!(
                    tree.rel(*k),
                    Deprel::Det
                        | Deprel::NmodPoss
                        | Deprel::Amod
                        | Deprel::Compound
                        | Deprel::Nsubj
                        | Deprel::NsubjPass
                        | Deprel::Aux
                )
        };
        if !tree.is_verb(head) || cue.kind != ClaimKind::Ordinal || tree.lemma(head) != "time" {
            for kid in
                tree.children(head).filter(left).filter(|k| tree.is_verb(cue.what) || tree.rel(*k) != Deprel::Nsubj)
            {
                first = first.min(tree.extent(kid).0);
            }
        }
        let right = |k: &usize| {
            *k > head
                && !matches!(
                    tree.rel(*k),
                    Deprel::Conj | Deprel::Cc | Deprel::Punct | Deprel::Parataxis | Deprel::Advcl | Deprel::Appos
                )
        };
        let far = tree.children(cue.what).chain(tree.children(head)).filter(right).map(|k| tree.extent(k).1).max();
        let own = far.unwrap_or(head).min(head.max(cue.at) + 25);
        let whole = matches!(cue.kind, ClaimKind::Never | ClaimKind::Last);
        let last = window.map_or(own, |w| w.last.max(cue.what).max(if whole { own } else { 0 }));
        tree.span(first.min(cue.what), last.max(cue.what).max(cue.at))
    }

    fn row(&self, cue: &Cue, what: Counted, sides: Sides, span: Span) -> Claim {
        let scene = self.scene;
        let day = scene.doc.date;
        let write =
            |parties: &[Party]| parties.iter().map(|p| p.to_actor(scene.atlas, scene.text, day)).collect::<Vec<_>>();
        Claim {
            document_id: scene.doc.id.clone(),
            sentence: scene.sentence,
            sentence_text: scene.tree.sent.span.of(scene.text).to_owned(),
            words: span.of(scene.text).to_owned(),
            span,
            kind: cue.kind,
            nth: cue.nth,
            degree: cue.degree.clone(),
            what,
            what_words: String::new(),
            qualifiers: self.qualifiers(cue),
            actors: write(&sides.actors),
            recipients: write(&sides.recipients),
            symmetric: sides.symmetric,
            office: sides.office,
            since: None,
            said_on: day,
            of_start: None,
            of_end: None,
            problems: Vec::new(),
        }
    }

    /// "The first formal meeting", "fired a missile": words that narrow what is counted.
    fn qualifiers(&self, cue: &Cue) -> Vec<String> {
        const PLAIN: [&str; 16] = [
            "such", "historic", "landmark", "new", "time", "major", "rare", "public", "own", "overall", "known",
            "ever", "full", "day", "two", "three",
        ];
        let tree = self.scene.tree;
        let own = |i: usize| {
            tree.children(i).filter(move |k| {
                matches!(tree.rel(*k), Deprel::Amod | Deprel::Compound | Deprel::NmodDesc) && *k != cue.at
            })
        };
        let object = if tree.is_verb(cue.what) { tree.object(cue.what) } else { None };
        let nodes: Vec<usize> = match object {
            Some(object) if self.reader.who.parties(object).is_empty() => own(object).chain([object]).collect(),
            Some(_) => Vec::new(),
            None => own(cue.what).collect(),
        };
        let named = |i: &usize| {
            self.scene.mentions.name(*i).is_some() || tree.words[*i].ends_with("est") || tree.lemma(*i) == cue.degree
        };
        let words = nodes.into_iter().filter(|i| !named(i) && tree.is_noun(*i) | (tree.token(*i).upos == Upos::Adj));
        words
            .map(|i| tree.lemma(i).to_lowercase())
            .filter(|w| w.len() > 2 && !PLAIN.contains(&w.as_str()) && cue::place(w).is_none())
            .collect()
    }

    fn note_problems(&self, claim: &mut Claim) {
        let mut note = |message: String| {
            claim.problems.push(Problem { stage: "coder".to_owned(), message, span: Some(claim.span) })
        };
        if claim.what == Counted::Words {
            note(format!("expected an act of the codebook or a level of relations, found `{}`", claim.what_words));
        }
        if claim.actors.iter().all(|a| a.country.is_empty() && a.body.is_empty()) {
            note("expected whose act it is, found nobody who is known".to_owned());
        }
        if let Some(since) =
            claim.since.as_ref().filter(|s| !s.is_resolved() && s.place_country.is_empty() && s.reference.is_none())
        {
            note(format!("expected a day or a happening of a known day, found `{}`", since.words));
        }
    }
}

#[cfg(test)]
mod tests;
