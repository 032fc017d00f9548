//! Sentences on which the coder once went round in circles.

use westphalia_coder::Coder;
use westphalia_model::Document;

/// Codes a text; that it comes back at all is what is checked.
fn check(text: &str) {
    let coder = Coder::embedded().expect("the shipped coder loads");
    let doc = Document { text: text.to_owned(), ..Document::default() };
    assert_eq!(coder.code(&doc).n_sentences, 1, "{text}");
}

#[test]
fn an_organ_of_a_pair_does_not_ask_the_pair_for_itself() {
    check("The ministers hope that the Special Forces of both countries will train together.");
    check("The Special Forces of the two sides met, and those of both states thanked the Special Forces of both.");
}

#[test]
fn a_pair_that_is_joined_to_a_name_does_not_stand_for_itself() {
    check("In Italy, two Vatican Radio officials, a cardinal and a priest, have been convicted of polluting the air.");
}
