//! The words of the grammar, from `data/grammar`.

use super::phrase::Phrase;
use crate::train_text::headline::third_person;
use crate::train_text::random::Random;
use anyhow::{Context, bail};
use std::collections::BTreeMap;
use std::path::Path;
use westphalia_text::Upos;

/// Forms of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Base,
    /// With or without the -s, as the subject asks.
    Present {
        plural: bool,
    },
    Past,
    Participle,
    Ing,
}

/// Words by what they can do.
#[derive(Debug, Default)]
pub struct Lexicon {
    verbs: BTreeMap<String, Vec<String>>,
    nouns: BTreeMap<String, Vec<String>>,
    names: BTreeMap<String, Vec<[String; 3]>>,
    irregular: BTreeMap<String, [String; 2]>,
}

impl Lexicon {
    /// Reads the tables of a folder; `irregular` is the table of irregular verbs that the lemmas come from, too.
    pub fn read(folder: &Path, irregular: &str) -> anyhow::Result<Self> {
        let mut lexicon = Self::default();
        for line in irregular.lines() {
            if let ["verb", lemma, past, participle] = line.split('\t').collect::<Vec<_>>()[..] {
                let first = |cell: &str| cell.split(',').next().unwrap_or(cell).to_owned();
                lexicon.irregular.insert(lemma.to_owned(), [first(past), first(participle)]);
            }
        }
        let words = |cell: &str| cell.split(' ').map(str::to_owned).collect::<Vec<_>>();
        for [pattern, verbs] in rows(folder, "verbs.tsv")? {
            lexicon.verbs.insert(pattern, words(&verbs));
        }
        for [kind, nouns] in rows(folder, "nouns.tsv")? {
            lexicon.nouns.insert(kind, words(&nouns));
        }
        for [kind, name, adjective, people] in rows(folder, "names.tsv")? {
            lexicon.names.entry(kind).or_default().push([name, adjective, people]);
        }
        for [lemma, past, participle] in rows(folder, "irregular.tsv")? {
            lexicon.irregular.insert(lemma, [past, participle]);
        }
        Ok(lexicon)
    }

    /// Some verb that takes that.
    pub fn some_verb(&self, pattern: &str, random: &mut Random) -> &str {
        some(&self.verbs[pattern], random)
    }

    /// Some noun of that kind.
    pub fn some_noun(&self, kind: &str, random: &mut Random) -> &str {
        some(&self.nouns[kind], random)
    }

    /// Some name of that kind, with its adjective and its people.
    pub fn some_name(&self, kind: &str, random: &mut Random) -> &[String; 3] {
        some(&self.names[kind], random)
    }

    /// A verb in that form.
    pub fn verb(&self, lemma: &str, form: Form) -> Phrase {
        let irregular = self.irregular.get(lemma);
        let (text, xpos) = match form {
            Form::Base => (lemma.to_owned(), "VB"),
            Form::Present { plural: true } => (lemma.to_owned(), "VBP"),
            Form::Present { plural: false } => (third_person(lemma), "VBZ"),
            Form::Past => (irregular.map_or_else(|| with_ed(lemma), |i| i[0].clone()), "VBD"),
            Form::Participle => (irregular.map_or_else(|| with_ed(lemma), |i| i[1].clone()), "VBN"),
            Form::Ing => (with_ing(lemma, irregular), "VBG"),
        };
        Phrase::word(&text, Upos::Verb, xpos, lemma)
    }
}

fn some<'a, T: ?Sized>(items: &'a [impl std::borrow::Borrow<T>], random: &mut Random) -> &'a T {
    items[random.below(items.len())].borrow()
}

/// The rows below the header of a table, each with so many cells.
fn rows<const N: usize>(folder: &Path, name: &str) -> anyhow::Result<Vec<[String; N]>> {
    let path = folder.join(name);
    let text = std::fs::read_to_string(&path).with_context(|| format!("expected a table at {}", path.display()))?;
    let mut rows = Vec::new();
    for (number, line) in text.lines().enumerate().skip(1) {
        let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
        match <[String; N]>::try_from(cells) {
            Ok(row) => rows.push(row),
            Err(cells) => bail!("{}:{}: expected {N} cells, found {}", path.display(), number + 1, cells.len()),
        }
    }
    Ok(rows)
}

fn with_ed(lemma: &str) -> String {
    let before_y = lemma.as_bytes().iter().rev().nth(1);
    match lemma {
        l if l.ends_with('e') => format!("{l}d"),
        l if l.ends_with('y') && !before_y.is_some_and(|b| b"aeou".contains(b)) => format!("{}ied", &l[..l.len() - 1]),
        l => format!("{l}ed"),
    }
}

fn with_ing(lemma: &str, irregular: Option<&[String; 2]>) -> String {
    // Whoever doubles the last letter before -ed doubles it before -ing.
    let doubled =
        irregular.is_some_and(|[past, _]| past.strip_suffix("ed").is_some_and(|stem| stem.len() == lemma.len() + 1));
    let short = matches!(lemma, "hit" | "cut" | "get" | "begin" | "shut" | "overrun" | "beset");
    let last = lemma.chars().last().unwrap_or(' ');
    match lemma {
        l if doubled || short => format!("{l}{last}ing"),
        l if l.ends_with("ee") => format!("{l}ing"),
        l if l.ends_with("ie") => format!("{}ying", &l[..l.len() - 2]),
        l if l.ends_with('e') => format!("{}ing", &l[..l.len() - 1]),
        l => format!("{l}ing"),
    }
}

#[cfg(test)]
mod tests {
    use super::{third_person, with_ed, with_ing};

    #[test]
    fn verbs_take_their_endings() {
        let all = |lemma: &str| [third_person(lemma), with_ed(lemma), with_ing(lemma, None)].join(" ");
        assert_eq!(all("storm"), "storms stormed storming");
        assert_eq!(all("deny"), "denies denied denying");
        assert_eq!(all("destroy"), "destroys destroyed destroying");
        assert_eq!(all("seize"), "seizes seized seizing");
        assert_eq!(all("clash"), "clashes clashed clashing");
    }
}
