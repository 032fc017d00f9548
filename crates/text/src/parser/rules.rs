//! What no tree of English does, whatever the weights say.
//!
//! A name with its titles joins the rest of the sentence as a whole; see [`chunk`](crate::chunk).

use super::configuration::NONE;
use crate::Upos;
use crate::tagset::Tag;

/// The rules for one sentence. None hold before [`Rules::prepare`] and after [`Rules::clear`], as in training.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// Whether each word is a noun or name.
    nominal: Vec<bool>,
    /// First and last word of the phrase of each word; the word itself where it belongs to none.
    bounds: Vec<(u16, u16)>,
    /// By the first word of a phrase: the word on which words from outside lean, once one does.
    heads: Vec<u16>,
}

impl Rules {
    /// Nothing is forbidden any more.
    pub fn clear(&mut self) {
        self.nominal.clear();
        self.bounds.clear();
        self.heads.clear();
    }

    /// Takes note of the tags of a sentence and of the phrases that stay together.
    pub fn prepare(&mut self, tags: impl Iterator<Item = Tag>, chunks: &[(u16, u16)]) {
        self.clear();
        self.nominal.extend(tags.map(|tag| matches!(tag.upos, Upos::Noun | Upos::Propn)));
        let len = u16::try_from(self.nominal.len()).unwrap_or(NONE);
        self.bounds.extend((0..len).map(|word| (word, word)));
        self.heads.resize(self.nominal.len(), NONE);
        for &(first, last) in chunks {
            for bound in self.bounds.iter_mut().take(usize::from(last) + 1).skip(usize::from(first)) {
                *bound = (first, last);
            }
        }
    }

    fn bounds(&self, word: u16) -> (u16, u16) {
        self.bounds.get(usize::from(word)).copied().unwrap_or((word, word))
    }

    fn is_nominal(&self, word: u16) -> bool {
        self.nominal.get(usize::from(word)).copied().unwrap_or(false)
    }

    /// Whether two different words belong to one phrase.
    fn together(&self, a: u16, b: u16) -> bool {
        let (first, last) = self.bounds(a);
        first < last && (first..=last).contains(&b)
    }

    /// Whether the first word of the buffer, `next`, may go on the stack, whose top is `top` and `under` below it.
    pub fn may_shift(&self, under: u16, top: u16, next: u16) -> bool {
        let open = self.together(top, next);
        // An adjective leans on the noun after it; what is left of a phrase at its end becomes one.
        let leans = open && !self.is_nominal(top) && self.is_nominal(next);
        !leans && (open || !self.together(under, top))
    }

    /// Whether `top` may lean on `next`.
    pub fn may_go_left(&self, under: u16, top: u16, next: u16) -> bool {
        let (first, last) = self.bounds(next);
        if self.together(top, next) {
            self.heads.get(usize::from(first)) != Some(&top)
        } else {
            // A word before the phrase leans on its head, and a phrase leaves no word behind.
            !self.together(under, top) && (first == last || self.is_nominal(next))
        }
    }

    /// Whether `top` may lean on `under`.
    pub fn may_go_right(&self, under: u16, top: u16, next: u16) -> bool {
        !self.together(top, next) || (self.together(under, top) && self.is_nominal(under))
    }

    /// Takes note that `child` leans on `head`, which comes after it.
    pub fn note_left(&mut self, child: u16, head: u16) {
        let (first, last) = self.bounds(head);
        if first < last
            && !(first..=last).contains(&child)
            && let Some(known) = self.heads.get_mut(usize::from(first))
        {
            *known = head;
        }
    }
}
