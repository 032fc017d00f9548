//! Structural balance: is the friend of a friend a friend?

use super::chance::Chance;
use super::{Sign, Tie};
use serde::Serialize;
use std::collections::BTreeMap;

/// Orders of the signs that tell what chance would do.
const SHUFFLES: u32 = 499;

/// A triad whose signs do not agree.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Triad {
    /// Its ties, the one with the weakest proof of its sign first.
    pub ties: Vec<Tie>,
    /// Standard errors by which its weakest tie differs from 0: how sure the strain is.
    pub strain: f64,
}

impl Triad {
    /// Its states, by code.
    #[must_use]
    pub fn states(&self) -> Vec<&str> {
        let mut states: Vec<&str> = self.ties.iter().flat_map(|tie| [tie.a.as_str(), tie.b.as_str()]).collect();
        states.sort_unstable();
        states.dedup();
        states
    }
}

/// How far the signs of ties agree.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Balance {
    /// Clearly positive ties.
    pub n_positive: usize,
    /// Clearly negative ties.
    pub n_negative: usize,
    /// Triads whose three ties all have a clear sign.
    pub n_triads: usize,
    /// How many of them are balanced: none or two of the signs are negative.
    pub n_balanced: usize,
    /// Share balanced if the same signs lay on the same ties by chance.
    pub expected: Option<f64>,
    /// Standard deviation of that share by chance.
    pub deviation: Option<f64>,
    /// Triads that are not balanced, the surest first; at most [`Balance::SHOWN`].
    pub strained: Vec<Triad>,
}

impl Balance {
    /// How many strained triads are kept.
    pub const SHOWN: usize = 50;

    /// Share of triads that are balanced, if there are any.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        (self.n_triads > 0).then(|| self.n_balanced as f64 / self.n_triads as f64)
    }
}

/// Balance of the clearly signed ties (Cartwright & Harary 1956): a triad is balanced if the product of its signs is
/// positive. With `among`, the strained triads kept are those with one of these states.
#[must_use]
pub fn balance(ties: &[Tie], among: &[String]) -> Balance {
    let signed: Vec<&Tie> = ties.iter().filter(|tie| tie.sign != Sign::Unclear).collect();
    let triads = triads(&signed);
    let mut negative: Vec<bool> = signed.iter().map(|tie| tie.sign == Sign::Negative).collect();
    let n_negative = negative.iter().filter(|negative| **negative).count();
    let n_balanced = count_balanced(&triads, &negative);
    let mut strained: Vec<Triad> = triads
        .iter()
        .filter(|triad| !is_balanced(triad, &negative))
        .map(|triad| told(&signed, triad))
        .filter(|triad| among.is_empty() || triad.states().iter().any(|code| among.iter().any(|a| a == code)))
        .collect();
    strained.sort_by(|a, b| b.strain.total_cmp(&a.strain));
    strained.truncate(Balance::SHOWN);
    let by_chance = (!triads.is_empty()).then(|| shuffled(&triads, &mut negative));
    Balance {
        n_positive: signed.len() - n_negative,
        n_negative,
        n_triads: triads.len(),
        n_balanced,
        expected: by_chance.map(|(mean, _)| mean),
        deviation: by_chance.map(|(_, deviation)| deviation),
        strained,
    }
}

/// All triads, as places of their ties.
fn triads(ties: &[&Tie]) -> Vec<[usize; 3]> {
    let mut later: BTreeMap<&str, Vec<(&str, usize)>> = BTreeMap::new();
    let mut at: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (place, tie) in ties.iter().enumerate() {
        later.entry(&tie.a).or_default().push((&tie.b, place));
        at.insert((&tie.a, &tie.b), place);
    }
    let mut found = Vec::new();
    for ones in later.values() {
        for (place, (b, ab)) in ones.iter().enumerate() {
            for (c, ac) in &ones[place + 1..] {
                if let Some(bc) = at.get(&(*b.min(c), *b.max(c))) {
                    found.push([*ab, *ac, *bc]);
                }
            }
        }
    }
    found
}

fn is_balanced(triad: &[usize; 3], negative: &[bool]) -> bool {
    triad.iter().filter(|place| negative[**place]).count() % 2 == 0
}

fn count_balanced(triads: &[[usize; 3]], negative: &[bool]) -> usize {
    triads.iter().filter(|triad| is_balanced(triad, negative)).count()
}

/// Mean and standard deviation of the share that is balanced when the signs are dealt to the ties anew.
fn shuffled(triads: &[[usize; 3]], negative: &mut [bool]) -> (f64, f64) {
    let mut chance = Chance::new(1);
    let (mut sum, mut squares) = (0.0, 0.0);
    for _ in 0..SHUFFLES {
        chance.shuffle(negative);
        let share = count_balanced(triads, negative) as f64 / triads.len() as f64;
        sum += share;
        squares += share * share;
    }
    let n = f64::from(SHUFFLES);
    let mean = sum / n;
    (mean, (squares / n - mean * mean).max(0.0).sqrt())
}

fn told(ties: &[&Tie], triad: &[usize; 3]) -> Triad {
    let mut ties: Vec<Tie> = triad.iter().map(|place| ties[*place].clone()).collect();
    ties.sort_by(|a, b| a.strength().total_cmp(&b.strength()));
    Triad { strain: ties.first().map_or(0.0, Tie::strength), ties }
}

#[cfg(test)]
mod tests {
    use super::balance;
    use crate::alignment::tests::tied;

    fn check(lines: &str, n_triads: usize, n_balanced: usize, strained: &str) {
        let found = balance(&tied(lines), &[]);
        assert_eq!((found.n_triads, found.n_balanced), (n_triads, n_balanced), "{lines}");
        let states: Vec<String> = found.strained.iter().map(|triad| triad.states().join("-")).collect();
        assert_eq!(states.join(" "), strained, "{lines}");
    }

    #[test]
    fn a_product_of_signs_tells_balance() {
        check("AAA BBB 90 300; BBB CCC 90 300; AAA CCC 90 300", 1, 1, "");
        check("AAA BBB 90 300; BBB CCC 90 -300; AAA CCC 90 -300", 1, 1, "");
        check("AAA BBB 90 300; BBB CCC 90 300; AAA CCC 90 -300", 1, 0, "AAA-BBB-CCC");
        check("AAA BBB 90 -300; BBB CCC 90 -300; AAA CCC 90 -300", 1, 0, "AAA-BBB-CCC");
        check("AAA BBB 90 300; BBB CCC 90 300; AAA CCC 2 -1", 0, 0, "");
        check("", 0, 0, "");
    }

    #[test]
    fn the_weakest_tie_goes_first() {
        let found = balance(&tied("AAA BBB 900 3000; BBB CCC 900 3000; AAA CCC 50 -200; AAA DDD 90 300"), &[]);
        let weakest = &found.strained[0].ties[0];
        assert_eq!((weakest.a.as_str(), weakest.b.as_str()), ("AAA", "CCC"));
        assert_eq!(balance(&tied("AAA BBB 90 300; BBB CCC 90 300; AAA CCC 90 -300"), &["ZZZ".to_owned()]).strained, []);
    }

    #[test]
    fn chance_is_told() {
        // Of three signs one is negative: whoever bears it, the triad is strained.
        let found = balance(&tied("AAA BBB 90 300; BBB CCC 90 300; AAA CCC 90 -300"), &[]);
        assert_eq!((found.expected, found.deviation), (Some(0.0), Some(0.0)));
        assert_eq!(balance(&[], &[]).expected, None);
    }
}
