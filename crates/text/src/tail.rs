//! Tails of headlines: "Talks on gas go on – Reuters", "The blockade is piracy — Chilean diplomat".
//!
//! Who is cited after the last dash of a headline belongs to no word before it. Parsed along, it becomes an object or an apposition of
//! whatever stands last; it is parsed by itself and hung on the root.

use crate::sentence::{Deprel, Sentence};

/// A tail has at most so many words.
const LONGEST: usize = 6;
/// What stands before it has at least so many.
const SHORTEST_BODY: usize = 4;

/// Words without a capital that tell who is cited.
const ROLES: &[&str] = &[
    "source",
    "sources",
    "official",
    "officials",
    "diplomat",
    "diplomats",
    "minister",
    "ministry",
    "president",
    "media",
    "report",
    "reports",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "expert",
    "experts",
    "envoy",
    "ambassador",
    "intelligence",
    "military",
    "army",
    "police",
    "agency",
    "newspaper",
    "chief",
    "general",
    "lawmaker",
    "senator",
    "embassy",
    "monitor",
    "premier",
    "prime",
    "foreign",
    "defense",
    "defence",
    "top",
    "senior",
    "former",
    "security",
    "of",
    "the",
    "and",
    "for",
    "'s",
    "’s",
];

/// Where the dash before the tail stands; `None` where there is no tail.
pub fn dash_of(words: &[&str]) -> Option<usize> {
    let first = words.len().saturating_sub(LONGEST + 1).max(SHORTEST_BODY);
    let dash = (first..words.len().saturating_sub(1)).rev().find(|&i| matches!(words[i], "-" | "–" | "—" | "--"))?;
    let tail = &words[dash + 1..];
    let cited = |w: &&str| w.starts_with(char::is_uppercase) || ROLES.contains(w);
    let named = tail.iter().any(|w| w.len() > 2);
    let once = words[..dash].iter().all(|w| !matches!(*w, "-" | "–" | "—" | "--"));
    (once && named && tail.iter().all(cited)).then_some(dash)
}

/// Hangs the tail on the sentence before it.
pub fn join(mut body: Sentence, mut tail: Sentence) -> Sentence {
    let Some(root) = body.tokens.iter().position(|token| token.head.is_none()) else { return body };
    let shift = body.tokens.len();
    for token in &mut tail.tokens {
        match token.head {
            Some(head) => token.head = Some(head + shift),
            None => {
                token.head = Some(root);
                token.deprel = Deprel::Dep;
            }
        }
    }
    body.span = body.span.cover(tail.span);
    body.tokens.append(&mut tail.tokens);
    body
}

#[cfg(test)]
mod tests {
    use super::dash_of;

    fn check(text: &str, expected: Option<usize>) {
        let words: Vec<&str> = text.split(' ').collect();
        assert_eq!(dash_of(&words), expected, "{text}");
    }

    #[test]
    fn tails_begin_at_their_dash() {
        check("Chile to lend its icebreaker to Peru – Reuters", Some(7));
        check("The blockade is piracy — Chilean diplomat", Some(4));
        check("Oslo halts cod exports - Norwegian Ministry of Trade", Some(4));
    }

    #[test]
    fn other_dashes_begin_none() {
        check("Three were late – Chad , Mali , Niger .", None);
        check("It is no private matter – but a right", None);
        check("The talks - in Oslo - failed again – Reuters", None);
    }
}
