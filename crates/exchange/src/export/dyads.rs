//! An event as pairs of parties.

use crate::codes::acts::{Act, Acts, acts};
use crate::codes::parties::complete;
use westphalia_model::{Actor, Date, Event};
use xxhash_rust::xxh3::xxh3_64;

/// A pair of parties of an event; either side may be nobody.
pub(super) struct Dyad {
    /// A number for the row. The first of an event is its identity, as a number; the others count on from there.
    pub id: u64,
    pub actor: Option<Actor>,
    pub recipient: Option<Actor>,
}

/// The pairs of an event: each actor with each recipient. Members of a symmetric event make pairs among themselves, in
/// both directions or in one.
pub(super) fn dyads(event: &Event, both_ways: bool, on: Date) -> Vec<Dyad> {
    let of = |party: &Actor| {
        let mut party = party.clone();
        complete(&mut party, on);
        Some(party)
    };
    let actors: Vec<_> = event.actors.iter().map(of).collect();
    let recipients: Vec<_> = event.recipients.iter().map(of).collect();
    let mut pairs = Vec::new();
    if event.symmetric && recipients.is_empty() && actors.len() > 1 {
        for (at, actor) in actors.iter().enumerate() {
            for (other, recipient) in actors.iter().enumerate() {
                if at < other || (both_ways && at > other) {
                    pairs.push((actor.clone(), recipient.clone()));
                }
            }
        }
    } else {
        let or_nobody = |parties: Vec<Option<Actor>>| if parties.is_empty() { vec![None] } else { parties };
        let recipients = or_nobody(recipients);
        for actor in or_nobody(actors) {
            for recipient in &recipients {
                pairs.push((actor.clone(), recipient.clone()));
                if event.symmetric && both_ways {
                    pairs.push((recipient.clone(), actor.clone()));
                }
            }
        }
    }
    let first = number(&event.event_id);
    let numbered = pairs.into_iter().zip(0_u64..);
    numbered.map(|((actor, recipient), n)| Dyad { id: first.wrapping_add(n), actor, recipient }).collect()
}

/// The identity of an event as a number: its 16 hexadecimal digits, or the hash of an identity that is none.
fn number(event_id: &str) -> u64 {
    let digits = u64::from_str_radix(event_id, 16).ok().filter(|_| event_id.len() == 16);
    digits.unwrap_or_else(|| xxh3_64(event_id.as_bytes()))
}

/// The CAMEO act of an event; the general one of its type where it has no code.
pub(super) fn act(event: &Event) -> Option<&'static Act> {
    acts().of(&event.cameo_code).or_else(|| acts().of(Acts::general(event.event_type?)))
}
