//! Names in the wrong place of the tree.

use super::Mend;
use crate::mention::{Mention, Mentions};
use crate::tree::Tree;
use westphalia_atlas::Entry;
use westphalia_text::{Deprel, Upos};

/// "Moscow rejected the offer": a name that hangs on a verb after it as if it were an adverb, where the verb has no subject.
pub fn stray_subject(tree: &Tree<'_>, first: usize, last: usize, mends: &mut Vec<Mend>) {
    let Some(head) = tree.head_of(first, last) else { return };
    let Some(verb) = tree.head(head).filter(|v| *v > last && tree.is_verb(*v)) else { return };
    let loose = matches!(
        tree.rel(head),
        Deprel::Advmod
            | Deprel::Dep
            | Deprel::Vocative
            | Deprel::OblUnmarked
            | Deprel::Obl
            | Deprel::Amod
            | Deprel::Compound
            | Deprel::Discourse
            | Deprel::Dislocated
    );
    let bare =
        tree.case(head).is_none() && tree.child(verb, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Csubj]).is_none();
    // "US pressuring Israel": a headline does without its auxiliary.
    let headline = tree.token(verb).xpos == "VBG" && tree.rel(verb) == Deprel::Root;
    let finite = matches!(tree.token(verb).xpos, "VBD" | "VBZ" | "VBP") || headline;
    if loose && bare && finite {
        mends.push(Mend { rel: Some(Deprel::Nsubj), upos: Some(Upos::Propn), ..Mend::at(head) });
    }
}

/// "The Secretary and Foreign Minister Lavrov": a name goes with the noun before it, never across an "and".
pub fn torn_name(tree: &Tree<'_>, name: usize, mends: &mut Vec<Mend>) {
    let Some(head) = tree.head(name).filter(|h| tree.rel(name) == Deprel::Flat && *h < name) else { return };
    let role = tree.children(head).find(|k| tree.rel(*k) == Deprel::Conj && (head..name).contains(k));
    if let Some(role) = role.filter(|r| tree.is_noun(*r)) {
        mends.push(Mend::under(name, role, Deprel::Flat));
    }
}

/// "Germany, Denmark agree on a project": two states side by side are joined, not one the other's description.
pub fn apposed_state(tree: &Tree<'_>, mentions: &Mentions, second: &Mention, mends: &mut Vec<Mend>) {
    let state = |m: &Mention| matches!(m.entry, Entry::State { .. } | Entry::Capital { .. } | Entry::Body { .. });
    let is_head = |m: &Mention, i: usize| m.first <= i && i <= m.last;
    let Some(node) = (second.first..=second.last).find(|i| tree.rel(*i) == Deprel::Appos) else { return };
    let Some(first) = tree.head(node).and_then(|h| mentions.name(h)) else { return };
    let apart = tree.head(node).is_some_and(|h| is_head(first, h)) && first.entry != second.entry;
    let bare = tree.case(node).is_none() && (first.last + 1..second.first).all(|i| tree.words[i] == ",");
    if state(first) && state(second) && apart && bare && first.last < second.first {
        mends.push(Mend { rel: Some(Deprel::Conj), ..Mend::at(node) });
    }
}

/// "Under Secretary Nuland will visit": the first word of the title was taken for a preposition.
pub fn under_secretary(tree: &Tree<'_>, secretary: usize, mends: &mut Vec<Mend>) {
    let title = secretary > 0 && tree.words[secretary] == "Secretary" && tree.words[secretary - 1] == "Under";
    let Some(verb) = tree.head(secretary).filter(|v| title && tree.is_verb(*v)) else { return };
    if tree.rel(secretary) == Deprel::Obl && tree.child(verb, &[Deprel::Nsubj]).is_none() {
        mends.push(Mend { rel: Some(Deprel::Nsubj), ..Mend::at(secretary) });
        mends.push(Mend { rel: Some(Deprel::Compound), upos: Some(Upos::Propn), ..Mend::at(secretary - 1) });
    }
}

/// "Greenland's prime minister says": an owner that was taken for the subject.
pub fn stray_owner(tree: &Tree<'_>, owner: usize, mends: &mut Vec<Mend>) {
    let owns = tree.children(owner).any(|k| matches!(tree.words[k], "'s" | "’s" | "'" | "’"));
    if !owns || tree.rel(owner) == Deprel::NmodPoss {
        return;
    }
    let Some(verb) = tree.head(owner).filter(|v| *v > owner) else { return };
    let thing =
        tree.children(verb).find(|k| *k > owner && *k < verb && tree.rel(*k) == Deprel::Nsubj && tree.is_noun(*k));
    if let Some(thing) = thing {
        mends.push(Mend::under(owner, thing, Deprel::NmodPoss));
    }
}

/// "In October Oslo expelled": the name of a state after a month begins the clause, and is no part of the date.
pub fn month_before_subject(tree: &Tree<'_>, first: usize, last: usize, mends: &mut Vec<Mend>) {
    let Some(month) = first.checked_sub(1).filter(|m| tree.is_date(*m)) else { return };
    let Some(head) = tree.head_of(first, last).filter(|h| tree.head(month) == Some(*h)) else { return };
    let Some(verb) = tree.head(head).filter(|v| *v > last && tree.is_verb(*v)) else { return };
    let finite = matches!(tree.token(verb).xpos, "VBD" | "VBZ" | "VBP");
    if finite && tree.child(verb, &[Deprel::Nsubj, Deprel::NsubjPass]).is_none() {
        mends.push(Mend { rel: Some(Deprel::Nsubj), ..Mend::at(head) });
        mends.push(Mend::under(month, verb, Deprel::Obl));
        for case in tree.children(head).filter(|k| *k < month && tree.rel(*k) == Deprel::Case) {
            mends.push(Mend::under(case, month, Deprel::Case));
        }
    }
}

/// "In January the foreign minister, Jane Doe, called": the noun after a date is the subject of the clause, not part of the date.
pub fn subject_under_date(tree: &Tree<'_>, date: usize, mends: &mut Vec<Mend>) {
    if !tree.is_date(date) || tree.case(date).is_none() {
        return;
    }
    let Some(verb) = tree.head(date).filter(|v| *v > date && tree.is_verb(*v)) else { return };
    let bare = |k: usize| k > date && k < verb && tree.is_noun(k) && tree.case(k).is_none();
    let subject = tree.children(date).find(|k| bare(*k) && tree.child(*k, &[Deprel::Det, Deprel::NmodPoss]).is_some());
    let Some(subject) = subject.filter(|_| tree.child(verb, &[Deprel::Nsubj, Deprel::NsubjPass]).is_none()) else {
        return;
    };
    let passive = tree.child(verb, &[Deprel::AuxPass]).is_some();
    mends.push(Mend::under(subject, verb, if passive { Deprel::NsubjPass } else { Deprel::Nsubj }));
    for name in tree.children(date).filter(|k| bare(*k) && *k > subject) {
        mends.push(Mend::under(name, subject, Deprel::Appos));
    }
}

/// "The minister has been to Oslo this week": the place is where one went, not what one is.
pub fn been_to(tree: &Tree<'_>, mentions: &Mentions, been: usize, mends: &mut Vec<Mend>) {
    let to = tree.words[been] == "been" && tree.words.get(been + 1) == Some(&"to");
    let place = mentions
        .name(been + 2)
        .filter(|m| to && matches!(m.entry, Entry::State { .. } | Entry::Capital { .. } | Entry::Place { .. }));
    let Some(place) = place.and_then(|m| tree.head_of(m.first, m.last)) else { return };
    let copula = matches!(tree.rel(been), Deprel::Cop | Deprel::Aux | Deprel::AuxPass);
    let Some(head) = tree.head(been).filter(|h| copula && *h > been && tree.is_noun(*h)) else { return };
    // Without a subject of its own, the place hangs on whoever went there.
    let above =
        tree.head(head).filter(|a| *a < been && tree.is_noun(*a) && tree.child(head, &[Deprel::Nsubj]).is_none());
    let verb =
        Mend { upos: Some(Upos::Verb), xpos: Some("VBN"), ..Mend::in_place_of(been, above.unwrap_or(head), tree) };
    mends.push(verb);
    mends.push(Mend::under(place, been, Deprel::Obl));
    if head != place {
        mends.push(Mend::under(head, been, Deprel::Obl));
    }
    if let Some(subject) = above {
        mends.push(Mend::under(subject, been, Deprel::Nsubj));
        for late in tree.children(subject).filter(|k| *k > been && *k != place && *k != head) {
            mends.push(Mend { head: Some(Some(been)), ..Mend::at(late) });
        }
    }
    let moved = |k: &usize| {
        matches!(
            tree.rel(*k),
            Deprel::Nsubj | Deprel::Aux | Deprel::Parataxis | Deprel::Ccomp | Deprel::OblUnmarked | Deprel::Advmod
        )
    };
    for kid in tree.children(head).filter(|k| *k != been && *k != place && moved(k)) {
        mends.push(Mend { head: Some(Some(been)), ..Mend::at(kid) });
    }
}
