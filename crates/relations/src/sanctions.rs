//! Constraints: which measures of the UN Security Council an act or a pledge would touch.
//!
//! It says "touches", never "violates": caps, exemptions and lists of names decide that, and a person reads them.

use crate::proof::{Proof, day_of};
use crate::table::{self, BadTable};
use crate::words::{self, Phrase};
use serde::Serialize;
use std::collections::BTreeSet;
use westphalia_model::{Actor, Date, Event, EventType, Modality, QuadClass};

const SHIPPED: &str = include_str!("../../../data/relations/sanctions.tsv");

/// Which way the barred goods would go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Flow {
    /// To the target.
    To,
    /// From the target.
    From,
    /// Either way.
    Both,
}

/// A measure: what a paragraph of a resolution bars, and while which days.
#[derive(Clone, Debug, Serialize)]
pub struct Measure {
    /// The regime, such as `UN-PRK`.
    pub regime: String,
    /// Number and year of the resolution.
    pub resolution: String,
    /// Its paragraph; empty where it is not known for sure.
    pub paragraph: String,
    /// ISO alpha-3 of the state, or code of the group.
    pub target: String,
    /// Which way.
    pub flow: Flow,
    /// What is barred: `arms`, `fuel`, ...
    pub kind: String,
    /// First day of effect.
    pub from: Date,
    /// The day on which it ended, which no longer counts; none while in force.
    pub until: Option<Date>,
    /// What the paragraph bars, in our words.
    pub summary: String,
    /// Where the row is from.
    pub source: String,
    #[serde(skip)]
    sectors: Vec<String>,
    #[serde(skip)]
    types: Vec<EventType>,
    #[serde(skip)]
    goods: Vec<Phrase>,
}

/// A measure that an event would touch.
#[derive(Clone, Debug, Serialize)]
pub struct Touch {
    /// The measure.
    pub measure: Measure,
    /// Who would give.
    pub giver: String,
    /// Who would get.
    pub taker: String,
    /// The words of the event that point to the measure.
    pub words: Vec<String>,
    /// Whether it is only alleged: the content of an accusation.
    pub alleged: bool,
    /// The event.
    pub proof: Proof,
}

impl Touch {
    /// `resolution 2397 (2017), paragraph 5`
    #[must_use]
    pub fn place(&self) -> String {
        let Measure { resolution, paragraph, .. } = &self.measure;
        match paragraph.as_str() {
            "" => format!("resolution {resolution}"),
            paragraph => format!("resolution {resolution}, paragraph {paragraph}"),
        }
    }
}

/// Kinds that bind listed persons only: every visit would stand near them.
const PERSONAL: [&str; 2] = ["assets", "travel"];

/// Measures of an event are told up to so many: the ones that most words point to.
const MOST: usize = 2;

/// How words begin that say that the doer gets and does not give.
const BUYING: [&str; 7] = ["buy", "bought", "purchas", "procur", "import", "receiv", "acquir"];

/// All measures.
#[derive(Clone, Debug)]
pub struct Measures(Vec<Measure>);

/// What would go from one to another.
struct Transfer<'a> {
    giver: &'a str,
    taker: &'a str,
    alleged: bool,
}

impl Transfer<'_> {
    /// The other way.
    fn turned(self) -> Self {
        Self { giver: self.taker, taker: self.giver, alleged: self.alleged }
    }
}

impl Measures {
    /// The measures that ship with the program: `data/relations/sanctions.tsv`.
    ///
    /// # Errors
    ///
    /// If the shipped table is damaged.
    pub fn shipped() -> Result<Self, BadTable> {
        Self::parse(SHIPPED)
    }

    /// The measures of a table.
    ///
    /// # Errors
    ///
    /// If a cell is not what its column holds: which, and in which line.
    pub fn parse(text: &str) -> Result<Self, BadTable> {
        let columns = [
            "regime",
            "resolution",
            "paragraph",
            "target",
            "flow",
            "kind",
            "sectors",
            "types",
            "goods",
            "from",
            "until",
            "summary",
            "source",
        ];
        table::rows("sanctions.tsv", text, columns, |cells| {
            let [
                regime,
                resolution,
                paragraph,
                target,
                flow,
                kind,
                sectors,
                types,
                goods,
                from,
                until,
                summary,
                source,
            ] = cells.map(str::to_owned);
            let list =
                |cell: &str| cell.split('|').filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>();
            Ok(Measure {
                regime,
                resolution,
                paragraph,
                target,
                flow: match flow.as_str() {
                    "to" => Flow::To,
                    "from" => Flow::From,
                    "both" => Flow::Both,
                    _ => return Err("`to`, `from` or `both`"),
                },
                kind,
                sectors: list(&sectors),
                types: list(&types)
                    .iter()
                    .map(|t| EventType::parse(t))
                    .collect::<Option<_>>()
                    .ok_or("types of PLOVER")?,
                goods: list(&goods).iter().map(|phrase| Phrase::new(phrase)).collect(),
                from: from.parse().map_err(|_| "a day")?,
                until: if until.is_empty() { None } else { Some(until.parse().map_err(|_| "a day or nothing")?) },
                summary,
                source,
            })
        })
        .map(Self)
    }

    /// The measures on a target that are in force on a day, or ever were.
    pub fn on<'a>(&'a self, target: &'a str, day: Option<Date>) -> impl Iterator<Item = &'a Measure> {
        self.0.iter().filter(move |m| m.target == target && day.is_none_or(|day| m.holds(day)))
    }

    /// The measures that an event would touch, those that most words point to first; each paragraph once.
    #[must_use]
    pub fn touched(&self, event: &Event) -> Vec<Touch> {
        let Some(day) = day_of(event) else { return Vec::new() };
        let text = event.content.as_ref().map_or(&event.sentence_text, |content| &content.text);
        let told = words::without_names(text);
        let mut found: Vec<Touch> = Vec::new();
        let is_bought = told.iter().any(|word| BUYING.iter().any(|begin| word.starts_with(begin)));
        for transfer in transfers(event).into_iter().map(|t| if is_bought { t.turned() } else { t }) {
            for measure in self.0.iter().filter(|m| m.bars(&transfer, event) && m.holds(day)) {
                let words: BTreeSet<String> = measure.goods.iter().filter_map(|goods| goods.find(&told)).collect();
                let same =
                    |t: &Touch| t.measure.resolution == measure.resolution && t.measure.paragraph == measure.paragraph;
                if !words.is_empty() && !found.iter().any(same) {
                    found.push(Touch {
                        measure: measure.clone(),
                        giver: transfer.giver.to_owned(),
                        taker: transfer.taker.to_owned(),
                        words: words.into_iter().collect(),
                        alleged: transfer.alleged,
                        proof: Proof::of(event),
                    });
                }
            }
        }
        let in_sector =
            |touch: &Touch| event.policy_sectors.iter().any(|sector| touch.measure.sectors.contains(sector));
        let length = |touch: &Touch| touch.words.iter().map(String::len).sum::<usize>();
        found.sort_by_key(|touch| std::cmp::Reverse((in_sector(touch), touch.words.len(), length(touch))));
        found.truncate(MOST);
        found
    }
}

impl Measure {
    /// Whether it is in force on a day.
    #[must_use]
    pub fn holds(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }

    /// Whether it bars acts of that kind between the two.
    fn bars(&self, transfer: &Transfer, event: &Event) -> bool {
        let fits = match self.flow {
            Flow::To => self.target == transfer.taker,
            Flow::From => self.target == transfer.giver,
            Flow::Both => self.target == transfer.taker || self.target == transfer.giver,
        };
        let typed =
            self.types.is_empty() || transfer.alleged || event.event_type.is_some_and(|t| self.types.contains(&t));
        fits && typed && !PERSONAL.contains(&self.kind.as_str())
    }
}

/// What an event tells or promises to go from one side to another.
fn transfers(event: &Event) -> Vec<Transfer<'_>> {
    let mut found = Vec::new();
    if event.modality == Modality::Negated {
        return found;
    }
    if matches!(event.quad_class, QuadClass::VerbalCooperation | QuadClass::MaterialCooperation) {
        let takers = if event.symmetric || event.recipients.is_empty() { &event.actors } else { &event.recipients };
        join(&event.actors, takers, false, &mut found);
    }
    if let Some(content) = event.content.as_ref()
        && event.event_type == Some(EventType::Accuse)
    {
        join(&content.actors, &content.recipients, true, &mut found);
    }
    found
}

/// Each of the givers and each of the takers.
fn join<'a>(givers: &'a [Actor], takers: &'a [Actor], alleged: bool, found: &mut Vec<Transfer<'a>>) {
    for giver in givers.iter().map(Actor::side).filter(|side| !side.is_empty()) {
        for taker in takers.iter().map(Actor::side).filter(|side| !side.is_empty() && *side != giver) {
            found.push(Transfer { giver, taker, alleged });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Measures;
    use crate::sample::event;

    fn check(line: &str, expected: &[&str]) {
        let measures = Measures::shipped().expect("the shipped table");
        let found: Vec<String> = measures.touched(&event(line)).iter().map(|touch| touch.place()).collect();
        for place in expected {
            assert!(found.iter().any(|f| f == place), "{line}: expected {place}, found {found:?}");
        }
        assert_eq!(expected.is_empty(), found.is_empty(), "{line}: found {found:?}");
    }

    #[test]
    fn acts_and_pledges_touch_measures() {
        check("2024-06-19 RUS>PRK AGREE: to supply refined petroleum", &["resolution 2397 (2017), paragraph 5"]);
        check("2016-06-19 RUS>PRK AGREE: to supply refined petroleum", &[]);
        check("2023-09-13 PRK>RUS AID: artillery shells and rifles", &["resolution 1874 (2009), paragraph 9"]);
        check("2023-09-13 RUS>PRK CONSULT/visit: a visit to Pyongyang", &[]);
        check("2023-09-13 RUS>PRK AGREE: to hold a friendly football match", &[]);
        check("2024-06-19 RUS>KOR AGREE: to supply refined petroleum", &[]);
        check("2024-06-19 RUS>PRK AGREE: to buy artillery shells", &["resolution 1874 (2009), paragraph 9"]);
        check("2024-06-19 RUS>PRK AGREE: to honour the Workers' Party", &[]);
        check("2024-06-19 RUS>PRK SANCTION: supplies of refined petroleum", &[]);
        check("2012-06-19 RUS>SYR AGREE: to supply tanks", &[]);
    }

    #[test]
    fn measures_hold_from_their_first_day_to_before_their_last() {
        let measures = Measures::shipped().expect("the shipped table");
        for measure in measures.0 {
            assert!(measure.holds(measure.from), "{}", measure.summary);
            assert!(!measure.until.is_some_and(|until| measure.holds(until)), "{}", measure.summary);
            assert!(!measure.goods.is_empty() || measure.kind == "trade", "{} {}", measure.regime, measure.summary);
        }
    }
}
