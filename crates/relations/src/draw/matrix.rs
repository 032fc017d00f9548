//! A signed matrix of states, ordered by community: ties above the diagonal, company below it.

use super::svg::escaped;
use crate::alignment::{Alignment, Company, Sign, Standing, Tie};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Side of a cell.
const CELL: usize = 18;

/// Room for the codes on the left and above.
const LABEL: usize = 46;

/// Room for the heading.
const HEAD: usize = 44;

/// Room for the legend.
const FOOT: usize = 64;

/// The narrowest drawing: its legend must have room.
const NARROWEST: usize = 470;

/// Score from which a cell has its full colour: about that of an agreement or of a threat.
const FULL: f64 = 5.0;

/// The colours: blue and orange are told apart by colour-blind readers too, and negative cells bear a dash. No custom
/// properties: programs that make pages for print do not know them.
const STYLE: &str = "\
text{font:11px system-ui,sans-serif;fill:#1b1b1b}.h{font-size:15px;font-weight:600}.d{fill:#6b6b6b}.o{fill:#fff}\
.g{fill:#1f6fb4}.b{fill:#d1600a}.l{fill:#5b5b5b}.u{fill:none;stroke:#8a8a8a}.m{stroke:#1b1b1b;stroke-width:1.6}\
.r{stroke:#d9d9d9;fill:none}.c{stroke:#1b1b1b;fill:none;stroke-width:1.4}\
@media(prefers-color-scheme:dark){text{fill:#ececec}.d{fill:#a5a5a5}.o{fill:#16181c}.g{fill:#6db3f2}.b{fill:#ff9c4a}\
.l{fill:#c9c9c9}.u{stroke:#a5a5a5}.m{stroke:#16181c}.r{stroke:#3a3d44}.c{stroke:#ececec}}";

/// The states that a drawing of at most so many shows: those asked for and the ones with most events with them, or
/// with most events at all; by community, the larger first, and then by events. States in no community come last.
#[must_use]
pub fn members<'a>(alignment: &'a Alignment, asked: &[String], most: usize) -> Vec<&'a Standing> {
    let mut weight: BTreeMap<&str, u32> = BTreeMap::new();
    for tie in &alignment.ties {
        for (one, other) in [(&tie.a, &tie.b), (&tie.b, &tie.a)] {
            if asked.is_empty() || asked.contains(other) {
                *weight.entry(one).or_default() += tie.n_events;
            }
        }
    }
    let mut states: Vec<&Standing> = alignment.states.iter().collect();
    states.sort_by_key(|state| {
        let events = weight.get(state.code.as_str()).copied().unwrap_or(0);
        (!asked.contains(&state.code), std::cmp::Reverse(events))
    });
    states.truncate(most);
    states.retain(|state| asked.contains(&state.code) || weight.contains_key(state.code.as_str()));
    states.sort_by_key(|state| (state.community.unwrap_or(usize::MAX), std::cmp::Reverse(state.n_events)));
    states
}

/// Draws the ties and the company of states, in their order.
#[must_use]
pub fn matrix(alignment: &Alignment, states: &[&Standing]) -> String {
    let side = states.len() * CELL;
    let (width, height) = ((LABEL + side + 12).max(NARROWEST), HEAD + LABEL + side + FOOT);
    let months = format!("{} to {}", alignment.first_month, alignment.last_month);
    let title = format!("Who stands with whom, {months}");
    let mut page = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" aria-labelledby=\"t d\"><title id=\"t\">{}</title><desc id=\"d\">{}</desc>\
         <style>{STYLE}</style>\n<rect class=\"o\" width=\"100%\" height=\"100%\"/>\n<text class=\"h\" x=\"8\" y=\"20\">{}</text>\n",
        escaped(&title),
        escaped(&description(alignment, states)),
        escaped(&title)
    );
    let n_events = thousands(alignment.n_events);
    let _ = writeln!(
        page,
        "<text class=\"d\" x=\"8\" y=\"37\">{} states by community, {n_events} events between all states</text>",
        states.len()
    );
    let _ = writeln!(page, "<g transform=\"translate({LABEL} {})\">", HEAD + LABEL);
    names(states, &mut page);
    cells(alignment, states, &mut page);
    frames(states, &mut page);
    page.push_str("</g>\n");
    legend(HEAD + LABEL + side + 14, &mut page);
    page.push_str("</svg>\n");
    page
}

/// What the drawing shows, for those who do not see it.
fn description(alignment: &Alignment, states: &[&Standing]) -> String {
    let mut words = String::from("A matrix of states. ");
    for community in &alignment.communities.all {
        let shown: Vec<&str> =
            states.iter().filter(|s| s.community == Some(community.number)).map(|s| s.code.as_str()).collect();
        if !shown.is_empty() {
            let _ = write!(words, "Community {}: {}. ", community.number, shown.join(", "));
        }
    }
    let inside = |code: &str| states.iter().any(|state| state.code == code);
    let negative = alignment.ties.iter().filter(|tie| tie.sign == Sign::Negative && inside(&tie.a) && inside(&tie.b));
    let negative: Vec<String> = negative.map(|tie| format!("{} and {}", tie.a, tie.b)).collect();
    let _ = match negative.as_slice() {
        [] => write!(words, "No tie is clearly negative."),
        some => write!(words, "Clearly negative ties: {}.", some.join(", ")),
    };
    words
}

fn names(states: &[&Standing], page: &mut String) {
    for (place, state) in states.iter().enumerate() {
        let (at, code) = (place * CELL + CELL - 5, escaped(&state.code));
        let _ = writeln!(page, "<text x=\"-6\" y=\"{at}\" text-anchor=\"end\">{code}</text>");
        let _ = writeln!(page, "<text transform=\"translate({at} -6) rotate(-90)\">{code}</text>");
    }
}

fn cells(alignment: &Alignment, states: &[&Standing], page: &mut String) {
    let company: BTreeMap<(&str, &str), &Company> =
        alignment.company.iter().map(|c| ((c.a.as_str(), c.b.as_str()), c)).collect();
    for (row, one) in states.iter().enumerate() {
        for (column, other) in states.iter().enumerate() {
            let (x, y) = (column * CELL, row * CELL);
            if column > row {
                if let Some(tie) = alignment.tie(&one.code, &other.code) {
                    tie_cell(tie, x, y, page);
                }
            } else if column < row {
                let key = (one.code.as_str().min(&other.code), one.code.as_str().max(&other.code));
                if let Some(company) = company.get(&key) {
                    company_cell(company, x, y, page);
                }
            }
        }
    }
}

/// A filled square for a clear sign, the more solid the further from 0; a small hollow one for an unclear sign.
fn tie_cell(tie: &Tie, x: usize, y: usize, page: &mut String) {
    let told = format!(
        "{}–{}: {:+.1} [{:+.1}, {:+.1}], {} events",
        escaped(&tie.a),
        escaped(&tie.b),
        tie.score,
        tie.low,
        tie.high,
        tie.n_events
    );
    let opacity = 0.25 + 0.75 * (tie.score.abs() / FULL).min(1.0);
    let inner = CELL - 2;
    let square = |class: &str| {
        format!(
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{inner}\" height=\"{inner}\" fill-opacity=\"{opacity:.2}\"/>",
            x + 1,
            y + 1
        )
    };
    let shape = match tie.sign {
        Sign::Positive => square("g"),
        Sign::Negative => {
            let (from, to, middle) = (x + 5, x + CELL - 5, y + CELL / 2);
            square("b") + &format!("<path class=\"m\" d=\"M{from} {middle}H{to}\"/>")
        }
        Sign::Unclear => {
            format!(
                "<rect class=\"u\" x=\"{}\" y=\"{}\" width=\"6\" height=\"6\"/>",
                x + CELL / 2 - 3,
                y + CELL / 2 - 3
            )
        }
    };
    let _ = writeln!(page, "<g><title>{told}</title>{shape}</g>");
}

/// A disc whose area is the likeness.
fn company_cell(company: &Company, x: usize, y: usize, page: &mut String) {
    let radius = (CELL as f64 / 2.0 - 1.0) * company.likeness.sqrt();
    if radius < 1.0 {
        return;
    }
    let _ = writeln!(
        page,
        "<g><title>{} and {} deal with third states {:.0}% alike [{:.0}, {:.0}], {} shared</title>\
         <circle class=\"l\" cx=\"{}\" cy=\"{}\" r=\"{radius:.1}\"/></g>",
        escaped(&company.a),
        escaped(&company.b),
        100.0 * company.likeness,
        100.0 * company.low,
        100.0 * company.high,
        company.n_shared,
        x + CELL / 2,
        y + CELL / 2
    );
}

/// The grid, the diagonal, and a frame around each community.
fn frames(states: &[&Standing], page: &mut String) {
    let side = states.len() * CELL;
    let _ = writeln!(page, "<path class=\"r\" d=\"M0 0H{side}V{side}H0ZM0 0L{side} {side}\"/>");
    let mut from = 0;
    for group in states.chunk_by(|a, b| a.community == b.community) {
        if group.first().is_some_and(|state| state.community.is_some()) {
            let (at, long) = (from * CELL, group.len() * CELL);
            let _ = writeln!(page, "<rect class=\"c\" x=\"{at}\" y=\"{at}\" width=\"{long}\" height=\"{long}\"/>");
        }
        from += group.len();
    }
}

fn legend(y: usize, page: &mut String) {
    let (text, low) = (y + 9, y + 24);
    let _ = writeln!(
        page,
        "<text class=\"d\" x=\"8\" y=\"{text}\">above the diagonal</text>\
         <rect class=\"g\" x=\"124\" y=\"{y}\" width=\"11\" height=\"11\"/><text x=\"139\" y=\"{text}\">positive tie</text>\
         <rect class=\"b\" x=\"208\" y=\"{y}\" width=\"11\" height=\"11\"/><path class=\"m\" d=\"M210 {}H217\"/>\
         <text x=\"223\" y=\"{text}\">negative tie</text>\
         <rect class=\"u\" x=\"302\" y=\"{}\" width=\"6\" height=\"6\"/><text x=\"314\" y=\"{text}\">unclear sign</text>",
        y + 6,
        y + 3
    );
    let _ = writeln!(
        page,
        "<text class=\"d\" x=\"8\" y=\"{}\">below it</text><circle class=\"l\" cx=\"129\" cy=\"{}\" r=\"5\"/>\
         <text x=\"139\" y=\"{}\">they deal alike with third states: area</text>",
        low + 4,
        low,
        low + 4
    );
}

/// `12,000`.
fn thousands(n: u32) -> String {
    if n < 1000 { n.to_string() } else { format!("{},{:03}", thousands(n / 1000), n % 1000) }
}

#[cfg(test)]
mod tests {
    use super::{matrix, members, thousands};
    use crate::alignment::tests::row;
    use crate::alignment::{PairMonth, Request, align};

    fn rows() -> Vec<PairMonth> {
        let mut rows = Vec::new();
        for camp in [["AA1", "AA2", "AA3", "AA4"], ["BB1", "BB2", "BB3", "BB4"]] {
            for (place, one) in camp.iter().enumerate() {
                rows.extend(camp[place + 1..].iter().map(|other| row(one, other, 1, 60, 240.0)));
                rows.extend(["CC1", "CC2", "CC3", "CC4", "CC5"].map(|third| row(one, third, 1, 3, 2.0)));
            }
        }
        rows.push(row("AA1", "BB1", 1, 60, -300.0));
        rows
    }

    #[test]
    fn a_drawing_of_two_camps() {
        let found = align(&rows(), &Request::default());
        let states = members(&found, &[], 8);
        let codes: Vec<&str> = states.iter().map(|state| state.code.as_str()).collect();
        assert!(codes[..4].iter().all(|code| code[..1] == codes[0][..1]), "a community stands together: {codes:?}");
        insta::assert_snapshot!(matrix(&found, &states));
    }

    #[test]
    fn states_asked_for_are_shown_with_those_they_deal_with() {
        let found = align(&rows(), &Request::default());
        let shown = members(&found, &["BB2".to_owned()], 4);
        let mut codes: Vec<&str> = shown.iter().map(|state| state.code.as_str()).collect();
        codes.sort_unstable();
        assert_eq!(codes, ["BB1", "BB2", "BB3", "BB4"]);
        let nothing = align(&[], &Request::default());
        assert!(matrix(&nothing, &members(&nothing, &[], 4)).ends_with("</svg>\n"));
    }

    #[test]
    fn thousands_are_parted_by_commas() {
        assert_eq!((thousands(7), thousands(1_050_007)), ("7".to_owned(), "1,050,007".to_owned()));
    }
}
