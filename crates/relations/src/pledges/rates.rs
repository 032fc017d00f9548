//! How often pledges are followed through.

use super::{Pledge, Status};
use serde::Serialize;
use std::collections::BTreeMap;

/// Of what a rate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// Of everything.
    All,
    /// Of one who is bound.
    Pledger,
    /// Of one who is bound to another: the direction counts.
    Dyad,
    /// Of a policy field.
    Sector,
}

impl Scope {
    /// The word in lower case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Pledger => "pledger",
            Self::Dyad => "dyad",
            Self::Sector => "sector",
        }
    }
}

/// A rate of follow-through: the share of the decided pledges that were kept.
///
/// Decided are those kept, partly kept, broken, withdrawn and overdue. Those that are open or superseded are not counted.
/// One that is partly kept is decided and not kept: it lowers `kept` and raises `kept_or_partly`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rate {
    /// Of what.
    pub scope: Scope,
    /// Its name: a code, `RUS>PRK`, or a policy field; empty for all.
    pub name: String,
    /// Whether of threats, which are kept when they are carried out, or of all other pledges.
    pub threats: bool,
    /// How many pledges there are.
    pub n_pledges: u32,
    /// How many are decided.
    pub n_decided: u32,
    /// How many were kept.
    pub n_kept: u32,
    /// How many were kept in part.
    pub n_partly_kept: u32,
    /// The share kept of those decided, 0 to 1; none where none is decided.
    pub kept: Option<f64>,
    /// The interval that holds the share 95 times of 100 (Wilson 1927).
    pub interval: Option<(f64, f64)>,
    /// The share kept or partly kept of those decided.
    pub kept_or_partly: Option<f64>,
}

/// The rates of all, of each pledger, each directed dyad and each policy field; threats apart from other pledges.
#[must_use]
pub fn rates(pledges: &[Pledge]) -> Vec<Rate> {
    let mut groups: BTreeMap<(bool, Scope, String), Vec<Status>> = BTreeMap::new();
    for pledge in pledges {
        let mut add = |scope, name: String| {
            groups.entry((pledge.is_threat(), scope, name)).or_default().push(pledge.status);
        };
        add(Scope::All, String::new());
        for one in &pledge.by {
            add(Scope::Pledger, one.clone());
            pledge.to.iter().filter(|other| *other != one).for_each(|other| add(Scope::Dyad, format!("{one}>{other}")));
        }
        pledge.content.policy_sectors.iter().for_each(|sector| add(Scope::Sector, sector.clone()));
    }
    groups.into_iter().map(|((threats, scope, name), statuses)| rate(threats, scope, name, &statuses)).collect()
}

fn rate(threats: bool, scope: Scope, name: String, statuses: &[Status]) -> Rate {
    let count = |wanted: &[Status]| -> u32 {
        u32::try_from(statuses.iter().filter(|status| wanted.contains(status)).count()).unwrap_or(u32::MAX)
    };
    let (n_kept, n_partly_kept) = (count(&[Status::Kept]), count(&[Status::PartlyKept]));
    let n_decided = n_kept + n_partly_kept + count(&[Status::Broken, Status::Withdrawn, Status::Overdue]);
    let share = |n: u32| (n_decided > 0).then(|| f64::from(n) / f64::from(n_decided));
    Rate {
        scope,
        name,
        threats,
        n_pledges: u32::try_from(statuses.len()).unwrap_or(u32::MAX),
        n_decided,
        n_kept,
        n_partly_kept,
        kept: share(n_kept),
        interval: share(n_kept).map(|p| wilson(p, f64::from(n_decided))),
        kept_or_partly: share(n_kept + n_partly_kept),
    }
}

/// The normal quantile of a 95% interval.
const Z: f64 = 1.959_963_984_540_054;

/// The score interval of a share `p` of `n` (Wilson 1927).
fn wilson(p: f64, n: f64) -> (f64, f64) {
    let z2 = Z * Z;
    let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    ((centre - half).clamp(0.0, p), (centre + half).clamp(p, 1.0))
}

#[cfg(test)]
mod tests {
    use super::{Scope, rate, wilson};
    use crate::pledges::Status::{Broken, Kept, Open, Overdue, PartlyKept, Superseded, Withdrawn};

    #[test]
    fn only_what_is_decided_counts() {
        let check = |statuses: &[crate::pledges::Status], expected: (u32, u32, Option<f64>)| {
            let found = rate(false, Scope::All, String::new(), statuses);
            assert_eq!((found.n_decided, found.n_kept, found.kept), expected, "{statuses:?}");
        };
        check(&[Open, Superseded], (0, 0, None));
        check(&[Kept, Open], (1, 1, Some(1.0)));
        check(&[Kept, PartlyKept, Broken, Withdrawn, Overdue], (5, 1, Some(0.2)));
    }

    #[test]
    fn intervals_of_wilson() {
        // Newcombe (1998), table I: 81 of 263, 0 of 20.
        let (low, high) = wilson(81.0 / 263.0, 263.0);
        assert!((low - 0.2553).abs() < 1e-4 && (high - 0.3662).abs() < 1e-4, "{low} {high}");
        let (low, high) = wilson(0.0, 20.0);
        assert!(low.abs() < 1e-9 && (high - 0.1611).abs() < 1e-4, "{low} {high}");
    }
}
