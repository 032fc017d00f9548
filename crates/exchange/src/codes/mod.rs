//! What the codes of other data sets mean here, and how ours are written there.
//!
//! All of it is data: `data/codebook/cameo.tsv` and `types.tsv` for acts, the atlas for states and bodies, and
//! `data/exchange` for what the atlas has under another code.

pub(crate) mod acts;
pub(crate) mod parties;
pub(crate) mod states;

/// Up to four bytes of a code as a key that is quick to find; longer codes have none.
pub(crate) fn key(code: &str) -> Option<u32> {
    let bytes = code.as_bytes();
    if bytes.is_empty() || bytes.len() > 4 {
        return None;
    }
    Some(bytes.iter().fold(0, |key, byte| key << 8 | u32::from(*byte)))
}
