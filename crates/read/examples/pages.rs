//! How well are articles found in pages? Compares what is read with what is known to be right.
//!
//! `cargo run --release -p westphalia-read --example pages -- DIR` reads pages named `PUBLISHER_YYYY_MM_DD.html.gz` beside
//! files named `PUBLISHER.json` that hold `title`, `authors`, `publishing_date` and `body` of them, the layout of the tests of
//! flairNLP/fundus. Which entry a page belongs to is told by the words of its bytes.

use serde_json::Value;
use std::collections::HashMap;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use westphalia_read::{Documents, Item};

/// Sums over all pages.
#[derive(Default)]
struct Sums {
    n_pages: usize,
    n_titles: usize,
    n_dates: usize,
    n_authors: usize,
    precision: f64,
    recall: f64,
}

fn main() -> io::Result<()> {
    let dir = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| ".".to_owned()));
    let mut out = io::stdout().lock();
    let mut sums = Sums::default();
    let mut names: Vec<PathBuf> = fs::read_dir(&dir)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    names.retain(|path| path.to_string_lossy().ends_with(".html.gz"));
    names.sort();
    for path in &names {
        let Some(expected) = expected(&dir, path)? else { continue };
        compare(path, &expected, &mut sums, &mut out)?;
    }
    #[expect(clippy::cast_precision_loss, reason = "a few pages")]
    let n = sums.n_pages.max(1) as f64;
    writeln!(
        out,
        "{} pages: words of the body, precision {:.3}, recall {:.3}; right titles {}, days {}, authors {}",
        sums.n_pages,
        sums.precision / n,
        sums.recall / n,
        sums.n_titles,
        sums.n_dates,
        sums.n_authors
    )
}

/// What is known of a page: the entry of its publisher most of whose words the page has, wherever they stand in it.
fn expected(dir: &Path, path: &Path) -> io::Result<Option<Value>> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let Some((publisher, _)) = name.split_once('_') else { return Ok(None) };
    let Ok(known) = fs::read_to_string(dir.join(format!("{publisher}.json"))) else { return Ok(None) };
    let known: Value = serde_json::from_str(&known)?;
    let mut page = String::new();
    flate2::read::MultiGzDecoder::new(fs::File::open(path)?).read_to_string(&mut page)?;
    let page = words(&page);
    let recall = |entry: &&Value| {
        let mut body = Vec::new();
        strings(&entry["body"], &mut body);
        overlap(&page, &words(&body.join(" "))).1
    };
    let entries = known.as_object().into_iter().flatten().map(|(_, value)| value);
    Ok(entries.max_by(|a, b| recall(a).total_cmp(&recall(b))).cloned())
}

/// Compares a page with what is known of it.
fn compare(path: &Path, expected: &Value, sums: &mut Sums, out: &mut impl Write) -> io::Result<()> {
    sums.n_pages += 1;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let doc = Documents::open(&[path.to_owned()]).find_map(|item| match item {
        Item::Document(doc) => Some(doc),
        Item::Fault(_) => None,
    });
    let Some(doc) = doc else { return writeln!(out, "{name}: nothing found") };
    let mut body = Vec::new();
    strings(&expected["body"], &mut body);
    let (precision, recall) = overlap(&words(&doc.text), &words(&body.join(" ")));
    let plain = |text: &str| words(text).join(" ");
    let title = expected["title"].as_str().unwrap_or_default();
    let is_title = plain(title) == plain(&doc.title);
    let day = expected["publishing_date"].as_str().unwrap_or_default().get(..10).unwrap_or_default();
    let found = doc.date.map(|date| date.to_string()).unwrap_or_default();
    let mut authors = Vec::new();
    strings(&expected["authors"], &mut authors);
    let is_author = plain(&authors.join(" ")) == plain(&doc.author);
    sums.precision += precision;
    sums.recall += recall;
    sums.n_titles += usize::from(is_title);
    sums.n_dates += usize::from(day == found);
    sums.n_authors += usize::from(is_author);
    writeln!(
        out,
        "{name}: precision {precision:.3}, recall {recall:.3}, {} bytes, {}, {}",
        doc.text.len(),
        doc.source,
        doc.language
    )?;
    for (what, is_right, expected, found) in [
        ("title", is_title, title, doc.title.as_str()),
        ("day", day == found, day, &found),
        ("author", is_author, &authors.join(", "), &doc.author),
    ] {
        if !is_right {
            writeln!(out, "  {what}: expected {expected:?}, found {found:?}")?;
        }
    }
    Ok(())
}

/// All strings in a value.
fn strings<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => found.push(text),
        Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Value::Object(object) => object.values().for_each(|value| strings(value, found)),
        _ => {}
    }
}

/// The words of a text.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// The share of the words found that are right, and of the right words that are found.
#[expect(clippy::cast_precision_loss, reason = "words of one page")]
fn overlap(found: &[String], right: &[String]) -> (f64, f64) {
    let mut left: HashMap<&str, usize> = HashMap::new();
    for word in right {
        *left.entry(word).or_default() += 1;
    }
    let mut n_shared = 0;
    for word in found {
        if let Some(n) = left.get_mut(word.as_str()).filter(|n| **n > 0) {
            *n -= 1;
            n_shared += 1;
        }
    }
    let share = |n: usize| f64::from(n_shared) / n.max(1) as f64;
    (share(found.len()), share(right.len()))
}
