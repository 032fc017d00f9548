//! Spoils sentences as headlines, tickers and sloppy copies do, so that the models do not lean on case and stops.

use super::headline;
use super::random::Random;
use super::treebank::Gold;
use std::borrow::Cow;
use westphalia_text::Upos;

/// Sentences out of a hundred that are turned into headlines.
const HEADLINES: usize = 10;

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

/// The sentence, 10 times in 100 as a headline, 15 times without its case, and 5 times without its last stop.
pub fn spoil<'a>(gold: &'a Gold, random: &mut Random) -> Cow<'a, Gold> {
    let mut spoiled = Cow::Borrowed(gold);
    if random.percent(HEADLINES) {
        spoiled = Cow::Owned(headline::write(&spoiled, random));
    }
    if random.percent(15) {
        spoiled = Cow::Owned(Case::ALL[random.below(3)].rewrite(&spoiled));
    }
    if random.percent(5) {
        spoiled = without_stop(spoiled);
    }
    spoiled
}

/// The sentence without a full stop or the like at its end.
fn without_stop(gold: Cow<'_, Gold>) -> Cow<'_, Gold> {
    let last = gold.forms.len() - 1;
    let is_leaf = !gold.heads.iter().any(|&head| usize::from(head) == last);
    if last < 2 || gold.tags[last].upos != Upos::Punct || !is_leaf {
        return gold;
    }
    let keep: Vec<bool> = (0..=last).map(|i| i != last).collect();
    Cow::Owned(thin(&gold, &keep))
}

/// The sentence with only the words to keep; those that go must have no children.
pub fn thin(gold: &Gold, keep: &[bool]) -> Gold {
    let mut places = Vec::with_capacity(keep.len() + 1);
    let mut place = 0;
    for &kept in keep {
        places.push(place);
        place += u16::from(kept);
    }
    // The root moves up with the end of the sentence.
    places.push(place);
    let mut thin = Gold { text: gold.text.clone(), paragraph: gold.paragraph, ..Gold::default() };
    for i in (0..keep.len()).filter(|&i| keep[i]) {
        thin.forms.push(gold.forms[i].clone());
        thin.spaces.push(gold.spaces[i]);
        thin.tags.push(gold.tags[i]);
        thin.lemmas.push(gold.lemmas[i].clone());
        thin.heads.push(places[usize::from(gold.heads[i])]);
        thin.labels.push(gold.labels[i]);
    }
    thin
}
