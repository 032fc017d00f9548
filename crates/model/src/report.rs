//! The coder's output: one row for each mention of an event.

use crate::{DateBasis, DatePrecision, EventType, Modality, QuadClass, Span};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Who did something, or to whom it was done.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Actor {
    /// The words of the document, or empty where the actor is understood.
    pub text: String,
    /// Where they stand, if they stand anywhere.
    pub span: Option<Span>,
    /// Canonical name; `?` for a party that exists but is not named.
    pub name: String,
    /// ISO 3166-1 alpha-3 (historical states keep theirs: SUN, YUG, CSK, DDR; Kosovo is XKX), or empty.
    pub country: String,
    /// Correlates of War number of the state at the date, if it has one.
    pub cow: Option<u16>,
    /// Gleditsch-Ward number of the state at the date, if it has one.
    pub gw: Option<u16>,
    /// Acronym in capitals of an international body or a named group (UN, NATO, HAMAS), or empty.
    pub body: String,
    /// Sector codes, the one that matters for coding first: GOV, MIL, CVL, REB, ...
    pub sector_roles: Vec<String>,
    /// Wikidata item (Q7747), or empty.
    pub wikidata_id: String,
}

impl Actor {
    /// Sectors of a domestic group, which the short code shows after the country.
    const DOMESTIC: [&'static str; 13] =
        ["CVL", "COP", "MIL", "REB", "OPP", "LEG", "JUD", "MED", "BUS", "LAB", "PTY", "CRM", "UAF"];

    /// The short code that coders write: `RUS`, `NATO`, `MAR-CVL`, or `?` where nobody is known.
    ///
    /// The first sector decides: a government, or an army that acts for its state, has no suffix.
    #[must_use]
    pub fn code(&self) -> String {
        if !self.body.is_empty() {
            return self.body.clone();
        }
        if self.country.is_empty() {
            return "?".to_owned();
        }
        match self.sector_roles.first() {
            Some(role) if Self::DOMESTIC.contains(&role.as_str()) => format!("{}-{role}", self.country),
            _ => self.country.clone(),
        }
    }
}

/// What a promise, demand, refusal, threat or accusation is about: the inner event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// Type of the act, had it been done, if the content names an act of the codebook.
    pub event_type: Option<EventType>,
    /// Its mode, or empty.
    pub mode: String,
    /// The words that tell it.
    pub text: String,
    /// Where they stand.
    pub span: Span,
    /// Who would do it.
    pub actors: Vec<Actor>,
    /// To whom.
    pub recipients: Vec<Actor>,
}

/// A number with a meaning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// `money`, `killed`, `hurt`, `arrested`, `detained`, `deployed`, `released` or `goods`.
    pub kind: String,
    /// The value, in `unit`s; the lower bound where the text gives one ("at least 30").
    pub value: f64,
    /// Currency (ISO 4217), `people`, or the good.
    pub unit: String,
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// Something that could not be done or resolved, and why. Never silently dropped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The room that met it: `read`, `text`, `atlas`, `coder` or `exchange`.
    pub stage: String,
    /// What was expected, what was found.
    pub message: String,
    /// Where, if it has a place in the text.
    pub span: Option<Span>,
}

/// One mention of an event: the row of the reports table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Stable hash of document, spans and code (16 hexadecimal digits).
    pub report_id: String,
    /// The document's own identity.
    pub document_id: String,
    /// Index of the sentence in the document, from 0. The headline, where there is one, is coded as sentence 0 only if the text is empty.
    pub sentence: u32,
    /// The sentence, as it stands.
    pub sentence_text: String,
    /// Who coded it: `westphalia`, or the data set that it was imported from (`gdelt1`, `gdelt2`, `icews`, `polecat`,
    /// `phoenix`, `ucdp`).
    #[serde(default)]
    pub dataset: String,
    /// Outlet or speaker of the document, or empty.
    #[serde(default)]
    pub source: String,
    /// Address of the document, or empty.
    #[serde(default)]
    pub url: String,
    /// The data set's own number of an imported row, or empty.
    #[serde(default)]
    pub native_id: String,
    /// An imported row as it came, or empty.
    #[serde(default)]
    pub original: String,
    /// Version of the codebook that coded it; empty for an imported row.
    pub codebook_version: String,
    /// Version of the program that coded it.
    pub program_version: String,

    /// First day on which it can have happened.
    pub event_date_start: Option<Date>,
    /// Last day on which it can have happened.
    pub event_date_end: Option<Date>,
    /// How exact the date is.
    pub date_precision: DatePrecision,
    /// Where the date comes from.
    pub date_basis: DateBasis,
    /// Day of publication of the document.
    pub published_at: Option<Date>,

    /// Who did it; every member of a symmetric event.
    pub actors: Vec<Actor>,
    /// To whom; empty for a symmetric event, or where there is none.
    pub recipients: Vec<Actor>,
    /// Whether the event has members but no direction.
    pub symmetric: bool,

    /// PLOVER type; none for an imported row whose code has no type in PLOVER (CAMEO 010, make statement).
    pub event_type: Option<EventType>,
    /// PLOVER mode, or empty.
    pub mode: String,
    /// CAMEO code, leading zero kept.
    pub cameo_code: String,
    /// Quad class, 1 to 4.
    pub quad_class: QuadClass,
    /// Goldstein score of the CAMEO code, -10 to 10.
    pub goldstein: f64,
    /// PLOVER intensity, -10 to 10.
    pub plover_score: f64,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// Policy fields.
    pub policy_sectors: Vec<String>,

    /// In what sense it is told.
    pub modality: Modality,
    /// Who claims it, where a party and not the reporter does.
    pub attributed_to: Option<Actor>,
    /// Probability, 0 to 1, that type and parties are right; none where an imported row does not say.
    pub confidence: Option<f64>,

    /// What was pledged, asked, refused or threatened.
    pub content: Option<Content>,
    /// First day of a deadline or horizon in the content.
    pub deadline_start: Option<Date>,
    /// Last day of it.
    pub deadline_end: Option<Date>,
    /// Numbers that belong to the event.
    pub quantities: Vec<Quantity>,

    /// Most specific place where it is said to occur, or empty.
    pub place: String,
    /// Where the place stands in the text.
    pub place_span: Option<Span>,
    /// Latitude in degrees, north positive.
    pub lat: Option<f64>,
    /// Longitude in degrees, east positive.
    pub lon: Option<f64>,
    /// ISO alpha-3 of the place, or empty.
    pub place_country: String,
    /// `city`, `region`, `country` or empty.
    pub place_precision: String,

    /// The words that carry the act.
    pub trigger: String,
    /// Where they stand.
    pub trigger_span: Span,
    /// The frame of the codebook that fired.
    pub frame: String,
    /// Operators above the act, outermost first.
    pub operators: Vec<String>,
    /// What stayed unresolved, and why.
    pub problems: Vec<Problem>,
}

impl Report {
    /// The name of the type in capitals, or empty where there is none.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        self.event_type.map_or("", EventType::as_str)
    }
}
