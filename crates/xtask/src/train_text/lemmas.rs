//! Collects the rules for dictionary forms: from the treebanks, a list of irregular words, and a vocabulary.

use super::inflection::Vocabulary;
use super::treebank::Gold;
use anyhow::{Context, bail};
use std::collections::{BTreeMap, HashMap};
use westphalia_text::Upos;
use westphalia_text::dictionary::Dictionary;
use westphalia_text::lemma::{LONGEST_ENDING, Lemmas, Script, base, key};
use westphalia_text::tagset::Tag;
use westphalia_text::word::fold;

/// A word that was annotated less often may be a slip: the list of irregular words knows better.
const TRUSTED: usize = 10;

/// How often each script was seen with a word.
type Scripts = BTreeMap<Script, usize>;

/// Words with their tags, and how their lemmas are made.
type Words = BTreeMap<(String, Tag), Scripts>;

/// The rule for each ending, or for each word, with a tag.
type Rules = BTreeMap<(Vec<u8>, Tag), Script>;

/// Rules for lemmas: the shortest ending that decides, and exceptions for longer ones and for whole words.
pub fn collect(golds: &[Gold], words: &[String], irregular: &str) -> anyhow::Result<Lemmas<'static>> {
    let mut known = annotated(golds);
    settle_plurals(&mut known);
    add_irregular(&mut known, irregular)?;
    add_regular(&mut known, &vocabulary(golds, words));
    let mut votes: Vec<BTreeMap<(Vec<u8>, Tag), Scripts>> = vec![BTreeMap::new(); LONGEST_ENDING + 1];
    let mut folded = Vec::new();
    for ((form, tag), scripts) in &known {
        fold(form, &mut folded);
        for (step, votes) in votes.iter_mut().enumerate() {
            let Some(ending) = ending(&folded, step) else { continue };
            for (script, count) in scripts {
                // For endings a word counts once: a rule should hold for many words, not for a frequent one.
                *votes.entry((ending.to_vec(), *tag)).or_default().entry(script.clone()).or_default() +=
                    if step == 0 { *count } else { 1 };
            }
        }
    }
    Ok(number(&choose(&votes)))
}

/// The words of the treebanks.
fn annotated(golds: &[Gold]) -> Words {
    let mut words = Words::new();
    for gold in golds {
        for ((form, lemma), &tag) in gold.forms.iter().zip(&gold.lemmas).zip(&gold.tags) {
            let script = Script::between(&base(form, tag), &base(lemma, tag));
            *words.entry((form.clone(), tag)).or_default().entry(script).or_default() += 1;
        }
    }
    words
}

/// Annotators disagree whether "troops" and "supplies" are forms of "troop" and "supply". They are wherever some say so.
fn settle_plurals(known: &mut Words) {
    for ((form, tag), scripts) in known.iter_mut().filter(|((_, tag), _)| tag.xpos == "NNS") {
        let as_it_is = Script::between(form, form);
        let total: usize = scripts.values().sum();
        let unchanged = scripts.get(&as_it_is).copied().unwrap_or(0);
        if tag.upos == Upos::Noun && form.ends_with('s') && unchanged * 4 <= total * 3 && total >= unchanged + 2 {
            scripts.remove(&as_it_is);
        }
    }
}

/// Adds the irregular words that the treebanks have seldom or never.
fn add_irregular(known: &mut Words, table: &str) -> anyhow::Result<()> {
    let mut strays = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let [kind, lemma, first, second] = line.split('\t').collect::<Vec<_>>()[..] else {
            bail!("irregular words: expected 4 fields, found: {line}");
        };
        let tags = match kind {
            "verb" => ["VERB|VBD", "VERB|VBN"],
            "noun" => ["NOUN|NNS", "NOUN|NNS"],
            _ => bail!("irregular words: expected verb or noun, found: {line}"),
        };
        let tags = tags.map(|tag| Tag::parse(tag).with_context(|| format!("unknown tag {tag}")));
        let [past, participle] = tags;
        let (past, participle) = (past?, participle?);
        for (forms, tag, other) in [(first, past, participle), (second, participle, past)] {
            for form in forms.split(',').filter(|form| !form.is_empty()) {
                let script = Script::between(form, lemma);
                let scripts = known.entry((form.to_owned(), tag)).or_default();
                if scripts.values().sum::<usize>() < TRUSTED {
                    *scripts = Scripts::from([(script.clone(), 1)]);
                }
                strays.push((form.to_owned(), other, script));
            }
        }
    }
    // The tagger takes past forms for participles at times, and the other way round.
    for (form, tag, script) in strays {
        known.entry((form, tag)).or_insert_with(|| Scripts::from([(script, 1)]));
    }
    Ok(())
}

fn vocabulary(golds: &[Gold], words: &[String]) -> Vocabulary {
    let mut vocabulary = Vocabulary { words: words.iter().cloned().collect(), ..Vocabulary::default() };
    for (lemma, tag) in golds.iter().flat_map(|gold| gold.lemmas.iter().zip(&gold.tags)) {
        match tag.upos {
            Upos::Verb => vocabulary.verbs.insert(lemma.to_lowercase()),
            Upos::Noun => vocabulary.nouns.insert(lemma.to_lowercase()),
            _ => false,
        };
    }
    vocabulary
}

/// Adds the regular forms of the vocabulary that the treebanks do not have.
fn add_regular(known: &mut Words, vocabulary: &Vocabulary) {
    let tags = ["VERB|VBD", "VERB|VBN", "VERB|VBG", "VERB|VBZ", "NOUN|NNS"];
    for tag in tags.into_iter().filter_map(Tag::parse) {
        for form in &vocabulary.words {
            if let Some(lemma) = vocabulary.lemma(form, tag) {
                let scripts = || Scripts::from([(Script::between(form, &lemma), 1)]);
                known.entry((form.clone(), tag)).or_insert_with(scripts);
            }
        }
    }
}

/// The part of a word that a rule looks at.
fn ending(folded: &[u8], step: usize) -> Option<&[u8]> {
    let length = if step == 0 { folded.len() } else { LONGEST_ENDING - step };
    Some(&folded[folded.len().checked_sub(length)?..])
}

/// The commonest script of every ending and word, from short endings to whole words, where shorter ones do not say the same.
fn choose(votes: &[BTreeMap<(Vec<u8>, Tag), Scripts>]) -> Vec<Rules> {
    let mut rules = vec![Rules::new(); votes.len()];
    let longer = (1..votes.len()).rev().chain([0]);
    for step in longer {
        let mut chosen = Rules::new();
        for ((text, tag), counts) in &votes[step] {
            let total: usize = counts.values().sum();
            let Some((script, _)) = counts.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0))) else { continue };
            let shorter = (step + 1..=LONGEST_ENDING)
                .find_map(|step| rules.get(step)?.get(&(ending(text, step)?.to_vec(), *tag)));
            if shorter != Some(script) && (step == 0 || total >= 2) {
                chosen.insert((text.clone(), *tag), script.clone());
            }
        }
        rules[step] = chosen;
    }
    rules
}

/// Rules as a table that knows scripts by their numbers.
fn number(rules: &[Rules]) -> Lemmas<'static> {
    let mut numbers: HashMap<Script, u16> = HashMap::new();
    let mut scripts = Vec::new();
    let mut entries = Vec::new();
    for (step, rules) in rules.iter().enumerate() {
        for ((text, tag), script) in rules {
            let Some(key) = key(text, *tag, step) else { continue };
            let number = *numbers.entry(script.clone()).or_insert_with(|| {
                scripts.push(script.clone());
                (scripts.len() - 1) as u16
            });
            entries.push((key, number));
        }
    }
    Lemmas { rules: Dictionary::build(&entries), scripts }
}
