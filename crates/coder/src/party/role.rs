//! Offices and crowds: "the Russian foreign minister", "protesters in Minsk", "Taliban fighters".

use super::nouns::is_crowd;
use super::{Party, Resolver};
use compact_str::CompactString;
use westphalia_atlas::{CountryId, Entry, Form, Role, RoleKind, Sector};
use westphalia_text::{Deprel, Number, Upos};

impl Resolver<'_> {
    /// A role noun: "the Russian foreign minister", "protesters in Minsk", "Taliban fighters".
    pub(super) fn of_role(&self, node: usize, core: &[usize], role: Role, depth: u8) -> Vec<Party> {
        let owners = self.role_owners(node, core, depth);
        let grouped = owners.iter().any(|p| matches!(p.entry, Some(Entry::Group { .. })));
        let named = |owner: &Party| match owner.entry {
            // "Angola and UNITA rebels": the rebels are the group's, the state is itself.
            Some(Entry::State { .. }) if grouped => owner.clone(),
            _ => self.with_role(owner, node, role),
        };
        if self.is_beside_its_owner(node) {
            return self.named_beside(node, depth);
        }
        if owners.len() > 1
            && matches!(self.tree.lemma(node), "alliance" | "coalition" | "axis" | "bloc" | "partnership")
        {
            return owners;
        }
        if !owners.is_empty() {
            return owners.iter().map(named).fold(Vec::new(), |mut all: Vec<Party>, p| {
                if !all.iter().any(|q| q.same(&p)) {
                    all.push(p);
                }
                all
            });
        }
        if owners.is_empty() && is_armed_stranger(self.tree.lemma(node)) {
            return self.nobody_named(node, role.plural);
        }
        if let Some(group) = self.unlisted_group(node, core) {
            return vec![group];
        }
        let nameless = self.tree.children(node).any(|k| {
            matches!(
                self.tree.lemma(k),
                "unknown" | "unidentified" | "unnamed" | "unspecified" | "undisclosed" | "anonymous"
            )
        });
        if nameless || self.is_worldwide(node) {
            return self.nobody_named(node, true);
        }
        if let Some(organ) = self.organ_of_the_audience(node) {
            return vec![organ];
        }
        if let Some(enemy) = self.enemy(node) {
            return vec![enemy];
        }
        if let Some(known) = self.met_before(node, role) {
            return vec![known];
        }
        if self.is_of_a_stranger(node) {
            return self.nobody_named(node, role.plural);
        }
        if let Some(group) = self.group_of_the_rebels(node, role) {
            return vec![group];
        }
        if role.weak || is_crowd(self.tree.lemma(node)) {
            if is_crowd(self.tree.lemma(node)) {
                return self.people_here(node);
            }
            // "Partners and allies", "developing nations": somebody, whoever they are.
            if role.plural
                && matches!(self.tree.lemma(node), "nation" | "country" | "partner" | "ally" | "state" | "government")
            {
                return self.nobody_named(node, true);
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

    /// "Our partners", "his counterpart": whoever stands at the owner's side is not the owner, and no words say who it is.
    fn is_beside_its_owner(&self, node: usize) -> bool {
        let beside = matches!(
            self.tree.lemma(node).to_lowercase().as_str(),
            "partner" | "ally" | "counterpart" | "colleague" | "neighbour" | "neighbor"
        );
        let pronoun = self.tree.child(node, &[Deprel::NmodPoss]).filter(|k| self.tree.token(*k).upos == Upos::Pron);
        beside && pronoun.is_some() && !self.core(node).iter().any(|k| self.mentions.name(*k).is_some())
    }

    /// "His colleague Jane Doe" is she; his colleague alone is nobody who is named.
    fn named_beside(&self, node: usize, depth: u8) -> Vec<Party> {
        let apposed = self.tree.child(node, &[Deprel::Appos]).filter(|k| self.mentions.name(*k).is_some());
        apposed.map(|k| self.one(k, depth + 1)).unwrap_or_default()
    }

    /// "The military chiefs of both countries, A and B": the names beside a plural role.
    pub(super) fn named_holders(&self, node: usize, role: Role, depth: u8) -> Option<Vec<Party>> {
        let names = self.tree.child(node, &[Deprel::Appos]).filter(|_| role.plural)?;
        let several = self.tree.conjuncts(names).count() > 1;
        let found: Vec<Party> = self.tree.conjuncts(names).flat_map(|c| self.one(c, depth + 1)).collect();
        (several && found.len() > 1).then_some(found)
    }

    /// "The Sunni group Lashkar-e-Islam", "Wazalendo militia": a group that the atlas does not list goes by its own name.
    pub(super) fn unlisted_group(&self, node: usize, core: &[usize]) -> Option<Party> {
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
        // "The Open Working Group" is an office and no band of fighters.
        let gathers = gathers && self.tree.words[node].starts_with(char::is_lowercase);
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

    /// "The rebels" where the sentence names one armed group: its people.
    fn group_of_the_rebels(&self, node: usize, role: Role) -> Option<Party> {
        if !role.plural || !matches!(role.sector, Sector::Reb | Sector::Uaf) {
            return None;
        }
        let named = self.mentions.names.iter().filter(|m| matches!(m.entry, Entry::Group { .. }));
        let mut groups = named.filter_map(|m| self.of_entry(m.entry, node)).filter(|p| p.sector == Some(Sector::Reb));
        let first = groups.next()?;
        let home = self.home(node, role);
        let one = groups.all(|p| p.same(&first)) && (home.is_none() || home == first.country);
        one.then_some(Party { span: self.span_of(node), node, plural: true, ..first })
    }

    /// "Our partners", "shops across the continent": whose they are is said, and it is no state.
    fn is_of_a_stranger(&self, node: usize) -> bool {
        let nobodys = |k: usize| self.tree.token(k).upos == Upos::Pron && self.one(k, 1).is_empty();
        let owner = self.tree.child(node, &[Deprel::NmodPoss]).is_some_and(|k| {
            matches!(self.tree.lemma(k).to_lowercase().as_str(), "we" | "our" | "i" | "my") && nobodys(k)
        });
        let afar = ["across", "throughout"].iter().filter_map(|p| self.tree.phrase(node, p));
        owner || afar.into_iter().any(|k| self.tree.token(k).upos == Upos::Propn && self.mentions.name(k).is_none())
    }

    /// Somebody of whom the words do not say who.
    fn nobody_named(&self, node: usize, plural: bool) -> Vec<Party> {
        vec![Party { plural, ..Party::unknown(self.span_of(node), node) }]
    }

    /// "World leaders", "Western governments": nobody's in particular.
    pub(super) fn is_worldwide(&self, node: usize) -> bool {
        self.tree.children(node).any(|k| {
            k < node
                && matches!(
                    self.tree.lemma(k).to_lowercase().as_str(),
                    "world"
                        | "international"
                        | "western"
                        | "european"
                        | "euro"
                        | "global"
                        | "arab"
                        | "african"
                        | "regional"
                        | "foreign"
                )
        }) && (self.tree.token(node).feats.number == Some(Number::Plural) || self.tree.lemma(node) == "community")
    }

    /// "The Assembly", "the Organization", "the Secretary-General" before the United Nations.
    fn organ_of_the_audience(&self, node: usize) -> Option<Party> {
        let organs = ["assembly", "organization", "organisation", "general", "secretary-general", "council"];
        let word = self.tree.words[node];
        let organ = word.starts_with(char::is_uppercase) && organs.contains(&word.to_lowercase().as_str());
        let audience = self.memory.audience().filter(|_| organ)?;
        Some(Party { span: self.span_of(node), node, ..audience.clone() })
    }

    /// "The occupiers", "the enemy" in a state's own mouth: the state that it speaks of most, or the one that has invaded it.
    fn enemy(&self, node: usize) -> Option<Party> {
        let hostile = matches!(
            self.tree.lemma(node).to_lowercase().as_str(),
            "occupier" | "invader" | "occupant" | "enemy" | "aggressor"
        );
        let own = self.memory.voice().filter(|_| hostile)?.country?;
        let invader = (self.atlas.country(own).iso3 == "UKR").then(|| self.atlas.country_id("RUS")).flatten();
        let id = invader.or_else(|| self.memory.foreign_state())?;
        Some(self.state(id, node))
    }

    /// "The foreign minister", of whom an earlier sentence said whose he is.
    pub(super) fn met_before(&self, node: usize, role: Role) -> Option<Party> {
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
    pub(super) fn surname_after(&self, node: usize) -> Option<&str> {
        let own = self.tree.children(node).filter(|k| {
            *k > node
                && matches!(self.tree.rel(*k), Deprel::Flat | Deprel::Appos | Deprel::Compound | Deprel::NmodDesc)
                && self.tree.token(*k).upos == Upos::Propn
                && *k <= node + 3
        });
        own.max().map(|k| self.tree.words[k])
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
        // "Jane Doe, the crown princess": she is the princess from then on.
        let named = |k: usize| self.mentions.name(k).is_some_and(|m| matches!(m.entry, Entry::Person { .. }));
        let beside = self.tree.head(node).filter(|h| self.tree.rel(node) == Deprel::Appos && named(*h));
        if let Some(person) = beside.filter(|_| !role.plural).and_then(|h| self.one(h, 1).into_iter().next()) {
            return Some(person);
        }
        let owner = self.role_owners(node, &core, 0).into_iter().next()?;
        Some(self.with_role(&owner, node, role)).filter(|p| !p.is_unknown())
    }

    /// Whose minister, army or people: names in the phrase, its owner, its "of" or "in" phrase, its apposition.
    pub(super) fn role_owners(&self, node: usize, core: &[usize], depth: u8) -> Vec<Party> {
        let mut owners = Vec::new();
        for i in core {
            for m in self.mentions.names_at(*i).filter(|m| m.first == *i && !matches!(m.entry, Entry::Person { .. })) {
                owners.extend(self.of_entry(m.entry, node));
            }
        }
        if owners.iter().any(|p| matches!(p.entry, Some(Entry::Group { .. }))) {
            // "Turkey's PKK fighters": the group is meant, the state is only where it is from.
            let joined = core.iter().any(|i| self.tree.rel(*i) == Deprel::Conj);
            owners.retain(|p| joined || !matches!(p.entry, Some(Entry::State { .. } | Entry::Place { .. })));
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
        if owners.is_empty() {
            owners = self.owner_shared_with(node);
        }
        if owners.is_empty() {
            owners = self.states_before(node);
        }
        if owners.is_empty()
            && let Some(appos) = self.tree.child(node, &[Deprel::Appos])
        {
            owners = self.one(appos, depth + 1);
        }
        owners
    }

    /// "The Omani and Qatari consuls", "Castro envoys": whose name stands right before the role, however the words hang together.
    fn states_before(&self, node: usize) -> Vec<Party> {
        let Some((first, _, _)) = self.mentions.role(node).copied() else { return Vec::new() };
        let mut found: Vec<Party> = Vec::new();
        let mut at = first;
        while let Some(before) = at.checked_sub(1) {
            let adjective = self
                .mentions
                .name(before)
                .filter(|m| matches!(m.entry, Entry::State { form: Form::Adjective, .. }) && m.last == before);
            if let Some(m) = adjective {
                found.extend(self.of_entry(m.entry, node));
                at = m.first;
            } else if !found.is_empty() && matches!(self.tree.words[before], "and" | ",") {
                at = before;
            } else {
                break;
            }
        }
        let surname = first.checked_sub(1).filter(|i| {
            found.is_empty()
                && self.tree.rel(*i) != Deprel::Flat
                && self.tree.words[*i].starts_with(char::is_uppercase)
                && self.tree.words[node].starts_with(char::is_lowercase)
                && self.mentions.name(*i).is_none()
                && self.mentions.role(*i).is_none()
        });
        let chief = surname.and_then(|i| self.in_office(i, node)).and_then(|p| p.country);
        found.extend(chief.map(|country| self.state(country, node)));
        found.reverse();
        found
    }

    /// "The Cuban party and government": a bare noun shares the state that stands before what it is joined to.
    fn owner_shared_with(&self, node: usize) -> Vec<Party> {
        let bare =
            self.tree.children(node).all(|k| matches!(self.tree.rel(k), Deprel::Cc | Deprel::Punct | Deprel::Conj));
        let first = self
            .tree
            .head(node)
            .filter(|h| bare && self.tree.rel(node) == Deprel::Conj && *h < node && self.mentions.role(*h).is_some());
        let states = |m: &&crate::mention::Mention| matches!(m.entry, Entry::State { form: Form::Adjective, .. });
        let Some(first) = first else { return Vec::new() };
        let before = self.tree.children(first).filter(|k| *k < first).filter_map(|k| self.mentions.name(k));
        before.filter(states).filter_map(|m| self.of_entry(m.entry, node)).collect()
    }

    /// The owner with the role's sector: "Russian" + "army" is RUS MIL, "Hamas" + "fighters" is HAMAS.
    pub(super) fn with_role(&self, owner: &Party, node: usize, role: Role) -> Party {
        let mut party = owner.clone();
        party.span = self.span_of(node);
        party.node = node;
        party.plural = role.plural;
        let holder = self.holder(owner, role);
        match (holder, owner.body.is_empty()) {
            (Some(holder), _) => return Party { span: party.span, node, ..holder },
            (None, true) => {
                // Militias and gunmen of a state fight against it or in its stead: rebels, in the short code.
                party.sector = Some(match role.sector {
                    Sector::Uaf => Sector::Reb,
                    // The party of a one-party state acts for the state.
                    Sector::Pty if owner.country.is_some_and(|c| self.is_one_party_state(c)) => Sector::Gov,
                    sector => sector,
                });
                party.entry = None;
                party.name = CompactString::from(party.name.as_str());
            }
            (None, false) => {}
        }
        party
    }

    /// Whether one party rules by the constitution.
    fn is_one_party_state(&self, country: CountryId) -> bool {
        let code = self.atlas.country(country).iso3.as_str();
        matches!(code, "PRK" | "CHN" | "VNM" | "LAO" | "CUB" | "SUN" | "DDR" | "ERI")
    }

    /// The person who holds the office on the day, if the role names an office of a state.
    pub(super) fn holder(&self, owner: &Party, role: Role) -> Option<Party> {
        let (country, office, day) = (owner.country?, role.office?, self.day?);
        if !owner.body.is_empty() || role.plural || !office.is_single() {
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

    pub(super) fn state(&self, id: CountryId, node: usize) -> Party {
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

    /// "The Secretary will travel to Lima and meet with senior officials" in his own ministry's paper: those of where he goes.
    fn host_of(&self, node: usize, own: CountryId, role: Role) -> Option<CountryId> {
        let met = role.plural && matches!(self.tree.case(node), Some("with" | "to"));
        let home = |m: &&crate::mention::Mention| {
            matches!(m.entry, Entry::State { form: Form::Name, .. } | Entry::Capital { .. } | Entry::Place { .. })
        };
        let named = self.mentions.names.iter().filter(|_| met).filter(home);
        let mut states = named.filter_map(|m| self.atlas.country_of(m.entry, self.day)).filter(|c| *c != own);
        let first = states.next()?;
        states.all(|c| c == first).then_some(first)
    }

    /// "Foreign Minister X" in the words of the United States, which have secretaries and no ministers.
    fn has_no_such_office(&self, own: CountryId, node: usize) -> bool {
        let words = self.core(node).into_iter().find_map(|i| self.role_words(i)).unwrap_or_default().to_lowercase();
        self.atlas.country(own).iso3 == "USA" && (words.ends_with("minister") || words == "foreign secretary")
    }

    /// The country of a role without a modifier: that of the only state or place in the sentence, else the document's.
    pub(super) fn home(&self, node: usize, role: Role) -> Option<CountryId> {
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
        if voice.is_some_and(|own| self.has_no_such_office(own, node)) {
            return self.place_country(node).or_else(|| self.memory.foreign_state());
        }
        if let (Some(own), Some(office), Some(surname)) = (voice, role.office, self.surname_after(node)) {
            // "President Macron" in a foreign paper is not its own president.
            let holder = self.day.and_then(|day| self.atlas.holder(own, office, day));
            if holder.is_some_and(|h| !h.name.ends_with(surname)) {
                return self.place_country(node).or_else(|| self.memory.foreign_state());
            }
        }
        if role.sector == Sector::Gov
            && let Some(own) = voice
        {
            return self.host_of(node, own, role).or(Some(own));
        }
        if role.kind == RoleKind::Person
            && role.office.is_some()
            && let Some(party) = self.memory.last_state()
        {
            // Of a state that only the headline names, and another that the sentence names, the sentence's counts.
            let named = |id| self.mentions.names.iter().any(|m| self.atlas.country_of(m.entry, self.day) == Some(id));
            return self.place_country(node).filter(|here| named(*here) && !named(party)).or(Some(party));
        }
        self.place_country(node).or_else(|| self.country_of_subject(node)).or_else(|| self.memory.last_state())
    }
}

/// People with arms of whom nothing else is told.
fn is_armed_stranger(lemma: &str) -> bool {
    matches!(
        lemma.to_lowercase().as_str(),
        "gunman"
            | "gunmen"
            | "assailant"
            | "attacker"
            | "shooter"
            | "hitman"
            | "bomber"
            | "suicide bomber"
            | "kidnapper"
            | "assassin"
    )
}
