//! Nouns for offices, trades and crowds: `foreign minister`, `rebels`, `protesters`, `the ministry`.

use crate::entry::CountryId;
use crate::fold::{is_joiner, pieces};
use crate::records::Provenance;
use crate::sector::{Office, RoleKind, Sector};
use compact_str::CompactString;
use rustc_hash::FxHashMap;

/// What a role noun says about whoever it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Role {
    /// Primary sector.
    pub sector: Sector,
    /// The office, where the noun names one.
    pub office: Option<Office>,
    /// Several people or holders.
    pub plural: bool,
    /// How many words it takes.
    pub n_words: usize,
    /// A person, people or an institution.
    pub kind: RoleKind,
    /// Names an actor only with a modifier: `forces`, `side`, `leader`, `people`.
    pub weak: bool,
    /// The state whose word it is, where it is one state's: `secretary of state`.
    pub country: Option<CountryId>,
    /// Where this is written.
    pub provenance: Provenance,
}

/// All role nouns.
#[derive(Default)]
pub(crate) struct Roles {
    by_phrase: FxHashMap<CompactString, Role>,
    /// For each first piece, the most pieces of a phrase that begins with it.
    longest: FxHashMap<CompactString, u8>,
}

impl Roles {
    /// Adds a phrase that is already folded. A later phrase replaces an earlier one.
    pub fn add(&mut self, folded: &str, role: Role) {
        let mut parts = folded.split(' ');
        let Some(first) = parts.next().filter(|p| !p.is_empty()) else { return };
        let n = u8::try_from(1 + parts.count()).unwrap_or(u8::MAX);
        let longest = self.longest.entry(CompactString::from(first)).or_default();
        *longest = n.max(*longest);
        self.by_phrase.insert(CompactString::from(folded), role);
    }

    /// The longest phrase that begins at `words[0]`, in whatever capitals.
    pub fn longest(&self, words: &[&str]) -> Option<Role> {
        let mut buffer = String::new();
        let mut key = String::new();
        let (mut n_pieces, mut most) = (0_u8, 0_u8);
        let mut best = None;
        for (index, word) in words.iter().enumerate() {
            if index > 0 && is_joiner(word) {
                continue;
            }
            let walked = pieces(word, &mut buffer, |piece| {
                if n_pieces == 0 {
                    most = self.longest.get(piece.folded).copied().unwrap_or(0);
                } else {
                    key.push(' ');
                }
                key.push_str(piece.folded);
                n_pieces += 1;
                n_pieces <= most
            });
            if !walked || n_pieces == 0 {
                break;
            }
            if let Some(role) = self.by_phrase.get(key.as_str()) {
                best = Some(Role { n_words: index + 1, ..*role });
            }
            if n_pieces >= most {
                break;
            }
        }
        best
    }

    /// How many phrases there are.
    pub fn len(&self) -> usize {
        self.by_phrase.len()
    }
}
