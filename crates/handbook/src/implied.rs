//! Whether one condition holds wherever another does.
//!
//! A `true` is sure; a `false` may be a "perhaps": what is not said of words here is left open.

use westphalia_coder::codebook::{Check, Codebook, Condition, Slot, Test};

/// Whether all of `wide` hold wherever all of `narrow` do.
pub fn all(book: &Codebook, narrow: &[Condition], wide: &[Condition]) -> bool {
    wide.iter().all(|w| narrow.iter().any(|n| one(book, n, w)))
}

/// Whether `wide` holds wherever `narrow` does.
fn one(book: &Codebook, narrow: &Condition, wide: &Condition) -> bool {
    let within = |inner: &[Slot], outer: &[Slot]| inner.iter().all(|slot| outer.contains(slot));
    let every = |these: &[Check], those: &[Check]| these.iter().all(|a| those.iter().any(|b| check(book, a, b)));
    match (&narrow.test, &wide.test) {
        (Test::Empty, Test::Empty) => within(&wide.slots, &narrow.slots),
        (Test::Filled | Test::Is(_) | Test::IsNot(_), Test::Filled) => within(&narrow.slots, &wide.slots),
        (Test::Is(some), Test::Is(more)) => within(&narrow.slots, &wide.slots) && every(some, more),
        (Test::IsNot(more), Test::IsNot(some)) => within(&narrow.slots, &wide.slots) && every(some, more),
        _ => false,
    }
}

/// Whether a word that passes `narrow` passes `wide`.
fn check(book: &Codebook, narrow: &Check, wide: &Check) -> bool {
    let words = |set: usize| book.sets.get(set).map(|set| set.words.as_slice()).unwrap_or_default();
    match (narrow, wide) {
        _ if narrow == wide => true,
        (Check::Lemma(lemma), Check::InSet(set)) => book.in_set(*set, lemma),
        (Check::InSet(some), Check::InSet(more)) => words(*some).iter().all(|word| book.in_set(*more, word)),
        (Check::State | Check::Body | Check::Person, Check::Actor | Check::Owned) | (Check::Actor, Check::Owned) => {
            true
        }
        _ => false,
    }
}
