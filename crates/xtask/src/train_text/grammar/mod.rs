//! Makes up sentences as chronicles, wires and headlines write them, each with its tree by construction.
//!
//! `data/grammar/README.md` says why and from which words. The trees follow the guidelines of Universal Dependencies as the English
//! treebanks apply them.

mod lexicon;
mod nominal;
mod phrase;

use super::random::Random;
use super::treebank::Gold;
use lexicon::{Form, Lexicon};
use phrase::Phrase;
use std::path::Path;
use westphalia_text::{Deprel, Upos};

/// Makes so many sentences.
pub fn make(folder: &Path, irregular: &str, count: usize, seed: u64) -> anyhow::Result<Vec<Gold>> {
    let lexicon = Lexicon::read(folder, irregular)?;
    let mut maker = Maker { lexicon: &lexicon, random: Random::new(seed) };
    Ok((0..count).map(|_| maker.sentence().into_gold()).collect())
}

struct Maker<'a> {
    lexicon: &'a Lexicon,
    random: Random,
}

impl Maker<'_> {
    fn chance(&mut self, percent: usize) -> bool {
        self.random.percent(percent)
    }

    fn one_of<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.random.below(items.len())]
    }

    fn sentence(&mut self) -> Phrase {
        let clause = match self.random.below(20) {
            0 | 1 => self.quoted(),
            2 | 3 => self.passive(),
            4 => self.explosion(),
            5 | 6 => self.deadly_event(),
            7 => self.meeting(),
            _ => self.clause(0),
        };
        let clause = match self.random.below(12) {
            0 => self.and_another(clause),
            1 => self.after_something(clause),
            _ => clause,
        };
        // A headline has no full stop.
        if self.chance(85) { clause.after(Phrase::word(".", Upos::Punct, ".", "."), Deprel::Punct) } else { clause }
    }

    /// A subject with what it does.
    fn clause(&mut self, depth: u8) -> Phrase {
        let subject = self.subject();
        let predicate = self.finite(subject.is_plural(), depth);
        let clause = predicate.before(subject, Deprel::Nsubj);
        match self.random.below(8) {
            0 => self.on_a_day(clause),
            1 => self.in_a_city(clause),
            _ => clause,
        }
    }

    /// A verb in some tense, with all that it takes.
    fn finite(&mut self, plural: bool, depth: u8) -> Phrase {
        let (form, auxiliary) = match self.random.below(20) {
            0..=10 => (Form::Present { plural }, None),
            11..=15 => (Form::Past, None),
            16 => (Form::Participle, Some(if plural { ("have", "VBP", "have") } else { ("has", "VBZ", "have") })),
            17 => (Form::Ing, Some(if plural { ("are", "VBP", "be") } else { ("is", "VBZ", "be") })),
            18 => (Form::Base, Some(("will", "MD", "will"))),
            _ => return self.predicate(Form::Base, depth).before(to(), Deprel::Mark),
        };
        let predicate = self.predicate(form, depth);
        match auxiliary {
            Some((text, xpos, lemma)) => predicate.before(Phrase::word(text, Upos::Aux, xpos, lemma), Deprel::Aux),
            None => predicate,
        }
    }

    fn verb(&mut self, pattern: &str, form: Form) -> Phrase {
        let lemma = self.lexicon.some_verb(pattern, &mut self.random);
        self.lexicon.verb(lemma, form)
    }

    /// A verb with all that it takes.
    fn predicate(&mut self, form: Form, depth: u8) -> Phrase {
        let plain =
            ["people", "people", "people", "place", "place", "thing", "thing", "event", "event", "with", "for", "from"];
        let rich = [
            "force",
            "weapon",
            "measure",
            "gift",
            "of",
            "somebody-to",
            "to",
            "say",
            "on-to",
            "alone",
            "particle",
            "particle",
        ];
        let pattern = if depth > 1 || self.chance(55) { self.one_of(&plain) } else { self.one_of(&rich) };
        if pattern == "particle" {
            return self.with_particle(form);
        }
        let verb = self.verb(pattern, form);
        match pattern {
            "people" => verb.after(self.people(), Deprel::Obj),
            "place" => verb.after(self.place(), Deprel::Obj),
            "thing" => verb.after(self.thing(), Deprel::Obj),
            "event" => verb.after(self.event(), Deprel::Obj),
            "with" => verb.after(self.party_after("with"), Deprel::Obl),
            "for" => verb.after(self.event_after("for"), Deprel::Obl),
            "from" => verb.after(self.place_after("from"), Deprel::Obl),
            "force" => {
                let preposition = self.one_of(&["to", "in", "near", "from", "along"]);
                verb.after(self.plain_noun("force"), Deprel::Obj).after(self.place_after(preposition), Deprel::Obl)
            }
            "weapon" => {
                let preposition = self.one_of(&["at", "into", "on", "towards", "over"]);
                verb.after(self.plain_noun("weapon"), Deprel::Obj).after(self.place_after(preposition), Deprel::Obl)
            }
            "measure" => {
                let preposition = self.one_of(&["on", "against"]);
                verb.after(self.plain_noun("measure"), Deprel::Obj).after(self.party_after(preposition), Deprel::Obl)
            }
            "gift" if self.chance(50) => {
                verb.after(self.party(), Deprel::Iobj).after(self.plain_noun("gift"), Deprel::Obj)
            }
            "gift" => verb.after(self.plain_noun("gift"), Deprel::Obj).after(self.party_after("to"), Deprel::Obl),
            "of" => self.accused(verb, depth),
            "somebody-to" => verb.after(self.party(), Deprel::Obj).after(self.infinitive(depth), Deprel::Xcomp),
            "on-to" => verb.after(self.party_after("on"), Deprel::Obl).after(self.infinitive(depth), Deprel::Xcomp),
            "to" => verb.after(self.infinitive(depth), Deprel::Xcomp),
            "say" => {
                let clause = self.clause(depth + 1);
                let that = Phrase::word("that", Upos::Sconj, "IN", "that");
                let clause = if self.chance(60) { clause.before(that, Deprel::Mark) } else { clause };
                verb.after(clause, Deprel::Ccomp)
            }
            _ => verb,
        }
    }

    /// "rules out talks", "hands over the rebels".
    fn with_particle(&mut self, form: Form) -> Phrase {
        let both = self.lexicon.some_verb("particle", &mut self.random).to_owned();
        let (verb, particle) = both.split_once('+').unwrap_or((&both, "out"));
        let particle = Phrase::word(particle, Upos::Adp, "RP", particle);
        let verb = self.lexicon.verb(verb, form).after(particle, Deprel::CompoundPrt);
        let object = match self.random.below(4) {
            0 => self.people(),
            1 => self.place(),
            2 => self.thing(),
            _ => self.event(),
        };
        verb.after(object, Deprel::Obj)
    }

    fn infinitive(&mut self, depth: u8) -> Phrase {
        self.predicate(Form::Base, depth + 1).before(to(), Deprel::Mark)
    }

    /// "accuses the army of murder", "of bombing a school".
    fn accused(&mut self, verb: Phrase, depth: u8) -> Phrase {
        let verb = verb.after(self.people(), Deprel::Obj);
        if self.chance(50) {
            let crime = self.bare_noun("crime").before(case("of"), Deprel::Case);
            return verb.after(crime, Deprel::Obl);
        }
        let of = Phrase::word("of", Upos::Sconj, "IN", "of");
        verb.after(self.predicate(Form::Ing, depth + 2).before(of, Deprel::Mark), Deprel::Advcl)
    }

    /// "Police were attacked by gunmen in Cairo."
    fn passive(&mut self) -> Phrase {
        let subject = self.people();
        let plural = subject.is_plural();
        let (text, xpos) = match (self.chance(60), plural) {
            (true, true) => ("are", "VBP"),
            (true, false) => ("is", "VBZ"),
            (false, true) => ("were", "VBD"),
            (false, false) => ("was", "VBD"),
        };
        let mut clause = self.verb("people", Form::Participle);
        if self.chance(90) {
            clause = clause.before(Phrase::word(text, Upos::Aux, xpos, "be"), Deprel::AuxPass);
        }
        clause = clause.before(subject, Deprel::NsubjPass);
        if self.chance(50) {
            clause = clause.after(self.actor().before(case("by"), Deprel::Case), Deprel::OblAgent);
        }
        self.in_a_city(clause)
    }

    /// "A car bomb explodes in Baghdad, killing six people."
    fn explosion(&mut self) -> Phrase {
        let bomb = self.one_of(&["bomb", "mine", "grenade", "shell", "car-bomb"]);
        let bomb = self.compound(bomb, false);
        let bomb = self.with_article(bomb);
        let form = if self.chance(70) { Form::Present { plural: false } } else { Form::Past };
        let clause = self.verb("goes-off", form).before(bomb, Deprel::Nsubj);
        let clause = self.in_a_city(clause);
        let harm = self.one_of(&["kill", "wound", "injure"]);
        let harm = self.lexicon.verb(harm, Form::Ing).after(self.people(), Deprel::Obj);
        clause.after(harm.before(comma(), Deprel::Punct), Deprel::Advcl)
    }

    /// "A bombing in Kabul kills six people and injures others."
    fn deadly_event(&mut self) -> Phrase {
        if self.chance(20) {
            return self.deadly_fighting();
        }
        let noun = self.one_of(&[
            "bombing",
            "attack",
            "raid",
            "shooting",
            "blast",
            "airstrike",
            "explosion",
            "strike",
            "ambush",
        ]);
        let plural = self.chance(30);
        let noun = self.compound(noun, plural);
        let subject = if plural { noun } else { self.with_article(noun) };
        let subject = subject.after(self.place_after("in"), Deprel::Nmod);
        let form = if self.chance(70) { Form::Present { plural } } else { Form::Past };
        let clause = self.lexicon.verb("kill", form).after(self.people(), Deprel::Obj).before(subject, Deprel::Nsubj);
        if self.chance(50) {
            return clause;
        }
        let second = self.one_of(&["wound", "injure"]);
        let others = self.lexicon.verb(second, form).after(self.people(), Deprel::Obj);
        clause.after(others.before(and(), Deprel::Cc), Deprel::Conj)
    }

    /// "Fighting between rebels and the army kills dozens."
    fn deadly_fighting(&mut self) -> Phrase {
        let noun = self.bare_noun("doing");
        let subject = match self.random.below(3) {
            0 => {
                let both = self.actor().after(self.actor().before(and(), Deprel::Cc), Deprel::Conj);
                noun.after(both.before(case("between"), Deprel::Case), Deprel::Nmod)
            }
            1 => noun.after(self.people().before(case("of"), Deprel::Case), Deprel::Nmod),
            _ => noun.after(self.place_after("in"), Deprel::Nmod),
        };
        let form = if self.chance(70) { Form::Present { plural: false } } else { Form::Past };
        let verb = self.one_of(&["kill", "wound", "injure", "force"]);
        self.lexicon.verb(verb, form).after(self.people(), Deprel::Obj).before(subject, Deprel::Nsubj)
    }

    /// "President A meets Prime Minister B in Geneva", "A and B hold talks".
    fn meeting(&mut self) -> Phrase {
        let first = self.person();
        let second = self.person();
        let form = if self.chance(60) { Form::Present { plural: false } } else { Form::Past };
        let clause = match self.random.below(3) {
            0 => self.lexicon.verb("meet", form).after(second, Deprel::Obj).before(first, Deprel::Nsubj),
            1 => {
                let verb = self.one_of(&["meet", "speak", "talk"]);
                let mut verb = self.lexicon.verb(verb, form).before(first, Deprel::Nsubj);
                if self.chance(50) {
                    verb = self.at_some_time(verb);
                }
                verb.after(second.before(case("with"), Deprel::Case), Deprel::Obl)
            }
            _ => {
                let both = first.after(second.before(and(), Deprel::Cc), Deprel::Conj);
                let form = if form == Form::Past { form } else { Form::Present { plural: true } };
                self.lexicon.verb("hold", form).after(self.event(), Deprel::Obj).before(both, Deprel::Nsubj)
            }
        };
        self.in_a_city(clause)
    }

    /// `"...", says X`.
    fn quoted(&mut self) -> Phrase {
        let inner = self.clause(1);
        let marks = self.chance(50);
        let quote = |text: &str, xpos| Phrase::word(text, Upos::Punct, xpos, "\"");
        let inner = if marks { inner.before(quote("\"", "``"), Deprel::Punct) } else { inner };
        let inner = inner.after(comma(), Deprel::Punct);
        let inner = if marks { inner.after(quote("\"", "''"), Deprel::Punct) } else { inner };
        let speaker = self.party();
        let form = if self.chance(50) { Form::Present { plural: speaker.is_plural() } } else { Form::Past };
        let verb = self.lexicon.verb("say", form);
        let told =
            if self.chance(50) { verb.after(speaker, Deprel::Nsubj) } else { verb.before(speaker, Deprel::Nsubj) };
        told.before(inner, Deprel::Ccomp)
    }

    /// "... and threatens to leave the talks".
    fn and_another(&mut self, clause: Phrase) -> Phrase {
        let form = if self.chance(50) { Form::Present { plural: false } } else { Form::Past };
        clause.after(self.predicate(form, 1).before(and(), Deprel::Cc), Deprel::Conj)
    }

    /// "... after a raid on the base", "following talks with Iran".
    fn after_something(&mut self, clause: Phrase) -> Phrase {
        let event = self.event();
        let event = match self.random.below(4) {
            0 => event.before(Phrase::word("following", Upos::Adp, "VBG", "follow"), Deprel::Case),
            1 => event.before(case("amid"), Deprel::Case),
            2 => event.before(case("during"), Deprel::Case),
            _ => event.before(case("after"), Deprel::Case),
        };
        clause.after(event, Deprel::Obl)
    }

    fn on_a_day(&mut self, clause: Phrase) -> Phrase {
        let day = self.lexicon.some_noun("day", &mut self.random).to_owned();
        let day = Phrase::word(&day, Upos::Propn, "NNP", &day);
        if self.chance(70) {
            clause.after(day.before(case("on"), Deprel::Case), Deprel::Obl)
        } else {
            clause.after(day, Deprel::OblUnmarked)
        }
    }

    fn at_some_time(&mut self, clause: Phrase) -> Phrase {
        let noun = |text: &str| Phrase::word(text, Upos::Noun, "NN", text);
        match self.random.below(4) {
            0 => clause.after(noun("today"), Deprel::OblUnmarked),
            1 => clause.after(noun("yesterday"), Deprel::OblUnmarked),
            2 => {
                let last = Phrase::word("last", Upos::Adj, "JJ", "last");
                clause.after(noun("week").before(last, Deprel::Amod), Deprel::OblUnmarked)
            }
            _ => self.on_a_day(clause),
        }
    }

    fn in_a_city(&mut self, clause: Phrase) -> Phrase {
        clause.after(self.city().before(case("in"), Deprel::Case), Deprel::Obl)
    }
}

fn case(text: &str) -> Phrase {
    Phrase::word(text, Upos::Adp, "IN", text)
}

fn to() -> Phrase {
    Phrase::word("to", Upos::Part, "TO", "to")
}

fn and() -> Phrase {
    Phrase::word("and", Upos::Cconj, "CC", "and")
}

fn comma() -> Phrase {
    Phrase::word(",", Upos::Punct, ",", ",")
}

#[cfg(test)]
mod tests {
    use super::make;
    use std::path::Path;

    #[test]
    fn made_up_sentences_are_trees_of_known_tags() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/grammar");
        let golds = make(&folder, crate::train_text::IRREGULAR, 2000, 1).expect("the shipped grammar");
        for gold in &golds {
            let n = gold.forms.len();
            let roots = gold.heads.iter().filter(|&&head| usize::from(head) == n).count();
            assert_eq!(roots, 1, "{}", gold.text);
            let leads_up = |start: usize| {
                let mut at = start;
                (0..n).any(|_| {
                    at = usize::from(gold.heads[at.min(n - 1)]);
                    at == n
                })
            };
            assert!((0..n).all(leads_up), "{}", gold.text);
        }
        assert_eq!(
            golds[7].text,
            make(&folder, crate::train_text::IRREGULAR, 10, 1).expect("the shipped grammar")[7].text
        );
    }
}
