//! The closed code lists of the PLOVER 2.0 ontology that every table shares.

use serde::{Deserialize, Serialize};
use std::fmt;

/// One of the 16 event types of PLOVER 2.0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum EventType {
    /// Promise, offer, agree to, plan or announce cooperation.
    Agree,
    /// Meet, visit, talk, negotiate, mediate.
    Consult,
    /// Praise, endorse, recognise, sign or ratify: words and paper.
    Support,
    /// Step back in words: apologise, lift, drop a demand, announce a release or withdrawal.
    Concede,
    /// Mutual material exchange under way.
    Cooperate,
    /// Material benefit given.
    Aid,
    /// An actual step back: withdraw, release, disarm, cease fire, resign.
    Retreat,
    /// Ask, urge, demand, order, appeal.
    Request,
    /// Criticise, blame, allege, sue, investigate.
    Accuse,
    /// Refuse, decline, veto, call off.
    Reject,
    /// Warn of or threaten a consequence.
    Threaten,
    /// People in the street.
    Protest,
    /// Cut, suspend, expel, embargo, convict.
    Sanction,
    /// Put forces on alert, deploy, test, exercise alone.
    Mobilize,
    /// Arrest, seize, ban, censor, deport, cyber attack.
    Coerce,
    /// Physical violence.
    Assault,
}

impl EventType {
    /// Every type, in the order of the quad classes.
    pub const ALL: [Self; 16] = [
        Self::Agree,
        Self::Consult,
        Self::Support,
        Self::Concede,
        Self::Cooperate,
        Self::Aid,
        Self::Retreat,
        Self::Request,
        Self::Accuse,
        Self::Reject,
        Self::Threaten,
        Self::Protest,
        Self::Sanction,
        Self::Mobilize,
        Self::Coerce,
        Self::Assault,
    ];

    /// The name in capitals, as PLOVER prints it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agree => "AGREE",
            Self::Consult => "CONSULT",
            Self::Support => "SUPPORT",
            Self::Concede => "CONCEDE",
            Self::Cooperate => "COOPERATE",
            Self::Aid => "AID",
            Self::Retreat => "RETREAT",
            Self::Request => "REQUEST",
            Self::Accuse => "ACCUSE",
            Self::Reject => "REJECT",
            Self::Threaten => "THREATEN",
            Self::Protest => "PROTEST",
            Self::Sanction => "SANCTION",
            Self::Mobilize => "MOBILIZE",
            Self::Coerce => "COERCE",
            Self::Assault => "ASSAULT",
        }
    }

    /// The type of that name, in capitals.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.as_str() == name)
    }

    /// What it is, in a few words.
    #[must_use]
    pub fn gloss(self) -> &'static str {
        match self {
            Self::Agree => "promise, offer, agree to, plan or announce cooperation",
            Self::Consult => "meet, visit, talk, negotiate, mediate",
            Self::Support => "praise, endorse, recognise, sign or ratify: words and paper",
            Self::Concede => "step back in words: apologise, lift, drop a demand, announce a release or withdrawal",
            Self::Cooperate => "mutual material exchange under way",
            Self::Aid => "material benefit given",
            Self::Retreat => "an actual step back: withdraw, release, disarm, cease fire, resign",
            Self::Request => "ask, urge, demand, order, appeal",
            Self::Accuse => "criticise, blame, allege, sue, investigate",
            Self::Reject => "refuse, decline, veto, call off",
            Self::Threaten => "warn of or threaten a consequence",
            Self::Protest => "people in the street",
            Self::Sanction => "cut, suspend, expel, embargo, convict",
            Self::Mobilize => "put forces on alert, deploy, test, exercise alone",
            Self::Coerce => "arrest, seize, ban, censor, deport, cyber attack",
            Self::Assault => "physical violence",
        }
    }

    /// The quad class that PLOVER puts the type in.
    #[must_use]
    pub fn quad(self) -> QuadClass {
        match self {
            Self::Agree | Self::Consult | Self::Support | Self::Concede => QuadClass::VerbalCooperation,
            Self::Cooperate | Self::Aid | Self::Retreat => QuadClass::MaterialCooperation,
            Self::Request | Self::Accuse | Self::Reject | Self::Threaten => QuadClass::VerbalConflict,
            Self::Protest | Self::Sanction | Self::Mobilize | Self::Coerce | Self::Assault => {
                QuadClass::MaterialConflict
            }
        }
    }
}

impl fmt::Display for EventType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Verbal or material, cooperation or conflict. Serialised as its number, 1 to 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
pub enum QuadClass {
    /// 1: words of cooperation.
    VerbalCooperation = 1,
    /// 2: deeds of cooperation.
    MaterialCooperation = 2,
    /// 3: words of conflict.
    VerbalConflict = 3,
    /// 4: deeds of conflict.
    MaterialConflict = 4,
}

impl From<QuadClass> for u8 {
    fn from(quad: QuadClass) -> Self {
        quad as Self
    }
}

impl TryFrom<u8> for QuadClass {
    type Error = String;

    fn try_from(n: u8) -> Result<Self, String> {
        match n {
            1 => Ok(Self::VerbalCooperation),
            2 => Ok(Self::MaterialCooperation),
            3 => Ok(Self::VerbalConflict),
            4 => Ok(Self::MaterialConflict),
            _ => Err(format!("a quad class is 1 to 4, found {n}")),
        }
    }
}

/// In what sense an event is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// It happened or is happening.
    Actual,
    /// It is announced, scheduled or expected.
    Future,
    /// It could, may or would happen.
    Hypothetical,
    /// It did not happen, or is denied.
    Negated,
    /// It is told as long past background.
    Historical,
}

impl Modality {
    /// The name in lower case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Future => "future",
            Self::Hypothetical => "hypothetical",
            Self::Negated => "negated",
            Self::Historical => "historical",
        }
    }
}

impl fmt::Display for Modality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::{EventType, QuadClass};

    #[test]
    fn names_parse_back_and_serialise_alike() {
        for t in EventType::ALL {
            assert_eq!(EventType::parse(t.as_str()), Some(t));
            assert_eq!(serde_json::to_string(&t).ok(), Some(format!("\"{t}\"")));
        }
    }

    #[test]
    fn quad_classes_hold_four_three_four_and_five_types() {
        let count = |quad| EventType::ALL.iter().filter(|t| t.quad() == quad).count();
        assert_eq!(count(QuadClass::VerbalCooperation), 4);
        assert_eq!(count(QuadClass::MaterialCooperation), 3);
        assert_eq!(count(QuadClass::VerbalConflict), 4);
        assert_eq!(count(QuadClass::MaterialConflict), 5);
    }
}
