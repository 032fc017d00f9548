//! Turns sentences into headlines: in the present tense, without articles and some auxiliaries.
//!
//! The treebanks tell in the past tense and hardly have verbs like those of "Minister criticises envoy", which are then taken for nouns.

use super::noise::thin;
use super::random::Random;
use super::treebank::Gold;
use westphalia_text::tagset::Tag;
use westphalia_text::{Deprel, Upos};

/// The sentence as a headline.
pub fn write(gold: &Gold, random: &mut Random) -> Gold {
    let mut gold = gold.clone();
    for i in 0..gold.forms.len() {
        let Some(plural) = subject_number(&gold, i) else { continue };
        if let Some((form, tag)) = present(&gold, i, plural) {
            gold.forms[i] = form;
            gold.tags[i] = tag;
        }
    }
    let short = random.percent(60);
    let keep: Vec<bool> = (0..gold.forms.len()).map(|i| !(short && is_dropped(&gold, i))).collect();
    if keep.contains(&true) { thin(&gold, &keep) } else { gold }
}

/// Whether the nominal subject of a word is in the plural; none where it has no such subject.
fn subject_number(gold: &Gold, verb: usize) -> Option<bool> {
    let children = (0..gold.forms.len()).filter(|&i| usize::from(gold.heads[i]) == verb);
    let subject = children.into_iter().find(|&i| matches!(gold.labels[i], Deprel::Nsubj | Deprel::NsubjPass))?;
    let is_joined =
        (0..gold.forms.len()).any(|i| usize::from(gold.heads[i]) == subject && gold.labels[i] == Deprel::Conj);
    match gold.tags[subject].xpos {
        "NN" | "NNP" => Some(is_joined),
        "NNS" | "NNPS" | "CD" => Some(true),
        "PRP" => match gold.forms[subject].to_lowercase().as_str() {
            "he" | "she" | "it" => Some(false),
            "they" | "we" => Some(true),
            _ => None,
        },
        _ => None,
    }
}

/// A verb in the past tense, put into the present.
fn present(gold: &Gold, i: usize, plural: bool) -> Option<(String, Tag)> {
    let tag = gold.tags[i];
    if tag.xpos != "VBD" || tag.upos != Upos::Verb {
        return None;
    }
    let lemma = gold.lemmas[i].to_lowercase();
    let form = if plural { lemma } else { third_person(&lemma) };
    Some((form, Tag { xpos: if plural { "VBP" } else { "VBZ" }, ..tag }))
}

/// "order" becomes "orders".
pub fn third_person(lemma: &str) -> String {
    let consonant_y = lemma.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    match lemma {
        "have" => "has".to_owned(),
        "be" => "is".to_owned(),
        _ if consonant_y.is_some() => format!("{}ies", consonant_y.unwrap_or(lemma)),
        _ if lemma.ends_with(['s', 'x', 'z', 'o']) || lemma.ends_with("ch") || lemma.ends_with("sh") => {
            format!("{lemma}es")
        }
        _ => format!("{lemma}s"),
    }
}

/// Articles and the auxiliaries of passives, where nothing hangs on them.
fn is_dropped(gold: &Gold, i: usize) -> bool {
    let form = gold.forms[i].to_lowercase();
    let article = gold.labels[i] == Deprel::Det && matches!(form.as_str(), "the" | "a" | "an");
    let passive = gold.labels[i] == Deprel::AuxPass && matches!(form.as_str(), "was" | "were" | "is" | "are");
    (article || passive) && !gold.heads.iter().any(|&head| usize::from(head) == i)
}

#[cfg(test)]
mod tests {
    use super::{third_person, write};
    use crate::train_text::random::Random;
    use crate::train_text::treebank::parse;

    #[test]
    fn verbs_get_their_endings() {
        for (lemma, form) in
            [("order", "orders"), ("deny", "denies"), ("pass", "passes"), ("say", "says"), ("reach", "reaches")]
        {
            assert_eq!(third_person(lemma), form);
        }
    }

    #[test]
    fn a_headline_keeps_the_tree() {
        let rows = [
            "1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_",
            "2\tminister\tminister\tNOUN\tNN\t_\t3\tnsubj\t_\t_",
            "3\tordered\torder\tVERB\tVBD\t_\t0\troot\t_\t_",
            "4\ta\ta\tDET\tDT\t_\t5\tdet\t_\t_",
            "5\traid\traid\tNOUN\tNN\t_\t3\tobj\t_\t_",
        ];
        let gold = &parse(&(rows.join("\n") + "\n\n")).expect("the rows are well formed")[0];
        let headlines: Vec<_> = (0..20).map(|seed| write(gold, &mut Random::new(seed))).collect();
        assert!(headlines.iter().all(|h| h.forms.contains(&"orders".to_owned())));
        let short = headlines.iter().find(|h| h.forms.len() == 3).expect("some lose their articles");
        assert_eq!(short.forms, ["minister", "orders", "raid"]);
        assert_eq!(short.heads, [1, 3, 1]);
    }
}
