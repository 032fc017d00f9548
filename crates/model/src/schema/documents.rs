//! Columns of documents, of their copies, and of the history.

use super::parts::PROBLEMS;
use super::{Column, Kind};

/// Columns of `documents`.
pub(super) const DOCUMENTS: &[Column] = &[
    Column::new("document_id", Kind::Text, "16 hexadecimal digits", "hash of address, outlet, title and text"),
    Column::new("native_id", Kind::Text, "", "identity that the input gave it, or the place where it was read"),
    Column::maybe("published_at", Kind::Date, "", "day of publication"),
    Column::new("title", Kind::Text, "", "headline"),
    Column::new("text", Kind::Text, "", "the body; spans of reports count its bytes (of the title, where it is empty)"),
    Column::new("url", Kind::Text, "", "canonical address"),
    Column::new("source", Kind::Text, "", "outlet or speaker"),
    Column::new("author", Kind::Text, "", "who wrote it"),
    Column::new("language", Kind::Text, "ISO 639-1", "language, stated or detected"),
    Column::new("n_sentences", Kind::Whole, "sentences", "how many sentences were coded"),
    Column::new("problems", PROBLEMS, "", "what could not be done in the document as a whole"),
    Column::new("extra", Kind::Text, "JSON object", "fields of the input that the program does not know"),
];

/// Columns of `copies`.
pub(super) const COPIES: &[Column] = &[
    Column::new("document_id", Kind::Text, "16 hexadecimal digits", "the later document"),
    Column::new("first_document_id", Kind::Text, "16 hexadecimal digits", "the earliest document with that text"),
    Column::maybe("published_at", Kind::Date, "", "day of publication of the later one"),
    Column::new(
        "similarity",
        Kind::Real,
        "0 to 1",
        "Jaccard similarity of their runs of three words, estimated from 128 minima (MinHash, Broder 1997)",
    ),
];

/// Columns of `changes`.
pub(super) const CHANGES: &[Column] = &[
    Column::new("report_id", Kind::Text, "16 hexadecimal digits", "the report"),
    Column::new("document_id", Kind::Text, "16 hexadecimal digits", "its document"),
    Column::maybe("published_at", Kind::Date, "", "day of publication of the document"),
    Column::new("batch", Kind::Whole, "number of the batch", "the recode that did it; `record status` dates it"),
    Column::new("change", Kind::Text, "added, changed, dropped", "what was done"),
    Column::new("fields", Kind::List(&Kind::Text), "", "names of the columns that differ"),
    Column::new("codebook_before", Kind::Text, "", "version of the codebook before"),
    Column::new("codebook_after", Kind::Text, "", "version of the codebook after"),
    Column::new("before", Kind::Text, "JSON object", "the whole report as it was; empty for an added one"),
];
