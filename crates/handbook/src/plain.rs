//! What a frame asks for, in plain English.

use westphalia_coder::codebook::{Check, Codebook, Condition, Frame, FrameWord, Pos, Slot, Test};

/// How many words of a list are written out.
const MAX_WORDS: usize = 18;

/// How many words of a set that a condition names are written out.
const MAX_OF_SET: usize = 5;

/// The part of speech.
pub fn part_of_speech(pos: Pos) -> &'static str {
    match pos {
        Pos::Verb => "verb",
        Pos::Noun => "noun",
        Pos::Adjective => "adjective",
    }
}

/// A way to say a frame, as a reader writes it: "carry out", "ceasefire violation".
pub fn word(pos: Pos, word: &FrameWord) -> String {
    let mut parts: Vec<&str> = word.beside.iter().map(String::as_str).collect();
    parts.insert(if pos == Pos::Verb { 0 } else { parts.len() }, &word.head);
    parts.join(" ")
}

/// The words of a frame, in bold; of many the first.
pub fn words(frame: &Frame) -> String {
    let shown: Vec<String> = frame.words.iter().map(|w| word(frame.pos, w)).collect();
    let rest = shown.len().saturating_sub(MAX_WORDS);
    let shown = shown[..shown.len() - rest].join(", ");
    if rest == 0 { format!("**{shown}**") } else { format!("**{shown}** and {rest} more") }
}

/// All conditions of a frame: "whose object is one of troops (troop, force, ...), and which has no *with* phrase".
pub fn conditions(book: &Codebook, frame: &Frame) -> String {
    // "`obj obj=@deal`": that the slot is filled goes without saying.
    let is_said = |condition: &&Condition| {
        condition.test == Test::Filled
            && frame.when.iter().any(|other| {
                matches!(other.test, Test::Is(_) | Test::IsNot(_))
                    && other.slots.iter().all(|slot| condition.slots.contains(slot))
            })
    };
    let parts: Vec<String> = frame.when.iter().filter(|c| !is_said(c)).map(|c| condition(book, c)).collect();
    joined(&parts, "and")
}

/// One condition, as a relative clause.
fn condition(book: &Codebook, condition: &Condition) -> String {
    let names: Vec<String> = condition.slots.iter().map(slot).collect();
    let names = joined(&names, "or");
    match &condition.test {
        Test::Filled => format!("which has {}", article(&names)),
        Test::Empty => format!("which has no {names}"),
        Test::Is(checks) => format!("whose {names} is {}", list(book, checks)),
        Test::IsNot(checks) => format!("whose {names} is anything but {}", list(book, checks)),
    }
}

/// The checks of a condition: "a state or one of troops (troop, force, soldier, ...)".
fn list(book: &Codebook, checks: &[Check]) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut lemmas: Vec<&str> = Vec::new();
    for check in checks {
        match check {
            Check::Lemma(lemma) => lemmas.push(lemma),
            _ => words.push(named(book, check)),
        }
    }
    let rest = lemmas.len().saturating_sub(MAX_WORDS);
    words.extend(lemmas.iter().take(MAX_WORDS).map(|lemma| format!("*{lemma}*")));
    if rest > 0 {
        words.push(format!("{rest} more words"));
    }
    joined(&words, "or")
}

/// A check that is more than a word.
fn named(book: &Codebook, check: &Check) -> String {
    match check {
        Check::Lemma(lemma) => format!("*{lemma}*"),
        Check::InSet(set) => book.sets.get(*set).map_or_else(String::new, |set| {
            let shown: Vec<&str> = set.words.iter().take(MAX_OF_SET).map(String::as_str).collect();
            let more = if set.words.len() > MAX_OF_SET { ", …" } else { "" };
            format!("one of `@{}` (*{}*{more})", set.name, shown.join(", "))
        }),
        Check::Actor => "a party of any sort".to_owned(),
        Check::State => "a state".to_owned(),
        Check::Body => "a body or named group".to_owned(),
        Check::Person => "a person".to_owned(),
        Check::Place => "a place".to_owned(),
        Check::Event => "a word that itself means an act".to_owned(),
        Check::Several => "several parties".to_owned(),
        Check::Owned => "a party, or something of a party".to_owned(),
        Check::Number => "a number, or something counted".to_owned(),
    }
}

/// A slot by its grammatical name.
pub fn slot(slot: &Slot) -> String {
    match slot {
        Slot::Subj => "subject".to_owned(),
        Slot::Obj => "object".to_owned(),
        Slot::Iobj => "indirect object".to_owned(),
        Slot::Xcomp => "infinitive or complement".to_owned(),
        Slot::Ccomp => "that-clause".to_owned(),
        Slot::Advcl => "adverbial clause".to_owned(),
        Slot::Poss => "possessor".to_owned(),
        Slot::Mod => "modifier".to_owned(),
        Slot::Speaker => "speaker".to_owned(),
        Slot::Prep(name) => format!("*{name}* phrase"),
    }
}

/// Slots in their order of preference: "its object, else its *with* phrase".
pub fn slots(slots: &[Slot], gather: bool) -> String {
    let names: Vec<String> = slots
        .iter()
        .map(|s| if *s == Slot::Speaker { "whoever speaks".to_owned() } else { format!("its {}", slot(s)) })
        .collect();
    if gather { joined(&names, "and") } else { names.join(", else ") }
}

/// "a, b or c".
pub fn joined(parts: &[String], with: &str) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {with} {last}", first.join(", ")),
    }
}

/// The words with "a" or "an" before them.
pub fn article(words: &str) -> String {
    let first = words.trim_start_matches(['*', '`']).chars().next().unwrap_or_default();
    let an = matches!(first.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u');
    format!("{} {words}", if an { "an" } else { "a" })
}
