//! Rewrites sentences as chronicles and headlines tell them: the past in the present tense, without articles and auxiliaries.
//!
//! The treebanks tell the past in the past tense, and a tagger trained on them takes "storms" in "A mob storms the jail" for a noun.

use super::treebank::Gold;
use westphalia_text::tagset::Tag;
use westphalia_text::{Deprel, Upos};

/// The sentence with its verbs of the past in the present tense; `None` where it has none.
pub fn in_present(gold: &Gold) -> Option<Gold> {
    let is_past = |tag: Tag| tag.xpos == "VBD" && matches!(tag.upos, Upos::Verb | Upos::Aux);
    let past: Vec<usize> = (0..gold.forms.len()).filter(|&i| is_past(gold.tags[i])).collect();
    if past.is_empty() {
        return None;
    }
    let mut present = gold.clone();
    for i in past {
        let plural = is_plural(gold, i);
        let form = present_form(&gold.lemmas[i], plural, gold.forms.get(subject(gold, i)?).map(String::as_str));
        present.forms[i] = like(&gold.forms[i], &form);
        present.tags[i] = Tag { xpos: if plural { "VBP" } else { "VBZ" }, ..gold.tags[i] };
    }
    Some(present)
}

/// The sentence as a headline: no articles, no auxiliary of the passive, no copula before an adjective or participle.
pub fn as_headline(gold: &Gold) -> Gold {
    without(gold, |i| {
        let article = gold.tags[i].xpos == "DT" && matches!(gold.lemmas[i].as_str(), "the" | "a" | "an");
        let finite = matches!(gold.tags[i].xpos, "VBD" | "VBZ" | "VBP");
        let auxiliary = finite && matches!(gold.labels[i], Deprel::AuxPass);
        article || auxiliary
    })
}

/// The sentence without the leaves that `leave` names.
pub fn without(gold: &Gold, leave: impl Fn(usize) -> bool) -> Gold {
    let n = gold.forms.len();
    let mut is_head = vec![false; n + 1];
    for &head in &gold.heads {
        is_head[usize::from(head)] = true;
    }
    let kept: Vec<usize> = (0..n).filter(|&i| is_head[i] || !leave(i)).collect();
    let mut moved = vec![0_u16; n + 1];
    for (new, &old) in kept.iter().enumerate() {
        moved[old] = new as u16;
    }
    moved[n] = kept.len() as u16;
    let mut shorter = Gold { text: gold.text.clone(), paragraph: gold.paragraph, ..Gold::default() };
    for &i in &kept {
        shorter.forms.push(gold.forms[i].clone());
        shorter.spaces.push(gold.spaces[i]);
        shorter.tags.push(gold.tags[i]);
        shorter.lemmas.push(gold.lemmas[i].clone());
        shorter.heads.push(moved[usize::from(gold.heads[i])]);
        shorter.labels.push(gold.labels[i]);
    }
    shorter
}

/// The subject of a verb, an auxiliary or a conjunct; the verb itself where it has none.
fn subject(gold: &Gold, verb: usize) -> Option<usize> {
    let mut at = verb;
    for _ in 0..4 {
        let own = (0..gold.forms.len())
            .find(|&k| usize::from(gold.heads[k]) == at && matches!(gold.labels[k], Deprel::Nsubj | Deprel::NsubjPass));
        if own.is_some() {
            return own;
        }
        let above = usize::from(gold.heads[at]);
        let shares = matches!(gold.labels[at], Deprel::Conj | Deprel::Aux | Deprel::AuxPass | Deprel::Cop);
        if !shares || above >= gold.forms.len() {
            break;
        }
        at = above;
    }
    Some(verb)
}

fn is_plural(gold: &Gold, verb: usize) -> bool {
    let Some(subject) = subject(gold, verb).filter(|&s| s != verb) else { return false };
    let joined = (0..gold.forms.len())
        .any(|k| usize::from(gold.heads[k]) == subject && gold.labels[k] == Deprel::Conj && k < verb);
    let plural = matches!(gold.tags[subject].xpos, "NNS" | "NNPS")
        || matches!(gold.lemmas[subject].as_str(), "we" | "they" | "you" | "I" | "these" | "those");
    joined || plural
}

/// "was" → "is" or "are"; "stormed" → "storms" or "storm".
fn present_form(lemma: &str, plural: bool, subject: Option<&str>) -> String {
    match lemma {
        "be" if subject == Some("I") => return "am".to_owned(),
        "be" => return if plural { "are" } else { "is" }.to_owned(),
        _ if plural => return lemma.to_owned(),
        "have" => return "has".to_owned(),
        _ => {}
    }
    let vowel_before_y =
        lemma.ends_with("ay") || lemma.ends_with("ey") || lemma.ends_with("oy") || lemma.ends_with("uy");
    match lemma {
        l if l.ends_with('y') && !vowel_before_y => format!("{}ies", &l[..l.len() - 1]),
        l if ["s", "sh", "ch", "x", "z", "o"].iter().any(|end| l.ends_with(end)) => format!("{l}es"),
        l => format!("{l}s"),
    }
}

/// Written as `model` is: small, with a capital, in capitals.
fn like(model: &str, form: &str) -> String {
    if model.chars().count() > 1 && !model.chars().any(char::is_lowercase) {
        return form.to_uppercase();
    }
    if !model.starts_with(char::is_uppercase) {
        return form.to_owned();
    }
    let mut chars = form.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Whether a sentence can be told as a headline: it has a verb of its own and a subject before it.
pub fn is_telling(gold: &Gold) -> bool {
    let n = gold.forms.len();
    let root = (0..n).find(|&i| usize::from(gold.heads[i]) == n);
    root.is_some_and(|r| {
        gold.tags[r].upos == Upos::Verb
            && (0..r)
                .any(|k| usize::from(gold.heads[k]) == r && matches!(gold.labels[k], Deprel::Nsubj | Deprel::NsubjPass))
    })
}

#[cfg(test)]
mod tests {
    use super::{as_headline, in_present};
    use crate::train_text::treebank;

    fn check(lines: &[&str], present: &str, headline: &str) {
        let rows: String = lines.iter().map(|l| format!("{}\n", l.split(' ').collect::<Vec<_>>().join("\t"))).collect();
        let golds = treebank::parse(&format!("{rows}\n")).expect("a sentence in CoNLL-U");
        let told = in_present(&golds[0]).expect("verbs of the past");
        assert_eq!(told.forms.join(" "), present);
        assert_eq!(as_headline(&told).forms.join(" "), headline);
    }

    #[test]
    fn the_past_is_told_in_the_present() {
        check(
            &[
                "1 The the DET DT _ 2 det _ _",
                "2 rebels rebel NOUN NNS _ 3 nsubj _ _",
                "3 carried carry VERB VBD _ 0 root _ _",
                "4 a a DET DT _ 5 det _ _",
                "5 flag flag NOUN NN _ 3 obj _ _",
                "6 and and CCONJ CC _ 8 cc _ _",
                "7 were be AUX VBD _ 8 aux:pass _ _",
                "8 shot shoot VERB VBN _ 3 conj _ _",
            ],
            "The rebels carry a flag and are shot",
            "rebels carry flag and shot",
        );
        check(
            &[
                "1 Rome Rome PROPN NNP _ 2 nsubj _ _",
                "2 denied deny VERB VBD _ 0 root _ _",
                "3 it it PRON PRP _ 2 obj _ _",
            ],
            "Rome denies it",
            "Rome denies it",
        );
    }
}
