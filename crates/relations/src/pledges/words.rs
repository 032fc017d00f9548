//! Content words of a text, and how much two texts share.
//!
//! No tree is at hand here, so words are compared by stems that are cut off lightly, and weighed by how rare they are in the
//! events read so far (inverse document frequency, Spärck Jones 1972).

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

/// Words that say nothing of what a pledge is about: function words, words of saying and pledging, words of time, and
/// offices.
const IDLE: &str = "a about according after again against all also always am an and any are as at back be became because been \
    before being between both but by came can could country countries day days did do does done during each either end for \
    former from further get give given go goes had has have he her here him his how i if in into is it its join joint just \
    last later leader leaders let made make many may me meanwhile member minister ministers ministry month months more most \
    much must near new next no nor not now of off office official officials old on once one only or other others our out over \
    own part parties party president prime ready regular said same say says second secretary set several shall she should \
    side sides since so some spokesman spokeswoman state states statement still such take taken than that the their them \
    then there these they third this those three through time to today together told took tomorrow too two under until unless \
    up upon us very was week weeks well were what when where which while who whom whose will with within without would year \
    years yesterday yet you government governments leader foreign deputy chairman king head capital city first following \
    agree agreed agrees accept accepted promise promised promises pledge pledged pledges vow vowed vows offer offered offers \
    sign signed signs undertake undertook threaten threatened threatens warn warned warns commit committed plan planned plans \
    propose proposed announce announced declare declared decide decided confirm confirmed intend intends ask asked call called \
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october \
    november december send sent sends sending deliver delivered provide provided provides receive received bring brought came come arrive \
    arrived news agency media report reported reports added late early";

/// The content words of a text as stems, each once. Words of a single letter and plain numbers are left out.
#[must_use]
pub fn stems(text: &str) -> BTreeSet<String> {
    tokens(text).filter(|word| !is_idle(word)).map(|word| stem(&word)).filter(|stem| stem.len() > 1).collect()
}

/// The words of a text in lower case, without possessive endings.
pub fn tokens(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '\u{2019}'))
        .map(|word| {
            let low = word.to_lowercase().replace('\u{2019}', "'");
            low.strip_suffix("'s").unwrap_or(&low).trim_matches('\'').to_owned()
        })
        .filter(|word| !word.is_empty())
}

fn is_idle(word: &str) -> bool {
    static SET: LazyLock<HashSet<&str>> = LazyLock::new(|| IDLE.split_ascii_whitespace().collect());
    word.chars().all(|c| c.is_ascii_digit()) || SET.contains(word)
}

/// A word without its endings, at most six letters: `ratified`, `ratify` and `ratification` are `ratifi`.
#[must_use]
pub fn stem(word: &str) -> String {
    let mut kept = word;
    for ending in ["ingly", "edly", "ings", "ing", "ied", "ies", "ed", "es", "s", "y", "e"] {
        if let Some(rest) = kept.strip_suffix(ending)
            && rest.chars().count() >= 3
            && !(ending == "s" && rest.ends_with('s'))
        {
            kept = rest;
            break;
        }
    }
    let doubled = kept.len() > 4 && kept.is_ascii() && {
        let bytes = kept.as_bytes();
        bytes[bytes.len() - 1] == bytes[bytes.len() - 2] && !matches!(bytes[bytes.len() - 1], b'l' | b's')
    };
    let n = kept.chars().count() - usize::from(doubled);
    kept.chars().take(n.min(6)).collect::<String>().trim_end_matches('i').to_owned()
}

/// How often each stem has occurred in the events read so far.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    n_events: u32,
    n_with: BTreeMap<String, u32>,
}

/// So many events are thought to have been read before the first, with none of the words: else the first words of a record
/// would all weigh nothing.
const PRIOR: u32 = 10;

impl Corpus {
    /// Counts the stems of one more event.
    pub fn add(&mut self, stems: &BTreeSet<String>) {
        self.n_events += 1;
        for stem in stems {
            *self.n_with.entry(stem.clone()).or_default() += 1;
        }
    }

    /// `ln((n + 10) / (n with the stem + 1))`, at least 0.1.
    #[must_use]
    pub fn weight(&self, stem: &str) -> f64 {
        let with = self.n_with.get(stem).copied().unwrap_or(0);
        (f64::from(self.n_events + PRIOR) / f64::from(with + 1)).ln().max(0.1)
    }

    /// The share, 0 to 1, of the weight of the lighter text that both have in common; 0 where one has no words.
    #[must_use]
    pub fn overlap(&self, one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
        let weigh = |stems: &BTreeSet<String>| stems.iter().map(|stem| self.weight(stem)).sum::<f64>();
        let common: f64 = one.intersection(other).map(|stem| self.weight(stem)).sum();
        let lighter = weigh(one).min(weigh(other));
        if lighter > 0.0 { (common / lighter).min(1.0) } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::{Corpus, stem, stems};

    #[test]
    fn forms_of_a_word_have_one_stem() {
        let check = |words: &str| {
            let found: Vec<String> = words.split(' ').map(stem).collect();
            assert!(found.iter().all(|s| *s == found[0]), "{words}: {found:?}");
        };
        check("ratify ratified ratification");
        check("deliver delivered delivery deliveries");
        check("withdraw withdrawing withdrawal");
        check("ship shipped shipping ships");
        check("supply supplies supplied");
        check("satellite satellites");
        check("troop troops");
        check("sell selling sells");
    }

    #[test]
    fn only_words_of_content_count() {
        let check = |text: &str, expected: &str| {
            assert_eq!(stems(text).into_iter().collect::<Vec<_>>().join(" "), expected, "{text}");
        };
        check("The president promised on Monday to send 500 trucks of wheat.", "truck wheat");
        check("Kim\u{2019}s trains and the King's bridges", "bridg kim train");
        check("", "");
    }

    #[test]
    fn rare_words_weigh_more() {
        let mut corpus = Corpus::default();
        assert!((corpus.overlap(&stems("wheat train"), &stems("wheat bridge")) - 0.5).abs() < 1e-9);
        for _ in 0..20 {
            corpus.add(&stems("a train"));
        }
        assert!(corpus.overlap(&stems("wheat train"), &stems("wheat bridge")) > 0.5);
        assert!(corpus.overlap(&stems("wheat train"), &stems("train bridge")) < 0.2);
        assert!(corpus.overlap(&stems(""), &stems("wheat")).abs() < 1e-9);
    }
}
