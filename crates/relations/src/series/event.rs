//! What the course of a relation needs to know of an event.

use serde::{Deserialize, Serialize};
use westphalia_model::{DyadEvent, Modality, Told};

/// How cooperative an act is, from -10 to 10.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scale {
    /// Goldstein (1992), Journal of Conflict Resolution 36:369-385, by CAMEO code.
    Goldstein,
    /// Intensity of PLOVER 2.0, by type and mode. Unlike that of Goldstein it does not put every request, whatever is asked,
    /// among the hostile acts.
    #[default]
    Plover,
}

impl Scale {
    /// The score of an event.
    #[must_use]
    pub fn of(self, event: &DyadEvent) -> f64 {
        match self {
            Self::Goldstein => event.goldstein,
            Self::Plover => event.plover_score,
        }
    }

    /// The name, as it is written beside an axis.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Goldstein => "Goldstein",
            Self::Plover => "PLOVER",
        }
    }
}

/// Why an event is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reason {
    /// The two are joined only by what was promised, asked or alleged.
    Content,
    /// It is announced, scheduled or expected.
    Future,
    /// It could, may or would happen.
    Hypothetical,
    /// It did not happen, or is denied.
    Negated,
    /// It is told as long past background.
    Historical,
    /// Nobody knows when it was.
    NoDay,
    /// It has no score.
    NoScore,
    /// Its date is less exact than a period: left out of the periods.
    Coarse,
}

impl Reason {
    /// Why an event is not counted at all, if it is not.
    #[must_use]
    pub fn of(event: &DyadEvent) -> Option<Self> {
        match event.modality {
            _ if event.told == Told::Content => Some(Reason::Content),
            Modality::Future => Some(Reason::Future),
            Modality::Hypothetical => Some(Reason::Hypothetical),
            Modality::Negated => Some(Reason::Negated),
            Modality::Historical => Some(Reason::Historical),
            Modality::Actual if event.day().is_none() => Some(Reason::NoDay),
            Modality::Actual if !(event.goldstein.is_finite() && event.plover_score.is_finite()) => {
                Some(Reason::NoScore)
            }
            Modality::Actual => None,
        }
    }

    /// The reason in words, after a number of events.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Content => "only promised, asked or alleged of the two",
            Self::Future => "yet to happen",
            Self::Hypothetical => "hypothetical",
            Self::Negated => "denied",
            Self::Historical => "told as background",
            Self::NoDay => "without a date",
            Self::NoScore => "without a score",
            Self::Coarse => "with a date less exact than a period",
        }
    }
}

/// How many events are not counted for a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Why.
    pub reason: Reason,
    /// How many events.
    pub n_events: usize,
}

#[cfg(test)]
mod tests {
    use super::Reason;
    use crate::sample::event;
    use westphalia_model::DyadEvent;
    use westphalia_model::{By, Date, DatePrecision, Dyad, Told};

    fn dyad_event(line: &str) -> Option<DyadEvent> {
        DyadEvent::of(&event(line), &Dyad::of("RUS", "PRK").expect("two codes"))
    }

    #[test]
    fn only_acts_that_happened_count() {
        let check = |line: &str, expected: Option<Option<Reason>>| {
            assert_eq!(dyad_event(line).map(|e| Reason::of(&e)), expected, "{line}");
        };
        check("2019-04-25 RUS>PRK AID", Some(None));
        check("2019-04-25 RUS>KOR AID", None);
        check("2019-04-25 RUS>PRK AID future", Some(Some(Reason::Future)));
        check("2019-04-25 RUS>PRK AID negated", Some(Some(Reason::Negated)));
        check("2019-04-25 RUS>PRK AID historical", Some(Some(Reason::Historical)));
    }

    #[test]
    fn an_event_knows_who_acts_and_when() {
        let found = dyad_event("2019-04-25 PRK=RUS CONSULT/visit").expect("of the dyad");
        assert_eq!((found.by, found.told, found.day()), (By::Both, Told::Act, Some(Date::constant(2019, 4, 25))));
        let check = |precision, reported: &str, expected: Option<&str>| {
            let event = DyadEvent {
                date_precision: precision,
                event_date_start: Some(Date::constant(2019, 4, 1)),
                event_date_end: Some(Date::constant(2019, 4, 30)),
                first_reported: reported.parse().ok(),
                ..found.clone()
            };
            assert_eq!(event.day().map(|d| d.to_string()).as_deref(), expected, "{precision:?} {reported}");
        };
        check(DatePrecision::Month, "2019-04-12", Some("2019-04-12"));
        check(DatePrecision::Month, "2019-06-12", Some("2019-04-01"));
        check(DatePrecision::Day, "2019-04-12", Some("2019-04-01"));
        check(DatePrecision::None, "2019-04-12", None);
    }
}
