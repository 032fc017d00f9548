//! Mends trees with what the atlas knows: a name is a noun, and a name before a verb without a subject is its subject.
//!
//! The parser learned from general English; news opens sentences with capitals and bodies that it has never seen ("Moscow rejected",
//! "Italy's coast guard rescued ninety").

use crate::mention::Mentions;
use crate::tree::Tree;
use westphalia_text::{Deprel, Sentence, Upos};

/// The sentence with mended tokens, or `None` where nothing is wrong.
pub fn repaired(tree: &Tree<'_>, mentions: &Mentions) -> Option<Sentence> {
    let subjects: Vec<usize> = mentions.names.iter().filter_map(|m| stray_subject(tree, m.first, m.last)).collect();
    let clauses: Vec<(usize, usize, usize)> = (0..tree.len()).filter_map(|i| swallowed_clause(tree, i)).collect();
    let predicates: Vec<(usize, usize)> = (0..tree.len()).filter_map(|i| swapped_predicate(tree, i)).collect();
    let names: Vec<(usize, usize)> = (0..tree.len()).filter_map(|i| torn_name(tree, i)).collect();
    if subjects.is_empty() && clauses.is_empty() && predicates.is_empty() && names.is_empty() {
        return None;
    }
    let mut sent = tree.sent.clone();
    for (name, role) in names {
        sent.tokens[name].head = Some(role);
    }
    for (noun, adjective) in predicates {
        let above = (sent.tokens[noun].head, sent.tokens[noun].deprel);
        (sent.tokens[adjective].head, sent.tokens[adjective].deprel) = above;
        (sent.tokens[noun].head, sent.tokens[noun].deprel) = (Some(adjective), Deprel::Nsubj);
        for kid in tree.children(noun).filter(|k| matches!(tree.rel(*k), Deprel::Cop | Deprel::Punct | Deprel::Advmod))
        {
            sent.tokens[kid].head = Some(adjective);
        }
    }
    for i in subjects {
        sent.tokens[i].deprel = Deprel::Nsubj;
        sent.tokens[i].upos = Upos::Propn;
    }
    for (noun, verb, object) in clauses {
        // The noun was taken for the head of a participle; the verb takes its place in the tree.
        let above = (sent.tokens[noun].head, sent.tokens[noun].deprel);
        (sent.tokens[verb].head, sent.tokens[verb].deprel) = above;
        (sent.tokens[noun].head, sent.tokens[noun].deprel) = (Some(verb), Deprel::Nsubj);
        sent.tokens[object].deprel = Deprel::Obj;
        sent.tokens[verb].feats.passive = false;
        sent.tokens[verb].xpos = "VBD";
    }
    Some(sent)
}

/// A name that hangs on a verb after it as if it were an adverb, where the verb has no subject.
fn stray_subject(tree: &Tree<'_>, first: usize, last: usize) -> Option<usize> {
    let head = (first..=last).find(|i| tree.head(*i).is_none_or(|h| h < first || h > last))?;
    let verb = tree.head(head).filter(|v| *v > last && tree.is_verb(*v))?;
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
    let finite = matches!(tree.token(verb).xpos, "VBD" | "VBZ" | "VBP");
    (loose && bare && finite).then_some(head)
}

/// "The Secretary and Foreign Minister Shoukry": a name goes with the noun before it, never across an "and".
fn torn_name(tree: &Tree<'_>, name: usize) -> Option<(usize, usize)> {
    let head = tree.head(name).filter(|h| tree.rel(name) == Deprel::Flat && *h < name)?;
    let role = tree.children(head).find(|k| tree.rel(*k) == Deprel::Conj && (head..name).contains(k))?;
    Some((name, role)).filter(|_| tree.is_noun(role))
}

/// "The ministers are due to meet": the adjective after the copula was taken for the subject.
fn swapped_predicate(tree: &Tree<'_>, noun: usize) -> Option<(usize, usize)> {
    let copula = tree.child(noun, &[Deprel::Cop]).filter(|c| *c > noun && tree.is_noun(noun))?;
    let adjective = tree
        .children(noun)
        .find(|k| *k > copula && tree.rel(*k) == Deprel::Nsubj && tree.token(*k).upos == Upos::Adj)?;
    Some((noun, adjective))
}

/// "The coast guard rescued ninety": a noun without a verb above it, with a past participle that has an object of its own.
fn swallowed_clause(tree: &Tree<'_>, noun: usize) -> Option<(usize, usize, usize)> {
    if tree.rel(noun) != Deprel::Root
        || !tree.is_noun(noun)
        || tree.child(noun, &[Deprel::Cop, Deprel::Nsubj]).is_some()
    {
        return None;
    }
    let verb = tree
        .children(noun)
        .find(|k| *k > noun && tree.rel(*k) == Deprel::Acl && matches!(tree.token(*k).xpos, "VBN" | "VBD"))?;
    let object = tree.children(verb).find(|k| {
        *k > verb
            && (tree.is_noun(*k) || tree.token(*k).upos == Upos::Num)
            && (tree.rel(*k) == Deprel::Obj
                || (matches!(tree.rel(*k), Deprel::Obl | Deprel::OblUnmarked) && tree.case(*k).is_none()))
    })?;
    Some((noun, verb, object))
}
