//! Headings before a colon: "Syrian civil war: Rebels take the town", "Spokesperson: The talks go on".
//!
//! What stands before such a colon and what follows it are two pieces of text that the writer only set side by side. Parsed as one
//! they spoil each other; each is parsed by itself, and then they are joined.

use crate::sentence::{Deprel, Sentence, Upos};

/// A heading has at most so many words.
const LONGEST: usize = 12;
/// What follows has at least so many.
const SHORTEST_BODY: usize = 4;

/// How many of the first words are a heading, its colon included; 0 where there is none.
pub fn words_of(words: &[&str]) -> usize {
    let reach = words.len().saturating_sub(SHORTEST_BODY).min(LONGEST + 1);
    let Some(colon) = (1..reach).find(|&i| words[i] == ":") else { return 0 };
    let opens = words[colon + 1].starts_with(char::is_uppercase);
    // "9:30", "Article 5: 2" and lists of names are none.
    let named = words[..colon].iter().any(|w| w.starts_with(char::is_alphabetic));
    if opens && named { colon + 1 } else { 0 }
}

/// Joins the sentence after a heading to the heading. Where the heading has a verb it stays the main clause.
pub fn join(mut heading: Sentence, mut body: Sentence) -> Sentence {
    let root_of = |s: &Sentence| s.tokens.iter().position(|token| token.head.is_none());
    let (Some(first), Some(second)) = (root_of(&heading), root_of(&body)) else { return heading };
    let shift = heading.tokens.len();
    for token in &mut body.tokens {
        token.head = token.head.map(|head| head + shift);
    }
    let told = heading.tokens[first].upos == Upos::Verb;
    if told {
        body.tokens[second].head = Some(first);
        body.tokens[second].deprel = Deprel::Parataxis;
    } else {
        heading.tokens[first].head = Some(second + shift);
        heading.tokens[first].deprel = Deprel::Dep;
    }
    heading.span = heading.span.cover(body.span);
    heading.tokens.append(&mut body.tokens);
    heading
}

#[cfg(test)]
mod tests {
    use super::words_of;

    fn check(text: &str, expected: usize) {
        let words: Vec<&str> = text.split(' ').collect();
        assert_eq!(words_of(&words), expected, "{text}");
    }

    #[test]
    fn headings_end_at_their_colon() {
        check("2011 uprising in Libya : Rebels take the town of Brega", 5);
        check("The note is from spokesman Ned Price : The Secretary spoke with his colleague", 8);
    }

    #[test]
    fn other_colons_end_no_heading() {
        check("Talks with the rebels are out of the question : Delhi", 0);
        check("They met at 10 : 30 and signed the deal there", 0);
        check("The states are three : they signed it in Rome", 0);
    }
}
