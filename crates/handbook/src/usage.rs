//! How often frames fire, and which never do.

use crate::cases::Case;
use crate::finding::{Finding, Kind};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use westphalia_coder::Coder;
use westphalia_coder::codebook::Codebook;
use westphalia_model::Document;

/// How often each frame of a codebook fired.
#[derive(Clone, Debug)]
pub struct Usage {
    /// How often a word chose it, by frame.
    pub chosen: Vec<usize>,
    /// How often it decided an event, by frame.
    pub told: Vec<usize>,
    /// How many documents were coded.
    pub n_documents: usize,
}

impl Usage {
    /// Nothing fired yet.
    #[must_use]
    pub fn new(book: &Codebook) -> Self {
        let none = vec![0; book.frames.len()];
        Self { chosen: none.clone(), told: none, n_documents: 0 }
    }

    /// Codes documents and counts, on the threads of the pool that this is called in.
    pub fn add(&mut self, coder: &Coder, docs: &[Document]) {
        let names: FxHashMap<&str, usize> =
            coder.codebook().frames.iter().enumerate().map(|(at, frame)| (frame.name.as_str(), at)).collect();
        let fired: Vec<(Vec<usize>, Vec<usize>)> = docs
            .par_iter()
            .map(|doc| {
                let (coded, traces) = coder.explain(doc);
                let chosen = traces.iter().flat_map(|trace| trace.fired.iter().map(|(frame, _)| *frame)).collect();
                let told =
                    coded.reports.iter().filter_map(|report| names.get(report.frame.as_str()).copied()).collect();
                (chosen, told)
            })
            .collect();
        for (chosen, told) in fired {
            chosen.into_iter().for_each(|frame| self.chosen[frame] += 1);
            told.into_iter().for_each(|frame| self.told[frame] += 1);
        }
        self.n_documents += docs.len();
    }

    /// What fires in the cases of specs.
    #[must_use]
    pub fn of_cases(coder: &Coder, cases: &[Case]) -> Self {
        let mut usage = Self::new(coder.codebook());
        let docs: Vec<Document> = cases.iter().map(|case| case.document().0).collect();
        usage.add(coder, &docs);
        usage
    }

    /// Frames that never fired, and how often the others did.
    #[must_use]
    pub fn findings(&self, book: &Codebook) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut by_count: Vec<usize> = (0..book.frames.len()).collect();
        by_count.sort_by_key(|&at| std::cmp::Reverse(self.chosen[at]));
        for at in by_count.into_iter().filter(|&at| self.chosen[at] > 0) {
            let message = format!("chosen {} times, decided {} events", self.chosen[at], self.told[at]);
            findings.push(self.finding(book, at, Kind::Fired, message));
        }
        for at in (0..book.frames.len()).filter(|&at| self.chosen[at] == 0) {
            let message = format!("expected that a word chooses it, found none in {} documents", self.n_documents);
            findings.push(self.finding(book, at, Kind::NeverFired, message));
        }
        findings
    }

    /// Frames that no case exercises.
    #[must_use]
    pub fn untested(&self, book: &Codebook) -> Vec<Finding> {
        let message = || format!("expected a case that exercises it, found none in {}", self.n_documents);
        let untested = (0..book.frames.len()).filter(|&at| self.chosen[at] == 0);
        untested.map(|at| self.finding(book, at, Kind::Untested, message())).collect()
    }

    fn finding(&self, book: &Codebook, at: usize, kind: Kind, message: String) -> Finding {
        let frame = &book.frames[at];
        Finding { count: Some(self.chosen[at]), ..Finding::new(kind, &frame.origin, &frame.name, message) }
    }
}
