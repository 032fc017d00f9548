//! The Penn Treebank tags, and pairs of them with the universal ones.

use crate::Upos;

/// The fine tags of the English treebanks of Universal Dependencies.
pub const XPOS: &[&str] = &[
    "NN", "IN", "DT", "NNP", "JJ", "PRP", ".", ",", "NNS", "RB", "VB", "CC", "CD", "VBN", "VBD", "VBZ", "VBG", "TO",
    "MD", "PRP$", "VBP", "UH", ":", "-RRB-", "-LRB-", "WDT", "WRB", "WP", "HYPH", "``", "RP", "''", "POS", "NNPS",
    "JJR", "JJS", "EX", "RBR", "SYM", "$", "PDT", "ADD", "NFP", "FW", "GW", "RBS", "LS", "AFX", "WP$",
];

/// A universal tag with a fine one: what the tagger chooses among.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tag {
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag.
    pub xpos: &'static str,
}

impl Tag {
    /// The pair written as `NOUN|NN`, if both are known.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (upos, xpos) = text.split_once('|')?;
        let xpos = XPOS.iter().find(|&&known| known == xpos)?;
        Some(Self { upos: Upos::parse(upos)?, xpos })
    }

    /// Whether it is a finite verb, auxiliaries included.
    #[must_use]
    pub fn is_finite(self) -> bool {
        matches!(self.xpos, "VBZ" | "VBD" | "VBP" | "MD")
    }
}

impl std::fmt::Display for Tag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}|{}", self.upos.as_str(), self.xpos)
    }
}
