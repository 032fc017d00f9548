//! Made-up events for tests, in one line each.

use westphalia_model::{
    Actor, Content, Date, DateBasis, DatePrecision, Event, EventType, Modality, QuadClass, Report, Span,
};

/// The event of a line such as `2019-04-25 RUS>PRK AGREE future: promise: supply fuel`: day, actors and recipients
/// (`RUS+CHN>PRK`, `PRK=RUS` where symmetric), type with its mode (`CONSULT/visit`), and, if they differ from the usual,
/// the sense and the content after `:`. Scores are those of the quad class: 4, 7, -4, -8.
pub fn event(line: &str) -> Event {
    let (head, content) = line.split_once(':').map_or((line, ""), |(head, content)| (head, content.trim()));
    let mut words = head.split_whitespace();
    let day: Date = words.next().and_then(|w| w.parse().ok()).expect("a day first");
    let parties = words.next().expect("parties second");
    let (event_type, mode) = words.next().map(|w| w.split_once('/').unwrap_or((w, ""))).expect("a type third");
    let modality = match words.next() {
        Some("future") => Modality::Future,
        Some("hypothetical") => Modality::Hypothetical,
        Some("negated") => Modality::Negated,
        Some("historical") => Modality::Historical,
        _ => Modality::Actual,
    };
    let (actors, recipients, symmetric) = match parties.split_once('=') {
        Some((a, b)) => (sides(&format!("{a}+{b}")), Vec::new(), true),
        None => parties.split_once('>').map(|(a, b)| (sides(a), sides(b), false)).expect("`>` or `=`"),
    };
    let event_type = EventType::parse(event_type).expect("a type of PLOVER");
    let quad_class = event_type.quad();
    let score = match quad_class {
        QuadClass::VerbalCooperation => 4.0,
        QuadClass::MaterialCooperation => 7.0,
        QuadClass::VerbalConflict => -4.0,
        QuadClass::MaterialConflict => -8.0,
    };
    let content = (!content.is_empty()).then(|| Content {
        event_type: None,
        mode: String::new(),
        text: content.to_owned(),
        span: Span::default(),
        actors: Vec::new(),
        recipients: Vec::new(),
    });
    Event::of_report(&Report {
        report_id: line.to_owned(),
        document_id: line.to_owned(),
        sentence_text: line.to_owned(),
        event_date_start: Some(day),
        event_date_end: Some(day),
        published_at: Some(day),
        actors,
        recipients,
        symmetric,
        event_type: Some(event_type),
        mode: mode.to_owned(),
        quad_class,
        goldstein: score,
        plover_score: score,
        modality,
        content,
        ..blank()
    })
}

/// A report that says nothing.
fn blank() -> Report {
    Report {
        report_id: String::new(),
        document_id: String::new(),
        sentence: 0,
        sentence_text: String::new(),
        dataset: "westphalia".to_owned(),
        source: "Wire".to_owned(),
        url: String::new(),
        native_id: String::new(),
        original: String::new(),
        codebook_version: String::new(),
        program_version: String::new(),
        event_date_start: None,
        event_date_end: None,
        date_precision: DatePrecision::Day,
        date_basis: DateBasis::Text,
        published_at: None,
        actors: Vec::new(),
        recipients: Vec::new(),
        symmetric: false,
        event_type: None,
        mode: String::new(),
        cameo_code: String::new(),
        quad_class: QuadClass::VerbalCooperation,
        goldstein: 0.0,
        plover_score: 0.0,
        contexts: Vec::new(),
        policy_sectors: Vec::new(),
        modality: Modality::Actual,
        attributed_to: None,
        confidence: Some(0.9),
        content: None,
        deadline_start: None,
        deadline_end: None,
        quantities: Vec::new(),
        place: String::new(),
        place_span: None,
        lat: None,
        lon: None,
        place_country: String::new(),
        place_precision: String::new(),
        trigger: String::new(),
        trigger_span: Span::default(),
        frame: String::new(),
        operators: Vec::new(),
        problems: Vec::new(),
    }
}

fn sides(codes: &str) -> Vec<Actor> {
    codes
        .split('+')
        .filter(|code| !code.is_empty())
        .map(|code| match code {
            "UN" | "EU" | "NATO" => Actor { body: code.to_owned(), ..Actor::default() },
            _ => Actor { country: code.to_owned(), name: code.to_owned(), ..Actor::default() },
        })
        .collect()
}
