//! Alignment for people.

use super::View;
use crate::show::{count, plain_table, printable};
use std::io::{self, Write};
use westphalia_relations::alignment::{Camps, Company, Move, Scale, Sign, Standing, Tie, Triad};

/// Ties and companions shown of a state.
const OF_STATE: usize = 12;

/// Strained triads shown.
const TRIADS: usize = 8;

/// Moves shown.
const MOVES: usize = 15;

/// Widest quotation.
const QUOTE: usize = 110;

/// The whole page.
pub fn page(view: &View) -> Result<Vec<u8>, io::Error> {
    let mut page = Vec::new();
    let found = &view.alignment;
    let scale = match found.scale {
        Scale::Goldstein => "Goldstein scores",
        Scale::Plover => "PLOVER intensities",
    };
    writeln!(
        page,
        "{} to {}: {} between {}, {} ({scale}, -10 to 10)\n",
        found.first_month,
        found.last_month,
        count(found.n_events as usize, "event"),
        count(found.states.len(), "state"),
        count(found.ties.len(), "tie"),
    )?;
    communities(view, &mut page)?;
    for code in &view.asked {
        if let Some(state) = found.states.iter().find(|state| state.code == *code) {
            of_state(view, state, &mut page)?;
        }
    }
    balance(view, &mut page)?;
    if let Some(moves) = &view.moves {
        moved(moves, &mut page)?;
    }
    poles(view, &mut page)?;
    Ok(page)
}

fn communities(view: &View, page: &mut Vec<u8>) -> io::Result<()> {
    let found = &view.alignment.communities;
    if found.all.is_empty() {
        return writeln!(page, "Communities: none; too few states are told of enough\n");
    }
    writeln!(
        page,
        "Communities of {} (Leiden, modularity {:.2}); {} of {} clearly negative ties lie within one",
        match found.camps {
            Camps::Ties => "positive ties",
            Camps::Company => "states that deal alike with third ones",
        },
        found.modularity,
        found.n_negative_within,
        found.n_negative
    )?;
    let mut table = plain_table(["", "members, most events first", "weight within", "stability", "strained within"]);
    let (alone, several): (Vec<_>, Vec<_>) = found.all.iter().partition(|community| community.members.len() == 1);
    for community in several {
        let strained: Vec<String> = community.strained.iter().take(4).map(|(a, b)| format!("{a}–{b}")).collect();
        table.add_row([
            community.number.to_string(),
            community.members.join(" "),
            percent(community.within),
            community.stability.map_or_else(String::new, percent),
            strained.join(" ") + if community.strained.len() > 4 { " …" } else { "" },
        ]);
    }
    writeln!(page, "{table}")?;
    if !alone.is_empty() {
        let codes: Vec<&str> = alone.iter().flat_map(|community| &community.members).map(String::as_str).collect();
        writeln!(page, "in none: {}", codes.join(" "))?;
    }
    writeln!(page)
}

fn of_state(view: &View, state: &Standing, page: &mut Vec<u8>) -> io::Result<()> {
    let found = &view.alignment;
    let community = state.community.map_or_else(String::new, |number| format!(", community {number}"));
    let partners = state.partners.map_or_else(String::new, |n| format!(", effectively {n:.1} friendly ones"));
    writeln!(
        page,
        "{}: {} with {}{partners}{community}",
        state.code,
        count(state.n_events as usize, "event"),
        count(state.n_partners as usize, "partner"),
    )?;
    let mut ties: Vec<&Tie> = found.ties.iter().filter(|tie| !tie.other(&state.code).is_empty()).collect();
    ties.sort_by_key(|tie| std::cmp::Reverse(tie.n_events));
    let mut table = plain_table(["tie with", "", "score", "95%", "events", "share", "times expected", "such as"]);
    for tie in ties.iter().take(OF_STATE) {
        table.add_row([
            tie.other(&state.code).to_owned(),
            sign(tie.sign).to_owned(),
            format!("{:+.1}", tie.score),
            format!("{:+.1} to {:+.1}", tie.low, tie.high),
            tie.n_events.to_string(),
            percent(if state.code == tie.a { tie.share_a } else { tie.share_b }),
            format!("{:.1}", tie.ratio),
            quoted(tie),
        ]);
    }
    writeln!(page, "{table}")?;
    let mut company: Vec<&Company> =
        found.company.iter().filter(|company| company.a == state.code || company.b == state.code).collect();
    company.sort_by(|a, b| b.likeness.total_cmp(&a.likeness));
    if !company.is_empty() {
        let shown = company.iter().take(OF_STATE).map(|c| {
            let other = if c.a == state.code { &c.b } else { &c.a };
            format!("{other} {:.2} [{:.2}–{:.2}]", c.likeness, c.low, c.high)
        });
        writeln!(page, "deals with third states most like: {}", shown.collect::<Vec<_>>().join(", "))?;
    }
    writeln!(page)
}

fn balance(view: &View, page: &mut Vec<u8>) -> io::Result<()> {
    let found = &view.alignment.balance;
    let Some(share) = found.share() else {
        return writeln!(page, "Balance: no triad has three ties of clear sign\n");
    };
    let chance = match (found.expected, found.deviation) {
        (Some(mean), Some(deviation)) => {
            format!("; by chance {:.1}% ± {:.1}", 100.0 * mean, 100.0 * deviation)
        }
        _ => String::new(),
    };
    writeln!(
        page,
        "Balance: {:.1}% of {} with clear signs ({} positive, {} negative ties){chance}",
        100.0 * share,
        count(found.n_triads, "triad"),
        found.n_positive,
        found.n_negative
    )?;
    if !found.strained.is_empty() {
        let mut table = plain_table(["strained triad, the least sure tie first", "", "", "the negative tie, such as"]);
        for triad in found.strained.iter().take(TRIADS) {
            table.add_row(strained(triad));
        }
        writeln!(page, "{table}")?;
    }
    writeln!(page)
}

fn strained(triad: &Triad) -> Vec<String> {
    let mut cells: Vec<String> = triad
        .ties
        .iter()
        .map(|tie| format!("{}–{} {:+.1} ({})", tie.a, tie.b, tie.score, count(tie.n_events as usize, "event")))
        .collect();
    cells.push(triad.ties.iter().find(|tie| tie.sign == Sign::Negative).map_or_else(String::new, quoted));
    cells
}

fn moved(moves: &[Move], page: &mut Vec<u8>) -> io::Result<()> {
    let n_sure = moves.iter().filter(|one| one.is_sure()).count();
    writeln!(page, "Moves: {} beyond chance (fewer than 1 in 20 false) among {} looked at", n_sure, moves.len())?;
    if moves.is_empty() {
        return writeln!(page);
    }
    let mut table = plain_table(["", "standard errors, 95%", "", "share of its events", "mean score", "events"]);
    for one in moves.iter().take(MOVES) {
        let direction = if one.z > 0.0 { "nearer to" } else { "away from" };
        let mean = |mean: Option<f64>| mean.map_or_else(|| "–".to_owned(), |mean| format!("{mean:+.1}"));
        table.add_row([
            format!("{} {direction} {}", one.state, one.partner),
            format!("{:+.1} [{:+.1}, {:+.1}]", one.z, one.z - 1.96, one.z + 1.96),
            if one.is_sure() { "sure" } else { "" }.to_owned(),
            format!("{} → {}", percent(one.before.share), percent(one.after.share)),
            format!("{} → {}", mean(one.before.mean), mean(one.after.mean)),
            format!("{} → {}", one.before.n_events, one.after.n_events),
        ]);
    }
    writeln!(page, "{table}\n")
}

fn poles(view: &View, page: &mut Vec<u8>) -> io::Result<()> {
    let found = &view.alignment.poles;
    let (Some(concentration), Some(of_states)) = (found.concentration, found.of_states) else {
        return writeln!(page, "Concentration: no tie is positive");
    };
    writeln!(
        page,
        "Concentration of positive ties: {concentration:.3}, as of {of_states:.1} equal states{}",
        match (found.of_communities, found.of_communities_by_weight) {
            (Some(sizes), Some(weights)) =>
                format!("; communities as of {sizes:.1} equal ones by members, {weights:.1} by weight"),
            _ => String::new(),
        }
    )?;
    let first: Vec<String> = {
        let mut states: Vec<&Standing> = view.alignment.states.iter().collect();
        states.sort_by(|a, b| b.share.total_cmp(&a.share));
        states.iter().take(8).map(|state| format!("{} {}", state.code, percent(state.share))).collect()
    };
    writeln!(page, "largest shares: {}", first.join(", "))
}

fn sign(sign: Sign) -> &'static str {
    match sign {
        Sign::Positive => "+",
        Sign::Negative => "−",
        Sign::Unclear => "?",
    }
}

fn percent(share: f64) -> String {
    if share > 0.0 && share < 0.095 { format!("{:.1}%", 100.0 * share) } else { format!("{:.0}%", 100.0 * share) }
}

/// The event that tells a tie most.
fn quoted(tie: &Tie) -> String {
    let Some(proof) = tie.proof.first() else { return String::new() };
    let date = proof.date.map(|date| format!("{date} ")).unwrap_or_default();
    let words = printable(&proof.words);
    if words.chars().count() > QUOTE {
        return format!("{date}{}…", words.chars().take(QUOTE).collect::<String>());
    }
    // An imported event has no sentence; its identity finds it.
    if words.is_empty() { format!("{date}{}", proof.event_id) } else { format!("{date}{words}") }
}
