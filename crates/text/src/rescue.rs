//! Mends what the tagger is known to get wrong: parts of names, a participle, and the verb of a sentence that was tagged without one.
//!
//! Headlines and chronicles tell in the present tense ("A mob storms the jail", "Israeli strikes kill eleven"), which the treebanks
//! hardly know: their tagger takes the verb for a noun. Where a sentence of some length has no finite verb, the first word that
//! could be one, stands after a noun and before something that a verb takes, becomes one.

use crate::Upos;
use crate::tagset::Tag;

/// Shorter sentences are titles and fragments that may well have no verb.
const MIN_WORDS: usize = 5;

/// Words to be tagged anew whatever stands around them, each with its tags.
pub fn mistaken<'a>(words: &'a [&str], tags: &'a [Tag]) -> impl Iterator<Item = (usize, Upos, &'static str)> + 'a {
    let anew = |i: usize| {
        if is_quarter(words, tags, i) {
            Some((i, Upos::Propn, "NNP"))
        } else {
            is_done_to(words, i).then_some((i, Upos::Verb, "VBN"))
        }
    };
    (0..words.len().min(tags.len())).filter_map(anew)
}

/// "North Korean": the quarter before an adjective or name with a capital is part of the name.
fn is_quarter(words: &[&str], tags: &[Tag], i: usize) -> bool {
    let (Some(word), Some(tag)) = (words.get(i + 1), tags.get(i + 1)) else { return false };
    matches!(words[i], "North" | "South" | "East" | "West")
        && word.starts_with(char::is_uppercase)
        && matches!(tag.xpos, "JJ" | "NNP" | "NNPS" | "NN" | "NNS")
        && tags[i].xpos != "NNP"
}

/// "Is shot and killed": what stands after "is" or "was" without an article is the participle.
fn is_done_to(words: &[&str], i: usize) -> bool {
    let before = i.checked_sub(1).map_or("", |before| words[before]);
    words[i] == "shot" && matches!(before, "is" | "was" | "are" | "were" | "been" | "being")
}

/// The word to be tagged anew, and its Penn tag.
pub fn missing_verb(words: &[&str], tags: &[Tag]) -> Option<(usize, &'static str)> {
    let finite = |tag: &Tag| matches!(tag.xpos, "VBZ" | "VBP" | "VBD" | "MD");
    if words.len() < MIN_WORDS || tags.len() != words.len() || tags.iter().any(finite) {
        return None;
    }
    base_form(tags)
        .map(|i| (i, "VBP"))
        .or_else(|| third_person(words, tags).map(|i| (i, "VBZ")))
        .or_else(|| plural_subject(words, tags).map(|i| (i, "VBP")))
}

/// "Rebels clash on a hill": a small noun after a plural and before a preposition or article.
fn plural_subject(words: &[&str], tags: &[Tag]) -> Option<usize> {
    (1..words.len().saturating_sub(1)).find(|&i| {
        let plural = matches!(tags[i - 1].xpos, "NNS" | "NNPS");
        let after = matches!(tags[i + 1].xpos, "IN" | "DT" | "TO" | "NNP" | "PRP$" | "JJ" | "CD" | "RB");
        tags[i].xpos == "NN"
            && plural
            && after
            && words[i].starts_with(char::is_lowercase)
            && tells_more(&tags[i + 1..])
    })
}

/// "Israeli strikes kill eleven": a base form after a noun, without "to".
fn base_form(tags: &[Tag]) -> Option<usize> {
    (1..tags.len()).find(|&i| tags[i].xpos == "VB" && is_nominal(tags[i - 1]))
}

/// "A mob storms the jail": a small word in -s between a noun and an article, adjective, name, number or preposition.
fn third_person(words: &[&str], tags: &[Tag]) -> Option<usize> {
    (1..words.len().saturating_sub(1)).find(|&i| {
        let small = words[i].starts_with(char::is_lowercase) && words[i].ends_with('s') && !words[i].ends_with("ss");
        let after = matches!(
            tags[i + 1].xpos,
            "DT" | "JJ" | "NNP" | "NNPS" | "CD" | "PRP$" | "TO" | "IN" | "RB" | "NNS" | "PRP"
        );
        let of = words[i + 1].eq_ignore_ascii_case("of");
        tags[i].xpos == "NNS" && small && is_nominal(tags[i - 1]) && after && !of && tells_more(&tags[i + 1..])
    })
}

fn is_nominal(tag: Tag) -> bool {
    matches!(tag.upos, Upos::Noun | Upos::Propn | Upos::Num | Upos::Pron) || tag.xpos == "-RRB-"
}

/// A verb has something to say of somebody: a noun follows.
fn tells_more(tags: &[Tag]) -> bool {
    tags.iter().any(|t| matches!(t.upos, Upos::Noun | Upos::Propn))
}
