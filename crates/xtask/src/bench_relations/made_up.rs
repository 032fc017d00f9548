//! Made-up events, the same every time: ten years of months, states that act as unevenly as they do in the news, and
//! some dyads of a size that we choose.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use westphalia_model::{Actor, DateBasis, DatePrecision, Dyad, Event, EventType, Modality, Status};

/// Months of a record.
pub const N_MONTHS: usize = 120;

const FIRST: Date = date(2015, 1, 1);
const N_STATES: u64 = 190;

/// A dyad with a number of events that we choose. No other event concerns both.
pub struct Planted {
    pub name: &'static str,
    pub dyad: Dyad,
    pub n_events: usize,
}

/// A dyad of which much is told, one in the middle, and one of which little is.
pub fn planted(n: usize) -> Vec<Planted> {
    let of = |name, one: &str, n_events| Dyad::of(one, "PPP").map(|dyad| Planted { name, dyad, n_events });
    [of("most told", "LLL", n / 100), of("middling", "MMM", n / 10_000), of("rare", "RRR", 20)]
        .into_iter()
        .flatten()
        .collect()
}

/// Numbers that look random and are the same every time (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    fn percent(&mut self, n: u64) -> bool {
        self.below(100) < n
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        let n = self.below(all.len().max(1) as u64);
        all.get(usize::try_from(n).ok()?).copied()
    }
}

/// The code of the state that is the n-th busiest. Codes lie all over the alphabet.
fn code(n: u64) -> String {
    let letter = |n: u64| char::from(b'A' + u8::try_from(n % 26).unwrap_or_default());
    [letter(n * 11), letter(n / 26 + 7), letter(n * 5 + 3)].iter().collect()
}

/// The code of the busiest state.
pub fn busiest() -> String {
    code(0)
}

fn party(numbers: &mut Numbers) -> Actor {
    // The product of three draws falls off as steeply as attention does.
    let product = numbers.below(1000) * numbers.below(1000) / 1000 * numbers.below(1000) / 1000;
    let sector = numbers.of(&["GOV", "GOV", "GOV", "MIL", "CVL", "REB"]).unwrap_or_default();
    match numbers.percent(5) {
        true => Actor {
            body: numbers.of(&["UN", "NATO", "EU", "AU", "ASEAN"]).unwrap_or_default().to_owned(),
            ..Actor::default()
        },
        false => state(&code(product * N_STATES / 1000), sector),
    }
}

fn state(code: &str, sector: &str) -> Actor {
    Actor {
        text: format!("the leader of {code}"),
        name: format!("Leader of {code}"),
        country: code.to_owned(),
        cow: Some(365),
        sector_roles: vec![sector.to_owned()],
        wikidata_id: format!("Q{}", code.len() * 31),
        ..Actor::default()
    }
}

/// The name of a month and its events, of a record of `n` events.
pub fn month(at: usize, n: usize, planted: &[Planted]) -> (String, Vec<Event>) {
    let share = |n: usize| n * (at + 1) / N_MONTHS - n * at / N_MONTHS;
    let mut numbers = Numbers(at as u64);
    let start = FIRST.saturating_add(i32::try_from(at).unwrap_or_default().months());
    let mut dyads: Vec<Option<&Dyad>> =
        planted.iter().flat_map(|p| std::iter::repeat_n(Some(&p.dyad), share(p.n_events))).collect();
    dyads.resize(share(n), None);
    let events = dyads.into_iter().map(|dyad| event(&mut numbers, start, dyad)).collect();
    (start.strftime("%Y-%m").to_string(), events)
}

fn parties(numbers: &mut Numbers, dyad: Option<&Dyad>) -> (Vec<Actor>, Vec<Actor>, bool) {
    if let Some(dyad) = dyad {
        return (vec![state(&dyad.a, "GOV")], vec![state(&dyad.b, "GOV")], false);
    }
    let symmetric = numbers.percent(12);
    let mut several = |one: u64| {
        let n = if numbers.percent(one) { 1 } else { 2 + numbers.below(3) };
        (0..n).map(|_| party(numbers)).collect::<Vec<_>>()
    };
    let actors = several(if symmetric { 0 } else { 90 });
    let recipients = if symmetric { Vec::new() } else { several(92) };
    (actors, recipients, symmetric)
}

fn event(numbers: &mut Numbers, start: Date, dyad: Option<&Dyad>) -> Event {
    let day = Some(start.saturating_add(i64::try_from(numbers.below(28)).unwrap_or_default().days()));
    let id = format!("{:016x}", numbers.next());
    let (actors, recipients, symmetric) = parties(numbers, dyad);
    let event_type = numbers.of(&EventType::ALL).unwrap_or(EventType::Consult);
    let n_reports = 1 + u32::try_from(numbers.below(3)).unwrap_or_default();
    let senses = [Modality::Actual, Modality::Actual, Modality::Actual, Modality::Future, Modality::Hypothetical];
    let score = f64::from(u32::try_from(numbers.below(201)).unwrap_or_default()) / 10.0 - 10.0;
    Event {
        status: Status::Machine,
        event_date_start: day,
        event_date_end: day,
        date_precision: DatePrecision::Day,
        date_basis: DateBasis::Text,
        first_reported: day,
        last_reported: day,
        actor_codes: actors.iter().map(Actor::code).collect(),
        recipient_codes: recipients.iter().map(Actor::code).collect(),
        symmetric,
        event_type: Some(event_type),
        mode: numbers.of(&["", "visit", "", "airstrike"]).unwrap_or_default().to_owned(),
        cameo_code: numbers.of(&["042", "057", "112", "195"]).unwrap_or_default().to_owned(),
        quad_class: event_type.quad(),
        goldstein: score,
        plover_score: score,
        contexts: Vec::new(),
        policy_sectors: Vec::new(),
        modality: numbers.of(&senses).unwrap_or(Modality::Actual),
        attributed_to: None,
        confidence: Some(0.9),
        content: None,
        deadline_start: None,
        deadline_end: None,
        quantities: Vec::new(),
        place: String::new(),
        lat: None,
        lon: None,
        place_country: String::new(),
        place_precision: String::new(),
        sentence_text: format!("The leader said in round {} that talks of {id} would go on.", numbers.below(365)),
        report_ids: (0..n_reports).map(|n| format!("{n:x}{}", &id[1..])).collect(),
        merged_because: (0..n_reports).map(|_| Event::LEAD.to_owned()).collect(),
        n_reports,
        n_documents: n_reports,
        n_texts: n_reports,
        sources: vec![format!("outlet{}.example", numbers.below(200))],
        n_sources: 1,
        datasets: vec!["westphalia".to_owned()],
        event_id: id,
        actors,
        recipients,
    }
}
