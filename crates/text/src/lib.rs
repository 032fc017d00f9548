//! Where are the sentences, tokens, tags, lemmas and the tree?

mod sentence;

pub use sentence::{Deprel, Feats, Number, Sentence, Tense, Token, Upos, VerbForm};
