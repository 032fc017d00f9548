//! What is known of formal relations apart from events: ties and pacts, with their sources.

use super::step::Step;
use crate::table::{self, BadTable};
use jiff::ToSpan;
use std::collections::BTreeMap;
use westphalia_atlas::Atlas;
use westphalia_model::{Date, DatePrecision, Dyad};

const TIES: &str = include_str!("../../../../data/relations/ties.tsv");
const PACTS: &str = include_str!("../../../../data/relations/pacts.tsv");

/// Days within which something was so: all days of a month or a year where no more is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct When {
    /// First day on which it can have been.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// How exact that is.
    pub precision: DatePrecision,
}

impl When {
    /// A day, month or year as `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let parts = text.split('-').count();
        let (start, precision) = match parts {
            1 => (format!("{text}-01-01"), DatePrecision::Year),
            2 => (format!("{text}-01"), DatePrecision::Month),
            _ => (text.to_owned(), DatePrecision::Day),
        };
        let start: Date = start.parse().ok()?;
        let end = match precision {
            DatePrecision::Year => start.last_of_year(),
            DatePrecision::Month => start.last_of_month(),
            _ => start,
        };
        Some(Self { start, end, precision })
    }

    /// Whether two of them lie within so many days of each other.
    #[must_use]
    pub fn near(self, other: Self, days: i32) -> bool {
        let later = |date: Date| date.checked_add(days.days()).unwrap_or(Date::MAX);
        self.start <= later(other.end) && other.start <= later(self.end)
    }

    /// The more exact of the two; of two as exact, the earlier.
    #[must_use]
    pub fn sharper(self, other: Self) -> Self {
        let span = |when: Self| (when.end - when.start).get_days().abs() + 31 * (when.end - when.start).get_months();
        let key = |when: Self| (when.precision == DatePrecision::Year, span(when), when.start);
        if key(other) < key(self) { other } else { self }
    }
}

/// A dated step that is known apart from events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// When.
    pub when: When,
    /// What changed.
    pub step: Step,
    /// The code of the side that acted, or empty.
    pub by: String,
    /// The treaty or event.
    pub what: String,
    /// Who says so.
    pub source: String,
}

/// A membership in a pact with a defence clause.
#[derive(Clone, Debug)]
struct Member {
    pact: String,
    from: When,
    until: Option<When>,
    source: String,
}

/// All facts on formal relations.
#[derive(Clone, Debug, Default)]
pub struct Ties {
    steps: BTreeMap<Dyad, Vec<Fact>>,
    members: BTreeMap<String, Vec<Member>>,
}

/// Steps in which `a` acts on `b`.
const DIRECTED: [Step; 4] = [Step::Recognition, Step::Recall, Step::Downgrade, Step::Rupture];

impl Ties {
    /// The facts that ship with the program: `data/relations/ties.tsv` and `pacts.tsv`.
    ///
    /// # Errors
    ///
    /// If a shipped table is damaged.
    pub fn shipped() -> Result<Self, BadTable> {
        Self::parse(TIES, PACTS)
    }

    /// The facts of two tables.
    ///
    /// # Errors
    ///
    /// If a cell is not what its column holds: which, and in which line.
    pub fn parse(ties: &str, pacts: &str) -> Result<Self, BadTable> {
        let mut all = Self::default();
        let columns = ["a", "b", "step", "date", "precision", "what", "source"];
        table::rows("ties.tsv", ties, columns, |[a, b, step, date, _, what, source]| {
            let dyad = Dyad::of(a, b).ok_or("two different codes")?;
            let step = Step::parse(step).ok_or("a step")?;
            let by = if DIRECTED.contains(&step) { a.to_owned() } else { String::new() };
            let when = When::parse(date).ok_or("a day, month or year")?;
            let fact = Fact { when, step, by, what: what.to_owned(), source: source.to_owned() };
            all.steps.entry(dyad).or_default().push(fact);
            Ok(())
        })?;
        table::rows(
            "pacts.tsv",
            pacts,
            ["pact", "iso3", "from", "until", "source"],
            |[pact, iso3, from, until, source]| {
                let from = When::parse(from).ok_or("a day, month or year")?;
                let until = match until {
                    "" => None,
                    until => Some(When::parse(until).ok_or("a day, month or year")?),
                };
                let member = Member { pact: pact.to_owned(), from, until, source: source.to_owned() };
                all.members.entry(iso3.to_owned()).or_default().push(member);
                Ok(())
            },
        )?;
        Ok(all)
    }

    /// What is known of a dyad, by day, or of several that are one: of two states, and of those that they continue.
    /// Alliances that overlap are one, from the first's beginning to the last's end.
    #[must_use]
    pub fn of(&self, dyads: &[Dyad]) -> Vec<Fact> {
        let known = dyads.iter().filter_map(|dyad| self.steps.get(dyad)).flatten().cloned();
        let is_alliance = |fact: &Fact| matches!(fact.step, Step::Alliance | Step::AllianceEnd);
        let (mut changes, mut facts): (Vec<Fact>, Vec<Fact>) = known.partition(is_alliance);
        changes.extend(dyads.iter().flat_map(|dyad| self.pacts(dyad)));
        changes.sort_by_key(|fact| fact.when.start);
        let mut n_in_force = 0_i32;
        for fact in changes {
            n_in_force += if fact.step == Step::Alliance { 1 } else { -1 };
            let turns = if fact.step == Step::Alliance { n_in_force == 1 } else { n_in_force == 0 };
            n_in_force = n_in_force.max(0);
            if turns {
                facts.push(fact);
            }
        }
        facts.sort_by_key(|fact| (fact.when, fact.step));
        facts
    }

    /// The beginnings and ends of pacts that bind both.
    fn pacts(&self, dyad: &Dyad) -> Vec<Fact> {
        let of = |code: &str| self.members.get(code).map_or(&[][..], Vec::as_slice);
        let mut found = Vec::new();
        for one in of(&dyad.a) {
            for other in of(&dyad.b).iter().filter(|other| other.pact == one.pact) {
                let from = one.from.max(other.from);
                let until = [one.until, other.until].into_iter().flatten().min();
                if until.is_some_and(|until| until < from) {
                    continue;
                }
                let fact = |when, step| Fact {
                    when,
                    step,
                    by: String::new(),
                    what: one.pact.clone(),
                    source: one.source.clone(),
                };
                found.push(fact(from, Step::Alliance));
                found.extend(until.map(|until| fact(until, Step::AllianceEnd)));
            }
        }
        found
    }
}

/// The dyad, and those of the states that the two continue: Russia and North Korea, the Soviet Union and North Korea.
#[must_use]
pub fn lineage(dyad: &Dyad) -> Vec<Dyad> {
    let atlas = Atlas::embedded();
    let line = |code: &str| {
        let mut codes = vec![code.to_owned()];
        let mut state = atlas.country_id(code);
        while let Some(before) = state.and_then(|id| atlas.country(id).continues) {
            codes.push(atlas.country(before).iso3.to_string());
            state = Some(before);
        }
        codes
    };
    let (ones, others) = (line(&dyad.a), line(&dyad.b));
    ones.iter().flat_map(|one| others.iter().filter_map(|other| Dyad::of(one, other))).collect()
}

#[cfg(test)]
mod tests {
    use super::{Ties, When};
    use westphalia_model::Dyad;

    const TIES: &str = "a\tb\tstep\tdate\tprecision\twhat\tsource\n\
        AAA\tBBB\tnone\t1990\tyear\tboth exist\tx\n\
        BBB\tAAA\trecall\t1995-03-04\tday\tthe envoy\tx\n\
        AAA\tBBB\talliance\t2000-05\tmonth\tpact of two\tx\n\
        AAA\tBBB\talliance-end\t2010-01-01\tday\tpact of two\tx\n";
    const PACTS: &str = "pact\tiso3\tfrom\tuntil\tsource\n\
        BLOC\tAAA\t2005-01-01\t\tx\nBLOC\tBBB\t2006-01-01\t2012-06-30\tx\nBLOC\tCCC\t2013\t\tx\n";

    fn check(a: &str, b: &str, expected: &str) {
        let ties = Ties::parse(TIES, PACTS).expect("good tables");
        let facts = ties.of(&[Dyad::of(a, b).expect("two codes")]);
        let found: Vec<String> =
            facts.iter().map(|f| format!("{} {}{}", f.when.start, f.step.as_str(), f.by)).collect();
        assert_eq!(found.join(", "), expected);
    }

    #[test]
    fn facts_of_a_dyad() {
        check("BBB", "AAA", "1990-01-01 none, 1995-03-04 recallBBB, 2000-05-01 alliance, 2012-06-30 alliance-end");
        check("AAA", "CCC", "2013-01-01 alliance");
        check("BBB", "CCC", "");
    }

    #[test]
    fn the_shipped_tables_are_whole() {
        Ties::shipped().expect("the shipped tables");
    }

    #[test]
    fn days_months_and_years() {
        let when = |text| When::parse(text).expect(text);
        assert!(when("2015").near(when("2015-07-20"), 0));
        assert!(when("2015-07").near(when("2015-08-20"), 31));
        assert!(!when("2015-07").near(when("2015-09-20"), 31));
        assert_eq!(when("2015").sharper(when("2015-07-20")), when("2015-07-20"));
        assert_eq!(when("2015-07-21").sharper(when("2015-07-20")), when("2015-07-20"));
        assert_eq!(When::parse("2015-13"), None);
        assert_eq!(When::parse("soon"), None);
    }
}
