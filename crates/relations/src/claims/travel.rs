//! Lists of travel: a witness that does not depend on the news.
//!
//! `visits.tsv` holds the travels of US presidents and secretaries of state abroad and the visits of foreign leaders to the
//! USA, which are complete by their makers' account; `visits_hand.tsv` some well-known visits, which are not.

use super::matching::{WhoIs, code};
use serde::Serialize;
use westphalia_model::{Actor, Claim, Counted, Date, EventType};

/// One visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Visit {
    /// Who, as the list writes it: "President Barack Obama", "Marco Rubio".
    pub person: String,
    /// `president`, `secretary` (of state) or `leader` (head of state or government).
    pub office: String,
    /// ISO alpha-3 of the visitor's state.
    pub from: String,
    /// ISO alpha-3 of the state visited.
    pub to: String,
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// `v` or `t` and a number: the row of the list of visits or of travels; or "general knowledge".
    pub source: String,
}

/// A stretch of a list that its maker gives as complete.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cover {
    /// Office of the visitors.
    pub office: String,
    /// ISO alpha-3 of their state, or `*`.
    pub from: String,
    /// ISO alpha-3 of the state visited, or `*`.
    pub to: String,
    /// First day.
    pub since: Date,
    /// Last day.
    pub until: Date,
    /// Whether nothing can lie before the first day.
    pub ever: bool,
    /// Whose list it is.
    pub source: String,
}

/// A list of travel.
#[derive(Clone, Debug, Default)]
pub struct Travel {
    /// The visits, by day.
    pub visits: Vec<Visit>,
    /// What is complete of them.
    pub covers: Vec<Cover>,
}

/// What a list of travel says of a claim.
#[derive(Clone, Debug)]
pub struct Heard<'a> {
    /// Visits that the claim counts, before the one that it speaks of.
    pub before: Vec<&'a Visit>,
    /// The list that is complete for the claim's parties and level, if there is one.
    pub cover: Option<&'a Cover>,
}

impl Travel {
    /// The lists that ship with the program.
    #[must_use]
    pub fn embedded() -> Self {
        let files = [
            include_str!("../../../../data/relations/visits.tsv"),
            include_str!("../../../../data/relations/visits_hand.tsv"),
        ];
        let mut visits: Vec<Visit> = files.iter().flat_map(|file| rows(file)).filter_map(|row| visit(&row)).collect();
        visits.sort_by(|a, b| (a.start, &a.to, &a.person).cmp(&(b.start, &b.to, &b.person)));
        let covers =
            rows(include_str!("../../../../data/relations/visits_covers.tsv")).filter_map(|row| cover(&row)).collect();
        Self { visits, covers }
    }

    /// What the list says of a claim about visits before a day; none where it is about something else, or neither about a
    /// person nor an office that the list knows.
    #[must_use]
    pub fn hear(&self, claim: &Claim, until: Date, who: &dyn WhoIs) -> Option<Heard<'_>> {
        let Counted::Events { event_type: EventType::Consult, mode, .. } = &claim.what else { return None };
        if mode != "visit" || claim.symmetric || !claim.qualifiers.is_empty() {
            return None;
        }
        let from: Vec<&str> = claim.actors.iter().map(code).collect();
        let to: Vec<&str> = claim.recipients.iter().map(code).collect();
        let level = Level::of(claim, who)?;
        if from.len() != 1 || to.len() != 1 || from[0].is_empty() || to[0].is_empty() {
            return None;
        }
        let counts = |v: &&Visit| {
            heir(&v.from) == heir(from[0]) && heir(&v.to) == heir(to[0]) && level.has(v) && v.start < until
        };
        let covers = |c: &&Cover| {
            let is = |own: &str, wanted: &str| own == "*" || own == wanted;
            is(&c.from, from[0]) && is(&c.to, to[0]) && level.offices.contains(&c.office.as_str()) && until <= c.until
        };
        let cover = self.covers.iter().find(covers);
        Some(Heard { before: self.visits.iter().filter(counts).collect(), cover })
    }
}

/// The state that texts mean when they count visits to a state that is gone: Russia for the Soviet Union.
fn heir(code: &str) -> &str {
    match code {
        "SUN" => "RUS",
        "YUG" => "SRB",
        code => code,
    }
}

/// At what level a claim counts visits.
struct Level {
    offices: Vec<&'static str>,
    /// Words of a person's name, in small letters; empty for any holder of the office.
    name: Vec<String>,
}

impl Level {
    fn of(claim: &Claim, who: &dyn WhoIs) -> Option<Self> {
        let lists = |office: &str| -> &'static [&'static str] {
            match office {
                "head_of_state" | "head_of_government" | "president" => &["president", "leader"],
                "foreign_minister" => &["secretary"],
                _ => &[],
            }
        };
        if !claim.office.is_empty() {
            let offices = lists(&claim.office).to_vec();
            return (!offices.is_empty()).then_some(Self { offices, name: Vec::new() });
        }
        let [actor] = claim.actors.as_slice() else { return None };
        who.person(actor)?;
        let day = claim.of_start.or(claim.said_on);
        let offices: Vec<&str> = who.offices(actor, day).iter().flat_map(|o| lists(o)).copied().collect();
        (!offices.is_empty()).then(|| Self { offices, name: name(actor) })
    }

    fn has(&self, visit: &Visit) -> bool {
        let held = self.offices.contains(&visit.office.as_str());
        let words = words(&visit.person);
        // The list names many by the surname alone.
        held && (self.name.is_empty()
            || self.name.last().is_some_and(|last| words.contains(last))
            || is_same(&self.name, &words))
    }
}

/// Names whose family name comes first have no word at the end that decides.
fn is_same(name: &[String], words: &[String]) -> bool {
    name.iter().all(|n| words.contains(n))
}

fn name(actor: &Actor) -> Vec<String> {
    words(&actor.name)
}

/// The words of a name in small letters, without marks on letters.
fn words(name: &str) -> Vec<String> {
    let plain = |c: char| match c {
        'á' | 'à' | 'ä' | 'â' | 'ã' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ö' | 'ô' | 'õ' | 'ø' => 'o',
        'ú' | 'ù' | 'ü' | 'û' => 'u',
        'ç' | 'č' | 'ć' => 'c',
        'ñ' => 'n',
        'š' => 's',
        'ž' => 'z',
        c => c,
    };
    let low: String = name.to_lowercase().chars().map(plain).collect();
    low.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 1).map(str::to_owned).collect()
}

fn rows(file: &str) -> impl Iterator<Item = Vec<&str>> {
    file.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).map(|l| l.split('\t').collect())
}

fn visit(row: &[&str]) -> Option<Visit> {
    let [person, office, from, to, start, end, source] = row else { return None };
    Some(Visit {
        person: (*person).to_owned(),
        office: (*office).to_owned(),
        from: (*from).to_owned(),
        to: (*to).to_owned(),
        start: start.parse().ok()?,
        end: end.parse().ok()?,
        source: (*source).to_owned(),
    })
}

fn cover(row: &[&str]) -> Option<Cover> {
    let [office, from, to, since, until, ever, source] = row else { return None };
    Some(Cover {
        office: (*office).to_owned(),
        from: (*from).to_owned(),
        to: (*to).to_owned(),
        since: since.parse().ok()?,
        until: until.parse().ok()?,
        ever: *ever == "yes",
        source: (*source).to_owned(),
    })
}
