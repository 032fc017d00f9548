//! Dictionary forms, by a list of exceptions and rules for endings.
//!
//! A script says how many letters to take off the end of a word and what to put there. Scripts are looked up by
//! the whole word with its tag first, then by ever shorter endings with the tag.

use crate::dictionary::Dictionary;
use crate::hash;
use crate::tagset::Tag;
use crate::word::fold;
use compact_str::CompactString;

/// Longest ending that a rule looks at, in bytes.
pub const LONGEST_ENDING: usize = 6;

/// How to make a dictionary form of a word.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Script {
    /// Letters to take off the end.
    pub strip: usize,
    /// Letters to put there.
    pub ending: String,
}

impl Script {
    /// The script that turns `form` into `lemma`.
    #[must_use]
    pub fn between(form: &str, lemma: &str) -> Self {
        let shared = form.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
        Self { strip: form.chars().count() - shared, ending: lemma.chars().skip(shared).collect() }
    }

    /// Turns `form` into a lemma; a script for a longer word leaves it as it is.
    #[must_use]
    pub fn apply(&self, form: &str) -> CompactString {
        let Some(kept) = (match self.strip {
            0 => Some(form.len()),
            n => form.char_indices().rev().nth(n - 1).map(|(at, _)| at),
        }) else {
            return form.into();
        };
        let mut lemma = CompactString::from(&form[..kept]);
        lemma.push_str(&self.ending);
        if lemma.is_empty() { form.into() } else { lemma }
    }
}

/// Lemmas of words.
#[derive(Clone, Debug, Default)]
pub struct Lemmas<'a> {
    /// Scripts by word or ending, with tag.
    pub rules: Dictionary<'a>,
    /// The scripts.
    pub scripts: Vec<Script>,
}

impl Lemmas<'_> {
    /// The dictionary form of `text` where it has that tag.
    #[must_use]
    pub fn lemma(&self, text: &str, tag: Tag, folded: &mut Vec<u8>) -> CompactString {
        fold(text, folded);
        if let (true, Some(stem)) = (matches!(tag.xpos, "NNS" | "VBZ"), hissing(text)) {
            return base(stem, tag);
        }
        if let Some(verb) = exception(folded, tag) {
            return verb.into();
        }
        let rule = (0..=LONGEST_ENDING).find_map(|step| self.rules.get(key(folded, tag, step)?));
        let base = base(text, tag);
        match rule.and_then(|r| self.scripts.get(usize::from(r))) {
            Some(script) => script.apply(&base),
            None => base,
        }
    }
}

/// Forms of verbs that the trained rules take for forms of others ("severed" of "severe"), in the order of the alphabet.
const VERBS: &[(&str, &str)] = &[
    ("atoned", "atone"),
    ("avenged", "avenge"),
    ("bankrolled", "bankroll"),
    ("boomed", "boom"),
    ("cajoled", "cajole"),
    ("communed", "commune"),
    ("consoled", "console"),
    ("disinvited", "disinvite"),
    ("dynamited", "dynamite"),
    ("enrolled", "enroll"),
    ("feted", "fete"),
    ("freed", "free"),
    ("knifed", "knife"),
    ("lambasted", "lambaste"),
    ("manoeuvred", "manoeuvre"),
    ("muzzled", "muzzle"),
    ("nuked", "nuke"),
    ("opined", "opine"),
    ("quelled", "quell"),
    ("ransomed", "ransom"),
    ("rebuked", "rebuke"),
    ("reconvened", "reconvene"),
    ("reinvited", "reinvite"),
    ("reviled", "revile"),
    ("schemed", "scheme"),
    ("severed", "sever"),
    ("severing", "sever"),
    ("stole", "steal"),
    ("strafed", "strafe"),
    ("strove", "strive"),
    ("stymied", "stymie"),
    ("swooped", "swoop"),
    ("tied", "tie"),
    ("tussled", "tussle"),
    ("undid", "undo"),
    ("uninvited", "uninvite"),
    ("vied", "vie"),
];

/// The verb of a form that the rules get wrong.
fn exception(folded: &[u8], tag: Tag) -> Option<&'static str> {
    let form = std::str::from_utf8(folded).ok().filter(|_| matches!(tag.xpos, "VBD" | "VBN" | "VBG"))?;
    VERBS.binary_search_by_key(&form, |(form, _)| form).ok().map(|at| VERBS[at].1)
}

/// Words in -che; all other forms in -ches come from words in -ch.
const CHE: &[&str] =
    &["ache", "cache", "niche", "avalanche", "tranche", "cliche", "quiche", "moustache", "psyche", "crèche", "porsche"];

/// "Clash" of "clashes", "launch" of "launches": no English word ends in -she, and few in -che.
fn hissing(text: &str) -> Option<&str> {
    let stem = text.strip_suffix("es").filter(|stem| stem.len() > 3)?;
    let che = || {
        CHE.iter().any(|word| stem.len() + 1 >= word.len() && stem.to_lowercase().ends_with(&word[..word.len() - 1]))
    };
    (stem.ends_with("sh") || (stem.ends_with("ch") && !che())).then_some(stem)
}

/// The form that a script changes: small letters, but for proper names.
#[must_use]
pub fn base(text: &str, tag: Tag) -> CompactString {
    if tag.upos == crate::Upos::Propn { text.into() } else { CompactString::from_str_to_lowercase(text) }
}

/// Key of the whole word (`step` 0) or of its ending, the longest first; none where the word is shorter.
#[must_use]
pub fn key(folded: &[u8], tag: Tag, step: usize) -> Option<u64> {
    let tag = hash::step(tag.upos as u64, hash::bytes(tag.xpos.as_bytes()));
    if step == 0 {
        return Some(hash::three(300, hash::bytes(folded), tag, 0));
    }
    let length = LONGEST_ENDING.checked_sub(step)?;
    let start = folded.len().checked_sub(length)?;
    Some(hash::three(301, hash::bytes(&folded[start..]), tag, length as u64))
}

#[cfg(test)]
mod tests {
    use crate::Model;
    use crate::tagset::Tag;

    fn check(tag: &str, pairs: &str) {
        let model = Model::embedded().expect("the model is whole");
        let tag = Tag::parse(tag).expect("the tag is known");
        for pair in pairs.split_whitespace() {
            let (form, lemma) = pair.split_once('/').expect("a pair is written form/lemma");
            assert_eq!(model.lemmas.lemma(form, tag, &mut Vec::new()), lemma, "{form} as {tag}");
        }
    }

    #[test]
    fn regular_verbs_of_the_news() {
        check(
            "VERB|VBD",
            "boycotted/boycott raided/raid conceded/concede supplied/supply extradited/extradite vetoed/veto \
             condemned/condemn deployed/deploy ratified/ratify planned/plan permitted/permit hoped/hope urged/urge \
             expelled/expel pledged/pledge shelled/shell besieged/besiege seized/seize agreed/agree denied/deny \
             recalled/recall embargoed/embargo annexed/annex blockaded/blockade assassinated/assassinate severed/sever freed/free \
             avenged/avenge rebuked/rebuke quelled/quell",
        );
        check(
            "VERB|VBN",
            "detained/detain bombed/bomb evacuated/evacuate abducted/abduct sanctioned/sanction imposed/impose \
             released/release mobilised/mobilise recognised/recognise dismissed/dismiss referred/refer",
        );
        check(
            "VERB|VBG",
            "shelling/shell negotiating/negotiate boycotting/boycott withdrawing/withdraw admitting/admit raiding/raid \
             conceding/concede dying/die freezing/freeze",
        );
        check(
            "VERB|VBZ",
            "orders/order clears/clear criticises/criticise denies/deny seizes/seize vetoes/veto goes/go",
        );
    }

    #[test]
    fn irregular_verbs() {
        check(
            "VERB|VBD",
            "froze/freeze withdrew/withdraw met/meet overthrew/overthrow sought/seek fled/flee shot/shoot struck/strike \
             broke/break led/lead upheld/uphold forbade/forbid undertook/undertake said/say",
        );
        check(
            "VERB|VBN",
            "frozen/freeze withdrawn/withdraw overthrown/overthrow slain/slay forbidden/forbid sworn/swear",
        );
    }

    #[test]
    fn nouns() {
        check(
            "NOUN|NNS",
            "troops/troop supplies/supply crises/crisis gunmen/gunman embassies/embassy sanctions/sanction wives/wife \
             embargoes/embargo ceasefires/ceasefire envoys/envoy hostages/hostage bodies/body breaches/breach allies/ally clashes/clash \
             launches/launch headaches/headache ambushes/ambush",
        );
    }
}
