//! Two states or bodies, and who of them acts on whom in an event.

use crate::{Actor, Content, Date, DatePrecision, Event, EventType, Modality, QuadClass};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Two states or bodies, in the order of their codes, so that each pair has one name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Dyad {
    /// The first code: ISO alpha-3 of a state, or the acronym of a body.
    pub a: String,
    /// The second code.
    pub b: String,
}

impl Dyad {
    /// The dyad of two codes, or `None` if they are the same or one is empty.
    #[must_use]
    pub fn of(one: &str, other: &str) -> Option<Self> {
        let (a, b) = if one <= other { (one, other) } else { (other, one) };
        (a != b && !a.is_empty()).then(|| Self { a: a.to_owned(), b: b.to_owned() })
    }

    /// The code of the other of the two; empty for a code that is neither.
    #[must_use]
    pub fn other(&self, code: &str) -> &str {
        match code {
            _ if code == self.a => &self.b,
            _ if code == self.b => &self.a,
            _ => "",
        }
    }

    /// Whether the code is one of the two.
    #[must_use]
    pub fn has(&self, code: &str) -> bool {
        self.a == code || self.b == code
    }

    /// How the event concerns the dyad, if it does.
    #[must_use]
    pub fn link(&self, event: &Event) -> Option<Link> {
        links(event).into_iter().find(|link| link.dyad == *self)
    }
}

/// Who of a dyad acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// The first on the second.
    A,
    /// The second on the first.
    B,
    /// Both together, or each on the other.
    Both,
}

/// Whether the event itself joins the two, or only what was promised, asked or alleged in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Told {
    /// One acts on the other, or both act.
    Act,
    /// The content of an operator does: a third state accuses one of arming the other.
    Content,
}

/// How an event concerns a dyad.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Link {
    /// The dyad.
    pub dyad: Dyad,
    /// Who acts.
    pub by: By,
    /// Where that is told.
    pub told: Told,
}

/// An event as it concerns a dyad, without its words and parties: the columns that counts and curves are made of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DyadEvent {
    /// Identity of the event.
    pub event_id: String,
    /// Who of the dyad acts.
    pub by: By,
    /// Where that is told.
    pub told: Told,
    /// First day on which it can have happened.
    pub event_date_start: Option<Date>,
    /// Last day on which it can have happened.
    pub event_date_end: Option<Date>,
    /// How exact the date is.
    pub date_precision: DatePrecision,
    /// Day of the first report.
    pub first_reported: Option<Date>,
    /// PLOVER type, if its code has one.
    pub event_type: Option<EventType>,
    /// PLOVER mode, or empty.
    pub mode: String,
    /// Quad class, 1 to 4.
    pub quad_class: QuadClass,
    /// Goldstein score of the CAMEO code, -10 to 10.
    pub goldstein: f64,
    /// PLOVER intensity, -10 to 10.
    pub plover_score: f64,
    /// In what sense it is told.
    pub modality: Modality,
    /// How many reports it has.
    pub n_reports: u32,
    /// How many outlets tell it.
    pub n_sources: u32,
}

impl Actor {
    /// Sectors of organs that act for their state.
    const ORGANS: [&'static str; 5] = ["GOV", "MIL", "COP", "LEG", "JUD"];

    /// The code of the state or body that the party acts for, or empty: rebels, parties, companies and people act for
    /// themselves.
    #[must_use]
    pub fn side(&self) -> &str {
        if !self.body.is_empty() {
            return &self.body;
        }
        let organ = match self.sector_roles.first() {
            Some(role) => self.code() == self.country || Self::ORGANS.contains(&role.as_str()),
            None => true,
        };
        if organ { &self.country } else { "" }
    }
}

/// The states and bodies that parties act for, each once.
fn sides(parties: &[Actor]) -> BTreeSet<&str> {
    parties.iter().map(Actor::side).filter(|side| !side.is_empty()).collect()
}

/// Every dyad that an event concerns, each once; what the act joins goes before what its content joins.
///
/// An act on a recipient joins actor and recipient; a symmetric act, or one of several with no recipient, joins each two
/// of its members. The content of an operator joins its own parties, and the speaker with them.
#[must_use]
pub fn links(event: &Event) -> Vec<Link> {
    let (actors, recipients) = (sides(&event.actors), sides(&event.recipients));
    let mut found = Vec::new();
    if event.symmetric || recipients.is_empty() {
        join_all(&actors.union(&recipients).copied().collect(), Told::Act, &mut found);
    } else {
        join(&actors, &recipients, Told::Act, &mut found);
    }
    if let Some(Content { actors: doers, recipients: targets, .. }) = &event.content {
        let (doers, targets) = (sides(doers), sides(targets));
        join(&doers, &targets, Told::Content, &mut found);
        join(&actors, &targets, Told::Content, &mut found);
        join(&actors, &doers, Told::Content, &mut found);
    }
    found
}

/// Joins each of some with each of others, who are acted on.
fn join(ones: &BTreeSet<&str>, others: &BTreeSet<&str>, told: Told, found: &mut Vec<Link>) {
    for one in ones {
        for other in others {
            if let Some(dyad) = Dyad::of(one, other) {
                let by = if dyad.a == *one { By::A } else { By::B };
                add(Link { dyad, by, told }, found);
            }
        }
    }
}

/// Joins each two.
fn join_all(members: &BTreeSet<&str>, told: Told, found: &mut Vec<Link>) {
    let members: Vec<&str> = members.iter().copied().collect();
    for (place, one) in members.iter().enumerate() {
        for other in &members[place + 1..] {
            if let Some(dyad) = Dyad::of(one, other) {
                add(Link { dyad, by: By::Both, told }, found);
            }
        }
    }
}

/// Adds a link; two that go both ways are one by both.
fn add(link: Link, found: &mut Vec<Link>) {
    match found.iter_mut().find(|known| known.dyad == link.dyad) {
        Some(known) if known.told == link.told && known.by != link.by => known.by = By::Both,
        Some(_) => {}
        None => found.push(link),
    }
}

#[cfg(test)]
mod tests {
    use super::{By, Dyad, Told, links};
    use crate::{Actor, Content, Event, Span};

    fn party(code: &str) -> Actor {
        let (country, role) = code.split_once('-').unwrap_or((code, ""));
        let sector_roles = Some(role.to_owned()).filter(|role| !role.is_empty()).into_iter().collect();
        match country {
            "UN" | "EU" => Actor { body: country.to_owned(), ..Actor::default() },
            _ => Actor { country: country.to_owned(), sector_roles, ..Actor::default() },
        }
    }

    fn parties(codes: &str) -> Vec<Actor> {
        codes.split_whitespace().map(party).collect()
    }

    fn check(actors: &str, recipients: &str, symmetric: bool, content: (&str, &str), expected: &str) {
        let mut event = Event::of_report(&crate::event::tests::report(""));
        (event.actors, event.recipients, event.symmetric) = (parties(actors), parties(recipients), symmetric);
        event.content = Some(Content {
            event_type: None,
            mode: String::new(),
            text: String::new(),
            span: Span::default(),
            actors: parties(content.0),
            recipients: parties(content.1),
        });
        let found: Vec<String> = links(&event)
            .into_iter()
            .map(|link| {
                let arrow = match link.by {
                    By::A => ">",
                    By::B => "<",
                    By::Both => "=",
                };
                let told = if link.told == Told::Content { "?" } else { "" };
                format!("{}{arrow}{}{told}", link.dyad.a, link.dyad.b)
            })
            .collect();
        assert_eq!(found.join(" "), expected, "{actors} → {recipients}");
    }

    #[test]
    fn events_join_dyads() {
        check("RUS", "PRK", false, ("", ""), "PRK<RUS");
        check("PRK RUS", "", true, ("", ""), "PRK=RUS");
        check("PRK RUS", "", false, ("", ""), "PRK=RUS");
        check("PRK RUS", "KOR", false, ("", ""), "KOR<PRK KOR<RUS");
        check("RUS", "RUS", false, ("", ""), "");
        check("RUS PRK", "RUS PRK", false, ("", ""), "PRK=RUS");
        check("USA", "PRK", false, ("PRK", "RUS"), "PRK<USA PRK>RUS? RUS<USA?");
        check("RUS", "", false, ("", "PRK"), "PRK<RUS?");
        check("UN", "PRK-MIL", false, ("", ""), "PRK<UN");
        check("USA-CVL", "PRK", false, ("", ""), "");
    }

    #[test]
    fn a_dyad_has_one_order() {
        assert_eq!(Dyad::of("RUS", "PRK"), Dyad::of("PRK", "RUS"));
        assert_eq!(Dyad::of("RUS", "RUS"), None);
        assert_eq!(Dyad::of("", "RUS"), None);
        assert_eq!(Dyad::of("RUS", "PRK").map(|d| d.other("RUS").to_owned()), Some("PRK".to_owned()));
    }
}
