//! A sentence as the coder looks at it: words, children, and the slots of a predicate.
//!
//! The slots undo what grammar does to arguments: passives, relative and participial clauses, shared subjects
//! of conjuncts, and control ("promised to send": who promised, sends).

use crate::codebook::Slot;
use westphalia_model::Span;
use westphalia_text::{Deprel, Sentence, Token, Upos};

/// A sentence with an index of children.
pub struct Tree<'a> {
    /// The sentence.
    pub sent: &'a Sentence,
    /// The word of each token, as it stands.
    pub words: Vec<&'a str>,
    starts: Vec<u32>,
    kids: Vec<u32>,
}

impl<'a> Tree<'a> {
    /// Indexes a sentence of `text`.
    pub fn new(text: &'a str, sent: &'a Sentence) -> Self {
        let n = sent.tokens.len();
        let mut starts = vec![0_u32; n + 2];
        for token in &sent.tokens {
            if let Some(head) = token.head.filter(|h| *h < n) {
                starts[head + 2] += 1;
            }
        }
        for i in 2..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut kids = vec![0_u32; starts.last().copied().unwrap_or(0) as usize];
        for (i, token) in sent.tokens.iter().enumerate() {
            if let Some(head) = token.head.filter(|h| *h < n) {
                kids[starts[head + 1] as usize] = u32::try_from(i).unwrap_or(u32::MAX);
                starts[head + 1] += 1;
            }
        }
        let words = sent.tokens.iter().map(|t| t.span.of(text)).collect();
        Self { sent, words, starts, kids }
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.sent.tokens.len()
    }

    /// The token at an index.
    pub fn token(&self, i: usize) -> &'a Token {
        &self.sent.tokens[i]
    }

    /// The lemma at an index.
    pub fn lemma(&self, i: usize) -> &'a str {
        &self.sent.tokens[i].lemma
    }

    /// The relation of a token to its head.
    pub fn rel(&self, i: usize) -> Deprel {
        self.sent.tokens[i].deprel
    }

    /// The head of a token.
    pub fn head(&self, i: usize) -> Option<usize> {
        self.sent.tokens[i].head
    }

    /// The root of the sentence.
    pub fn root(&self) -> Option<usize> {
        self.sent.tokens.iter().position(|t| t.head.is_none())
    }

    /// The word of a run that joins it to the rest of the sentence: its first that leans on a word outside.
    pub fn head_of(&self, first: usize, last: usize) -> Option<usize> {
        (first..=last).find(|i| self.head(*i).is_none_or(|h| h < first || h > last))
    }

    /// Children, from left to right.
    pub fn children(&self, i: usize) -> impl DoubleEndedIterator<Item = usize> + Clone + use<'_> {
        self.kids[self.starts[i] as usize..self.starts[i + 1] as usize].iter().map(|k| *k as usize)
    }

    /// The first child with one of these relations.
    pub fn child(&self, i: usize, rels: &[Deprel]) -> Option<usize> {
        self.children(i).find(|k| rels.contains(&self.rel(*k)))
    }

    /// Whether `i` lies in the subtree of `above`.
    pub fn under(&self, mut i: usize, above: usize) -> bool {
        for _ in 0..self.len() {
            if i == above {
                return true;
            }
            match self.head(i) {
                Some(head) => i = head,
                None => return false,
            }
        }
        false
    }

    /// First and last token of a subtree.
    pub fn extent(&self, i: usize) -> (usize, usize) {
        let (mut first, mut last) = (i, i);
        let mut stack = vec![i];
        while let Some(at) = stack.pop() {
            first = first.min(at);
            last = last.max(at);
            stack.extend(self.children(at));
        }
        (first, last)
    }

    /// Bytes from one token to another.
    pub fn span(&self, first: usize, last: usize) -> Span {
        self.token(first).span.cover(self.token(last).span)
    }

    /// Lemma of the preposition (or marker) of a phrase; of several, the first ("according" in "according to").
    pub fn case(&self, i: usize) -> Option<&'a str> {
        self.child(i, &[Deprel::Case])
            // Rare prepositions are taken for adjectives.
            .or_else(|| self.children(i).find(|k| *k < i && matches!(self.lemma(*k), "amid" | "amidst" | "follow")))
            .map(|c| self.lemma(c))
    }

    /// Lemma of the conjunction or "to" that marks a clause.
    pub fn mark(&self, i: usize) -> Option<&'a str> {
        self.child(i, &[Deprel::Mark]).map(|c| self.lemma(c))
    }

    /// Whether a token is a verb, or a predicate with a copula.
    pub fn is_verb(&self, i: usize) -> bool {
        self.token(i).upos == Upos::Verb
    }

    /// Whether a token heads a clause: a verb, or anything with a subject or copula.
    pub fn is_clause(&self, i: usize) -> bool {
        self.is_verb(i) || self.child(i, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Cop, Deprel::Csubj]).is_some()
    }

    /// Whether a token is a noun or name.
    pub fn is_noun(&self, i: usize) -> bool {
        matches!(self.token(i).upos, Upos::Noun | Upos::Propn)
    }

    /// Whether the verb is passive, with or without an auxiliary ("troops sent to").
    pub fn passive(&self, i: usize) -> bool {
        let token = self.token(i);
        if token.feats.passive || self.child(i, &[Deprel::AuxPass, Deprel::NsubjPass]).is_some() {
            return true;
        }
        token.xpos == "VBN"
            && matches!(token.deprel, Deprel::Acl | Deprel::Advcl)
            && self.child(i, &[Deprel::Nsubj, Deprel::Aux]).is_none()
            // "Sailors taken hostage": they are what they are taken for.
            && self.child(i, &[Deprel::Obj]).is_none_or(|o| matches!(self.lemma(o), "hostage" | "captive" | "prisoner"))
    }

    /// The noun that a relative or participial clause modifies.
    fn antecedent(&self, i: usize) -> Option<usize> {
        match self.rel(i) {
            Deprel::Acl | Deprel::AclRelcl => self.head(i),
            Deprel::Conj => self.head(i).and_then(|h| self.antecedent(h)),
            _ => None,
        }
    }

    /// A pronoun that stands for the noun of its relative clause gives way to that noun.
    fn through_relative(&self, clause: usize, slot: usize) -> usize {
        let relative = matches!(self.lemma(slot), "who" | "which" | "that" | "whom" | "whose")
            && matches!(self.token(slot).upos, Upos::Pron | Upos::Det | Upos::Sconj);
        if relative { self.antecedent(clause).unwrap_or(slot) } else { slot }
    }

    /// Whoever does the verb: its subject, or the by-phrase of a passive; shared and controlled subjects included.
    pub fn subject(&self, i: usize) -> Option<usize> {
        if self.passive(i) {
            return self.agent(i);
        }
        self.surface_subject(i)
    }

    /// The by-phrase of a passive.
    pub fn agent(&self, i: usize) -> Option<usize> {
        self.child(i, &[Deprel::OblAgent])
            .or_else(|| self.children(i).find(|k| self.rel(*k) == Deprel::Obl && self.case(*k) == Some("by")))
            .or_else(|| self.shared_agent(i))
            .or_else(|| self.children(i).filter(|k| self.rel(*k) == Deprel::Obl).find_map(|k| self.phrase(k, "by")))
    }

    /// "Three are killed and many injured by rebels": the by-phrase at the end is everybody's.
    fn shared_agent(&self, i: usize) -> Option<usize> {
        self.children(i)
            .filter(|k| self.rel(*k) == Deprel::Conj && self.is_verb(*k) && self.passive(*k))
            .find_map(|k| self.child(k, &[Deprel::OblAgent]))
    }

    /// The grammatical subject, its own or one that it shares.
    pub fn surface_subject(&self, i: usize) -> Option<usize> {
        self.surface_subject_within(i, 8)
    }

    fn surface_subject_within(&self, i: usize, depth: u8) -> Option<usize> {
        let subjects = || {
            self.children(i).filter(|k| {
                matches!(self.rel(*k), Deprel::Nsubj | Deprel::NsubjPass | Deprel::Csubj | Deprel::NsubjOuter)
            })
        };
        // Of two subjects one is a phrase that the parser took for one: "Following the vote, police".
        let own = subjects().rfind(|k| self.child(*k, &[Deprel::Case]).is_none()).or_else(|| subjects().next());
        if let Some(own) = own {
            return Some(self.through_relative(i, own));
        }
        if depth == 0 {
            return None;
        }
        let head = self.head(i)?;
        match self.rel(i) {
            Deprel::Conj | Deprel::Parataxis if self.is_verb(i) => {
                // A passive and an active share the grammatical subject all the same.
                self.surface_subject_within(head, depth - 1)
            }
            Deprel::Xcomp => self
                .child(head, &[Deprel::Obj, Deprel::Iobj])
                .filter(|_| !self.passive(head))
                .or_else(|| self.surface_subject_within(head, depth - 1)),
            // "North Korea, facing sanctions, ...": a participle beside a noun is the noun's.
            Deprel::Advcl if self.is_noun(head) && self.token(i).xpos == "VBG" => Some(head),
            Deprel::Advcl => self.surface_subject_within(head, depth - 1),
            // "Issues a statement demanding": whoever issues it demands.
            Deprel::Acl if !self.has_to(i) && !self.passive(i) && is_document(self.lemma(head)) => self
                .head(head)
                .filter(|above| self.is_verb(*above) && self.rel(head) == Deprel::Obj)
                .and_then(|above| self.surface_subject_within(above, depth - 1))
                .or_else(|| self.child(head, &[Deprel::NmodPoss]))
                .or(Some(head)),
            Deprel::Acl if !self.has_to(i) => Some(head),
            Deprel::AclRelcl => (!self.is_gap_object(i)).then_some(head),
            // "Is the first state to ban it": the subject of the copula.
            Deprel::Acl if self.child(head, &[Deprel::Cop]).is_some() => self.surface_subject_within(head, depth - 1),
            // "a plan to attack": whose plan it is.
            Deprel::Acl => self.child(head, &[Deprel::NmodPoss]).or_else(|| {
                let above = self.head(head)?;
                self.is_verb(above).then(|| self.surface_subject_within(above, depth - 1))?
            }),
            _ => None,
        }
    }

    /// The subject of the nearest clause above a participle beside a noun.
    pub fn subject_above(&self, i: usize) -> Option<usize> {
        let mut at = self.head(i).filter(|_| self.rel(i) == Deprel::Acl)?;
        for _ in 0..self.len() {
            if self.is_verb(at)
                && let Some(subject) = self.subject(at).filter(|s| !self.under(i, *s))
            {
                return Some(subject);
            }
            at = self.head(at)?;
        }
        None
    }

    /// Whether the clause is an infinitive with "to".
    pub fn has_to(&self, i: usize) -> bool {
        self.children(i).any(|k| self.rel(k) == Deprel::Mark && self.lemma(k) == "to")
    }

    /// Whether the noun before a relative clause is its object: it has its own subject that is no relative word.
    fn is_gap_object(&self, i: usize) -> bool {
        self.child(i, &[Deprel::Nsubj]).is_some_and(|s| !matches!(self.lemma(s), "who" | "which" | "that"))
    }

    /// Whom or what the verb is done to: its object, or the subject of a passive.
    pub fn object(&self, i: usize) -> Option<usize> {
        if self.passive(i) {
            return self.surface_subject(i);
        }
        if let Some(own) = self.child(i, &[Deprel::Obj]) {
            return Some(self.through_relative(i, own));
        }
        let relative = self.rel(i) == Deprel::AclRelcl && self.is_gap_object(i);
        let bare = self.child(i, &[Deprel::Ccomp, Deprel::Xcomp]).is_none();
        if relative && bare {
            return self.head(i);
        }
        if bare { self.late_object(i).or_else(|| self.shared_object(i)) } else { None }
    }

    /// "Arrested and charged two men": the object at the end is everybody's.
    fn shared_object(&self, i: usize) -> Option<usize> {
        let next = self.children(i).find(|k| self.rel(*k) == Deprel::Conj && *k > i && self.is_verb(*k))?;
        let bare = next - i <= 3 && self.children(i).all(|k| k <= i || k >= next || self.rel(k) == Deprel::Cc);
        self.child(next, &[Deprel::Obj]).filter(|_| bare && self.child(next, &[Deprel::Nsubj]).is_none())
    }

    /// "Condemns in the strongest terms the executions": the parser hangs the object on the phrase before it.
    fn late_object(&self, i: usize) -> Option<usize> {
        let phrases = self.children(i).filter(|k| *k > i && self.rel(*k) == Deprel::Obl && self.case(*k).is_some());
        phrases.flat_map(|p| self.children(p).filter(move |k| *k > p)).find(|k| {
            self.is_noun(*k)
                && self.case(*k).is_none()
                && matches!(self.rel(*k), Deprel::Nmod | Deprel::NmodUnmarked | Deprel::Appos)
                && self.child(*k, &[Deprel::Det, Deprel::NmodPoss]).is_some()
        })
    }

    /// What fills a slot. Of a noun under a light verb, `verb` is that verb, whose phrases count as the noun's.
    pub fn slot(&self, i: usize, slot: &Slot, verb: Option<usize>) -> Option<usize> {
        match slot {
            Slot::Subj if self.is_noun(i) && verb.is_none() && self.child(i, &[Deprel::Cop]).is_none() => None,
            Slot::Subj => self.subject(verb.unwrap_or(i)),
            Slot::Obj => {
                self.object(i).or_else(|| self.child(i, &[Deprel::Iobj]).filter(|_| self.infinitive(i).is_some()))
            }
            Slot::Iobj => self.child(i, &[Deprel::Iobj]),
            Slot::Xcomp => self.infinitive(i).or_else(|| {
                let object = self.child(i, &[Deprel::Obj]).filter(|_| self.is_verb(i))?;
                self.conjuncts(object)
                    .flat_map(|o| self.children(o).collect::<Vec<_>>())
                    .find(|k| self.rel(*k) == Deprel::Acl && self.has_to(*k))
            }),
            Slot::Ccomp => self.child(i, &[Deprel::Ccomp]).or_else(|| self.that_clause(i)),
            Slot::Advcl => self.child(i, &[Deprel::Advcl]),
            Slot::Poss => self.child(i, &[Deprel::NmodPoss]),
            Slot::Mod => self.children(i).find(|k| {
                matches!(self.rel(*k), Deprel::Amod | Deprel::Compound | Deprel::Nmod | Deprel::NmodUnmarked)
                    && self.case(*k).is_none()
            }),
            Slot::Speaker => None,
            Slot::Prep(prep) => self
                .phrase(i, prep)
                .or_else(|| verb.and_then(|v| self.phrase(v, prep)))
                .or_else(|| self.phrase_of_object(i, prep))
                .or_else(|| matches!(prep.as_str(), "in" | "to").then(|| self.here(i))?),
        }
    }

    /// "to" + verb as complement: of verbs xcomp, of nouns acl.
    fn infinitive(&self, i: usize) -> Option<usize> {
        self.child(i, &[Deprel::Xcomp]).or_else(|| {
            self.children(i).find(|k| matches!(self.rel(*k), Deprel::Acl | Deprel::Advcl) && self.has_to(*k))
        })
    }

    /// A that-clause beside a noun: "a promise that".
    fn that_clause(&self, i: usize) -> Option<usize> {
        self.children(i).find(|k| self.rel(*k) == Deprel::Acl && self.mark(*k) == Some("that"))
    }

    /// A phrase with this preposition: a noun, or a gerund ("accused of bombing"). "On Monday" only tells when.
    pub fn phrase(&self, i: usize, prep: &str) -> Option<usize> {
        self.children(i).find(|k| match self.rel(*k) {
            Deprel::Obl | Deprel::Nmod | Deprel::OblAgent | Deprel::OblUnmarked | Deprel::NmodUnmarked => {
                self.case(*k) == Some(prep) && !(matches!(prep, "on" | "in" | "by" | "for") && self.is_date(*k))
            }
            Deprel::Obj => matches!(prep, "follow" | "amid") && self.case(*k) == Some(prep),
            Deprel::Advcl | Deprel::Acl | Deprel::Xcomp | Deprel::Ccomp => {
                // "Looks forward to seeing": an infinitive has no preposition.
                self.mark(*k) == Some(prep) && (prep != "to" || self.token(*k).xpos == "VBG")
            }
            _ => false,
        })
    }

    /// Whether a word names a day, a month or a year.
    pub fn is_date(&self, i: usize) -> bool {
        let word = self.words[i];
        let year = || word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
        (self.token(i).upos == Upos::Propn && (is_day(word) || is_month(word))) || year()
    }

    /// "Arrived here": the place where the report is written.
    fn here(&self, i: usize) -> Option<usize> {
        self.children(i).find(|k| self.rel(*k) == Deprel::Advmod && self.lemma(*k) == "here")
    }

    /// The parser often hangs a phrase of the verb on the verb's object; look there too.
    fn phrase_of_object(&self, i: usize, prep: &str) -> Option<usize> {
        if !self.is_verb(i) || prep == "of" {
            return None;
        }
        // Of a passive: "an ambassador to Chile was summoned".
        let beside = |k: &usize| match self.rel(*k) {
            Deprel::NsubjPass => true,
            rel => *k > i && matches!(rel, Deprel::Obj | Deprel::Obl | Deprel::Xcomp),
        };
        // "Sent its envoy back to Chile".
        let way =
            |k: &usize| *k > i && self.rel(*k) == Deprel::Advmod && matches!(self.lemma(*k), "back" | "home" | "over");
        if let Some(found) = self.children(i).filter(way).find_map(|k| self.phrase(k, prep)) {
            return Some(found);
        }
        self.children(i).filter(beside).find_map(|kid| {
            let mut at = Some(kid);
            for _ in 0..4 {
                let here = at?;
                if let Some(found) = self.phrase(here, prep) {
                    return Some(found);
                }
                at = self
                    .children(here)
                    .rfind(|k| *k > here && matches!(self.rel(*k), Deprel::Nmod | Deprel::Conj | Deprel::Acl));
            }
            None
        })
    }

    /// A node and those joined to it by "and", "or" or commas.
    pub fn conjuncts(&self, i: usize) -> impl Iterator<Item = usize> + use<'_> {
        std::iter::once(i).chain(self.children(i).filter(|k| self.rel(*k) == Deprel::Conj))
    }
}

/// The days of the week as they are written.
fn is_day(word: &str) -> bool {
    matches!(word, "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday")
}

/// The months as they are written.
pub fn is_month(word: &str) -> bool {
    matches!(
        word,
        "January"
            | "February"
            | "March"
            | "April"
            | "May"
            | "June"
            | "July"
            | "August"
            | "September"
            | "October"
            | "November"
            | "December"
    )
}

/// What somebody issues in order to say something.
fn is_document(lemma: &str) -> bool {
    matches!(
        lemma,
        "statement"
            | "letter"
            | "report"
            | "note"
            | "resolution"
            | "video"
            | "tweet"
            | "message"
            | "communique"
            | "release"
            | "petition"
            | "post"
            | "appeal"
            | "declaration"
    )
}
