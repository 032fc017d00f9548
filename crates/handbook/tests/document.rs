//! The pages, and that their examples are coded as they say.

use westphalia_atlas::Atlas;
use westphalia_coder::Coder;
use westphalia_coder::codebook::{Codebook, SHIPPED};
use westphalia_handbook::{Examples, Page, Usage, cases, document, stale};

const FRAMES: &str = "frame\tpos\twords\twhen\tmeans\tactor\trecipient\tcontent\tnote\n\
    a.attack\tv\tattack\tobj\tattack\t\tobj\t\t\n\
    a.deal\tv\treach|strike\tobj obj=@deal\tagree-deal\t\twith\t\tstruck a deal\n\
    a.attack-n\tn\tattack\t\tattack\tby,poss,mod\ton,against\t\t\n\
    a.promise\tv\tpromise\txcomp\top:promise\t\tto\txcomp\t\n\
    assault.none\tv\tattack\tobj=problem|question obj\tnone\t\t\t\t\n\
    a.never\tv\tglorp\tobj\tattack\t\tobj\t\t\n";

const SPECS: &str =
    "# A spec\n\n> Iran attacked Israel on Tuesday.\n(2024-06-18; source: a paper)\n- ASSAULT IRN -> ISR actual\n";

fn coder() -> Coder {
    let shipped = SHIPPED.iter().copied().filter(|(name, _)| !name.starts_with("frames/"));
    let files: Vec<(&str, &str)> = shipped.chain([("frames/a.tsv", FRAMES)]).collect();
    let book = Codebook::from_files(&files).expect("the frames fit");
    Coder::with(book, Atlas::embedded()).expect("the coder loads")
}

fn page<'a>(pages: &'a [Page], name: &str) -> &'a str {
    pages.iter().find(|page| page.name == name).map(|page| page.text.as_str()).expect("a page of that name")
}

#[test]
fn sentences_of_specs_go_first_and_are_marked() {
    let coder = coder();
    let examples = Examples::collect(&coder, &cases("a.md", SPECS));
    let of = |name: &str| {
        let at = coder.codebook().frames.iter().position(|frame| frame.name == name).expect("a frame");
        &examples.of[at]
    };
    let attack = of("a.attack");
    assert!(attack[0].by_hand && attack[0].event == "ASSAULT IRN → ISR", "{attack:?}");
    for name in ["a.attack", "a.deal", "a.attack-n", "a.promise", "assault.none"] {
        assert_eq!(of(name).len(), 3, "{name}: {:?}", of(name));
    }
    assert!(of("a.deal").iter().all(|example| example.event.starts_with("AGREE ")), "{:?}", of("a.deal"));
    assert!(of("assault.none").iter().all(|example| example.event.is_empty()), "{:?}", of("assault.none"));
}

#[test]
fn pages_say_what_frames_ask_for() {
    let coder = coder();
    let pages = document(coder.codebook(), &Examples::collect(&coder, &cases("a.md", SPECS)));
    for (name, part) in [
        ("README.md", "| [ASSAULT](assault.md) | 4 | -9.6 |"),
        ("agree.md", "**reach, strike** (verb) whose object is one of `@deal` (*deal, agreement,"),
        ("agree.md", "Note: struck a deal."),
        ("assault.md", "- Iran attacked Israel on Tuesday. § → `ASSAULT IRN → ISR`"),
        ("assault.md", "## Uses that are no event"),
        ("assault.md", "whose object is *problem* or *question*"),
        ("assault.md", "Goes before `a.attack`."),
        ("operators.md", "| aid | `agree-aid` (AGREE) |"),
        ("operators.md", "**promise** (verb) which has an infinitive or complement."),
        ("sets.md", "- `@deal`: deal, agreement"),
    ] {
        let text = page(&pages, name);
        assert!(text.contains(part), "expected {part} in {name}\n{text}");
    }
}

#[test]
fn a_document_knows_its_codebook() {
    let coder = coder();
    let none = Examples { of: vec![Vec::new(); coder.codebook().frames.len()] };
    let pages = document(coder.codebook(), &none);
    let index = page(&pages, "README.md");
    assert_eq!(stale(coder.codebook(), "README.md", index), None);
    let shipped = Codebook::embedded().expect("the shipped codebook loads");
    let finding = stale(&shipped, "README.md", index).expect("it is of another codebook");
    assert!(finding.message.contains(&shipped.version) && finding.message.contains(&coder.codebook().version));
    assert!(stale(&shipped, "README.md", "# Another page").is_some());
}

#[test]
fn frames_that_nothing_needs_are_found() {
    let coder = coder();
    let usage = Usage::of_cases(&coder, &cases("a.md", SPECS));
    let untested: Vec<String> = usage.untested(coder.codebook()).into_iter().map(|finding| finding.name).collect();
    assert_eq!(untested, ["a.deal", "a.attack-n", "a.promise", "assault.none", "a.never"]);
    let counts: Vec<Option<usize>> = usage.findings(coder.codebook()).iter().map(|finding| finding.count).collect();
    assert_eq!(counts, [Some(1), Some(0), Some(0), Some(0), Some(0), Some(0)]);
}
