//! Who and what the made-up sentences are about.

use super::lexicon::Form;
use super::phrase::Phrase;
use super::{Maker, and, case};
use crate::train_text::headline::third_person;
use westphalia_text::{Deprel, Upos};

impl Maker<'_> {
    /// Whoever acts in a clause.
    pub fn subject(&mut self) -> Phrase {
        match self.random.below(10) {
            0..=3 => self.party(),
            4 => self.party().after(self.party().before(and(), Deprel::Cc), Deprel::Conj),
            5 => {
                let person = self.person();
                if self.chance(30) { self.described(person) } else { person }
            }
            _ => self.actor(),
        }
    }

    /// A government, a body, a leader.
    pub fn party(&mut self) -> Phrase {
        match self.random.below(10) {
            0..=3 => self.state(),
            4 => self.city(),
            5 => {
                let [name, ..] = self.lexicon.some_name("body", &mut self.random).clone();
                named(&name)
            }
            6 | 7 => self.organ(),
            _ => self.person(),
        }
    }

    pub fn state(&mut self) -> Phrase {
        let [name, ..] = self.lexicon.some_name("state", &mut self.random).clone();
        named(&name)
    }

    pub fn city(&mut self) -> Phrase {
        let [name, ..] = self.lexicon.some_name("city", &mut self.random).clone();
        named(&name)
    }

    /// "Iraqi", "South Korean", as the modifier of a noun.
    fn of_a_state(&mut self, noun: Phrase) -> Phrase {
        let [_, adjective, _] = self.lexicon.some_name("state", &mut self.random).clone();
        match adjective.split_once(' ') {
            Some((first, second)) => {
                let second = Phrase::word(second, Upos::Adj, "JJ", &second.to_lowercase());
                let first = Phrase::word(first, Upos::Adj, "JJ", &first.to_lowercase());
                noun.before(second.before(first, Deprel::Advmod), Deprel::Amod)
            }
            None => noun.before(Phrase::word(&adjective, Upos::Adj, "JJ", &adjective.to_lowercase()), Deprel::Amod),
        }
    }

    /// "The Iraqi foreign minister", "Kenya's parliament", "the government of Mali".
    fn organ(&mut self) -> Phrase {
        let noun = self.lexicon.some_noun("organ", &mut self.random).to_owned();
        let noun = self.compound(&noun, false);
        match self.random.below(4) {
            0 | 1 => self.of_a_state(noun).before(the(), Deprel::Det),
            2 => {
                let owner = self.state().after(Phrase::word("'s", Upos::Part, "POS", "'s"), Deprel::Case);
                noun.before(owner, Deprel::NmodPoss)
            }
            _ => noun.before(the(), Deprel::Det).after(self.state().before(case("of"), Deprel::Case), Deprel::Nmod),
        }
    }

    /// "Emmanuel Macron", "President Macron", "French Foreign Minister X".
    pub fn person(&mut self) -> Phrase {
        let [name, ..] = self.lexicon.some_name("person", &mut self.random).clone();
        let mut parts = name.split(' ');
        let whole = self.chance(60);
        let first = if whole { parts.next() } else { parts.next_back() }.unwrap_or_default();
        let mut person = Phrase::word(first, Upos::Propn, "NNP", first);
        for part in parts.filter(|_| whole) {
            person = person.after(Phrase::word(part, Upos::Propn, "NNP", part), Deprel::Flat);
        }
        if self.chance(60) {
            let title = self.lexicon.some_noun("title", &mut self.random).to_owned();
            let mut words = title.split('-').rev();
            let last = words.next().unwrap_or_default();
            let mut title = Phrase::word(last, Upos::Propn, "NNP", last);
            for word in words {
                let modifier = match word {
                    "Prime" | "Foreign" => (Phrase::word(word, Upos::Adj, "NNP", word), Deprel::Amod),
                    _ => (Phrase::word(word, Upos::Propn, "NNP", word), Deprel::Compound),
                };
                title = title.before(modifier.0, modifier.1);
            }
            person = person.before(title, Deprel::NmodDesc);
            if self.chance(50) {
                person = self.of_a_state(person);
            }
        }
        person
    }

    /// "Israeli warplanes", "gunmen in Cairo", "a suicide bomber".
    pub fn actor(&mut self) -> Phrase {
        let noun = self.lexicon.some_noun("actor", &mut self.random).to_owned();
        let plural = noun.starts_with('+');
        let noun = self.compound(noun.trim_start_matches('+'), plural);
        let noun = match self.random.below(10) {
            0..=3 => self.of_a_state(noun),
            4 | 5 if self.chance(30) => {
                // "YPG-led forces".
                let [group, ..] = self.lexicon.some_name("group", &mut self.random).clone();
                let hyphen = Phrase::word("-", Upos::Punct, "HYPH", "-");
                let led = self.one_of(&["led", "backed"]);
                let group = Phrase::word(&group, Upos::Propn, "NNP", &group).after(hyphen, Deprel::Punct);
                let lemma = if led == "led" { "lead" } else { "back" };
                let led = Phrase::word(led, Upos::Verb, "VBN", lemma);
                noun.before(led.before(group, Deprel::OblUnmarked), Deprel::Amod)
            }
            4 => {
                let [group, ..] = self.lexicon.some_name("group", &mut self.random).clone();
                noun.before(Phrase::word(&group, Upos::Propn, "NNP", &group), Deprel::Compound)
            }
            _ => noun,
        };
        let noun = if plural { noun } else { self.with_article(noun) };
        match self.random.below(8) {
            0 => noun.after(self.place_after("in"), Deprel::Nmod),
            1 => noun.after(self.state().before(case("from"), Deprel::Case), Deprel::Nmod),
            _ => noun,
        }
    }

    /// "Seven protesters", "at least 12 Iraqis", "a French journalist", "the army".
    pub fn people(&mut self) -> Phrase {
        let [_, _, demonym] = self.lexicon.some_name("state", &mut self.random).clone();
        match self.random.below(10) {
            0 => self.party(),
            1 => self.state(),
            2..=5 => {
                let noun = if self.chance(30) {
                    Phrase::word(&demonym, Upos::Propn, "NNPS", &demonym)
                } else {
                    let noun = self.lexicon.some_noun("people", &mut self.random).to_owned();
                    self.compound(&noun, true)
                };
                let noun = if self.chance(25) { self.of_a_state(noun) } else { noun };
                self.counted(noun)
            }
            6 | 7 => {
                let noun = self.lexicon.some_noun("people", &mut self.random).to_owned();
                let noun = self.compound(&noun, true);
                let noun = if self.chance(60) { self.of_a_state(noun) } else { noun };
                if self.chance(30) { self.qualified(noun) } else { noun }
            }
            _ => {
                let noun = self.lexicon.some_noun("people", &mut self.random).to_owned();
                let noun = self.compound(&noun, false);
                let noun = if self.chance(40) { self.of_a_state(noun) } else { noun };
                self.with_article(noun)
            }
        }
    }

    /// "A, the leader of B,".
    fn described(&mut self, person: Phrase) -> Phrase {
        let part = self.bare_noun("part").before(the(), Deprel::Det);
        let part = part.after(self.party().before(case("of"), Deprel::Case), Deprel::Nmod);
        let comma = || Phrase::word(",", Upos::Punct, ",", ",");
        person.after(part.before(comma(), Deprel::Punct).after(comma(), Deprel::Punct), Deprel::Appos)
    }

    /// "accused of murder", "who storm a base", "held by rebels".
    fn qualified(&mut self, noun: Phrase) -> Phrase {
        match self.random.below(3) {
            0 => {
                let accused = self.one_of(&["accuse", "suspect", "convict"]);
                let crime = self.bare_noun("crime").before(case("of"), Deprel::Case);
                noun.after(self.lexicon.verb(accused, Form::Participle).after(crime, Deprel::Obl), Deprel::Acl)
            }
            1 => {
                let who = Phrase::word("who", Upos::Pron, "WP", "who");
                let form = if self.chance(50) { Form::Past } else { Form::Present { plural: noun.is_plural() } };
                noun.after(self.predicate(form, 2).before(who, Deprel::Nsubj), Deprel::AclRelcl)
            }
            _ => {
                let held = self.verb("people", Form::Participle);
                let by = self.actor().before(case("by"), Deprel::Case);
                noun.after(held.after(by, Deprel::OblAgent), Deprel::Acl)
            }
        }
    }

    fn counted(&mut self, noun: Phrase) -> Phrase {
        let number =
            self.one_of(&["two", "three", "four", "five", "six", "seven", "ten", "12", "18", "40", "150", "dozens"]);
        if number == "dozens" {
            let dozens = Phrase::word("dozens", Upos::Noun, "NNS", "dozen");
            return dozens.after(noun.before(case("of"), Deprel::Case), Deprel::Nmod);
        }
        let mut number = Phrase::word(number, Upos::Num, "CD", number);
        if self.chance(25) {
            let least = Phrase::word("least", Upos::Adj, "JJS", "least").before(case("at"), Deprel::Case);
            number = number.before(least, Deprel::Nmod);
        }
        noun.before(number, Deprel::Nummod)
    }

    /// "A village", "the airport in Aleppo", "Kyiv".
    pub fn place(&mut self) -> Phrase {
        match self.random.below(4) {
            0 => self.city(),
            1 => self.state(),
            _ => {
                let noun = self.lexicon.some_noun("place", &mut self.random).to_owned();
                let noun = self.compound(&noun, false);
                let noun = if self.chance(30) { self.of_a_state(noun) } else { noun };
                let noun = self.with_article(noun);
                if self.chance(40) {
                    noun.after(self.city().before(case("in"), Deprel::Case), Deprel::Nmod)
                } else {
                    noun
                }
            }
        }
    }

    /// "A ceasefire", "the treaty with Iran".
    pub fn thing(&mut self) -> Phrase {
        let noun = self.lexicon.some_noun("thing", &mut self.random).to_owned();
        let noun = self.compound(&noun, false);
        let noun = if self.chance(30) { self.with_adjective(noun) } else { noun };
        let noun = self.with_article(noun);
        if self.chance(30) { noun.after(self.party_after("with"), Deprel::Nmod) } else { noun }
    }

    /// "Talks with Iran", "an attack on a base".
    pub fn event(&mut self) -> Phrase {
        let noun = self.lexicon.some_noun("event", &mut self.random).to_owned();
        let plural = noun.starts_with('+');
        let noun = self.compound(noun.trim_start_matches('+'), plural);
        let noun = if self.chance(25) { self.with_adjective(noun) } else { noun };
        let noun = if plural { noun } else { self.with_article(noun) };
        match self.random.below(6) {
            0 => noun.after(self.party_after("with"), Deprel::Nmod),
            1 => noun.after(self.place_after("on"), Deprel::Nmod),
            2 => noun.after(self.party_after("against"), Deprel::Nmod),
            3 => noun.after(self.city().before(case("in"), Deprel::Case), Deprel::Nmod),
            _ => noun,
        }
    }

    /// A noun of that kind, with an article where it needs one, sometimes with an adjective.
    pub fn plain_noun(&mut self, kind: &str) -> Phrase {
        let noun = self.lexicon.some_noun(kind, &mut self.random).to_owned();
        let plural = noun.starts_with('+');
        let mass = kind == "gift";
        let noun = self.compound(noun.trim_start_matches('+'), plural);
        let noun = if self.chance(30) { self.with_adjective(noun) } else { noun };
        if plural || mass { noun } else { self.with_article(noun) }
    }

    /// A noun of that kind alone.
    pub fn bare_noun(&mut self, kind: &str) -> Phrase {
        let noun = self.lexicon.some_noun(kind, &mut self.random).to_owned();
        self.compound(&noun, false)
    }

    pub fn party_after(&mut self, preposition: &str) -> Phrase {
        self.party().before(case(preposition), Deprel::Case)
    }

    pub fn place_after(&mut self, preposition: &str) -> Phrase {
        self.place().before(case(preposition), Deprel::Case)
    }

    pub fn event_after(&mut self, preposition: &str) -> Phrase {
        self.event().before(case(preposition), Deprel::Case)
    }

    fn with_adjective(&mut self, noun: Phrase) -> Phrase {
        let adjective = self.lexicon.some_noun("adjective", &mut self.random);
        noun.before(Phrase::word(adjective, Upos::Adj, "JJ", adjective), Deprel::Amod)
    }

    /// With "a", "the" or, as in headlines, nothing.
    pub fn with_article(&mut self, noun: Phrase) -> Phrase {
        match self.random.below(10) {
            0 => noun,
            1..=4 => noun.before(the(), Deprel::Det),
            _ => {
                let article = if "aeiouAEIO".contains(noun.initial()) { "an" } else { "a" };
                noun.before(Phrase::word(article, Upos::Det, "DT", "a"), Deprel::Det)
            }
        }
    }

    /// "car-bomb" as "car bomb", in the singular or plural.
    pub fn compound(&mut self, noun: &str, plural: bool) -> Phrase {
        let mut words = noun.split('-').rev();
        let last = words.next().unwrap_or_default();
        let mut phrase = match (plural, last) {
            (true, "police") => Phrase::word(last, Upos::Noun, "NNS", last),
            (true, "gunmen") => Phrase::word(last, Upos::Noun, "NNS", "gunman"),
            (true, "policeman") => Phrase::word("policemen", Upos::Noun, "NNS", "policeman"),
            (true, "gunman") => Phrase::word("gunmen", Upos::Noun, "NNS", "gunman"),
            (true, "woman") => Phrase::word("women", Upos::Noun, "NNS", "woman"),
            (true, "man") => Phrase::word("men", Upos::Noun, "NNS", "man"),
            (true, "child") => Phrase::word("children", Upos::Noun, "NNS", "child"),
            (true, l) if l.ends_with('s') => Phrase::word(l, Upos::Noun, "NNS", &singular(l)),
            (true, l) => Phrase::word(&third_person(l), Upos::Noun, "NNS", l),
            (false, l) => Phrase::word(l, Upos::Noun, "NN", l),
        };
        for word in words {
            let (upos, xpos, label) = match word {
                "arms" => (Upos::Noun, "NNS", Deprel::Compound),
                "foreign" | "prime" | "central" | "supreme" => (Upos::Adj, "JJ", Deprel::Amod),
                _ => (Upos::Noun, "NN", Deprel::Compound),
            };
            phrase = phrase.before(Phrase::word(word, upos, xpos, word), label);
        }
        phrase
    }
}

/// "authorities" → "authority", "taxes" → "tax", "troops" → "troop".
fn singular(plural: &str) -> String {
    match plural {
        p if p.ends_with("ies") => format!("{}y", &p[..p.len() - 3]),
        p if p.ends_with("xes") => p[..p.len() - 2].to_owned(),
        p => p.trim_end_matches('s').to_owned(),
    }
}

fn the() -> Phrase {
    Phrase::word("the", Upos::Det, "DT", "the")
}

/// A name of several words: "the United States", "North Korea", "the African Union".
fn named(name: &str) -> Phrase {
    let mut words = name.split(' ').rev();
    let last = words.next().unwrap_or_default();
    let xpos = if last == "States" { "NNPS" } else { "NNP" };
    let mut phrase = Phrase::word(last, Upos::Propn, xpos, last);
    for word in words {
        phrase = match word {
            "the" => phrase.before(the(), Deprel::Det),
            "United" | "European" | "African" | "Arab" | "Red" => {
                phrase.before(Phrase::word(word, Upos::Adj, "NNP", word), Deprel::Amod)
            }
            _ => phrase.before(Phrase::word(word, Upos::Propn, "NNP", word), Deprel::Compound),
        };
    }
    phrase
}
