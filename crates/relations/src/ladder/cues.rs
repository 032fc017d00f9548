//! Which words of an event tell of a step.

use super::step::Step;
use crate::table::{self, BadTable};
use westphalia_model::{By, Event, EventType, Modality};

/// The table as it is shipped.
const SHIPPED: &str = include_str!("../../../../data/relations/steps.tsv");

/// A row of `steps.tsv`: an event of one of the types, told as done, with a word of each group near the others.
#[derive(Clone, Debug)]
struct Cue {
    step: Step,
    types: Vec<EventType>,
    /// Whether both must act together.
    both: bool,
    told: Told,
    /// Groups of words, of each of which one must stand there; `sign*` stands for every word that begins so.
    groups: Vec<Vec<String>>,
    /// Words that must not stand near.
    without: Vec<String>,
    /// How many words the groups may span.
    window: usize,
}

/// Words that must not stand near are looked for so many words around the stretch.
const AROUND: usize = 4;

/// How a step is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// As taken.
    Done,
    /// As agreed: it counts from that day, unless it is told as taken within a year.
    Agreed,
    /// By something that goes with it, such as an embassy that opens: it counts where nothing else is told.
    Shown,
    /// As the end of fighting: it counts only after fighting, and if no more follows.
    Truce,
}

impl Told {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "done" => Self::Done,
            "agreed" => Self::Agreed,
            "shown" => Self::Shown,
            "truce" => Self::Truce,
            _ => return None,
        })
    }
}

/// All cues, the most telling first.
#[derive(Clone, Debug)]
pub struct Cues(Vec<Cue>);

impl Cues {
    /// The cues that ship with the program.
    ///
    /// # Errors
    ///
    /// If the shipped table is damaged.
    pub fn shipped() -> Result<Self, BadTable> {
        Self::parse(SHIPPED)
    }

    /// The cues of a table with the columns step, types, by, told, words, without, window.
    ///
    /// # Errors
    ///
    /// If a cell is not what its column holds: which, and in which line.
    pub fn parse(text: &str) -> Result<Self, BadTable> {
        table::rows("steps.tsv", text, ["step", "types", "by", "told", "words", "without", "window"], |cells| {
            let [step, types, by, told, words, without, window] = cells;
            Ok(Cue {
                step: Step::parse(step).ok_or("a step")?,
                types: types.split('|').map(EventType::parse).collect::<Option<_>>().ok_or("types of PLOVER")?,
                both: match by {
                    "both" => true,
                    "any" => false,
                    _ => return Err("`any` or `both`"),
                },
                told: Told::parse(told).ok_or("`done`, `agreed`, `shown` or `truce`")?,
                groups: words.split(" & ").map(list).collect(),
                without: list(without),
                window: window.parse().map_err(|_| "a number of words")?,
            })
        })
        .map(Self)
    }

    /// The steps that an event of the two tells, and how.
    #[must_use]
    pub fn steps(&self, event: &Event, by: By) -> Vec<(Step, Told)> {
        let Some(event_type) = event.event_type else { return Vec::new() };
        if !matches!(event.modality, Modality::Actual | Modality::Historical) {
            return Vec::new();
        }
        let words = words(event);
        let mut found: Vec<(Step, Told)> = Vec::new();
        for cue in &self.0 {
            let fits = cue.types.contains(&event_type) && (!cue.both || by == By::Both) && cue.stands_in(&words);
            // A comprehensive strategic partnership is not a strategic one beside.
            let known =
                |(step, _): &(Step, Told)| *step == cue.step || (is_partnership(*step) && is_partnership(cue.step));
            if fits && !found.iter().any(known) {
                found.push((cue.step, cue.told));
            }
        }
        found
    }
}

fn is_partnership(step: Step) -> bool {
    matches!(step, Step::Partnership | Step::StrategicPartnership | Step::ComprehensiveStrategicPartnership)
}

impl Cue {
    /// Whether each group has a word within some stretch of the window.
    fn stands_in(&self, words: &[String]) -> bool {
        let last = words.len().saturating_sub(self.window);
        (0..=last).any(|start| {
            let stretch = &words[start..words.len().min(start + self.window)];
            let around = &words[start.saturating_sub(AROUND)..words.len().min(start + self.window + AROUND)];
            let has =
                |stretch: &[String], group: &[String]| stretch.iter().any(|word| group.iter().any(|cue| is(cue, word)));
            self.groups.iter().all(|group| has(stretch, group)) && !has(around, &self.without)
        })
    }
}

/// Whether a word is the one of a cue.
fn is(cue: &str, word: &str) -> bool {
    cue.strip_suffix('*').map_or(cue == word, |beginning| word.starts_with(beginning))
}

fn list(cell: &str) -> Vec<String> {
    cell.split('|').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The words of the sentence that tells the event, in small letters.
fn words(event: &Event) -> Vec<String> {
    event
        .sentence_text
        .split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Cues;
    use crate::sample::event;
    use westphalia_model::Dyad;

    fn check(line: &str, expected: &str) {
        let cues = Cues::shipped().expect("the shipped table");
        let event = event(line);
        let dyad = Dyad::of("AAA", "BBB").expect("two codes");
        let by = dyad.link(&event).expect("an event of the two").by;
        let found: Vec<&str> = cues.steps(&event, by).iter().map(|(step, _)| step.as_str()).collect();
        assert_eq!(found.join(" "), expected, "{line}");
    }

    #[test]
    fn words_tell_steps() {
        check("2020-01-01 AAA>BBB SANCTION: A severed all diplomatic ties with B", "rupture");
        check("2020-01-01 AAA>BBB THREATEN: A threatened to sever diplomatic ties with B", "");
        check("2020-01-01 AAA>BBB SANCTION: A cut off trade relations with B", "");
        check("2020-01-01 AAA>BBB SANCTION: A recalled its ambassador from B", "recall");
        check("2020-01-01 AAA>BBB SANCTION: A expelled the ambassador of B", "downgrade");
        check("2020-01-01 AAA>BBB SANCTION: A expelled ten diplomats of B", "");
        check("2020-01-01 AAA=BBB SUPPORT: A and B restored full diplomatic relations", "ties");
        check("2020-01-01 AAA=BBB SUPPORT future: A and B will restore diplomatic relations", "");
        check("2020-01-01 AAA=BBB AGREE: A and B agreed to restore diplomatic ties", "ties");
        check("2020-01-01 AAA>BBB AGREE: A offered to restore diplomatic ties", "");
        check("2020-01-01 AAA>BBB SUPPORT: A reopened its embassy in B", "ties");
        check("2020-01-01 AAA>BBB SUPPORT: A named an ambassador to B", "ambassadors");
        check(
            "2020-01-01 AAA=BBB SUPPORT: A and B signed a treaty on a comprehensive strategic partnership",
            "comprehensive-strategic-partnership",
        );
        check("2020-01-01 AAA=BBB SUPPORT: A and B signed a mutual defence pact", "alliance");
        check("2020-01-01 AAA>BBB ASSAULT: A invaded B", "war");
        check("2020-01-01 AAA>BBB ASSAULT: A soldier was shot at the border of B", "");
        check("2020-01-01 AAA=BBB AGREE: A and B signed a peace agreement", "peace");
        check("2020-01-01 AAA=BBB CONSULT: A and B held peace talks on an agreement", "");
    }

    #[test]
    fn a_damaged_table_is_told_with_its_line() {
        let head = "step\ttypes\tby\ttold\twords\twithout\twindow\n";
        for (row, expected) in [
            ("tise\tSUPPORT\tany\tdone\tx\t\t5", "a step"),
            ("ties\tSUPORT\tany\tdone\tx\t\t5", "types of PLOVER"),
            ("ties\tSUPPORT\tone\tdone\tx\t\t5", "`any` or `both`"),
            ("ties\tSUPPORT\tany\tdone\tx\t\tfive", "a number of words"),
            ("ties\tSUPPORT\tany\tsaid\tx\t\t5", "`done`, `agreed`, `shown` or `truce`"),
            ("ties\tSUPPORT\tany", "7 cells"),
        ] {
            let told = Cues::parse(&format!("{head}{row}\n")).map(|_| ()).expect_err(row).to_string();
            assert!(told.contains(expected) && told.contains("line 2"), "{told}");
        }
    }
}
