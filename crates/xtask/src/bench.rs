//! Measures speed and memory, one thread, beside the rate of word splitting alone.
//!
//! Sentences per second depend on the machine; their ratio to word splitting by the `unicode-segmentation` crate on
//! the same text does not, or little.

use anyhow::Context;
use clap::Args;
use serde::Serialize;
use std::fs;
use std::hint::black_box;
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Instant;
use unicode_segmentation::UnicodeSegmentation;
use westphalia_coder::Coder;
use westphalia_model::{Date, Document};
use westphalia_text::{Model, Scratch, split, tokenise};

/// What to measure on.
#[derive(Args)]
pub struct Options {
    /// Plain text, a paragraph a line
    #[arg(long, value_name = "FILE")]
    text: PathBuf,
    /// Write the measures as JSON to this file
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// Lines are put together to documents of at least so many bytes, about the length of a report.
const DOCUMENT_BYTES: usize = 4096;

/// A stage of the way, measured alone or with what comes before it.
#[derive(Serialize)]
struct Measure {
    stage: &'static str,
    /// Seconds of the processor.
    cpu_seconds: f64,
    sentences_per_second: f64,
    tokens_per_second: f64,
    /// How many times as long it takes as word splitting alone.
    times_word_splitting: f64,
}

/// All measures of a run.
#[derive(Serialize)]
struct Measures {
    n_bytes: usize,
    n_documents: usize,
    n_sentences: usize,
    n_tokens: usize,
    n_events: usize,
    load_seconds: f64,
    peak_memory_mb: f64,
    stages: Vec<Measure>,
}

/// Measures every stage and prints the table.
///
/// # Errors
/// Where the text cannot be read or the models cannot be loaded.
pub fn run(options: &Options) -> anyhow::Result<()> {
    let text = fs::read_to_string(&options.text)
        .with_context(|| format!("expected text in UTF-8 at {}", options.text.display()))?;
    let begun = Instant::now();
    let model = Model::embedded().map_err(anyhow::Error::msg)?;
    let coder = Coder::embedded().map_err(anyhow::Error::msg)?;
    let load_seconds = begun.elapsed().as_secs_f64();
    let docs = documents(&text);
    let measures = measure(&docs, model, &coder, text.len(), load_seconds);
    print(&mut anstream::stdout().lock(), &measures)?;
    if let Some(path) = &options.json {
        let json = serde_json::to_string_pretty(&measures)? + "\n";
        fs::write(path, json).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    Ok(())
}

/// The lines of the text, put together to documents.
fn documents(text: &str) -> Vec<Document> {
    let mut docs: Vec<Document> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        match docs.last_mut().filter(|doc| doc.text.len() < DOCUMENT_BYTES) {
            Some(doc) => {
                doc.text.push_str("\n\n");
                doc.text.push_str(line);
            }
            None => docs.push(Document {
                id: docs.len().to_string(),
                date: Some(Date::constant(2022, 6, 15)),
                text: line.to_owned(),
                ..Document::default()
            }),
        }
    }
    docs
}

/// Runs each stage over all documents.
fn measure(docs: &[Document], model: &Model, coder: &Coder, n_bytes: usize, load_seconds: f64) -> Measures {
    let mut scratch = Scratch::default();
    let (mut n_sentences, mut n_tokens, mut n_events) = (0, 0, 0);
    let words = time(docs, |text, _| black_box(text.unicode_words().count()));
    let splitting = time(docs, |text, _| black_box(split(text).len()));
    let tokens = time(docs, |text, _| per_sentence(text, &mut scratch, |_| {}));
    let tagging = time(docs, |text, _| {
        per_sentence(text, &mut scratch, |scratch| {
            model.look(text, scratch);
            model.tag(scratch);
        })
    });
    let analysis = time(docs, |text, _| {
        let sentences = model.analyse_with(text, &mut scratch);
        n_sentences += sentences.len();
        n_tokens += sentences.iter().map(|sentence| sentence.tokens.len()).sum::<usize>();
        black_box(sentences.len())
    });
    let all = time(docs, |_, doc| {
        let coded = coder.code(doc);
        n_events += coded.reports.len();
        black_box(coded.n_sentences)
    });
    let stages = [
        ("word splitting alone", words),
        ("sentences", splitting),
        ("tokens", tokens - splitting),
        ("tags", tagging - tokens),
        ("trees, labels and lemmas", analysis - tagging),
        ("tags to lemmas together", analysis - tokens),
        ("coding", all - analysis),
        ("all: text to events", all),
    ];
    let stage = |(stage, cpu_seconds)| Measure {
        stage,
        cpu_seconds,
        sentences_per_second: rate(n_sentences, cpu_seconds),
        tokens_per_second: rate(n_tokens, cpu_seconds),
        times_word_splitting: cpu_seconds / words.max(1e-9),
    };
    let stages = stages.into_iter().map(stage).collect();
    let n_documents = docs.len();
    let peak_memory_mb = peak_memory_mb();
    Measures { n_bytes, n_documents, n_sentences, n_tokens, n_events, load_seconds, peak_memory_mb, stages }
}

/// Finds the words of each sentence and does `work` on them.
fn per_sentence(text: &str, scratch: &mut Scratch, mut work: impl FnMut(&mut Scratch)) -> usize {
    let mut n_tokens = 0;
    for sentence in split(text) {
        scratch.tokens.clear();
        tokenise(text, sentence, &mut scratch.tokens);
        work(scratch);
        n_tokens += scratch.tokens.len();
    }
    n_tokens
}

/// Processor seconds that `work` takes on all documents.
fn time(docs: &[Document], mut work: impl FnMut(&str, &Document) -> usize) -> f64 {
    let (cpu, clock) = (cpu_seconds(), Instant::now());
    for doc in docs {
        black_box(work(&doc.text, doc));
    }
    match (cpu, cpu_seconds()) {
        (Some(before), Some(after)) => after - before,
        _ => clock.elapsed().as_secs_f64(),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a rate for people")]
fn rate(n: usize, seconds: f64) -> f64 {
    n as f64 / seconds.max(1e-9)
}

/// Processor seconds of this process so far, where Linux tells them.
fn cpu_seconds() -> Option<f64> {
    let times = fs::read_to_string("/proc/self/schedstat").ok()?;
    let nanoseconds: f64 = times.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}

/// The most memory that this process has held, in megabytes; 0 where Linux does not tell it.
fn peak_memory_mb() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1000.0
}

/// Prints the measures.
fn print(out: &mut impl Write, measures: &Measures) -> io::Result<()> {
    let Measures { n_documents, n_sentences, n_tokens, n_events, load_seconds, peak_memory_mb, .. } = measures;
    let megabytes = rate(measures.n_bytes, 1e6);
    writeln!(out, "{megabytes:.1} MB, {n_documents} documents, {n_sentences} sentences, {n_tokens} tokens")?;
    writeln!(out, "{n_events} events; models loaded in {:.0} ms; one thread\n", load_seconds * 1000.0)?;
    writeln!(out, "{:<26}{:>9}{:>14}{:>14}{:>22}", "stage", "CPU s", "sentences/s", "tokens/s", "× word splitting")?;
    for m in &measures.stages {
        writeln!(
            out,
            "{:<26}{:>9.2}{:>14.0}{:>14.0}{:>22.1}",
            m.stage, m.cpu_seconds, m.sentences_per_second, m.tokens_per_second, m.times_word_splitting
        )?;
    }
    writeln!(out, "\npeak memory {peak_memory_mb:.0} MB, the text included")
}

#[cfg(test)]
mod tests {
    use super::documents;

    #[test]
    fn lines_become_documents_of_the_length_of_a_report() {
        let text = format!("{}\n\n", "Talks began in Geneva on Tuesday.").repeat(1000);
        let docs = documents(&text);
        // Each line has 34 bytes with its gap, so a document is full after 121.
        assert_eq!(docs.len(), 1000 / 121 + 1);
        assert!(docs.iter().all(|doc| doc.text.starts_with("Talks")));
        assert!(documents("").is_empty());
    }
}
