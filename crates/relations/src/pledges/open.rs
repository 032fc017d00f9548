//! Which events are pledges, and what they say.

use super::dates::{Words, times};
use super::rules::{Sentence, kinds_of};
use super::words::{stems, tokens};
use super::{Act, Question, Subject};
use std::collections::BTreeSet;
use westphalia_model::{Actor, Date, DateBasis, Dyad, Event, EventType, Modality};

/// A commissive act.
pub struct Opening {
    /// Who is bound.
    pub by: BTreeSet<String>,
    /// To whom.
    pub to: BTreeSet<String>,
    /// How.
    pub act: Act,
    /// What is pledged.
    pub content: Subject,
    /// Under which condition.
    pub condition: String,
    /// By when.
    pub deadline: Option<Date>,
    /// Until when.
    pub horizon: Option<Date>,
    /// First and last day on which it can have been made.
    pub made: (Date, Date),
    /// Whether the sentence tells of an earlier act rather than of a new one.
    pub is_retold: bool,
    /// Whether it is the ratification of a paper that was signed.
    pub is_ratified: bool,
    /// Stems of the content.
    pub stems: BTreeSet<String>,
    /// Persons who are to act, or who travel where a visit is pledged.
    pub persons: BTreeSet<String>,
    /// Who travels, where a visit is pledged and it is told.
    pub visitor: Option<String>,
}

/// Verbs and nouns of commitment, as their first letters, and the act that each means.
const VERBS: &[(&str, Act)] = &[
    ("threat", Act::Threaten),
    ("warn", Act::Threaten),
    ("offer", Act::Offer),
    ("propos", Act::Offer),
    ("invit", Act::Offer),
    ("vow", Act::Vow),
    ("swore", Act::Vow),
    ("swear", Act::Vow),
    ("promis", Act::Promise),
    ("pledg", Act::Promise),
    ("commit", Act::Promise),
    ("undert", Act::Promise),
    ("accept", Act::Agree),
    ("agree", Act::Agree),
    ("deal", Act::Agree),
    ("compromis", Act::Agree),
    ("sign", Act::Sign),
    ("ratif", Act::Sign),
    ("conclud", Act::Sign),
    ("plan", Act::Promise),
    ("intend", Act::Promise),
    ("announc", Act::Promise),
    ("will", Act::Promise),
    ("would", Act::Promise),
    ("to", Act::Promise),
];

/// Words that begin a condition.
const CONDITIONS: [&str; 9] = [
    " if ",
    " unless ",
    " provided ",
    " on condition that ",
    " on the condition that ",
    " as long as ",
    " so long as ",
    " in exchange for ",
    " in return for ",
];

/// Words that begin who says so, after a comma.
const SOURCES: [&str; 6] = [", said ", ", according to ", ", reported ", ", the state news", ", state media", ", the "];

/// The pledge that an event is, if it is one between the two that are asked for.
#[must_use]
pub fn opening(event: &Event, day: Date, question: &Question) -> Option<Opening> {
    let told = Sentence::of(&event.sentence_text);
    if !is_commissive(event, &told) {
        return None;
    }
    let (act, text) = words_of(event);
    let (by, to) = bound(event, &told, act, question)?;
    let (text, condition) = cut_condition(&text, &event.sentence_text);
    let kinds = kinds_of(&event.cameo_code, event.content.as_ref(), &Sentence::of(&text));
    let stems = &stems(&text) - &names(event);
    if stems.is_empty() && kinds.iter().all(|kind| matches!(*kind, "trade" | "cooperate" | "other")) {
        return None;
    }
    let is_retold = is_retold(event, day, &told);
    let times = times(&text, day, kind_of_words(event, &text, is_retold));
    let visitor = kinds.contains(&"meet").then(|| visitor(event, &told, &by, &to)).flatten();
    Some(Opening {
        act,
        condition,
        deadline: deadline(event, day).or(times.deadline),
        horizon: times.horizon,
        made: made(event, day),
        is_retold,
        is_ratified: act == Act::Sign && RATIFIED.iter().any(|words| told.has(words)),
        stems,
        persons: doers(event, visitor.as_ref()),
        visitor,
        by,
        to,
        content: subject(event, kinds, text),
    })
}

fn subject(event: &Event, kinds: Vec<&'static str>, text: String) -> Subject {
    let content = event.content.as_ref();
    Subject {
        event_type: content.and_then(|c| c.event_type),
        mode: content.map(|c| c.mode.clone()).unwrap_or_default(),
        kinds,
        policy_sectors: event.policy_sectors.clone(),
        text,
        quantities: event.quantities.clone(),
    }
}

fn kind_of_words(event: &Event, text: &str, is_retold: bool) -> Words {
    let is_content = event.content.as_ref().is_some_and(|content| content.text.contains(text));
    match (is_content, is_retold) {
        (true, true) => Words::Earlier,
        (true, false) => Words::Content,
        (false, true) => Words::Past,
        (false, false) => Words::Sentence,
    }
}

/// The persons of the state that is to travel, else those who are to act, else those who speak.
fn doers(event: &Event, visitor: Option<&String>) -> BTreeSet<String> {
    let inner = || event.content.iter().flat_map(|content| &content.actors);
    if visitor.is_some() {
        return persons(event.actors.iter().chain(&event.recipients).chain(inner()), visitor);
    }
    let found = persons(inner(), None);
    if found.is_empty() { persons(&event.actors, None) } else { found }
}

/// Whether the act binds its speaker: an agreement, a promise, an offer; a concession that is only announced; a paper
/// signed; a threat; a meeting to come. What is only expected binds nobody.
fn is_commissive(event: &Event, told: &Sentence) -> bool {
    let Some(event_type) = event.event_type else { return false };
    let vowed = || ["promis", "pledg", "vow", "undert", "ready", "agree_", "agreed"].iter().any(|verb| told.has(verb));
    let expected = || EXPECTED.iter().any(|words| told.has(words));
    match event.modality {
        Modality::Negated => return false,
        Modality::Hypothetical if !(vowed() && event_type == EventType::Agree) => return false,
        _ => {}
    }
    match event_type {
        // "Cancelled an agreement" pledges nothing, "agreed to cancel debts" does.
        EventType::Agree => {
            let ended = !vowed() && ENDED.iter().any(|words| told.has(words));
            !ended && !expected() && !IN_FORCE.iter().any(|words| told.has(words))
        }
        EventType::Threaten => true,
        EventType::Concede => event.cameo_code.starts_with("035"),
        EventType::Support => {
            event.cameo_code == "057" && (!told.has("statement") || told.has("treaty") || told.has("agreement"))
        }
        EventType::Consult => event.modality == Modality::Future && !expected(),
        // "Warned that it would end the talks."
        EventType::Request => {
            let own =
                |text: &str| ["that it would", "that they would", "that he would"].iter().any(|s| text.starts_with(s));
            told.has("warn") && event.content.as_ref().is_some_and(|content| own(content.text.trim()))
        }
        _ => false,
    }
}

/// Words of what is expected, and not pledged.
const EXPECTED: [&str; 4] = ["is_expected", "are_expected", "was_expected", "is_likely"];

/// Words of an agreement that ends.
const ENDED: [&str; 4] = ["cancel", "annul", "revok", "scrapp"];

/// Words of a paper that is ratified.
const RATIFIED: [&str; 4] = ["ratif", "approv", "in_force", "into_force"];

/// Words of a treaty that is in force: no new pledge.
pub const IN_FORCE: [&str; 5] =
    ["entered_into_force", "came_into_force", "comes_into_force", "took_effect", "into_effect"];

/// Who is bound, and to whom. Of several with no recipient, each is bound to the others.
fn parties(event: &Event) -> (BTreeSet<String>, BTreeSet<String>) {
    let actors: BTreeSet<String> =
        event.actors.iter().map(Actor::side).filter(|s| !s.is_empty()).map(str::to_owned).collect();
    let mut recipients = states(&event.recipients);
    if event.symmetric || (recipients.is_empty() && actors.len() > 1) {
        recipients.extend(actors.iter().cloned());
        return (recipients.clone(), recipients);
    }
    if recipients.is_empty()
        && let Some(content) = &event.content
    {
        recipients.extend(states(&content.recipients));
    }
    let recipients = &recipients - &actors;
    (actors, recipients)
}

/// The states and bodies that parties belong to, their people too: whose prisoners are freed.
pub fn states(parties: &[Actor]) -> BTreeSet<String> {
    let codes = parties.iter().map(|actor| if actor.body.is_empty() { &actor.country } else { &actor.body });
    codes.filter(|code| !code.is_empty()).cloned().collect()
}

/// Who is bound, and to whom, if it is a pledge of those who are asked for.
fn bound(
    event: &Event,
    told: &Sentence,
    act: Act,
    question: &Question,
) -> Option<(BTreeSet<String>, BTreeSet<String>)> {
    let (mut by, mut to) = parties(event);
    // "She promised that her country would": the doer of the content is bound, whoever is thought to speak.
    if let Some(content) = &event.content
        && states(&content.actors) == to
        && by.is_disjoint(&to)
        && matches!(act, Act::Promise | Act::Vow)
        && states(&content.recipients) == by
    {
        (by, to) = (to, by);
    }
    let together = ["the_two_", "the_two_sides", "both_", "they_", "the_sides"]
        .iter()
        .any(|who| told.has(&format!("{who}agreed")));
    if act == Act::Agree && (together || told.has("the_two_sides_agreed")) && by.len() == 1 && to.len() == 1 {
        by.append(&mut to);
        to = by.clone();
    }
    let Some(dyad) = &question.dyad else { return (!by.is_empty()).then_some((by, to)) };
    let (a, b) = (&dyad.a, &dyad.b);
    let joins = |one: &String, other: &String| by.contains(one) && (to.contains(other) || by.contains(other));
    if joins(a, b) || joins(b, a) {
        return Some((by, to));
    }
    let alone =
        (by.contains(a) || by.contains(b)) && (&to - &by).is_empty() && question.beside.contains(&event.event_id);
    alone.then(|| (by, BTreeSet::new()))
}

/// Whether an event can matter to a dyad: one of the two acts, and it has no recipient, or the other among them.
#[must_use]
pub fn concerns(event: &Event, dyad: &Dyad) -> bool {
    let (mut actors, mut recipients) = (states(&event.actors), states(&event.recipients));
    if let Some(content) = &event.content {
        recipients.extend(states(&content.recipients));
        recipients.extend(states(&content.actors));
    }
    if event.symmetric {
        actors.append(&mut recipients);
    }
    let recipients = &recipients - &actors;
    let by_one = |one: &String, other: &String| {
        actors.contains(one) && (recipients.is_empty() || recipients.contains(other) || actors.contains(other))
    };
    by_one(&dyad.a, &dyad.b) || by_one(&dyad.b, &dyad.a)
}

/// How somebody is bound, and the words of it: those of the coder, else of the sentence from the verb on.
fn words_of(event: &Event) -> (Act, String) {
    let sentence = &event.sentence_text;
    let content = event.content.as_ref().map(|c| c.text.trim()).filter(|text| stems(text).len() > 1);
    let end = content.and_then(|text| sentence.find(text)).unwrap_or(sentence.len());
    let is_fitting = |act: Act| match event.event_type {
        Some(EventType::Threaten) => matches!(act, Act::Threaten | Act::Vow | Act::Promise),
        Some(EventType::Support) => act == Act::Sign,
        _ => !matches!(act, Act::Threaten | Act::Sign),
    };
    let mut found: Vec<(usize, usize, Act)> = Vec::new();
    for (rank, (verb, act)) in VERBS.iter().enumerate() {
        let Some(at) = find_word(&sentence[..end], verb) else { continue };
        if is_fitting(*act) {
            found.push((rank, at, *act));
        }
    }
    let weak = VERBS.len() - 6;
    let best = match content {
        Some(_) => found.iter().filter(|f| f.0 < weak).max_by_key(|f| f.1).or_else(|| found.iter().max_by_key(|f| f.1)),
        None => found.iter().filter(|f| f.0 < weak).min_by_key(|f| f.1).or_else(|| found.iter().min_by_key(|f| f.1)),
    };
    let act = match (event.event_type, best) {
        (Some(EventType::Threaten | EventType::Request), _) => Act::Threaten,
        (Some(EventType::Support), _) => Act::Sign,
        (_, Some((.., act))) => *act,
        _ if event.symmetric => Act::Agree,
        _ => Act::Promise,
    };
    let text = match (content, best) {
        (Some(text), _) => text.trim_matches([',', ' ']).to_owned(),
        (None, Some((_, at, _))) => {
            // "Armenia would sign the treaty, he promised."
            let aux = found.iter().filter(|f| matches!(VERBS[f.0].0, "will" | "would")).map(|f| f.1).min();
            cut_source(&sentence[aux.map_or(*at, |aux| aux.min(*at))..]).to_owned()
        }
        (None, None) => cut_source(sentence).to_owned(),
    };
    (act, text)
}

/// Where a word begins so.
fn find_word(text: &str, start: &str) -> Option<usize> {
    let low = text.to_ascii_lowercase();
    let whole = start.len() < 3 || matches!(start, "will" | "would" | "deal");
    low.match_indices(start).map(|(at, _)| at).find(|at| {
        let before = low[..*at].chars().next_back();
        let after = low[at + start.len()..].chars().next();
        let in_word = before.is_some_and(char::is_alphanumeric);
        let goes_on = whole && after.is_some_and(char::is_alphanumeric);
        !(in_word || goes_on)
    })
}

fn cut_source(text: &str) -> &str {
    let source = SOURCES.iter().filter_map(|source| text.find(source)).min().unwrap_or(text.len());
    // "Signed a treaty, and pledged to mark the border": what comes next is a pledge of its own.
    let next = text.match_indices(", and ").map(|(at, and)| (at, &text[at + and.len()..])).find(|(_, rest)| {
        let word = rest.split_whitespace().next().unwrap_or_default();
        VERBS.iter().filter(|(verb, _)| verb.len() > 3).any(|(verb, _)| word.starts_with(verb))
    });
    let end = next.map_or(source, |(at, _)| at.min(source));
    text[..end].trim_end_matches(['.', ' '])
}

/// The words without the clause of a condition, and the clause: of the words, else of the sentence.
fn cut_condition(text: &str, sentence: &str) -> (String, String) {
    let clause = |words: &str| -> Option<(usize, String)> {
        let at = CONDITIONS.iter().filter_map(|start| words.find(start)).min()?;
        let rest = words[at..].trim();
        let end = rest.find([',', ';']).unwrap_or(rest.len());
        Some((at, rest[..end].trim_end_matches('.').to_owned()))
    };
    if let Some((at, condition)) = clause(text) {
        return (text[..at].trim_matches([' ', ',']).to_owned(), condition);
    }
    let first = ["If ", "Unless ", "Provided "].iter().any(|start| sentence.starts_with(start));
    let condition = match sentence.split_once(',') {
        Some((condition, _)) if first => condition.to_owned(),
        _ => clause(sentence).map(|(_, condition)| condition).unwrap_or_default(),
    };
    (text.to_owned(), condition)
}

/// The deadline that the coder gives: in the content, or where the event itself is yet to come.
fn deadline(event: &Event, day: Date) -> Option<Date> {
    let ahead = event.event_date_end.filter(|end| event.date_basis == DateBasis::Text && *end > day);
    event.deadline_end.filter(|end| *end > day).or(ahead)
}

/// When it was made: on the day of the event, unless that is the day on which it is to be done.
fn made(event: &Event, day: Date) -> (Date, Date) {
    match (event.event_date_start, event.event_date_end) {
        (Some(start), Some(end)) if start <= day => (start, end.min(day)),
        _ => (day, day),
    }
}

/// Whether a sentence tells of an earlier pledge: it names an earlier day, or speaks of "the promise" or of what "had" been
/// promised.
fn is_retold(event: &Event, day: Date, told: &Sentence) -> bool {
    let again = ["restat", "reaffirm", "reiterat", "repeat", "renewed_its", "again_"].iter().any(|word| told.has(word));
    let earlier = event.date_basis == DateBasis::Text
        && event.event_date_end.is_some_and(|end| end < day && (day - end).get_days() > 8);
    let had = ["promised", "agreed", "pledged", "vowed", "offered", "signed", "accepted", "threatened", "undertaken"]
        .iter()
        .any(|verb| told.has(&format!("had_{verb}")) || told.has(&format!("had_already_{verb}")));
    let noun = ["promise_", "pledge_", "vow_", "offer_"]
        .iter()
        .any(|noun| ["the", "its", "his", "her", "their"].iter().any(|poss| told.has(&format!("{poss}_{noun}"))));
    earlier || had || noun || again || event.modality == Modality::Historical
}

/// Stems of the names of the parties, which say nothing of what is pledged. Common words are left: the prisoners are.
pub fn names(event: &Event) -> BTreeSet<String> {
    let content = event.content.iter().flat_map(|c| c.actors.iter().chain(&c.recipients));
    let parties = event.actors.iter().chain(&event.recipients).chain(content);
    let words = parties.flat_map(|actor| [&actor.name, &actor.text]).flat_map(|name| name.split_whitespace());
    words.filter(|word| word.starts_with(char::is_uppercase)).flat_map(stems).collect()
}

/// Last words of the names of states of several words: not persons.
const STATES: [&str; 22] = [
    "korea", "states", "arabia", "kingdom", "sudan", "africa", "emirates", "zealand", "lanka", "leone", "republic",
    "union", "salvador", "rica", "faso", "verde", "guinea", "coast", "germany", "yemen", "vietnam", "congo",
];

/// The persons among parties, or among those of one state, as their identities: a name of several words of which the text
/// has one.
pub fn persons<'a>(parties: impl IntoIterator<Item = &'a Actor>, of: Option<&String>) -> BTreeSet<String> {
    let is_person = |actor: &&Actor| {
        let name: Vec<String> = tokens(&actor.name).collect();
        let text: Vec<String> = tokens(&actor.text).collect();
        let is_state = name.last().is_some_and(|last| STATES.contains(&last.as_str()));
        !is_state
            && name.len() > 1
            && !actor.wikidata_id.is_empty()
            && name.iter().any(|n| n.len() > 2 && text.contains(n))
            && of.is_none_or(|state| *state == actor.country)
    };
    parties.into_iter().filter(is_person).map(|actor| actor.wikidata_id.clone()).collect()
}

/// Who is to travel: the doer of a visit in the content; whoever accepts an invitation; whoever is invited.
fn visitor(event: &Event, told: &Sentence, by: &BTreeSet<String>, to: &BTreeSet<String>) -> Option<String> {
    let one = |codes: &BTreeSet<String>| (codes.len() == 1).then(|| codes.first().cloned()).flatten();
    if let Some(content) = event.content.as_ref().filter(|c| c.mode == "visit") {
        return one(&states(&content.actors));
    }
    if !told.has("invit") {
        return (told.has("visit") || told.has("travel") || told.has("trip")).then(|| one(by)).flatten();
    }
    let accepted = !told.has("invited") && ["accept", "took_up", "take_up"].iter().any(|verb| told.has(verb));
    one(if accepted { by } else { to })
}
