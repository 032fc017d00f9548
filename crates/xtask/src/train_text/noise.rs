//! Spoils sentences as headlines, tickers and sloppy copies do, so that the models do not lean on case and stops.

use super::random::Random;
use super::treebank::Gold;
use std::borrow::Cow;
use westphalia_text::Upos;

/// A way to write a sentence without telling case.
#[derive(Clone, Copy, Debug)]
pub enum Case {
    /// ALL CAPITALS.
    Upper,
    /// all small.
    Lower,
    /// First Letters in Capitals.
    Title,
}

impl Case {
    /// All ways.
    pub const ALL: [Self; 3] = [Self::Upper, Self::Lower, Self::Title];

    /// Writes a word that way.
    pub fn write(self, form: &str) -> String {
        match self {
            Self::Upper => form.to_uppercase(),
            Self::Lower => form.to_lowercase(),
            Self::Title => {
                let mut chars = form.chars();
                chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
            }
        }
    }

    /// Writes a sentence that way.
    pub fn rewrite(self, gold: &Gold) -> Gold {
        Gold { forms: gold.forms.iter().map(|form| self.write(form)).collect(), ..gold.clone() }
    }
}

/// The sentence, 15 times in 100 without its case, and 5 times in 100 without its last stop.
pub fn spoil<'a>(gold: &'a Gold, random: &mut Random) -> Cow<'a, Gold> {
    let mut spoiled = Cow::Borrowed(gold);
    if random.percent(15) {
        spoiled = Cow::Owned(Case::ALL[random.below(3)].rewrite(&spoiled));
    }
    if random.percent(5) {
        spoiled = without_stop(spoiled);
    }
    spoiled
}

fn without_stop(gold: Cow<'_, Gold>) -> Cow<'_, Gold> {
    let last = gold.forms.len() - 1;
    let is_leaf = !gold.heads.iter().any(|&head| usize::from(head) == last);
    if last < 2 || gold.tags[last].upos != Upos::Punct || !is_leaf {
        return gold;
    }
    let mut gold = gold.into_owned();
    gold.forms.pop();
    gold.spaces.pop();
    gold.tags.pop();
    gold.lemmas.pop();
    gold.heads.pop();
    gold.labels.pop();
    for head in &mut gold.heads {
        // The root moves up with the end of the sentence.
        if usize::from(*head) == last + 1 {
            *head -= 1;
        }
    }
    Cow::Owned(gold)
}
