//! Mends what the tagger is known to get wrong: parts of names, participles, the infinitive of a promise, and the verb of a sentence
//! that was tagged without one.
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
        if is_quarter(words, tags, i) || is_elect(words, i) {
            Some((i, Upos::Propn, "NNP"))
        } else if is_done_to(words, i) {
            Some((i, Upos::Verb, "VBN"))
        } else if is_bound_to(words, tags, i) {
            Some((i, Upos::Part, "TO"))
        } else if i > 0 && is_bound_to(words, tags, i - 1) {
            Some((i, Upos::Verb, "VB"))
        } else if i > 1 && is_particle(words[i]) && is_bound_to(words, tags, i - 2) {
            Some((i, Upos::Adp, "RP"))
        } else {
            (is_main_verb(words, tags, i)).then_some((i, Upos::Verb, "VBD"))
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

/// "President-elect Jane Doe": the second half of the title belongs to the name.
fn is_elect(words: &[&str], i: usize) -> bool {
    words[i] == "elect" && i > 1 && words[i - 1] == "-" && words[i - 2].starts_with(char::is_uppercase)
}

/// "Is shot and killed": what stands after "is" or "was" without an article is the participle.
fn is_done_to(words: &[&str], i: usize) -> bool {
    let before = i.checked_sub(1).map_or("", |before| words[before]);
    words[i] == "shot" && matches!(before, "is" | "was" | "are" | "were" | "been" | "being")
}

/// "Agreed to hand over the districts": after a verb that binds somebody to do a thing, "to" and a bare noun before an article,
/// pronoun, name, number or particle are its infinitive.
fn is_bound_to(words: &[&str], tags: &[Tag], to: usize) -> bool {
    let (Some(verb), Some(act), Some(next)) = (to.checked_sub(1), tags.get(to + 1), tags.get(to + 2)) else {
        return false;
    };
    let bare = act.xpos == "NN" && words[to + 1].starts_with(char::is_lowercase);
    let object =
        matches!(next.xpos, "DT" | "PRP$" | "PRP" | "NNP" | "NNPS" | "CD" | "RP") || is_particle(words[to + 2]);
    words[to] == "to" && bare && object && binds(words[verb])
}

/// "Hand over", "take back".
fn is_particle(word: &str) -> bool {
    matches!(word, "over" | "back" | "up" | "down" | "out" | "off")
}

/// Verbs, in the past or as participles, by which somebody binds himself to do something.
fn binds(word: &str) -> bool {
    matches!(
        word,
        "agreed"
            | "agree"
            | "agrees"
            | "promised"
            | "promises"
            | "promise"
            | "vowed"
            | "vows"
            | "vow"
            | "pledged"
            | "pledges"
            | "threatened"
            | "threatens"
            | "threaten"
            | "offered"
            | "offers"
            | "refused"
            | "refuses"
            | "refuse"
            | "decided"
            | "decides"
            | "proposed"
            | "undertook"
            | "undertaken"
    )
}

/// "The ministers agreed in Oslo to meet", "Peru threatened on Monday to close it", "Chile and Peru established relations": a
/// participle that is the verb of its sentence. Either only whoever acts can stand before it, as an infinitive follows; or a name
/// stands before it, what it is done to after it, and the sentence has no other verb.
fn is_main_verb(words: &[&str], tags: &[Tag], i: usize) -> bool {
    let Some(before) = (0..i).rev().find(|b| tags[*b].xpos != "RB") else { return false };
    let nominal = matches!(tags[before].xpos, "NN" | "NNS" | "NNP" | "NNPS");
    if tags[i].xpos != "VBN" || !nominal || words[i].starts_with(char::is_uppercase) || words.last() != Some(&".") {
        return false;
    }
    let helped = tags[..i].iter().any(|t| t.upos == Upos::Aux || t.is_finite());
    if helped || words.get(i + 1) == Some(&"by") {
        return false;
    }
    if binds(words[i]) && infinitive_follows(tags, i) {
        return true;
    }
    let named = matches!(tags[before].xpos, "NNP" | "NNPS");
    let object = |at: usize| {
        tags.get(at).is_some_and(|t| {
            matches!(t.xpos, "DT" | "PRP$" | "PRP" | "CD" | "JJ" | "NNP" | "NNPS" | "NNS") && tells_more(&tags[at..])
        })
    };
    let done_to = object(i + 1) || (words[i] == "called" && words.get(i + 1) == Some(&"on") && object(i + 2));
    if named {
        return done_to && is_last_verb(words, tags, i);
    }
    // "Border guards shot dead a fisherman", and no other verb.
    let thing = if words.get(i + 1) == Some(&"dead") { i + 2 } else { i + 1 };
    let article = tags.get(thing).is_some_and(|t| matches!(t.xpos, "DT" | "PRP$"));
    article && tags[before].xpos != "NN" && !tags.iter().any(|t| t.is_finite())
}

/// Whether "to" and a verb come within a few words, and nothing but phrases between.
fn infinitive_follows(tags: &[Tag], i: usize) -> bool {
    let rest = &tags[i + 1..tags.len().min(i + 9)];
    let Some(to) = rest.iter().position(|t| t.xpos == "TO") else { return false };
    let phrases = rest[..to].iter().all(|t| matches!(t.xpos, "IN" | "NNP" | "NNPS" | "DT" | "CD" | "NN" | "RB" | "JJ"));
    phrases && rest.get(to + 1).is_some_and(|t| t.xpos == "VB")
}

/// Whether no finite verb follows but in a clause that a conjunction or relative word opens.
fn is_last_verb(words: &[&str], tags: &[Tag], i: usize) -> bool {
    let opens = |at: usize| {
        matches!(tags[at].xpos, "WDT" | "WP" | "WRB" | "WP$")
            || matches!(
                words[at],
                "that"
                    | "if"
                    | "after"
                    | "before"
                    | "as"
                    | "because"
                    | "while"
                    | "unless"
                    | "until"
                    | "since"
                    | "although"
            )
    };
    let next = (i + 1..tags.len()).find(|at| tags[*at].is_finite());
    next.is_none_or(|verb| (i + 1..verb).any(opens))
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
