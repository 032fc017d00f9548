//! Names and role nouns in a sentence.

use crate::tree::Tree;
use westphalia_atlas::{Atlas, Casing, CountryId, Entry, Role};
use westphalia_model::Date;
use westphalia_text::Upos;

/// A name found in a sentence.
#[derive(Clone, Copy, Debug)]
pub struct Mention {
    /// First token.
    pub first: usize,
    /// Last token.
    pub last: usize,
    /// What it stands for.
    pub entry: Entry,
}

/// Everything that the atlas knows in a sentence.
#[derive(Debug, Default)]
pub struct Mentions {
    /// Names, from left to right, none overlapping.
    pub names: Vec<Mention>,
    /// Role nouns as (first token, last token, role), none overlapping.
    pub roles: Vec<(usize, usize, Role)>,
    /// For each token, the name it belongs to.
    name_at: Vec<Option<u32>>,
    /// For each token, the role noun it belongs to.
    role_at: Vec<Option<u32>>,
}

impl Mentions {
    /// Looks for names and role nouns at every token.
    pub fn find(atlas: &Atlas, tree: &Tree<'_>, day: Option<Date>, own: Option<CountryId>) -> Self {
        let n = tree.len();
        let mut found = Self { name_at: vec![None; n], role_at: vec![None; n], ..Self::default() };
        let casing = casing(tree);
        let mut buffer = String::new();
        let mut i = 0;
        while i < n {
            found.add_half(atlas, tree, i, day);
            if let Some(name) = small_direction(atlas, tree, i, day) {
                found.add_name(name);
                i += 2;
                continue;
            }
            match atlas.longest_match_with(&tree.words[i..], casing, &mut buffer) {
                Some(name) if name.n_words > 0 => {
                    let mut entry = name.on(day);
                    // Of the states that a word can mean, a state's own paper means its own: "Korean" in Pyongyang.
                    if let (Entry::State { .. }, Some(own)) = (entry, own) {
                        let mine = |e: &Entry| matches!(e, Entry::State { id, .. } if *id == own);
                        // "Korean" is a form of "North Korean", too.
                        let word = tree.words[i + name.n_words - 1].trim_end_matches('s').trim_end_matches('n');
                        let shares = name.n_words == 1
                            && atlas.country(own).name.rsplit_once(' ').is_some_and(|(_, last)| last == word);
                        let shared =
                            shares.then_some(Entry::State { id: own, form: westphalia_atlas::Form::Adjective });
                        entry = name.alternatives(day).find(mine).or(shared).unwrap_or(entry);
                    }
                    if let (Entry::Capital { .. }, None) = (entry, tree.case(i)) {
                        // "Brussels wants more time": the seat of a body speaks for the body, unless its state is named.
                        let body = |e: &Entry| matches!(e, Entry::Body { .. });
                        let told = |m: &Mention| atlas.country_of(m.entry, day) == atlas.country_of(entry, day);
                        if speaks(tree, i) && !found.names.iter().any(told) {
                            entry = name.alternatives(day).find(body).unwrap_or(entry);
                        }
                    }
                    if matches!(entry, Entry::Place { .. }) && i > 0 && is_title(tree.words[i - 1]) {
                        i += name.n_words;
                        continue;
                    }
                    if is_named_after(entry, tree.words.get(i + name.n_words).copied()) {
                        i += name.n_words;
                        continue;
                    }
                    let full_stop = name.n_words > 1 && tree.words[i + name.n_words - 1] == ".";
                    found.add_name(Mention { first: i, last: i + name.n_words - 1 - usize::from(full_stop), entry });
                    i += name.n_words;
                }
                _ => {
                    found.add_compound(atlas, tree, i, day);
                    i += 1;
                }
            }
        }
        found.prefer_the_named(atlas, tree, day);
        found.find_roles(atlas, tree);
        found.forget_namesakes(atlas, day);
        found
    }

    /// "The People's Party" in a sentence about Spain: of the organisations of one name, that of a state named beside it.
    fn prefer_the_named(&mut self, atlas: &Atlas, tree: &Tree<'_>, day: Option<Date>) {
        let named: Vec<CountryId> = self
            .names
            .iter()
            .filter(|m| matches!(m.entry, Entry::State { .. } | Entry::Capital { .. }))
            .filter_map(|m| atlas.country_of(m.entry, day))
            .collect();
        for m in &mut self.names {
            let here = |e: &Entry| atlas.country_of(*e, day).is_some_and(|c| named.contains(&c));
            if !matches!(m.entry, Entry::Organisation { .. }) || here(&m.entry) {
                continue;
            }
            let name = atlas.longest_match(&tree.words[m.first..=m.last], Casing::Normal);
            let organisation = |e: &Entry| matches!(e, Entry::Organisation { .. }) && here(e);
            m.entry = name.and_then(|name| name.alternatives(day).find(organisation)).unwrap_or(m.entry);
        }
    }

    /// "The Peruvian interior minister Carlos X": a known Carlos of another state is somebody else of that name.
    fn forget_namesakes(&mut self, atlas: &Atlas, day: Option<Date>) {
        let of_another = |m: &Mention| {
            let before = m.first.checked_sub(1).and_then(|i| self.role(i)).filter(|(_, _, role)| role.office.is_some());
            let state = before.and_then(|(first, _, _)| self.name(first.checked_sub(1)?)).map(|m| m.entry);
            let state = state.filter(|e| matches!(e, Entry::State { form: westphalia_atlas::Form::Adjective, .. }));
            let owner = state.and_then(|e| atlas.country_of(e, day));
            let known = atlas.country_of(m.entry, day);
            matches!(m.entry, Entry::Person { .. }) && owner.is_some() && known.is_some() && owner != known
        };
        let strangers: Vec<usize> = self.names.iter().filter(|m| of_another(m)).map(|m| m.first).collect();
        if strangers.is_empty() {
            return;
        }
        let names = std::mem::take(&mut self.names);
        self.name_at.fill(None);
        for name in names.into_iter().filter(|m| !strangers.contains(&m.first)) {
            self.add_name(name);
        }
    }

    fn add_name(&mut self, mention: Mention) {
        let at = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        for slot in &mut self.name_at[mention.first..=mention.last] {
            slot.get_or_insert(at);
        }
        self.names.push(mention);
    }

    /// "North and South Korea": the first half borrows the second's name.
    fn add_half(&mut self, atlas: &Atlas, tree: &Tree<'_>, i: usize, day: Option<Date>) {
        let side = |w: &str| matches!(w, "North" | "South" | "East" | "West");
        let words = &tree.words;
        if words.len() > i + 3 && side(words[i]) && words[i + 1] == "and" && side(words[i + 2]) {
            let pair = [words[i], words[i + 3]];
            if let Some(name) = atlas.longest_match(&pair, Casing::Normal).filter(|name| name.n_words == 2) {
                self.add_name(Mention { first: i, last: i, entry: name.on(day) });
            }
        }
    }

    /// "Israeli-Palestinian talks": one token, two parties.
    fn add_compound(&mut self, atlas: &Atlas, tree: &Tree<'_>, i: usize, day: Option<Date>) {
        if tree.words[i].contains(['-', '–']) {
            for entry in atlas.compound(tree.words[i], day) {
                self.add_name(Mention { first: i, last: i, entry });
            }
        }
    }

    fn find_roles(&mut self, atlas: &Atlas, tree: &Tree<'_>) {
        let n = tree.len();
        let mut i = 0;
        while i < n {
            let nominal = matches!(tree.token(i).upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Verb);
            match nominal.then(|| atlas.role(&tree.words[i..])).flatten() {
                Some(role) if role.n_words > 0 => {
                    let last = i + role.n_words - 1;
                    let at = u32::try_from(self.roles.len()).unwrap_or(u32::MAX);
                    self.role_at[i..=last].fill(Some(at));
                    self.roles.push((i, last, role));
                    i = last + 1;
                }
                _ => i += 1,
            }
        }
    }

    /// The name that a token belongs to.
    pub fn name(&self, i: usize) -> Option<&Mention> {
        self.name_at.get(i).copied().flatten().map(|at| &self.names[at as usize])
    }

    /// All names that a token belongs to: two for "Israeli-Palestinian".
    pub fn names_at(&self, i: usize) -> impl Iterator<Item = &Mention> {
        self.names.iter().filter(move |m| m.first <= i && i <= m.last)
    }

    /// The role noun that a token belongs to.
    pub fn role(&self, i: usize) -> Option<&(usize, usize, Role)> {
        self.role_at.get(i).copied().flatten().map(|at| &self.roles[at as usize])
    }
}

/// "South Korea" as the North's press writes it, with a small letter.
fn small_direction(atlas: &Atlas, tree: &Tree<'_>, i: usize, day: Option<Date>) -> Option<Mention> {
    let side = match tree.words[i] {
        "south" => "South",
        "north" => "North",
        _ => return None,
    };
    let pair = [side, *tree.words.get(i + 1)?];
    let name = atlas.longest_match(&pair, Casing::Normal).filter(|name| name.n_words == 2)?;
    let entry = name.on(day);
    matches!(entry, Entry::State { .. }).then_some(Mention { first: i, last: i + 1, entry })
}

/// Whether a word is who acts: the subject of a verb or the agent of a passive.
fn speaks(tree: &Tree<'_>, i: usize) -> bool {
    matches!(tree.rel(i), westphalia_text::Deprel::Nsubj | westphalia_text::Deprel::NsubjPass)
}

/// A title with a person's name after it: "Assistant Secretary Medina" is no town.
fn is_title(word: &str) -> bool {
    matches!(
        word,
        "Secretary"
            | "President"
            | "Minister"
            | "Ambassador"
            | "Senator"
            | "General"
            | "Colonel"
            | "Judge"
            | "Governor"
            | "Chancellor"
            | "Premier"
            | "Envoy"
            | "Representative"
            | "Coordinator"
            | "Mr."
            | "Mr"
            | "Ms."
            | "Mrs."
            | "Dr."
            | "Sheikh"
    )
}

/// "The Paris Agreement", "the Geneva Conventions": the town is part of the name of a paper.
fn is_named_after(entry: Entry, next: Option<&str>) -> bool {
    if matches!(entry, Entry::Body { .. }) {
        // "UN Security Council resolutions" are papers, too.
        return matches!(next, Some("Resolution" | "Resolutions" | "resolution" | "resolutions" | "UNSCR" | "Charter"));
    }
    let town = matches!(entry, Entry::Capital { .. } | Entry::Place { .. } | Entry::Seat { .. });
    town && matches!(
        next,
        Some(
            "Agreement"
                | "Agreements"
                | "agreements"
                | "Accord"
                | "Accords"
                | "Convention"
                | "Conventions"
                | "Protocol"
                | "Declaration"
                | "Treaty"
                | "Pact"
                | "Club"
                | "Statute"
                | "Charter"
                | "Consensus"
                | "Memorandum"
                | "Process"
        )
    )
}

/// Whether capitals tell names from words here: not in a line all in capitals or all in small letters.
fn casing(tree: &Tree<'_>) -> Casing {
    let (mut upper, mut lower, mut words) = (0, 0, 0);
    for word in tree.words.iter().filter(|w| w.chars().any(char::is_alphabetic)) {
        words += 1;
        upper += usize::from(!word.chars().any(char::is_lowercase));
        lower += usize::from(!word.chars().any(char::is_uppercase));
    }
    if words >= 3 && (upper * 10 >= words * 8 || lower == words) { Casing::Uninformative } else { Casing::Normal }
}
