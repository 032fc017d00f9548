//! Names with the titles before them, which the parser must not tear apart.
//!
//! "Sri Lankan Prime Minister Ranil Wickremesinghe" is one phrase wherever it stands. Treebanks hold few such phrases, and a
//! parser that reads word by word is apt to hang the adjective on the verb and the name on the adjective. So each is found by
//! its tags beforehand, and the parser may only join the phrase as a whole to the rest of the sentence.

use crate::hash;
use crate::tagset::Tag;
use crate::word::{Outline, Word};
use rustc_hash::FxHashSet;
use std::sync::OnceLock;

/// Words that stand before a name, by the hash of their folded form.
struct Vocabulary {
    titles: FxHashSet<u64>,
    /// Days and months, which stand beside a name and are no part of it.
    calendar: FxHashSet<u64>,
    of: u64,
    hyphen: u64,
    and: u64,
}

const CALENDAR: &str = "monday tuesday wednesday thursday friday saturday sunday january february march april may june july \
                        august september october november december jan. feb. aug. sept. sep. oct. nov. dec.";

fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
    VOCABULARY.get_or_init(|| {
        let lines = include_str!("../../../data/text/titles.txt").lines();
        let titles = lines.filter(|line| !line.starts_with('#')).map(|line| hash::bytes(line.trim().as_bytes()));
        let calendar = CALENDAR.split_whitespace().map(|word| hash::bytes(word.as_bytes()));
        Vocabulary {
            titles: titles.collect(),
            calendar: calendar.collect(),
            of: hash::bytes(b"of"),
            hyphen: hash::bytes(b"-"),
            and: hash::bytes(b"and"),
        }
    })
}

/// What a word can be in a name with its title.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A name, or a noun with a capital.
    Name,
    /// A title, capital or not.
    Title,
    /// An adjective or noun that may stand before a title.
    Modifier { capital: bool },
    /// Nothing of it.
    Other,
}

fn part(word: &Word, tag: Tag, vocabulary: &Vocabulary) -> Part {
    let capital = matches!(word.outline, Outline::Capital | Outline::Upper | Outline::Mixed);
    if vocabulary.calendar.contains(&word.form) {
        return Part::Other;
    }
    match tag.xpos {
        "NN" | "NNP" | "JJ" if vocabulary.titles.contains(&word.form) => Part::Title,
        "NNP" | "NNPS" if capital => Part::Name,
        "JJ" | "NN" | "NNP" | "NNPS" | "AFX" => Part::Modifier { capital },
        _ => Part::Other,
    }
}

/// Writes the first and last word of each phrase of two words and more to `chunks`.
pub fn find(words: &[Word], tags: &[u8], tagset: &[Tag], chunks: &mut Vec<(u16, u16)>) {
    chunks.clear();
    // Where case tells nothing, neither do names.
    if words.iter().any(|word| word.outline == Outline::Unknown) {
        return;
    }
    let vocabulary = vocabulary();
    let part_at = |i: usize| match (words.get(i), tags.get(i).and_then(|&tag| tagset.get(usize::from(tag)))) {
        (Some(word), Some(&tag)) => part(word, tag, vocabulary),
        _ => Part::Other,
    };
    let mut at = 0;
    while at < words.len() {
        let mut end = at;
        while part_at(end) != Part::Other {
            // "Secretary of State Blinken", "Minister of Foreign Affairs Lavrov".
            let next_is = |form: u64| words.get(end + 1).is_some_and(|word| word.form == form);
            let linked = (part_at(end) == Part::Title && next_is(vocabulary.of))
                || (part_at(end) == Part::Name && next_is(vocabulary.hyphen));
            end += if linked && part_at(end + 2) == Part::Name { 2 } else { 1 };
        }
        // "The Strategic and Economic Dialogue": half of a name.
        let joins = |i: usize| words.get(i).is_some_and(|word| word.form == vocabulary.and);
        let half = joins(end) || at.checked_sub(1).is_some_and(joins);
        if let Some((first, last)) =
            within(at, end, part_at).filter(|&(first, last)| !half || (first..last).any(|i| part_at(i) == Part::Title))
            && let (Ok(first), Ok(last)) = (u16::try_from(first), u16::try_from(last))
        {
            chunks.push((first, last));
        }
        at = end.max(at + 1);
    }
}

/// The name with its title in a run of words that may belong to one.
fn within(from: usize, to: usize, part_at: impl Fn(usize) -> Part) -> Option<(usize, usize)> {
    let name = (from..to).rev().find(|&i| part_at(i) == Part::Name)?;
    // "Julie Bishop", "John Major": a title after a name is a surname.
    let last = (name + 1..to).take_while(|&i| part_at(i) == Part::Title).last().unwrap_or(name);
    let title = (from..last).find(|&i| part_at(i) == Part::Title);
    let first = match title {
        Some(_) => from,
        // Without a title only words with capitals are surely one phrase.
        None => {
            // Nothing else stands in the run but the hyphens of names.
            let is_name = |i: &usize| {
                *i > name || matches!(part_at(*i), Part::Name | Part::Modifier { capital: true } | Part::Other)
            };
            (from..=last).rev().take_while(is_name).last()?
        }
    };
    (first < last).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::Upos;
    use crate::hash;
    use crate::tagset::{Tag, XPOS};
    use crate::word::{Outline, Word, fold};

    /// Words with their tags, as `Peruvian/JJ`; the phrases that are found in them.
    fn check(tagged: &str, expected: &[&str]) {
        let (mut words, mut tags, mut tagset, mut folded) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let tokens: Vec<(&str, &str)> = tagged.split(' ').filter_map(|token| token.rsplit_once('/')).collect();
        for (n, (text, xpos)) in tokens.iter().enumerate() {
            fold(text, &mut folded);
            let capital = text.starts_with(char::is_uppercase);
            let outline = if capital { Outline::Capital } else { Outline::Lower };
            words.push(Word { form: hash::bytes(&folded), outline, ..Word::default() });
            let xpos = XPOS.iter().find(|known| *known == xpos).expect("a tag of the treebanks");
            tagset.push(Tag { upos: Upos::X, xpos });
            tags.push(u8::try_from(n).expect("a short sentence"));
        }
        let mut chunks = Vec::new();
        find(&words, &tags, &tagset, &mut chunks);
        let phrase = |&(first, last): &(u16, u16)| {
            tokens[usize::from(first)..=usize::from(last)].iter().map(|(text, _)| *text).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(chunks.iter().map(phrase).collect::<Vec<_>>(), expected, "{tagged}");
    }

    #[test]
    fn a_name_is_found_with_its_titles() {
        check(
            "Finnish/JJ Prime/JJ Minister/NNP Petteri/NNP Orpo/NNP spoke/VBD in/IN Oslo/NNP",
            &["Finnish Prime Minister Petteri Orpo"],
        );
        check(
            "She/PRP called/VBD Peruvian/JJ president/NN Dina/NNP Boluarte/NNP",
            &["Peruvian president Dina Boluarte"],
        );
        check("Secretary/NNP of/IN State/NNP Cordell/NNP Hull/NNP left/VBD", &["Secretary of State Cordell Hull"]);
        check("Carrie/NNP Lam/NNP Cheng/NNP -/HYPH Yuet/NNP spoke/VBD Monday/NNP", &["Carrie Lam Cheng - Yuet"]);
        check("Foreign/NNP Minister/NNP Julie/NNP Bishop/NNP spoke/VBD", &["Foreign Minister Julie Bishop"]);
        check("ships/NNS left/VBD the/DT old/JJ port/NN", &[]);
        check("the/DT Strategic/NNP and/CC Economic/NNP Dialogue/NNP", &[]);
    }
}
