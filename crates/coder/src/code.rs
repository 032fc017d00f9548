//! Codes a document: sentence after sentence, with a memory of what came before.

use crate::claims::{Finder, may_claim};
use crate::codebook::Codebook;
use crate::memory::Memory;
use crate::mention::Mentions;
use crate::party::{Party, Resolver};
use crate::reading::Reader;
use crate::relation::{Evidence, Look, Pair, Relation, RelationModel};
use crate::repair::repaired;
use crate::row::Scene;
use crate::time::moments;
use crate::tree::Tree;
use crate::voice::{audience, voice};
use crate::walk::{Told, Walk};
use std::cell::Cell;
use westphalia_atlas::{Atlas, Entry};
use westphalia_model::{Actor, Claim, Document, Problem, Report, Span};
use westphalia_text::{Analyser, Deprel, Model, Scratch, Sentence};

/// What the coder made of a document.
#[derive(Clone, Debug, Default)]
pub struct Coded {
    /// One row for each mention of an event, in the order of the text.
    pub reports: Vec<Report>,
    /// What could not be done in the document as a whole.
    pub problems: Vec<Problem>,
    /// How many sentences it has.
    pub n_sentences: usize,
    /// Where each sentence stands in the text that was coded ([`Document::coded_text`]).
    pub sentences: Vec<Span>,
}

/// Why the coder said what it said of one sentence.
#[derive(Clone, Debug, Default)]
pub struct SentenceTrace {
    /// Index of the sentence, from 0.
    pub sentence: u32,
    /// Its words.
    pub text: String,
    /// The tree, a line a token: index, form, lemma, tag, head, relation.
    pub tree: Vec<String>,
    /// Names found, with what they resolve to and why.
    pub mentions: Vec<String>,
    /// Frames that were tried, with what became of each.
    pub decisions: Vec<String>,
    /// Each name and role noun that is understood, where it stands and whom it means.
    pub parties: Vec<(Span, Actor)>,
    /// Frames that were chosen, by index, each with the word that it was chosen for.
    pub fired: Vec<(usize, Span)>,
}

/// Codes documents. Pure: the same document gives the same reports, on any thread.
pub struct Coder {
    model: &'static Model,
    atlas: &'static Atlas,
    book: Codebook,
    relation: Option<&'static RelationModel>,
}

impl Coder {
    /// The coder with the language model, atlas and codebook that the program ships with.
    ///
    /// # Errors
    /// A text that says which embedded file is damaged.
    pub fn embedded() -> Result<Self, String> {
        let book = Codebook::embedded().map_err(|e| format!("the shipped codebook is damaged: {e}"))?;
        Self::with(book, Atlas::embedded())
    }

    /// The same with another codebook and atlas.
    ///
    /// # Errors
    /// A text that says which embedded file is damaged.
    pub fn with(book: Codebook, atlas: &'static Atlas) -> Result<Self, String> {
        let model = Model::embedded().map_err(|e| format!("the shipped language model is damaged: {e}"))?;
        let relation = RelationModel::embedded().map_err(|e| format!("the shipped classifier is damaged: {e}"))?;
        Ok(Self { model, atlas, book, relation: Some(relation) })
    }

    /// The coder before it has a classifier: it codes sentences and sees pairs, but cannot label them by itself.
    ///
    /// # Errors
    /// A text that says which embedded file is damaged.
    pub fn without_classifier() -> Result<Self, String> {
        let book = Codebook::embedded().map_err(|e| format!("the shipped codebook is damaged: {e}"))?;
        let model = Model::embedded().map_err(|e| format!("the shipped language model is damaged: {e}"))?;
        Ok(Self { model, atlas: Atlas::embedded(), book, relation: None })
    }

    /// The codebook in use.
    #[must_use]
    pub fn codebook(&self) -> &Codebook {
        &self.book
    }

    /// Codes one document.
    #[must_use]
    pub fn code(&self, doc: &Document) -> Coded {
        self.run(doc, None, None)
    }

    /// What a document says about the history: "the first visit in 24 years", "the third summit this year".
    ///
    /// A look at its words comes first, so that a document without such words costs nothing.
    #[must_use]
    pub fn claims(&self, doc: &Document) -> Vec<Claim> {
        let mut claims = Vec::new();
        if may_claim(doc.coded_text()) {
            self.run(doc, None, Some(&mut claims));
        }
        claims
    }

    /// Codes one document and tells, sentence by sentence, why.
    #[must_use]
    pub fn explain(&self, doc: &Document) -> (Coded, Vec<SentenceTrace>) {
        let mut traces = Vec::new();
        let coded = self.run(doc, Some(&mut traces), None);
        (coded, traces)
    }

    /// Whom each name and role noun of a document means, in the order of the text.
    #[must_use]
    pub fn parties(&self, doc: &Document) -> Vec<(Span, Actor)> {
        let (_, traces) = self.explain(doc);
        traces.into_iter().flat_map(|trace| trace.parties).collect()
    }

    /// Labels the relation between marked spans. Always answers.
    #[must_use]
    pub fn classify(&self, pair: Pair<'_>) -> Relation {
        let evidence = self.evidence(pair);
        match self.relation {
            Some(model) => self.answer(model, &evidence),
            None => self.answer(&RelationModel::default(), &evidence),
        }
    }

    /// The label that a classifier gives to what was seen, as cross-validation needs it.
    #[must_use]
    pub fn answer(&self, model: &RelationModel, evidence: &Evidence) -> Relation {
        evidence.answer(&self.book, model)
    }

    /// What the classifier sees in a pair.
    #[must_use]
    pub fn evidence(&self, pair: Pair<'_>) -> Evidence {
        let memory = Memory::default();
        let marked = pair.source.iter().chain(pair.target).map(|s| s.start()).min();
        let sentences = self.model.analyse(pair.text);
        // The marked spans mostly stand in one sentence; where the splitter cut it in two, the one with the first mark counts.
        let chosen = sentences.iter().find(|s| marked.is_none_or(|m| m < s.span.end())).or(sentences.last());
        let Some(sent) = chosen else { return Evidence::default() };
        let tree = Tree::new(pair.text, sent);
        let mentions = Mentions::find(self.atlas, &tree, None, None);
        let mended = repaired(&tree, &mentions);
        let tree = mended.as_ref().map_or(tree, |mended| Tree::new(pair.text, mended));
        let who = Resolver {
            atlas: self.atlas,
            tree: &tree,
            mentions: &mentions,
            memory: &memory,
            day: None,
            n_open: Cell::new(0),
        };
        let reader = Reader::new(&self.book, who);
        Look { reader: &reader, source: pair.source, target: pair.target }.evidence()
    }

    fn run(
        &self,
        doc: &Document,
        mut traces: Option<&mut Vec<SentenceTrace>>,
        mut claims: Option<&mut Vec<Claim>>,
    ) -> Coded {
        let mut memory = Memory::new(voice(self.atlas, doc), audience(self.atlas, doc));
        let text = doc.coded_text();
        if !doc.title.is_empty() && !std::ptr::eq(text, doc.title.as_str()) {
            self.remember_title(doc, &mut memory);
        }
        let mut coded = Coded::default();
        let mut scratch = Scratch::default();
        for sent in &mut Analyser::new(self.model, text, &mut scratch) {
            let sent = &sent;
            let at = u32::try_from(coded.n_sentences).unwrap_or(u32::MAX);
            coded.n_sentences += 1;
            coded.sentences.push(sent.span);
            let found = claims.as_deref_mut().filter(|_| may_claim(sent.span.of(text)));
            let trace = self.sentence(doc, text, sent, at, &mut memory, &mut coded.reports, traces.is_some(), found);
            if let (Some(traces), Some(trace)) = (traces.as_deref_mut(), trace) {
                traces.push(trace);
            }
        }
        coded
    }

    /// Names in the headline are known to the body.
    fn remember_title(&self, doc: &Document, memory: &mut Memory) {
        for sent in &self.model.analyse(&doc.title) {
            let tree = Tree::new(&doc.title, sent);
            let mentions = Mentions::find(self.atlas, &tree, doc.date, memory.voice().and_then(|v| v.country));
            let parties = self.named(&tree, &mentions, memory, doc);
            let owned = self.owned_roles(&tree, &mentions, memory, doc);
            owned.iter().for_each(|(words, party)| memory.note_role(words, party));
            memory.note_pair(told_together(&tree, &parties, &[], &self.book));
            memory.close_sentence(parties.into_iter().map(|(_, p)| p).collect(), Vec::new());
        }
    }

    #[allow(clippy::too_many_arguments, reason = "one call, and a struct for it would only rename them")]
    fn sentence(
        &self,
        doc: &Document,
        text: &str,
        sent: &Sentence,
        at: u32,
        memory: &mut Memory,
        reports: &mut Vec<Report>,
        explain: bool,
        claims: Option<&mut Vec<Claim>>,
    ) -> Option<SentenceTrace> {
        if sent.tokens.is_empty() {
            return None;
        }
        let tree = Tree::new(text, sent);
        let mentions = Mentions::find(self.atlas, &tree, doc.date, memory.voice().and_then(|v| v.country));
        let mended = repaired(&tree, &mentions);
        let tree = mended.as_ref().map_or(tree, |mended| Tree::new(text, mended));
        let parties = self.named(&tree, &mentions, memory, doc);
        for (word, party) in &parties {
            memory.note(word, party);
        }
        for (word, party) in family_names(&tree, &mentions, &parties, self.atlas) {
            memory.note(word, party);
        }
        let who = Resolver {
            atlas: self.atlas,
            tree: &tree,
            mentions: &mentions,
            memory,
            day: doc.date,
            n_open: Cell::new(0),
        };
        let reader = Reader::new(&self.book, who);
        let mut walk = Walk::new(&reader, explain);
        walk.run();
        let (told, decisions) = (walk.told, walk.decisions);
        let moments = moments(&tree, doc.date);
        let scene = Scene {
            doc,
            text,
            sentence: at,
            tree: &tree,
            moments: &moments,
            atlas: self.atlas,
            book: &self.book,
            mentions: &mentions,
        };
        reports.extend(distinct(told.iter().map(|t| scene.row(t))));
        if let Some(claims) = claims {
            claims.extend(Finder { reader: &reader, scene: &scene, told: reports }.find());
        }
        let subjects = subjects(&reader, &told);
        let doers = told.first().map(|t| t.reading.actors.clone()).unwrap_or_default();
        let trace = decisions.map(|decisions| SentenceTrace {
            parties: understood(&reader.who, doc, text),
            fired: reader.fired(),
            ..self.trace(&scene, decisions)
        });
        let owned = self.owned_roles(&tree, &mentions, memory, doc);
        owned.iter().for_each(|(words, party)| memory.note_role(words, party));
        memory.note_doers(doers);
        memory.note_pair(told_together(&tree, &parties, &told, &self.book));
        memory.close_sentence(parties.into_iter().map(|(_, p)| p).collect(), subjects);
        trace
    }

    /// The parties named in a sentence, each with the last word of its name.
    fn named(&self, tree: &Tree<'_>, mentions: &Mentions, memory: &Memory, doc: &Document) -> Vec<(String, Party)> {
        let who = Resolver { atlas: self.atlas, tree, mentions, memory, day: doc.date, n_open: Cell::new(0) };
        let mut found = Vec::new();
        for m in &mentions.names {
            let head = tree.head_of(m.first, m.last).unwrap_or(m.last);
            let party = who.parties(head).into_iter().find(|p| p.entry == Some(m.entry));
            if let Some(party) = party.filter(|p| !matches!(p.entry, Some(Entry::Place { .. }))) {
                found.push((tree.words[m.last].to_owned(), party));
            }
        }
        // "Vice president Eshaq Jahangiri": from then on he is Jahangiri.
        for (_, last, _) in &mentions.roles {
            let mut end = *last;
            while end + 1 < tree.len()
                && tree.token(end + 1).upos == westphalia_text::Upos::Propn
                && mentions.name(end + 1).is_none()
            {
                end += 1;
            }
            if end > *last {
                let party = who.officer(*last, end);
                found.extend(party.filter(|p| !p.is_unknown()).map(|p| (tree.words[end].to_owned(), p)));
            }
        }
        // Unknown people with a described role are known by their last name from then on.
        for i in 0..tree.len() {
            if who.is_stranger(i)
                && !matches!(tree.rel(i), Deprel::Flat | Deprel::Compound)
                && let Some(party) = who.parties(i).into_iter().next().filter(|p| !p.is_unknown())
            {
                let last = tree.children(i).rfind(|k| tree.rel(*k) == Deprel::Flat).unwrap_or(i);
                found.push((tree.words[last].to_owned(), party));
            }
        }
        found
    }

    /// Role nouns of a sentence that come with their owner, each with whom it means.
    fn owned_roles(
        &self,
        tree: &Tree<'_>,
        mentions: &Mentions,
        memory: &Memory,
        doc: &Document,
    ) -> Vec<(String, Party)> {
        let who = Resolver { atlas: self.atlas, tree, mentions, memory, day: doc.date, n_open: Cell::new(0) };
        let owned = |(_, last, _): &(usize, usize, _)| Some((who.role_words(*last)?, who.owned_role(*last)?));
        mentions.roles.iter().filter_map(owned).collect()
    }

    fn trace(&self, scene: &Scene<'_>, decisions: Vec<String>) -> SentenceTrace {
        let tree = scene.tree;
        let lines = (0..tree.len()).map(|i| {
            let t = tree.token(i);
            let head = t.head.map_or_else(|| "0".to_owned(), |h| (h + 1).to_string());
            format!(
                "{}\t{}\t{}\t{}\t{}\t{head}\t{}",
                i + 1,
                tree.words[i],
                t.lemma,
                t.upos.as_str(),
                t.xpos,
                t.deprel.as_str()
            )
        });
        let mentions = scene.mentions.names.iter().map(|m| {
            let country =
                self.atlas.country_of(m.entry, scene.doc.date).map_or("", |c| self.atlas.country(c).iso3.as_str());
            let words = tree.span(m.first, m.last).of(scene.text);
            format!(
                "{words}: {} {} {country} {}",
                m.entry.kind(),
                self.atlas.name_of(m.entry),
                self.atlas.body_of(m.entry, scene.doc.date)
            )
        });
        let roles =
            scene.mentions.roles.iter().map(|(first, last, role)| {
                format!("{}: role {}", tree.span(*first, *last).of(scene.text), role.sector)
            });
        SentenceTrace {
            sentence: scene.sentence,
            text: tree.sent.span.of(scene.text).to_owned(),
            tree: lines.collect(),
            mentions: mentions.chain(roles).collect(),
            decisions,
            parties: Vec::new(),
            fired: Vec::new(),
        }
    }
}

/// The names, role nouns and strangers' names of a sentence with whom they mean, in the order of the words.
fn understood(who: &Resolver<'_>, doc: &Document, text: &str) -> Vec<(Span, Actor)> {
    let tree = who.tree;
    let names = who.mentions.names.iter().filter_map(|m| {
        let party = who.party_of(m.entry, tree.head_of(m.first, m.last).unwrap_or(m.last))?;
        Some((tree.span(m.first, m.last), party))
    });
    let roles = who.mentions.roles.iter().filter_map(|(first, last, _)| {
        let party = who.parties(*last).into_iter().find(|p| !p.is_unknown())?;
        Some((tree.span(*first, *last), party))
    });
    // Surnames, and people whom a title before their name explains.
    let strangers = (0..tree.len()).filter_map(|i| {
        let party = who.is_stranger(i).then(|| who.parties(i)).into_iter().flatten().find(|p| !p.is_unknown())?;
        Some((party.span, party))
    });
    let mut found: Vec<(Span, Actor)> = names
        .chain(roles)
        .chain(strangers)
        .map(|(span, party)| (span, party.to_actor(who.atlas, text, doc.date)))
        .collect();
    found.sort_by_key(|(span, _)| span.start());
    found
}

impl std::fmt::Debug for Coder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Coder").field("codebook", &self.book.version).finish_non_exhaustive()
    }
}

/// One sentence tells one act between the same parties once.
fn distinct(rows: impl Iterator<Item = Report>) -> Vec<Report> {
    let codes = |r: &Report| {
        let mut codes: Vec<String> = r.actors.iter().chain(&r.recipients).map(westphalia_model::Actor::code).collect();
        codes.sort();
        codes
    };
    let mut kept: Vec<Report> = Vec::new();
    for row in rows {
        if let Some(first) = kept.iter_mut().find(|k| is_same_violence(k, &row)) {
            // "A bomb explodes, injuring two policemen": one attack; the victims that are named are the recipients.
            if first.recipients.iter().all(|r| r.text.is_empty()) && !row.recipients.is_empty() {
                first.recipients = row.recipients;
            }
            if first.actors.iter().all(|a| a.code() == "?") {
                first.actors = row.actors;
            }
            first
                .quantities
                .extend(row.quantities.into_iter().filter(|q| !first.quantities.contains(q)).collect::<Vec<_>>());
            continue;
        }
        let again = |k: &Report| {
            let same = k.event_type == row.event_type;
            let vaguer = row.recipients.is_empty()
                && !row.symmetric
                && k.actors.first().map(westphalia_model::Actor::code)
                    == row.actors.first().map(westphalia_model::Actor::code);
            same && (codes(k) == codes(&row) || (vaguer && k.modality == row.modality))
        };
        if !kept.iter().any(again) {
            kept.push(row);
        }
    }
    kept
}

/// Two tellings of violence by the same doer, against the same country or with victims that only one of them names.
fn is_same_violence(a: &Report, b: &Report) -> bool {
    let doers = |r: &Report| r.actors.iter().map(westphalia_model::Actor::code).collect::<Vec<_>>();
    let country = |r: &Report| r.recipients.first().map(|p| p.country.clone()).unwrap_or_default();
    let implied = |r: &Report| r.recipients.iter().all(|p| p.text.is_empty());
    a.event_type == Some(westphalia_model::EventType::Assault)
        && b.event_type == a.event_type
        && a.modality == b.modality
        && !a.symmetric
        && (doers(a) == doers(b) || doers(b) == ["?"] || doers(a) == ["?"])
        && (implied(a) || implied(b) || country(a) == country(b) || (doers(a) == ["?"] && doers(b) == ["?"]))
}

/// "Kim Jong Un" is "Kim" later: the family name of people whose name does not end in it.
fn family_names<'t, 'p>(
    tree: &'t Tree<'_>,
    mentions: &'t Mentions,
    parties: &'p [(String, Party)],
    atlas: &'t Atlas,
) -> impl Iterator<Item = (&'t str, &'p Party)> {
    let people = mentions.names.iter().filter(|m| m.first < m.last);
    people.filter_map(move |m| {
        let Entry::Person { id, .. } = m.entry else { return None };
        let first = tree.words[m.first];
        let family = atlas.person_by_surname(first, None).iter().any(|holder| holder.person.id == id);
        let (_, party) = parties.iter().find(|(_, p)| p.entry == Some(m.entry)).filter(|_| family)?;
        Some((first, party))
    })
}

/// The parties that a sentence tells of together: in an act that they share, or joined by "and".
fn told_together(tree: &Tree<'_>, named: &[(String, Party)], told: &[Told], book: &Codebook) -> Vec<Party> {
    use westphalia_model::EventType::{Agree, Consult, Cooperate, Support};
    let friendly = |t: &&Told| matches!(book.acts[t.reading.act].event_type, Agree | Consult | Cooperate | Support);
    let shared = told.iter().filter(friendly).map(|t| [t.reading.actors.as_slice(), &t.reading.recipients].concat());
    let joined = named.iter().filter(|(_, p)| p.node < tree.len()).map(|(_, first)| {
        let beside = |p: &&Party| tree.rel(p.node) == Deprel::Conj && tree.head(p.node) == Some(first.node);
        let others = named.iter().map(|(_, p)| p).filter(beside);
        std::iter::once(first).chain(others).cloned().collect()
    });
    joined.chain(shared).rfind(|parties: &Vec<Party>| parties.len() == 2).unwrap_or_default()
}

/// Whom the next sentence's pronouns mean: who acted or spoke here, or else the grammatical subject.
fn subjects(reader: &Reader<'_>, told: &[Told]) -> Vec<Party> {
    let tree = reader.who.tree;
    let root = tree.root().and_then(|r| tree.surface_subject(r));
    let found = root.map(|s| reader.who.parties(s)).unwrap_or_default();
    if found.is_empty() { told.first().map(|t| t.reading.actors.clone()).unwrap_or_default() } else { found }
}
