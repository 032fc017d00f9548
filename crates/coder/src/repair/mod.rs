//! Mends trees with what the atlas knows and with what verbs of the news can take.
//!
//! The parser learned from general English; news opens sentences with capitals and bodies that it has never seen ("Moscow rejected",
//! "Italy's coast guard rescued ninety"). Each rule looks for one mistake that a tree cannot rightly contain.

mod arguments;
mod names;

use crate::mention::Mentions;
use crate::tree::Tree;
use westphalia_text::{Deprel, Sentence, Upos};

/// A change to one token; what is `None` stays.
#[derive(Clone, Copy, Debug, Default)]
struct Mend {
    at: usize,
    head: Option<Option<usize>>,
    rel: Option<Deprel>,
    upos: Option<Upos>,
    xpos: Option<&'static str>,
}

impl Mend {
    fn at(at: usize) -> Self {
        Self { at, ..Self::default() }
    }

    /// Under another head.
    fn under(at: usize, head: usize, rel: Deprel) -> Self {
        Self { at, head: Some(Some(head)), rel: Some(rel), ..Self::default() }
    }

    /// Where another token hangs.
    fn in_place_of(at: usize, other: usize, tree: &Tree<'_>) -> Self {
        Self { at, head: Some(tree.head(other)), rel: Some(tree.rel(other)), ..Self::default() }
    }
}

/// The sentence with mended tokens, or `None` where nothing is wrong.
pub fn repaired(tree: &Tree<'_>, mentions: &Mentions) -> Option<Sentence> {
    let mut mends = Vec::new();
    for m in &mentions.names {
        names::stray_subject(tree, m.first, m.last, &mut mends);
        names::apposed_state(tree, mentions, m, &mut mends);
        names::month_before_subject(tree, m.first, m.last, &mut mends);
    }
    for i in 0..tree.len() {
        names::torn_name(tree, i, &mut mends);
        names::subject_under_date(tree, i, &mut mends);
        names::been_to(tree, mentions, i, &mut mends);
        names::under_secretary(tree, i, &mut mends);
        names::stray_owner(tree, i, &mut mends);
        arguments::swapped_predicate(tree, i, &mut mends);
        arguments::swallowed_clause(tree, i, &mut mends);
        arguments::bare_object(tree, i, &mut mends);
        arguments::late_subject(tree, i, &mut mends);
        arguments::participle(tree, i, &mut mends);
        arguments::verbal_preposition(tree, i, &mut mends);
        arguments::headline_adjective(tree, i, &mut mends);
        arguments::infinitive_of_adjective(tree, i, &mut mends);
        arguments::participle_as_root(tree, i, &mut mends);
        arguments::subject_of_auxiliary(tree, i, &mut mends);
        arguments::reported_subject(tree, i, &mut mends);
        arguments::dislocated_subject(tree, i, &mut mends);
        arguments::second_subject(tree, i, &mut mends);
        arguments::joined_pronoun(tree, i, &mut mends);
        arguments::second_object(tree, i, &mut mends);
        arguments::phrase_as_complement(tree, i, &mut mends);
        arguments::stray_relative(tree, i, &mut mends);
        arguments::clause_of_time(tree, i, &mut mends);
        arguments::verb_beside_a_noun(tree, i, &mut mends);
        arguments::case_of_owner(tree, i, &mut mends);
    }
    // A rule may not touch what another has mended: each looked at the tree as it was.
    let mut touched = vec![false; tree.len()];
    let mut sent = None;
    for mend in mends {
        if std::mem::replace(&mut touched[mend.at], true) {
            continue;
        }
        let token = &mut sent.get_or_insert_with(|| tree.sent.clone()).tokens[mend.at];
        token.head = mend.head.unwrap_or(token.head);
        token.deprel = mend.rel.unwrap_or(token.deprel);
        token.upos = mend.upos.unwrap_or(token.upos);
        if let Some(xpos) = mend.xpos {
            token.xpos = xpos;
            token.feats.passive = false;
        }
    }
    sent.filter(is_tree)
}

/// Whether every token leads up to the one root.
fn is_tree(sent: &Sentence) -> bool {
    let n = sent.tokens.len();
    let leads_up = |start: usize| {
        let mut at = start;
        for _ in 0..=n {
            match sent.tokens[at].head {
                Some(head) if head < n => at = head,
                Some(_) => return false,
                None => return true,
            }
        }
        false
    };
    (0..n).all(leads_up) && sent.tokens.iter().filter(|t| t.head.is_none()).count() == 1
}
