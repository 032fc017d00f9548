//! Frames that get in each other's way.
//!
//! Of several frames that match a word the heaviest wins, and of equals the first. A frame whose conditions hold only
//! where those of a preferred frame hold too can never win; one that would win, but says the same as the frame that
//! would win without it, is redundant.

use crate::finding::{Finding, Kind};
use crate::implied;
use rustc_hash::FxHashMap;
use westphalia_coder::codebook::{Codebook, Condition, Frame, FrameWord, Pos};

/// A word of a frame among all that share its head.
#[derive(Clone, Copy)]
struct Rival<'a> {
    frame: usize,
    word: &'a FrameWord,
    score: usize,
    /// Among equals the lower goes first.
    order: usize,
}

impl Rival<'_> {
    /// Whether it is preferred where both match.
    fn beats(&self, other: &Self) -> bool {
        (self.score, other.order) > (other.score, self.order)
    }

    /// Whether its words stand wherever those of the other do.
    fn stands_with(&self, other: &Self, pos: Pos) -> bool {
        let (own, others) = (&self.word.beside, &other.word.beside);
        if pos == Pos::Verb { own.iter().all(|word| others.contains(word)) } else { others.ends_with(own) }
    }
}

/// Words of a frame that another frame hides or repeats.
type Pairs<'a> = FxHashMap<(usize, usize), Vec<&'a FrameWord>>;

/// Finds frames that never win, and frames that are redundant.
pub fn check(book: &Codebook, findings: &mut Vec<Finding>) {
    let (mut hidden, mut repeated): (Pairs<'_>, Pairs<'_>) = (FxHashMap::default(), FxHashMap::default());
    for (pos, rivals) in rivals(book) {
        for rival in &rivals {
            let covers = |other: &&Rival<'_>| {
                other.frame != rival.frame
                    && other.stands_with(rival, pos)
                    && implied::all(book, &book.frames[rival.frame].when, &book.frames[other.frame].when)
            };
            // Of several that hide it, the one that wins in its place.
            let hider =
                rivals.iter().filter(covers).filter(|o| o.beats(rival)).reduce(|a, b| if b.beats(a) { b } else { a });
            if let Some(hider) = hider {
                hidden.entry((rival.frame, hider.frame)).or_default().push(rival.word);
                continue;
            }
            let heir = rivals.iter().filter(covers).reduce(|a, b| if b.beats(a) { b } else { a });
            if let Some(heir) = heir.filter(|heir| is_same(book, rival.frame, heir.frame))
                && !rivals.iter().any(|r| r.frame != rival.frame && rival.beats(r) && r.beats(heir))
            {
                repeated.entry((rival.frame, heir.frame)).or_default().push(rival.word);
            }
        }
    }
    report_hidden(book, &hidden, findings);
    report_repeated(book, &repeated, findings);
}

/// All words of all frames, by part of speech and head; in a steady order.
fn rivals(book: &Codebook) -> Vec<(Pos, Vec<Rival<'_>>)> {
    let mut groups: Vec<(Pos, Vec<Rival<'_>>)> = Vec::new();
    let mut known: FxHashMap<(Pos, &str), usize> = FxHashMap::default();
    for (at, frame) in book.frames.iter().enumerate() {
        let weight: usize = frame.when.iter().map(Condition::weight).sum();
        for word in &frame.words {
            let group = *known.entry((frame.pos, &word.head)).or_insert_with(|| {
                groups.push((frame.pos, Vec::new()));
                groups.len() - 1
            });
            let order = book.frames_for(frame.pos, &word.head).iter().position(|f| *f == at).unwrap_or(usize::MAX);
            groups[group].1.push(Rival { frame: at, word, score: weight + 4 * word.beside.len(), order });
        }
    }
    groups
}

/// Whether two frames say the same of the same parties.
fn is_same(book: &Codebook, a: usize, b: usize) -> bool {
    let said = |frame: usize| {
        let Frame { meaning, actor, recipient, content, gather, .. } = &book.frames[frame];
        (meaning, actor, recipient, content, gather)
    };
    said(a) == said(b)
}

fn report_hidden(book: &Codebook, hidden: &Pairs<'_>, findings: &mut Vec<Finding>) {
    for group in sorted(hidden).chunk_by(|((a, _), _), ((b, _), _)| a == b) {
        let Some(((at, _), _)) = group.first() else { continue };
        let frame = &book.frames[*at];
        let n_hidden: usize = group.iter().map(|(_, words)| words.len()).sum();
        let kind = if n_hidden == frame.words.len() { Kind::NeverWins } else { Kind::HiddenWords };
        let parts: Vec<String> = group.iter().map(|((_, hider), words)| hiding(book, frame, *hider, words)).collect();
        let message = format!("expected a frame that can win, found that {}", parts.join(", and "));
        let is_same = group.iter().all(|((_, hider), _)| book.frames[*hider].meaning == frame.meaning);
        let hint =
            if is_same { "both mean the same: leave the words out of one" } else { "ask for more, or move it before" };
        findings.push(Finding::new(kind, &frame.origin, &frame.name, message).with_hint(hint));
    }
}

/// Which frame hides words, and why.
fn hiding(book: &Codebook, frame: &Frame, hider: usize, words: &[&FrameWord]) -> String {
    let hider = &book.frames[hider];
    let is_alike = implied::all(book, &hider.when, &frame.when);
    let alike = if is_alike { "has the same conditions" } else { "always matches too" };
    let words = listed(words, words.len() == frame.words.len());
    format!("`{}` ({}) {alike} and goes before it for {words}", hider.name, hider.origin)
}

fn report_repeated(book: &Codebook, repeated: &Pairs<'_>, findings: &mut Vec<Finding>) {
    for ((frame, heir), words) in sorted(repeated) {
        let (frame, heir) = (&book.frames[frame], &book.frames[heir]);
        let message = format!(
            "expected a frame that changes something, found that `{}` ({}) says the same without it for {}",
            heir.name,
            heir.origin,
            listed(words, words.len() == frame.words.len()),
        );
        findings.push(Finding::new(Kind::Redundant, &frame.origin, &frame.name, message));
    }
}

fn sorted<'a>(pairs: &'a Pairs<'_>) -> Vec<((usize, usize), &'a [&'a FrameWord])> {
    let mut pairs: Vec<_> = pairs.iter().map(|(pair, words)| (*pair, words.as_slice())).collect();
    pairs.sort_by_key(|(pair, _)| *pair);
    pairs
}

/// The words, or the first of them.
fn listed(words: &[&FrameWord], all: bool) -> String {
    const SHOWN: usize = 8;
    if all && words.len() > 1 {
        return format!("all its {} words", words.len());
    }
    let mut shown: Vec<String> = words.iter().take(SHOWN).map(|word| format!("`{}`", written(word))).collect();
    if words.len() > SHOWN {
        shown.push(format!("{} more", words.len() - SHOWN));
    }
    shown.join(", ")
}

/// A word with what stands beside it, head first.
fn written(word: &FrameWord) -> String {
    let mut parts = vec![word.head.as_str()];
    parts.extend(word.beside.iter().map(String::as_str));
    parts.join("_")
}
