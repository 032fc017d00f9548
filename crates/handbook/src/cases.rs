//! Cases of the literate specs: sentences with the day and the source under which they are told.

use westphalia_model::Document;

/// A case of a spec.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// File and line of the sentence.
    pub at: String,
    /// What stands before the sentence, or empty.
    pub before: String,
    /// The sentence.
    pub sentence: String,
    /// Day on which it was published, or empty.
    pub date: String,
    /// Who published it, or empty.
    pub source: String,
}

impl Case {
    /// The case as a document, and where its own sentence begins in the text.
    #[must_use]
    pub fn document(&self) -> (Document, usize) {
        let text =
            if self.before.is_empty() { self.sentence.clone() } else { format!("{} {}", self.before, self.sentence) };
        let start = text.len() - self.sentence.len();
        let (id, date, source) = (self.at.clone(), self.date.parse().ok(), self.source.clone());
        (Document { id, date, source, text, ..Document::default() }, start)
    }
}

/// The cases of a spec, by its name and text.
#[must_use]
pub fn cases(name: &str, text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for (n, line) in text.lines().enumerate() {
        if let Some(quote) = line.strip_prefix("> ") {
            let (before, sentence) = quote.split_once(" || ").unwrap_or(("", quote));
            let (before, sentence) = (before.trim().to_owned(), sentence.trim().to_owned());
            cases.push(Case { at: format!("{name}:{}", n + 1), before, sentence, ..Case::default() });
        } else if let Some(inside) = line.trim().strip_prefix('(').and_then(|l| l.strip_suffix(')'))
            && let Some(case) = cases.last_mut()
        {
            let (date, source) = inside.split_once(';').unwrap_or((inside, ""));
            case.date = date.trim().to_owned();
            case.source = source.trim().trim_start_matches("source:").trim().to_owned();
        }
    }
    cases
}
