//! Sentences made from a frame: its words, with what its conditions ask for around them.
//!
//! The same frame and number give the same sentence. Nothing here knows whether the coder reads it as it is meant:
//! [`crate::examples`] finds out.

mod noun;
mod phrase;
mod state;
mod verb;

use crate::inflect::Inflector;
use phrase::Phrases;
use westphalia_coder::codebook::{Codebook, Frame, Pos};

/// The `n`th sentence for a frame, or `None` where its conditions cannot be put into words here.
pub fn sentence(book: &Codebook, words: &Inflector, frame: &Frame, n: usize) -> Option<String> {
    // Further words of a frame come first, then further ways to say the same.
    let word = frame.words.get(n % frame.words.len().max(1))?;
    let phrases = Phrases::new(book, words, frame, n);
    let text = match frame.pos {
        Pos::Verb => verb::sentence(&phrases, word)?,
        Pos::Noun => noun::sentence(&phrases, word)?,
        Pos::Adjective => verb::adjective(&phrases, word)?,
    };
    Some(capital(&text))
}

/// The text with a capital first letter.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
