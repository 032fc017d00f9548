//! Who a phrase means: from a noun phrase to the parties that a codebook codes.

use crate::memory::Memory;
use crate::mention::{Mention, Mentions};
use crate::tree::Tree;
use compact_str::CompactString;
use westphalia_atlas::{Atlas, CountryId, Entry, Form, Role, RoleKind, Sector};
use westphalia_model::{Actor, Date, Span};
use westphalia_text::{Deprel, Number, Upos};

/// A party as the engine handles it; [`Party::to_actor`] writes it out.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// State, if it belongs to one.
    pub country: Option<CountryId>,
    /// Code of a body or named group, or empty.
    pub body: CompactString,
    /// Sector that decides the short code; `None` for a body or a mere place.
    pub sector: Option<Sector>,
    /// What the atlas knows by that name, if the party has one.
    pub entry: Option<Entry>,
    /// Canonical name, or the words themselves for parties without one.
    pub name: CompactString,
    /// Where the words stand; empty where the party is understood.
    pub span: Span,
    /// Head token, in the sentence where it stands.
    pub node: usize,
    /// Several people.
    pub plural: bool,
}

impl Party {
    /// A party that exists and is not named.
    pub fn unknown(span: Span, node: usize) -> Self {
        Self {
            country: None,
            body: CompactString::default(),
            sector: None,
            entry: None,
            name: CompactString::const_new("?"),
            span,
            node,
            plural: false,
        }
    }

    /// Whether it is coded as "?".
    pub fn is_unknown(&self) -> bool {
        self.country.is_none() && self.body.is_empty()
    }

    /// Whether it is somebody: a named person, or one in a role.
    pub fn is_person(&self) -> bool {
        match self.entry {
            Some(Entry::Person { .. }) => true,
            Some(_) => false,
            None => self.sector.is_some() && !self.plural,
        }
    }

    /// Whether two parties have the same short code.
    pub fn same(&self, other: &Self) -> bool {
        if !self.body.is_empty() || !other.body.is_empty() {
            return self.body == other.body;
        }
        self.country == other.country && suffix(self.sector) == suffix(other.sector)
    }

    /// The row of the reports table.
    pub fn to_actor(&self, atlas: &Atlas, text: &str, day: Option<Date>) -> Actor {
        let country = self.country.map(|id| atlas.country(id));
        let mut sector_roles: Vec<String> = self.sector.iter().map(|s| s.as_str().to_owned()).collect();
        if sector_roles.is_empty()
            && let Some(Entry::Body { id }) = self.entry
        {
            sector_roles.push(atlas.body(id).kind.as_str().to_owned());
        }
        let wikidata = match self.entry {
            Some(Entry::Person { id, .. }) => atlas.person(id).wikidata.to_string(),
            Some(Entry::Body { id }) => atlas.body(id).wikidata.to_string(),
            Some(Entry::State { id, .. } | Entry::Capital { id, .. } | Entry::Seat { id, .. }) => {
                atlas.country(id).wikidata.to_string()
            }
            _ => String::new(),
        };
        Actor {
            text: self.span.of(text).to_owned(),
            span: (!self.span.is_empty()).then_some(self.span),
            name: self.name.to_string(),
            country: country.map_or_else(String::new, |c| c.iso3.to_string()),
            cow: country.and_then(|c| c.cow(day)),
            gw: country.and_then(|c| c.gw(day)),
            body: self.body.to_string(),
            sector_roles,
            wikidata_id: wikidata,
        }
    }
}

/// What a pronoun can stand for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Antecedent {
    Person,
    Thing,
    Several,
}

impl Antecedent {
    fn fits(self, party: &Party) -> bool {
        match self {
            Self::Person => party.is_person(),
            Self::Thing => !matches!(party.entry, Some(Entry::Person { .. })),
            Self::Several => party.plural,
        }
    }
}

/// The sector as the short code shows it: none for a government and those who act for the state.
fn suffix(sector: Option<Sector>) -> Option<Sector> {
    match sector {
        Some(Sector::Gov | Sector::Spy | Sector::Eli | Sector::Edu | Sector::Rel) | None => None,
        other => other,
    }
}

/// Resolves phrases of one sentence.
pub struct Resolver<'a> {
    /// Who is who.
    pub atlas: &'a Atlas,
    /// The sentence.
    pub tree: &'a Tree<'a>,
    /// The names in it.
    pub mentions: &'a Mentions,
    /// What the document said before.
    pub memory: &'a Memory,
    /// The day that names are read for.
    pub day: Option<Date>,
}

impl Resolver<'_> {
    /// The parties of a phrase and of those joined to it.
    pub fn parties(&self, node: usize) -> Vec<Party> {
        let mut found: Vec<Party> = Vec::new();
        for part in self.tree.conjuncts(node) {
            for party in self.one(part, 0) {
                if !found.iter().any(|p| p.same(&party) && !p.is_unknown()) {
                    found.push(party);
                }
            }
        }
        found
    }

    /// The parties that a phrase names directly or as owner: "a court decision" means the court.
    pub fn parties_loosely(&self, node: usize) -> Vec<Party> {
        let direct = self.parties(node);
        if !direct.is_empty() {
            return direct;
        }
        self.tree.conjuncts(node).flat_map(|part| self.owner(part, 0)).fold(Vec::new(), |mut all, party| {
            if !all.iter().any(|p: &Party| p.same(&party)) {
                all.push(party);
            }
            all
        })
    }

    fn span_of(&self, node: usize) -> Span {
        let (mut first, mut last) = (node, node);
        for kid in self.core(node) {
            first = first.min(kid);
            last = last.max(kid);
        }
        self.tree.span(first, last)
    }

    /// The tokens of a noun phrase without its complements: the head and what stands in one piece with it.
    fn core(&self, node: usize) -> Vec<usize> {
        let mut core = vec![node];
        let mut at = 0;
        while at < core.len() {
            let here = core[at];
            core.extend(self.tree.children(here).filter(|k| {
                matches!(
                    self.tree.rel(*k),
                    Deprel::Compound
                        | Deprel::Flat
                        | Deprel::Amod
                        | Deprel::NmodPoss
                        | Deprel::NmodDesc
                        | Deprel::NmodUnmarked
                        | Deprel::Det
                        | Deprel::Nummod
                        | Deprel::Fixed
                ) || (here != node && self.tree.rel(*k) == Deprel::Conj && *k < node)
            }));
            at += 1;
        }
        core.sort_unstable();
        core
    }

    fn one(&self, node: usize, depth: u8) -> Vec<Party> {
        if depth > 4 {
            return Vec::new();
        }
        let token = self.tree.token(node);
        if token.upos == Upos::Pron || token.upos == Upos::Det {
            return self.pronoun(node, depth);
        }
        if token.lemma == "here" {
            let span = token.span;
            return self.memory.voice().map(|v| Party { span, node, ..v.clone() }).into_iter().collect();
        }
        if let Some(korea) = self.half_of_korea(node) {
            return vec![korea];
        }
        if self.is_pair(node) {
            let span = self.span_of(node);
            return self.memory.several().into_iter().map(|p| Party { span, node, ..p }).collect();
        }
        if let Some(of) = self.tree.phrase(node, "of").filter(|_| is_measure(&token.lemma)) {
            let gathered: Vec<Party> = self.tree.conjuncts(of).flat_map(|c| self.one(c, depth + 1)).collect();
            if !gathered.is_empty() {
                return gathered;
            }
        }
        let core = self.core(node);
        if let Some(party) = self.person(node, &core) {
            return vec![party];
        }
        let names: Vec<_> = self.mentions.names_at(node).copied().collect();
        let role = self.mentions.role(node).filter(|(_, last, _)| *last == node || names.is_empty()).copied();
        if names.len() > 1 {
            let named = |m: &Mention| {
                self.of_entry(m.entry, node).map(|p| Party { span: self.tree.span(m.first, m.last), ..p })
            };
            return names.iter().filter_map(named).collect();
        }
        // "White House", "Security Council": a name that is at least as long as the role noun in it wins.
        if let Some(name) =
            names.first().filter(|m| role.is_none_or(|(first, last, _)| m.last - m.first >= last - first))
        {
            return self.of_entry(name.entry, node).into_iter().collect();
        }
        if let Some((_, _, role)) = role {
            if let Some(named) = self.named_holders(node, role, depth) {
                return named;
            }
            return self.of_role(node, &core, role, depth);
        }
        self.unknown_name_or_number(node, depth)
    }

    /// "The South", "the North", where a Korea has been named.
    fn half_of_korea(&self, node: usize) -> Option<Party> {
        let code = match self.tree.words[node] {
            "South" => "KOR",
            "North" => "PRK",
            _ => return None,
        };
        let the = self.tree.children(node).any(|k| self.tree.lemma(k) == "the");
        let alone = !self.tree.words.get(node + 1).is_some_and(|w| w.starts_with(char::is_uppercase));
        let both = ["KOR", "PRK"].map(|iso| self.atlas.country_id(iso));
        let here = |id| self.mentions.names.iter().any(|m| self.atlas.country_of(m.entry, self.day) == Some(id));
        let named = both.into_iter().flatten().any(|id| self.memory.has_named(id) || here(id));
        let id = self.atlas.country_id(code).filter(|_| the && alone && named && self.mentions.name(node).is_none())?;
        Some(self.state(id, node))
    }

    /// "Both sides", "the two leaders", "the pair": whoever was named before.
    fn is_pair(&self, node: usize) -> bool {
        let lemma = self.tree.lemma(node);
        if matches!(lemma, "pair" | "duo") && self.tree.phrase(node, "of").is_none() {
            return true;
        }
        let gathers = matches!(
            lemma,
            "side"
                | "leader"
                | "country"
                | "nation"
                | "party"
                | "minister"
                | "president"
                | "neighbor"
                | "neighbour"
                | "state"
                | "government"
                | "premier"
                | "diplomat"
                | "official"
                | "counterpart"
        );
        gathers
            && self.tree.children(node).any(|k| matches!(self.tree.lemma(k), "both" | "two" | "respective"))
            && !self.tree.children(node).any(|k| self.mentions.name(k).is_some())
            && self.tree.phrase(node, "of").is_none()
            && self.tree.phrase(node, "from").is_none()
    }

    /// A person named in the phrase, known to the atlas or to the document.
    fn person(&self, node: usize, core: &[usize]) -> Option<Party> {
        let own = core.iter().filter(|i| self.tree.rel(**i) != Deprel::NmodPoss || **i == node);
        for i in own.filter(|i| self.tree.head(**i) == Some(node) || **i == node) {
            if let Some(m) = self.mentions.name(*i)
                && matches!(m.entry, Entry::Person { .. })
                && self.tree.rel(*i) != Deprel::NmodPoss
            {
                return self.of_entry(m.entry, node);
            }
        }
        if self.tree.token(node).upos == Upos::Propn
            && self.mentions.name(node).is_none()
            && let Some(found) = self.surname(node)
        {
            return Some(found);
        }
        self.name_after_role(node)
    }

    /// "Secretary Blinken", "Prime Minister Chinh": the name hangs on the role.
    fn name_after_role(&self, node: usize) -> Option<Party> {
        self.mentions.role(node)?;
        let mut named = self.tree.children(node).filter(|k| {
            *k > node
                && self.tree.token(*k).upos == Upos::Propn
                && self.mentions.name(*k).is_none()
                && matches!(self.tree.rel(*k), Deprel::Flat | Deprel::Compound | Deprel::Appos | Deprel::NmodDesc)
        });
        let last = named.next_back()?;
        let known = self.memory.by_name(self.tree.words[last]).cloned();
        known.map(|p| Party { span: self.span_of(node), node, ..p }).or_else(|| {
            let term = *self.atlas.person_by_surname(self.tree.words[last], self.day).first()?;
            self.of_entry(Entry::Person { id: term.person.id, form: westphalia_atlas::NameForm::Alias }, node)
        })
    }

    /// A bare surname: somebody of the document, or somebody in office on the day.
    fn surname(&self, node: usize) -> Option<Party> {
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
        if !alone {
            return None;
        }
        let term = *self.atlas.person_by_surname(self.tree.words[node], self.day).first()?;
        let entry = Entry::Person { id: term.person.id, form: westphalia_atlas::NameForm::Alias };
        self.of_entry(entry, node)
    }

    /// What the atlas says of a name, as a party.
    fn of_entry(&self, entry: Entry, node: usize) -> Option<Party> {
        let country = self.atlas.country_of(entry, self.day);
        let body = CompactString::from(self.atlas.body_of(entry, self.day));
        if country.is_none() && body.is_empty() {
            return None;
        }
        let mut sector = match entry {
            Entry::State { form: Form::Demonym | Form::Demonyms, .. } => Some(Sector::Cvl),
            Entry::Place { .. } | Entry::State { .. } => Some(Sector::Gov),
            _ => self.atlas.sector_of(entry, self.day),
        };
        if let (Some(_), Entry::Person { .. }) = (country, entry) {
            // People who head or speak for the organs of a state stand for the state; opposition and parties do not.
            sector = sector.map(|s| {
                if matches!(s, Sector::Leg | Sector::Mil | Sector::Jud | Sector::Pty) { Sector::Gov } else { s }
            });
        }
        Some(Party {
            country,
            body,
            sector,
            entry: Some(entry),
            name: CompactString::from(self.atlas.name_of(entry)),
            span: self.span_of(node),
            node,
            plural: matches!(entry, Entry::State { form: Form::Demonyms, .. } | Entry::People { .. }),
        })
    }

    /// A role noun: "the Russian foreign minister", "protesters in Minsk", "Taliban fighters".
    fn of_role(&self, node: usize, core: &[usize], role: Role, depth: u8) -> Vec<Party> {
        let owners = self.role_owners(node, core, depth);
        let named = |owner: &Party| self.with_role(owner, node, role);
        if !owners.is_empty() {
            return owners.iter().map(named).fold(Vec::new(), |mut all: Vec<Party>, p| {
                if !all.iter().any(|q| q.same(&p)) {
                    all.push(p);
                }
                all
            });
        }
        if let Some(group) = self.unlisted_group(node, core) {
            return vec![group];
        }
        if self.is_worldwide(node) {
            return vec![Party { plural: true, ..Party::unknown(self.span_of(node), node) }];
        }
        if let Some(known) = self.met_before(node, role) {
            return vec![known];
        }
        if role.weak || is_crowd(self.tree.lemma(node)) {
            if is_crowd(self.tree.lemma(node)) {
                return self.people_here(node);
            }
            // "The Secretary" in the ministry's own release.
            let own = depth == 0 && role.sector == Sector::Gov && !role.plural && self.tree.rel(node) == Deprel::Nsubj;
            let voice = self.memory.voice().filter(|_| own);
            return voice.map(|v| Party { span: self.span_of(node), node, ..v.clone() }).into_iter().collect();
        }
        let home = role.country.or_else(|| self.home(node, role));
        match home {
            Some(id) => vec![self.with_role(&self.state(id, node), node, role)],
            None => vec![Party {
                sector: Some(role.sector),
                plural: role.plural,
                ..Party::unknown(self.span_of(node), node)
            }],
        }
    }

    /// "The military chiefs of both countries, A and B": the names beside a plural role.
    fn named_holders(&self, node: usize, role: Role, depth: u8) -> Option<Vec<Party>> {
        let names = self.tree.child(node, &[Deprel::Appos]).filter(|_| role.plural)?;
        let several = self.tree.conjuncts(names).count() > 1;
        let found: Vec<Party> = self.tree.conjuncts(names).flat_map(|c| self.one(c, depth + 1)).collect();
        (several && found.len() > 1).then_some(found)
    }

    /// "The Sunni group Lashkar-e-Islam", "Wazalendo militia": a group that the atlas does not list goes by its own name.
    fn unlisted_group(&self, node: usize, core: &[usize]) -> Option<Party> {
        let gathers = matches!(
            self.tree.lemma(node).to_lowercase().as_str(),
            "group"
                | "militia"
                | "rebel"
                | "militant"
                | "insurgent"
                | "fighter"
                | "guerrilla"
                | "gang"
                | "cartel"
                | "faction"
        );
        let stranger = |i: &usize| {
            let word = self.tree.words[*i];
            self.tree.token(*i).upos == Upos::Propn
                && self.mentions.name(*i).is_none()
                && self.mentions.role(*i).is_none()
                && word.len() > 1
                && word.starts_with(char::is_uppercase)
        };
        let before = core.iter().copied().filter(|i| *i < node).find(stranger);
        let name = before.or_else(|| self.tree.child(node, &[Deprel::Appos]).filter(stranger)).filter(|_| gathers)?;
        Some(Party {
            country: self.place_country(node).or_else(|| self.memory.last_state()),
            body: CompactString::from(self.tree.words[name].to_uppercase()),
            sector: Some(Sector::Reb),
            name: CompactString::from(self.tree.words[name]),
            plural: true,
            ..Party::unknown(self.span_of(node), node)
        })
    }

    /// "World leaders", "Western governments": nobody's in particular.
    fn is_worldwide(&self, node: usize) -> bool {
        self.tree.children(node).any(|k| {
            k < node
                && matches!(
                    self.tree.lemma(k).to_lowercase().as_str(),
                    "world"
                        | "international"
                        | "western"
                        | "european"
                        | "global"
                        | "arab"
                        | "african"
                        | "regional"
                        | "foreign"
                )
        }) && (self.tree.token(node).feats.number == Some(Number::Plural) || self.tree.lemma(node) == "community")
    }

    /// "The foreign minister", of whom an earlier sentence said whose he is.
    fn met_before(&self, node: usize, role: Role) -> Option<Party> {
        let definite = self.tree.children(node).all(|k| {
            self.tree.rel(k) != Deprel::Det || !matches!(self.tree.lemma(k), "a" | "an" | "another" | "no" | "any")
        });
        if !definite || self.mentions.name(node).is_some() {
            return None;
        }
        let known = self.memory.by_role(&self.role_words(node)?)?;
        (known.plural == role.plural).then(|| Party { span: self.span_of(node), node, ..known.clone() })
    }

    /// Whom an office with a surname after it means: "Omani Foreign Minister X" is Oman's, "President Putin" whoever of that
    /// name is in office, and nobody where the name is not known.
    pub fn officer(&self, role_end: usize, name_end: usize) -> Option<Party> {
        let (_, _, role) = *self.mentions.role(role_end)?;
        let owned = self.owned_role(role_end).or_else(|| {
            // "Foreign Minister X of France": the phrase hangs on the name.
            let of = (role_end + 1..=name_end).find_map(|i| self.tree.phrase(i, "of"))?;
            let owner = self.one(of, 1).into_iter().next()?;
            Some(self.with_role(&owner, role_end, role))
        });
        let known = self.atlas.person_by_surname(self.tree.words[name_end], self.day);
        let fits = |country| owned.as_ref().is_none_or(|o| o.country == country);
        let same_office = known.iter().find(|h| role.office == Some(h.term.office) && fits(h.term.country));
        let person = same_office.or_else(|| known.iter().find(|h| fits(h.term.country)));
        let person = person.and_then(|h| {
            self.of_entry(Entry::Person { id: h.person.id, form: westphalia_atlas::NameForm::Alias }, name_end)
        });
        person.or(owned).or_else(|| {
            let home =
                role.country.or_else(|| role.office.is_none().then(|| self.memory.voice()?.country).flatten())?;
            Some(self.with_role(&self.state(home, role_end), role_end, role))
        })
    }

    /// The surname that stands after an office: "President" in "President Putin".
    fn surname_after(&self, node: usize) -> Option<&str> {
        let own = self.tree.children(node).filter(|k| {
            *k > node
                && matches!(self.tree.rel(*k), Deprel::Flat | Deprel::Appos | Deprel::Compound | Deprel::NmodDesc)
                && self.tree.token(*k).upos == Upos::Propn
                && *k <= node + 3
        });
        own.last().map(|k| self.tree.words[k])
    }

    /// The words of the role noun at a token.
    pub fn role_words(&self, node: usize) -> Option<String> {
        let (first, last, _) = self.mentions.role(node)?;
        Some(self.tree.words[*first..=*last].join(" "))
    }

    /// Whom a role noun means that comes with its owner: "the Libyan foreign minister".
    pub fn owned_role(&self, node: usize) -> Option<Party> {
        let (_, _, role) = *self.mentions.role(node)?;
        let core = self.core(node);
        let owner = self.role_owners(node, &core, 0).into_iter().next()?;
        Some(self.with_role(&owner, node, role)).filter(|p| !p.is_unknown())
    }

    /// Whose minister, army or people: names in the phrase, its owner, its "of" or "in" phrase, its apposition.
    fn role_owners(&self, node: usize, core: &[usize], depth: u8) -> Vec<Party> {
        let mut owners = Vec::new();
        for i in core {
            for m in self.mentions.names_at(*i).filter(|m| m.first == *i && !matches!(m.entry, Entry::Person { .. })) {
                owners.extend(self.of_entry(m.entry, node));
            }
        }
        if owners.is_empty() {
            owners = self.possessor(node, depth);
        }
        if owners.is_empty() {
            let preps = ["of", "in", "from", "to", "at", "for", "within", "across", "on"];
            owners = preps
                .iter()
                .filter_map(|prep| Some((prep, self.tree.phrase(node, prep)?)))
                .map(|(prep, k)| {
                    let mut found: Vec<Party> = self.tree.conjuncts(k).flat_map(|c| self.one(c, depth + 1)).collect();
                    // "Freed soldiers from the rebels": they are not the rebels' soldiers.
                    found.retain(|p| *prep != "from" || !matches!(p.entry, Some(Entry::Group { .. })));
                    found
                })
                .find(|found| !found.is_empty())
                .unwrap_or_default();
        }
        if owners.is_empty() {
            // "The people and government of Ukraine": what is joined shares its owner.
            let shared = self.tree.conjuncts(node).filter(|k| *k != node).find_map(|k| self.tree.phrase(k, "of"));
            owners = shared.map(|of| self.one(of, depth + 1)).unwrap_or_default();
        }
        if owners.is_empty()
            && let Some(appos) = self.tree.child(node, &[Deprel::Appos])
        {
            owners = self.one(appos, depth + 1);
        }
        owners
    }

    fn possessor(&self, node: usize, depth: u8) -> Vec<Party> {
        self.tree.child(node, &[Deprel::NmodPoss]).map(|p| self.one(p, depth + 1)).unwrap_or_default()
    }

    /// The owner with the role's sector: "Russian" + "army" is RUS MIL, "Hamas" + "fighters" is HAMAS.
    fn with_role(&self, owner: &Party, node: usize, role: Role) -> Party {
        let mut party = owner.clone();
        party.span = self.span_of(node);
        party.node = node;
        party.plural = role.plural;
        let holder = self.holder(owner, role);
        match (holder, owner.body.is_empty()) {
            (Some(holder), _) => return Party { span: party.span, node, ..holder },
            (None, true) => {
                party.sector = Some(role.sector);
                party.entry = None;
                party.name = CompactString::from(party.name.as_str());
            }
            (None, false) => {}
        }
        party
    }

    /// The person who holds the office on the day, if the role names an office of a state.
    fn holder(&self, owner: &Party, role: Role) -> Option<Party> {
        let (country, office, day) = (owner.country?, role.office?, self.day?);
        if !owner.body.is_empty() || role.plural {
            return None;
        }
        let person = self.atlas.holder(country, office, day)?;
        let entry = Entry::Person { id: person.id, form: westphalia_atlas::NameForm::Full };
        Some(Party {
            country: Some(country),
            sector: Some(role.sector),
            entry: Some(entry),
            name: person.name.clone(),
            ..owner.clone()
        })
    }

    fn state(&self, id: CountryId, node: usize) -> Party {
        Party {
            country: Some(id),
            body: CompactString::default(),
            sector: Some(Sector::Gov),
            entry: Some(Entry::State { id, form: Form::Name }),
            name: self.atlas.country(id).name.clone(),
            span: self.span_of(node),
            node,
            plural: false,
        }
    }

    /// The country of a role without a modifier: that of the only state or place in the sentence, else the document's.
    fn home(&self, node: usize, role: Role) -> Option<CountryId> {
        // Nobody calls himself a regime, and a ministry's own paper has no rebels of its own.
        let foreign = matches!(
            self.tree.lemma(node).to_lowercase().as_str(),
            "regime"
                | "junta"
                | "dictator"
                | "dictatorship"
                | "opposition"
                | "protester"
                | "demonstrator"
                | "rebel"
                | "militant"
        );
        if foreign && self.memory.voice().is_some() {
            return self.place_country(node).or_else(|| self.memory.foreign_state());
        }
        let voice = self.memory.voice().and_then(|v| v.country);
        if let (Some(own), Some(office), Some(surname)) = (voice, role.office, self.surname_after(node)) {
            // "President Macron" in a foreign paper is not its own president.
            let holder = self.day.and_then(|day| self.atlas.holder(own, office, day));
            if !holder.is_some_and(|h| h.name.ends_with(surname)) {
                return self.place_country(node).or_else(|| self.memory.foreign_state());
            }
        }
        if role.sector == Sector::Gov
            && let Some(own) = voice
        {
            return Some(own);
        }
        if role.kind == RoleKind::Person
            && role.office.is_some()
            && let Some(party) = self.memory.last_state()
        {
            return Some(party);
        }
        self.place_country(node).or_else(|| self.country_of_subject(node)).or_else(|| self.memory.last_state())
    }

    /// The country of whoever acts in the clause: "Manila agreed to release rebel leaders".
    fn country_of_subject(&self, node: usize) -> Option<CountryId> {
        let mut at = node;
        for _ in 0..self.tree.len() {
            at = self.tree.head(at)?;
            let subject =
                self.tree.child(at, &[Deprel::Nsubj, Deprel::NsubjPass]).filter(|s| !self.tree.under(node, *s));
            if let Some(subject) = subject {
                let named = self.core(subject).into_iter().find_map(|i| self.mentions.name(i));
                if let Some(m) = named {
                    return self.atlas.country_of(m.entry, self.day);
                }
            }
        }
        None
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
            let head = (m.first..=m.last).rev().find(|i| self.tree.head(*i).is_none_or(|h| h < m.first || h > m.last));
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
    fn is_in_place(&self, name: usize, node: usize) -> bool {
        let part = [Deprel::NmodPoss, Deprel::Compound, Deprel::NmodDesc, Deprel::NmodUnmarked, Deprel::Appos];
        let mut at = name;
        for _ in 0..6 {
            let Some(above) = self.tree.head(at) else { return false };
            let placed = matches!(self.tree.case(at), Some("in" | "at" | "near" | "across" | "outside" | "through"));
            if !placed && !part.contains(&self.tree.rel(at)) {
                return false;
            }
            if placed && self.tree.under(node, above) {
                return true;
            }
            at = above;
        }
        false
    }

    fn unknown_name_or_number(&self, node: usize, depth: u8) -> Vec<Party> {
        let token = self.tree.token(node);
        if let Some(of) = self.tree.phrase(node, "of") {
            // "dozens of protesters", "a group of ministers", "leaders of", "43 of them".
            if token.upos == Upos::Num || is_measure(&token.lemma) {
                return self.tree.conjuncts(of).flat_map(|c| self.one(c, depth + 1)).collect();
            }
        }
        if is_crowd(&token.lemma) {
            return self.people_here(node);
        }
        if token.upos == Upos::Propn {
            if let Some(appos) = self.tree.child(node, &[Deprel::Appos]) {
                return self.one(appos, depth + 1);
            }
            // "Zeya, an under secretary": the name is the apposition of the role.
            if self.tree.rel(node) == Deprel::Appos {
                return Vec::new();
            }
            let described = self.described(node);
            if described.is_empty() && depth == 0 && matches!(self.tree.rel(node), Deprel::Nsubj | Deprel::NsubjPass) {
                // In a state's own paper a name that needs no introduction is one of its own.
                let span = self.span_of(node);
                return self.memory.voice().map(|v| Party { span, node, ..v.clone() }).into_iter().collect();
            }
            return described;
        }
        if token.upos == Upos::Num && token.feats.number != Some(Number::Singular) && self.counts_people(node) {
            return self.people_here(node);
        }
        Vec::new()
    }

    /// "Twelve were hurt", not "at 10:38", "in 2024" or "on March 16".
    fn counts_people(&self, node: usize) -> bool {
        let word = self.tree.words[node];
        let year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
        let timed =
            matches!(self.tree.case(node), Some("at" | "on" | "in" | "by" | "since" | "until" | "around" | "from"));
        let dated = matches!(self.tree.rel(node), Deprel::NmodUnmarked | Deprel::OblUnmarked | Deprel::Nummod);
        !year && !timed && !dated && !word.contains([':', '.', '%'])
    }

    /// The country of the first place that the sentence puts something in.
    fn first_place(&self) -> Option<CountryId> {
        let placed = |m: &&Mention| {
            let head = (m.first..=m.last).find(|i| self.tree.head(*i).is_none_or(|h| h < m.first || h > m.last));
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

    /// An unknown name with a role or a state before it: "Belarusian activist Maria K.".
    fn described(&self, node: usize) -> Vec<Party> {
        let core = self.core(node);
        let role = core.iter().rev().find_map(|i| self.mentions.role(*i)).copied();
        if let Some((_, _, role)) = role {
            return self.of_role(node, &core, role, 3);
        }
        Vec::new()
    }

    fn pronoun(&self, node: usize, depth: u8) -> Vec<Party> {
        let place = |party: &Party| Party { span: self.tree.token(node).span, node, ..party.clone() };
        match self.tree.lemma(node) {
            "who" | "which" | "that" | "whom" | "whose" => {
                let mut at = node;
                for _ in 0..4 {
                    if matches!(self.tree.rel(at), Deprel::AclRelcl | Deprel::Acl) {
                        return self.tree.head(at).map(|h| self.one(h, depth + 1)).unwrap_or_default();
                    }
                    match self.tree.head(at) {
                        Some(head) => at = head,
                        None => break,
                    }
                }
                Vec::new()
            }
            "we" | "our" | "us" | "I" | "i" | "my" | "me" | "ours" => {
                self.memory.voice().into_iter().map(place).collect()
            }
            "he" | "she" | "him" | "her" | "his" => {
                self.before(node, Antecedent::Person).or_else(|| self.memory.person()).iter().map(place).collect()
            }
            "it" | "its" => {
                self.before(node, Antecedent::Thing).or_else(|| self.memory.one()).iter().map(place).collect()
            }
            "they" | "them" | "their" | "both" => match self.before(node, Antecedent::Several) {
                Some(party) => vec![place(&party)],
                None => self.memory.several().iter().map(place).collect(),
            },
            _ => self.tree.phrase(node, "of").map(|of| self.one(of, depth + 1)).unwrap_or_default(),
        }
    }

    /// The subject of the clause before a pronoun in the same sentence.
    fn before(&self, node: usize, wanted: Antecedent) -> Option<Party> {
        let mut at = node;
        for _ in 0..self.tree.len() {
            at = self.tree.head(at)?;
            let subject = self.tree.child(at, &[Deprel::Nsubj, Deprel::NsubjPass]);
            if let Some(subject) = subject.filter(|s| *s < node && !self.tree.under(node, *s))
                && self.tree.token(subject).upos != Upos::Pron
            {
                let found = self.parties(subject);
                if let [only] = found.as_slice()
                    && wanted.fits(only)
                {
                    return found.into_iter().next();
                }
            }
        }
        None
    }

    /// The party that owns or makes a thing: "Iran's nuclear plants", "a decision of the court", "Ukrainian towns".
    pub fn owner(&self, node: usize, depth: u8) -> Vec<Party> {
        self.owner_by(
            node,
            &["by", "of", "between", "among", "in", "from", "against", "with", "on", "for", "to"],
            depth,
        )
    }

    /// Who acts through a thing: its maker or owner, not where it stands or what it is against.
    pub fn maker(&self, node: usize) -> Vec<Party> {
        self.owner_by(node, &["of", "by", "from"], 1)
    }

    fn owner_by(&self, node: usize, preps: &[&str], depth: u8) -> Vec<Party> {
        if depth > 3 {
            return Vec::new();
        }
        let poss = self.possessor(node, depth);
        if !poss.is_empty() {
            return poss;
        }
        let core = self.core(node);
        let inside: Vec<Party> = core
            .iter()
            .filter(|i| **i != node)
            .flat_map(|i| self.mentions.names_at(*i).filter(move |m| m.first == *i))
            .filter_map(|m| self.of_entry(m.entry, node))
            .collect();
        if !inside.is_empty() {
            return inside;
        }
        if preps.contains(&"by") {
            // "The referenda held by Russia".
            let made = self.tree.children(node).filter(|k| self.tree.rel(*k) == Deprel::Acl);
            let maker = made.filter_map(|k| self.tree.agent(k)).map(|a| self.parties(a)).find(|p| !p.is_empty());
            if let Some(maker) = maker {
                return maker;
            }
        }
        for prep in preps {
            if let Some(kid) = self.tree.phrase(node, prep).filter(|k| self.tree.is_noun(*k)) {
                let found = self.parties(kid);
                let found = if found.is_empty() { self.owner_by(kid, preps, depth + 1) } else { found };
                if !found.is_empty() {
                    return found;
                }
            }
        }
        Vec::new()
    }
}

/// Nouns for people of whom only the number is told.
fn is_crowd(lemma: &str) -> bool {
    matches!(
        lemma,
        "thousand"
            | "thousands"
            | "hundred"
            | "hundreds"
            | "dozen"
            | "dozens"
            | "crowd"
            | "people"
            | "person"
            | "mob"
            | "ten"
            | "tens"
            | "scores"
            | "man"
            | "woman"
            | "child"
            | "victim"
    )
}

/// Nouns that only measure or gather: the party or thing is in their "of" phrase.
pub fn is_measure(lemma: &str) -> bool {
    matches!(
        lemma,
        "number"
            | "group"
            | "dozen"
            | "hundred"
            | "thousand"
            | "million"
            | "billion"
            | "ton"
            | "tonne"
            | "series"
            | "package"
            | "round"
            | "score"
            | "shipment"
            | "team"
            | "member"
            | "rest"
            | "majority"
            | "all"
            | "some"
            | "many"
            | "one"
            | "two"
            | "wave"
            | "crowd"
            | "lot"
            | "couple"
            | "batch"
            | "set"
            | "string"
            | "delegation"
            | "coalition"
            | "unit"
            | "dose"
            | "barrel"
            | "worth"
            | "kind"
            | "part"
            | "list"
            | "range"
            | "barrage"
    )
}
