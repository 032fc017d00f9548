//! Clauses around a verb or a predicate adjective.

use super::phrase::Phrases;
use crate::plain::article;
use westphalia_coder::codebook::{Doer, FrameWord, Meaning, Slot};

/// The parts of a clause after its verb, each as it is said.
#[derive(Default)]
struct Rest {
    object: Option<String>,
    indirect: Option<String>,
    prepositions: Vec<String>,
    clause: Option<String>,
    /// Whether the other party is named.
    names_other: bool,
}

/// A sentence with the verb.
pub fn sentence(phrases: &Phrases<'_>, word: &FrameWord) -> Option<String> {
    let mut rest = rest(phrases, word);
    let subject = subject(phrases);
    let mut parts = Vec::new();
    let passive = rest.object.take_if(|_| phrases.round() % 5 == 4);
    let is_passive = passive.is_some();
    let mut is_dated = phrases.round().is_multiple_of(2) && rest.clause.is_none();
    match passive {
        Some(object) => {
            let be = if is_plural(&object) { "were" } else { "was" };
            parts.extend([object, be.to_owned(), phrases.words.participle(&word.head)]);
        }
        None => {
            let (verb, is_past) = verb(phrases, &subject, &word.head);
            is_dated &= is_past;
            parts.extend([subject.clone(), verb]);
        }
    }
    parts.extend(rest.indirect);
    // "carried out an attack", "called on Japan to": a particle stands close to its verb.
    parts.extend(word.beside.iter().cloned());
    parts.extend(rest.object);
    if is_passive {
        parts.push(format!("by {subject}"));
    }
    parts.extend(rest.prepositions);
    parts.extend(rest.clause);
    if is_dated {
        parts.push(["on Tuesday", "on Monday", "last week"][phrases.n % 3].to_owned());
    }
    Some(spoken(phrases, &parts.join(" ")))
}

/// A sentence with the adjective: "Japan is ready to ...".
pub fn adjective(phrases: &Phrases<'_>, word: &FrameWord) -> Option<String> {
    let rest = rest(phrases, word);
    let subject = if phrases.frame.actor.contains(&Slot::Speaker) {
        format!("{}'s drills", phrases.other().name)
    } else {
        subject(phrases)
    };
    let copula = match (is_plural(&subject) || subject.ends_with("drills"), phrases.round() % 3) {
        (true, _) => "are",
        (_, 0) => "is",
        (_, 1) => "was",
        _ => "remains",
    };
    let mut parts = vec![subject, copula.to_owned()];
    parts.extend(word.beside.iter().cloned());
    parts.push(word.head.clone());
    parts.extend(rest.prepositions);
    parts.extend(rest.clause);
    Some(spoken(phrases, &parts.join(" ")))
}

/// The clause as a sentence; where the frame asks who speaks, somebody does.
pub fn spoken(phrases: &Phrases<'_>, clause: &str) -> String {
    if phrases.frame.actor.contains(&Slot::Speaker) {
        return format!("\"{clause},\" the {} foreign minister said.", phrases.doer().adjective);
    }
    format!("{clause}.")
}

/// The subject: who acts, or what the frame asks for.
fn subject(phrases: &Phrases<'_>) -> String {
    if phrases.frame.recipient.first() == Some(&Slot::Subj) {
        return phrases.worded(&Slot::Subj, Some(phrases.other())).unwrap_or_else(|| phrases.other().name.to_owned());
    }
    let acts = phrases.frame.actor.contains(&Slot::Subj);
    let party = acts.then(|| phrases.doer());
    phrases.worded(&Slot::Subj, party).unwrap_or_else(|| phrases.doer_phrase())
}

fn is_plural(subject: &str) -> bool {
    let is_phrase = subject.starts_with("the ") || subject.contains(' ');
    is_phrase && subject.ends_with('s') && !subject.ends_with("ss")
}

/// The verb in one of its tenses, and whether a day of the past can stand beside it.
fn verb(phrases: &Phrases<'_>, subject: &str, lemma: &str) -> (String, bool) {
    let is_plural = is_plural(subject);
    match (phrases.round() + phrases.n) % 4 {
        1 => (format!("{} {}", if is_plural { "have" } else { "has" }, phrases.words.participle(lemma)), false),
        3 if !is_plural => (phrases.words.present(lemma), false),
        _ if lemma == "be" => (if is_plural { "were" } else { "was" }.to_owned(), true),
        _ => (phrases.words.past(lemma), true),
    }
}

/// Everything after the verb.
fn rest(phrases: &Phrases<'_>, word: &FrameWord) -> Rest {
    let mut rest = Rest::default();
    let frame = phrases.frame;
    let takes = |slot: &Slot| frame.recipient.contains(slot);
    let wants = |slot: &Slot| phrases.condition(slot).is_some() && !phrases.is_barred(slot);
    if let Some(object) = phrases.worded(&Slot::Obj, takes(&Slot::Obj).then(|| phrases.other())) {
        let (name, adjective) = (phrases.other().name, phrases.other().adjective);
        rest.names_other |= takes(&Slot::Obj) && (object.contains(adjective) || object.contains(name));
        rest.object = Some(object);
    } else if wants(&Slot::Obj) && takes(&Slot::Obj) && !holds_content(phrases) {
        rest.names_other = true;
        rest.object = Some(phrases.other().name.to_owned());
    }
    if wants(&Slot::Iobj) {
        rest.names_other |= takes(&Slot::Iobj);
        rest.indirect = Some(phrases.other().name.to_owned());
    }
    for slot in phrases.wanted_prepositions() {
        let phrase = preposition(phrases, slot, &mut rest.names_other);
        rest.prepositions.push(phrase);
    }
    if !phrases.keeps_to_itself() {
        name_other(phrases, &mut rest);
    }
    if rest.object.is_none() && wants(&Slot::Obj) {
        let of = if rest.names_other { phrases.third() } else { phrases.other() };
        rest.object = Some(match frame.meaning {
            Meaning::Operator(_) => phrases.content(of)[2].clone(),
            _ => ["the plan", "the building", "the statement"][phrases.round() % 3].to_owned(),
        });
    }
    // "Received aid from Kenya": who acts stands in a phrase.
    if let Some(Slot::Prep(name)) = frame.actor.first()
        && !frame.actor.contains(&Slot::Subj)
        && frame.recipient.contains(&Slot::Subj)
        && !rest.prepositions.iter().any(|phrase| phrase.starts_with(name.as_str()))
    {
        rest.prepositions.push(format!("{name} {}", phrases.doer().name));
    }
    clause(phrases, word, &mut rest);
    rest
}

/// Whether the object is what an operator acts on.
fn holds_content(phrases: &Phrases<'_>) -> bool {
    let frame = phrases.frame;
    matches!(frame.meaning, Meaning::Operator(_)) && frame.content.first() == Some(&Slot::Obj)
}

/// The phrase of a preposition that a condition wants.
fn preposition(phrases: &Phrases<'_>, slot: &Slot, names_other: &mut bool) -> String {
    let frame = phrases.frame;
    let party = if *names_other { phrases.third() } else { phrases.other() };
    let takes = frame.recipient.contains(slot);
    let filler = match phrases.worded(slot, takes.then_some(party)) {
        Some(filler) => filler,
        None if takes => party.name.to_owned(),
        None if frame.actor.contains(slot) => phrases.doer().name.to_owned(),
        None => open_phrase(phrases, slot),
    };
    *names_other |= takes;
    format!("{} {filler}", slot.name())
}

/// The noun in a phrase of which no word is asked.
fn open_phrase(phrases: &Phrases<'_>, slot: &Slot) -> String {
    match phrases.frame.meaning {
        Meaning::Operator(_) if phrases.frame.content.contains(slot) => {
            let of = if phrases.keeps_to_itself() { phrases.other() } else { phrases.third() };
            let [_, gerund, noun] = phrases.content(of);
            if phrases.round().is_multiple_of(2) { gerund } else { noun }
        }
        _ => phrases.third().name.to_owned(),
    }
}

/// Names the other party in the first slot that can hold it, if it is not named yet.
fn name_other(phrases: &Phrases<'_>, rest: &mut Rest) {
    let other = phrases.other();
    let content = holds_content(phrases);
    let is_open = |slot: &&Slot| {
        let taken = **slot == Slot::Subj || **slot == Slot::Obj && (content || rest.object.is_some());
        !taken && !phrases.is_barred(slot) && !phrases.is_worded(slot)
    };
    let slots: Vec<&Slot> = phrases.frame.recipient.iter().filter(is_open).collect();
    // Now and then the party is left out: some frames want it elsewhere.
    if rest.names_other || slots.is_empty() || phrases.round() % 8 >= 6 {
        return;
    }
    match slots[phrases.round() / 2 % slots.len()] {
        Slot::Obj => rest.object = Some(other.name.to_owned()),
        Slot::Iobj if rest.indirect.is_none() => rest.indirect = Some(other.name.to_owned()),
        Slot::Prep(name) => {
            let phrase = format!("{name} {}", other.name);
            // "of" belongs to the noun before it.
            let at = if name == "of" { 0 } else { rest.prepositions.len() };
            rest.prepositions.insert(at, phrase);
        }
        _ => return,
    }
    rest.names_other = true;
}

/// The clause that a condition wants, or that an operator acts on.
fn clause(phrases: &Phrases<'_>, word: &FrameWord, rest: &mut Rest) {
    let of = if rest.names_other { phrases.third() } else { phrases.other() };
    let [base, gerund, noun] = phrases.content(of);
    // In every other round the other form is tried.
    let to = if phrases.takes_gerund(word) == phrases.round().is_multiple_of(2) {
        gerund.clone()
    } else {
        format!("to {base}")
    };
    if let Some(asked) = phrases.bare_word(&Slot::Xcomp) {
        rest.clause = Some(complement(phrases, asked, &base, of.name, rest.names_other));
        return;
    }
    if let Some(verb) = phrases.bare_word(&Slot::Ccomp) {
        rest.clause = Some(format!("that it would {verb} {}", of.name));
        return;
    }
    if let Some(verb) = phrases.bare_word(&Slot::Advcl) {
        rest.clause = Some(format!("after the train {}", phrases.words.past(verb)));
        return;
    }
    let wants = |slot: &Slot| phrases.condition(slot).is_some() && !phrases.is_barred(slot);
    let doer = if is_asked(phrases) && rest.object.is_none() { phrases.other().name } else { "it would" };
    let that = format!("that {doer} {base}");
    if wants(&Slot::Xcomp) {
        rest.clause = Some(to);
        return;
    }
    if wants(&Slot::Ccomp) {
        rest.clause = Some(that);
        return;
    }
    let Meaning::Operator(_) = phrases.frame.meaning else { return };
    let has_content = phrases.frame.content.iter().any(|slot| match slot {
        Slot::Obj => rest.object.is_some() && (holds_content(phrases) || !phrases.frame.recipient.contains(&Slot::Obj)),
        Slot::Prep(_) => wants(slot),
        _ => false,
    });
    let open: Vec<&Slot> = phrases.frame.content.iter().filter(|slot| !phrases.is_barred(slot)).collect();
    if has_content || open.is_empty() {
        return;
    }
    match open[phrases.round() / 2 % open.len()] {
        Slot::Xcomp => rest.clause = Some(to),
        // "Urged Japan to": whoever is named is not named again.
        Slot::Ccomp if is_asked(phrases) && rest.names_other => rest.clause = Some(to),
        Slot::Ccomp => rest.clause = Some(that),
        Slot::Advcl => rest.clause = Some(gerund),
        Slot::Obj if rest.object.is_none() => rest.object = Some(noun),
        Slot::Prep(name) if matches!(name.as_str(), "to" | "on" | "over") => {
            rest.prepositions.push(format!("{name} {noun}"));
        }
        Slot::Prep(name) => rest.prepositions.push(format!("{name} {gerund}")),
        _ => {}
    }
}

/// The complement with a word that the frame asks for: "to visit Peru", "a terrorist".
fn complement(phrases: &Phrases<'_>, word: &str, base: &str, of: &str, names_other: bool) -> String {
    let turn = phrases.round() / 2 % 3;
    if !phrases.is_verb(word) {
        return if turn == 0 && !phrases.is_adjective(word) { article(word) } else { word.to_owned() };
    }
    match turn {
        _ if base.starts_with(word) => format!("to {base}"),
        0 if names_other => format!("to {word}"),
        1 => format!("to {word} with {of}"),
        _ => format!("to {word} {of}"),
    }
}

/// Whether somebody else does the content.
fn is_asked(phrases: &Phrases<'_>) -> bool {
    let Meaning::Operator(operator) = phrases.frame.meaning else { return false };
    phrases.book.operators.get(operator).is_some_and(|operator| operator.doer == Doer::Addressee)
}
