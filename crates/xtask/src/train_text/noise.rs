//! Spoils sentences as headlines, tickers and sloppy copies do, so that the models do not lean on case and stops.

use super::chronicle;
use super::random::Random;
use super::treebank::Gold;
use std::borrow::Cow;
use westphalia_text::Upos;

/// How many sentences of a hundred are told in the present tense, and as headlines.
const PRESENT: usize = 20;
const HEADLINE: usize = 10;

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

/// The sentence, sometimes told in the present tense or as a headline, without its case or without its last stop.
pub fn spoil<'a>(gold: &'a Gold, random: &mut Random) -> Cow<'a, Gold> {
    let mut spoiled = Cow::Borrowed(gold);
    if random.percent(PRESENT)
        && let Some(present) = chronicle::in_present(&spoiled)
    {
        spoiled = Cow::Owned(present);
    }
    if random.percent(HEADLINE) && chronicle::is_telling(&spoiled) {
        spoiled = Cow::Owned(chronicle::as_headline(&spoiled));
    }
    if random.percent(15) {
        spoiled = Cow::Owned(Case::ALL[random.below(3)].rewrite(&spoiled));
    }
    if random.percent(5) {
        spoiled = Cow::Owned(without_stop(&spoiled));
    }
    spoiled
}

/// The sentence without a full stop or the like at its end.
fn without_stop(gold: &Gold) -> Gold {
    let last = gold.forms.len() - 1;
    chronicle::without(gold, |i| i == last && last >= 2 && gold.tags[i].upos == Upos::Punct)
}
