//! What a sentence says about the history: "the first visit in 24 years", "the third summit this year", "never before".
//!
//! A cue (`cue`) leads to the predicate that is counted, which is read like any other; words behind it say since when
//! (`window`). What is not resolved stays empty, with a problem that says why: nobody is guessed.

mod cue;
mod sides;
mod term;
mod window;

pub use cue::may_claim;

use crate::party::Party;
use crate::reading::{Reader, Reading};
use crate::row::Scene;
use cue::{Cue, cues};
use sides::Sides;
use westphalia_model::{Claim, ClaimKind, Counted, DateRange, Problem, Reference, Report, Since, Span};
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
