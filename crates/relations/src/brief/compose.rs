//! What the page says: level and change, what is new, pledges, claims, sanctions, and who else moved.

use super::{Brief, Footnote, Section, Statement};
use crate::alignment::Move;
use crate::claims::{Checked, Verdict};
use crate::ladder::{Ladder, Taken};
use crate::pledges::{Pledge, Status};
use crate::proof::{Proof, day_of};
use crate::sanctions::Touch;
use crate::series::{Change, Relation, Turn};
use jiff::ToSpan;
use std::collections::BTreeMap;
use westphalia_model::{Date, Dyad, Event, EventType, Modality, Told};

/// Days that are new.
const NEW: i32 = 90;

/// Events, pledges and claims that are told, at most.
const MOST: usize = 10;

/// What the views say of a dyad as of a day.
#[derive(Clone, Debug)]
pub struct Material<'a> {
    /// The two.
    pub dyad: &'a Dyad,
    /// Their names, in the order in which they were asked for.
    pub names: [String; 2],
    /// The day.
    pub as_of: Date,
    /// The events of the two until then.
    pub events: &'a [Event],
    /// The course of the relation.
    pub relation: &'a Relation,
    /// The formal level.
    pub ladder: &'a Ladder,
    /// The ledger of pledges.
    pub pledges: &'a [Pledge],
    /// Claims on the two that were made lately, checked.
    pub claims: &'a [Checked],
    /// Sanctions that acts and pledges of the two touch.
    pub touches: &'a [Touch],
    /// How the two moved among other states in the last year.
    pub moves: &'a [Move],
}

/// The page.
#[must_use]
pub fn compose(material: &Material) -> Brief {
    let by_id: BTreeMap<&str, &Event> = material.events.iter().map(|event| (event.event_id.as_str(), event)).collect();
    let section = |heading: &str, statements: Vec<Option<Statement>>| Section {
        heading: heading.to_owned(),
        statements: statements.into_iter().flatten().collect(),
    };
    let sections = vec![
        section("Where they stand", stand(material)),
        section("Turning points", turns(material, &by_id)),
        section("What is new", news(material)),
        section("Pledges not yet kept", pledges(material, Status::is_pending)),
        section("Pledges decided lately", decided(material)),
        section("Claims checked", claims(material)),
        section("UN sanctions touched", touches(material)),
        section("Who else moved", moves(material)),
    ];
    Brief {
        dyad: material.dyad.clone(),
        names: material.names.clone(),
        as_of: material.as_of,
        sections: sections.into_iter().filter(|section| !section.statements.is_empty()).collect(),
    }
}

/// The formal level and the tone.
fn stand(material: &Material) -> Vec<Option<Statement>> {
    let mut said = Vec::new();
    if let (Some(rung), Some(last)) = (material.ladder.rung, material.ladder.steps.last()) {
        let text = format!("Formal level: {}, since {}.", rung.gloss(), last.date);
        said.push(Statement::new(text, of_step(last)));
    }
    let Some(series) = material.relation.series.first() else { return said };
    let now = series.periods.last();
    if let Some(now) = now {
        let proofs: usize = series.periods.iter().rev().take(12).map(|period| period.n_events).sum();
        let scale = material.relation.scale.name();
        let text = format!(
            "The level of the relation is {:+.1} on the {scale} scale, from -10 to 10, and with 95% probability between {:+.1} and \
             {:+.1}.",
            now.level.mean, now.level.low, now.level.high
        );
        let how = "mean score of the events, smoothed over the months (a local level model: Harvey 1989)".to_owned();
        let note = Footnote::Computed { how, n_events: series.n_events };
        said.push(Statement::new(text, (series.n_events > 0).then_some(note).into_iter().collect()));
        let year_ago = series.periods.len().checked_sub(13).and_then(|at| series.periods.get(at));
        if let Some(before) = year_ago.filter(|_| proofs > 0) {
            let change = now.level.mean - before.level.mean;
            let clear = now.level.low > before.level.high || now.level.high < before.level.low;
            let sure = if clear { "more than chance explains" } else { "within what chance explains" };
            let text = format!("A year earlier it was {:+.1}: a change of {change:+.1}, {sure}.", before.level.mean);
            let how = "the same, and the intervals of the two periods compared".to_owned();
            said.push(Statement::new(text, vec![Footnote::Computed { how, n_events: series.n_events }]));
        }
    }
    said
}

fn of_step(step: &Taken) -> Vec<Footnote> {
    let mut notes: Vec<Footnote> = step.proofs.iter().take(3).cloned().map(Footnote::Event).collect();
    if !step.what.is_empty() {
        notes.push(Footnote::Fact { what: step.what.clone(), source: step.source.clone() });
    }
    notes
}

/// The turning points of the last ten years.
fn turns(material: &Material, by_id: &BTreeMap<&str, &Event>) -> Vec<Option<Statement>> {
    let since = material.as_of.saturating_sub(10.years());
    let changes: Vec<&Change> = material.relation.series.iter().flat_map(|series| &series.changes).collect();
    let late = changes.into_iter().filter(|change| change.date >= since && change.date <= material.as_of);
    late.map(|change| {
        let way = if change.direction == Turn::Up { "better" } else { "worse" };
        let text = format!(
            "{}: a turn to the {way}, from {:+.1} to {:+.1} (probability {:.2}).",
            change.date, change.before.mean, change.after.mean, change.probability
        );
        let events = change.event_ids.iter().filter_map(|id| by_id.get(id.as_str()));
        Statement::new(text, events.take(3).map(|event| Footnote::Event(Proof::of(event))).collect())
    })
    .collect()
}

/// The weightiest events of the last days, by day.
fn news(material: &Material) -> Vec<Option<Statement>> {
    let since = material.as_of.saturating_sub(NEW.days());
    let is_new = |event: &&Event| {
        let link = material.dyad.link(event);
        day_of(event).is_some_and(|day| since <= day && day <= material.as_of)
            && event.modality == Modality::Actual
            && link.is_some_and(|link| link.told == Told::Act)
    };
    let mut found: Vec<&Event> = material.events.iter().filter(is_new).collect();
    // A meeting scores little, and is what a reader asks for first.
    let is_meeting = |event: &Event| event.event_type == Some(EventType::Consult);
    let weight = |event: &Event| {
        let score = event.plover_score.abs() + if is_meeting(event) { 5.0 } else { 0.0 };
        (event.n_texts, (score * 10.0) as i64)
    };
    found.sort_by_key(|event| (std::cmp::Reverse(weight(event)), day_of(event), event.event_id.clone()));
    let mut seen: Vec<&str> = Vec::new();
    found.retain(|event| {
        let fresh = !seen.contains(&event.sentence_text.as_str());
        seen.push(&event.sentence_text);
        fresh
    });
    found.truncate(MOST);
    found.sort_by_key(|event| (day_of(event), event.event_id.clone()));
    found
        .into_iter()
        .map(|event| {
            let day = day_of(event).map_or_else(String::new, |day| day.to_string());
            let told = if event.sentence_text.is_empty() { codes(event) } else { event.sentence_text.clone() };
            Statement::new(format!("{day}: {told}"), vec![Footnote::Event(Proof::of(event))])
        })
        .collect()
}

/// An event without words: `RUS → PRK, AID`.
fn codes(event: &Event) -> String {
    let arrow = if event.symmetric { "and" } else { "→" };
    let what = event.event_type.map_or("an event", |t| t.as_str());
    format!("{} {arrow} {}, {what}", event.actor_codes.join(", "), event.recipient_codes.join(", "))
}

/// Pledges of some statuses, the latest first.
fn pledges(material: &Material, wanted: impl Fn(Status) -> bool) -> Vec<Option<Statement>> {
    let mut found: Vec<&Pledge> = material.pledges.iter().filter(|pledge| wanted(pledge.status)).collect();
    found.sort_by_key(|pledge| (std::cmp::Reverse(pledge.opened), pledge.id.clone()));
    found.into_iter().take(MOST).map(of_pledge).collect()
}

/// Pledges that were decided in the last year.
fn decided(material: &Material) -> Vec<Option<Statement>> {
    let since = material.as_of.saturating_sub(1.year());
    let late = |pledge: &&Pledge| {
        !pledge.status.is_pending() && pledge.history.last().is_some_and(|change| change.day >= since)
    };
    let mut found: Vec<&Pledge> = material.pledges.iter().filter(late).collect();
    found.sort_by_key(|pledge| (std::cmp::Reverse(pledge.history.last().map(|c| c.day)), pledge.id.clone()));
    found.into_iter().take(MOST).map(of_pledge).collect()
}

fn of_pledge(pledge: &Pledge) -> Option<Statement> {
    let to = if pledge.to == pledge.by || pledge.to.is_empty() {
        String::new()
    } else {
        format!(" to {}", pledge.to.join(" and "))
    };
    let deadline = pledge.deadline.map_or_else(String::new, |day| format!(", due {day}"));
    let text = format!(
        "{}{to}, {} ({}{deadline}): {} \u{2014} {}.",
        pledge.by.join(" and "),
        pledge.opened,
        pledge.act.as_str(),
        pledge.content.text.trim_end_matches('.'),
        pledge.status.as_str()
    );
    let first = pledge.reports.first().cloned();
    let last = pledge.history.last().and_then(|change| change.evidence.clone());
    let mut notes: Vec<Footnote> = first.into_iter().chain(last).map(Footnote::Event).collect();
    notes.dedup();
    Statement::new(text, notes)
}

/// What was claimed of the history, and what the record says of it; the decided first.
fn claims(material: &Material) -> Vec<Option<Statement>> {
    let mut found: Vec<&Checked> = material.claims.iter().collect();
    found.sort_by_key(|checked| (checked.verdict == Verdict::CannotTell, std::cmp::Reverse(checked.claim.said_on)));
    found
        .into_iter()
        .take(MOST)
        .map(|checked| {
            let day = checked.claim.said_on.map_or_else(String::new, |day| format!(", said {day}"));
            let text =
                format!("\u{201c}{}\u{201d}{day}: {}. {}", checked.claim.words, checked.verdict.as_str(), checked.why);
            let visits = checked.visits.iter().take(2).map(|visit| Footnote::Fact {
                what: format!("{} in {}, {}", visit.person, visit.to, visit.start),
                source: visit.source.clone(),
            });
            let mut notes: Vec<Footnote> = checked.proof.iter().take(3).cloned().map(Footnote::Event).collect();
            notes.extend(visits);
            let how = checked.coverage.sentence().trim_end_matches('.').to_owned();
            notes.push(Footnote::Coverage { how });
            Statement::new(text, notes)
        })
        .collect()
}

/// What passed between the two that touches a measure, the latest first.
fn touches(material: &Material) -> Vec<Option<Statement>> {
    let mut found: Vec<&Touch> = material.touches.iter().collect();
    found.sort_by_key(|touch| std::cmp::Reverse(touch.proof.date));
    found
        .into_iter()
        .take(MOST)
        .map(|touch| {
            let day = touch.proof.date.map_or_else(String::new, |day| day.to_string());
            let alleged = if touch.alleged { ", as alleged" } else { "" };
            let text = format!(
                "{day}: what goes from {} to {}{alleged} ({}) touches {}.",
                touch.giver,
                touch.taker,
                touch.words.join(", "),
                touch.place()
            );
            let measure = Footnote::Fact { what: touch.measure.summary.clone(), source: touch.measure.source.clone() };
            Statement::new(text, vec![Footnote::Event(touch.proof.clone()), measure])
        })
        .collect()
}

/// Whom the two came nearer to and went away from, where it is more than chance.
fn moves(material: &Material) -> Vec<Option<Statement>> {
    let mut sure: Vec<&Move> = material.moves.iter().filter(|m| m.is_sure() && material.dyad.has(&m.state)).collect();
    sure.sort_by(|a, b| b.z.abs().total_cmp(&a.z.abs()));
    sure.into_iter()
        .take(MOST)
        .map(|m| {
            let way = if m.change > 0.0 { "nearer to" } else { "away from" };
            let text = format!(
                "{} moved {way} {} in the last year: net score of an event {:+.2} [{:+.2}, {:+.2}].",
                m.state, m.partner, m.change, m.low, m.high
            );
            let n_events = usize::try_from(m.before.n_events + m.after.n_events).unwrap_or(usize::MAX);
            let how = format!("dealings of {} with {} in the last year and the one before", m.state, m.partner);
            Statement::new(text, vec![Footnote::Computed { how, n_events }])
        })
        .collect()
}
