//! Documents that nearly repeat earlier ones: syndicated copy, updates, posts that come again.
//!
//! A document is a copy of the earliest document of the last [`WINDOW`] days that is like it in two ways: its text
//! shares [`ALIKE`] of the runs of three words, and its beginning names the same. The second tells copies from twins of one
//! template, such as two readouts or two notices of sanctions, whose texts share most words and differ in who and how much.
//! This depends on nothing but the days before, so a month can be done anew by itself.

use super::signature::Signature;
use super::words;
use crate::rows::{CopyRow, DocumentRow};
use jiff::civil::Date;
use rustc_hash::FxHashMap;

/// Days after which the same text is taken for another document: notices that come every week are no copies.
pub const WINDOW: i32 = 2;

/// Least similarity of the texts. Measured on labelled pairs; see `docs/cards/record.md`.
pub const ALIKE: f64 = 0.3;

/// Least similarity where one of them is short.
pub const ALIKE_IF_SHORT: f64 = 0.6;

/// Least share of names and numbers at the beginning that are the same.
pub const NAMED: f64 = 0.8;

/// Words of the beginning.
const BEGINNING: usize = 60;

/// What is kept of a document while copies of it may come.
#[derive(Clone, Debug)]
pub struct Seen {
    day: Option<Date>,
    id: String,
    signature: Signature,
    /// Names and numbers of the title and the beginning, as sorted hashes.
    names: Box<[u32]>,
}

impl Seen {
    /// What is kept of a document, if it has words enough.
    #[must_use]
    pub fn of(row: &DocumentRow) -> Option<Self> {
        let signature = Signature::of(&row.text)?;
        let names = words::names_and_numbers(&row.title, &row.text, BEGINNING);
        Some(Self { day: row.published_at, id: row.document_id.clone(), signature, names })
    }

    /// How alike two texts are, if one can be a copy of the other.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> Option<f64> {
        let similarity = self.signature.similarity(&other.signature);
        let is_short = self.signature.is_short() || other.signature.is_short();
        let least = if is_short { ALIKE_IF_SHORT } else { ALIKE };
        (similarity >= least && words::alike(&self.names, &other.names) >= NAMED).then_some(similarity)
    }

    /// Whether it was published no more than the window before `day`.
    #[must_use]
    pub fn is_near(&self, day: Date) -> bool {
        self.day.is_some_and(|mine| days_between(mine, day) <= WINDOW)
    }
}

/// Days from one day to another; negative where the second is earlier.
#[must_use]
pub fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}

/// The copies among `seen` that are filed under the month of `is_new`. The order of `seen` does not matter.
#[must_use]
pub fn copies(mut seen: Vec<Seen>, is_new: impl Fn(Option<Date>) -> bool) -> Vec<CopyRow> {
    seen.sort_by(|a, b| (a.day, &a.id).cmp(&(b.day, &b.id)));
    let mut bands: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    let mut found = Vec::new();
    for (n, doc) in seen.iter().enumerate() {
        if is_new(doc.day) {
            let mut candidates: Vec<usize> =
                doc.signature.bands().filter_map(|band| bands.get(&band)).flatten().copied().collect();
            candidates.sort_unstable();
            candidates.dedup();
            let mut near = candidates.into_iter().filter(|c| doc.day.is_none_or(|day| seen[*c].is_near(day)));
            let first = near.find_map(|c| Some((c, doc.likeness(&seen[c])?)));
            found.extend(first.map(|(c, similarity)| CopyRow {
                document_id: doc.id.clone(),
                first_document_id: seen[c].id.clone(),
                published_at: doc.day,
                similarity,
            }));
        }
        for band in doc.signature.bands() {
            bands.entry(band).or_default().push(n);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Seen, copies};
    use crate::rows::DocumentRow;

    const STORY: &str = "Negotiators of both countries signed a protocol on the demarcation of the first section of \
        the frontier on Friday, and agreed to continue with the next section in autumn.";
    const OTHER: &str = "The central bank left its main rate unchanged and said that it expects inflation to slow \
        down in the second half of the year as energy becomes cheaper.";

    /// Documents as (identity, day, text); copies as `later<earlier`.
    fn check(documents: &[(&str, &str, &str)], expected: &[&str]) {
        for turn in 0..documents.len() {
            let mut seen: Vec<Seen> = documents
                .iter()
                .filter_map(|(id, day, text)| {
                    Seen::of(&DocumentRow {
                        document_id: (*id).to_owned(),
                        published_at: day.parse().ok(),
                        text: (*text).to_owned(),
                        ..DocumentRow::default()
                    })
                })
                .collect();
            seen.rotate_left(turn);
            let mut found: Vec<String> = copies(seen, |_| true)
                .into_iter()
                .map(|row| format!("{}<{}", row.document_id, row.first_document_id))
                .collect();
            found.sort();
            assert_eq!(found, expected, "order {turn}");
        }
    }

    #[test]
    fn the_earliest_is_first_in_any_order() {
        check(
            &[
                ("c", "2024-04-21", STORY),
                ("a", "2024-04-20", STORY),
                ("b", "2024-04-19", STORY),
                ("d", "2024-04-20", OTHER),
            ],
            &["a<b", "c<b"],
        );
    }

    #[test]
    fn the_same_notice_a_week_later_is_no_copy() {
        check(&[("a", "2024-04-01", STORY), ("b", "2024-04-08", STORY)], &[]);
    }

    #[test]
    fn the_same_words_of_other_states_are_no_copy() {
        check(&[("a", "2024-04-01", STORY), ("b", "2024-04-01", &STORY.replace("autumn", "spring"))], &["b<a"]);
        let readout = |state: &str| {
            format!(
                "The Secretary met today with the Foreign Minister of {state}. They discussed the close partnership \
                 between both countries, the need to hold those who attack ships to account, and trade with {state}."
            )
        };
        check(&[("a", "2024-04-01", &readout("Chile")), ("b", "2024-04-01", &readout("Latvia"))], &[]);
    }

    #[test]
    fn undated_documents_are_copies_of_each_other() {
        check(&[("a", "", STORY), ("b", "", STORY)], &["b<a"]);
    }
}
