//! One happening: the reports of it, merged.

use crate::{Actor, Content, DateBasis, DatePrecision, EventType, Modality, QuadClass, Quantity, Report};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a person has said of an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Nothing: it stands as the reports tell it.
    #[default]
    Machine,
    /// Some of its fields were corrected.
    Corrected,
    /// It is no event. Views leave it out.
    Retracted,
}

/// One happening: the row of the events table. What it says is what its lead report says, the earliest one, after
/// corrections.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Identity of the lead report. The identity of any other of its reports finds the event as well.
    pub event_id: String,
    /// What a person has said of it.
    pub status: Status,

    /// First day on which it can have happened.
    pub event_date_start: Option<Date>,
    /// Last day on which it can have happened.
    pub event_date_end: Option<Date>,
    /// How exact the date is.
    pub date_precision: DatePrecision,
    /// Where the date comes from.
    pub date_basis: DateBasis,
    /// Day of the first report.
    pub first_reported: Option<Date>,
    /// Day of the last report.
    pub last_reported: Option<Date>,

    /// Who did it; every member of a symmetric event.
    pub actors: Vec<Actor>,
    /// To whom; empty for a symmetric event, or where there is none.
    pub recipients: Vec<Actor>,
    /// Short codes of the actors (`RUS`, `MAR-CVL`, `NATO`).
    pub actor_codes: Vec<String>,
    /// Short codes of the recipients.
    pub recipient_codes: Vec<String>,
    /// Whether the event has members but no direction.
    pub symmetric: bool,

    /// PLOVER type, if its code has one.
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
    /// The highest confidence of its reports, 0 to 1, if any says one.
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
    /// Latitude in degrees, north positive.
    pub lat: Option<f64>,
    /// Longitude in degrees, east positive.
    pub lon: Option<f64>,
    /// ISO alpha-3 of the place, or empty.
    pub place_country: String,
    /// `city`, `region`, `country` or empty.
    pub place_precision: String,

    /// The sentence of the lead report.
    pub sentence_text: String,
    /// Its reports, the lead first, then by day of publication.
    pub report_ids: Vec<String>,
    /// For each report, why it is counted to the event.
    pub merged_because: Vec<String>,
    /// How many reports it has.
    pub n_reports: u32,
    /// How many documents tell it.
    pub n_documents: u32,
    /// How many texts tell it, copies of one text counted once.
    pub n_texts: u32,
    /// Outlets that tell it, sorted.
    pub sources: Vec<String>,
    /// How many outlets tell it.
    pub n_sources: u32,
    /// Who coded its reports: `westphalia`, or the data sets they were imported from; sorted.
    pub datasets: Vec<String>,
}

impl Event {
    /// Why a report is counted to the event that bears its identity.
    pub const LEAD: &'static str = "lead";

    /// The event that one report tells, before any other is merged with it.
    #[must_use]
    pub fn of_report(report: &Report) -> Self {
        let codes = |parties: &[Actor]| parties.iter().map(Actor::code).collect();
        let sources: Vec<String> =
            Some(report.source.clone()).filter(|source| !source.is_empty()).into_iter().collect();
        Self {
            event_id: report.report_id.clone(),
            status: Status::Machine,
            event_date_start: report.event_date_start,
            event_date_end: report.event_date_end,
            date_precision: report.date_precision,
            date_basis: report.date_basis,
            first_reported: report.published_at,
            last_reported: report.published_at,
            actors: report.actors.clone(),
            recipients: report.recipients.clone(),
            actor_codes: codes(&report.actors),
            recipient_codes: codes(&report.recipients),
            symmetric: report.symmetric,
            event_type: report.event_type,
            mode: report.mode.clone(),
            cameo_code: report.cameo_code.clone(),
            quad_class: report.quad_class,
            goldstein: report.goldstein,
            plover_score: report.plover_score,
            contexts: report.contexts.clone(),
            policy_sectors: report.policy_sectors.clone(),
            modality: report.modality,
            attributed_to: report.attributed_to.clone(),
            confidence: report.confidence,
            content: report.content.clone(),
            deadline_start: report.deadline_start,
            deadline_end: report.deadline_end,
            quantities: report.quantities.clone(),
            place: report.place.clone(),
            lat: report.lat,
            lon: report.lon,
            place_country: report.place_country.clone(),
            place_precision: report.place_precision.clone(),
            sentence_text: report.sentence_text.clone(),
            report_ids: vec![report.report_id.clone()],
            merged_because: vec![Self::LEAD.to_owned()],
            n_reports: 1,
            n_documents: 1,
            n_texts: 1,
            n_sources: u32::from(!sources.is_empty()),
            sources,
            datasets: vec![report.dataset.clone()],
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{Event, Status};
    use crate::{Actor, DateBasis, DatePrecision, EventType, Modality, QuadClass, Report, Span};

    pub fn report(source: &str) -> Report {
        Report {
            report_id: "00000000000000ab".to_owned(),
            document_id: "d".to_owned(),
            sentence: 0,
            sentence_text: "Kim visited Vietnam.".to_owned(),
            dataset: "icews".to_owned(),
            source: source.to_owned(),
            url: String::new(),
            native_id: String::new(),
            original: String::new(),
            codebook_version: String::new(),
            program_version: String::new(),
            event_date_start: None,
            event_date_end: None,
            date_precision: DatePrecision::None,
            date_basis: DateBasis::None,
            published_at: Some(jiff::civil::Date::constant(2019, 2, 27)),
            actors: vec![Actor { country: "PRK".to_owned(), ..Actor::default() }],
            recipients: vec![Actor::default()],
            symmetric: false,
            event_type: Some(EventType::Consult),
            mode: "visit".to_owned(),
            cameo_code: "042".to_owned(),
            quad_class: QuadClass::VerbalCooperation,
            goldstein: 1.9,
            plover_score: 2.3,
            contexts: Vec::new(),
            policy_sectors: Vec::new(),
            modality: Modality::Actual,
            attributed_to: None,
            confidence: Some(0.9),
            content: None,
            deadline_start: None,
            deadline_end: None,
            quantities: Vec::new(),
            place: String::new(),
            place_span: None,
            lat: None,
            lon: None,
            place_country: String::new(),
            place_precision: String::new(),
            trigger: String::new(),
            trigger_span: Span::default(),
            frame: String::new(),
            operators: Vec::new(),
            problems: Vec::new(),
        }
    }

    #[test]
    fn a_report_alone_is_an_event() {
        let event = Event::of_report(&report("Xinhua"));
        assert_eq!((event.event_id.as_str(), event.status), ("00000000000000ab", Status::Machine));
        assert_eq!((event.actor_codes, event.recipient_codes), (vec!["PRK".to_owned()], vec!["?".to_owned()]));
        assert_eq!((event.report_ids, event.merged_because), (vec![event.event_id], vec![Event::LEAD.to_owned()]));
        assert_eq!((event.n_reports, event.n_documents, event.n_texts, event.n_sources), (1, 1, 1, 1));
        assert_eq!((event.first_reported, event.confidence), (event.last_reported, Some(0.9)));
        assert_eq!(Event::of_report(&report("")).n_sources, 0);
    }
}
