//! `westphalia correct`, `retract` and `restore`: what a person says of an event.

use super::args::{CorrectArgs, EventArgs};
use crate::ending::{Ending, Failure};
use crate::facts;
use crate::notes::Notes;
use crate::show;
use serde_json::{Map, Value, json};
use std::io::{self, Write};
use westphalia_atlas::Atlas;
use westphalia_coder::codebook::Codebook;
use westphalia_model::{Actor, Event, EventType};
use westphalia_record::{Correction, Snapshot, Writer};

/// Keeps a correction, a retraction or its taking back.
pub fn keep(args: &EventArgs, correction: &Correction, notes: &Notes) -> Result<Ending, Failure> {
    if args.reason.trim().is_empty() {
        return Err(Failure::Usage {
            message: "expected a reason, found nothing but space".to_owned(),
            hint: "--reason says why, for whoever reads the log",
        });
    }
    let mut writer = Writer::open_existing(&args.place.record)?;
    let event = writer.correct(&args.event, correction, &args.reason, &args.by)?;
    writer.close()?;
    writeln!(io::stdout().lock(), "{}", line(&event))?;
    notes.say(&format!("kept; the log of corrections: westphalia record log --record {}", args.place.record.display()));
    Ok(Ending::Complete)
}

/// An event in a line.
fn line(event: &Event) -> String {
    let kind = show::with_mode(event.event_type.map_or("", EventType::as_str), &event.mode);
    let arrow = if event.symmetric { "with" } else { "to" };
    let day = event.event_date_start.map(|day| day.to_string()).unwrap_or_default();
    let status = serde_json::to_value(event.status).ok();
    let status = status.as_ref().and_then(Value::as_str).unwrap_or_default();
    let recipients = event.recipient_codes.join(", ");
    let sense = event.modality.as_str();
    format!(
        "{}  {day}  {kind}  {} {arrow} {recipients}  {sense}  ({status})",
        event.event_id,
        event.actor_codes.join(", ")
    )
}

/// Corrects the columns that the arguments name.
pub fn correct(args: &CorrectArgs, notes: &Notes) -> Result<Ending, Failure> {
    let event = Snapshot::open(&args.event.place.record)?.event(&args.event.event)?;
    let fields = fields(args, &event)?;
    if fields.is_empty() {
        return Err(Failure::Usage {
            message: "expected something to correct, found none of --type, --mode, --cameo, --modality, --actors, --recipients, --date".to_owned(),
            hint: "westphalia retract takes a whole event back",
        });
    }
    keep(&args.event, &Correction::Correct(fields), notes)
}

/// The columns and their new values.
fn fields(args: &CorrectArgs, event: &Event) -> Result<Map<String, Value>, Failure> {
    let mut fields = Map::new();
    let mut set = |name: &str, value: Value| {
        fields.insert(name.to_owned(), value);
    };
    if args.event_type.is_some() || args.mode.is_some() || args.cameo.is_some() {
        let event_type = args.event_type.or(event.event_type);
        // Another type has other modes.
        let kept = if args.event_type.is_some() { "" } else { event.mode.as_str() };
        let mode = args.mode.as_deref().unwrap_or(kept);
        let book = Codebook::embedded().map_err(|e| Failure::Start(e.to_string()))?;
        let act = book.acts.iter().find(|act| Some(act.event_type) == event_type && act.mode == mode);
        let Some(act) = act else {
            let kind = event_type.map_or("none", EventType::as_str);
            return Err(Failure::Usage {
                message: format!("expected a mode of {kind} in the codebook, found `{mode}`"),
                hint: "docs/codebook lists the modes of every type",
            });
        };
        let cameo = args.cameo.clone().unwrap_or_else(|| act.cameo.clone());
        let Some(code) = book.cameo.get(&cameo) else {
            return Err(Failure::Usage {
                message: format!("expected a code of CAMEO, found `{cameo}`"),
                hint: "codes have two to four digits, the leading zero included",
            });
        };
        set("event_type", json!(event_type));
        set("mode", json!(mode));
        set("goldstein", json!(code.goldstein));
        set("cameo_code", json!(cameo));
        set("plover_score", json!(book.intensity(act.event_type, mode)));
    }
    if let Some(modality) = args.modality {
        set("modality", json!(modality));
    }
    for (name, codes) in [("actors", &args.actors), ("recipients", &args.recipients)] {
        if let Some(codes) = codes {
            let codes = codes.iter().map(|code| code.trim()).filter(|code| !code.is_empty());
            let parties = codes.map(|code| party(code, event)).collect::<Result<Vec<_>, _>>()?;
            set(name, json!(parties));
        }
    }
    if let Some(day) = args.date {
        for name in ["event_date_start", "event_date_end"] {
            set(name, json!(day));
        }
        set("date_precision", json!("day"));
        set("date_basis", json!("text"));
    }
    Ok(fields)
}

/// The party of a short code.
fn party(code: &str, event: &Event) -> Result<Actor, Failure> {
    let atlas = Atlas::embedded();
    let (head, role) = code.split_once('-').unwrap_or((code, ""));
    let sector_roles = if role.is_empty() { Vec::new() } else { vec![role.to_owned()] };
    let day = event.event_date_start;
    if let Some(actor) = facts::state(atlas, head, day) {
        return Ok(Actor { sector_roles, ..actor });
    }
    let name = if let Some(id) = atlas.body_id(head) {
        atlas.body(id).name.to_string()
    } else if let Some(id) = atlas.group_id(head) {
        atlas.group(id).name.to_string()
    } else {
        return Err(Failure::Usage {
            message: format!("expected a short code such as RUS, MAR-CVL or NATO, found `{code}`"),
            hint: "`westphalia atlas NAME` tells the code of a name",
        });
    };
    Ok(Actor { body: head.to_owned(), name, sector_roles, ..Actor::default() })
}
