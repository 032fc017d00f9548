//! From what was told to a row of the reports table: date, place, sector, quantities, codes and proof.

use crate::codebook::Codebook;
use crate::party::Party;
use crate::quantity::quantities;
use crate::reading::{Inner, Reading};
use crate::time::Moment;
use crate::tree::Tree;
use crate::walk::Told;
use jiff::ToSpan;
use westphalia_atlas::{Atlas, Entry, Place};
use westphalia_model::{
    Content, Date, DateBasis, DatePrecision, DateRange, Document, EventType, Modality, Problem, Report, Span,
};
use westphalia_text::{Deprel, Upos};

/// What rows of one sentence have in common.
pub struct Scene<'a> {
    /// The document.
    pub doc: &'a Document,
    /// The text that spans count.
    pub text: &'a str,
    /// Index of the sentence.
    pub sentence: u32,
    /// Its tree.
    pub tree: &'a Tree<'a>,
    /// Its expressions of time.
    pub moments: &'a [Moment],
    /// Who is who.
    pub atlas: &'a Atlas,
    /// What words mean.
    pub book: &'a Codebook,
    /// Names in the sentence.
    pub mentions: &'a crate::mention::Mentions,
}

impl Scene<'_> {
    /// The row of an event.
    pub fn row(&self, told: &Told) -> Report {
        let reading = &told.reading;
        let act = &self.book.acts[reading.act];
        let when = self.when(reading);
        let modality = self.historical(told.sense.modality, when.range, reading);
        let day = when.range.map(|r| r.end).or(self.doc.date);
        let write =
            |parties: &[Party]| parties.iter().map(|p| p.to_actor(self.atlas, self.text, day)).collect::<Vec<_>>();
        let place = self.place(reading);
        let deadline = self.deadline(reading);
        let trigger_span = self.trigger(reading);
        let span = self.tree.sent.span;
        let mut report = Report {
            report_id: String::new(),
            document_id: self.doc.id.clone(),
            sentence: self.sentence,
            sentence_text: span.of(self.text).to_owned(),
            codebook_version: self.book.version.clone(),
            program_version: env!("CARGO_PKG_VERSION").to_owned(),
            event_date_start: when.range.map(|r| r.start),
            event_date_end: when.range.map(|r| r.end),
            date_precision: when.range.map_or(DatePrecision::None, |r| r.precision),
            date_basis: when.basis,
            published_at: self.doc.date,
            actors: write(&reading.actors),
            recipients: write(&reading.recipients),
            symmetric: reading.recipients.is_empty()
                && reading.actors.len() > 1
                && act.shape != crate::codebook::Shape::Directed,
            event_type: act.event_type,
            mode: act.mode.clone(),
            cameo_code: act.cameo.clone(),
            quad_class: act.event_type.quad(),
            goldstein: self.book.cameo.get(&act.cameo).map_or(0.0, |c| c.goldstein),
            plover_score: self.book.intensity(act.event_type, &act.mode),
            contexts: self.contexts(reading),
            policy_sectors: self.sectors(reading),
            modality,
            attributed_to: told.sense.attributed_to.as_ref().map(|p| p.to_actor(self.atlas, self.text, day)),
            confidence: confidence(reading, modality),
            content: reading.content.as_deref().map(|c| self.content(c, day)),
            deadline_start: deadline.map(|d| d.start),
            deadline_end: deadline.map(|d| d.end),
            quantities: quantities(self.tree, self.text, self.moments, reading.node),
            place: place.map_or_else(String::new, |(_, p)| p.name.to_string()),
            place_span: place.map(|(span, _)| span),
            lat: place.map(|(_, p)| p.lat),
            lon: place.map(|(_, p)| p.lon),
            place_country: place
                .and_then(|(_, p)| p.country)
                .map_or_else(String::new, |c| self.atlas.country(c).iso3.to_string()),
            place_precision: place.map_or("", |(_, p)| p.kind.as_str()).to_owned(),
            trigger: trigger_span.of(self.text).to_owned(),
            trigger_span,
            frame: self.book.frames[reading.frame].name.clone(),
            operators: reading.operators.iter().map(|(op, _)| self.book.operators[*op].name.clone()).collect(),
            problems: when.problem.into_iter().chain(self.unresolved(reading)).collect(),
        };
        report.report_id = identity(&report);
        report
    }

    fn unresolved<'s>(&'s self, reading: &'s Reading) -> impl Iterator<Item = Problem> + 's {
        reading.actors.iter().chain(&reading.recipients).filter(|p| p.is_unknown()).map(|p| {
            let words = p.span.of(self.text);
            problem(format!("expected a state, body or group, found `{words}`, which names none"), Some(p.span))
        })
    }

    /// The words that carry the act: the verb with its particle, and the noun of a light verb where it stands close.
    fn trigger(&self, reading: &Reading) -> Span {
        let mut span = self.tree.token(reading.node).span;
        for kid in self.tree.children(reading.node).filter(|k| self.tree.rel(*k) == Deprel::CompoundPrt) {
            span = span.cover(self.tree.token(kid).span);
        }
        match reading.second {
            Some(second) if second.abs_diff(reading.node) <= 4 => span.cover(self.tree.token(second).span),
            _ => span,
        }
    }

    fn content(&self, inner: &Inner, day: Option<Date>) -> Content {
        let (first, last) = self.tree.extent(inner.node);
        let span = self.tree.span(first, last);
        let act = inner.act.map(|a| &self.book.acts[a]);
        let write = |parties: &[Party]| parties.iter().map(|p| p.to_actor(self.atlas, self.text, day)).collect();
        Content {
            event_type: act.map(|a| a.event_type),
            mode: act.map_or_else(String::new, |a| a.mode.clone()),
            text: span.of(self.text).to_owned(),
            span,
            actors: write(&inner.actors),
            recipients: write(&inner.recipients),
        }
    }

    /// The verb or event noun that an expression of time hangs on.
    fn governor(&self, moment: &Moment) -> usize {
        let mut at = moment.node;
        for _ in 0..self.tree.len() {
            let Some(head) = self.tree.head(at) else { return at };
            at = head;
            if (at < moment.first || at > moment.last) && (self.tree.is_clause(at) || self.tree.head(at).is_none()) {
                return at;
            }
        }
        at
    }

    /// The moment of an event: one on its own words, else one on the clause above it.
    fn when(&self, reading: &Reading) -> When {
        let inside = |m: &&Moment| reading.content.as_deref().is_none_or(|c| !self.tree.under(m.node, c.node));
        let mut at = Some(reading.node);
        let mut own = None;
        for _ in 0..6 {
            let Some(node) = at else { break };
            own = self.moments.iter().filter(inside).find(|m| {
                self.governor(m) == node
                    || self.tree.head(m.node) == Some(node)
                    || reading.second == self.tree.head(m.node)
            });
            if own.is_some() {
                break;
            }
            at = self.tree.head(node);
        }
        match (own, self.doc.date) {
            (Some(Moment { range: Some(range), .. }), _) => {
                When { range: Some(*range), basis: DateBasis::Text, problem: None }
            }
            (Some(m), _) => {
                let span = self.tree.span(m.first, m.last);
                let message = format!("expected a day of publication to resolve `{}`, found none", span.of(self.text));
                When { range: None, basis: DateBasis::None, problem: Some(problem(message, Some(span))) }
            }
            (None, Some(day)) => {
                When { range: Some(DateRange::day(day)), basis: DateBasis::Publication, problem: None }
            }
            (None, None) => {
                let message = "expected an expression of time or a day of publication, found neither".to_owned();
                When { range: None, basis: DateBasis::None, problem: Some(problem(message, None)) }
            }
        }
    }

    /// Background that lies more than a year before the report is historical.
    fn historical(&self, modality: Modality, range: Option<DateRange>, reading: &Reading) -> Modality {
        let (Modality::Actual, Some(range), Some(published)) = (modality, range, self.doc.date) else {
            return modality;
        };
        let limit = published.checked_sub(365.days()).unwrap_or(published);
        let former = self
            .tree
            .children(reading.node)
            .any(|k| matches!(self.tree.lemma(k), "former" | "formerly" | "historically" | "once"));
        if range.end < limit || former { Modality::Historical } else { modality }
    }

    /// A moment inside the content is its deadline or horizon.
    fn deadline(&self, reading: &Reading) -> Option<DateRange> {
        let inner = reading.content.as_deref()?;
        self.moments.iter().filter(|m| self.tree.under(m.node, inner.node)).find_map(|m| m.range)
    }

    /// The most specific place that the event's phrases name; a party is no place.
    fn place(&self, reading: &Reading) -> Option<(Span, &Place)> {
        let mut best: Option<(Span, &Place)> = None;
        let nodes = [Some(reading.node), reading.second];
        for node in nodes.into_iter().flatten() {
            for kid in self.tree.children(node).filter(|k| matches!(self.tree.rel(*k), Deprel::Obl | Deprel::Nmod)) {
                if !matches!(
                    self.tree.case(kid),
                    Some(
                        "in" | "at"
                            | "near"
                            | "outside"
                            | "off"
                            | "across"
                            | "on"
                            | "inside"
                            | "around"
                            | "to"
                            | "over"
                    )
                ) {
                    continue;
                }
                let party = self.tree.case(kid) == Some("to") && !reading.recipients.iter().any(|p| p.node == kid);
                for m in self.mentions.names.iter().filter(|m| self.tree.under(m.last, kid)) {
                    let Some(place) = self.atlas.place_of(m.entry).filter(|_| !party) else { continue };
                    let state = matches!(m.entry, Entry::State { .. });
                    if best.is_none_or(|(_, b)| !state && b.kind.as_str() == "country") {
                        best = Some((self.tree.span(m.first, m.last), place));
                    }
                }
            }
        }
        best
    }

    fn contexts(&self, reading: &Reading) -> Vec<String> {
        let mut found = self.book.acts[reading.act].contexts.clone();
        if let Some(act) = reading.content.as_deref().and_then(|c| c.act) {
            merge(&mut found, &self.book.acts[act].contexts);
        }
        self.words_below(reading.node, |lemma| {
            if let Some(contexts) = self.book.contexts.get(lemma) {
                merge(&mut found, contexts);
            }
        });
        found.truncate(4);
        found
    }

    fn sectors(&self, reading: &Reading) -> Vec<String> {
        let mut found = Vec::new();
        let field = matches!(
            self.book.acts[reading.act].event_type,
            EventType::Agree
                | EventType::Cooperate
                | EventType::Aid
                | EventType::Support
                | EventType::Consult
                | EventType::Request
                | EventType::Reject
                | EventType::Sanction
                | EventType::Threaten
        );
        if field {
            self.words_below(reading.node, |lemma| {
                if let Some(sectors) = self.book.sectors.get(lemma) {
                    merge(&mut found, sectors);
                }
            });
        }
        found
    }

    fn words_below(&self, node: usize, mut each: impl FnMut(&str)) {
        let (first, last) = self.tree.extent(node);
        for i in first..=last {
            if matches!(self.tree.token(i).upos, Upos::Noun | Upos::Adj | Upos::Verb | Upos::Propn)
                && self.tree.under(i, node)
            {
                each(&self.tree.lemma(i).to_lowercase());
                if i > first {
                    each(&format!("{} {}", self.tree.lemma(i - 1), self.tree.lemma(i)).to_lowercase());
                }
            }
        }
    }
}

struct When {
    range: Option<DateRange>,
    basis: DateBasis,
    problem: Option<Problem>,
}

fn problem(message: String, span: Option<Span>) -> Problem {
    Problem { stage: "coder".to_owned(), message, span }
}

fn merge(found: &mut Vec<String>, more: &[String]) {
    for word in more {
        if !found.contains(word) {
            found.push(word.clone());
        }
    }
}

/// How sure the coder is, from what it had to assume.
fn confidence(reading: &Reading, modality: Modality) -> f64 {
    let unknown = reading.actors.iter().chain(&reading.recipients).filter(|p| p.is_unknown()).count();
    let mut score = 0.62;
    score -= 0.12 * f64::from(u8::try_from(unknown.min(2)).unwrap_or(2));
    if reading.recipients.is_empty() && reading.actors.len() < 2 {
        score -= 0.1;
    }
    if modality != Modality::Actual {
        score -= 0.1;
    }
    score
}

/// A stable name of a row: the same document, words and code give the same.
fn identity(report: &Report) -> String {
    let mut hash = xxhash_rust::xxh3::Xxh3::new();
    let mut add = |text: &str| {
        hash.update(text.as_bytes());
        hash.update(&[0]);
    };
    add(&report.document_id);
    add(report.event_type.as_str());
    add(&report.mode);
    add(&format!("{:?}", report.trigger_span));
    for actor in report.actors.iter().chain(&report.recipients) {
        add(&actor.code());
    }
    format!("{:016x}", hash.digest())
}
