//! Flat rows for spreadsheets and statistics programs.

use westphalia_coder::Coded;
use westphalia_model::{Actor, Report};

/// Names of the columns, which [`row`] fills in this order.
pub const HEAD: &str = "report_id,document_id,sentence,event_date_start,event_date_end,date_precision,date_basis,\
    published_at,actors,actor_names,recipients,recipient_names,symmetric,event_type,mode,cameo_code,quad_class,\
    goldstein,plover_score,contexts,policy_sectors,modality,attributed_to,confidence,content_type,content_mode,\
    content_text,deadline_start,deadline_end,quantities,place,lat,lon,place_country,place_precision,trigger,\
    trigger_start,trigger_end,frame,operators,problems,sentence_text,codebook_version,program_version\n";

/// Adds the events of a document to the page.
pub fn document(coded: &Coded, page: &mut Vec<u8>) {
    let mut writer = csv::Writer::from_writer(page);
    for report in &coded.reports {
        // Memory does not fail, and all rows are of one length.
        let _ = writer.write_record(row(report));
    }
    let _ = writer.flush();
}

/// The columns of one event.
fn row(report: &Report) -> Vec<String> {
    let content = report.content.as_ref();
    let mut row = vec![
        report.report_id.clone(),
        report.document_id.clone(),
        report.sentence.to_string(),
        or_empty(report.event_date_start),
        or_empty(report.event_date_end),
        word(&report.date_precision),
        word(&report.date_basis),
        or_empty(report.published_at),
        joined(&report.actors, Actor::code),
        joined(&report.actors, |actor| actor.name.clone()),
        joined(&report.recipients, Actor::code),
        joined(&report.recipients, |actor| actor.name.clone()),
        report.symmetric.to_string(),
        report.type_name().to_owned(),
        report.mode.clone(),
        report.cameo_code.clone(),
        u8::from(report.quad_class).to_string(),
        report.goldstein.to_string(),
        report.plover_score.to_string(),
        report.contexts.join(";"),
        report.policy_sectors.join(";"),
        report.modality.to_string(),
        report.attributed_to.as_ref().map(Actor::code).unwrap_or_default(),
        report.confidence.map(|c| c.to_string()).unwrap_or_default(),
    ];
    row.extend([
        content.and_then(|content| content.event_type).map(|t| t.to_string()).unwrap_or_default(),
        content.map(|content| content.mode.clone()).unwrap_or_default(),
        content.map(|content| content.text.clone()).unwrap_or_default(),
        or_empty(report.deadline_start),
        or_empty(report.deadline_end),
        joined(&report.quantities, |q| format!("{} {} {}", q.kind, q.value, q.unit).trim_end().to_owned()),
        report.place.clone(),
        or_empty(report.lat),
        or_empty(report.lon),
        report.place_country.clone(),
        report.place_precision.clone(),
        report.trigger.clone(),
        report.trigger_span.start().to_string(),
        report.trigger_span.end().to_string(),
        report.frame.clone(),
        report.operators.join(";"),
        joined(&report.problems, |problem| problem.message.clone()),
        report.sentence_text.clone(),
        report.codebook_version.clone(),
        report.program_version.clone(),
    ]);
    row
}

/// The value, or nothing.
fn or_empty(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// Several values in one column.
fn joined<T>(values: &[T], show: impl Fn(&T) -> String) -> String {
    values.iter().map(show).collect::<Vec<_>>().join(";")
}

/// The word that a code has in JSON.
fn word(code: &impl serde::Serialize) -> String {
    serde_json::to_value(code).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
