//! The shape of an analysed sentence.

use compact_str::CompactString;
use westphalia_model::Span;

/// A sentence with its tokens in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// Where it stands in the text, in bytes.
    pub span: Span,
    /// Its tokens. Heads are indices into this list.
    pub tokens: Vec<Token>,
}

/// A syntactic word of Universal Dependencies.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Where it stands in the text, in bytes. The words of a contraction ("do", "n't") have spans that touch.
    pub span: Span,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag, such as `VBD`.
    pub xpos: &'static str,
    /// Features that the coder needs.
    pub feats: Feats,
    /// Dictionary form, lower case but for proper names.
    pub lemma: CompactString,
    /// Index of the governing token; `None` for the root.
    pub head: Option<usize>,
    /// Relation to it.
    pub deprel: Deprel,
}

/// Features of a word, read off its tag, form and tree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Feats {
    /// Singular or plural; `None` where number says nothing.
    pub number: Option<Number>,
    /// Finite, infinitive, participle or gerund; `None` where it is no verb.
    pub verb_form: Option<VerbForm>,
    /// Past or present of finite verbs and participles.
    pub tense: Option<Tense>,
    /// Whether a verb is in the passive (it has a passive subject or auxiliary).
    pub passive: bool,
}

/// Grammatical number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// One.
    Singular,
    /// Many.
    Plural,
}

/// Form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerbForm {
    /// "goes", "went".
    Finite,
    /// "go" after "to" or a modal.
    Infinitive,
    /// "gone", "going" as a modifier or in a compound tense.
    Participle,
    /// "going" as a noun.
    Gerund,
}

/// Tense of a verb form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// Past.
    Past,
    /// Present.
    Present,
}

macro_rules! names {
    ($(#[$doc:meta])* $name:ident: $($variant:ident = $text:literal),+ $(,)?) => {
        $(#[$doc])*
        #[allow(missing_docs, reason = "the labels of Universal Dependencies are documented there")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum $name { $($variant),+ }

        impl $name {
            /// Every label.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The label as Universal Dependencies writes it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The label with that name, if there is one.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

names! {
    /// Universal part-of-speech tags.
    Upos: Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ",
    Noun = "NOUN", Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT",
    Sconj = "SCONJ", Sym = "SYM", Verb = "VERB", X = "X",
}

names! {
    /// Relations of the English UD treebanks (release 2.16), with their subtypes.
    Deprel: Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", AdvclRelcl = "advcl:relcl", Advmod = "advmod",
    Amod = "amod", Appos = "appos", Aux = "aux", AuxPass = "aux:pass", Case = "case", Cc = "cc",
    CcPreconj = "cc:preconj", Ccomp = "ccomp", Compound = "compound", CompoundPrt = "compound:prt",
    Conj = "conj", Cop = "cop", Csubj = "csubj", CsubjOuter = "csubj:outer", CsubjPass = "csubj:pass",
    Dep = "dep", Det = "det", DetPredet = "det:predet", Discourse = "discourse", Dislocated = "dislocated",
    Expl = "expl", Fixed = "fixed", Flat = "flat", Goeswith = "goeswith", Iobj = "iobj", List = "list",
    Mark = "mark", Nmod = "nmod", NmodDesc = "nmod:desc", NmodPoss = "nmod:poss", NmodUnmarked = "nmod:unmarked",
    Nsubj = "nsubj", NsubjOuter = "nsubj:outer", NsubjPass = "nsubj:pass", Nummod = "nummod", Obj = "obj",
    Obl = "obl", OblAgent = "obl:agent", OblUnmarked = "obl:unmarked", Orphan = "orphan",
    Parataxis = "parataxis", Punct = "punct", Reparandum = "reparandum", Root = "root",
    Vocative = "vocative", Xcomp = "xcomp",
}
