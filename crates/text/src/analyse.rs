//! The stages of the analysis, one after the other.
//!
//! Each stage leaves its result in the [`Scratch`], so that nothing is allocated twice and each can be timed.

use crate::dateline;
use crate::heading;
use crate::labeller::{self, Kin, Tree};
use crate::parser::{self, Workbench};
use crate::rescue;
use crate::tagger::{self, Space};
use crate::tagset::Tag;
use crate::tail;
use crate::word::{self, Word};
use crate::{Deprel, Model, Sentence, Token, Upos, feats};
use westphalia_model::Span;

/// Working space, to be used for one sentence after another.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    /// Where the words of the sentence stand.
    pub tokens: Vec<Span>,
    words: Vec<Word>,
    folded: Vec<u8>,
    tags: Vec<u8>,
    tag_space: Space,
    workbench: Workbench,
    kin: Vec<Kin>,
    order: Vec<u16>,
    labels: Vec<u8>,
    label_space: Space,
}

impl Model {
    /// First stage: looks at the words that stand at `scratch.tokens`.
    pub fn look(&self, text: &str, scratch: &mut Scratch) {
        let texts = scratch.tokens.iter().map(|span| span.of(text));
        word::look(texts, &self.clusters, &mut scratch.folded, &mut scratch.words);
    }

    /// Second stage: chooses their tags.
    pub fn tag(&self, scratch: &mut Scratch) {
        scratch.tag_space.scores.resize(self.tags.len(), 0);
        tagger::tag(&self.tagger, &scratch.words, &mut scratch.tag_space, &mut scratch.tags);
    }

    /// Between the stages: mends tags that are known to be wrong, and gives a sentence without a finite verb the verb that it must
    /// have.
    pub fn rescue(&self, text: &str, scratch: &mut Scratch) {
        let words: Vec<&str> = scratch.tokens.iter().map(|span| span.of(text)).collect();
        let tags = |scratch: &Scratch| -> Vec<Tag> {
            scratch.tags.iter().filter_map(|&tag| self.tags.get(usize::from(tag)).copied()).collect()
        };
        for (at, upos, xpos) in rescue::mistaken(&words, &tags(scratch)) {
            self.tag_anew(scratch, at, upos, xpos);
        }
        if let Some((at, xpos)) = rescue::missing_verb(&words, &tags(scratch)) {
            self.tag_anew(scratch, at, Upos::Verb, xpos);
        }
    }

    fn tag_anew(&self, scratch: &mut Scratch, at: usize, upos: Upos, xpos: &str) {
        let class = self.tags.iter().position(|tag| tag.xpos == xpos && tag.upos == upos);
        if let (Some(class), Some(tag)) = (class.and_then(|class| u8::try_from(class).ok()), scratch.tags.get_mut(at)) {
            *tag = class;
        }
    }

    /// Third stage: builds the tree.
    pub fn parse(&self, scratch: &mut Scratch) {
        parser::parse(&self.parser, &scratch.words, &scratch.tags, &self.tags, &mut scratch.workbench);
    }

    /// Fourth stage: names the arcs.
    pub fn label(&self, scratch: &mut Scratch) {
        let heads = &scratch.workbench.state.heads;
        labeller::relate(heads, &mut scratch.kin);
        labeller::outward(heads, &scratch.kin, &mut scratch.order);
        let tree = Tree { words: &scratch.words, tags: &scratch.tags, heads, kin: &scratch.kin };
        scratch.label_space.scores.resize(self.labels.len(), 0);
        labeller::label(&self.labeller, &tree, &scratch.order, &mut scratch.label_space, &mut scratch.labels);
    }

    /// Last stage: writes down the sentence, with lemmas and features.
    #[must_use]
    pub fn finish(&self, text: &str, scratch: &mut Scratch) -> Sentence {
        let mut tokens = Vec::with_capacity(scratch.tokens.len());
        for (i, &span) in scratch.tokens.iter().enumerate() {
            let Some(&tag) = scratch.tags.get(i).and_then(|&tag| self.tags.get(usize::from(tag))) else { continue };
            let head = scratch.workbench.state.heads.get(i).map(|&head| usize::from(head));
            let head = head.filter(|&head| head < scratch.tokens.len());
            let label = scratch.labels.get(i).and_then(|&label| self.labels.get(usize::from(label))).copied();
            tokens.push(Token {
                span,
                upos: tag.upos,
                xpos: tag.xpos,
                feats: crate::Feats::default(),
                lemma: self.lemmas.lemma(span.of(text), tag, &mut scratch.folded),
                head,
                deprel: fitting(head, label.unwrap_or(Deprel::Dep)),
            });
        }
        let span = match (scratch.tokens.first(), scratch.tokens.last()) {
            (Some(first), Some(last)) => first.cover(*last),
            _ => Span::default(),
        };
        let mut sentence = Sentence { span, tokens };
        feats::assign(text, &mut sentence);
        sentence
    }

    /// All stages after the tokens have been found.
    #[must_use]
    pub fn annotate(&self, text: &str, scratch: &mut Scratch) -> Sentence {
        let words: Vec<&str> = scratch.tokens.iter().take(24).map(|span| span.of(text)).collect();
        let aside: Vec<Span> = scratch.tokens.drain(..dateline::words_of(&words)).collect();
        let words: Vec<&str> = scratch.tokens.iter().take(24).map(|span| span.of(text)).collect();
        let mut sentence = match heading::words_of(&words) {
            0 => self.annotate_body(text, scratch),
            cut => {
                let body = scratch.tokens.split_off(cut);
                let first = self.annotate_words(text, scratch);
                scratch.tokens = body;
                heading::join(first, self.annotate_body(text, scratch))
            }
        };
        let root = sentence.tokens.iter().position(|token| token.head.is_none()).unwrap_or(0);
        let shift = aside.len();
        for token in &mut sentence.tokens {
            token.head = token.head.map(|head| head + shift);
        }
        let before = aside.iter().map(|&span| dateline::token(text, span, root + shift));
        sentence.tokens.splice(0..0, before);
        if let (Some(first), Some(last)) = (sentence.tokens.first(), sentence.tokens.last()) {
            sentence.span = first.span.cover(last.span);
        }
        sentence
    }

    /// A sentence without its heading: who is cited after its last dash is parsed apart.
    fn annotate_body(&self, text: &str, scratch: &mut Scratch) -> Sentence {
        let words: Vec<&str> = scratch.tokens.iter().map(|span| span.of(text)).collect();
        let apart = |dash: &usize| {
            let (before, after) = (scratch.tokens[dash - 1], scratch.tokens[dash + 1]);
            before.end() < scratch.tokens[*dash].start() && scratch.tokens[*dash].end() < after.start()
        };
        let Some(dash) = tail::dash_of(&words).filter(apart) else { return self.annotate_words(text, scratch) };
        let mut cited = scratch.tokens.split_off(dash);
        let mut body = self.annotate_words(text, scratch);
        let root = body.tokens.iter().position(|token| token.head.is_none()).unwrap_or(0);
        body.tokens.push(dateline::token(text, cited.remove(0), root));
        scratch.tokens = cited;
        tail::join(body, self.annotate_words(text, scratch))
    }

    fn annotate_words(&self, text: &str, scratch: &mut Scratch) -> Sentence {
        self.look(text, scratch);
        self.tag(scratch);
        self.rescue(text, scratch);
        self.parse(scratch);
        self.label(scratch);
        self.finish(text, scratch)
    }
}

/// A root is called root, and nothing else is.
fn fitting(head: Option<usize>, label: Deprel) -> Deprel {
    match (head, label) {
        (None, _) => Deprel::Root,
        (Some(_), Deprel::Root) => Deprel::Dep,
        (Some(_), label) => label,
    }
}
