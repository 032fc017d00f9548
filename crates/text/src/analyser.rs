//! Analyses a text sentence by sentence.

use crate::split::Sentences;
use crate::tokenise::tokenise_some;
use crate::{Model, Scratch, Sentence};
use westphalia_model::Span;

/// Longest sentence in words. A longer one is cut, at a semicolon or comma where there is one near the end.
pub const LONGEST_SENTENCE: usize = 512;

/// Yields the sentences of a text, one after another, holding only one in memory.
#[derive(Debug)]
pub struct Analyser<'a> {
    model: &'a Model,
    text: &'a str,
    scratch: &'a mut Scratch,
    sentences: Sentences<'a>,
    /// What is left of a sentence that was too long.
    left: Option<Span>,
}

impl<'a> Analyser<'a> {
    /// Begins at the start of `text`.
    #[must_use]
    pub fn new(model: &'a Model, text: &'a str, scratch: &'a mut Scratch) -> Self {
        Self { model, text, scratch, sentences: Sentences::new(text), left: None }
    }

    /// Finds the words of the next sentence, or of the next part of a long one.
    fn advance(&mut self) -> Option<()> {
        loop {
            let span = self.left.take().or_else(|| self.sentences.next())?;
            let tokens = &mut self.scratch.tokens;
            tokens.clear();
            let mut at = span.start();
            while tokens.len() < LONGEST_SENTENCE
                && tokenise_some(self.text, &mut at, span.end(), LONGEST_SENTENCE, tokens)
            {}
            if at < span.end() {
                at = cut(self.text, tokens, at);
                self.left = Some(Span::new(at, span.end()));
            }
            if !tokens.is_empty() {
                return Some(());
            }
        }
    }
}

/// Shortens a sentence that goes on after `end` to a good place, and returns where that is.
fn cut(text: &str, tokens: &mut Vec<Span>, end: usize) -> usize {
    let least = LONGEST_SENTENCE * 3 / 4;
    if tokens.len() < LONGEST_SENTENCE {
        return end;
    }
    for mark in [";", ","] {
        if let Some(last) = tokens.iter().rposition(|span| span.of(text) == mark).filter(|&last| last >= least) {
            tokens.truncate(last + 1);
            return tokens[last].end();
        }
    }
    end
}

impl Iterator for Analyser<'_> {
    type Item = Sentence;

    fn next(&mut self) -> Option<Sentence> {
        self.advance()?;
        Some(self.model.annotate(self.text, self.scratch))
    }
}

impl Model {
    /// Analyses a whole text.
    #[must_use]
    pub fn analyse(&self, text: &str) -> Vec<Sentence> {
        self.analyse_with(text, &mut Scratch::default())
    }

    /// Analyses a whole text in working space that was used before.
    #[must_use]
    pub fn analyse_with(&self, text: &str, scratch: &mut Scratch) -> Vec<Sentence> {
        Analyser::new(self, text, scratch).collect()
    }
}
