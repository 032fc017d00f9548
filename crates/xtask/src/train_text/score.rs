//! Scores the model on gold tokens.

use super::treebank::Gold;
use westphalia_model::Span;
use westphalia_text::{Deprel, Model, Scratch, Sentence};

/// Right answers out of all.
#[derive(Clone, Copy, Debug, Default)]
pub struct Share {
    right: usize,
    all: usize,
}

impl Share {
    fn count(&mut self, is_right: bool) {
        self.right += usize::from(is_right);
        self.all += 1;
    }

    /// In percent.
    pub fn percent(self) -> f64 {
        100.0 * self.right as f64 / self.all.max(1) as f64
    }
}

/// Scores on one set.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    /// Universal tags.
    pub upos: Share,
    /// Fine tags.
    pub xpos: Share,
    /// Dictionary forms, whatever their case.
    pub lemma: Share,
    /// Heads.
    pub uas: Share,
    /// Heads with labels, without subtypes.
    pub las: Share,
    /// The same without punctuation.
    pub words: Share,
    /// Core arguments found among those guessed.
    precision: Share,
    /// Core arguments found among those there.
    recall: Share,
}

impl Score {
    /// Harmonic mean of precision and recall of the core arguments, subtypes included.
    pub fn core(&self) -> f64 {
        let (p, r) = (self.precision.percent(), self.recall.percent());
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }

    fn add(&mut self, gold: &Gold, guess: &Sentence) {
        for (i, token) in guess.tokens.iter().enumerate() {
            self.upos.count(token.upos == gold.tags[i].upos);
            self.xpos.count(token.xpos == gold.tags[i].xpos);
            self.lemma.count(token.lemma.to_lowercase() == gold.lemmas[i].to_lowercase());
            let head = token.head.unwrap_or(gold.heads.len());
            let is_head = head == usize::from(gold.heads[i]);
            let is_label = is_head && base(token.deprel) == base(gold.labels[i]);
            self.uas.count(is_head);
            self.las.count(is_label);
            if gold.labels[i] != Deprel::Punct {
                self.words.count(is_label);
            }
            let is_same = is_head && token.deprel == gold.labels[i];
            if is_core(token.deprel) {
                self.precision.count(is_same);
            }
            if is_core(gold.labels[i]) {
                self.recall.count(is_same);
            }
        }
    }
}

fn base(label: Deprel) -> &'static str {
    label.as_str().split(':').next().unwrap_or_default()
}

fn is_core(label: Deprel) -> bool {
    matches!(label, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Iobj | Deprel::OblAgent)
}

/// Analyses the gold tokens of `golds` and compares.
pub fn score(model: &Model, golds: &[Gold]) -> Score {
    let mut score = Score::default();
    let mut scratch = Scratch::default();
    for gold in golds {
        let text = spell(gold, &mut scratch.tokens);
        score.add(gold, &model.annotate(&text, &mut scratch));
    }
    score
}

/// The words of a sentence with a space between each two.
pub fn spell(gold: &Gold, tokens: &mut Vec<Span>) -> String {
    let mut text = String::new();
    tokens.clear();
    for form in &gold.forms {
        let start = text.len();
        text.push_str(form);
        tokens.push(Span::new(start, text.len()));
        text.push(' ');
    }
    text
}
