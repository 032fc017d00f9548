//! CAMEO event codes: PLOVER type and mode, quad class and scores.
//!
//! Source: `data/codebook/cameo.tsv` (codes of CAMEO 1.1b3, their Goldstein scores, their PLOVER types) and
//! `data/codebook/types.tsv` (PLOVER intensities).

use super::key;
use crate::table::{cell, rows};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;
use westphalia_model::{EventType, QuadClass};

const CAMEO: &str = include_str!("../../../../data/codebook/cameo.tsv");
const TYPES: &str = include_str!("../../../../data/codebook/types.tsv");

/// An act by its CAMEO code.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Act {
    /// The code, leading zero kept.
    pub code: &'static str,
    /// What CAMEO calls it.
    pub name: &'static str,
    /// Goldstein score, -10 to 10.
    pub goldstein: f64,
    /// PLOVER type, if the code has one.
    pub event_type: Option<EventType>,
    /// PLOVER mode, or empty.
    pub mode: &'static str,
    /// PLOVER intensity, -10 to 10.
    pub intensity: f64,
    /// Quad class of the PLOVER type, or else of the CAMEO root.
    pub quad: QuadClass,
}

/// All acts.
pub(crate) struct Acts {
    by_code: FxHashMap<u32, Act>,
    intensity: FxHashMap<(EventType, &'static str), f64>,
}

/// The table of acts.
pub(crate) fn acts() -> &'static Acts {
    static ACTS: OnceLock<Acts> = OnceLock::new();
    ACTS.get_or_init(Acts::load)
}

impl Acts {
    fn load() -> Self {
        let mut intensity = FxHashMap::default();
        for row in rows(TYPES) {
            if let (Some(event_type), Ok(score)) = (EventType::parse(cell(&row, 0)), cell(&row, 3).parse()) {
                intensity.insert((event_type, cell(&row, 1)), score);
            }
        }
        let mut acts = Self { by_code: FxHashMap::default(), intensity };
        for row in rows(CAMEO) {
            let (code, name) = (cell(&row, 0), cell(&row, 1));
            let event_type = EventType::parse(cell(&row, 3));
            let mode = cell(&row, 4);
            let act = Act {
                code,
                name,
                goldstein: cell(&row, 2).parse().unwrap_or(0.0),
                event_type,
                mode,
                intensity: event_type.map_or(0.0, |event_type| acts.intensity(event_type, mode)),
                quad: event_type.map_or_else(|| quad_of_root(code), EventType::quad),
            };
            if let Some(key) = key(code) {
                acts.by_code.insert(key, act);
            }
        }
        acts
    }

    /// The act of a code that is written in full.
    pub fn of(&self, code: &str) -> Option<&Act> {
        self.by_code.get(&key(code)?)
    }

    /// The act of a code that may have lost its leading zero; `root` and `name`, where they are known, decide between
    /// 10 (demand) and 010 (statement).
    ///
    /// `10` alone is ambiguous and means nothing; `80` can only be 080.
    pub fn restore(&self, code: &str, root: &str, name: &str) -> Option<&Act> {
        let padded =
            key(code).filter(|_| code.len() < 4).and_then(|key| self.by_code.get(&zero_before(key, code.len())));
        let as_written = self.of(code);
        match (as_written, padded) {
            (Some(act), None) | (None, Some(act)) => Some(act),
            (None, None) => None,
            (Some(written), Some(padded)) => {
                if let Ok(root) = root.trim_start_matches('0').parse::<u8>() {
                    let fits = |act: &&Act| act.code.get(..2).and_then(|two| two.parse().ok()) == Some(root);
                    return [written, padded].into_iter().find(fits);
                }
                [written, padded].into_iter().find(|act| act.name.eq_ignore_ascii_case(name))
            }
        }
    }

    /// PLOVER intensity of a type and mode.
    pub fn intensity(&self, event_type: EventType, mode: &str) -> f64 {
        // Looked up without a key that would have to live for ever.
        let of = |mode: &str| {
            self.intensity.iter().find(|((t, m), _)| *t == event_type && *m == mode).map(|(_, score)| *score)
        };
        of(mode).or_else(|| of("")).unwrap_or(0.0)
    }

    /// The general code of a type, for layouts that must have one.
    pub fn general(event_type: EventType) -> &'static str {
        match event_type {
            EventType::Agree => "030",
            EventType::Consult => "040",
            EventType::Support => "050",
            EventType::Concede => "080",
            EventType::Cooperate => "060",
            EventType::Aid => "070",
            EventType::Retreat => "087",
            EventType::Request => "100",
            EventType::Accuse => "110",
            EventType::Reject => "120",
            EventType::Threaten => "130",
            EventType::Protest => "140",
            EventType::Sanction => "160",
            EventType::Mobilize => "150",
            EventType::Coerce => "170",
            EventType::Assault => "190",
        }
    }
}

/// The key of a code with a zero before it.
fn zero_before(key: u32, len: usize) -> u32 {
    u32::from(b'0') << (8 * len) | key
}

/// CAMEO's own quad class: roots 01 to 05, 06 to 08, 09 to 13, 14 to 20.
fn quad_of_root(code: &str) -> QuadClass {
    match code.get(..2).and_then(|root| root.parse::<u8>().ok()).unwrap_or(0) {
        0..=5 => QuadClass::VerbalCooperation,
        6..=8 => QuadClass::MaterialCooperation,
        9..=13 => QuadClass::VerbalConflict,
        _ => QuadClass::MaterialConflict,
    }
}

#[cfg(test)]
mod tests {
    use super::{Acts, acts};
    use westphalia_model::EventType;

    #[test]
    fn codes_get_their_zero_back() {
        let check = |code: &str, root: &str, name: &str, expected: Option<&str>| {
            assert_eq!(acts().restore(code, root, name).map(|act| act.code), expected, "{code} {root} {name}");
        };
        check("042", "04", "", Some("042"));
        check("42", "4", "", Some("042"));
        check("80", "8", "", Some("080"));
        check("80", "", "", Some("080"));
        check("10", "1", "", Some("010"));
        check("10", "10", "", Some("10"));
        check("20", "2", "", Some("020"));
        check("20", "20", "", Some("20"));
        check("120", "12", "", Some("120"));
        check("12", "1", "", Some("012"));
        check("12", "", "", None);
        check("10", "", "Make statement", Some("010"));
        check("57", "5", "", Some("057"));
        check("811", "8", "", Some("0811"));
        check("1011", "10", "", Some("1011"));
        check("999", "9", "", None);
        check("", "", "", None);
        check("---", "--", "", None);
        check("12345", "12", "", None);
    }

    #[test]
    fn general_codes_mean_their_types() {
        for event_type in EventType::ALL {
            let act = acts().of(Acts::general(event_type));
            assert_eq!(act.and_then(|act| act.event_type), Some(event_type));
        }
    }
}
