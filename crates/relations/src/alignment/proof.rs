//! The events that tell the sign of a tie most.

use super::{Scale, Tie};
use crate::Proof;
use std::collections::BTreeMap;
use westphalia_model::{Dyad, Event, Modality, Status, Told};

/// Events for each tie.
const SHOWN: usize = 3;

/// Keeps, for some ties, the events that tell their sign most, one event after another.
#[derive(Debug)]
pub struct Telling {
    scale: Scale,
    pairs: BTreeMap<(String, String), Found>,
}

/// What is kept of one tie.
#[derive(Debug)]
struct Found {
    is_negative: bool,
    /// How much each event tells, most first.
    events: Vec<(f64, Proof)>,
}

impl Telling {
    /// Waits for the events of these ties.
    #[must_use]
    pub fn of<'a>(ties: impl Iterator<Item = &'a Tie>, scale: Scale) -> Self {
        let found = |tie: &Tie| Found { is_negative: tie.score < 0.0, events: Vec::new() };
        let pairs = ties.map(|tie| ((tie.a.clone(), tie.b.clone()), found(tie))).collect();
        Self { scale, pairs }
    }

    /// Looks at an event of a dyad: it tells the more, the further its score lies on the side of the tie and the more
    /// reports tell it.
    pub fn add_to(&mut self, dyad: &Dyad, event: &Event) {
        let is_act = || dyad.link(event).is_some_and(|link| link.told == Told::Act);
        if event.status == Status::Retracted || event.modality != Modality::Actual || !is_act() {
            return;
        }
        let pair = (dyad.a.clone(), dyad.b.clone());
        let Some(Found { is_negative, events }) = self.pairs.get_mut(&pair) else { return };
        let score = match self.scale {
            Scale::Goldstein => event.goldstein,
            Scale::Plover => event.plover_score,
        };
        let tells = if *is_negative { -score } else { score } * (1.0 + f64::from(event.n_reports)).log2();
        if tells > 0.0 && (events.len() < SHOWN || events.last().is_some_and(|(least, _)| tells > *least)) {
            let place = events.partition_point(|(other, _)| *other >= tells);
            events.insert(place, (tells, Proof::of(event)));
            events.truncate(SHOWN);
        }
    }

    /// Writes the events into the tie.
    pub fn tell(&self, tie: &mut Tie) {
        if let Some(found) = self.pairs.get(&(tie.a.clone(), tie.b.clone())) {
            tie.proof = found.events.iter().map(|(_, proof)| proof.clone()).collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Telling;
    use crate::alignment::{Scale, pair_months, ties};
    use crate::sample::event;
    use westphalia_model::Dyad;

    #[test]
    fn the_most_telling_events_go_first() {
        let events: Vec<_> = [
            "2019-04-01 KOR>PRK CONSULT",
            "2019-04-02 PRK>KOR ACCUSE",
            "2019-04-03 PRK>KOR ASSAULT",
            "2019-04-04 PRK>KOR ASSAULT",
            "2019-04-05 PRK>KOR ASSAULT future",
            "2019-04-06 PRK>KOR MOBILIZE",
        ]
        .iter()
        .map(|line| event(line))
        .collect();
        let mut tie = ties(&pair_months(&events), Scale::Goldstein).0.remove(0);
        let mut telling = Telling::of(std::iter::once(&tie), Scale::Goldstein);
        let dyad = Dyad::of("KOR", "PRK").expect("two codes");
        events.iter().for_each(|event| telling.add_to(&dyad, event));
        telling.tell(&mut tie);
        let words: Vec<&str> = tie.proof.iter().map(|proof| &proof.words[8..]).collect();
        assert_eq!(words, ["03 PRK>KOR ASSAULT", "04 PRK>KOR ASSAULT", "06 PRK>KOR MOBILIZE"]);
    }
}
