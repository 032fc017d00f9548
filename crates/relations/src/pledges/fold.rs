//! The ledger as a fold over events in the order of their reports.

use super::close::{Deed, is_same};
use super::open::{Opening, opening};
use super::words::Corpus;
use super::{Change, Pledge, Question, Status};
use crate::{Proof, day_of};
use std::collections::{BTreeMap, BTreeSet};
use westphalia_model::{Date, Event};

/// A pledge and what is needed to recognise it again.
pub struct Entry {
    /// The pledge.
    pub pledge: Pledge,
    /// Stems of its content.
    pub stems: BTreeSet<String>,
    /// First and last day on which it can have been made.
    pub made: (Date, Date),
    /// Persons who made it or are to act.
    pub persons: BTreeSet<String>,
    /// Who is to travel, where a visit is pledged.
    pub visitor: Option<String>,
    /// The day of its last report.
    last: Date,
    /// The day since which its deadline is known.
    deadline_known: Date,
}

/// The state of the fold.
pub struct Fold<'a> {
    question: &'a Question,
    corpus: Corpus,
    entries: Vec<Entry>,
    /// Places of the entries of which a state or body is a party.
    of: BTreeMap<String, BTreeSet<usize>>,
}

/// So like must a pledge be that stands in the place of another, 0 to 1.
const RENEWED: f64 = 0.8;

/// What a pledge is to one that is known.
enum Again {
    /// The same, told again.
    Repeated,
    /// The same made anew: it stands in the place of the known one.
    Renewed,
}

impl<'a> Fold<'a> {
    /// Nothing read yet.
    pub fn new(question: &'a Question) -> Self {
        Self { question, corpus: Corpus::default(), entries: Vec::new(), of: BTreeMap::new() }
    }

    /// Reads all events that are reported up to the day that is asked for.
    pub fn run(mut self, events: &[Event]) -> Vec<Pledge> {
        let known = |event: &'_ &Event| reported(event).is_some_and(|day| day <= self.question.as_of);
        let mut events: Vec<&Event> = events.iter().filter(known).collect();
        events.sort_by_key(|event| (reported(event), day_of(event), &event.event_id));
        for event in events {
            if let Some(day) = reported(event) {
                self.pass_deadlines(day);
                self.read(event, day);
            }
        }
        self.pass_deadlines(self.question.as_of);
        self.entries.into_iter().map(|entry| entry.pledge).collect()
    }

    fn read(&mut self, event: &Event, day: Date) {
        let deed = Deed::of(event, day);
        let opened = opening(event, day, self.question);
        if let Some(opened) = opened {
            self.open(event, day, opened);
        }
        if deed.can_close() {
            self.close(&deed);
        }
        self.corpus.add(deed.stems());
    }

    /// Adds a pledge, or a report to the one that it repeats.
    fn open(&mut self, event: &Event, day: Date, opened: Opening) {
        let same = self.find(&opened, day);
        if let Some((place, Again::Repeated)) = same {
            let entry = &mut self.entries[place];
            entry.last = day;
            entry.pledge.reports.push(Proof::of(event));
            if entry.pledge.deadline.is_none() && opened.deadline.is_some() {
                (entry.pledge.deadline, entry.deadline_known) = (opened.deadline, day);
            }
            return;
        }
        if let Some((place, Again::Renewed)) = same {
            let change = Change {
                day,
                status: Status::Superseded,
                evidence: Some(Proof::of(event)),
                score: 1.0,
                rule: "renewed",
            };
            self.entries[place].add(change);
        }
        for code in opened.by.iter().chain(&opened.to) {
            self.of.entry(code.clone()).or_default().insert(self.entries.len());
        }
        self.entries.push(Entry::new(event, day, opened));
    }

    /// The entries of which one of these is a party, in the order in which they were opened.
    fn entries_of(&self, codes: &BTreeSet<String>) -> impl Iterator<Item = (usize, &Entry)> {
        let places: BTreeSet<usize> = codes.iter().filter_map(|code| self.of.get(code)).flatten().copied().collect();
        places.into_iter().filter_map(|place| Some((place, self.entries.get(place)?)))
    }

    /// The known pledge that is most like this one, and what this one is to it.
    fn find(&self, opened: &Opening, day: Date) -> Option<(usize, Again)> {
        let mut best: Option<(usize, f64)> = None;
        for (place, entry) in self.entries_of(&opened.by) {
            let likeness = self.likeness(opened, entry);
            if likeness >= self.question.thresholds.same && best.is_none_or(|(_, b)| likeness >= b) {
                best = Some((place, likeness));
            }
        }
        let (place, likeness) = best?;
        let again = self.again(opened, &self.entries[place], day)?;
        // What stands in the place of another is of the same thing; else it is another pledge.
        if matches!(again, Again::Renewed) && likeness < RENEWED {
            return None;
        }
        Some((place, again))
    }

    /// How like a known pledge is, 0 to 1: nothing where parties or kind differ; the words decide, and the day on which it
    /// is said to have been made.
    fn likeness(&self, opened: &Opening, entry: &Entry) -> f64 {
        let pledge = &entry.pledge;
        let meets = |codes: &[String], others: &BTreeSet<String>| codes.iter().any(|code| others.contains(code));
        let parties = meets(&pledge.by, &opened.by)
            && (pledge.to.is_empty() || opened.to.is_empty() || meets(&pledge.to, &opened.to))
            && (pledge.act == super::Act::Threaten) == (opened.act == super::Act::Threaten);
        let visitors = entry.visitor.is_none() || opened.visitor.is_none() || entry.visitor == opened.visitor;
        let persons =
            entry.persons.is_empty() || opened.persons.is_empty() || !entry.persons.is_disjoint(&opened.persons);
        if !(parties && visitors && (persons || opened.visitor.is_none())) {
            return 0.0;
        }
        let same_day = opened.is_retold && opened.made.0 <= entry.made.1 && entry.made.0 <= opened.made.1;
        let same_amount = pledge.content.quantities.iter().any(|one| {
            opened.content.quantities.iter().any(|other| is_same(one, other) && (one.value - other.value).abs() < 0.5)
        });
        let kind = pledge.content.kinds.iter().any(|kind| opened.content.kinds.contains(kind));
        if !(kind || same_day || same_amount || opened.is_retold) {
            return 0.0;
        }
        let bound = if pledge.by.len() == opened.by.len() || opened.is_retold { 1.0 } else { 0.6 };
        let words = bound * self.corpus.overlap(&entry.stems, &opened.stems);
        if !(kind || same_day || same_amount || words >= 0.6) {
            return 0.0;
        }
        // The same day of making, where this one tells of an earlier day; and meetings have few words.
        let meeting = entry.visitor.is_some() && entry.visitor == opened.visitor;
        let ratified = opened.is_ratified && pledge.content.kinds.contains(&"treaty");
        let more = match meeting {
            true => RENEWED,
            false if same_day || ratified || same_amount => 0.4,
            false => 0.0,
        };
        (words + more).min(1.0)
    }

    fn again(&self, opened: &Opening, entry: &Entry, day: Date) -> Option<Again> {
        let pledge = &entry.pledge;
        let days = |from: Date, to: Date| i64::from((to - from).get_days());
        let is_new = !opened.is_retold;
        if !pledge.status.is_pending() {
            let soon = days(entry.last, day) <= 60 && pledge.status == Status::Kept;
            return (!is_new || soon).then_some(Again::Repeated);
        }
        let other_day = match (pledge.deadline, opened.deadline) {
            (Some(one), Some(other)) => days(one, other).abs() > 31,
            _ => false,
        };
        let other_amount = pledge.content.quantities.iter().any(|one| {
            let same: Vec<_> = opened.content.quantities.iter().filter(|other| is_same(one, other)).collect();
            !same.is_empty() && same.iter().all(|other| (other.value - one.value).abs() > 0.05 * one.value.abs())
        });
        let late = opened.visitor.is_some() && days(entry.last, day) > self.question.thresholds.renewed_after;
        Some(if is_new && (other_day || other_amount || late) { Again::Renewed } else { Again::Repeated })
    }

    /// Lets a deed close what it fits best, and what it fits nearly as well.
    fn close(&mut self, deed: &Deed<'_>) {
        let thresholds = &self.question.thresholds;
        let mut verdicts: Vec<_> = self
            .entries_of(deed.doers())
            .filter_map(|(place, entry)| Some((place, deed.verdict(entry, &self.corpus, thresholds)?)))
            .collect();
        let best = verdicts.iter().map(|(_, verdict)| verdict.score).fold(0.0, f64::max);
        verdicts.retain(|(_, verdict)| verdict.score >= best - 0.2);
        for (place, verdict) in verdicts {
            let (status, score, rule) = (verdict.status, verdict.score.min(1.0), verdict.rule);
            self.entries[place].add(Change {
                day: deed.day,
                status,
                evidence: Some(Proof::of(deed.event)),
                score: (score * 1000.0).round() / 1000.0,
                rule,
            });
        }
    }

    /// What was not done in time is overdue from the day after its deadline on.
    fn pass_deadlines(&mut self, today: Date) {
        for entry in &mut self.entries {
            let Some(after) = entry.pledge.deadline.and_then(|day| day.tomorrow().ok()) else { continue };
            let day = after.max(entry.deadline_known);
            if entry.pledge.status == Status::Open && day <= today {
                let change =
                    Change { day, status: Status::Overdue, evidence: None, score: 1.0, rule: "deadline-passed" };
                entry.add(change);
            }
        }
    }
}

impl Entry {
    fn new(event: &Event, day: Date, opened: Opening) -> Self {
        let proof = Proof::of(event);
        let history =
            vec![Change { day, status: Status::Open, evidence: Some(proof.clone()), score: 1.0, rule: "opened" }];
        Self {
            pledge: Pledge {
                id: event.event_id.clone(),
                by: opened.by.into_iter().collect(),
                to: opened.to.into_iter().collect(),
                act: opened.act,
                content: opened.content,
                condition: opened.condition,
                deadline: opened.deadline,
                horizon: opened.horizon,
                words: event.sentence_text.clone(),
                opened: day,
                status: Status::Open,
                reports: vec![proof],
                history,
            },
            stems: opened.stems,
            made: opened.made,
            persons: opened.persons,
            visitor: opened.visitor,
            last: day,
            deadline_known: day,
        }
    }

    fn add(&mut self, change: Change) {
        self.pledge.status = change.status;
        self.pledge.history.push(change);
    }
}

/// The day on which an event is first reported, else on which it happened.
fn reported(event: &Event) -> Option<Date> {
    event.first_reported.or(event.event_date_end)
}
