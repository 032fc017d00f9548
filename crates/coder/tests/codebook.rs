//! The shipped codebook holds together, and a damaged one is refused with file and line.

use std::collections::BTreeSet;
use westphalia_coder::codebook::{Codebook, Meaning, Yield};
use westphalia_model::EventType;

fn shipped() -> Codebook {
    Codebook::embedded().expect("the shipped codebook loads")
}

#[test]
fn every_type_has_acts_and_every_act_can_be_reached() {
    let book = shipped();
    let of_type = |t: EventType| book.acts.iter().any(|a| a.event_type == t);
    assert!(EventType::ALL.into_iter().all(of_type));
    let mut reached: BTreeSet<usize> = BTreeSet::new();
    for frame in &book.frames {
        if let Meaning::Act(act) = frame.meaning {
            reached.insert(act);
        }
    }
    for outcome in book.operators.iter().flat_map(|op| &op.outcomes) {
        if let Yield::Act(act) = outcome.result {
            reached.insert(act);
        }
    }
    let dead: Vec<_> =
        (0..book.acts.len()).filter(|a| !reached.contains(a)).map(|a| book.acts[a].name.as_str()).collect();
    assert!(dead.is_empty(), "no frame and no operator leads to {dead:?}");
}

#[test]
fn every_act_has_a_code_with_a_score() {
    let book = shipped();
    let without: Vec<_> =
        book.acts.iter().filter(|a| !book.cameo.contains_key(&a.cameo)).map(|a| (&a.name, &a.cameo)).collect();
    assert!(without.is_empty(), "acts whose CAMEO code is not in cameo.tsv: {without:?}");
}

#[test]
fn the_modes_of_plover_are_all_there() {
    let modes = "visit third-party multilateral phone withdraw release return disarm ceasefire access resign assist change yield \
        meet disapprove investigate allege restrict ban arrest relations expel territory violence demo riot strike hunger \
        boycott obstruct convict discontinue troops weapons police militia seize censor curfew martial-law deport withhold \
        misinformation cyber abduct beat torture execute sexual assassinate destroy primitive firearms explosives \
        suicide-attack aerial drone heavy-weapons crowd-control cleansing massacre unconventional";
    let book = shipped();
    let missing: Vec<_> = modes.split_whitespace().filter(|m| !book.acts.iter().any(|a| a.mode == *m)).collect();
    assert!(missing.is_empty(), "modes that no act has: {missing:?}");
}

fn check_refused(file: &str, text: &str, words: &str) {
    let acts = "act\ttype\tmode\tcameo\tkind\tcontexts\tshape\tgloss\nmeet\tCONSULT\t\t040\tmeet\t\teither\tmeet\n";
    let files = [("acts.tsv", acts), (file, text)];
    let files: Vec<_> = if file == "acts.tsv" { vec![(file, text)] } else { files.to_vec() };
    let error = Codebook::from_files(&files).expect_err("a damaged codebook");
    let message = error.to_string();
    assert!(message.contains(words) && message.contains(&format!("{file}:2")), "{message}");
}

#[test]
fn a_damaged_codebook_is_refused_with_file_and_line() {
    let header = "frame\tpos\twords\twhen\tmeans\tactor\trecipient\tcontent\tnote\n";
    check_refused("acts.tsv", "head\nmeet\tTALK\t\t040\tmeet\t\teither\t\n", "16 event types");
    check_refused("acts.tsv", "head\nmeet\tCONSULT\t\t040\tmeet\t\tround\t\n", "shape");
    check_refused("frames/a.tsv", &format!("{header}a.b\tx\tmeet\t\tmeet\t\t\t\t\n"), "part of speech");
    check_refused("frames/a.tsv", &format!("{header}a.b\tv\tmeet\t\tgreet\t\t\t\t\n"), "an act of acts.tsv");
    check_refused("frames/a.tsv", &format!("{header}a.b\tv\tmeet\tobj=@none\tmeet\t\t\t\t\n"), "a set of sets.tsv");
    check_refused("operators.tsv", "head\nask\tthem\taddressee\t\n", "doer");
}
