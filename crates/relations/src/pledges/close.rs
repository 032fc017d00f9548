//! How well a deed fits a pledge.

use super::fold::Entry;
use super::open::{IN_FORCE, names, persons, states};
use super::rules::{Doer, RULES, Rule, Sentence};
use super::words::{Corpus, stems};
use super::{Status, Thresholds, words};
use jiff::ToSpan;
use std::collections::BTreeSet;
use westphalia_model::{Actor, Date, Event, EventType, Quantity};

/// An event as a deed.
pub struct Deed<'a> {
    /// The event.
    pub event: &'a Event,
    /// The day of its first report.
    pub day: Date,
    told: Sentence,
    doers: BTreeSet<String>,
    targets: BTreeSet<String>,
    stems: BTreeSet<String>,
    rules: Vec<&'static Rule>,
}

/// What a deed makes of a pledge.
pub struct Verdict {
    /// What the pledge is then.
    pub status: Status,
    /// How well it fits, 0 to 1.
    pub score: f64,
    /// The rule that says so.
    pub rule: &'static str,
}

/// Words of a beginning, or of a part.
const PARTS: [&str; 16] = [
    "first_shipment",
    "first_batch",
    "first_part",
    "first_tranche",
    "first_instalment",
    "first_consignment",
    "first_stage",
    "first_phase",
    "began_to",
    "began_deliver",
    "began_ship",
    "began_withdr",
    "began_pull",
    "partial",
    "half",
    "some_of",
];

impl<'a> Deed<'a> {
    /// The event as a deed. Its words are those of the sentence without the names of the parties.
    #[must_use]
    pub fn of(event: &'a Event, day: Date) -> Self {
        let mut doers: BTreeSet<String> =
            event.actors.iter().map(Actor::side).filter(|side| !side.is_empty()).map(str::to_owned).collect();
        let mut targets = states(&event.recipients);
        if event.symmetric {
            doers.extend(targets.iter().cloned());
            targets.clone_from(&doers);
        }
        let told = Sentence::of(&event.sentence_text);
        Self {
            event,
            day,
            rules: RULES.iter().filter(|rule| rule.takes(event, &told)).collect(),
            told,
            doers,
            targets,
            stems: &stems(&event.sentence_text) - &names(event),
        }
    }

    /// The stems that the corpus counts.
    #[must_use]
    pub fn stems(&self) -> &BTreeSet<String> {
        &self.stems
    }

    /// Whether there is a rule by which it could close anything.
    #[must_use]
    pub fn can_close(&self) -> bool {
        !self.rules.is_empty()
    }

    /// Who acts.
    #[must_use]
    pub fn doers(&self) -> &BTreeSet<String> {
        &self.doers
    }

    /// The best rule by which it closes a pledge, if one reaches the threshold.
    #[must_use]
    pub fn verdict(&self, entry: &Entry, corpus: &Corpus, thresholds: &Thresholds) -> Option<Verdict> {
        let pledge = &entry.pledge;
        let kept = matches!(pledge.status, Status::Kept);
        if !(pledge.status.is_pending() || kept) || self.is_before(entry) {
            return None;
        }
        let mut overlap = None;
        let mut best: Option<Verdict> = None;
        for rule in self.rules.iter().filter(|rule| !kept || rule.after_kept) {
            if !rule.closes(&pledge.content.kinds, pledge.is_threat()) {
                continue;
            }
            let (parties, time) = (self.parties(rule, entry), self.time(entry, thresholds));
            // Most pledges are of others, or too old, and words are slow to compare.
            if rule.fit * parties * time * self.trust(entry) < thresholds.close {
                continue;
            }
            let overlap = *overlap.get_or_insert_with(|| corpus.overlap(&entry.stems, &self.stems));
            // What shares no word with a pledge is hardly its fulfilment unless it follows soon.
            let alone = rule.alone * 0.5_f64.powf(self.age(entry) / thresholds.alone_half_life);
            let words = alone + (1.0 - alone) * overlap;
            let score = rule.fit * words * parties * time * self.trust(entry);
            if score >= thresholds.close && best.as_ref().is_none_or(|b| score > b.score) {
                best = Some(Verdict { status: self.status(rule, entry, thresholds), score, rule: rule.name });
            }
        }
        best.filter(|verdict| verdict.status != pledge.status && !(kept && verdict.status == Status::PartlyKept))
    }

    /// Whether it was done before the pledge was made, or is told with it.
    fn is_before(&self, entry: &Entry) -> bool {
        // "In June" is as likely before as after the middle of June.
        let done = match (self.event.event_date_start, self.event.event_date_end) {
            (Some(start), Some(end)) => start.saturating_add(((end - start).get_days() / 2).days()),
            _ => self.day,
        };
        self.day <= entry.pledge.opened || done <= entry.made.0
    }

    /// How well doers and targets fit, 0 to 1.
    fn parties(&self, rule: &Rule, entry: &Entry) -> f64 {
        let pledge = &entry.pledge;
        let meets = |codes: &[String], others: &BTreeSet<String>| codes.iter().any(|code| others.contains(code));
        let is_meeting = self.event.event_type == Some(EventType::Consult);
        let done_by = meets(&pledge.by, &self.doers)
            || ((rule.doer == Doer::Either || is_meeting) && meets(&pledge.to, &self.doers));
        if !done_by {
            return 0.0;
        }
        let sides: BTreeSet<String> = self.doers.union(&self.targets).cloned().collect();
        let is_mutual = pledge.by == pledge.to;
        let joined = if is_mutual {
            pledge.by.iter().all(|code| sides.contains(code))
        } else {
            meets(&pledge.by, &sides) && meets(&pledge.to, &sides)
        };
        let reached = match sides.len() {
            _ if !pledge.to.is_empty() && joined => 1.0,
            _ if pledge.to.is_empty() => 0.85,
            // Nobody else is named.
            1 if !is_meeting => 0.85,
            // What one of them does with others is no deed of the two.
            _ if is_meeting => 0.0,
            _ => 0.3,
        };
        reached * self.visit(entry)
    }

    /// How well a meeting is the one that was pledged: by who travels, and which persons.
    fn visit(&self, entry: &Entry) -> f64 {
        let is_meeting = self.event.event_type == Some(EventType::Consult);
        if !is_meeting && !entry.pledge.content.kinds.contains(&"meet") {
            return 1.0;
        }
        let Some(visitor) = &entry.visitor else { return 1.0 };
        let way = match self.event.mode.as_str() {
            "visit" if !self.doers.contains(visitor) => 0.4,
            "phone" => 0.5,
            _ if self.event.place_country == *visitor => 0.4,
            "visit" => 1.0,
            _ => 0.85,
        };
        let came = persons(self.event.actors.iter().chain(&self.event.recipients), Some(visitor));
        let persons = match (entry.persons.is_empty(), came.is_empty()) {
            (true, _) => 0.9,
            (false, true) => 0.7,
            (false, false) if entry.persons.is_disjoint(&came) => 0.6,
            (false, false) => 1.25,
        };
        way * persons
    }

    /// How well the time fits: in full up to the deadline, somewhat less after it; without a deadline less and less with the
    /// years.
    fn time(&self, entry: &Entry, thresholds: &Thresholds) -> f64 {
        match entry.pledge.deadline {
            Some(_) if self.is_late(entry, thresholds) => 0.95,
            Some(_) => 1.0,
            None => 0.5_f64.powf((self.age(entry) / thresholds.half_life).powi(2)),
        }
    }

    /// Days since the pledge was made.
    fn age(&self, entry: &Entry) -> f64 {
        let done = self.event.event_date_start.unwrap_or(self.day);
        f64::from((done - entry.made.1).get_days().max(0))
    }

    /// Whether it was done after the deadline and some days of grace.
    fn is_late(&self, entry: &Entry, thresholds: &Thresholds) -> bool {
        let done = self.event.event_date_start.unwrap_or(self.day);
        entry.pledge.deadline.is_some_and(|deadline| i64::from((done - deadline).get_days()) > thresholds.grace)
    }

    /// How far it is to be believed: what one of the two claims of itself, or of the other, less than what is told as fact.
    fn trust(&self, entry: &Entry) -> f64 {
        let claims = |actor: &Actor| {
            let side = actor.side();
            entry.pledge.by.iter().chain(&entry.pledge.to).any(|code| code == side)
        };
        match &self.event.attributed_to {
            Some(actor) if claims(actor) => 0.9,
            Some(_) => 0.85,
            None => 1.0,
        }
    }

    /// The status of the rule, or less where a part is told, or it comes too late.
    fn status(&self, rule: &Rule, entry: &Entry, thresholds: &Thresholds) -> Status {
        let less = entry.pledge.content.quantities.iter().any(|pledged| {
            self.event.quantities.iter().any(|done| is_same(pledged, done) && done.value < 0.95 * pledged.value)
        });
        let part = PARTS.iter().any(|words| self.told.has(words)) && !IN_FORCE.iter().any(|words| self.told.has(words));
        if rule.status == Status::Kept && !entry.pledge.is_threat() && (less || part || self.is_late(entry, thresholds))
        {
            Status::PartlyKept
        } else {
            rule.status
        }
    }
}

/// Whether two amounts are of the same thing.
pub fn is_same(one: &Quantity, other: &Quantity) -> bool {
    one.kind == other.kind
        && (one.unit == other.unit || words::stems(&one.unit).intersection(&words::stems(&other.unit)).next().is_some())
}
