//! Answers a person who asks: everything a name can mean, and why.

use crate::atlas::Atlas;
use crate::entry::{Entry, Reading, best};
use crate::records::{Person, PersonTerm, Provenance, Term};
use crate::table::Row;
use crate::when::Period;
use westphalia_model::Date;

/// One thing that a name can mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// `state`, `person`, ...
    pub kind: &'static str,
    /// Canonical name.
    pub name: String,
    /// ISO alpha-3, or empty.
    pub country: String,
    /// Code of the body or group, or empty.
    pub body: String,
    /// Sector, or empty.
    pub sector: String,
    /// Office, or empty.
    pub office: String,
    /// Title, or empty.
    pub title: String,
    /// When it holds.
    pub period: Period,
    /// Whether that is so on the day asked for.
    pub holds: bool,
    /// Whether the program would choose it.
    pub chosen: bool,
    /// The reason in a sentence.
    pub why: String,
    /// The row, as `terms.tsv:12`.
    pub row: String,
    /// Who says so.
    pub source: String,
    /// Wikidata item, or empty.
    pub wikidata: String,
}

impl Atlas {
    /// Everything that `name` can mean, the answer that holds on the day first, each with its row and source.
    #[must_use]
    pub fn lookup(&self, name: &str, on: Option<Date>) -> Vec<Answer> {
        let readings = self.names.all_readings(name);
        let chosen = best(readings.iter(), on).map(|reading| reading.entry);
        let mut answers = Vec::new();
        for reading in readings {
            let is_chosen = Some(reading.entry) == chosen;
            match reading.entry {
                Entry::Person { id, .. } => {
                    let why = format!("`{name}` is a name of theirs ({})", self.row(reading.row));
                    self.answer_person(self.person(id), on, is_chosen, &why, &mut answers);
                }
                _ => answers.push(self.answer_entry(name, reading, on, is_chosen)),
            }
        }
        self.answer_surname(name, on, chosen.is_none(), &mut answers);
        answers.sort_by_key(|answer| (!answer.chosen, !answer.holds));
        answers.dedup();
        answers
    }

    fn answer_entry(&self, name: &str, reading: &Reading, on: Option<Date>, chosen: bool) -> Answer {
        let entry = reading.entry;
        let text = |code: Option<&str>| code.unwrap_or("").to_owned();
        let provenance = self.provenance_of(entry);
        Answer {
            kind: entry.kind(),
            name: self.name_of(entry).to_owned(),
            country: text(self.country_of(entry, on).map(|id| self.country(id).iso3.as_str())),
            body: self.body_of(entry, on).to_owned(),
            sector: text(self.sector_of(entry, on).map(crate::Sector::as_str)),
            office: String::new(),
            title: String::new(),
            period: reading.period,
            holds: reading.period.holds_or_runs(on),
            chosen,
            why: why_entry(name, entry),
            row: self.row(reading.row),
            source: self.source(provenance).to_owned(),
            wikidata: self.wikidata_of(entry).to_owned(),
        }
    }

    /// One answer for each term, of which only the one that decides on the day can be the chosen one.
    fn answer_person(&self, person: &Person, on: Option<Date>, chosen: bool, why: &str, answers: &mut Vec<Answer>) {
        let deciding = self.term_on(person.id, on).map(|term| term.provenance.row);
        for term in self.terms_of(person.id) {
            let is_chosen = chosen && deciding == Some(term.provenance.row);
            answers.push(self.answer_term(person, term, on, is_chosen, why));
        }
    }

    fn answer_surname(&self, name: &str, on: Option<Date>, nothing_else: bool, answers: &mut Vec<Answer>) {
        for (index, PersonTerm { person, term }) in self.person_by_surname(name, on).into_iter().enumerate() {
            if answers.iter().any(|answer| answer.name == person.name) {
                continue;
            }
            let why = format!("`{name}` is their family name, in office on the day or shortly before");
            answers.push(self.answer_term(person, term, on, nothing_else && index == 0, &why));
        }
    }

    fn answer_term(&self, person: &Person, term: &Term, on: Option<Date>, chosen: bool, why: &str) -> Answer {
        Answer {
            kind: "person",
            name: person.name.to_string(),
            country: term.country.map_or_else(String::new, |id| self.country(id).iso3.to_string()),
            body: term.body.to_string(),
            sector: term.office.sector().as_str().to_owned(),
            office: term.office.as_str().to_owned(),
            title: term.title.to_string(),
            period: term.period,
            holds: term.period.holds_or_runs(on),
            chosen,
            why: why.to_owned(),
            row: self.row(term.provenance.row),
            source: self.source(term.provenance).to_owned(),
            wikidata: person.wikidata.to_string(),
        }
    }

    fn provenance_of(&self, entry: Entry) -> Provenance {
        match entry {
            Entry::State { id, .. } | Entry::Seat { id, .. } => self.country(id).provenance,
            Entry::Capital { place, .. } | Entry::Place { place } => self.place_by_id(place).provenance,
            Entry::Person { id, .. } => self.person(id).provenance,
            Entry::Body { id } => self.body(id).provenance,
            Entry::Group { id } => self.group(id).provenance,
            Entry::Organisation { id } => self.organisation(id).provenance,
            Entry::People { id } => self.people(id).provenance,
        }
    }

    /// Wikidata item of an entry, or empty.
    #[must_use]
    pub fn wikidata_of(&self, entry: Entry) -> &str {
        match entry {
            Entry::State { id, .. } | Entry::Capital { id, .. } | Entry::Seat { id, .. } => &self.country(id).wikidata,
            Entry::Person { id, .. } => &self.person(id).wikidata,
            Entry::Body { id } => &self.body(id).wikidata,
            _ => "",
        }
    }

    /// The row that says what an entry is.
    #[must_use]
    pub fn row_of(&self, entry: Entry) -> Row {
        self.provenance_of(entry).row
    }
}

fn why_entry(name: &str, entry: Entry) -> String {
    match entry {
        Entry::State { form, .. } => format!("`{name}` is a {form} of the state"),
        Entry::Capital { .. } => format!("`{name}` is the capital and stands for the government"),
        Entry::Seat { .. } => format!("`{name}` is a seat of the state"),
        _ => format!("`{name}` is a name of the {}", entry.kind()),
    }
}
