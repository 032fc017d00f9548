//! Nouns that count or measure whoever or whatever stands beside them.

/// Nouns for people of whom only the number is told.
pub fn is_crowd(lemma: &str) -> bool {
    matches!(
        lemma,
        "thousand"
            | "thousands"
            | "hundred"
            | "hundreds"
            | "dozen"
            | "dozens"
            | "crowd"
            | "people"
            | "person"
            | "mob"
            | "ten"
            | "tens"
            | "scores"
            | "man"
            | "woman"
            | "child"
            | "victim"
    )
}

/// Nouns that only measure or gather: the party or thing is in their "of" phrase.
pub fn is_measure(lemma: &str) -> bool {
    matches!(
        lemma,
        "number"
            | "group"
            | "dozen"
            | "hundred"
            | "thousand"
            | "million"
            | "billion"
            | "ton"
            | "tonne"
            | "series"
            | "package"
            | "round"
            | "score"
            | "shipment"
            | "team"
            | "member"
            | "rest"
            | "majority"
            | "all"
            | "some"
            | "many"
            | "one"
            | "two"
            | "wave"
            | "crowd"
            | "lot"
            | "couple"
            | "batch"
            | "set"
            | "string"
            | "delegation"
            | "coalition"
            | "unit"
            | "dose"
            | "barrel"
            | "worth"
            | "kind"
            | "part"
            | "list"
            | "range"
            | "barrage"
    )
}
