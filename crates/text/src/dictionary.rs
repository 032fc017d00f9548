//! A closed table from hashes to small numbers.

use bytemuck::{Pod, Zeroable};
use std::borrow::Cow;

/// A place of the table: a 32-bit fingerprint and the number.
#[derive(Clone, Copy, Debug, Default, Pod, Zeroable)]
#[repr(C)]
pub struct Slot {
    print: u32,
    value: u16,
    unused: u16,
}

/// Longest search after the first place, so that a damaged table cannot make the search endless.
const REACH: usize = 64;

/// A closed table from hashes to small numbers, by open addressing.
#[derive(Clone, Debug, Default)]
pub struct Dictionary<'a> {
    /// The places.
    pub slots: Cow<'a, [Slot]>,
}

impl Dictionary<'_> {
    /// The number of `key`, if it is known.
    #[inline]
    #[must_use]
    pub fn get(&self, key: u64) -> Option<u16> {
        let slots = &*self.slots;
        let (start, print) = Self::place(key, slots.len());
        for slot in slots.iter().cycle().skip(start).take(REACH.min(slots.len())) {
            if slot.print == print {
                return Some(slot.value);
            }
            if slot.print == 0 {
                return None;
            }
        }
        None
    }

    fn place(key: u64, len: usize) -> (usize, u32) {
        let start = ((key & 0xFFFF_FFFF) * len as u64) >> 32;
        (start as usize, ((key >> 32) as u32).max(1))
    }

    /// Builds a table of `entries`, three quarters full.
    #[must_use]
    pub fn build(entries: &[(u64, u16)]) -> Self {
        let len = entries.len() * 4 / 3 + 1;
        let mut slots = vec![Slot::default(); len];
        for &(key, value) in entries {
            let (start, print) = Self::place(key, len);
            let free = (0..REACH).map(|i| (start + i) % len).find(|&i| slots[i].print == 0);
            if let Some(i) = free {
                slots[i] = Slot { print, value, unused: 0 };
            }
        }
        Self { slots: Cow::Owned(slots) }
    }

    /// The same table, owning its memory.
    #[must_use]
    pub fn into_owned(self) -> Dictionary<'static> {
        Dictionary { slots: Cow::Owned(self.slots.into_owned()) }
    }
}
