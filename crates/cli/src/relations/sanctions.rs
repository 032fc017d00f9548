//! `westphalia sanctions`: measures of the Security Council, and the acts and pledges that touch them.

use super::args::SanctionsArgs;
use super::{Window, dyad, output, party};
use crate::ending::{Ending, Failure};
use crate::notes::Notes;
use crate::show::count;
use westphalia_relations::sanctions::{Measure, Measures, Touch};

/// With one party, prints the measures on it; with two, what passed between them that touches one.
pub fn run(args: &SanctionsArgs, notes: &mut Notes) -> Result<Ending, Failure> {
    let measures = Measures::shipped().map_err(|e| Failure::Start(e.to_string()))?;
    match &args.other {
        Some(other) => touches(args, &measures, other, notes),
        None => in_force(args, &measures, notes),
    }
}

fn in_force(args: &SanctionsArgs, measures: &Measures, notes: &Notes) -> Result<Ending, Failure> {
    let target = party(&args.one)?;
    let found: Vec<&Measure> = measures.on(&target, args.on).collect();
    let rows: Vec<[String; 6]> = found
        .iter()
        .map(|m| {
            let until = m.until.map_or_else(String::new, |day| day.to_string());
            [m.resolution.clone(), m.paragraph.clone(), m.kind.clone(), m.from.to_string(), until, m.summary.clone()]
        })
        .collect();
    output::print(args.format, ["resolution", "paragraph", "kind", "from", "until", "bars"], &rows, &found)?;
    let when = args.on.map_or_else(|| "at any time".to_owned(), |day| format!("in force on {day}"));
    notes.say(&format!("{} on {target} {when}; see data/relations/sanctions.md", count(found.len(), "measure")));
    Ok(Ending::Complete)
}

fn touches(args: &SanctionsArgs, measures: &Measures, other: &str, notes: &Notes) -> Result<Ending, Failure> {
    let dyad = dyad(&args.one, other)?;
    let events = Window::open(&args.window, notes)?.events(Some(&dyad))?;
    let found: Vec<Touch> = events
        .iter()
        .flat_map(|event| measures.touched(event))
        .filter(|touch| dyad.has(&touch.giver) && dyad.has(&touch.taker))
        .collect();
    let rows: Vec<[String; 6]> = found
        .iter()
        .map(|touch| {
            let date = touch.proof.date.map_or_else(String::new, |day| day.to_string());
            let alleged = if touch.alleged { " (alleged)" } else { "" };
            let who = format!("{} → {}{alleged}", touch.giver, touch.taker);
            [date, who, touch.words.join(", "), touch.place(), touch.measure.summary.clone(), touch.proof.words.clone()]
        })
        .collect();
    output::print(args.format, ["date", "who", "words", "touches", "which bars", "sentence"], &rows, &found)?;
    notes.say("\"touches\" is a pointer for a person: caps, exemptions and lists of names decide what is barred");
    Ok(Ending::Complete)
}
