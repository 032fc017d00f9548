//! Forms of English words, from their dictionary forms.

use rustc_hash::FxHashMap;

/// Irregular verbs and nouns, as the language model has them too.
const IRREGULAR: &str = include_str!("../../../data/text/irregular.tsv");

/// Verbs of several syllables that double their last letter: the stress is on the last.
const DOUBLED: [&str; 16] = [
    "abet", "admit", "commit", "compel", "confer", "control", "defer", "deter", "expel", "occur", "omit", "patrol",
    "permit", "propel", "refer", "submit",
];

/// Knows irregular forms.
#[derive(Debug)]
pub struct Inflector {
    /// Past and participle of a verb.
    verbs: FxHashMap<&'static str, (&'static str, &'static str)>,
    /// Plural of a noun.
    nouns: FxHashMap<&'static str, &'static str>,
}

impl Inflector {
    /// One that knows the shipped table.
    pub fn new() -> Self {
        let (mut verbs, mut nouns) = (FxHashMap::default(), FxHashMap::default());
        let first = |forms: &'static str| forms.split(',').next().unwrap_or_default();
        for line in IRREGULAR.lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&'static str> = line.split('\t').collect();
            match cells[..] {
                ["verb", lemma, past, participle, ..] => _ = verbs.insert(lemma, (first(past), first(participle))),
                ["noun", lemma, plural, ..] => _ = nouns.insert(lemma, first(plural)),
                _ => {}
            }
        }
        Self { verbs, nouns }
    }

    /// Whether it is a verb with forms of its own.
    pub fn is_irregular(&self, verb: &str) -> bool {
        self.verbs.contains_key(verb)
    }

    /// "sent", "raided".
    pub fn past(&self, verb: &str) -> String {
        self.verbs.get(verb).map_or_else(|| with_ed(verb), |(past, _)| (*past).to_owned())
    }

    /// "given", "raided".
    pub fn participle(&self, verb: &str) -> String {
        self.verbs.get(verb).map_or_else(|| with_ed(verb), |(_, participle)| (*participle).to_owned())
    }

    /// "sends", "tries".
    pub fn present(&self, verb: &str) -> String {
        match verb {
            "be" => "is".to_owned(),
            "have" => "has".to_owned(),
            _ => with_s(verb),
        }
    }

    /// "attacks", "parties", "men".
    pub fn plural(&self, noun: &str) -> String {
        self.nouns.get(noun).map_or_else(|| with_s(noun), |plural| (*plural).to_owned())
    }
}

fn with_ed(verb: &str) -> String {
    if verb.ends_with('e') {
        return format!("{verb}d");
    }
    match verb.strip_suffix('y') {
        Some(stem) if !stem.ends_with(is_vowel) => format!("{stem}ied"),
        _ => format!("{}ed", doubled(verb)),
    }
}

fn with_s(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(stem) if !stem.ends_with(is_vowel) => format!("{stem}ies"),
        _ if word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh") => format!("{word}es"),
        _ if word == "go" || word == "do" || word.ends_with("veto") => format!("{word}es"),
        _ => format!("{word}s"),
    }
}

/// The verb with its last letter doubled, if a short vowel under stress stands before it.
fn doubled(verb: &str) -> String {
    let letters: Vec<char> = verb.chars().collect();
    let [.., before, vowel, last] = letters[..] else { return verb.to_owned() };
    let ends_short = is_vowel(vowel) && !is_vowel(last) && !matches!(last, 'w' | 'x' | 'y');
    let n_vowels = letters.iter().filter(|c| is_vowel(**c)).count();
    let stressed = (n_vowels == 1 && (!is_vowel(before)))
        || DOUBLED.iter().any(|end| verb.ends_with(end))
        || verb.ends_with("quip");
    if ends_short && stressed { format!("{verb}{last}") } else { verb.to_owned() }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::Inflector;

    fn check(verb: &str, expected: [&str; 3]) {
        let words = Inflector::new();
        let found = [words.past(verb), words.participle(verb), words.present(verb)];
        assert_eq!(found, expected, "{verb}");
    }

    #[test]
    fn verbs_have_three_forms() {
        check("raid", ["raided", "raided", "raids"]);
        check("give", ["gave", "given", "gives"]);
        check("plan", ["planned", "planned", "plans"]);
        check("commit", ["committed", "committed", "commits"]);
        check("readmit", ["readmitted", "readmitted", "readmits"]);
        check("visit", ["visited", "visited", "visits"]);
        check("deny", ["denied", "denied", "denies"]);
        check("reach", ["reached", "reached", "reaches"]);
        check("agree", ["agreed", "agreed", "agrees"]);
        check("deploy", ["deployed", "deployed", "deploys"]);
        check("veto", ["vetoed", "vetoed", "vetoes"]);
        check("die", ["died", "died", "dies"]);
    }

    #[test]
    fn nouns_have_plurals() {
        let words = Inflector::new();
        for (noun, expected) in [("attack", "attacks"), ("party", "parties"), ("embassy", "embassies"), ("man", "men")]
        {
            assert_eq!(words.plural(noun), expected);
        }
    }
}
