//! Parts of an event in words.

use westphalia_model::{Actor, DatePrecision, Report};

/// `1 event`, `2 events`, `12,000 events`.
pub fn count(n: usize, what: &str) -> String {
    let digits = n.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped} {what}{}", if n == 1 { "" } else { "s" })
}

/// A text on one line, without characters that command a terminal.
pub fn printable(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// `AGREE`, or `CONSULT:visit`.
pub fn with_mode(event_type: &str, mode: &str) -> String {
    if mode.is_empty() { event_type.to_owned() } else { format!("{event_type}:{mode}") }
}

/// One actor: name and code, or the name alone where they are the same.
pub fn name(actor: &Actor) -> String {
    let code = actor.code();
    let name = if actor.name.is_empty() { &actor.text } else { &actor.name };
    match (name.as_str(), code.as_str()) {
        ("" | "?", "?") => "?".to_owned(),
        ("", code) => code.to_owned(),
        (name, code) if code == name || code == "?" => name.to_owned(),
        (name, code) => format!("{name} ({code})"),
    }
}

/// Several actors.
pub fn names(actors: &[Actor]) -> String {
    actors.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// `Russia (RUS) → North Korea (PRK)`, or `A ↔ B ↔ C` for members without direction.
pub fn arrow(report: &Report) -> String {
    if report.symmetric {
        let members = report.actors.iter().chain(&report.recipients);
        return members.map(name).collect::<Vec<_>>().join(" ↔ ");
    }
    let actors = if report.actors.is_empty() { "?".to_owned() } else { names(&report.actors) };
    if report.recipients.is_empty() { actors } else { format!("{actors} → {}", names(&report.recipients)) }
}

/// The date of an event, as exactly as it is known, or empty.
pub fn date(report: &Report) -> String {
    let (Some(start), Some(end)) = (report.event_date_start, report.event_date_end) else {
        return String::new();
    };
    match report.date_precision {
        DatePrecision::Month => start.strftime("%Y-%m").to_string(),
        DatePrecision::Year => start.strftime("%Y").to_string(),
        _ if start == end => start.to_string(),
        _ => format!("{start} to {end}"),
    }
}

/// What is told of an event besides who and whom: `promised: to deepen ties; actual; words of Russia (RUS); 2024-06-18`.
pub fn details(report: &Report) -> String {
    let mut details = vec![match &report.content {
        Some(content) if !content.text.is_empty() => format!("{}: {}", report.trigger, content.text),
        _ => report.trigger.clone(),
    }];
    details.push(report.modality.to_string());
    if let Some(speaker) = &report.attributed_to {
        details.push(format!("words of {}", name(speaker)));
    }
    let day = date(report);
    details.push(if day.is_empty() { "no date".to_owned() } else { day });
    details.join("; ")
}

#[cfg(test)]
mod tests {
    use super::{count, name, printable, with_mode};
    use westphalia_model::Actor;

    #[test]
    fn counts_are_grouped_and_agree_in_number() {
        let found = [0, 1, 12, 1234, 1_234_567].map(|n| count(n, "event"));
        assert_eq!(found, ["0 events", "1 event", "12 events", "1,234 events", "1,234,567 events"]);
    }

    #[test]
    fn a_text_commands_no_terminal() {
        assert_eq!(printable("a\u{1b}[31m\r\n b\u{9b}c  d\t"), "a [31m b c d");
    }

    #[test]
    fn actors_have_a_name_and_a_code() {
        let check = |name_: &str, country: &str, body: &str, expected: &str| {
            let actor = Actor {
                name: name_.to_owned(),
                country: country.to_owned(),
                body: body.to_owned(),
                ..Actor::default()
            };
            assert_eq!(name(&actor), expected);
        };
        check("Russia", "RUS", "", "Russia (RUS)");
        check("NATO", "", "NATO", "NATO");
        check("?", "", "", "?");
        check("", "", "", "?");
        check("", "RUS", "", "RUS");
        check("protesters", "", "", "protesters");
        assert_eq!(with_mode("CONSULT", "visit"), "CONSULT:visit");
    }
}
