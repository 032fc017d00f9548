//! Arguments that hang on the wrong word or bear the wrong name.

use super::Mend;
use crate::tree::Tree;
use westphalia_text::{Deprel, Upos};

/// "The ministers are due to meet": the adjective after the copula was taken for the subject.
pub fn swapped_predicate(tree: &Tree<'_>, noun: usize, mends: &mut Vec<Mend>) {
    let Some(copula) = tree.child(noun, &[Deprel::Cop]).filter(|c| *c > noun && tree.is_noun(noun)) else { return };
    let adjective =
        tree.children(noun).find(|k| *k > copula && tree.rel(*k) == Deprel::Nsubj && tree.token(*k).upos == Upos::Adj);
    let Some(adjective) = adjective else { return };
    mends.push(Mend::in_place_of(adjective, noun, tree));
    mends.push(Mend::under(noun, adjective, Deprel::Nsubj));
    for kid in tree.children(noun).filter(|k| matches!(tree.rel(*k), Deprel::Cop | Deprel::Punct | Deprel::Advmod)) {
        mends.push(Mend { head: Some(Some(adjective)), ..Mend::at(kid) });
    }
}

/// "The coast guard rescued ninety": a noun without a verb above it, with a past participle that has an object of its own. The
/// noun was taken for the head of a participle; the verb takes its place in the tree.
pub fn swallowed_clause(tree: &Tree<'_>, noun: usize, mends: &mut Vec<Mend>) {
    if tree.rel(noun) != Deprel::Root
        || !tree.is_noun(noun)
        || tree.child(noun, &[Deprel::Cop, Deprel::Nsubj]).is_some()
    {
        return;
    }
    let participle =
        |k: &usize| *k > noun && tree.rel(*k) == Deprel::Acl && matches!(tree.token(*k).xpos, "VBN" | "VBD");
    let Some(verb) = tree.children(noun).find(participle) else { return };
    let object = tree.children(verb).find(|k| {
        *k > verb
            && (tree.is_noun(*k) || tree.token(*k).upos == Upos::Num)
            && (tree.rel(*k) == Deprel::Obj
                || (matches!(tree.rel(*k), Deprel::Obl | Deprel::OblUnmarked) && tree.case(*k).is_none()))
    });
    let Some(object) = object else { return };
    mends.push(Mend { xpos: Some("VBD"), ..Mend::in_place_of(verb, noun, tree) });
    mends.push(Mend::under(noun, verb, Deprel::Nsubj));
    mends.push(Mend { rel: Some(Deprel::Obj), ..Mend::at(object) });
}

/// "Forces kill at least seven militants": a noun right of an active verb without a preposition, that tells no time, is its object.
pub fn bare_object(tree: &Tree<'_>, noun: usize, mends: &mut Vec<Mend>) {
    if !matches!(tree.rel(noun), Deprel::Obl | Deprel::OblUnmarked)
        || !(tree.is_noun(noun) || tree.token(noun).upos == Upos::Num)
        || is_time(tree, noun)
    {
        return;
    }
    let Some(verb) = tree.head(noun).filter(|v| *v < noun && is_active(tree, *v)) else { return };
    let cases = tree.children(noun).filter(|k| tree.rel(*k) == Deprel::Case);
    let measured = cases.clone().all(|k| {
        tree.words.get(k + 1).is_some_and(|next| matches!(*next, "least" | "most")) || tree.lemma(k) == "than"
    });
    let has_object = tree.child(verb, &[Deprel::Obj, Deprel::Ccomp, Deprel::Xcomp]).is_some();
    if measured && !has_object && !is_intransitive(tree.lemma(verb)) {
        mends.push(Mend { rel: Some(Deprel::Obj), ..Mend::at(noun) });
    }
}

/// "Both states warned the United States not to interfere": a second subject, right of the verb, is its object.
pub fn late_subject(tree: &Tree<'_>, noun: usize, mends: &mut Vec<Mend>) {
    if tree.rel(noun) != Deprel::Nsubj || !tree.is_noun(noun) {
        return;
    }
    let Some(verb) = tree.head(noun).filter(|v| *v < noun && is_active(tree, *v)) else { return };
    let subject = tree.children(verb).any(|k| k < verb && matches!(tree.rel(k), Deprel::Nsubj));
    if subject && tree.child(verb, &[Deprel::Obj]).is_none() {
        mends.push(Mend { rel: Some(Deprel::Obj), ..Mend::at(noun) });
    }
}

/// "Authorities arrest a man accused of building a bomb": a participle taken for a clause that the verb would report.
pub fn participle(tree: &Tree<'_>, clause: usize, mends: &mut Vec<Mend>) {
    let token = tree.token(clause);
    if token.deprel != Deprel::Ccomp || !matches!(token.xpos, "VBN" | "VBD") || tree.mark(clause).is_some() {
        return;
    }
    let Some(verb) = tree.head(clause).filter(|v| *v < clause && is_active(tree, *v)) else { return };
    let Some(noun) = tree.child(clause, &[Deprel::Nsubj]).filter(|n| tree.is_noun(*n) && *n > verb) else { return };
    // "Accused", "armed", "suspected": nothing but its phrase follows, and no auxiliary stands before it.
    let bare = tree.child(clause, &[Deprel::Obj, Deprel::Aux, Deprel::Ccomp]).is_none();
    if bare && !takes_a_clause(tree.lemma(verb)) && tree.child(verb, &[Deprel::Obj]).is_none() {
        mends.push(Mend::under(noun, verb, Deprel::Obj));
        mends.push(Mend::under(clause, noun, Deprel::Acl));
    }
}

/// "Die following an attack", "met with X regarding Y": participles that have become prepositions.
pub fn verbal_preposition(tree: &Tree<'_>, word: usize, mends: &mut Vec<Mend>) {
    let lower = tree.words[word].to_ascii_lowercase();
    let known = matches!(
        lower.as_str(),
        "following" | "regarding" | "concerning" | "including" | "involving" | "pending" | "excluding"
    );
    let Some(above) = tree.head(word).filter(|_| known) else { return };
    if lower == "following" && tree.rel(word) == Deprel::Amod && above > word {
        // "... following threats by the president", not "the following threats".
        let bare = tree.case(above).is_none() && tree.children(above).all(|k| k >= word);
        if bare {
            mends.push(Mend { upos: Some(Upos::Adp), rel: Some(Deprel::Case), ..Mend::at(word) });
        }
        return;
    }
    if !matches!(tree.rel(word), Deprel::Xcomp | Deprel::Advcl | Deprel::Acl) {
        return;
    }
    let Some(object) = tree.child(word, &[Deprel::Obj]).filter(|o| *o > word) else { return };
    let phrase = if tree.is_noun(above) { Deprel::Nmod } else { Deprel::Obl };
    mends.push(Mend::under(object, above, phrase));
    mends.push(Mend { upos: Some(Upos::Adp), ..Mend::under(word, object, Deprel::Case) });
    let partner = tree.child(word, &[Deprel::Nsubj]);
    for kid in tree.children(word).filter(|k| *k != object) {
        match (tree.rel(kid), partner) {
            // "Met in Berlin with the prime minister regarding": the minister belongs to the meeting.
            (Deprel::Nsubj, _) => mends.push(Mend::under(kid, above, Deprel::Obl)),
            (Deprel::Mark, Some(partner)) => mends.push(Mend::under(kid, partner, Deprel::Case)),
            _ => mends.push(Mend { head: Some(Some(object)), ..Mend::at(kid) }),
        }
    }
}

/// "Slovakia ready to suspend supplies": a headline without its copula; the name before the adjective is its subject.
pub fn headline_adjective(tree: &Tree<'_>, adjective: usize, mends: &mut Vec<Mend>) {
    let ready = matches!(tree.lemma(adjective), "ready" | "set" | "willing" | "unable" | "able" | "due" | "likely");
    let subjects = [Deprel::Nsubj, Deprel::NsubjPass, Deprel::Cop];
    if !ready || tree.rel(adjective) != Deprel::Root || tree.child(adjective, &subjects).is_some() {
        return;
    }
    let noun = tree.children(adjective).find(|k| {
        *k < adjective
            && tree.is_noun(*k)
            && tree.case(*k).is_none()
            && matches!(
                tree.rel(*k),
                Deprel::Compound
                    | Deprel::Nmod
                    | Deprel::Amod
                    | Deprel::NmodUnmarked
                    | Deprel::Obl
                    | Deprel::OblUnmarked
                    | Deprel::NmodDesc
            )
    });
    if let Some(noun) = noun.filter(|_| tree.children(adjective).any(|k| k > adjective && tree.has_to(k))) {
        mends.push(Mend { rel: Some(Deprel::Nsubj), ..Mend::at(noun) });
    }
}

/// "Confirmed Russia used missiles": the noun after a verb of saying is the subject of the clause that follows.
pub fn reported_subject(tree: &Tree<'_>, noun: usize, mends: &mut Vec<Mend>) {
    if tree.rel(noun) != Deprel::Obj || !tree.is_noun(noun) {
        return;
    }
    let Some(verb) = tree.head(noun).filter(|v| *v < noun && takes_a_clause(tree.lemma(*v))) else { return };
    let clause = tree.children(verb).find(|k| {
        let finite = matches!(tree.token(*k).xpos, "VBD" | "VBZ" | "VBP")
            || tree.children(*k).any(|a| tree.rel(a) == Deprel::Aux && tree.token(a).xpos == "MD");
        *k > noun && tree.rel(*k) == Deprel::Ccomp && finite && tree.mark(*k).is_none()
    });
    let Some(clause) = clause.filter(|c| tree.child(*c, &[Deprel::Nsubj, Deprel::NsubjPass]).is_none()) else { return };
    let rel = if tree.child(clause, &[Deprel::AuxPass]).is_some() { Deprel::NsubjPass } else { Deprel::Nsubj };
    mends.push(Mend::under(noun, clause, rel));
}

/// "A bomb in a court in Quetta, Pakistan kills": the last name of a place is not the subject.
pub fn dislocated_subject(tree: &Tree<'_>, noun: usize, mends: &mut Vec<Mend>) {
    if tree.rel(noun) != Deprel::Dislocated || !tree.is_noun(noun) {
        return;
    }
    let Some(verb) = tree.head(noun).filter(|v| *v > noun && tree.is_verb(*v)) else { return };
    let place = tree.child(verb, &[Deprel::Nsubj]).filter(|p| *p > noun && *p < verb);
    let Some(place) = place.filter(|p| tree.words[*p - 1] == "," && tree.token(*p).upos == Upos::Propn) else { return };
    mends.push(Mend { rel: Some(Deprel::Nsubj), ..Mend::at(noun) });
    mends.push(Mend::under(place, noun, Deprel::NmodUnmarked));
}

/// "Both have maintained": a subject that hangs on the auxiliary belongs to the verb.
pub fn subject_of_auxiliary(tree: &Tree<'_>, subject: usize, mends: &mut Vec<Mend>) {
    if !matches!(tree.rel(subject), Deprel::Nsubj | Deprel::NsubjPass) {
        return;
    }
    let auxiliary = tree.head(subject).filter(|a| matches!(tree.rel(*a), Deprel::Aux | Deprel::AuxPass | Deprel::Cop));
    let verb = auxiliary.and_then(|a| tree.head(a)).filter(|v| *v > subject);
    if let Some(verb) = verb.filter(|v| tree.child(*v, &[Deprel::Nsubj, Deprel::NsubjPass]).is_none()) {
        mends.push(Mend::under(subject, verb, tree.rel(subject)));
    }
}

/// "A delegation led by the minister arrived": the participle was taken for the main verb.
pub fn participle_as_root(tree: &Tree<'_>, participle: usize, mends: &mut Vec<Mend>) {
    let Some(subject) = tree.child(participle, &[Deprel::Nsubj, Deprel::NsubjPass]) else { return };
    let by = tree.child(participle, &[Deprel::OblAgent]);
    let auxiliary = tree.child(participle, &[Deprel::Aux, Deprel::AuxPass, Deprel::Obj]);
    if !tree.is_verb(participle) || by.is_none() || auxiliary.is_some() {
        return;
    }
    let main = tree.children(participle).find(|k| {
        *k > participle
            && matches!(tree.rel(*k), Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl | Deprel::Parataxis)
            && matches!(tree.token(*k).xpos, "VBD" | "VBZ")
            && tree.mark(*k).is_none()
            && tree.child(*k, &[Deprel::Nsubj]).is_none()
    });
    let Some(main) = main else { return };
    mends.push(Mend::in_place_of(main, participle, tree));
    mends.push(Mend::under(subject, main, Deprel::Nsubj));
    mends.push(Mend { xpos: Some("VBN"), ..Mend::under(participle, subject, Deprel::Acl) });
}

/// "Is due to visit India": the infinitive after such an adjective is its complement, not its subject.
pub fn infinitive_of_adjective(tree: &Tree<'_>, clause: usize, mends: &mut Vec<Mend>) {
    let wrong = matches!(tree.rel(clause), Deprel::Csubj | Deprel::Advcl) && tree.has_to(clause);
    let Some(head) = tree.head(clause).filter(|h| *h < clause && wrong) else { return };
    if matches!(
        tree.lemma(head),
        "due" | "likely" | "certain" | "set" | "ready" | "willing" | "able" | "unlikely" | "sure"
    ) {
        mends.push(Mend { rel: Some(Deprel::Xcomp), ..Mend::at(clause) });
    }
}

/// "Colombia's government and the FARC signed", "Poland, Latvia discuss": of two subjects the second is joined to the first.
pub fn second_subject(tree: &Tree<'_>, second: usize, mends: &mut Vec<Mend>) {
    if tree.rel(second) != Deprel::Nsubj || !tree.is_noun(second) {
        return;
    }
    let Some(verb) = tree.head(second).filter(|v| *v > second) else { return };
    let first = tree.children(verb).find(|k| *k < second && tree.rel(*k) == Deprel::Nsubj && tree.is_noun(*k));
    let Some(first) = first else { return };
    let (_, end) = tree.extent(first);
    let (start, _) = tree.extent(second);
    let between = (end + 1..start.max(end + 1)).all(|i| matches!(tree.words[i], "," | "and" | "&"));
    let joined = between && (tree.words[start.min(second)] == "and" || start > end + 1);
    if joined {
        mends.push(Mend::under(second, first, Deprel::Conj));
    }
}

/// "She and Chilean officials agreed": the pronoun is joined to the noun, not its subject.
pub fn joined_pronoun(tree: &Tree<'_>, pronoun: usize, mends: &mut Vec<Mend>) {
    let joined = tree.token(pronoun).upos == Upos::Pron
        && matches!(tree.rel(pronoun), Deprel::Nsubj | Deprel::NsubjPass)
        && tree.words.get(pronoun + 1) == Some(&"and");
    let Some(noun) = tree.head(pronoun).filter(|n| joined && *n > pronoun + 1 && tree.is_noun(*n)) else { return };
    let subject = matches!(tree.rel(noun), Deprel::Nsubj | Deprel::NsubjPass);
    if subject && tree.child(noun, &[Deprel::Cop]).is_none() {
        mends.push(Mend::in_place_of(pronoun, noun, tree));
        mends.push(Mend::under(noun, pronoun, Deprel::Conj));
        mends.push(Mend::under(pronoun + 1, noun, Deprel::Cc));
    }
}

/// "Granted Ukraine a loan": of two objects the first is the receiver.
pub fn second_object(tree: &Tree<'_>, second: usize, mends: &mut Vec<Mend>) {
    if tree.rel(second) != Deprel::Obj {
        return;
    }
    let Some(verb) = tree.head(second).filter(|v| *v < second) else { return };
    let first = tree.children(verb).find(|k| *k > verb && *k < second && tree.rel(*k) == Deprel::Obj);
    // "Sells its mines while the price holds": a finite verb is nobody's object, but a clause of its own.
    if first.is_some() && tree.is_verb(second) && matches!(tree.token(second).xpos, "VBZ" | "VBD" | "VBP") {
        mends.push(Mend { rel: Some(Deprel::Advcl), ..Mend::at(second) });
        for kid in tree.children(second).filter(|k| *k > second && tree.rel(*k) == Deprel::Advcl) {
            mends.push(Mend { head: Some(Some(verb)), ..Mend::at(kid) });
        }
        return;
    }
    if let Some(first) = first.filter(|_| tree.child(verb, &[Deprel::Iobj]).is_none()) {
        mends.push(Mend { rel: Some(Deprel::Iobj), ..Mend::at(first) });
    }
}

/// "Call upon Beijing to join": a noun with a preposition is a phrase, whatever it was taken for.
pub fn phrase_as_complement(tree: &Tree<'_>, noun: usize, mends: &mut Vec<Mend>) {
    let wrong = matches!(tree.rel(noun), Deprel::Xcomp | Deprel::Obj | Deprel::Nsubj | Deprel::Iobj);
    let verb = tree.head(noun).filter(|v| *v < noun && tree.is_verb(*v));
    let phrase = tree.children(noun).find(|k| *k < noun && tree.rel(*k) == Deprel::Case);
    let preposition = phrase.map(|p| tree.lemma(p));
    if wrong
        && tree.is_noun(noun)
        && verb.is_some()
        && preposition.is_some_and(opens_a_phrase)
        && !tree.words.get(noun.saturating_sub(1)).is_some_and(|w| matches!(*w, "least" | "most"))
    {
        mends.push(Mend { rel: Some(Deprel::Obl), ..Mend::at(noun) });
    }
}

/// "Threats by the president, who warns of": a clause that begins with a relative word hangs on the noun before it.
pub fn stray_relative(tree: &Tree<'_>, clause: usize, mends: &mut Vec<Mend>) {
    if matches!(tree.rel(clause), Deprel::AclRelcl | Deprel::Root | Deprel::Ccomp | Deprel::Csubj) {
        return;
    }
    let who = tree.child(clause, &[Deprel::Nsubj, Deprel::NsubjPass]);
    let Some(who) = who.filter(|w| matches!(tree.token(*w).xpos, "WP" | "WDT") && *w < clause) else { return };
    let before = (0..who).rev().find(|i| tree.words[*i] != ",");
    let Some(mut noun) = before.filter(|b| tree.is_noun(*b)) else { return };
    while matches!(tree.rel(noun), Deprel::Flat | Deprel::Compound) {
        let Some(head) = tree.head(noun).filter(|h| *h < who) else { break };
        noun = head;
    }
    if !tree.under(noun, clause) {
        mends.push(Mend::under(clause, noun, Deprel::AclRelcl));
    }
}

/// "Admitted for the first time that it had spied": the clause belongs to the verb, and not to the time.
pub fn clause_of_time(tree: &Tree<'_>, clause: usize, mends: &mut Vec<Mend>) {
    if !matches!(tree.rel(clause), Deprel::AclRelcl | Deprel::Acl) {
        return;
    }
    let Some(time) = tree.head(clause).filter(|t| tree.lemma(*t) == "time" && tree.rel(*t) == Deprel::Obl) else {
        return;
    };
    let Some(verb) = tree.head(time).filter(|v| *v < time && takes_a_clause(tree.lemma(*v))) else { return };
    let Some(that) = tree.children(clause).next().filter(|k| tree.lemma(*k) == "that") else { return };
    let own = tree.children(clause).any(|k| k != that && matches!(tree.rel(k), Deprel::Nsubj | Deprel::NsubjPass));
    if own && tree.child(verb, &[Deprel::Obj, Deprel::Ccomp]).is_none() {
        mends.push(Mend::under(clause, verb, Deprel::Ccomp));
        mends.push(Mend { upos: Some(Upos::Sconj), ..Mend::under(that, clause, Deprel::Mark) });
    }
}

/// "A clerk who copied the plans and was caught": a verb is joined to the verb of the relative clause, never to the noun.
pub fn verb_beside_a_noun(tree: &Tree<'_>, verb: usize, mends: &mut Vec<Mend>) {
    let wrong = tree.rel(verb) == Deprel::Conj
        && tree.is_verb(verb)
        && tree.child(verb, &[Deprel::Nsubj, Deprel::NsubjPass]).is_none()
        && tree.child(verb, &[Deprel::Cc]).is_some();
    let Some(noun) = tree.head(verb).filter(|n| wrong && tree.is_noun(*n)) else { return };
    if tree.child(noun, &[Deprel::Cop, Deprel::Nsubj]).is_some() {
        return;
    }
    let relative = tree.children(noun).rfind(|k| tree.rel(*k) == Deprel::AclRelcl && *k < verb && tree.is_verb(*k));
    if let Some(relative) = relative {
        mends.push(Mend { head: Some(Some(relative)), ..Mend::at(verb) });
    }
}

/// "Sailed towards the admiral's yacht": the preposition stands before the owner but belongs to what is owned.
pub fn case_of_owner(tree: &Tree<'_>, preposition: usize, mends: &mut Vec<Mend>) {
    let before = tree.rel(preposition) == Deprel::Case && tree.token(preposition).upos == Upos::Adp;
    let Some(owner) = tree.head(preposition).filter(|o| before && *o > preposition) else { return };
    if tree.rel(owner) != Deprel::NmodPoss {
        return;
    }
    let Some(thing) = tree.head(owner).filter(|t| *t > owner && tree.is_noun(*t)) else { return };
    if tree.child(thing, &[Deprel::Case]).is_some() || tree.rel(thing) == Deprel::Nsubj {
        return;
    }
    mends.push(Mend::under(preposition, thing, Deprel::Case));
    if tree.rel(thing) == Deprel::Obj {
        mends.push(Mend { rel: Some(Deprel::Obl), ..Mend::at(thing) });
    }
}

/// Prepositions that an object never follows but as part of a phrase.
fn opens_a_phrase(preposition: &str) -> bool {
    matches!(
        preposition,
        "on" | "upon"
            | "with"
            | "to"
            | "for"
            | "against"
            | "from"
            | "at"
            | "in"
            | "by"
            | "toward"
            | "towards"
            | "into"
            | "onto"
            | "across"
            | "through"
            | "near"
            | "outside"
            | "under"
    )
}

fn is_active(tree: &Tree<'_>, verb: usize) -> bool {
    tree.is_verb(verb) && !tree.passive(verb)
}

/// Words that tell when or how long, with or without a number.
fn is_time(tree: &Tree<'_>, noun: usize) -> bool {
    let told = |i: usize| {
        let lemma = tree.lemma(i).to_lowercase();
        let day = lemma.ends_with("day");
        let year = lemma.len() == 4 && lemma.bytes().all(|b| b.is_ascii_digit());
        day || year
            || matches!(
                lemma.as_str(),
                "week"
                    | "month"
                    | "year"
                    | "hour"
                    | "minute"
                    | "second"
                    | "time"
                    | "tomorrow"
                    | "tonight"
                    | "morning"
                    | "evening"
                    | "night"
                    | "afternoon"
                    | "weekend"
                    | "decade"
                    | "century"
                    | "moment"
                    | "spring"
                    | "summer"
                    | "autumn"
                    | "winter"
                    | "january"
                    | "february"
                    | "march"
                    | "april"
                    | "may"
                    | "june"
                    | "july"
                    | "august"
                    | "september"
                    | "october"
                    | "november"
                    | "december"
                    | "percent"
                    | "%"
                    | "kilometer"
                    | "kilometre"
                    | "km"
                    | "mile"
                    | "meter"
                    | "metre"
                    | "way"
                    | "jan."
                    | "feb."
                    | "aug."
                    | "sept."
                    | "oct."
                    | "nov."
                    | "dec."
            )
    };
    told(noun)
}

/// Verbs that no object follows.
fn is_intransitive(lemma: &str) -> bool {
    matches!(
        lemma,
        "die"
            | "arrive"
            | "go"
            | "come"
            | "remain"
            | "last"
            | "fall"
            | "rise"
            | "be"
            | "become"
            | "stay"
            | "travel"
            | "happen"
            | "occur"
            | "drop"
            | "increase"
            | "decrease"
            | "grow"
            | "decline"
            | "continue"
            | "begin"
            | "wait"
            | "live"
            | "return"
            | "work"
            | "resign"
            | "collapse"
            | "speak"
            | "cost"
            | "weigh"
    )
}

/// Verbs that report a clause without "that".
fn takes_a_clause(lemma: &str) -> bool {
    matches!(
        lemma,
        "say"
            | "claim"
            | "state"
            | "report"
            | "announce"
            | "confirm"
            | "deny"
            | "believe"
            | "think"
            | "hope"
            | "fear"
            | "warn"
            | "suggest"
            | "argue"
            | "insist"
            | "note"
            | "add"
            | "reveal"
            | "learn"
            | "know"
            | "find"
            | "show"
            | "indicate"
            | "declare"
            | "allege"
            | "see"
            | "want"
            | "have"
            | "get"
            | "hear"
            | "rule"
            | "decide"
            | "agree"
            | "promise"
            | "vow"
            | "pledge"
            | "admit"
            | "acknowledge"
            | "tell"
            | "assert"
            | "stress"
            | "maintain"
    )
}
