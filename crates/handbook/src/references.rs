//! Names that lead nowhere, and things to which nothing leads.

use crate::finding::{Finding, Kind};
use rustc_hash::{FxHashMap, FxHashSet};
use westphalia_coder::codebook::{Check, Codebook, Condition, Frame, Meaning, Slot, Test, VIOLENT, Yield};

/// Checks what each row names.
pub fn check(book: &Codebook, findings: &mut Vec<Finding>) {
    names(book, findings);
    acts(book, findings);
    for frame in &book.frames {
        slots(frame, findings);
        if frame.words.is_empty() {
            let message = "expected words, found a frame without any".to_owned();
            findings.push(Finding::new(Kind::NoWords, &frame.origin, &frame.name, message));
        }
        if let Some((filled, empty)) = contradiction(frame) {
            let message = format!("expected conditions that can hold together, found that {filled} and that {empty}");
            findings.push(Finding::new(Kind::Impossible, &frame.origin, &frame.name, message));
        }
    }
    unused(book, findings);
}

/// Acts and operators that have the name of an earlier one.
fn names(book: &Codebook, findings: &mut Vec<Finding>) {
    let acts = book.acts.iter().map(|act| ("act", &act.name, &act.origin));
    let operators = book.operators.iter().map(|operator| ("operator", &operator.name, &operator.origin));
    let mut seen: FxHashMap<(&str, &str), &str> = FxHashMap::default();
    for (what, name, origin) in acts.chain(operators) {
        if let Some(first) = seen.insert((what, name), origin) {
            let message = format!("expected an {what} that no other row has, found `{name}` at {first} too");
            findings.push(Finding::new(Kind::RepeatedName, origin, name, message));
        }
    }
}

/// Codes and contexts of acts.
fn acts(book: &Codebook, findings: &mut Vec<Finding>) {
    let contexts: FxHashSet<&str> = book.contexts.values().flatten().map(String::as_str).collect();
    for act in &book.acts {
        let mut missing = |table: &str, value: &str| {
            let message = format!("expected a row of {table}, found `{value}`");
            findings.push(Finding::new(Kind::MissingRow, &act.origin, &act.name, message));
        };
        if !book.cameo.contains_key(&act.cameo) {
            missing("cameo.tsv", &act.cameo);
        }
        for context in act.contexts.iter().filter(|context| !contexts.contains(context.as_str())) {
            missing("contexts.tsv", context);
        }
        if !book.has_intensity(act.event_type, &act.mode) {
            missing("types.tsv", &format!("{} {}", act.event_type, act.mode));
        }
    }
}

/// Slots that are written as no slot is.
fn slots(frame: &Frame, findings: &mut Vec<Finding>) {
    let asked = frame.when.iter().flat_map(|condition| &condition.slots);
    for slot in asked.chain(&frame.actor).chain(&frame.recipient).chain(&frame.content) {
        if let Slot::Prep(name) = slot
            && (name.is_empty() || !name.chars().all(|c| c.is_alphabetic() || c == '-'))
        {
            let message = format!("expected a slot or a preposition, found `{name}`");
            let hint = if name.ends_with('!') { "an empty slot is written with the mark before it: !subj" } else { "" };
            findings.push(Finding::new(Kind::UnknownSlot, &frame.origin, &frame.name, message).with_hint(hint));
        }
    }
}

/// Two conditions of a frame of which one wants a slot filled and the other wants it empty.
fn contradiction(frame: &Frame) -> Option<(String, String)> {
    let is_empty = |condition: &&Condition| condition.test == Test::Empty;
    frame.when.iter().filter(is_empty).find_map(|empty| {
        let within = |filled: &&Condition| filled.slots.iter().all(|slot| empty.slots.contains(slot));
        let filled = frame.when.iter().filter(|condition| !is_empty(condition)).find(within)?;
        let names = |condition: &Condition| condition.slots.iter().map(Slot::name).collect::<Vec<_>>().join("|");
        Some((format!("`{}` is filled", names(filled)), format!("`{}` is empty", names(empty))))
    })
}

/// Acts, operators and sets to which no frame leads.
fn unused(book: &Codebook, findings: &mut Vec<Finding>) {
    let (mut acts, mut operators, mut sets) = (FxHashSet::default(), FxHashSet::default(), FxHashSet::default());
    for frame in &book.frames {
        match frame.meaning {
            Meaning::Act(act) => _ = acts.insert(act),
            Meaning::Operator(operator) => _ = operators.insert(operator),
            Meaning::Nothing => {}
        }
        for condition in &frame.when {
            if let Test::Is(checks) | Test::IsNot(checks) = &condition.test {
                sets.extend(
                    checks.iter().filter_map(|check| if let Check::InSet(set) = check { Some(*set) } else { None }),
                );
            }
        }
    }
    for outcome in book.operators.iter().flat_map(|operator| &operator.outcomes) {
        if let Yield::Act(act) = outcome.result {
            acts.insert(act);
        }
    }
    let mut find = |origin: &str, name: &str, what: &str| {
        let message = format!("expected a frame that leads to the {what}, found none");
        findings.push(Finding::new(Kind::Unused, origin, name, message));
    };
    for (_, act) in book.acts.iter().enumerate().filter(|(at, _)| !acts.contains(at)) {
        find(&act.origin, &act.name, "act");
    }
    for (_, operator) in book.operators.iter().enumerate().filter(|(at, _)| !operators.contains(at)) {
        find(&operator.origin, &operator.name, "operator");
    }
    for (_, set) in book.sets.iter().enumerate().filter(|(at, _)| !sets.contains(at)) {
        if VIOLENT.contains(&set.name.as_str()) {
            continue;
        }
        find(&set.origin, &format!("@{}", set.name), "set");
    }
}
