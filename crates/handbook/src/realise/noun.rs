//! Sentences that tell what a noun means: as a cause, as a happening, under a light verb.

use super::phrase::Phrases;
use super::verb::spoken;
use crate::plain;
use westphalia_coder::codebook::{FrameWord, Meaning, Pos, Slot};
use westphalia_model::EventType;

/// Ways to tell a noun.
#[derive(Clone, Copy)]
enum Way {
    Fled,
    Began,
    Light,
    Rose,
    Continued,
    Many,
    Came,
}

/// A sentence with the noun.
pub fn sentence(phrases: &Phrases<'_>, word: &FrameWord) -> Option<String> {
    let noun = plain::word(Pos::Noun, word);
    if phrases.frame.actor.contains(&Slot::Speaker) {
        let are = format!("{}'s drills are {}", phrases.other().name, plain::article(&noun));
        return Some(spoken(phrases, &are));
    }
    let (doer, with_doer, tail) = (phrases.doer_phrase(), named(phrases, &noun), tail(phrases));
    let light = ["launched", "held", "made", "issued", "began", "announced"][phrases.n % 6];
    let (a, day) = (plain::article(&noun), ["on Tuesday", "on Monday"][phrases.n % 2]);
    Some(match way(phrases) {
        Way::Fled => format!("hundreds of people fled after {with_doer}{tail}."),
        Way::Began => format!("{with_doer}{tail} began {day}."),
        Way::Light => format!("{doer} {light} {a}{tail} {day}."),
        Way::Rose => format!("prices rose after {with_doer}{tail}."),
        Way::Continued => format!("{with_doer}{tail} continued {day}."),
        Way::Many => format!("{doer} {light} {}{tail}.", phrases.words.plural(&noun)),
        Way::Came => format!("{with_doer}{tail} came {day}."),
    })
}

/// The way of this round; what suits the event type comes first.
fn way(phrases: &Phrases<'_>) -> Way {
    let first = match phrases.event_type() {
        Some(EventType::Assault) => Way::Fled,
        Some(EventType::Sanction | EventType::Coerce | EventType::Mobilize) => Way::Rose,
        Some(EventType::Cooperate | EventType::Aid | EventType::Consult | EventType::Protest) => Way::Began,
        _ => Way::Came,
    };
    let all = [first, Way::Rose, Way::Light, Way::Began, Way::Continued, Way::Many, Way::Came, Way::Fled];
    all[phrases.round() % all.len()]
}

/// The noun with who acts: "Kenya's attack", "the Kenyan attack", "the talks between Kenya and Peru".
fn named(phrases: &Phrases<'_>, noun: &str) -> String {
    let doer = phrases.doer();
    if let Some(word) = phrases.bare_word(&Slot::Mod) {
        return format!("{}'s {word} {noun}", doer.name);
    }
    if let Some(name) = phrases.name_before() {
        return format!("the {name} {noun}");
    }
    let slots: Vec<&Slot> = phrases.frame.actor.iter().filter(|slot| !phrases.is_barred(slot)).collect();
    let wanted = slots.iter().find(|slot| phrases.condition(slot).is_some());
    let Some(slot) = wanted.or_else(|| slots.get(phrases.n % slots.len().max(1))) else { return format!("the {noun}") };
    let is_protest = phrases.event_type() == Some(EventType::Protest);
    match slot {
        Slot::Mod => format!("the {} {noun}", doer.adjective),
        // Phrases that conditions want stand in the tail.
        Slot::Prep(_) if phrases.condition(slot).is_some() => format!("the {noun}"),
        Slot::Prep(name) if matches!(name.as_str(), "between" | "among") => {
            format!("the {noun} {name} {} and {}", doer.name, phrases.other().name)
        }
        Slot::Prep(name) => format!("the {noun} {name} {}", phrases.doer_phrase()),
        _ if is_protest => format!("the {noun} by {}", phrases.doer_phrase()),
        _ => format!("{}'s {noun}", doer.name),
    }
}

/// Phrases after the noun: those that conditions want, the other party, what an operator acts on.
fn tail(phrases: &Phrases<'_>) -> String {
    let frame = phrases.frame;
    let mut tail = String::new();
    let mut names_other = false;
    for slot in phrases.wanted_prepositions() {
        let acts = frame.actor.contains(slot);
        let party = if acts { phrases.doer() } else { phrases.other() };
        let mut filler = phrases.worded(slot, Some(party)).unwrap_or_else(|| party.name.to_owned());
        if slot.name() == "between" {
            filler = format!("{} and {}", phrases.doer().name, phrases.other().name);
        }
        names_other |= !acts || slot.name() == "between";
        tail.push_str(&format!(" {} {filler}", slot.name()));
    }
    if !names_other && frame.meaning != Meaning::Nothing {
        tail.push_str(&other(phrases));
    }
    if let Meaning::Operator(_) = frame.meaning {
        let [base, gerund, noun] = phrases.content(phrases.third());
        match frame.content.get(phrases.round() % frame.content.len().max(1)) {
            Some(Slot::Xcomp) => tail.push_str(&format!(" to {base}")),
            Some(Slot::Ccomp) => tail.push_str(&format!(" that it would {base}")),
            Some(slot @ Slot::Prep(name)) if phrases.condition(slot).is_none() => {
                tail.push_str(&format!(" {name} {}", if name == "of" { gerund } else { noun }));
            }
            _ => {}
        }
    } else if phrases.condition(&Slot::Ccomp).is_some() && !phrases.is_barred(&Slot::Ccomp) {
        tail.push_str(&format!(" that it would {}", phrases.content(phrases.third())[0]));
    } else if phrases.condition(&Slot::Xcomp).is_some() && !phrases.is_barred(&Slot::Xcomp) {
        tail.push_str(&format!(" to {}", phrases.content(phrases.third())[0]));
    }
    tail
}

/// The phrase that names the other party, where the noun has one.
fn other(phrases: &Phrases<'_>) -> String {
    let is_between = phrases.frame.actor.iter().any(|slot| slot.name() == "between");
    let is_open = |slot: &&Slot| {
        let repeats = is_between && matches!(slot.name(), "between" | "among");
        matches!(slot, Slot::Prep(_)) && !repeats && !phrases.is_barred(slot) && !phrases.is_worded(slot)
    };
    let open: Vec<&Slot> = phrases.frame.recipient.iter().filter(is_open).collect();
    // Among parties that stand between each other there is no further one.
    let slots: Vec<&Slot> = phrases.frame.actor.iter().filter(|slot| !phrases.is_barred(slot)).collect();
    let joined = slots.get(phrases.n % slots.len().max(1)).is_some_and(|s| matches!(s.name(), "between" | "among"));
    if open.is_empty() || joined || phrases.round() > 7 {
        return String::new();
    }
    format!(" {} {}", open[phrases.n / 2 % open.len()].name(), phrases.other().name)
}
