//! People of whom only the surname stands there: "Secretary Blinken", "Blinken".

use super::{Party, Resolver};
use westphalia_atlas::{Entry, NameForm, Office, PersonTerm};
use westphalia_text::{Deprel, Upos};

impl Resolver<'_> {
    /// "Secretary Blinken", "Prime Minister Chinh": the name hangs on the role.
    pub(super) fn name_after_role(&self, node: usize) -> Option<Party> {
        self.mentions.role(node)?;
        let mut named = self.tree.children(node).filter(|k| {
            *k > node
                && self.is_stranger(*k)
                && matches!(self.tree.rel(*k), Deprel::Flat | Deprel::Compound | Deprel::Appos | Deprel::NmodDesc)
        });
        let last = named.next_back()?;
        let known = self.memory.by_name(self.tree.words[last]).cloned();
        known.map(|p| Party { span: self.span_of(node), node, ..p }).or_else(|| {
            // "The Omani counterpart Rahman": nobody of that name who is in office elsewhere.
            let owner =
                self.tree.children(node).filter(|k| *k < node).filter_map(|k| self.mentions.name(k)).find_map(|m| {
                    self.atlas.country_of(m.entry, self.day).filter(|_| matches!(m.entry, Entry::State { .. }))
                });
            self.in_office(last, node).filter(|p| owner.is_none_or(|c| p.country == Some(c)))
        })
    }

    /// A bare surname: somebody of the document, or somebody in office on the day.
    pub(super) fn surname(&self, node: usize) -> Option<Party> {
        let last = self
            .tree
            .child(node, &[Deprel::Flat])
            .map_or(node, |_| self.tree.children(node).rfind(|k| self.tree.rel(*k) == Deprel::Flat).unwrap_or(node));
        for i in [last, node] {
            if let Some(party) = self.memory.by_name(self.tree.words[i]) {
                return Some(Party { span: self.span_of(node), node, ..party.clone() });
            }
        }
        let alone = self.tree.children(node).all(|k| {
            !matches!(self.tree.rel(k), Deprel::Flat | Deprel::Compound | Deprel::Det | Deprel::Amod)
                || self.mentions.role(k).is_some()
        });
        if alone { self.in_office(node, node) } else { None }
    }

    /// Whoever of that surname is in office on the day, as the party of a phrase.
    pub(super) fn in_office(&self, name: usize, node: usize) -> Option<Party> {
        let word = self.tree.words[name];
        // "QUIN" is an acronym, and no surname.
        let acronym = word.len() > 1 && word.chars().all(char::is_uppercase) && !self.is_shouted();
        let term = self.office_holder(name).filter(|_| !acronym)?;
        self.of_entry(Entry::Person { id: term.person.id, form: NameForm::Alias }, node)
    }

    /// Whether case tells nothing in the sentence.
    fn is_shouted(&self) -> bool {
        !self.tree.words.iter().any(|w| w.chars().any(char::is_lowercase))
    }

    /// Of those in office with that surname, one of a state that the report names, else the most prominent. A first name must fit.
    pub(super) fn office_holder(&self, name: usize) -> Option<PersonTerm<'_>> {
        let first = name.checked_sub(1).filter(|i| self.is_stranger(*i)).map(|i| self.tree.words[i]);
        let fits = |holder: &PersonTerm<'_>| {
            first.is_none_or(|first| holder.person.name.split(' ').any(|part| part == first || is_initial(first, part)))
        };
        let known: Vec<_> =
            self.atlas.person_by_surname(self.tree.words[name], self.day).into_iter().filter(fits).collect();
        let here = |country| {
            self.memory.has_named(country)
                || self.mentions.names.iter().any(|m| self.atlas.country_of(m.entry, self.day) == Some(country))
        };
        let local = || known.iter().filter(|holder| holder.term.country.is_some_and(here));
        // "Kim" of a state that has a premier and a leader of that name is the leader.
        let ruler = known.iter().find(|h| h.term.office == Office::HeadOfState && self.rules(h));
        let first = local().next().or(known.first())?;
        let same = |ruler: &&PersonTerm<'_>| ruler.term.country == first.term.country;
        Some(*ruler.filter(same).unwrap_or(first))
    }

    /// Whether somebody is in office on the day itself.
    fn rules(&self, holder: &PersonTerm<'_>) -> bool {
        self.day.is_none_or(|day| holder.term.period.distance(day) == 0)
    }

    /// Whether a word is a name that the atlas does not know, and no title.
    pub fn is_stranger(&self, i: usize) -> bool {
        self.tree.token(i).upos == Upos::Propn && self.mentions.role(i).is_none() && self.mentions.name(i).is_none()
    }

    /// Whether the atlas knows somebody of that surname, on whatever day, who belongs to another state than the document's.
    pub(super) fn is_known_abroad(&self, node: usize) -> bool {
        let own = self.memory.voice().and_then(|v| v.country);
        let known = self.atlas.person_by_surname(self.tree.words[node], None);
        !known.is_empty() && known.iter().all(|holder| holder.term.country != own)
    }
}

/// "W." of "William".
fn is_initial(written: &str, part: &str) -> bool {
    written.len() == 2 && written.ends_with('.') && part.starts_with(&written[..1])
}
