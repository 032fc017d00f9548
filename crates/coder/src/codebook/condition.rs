//! Slots of a predicate, and what a frame may ask of them.

use compact_str::CompactString;

/// A place beside a predicate where a party or a content can stand.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Slot {
    /// Subject; of a passive, the by-phrase.
    Subj,
    /// Object; of a passive, its subject.
    Obj,
    /// Indirect object.
    Iobj,
    /// Infinitive or predicate complement.
    Xcomp,
    /// That-clause or quotation.
    Ccomp,
    /// Adverbial clause.
    Advcl,
    /// Possessor.
    Poss,
    /// Adjective or compound that names a party.
    Mod,
    /// Whoever speaks: the cited speaker, or the state whose own paper it is.
    Speaker,
    /// A prepositional phrase.
    Prep(CompactString),
}

impl Slot {
    /// The slot that the codebook writes so.
    #[must_use]
    pub fn parse(name: &str) -> Self {
        match name {
            "subj" => Self::Subj,
            "obj" => Self::Obj,
            "iobj" => Self::Iobj,
            "xcomp" => Self::Xcomp,
            "ccomp" => Self::Ccomp,
            "advcl" => Self::Advcl,
            "poss" => Self::Poss,
            "mod" => Self::Mod,
            "speaker" => Self::Speaker,
            other => Self::Prep(CompactString::from(other)),
        }
    }

    /// How the codebook writes it.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Subj => "subj",
            Self::Obj => "obj",
            Self::Iobj => "iobj",
            Self::Xcomp => "xcomp",
            Self::Ccomp => "ccomp",
            Self::Advcl => "advcl",
            Self::Poss => "poss",
            Self::Mod => "mod",
            Self::Speaker => "speaker",
            Self::Prep(name) => name,
        }
    }

    /// Names of the slots that are no prepositions.
    pub const NAMED: [&'static str; 9] = ["subj", "obj", "iobj", "xcomp", "ccomp", "advcl", "poss", "mod", "speaker"];
}

/// What is asked of the head word of a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// The slot is filled.
    Filled,
    /// The slot is empty.
    Empty,
    /// The head passes one of the checks.
    Is(Vec<Check>),
    /// The slot is filled and the head passes none of the checks.
    IsNot(Vec<Check>),
}

/// A check of one word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    /// It has this lemma.
    Lemma(String),
    /// Its lemma is in a set of the codebook.
    InSet(usize),
    /// It resolves to a party of any sort.
    Actor,
    /// It resolves to a state.
    State,
    /// It resolves to a body or named group.
    Body,
    /// It is a person.
    Person,
    /// It is a place.
    Place,
    /// It has a frame that means an act.
    Event,
    /// It is a number, or counts people.
    Number,
    /// It names several parties: "Oslo and Riga", "the two leaders".
    Several,
    /// It names a party, or something that is a party's: "Chilean wine".
    Owned,
}

/// One condition of a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Where: one of these.
    pub slots: Vec<Slot>,
    /// What.
    pub test: Test,
}

impl Condition {
    /// How much it narrows a frame: to ask for a word is more than to ask for a slot.
    #[must_use]
    pub fn weight(&self) -> usize {
        if matches!(self.test, Test::Is(_)) { 3 } else { 2 }
    }
}
