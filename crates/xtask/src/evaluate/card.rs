//! Writes the card of the coder: what it was measured on, how well it does, how fast, and where it fails.

use super::{Parts, events, mentions, pairs};
use anyhow::Context;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Facts for the card.
pub struct Facts<'a> {
    /// Scores of marked pairs.
    pub pairs: &'a Parts<pairs::Score>,
    /// Scores of whole sentences.
    pub events: &'a Parts<events::Score>,
    /// The same for each kind of text.
    pub by_kind: &'a [(&'static str, events::Score)],
    /// Scores of names and offices.
    pub mentions: &'a mentions::Score,
    /// What the benchmark measured.
    pub speed: Option<Value>,
    /// Specs that are not met, by file.
    pub failures: BTreeMap<String, Vec<String>>,
}

const HEAD: &str = "# Model card: the coder

Written by `cargo xtask evaluate --gold DIR --samples DIR --speed FILE --card docs/cards/coder.md`, with the speed from
`cargo xtask bench --text FILE --json FILE`. The coder reads trees of the [text model](text.md), names of the [atlas](atlas.md) and the rules of the
[codebook](../codebook/README.md); only marked pairs that no rule decides go to a [classifier](relation.md). Intervals hold 95 of 100
bootstrap resamples.

## Data and splits

- **Pairs**: 1,050 sentences with marked parties and one of 15 relations (PLOVER with CONCEDE and RETREAT as YIELD; Hu et al. 2024). The classifier is scored
  by five-fold cross-validation. Rules count as trained on what their authors read: two thirds. The third that nobody read is told apart.
- **Events**: 300 sentences of fourteen corpora, about half with nothing to code, each coded by one careful reader and read again by another. Two thirds were read,
  one third not (one sentence excepted). Rules were also tuned on 720 further sentences labelled for development, which are not scored here.
- **Mentions**: 466 political actors in news samples, labelled before the program was asked (`data/labels/mentions.tsv`); errors on them were read afterwards.

None of the sentences is part of the project.
";

const PEERS: &str = "
## Beside other programs

Figures of others carry over from their authors' papers and from notes that came with the sets; they were not run again here.

| program | pairs, macro-F1 | events, type F1 | events with parties, F1 | sentences a second |
| --- | --- | --- | --- | --- |
";

/// The card as Markdown.
pub fn card(facts: &Facts<'_>) -> String {
    let mut card = String::from(HEAD);
    // Writing to a string cannot fail.
    let _ = whole(&mut card, facts);
    card
}

fn whole(card: &mut String, facts: &Facts<'_>) -> std::fmt::Result {
    summary(card, facts)?;
    types(card, facts)?;
    kinds(card, facts)?;
    speed(card, facts.speed.as_ref())?;
    peers(card, facts)?;
    failures(card, &facts.failures)
}

fn summary(card: &mut String, facts: &Facts<'_>) -> std::fmt::Result {
    let Facts { pairs, events, mentions, .. } = facts;
    writeln!(card, "\n## Scores\n\n| what | everything | read | unread |\n| --- | --- | --- | --- |")?;
    let pair = |get: fn(&pairs::Score) -> String| [get(&pairs.all), get(&pairs.read), get(&pairs.unread)];
    let event = |get: fn(&events::Score) -> String| [get(&events.all), get(&events.read), get(&events.unread)];
    let rows = [
        ("pairs, 15 types, macro-F1", pair(|s| s.macro_f1.show())),
        ("pairs, 15 types, accuracy", pair(|s| s.accuracy.show())),
        ("pairs, 4 quad classes, macro-F1", pair(|s| s.quad_macro_f1.show())),
        ("events, type, F1", event(|s| s.type_only.f1.show())),
        (
            "events, type, precision and recall",
            event(|s| format!("{:.3}, {:.3}", s.type_only.precision, s.type_only.recall)),
        ),
        ("events, type with actors and recipients, F1", event(|s| s.type_parties.f1.show())),
        ("events, type, parties and modality, F1", event(|s| s.type_parties_modality.f1.show())),
        ("parties named in events of the right type, precision", event(|s| s.party_precision.show())),
        ("modality of events of the right type, accuracy", event(|s| format!("{:.3}", s.modality_accuracy))),
        ("recall of events that the reader was sure of, type", event(|s| format!("{:.3}", s.sure_recall_type))),
        ("sentences without events left alone", event(|s| format!("{:.3}", s.silence_kept))),
        ("calibration error of confidence, pairs", pair(|s| format!("{:.3}", s.calibration_error))),
        ("calibration error of confidence, events", event(|s| format!("{:.3}", s.calibration_error))),
    ];
    for (name, [all, read, unread]) in rows {
        writeln!(card, "| {name} | {all} | {read} | {unread} |")?;
    }
    writeln!(
        card,
        "\nNames and offices: of {} labelled, {} are resolved, with precision {} (of labels without doubt {}) and recall {:.3}.",
        mentions.n_labels,
        mentions.n_said,
        mentions.precision.show(),
        mentions.precision_sure.show(),
        mentions.recall
    )
}

fn types(card: &mut String, facts: &Facts<'_>) -> std::fmt::Result {
    writeln!(card, "\n## By type\n")?;
    writeln!(card, "| type | events in gold | said | precision | recall | F1 | F1 with parties | pairs, F1 |")?;
    writeln!(card, "| --- | --- | --- | --- | --- | --- | --- | --- |")?;
    for t in facts.events.all.per_type.iter().filter(|t| t.n_gold + t.n_said > 0) {
        let pairs = facts.pairs.all.per_type.iter().find(|p| p.name == t.name);
        let pairs = pairs.map_or_else(String::new, |p| format!("{:.3}", p.f1));
        writeln!(
            card,
            "| {} | {} | {} | {:.3} | {:.3} | {:.3} | {:.3} | {pairs} |",
            t.name, t.n_gold, t.n_said, t.precision, t.recall, t.f1, t.f1_parties
        )?;
    }
    Ok(())
}

fn kinds(card: &mut String, facts: &Facts<'_>) -> std::fmt::Result {
    writeln!(card, "\n## By kind of text\n")?;
    writeln!(
        card,
        "| kind | sentences | events in gold | said | type, F1 | with parties, F1 |\n| --- | --- | --- | --- | --- | --- |"
    )?;
    for (name, s) in facts.by_kind {
        let (by_type, by_parties) = (s.type_only.f1.show(), s.type_parties.f1.show());
        writeln!(card, "| {name} | {} | {} | {} | {by_type} | {by_parties} |", s.n_sentences, s.n_gold, s.n_said)?;
    }
    Ok(())
}

fn speed(card: &mut String, speed: Option<&Value>) -> std::fmt::Result {
    writeln!(card, "\n## Speed\n")?;
    let Some(speed) = speed else { return writeln!(card, "Not measured this time.") };
    let number = |value: &Value, key: &str| value.get(key).and_then(Value::as_f64).unwrap_or_default();
    writeln!(
        card,
        "One thread, {:.1} MB of plain news text, {:.0} sentences; the models load in {:.0} ms, and {:.0} MB of memory are used at most, the text included. Rates hold for \
         one machine of two cores that others share; the ratio to word splitting on the same text holds on any, or nearly.\n",
        number(speed, "n_bytes") / 1e6,
        number(speed, "n_sentences"),
        number(speed, "load_seconds") * 1000.0,
        number(speed, "peak_memory_mb")
    )?;
    writeln!(card, "| stage | sentences a second | times as long as word splitting |\n| --- | --- | --- |")?;
    for stage in speed.get("stages").and_then(Value::as_array).into_iter().flatten() {
        let name = stage.get("stage").and_then(Value::as_str).unwrap_or_default();
        let (rate, times) = (number(stage, "sentences_per_second"), number(stage, "times_word_splitting"));
        writeln!(card, "| {name} | {rate:.0} | {times:.1} |")?;
    }
    Ok(())
}

fn peers(card: &mut String, facts: &Facts<'_>) -> std::fmt::Result {
    card.push_str(PEERS);
    let rate =
        facts.speed.as_ref().and_then(|s| s.get("stages")?.as_array()?.last()?.get("sentences_per_second")?.as_f64());
    let rate = rate.map_or_else(String::new, |rate| format!("{rate:.0}"));
    let (pairs, events) = (facts.pairs.all.macro_f1.value, &facts.events.all);
    let (by_type, by_parties) = (events.type_only.f1.value, events.type_parties.f1.value);
    writeln!(card, "| Westphalia | {pairs:.2} | {by_type:.2} | {by_parties:.2} | {rate} |")?;
    writeln!(card, "| UniversalPetrarch | | 0.34 | 0.09 | 115 |")?;
    writeln!(card, "| support vector machine (Hu et al. 2024) | 0.73 | | | |")?;
    writeln!(card, "| entailment model, 355 million parameters (Hu et al. 2024) | 0.74 to 0.82 | | | 0.05 |")
}

fn failures(card: &mut String, failures: &BTreeMap<String, Vec<String>>) -> std::fmt::Result {
    let n: usize = failures.values().map(Vec::len).sum();
    writeln!(card, "\n## Known failures\n")?;
    writeln!(
        card,
        "{n} cases of [specs](../../specs) are not met; `specs/known-failures.txt` lists them all. Two of each file:\n"
    )?;
    for (file, sentences) in failures {
        let shown = sentences.iter().take(2).map(|s| format!("\"{s}\"")).collect::<Vec<_>>().join(" ");
        writeln!(card, "- {file} ({}): {shown}", sentences.len())?;
    }
    Ok(())
}

/// What a run of the benchmark wrote.
pub fn speed_of(path: &Path) -> anyhow::Result<Value> {
    let text =
        fs::read_to_string(path).with_context(|| format!("expected the benchmark's JSON at {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("expected JSON in {}", path.display()))
}

/// The specs that are not met, by the file in which they stand.
pub fn failures_in(specs: &Path) -> anyhow::Result<BTreeMap<String, Vec<String>>> {
    let path = specs.join("known-failures.txt");
    let text = fs::read_to_string(&path).with_context(|| format!("expected a list at {}", path.display()))?;
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (file, sentence) in text.lines().filter_map(|line| line.split_once(": ")) {
        found.entry(file.to_owned()).or_default().push(sentence.to_owned());
    }
    Ok(found)
}
