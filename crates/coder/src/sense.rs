//! In what sense an act is told: actual, future, hypothetical, negated; as a promise, a refusal or a demand; on whose word.

use crate::codebook::Yield;
use crate::party::Party;
use crate::reading::Reading;
use crate::walk::{Stance, Walk, is_own};
use westphalia_model::Modality;
use westphalia_text::Deprel;

/// The sense of an event.
#[derive(Clone, Debug)]
pub struct Sense {
    /// In what sense it is told.
    pub modality: Modality,
    /// Who claims it, where the reporter does not.
    pub attributed_to: Option<Party>,
}

/// What the auxiliaries of a predicate say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mood {
    Plain,
    Will,
    Would,
    May,
    /// "Can", "may not": what somebody has the power or the right to do.
    Can,
    Must,
}

impl Walk<'_, '_> {
    /// Gives a reading its sense. A future or negated act may become another act: "will send" is a promise,
    /// "did not attend" a refusal, "must leave" a demand of whoever says so.
    pub fn sense(&self, reading: &mut Reading, stance: &Stance) -> Result<Sense, &'static str> {
        let negated = self.reader.negated(reading.node) || reading.second.is_some_and(|s| self.reader.negated(s));
        let speakers = self.speakers(stance);
        let own = !speakers.is_empty() && reading.actors.iter().any(|a| is_own(a, &speakers));
        let mut modality = reading.modality.unwrap_or(Modality::Actual);
        let mood = if self.is_performed(reading) { Mood::Plain } else { self.mood(reading.node) };
        match mood {
            Mood::Must => self.demand(reading, &speakers, negated)?,
            Mood::Will => modality = self.announce(reading, own, negated, modality)?,
            Mood::Would if !stance.speaker.is_empty() && !stance.hypothetical => {
                modality = self.announce(reading, own, negated, modality)?;
            }
            Mood::Can if negated && self.is_assent(reading) => {
                reading.act = self.reader.book.act("refuse").ok_or("no such act")?;
            }
            Mood::Can => return Err("a power, not an act"),
            Mood::Would | Mood::May => modality = Modality::Hypothetical,
            Mood::Plain if negated => modality = self.negate(reading)?,
            Mood::Plain => {}
        }
        // "If they do not leave": not said to be so, nor said not to be so.
        if stance.hypothetical && matches!(modality, Modality::Actual | Modality::Negated) {
            modality = Modality::Hypothetical;
        }
        if matches!(modality, Modality::Future | Modality::Hypothetical) && !self.is_perfect(reading.node) {
            self.to_pledge(reading);
        }
        Ok(Sense { modality, attributed_to: self.attribution(reading, stance, own) })
    }

    /// "May have shipped" is about the past.
    fn is_perfect(&self, node: usize) -> bool {
        let tree = self.reader.who.tree;
        tree.children(node).any(|k| tree.rel(k) == Deprel::Aux && tree.lemma(k) == "have")
    }

    /// Cooperation that is expected or possible is what an agreement would be about: AGREE, whoever expects it.
    fn to_pledge(&self, reading: &mut Reading) {
        if matches!(self.kind(reading), "meet" | "coop" | "aid" | "support")
            && let Some(op) = self.reader.book.operator("promise")
            && let Yield::Act(act) = self.reader.book.apply(op, Some(reading.act)).result
        {
            reading.act = act;
        }
    }

    /// Who speaks: the cited speaker, or the state whose voice the document is.
    pub fn speakers(&self, stance: &Stance) -> Vec<Party> {
        if stance.speaker.is_empty() {
            self.reader.who.memory.voice().cloned().into_iter().collect()
        } else {
            stance.speaker.clone()
        }
    }

    /// "I would like to thank", "we must condemn", "allow me to congratulate": said is done.
    fn is_performed(&self, reading: &Reading) -> bool {
        let tree = self.reader.who.tree;
        let words = std::iter::once(reading.node).chain(reading.second);
        let performs = words.into_iter().any(|i| {
            matches!(
                tree.lemma(i),
                "thank"
                    | "congratulate"
                    | "welcome"
                    | "condemn"
                    | "express"
                    | "commend"
                    | "applaud"
                    | "deplore"
                    | "reiterate"
                    | "salute"
                    | "praise"
                    | "convey"
                    | "extend"
                    | "reaffirm"
                    | "denounce"
                    | "pay"
            )
        });
        let first = tree.surface_subject(reading.node).is_some_and(|s| matches!(tree.lemma(s), "I" | "i" | "we"));
        performs && first && matches!(self.kind(reading), "support" | "accuse")
    }

    fn mood(&self, node: usize) -> Mood {
        let tree = self.reader.who.tree;
        let mut verb = node;
        // A conjunct shares the auxiliaries of the first: "will meet and sign".
        if tree.rel(node) == Deprel::Conj && tree.child(node, &[Deprel::Aux, Deprel::Nsubj]).is_none() {
            verb = tree.head(node).unwrap_or(node);
        }
        for kid in tree.children(verb).filter(|k| tree.rel(*k) == Deprel::Aux) {
            match tree.lemma(kid) {
                "will" | "shall" | "wo" | "'ll" => return Mood::Will,
                "would" => return Mood::Would,
                "can" => return Mood::Can,
                "may" if self.is_of_law(verb) => return Mood::Can,
                "may" | "might" | "could" => return Mood::May,
                "must" | "should" | "ought" => return Mood::Must,
                _ => {}
            }
        }
        // "is to visit", "going to send"
        if tree.rel(node) == Deprel::Xcomp
            && tree.has_to(node)
            && tree.head(node).is_some_and(|h| matches!(tree.lemma(h), "go" | "be"))
        {
            return Mood::Will;
        }
        // A headline's infinitive is its future: "Putin to visit North Korea", "Chile to send doctors, minister says".
        let own = tree.child(node, &[Deprel::Nsubj, Deprel::NsubjPass]).is_some_and(|s| s < node);
        let reported = own && matches!(tree.rel(node), Deprel::Ccomp | Deprel::Parataxis);
        let headline = (tree.rel(node) == Deprel::Root || reported) && tree.has_to(node);
        if headline { Mood::Will } else { Mood::Plain }
    }

    /// "May not be seized", "may recall it twice a year": what a law forbids, or allows again and again.
    fn is_of_law(&self, verb: usize) -> bool {
        let tree = self.reader.who.tree;
        let (first, last) = tree.extent(verb);
        let often = (first..last).any(|i| {
            matches!(tree.lemma(i), "once" | "twice" | "times" | "time")
                && matches!(tree.lemma(i + 1), "a" | "per" | "every")
        });
        let law = (first..=last).any(|i| {
            matches!(tree.lemma(i), "constitution" | "statute" | "charter")
                && matches!(tree.case(i), Some("under" | "by" | "accord" | "according"))
        });
        often || law || (self.reader.negated(verb) && tree.passive(verb))
    }

    fn kind(&self, reading: &Reading) -> &str {
        &self.reader.book.kinds[usize::from(self.reader.book.acts[reading.act].kind)]
    }

    /// "Must", "should": a demand by who says it, of who would do it.
    fn demand(&self, reading: &mut Reading, speakers: &[Party], negated: bool) -> Result<(), &'static str> {
        if speakers.is_empty() || speakers.iter().all(Party::is_unknown) {
            return Err("nobody demands it");
        }
        let hostile = self.is_hostile(reading);
        let op = self.reader.book.operator("ask").ok_or("no such operator")?;
        let of = if negated && hostile { self.reader.book.act("deescalate") } else { Some(reading.act) };
        let Yield::Act(act) = self.reader.book.apply(op, of).result else { return Err("a demand for nothing") };
        let addressed = std::mem::take(&mut reading.actors);
        reading.recipients = addressed.into_iter().filter(|a| !is_own(a, speakers)).collect();
        if reading.recipients.is_empty() {
            return Err("exhortation to one's own");
        }
        reading.actors = speakers.to_vec();
        reading.act = act;
        reading.operators.insert(0, (op, reading.node));
        Ok(())
    }

    fn is_hostile(&self, reading: &Reading) -> bool {
        matches!(
            self.kind(reading),
            "assault" | "coerce" | "sanction" | "mobilize" | "threat" | "protest" | "accuse" | "reject"
        )
    }

    /// "Will": a promise, a concession or a threat of its own actor; else something expected.
    fn announce(
        &self,
        reading: &mut Reading,
        own: bool,
        negated: bool,
        modality: Modality,
    ) -> Result<Modality, &'static str> {
        let hostile = self.is_hostile(reading);
        // A state's own paper tells of its state's will, whomever it quotes.
        let voice = self.reader.who.memory.voice();
        let own = own || voice.is_some_and(|v| reading.actors.iter().any(|a| is_own(a, std::slice::from_ref(v))));
        let name = match (negated, hostile) {
            (true, false) => "refuse",
            (true, true) => return Err("an act that will not be"),
            (false, _) => "promise",
        };
        let own = own || (hostile && self.sets_a_condition(reading));
        if hostile && !own {
            return Ok(if modality == Modality::Actual { Modality::Future } else { modality });
        }
        let op = self.reader.book.operator(name).ok_or("no such operator")?;
        let verbal = matches!(self.kind(reading), "ask" | "agree");
        if negated && self.is_assent(reading) {
            // "Will not accept the offer".
            reading.act = self.reader.book.act("refuse").ok_or("no such act")?;
        }
        let verbal = verbal || (negated && reading.act == self.reader.book.act("refuse").unwrap_or(usize::MAX));
        if !verbal {
            match self.reader.book.apply(op, Some(reading.act)).result {
                Yield::Act(act) => {
                    reading.act = act;
                    reading.operators.insert(0, (op, reading.node));
                }
                Yield::Same => {}
                Yield::Nothing => return Err("no event in the future"),
            }
        }
        Ok(if own || negated || modality != Modality::Actual { modality } else { Modality::Future })
    }

    /// "Accepts the offer", "agrees to the demand": not to do so is to refuse.
    fn is_assent(&self, reading: &Reading) -> bool {
        let first = reading.operators.first().map(|(op, _)| self.reader.book.operators[*op].name.as_str());
        self.kind(reading) == "agree" || matches!(first, Some("agree" | "allow"))
    }

    /// "Unless the island yields, the mainland will cut its cables": a threat, whoever tells of it.
    fn sets_a_condition(&self, reading: &Reading) -> bool {
        let tree = self.reader.who.tree;
        let conditional =
            |k: usize| matches!(tree.rel(k), Deprel::Advcl) && matches!(tree.mark(k), Some("unless" | "if" | "until"));
        tree.children(reading.node).any(conditional)
    }

    /// "Did not": staying away from a meeting is a refusal; not agreeing is one too; not refusing is nothing.
    fn negate(&self, reading: &mut Reading) -> Result<Modality, &'static str> {
        let first = reading.operators.first().map(|(op, _)| self.reader.book.operators[*op].name.as_str());
        match first {
            Some("refuse" | "stop" | "deny" | "fail" | "lift" | "cancel" | "consider" | "expect" | "say") => {
                Err("not refused, not stopped")
            }
            Some("agree" | "promise" | "allow" | "plan") => {
                reading.act = self.reader.book.act("refuse").ok_or("no such act")?;
                Ok(Modality::Actual)
            }
            _ if self.kind(reading) == "meet" || self.reader.book.acts[reading.act].name == "agree-meet" => {
                reading.act = self.reader.book.act("refuse-meet").ok_or("no such act")?;
                Ok(Modality::Actual)
            }
            _ => Ok(Modality::Negated),
        }
    }

    /// Whose claim it is. A party that promises, asks, accuses, refuses or threatens in its own words is not quoted about itself.
    fn attribution(&self, reading: &Reading, stance: &Stance, own: bool) -> Option<Party> {
        let promised = matches!(self.reader.book.acts[reading.act].event_type, westphalia_model::EventType::Concede);
        let verbal =
            promised || matches!(self.kind(reading), "agree" | "ask" | "accuse" | "reject" | "threat" | "support");
        let denied = reading
            .operators
            .iter()
            .any(|(op, _)| matches!(self.reader.book.operators[*op].name.as_str(), "deny" | "admit"));
        if denied {
            return reading.actors.first().cloned();
        }
        if own && verbal {
            return None;
        }
        let speaker = stance.speaker.first()?;
        if self.reader.who.memory.voice().is_some_and(|v| v.same(speaker)) && own {
            return None;
        }
        Some(speaker.clone())
    }
}
