//! Collects the rules for dictionary forms.

use super::treebank::Gold;
use std::collections::{BTreeMap, HashMap};
use westphalia_text::dictionary::Dictionary;
use westphalia_text::lemma::{LONGEST_ENDING, Lemmas, Script, base, key};
use westphalia_text::tagset::Tag;
use westphalia_text::word::fold;

/// How often each script was seen with a word or an ending.
type Votes = BTreeMap<u64, BTreeMap<Script, usize>>;

/// Rules for the lemmas of the training set: the shortest ending that decides, and exceptions for whole words.
pub fn collect(golds: &[Gold]) -> Lemmas<'static> {
    let mut words: BTreeMap<(String, Tag), BTreeMap<Script, usize>> = BTreeMap::new();
    for gold in golds {
        for ((form, lemma), &tag) in gold.forms.iter().zip(&gold.lemmas).zip(&gold.tags) {
            let lemma = base(lemma, tag);
            let script = Script::between(&base(form, tag), &lemma);
            *words.entry((form.clone(), tag)).or_default().entry(script).or_default() += 1;
        }
    }
    let mut votes: Vec<Votes> = vec![Votes::new(); LONGEST_ENDING + 1];
    let mut folded = Vec::new();
    for ((form, tag), scripts) in &words {
        fold(form, &mut folded);
        for (step, votes) in votes.iter_mut().enumerate() {
            let Some(key) = key(&folded, *tag, step) else { continue };
            for (script, count) in scripts {
                // For endings a word counts once: a rule should hold for many words, not for a frequent one.
                *votes.entry(key).or_default().entry(script.clone()).or_default() += if step == 0 { *count } else { 1 };
            }
        }
    }
    choose(&votes)
}

/// Keeps the commonest script of every ending and word. Endings seen with one word only are kept too where they
/// are long.
fn choose(votes: &[Votes]) -> Lemmas<'static> {
    let mut numbers: HashMap<Script, u16> = HashMap::new();
    let mut scripts = Vec::new();
    let mut entries = Vec::new();
    for (step, votes) in votes.iter().enumerate() {
        for (&key, counts) in votes {
            let total: usize = counts.values().sum();
            let Some((script, _)) = counts.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0))) else { continue };
            if step > 0 && total < 2 {
                continue;
            }
            let number = *numbers.entry(script.clone()).or_insert_with(|| {
                scripts.push(script.clone());
                (scripts.len() - 1) as u16
            });
            entries.push((key, number));
        }
    }
    Lemmas { rules: Dictionary::build(&entries), scripts }
}
