//! The rungs of a formal relation, and the steps between them.

use serde::{Deserialize, Serialize};

/// A change of the formal level of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// The two have no diplomatic relations.
    None,
    /// One recognises the other as a state.
    Recognition,
    /// Diplomatic relations are established or restored.
    Ties,
    /// They are kept, or begun, at the level of a chargé d'affaires.
    Charge,
    /// Ambassadors are named, sent or sent back.
    Ambassadors,
    /// A partnership is declared or signed.
    Partnership,
    /// A strategic partnership is.
    StrategicPartnership,
    /// A comprehensive strategic partnership is.
    ComprehensiveStrategicPartnership,
    /// A treaty with a defence clause is signed.
    Alliance,
    /// Such a treaty ends.
    AllianceEnd,
    /// One recalls its ambassador.
    Recall,
    /// One expels the other's ambassador, or lowers the level.
    Downgrade,
    /// Diplomatic relations are broken off.
    Rupture,
    /// The armed forces of the two fight in more than an incident.
    War,
    /// A ceasefire that ends a war, or a peace treaty.
    Peace,
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 15] = [
        Self::None,
        Self::Recognition,
        Self::Ties,
        Self::Charge,
        Self::Ambassadors,
        Self::Partnership,
        Self::StrategicPartnership,
        Self::ComprehensiveStrategicPartnership,
        Self::Alliance,
        Self::AllianceEnd,
        Self::Recall,
        Self::Downgrade,
        Self::Rupture,
        Self::War,
        Self::Peace,
    ];

    /// Its name, as tables and JSON write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Recognition => "recognition",
            Self::Ties => "ties",
            Self::Charge => "charge",
            Self::Ambassadors => "ambassadors",
            Self::Partnership => "partnership",
            Self::StrategicPartnership => "strategic-partnership",
            Self::ComprehensiveStrategicPartnership => "comprehensive-strategic-partnership",
            Self::Alliance => "alliance",
            Self::AllianceEnd => "alliance-end",
            Self::Recall => "recall",
            Self::Downgrade => "downgrade",
            Self::Rupture => "rupture",
            Self::War => "war",
            Self::Peace => "peace",
        }
    }

    /// The step of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == name)
    }
}

/// How the two stand, from the lowest rung to the highest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rung {
    /// At war.
    War,
    /// Relations are broken off.
    Ruptured,
    /// No relations.
    None,
    /// One recognises the other.
    Recognition,
    /// Relations below ambassadors: a chargé d'affaires, an interests section.
    Charge,
    /// An ambassador has been called home.
    Recalled,
    /// Diplomatic relations.
    Ties,
    /// With ambassadors in place.
    Ambassadors,
    /// A partnership.
    Partnership,
    /// A strategic partnership.
    StrategicPartnership,
    /// A comprehensive strategic partnership.
    ComprehensiveStrategicPartnership,
    /// An alliance with a defence clause.
    Alliance,
}

impl Rung {
    /// What it is, for people.
    #[must_use]
    pub fn gloss(self) -> &'static str {
        match self {
            Self::War => "at war",
            Self::Ruptured => "relations broken off",
            Self::None => "no relations",
            Self::Recognition => "recognition",
            Self::Charge => "relations below ambassadors",
            Self::Recalled => "an ambassador called home",
            Self::Ties => "diplomatic relations",
            Self::Ambassadors => "relations with ambassadors",
            Self::Partnership => "partnership",
            Self::StrategicPartnership => "strategic partnership",
            Self::ComprehensiveStrategicPartnership => "comprehensive strategic partnership",
            Self::Alliance => "alliance with a defence clause",
        }
    }
}

/// What is in force between the two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State {
    war: bool,
    /// Peace was made, and kept since.
    peace: bool,
    /// Diplomatic relations; `None` where nothing is known of them.
    ties: Option<Rung>,
    partnership: Option<Rung>,
    allied: bool,
}

impl State {
    /// The rung that the state amounts to, if anything is known.
    #[must_use]
    pub fn rung(&self) -> Option<Rung> {
        match self.ties {
            _ if self.war => Some(Rung::War),
            Some(low) if low < Rung::Ties => Some(low),
            _ if self.allied => Some(Rung::Alliance),
            ties => self.partnership.or(ties),
        }
    }

    /// The state after a step, or `None` if the step changes nothing.
    #[must_use]
    pub fn after(self, step: Step) -> Option<Self> {
        let mut next = self;
        let ties_at_least = |rung: Rung| Some(self.ties.filter(|ties| *ties > rung).unwrap_or(rung));
        match step {
            Step::None if self.ties.is_none() => next.ties = Some(Rung::None),
            Step::None => {}
            Step::Recognition => next.ties = ties_at_least(Rung::Recognition),
            Step::Ties => next.ties = ties_at_least(Rung::Ties),
            Step::Charge => next.ties = Some(Rung::Charge),
            Step::Ambassadors => next.ties = Some(Rung::Ambassadors),
            Step::Partnership => next.partnership = self.partnership.max(Some(Rung::Partnership)),
            Step::StrategicPartnership => next.partnership = self.partnership.max(Some(Rung::StrategicPartnership)),
            Step::ComprehensiveStrategicPartnership => {
                next.partnership = Some(Rung::ComprehensiveStrategicPartnership);
            }
            Step::Alliance => next.allied = true,
            Step::AllianceEnd => next.allied = false,
            Step::Recall if self.ties.is_none_or(|ties| ties >= Rung::Ties) => next.ties = Some(Rung::Recalled),
            Step::Recall => {}
            Step::Downgrade if self.ties.is_none_or(|ties| ties > Rung::Charge) => next.ties = Some(Rung::Charge),
            Step::Downgrade => {}
            Step::Rupture if self.ties != Some(Rung::None) => {
                next = Self { war: self.war, ties: Some(Rung::Ruptured), ..Self::default() };
            }
            Step::Rupture => {}
            Step::War => (next.war, next.peace) = (true, false),
            Step::Peace => (next.war, next.peace) = (false, true),
        }
        (next != self).then_some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::{Rung, State, Step};

    fn check(steps: &str, expected: Option<Rung>) {
        let mut state = State::default();
        for step in steps.split_whitespace() {
            state = state.after(Step::parse(step).expect(step)).unwrap_or(state);
        }
        assert_eq!(state.rung(), expected, "{steps}");
    }

    #[test]
    fn steps_lead_to_rungs() {
        check("", None);
        check("none", Some(Rung::None));
        check("none ties", Some(Rung::Ties));
        check("ties ambassadors recall", Some(Rung::Recalled));
        check("ties recall ambassadors", Some(Rung::Ambassadors));
        check("ambassadors ties", Some(Rung::Ambassadors));
        check("ties strategic-partnership partnership", Some(Rung::StrategicPartnership));
        check("ties strategic-partnership alliance alliance-end", Some(Rung::StrategicPartnership));
        check("alliance rupture", Some(Rung::Ruptured));
        check("rupture ties", Some(Rung::Ties));
        check("none war", Some(Rung::War));
        check("none war peace", Some(Rung::None));
        check("none rupture", Some(Rung::None));
        check("charge ambassadors downgrade", Some(Rung::Charge));
        check("partnership recall", Some(Rung::Recalled));
    }

    #[test]
    fn names_are_read_back() {
        for step in Step::ALL {
            assert_eq!(Step::parse(step.as_str()), Some(step));
        }
    }
}
