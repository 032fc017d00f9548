//! People and what they held: gathered from several sources, one record for each person.
//!
//! Tables written by hand come first. What a source says of the same person and office in the same time is then
//! dropped, so a hand-written row corrects a source.

use super::surname::{families, is_shared};
use super::{Sources, Table, factbook, leaders, states};
use std::collections::{BTreeSet, HashMap, HashSet};
use westphalia_atlas::{Office, fold_name};

/// A person as they gather.
struct Draft {
    key: String,
    name: String,
    aliases: BTreeSet<String>,
    families: Vec<String>,
    wikidata: String,
    rank: String,
    source: String,
    /// A state they served, for the custom of names.
    country: String,
}

/// A term of office.
pub struct Term {
    pub country: String,
    pub body: String,
    pub office: Office,
    pub title: String,
    pub from: String,
    pub until: String,
    pub source: String,
    /// The source says that it still runs, or it is written by hand.
    pub runs: bool,
}

/// Everyone, and what they held.
#[derive(Default)]
pub struct Register {
    people: Vec<Draft>,
    by_item: HashMap<String, usize>,
    by_name: HashMap<(String, String), usize>,
    /// People written by hand.
    by_full_name: HashMap<String, usize>,
    terms: Vec<(usize, Term)>,
}

impl Register {
    /// The person of that Wikidata item, or of that name in that state; a new one where there is none.
    pub fn person(&mut self, item: &str, name: &str, country: &str, source: &str) -> usize {
        let by_name = (fold_name(name), country.to_owned());
        // Heads of international bodies are known by no state.
        let stateless = (by_name.0.clone(), String::new());
        let known = self.by_item.get(item).filter(|_| !item.is_empty());
        let known = known.or_else(|| self.by_name.get(&by_name)).or_else(|| self.by_name.get(&stateless)).copied();
        let id = known.unwrap_or(self.people.len());
        if known.is_none() {
            self.people.push(Draft {
                key: if item.is_empty() { fold_name(name).replace(' ', "-") } else { item.to_owned() },
                name: name.to_owned(),
                aliases: BTreeSet::new(),
                families: Vec::new(),
                wikidata: item.to_owned(),
                rank: String::new(),
                source: source.to_owned(),
                country: country.to_owned(),
            });
        }
        let draft = &mut self.people[id];
        if draft.wikidata.is_empty() && !item.is_empty() {
            item.clone_into(&mut draft.wikidata);
            item.clone_into(&mut draft.key);
        }
        if !item.is_empty() {
            self.by_item.entry(item.to_owned()).or_insert(id);
        }
        self.by_name.entry(by_name).or_insert(id);
        if !leaders::is_portuguese(name) {
            self.alias(id, name);
        }
        id
    }

    /// The same for a head of state or government, whose full name means the person written by hand even where
    /// the states differ: Czechoslovakia and the Czech Republic had one Havel.
    pub fn head(&mut self, item: &str, name: &str, country: &str, source: &str) -> usize {
        if let (None, Some(id)) = (self.by_item.get(item), self.by_full_name.get(&fold_name(name))) {
            self.by_name.entry((fold_name(name), country.to_owned())).or_insert(*id);
        }
        self.person(item, name, country, source)
    }

    /// Adds another name.
    pub fn alias(&mut self, id: usize, name: &str) {
        let draft = &mut self.people[id];
        let folded = fold_name(name);
        if folded != fold_name(&draft.name) && !draft.aliases.iter().any(|alias| fold_name(alias) == folded) {
            draft.aliases.insert(name.to_owned());
        }
        self.by_name.entry((folded, self.people[id].country.clone())).or_insert(id);
    }

    /// Adds a term, unless an earlier source tells of the same office at the same time.
    pub fn term(&mut self, id: usize, term: Term) {
        if !is_date(&term.from) || !(term.until.is_empty() || is_date(&term.until) && term.from < term.until) {
            return;
        }
        let same = self.terms.iter_mut().find(|(person, earlier)| {
            *person == id
                && (earlier.office, &earlier.country, &earlier.body) == (term.office, &term.country, &term.body)
                && overlap(earlier, &term)
        });
        match same {
            Some((_, earlier)) if earlier.until.is_empty() && !earlier.runs => {
                earlier.until = term.until;
                earlier.runs = term.runs;
            }
            Some(_) => {}
            None => self.terms.push((id, term)),
        }
    }

    /// Ends what a source leaves open: where a successor begins, or else where the source's knowledge ends.
    fn close(&mut self, horizon: &str) {
        let mut starts: HashMap<_, Vec<(String, usize)>> = HashMap::new();
        for (person, term) in &self.terms {
            starts.entry(seat(term)).or_default().push((term.from.clone(), *person));
        }
        for (person, term) in self.terms.iter_mut().filter(|(_, term)| term.until.is_empty() && !is_hand(&term.source))
        {
            let next = starts.get(&seat(term)).into_iter().flatten();
            let next = next.filter(|(from, other)| other != person && *from > term.from).map(|(from, _)| from).min();
            match next {
                Some(from) if is_single(term.office) => term.until.clone_from(from),
                _ if term.runs => {}
                _ if term.from.as_str() < horizon => horizon.clone_into(&mut term.until),
                _ => {}
            }
        }
    }
}

/// Whether a row was written by hand, reviewed or not.
fn is_hand(source: &str) -> bool {
    source.starts_with("general knowledge")
}

/// What only one person holds at a time.
fn seat(term: &Term) -> (String, String, Office, String) {
    let title = if term.office == Office::Minister { term.title.clone() } else { String::new() };
    (term.country.clone(), term.body.clone(), term.office, title)
}

fn is_single(office: Office) -> bool {
    !matches!(office, Office::Deputy | Office::Envoy | Office::Official | Office::Spokesperson | Office::Governor)
}

fn overlap(a: &Term, b: &Term) -> bool {
    let before = |x: &Term, y: &Term| !x.until.is_empty() && x.until <= y.from;
    !before(a, b) && !before(b, a)
}

/// Whether the atlas can read a date: `2004`, `2004-03`, `2004-03-09`.
fn is_date(text: &str) -> bool {
    let full = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    text.len() >= 4 && full.len() == 10 && full.parse::<westphalia_model::Date>().is_ok()
}

/// `people.tsv` and `terms.tsv`
pub fn people(sources: &Sources<'_>) -> anyhow::Result<(Table, Table)> {
    let mut register = Register::default();
    hand(&mut register, sources)?;
    leaders::heads(&mut register, sources)?;
    leaders::cabinets(&mut register, sources, &|_| true)?;
    leaders::secretaries(&mut register, sources)?;
    leaders::body_heads(&mut register, sources)?;
    factbook::newcomers(&mut register, sources)?;
    register.close("2022-12-31");
    Ok(tables(register, &states::independent(sources)?))
}

fn hand(register: &mut Register, sources: &Sources<'_>) -> anyhow::Result<()> {
    let terms = sources.hand("terms.tsv")?;
    let mut first_country = HashMap::new();
    for row in terms.rows() {
        first_country.entry(row.get("person")).or_insert(row.get("country"));
    }
    let mut ids = HashMap::new();
    for row in sources.hand("people.tsv")?.rows() {
        let country = first_country.get(row.get("id")).copied();
        let country = country.ok_or_else(|| anyhow::anyhow!("hand/people.tsv: {} has no term", row.get("id")))?;
        let id = register.person(row.get("wikidata"), row.get("name"), country, row.get("source"));
        let draft = &mut register.people[id];
        row.get("id").clone_into(&mut draft.key);
        row.get("rank").clone_into(&mut draft.rank);
        draft.families = row.get("family").split('|').filter(|f| !f.is_empty()).map(str::to_owned).collect();
        for alias in row.get("aliases").split('|').filter(|alias| !alias.is_empty()) {
            register.alias(id, alias);
            register.by_full_name.insert(fold_name(alias), id);
        }
        register.by_full_name.insert(fold_name(row.get("name")), id);
        ids.insert(row.get("id").to_owned(), id);
    }
    for row in terms.rows() {
        let id = ids.get(row.get("person"));
        let id = id.ok_or_else(|| anyhow::anyhow!("hand/terms.tsv: no person {}", row.get("person")))?;
        let office = Office::parse(row.get("office"));
        let office = office.ok_or_else(|| anyhow::anyhow!("hand/terms.tsv: no office {}", row.get("office")))?;
        let [country, body, title, from, until, source] =
            ["country", "body", "title", "from", "until", "source"].map(|column| row.get(column).to_owned());
        // Hand-written rows may say the same office twice, under two titles.
        register.terms.push((*id, Term { country, body, office, title, from, until, source, runs: true }));
    }
    Ok(())
}

fn tables(register: Register, independent: &HashSet<String>) -> (Table, Table) {
    let mut people = Table::new("people.tsv", "id name aliases family wikidata rank source");
    let mut terms = Table::new("terms.tsv", "person country body office title from until source");
    let mut prominence: HashMap<usize, u8> = HashMap::new();
    for (id, term) in &register.terms {
        let key = &register.people[*id].key;
        let [country, body, title] = [&term.country, &term.body, &term.title].map(String::as_str);
        terms.add([key, country, body, term.office.as_str(), title, &term.from, &term.until, &term.source]);
        let least = prominence.entry(*id).or_insert(u8::MAX);
        *least = term.office.prominence().min(*least);
    }
    for (id, draft) in register.people.iter().enumerate() {
        let Some(least) = prominence.get(&id) else { continue };
        let mut family = draft.families.clone();
        // Newspapers do not call a minister of culture, or the premier of an island, by a bare surname out of the
        // blue; and where many share a few family names, only the most prominent.
        let most = if is_shared(&draft.country) { 2 } else { 5 };
        if !is_hand(&draft.source) && *least < most && independent.contains(&draft.country) {
            family = families(&draft.name, &draft.country);
        }
        let aliases: Vec<_> = draft.aliases.iter().map(String::as_str).collect();
        let family = family.join("|");
        people.add([&draft.key, &draft.name, &aliases.join("|"), &family, &draft.wikidata, &draft.rank, &draft.source]);
    }
    people.rows.sort_by_cached_key(|row| (fold_name(&row[1]), row[0].clone()));
    terms.rows.sort_by(|a, b| (&a[0], &a[5], a).cmp(&(&b[0], &b[5], b)));
    terms.rows.dedup();
    (people, terms)
}
