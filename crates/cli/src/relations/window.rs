//! The part of a record that a view looks at.

use super::args::WindowArgs;
use crate::ending::Failure;
use crate::notes::Notes;
use crate::show::count;
use serde::de::DeserializeOwned;
use westphalia_atlas::Atlas;
use westphalia_model::{Date, Dyad, Event, Status};
use westphalia_record::views::Views;
use westphalia_record::{Snapshot, tables};
use westphalia_relations::day_of;

/// A record and the days that are asked for.
pub struct Window {
    views: Views,
    since: Option<Date>,
    until: Option<Date>,
}

impl Window {
    /// Opens the record that the arguments name.
    pub fn open(args: &WindowArgs, notes: &Notes) -> Result<Self, Failure> {
        if let (Some(since), Some(until)) = (args.since, args.until)
            && since > until
        {
            return Err(Failure::Usage {
                message: format!("expected --since before --until, found {since} and {until}"),
                hint: "exchange the two days",
            });
        }
        let record = Snapshot::open(&args.record)?;
        if let (Some(first), Some(last)) = (record.stale().first(), record.stale().last()) {
            notes.say(&format!(
                "note: events of {first} to {last} are older than their reports: an ingest is under way or was cut off"
            ));
        }
        let window = Self { views: Views::new(record), since: args.since, until: args.until };
        window.refresh(notes)?;
        Ok(window)
    }

    /// Brings the views up to date that the record keeps, and says if it cannot keep them.
    fn refresh(&self, notes: &Notes) -> Result<(), Failure> {
        let done = self.views.refresh(|bytes, of| {
            if bytes == 0 {
                notes.show_bar(of);
                notes.doing("sorting the record's events by dyad");
            }
            notes.at(bytes);
        })?;
        notes.end_progress();
        if let Some(why) = done.unwritable {
            notes.say(&format!(
                "note: views cannot be kept in {} ({why}); the answer is the same, but {} is read as a whole every time",
                self.record().root().join("views").display(),
                count(done.n_scanned, "file"),
            ));
        }
        Ok(())
    }

    /// The record.
    pub fn record(&self) -> &Snapshot {
        self.views.record()
    }

    /// What the record keeps so that few rows are found fast.
    pub fn views(&self) -> &Views {
        &self.views
    }

    /// The first day, if one is set.
    pub fn since(&self) -> Option<Date> {
        self.since
    }

    /// The last day, if one is set.
    pub fn until(&self) -> Option<Date> {
        self.until
    }

    /// Whether a day lies within.
    pub fn holds(&self, day: Option<Date>) -> bool {
        let Some(day) = day else { return self.since.is_none() && self.until.is_none() };
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// The rows of a dyad within the window, by day: `DyadEvent`, or whatever columns of the derived table `dyads` are
    /// wanted. Few columns are read faster than whole events.
    pub fn rows<T: DeserializeOwned + Send>(&self, dyad: &Dyad) -> Result<Vec<T>, Failure> {
        Ok(self.views.dyad(dyad, self.since, self.until)?)
    }

    /// The events of a dyad, or all of them, that nobody has retracted, by day.
    pub fn events(&self, dyad: Option<&Dyad>) -> Result<Vec<Event>, Failure> {
        if let Some(dyad) = dyad {
            return self.rows(dyad);
        }
        let mut events = Vec::new();
        for batch in self.record().rows::<Event>(&tables::EVENTS, None)? {
            let is_wanted = |event: &Event| event.status != Status::Retracted && self.holds(day_of(event));
            events.extend(batch?.into_iter().filter(is_wanted));
        }
        events.sort_by(|a, b| (day_of(a), &a.event_id).cmp(&(day_of(b), &b.event_id)));
        Ok(events)
    }
}

/// The code of a state or body that a user names: `RUS`, `Russia`, `NATO`.
pub fn party(name: &str) -> Result<String, Failure> {
    let atlas = Atlas::embedded();
    let code = name.trim().to_uppercase();
    if atlas.country_id(&code).is_some() || atlas.body_id(&code).is_some() || atlas.group_id(&code).is_some() {
        return Ok(code);
    }
    // A person is no party: whose Kim would it be?
    let is_party = |kind: &str| !matches!(kind, "person" | "role");
    let answer = atlas
        .lookup(name, None)
        .into_iter()
        .find(|answer| is_party(answer.kind) && !(answer.country.is_empty() && answer.body.is_empty()));
    match answer {
        Some(answer) if !answer.body.is_empty() => Ok(answer.body),
        Some(answer) => Ok(answer.country),
        None => Err(Failure::Usage {
            message: format!("expected a state or body, found {name:?}"),
            hint: "ISO alpha-3 codes (RUS), acronyms (NATO) and English names are known; `westphalia atlas NAME` looks one up",
        }),
    }
}

/// The dyad of two parties that a user names.
pub fn dyad(one: &str, other: &str) -> Result<Dyad, Failure> {
    let (a, b) = (party(one)?, party(other)?);
    Dyad::of(&a, &b).ok_or_else(|| Failure::Usage {
        message: format!("expected two states or bodies, found {a} twice"),
        hint: "name another beside it, as in `westphalia relation RUS PRK`",
    })
}

#[cfg(test)]
mod tests {
    use super::Window;
    use crate::notes::Notes;
    use crate::relations::args::WindowArgs;
    use crate::show::sample::coded;
    use std::path::Path;
    use westphalia_model::{Date, Dyad, DyadEvent};
    use westphalia_record::{Batch, Writer};

    /// Events of RUS and PRK within a window, asked for as such and picked out of all of them.
    fn check(record: &Path, since: Option<&str>, until: Option<&str>, expected: usize) {
        let [since, until] = [since, until].map(|day| day.map(|day| day.parse::<Date>().expect("a day")));
        let args = WindowArgs { record: record.to_owned(), since, until };
        let window = Window::open(&args, &Notes::new()).expect("a record");
        let dyad = Dyad::of("RUS", "PRK").expect("two");
        let found = window.events(Some(&dyad)).expect("read");
        let mut all = window.events(None).expect("read");
        all.retain(|event| dyad.link(event).is_some());
        assert_eq!(found, all);
        assert_eq!(found.len(), expected);
        let light: Vec<DyadEvent> = window.rows(&dyad).expect("read");
        let ids = |ids: &mut dyn Iterator<Item = &String>| ids.cloned().collect::<Vec<_>>();
        assert_eq!(ids(&mut light.iter().map(|row| &row.event_id)), ids(&mut found.iter().map(|e| &e.event_id)));
    }

    #[test]
    fn the_events_of_a_dyad_are_those_among_all() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut reports = Vec::new();
        for (n, day) in ["2024-06-17", "2024-07-02", "2023-01-05"].iter().enumerate() {
            for mut report in coded().1.reports {
                let day = day.parse().ok();
                (report.event_date_start, report.event_date_end, report.published_at) = (day, day, day);
                report.report_id = format!("{:016x}", reports.len() * 7 + n);
                reports.push(report);
            }
        }
        let mut writer = Writer::open(dir.path()).expect("a writer");
        writer.commit(Batch { kind: "import", reports, ..Batch::default() }).expect("committed");
        writer.merge(|_| {}).expect("merged");
        writer.close().expect("closed");
        check(dir.path(), None, None, 6);
        check(dir.path(), Some("2024-06-17"), None, 4);
        check(dir.path(), Some("2024-06-18"), Some("2024-12-31"), 2);
        check(dir.path(), None, Some("2022-12-31"), 0);
    }
}
