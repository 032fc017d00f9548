//! Turning points of made-up relations, of which it is known when they turned.

use super::model::{Point, Prior, posterior};
use super::{Change, Scale, Turn, changes};
use crate::sample::event;
use crate::series::DyadEvent;
use jiff::ToSpan;
use proptest::prelude::{Just, Strategy, any, prop, prop_assert, prop_assert_eq, proptest};
use westphalia_model::{Date, Dyad};

/// Numbers between 0 and 1 that look random: SplitMix64.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A Normal, by Box and Muller.
    fn normal(&mut self, mean: f64, sd: f64) -> f64 {
        let (a, b) = (self.roll().max(1e-12), self.roll());
        sd.mul_add((-2.0 * a.ln()).sqrt() * (std::f64::consts::TAU * b).cos(), mean)
    }
}

const FIRST: Date = Date::constant(2000, 1, 1);

fn after(days: f64) -> Date {
    FIRST.checked_add((days as i64).days()).expect("within the calendar")
}

fn scored(day: Date, score: f64) -> DyadEvent {
    let dyad = Dyad::of("RUS", "PRK").expect("two codes");
    let mut found = DyadEvent::of(&event(&format!("{day} RUS>PRK CONSULT")), &dyad).expect("of the dyad");
    found.event_id = format!("{day} {score:.3}");
    (found.plover_score, found.goldstein) = (score, score);
    found
}

/// Events on days some `gap` days apart, until `days` have gone by; the level is told by the day.
fn history(seed: u64, days: f64, gap: f64, sd: f64, level: impl Fn(f64) -> f64) -> Vec<DyadEvent> {
    let (mut dice, mut at, mut events) = (Dice(seed), 0.0, Vec::new());
    while at < days {
        events.push(scored(after(at), dice.normal(level(at), sd).clamp(-10.0, 10.0)));
        at += 1.0 - gap * dice.roll().max(1e-12).ln();
    }
    events
}

fn found(events: &[DyadEvent]) -> Vec<Change> {
    changes(&events.iter().collect::<Vec<_>>(), &[], Scale::Plover)
}

fn days_off(change: &Change, days: f64) -> f64 {
    super::days_between(after(days), change.date).abs()
}

#[test]
fn steady_relations_do_not_turn() {
    let check = |gap: f64, level: f64, sd: f64| {
        let turned = (0..20).filter(|seed| !found(&history(*seed, 2500.0, gap, sd, |_| level)).is_empty()).count();
        assert!(turned <= 2, "{turned} of 20 at level {level} with noise {sd}, a day in {gap}");
    };
    check(80.0, 3.0, 2.0);
    check(80.0, 0.0, 4.0);
    check(200.0, -4.0, 2.0);
    check(20.0, 3.0, 3.0);
    check(6.0, 0.0, 3.0);
    check(1.0, 2.0, 4.0);
}

#[test]
fn a_lasting_change_is_found_near_its_day() {
    let check = |gap: f64, sd: f64, (before, behind): (f64, f64), at_least: usize| {
        let turn = if behind > before { Turn::Up } else { Turn::Down };
        let level = |at| if at < 1200.0 { before } else { behind };
        let right = (0..10).filter(|seed| {
            let found = found(&history(*seed, 2500.0, gap, sd, level));
            // The first day with an event after the change may be late.
            found.len() == 1 && found[0].direction == turn && days_off(&found[0], 1200.0) <= 2.0 * gap + 31.0
        });
        let n = right.count();
        assert!(n >= at_least, "{n} of 10 for {before} to {behind} with noise {sd}, a day in {gap}");
    };
    check(80.0, 1.5, (-4.0, 4.0), 9);
    check(80.0, 2.0, (4.0, -5.0), 9);
    check(20.0, 2.5, (-2.0, 3.0), 8);
    check(5.0, 3.0, (3.0, -3.0), 8);
    check(1.0, 3.0, (-3.0, 2.0), 8);
}

#[test]
fn one_day_is_no_turning_point() {
    let check = |level: f64, odd: f64| {
        for seed in 0..20 {
            let mut events = history(seed, 2500.0, 80.0, 1.5, |_| level);
            let place = events.len() / 2;
            events[place] = scored(events[place].day().expect("a day"), odd);
            assert_eq!(found(&events).len(), 0, "{odd} in {level}, seed {seed}");
        }
    };
    check(4.0, -10.0);
    check(-6.0, 8.0);
}

#[test]
fn more_of_the_same_is_no_turning_point() {
    for seed in 0..20 {
        let mut events = history(seed, 1200.0, 100.0, 1.5, |_| 3.0);
        let many = history(seed + 100, 1200.0, 15.0, 1.5, |_| 3.0);
        events.extend(many.iter().map(|e| {
            let day = e.day().and_then(|day| day.checked_add(1200.days()).ok()).expect("a day");
            scored(day, e.plover_score)
        }));
        assert_eq!(found(&events).len(), 0, "seed {seed}");
    }
}

#[test]
fn a_crisis_of_weeks_is_no_turning_point() {
    let level = |at: f64| if (1200.0..1260.0).contains(&at) { -8.0 } else { 4.0 };
    let turned = (0..20).filter(|seed| !found(&history(*seed, 2500.0, 15.0, 1.5, level)).is_empty()).count();
    assert!(turned <= 2, "{turned} of 20");
}

#[test]
fn a_turning_point_names_its_events_and_levels() {
    let events = history(3, 2500.0, 60.0, 1.0, |at| if at < 1200.0 { -4.0 } else { 4.0 });
    let [change] = &found(&events)[..] else { panic!("expected one change") };
    assert!(change.before.high < 0.0 && change.after.low > 0.0, "{change:?}");
    assert!(change.probability > 0.9 && change.probability_near <= change.probability, "{change:?}");
    assert!((2..=5).contains(&change.event_ids.len()));
    for id in &change.event_ids {
        let named = events.iter().find(|event| event.event_id == *id).expect("an event that was given");
        assert!(named.day() >= Some(change.date) && named.plover_score > 0.0);
    }
}

/// Days with scores, in any order and with twins.
fn any_events() -> impl Strategy<Value = (Vec<DyadEvent>, Vec<DyadEvent>)> {
    prop::collection::vec((0_u16..3000, -10.0_f64..10.0), 0..40).prop_flat_map(|days| {
        let events: Vec<DyadEvent> = days.into_iter().map(|(day, score)| scored(after(day.into()), score)).collect();
        (Just(events.clone()), Just(events).prop_shuffle())
    })
}

proptest! {
    #[test]
    fn the_order_of_events_does_not_matter((events, shuffled) in any_events()) {
        prop_assert_eq!(found(&events), found(&shuffled));
    }

    #[test]
    fn probabilities_sum_to_one(days in prop::collection::vec((0.0_f64..2.0, -10.0_f64..10.0), 0..30), last in any::<bool>()) {
        let points: Vec<Point> = days.into_iter().map(|(gap, score)| Point { gap, score, expected: 0.0 }).collect();
        let prior = Prior { min_last: if last { 2 } else { 1 }, ..Prior::usual(3) };
        let found = posterior(&points, &prior);
        prop_assert_eq!(found.is_some(), points.len() >= 3);
        let Some(posterior) = found else { return Ok(()) };
        for (levels, steps) in posterior.levels.iter().zip(&posterior.steps) {
            prop_assert!((levels.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            for (before, after) in steps.before.iter().zip(&steps.after) {
                prop_assert!((before.iter().sum::<f64>() - after.iter().sum::<f64>()).abs() < 1e-9);
            }
            let begins: f64 = steps.after.iter().flatten().sum();
            prop_assert!((0.0..=1.0 + 1e-9).contains(&begins), "{begins}");
        }
    }
}

/// All partitions of a few days, one by one, say the same as the passes.
#[test]
fn the_passes_agree_with_all_partitions() {
    let points: Vec<Point> = [-4.0, -3.0, -4.5, 3.0, 4.0, -1.0, 3.5]
        .into_iter()
        .map(|score| Point { gap: 0.4, score, expected: 0.0 })
        .collect();
    let prior = Prior { rates: vec![0.3], min_days: 1, min_last: 1, min_step: 0.0, ..Prior::usual(1) };
    let found = posterior(&points, &prior).expect("there are points");
    let expected = by_hand(&points, &prior);
    for (at, expected) in expected.into_iter().enumerate() {
        let begins = found.begins(0)[at] + found.begins(1)[at];
        assert!((begins - expected).abs() < 1e-6, "{at}: {begins} and {expected}");
    }
}

/// The probability that the level changes at each point, by adding up all partitions.
fn by_hand(points: &[Point], prior: &Prior) -> Vec<f64> {
    let n = points.len();
    let (mut begins, mut total) = (vec![0.0; n], 0.0);
    let years: f64 = points.iter().map(|p| p.gap).sum();
    let hazard = |at: usize| 1.0 - (-prior.rates[0] * points[at].gap).exp();
    for cuts in 0_u32..1 << (n - 1) {
        let starts: Vec<usize> = (0..n).filter(|at| *at == 0 || cuts >> (at - 1) & 1 == 1).collect();
        let mut hazards = 1.0;
        (1..n).for_each(|at| hazards *= if starts.contains(&at) { hazard(at) } else { 1.0 - hazard(at) });
        let weight = |turn| hazards * super::model::tests::chain(points, &starts, turn, prior, n as f64 / years);
        total += weight(None);
        starts.iter().filter(|at| **at > 0).for_each(|at| begins[*at] += weight(Some(*at)));
    }
    begins.iter().map(|weight| weight / total).collect()
}
