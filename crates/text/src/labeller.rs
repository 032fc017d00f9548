//! Names the relation of each word to its head, once the tree is whole.

use crate::hash::{one, three, two};
use crate::parser::NONE;
use crate::tagger::{Space, best};
use crate::weights::Rows;
use crate::word::Word;

/// Number that stands for "no label yet".
pub const UNKNOWN: u8 = u8::MAX;

/// A sentence with its tree, as the labeller sees it.
#[derive(Clone, Copy, Debug)]
pub struct Tree<'a> {
    /// The words.
    pub words: &'a [Word],
    /// Their tags.
    pub tags: &'a [u8],
    /// Their heads; the number of words stands for the root.
    pub heads: &'a [u16],
    /// The neighbourhood of each word.
    pub kin: &'a [Kin],
}

/// The relatives of a word in the tree.
#[derive(Clone, Copy, Debug)]
pub struct Kin {
    /// First child on the left side.
    pub first: u16,
    /// Last child on the left side.
    pub inner: u16,
    /// First child on the right side.
    pub right: u16,
    /// Last child on the right side.
    pub last: u16,
    /// Nearest sibling to the left on the same side of the head.
    pub previous: u16,
    /// Nearest sibling to the right on the same side of the head.
    pub next: u16,
    /// Number of siblings to the left, on both sides.
    pub rank: u8,
    /// Number of children.
    pub count: u8,
}

impl Default for Kin {
    fn default() -> Self {
        Self { first: NONE, inner: NONE, right: NONE, last: NONE, previous: NONE, next: NONE, rank: 0, count: 0 }
    }
}

/// Finds the relatives of each word.
pub fn relate(heads: &[u16], kin: &mut Vec<Kin>) {
    kin.clear();
    kin.resize(heads.len() + 1, Kin::default());
    for (child, &head) in heads.iter().enumerate() {
        let id = u16::try_from(child).unwrap_or(NONE);
        let head_index = usize::from(head).min(heads.len());
        let parent = &mut kin[head_index];
        let rank = parent.count;
        parent.count = parent.count.saturating_add(1);
        let sibling;
        if child < head_index {
            sibling = parent.inner;
            parent.inner = id;
            if parent.first == NONE {
                parent.first = id;
            }
        } else {
            sibling = parent.last;
            parent.last = id;
            if parent.right == NONE {
                parent.right = id;
            }
        }
        kin[child].previous = sibling;
        kin[child].rank = rank;
        if sibling != NONE {
            kin[usize::from(sibling)].next = id;
        }
    }
}

/// Writes the features of the arc to word `i` to `features`; `labels` holds those chosen already.
pub fn features(tree: &Tree<'_>, i: usize, labels: &[u8], features: &mut Vec<u64>) {
    features.clear();
    let len = tree.words.len();
    let head = usize::from(tree.heads[i]).min(len);
    let kin = tree.kin[i];
    let head_kin = tree.kin[head];
    let tag = |j: usize| u64::from(tree.tags.get(j).copied().unwrap_or(if j == len { 250 } else { 251 }));
    let form = |j: usize| tree.words.get(j).map_or(j as u64 / 1000, |w| w.form);
    let cluster = |j: usize| tree.words.get(j).map_or(0, |w| u64::from(w.cluster));
    let label = |j: usize| u64::from(labels.get(j).copied().unwrap_or(UNKNOWN));
    let at = usize::from;
    let (d, h) = (tag(i) * 2 + u64::from(i < head), tag(head));
    let (dw, hw) = (form(i), form(head));
    let grand = tree.heads.get(head).map_or(usize::MAX, |&g| at(g));
    let distance = distance(i, head);
    let (first, inner, right, last) = (at(kin.first), at(kin.inner), at(kin.right), at(kin.last));
    features.extend_from_slice(&[
        two(100, d, h),
        two(101, d, hw),
        two(102, dw, h),
        three(103, dw, hw, d),
        two(104, dw, d),
        three(105, d, h, distance),
        three(106, d, h, tag(i.wrapping_sub(1))),
        three(107, d, h, tag(i + 1)),
        three(108, d, h, tag(head.wrapping_sub(1))),
        three(109, d, h, tag(head + 1)),
        three(110, d, h, tag(first)),
        three(111, d, h, tag(inner)),
        three(112, d, h, tag(right)),
        three(113, d, h, tag(last)),
        three(114, d, h, form(first)),
        three(115, d, h, form(inner)),
        three(116, d, h, form(last)),
        two(117, dw, form(first)),
        two(118, d, form(first)),
        three(119, hw, d, form(first)),
    ]);
    let side = u64::from(i < head);
    features.extend_from_slice(&[
        three(120, d, h, tag(grand)),
        three(121, d, h, label(head)),
        three(122, d, hw, label(head)),
        three(123, dw, h, label(head)),
        three(124, d, h, label(at(kin.previous))),
        three(125, d, hw, label(at(kin.previous))),
        three(126, d, h, tag(at(kin.previous))),
        three(127, d, h, tag(at(kin.next))),
        three(128, d, hw, tag(at(kin.next))),
        three(129, d, h, form(at(kin.next))),
        three(130, d, h, u64::from(kin.rank.min(5))),
        three(131, d, h, u64::from(kin.count.min(4))),
        three(132, d, h, form(at(head_kin.inner))),
        three(133, d, h, tag(at(head_kin.inner))),
        three(134, d, form(at(head_kin.inner)), hw),
        three(135, d, tag(at(head_kin.first)), hw),
        three(136, d, h, form(at(head_kin.right))),
        three(137, cluster(i), h, side),
        three(138, d, cluster(head), side),
        three(139, cluster(i), cluster(head), side),
        three(140, cluster(i), hw, side),
        three(141, dw, cluster(head), side),
    ]);
    features.extend_from_slice(&[
        three(142, cluster(i), form(first), h),
        three(143, d, h, tag(at(head_kin.last))),
        three(144, dw, h, distance),
        three(145, d, hw, distance),
        three(146, d, h, cluster(at(kin.next))),
        three(147, hw, d, label(at(head_kin.inner))),
        two(148, d, h ^ (label(at(kin.previous)) << 8) ^ (label(head) << 16) ^ (tag(first) << 24)),
        one(149, d),
    ]);
    bag(tree, i, d, h, features);
}

/// Most children on either side of a word that are looked at.
const MOST_CHILDREN: usize = 4;

/// All children of the word and all its siblings, whatever their order.
fn bag(tree: &Tree<'_>, i: usize, d: u64, h: u64, features: &mut Vec<u64>) {
    for child in children(tree, i) {
        features.push(three(150, d, h, tree.words[child].form));
        features.push(three(151, d, sided(tree, child, i), 0));
    }
    let head = usize::from(tree.heads[i]).min(tree.words.len());
    for sibling in children(tree, head).filter(|&sibling| sibling != i) {
        features.push(three(152, d, h, tree.words[sibling].form));
        features.push(three(153, d, h, sided(tree, sibling, i)));
    }
}

/// The tag of `word` and whether it stands before `other`.
fn sided(tree: &Tree<'_>, word: usize, other: usize) -> u64 {
    u64::from(tree.tags.get(word).copied().unwrap_or(0)) * 2 + u64::from(word < other)
}

/// The first children of a word on the left, then on the right.
fn children(tree: &Tree<'_>, word: usize) -> impl Iterator<Item = usize> {
    let kin = tree.kin;
    [kin[word].first, kin[word].right].into_iter().flat_map(move |start| {
        let first = (start != NONE).then_some(usize::from(start));
        let next = move |&child: &usize| Some(kin[child].next).filter(|&next| next != NONE).map(usize::from);
        std::iter::successors(first, next).take(MOST_CHILDREN)
    })
}

/// Distance in classes, small ones exactly.
#[must_use]
pub fn distance(a: usize, b: usize) -> u64 {
    match a.abs_diff(b) {
        n @ 0..=4 => n as u64,
        5..=6 => 5,
        7..=10 => 6,
        11..=20 => 7,
        _ => 8,
    }
}

/// Orders the words so that each comes after its head.
pub fn outward(heads: &[u16], kin: &[Kin], order: &mut Vec<u16>) {
    order.clear();
    let push = |word: usize, order: &mut Vec<u16>| {
        for start in [kin[word].first, kin[word].right] {
            let mut child = start;
            while child != NONE {
                order.push(child);
                child = kin[usize::from(child)].next;
            }
        }
    };
    push(heads.len(), order);
    let mut done = 0;
    while done < order.len() {
        push(usize::from(order[done]), order);
        done += 1;
    }
}

/// Labels the arcs of `tree` from the root outward, writing class numbers to `labels`.
pub fn label(weights: &Rows<'_>, tree: &Tree<'_>, order: &[u16], space: &mut Space, labels: &mut Vec<u8>) {
    labels.clear();
    labels.resize(tree.words.len(), UNKNOWN);
    for &word in order {
        let word = usize::from(word);
        features(tree, word, labels, &mut space.features);
        space.scores.fill(0);
        weights.score(&space.features, &mut space.scores);
        labels[word] = best(&space.scores);
    }
}
