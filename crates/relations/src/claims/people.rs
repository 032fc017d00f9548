//! Who holds which office, by the atlas, for views that count visits of presidents.

use super::WhoIs;
use std::collections::HashMap;
use std::sync::Mutex;
use westphalia_atlas::{Atlas, Casing, Entry, PersonId};
use westphalia_model::{Actor, Date};

/// The atlas as one who knows people.
pub struct People {
    atlas: &'static Atlas,
    /// Whom a name means; the same names come again and again.
    known: Mutex<HashMap<String, Option<PersonId>>>,
}

impl Default for People {
    fn default() -> Self {
        Self::new()
    }
}

impl People {
    /// The people of the shipped atlas.
    #[must_use]
    pub fn new() -> Self {
        Self { atlas: Atlas::embedded(), known: Mutex::default() }
    }

    fn id(&self, name: &str) -> Option<PersonId> {
        if name.is_empty() || name == "?" {
            return None;
        }
        let mut known = match self.known.lock() {
            Ok(known) => known,
            Err(broken) => broken.into_inner(),
        };
        if let Some(id) = known.get(name) {
            return *id;
        }
        let words: Vec<&str> = name.split(' ').collect();
        let found = self.atlas.longest_match(&words, Casing::Normal).filter(|m| m.n_words == words.len());
        let id = found.and_then(|m| match m.on(None) {
            Entry::Person { id, .. } => Some(id),
            _ => None,
        });
        known.insert(name.to_owned(), id);
        id
    }
}

impl WhoIs for People {
    fn person(&self, actor: &Actor) -> Option<String> {
        self.id(&actor.name).map(|id| self.atlas.person(id).name.to_string())
    }

    fn offices(&self, actor: &Actor, on: Option<Date>) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        if let Some(id) = self.id(&actor.name) {
            let holds = |day: Date| {
                let terms = self.atlas.terms_of(id).iter().filter(move |t| t.period.holds_or_runs(Some(day)));
                terms.map(|t| t.office.as_str().to_owned())
            };
            match on {
                Some(day) => found.extend(holds(day)),
                None => found.extend(self.atlas.terms_of(id).iter().map(|t| t.office.as_str().to_owned())),
            }
        }
        let words: Vec<&str> = actor.text.split_whitespace().collect();
        for at in 0..words.len() {
            found.extend(self.atlas.role(&words[at..]).and_then(|r| r.office).map(|o| o.as_str().to_owned()));
            if words[at] == "leader" {
                found.push("head_of_state".to_owned());
            }
        }
        found.sort();
        found.dedup();
        found
    }
}
