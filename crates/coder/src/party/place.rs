//! Where a sentence plays, and the people there.

use super::{Party, Resolver};
use crate::mention::Mention;
use westphalia_atlas::{CountryId, Entry, Form, Sector};
use westphalia_text::Deprel;

impl Resolver<'_> {
    /// The country of whoever acts in the clause: "Manila agreed to release rebel leaders".
    pub(super) fn country_of_subject(&self, node: usize) -> Option<CountryId> {
        let mut at = node;
        for _ in 0..self.tree.len() {
            at = self.tree.head(at)?;
            let subject =
                self.tree.child(at, &[Deprel::Nsubj, Deprel::NsubjPass]).filter(|s| !self.tree.under(node, *s));
            if let Some(subject) = subject {
                // A paper that reports something is not where it happens.
                let named = self.core(subject).into_iter().find_map(|i| self.mentions.name(i));
                if let Some(m) = named.filter(|m| !matches!(m.entry, Entry::Organisation { .. })) {
                    return self.atlas.country_of(m.entry, self.day);
                }
            }
        }
        None
    }

    /// The country that a place phrase of the clause names: "in Chile".
    pub fn stated_place(&self, node: usize) -> Option<CountryId> {
        let placed = self.mentions.names.iter().filter(|m| {
            let head = self.tree.head_of(m.first, m.last);
            head.is_some_and(|h| self.is_in_place(h, node))
        });
        placed
            .filter(|m| matches!(m.entry, Entry::State { .. } | Entry::Place { .. } | Entry::Capital { .. }))
            .find_map(|m| self.atlas.country_of(m.entry, self.day))
    }

    /// The country where the sentence plays, if places and states in it agree or one stands in a place phrase.
    pub fn place_country(&self, node: usize) -> Option<CountryId> {
        let mut only = None;
        let mut several = false;
        for m in &self.mentions.names {
            let named = matches!(m.entry, Entry::State { form: Form::Name | Form::Abbreviation | Form::Former, .. });
            let located = named || matches!(m.entry, Entry::Place { .. } | Entry::Capital { .. });
            if !located || (m.first <= node && node <= m.last) {
                continue;
            }
            let Some(country) = self.atlas.country_of(m.entry, self.day) else { continue };
            let head = self.tree.head_of(m.first, m.last);
            let in_place = head.is_some_and(|h| self.is_in_place(h, node));
            if in_place {
                return Some(country);
            }
            several |= only.is_some_and(|c| c != country);
            only = Some(country);
        }
        only.filter(|_| !several)
    }

    /// Whether a name tells where the clause of `node` plays: "in a village near Dimapur, India", "in Pakistan's Sindh province".
    pub(super) fn is_in_place(&self, name: usize, node: usize) -> bool {
        let part = [Deprel::NmodPoss, Deprel::Compound, Deprel::NmodDesc, Deprel::NmodUnmarked, Deprel::Appos];
        let mut at = name;
        for _ in 0..6 {
            let Some(above) = self.tree.head(at) else { return false };
            let placed = matches!(self.tree.case(at), Some("in" | "at" | "near" | "across" | "outside" | "through"));
            let mission = matches!(self.tree.lemma(at), "embassy" | "consulate" | "mission");
            if (!placed && !part.contains(&self.tree.rel(at))) || (mission && at != name) {
                // "Outside the United States embassy" is not in the United States.
                return false;
            }
            if placed && self.tree.under(node, above) {
                return true;
            }
            at = above;
        }
        false
    }

    /// "Twelve were hurt", not "at 10:38", "in 2024" or "on March 16".
    pub(super) fn counts_people(&self, node: usize) -> bool {
        let word = self.tree.words[node];
        let year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
        let timed =
            matches!(self.tree.case(node), Some("at" | "on" | "in" | "by" | "since" | "until" | "around" | "from"));
        let dated = matches!(self.tree.rel(node), Deprel::NmodUnmarked | Deprel::OblUnmarked | Deprel::Nummod);
        !year && !timed && !dated && !word.contains([':', '.', '%'])
    }

    /// The country of the first place that the sentence puts something in.
    pub(super) fn first_place(&self) -> Option<CountryId> {
        let placed = |m: &&Mention| {
            let head = self.tree.head_of(m.first, m.last);
            head.is_some_and(|h| {
                self.tree.case(h).is_some_and(|c| matches!(c, "in" | "at" | "near"))
                    || self.tree.rel(h) == Deprel::Appos
            })
        };
        self.mentions.names.iter().filter(placed).find_map(|m| self.atlas.country_of(m.entry, self.day))
    }

    /// People without a name or role: those of the place where the sentence plays.
    pub fn people_here(&self, node: usize) -> Vec<Party> {
        let home = self
            .place_country(node)
            .or_else(|| self.country_of_subject(node))
            .or_else(|| self.memory.last_state())
            .or_else(|| self.first_place());
        let people =
            |country| Party { sector: Some(Sector::Cvl), entry: None, plural: true, ..self.state(country, node) };
        home.map(people).into_iter().collect()
    }
}
