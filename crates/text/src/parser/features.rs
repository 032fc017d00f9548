//! What the parser looks at before each step.

use super::configuration::{Configuration, NONE};
use crate::hash::{finish, step};
use crate::labeller::distance;
use crate::tagset::Tag;
use crate::word::{Kind, Word};

/// Tag number of the root and of missing words.
const ROOT_TAG: u64 = 250;
const NO_TAG: u64 = 251;

/// A word as the parser sees it.
#[derive(Clone, Copy, Debug, Default)]
struct View {
    form: u64,
    tag: u64,
    cluster: u64,
    /// Form and tag in one.
    both: u64,
}

/// How much of each shaping kind stands before a word.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    comma: u16,
    quote: u16,
    bracket: u16,
    pause: u16,
    finite: u16,
    conjunction: u16,
    relative: u16,
}

/// A tagged sentence prepared for the parser.
#[derive(Clone, Debug, Default)]
pub struct Landscape {
    views: Vec<View>,
    counts: Vec<Counts>,
    /// Whether the sentence ends with a question mark.
    question: u64,
}

impl Landscape {
    /// Prepares a sentence; `tagset` says what the class numbers in `tags` mean.
    pub fn prepare(&mut self, words: &[Word], tags: &[u8], tagset: &[Tag]) {
        self.views.clear();
        self.counts.clear();
        let mut count = Counts::default();
        for (word, &tag) in words.iter().zip(tags) {
            self.counts.push(count);
            let (form, tag_number) = (word.form, u64::from(tag));
            let both = step(form, tag_number);
            self.views.push(View { form, tag: tag_number, cluster: u64::from(word.cluster), both });
            count.add(word.kind, tagset.get(usize::from(tag)).copied());
        }
        self.counts.push(count);
        self.views.push(View { form: 1, tag: ROOT_TAG, cluster: 0, both: 1 });
        self.question = u64::from(words.iter().rev().take(2).any(|w| w.form == question_mark()));
    }

    fn view(&self, word: u16) -> View {
        self.views.get(usize::from(word)).copied().unwrap_or(View { form: 2, tag: NO_TAG, cluster: 0, both: 2 })
    }

    /// What stands between two words, each kind as none, one or more.
    fn between(&self, left: u16, right: u16) -> u64 {
        let (Some(a), Some(b)) = (self.counts.get(usize::from(left) + 1), self.counts.get(usize::from(right))) else {
            return 0;
        };
        let few = |a: u16, b: u16| u64::from(b.saturating_sub(a).min(2));
        few(a.comma, b.comma)
            + 3 * few(a.finite, b.finite)
            + 9 * few(a.conjunction, b.conjunction)
            + 27 * few(a.pause, b.pause)
            + 81 * (u64::from(b.quote.saturating_sub(a.quote)) & 1)
            + 162 * (u64::from(b.bracket.saturating_sub(a.bracket)) & 1)
            + 324 * few(a.relative, b.relative)
    }

    /// What is still to come after a word.
    fn ahead(&self, word: u16) -> u64 {
        let end = self.counts.len().saturating_sub(1);
        let (Some(a), Some(b)) = (self.counts.get((usize::from(word) + 1).min(end)), self.counts.get(end)) else {
            return 0;
        };
        let few = |a: u16, b: u16, most: u16| u64::from(b.saturating_sub(a).min(most));
        few(a.finite, b.finite, 2) + 3 * few(a.comma, b.comma, 1) + 6 * (u64::from(b.quote.saturating_sub(a.quote)) & 1)
    }

    /// Whether a word stands inside a quotation.
    fn quoted(&self, word: u16) -> u64 {
        self.counts.get(usize::from(word)).map_or(0, |c| u64::from(c.quote & 1))
    }
}

/// Hash of the form "?".
fn question_mark() -> u64 {
    crate::hash::bytes(b"?")
}

impl Counts {
    fn add(&mut self, kind: Kind, tag: Option<Tag>) {
        match kind {
            Kind::Comma => self.comma += 1,
            Kind::Quote => self.quote += 1,
            Kind::Bracket => self.bracket += 1,
            Kind::Break => self.pause += 1,
            Kind::Plain | Kind::Stop => {}
        }
        let Some(tag) = tag else { return };
        self.finite += u16::from(tag.is_finite());
        self.conjunction += u16::from(tag.xpos == "CC");
        self.relative += u16::from(matches!(tag.xpos, "WDT" | "WP" | "WRB"));
    }
}

/// Mixes a template number with up to four values.
macro_rules! feature {
    ($template:expr, $($value:expr),+) => {{
        let mut hash: u64 = ($template as u64).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        $(hash = step(hash, $value);)+
        finish(hash)
    }};
}

/// Writes the features of a configuration to `out`.
pub fn features(state: &Configuration, land: &Landscape, out: &mut Vec<u64>) {
    out.clear();
    let ids = [state.stack_at(0), state.stack_at(1), state.stack_at(2)];
    let ahead = |n: u16| if state.next + n <= state.len { state.next + n } else { NONE };
    let buffer = [ahead(0), ahead(1), ahead(2)];
    pairs(ids.map(|w| land.view(w)), buffer.map(|w| land.view(w)), out);
    families(state, land, ids, buffer, out);
    surroundings(state, land, ids, buffer, out);
    distances(state, land, ids, buffer, out);
}

/// Words of the stack and the buffer, alone and together.
fn pairs([s0, s1, s2]: [View; 3], [b0, b1, b2]: [View; 3], out: &mut Vec<u64>) {
    out.extend_from_slice(&[
        feature!(1, s0.both),
        feature!(2, s0.tag),
        feature!(3, s0.form),
        feature!(4, s1.both),
        feature!(5, s1.tag),
        feature!(6, s2.tag, s2.cluster),
        feature!(7, b0.both),
        feature!(8, b0.tag),
        feature!(9, b0.form),
        feature!(10, b1.both),
        feature!(11, b1.tag),
        feature!(12, b2.both),
        feature!(13, b2.tag),
        feature!(14, s0.both, b0.both),
        feature!(15, s0.both, b0.tag),
        feature!(16, s0.tag, b0.both),
        feature!(17, s0.tag, b0.tag),
        feature!(18, s1.both, s0.both),
        feature!(19, s1.both, s0.tag),
        feature!(20, s1.tag, s0.both),
        feature!(21, s1.tag, s0.tag),
        feature!(22, s1.both, b0.tag),
        feature!(23, s1.tag, b0.both),
        feature!(24, s1.form, b0.form),
        feature!(25, s0.tag, b0.tag, b1.tag),
        feature!(26, b0.tag, b1.tag, b2.tag),
        feature!(27, s1.tag, s0.tag, b0.tag),
        feature!(28, s2.tag, s1.tag, s0.tag),
        feature!(29, s1.tag, s0.tag, b0.tag, b1.tag),
        feature!(30, s0.form, b0.tag, b1.tag),
        feature!(31, s0.tag, b0.form, b1.tag),
        feature!(32, s1.form, s0.tag, b0.tag),
        feature!(33, s1.tag, s0.form, b0.tag),
        feature!(34, s1.tag, s0.tag, b0.form),
    ]);
    out.extend_from_slice(&[
        feature!(35, s0.cluster, b0.cluster),
        feature!(36, s0.cluster, b0.tag),
        feature!(37, s0.tag, b0.cluster),
        feature!(38, s1.cluster, s0.cluster),
        feature!(39, s1.cluster, s0.tag),
        feature!(40, s1.tag, s0.cluster),
        feature!(41, s1.cluster, s0.form),
        feature!(42, s1.form, s0.cluster),
        feature!(43, s1.form, b0.cluster, s0.tag),
        feature!(44, s1.cluster, b0.cluster),
        feature!(45, s0.form, b0.cluster),
        feature!(46, s0.cluster, b0.form),
        feature!(47, s1.cluster, s0.cluster, b0.tag),
        feature!(48, s1.tag, s0.form, b0.cluster),
        feature!(49, s1.cluster, s0.form, b0.cluster),
    ]);
}

/// The same words with their children.
fn families(state: &Configuration, land: &Landscape, stack: [u16; 3], buffer: [u16; 3], out: &mut Vec<u64>) {
    let [s0, s1, s2] = stack.map(|w| land.view(w));
    let [b0, b1, _] = buffer.map(|w| land.view(w));
    let children = |w: u16| state.children.get(usize::from(w)).copied().unwrap_or_default();
    let (c0, c1, cb) = (children(stack[0]), children(stack[1]), children(buffer[0]));
    let (l0, l0b) = (land.view(c0.left[0]), land.view(c0.left[1]));
    let (r0, r0b) = (land.view(c0.right[0]), land.view(c0.right[1]));
    let (l1, r1, r1b) = (land.view(c1.left[0]), land.view(c1.right[0]), land.view(c1.right[1]));
    let (lb, lbb) = (land.view(cb.left[0]), land.view(cb.left[1]));
    out.extend_from_slice(&[
        feature!(60, s0.tag, l0.tag, b0.tag),
        feature!(61, s0.tag, r0.tag, b0.tag),
        feature!(62, s0.tag, b0.tag, lb.tag),
        feature!(63, s1.tag, s0.tag, l0.tag),
        feature!(64, s1.tag, s0.tag, r0.tag),
        feature!(65, s1.tag, r1.tag, s0.tag),
        feature!(66, s1.tag, l1.tag, s0.tag),
        feature!(67, s0.tag, l0.tag, l0b.tag),
        feature!(68, s0.tag, r0.tag, r0b.tag),
        feature!(69, b0.tag, lb.tag, lbb.tag),
        feature!(70, s0.form, l0.tag),
        feature!(71, s0.form, r0.tag),
        feature!(72, b0.form, lb.tag),
        feature!(73, s0.tag, l0.form),
        feature!(74, s0.tag, r0.form),
        feature!(75, b0.tag, lb.form),
        feature!(76, s1.form, r1.tag),
        feature!(77, s1.tag, r1.both, s0.tag),
        feature!(78, s1.tag, s0.tag, l0.form),
        feature!(79, s0.tag, b0.tag, lb.form),
        feature!(80, s1.form, s0.tag, l0.form),
        feature!(81, s1.form, s0.form, l0.form),
        feature!(82, s1.tag, s0.form, l0.form),
        feature!(83, s1.tag, r1.tag, r1b.tag),
        feature!(84, s0.tag, r0.both, b0.tag),
        feature!(85, s1.tag, l1.tag, r1.tag, s0.tag),
        feature!(86, s0.tag, l0.tag, r0.tag, b0.tag),
        feature!(87, s2.tag, s1.tag, s0.tag, b0.tag),
        feature!(88, s1.tag, s0.tag, l0.form, b0.tag),
        feature!(89, s1.form, s0.tag, l0.form, b0.tag),
        feature!(90, s0.tag, l0.form, b0.tag, b1.tag),
        feature!(91, s2.cluster, s0.form, l0.form),
    ]);
}

/// What stands beside the words in the sentence, and what decides where a phrase with a preposition belongs.
fn surroundings(state: &Configuration, land: &Landscape, stack: [u16; 3], buffer: [u16; 3], out: &mut Vec<u64>) {
    let [s0, s1, s2] = stack.map(|w| land.view(w));
    let [b0, b1, b2] = buffer.map(|w| land.view(w));
    let children = |w: u16| state.children.get(usize::from(w)).copied().unwrap_or_default();
    let (c0, c1) = (children(stack[0]), children(stack[1]));
    let (l0, r0, r1) = (land.view(c0.left[0]), land.view(c0.right[0]), land.view(c1.right[0]));
    let tag = |w: u16| if w == NONE { NO_TAG } else { land.view(w).tag };
    let before = |w: u16| tag(if w == NONE { NONE } else { w.checked_sub(1).unwrap_or(NONE) });
    let after = |w: u16| tag(w.saturating_add(1));
    out.extend_from_slice(&[
        feature!(130, s0.tag, after(stack[0]), before(buffer[0]), b0.tag),
        feature!(131, s1.tag, after(stack[1]), before(stack[0]), s0.tag),
        feature!(132, before(stack[0]), s0.tag, b0.tag, b1.tag),
        feature!(133, s1.form, b0.form, b1.cluster),
        feature!(134, s0.form, b0.form, b1.cluster),
        feature!(135, s1.cluster, b0.form, b1.cluster),
        feature!(136, s0.cluster, b0.form, b2.cluster),
        feature!(137, s1.cluster, b0.form, b2.cluster),
        feature!(138, s1.form, r1.tag, l0.form),
        feature!(139, s1.cluster, r1.cluster, l0.form, s0.cluster),
        feature!(140, s0.form, r0.form),
        feature!(141, s1.tag, b0.tag, b1.tag, b2.tag),
        feature!(142, s2.tag, s0.tag, b0.tag),
        feature!(143, s2.form, s1.tag, s0.tag),
    ]);
}

/// Distances, numbers of children, and what stands between and ahead.
fn distances(state: &Configuration, land: &Landscape, stack: [u16; 3], buffer: [u16; 3], out: &mut Vec<u64>) {
    let [s0, s1, _] = stack.map(|w| land.view(w));
    let b0 = land.view(buffer[0]);
    let children = |w: u16| state.children.get(usize::from(w)).copied().unwrap_or_default();
    let (c0, c1, cb) = (children(stack[0]), children(stack[1]), children(buffer[0]));
    let near = |a: u16, b: u16| if a == NONE || b == NONE { 15 } else { distance(usize::from(a), usize::from(b)) };
    let (d0, d1) = (near(stack[0], buffer[0]), near(stack[1], stack[0]));
    let count = |n: u8| u64::from(n.min(4));
    let (left, right) = (count(c0.left_count), count(c0.right_count));
    let (between0, between1) = (land.between(stack[0], buffer[0]), land.between(stack[1], stack[0]));
    let ahead = land.ahead(buffer[0]);
    let quotes = land.quoted(stack[1]) * 4 + land.quoted(stack[0]) * 2 + land.quoted(buffer[0]);
    let depth = state.stack.len().min(4) as u64;
    out.extend_from_slice(&[
        feature!(100, s0.form, d0),
        feature!(101, s0.tag, d0),
        feature!(102, b0.form, d0),
        feature!(103, b0.tag, d0),
        feature!(104, s0.tag, b0.tag, d0),
        feature!(105, s1.tag, s0.tag, d1),
        feature!(106, s1.form, d1),
        feature!(107, s0.form, right),
        feature!(108, s0.tag, right, left),
        feature!(109, s0.form, left),
        feature!(110, b0.tag, count(cb.left_count)),
        feature!(111, b0.form, count(cb.left_count)),
        feature!(112, s1.tag, count(c1.right_count), s0.tag),
        feature!(113, s1.form, count(c1.right_count)),
        feature!(114, s0.tag, b0.tag, between0),
        feature!(115, s1.tag, s0.tag, between1),
        feature!(116, s1.tag, s0.tag, b0.tag, between1),
        feature!(117, s0.tag, b0.tag, ahead),
        feature!(118, s1.tag, s0.tag, b0.tag, ahead),
        feature!(119, s0.tag, b0.tag, quotes),
        feature!(120, s1.tag, s0.tag, quotes),
        feature!(121, depth, s0.tag, b0.tag),
        feature!(122, land.question, s0.tag, b0.tag),
        feature!(123, s1.form, between1, s0.tag),
        feature!(124, s1.tag, s0.form, between1),
        feature!(125, depth, ahead, b0.tag),
    ]);
}
