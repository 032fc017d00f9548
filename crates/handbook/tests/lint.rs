//! What lint finds in small codebooks.

use westphalia_handbook::{Kind, Level, lint};

const ACTS: &str = "act\ttype\tmode\tcameo\tkind\tcontexts\tshape\tgloss\n\
    meet\tCONSULT\t\t040\tmeet\t\teither\tmeet\n\
    attack\tASSAULT\t\t190\tassault\t\tdirected\tattack\n";
const CAMEO: &str = "code\tname\tgoldstein\n040\tConsult\t1.0\n190\tUse force\t-10\n";
const TYPES: &str = "type\tmode\tquad\tintensity\tnote\nCONSULT\t\t1\t3.0\t\nASSAULT\t\t4\t-9.6\t\n";
const SETS: &str = "set\twords\tnote\n@troops\ttroop|soldier|army\t\n@people\ttroop|soldier|army|civilian\t\n";

/// The kinds of warnings and errors of a codebook with these frames, each with the name that it is about.
fn found(frames: &str) -> Vec<(Kind, String)> {
    let text = format!("frame\tpos\twords\twhen\tmeans\tactor\trecipient\tcontent\tnote\n{frames}");
    let files = [
        ("acts.tsv", ACTS),
        ("cameo.tsv", CAMEO),
        ("types.tsv", TYPES),
        ("sets.tsv", SETS),
        ("frames/a.tsv", text.as_str()),
    ];
    let (_, findings) = lint(&files);
    let known = findings.into_iter().filter(|finding| finding.kind != Kind::Unused && finding.level != Level::Note);
    known.map(|finding| (finding.kind, if finding.name.is_empty() { finding.at } else { finding.name })).collect()
}

/// What is expected of frames: lines of `name words when means`, a verb each.
fn check(frames: &[[&str; 4]], expected: &[(Kind, &str)]) {
    let row = |[name, words, when, means]: &[&str; 4]| format!("{name}\tv\t{words}\t{when}\t{means}\t\t\t\t\n");
    let text: String = frames.iter().map(row).collect();
    let expected: Vec<(Kind, String)> = expected.iter().map(|(kind, name)| (*kind, (*name).to_owned())).collect();
    assert_eq!(found(&text), expected, "{text}");
}

#[test]
fn frames_that_differ_are_fine() {
    check(&[["a.a", "hit", "obj", "attack"], ["a.b", "meet", "with", "meet"]], &[]);
    // The narrower one is heavier, so it wins where it matches.
    check(&[["a.a", "hit", "obj", "attack"], ["a.b", "hit", "obj=@troops", "meet"]], &[]);
    // Neither holds wherever the other does.
    check(&[["a.a", "hit", "on", "attack"], ["a.b", "hit", "with", "meet"]], &[]);
    // A particle makes another word of it.
    check(&[["a.a", "hit", "obj", "attack"], ["a.b", "hit_on", "obj", "meet"]], &[]);
}

#[test]
fn frames_that_never_win_are_found() {
    let never = [(Kind::NeverWins, "a.b")];
    check(&[["a.a", "hit|meet", "obj", "attack"], ["a.b", "hit", "obj", "meet"]], &never);
    check(&[["a.a", "hit", "obj=@people", "attack"], ["a.b", "hit", "obj=@troops", "meet"]], &never);
    check(&[["a.a", "hit", "obj=@troops", "attack"], ["a.b", "hit", "obj=soldier", "meet"]], &never);
    check(&[["a.a", "hit", "on|at=@state", "attack"], ["a.b", "hit", "on=@state", "meet"]], &never);
    check(&[["a.a", "hit", "obj=@actor", "attack"], ["a.b", "hit", "obj=@state", "meet"]], &never);
    // The first asks for two things that the second has too, and weighs more.
    check(&[["a.a", "hit", "obj obj=@troops", "attack"], ["a.b", "hit", "obj=@troops", "meet"]], &never);
    check(&[["a.a", "hit", "!on|at", "attack"], ["a.b", "hit", "!on|at", "meet"]], &never);
}

#[test]
fn words_that_never_win_are_found() {
    check(&[["a.a", "hit", "obj", "attack"], ["a.b", "hit|beat", "obj", "meet"]], &[(Kind::HiddenWords, "a.b")]);
}

#[test]
fn frames_that_change_nothing_are_found() {
    let same = ["a.b", "hit", "obj=@troops", "attack"];
    check(&[["a.a", "hit", "obj", "attack"], same], &[(Kind::Redundant, "a.b")]);
    // It keeps a third frame from winning.
    check(&[["a.a", "hit", "", "attack"], same, ["a.c", "hit", "on", "meet"]], &[]);
}

#[test]
fn conditions_that_cannot_hold_are_found() {
    check(&[["a.a", "hit", "obj !obj", "attack"]], &[(Kind::Impossible, "a.a")]);
    check(&[["a.a", "hit", "on=@state !on|at", "attack"]], &[(Kind::Impossible, "a.a")]);
    check(&[["a.a", "hit", "on|at=@state !on", "attack"]], &[]);
}

#[test]
fn slips_are_found() {
    check(&[["a.a", "hit", "obj subj!", "attack"]], &[(Kind::UnknownSlot, "a.a")]);
    check(&[["a.a", "", "obj", "attack"]], &[(Kind::NoWords, "a.a")]);
}

#[test]
fn every_broken_row_is_told_with_its_line() {
    let rows = [
        ["a.a", "hit", "obj", "attak"],
        ["a.b", "hit", "obj=@tropps", "attack"],
        ["a.c", "hit", "obj", "op:refuse"],
        ["a.d", "hit", "obj", "attack"],
        ["a.d", "beat", "obj", "attack"],
    ];
    let at = |line: &'static str| (Kind::BrokenRow, line);
    check(&rows, &[at("frames/a.tsv:2"), at("frames/a.tsv:3"), at("frames/a.tsv:4"), at("frames/a.tsv:6")]);
}

#[test]
fn acts_name_codes_contexts_and_scores() {
    let acts =
        "act\ttype\tmode\tcameo\tkind\tcontexts\tshape\tgloss\nmeet\tCONSULT\tparty\t999\tmeet\tlunar\teither\tmeet\n";
    let (_, findings) = lint(&[("acts.tsv", acts), ("acts/own.tsv", acts)]);
    let count = |kind: Kind| findings.iter().filter(|finding| finding.kind == kind).count();
    assert_eq!((count(Kind::MissingRow), count(Kind::RepeatedName)), (6, 1), "{findings:#?}");
    let at: Vec<&str> = findings.iter().map(|finding| finding.at.as_str()).collect();
    assert!(at.contains(&"acts.tsv:2") && at.contains(&"acts/own.tsv:2"), "{at:?}");
}
