//! Finds the longest name that begins at a word.
//!
//! All names lie in one trie over folded pieces (see [`crate::fold`]). A word that begins no name costs one
//! fold and one look into a hash table. What the fold loses about capitals is asked of each reading at the
//! end: `US` is a state, `us` is not.

use crate::entry::Reading;
use crate::fold::{Look, Piece, fold_name, is_joiner, pieces};
use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

/// Whether the capitals of a text tell names from words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Casing {
    /// Ordinary text: names are written with capitals.
    Normal,
    /// All capitals or none: a headline, a telegram, a tweet.
    Uninformative,
}

/// The capitals that a name asks for, piece by piece, lowest bit first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shape {
    /// Pieces that must begin with a capital.
    upper: u16,
    /// Whether every piece must be all capitals: an acronym.
    caps: bool,
    /// One piece only, so that an everyday word may be mistaken for it.
    single: bool,
}

/// What the words of the text looked like, piece by piece.
#[derive(Clone, Copy, Default)]
struct Seen {
    upper: u16,
    caps: u16,
    after_hyphen: u16,
    n: u16,
    /// The folded first piece is an everyday word that is no name in small letters.
    word_low: bool,
    /// The same in capitals: a headline's MAY.
    word_caps: bool,
}

impl Seen {
    fn add(&mut self, piece: &Piece<'_>) {
        let bit = 1_u16.checked_shl(u32::from(self.n)).unwrap_or(0);
        if piece.look != Look::Lower {
            self.upper |= bit;
        }
        if piece.look == Look::Caps {
            self.caps |= bit;
        }
        if piece.after_hyphen {
            self.after_hyphen |= bit;
        }
        self.n = self.n.saturating_add(1);
    }

    fn all_caps(self) -> bool {
        self.caps.count_ones() >= u32::from(self.n.min(16))
    }
}

impl Shape {
    /// The shape of a name as its table writes it; `long_enough` says whether some piece has two letters.
    fn of(seen: Seen, long_enough: bool) -> Self {
        Self {
            upper: seen.upper & !seen.after_hyphen | seen.upper & 1,
            caps: seen.all_caps() && (long_enough || seen.n > 1),
            single: seen.n == 1,
        }
    }

    fn accepts(self, seen: Seen, casing: Casing) -> bool {
        if casing == Casing::Normal {
            if self.caps && self.single {
                return seen.all_caps();
            }
            return self.upper & !(seen.upper | seen.after_hyphen) == 0;
        }
        if seen.all_caps() {
            return !(self.single && seen.word_caps);
        }
        !(self.single && seen.word_low)
    }
}

/// What [`Names::longest`] found.
#[derive(Clone, Copy)]
pub(crate) struct Found {
    pub n_words: usize,
    node: u32,
    seen: Seen,
    casing: Casing,
}

/// Every name of the atlas, ready to be searched.
#[derive(Default)]
pub(crate) struct Names {
    pieces: FxHashMap<CompactString, u32>,
    edges: FxHashMap<(u32, u32), u32>,
    /// For each node, where its readings begin; one more at the end.
    starts: Vec<u32>,
    readings: Vec<Reading>,
    shapes: Vec<Shape>,
    everyday: Everyday,
}

/// Everyday words that are also names.
#[derive(Default)]
pub(crate) struct Everyday {
    /// No name in small letters.
    pub low: FxHashSet<CompactString>,
    /// No name in capitals either.
    pub caps: FxHashSet<CompactString>,
    /// Two-letter acronyms that are names even in small letters.
    pub short: FxHashSet<CompactString>,
}

/// Collects names before they can be searched.
#[derive(Default)]
pub(crate) struct NamesBuilder {
    pieces: FxHashMap<CompactString, u32>,
    edges: FxHashMap<(u32, u32), u32>,
    n_nodes: u32,
    found: Vec<(u32, Reading, Shape)>,
    buffer: String,
}

const ROOT: u32 = 0;

impl NamesBuilder {
    /// With room for about so many names.
    pub fn with_capacity(n_names: usize) -> Self {
        let mut builder = Self::default();
        builder.pieces.reserve(n_names);
        builder.edges.reserve(n_names * 2);
        builder.found.reserve(n_names * 5 / 4);
        builder
    }

    /// Adds one name with what it stands for. A leading "the" is dropped; a name with signs that no word of a
    /// text keeps is left out, for its beginning alone may mean something else.
    pub fn add(&mut self, name: &str, reading: Reading) {
        let name = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
        let (mut node, mut seen, mut long_enough) = (ROOT, Seen::default(), false);
        let mut buffer = std::mem::take(&mut self.buffer);
        let mut whole = true;
        for word in name.split_whitespace() {
            whole &= pieces(word, &mut buffer, |piece| {
                node = self.step(node, piece.folded);
                long_enough |= piece.folded.len() > 1;
                seen.add(&piece);
                true
            });
        }
        self.buffer = buffer;
        if whole && node != ROOT {
            self.found.push((node, reading, Shape::of(seen, long_enough)));
        }
    }

    fn step(&mut self, node: u32, piece: &str) -> u32 {
        let id = match self.pieces.get(piece) {
            Some(id) => *id,
            None => {
                let id = u32::try_from(self.pieces.len()).unwrap_or(u32::MAX);
                self.pieces.insert(CompactString::from(piece), id);
                id
            }
        };
        *self.edges.entry((node, id)).or_insert_with(|| {
            self.n_nodes += 1;
            self.n_nodes
        })
    }

    /// Puts the readings of each name in order, the likeliest first; equals stay in the order of the tables.
    pub fn finish(mut self, everyday: Everyday) -> Names {
        self.found.sort_by_key(|(node, reading, _)| (*node, std::cmp::Reverse(reading.rank)));
        self.found.dedup_by(|b, a| a.0 == b.0 && a.1.entry == b.1.entry && a.1.period == b.1.period && a.2 == b.2);
        let mut starts = Vec::with_capacity(self.n_nodes as usize + 2);
        for (index, (node, _, _)) in (0_u32..).zip(&self.found) {
            while starts.len() <= *node as usize {
                starts.push(index);
            }
        }
        let end = u32::try_from(self.found.len()).unwrap_or(u32::MAX);
        starts.resize(self.n_nodes as usize + 2, end);
        let (readings, shapes) = self.found.into_iter().map(|(_, reading, shape)| (reading, shape)).unzip();
        Names { pieces: self.pieces, edges: self.edges, starts, readings, shapes, everyday }
    }
}

impl Names {
    /// The longest name that begins at `words[0]` and whose capitals fit.
    pub fn longest(&self, words: &[&str], casing: Casing, buffer: &mut String) -> Option<Found> {
        let mut node = ROOT;
        let mut seen = Seen::default();
        let mut best = None;
        for (index, word) in words.iter().enumerate() {
            if index > 0 && is_joiner(word) {
                // Only inside a name: the trie must go on after it.
                continue;
            }
            let walked = pieces(word, buffer, |piece| {
                let next = self.pieces.get(piece.folded).and_then(|id| self.edges.get(&(node, *id)));
                let Some(next) = next else { return false };
                if node == ROOT && casing == Casing::Uninformative {
                    seen.word_low = self.is_everyday_low(piece.folded);
                    seen.word_caps = self.everyday.caps.contains(piece.folded);
                }
                let joined = index > 0 && is_joiner(words[index - 1]);
                seen.add(&Piece { after_hyphen: piece.after_hyphen || joined, ..piece });
                node = *next;
                true
            });
            if !walked {
                break;
            }
            let found = Found { n_words: index + 1, node, seen, casing };
            if self.readings(found).next().is_some() {
                best = Some(found);
            }
        }
        best
    }

    fn is_everyday_low(&self, folded: &str) -> bool {
        (folded.len() <= 2 && !self.everyday.short.contains(folded)) || self.everyday.low.contains(folded)
    }

    /// What the name found can mean, the likeliest first.
    pub fn readings(&self, found: Found) -> impl Iterator<Item = &Reading> + Clone {
        let start = self.starts[found.node as usize] as usize;
        let end = self.starts[found.node as usize + 1] as usize;
        self.readings[start..end]
            .iter()
            .zip(&self.shapes[start..end])
            .filter(move |(_, shape)| shape.accepts(found.seen, found.casing))
            .map(|(reading, _)| reading)
    }

    /// Everything that a name can mean, whatever its capitals: for a person who asks.
    pub fn all_readings(&self, name: &str) -> &[Reading] {
        let key = fold_name(name);
        let key = key.strip_prefix("the ").unwrap_or(&key);
        let mut node = ROOT;
        for piece in key.split(' ') {
            let next = self.pieces.get(piece).and_then(|id| self.edges.get(&(node, *id)));
            let Some(next) = next else { return &[] };
            node = *next;
        }
        if node == ROOT {
            return &[];
        }
        &self.readings[self.starts[node as usize] as usize..self.starts[node as usize + 1] as usize]
    }

    /// Names and readings held: for the card and the tests.
    pub fn len(&self) -> usize {
        self.readings.len()
    }
}
