//! Rows of the tables that no other room knows.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use westphalia_model::{Document, Problem, Report};

/// A row of `documents`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DocumentRow {
    /// Hash of address, outlet, title and text.
    pub document_id: String,
    /// Identity that the input gave it.
    pub native_id: String,
    /// Day of publication.
    pub published_at: Option<Date>,
    /// Headline.
    pub title: String,
    /// The body.
    pub text: String,
    /// Canonical address.
    pub url: String,
    /// Outlet or speaker.
    pub source: String,
    /// Who wrote it.
    pub author: String,
    /// Language, ISO 639-1.
    pub language: String,
    /// How many sentences were coded.
    pub n_sentences: u32,
    /// What could not be done in it as a whole.
    pub problems: Vec<Problem>,
    /// Fields of the input that the program does not know, as a JSON object.
    pub extra: String,
}

impl DocumentRow {
    /// The row of a document that was coded.
    #[must_use]
    pub fn new(doc: &Document, id: &str, n_sentences: usize, problems: Vec<Problem>) -> Self {
        let extra =
            if doc.extra.is_empty() { String::new() } else { serde_json::to_string(&doc.extra).unwrap_or_default() };
        Self {
            document_id: id.to_owned(),
            native_id: doc.id.clone(),
            published_at: doc.date,
            title: doc.title.clone(),
            text: doc.text.clone(),
            url: doc.url.clone(),
            source: doc.source.clone(),
            author: doc.author.clone(),
            language: doc.language.clone(),
            n_sentences: u32::try_from(n_sentences).unwrap_or(u32::MAX),
            problems,
            extra,
        }
    }

    /// The document as it was ingested, with the record's identity.
    #[must_use]
    pub fn document(&self) -> Document {
        Document {
            id: self.document_id.clone(),
            date: self.published_at,
            title: self.title.clone(),
            text: self.text.clone(),
            url: self.url.clone(),
            source: self.source.clone(),
            author: self.author.clone(),
            language: self.language.clone(),
            extra: serde_json::from_str(&self.extra).unwrap_or_default(),
        }
    }
}

/// The identity of a document in a record: 16 hexadecimal digits that hash address, outlet, title and text. The same
/// words of the same outlet are one document, wherever the file lies.
#[must_use]
pub fn document_id(doc: &Document) -> String {
    let mut hasher = xxhash_rust::xxh3::Xxh3::new();
    for part in [&doc.url, &doc.source, &doc.title, &doc.text] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    format!("{:016x}", hasher.digest())
}

/// A row of `copies`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CopyRow {
    /// The later document.
    pub document_id: String,
    /// The earliest document with that text.
    pub first_document_id: String,
    /// Day of publication of the later one.
    pub published_at: Option<Date>,
    /// Estimated Jaccard similarity, 0 to 1.
    pub similarity: f64,
}

/// A row of `changes`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChangeRow {
    /// The report.
    pub report_id: String,
    /// Its document.
    pub document_id: String,
    /// Day of publication of the document.
    pub published_at: Option<Date>,
    /// The recode that did it.
    pub batch: u32,
    /// `added`, `changed` or `dropped`.
    pub change: String,
    /// Names of the columns that differ.
    pub fields: Vec<String>,
    /// Version of the codebook before.
    pub codebook_before: String,
    /// Version of the codebook after.
    pub codebook_after: String,
    /// The whole report as it was, as JSON; empty for an added one.
    pub before: String,
}

/// The month that a row is filed under: `2024-06`, or `none` where no day is known.
#[must_use]
pub fn month(day: Option<Date>) -> String {
    day.map_or_else(|| "none".to_owned(), |day| format!("{:04}-{:02}", day.year(), day.month()))
}

/// The day that a report is filed under: of publication, else of the event.
#[must_use]
pub fn filed_on(report: &Report) -> Option<Date> {
    report.published_at.or(report.event_date_start)
}

/// A day as Arrow and Parquet count it.
pub(crate) fn days_since_1970(day: Date) -> i32 {
    crate::merge::days_between(jiff::civil::date(1970, 1, 1), day)
}
