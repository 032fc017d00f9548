//! Company: how alike two states deal with third ones.

use super::Tie;
use super::ties::SIDE;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Fewer shared partners say nothing.
pub const FEWEST_SHARED: usize = 5;

/// How alike two states deal with third ones.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Company {
    /// The first code, in the order of the alphabet.
    pub a: String,
    /// The second code.
    pub b: String,
    /// Likeness of their profiles: 0 where they share no special partner or opponent, 1 where they deal with all alike.
    pub likeness: f64,
    /// Standard error of `likeness`.
    pub error: f64,
    /// Lower end of the interval that holds it in 95 of 100 cases.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// How many third states both deal with.
    pub n_shared: u32,
}

/// With whom a state has more to do than its size and theirs let expect: partner and channel, and by how much.
type Profile<'a> = BTreeMap<(&'a str, Channel), f64>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Channel {
    Cooperation,
    Conflict,
}

/// How alike each two states deal with third ones, for all pairs with enough shared partners, by code.
///
/// The profile of a state has for each other one, apart for cooperation and for conflict, `ln((n+½)/(e+½))` where that is
/// positive: `n` events of that kind, `e` expected from the totals of both (positive pointwise mutual information, as
/// for words and contexts: Bullinaria & Levy 2007). Likeness is the cosine of two profiles, leaving the two states
/// themselves out; its interval comes from leaving out one third state at a time (jackknife: Efron & Stein 1981).
#[must_use]
pub fn company(ties: &[Tie]) -> Vec<Company> {
    let partners = partners(ties);
    let mut profiles: BTreeMap<&str, Profile> = BTreeMap::new();
    add(ties, Channel::Cooperation, |tie| tie.n_cooperation, &mut profiles);
    add(ties, Channel::Conflict, |tie| tie.n_conflict, &mut profiles);
    let codes: Vec<&str> = partners.keys().copied().collect();
    let mut found = Vec::new();
    for (place, a) in codes.iter().enumerate() {
        for b in &codes[place + 1..] {
            let n_shared = partners[a].intersection(&partners[b]).count();
            if n_shared < FEWEST_SHARED {
                continue;
            }
            if let (Some(one), Some(other)) = (profiles.get(a), profiles.get(b)) {
                let (likeness, error) = likeness((a, one), (b, other));
                found.push(Company {
                    a: (*a).to_owned(),
                    b: (*b).to_owned(),
                    likeness,
                    error,
                    low: (likeness - SIDE * error).max(0.0),
                    high: (likeness + SIDE * error).min(1.0),
                    n_shared: n_shared as u32,
                });
            }
        }
    }
    found
}

/// With whom each state deals at all.
fn partners(ties: &[Tie]) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut partners: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for tie in ties {
        partners.entry(&tie.a).or_default().insert(&tie.b);
        partners.entry(&tie.b).or_default().insert(&tie.a);
    }
    partners
}

/// Adds one channel to the profiles.
fn add<'a>(ties: &'a [Tie], channel: Channel, count: fn(&Tie) -> u32, profiles: &mut BTreeMap<&'a str, Profile<'a>>) {
    let mut totals: BTreeMap<&str, f64> = BTreeMap::new();
    for tie in ties {
        *totals.entry(&tie.a).or_default() += f64::from(count(tie));
        *totals.entry(&tie.b).or_default() += f64::from(count(tie));
    }
    let all: f64 = totals.values().sum();
    for tie in ties.iter().filter(|tie| count(tie) > 0) {
        let expected = totals[tie.a.as_str()] * totals[tie.b.as_str()] / all;
        let more = ((f64::from(count(tie)) + 0.5) / (expected + 0.5)).ln();
        if more > 0.0 {
            profiles.entry(&tie.a).or_default().insert((&tie.b, channel), more);
            profiles.entry(&tie.b).or_default().insert((&tie.a, channel), more);
        }
    }
}

/// Cosine of two profiles over third states, and its standard error.
fn likeness((a, one): (&str, &Profile), (b, other): (&str, &Profile)) -> (f64, f64) {
    // For each third state: product, and squares of either.
    let mut thirds: BTreeMap<&str, [f64; 3]> = BTreeMap::new();
    for ((partner, channel), x) in one.iter().filter(|((partner, _), _)| *partner != b) {
        let third = thirds.entry(partner).or_default();
        third[0] += x * other.get(&(*partner, *channel)).copied().unwrap_or(0.0);
        third[1] += x * x;
    }
    for ((partner, _), y) in other.iter().filter(|((partner, _), _)| *partner != a) {
        thirds.entry(partner).or_default()[2] += y * y;
    }
    let sums = thirds.values().fold([0.0; 3], |s, t| [s[0] + t[0], s[1] + t[1], s[2] + t[2]]);
    let whole = cosine(sums);
    let n = thirds.len() as f64;
    let without: Vec<f64> = thirds.values().map(|t| cosine([sums[0] - t[0], sums[1] - t[1], sums[2] - t[2]])).collect();
    let middle = without.iter().sum::<f64>() / n.max(1.0);
    let variance = without.iter().map(|x| (x - middle).powi(2)).sum::<f64>() * (n - 1.0) / n.max(1.0);
    (whole, variance.max(0.0).sqrt())
}

fn cosine([product, one, other]: [f64; 3]) -> f64 {
    // What is left of subtracting may be a hair below 0.
    if one > 1e-12 && other > 1e-12 { (product / (one * other).sqrt()).clamp(0.0, 1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::company;
    use crate::alignment::tests::tied;

    #[test]
    fn states_with_the_same_friends_and_opponents_are_alike() {
        // A and B deal with V to Z alike and never with each other; C deals with others.
        let mut lines = String::new();
        for third in ["VVV", "WWW", "XXX"] {
            lines += &format!("AAA {third} 30 90; BBB {third} 20 60; CCC {third} 1 1; ");
        }
        for third in ["YYY", "ZZZ"] {
            lines += &format!("AAA {third} 20 -90; BBB {third} 30 -60; CCC {third} 40 160; ");
        }
        let found = company(&tied(&lines));
        let of = |a: &str, b: &str| found.iter().find(|c| c.a == a && c.b == b).expect("enough shared").clone();
        let (alike, unlike) = (of("AAA", "BBB"), of("AAA", "CCC"));
        assert!(alike.likeness > 0.8 && unlike.likeness < 0.1, "{alike:?} {unlike:?}");
        assert_eq!(alike.n_shared, 5);
        assert!(alike.low <= alike.likeness && alike.likeness <= alike.high);
    }

    #[test]
    fn few_shared_partners_say_nothing() {
        assert_eq!(company(&tied("AAA ZZZ 30 90; BBB ZZZ 30 90")), []);
        assert_eq!(company(&[]), []);
    }
}
