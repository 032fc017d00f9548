//! Writes the card of the model: what it is, what it was made of, how well it does, and where it fails.

use super::score::Score;
use std::fmt::Write;

/// Scores on one set, in the case as it is or another.
pub struct Row {
    /// Name of the set.
    pub set: &'static str,
    /// How it was written: "as it is" or a case.
    pub case: String,
    /// Scores on gold words.
    pub score: Score,
}

/// How well sentences and words are found in one set.
pub struct Segmentation {
    /// Name of the set.
    pub set: &'static str,
    /// F1 of sentences, in percent.
    pub sentences: f64,
    /// F1 of words, in percent.
    pub words: f64,
}

/// Facts for the card.
pub struct Facts<'a> {
    /// Bytes of the model.
    pub bytes: usize,
    /// Sets with their numbers of sentences and words.
    pub sizes: &'a [(String, usize, usize)],
    /// Scores.
    pub rows: &'a [Row],
    /// Finding of sentences and words.
    pub segmentations: &'a [Segmentation],
}

const HEAD: &str = "# Model card: text

Written by `cargo xtask train text --treebanks DIR`, which makes `models/text.bin` from the same inputs byte for byte. Tags (universal and
Penn, chosen together) by a perceptron from left to right; trees by a greedy arc-hybrid parser with a dynamic oracle, trained on tags that
taggers gave that had not seen the sentence; relations by a perceptron over the finished tree; lemmas by rules for endings and exceptions.
All are linear in hashed features. Each was trained once to see which weights matter and again with only these; several parsers were
trained and their weights added. 15 in 100 training sentences lost their case, 10 were
retold as headlines in the present tense.
";

const DATA: &str = "
## Data

- Universal Dependencies 2.16 English EWT, training part (Silveira et al. 2014, \"A gold standard dependency corpus for English\"), CC BY-SA 4.0.
- Universal Dependencies 2.16 English GUM (Zeldes 2017, \"The GUM corpus\"), training part, only documents under CC BY or in the public
  domain. Its development and test parts, mixed in licence, served to measure only.
- Clusters of words, `models/clusters.tsv`, by `cargo xtask train clusters --corpora DIR`: exchange clustering of the commonest words in
  Wikipedia's Portal:Current events (CC BY-SA 4.0), UN General Debate speeches (CC0), White House briefings, State Department
  releases and diplomatic travel (US Government works, public domain), speeches of Ukraine's president (CC BY 4.0) and Wikinews
  (CC BY 2.5). Only which words stand in which cluster is kept, no text.
- Irregular verbs and nouns, `data/text/irregular.tsv`, our own.
- 2,000 sentences of news made up from the words in `data/grammar`, each with its tree by construction, our own.

";

const LIMITS: &str = "
## Limits

Development parts were used to choose features and settings, test parts were not. Scores are on edited and web English; headlines, tickers
and machine-translated copy are harder: third-person verbs (\"Russia orders troops\") are taken for nouns at times, and a quotation before its
source, or a clause between dashes, may take the root. The treebanks hold little news after 2020; new names lean on case and context.
Speed depends on the machine: `cargo xtask bench --text FILE` measures it.
";

/// The card in Markdown.
pub fn card(facts: &Facts<'_>) -> String {
    let mut card = String::from(HEAD);
    let _ = writeln!(card, "The file has {} bytes.", facts.bytes);
    card.push_str(DATA);
    card.push_str("| set | sentences | words |\n| --- | --- | --- |\n");
    for (set, sentences, words) in facts.sizes {
        let _ = writeln!(card, "| {set} | {sentences} | {words} |");
    }
    card.push_str(
        "\n## Scores\n\nOn gold words with the model's own tags, in percent; subtypes of relations count only for core arguments (F1 of nsubj,
nsubj:pass, obj, iobj, obl:agent). LAS(w) leaves punctuation out.\n
| set | case | UPOS | XPOS | lemma | UAS | LAS | LAS(w) | core |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for Row { set, case, score: s } in facts.rows {
        let shares = [s.upos, s.xpos, s.lemma, s.uas, s.las, s.words].map(|share| format!("{:.2}", share.percent()));
        let _ = writeln!(card, "| {set} | {case} | {} | {:.2} |", shares.join(" | "), s.core());
    }
    card.push_str(
        "\nFinding of sentences and words in raw text, F1:\n\n| set | sentences | words |\n| --- | --- | --- |\n",
    );
    for s in facts.segmentations {
        let _ = writeln!(card, "| {} | {:.2} | {:.2} |", s.set, s.sentences, s.words);
    }
    card.push_str(LIMITS);
    card
}
