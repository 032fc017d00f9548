//! Which reports tell the same act?
//!
//! Reports are taken in order of publication. Each joins the event that it fits best among those whose first report is at
//! most [`WINDOW`] days older, or opens one. So events are a function of the set of reports: the order in which they were
//! ingested does not matter, and a month can be done anew from the events that were open when it began.
//!
//! To fit means: the same type, sense and mode, the same day, places that can be the same, parties that can be the same,
//! no other numbers and no other persons, and sentences that share enough words ([`RULES`]). Imported rows have no words:
//! they are one happening only if data set, code, parties, day and place are equal.

use super::copies::days_between;
use super::light::Light;
use super::words::alike;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};
use westphalia_model::EventType;

/// Days between the first report of an event and the last one that may join it.
pub const WINDOW: i32 = 30;

/// How many reports of an event a further one is compared with, the lead among them.
const COMPARED: usize = 4;

/// How alike two sentences must be: least Jaccard similarity of their words that carry meaning. Measured on labelled
/// pairs; see `docs/cards/record.md`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rules {
    /// In copies of one text.
    pub same_text: f64,
    /// In one document.
    pub same_document: f64,
    /// In two documents that name the same parties, or one of which leaves a side open.
    pub same_parties: f64,
    /// In two documents that name the same parties and the same person among them.
    pub same_person: f64,
    /// In two documents that share two parties, one of them naming more.
    pub some_parties: f64,
    /// In two documents that tell violence, of which there is much of the same kind on one day.
    pub violence: f64,
}

/// The rules in force.
pub const RULES: Rules =
    Rules { same_text: 0.3, same_document: 0.3, same_parties: 0.1, same_person: 0.0, some_parties: 0.2, violence: 0.4 };

/// A report that is counted to an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The report.
    pub report: Light,
    /// Why it is counted to it.
    pub because: String,
}

/// Reports of one happening; the first is the lead.
#[derive(Clone, Debug, PartialEq)]
pub struct Happening {
    /// The reports, in order of publication.
    pub members: Vec<Member>,
}

impl Happening {
    fn new(lead: Light) -> Self {
        Self { members: vec![Member { report: lead, because: "lead".to_owned() }] }
    }

    /// The earliest report.
    ///
    /// # Panics
    ///
    /// Never: a happening is made of its lead.
    #[must_use]
    pub fn lead(&self) -> &Light {
        &self.members[0].report
    }

    /// Whether no report of `day` or later can join.
    #[must_use]
    pub fn is_closed(&self, day: Date) -> bool {
        self.lead().filed.is_some_and(|mine| days_between(mine, day) > WINDOW)
    }
}

/// Takes reports in order of publication and puts them together.
#[derive(Debug)]
pub struct Fold<'a> {
    /// For documents that are copies, the first document with their text.
    copies: &'a FxHashMap<String, String>,
    happenings: Vec<Happening>,
    index: FxHashMap<u64, Vec<usize>>,
}

impl<'a> Fold<'a> {
    /// Begins with happenings that are open.
    #[must_use]
    pub fn new(copies: &'a FxHashMap<String, String>, open: Vec<Happening>) -> Self {
        let mut fold = Self { copies, happenings: Vec::new(), index: FxHashMap::default() };
        fold.reopen(open);
        fold
    }

    fn reopen(&mut self, open: Vec<Happening>) {
        self.index.clear();
        self.happenings = open;
        for n in 0..self.happenings.len() {
            for m in 0..self.happenings[n].members.len().min(COMPARED) {
                self.register(n, m);
            }
        }
    }

    fn register(&mut self, n: usize, m: usize) {
        for key in self.keys(&self.happenings[n].members[m].report) {
            let places = self.index.entry(key).or_default();
            if places.last() != Some(&n) {
                places.push(n);
            }
        }
    }

    /// Puts reports to the happenings, in order of publication.
    pub fn add(&mut self, mut reports: Vec<Light>) {
        reports.sort_by(|a, b| order(a).cmp(&order(b)));
        for report in reports {
            let (n, because) = match self.best(&report) {
                Some((n, because)) => (n, because),
                None => {
                    self.happenings.push(Happening::new(report));
                    self.register(self.happenings.len() - 1, 0);
                    continue;
                }
            };
            self.happenings[n].members.push(Member { report, because });
            let m = self.happenings[n].members.len() - 1;
            if m < COMPARED {
                self.register(n, m);
            }
        }
    }

    /// Gives the happenings that no report of `day` or later can join, and forgets them.
    pub fn take_closed(&mut self, day: Date) -> Vec<Happening> {
        let (closed, open) = std::mem::take(&mut self.happenings).into_iter().partition(|h| h.is_closed(day));
        self.reopen(open);
        closed
    }

    /// The happenings that are open.
    #[must_use]
    pub fn open(&self) -> &[Happening] {
        &self.happenings
    }

    /// Gives all that is left.
    #[must_use]
    pub fn finish(self) -> Vec<Happening> {
        self.happenings
    }

    /// The happening that a report fits best, and why.
    fn best(&self, report: &Light) -> Option<(usize, String)> {
        let mut candidates: Vec<usize> =
            self.keys(report).into_iter().filter_map(|key| self.index.get(&key)).flatten().copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        let mut best: Option<(f64, usize, String)> = None;
        for n in candidates {
            let happening = &self.happenings[n];
            let compared = || happening.members.iter().take(COMPARED).map(|m| &m.report);
            if report.filed.is_some_and(|day| happening.is_closed(day))
                || compared().any(|m| self.contradict(report, m))
            {
                continue;
            }
            let fits = compared().filter_map(|m| self.fit(report, m));
            if let Some((score, because)) = fits.max_by(|a, b| a.0.total_cmp(&b.0))
                && best.as_ref().is_none_or(|(most, _, _)| score > *most)
            {
                best = Some((score, n, because));
            }
        }
        best.map(|(_, n, because)| (n, because))
    }

    /// How well two reports tell the same act, and why; `None` where they do not.
    fn fit(&self, a: &Light, b: &Light) -> Option<(f64, String)> {
        if a.is_imported() || b.is_imported() {
            // The key holds all that is compared.
            return (a.is_imported() && a.dataset == b.dataset)
                .then(|| (1.0, format!("same code, parties, day and place in {}", a.dataset)));
        }
        RULES.fit(a, b, self.text(a) == self.text(b))
    }

    /// Whether two reports of different texts cannot tell one act, whatever else they share.
    fn contradict(&self, a: &Light, b: &Light) -> bool {
        a.document_id != b.document_id && self.text(a) != self.text(b) && (numbers_differ(a, b) || persons_differ(a, b))
    }

    fn text<'l>(&'l self, report: &'l Light) -> &'l str {
        first_text(self.copies, &report.document_id)
    }

    /// Keys under which a report is looked for.
    fn keys(&self, report: &Light) -> Vec<u64> {
        let hash = |parts: &dyn Fn(&mut FxHasher)| {
            let mut hasher = FxHasher::default();
            parts(&mut hasher);
            hasher.finish()
        };
        if report.is_imported() {
            return vec![hash(&|h: &mut FxHasher| {
                (&report.dataset, &report.cameo_code, &report.actors, &report.recipients).hash(h);
                (report.days, &report.place, &report.place_country).hash(h);
            })];
        }
        let side = |which: u8, code: &String| {
            hash(&|h: &mut FxHasher| {
                (report.event_type, report.modality, which, code, report.days).hash(h);
                // Without a day only copies of one text can be told to be one.
                if report.days.is_none() {
                    self.text(report).hash(h);
                }
            })
        };
        let actors = report.actors.iter().map(|code| (0, code));
        let recipients = report.recipients.iter().map(|code| (1, code));
        actors.chain(recipients).filter(|(_, code)| *code != "?").map(|(which, code)| side(which, code)).collect()
    }
}

impl Rules {
    /// How well two reports tell the same act, and why; `None` where they do not. `is_copy`: their documents are copies of
    /// one text.
    #[must_use]
    pub fn fit(&self, a: &Light, b: &Light, is_copy: bool) -> Option<(f64, String)> {
        let same_act = a.event_type == b.event_type && a.modality == b.modality && a.days == b.days;
        let modes = a.mode == b.mode || a.mode.is_empty() || b.mode.is_empty();
        if !(same_act && modes && places_fit(a, b)) {
            return None;
        }
        let shared = parties(a, b)?;
        let words = alike(&a.words, &b.words);
        let (least, what) = if a.document_id == b.document_id {
            (self.same_document, "same document")
        } else if is_copy {
            (self.same_text, "copy of the same text")
        } else if numbers_differ(a, b) || persons_differ(a, b) {
            return None;
        } else {
            let by_parties = match shared {
                Shared::Two => self.some_parties,
                _ if a.persons.iter().any(|person| b.persons.contains(person)) => self.same_person,
                _ => self.same_parties,
            };
            let violence = if a.event_type == Some(EventType::Assault) { self.violence } else { 0.0 };
            (by_parties.max(violence), "other document")
        };
        let because = || format!("{what}: {}, same type and day; {words:.2} of the words alike", shared.as_str());
        (words >= least).then(|| (words + f64::from(u8::from(shared == Shared::All)), because()))
    }
}

/// The first document with the text of a document.
pub(crate) fn first_text<'a>(copies: &'a FxHashMap<String, String>, document: &'a str) -> &'a str {
    let mut text = document;
    // A copy of a copy: the chain goes back in time, so it ends; the limit is for damaged tables.
    for _ in 0..64 {
        match copies.get(text) {
            Some(first) => text = first,
            None => break,
        }
    }
    text
}

/// Order of publication; identities decide between reports of one day.
fn order(report: &Light) -> (Option<Date>, &str) {
    (report.filed, &report.report_id)
}

/// Whether the places can be the same: equal, one unknown, or one the country of the other.
fn places_fit(a: &Light, b: &Light) -> bool {
    let whole = |place: &Light| place.place_precision == "country";
    a.place.is_empty()
        || b.place.is_empty()
        || a.place == b.place
        || (a.place_country == b.place_country && (whole(a) || whole(b)))
}

/// What two reports have in common of their parties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shared {
    /// All of them.
    All,
    /// One side; the other is left open in one report.
    Side,
    /// Two, and one report names more.
    Two,
}

impl Shared {
    fn as_str(self) -> &'static str {
        match self {
            Self::All => "same parties",
            Self::Side => "same parties as far as both name them",
            Self::Two => "two parties shared",
        }
    }
}

/// What two reports share of their parties; `None` where that is too little. Parties that are not named count as not told.
fn parties(a: &Light, b: &Light) -> Option<Shared> {
    if a.actors == b.actors && a.recipients == b.recipients {
        return Some(Shared::All);
    }
    let named = |codes: &[String]| -> Vec<String> { codes.iter().filter(|c| *c != "?").cloned().collect() };
    let [(a1, a2), (b1, b2)] = [a, b].map(|r| (named(&r.actors), named(&r.recipients)));
    let open = |x: &[String], y: &[String]| x.is_empty() || y.is_empty();
    if (a1 == b1 && !a1.is_empty() && open(&a2, &b2)) || (a2 == b2 && !a2.is_empty() && open(&a1, &b1)) {
        return Some(Shared::Side);
    }
    let common = |x: &[String], y: &[String]| x.iter().filter(|code| y.contains(code)).count();
    (common(&a1, &b1) + common(&a2, &b2) >= 2).then_some(Shared::Two)
}

/// Whether both sentences have numbers and share none: 12 dead are not 30 dead.
fn numbers_differ(a: &Light, b: &Light) -> bool {
    !a.numbers.is_empty() && !b.numbers.is_empty() && !a.numbers.iter().any(|n| b.numbers.contains(n))
}

/// Whether both name persons of one party and share none: one minister is not another.
fn persons_differ(a: &Light, b: &Light) -> bool {
    let of = |light: &Light, code: &str| -> Vec<String> {
        light.persons.iter().filter(|(c, _)| c == code).map(|(_, item)| item.clone()).collect()
    };
    a.persons.iter().any(|(code, _)| {
        let (mine, theirs) = (of(a, code), of(b, code));
        !theirs.is_empty() && !mine.iter().any(|item| theirs.contains(item))
    })
}

#[cfg(test)]
mod tests {
    use super::{Fold, Light};
    use jiff::civil::Date;
    use rustc_hash::FxHashMap;
    use westphalia_model::{EventType, Modality};

    /// A report in a line: identity, document, day filed, day of the event, actors>recipients, words.
    fn light(line: &str) -> Light {
        let mut parts = line.splitn(6, ' ');
        let mut next = || parts.next().unwrap_or_default().to_owned();
        let (report_id, document_id) = (next(), next());
        let [filed, day] = [next(), next()].map(|day| format!("2024-06-{day}").parse::<Date>().ok());
        let parties = next();
        let (actors, recipients) = parties.split_once('>').unwrap_or((&parties, ""));
        let codes = |text: &str| text.split(',').filter(|c| !c.is_empty()).map(str::to_owned).collect();
        let sentence = next();
        Light {
            report_id,
            document_id,
            dataset: "westphalia".to_owned(),
            source: String::new(),
            filed,
            days: day.map(|day| (day, day)),
            actors: codes(actors),
            recipients: codes(recipients),
            event_type: Some(EventType::Consult),
            mode: String::new(),
            cameo_code: "040".to_owned(),
            modality: Modality::Actual,
            place: String::new(),
            place_country: String::new(),
            place_precision: String::new(),
            confidence: None,
            words: super::super::words::content_words(&sentence, std::iter::empty()),
            numbers: super::super::words::numbers(&sentence),
            persons: Vec::new(),
        }
    }

    /// Folds the reports in every rotation and shows the events as identities.
    fn check(lines: &[&str], expected: &[&str]) {
        let copies = FxHashMap::default();
        for turn in 0..lines.len() {
            let mut lights: Vec<Light> = lines.iter().map(|line| light(line)).collect();
            lights.rotate_left(turn);
            let mut fold = Fold::new(&copies, Vec::new());
            fold.add(lights);
            let ids =
                |h: super::Happening| h.members.into_iter().map(|m| m.report.report_id).collect::<Vec<_>>().join("+");
            let found: Vec<String> = fold.finish().into_iter().map(ids).collect();
            assert_eq!(found, expected, "order {turn}");
        }
    }

    #[test]
    fn reports_of_one_act_are_one_event_led_by_the_earliest() {
        check(
            &[
                "b d2 20 19 RUS>PRK leader visits capital, signs treaty",
                "a d1 19 19 RUS>PRK leader visits capital for summit",
                "c d3 21 19 RUS>PRK visit of leader to capital ended with treaty",
            ],
            &["a+b+c"],
        );
    }

    #[test]
    fn another_day_another_party_or_another_number_is_another_event() {
        check(
            &[
                "a d1 19 19 RUS>PRK leader visits capital",
                "b d2 20 20 RUS>PRK leader visits capital",
                "c d3 20 19 RUS>VNM leader visits capital",
                "d d4 21 19 RUS>PRK leader visits 3 cities of capital",
                "e d5 22 19 RUS>PRK leader visits 5 cities of capital",
            ],
            &["a+d", "b", "c", "e"],
        );
    }

    #[test]
    fn a_side_may_be_left_open() {
        check(&["a d1 19 19 RUS>PRK leader visits capital", "b d2 20 19 RUS>? leader on visit in capital"], &["a+b"]);
    }
}
