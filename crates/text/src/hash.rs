//! Hashes of words and features.
//!
//! The models know no vocabulary: a feature is the 64-bit hash of its template and its values. The file of
//! weights depends on these functions, so changing one means training anew.

const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

/// Hash of a short string of bytes.
#[must_use]
pub fn bytes(text: &[u8]) -> u64 {
    let mut hash = (text.len() as u64).wrapping_mul(MIX);
    let mut chunks = text.chunks_exact(8);
    for chunk in &mut chunks {
        let mut word = [0; 8];
        word.copy_from_slice(chunk);
        hash = step(hash, u64::from_le_bytes(word));
    }
    let mut last = [0; 8];
    last[..chunks.remainder().len()].copy_from_slice(chunks.remainder());
    finish(step(hash, u64::from_le_bytes(last)))
}

/// Adds a value to a hash.
#[inline]
#[must_use]
pub fn step(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(23) ^ value).wrapping_mul(MIX)
}

/// Spreads the last value over all bits.
#[inline]
#[must_use]
pub fn finish(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(MIX);
    hash ^ (hash >> 29)
}

/// Hash of a feature of one value.
#[inline]
#[must_use]
pub fn one(template: u64, a: u64) -> u64 {
    finish(step(template.wrapping_mul(MIX), a))
}

/// Hash of a feature of two values.
#[inline]
#[must_use]
pub fn two(template: u64, a: u64, b: u64) -> u64 {
    finish(step(step(template.wrapping_mul(MIX), a), b))
}

/// Hash of a feature of three values.
#[inline]
#[must_use]
pub fn three(template: u64, a: u64, b: u64, c: u64) -> u64 {
    finish(step(step(step(template.wrapping_mul(MIX), a), b), c))
}
