//! Counts pairs of neighbouring words in the corpora.

use anyhow::Context;
use serde::Deserialize;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use westphalia_text::word::fold;
use westphalia_text::{split, tokenise};

/// The corpora that may be used: all are in the public domain or openly licensed. The card names them with their licences.
pub const OPEN: [&str; 7] = [
    "wikipedia_current_events",
    "un_general_debate",
    "whitehouse_briefings",
    "us_state_press_releases",
    "us_diplomatic_travel",
    "ukraine_president_speeches",
    "wikinews_2019_2020",
];

/// A document of a corpus.
#[derive(Deserialize)]
struct Record {
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    text: String,
}

/// Neighbours of a word and how often they were seen, by number.
pub type Neighbours = Vec<(u32, u32)>;

/// The commonest words and their neighbours. Number `words.len()` stands for any other word, the next for the edge of a sentence.
pub struct Corpus {
    /// The words, folded, the commonest first.
    pub words: Vec<String>,
    /// Words before each word.
    pub before: Vec<Neighbours>,
    /// Words after each word.
    pub after: Vec<Neighbours>,
    /// Number of words of text.
    pub n_tokens: usize,
}

impl Corpus {
    /// Reads the open corpora in `folder` and keeps the `most` commonest words.
    ///
    /// # Errors
    /// Where a corpus is missing or cannot be read.
    pub fn read(folder: &Path, most: usize) -> anyhow::Result<Self> {
        let mut reader = Reader::default();
        for name in OPEN {
            let path = folder.join(format!("{name}.jsonl.zst"));
            let file = File::open(&path).with_context(|| format!("expected a corpus at {}", path.display()))?;
            for line in BufReader::new(zstd::Decoder::new(file)?).lines() {
                let record: Record = serde_json::from_str(&line?).with_context(|| format!("in {}", path.display()))?;
                reader.add(record.title.as_deref().unwrap_or_default());
                reader.add(&record.text);
            }
        }
        Ok(reader.finish(most))
    }

    /// The same of a single text.
    #[cfg(test)]
    pub fn of(text: &str, most: usize) -> Self {
        let mut reader = Reader::default();
        reader.add(text);
        reader.finish(most)
    }
}

/// Number of the edge of a sentence while reading.
const EDGE: u32 = 0;

/// All words so far.
struct Reader {
    numbers: HashMap<Vec<u8>, u32>,
    counts: Vec<usize>,
    pairs: HashMap<(u32, u32), u32>,
}

impl Default for Reader {
    fn default() -> Self {
        Self { numbers: HashMap::new(), counts: vec![0], pairs: HashMap::new() }
    }
}

impl Reader {
    fn add(&mut self, text: &str) {
        let (mut tokens, mut folded) = (Vec::new(), Vec::new());
        for sentence in split(text) {
            tokens.clear();
            tokenise(text, sentence, &mut tokens);
            let mut last = EDGE;
            for token in &tokens {
                fold(token.of(text), &mut folded);
                let number = self.number(&folded);
                self.counts[number as usize] += 1;
                *self.pairs.entry((last, number)).or_default() += 1;
                last = number;
            }
            *self.pairs.entry((last, EDGE)).or_default() += 1;
        }
    }

    fn number(&mut self, folded: &[u8]) -> u32 {
        if let Some(&number) = self.numbers.get(folded) {
            return number;
        }
        let number = u32::try_from(self.counts.len()).unwrap_or(EDGE);
        self.numbers.insert(folded.to_vec(), number);
        self.counts.push(0);
        number
    }

    fn finish(self, most: usize) -> Corpus {
        let mut order: Vec<(&Vec<u8>, u32)> = self.numbers.iter().map(|(word, &number)| (word, number)).collect();
        order.sort_by_key(|&(word, number)| (std::cmp::Reverse(self.counts[number as usize]), word));
        order.truncate(most);
        let mut places = vec![order.len() as u32; self.counts.len()];
        places[EDGE as usize] = order.len() as u32 + 1;
        for (place, &(_, number)) in order.iter().enumerate() {
            places[number as usize] = place as u32;
        }
        let mut pairs: HashMap<(u32, u32), u32> = HashMap::new();
        for (&(a, b), &count) in &self.pairs {
            *pairs.entry((places[a as usize], places[b as usize])).or_default() += count;
        }
        let mut sorted: Vec<_> = pairs.into_iter().collect();
        sorted.sort_unstable();
        let (mut before, mut after) = (vec![Vec::new(); order.len() + 2], vec![Vec::new(); order.len() + 2]);
        for ((a, b), count) in sorted {
            after[a as usize].push((b, count));
            before[b as usize].push((a, count));
        }
        let words = order.iter().map(|(word, _)| String::from_utf8_lossy(word).into_owned()).collect();
        Corpus { words, before, after, n_tokens: self.counts.iter().sum() }
    }
}
