//! What a document said before: who was named, who spoke, whose voice it is.

use crate::party::Party;
use compact_str::CompactString;
use rustc_hash::FxHashMap;
use westphalia_atlas::{CountryId, Sector};

/// The parties of a document so far.
#[derive(Debug, Default)]
pub struct Memory {
    /// The state or body in whose own words the document is written.
    voice: Option<Party>,
    /// Whom the document addresses.
    audience: Option<Party>,
    /// Names (the last word of each) of people and groups met before.
    names: FxHashMap<CompactString, Party>,
    /// The parties of earlier sentences, the latest last; at most a few.
    recent: Vec<Party>,
    /// Officials without a name, the latest last: "the North Korean foreign minister".
    people: Vec<Party>,
    /// Who spoke or acted in the sentence before.
    subjects: Vec<Party>,
    /// Whom a role noun meant that came with its owner: "the Libyan foreign minister" is "the foreign minister" later.
    roles: FxHashMap<String, Party>,
    /// Who did what the latest sentence with an event tells.
    doers: Vec<Party>,
    /// How often each state was named.
    states: FxHashMap<CountryId, u32>,
    /// The two of different states that were last told of together: "Oslo and Riga", "Oslo met Riga".
    pair: Vec<Party>,
    /// How many sentences ago.
    pair_age: u8,
}

/// For how many sentences two stay those whom "the two" means.
const PAIR_LASTS: u8 = 6;

impl Memory {
    /// A document in that voice, to that audience.
    pub fn new(voice: Option<Party>, audience: Option<Party>) -> Self {
        Self { voice, audience, ..Self::default() }
    }

    /// Whom the document addresses, if it says so by its source.
    pub fn audience(&self) -> Option<&Party> {
        self.audience.as_ref()
    }

    /// Whose "we" it is.
    pub fn voice(&self) -> Option<&Party> {
        self.voice.as_ref()
    }

    /// Somebody met before under this name.
    pub fn by_name(&self, word: &str) -> Option<&Party> {
        self.names.get(word)
    }

    /// Remembers a named party of the present sentence.
    pub fn note(&mut self, word: &str, party: &Party) {
        if word.len() > 2 {
            self.names.entry(CompactString::from(word)).or_insert_with(|| party.clone());
        }
    }

    /// Remembers whom a role noun of the present sentence means.
    pub fn note_role(&mut self, words: &str, party: &Party) {
        let words = words.to_lowercase();
        if let Some((_, head)) = words.rsplit_once(' ') {
            // "The Gabonese army engineers" are "the engineers" later.
            self.roles.insert(head.to_owned(), party.clone());
        }
        self.roles.insert(words, party.clone());
        if party.is_person() {
            self.people.retain(|p| !p.same(party));
            self.people.push(party.clone());
        }
    }

    /// Whom a role noun meant when it last came with its owner.
    pub fn by_role(&self, words: &str) -> Option<&Party> {
        self.roles.get(&words.to_lowercase())
    }

    /// Remembers who did what a finished sentence tells.
    pub fn note_doers(&mut self, doers: Vec<Party>) {
        if !doers.is_empty() {
            self.doers = doers;
        }
    }

    /// Who did what was told last: "the testing", "this move".
    pub fn doers(&self) -> &[Party] {
        &self.doers
    }

    /// Remembers the parties of a finished sentence, and who its subject was.
    pub fn close_sentence(&mut self, parties: Vec<Party>, subjects: Vec<Party>) {
        for party in &parties {
            if let Some(country) = party.country {
                *self.states.entry(country).or_default() += 1;
            }
        }
        if !subjects.is_empty() {
            self.subjects = subjects;
        }
        for party in parties {
            self.recent.retain(|p| !p.same(&party));
            self.recent.push(party);
        }
        let extra = self.recent.len().saturating_sub(6);
        self.recent.drain(..extra);
    }

    /// Remembers parties that a finished sentence tells of together, if they are two of different states.
    pub fn note_pair(&mut self, parties: Vec<Party>) {
        self.pair_age = self.pair_age.saturating_add(1);
        let official = |p: &Party| p.body.is_empty() && matches!(p.sector, None | Some(Sector::Gov | Sector::Mil));
        if let [first, second] = parties.as_slice()
            && first.country.is_some()
            && second.country.is_some()
            && first.country != second.country
            && parties.iter().all(official)
        {
            self.pair = parties;
            self.pair_age = 0;
        }
    }

    /// The two that were last told of together, some sentences ago at most.
    fn pair(&self) -> Option<&[Party]> {
        (self.pair_age < PAIR_LASTS && !self.pair.is_empty()).then_some(self.pair.as_slice())
    }

    /// The same, where nobody else has acted since.
    fn acting_pair(&self) -> Option<&[Party]> {
        let inside = |s: &Party| self.pair.iter().any(|p| p.country == s.country);
        self.pair().filter(|_| self.pair_age == 0 || self.subjects.iter().all(inside))
    }

    /// Whether two parties have been told of together.
    pub fn tells_of_a_pair(&self) -> bool {
        self.pair().is_some() || self.subjects.len() == 2
    }

    /// Whom "he", "she" or "it" means when the sentence itself does not say.
    pub fn one(&self) -> Option<Party> {
        match self.subjects.as_slice() {
            [only] => Some(only.clone()),
            _ => self.subjects.first().or(self.recent.last()).cloned(),
        }
    }

    /// Whom "he" or "she" means when the sentence itself does not say: somebody, not a state.
    pub fn person(&self) -> Option<Party> {
        let known = || self.subjects.iter().chain(self.recent.iter().rev());
        let latest = known().find(|p| p.is_person()).or_else(|| self.people.last());
        // A body is nobody whom one calls "she"; a state may stand for who heads it.
        latest.or_else(|| known().find(|p| p.body.is_empty())).cloned()
    }

    /// The two of different states who acted in the sentence before, or else the two people, or states, named last.
    pub fn two(&self) -> Option<Vec<Party>> {
        let apart = |pair: &[&Party]| pair.len() == 2 && pair[0].country != pair[1].country;
        let subjects: Vec<&Party> = self.subjects.iter().filter(|p| p.country.is_some() && p.body.is_empty()).collect();
        if apart(&subjects) {
            return Some(subjects.into_iter().cloned().collect());
        }
        let mut people: Vec<&Party> = Vec::new();
        for person in self.recent.iter().rev().filter(|p| p.is_person() && p.country.is_some()) {
            if people.len() < 2 && people.iter().all(|p| p.country != person.country) {
                people.insert(0, person);
            }
        }
        if apart(&people) { Some(people.into_iter().cloned().collect()) } else { self.several_of(2) }
    }

    /// Whether two of different states acted in the sentence before.
    pub fn has_two_subjects(&self) -> bool {
        matches!(self.subjects.as_slice(), [a, b] if a.country.is_some() && b.country.is_some() && a.country != b.country)
    }

    /// Whom "they" means.
    pub fn several(&self) -> Vec<Party> {
        self.last_several(self.acting_pair(), &[])
    }

    /// Whom "both sides" or "the two leaders" means, in the mouth of those who are none of them: "we call on both sides".
    pub fn two_but(&self, apart: &[Party]) -> Vec<Party> {
        self.last_several(self.pair(), apart)
    }

    fn last_several(&self, pair: Option<&[Party]>, apart: &[Party]) -> Vec<Party> {
        let is_apart = |party: &Party| apart.iter().any(|a| a.same(party));
        let two = self.subjects.len() == 2 || pair.is_none();
        if self.subjects.len() > 1 && two && !self.subjects.iter().any(is_apart) {
            return self.subjects.clone();
        }
        if let Some(pair) = pair.filter(|pair| !pair.iter().any(is_apart)) {
            return pair.to_vec();
        }
        let mut parties: Vec<Party> = Vec::new();
        let known =
            || self.subjects.iter().chain(self.recent.iter().rev()).chain(&self.voice).filter(|p| !p.is_unknown());
        // Governments and people first: they are who has sides and meets.
        let public = |p: &&Party| p.is_person() || matches!(p.sector, None | Some(Sector::Gov | Sector::Mil));
        for party in known().filter(public).chain(known()).filter(|p| !is_apart(p)) {
            // Two sides are two states, not a state and its own party or army.
            let related = |p: &Party| p.same(party) || (p.country.is_some() && p.country == party.country);
            if parties.len() < 2 && !parties.iter().any(related) {
                parties.push(party.clone());
            }
        }
        parties
    }

    /// Whom "the three leaders" means: as many as acted in the sentence before, or as many states as were named last.
    pub fn several_of(&self, n: usize) -> Option<Vec<Party>> {
        if self.subjects.len() == n {
            return Some(self.subjects.clone());
        }
        let mut states: Vec<Party> = Vec::new();
        let known = || self.recent.iter().rev().filter(|p| p.country.is_some() && p.body.is_empty());
        // Somebody before the state that somebody only speaks of.
        for party in known().filter(|p| p.is_person()).chain(known()) {
            if !states.iter().any(|p| p.country == party.country) {
                states.push(party.clone());
            }
        }
        states.truncate(n);
        states.reverse();
        (states.len() == n).then_some(states)
    }

    /// The state named most that is not the voice's own.
    pub fn foreign_state(&self) -> Option<CountryId> {
        let own = self.voice.as_ref().and_then(|v| v.country);
        let foreign = self.states.iter().filter(|(id, _)| Some(**id) != own);
        foreign.max_by_key(|(id, n)| (**n, std::cmp::Reverse(**id))).map(|(id, _)| *id)
    }

    /// The state that a state has been named with most, at least twice.
    pub fn partner_of(&self, country: CountryId) -> Option<Party> {
        let others = self.states.iter().filter(|(id, n)| **id != country && **n > 1);
        let most = others.max_by_key(|(id, n)| (**n, std::cmp::Reverse(**id))).map(|(id, _)| *id)?;
        self.recent.iter().rev().find(|p| p.country == Some(most) && p.body.is_empty()).cloned()
    }

    /// Whether a state has been named.
    pub fn has_named(&self, id: CountryId) -> bool {
        self.states.contains_key(&id) || self.voice.as_ref().is_some_and(|v| v.country == Some(id))
    }

    /// The state that the document is about so far: the one named most, the voice's where none is.
    pub fn last_state(&self) -> Option<CountryId> {
        let most = self.states.iter().max_by_key(|(id, n)| (**n, std::cmp::Reverse(**id)));
        most.map(|(id, _)| *id).or_else(|| self.voice.as_ref().and_then(|v| v.country))
    }
}
