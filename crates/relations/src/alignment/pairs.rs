//! Months of pairs: what the events of a month between two states add up to.

use std::collections::BTreeMap;
use westphalia_model::{By, DatePrecision, Event, Modality, PairMonth, QuadClass, Status, Told, links};

/// Adds events up to months of pairs, one event after another.
#[derive(Debug, Default)]
pub struct Months {
    rows: BTreeMap<(String, String, By, String), PairMonth>,
}

impl Months {
    /// Counts an event for every pair that its act joins.
    ///
    /// As in the view `dyad_month`, only what is told as having happened counts, and nothing that was retracted. What
    /// only the content of an event joins (a third state accuses one of arming the other) is no tie of the two.
    pub fn add(&mut self, event: &Event) {
        let Some(day) = event.event_date_start else { return };
        // As the record counts them: what is known to the year only is in no month.
        let is_exact = event.date_precision <= DatePrecision::Month;
        if event.status == Status::Retracted || event.modality != Modality::Actual || !is_exact {
            return;
        }
        let month = format!("{:04}-{:02}", day.year(), day.month());
        for link in links(event).into_iter().filter(|link| link.told == Told::Act) {
            let (a, b, by) = (link.dyad.a, link.dyad.b, link.by);
            let row = self.rows.entry((a.clone(), b.clone(), by, month.clone())).or_insert_with(|| PairMonth {
                a,
                b,
                by,
                month: month.clone(),
                n_events: 0,
                n_q1: 0,
                n_q2: 0,
                n_q3: 0,
                n_q4: 0,
                sum_goldstein: 0.0,
                sum_plover: 0.0,
            });
            row.n_events += 1;
            match event.quad_class {
                QuadClass::VerbalCooperation => row.n_q1 += 1,
                QuadClass::MaterialCooperation => row.n_q2 += 1,
                QuadClass::VerbalConflict => row.n_q3 += 1,
                QuadClass::MaterialConflict => row.n_q4 += 1,
            }
            row.sum_goldstein += event.goldstein;
            row.sum_plover += event.plover_score;
        }
    }

    /// The months, by pair, direction and month.
    #[must_use]
    pub fn into_rows(self) -> Vec<PairMonth> {
        self.rows.into_values().collect()
    }
}

/// The months of all pairs that events join.
#[must_use]
pub fn pair_months(events: &[Event]) -> Vec<PairMonth> {
    let mut months = Months::default();
    events.iter().for_each(|event| months.add(event));
    months.into_rows()
}

#[cfg(test)]
mod tests {
    use super::pair_months;
    use crate::sample::event;

    fn check(lines: &[&str], expected: &str) {
        let rows = pair_months(&lines.iter().map(|line| event(line)).collect::<Vec<_>>());
        let shown: Vec<String> = rows
            .iter()
            .map(|r| {
                format!(
                    "{} {} {:?} {} {}{}{}{} {}",
                    r.a, r.b, r.by, r.month, r.n_q1, r.n_q2, r.n_q3, r.n_q4, r.sum_goldstein
                )
            })
            .collect();
        assert_eq!(shown.join("; "), expected, "{lines:?}");
    }

    #[test]
    fn events_add_up_by_pair_and_month() {
        check(&["2019-04-25 RUS>PRK AID", "2019-04-26 RUS>PRK ACCUSE"], "PRK RUS B 2019-04 0110 3");
        check(
            &["2019-04-25 RUS=PRK CONSULT", "2019-05-01 PRK>RUS CONSULT"],
            "PRK RUS A 2019-05 1000 4; PRK RUS Both 2019-04 1000 4",
        );
        check(&["2019-04-25 RUS>PRK AID future", "2019-04-25 RUS>RUS AID", "2019-04-25 RUS>PRK AID negated"], "");
    }
}
