//! From what was told to a row of the reports table: date, place, sector, quantities, codes and proof.

use crate::codebook::Codebook;
use crate::mention::Mention;
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
        let deadline = self.deadline(reading, modality);
        let trigger_span = self.trigger(reading);
        let span = self.tree.sent.span;
        let mut report = Report {
            report_id: String::new(),
            document_id: self.doc.id.clone(),
            sentence: self.sentence,
            sentence_text: span.of(self.text).to_owned(),
            dataset: "westphalia".to_owned(),
            source: self.doc.source.clone(),
            url: self.doc.url.clone(),
            native_id: String::new(),
            original: String::new(),
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
            event_type: Some(act.event_type),
            mode: act.mode.clone(),
            cameo_code: act.cameo.clone(),
            quad_class: act.event_type.quad(),
            goldstein: self.book.cameo.get(&act.cameo).map_or(0.0, |c| c.goldstein),
            plover_score: self.book.intensity(act.event_type, &act.mode),
            contexts: self.contexts(reading),
            policy_sectors: self.sectors(reading),
            modality,
            attributed_to: told.sense.attributed_to.as_ref().map(|p| p.to_actor(self.atlas, self.text, day)),
            confidence: Some(confidence(reading, modality)),
            content: reading.content.as_deref().map(|c| self.content(c, day)),
            deadline_start: deadline.map(|d| d.start),
            deadline_end: deadline.map(|d| d.end),
            quantities: quantities(self.tree, self.text, self.moments, self.measured(reading.node)),
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

    /// What the quantities of an act stand in: of "the attack left 22 dead" the whole clause.
    fn measured(&self, node: usize) -> usize {
        let effect =
            |h: &usize| matches!(self.tree.lemma(*h), "leave" | "kill" | "wound" | "injure" | "claim" | "cause");
        self.tree.head(node).filter(|h| self.tree.rel(node) == Deprel::Nsubj && effect(h)).unwrap_or(node)
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

    /// Whether an expression of time only says what came first or last ("after the summit of June", "before Monday").
    fn is_aside(&self, moment: &Moment) -> bool {
        let governor = self.governor(moment);
        let mut at = Some(moment.node);
        for _ in 0..self.tree.len() {
            let Some(i) = at.filter(|i| *i != governor) else { return false };
            if matches!(self.tree.case(i), Some("after" | "before" | "until" | "follow" | "following")) {
                return true;
            }
            // "The first to visit since 1990": not when, but how long nobody had. "Has held since Monday" tells when it began.
            let since = self.tree.lemma(i) == "since" || self.tree.case(i) == Some("since");
            if since && self.tree.child(governor, &[Deprel::Aux]).is_none() {
                return true;
            }
            at = self.tree.head(i);
        }
        false
    }

    /// The moment of an event: one on its own words, else one on the clause above it.
    fn when(&self, reading: &Reading) -> When {
        let inside = |m: &&Moment| reading.content.as_deref().is_none_or(|c| !self.tree.under(m.node, c.node));
        let mut at = Some(reading.node);
        let mut own = None;
        for _ in 0..6 {
            let Some(node) = at else { break };
            own = self.moments.iter().filter(|m| inside(m) && !self.is_aside(m)).find(|m| {
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
                let words = span.of(self.text);
                let message = match self.doc.date {
                    None => format!("expected a day of publication to resolve `{words}`, found none"),
                    Some(_) => format!("expected a day of the calendar, found `{words}`"),
                };
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

    /// A moment inside what is promised, asked or threatened is its deadline or horizon; it does not lie in the past.
    fn deadline(&self, reading: &Reading, modality: Modality) -> Option<DateRange> {
        let inner = reading.content.as_deref()?;
        let open = matches!(
            self.book.acts[reading.act].event_type,
            EventType::Agree | EventType::Request | EventType::Threaten | EventType::Concede | EventType::Reject
        );
        let past = |range: &DateRange| self.doc.date.is_some_and(|day| range.end < day);
        let mut moments = self.moments.iter().filter(|m| self.tree.under(m.node, inner.node));
        moments.find_map(|m| m.range).filter(|r| open && (modality == Modality::Historical || !past(r)))
    }

    /// The most specific place that the event's phrases name; a party is no place.
    fn place(&self, reading: &Reading) -> Option<(Span, &Place)> {
        let mut best: Option<(Span, &Place)> = None;
        for node in [Some(reading.node), reading.second].into_iter().flatten() {
            for kid in self.tree.children(node).filter(|k| self.may_place(*k, node, reading)) {
                for m in self.mentions.names.iter().filter(|m| self.tree.under(m.last, kid)) {
                    let Some(place) = self.atlas.place_of(m.entry).filter(|_| self.stands_in(m, kid, node)) else {
                        continue;
                    };
                    let state = matches!(m.entry, Entry::State { .. });
                    if best.is_none_or(|(_, b)| !state && b.kind.as_str() == "country") {
                        best = Some((self.tree.span(m.first, m.last), place));
                    }
                }
            }
        }
        best
    }

    /// Whether a phrase of the act can say where it is done: "in Homs", "to Pyongyang" of who goes there, "visited Kyiv".
    fn may_place(&self, kid: usize, node: usize, reading: &Reading) -> bool {
        let goes = MOTION.contains(&self.tree.lemma(node));
        match (self.tree.rel(kid), self.tree.case(kid)) {
            (Deprel::Obj, None) => matches!(self.tree.lemma(node), "visit" | "tour" | "reach" | "enter"),
            (Deprel::Obl | Deprel::Nmod, Some("to")) => goes && reading.recipients.iter().any(|p| p.node == kid),
            (Deprel::Obl | Deprel::Nmod, Some(case)) => LOCATIVE.contains(&case),
            _ => false,
        }
    }

    /// Whether a name inside a phrase is where it is: the phrase itself ("in Moscow"), the name of its place ("in a suburb of
    /// Beirut"), or named by a place of its own ("at a ceremony in Kyiv"). "On behalf of Japan" is nowhere.
    fn stands_in(&self, mention: &Mention, kid: usize, node: usize) -> bool {
        let within = |i: usize| (mention.first..=mention.last).contains(&i);
        let country = matches!(mention.entry, Entry::State { .. });
        if within(kid) {
            // What is done on, at or over a state is done to it.
            let aimed = matches!(self.tree.case(kid), Some("on" | "at" | "over" | "around"));
            return !(country && aimed);
        }
        let mut at = (mention.first..=mention.last).find(|i| self.tree.head(*i).is_none_or(|h| !within(h)));
        let mut located = false;
        for _ in 0..4 {
            let Some(i) = at else { return false };
            located |= self.tree.case(i).is_some_and(|c| matches!(c, "in" | "at" | "near" | "outside"));
            let Some(head) = self.tree.head(i) else { return false };
            let is_place = PLACES.contains(&self.tree.lemma(head).to_lowercase().as_str()) || self.is_name(head);
            if head == kid {
                let topic =
                    TOPICS.contains(&self.tree.lemma(kid)) || matches!(self.tree.case(kid), Some("over" | "on" | "to"));
                return is_place || (located && !topic);
            }
            if !is_place || head == node {
                return false;
            }
            at = Some(head);
        }
        false
    }

    /// Whether a token belongs to the name of a place.
    fn is_name(&self, i: usize) -> bool {
        let mut names = self.mentions.names.iter();
        names.any(|m| (m.first..=m.last).contains(&i) && self.atlas.place_of(m.entry).is_some())
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

/// Prepositions of places.
const LOCATIVE: &[&str] = &["in", "at", "near", "outside", "off", "across", "on", "inside", "around", "over"];

/// Verbs and nouns of who goes somewhere.
const MOTION: &[&str] = &[
    "go",
    "travel",
    "fly",
    "come",
    "visit",
    "trip",
    "return",
    "arrive",
    "head",
    "journey",
    "tour",
    "deploy",
    "deployment",
    "dispatch",
    "pay",
    "make",
    "move",
    "withdraw",
    "withdrawal",
    "flight",
    "cross",
    "rush",
    "arrival",
];

/// Nouns of places.
const PLACES: &[&str] = &[
    "region",
    "city",
    "town",
    "village",
    "suburb",
    "outskirt",
    "outskirts",
    "camp",
    "capital",
    "province",
    "state",
    "district",
    "governorate",
    "county",
    "oblast",
    "department",
    "neighbourhood",
    "neighborhood",
    "quarter",
    "south",
    "north",
    "east",
    "west",
    "part",
    "border",
    "area",
    "zone",
    "prison",
    "jail",
    "hotel",
    "airport",
    "base",
    "airbase",
    "coast",
    "island",
    "market",
    "store",
    "headquarters",
    "square",
    "street",
    "road",
    "building",
    "parliament",
    "hall",
    "church",
    "mosque",
    "synagogue",
    "school",
    "university",
    "port",
    "villa",
    "house",
    "home",
    "center",
    "centre",
    "hospital",
    "embassy",
    "consulate",
    "palace",
    "valley",
    "desert",
    "sea",
    "water",
    "waters",
    "territory",
    "soil",
    "strip",
    "peninsula",
    "mountain",
    "river",
    "lake",
    "station",
    "checkpoint",
    "refinery",
    "plant",
    "depot",
    "stadium",
    "theatre",
    "theater",
    "restaurant",
    "cafe",
    "bar",
    "bridge",
    "enclave",
    "stronghold",
    "frontier",
    "facility",
    "site",
    "post",
    "place",
    "shrine",
    "temple",
    "resort",
    "restaurant",
    "gulf",
    "strait",
    "bay",
];

/// Nouns that a place after them belongs to, and not the act.
const TOPICS: &[&str] = &[
    "war",
    "conflict",
    "exchange",
    "solidarity",
    "face",
    "behalf",
    "response",
    "support",
    "favor",
    "favour",
    "interest",
    "light",
    "view",
    "wake",
    "aid",
    "assistance",
    "role",
    "crisis",
    "situation",
    "return",
    "order",
    "case",
    "cooperation",
    "progress",
    "violence",
    "unrest",
    "issue",
    "matter",
    "question",
];

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
    add(report.type_name());
    add(&report.mode);
    add(&format!("{:?}", report.trigger_span));
    for actor in report.actors.iter().chain(&report.recipients) {
        add(&actor.code());
    }
    format!("{:016x}", hash.digest())
}

#[cfg(test)]
mod tests {
    use crate::Coder;
    use westphalia_model::Document;

    /// Codes a sentence and shows place, deadline and problems of its first event.
    fn check(text: &str, expected: &str) {
        let date = "2024-06-17".parse().ok();
        let doc = Document { id: "a".to_owned(), text: text.to_owned(), date, ..Document::default() };
        let coded = Coder::embedded().expect("the shipped coder loads").code(&doc);
        let report = coded.reports.first().expect("an event");
        let mut found = report.place.clone();
        if let Some(day) = report.deadline_start {
            found.push_str(&format!(" by {day}"));
        }
        for problem in &report.problems {
            found.push_str(&format!("; {}", problem.message));
        }
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_place_is_where_the_act_is_done() {
        check("Putin met Kim Jong Un in Moscow.", "Moscow");
        check("Russian Foreign Minister Sergey Lavrov visited Pyongyang.", "Pyongyang");
        check("A Russian delegation arrived at Pyongyang International Airport.", "Pyongyang");
        check("Israeli agents killed a Hamas commander in a suburb of Beirut.", "Beirut");
        check("Iran attacked an Iraqi convoy at a base near Basra.", "Basra");
    }

    #[test]
    fn a_party_or_a_topic_is_no_place() {
        check("On behalf of the United States, Blinken congratulated Fiji.", "");
        check("North Korea called on the United States to stop its reckless remarks.", "");
        check("Russia sent grain to Syria.", "");
        check("The United States stands in solidarity with the people of Ukraine.", "");
    }

    #[test]
    fn a_deadline_does_not_lie_in_the_past() {
        check("Russia promised to withdraw its troops from Georgia by 3 July.", " by 2024-07-03");
        check("Iran demanded that Iraq apologise for the massacre of 1988.", "");
    }

    #[test]
    fn a_day_that_is_none_is_told() {
        check(
            "Iran attacked Israel on 30 February 2024.",
            "; expected a day of the calendar, found `30 February 2024`",
        );
    }
}
