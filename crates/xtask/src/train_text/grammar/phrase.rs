//! Phrases with their trees: words that hang on a head, put together from left to right.

use crate::train_text::treebank::Gold;
use westphalia_text::tagset::Tag;
use westphalia_text::{Deprel, Upos};

/// A word of a phrase.
#[derive(Clone, Debug)]
struct Node {
    form: String,
    lemma: String,
    tag: Tag,
    /// The head, by place in the phrase; the head of the phrase itself has none yet.
    head: Option<usize>,
    label: Deprel,
}

/// A tree over neighbouring words.
#[derive(Clone, Debug)]
pub struct Phrase {
    nodes: Vec<Node>,
    head: usize,
}

impl Phrase {
    /// A phrase of one word.
    pub fn word(form: &str, upos: Upos, xpos: &'static str, lemma: &str) -> Self {
        let tag = Tag { upos, xpos };
        let node = Node { form: form.to_owned(), lemma: lemma.to_owned(), tag, head: None, label: Deprel::Root };
        Self { nodes: vec![node], head: 0 }
    }

    /// With another phrase before it that hangs on its head.
    pub fn before(self, other: Self, label: Deprel) -> Self {
        let shift = other.nodes.len();
        let head = self.head + shift;
        let mut nodes = other.nodes;
        nodes[other.head].head = Some(head);
        nodes[other.head].label = label;
        nodes.extend(self.nodes.into_iter().map(|node| Node { head: node.head.map(|h| h + shift), ..node }));
        Self { nodes, head }
    }

    /// With another phrase after it that hangs on its head.
    pub fn after(mut self, other: Self, label: Deprel) -> Self {
        let shift = self.nodes.len();
        let below = other.head + shift;
        self.nodes.extend(other.nodes.into_iter().map(|node| Node { head: node.head.map(|h| h + shift), ..node }));
        self.nodes[below].head = Some(self.head);
        self.nodes[below].label = label;
        self
    }

    /// Whether a verb that it is the subject of stands in the plural.
    pub fn is_plural(&self) -> bool {
        let head = &self.nodes[self.head];
        let joined = self.nodes.iter().any(|n| n.head == Some(self.head) && n.label == Deprel::Conj);
        joined || matches!(head.tag.xpos, "NNS" | "NNPS")
    }

    /// The first letter of the phrase.
    pub fn initial(&self) -> char {
        self.nodes.first().and_then(|n| n.form.chars().next()).unwrap_or(' ')
    }

    /// The phrase as a sentence.
    pub fn into_gold(mut self) -> Gold {
        if let Some(first) = self.nodes.first_mut() {
            let mut chars = first.form.chars();
            first.form = chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default();
        }
        let n = self.nodes.len();
        let mut gold = Gold::default();
        for node in self.nodes {
            gold.forms.push(node.form);
            gold.lemmas.push(node.lemma);
            gold.tags.push(node.tag);
            gold.spaces.push(true);
            gold.heads.push(node.head.unwrap_or(n) as u16);
            gold.labels.push(node.label);
        }
        gold.text = gold.forms.join(" ");
        gold
    }
}
