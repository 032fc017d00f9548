//! The words that make a claim, and the predicate that they speak of.

use crate::tree::Tree;
use westphalia_atlas::RoleKind;
use westphalia_model::ClaimKind;
use westphalia_text::{Deprel, Upos};

/// A word that makes a claim.
#[derive(Clone, Debug)]
pub struct Cue {
    /// The token.
    pub at: usize,
    /// In what way it compares.
    pub kind: ClaimKind,
    /// Which in the row.
    pub nth: Option<u32>,
    /// The superlative.
    pub degree: String,
    /// The verb or noun that tells what is counted.
    pub what: usize,
    /// Whoever is called the first to do it.
    pub doer: Option<usize>,
    /// A verb that only carries the noun: "paid", "held".
    pub light: Option<usize>,
    /// Whether the words make no claim unless they say since when.
    pub needs_window: bool,
}

const ORDINALS: [&str; 20] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

/// Nouns that are numbered without a claim: "the first half", "the second day".
const NUMBERED: &[&str] = &[
    "lady",
    "quarter",
    "half",
    "day",
    "week",
    "month",
    "year",
    "century",
    "place",
    "name",
    "hand",
    "lieutenant",
    "sergeant",
    "degree",
    "floor",
    "class",
    "world",
    "person",
    "people",
    "responder",
    "amendment",
    "circuit",
    "division",
    "fleet",
    "army",
    "brigade",
    "part",
    "stage",
    "phase",
    "thing",
    "question",
    "item",
    "page",
    "line",
    "edition",
    "season",
    "episode",
    "match",
    "game",
    "goal",
    "set",
    "term",
    "anniversary",
    "secretary",
    "family",
    "draft",
    "reading",
    "country",
    "party",
    "option",
    "point",
    "priority",
    "order",
    "generation",
    "decade",
    "hour",
    "minute",
    "cousin",
    "language",
    "instance",
    "session",
    "vice",
    "committee",
    "republic",
    "reich",
    "estate",
    "step",
    "birthday",
    "ballot",
    "leg",
    "batch",
    "wave",
];

/// Words without which a text makes no claim; a cheap look before anything is parsed.
#[must_use]
pub fn may_claim(text: &str) -> bool {
    let ordinal = |w: &str| place(w).is_some();
    text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.is_empty()).any(|word| {
        let low = word.to_lowercase();
        ordinal(&low)
            || matches!(low.as_str(), "never" | "ever" | "record" | "most" | "last" | "worst" | "best" | "since")
            || low.ends_with("est") && low.len() > 5
            || low.contains("est-")
    })
}

/// The place in a row that a word names.
pub fn place(word: &str) -> Option<u32> {
    let at = ORDINALS.iter().position(|w| *w == word).and_then(|n| u32::try_from(n + 1).ok());
    at.or_else(|| {
        let digits = word
            .strip_suffix("st")
            .or(word.strip_suffix("nd"))
            .or(word.strip_suffix("rd"))
            .or(word.strip_suffix("th"))?;
        digits.parse().ok().filter(|n| (1..200).contains(n))
    })
}

/// Every cue of a sentence, from left to right.
pub fn cues(tree: &Tree<'_>, low: &[String], is_role: impl Fn(usize) -> Option<RoleKind>) -> Vec<Cue> {
    let look = Look { tree, low, is_role: &is_role };
    (0..tree.len())
        .filter_map(|i| {
            look.ordinal(i).or_else(|| look.superlative(i)).or_else(|| look.denial(i)).or_else(|| look.last(i))
        })
        .collect()
}

struct Look<'a> {
    tree: &'a Tree<'a>,
    low: &'a [String],
    is_role: &'a dyn Fn(usize) -> Option<RoleKind>,
}

impl Look<'_> {
    fn word(&self, i: usize) -> &str {
        self.low.get(i).map_or("", String::as_str)
    }

    /// "The first", "a second", "for the third time".
    fn ordinal(&self, i: usize) -> Option<Cue> {
        let tree = self.tree;
        let n = place(self.word(i))?;
        let named = i > 0 && tree.words[i].starts_with(char::is_uppercase) && !tree.words[i].contains(char::is_numeric);
        let titled = tree.words.get(i + 1).is_some_and(|w| w.starts_with(char::is_uppercase));
        if ((named || tree.words[i].contains(char::is_numeric)) && titled)
            || self.word(i + 1) == "-"
            || (i > 0 && self.word(i - 1) == "at" && n == 1)
            || self.word(i + 1) == ","
        {
            return None;
        }
        let second = n == 2 && self.word(i + 1).ends_with("est");
        if second || self.dated(i) {
            return None;
        }
        let base = Cue {
            at: i,
            kind: ClaimKind::Ordinal,
            nth: Some(n),
            degree: String::new(),
            what: i,
            doer: None,
            light: None,
            needs_window: false,
        };
        self.anchor(i, base)
    }

    /// "June 26th", "the 14th of June".
    fn dated(&self, i: usize) -> bool {
        let month = |w: &str| {
            matches!(
                w,
                "january"
                    | "february"
                    | "march"
                    | "april"
                    | "may"
                    | "june"
                    | "july"
                    | "august"
                    | "september"
                    | "october"
                    | "november"
                    | "december"
            )
        };
        let of = self.word(i + 1) == "of" && month(self.word(i + 2));
        month(self.word(i + 1)) || (i > 0 && month(self.word(i - 1))) || of
    }

    /// "The highest level since", "the most serious clash in years", "a record".
    fn superlative(&self, i: usize) -> Option<Cue> {
        let tree = self.tree;
        let token = tree.token(i);
        let most = self.word(i) == "most"
            && matches!(tree.token(i + 1).upos, Upos::Adj | Upos::Verb | Upos::Adv)
            && i + 1 < tree.len();
        let grade = token.xpos == "JJS"
            && !matches!(self.word(i), "most" | "least" | "latest" | "best")
            && self.word(i) != "first";
        if !(grade || most && i + 1 < tree.len()) {
            return None;
        }
        let at = if most { tree.head(i).filter(|h| *h > i && *h <= i + 2).unwrap_or(i + 1) } else { i };
        let degree = if most { format!("most {}", self.word(at)) } else { self.ranked(i) };
        // "One of the largest" is no claim, and "the second largest" another.
        let partly = i >= 3
            && self.word(i - 1) == "the"
            && self.word(i - 2) == "of"
            && matches!(self.word(i - 3), "one" | "some" | "among");
        let second = i > 0 && place(self.word(i - 1)).is_some()
            || (i > 1 && self.word(i - 1) == "-" && place(self.word(i - 2)).is_some());
        if partly || second || (i > 0 && matches!(self.word(i - 1), "at" | "among")) {
            return None;
        }
        let base = Cue {
            at: i,
            kind: ClaimKind::Superlative,
            nth: None,
            degree,
            what: at,
            doer: None,
            light: None,
            needs_window: true,
        };
        self.anchor(at, base)
    }

    /// "Highest-ranking".
    fn ranked(&self, i: usize) -> String {
        if self.word(i + 1) == "-" && i + 2 < self.low.len() {
            format!("{}-{}", self.word(i), self.word(i + 2))
        } else {
            self.word(i).to_owned()
        }
    }

    /// From the cue to what it counts.
    fn anchor(&self, i: usize, cue: Cue) -> Option<Cue> {
        let tree = self.tree;
        let modifies = matches!(tree.rel(i), Deprel::Amod | Deprel::Nummod | Deprel::Compound | Deprel::NmodDesc)
            || (tree.rel(i) == Deprel::Advmod && tree.head(i).is_some_and(|h| tree.is_noun(h) && h > i));
        let mut noun = i;
        if modifies {
            noun = tree.head(i)?;
            // "Highest-ranking official": through the participle.
            if !tree.is_noun(noun) && tree.rel(noun) == Deprel::Amod {
                noun = tree.head(noun)?;
            }
        } else if tree.rel(i) == Deprel::Advmod {
            return None;
        }
        let lemma = tree.lemma(noun).to_lowercase();
        if lemma == "time" {
            return self.time(noun, cue);
        }
        if let Some(verb) = self.infinitive(noun).filter(|_| noun == i || self.is_somebody(noun)) {
            let doer = if noun == i {
                tree.surface_subject(noun).or_else(|| tree.head(noun).filter(|_| tree.rel(noun) == Deprel::Appos))
            } else {
                Some(noun)
            };
            return Some(Cue { what: verb, doer, ..cue });
        }
        if noun == i {
            return self.elliptic(i, cue);
        }
        if NUMBERED.contains(&lemma.as_str()) && cue.kind == ClaimKind::Ordinal {
            return None;
        }
        let light =
            tree.head(noun).filter(|h| tree.is_verb(*h) && matches!(tree.rel(noun), Deprel::Obj | Deprel::NsubjPass));
        Some(Cue { what: noun, light, ..cue })
    }

    fn is_somebody(&self, noun: usize) -> bool {
        matches!((self.is_role)(noun), Some(RoleKind::Person | RoleKind::People))
            || matches!(
                self.tree.lemma(noun),
                "one" | "country" | "state" | "nation" | "woman" | "man" | "person" | "leader"
            )
    }

    /// The verb of "the first X to visit", "the first X who visited".
    fn infinitive(&self, noun: usize) -> Option<usize> {
        let tree = self.tree;
        tree.children(noun).find(|k| {
            *k > noun
                && tree.is_verb(*k)
                && (matches!(tree.rel(*k), Deprel::Acl | Deprel::Advcl) && tree.has_to(*k)
                    || tree.rel(*k) == Deprel::AclRelcl)
        })
    }

    /// "For the first time", "it is the second time that".
    fn time(&self, noun: usize, cue: Cue) -> Option<Cue> {
        let tree = self.tree;
        let clause = tree.children(noun).find(|k| {
            *k > noun
                && tree.is_verb(*k)
                && matches!(
                    tree.rel(*k),
                    Deprel::Acl | Deprel::AclRelcl | Deprel::Csubj | Deprel::Ccomp | Deprel::Advcl
                )
        });
        if let Some(verb) = clause {
            return Some(Cue { what: verb, ..cue });
        }
        if !matches!(tree.case(noun), Some("for")) {
            return None;
        }
        let mut at = tree.head(noun)?;
        for _ in 0..4 {
            if tree.is_verb(at) || tree.is_noun(at) || tree.token(at).upos == Upos::Adj {
                break;
            }
            at = tree.head(at)?;
        }
        // "Restored relations for the first time": the phrase may hang on the object.
        if tree.is_noun(at)
            && let Some(verb) =
                tree.head(at).filter(|h| tree.is_verb(*h) && matches!(tree.rel(at), Deprel::Obj | Deprel::Obl))
        {
            at = verb;
        }
        Some(Cue { what: at, ..cue })
    }

    /// "The visit, the first by", "called the visit the first since", "the clash was the deadliest".
    fn elliptic(&self, i: usize, cue: Cue) -> Option<Cue> {
        let tree = self.tree;
        let what = match tree.rel(i) {
            Deprel::Appos | Deprel::Nmod | Deprel::Dep | Deprel::NmodUnmarked => tree.head(i),
            Deprel::Xcomp => tree.head(i).and_then(|v| tree.object(v)),
            _ => tree.child(i, &[Deprel::Cop]).and_then(|_| tree.surface_subject(i)),
        };
        let what = what.filter(|w| tree.is_noun(*w) || tree.token(*w).upos == Upos::Pron)?;
        let described = tree
            .children(i)
            .any(|k| k > i && matches!(tree.case(k), Some("by" | "of" | "in" | "between" | "since" | "for" | "to")))
            || matches!(self.word(i + 1), "since" | "in" | "by" | "of" | "between" | "such" | "ever");
        described.then_some(Cue { what, needs_window: true, ..cue })
    }

    /// "Has never visited", "no president has ever visited", "not since 1998 has", "has not visited since".
    fn denial(&self, i: usize) -> Option<Cue> {
        let tree = self.tree;
        let not_since = self.word(i) == "not" && self.word(i + 1) == "since";
        let never = self.word(i) == "never";
        let ever = self.word(i) == "ever" && tree.head(i).is_some_and(|v| self.has_no_subject(v));
        let not = matches!(self.word(i), "not" | "n't");
        if !(not_since || never || ever || not) {
            return None;
        }
        let above = tree.head(i)?;
        let verb = if tree.is_verb(above) { above } else { tree.head(above).filter(|h| tree.is_verb(*h) && never)? };
        let perfect = tree
            .children(verb)
            .any(|k| matches!(tree.rel(k), Deprel::Aux | Deprel::AuxPass) && tree.lemma(k) == "have");
        let modal = tree
            .children(verb)
            .any(|k| matches!(tree.lemma(k), "will" | "would" | "should" | "could" | "can" | "must" | "may" | "might"));
        if !perfect || modal {
            return None;
        }
        let kind = if never || ever { ClaimKind::Never } else { ClaimKind::Last };
        Some(Cue {
            at: i,
            kind,
            nth: None,
            degree: String::new(),
            what: verb,
            doer: None,
            light: None,
            needs_window: kind == ClaimKind::Last,
        })
    }

    fn has_no_subject(&self, verb: usize) -> bool {
        let tree = self.tree;
        let no =
            |s: usize| tree.children(s).any(|k| tree.lemma(k) == "no") || matches!(tree.lemma(s), "nobody" | "none");
        tree.surface_subject(verb).is_some_and(no)
    }

    /// "Last visited in 2019", "their last meeting was in 2019".
    fn last(&self, i: usize) -> Option<Cue> {
        let tree = self.tree;
        if self.word(i) != "last" {
            return None;
        }
        let base = Cue {
            at: i,
            kind: ClaimKind::Last,
            nth: None,
            degree: String::new(),
            what: i,
            doer: None,
            light: None,
            needs_window: true,
        };
        let head = tree.head(i)?;
        if tree.is_verb(head) && head == i + 1 && !matches!(tree.rel(i), Deprel::Obj | Deprel::Nsubj) {
            return Some(Cue { what: head, ..base });
        }
        let noun = tree.is_noun(head) && matches!(tree.rel(i), Deprel::Amod);
        if noun && tree.lemma(head) == "time" {
            let clause = tree
                .children(head)
                .find(|k| tree.is_verb(*k) && matches!(tree.rel(*k), Deprel::Acl | Deprel::AclRelcl))?;
            return Some(Cue { what: clause, ..base });
        }
        // "The last meeting between the two was in 2019".
        let placed = tree
            .head(head)
            .is_some_and(|h| h > head && tree.rel(head) == Deprel::Nsubj && tree.child(h, &[Deprel::Cop]).is_some());
        (noun && placed).then_some(Cue { what: head, ..base })
    }
}
