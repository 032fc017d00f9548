//! Whole sentences: which events are found, between whom, in what sense.

use super::measure::{Counts, Estimate, calibration_error, estimate, ratio};
use super::{Part, Parts, gold_lines, heading};
use anyhow::Context;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeSet, HashSet};
use std::fmt;
use std::io::{self, Write};
use std::path::Path;
use westphalia_coder::Coder;
use westphalia_model::{Actor, Document, EventType, Modality, Report};

/// Corpora that are the voice of one party, with its name.
const VOICES: [(&str, &str); 6] = [
    ("us_state_press_releases", "U.S. State Department"),
    ("whitehouse_briefings", "White House"),
    ("kcna_en", "KCNA"),
    ("rodong_sinmun_en", "Rodong Sinmun"),
    ("ukraine_president_speeches", "President of Ukraine"),
    ("un_general_debate", "UN General Debate"),
];

/// Kinds of text, with the corpora that are of each.
pub const KINDS: [(&str, &[&str]); 6] = [
    ("chronicles and timelines", &["wikipedia_current_events", "csis_nk_russia_timeline", "nk_provocations"]),
    ("releases and readouts", &["us_state_press_releases", "whitehouse_briefings", "us_diplomatic_travel"]),
    ("papers of a state", &["kcna_en", "rodong_sinmun_en"]),
    ("speeches", &["un_general_debate", "ukraine_president_speeches", "kremlin_putin_speeches"]),
    ("agencies and newspapers", &["wikinews_2019_2020", "reuters_21578"]),
    ("headlines", &["russian_state_headlines"]),
];

/// A gold record.
pub struct Record {
    index: usize,
    corpus: String,
    doc: Document,
    /// Where the sentence that is scored begins in the document.
    start: usize,
    events: Vec<Event>,
}

/// A record as the set has it.
#[derive(Deserialize)]
struct Row {
    id: String,
    corpus: String,
    #[serde(default)]
    date: String,
    sentence: String,
    #[serde(default)]
    prev_sentence: String,
    #[serde(default)]
    title: String,
    events: Vec<Event>,
}

/// An event as far as it is scored.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Event {
    #[serde(rename = "type")]
    event_type: EventType,
    actors: BTreeSet<String>,
    recipients: BTreeSet<String>,
    symmetric: bool,
    modality: Modality,
    #[serde(default)]
    attributed_to: String,
    #[serde(default)]
    trigger: String,
    #[serde(default)]
    mode: String,
    /// Whether the coder of the gold set was sure; true for what we say.
    #[serde(default)]
    sure: bool,
    /// How sure the coder is of what it says, from 0 to 1.
    #[serde(skip)]
    confidence: f64,
}

impl Event {
    /// The part of a report that is scored.
    fn of(report: &Report) -> Option<Self> {
        let codes = |actors: &[Actor]| actors.iter().map(Actor::code).collect();
        Some(Self {
            event_type: report.event_type?,
            actors: codes(&report.actors),
            recipients: codes(&report.recipients),
            symmetric: report.symmetric,
            modality: report.modality,
            attributed_to: report.attributed_to.as_ref().map(Actor::code).unwrap_or_default(),
            trigger: report.trigger.clone(),
            mode: report.mode.clone(),
            sure: true,
            confidence: report.confidence?,
        })
    }

    /// The event with an unnamed actor where it has none, and all parties of a symmetric event in one set.
    fn normal(mut self) -> Self {
        if self.symmetric {
            self.actors.append(&mut self.recipients);
        }
        if self.actors.is_empty() {
            self.actors.insert("?".to_owned());
        }
        self
    }

    fn parties(&self) -> BTreeSet<&String> {
        self.actors.union(&self.recipients).collect()
    }

    /// Whether the two agree by `criterion`.
    fn agrees(&self, other: &Self, criterion: Criterion) -> bool {
        let type_agrees = self.event_type == other.event_type;
        let parties =
            || self.symmetric == other.symmetric && self.actors == other.actors && self.recipients == other.recipients;
        let agrees = match criterion {
            Criterion::Type => true,
            Criterion::Actors => self.actors == other.actors,
            Criterion::Recipients => self.recipients == other.recipients,
            Criterion::Parties => parties(),
            Criterion::PartiesLenient => {
                parties() || ((self.symmetric || other.symmetric) && self.parties() == other.parties())
            }
            Criterion::PartiesModality => parties() && self.modality == other.modality,
        };
        type_agrees && agrees
    }

    /// How well the two go together: the higher, the better.
    fn nearness(&self, other: &Self) -> usize {
        let criteria = [Criterion::PartiesModality, Criterion::Parties, Criterion::PartiesLenient];
        let n_agreeing = criteria.iter().filter(|criterion| self.agrees(other, **criterion)).count();
        let n_shared = self.parties().intersection(&other.parties()).count();
        let same_trigger = !self.trigger.is_empty() && self.trigger == other.trigger;
        n_agreeing * 100 + n_shared.min(40) * 2 + usize::from(same_trigger)
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |codes: &BTreeSet<String>| codes.iter().map(String::as_str).collect::<Vec<_>>().join(",");
        write!(f, "{}", self.event_type)?;
        if !self.mode.is_empty() {
            write!(f, ":{}", self.mode)?;
        }
        write!(f, "({}", list(&self.actors))?;
        match (self.symmetric, self.recipients.is_empty()) {
            (true, _) => f.write_str(" ↔")?,
            (false, true) => {}
            (false, false) => write!(f, " → {}", list(&self.recipients))?,
        }
        write!(f, ") {}", self.modality)?;
        if !self.attributed_to.is_empty() {
            write!(f, " says {}", self.attributed_to)?;
        }
        write!(f, " «{}»{}", self.trigger, if self.sure { "" } else { " (unsure)" })
    }
}

/// What must agree for an event to count as found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Criterion {
    Type,
    /// Type and actors.
    Actors,
    /// Type and recipients.
    Recipients,
    /// Type, actors, recipients and whether it is symmetric.
    Parties,
    /// Type and parties, where a symmetric event may stand for a directed one with the same parties.
    PartiesLenient,
    /// Type, parties and modality.
    PartiesModality,
}

/// Reads the set.
pub fn load(path: &Path, ids: Option<&HashSet<String>>) -> anyhow::Result<Vec<Record>> {
    let mut records = Vec::new();
    for (index, line) in gold_lines(path)?.into_iter().enumerate() {
        let row: Row = serde_json::from_value(Value::Object(line.object))
            .with_context(|| format!("expected a coded sentence at {}", line.at))?;
        if ids.is_none_or(|ids| ids.contains(&row.id)) {
            records.push(record(index, row));
        }
    }
    Ok(records)
}

/// The record of a row: the sentence before it comes first in the text.
fn record(index: usize, row: Row) -> Record {
    let mut text = row.prev_sentence;
    if !text.is_empty() {
        let ends_sentence = text.trim_end().ends_with(['.', '!', '?', '"', '”', '\'', '’', ')']);
        text.push(if ends_sentence { ' ' } else { '\n' });
    }
    let start = text.len();
    text.push_str(&row.sentence);
    let corpus = row.corpus.clone();
    let voice = VOICES.iter().find(|(corpus, _)| *corpus == row.corpus).map_or(row.corpus.as_str(), |(_, name)| name);
    let mut doc = Document { id: row.id, title: row.title, text, source: voice.to_owned(), ..Document::default() };
    match row.date.parse() {
        Ok(date) => doc.date = Some(date),
        // A year alone is kept where the readers keep a date that is not one.
        Err(_) if !row.date.is_empty() => {
            doc.extra.insert("date".to_owned(), row.date.into());
        }
        Err(_) => {}
    }
    Record { index, corpus, doc, start, events: row.events.into_iter().map(Event::normal).collect() }
}

/// What the coder said of a record.
#[derive(Clone)]
pub struct Outcome {
    index: usize,
    corpus: String,
    gold: Vec<Event>,
    said: Vec<Event>,
    /// Pairs of (gold, said) of the same type, best first.
    matched: Vec<(usize, usize)>,
}

/// Codes every record. Only events of the sentence itself count.
pub fn answer(coder: &Coder, records: &[Record]) -> Vec<Outcome> {
    let ask = |record: &Record| {
        let coded = coder.code(&record.doc);
        let in_sentence = |report: &&Report| report.trigger_span.start() >= record.start;
        let said = coded.reports.iter().filter(in_sentence).filter_map(Event::of).map(Event::normal).collect();
        Outcome { corpus: record.corpus.clone(), ..Outcome::new(record.index, record.events.clone(), said) }
    };
    records.par_iter().map(ask).collect()
}

impl Outcome {
    fn new(index: usize, gold: Vec<Event>, said: Vec<Event>) -> Self {
        let matched = matches(&gold, &said, Criterion::Type);
        Self { index, corpus: String::new(), gold, said, matched }
    }

    /// Whether it comes from one of these corpora.
    pub fn is_from(&self, corpora: &[&str]) -> bool {
        corpora.contains(&self.corpus.as_str())
    }

    /// The parties said of events whose type is right: how many are right, how many are named.
    fn named_parties(&self) -> Counts {
        let mut counts = Counts::default();
        for (g, s) in &self.matched {
            let (gold, said) = (self.gold[*g].parties(), self.said[*s].parties());
            counts.n_said += said.iter().filter(|code| code.as_str() != "?").count();
            counts.n_right += said.intersection(&gold).filter(|code| code.as_str() != "?").count();
        }
        counts
    }

    /// How many events agree by `criterion`.
    fn counts(&self, criterion: Criterion) -> Counts {
        let n_right = matches(&self.gold, &self.said, criterion).len();
        Counts { n_right, n_said: self.said.len(), n_there: self.gold.len() }
    }
}

/// Matches gold to said one to one among those that agree by `criterion`, the nearest first.
fn matches(gold: &[Event], said: &[Event], criterion: Criterion) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (g, gold_event) in gold.iter().enumerate() {
        for (s, said_event) in said.iter().enumerate() {
            if gold_event.agrees(said_event, criterion) {
                candidates.push((std::cmp::Reverse(gold_event.nearness(said_event)), g, s));
            }
        }
    }
    candidates.sort_unstable();
    let mut matched: Vec<(usize, usize)> = Vec::new();
    for (_, g, s) in candidates {
        if matched.iter().all(|(other_g, other_s)| *other_g != g && *other_s != s) {
            matched.push((g, s));
        }
    }
    matched
}

/// Precision, recall and F1 with its interval.
#[derive(Serialize)]
pub struct Found {
    pub(super) precision: f64,
    pub(super) recall: f64,
    pub(super) f1: Estimate,
}

impl Found {
    fn of(outcomes: &[Outcome], criterion: Criterion) -> Self {
        let units: Vec<Counts> = outcomes.iter().map(|outcome| outcome.counts(criterion)).collect();
        let total = |drawn: &mut dyn Iterator<Item = &Counts>| {
            let mut sum = Counts::default();
            drawn.for_each(|counts| sum += *counts);
            sum
        };
        let all = total(&mut units.iter());
        Self { precision: all.precision(), recall: all.recall(), f1: estimate(&units, |drawn| total(drawn).f1()) }
    }
}

/// How good the events are.
#[derive(Serialize)]
pub struct Score {
    pub(super) n_sentences: usize,
    pub(super) n_gold: usize,
    pub(super) n_said: usize,
    #[serde(rename = "type")]
    pub(super) type_only: Found,
    pub(super) type_actors: Found,
    pub(super) type_recipients: Found,
    pub(super) type_parties: Found,
    pub(super) type_parties_lenient: Found,
    pub(super) type_parties_modality: Found,
    /// Of the parties that are named in events of the right type: the share that belongs there.
    pub(super) party_precision: Estimate,
    /// Events whose type was found.
    pub(super) n_matched: usize,
    pub(super) modality_accuracy: f64,
    pub(super) attribution_accuracy: f64,
    pub(super) mode_accuracy: f64,
    /// Of the gold events that their coder was sure of: the share whose type, and type with parties, was found.
    pub(super) sure_recall_type: f64,
    pub(super) sure_recall_parties: f64,
    /// Of the sentences with nothing to code: the share where nothing was said.
    pub(super) silence_kept: f64,
    /// Expected calibration error of `confidence`, an event being right if its type and all parties are.
    pub(super) calibration_error: f64,
    pub(super) per_type: Vec<TypeScore>,
}

/// How good one type is.
#[derive(Serialize)]
pub struct TypeScore {
    pub(super) name: &'static str,
    pub(super) n_gold: usize,
    pub(super) n_said: usize,
    pub(super) precision: f64,
    pub(super) recall: f64,
    pub(super) f1: f64,
    pub(super) f1_parties: f64,
}

impl Score {
    /// Scores the outcomes of one part.
    pub fn of(outcomes: &[Outcome], part: Part) -> Self {
        let outcomes: Vec<Outcome> = outcomes.iter().filter(|outcome| part.holds(outcome.index)).cloned().collect();
        let found = |criterion| Found::of(&outcomes, criterion);
        let n_matched = outcomes.iter().map(|outcome| outcome.matched.len()).sum();
        let (silent, n_kept) = silence(&outcomes);
        Self {
            n_sentences: outcomes.len(),
            n_gold: outcomes.iter().map(|outcome| outcome.gold.len()).sum(),
            n_said: outcomes.iter().map(|outcome| outcome.said.len()).sum(),
            type_only: found(Criterion::Type),
            type_actors: found(Criterion::Actors),
            type_recipients: found(Criterion::Recipients),
            type_parties: found(Criterion::Parties),
            type_parties_lenient: found(Criterion::PartiesLenient),
            type_parties_modality: found(Criterion::PartiesModality),
            party_precision: party_precision(&outcomes),
            n_matched,
            modality_accuracy: ratio(n_agreeing(&outcomes, |g, s| g.modality == s.modality), n_matched),
            attribution_accuracy: ratio(n_agreeing(&outcomes, |g, s| g.attributed_to == s.attributed_to), n_matched),
            mode_accuracy: ratio(n_agreeing(&outcomes, |g, s| g.mode == s.mode), n_matched),
            sure_recall_type: sure_recall(&outcomes, Criterion::Type),
            sure_recall_parties: sure_recall(&outcomes, Criterion::Parties),
            silence_kept: ratio(n_kept, silent),
            calibration_error: calibration_error(outcomes.iter().flat_map(confidences)),
            per_type: EventType::ALL.iter().map(|event_type| TypeScore::of(&outcomes, *event_type)).collect(),
        }
    }
}

/// The score of each kind of text, with its name.
pub fn by_kind(outcomes: &[Outcome]) -> Vec<(&'static str, Score)> {
    let of = |corpora: &[&str]| outcomes.iter().filter(|o| o.is_from(corpora)).cloned().collect::<Vec<_>>();
    let scores = KINDS.iter().map(|(name, corpora)| (*name, Score::of(&of(corpora), Part::All)));
    scores.filter(|(_, score)| score.n_sentences > 0).collect()
}

/// The share of named parties that are right, with its interval.
fn party_precision(outcomes: &[Outcome]) -> Estimate {
    let units: Vec<Counts> = outcomes.iter().map(Outcome::named_parties).collect();
    estimate(&units, |drawn| {
        let mut sum = Counts::default();
        drawn.for_each(|counts| sum += *counts);
        sum.precision()
    })
}

/// How sure the coder was of each event, and whether it was right.
fn confidences(outcome: &Outcome) -> Vec<(f64, bool)> {
    let right = matches(&outcome.gold, &outcome.said, Criterion::Parties);
    let is_right = |s: usize| right.iter().any(|(_, said)| *said == s);
    outcome.said.iter().enumerate().map(|(s, event)| (event.confidence, is_right(s))).collect()
}

/// How many sentences have nothing to code, and on how many of these nothing was said.
fn silence(outcomes: &[Outcome]) -> (usize, usize) {
    let silent = outcomes.iter().filter(|outcome| outcome.gold.is_empty());
    let kept = silent.clone().filter(|outcome| outcome.said.is_empty());
    (silent.count(), kept.count())
}

/// How many events matched by type satisfy `agree`.
fn n_agreeing(outcomes: &[Outcome], agree: impl Fn(&Event, &Event) -> bool) -> usize {
    let of_one = |o: &Outcome| o.matched.iter().filter(|(g, s)| agree(&o.gold[*g], &o.said[*s])).count();
    outcomes.iter().map(of_one).sum()
}

/// The share of sure gold events that are found by `criterion`.
fn sure_recall(outcomes: &[Outcome], criterion: Criterion) -> f64 {
    let n_sure = outcomes.iter().flat_map(|o| &o.gold).filter(|event| event.sure).count();
    let found_sure = |o: &Outcome| matches(&o.gold, &o.said, criterion).iter().filter(|(g, _)| o.gold[*g].sure).count();
    ratio(outcomes.iter().map(found_sure).sum(), n_sure)
}

impl TypeScore {
    fn of(outcomes: &[Outcome], event_type: EventType) -> Self {
        let of_type = |events: &[Event]| -> Vec<Event> {
            events.iter().filter(|event| event.event_type == event_type).cloned().collect()
        };
        let (mut by_type, mut by_parties) = (Counts::default(), Counts::default());
        for outcome in outcomes {
            let only = Outcome::new(outcome.index, of_type(&outcome.gold), of_type(&outcome.said));
            by_type += only.counts(Criterion::Type);
            by_parties += only.counts(Criterion::Parties);
        }
        Self {
            name: event_type.as_str(),
            n_gold: by_type.n_there,
            n_said: by_type.n_said,
            precision: by_type.precision(),
            recall: by_type.recall(),
            f1: by_type.f1(),
            f1_parties: by_parties.f1(),
        }
    }
}

/// Prints the scores.
pub fn print(out: &mut impl Write, scores: &Parts<Score>) -> io::Result<()> {
    heading(out, "events: whole sentences")?;
    for part in Part::ALL {
        let score = scores.get(part);
        print_part(out, part, score)?;
    }
    let score = &scores.all;
    writeln!(
        out,
        "\n{:<12}{:>6}{:>6}{:>11}{:>8}{:>7}{:>12}",
        "type", "gold", "said", "precision", "recall", "F1", "F1 parties"
    )?;
    for t in score.per_type.iter().filter(|t| t.n_gold + t.n_said > 0) {
        let TypeScore { name, n_gold, n_said, precision, recall, f1, f1_parties } = t;
        writeln!(out, "{name:<12}{n_gold:>6}{n_said:>6}{precision:>11.3}{recall:>8.3}{f1:>7.3}{f1_parties:>12.3}")?;
    }
    Ok(())
}

/// Prints the scores of one part.
fn print_part(out: &mut impl Write, part: Part, score: &Score) -> io::Result<()> {
    let Score { n_sentences, n_gold, n_said, n_matched, .. } = score;
    writeln!(out, "{}: {n_sentences} sentences, {n_gold} events in gold, {n_said} said", part.name())?;
    writeln!(out, "  {:<34}{:>9}{:>8}  F1 [95%]", "", "precision", "recall")?;
    for (name, found) in [
        ("type", &score.type_only),
        ("type, actors", &score.type_actors),
        ("type, recipients", &score.type_recipients),
        ("type, actors, recipients", &score.type_parties),
        ("  lenient on direction", &score.type_parties_lenient),
        ("type, actors, recipients, modality", &score.type_parties_modality),
    ] {
        writeln!(out, "  {name:<34}{:>9.3}{:>8.3}  {}", found.precision, found.recall, found.f1.show())?;
    }
    writeln!(
        out,
        "  of {n_matched} with the right type: modality {:.3}, attribution {:.3}, mode {:.3}; parties named rightly {}",
        score.modality_accuracy,
        score.attribution_accuracy,
        score.mode_accuracy,
        score.party_precision.show()
    )?;
    writeln!(
        out,
        "  recall of sure events: type {:.3}, with parties {:.3}; silence kept {:.3}; calibration error {:.3}",
        score.sure_recall_type, score.sure_recall_parties, score.silence_kept, score.calibration_error
    )
}

/// Prints sentences with errors, of the part that people may read.
pub fn print_errors(out: &mut impl Write, records: &[Record], outcomes: &[Outcome], n: usize) -> io::Result<()> {
    if n == 0 {
        return Ok(());
    }
    heading(out, "events: sentences with errors, of the read part")?;
    let is_wrong = |outcome: &Outcome| {
        let n_right = outcome.counts(Criterion::PartiesModality).n_right;
        n_right < outcome.gold.len() || n_right < outcome.said.len()
    };
    let wrong = records.iter().zip(outcomes).filter(|(r, o)| Part::Read.holds(r.index) && is_wrong(o));
    for (record, outcome) in wrong.take(n) {
        let (before, sentence) = record.doc.text.split_at(record.start);
        let date = record.doc.date.map(|date| date.to_string()).unwrap_or_default();
        writeln!(out, "\n{}  {date}  {}", record.doc.id, record.doc.source)?;
        if !before.is_empty() {
            writeln!(out, "    ({})", before.trim_end())?;
        }
        writeln!(out, "    {sentence}")?;
        outcome.gold.iter().try_for_each(|event| writeln!(out, "  gold {event}"))?;
        outcome.said.iter().try_for_each(|event| writeln!(out, "  said {event}"))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Criterion, Event, Outcome, Row, Score, record};
    use crate::evaluate::Part;
    use westphalia_model::{EventType, Modality};

    /// Reads `AGREE RUS>PRK actual`; `A,B=` is symmetric.
    fn event(text: &str) -> Event {
        let mut words = text.split(' ');
        let event_type = words.next().and_then(EventType::parse).expect("a type");
        let parties = words.next().expect("parties");
        let symmetric = parties.ends_with('=');
        let (actors, recipients) = parties.trim_end_matches('=').split_once('>').unwrap_or((parties, ""));
        let codes = |list: &str| {
            list.trim_end_matches('=').split(',').filter(|code| !code.is_empty()).map(str::to_owned).collect()
        };
        let modality = match words.next() {
            Some("future") => Modality::Future,
            _ => Modality::Actual,
        };
        Event {
            event_type,
            actors: codes(actors),
            recipients: codes(recipients),
            symmetric,
            modality,
            attributed_to: String::new(),
            trigger: String::new(),
            mode: String::new(),
            sure: true,
            confidence: 1.0,
        }
        .normal()
    }

    /// Matches gold and said; `expected` is the number of right ones by type, parties, lenient, with modality.
    fn check(gold: &[&str], said: &[&str], expected: [usize; 4]) {
        let outcome = Outcome::new(
            0,
            gold.iter().map(|text| event(text)).collect(),
            said.iter().map(|text| event(text)).collect(),
        );
        let criteria = [Criterion::Type, Criterion::Parties, Criterion::PartiesLenient, Criterion::PartiesModality];
        let found = criteria.map(|criterion| outcome.counts(criterion).n_right);
        assert_eq!(found, expected, "gold {gold:?} said {said:?}");
    }

    #[test]
    fn events_count_by_what_agrees() {
        check(&["AGREE RUS>PRK"], &["AGREE RUS>PRK"], [1, 1, 1, 1]);
        check(&["AGREE RUS>PRK"], &["AGREE RUS>PRK future"], [1, 1, 1, 0]);
        check(&["AGREE RUS>PRK"], &["AGREE PRK>RUS"], [1, 0, 0, 0]);
        check(&["AGREE RUS>PRK"], &["AID RUS>PRK"], [0, 0, 0, 0]);
        check(&["AGREE RUS>PRK"], &[], [0, 0, 0, 0]);
        check(&[], &["AGREE RUS>PRK"], [0, 0, 0, 0]);
        check(&["ASSAULT ?>PAK"], &["ASSAULT >PAK"], [1, 1, 1, 1]);
    }

    #[test]
    fn symmetric_events_have_one_set_of_parties() {
        check(&["CONSULT RUS,PRK="], &["CONSULT PRK,RUS="], [1, 1, 1, 1]);
        check(&["CONSULT RUS,PRK="], &["CONSULT RUS>PRK"], [1, 0, 1, 0]);
        check(&["CONSULT RUS>PRK"], &["CONSULT RUS,PRK="], [1, 0, 1, 0]);
        check(&["CONSULT RUS>PRK"], &["CONSULT RUS,CHN="], [1, 0, 0, 0]);
    }

    #[test]
    fn matching_is_one_to_one_and_takes_the_best_first() {
        check(&["AID USA>UKR"], &["AID USA>POL", "AID USA>UKR"], [1, 1, 1, 1]);
        check(&["AID USA>UKR", "AID USA>POL"], &["AID USA>POL", "AID USA>UKR"], [2, 2, 2, 2]);
        check(&["AID USA>UKR", "AID USA>UKR"], &["AID USA>UKR"], [1, 1, 1, 1]);
        check(&["AID USA>UKR future", "AID USA>UKR"], &["AID USA>UKR"], [1, 1, 1, 1]);
    }

    #[test]
    fn silence_is_scored() {
        let outcomes = [
            Outcome::new(0, vec![], vec![]),
            Outcome::new(1, vec![], vec![event("AID USA>UKR")]),
            Outcome::new(2, vec![event("AID USA>UKR")], vec![event("AID USA>UKR")]),
        ];
        let score = Score::of(&outcomes, Part::All);
        assert!((score.silence_kept - 0.5).abs() < 1e-9);
        assert!((score.type_only.f1.value - 2.0 / 3.0).abs() < 1e-9);
        assert_eq!(Score::of(&outcomes, Part::Read).n_gold, 0);
    }

    #[test]
    fn the_sentence_before_comes_first() {
        let row = |prev: &str, date: &str| Row {
            id: "a".to_owned(),
            corpus: "kcna_en".to_owned(),
            date: date.to_owned(),
            sentence: "He left.".to_owned(),
            prev_sentence: prev.to_owned(),
            title: String::new(),
            events: vec![],
        };
        let text = |prev: &str| record(0, row(prev, "2024-06-17")).doc.text;
        assert_eq!(text("Kim came."), "Kim came. He left.");
        assert_eq!(text("HEADLINE"), "HEADLINE\nHe left.");
        assert_eq!(text(""), "He left.");
        let year = record(0, row("", "2003")).doc;
        assert_eq!((year.date, year.source.as_str()), (None, "KCNA"));
        assert_eq!(year.extra.get("date").and_then(|date| date.as_str()), Some("2003"));
    }
}
