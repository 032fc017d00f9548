//! Reads the features of a word off its tag, its form and its place in the tree.

use crate::{Deprel, Feats, Number, Sentence, Tense, Token, Upos, VerbForm};

/// What the children of a word say about it.
#[derive(Clone, Copy, Debug, Default)]
struct Signs {
    passive: bool,
    auxiliary: bool,
    to: bool,
    marker: bool,
}

/// Sets the features of every token of `sentence`, whose words stand in `text`.
pub fn assign(text: &str, sentence: &mut Sentence) {
    let mut signs = vec![Signs::default(); sentence.tokens.len()];
    for token in &sentence.tokens {
        let Some(sign) = token.head.and_then(|head| signs.get_mut(head)) else { continue };
        match token.deprel {
            Deprel::NsubjPass | Deprel::AuxPass | Deprel::CsubjPass => sign.passive = true,
            Deprel::Aux => sign.auxiliary = true,
            Deprel::Mark if token.xpos == "TO" => sign.to = true,
            Deprel::Mark | Deprel::Case => sign.marker = true,
            _ => {}
        }
    }
    for (token, signs) in sentence.tokens.iter_mut().zip(signs) {
        let form = token.span.of(text);
        token.feats = Feats {
            number: number(token, form),
            verb_form: verb_form(token, signs),
            tense: tense(token),
            passive: signs.passive && matches!(token.upos, Upos::Verb | Upos::Aux),
        };
    }
}

fn number(token: &Token, form: &str) -> Option<Number> {
    let one_of = |list: &[&str]| list.iter().any(|word| form.eq_ignore_ascii_case(word));
    match token.xpos {
        "NN" | "NNP" | "VBZ" => Some(Number::Singular),
        "NNS" | "NNPS" => Some(Number::Plural),
        "PRP" | "PRP$" | "DT" if one_of(PLURAL) => Some(Number::Plural),
        "PRP" | "PRP$" | "DT" if one_of(SINGULAR) => Some(Number::Singular),
        "VBD" if one_of(&["was"]) => Some(Number::Singular),
        _ => None,
    }
}

const PLURAL: &[&str] =
    &["we", "us", "our", "ours", "ourselves", "they", "them", "their", "theirs", "themselves", "these", "those"];
const SINGULAR: &[&str] = &[
    "i", "me", "my", "mine", "myself", "he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its",
    "itself", "this", "that", "a", "an",
];

fn verb_form(token: &Token, signs: Signs) -> Option<VerbForm> {
    match token.xpos {
        "VBZ" | "VBD" | "VBP" | "MD" => Some(VerbForm::Finite),
        // A bare verb at the root is an order: "Withdraw your troops".
        "VB" if token.deprel == Deprel::Root && !signs.auxiliary && !signs.to => Some(VerbForm::Finite),
        "VB" => Some(VerbForm::Infinitive),
        "VBN" => Some(VerbForm::Participle),
        "VBG" if is_gerund(token.deprel, signs) => Some(VerbForm::Gerund),
        "VBG" => Some(VerbForm::Participle),
        _ => None,
    }
}

fn is_gerund(deprel: Deprel, signs: Signs) -> bool {
    let nominal = matches!(
        deprel,
        Deprel::Csubj
            | Deprel::CsubjPass
            | Deprel::Nsubj
            | Deprel::NsubjPass
            | Deprel::Obj
            | Deprel::Obl
            | Deprel::Xcomp
    );
    !signs.auxiliary && (nominal || signs.marker)
}

fn tense(token: &Token) -> Option<Tense> {
    match token.xpos {
        "VBD" | "VBN" => Some(Tense::Past),
        "VBZ" | "VBP" | "VBG" => Some(Tense::Present),
        _ => None,
    }
}
