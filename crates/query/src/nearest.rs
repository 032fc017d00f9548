//! The nearest name to a misspelt one.

/// The name that is fewest letters away, if it is near enough to be meant.
pub fn nearest<'a>(found: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let found = found.to_lowercase();
    let near = |name: &&str| (name.chars().count().max(found.chars().count()) / 3).max(1);
    names
        .into_iter()
        .map(|name| (distance(&found, &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= near(name))
        .min()
        .map(|(_, name)| name)
}

/// How many letters must be added, dropped or replaced (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, a) in a.chars().enumerate() {
        let mut corner = i;
        let mut left = i + 1;
        row[0] = left;
        for (j, b) in b.iter().enumerate() {
            let above = row[j + 1];
            left = (left.min(above) + 1).min(corner + usize::from(a != *b));
            corner = above;
            row[j + 1] = left;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn what_is_meant_is_found_and_nothing_else() {
        let names = ["events", "reports", "events_dyadic", "dyad_month", "dyad_day"];
        for (found, expected) in [
            ("event", Some("events")),
            ("EVENTS", Some("events")),
            ("raports", Some("reports")),
            ("dyad_months", Some("dyad_month")),
            ("dyadic_events", None),
            ("parliaments", None),
            ("", None),
        ] {
            assert_eq!(nearest(found, names), expected, "{found}");
        }
    }
}
