//! What fills the slots of a frame.

use super::state::{State, state};
use crate::inflect::Inflector;
use rustc_hash::FxHashSet;
use westphalia_coder::codebook::{Check, Codebook, Condition, Doer, Frame, FrameWord, Meaning, Pos, Slot, Test};
use westphalia_model::EventType;

/// Acts to promise, demand or deny: base form, gerund, noun. `{}` is the other party.
const CONTENTS: [(&str, &str, &str); 6] = [
    ("send food aid to {}", "sending food aid to {}", "food aid to {}"),
    ("attack {}", "attacking {}", "an attack on {}"),
    ("hold talks with {}", "holding talks with {}", "talks with {}"),
    ("impose sanctions on {}", "imposing sanctions on {}", "sanctions on {}"),
    ("withdraw its troops from {}", "withdrawing its troops from {}", "a withdrawal from {}"),
    ("sign a trade deal with {}", "signing a trade deal with {}", "a trade deal with {}"),
];

/// Nouns that stand in the plural.
const PLURALS: [&str; 44] = [
    "troop",
    "soldier",
    "force",
    "talk",
    "tie",
    "relation",
    "sanction",
    "weapon",
    "arm",
    "missile",
    "rocket",
    "tank",
    "shell",
    "drone",
    "good",
    "charge",
    "restriction",
    "negotiation",
    "discussion",
    "consultation",
    "peacekeeper",
    "protester",
    "rebel",
    "civilian",
    "prisoner",
    "hostage",
    "refugee",
    "migrant",
    "diplomat",
    "militant",
    "fighter",
    "warplane",
    "jet",
    "demonstrator",
    "activist",
    "gunman",
    "worker",
    "term",
    "hostility",
    "tariff",
    "supply",
    "concession",
    "link",
    "observer",
];

/// Fills the slots of a frame, in one of many ways.
pub struct Phrases<'a> {
    /// The codebook.
    pub book: &'a Codebook,
    /// Forms of words.
    pub words: &'a Inflector,
    /// The frame.
    pub frame: &'a Frame,
    /// Which of the ways.
    pub n: usize,
}

impl<'a> Phrases<'a> {
    /// Fills the slots of `frame` in the `n`th way.
    pub fn new(book: &'a Codebook, words: &'a Inflector, frame: &'a Frame, n: usize) -> Self {
        Self { book, words, frame, n }
    }

    /// Which way, after all words of the frame have had their turn.
    pub fn round(&self) -> usize {
        self.n / self.frame.words.len().max(1)
    }

    /// Who acts.
    pub fn doer(&self) -> State {
        state(&self.frame.name, self.n, 0)
    }

    /// The phrase for who acts: a state, or people of it who take to the street.
    pub fn doer_phrase(&self) -> String {
        let doer = self.doer();
        if self.event_type() == Some(EventType::Protest) {
            let people = ["workers", "students", "farmers", "opposition supporters"][(self.n + self.round()) % 4];
            return format!("{} {people}", doer.adjective);
        }
        doer.name.to_owned()
    }

    /// The event type of an act.
    pub fn event_type(&self) -> Option<EventType> {
        let Meaning::Act(act) = self.frame.meaning else { return None };
        self.book.acts.get(act).map(|act| act.event_type)
    }

    /// Whether the frame is an operator whose doer does the content too, and names no other party of its own.
    pub fn keeps_to_itself(&self) -> bool {
        let is_default = self.frame.recipient.iter().map(Slot::name).eq(["obj", "with", "to"]);
        match self.frame.meaning {
            Meaning::Operator(operator) => {
                is_default && self.book.operators.get(operator).is_none_or(|o| o.doer != Doer::Addressee)
            }
            Meaning::Nothing => true,
            Meaning::Act(_) => false,
        }
    }

    /// Whether what somebody does with an act is said with its gerund: "denied attacking", "ruled out attacking".
    pub fn takes_gerund(&self, word: &FrameWord) -> bool {
        let Meaning::Operator(operator) = self.frame.meaning else { return false };
        let name = self.book.operators.get(operator).map_or("", |operator| operator.name.as_str());
        !word.beside.is_empty() || matches!(name, "stop" | "deny" | "consider" | "admit")
    }

    /// Whether a word is an adjective of the codebook.
    pub fn is_adjective(&self, word: &str) -> bool {
        !self.book.frames_for(Pos::Adjective, word).is_empty()
    }

    /// Whether a word is a verb of the codebook.
    pub fn is_verb(&self, word: &str) -> bool {
        !self.book.frames_for(Pos::Verb, word).is_empty() || self.words.is_irregular(word)
    }

    /// To whom.
    pub fn other(&self) -> State {
        state(&self.frame.name, self.n, 1)
    }

    /// A third party.
    pub fn third(&self) -> State {
        state(&self.frame.name, self.n, 2)
    }

    /// The condition on a slot that asks for more than that it is filled, or else any on it.
    pub fn condition(&self, slot: &Slot) -> Option<&'a Condition> {
        let mut on = self.frame.when.iter().filter(|c| c.slots.first() == Some(slot));
        let first = on.clone().next();
        on.find(|c| matches!(c.test, Test::Is(_))).or(first)
    }

    /// Whether the slot must stay empty.
    pub fn is_barred(&self, slot: &Slot) -> bool {
        self.frame.when.iter().any(|c| c.test == Test::Empty && c.slots.contains(slot))
    }

    /// Whether the slot must hold certain words.
    pub fn is_worded(&self, slot: &Slot) -> bool {
        self.condition(slot).is_some_and(|c| matches!(c.test, Test::Is(_)))
    }

    /// Prepositions whose phrases a condition wants, in the order of the conditions.
    pub fn wanted_prepositions(&self) -> Vec<&'a Slot> {
        let mut seen = FxHashSet::default();
        let first = self.frame.when.iter().filter(|c| c.test != Test::Empty).filter_map(|c| c.slots.first());
        first.filter(|slot| matches!(slot, Slot::Prep(_)) && seen.insert(*slot)).collect()
    }

    /// The noun phrase that a slot must hold, or `None` where no word is asked for. A party that stands in the slot is
    /// named before the word.
    pub fn worded(&self, slot: &Slot, party: Option<State>) -> Option<String> {
        let Test::Is(checks) = &self.condition(slot)?.test else { return None };
        let check = checks.get(self.round() % checks.len().max(1))?;
        let party = party.filter(|_| self.round() % 4 != 3);
        Some(match check {
            Check::Lemma(word) => self.noun(word, party),
            Check::InSet(set) => {
                let words = &self.book.sets.get(*set)?.words;
                self.noun(words.get((self.n + self.round()) % words.len().max(1))?, party)
            }
            Check::Actor | Check::State => party.unwrap_or_else(|| self.other()).name.to_owned(),
            Check::Body => ["the United Nations", "NATO", "the European Union"][self.n % 3].to_owned(),
            Check::Person => format!("the {} foreign minister", party.unwrap_or_else(|| self.other()).adjective),
            Check::Place => ["Geneva", "Nairobi", "Vienna"][self.n % 3].to_owned(),
            Check::Event => self.content(party.unwrap_or_else(|| self.other()))[2].clone(),
            Check::Several => "Chile and Peru".to_owned(),
            Check::Owned => format!("{} wine", party.unwrap_or_else(|| self.other()).adjective),
            Check::Number => ["200 people", "three soldiers", "40 tons of rice"][self.n % 3].to_owned(),
        })
    }

    /// The name of a place or party that must stand before a noun.
    pub fn name_before(&self) -> Option<String> {
        let Test::Is(checks) = &self.condition(&Slot::Mod)?.test else { return None };
        match checks.first()? {
            Check::Place => Some(["Nairobi", "Mumbai", "Cairo", "Athens"][self.n % 4].to_owned()),
            Check::State | Check::Actor => Some(self.doer().adjective.to_owned()),
            Check::Body => Some("NATO".to_owned()),
            _ => None,
        }
    }

    /// A word that a slot must hold, as it is written in the codebook.
    pub fn bare_word(&self, slot: &Slot) -> Option<&'a str> {
        let Test::Is(checks) = &self.condition(slot)?.test else { return None };
        match checks.get(self.round() % checks.len().max(1))? {
            Check::Lemma(word) => Some(word),
            Check::InSet(set) => {
                let words = &self.book.sets.get(*set)?.words;
                words.get((self.n + self.round()) % words.len().max(1)).map(String::as_str)
            }
            _ => None,
        }
    }

    /// "the troops", "the Kenyan embassy".
    fn noun(&self, word: &str, party: Option<State>) -> String {
        let is_plural = word.split(' ').next_back().is_some_and(|head| PLURALS.contains(&head));
        let word = if is_plural { self.words.plural(word) } else { word.to_owned() };
        match party {
            Some(party) => format!("the {} {word}", party.adjective),
            None => format!("the {word}"),
        }
    }

    /// What is promised, asked or denied: base form, gerund, noun.
    pub fn content(&self, of: State) -> [String; 3] {
        let start = match self.frame.meaning {
            Meaning::Operator(operator) => self.book.operators.get(operator).map_or(0, |operator| {
                let hostile = ["accuse", "condemn", "deny", "threaten", "warn", "stop", "prevent", "admit", "lift"];
                usize::from(hostile.contains(&operator.name.as_str()))
            }),
            _ => 0,
        };
        let (base, gerund, noun) = CONTENTS[(start + self.round() + self.n) % CONTENTS.len()];
        [base, gerund, noun].map(|phrase| phrase.replace("{}", of.name))
    }
}
