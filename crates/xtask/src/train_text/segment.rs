//! Scores the finding of sentences and words in raw text.

use super::treebank::Gold;
use westphalia_model::Span;

/// Things found that are there, things found, and things there.
#[derive(Clone, Copy, Debug, Default)]
pub struct Found {
    right: usize,
    guessed: usize,
    there: usize,
}

impl Found {
    fn add(&mut self, guessed: &[Span], there: &[Span]) {
        let known: std::collections::HashSet<Span> = there.iter().copied().collect();
        self.right += guessed.iter().filter(|span| known.contains(span)).count();
        self.guessed += guessed.len();
        self.there += there.len();
    }

    /// Harmonic mean of precision and recall, in percent.
    pub fn f1(self) -> f64 {
        200.0 * self.right as f64 / (self.guessed + self.there).max(1) as f64
    }
}

/// Where the words stand in the text of a sentence; none where they cannot be found there.
fn spans(gold: &Gold) -> Option<Vec<Span>> {
    let mut at = 0;
    let mut spans = Vec::with_capacity(gold.forms.len());
    for form in &gold.forms {
        let rest = gold.text.get(at..)?;
        let start = at + (rest.len() - rest.trim_start().len());
        if !gold.text[start..].starts_with(form.as_str()) {
            return None;
        }
        at = start + form.len();
        spans.push(Span::new(start, at));
    }
    Some(spans)
}

/// Words found in the text of each gold sentence.
pub fn words(golds: &[Gold], mut differ: impl FnMut(&Gold, &[Span], &[Span])) -> Found {
    let mut found = Found::default();
    let mut guessed = Vec::new();
    for gold in golds {
        let Some(there) = spans(gold) else { continue };
        westphalia_text::tokenise(&gold.text, Span::new(0, gold.text.len()), &mut guessed);
        if guessed != there {
            differ(gold, &guessed, &there);
        }
        found.add(&guessed, &there);
    }
    found
}

/// Sentences found in the running text of all gold sentences.
pub fn sentences(golds: &[Gold]) -> Found {
    let mut text = String::new();
    let mut there = Vec::new();
    for gold in golds {
        text.push_str(if gold.paragraph { "\n\n" } else { " " });
        there.push(Span::new(text.len(), text.len() + gold.text.len()));
        text.push_str(&gold.text);
    }
    let mut found = Found::default();
    found.add(&westphalia_text::split(&text), &there);
    found
}
