//! Groups of fields that several tables share.

use super::{Column, Kind};

/// A list of text.
pub(super) const TEXTS: Kind = Kind::List(&Kind::Text);

/// Start and end.
pub(super) const SPAN: Kind = Kind::List(&Kind::Whole);

/// Unit of spans.
pub(super) const BYTES: &str = "[start, end) in bytes of the document's UTF-8 text";

/// A party.
pub(super) const ACTOR: Kind = Kind::Group(&[
    Column::new("text", Kind::Text, "", "the words of the document, empty where the party is understood"),
    Column::maybe("span", SPAN, BYTES, "where they stand"),
    Column::new("name", Kind::Text, "", "canonical name; ? for a party that exists but is not named"),
    Column::new(
        "country",
        Kind::Text,
        "ISO 3166-1 alpha-3; SUN, YUG, CSK, DDR, XKX",
        "the state, as of the date; empty for a body",
    ),
    Column::maybe("cow", Kind::Whole, "Correlates of War number", "the state's number at the date"),
    Column::maybe("gw", Kind::Whole, "Gleditsch-Ward number", "the state's number at the date"),
    Column::new("body", Kind::Text, "acronym in capitals", "international body or named group"),
    Column::new("sector_roles", TEXTS, "GOV, MIL, CVL, REB, ...", "sectors, the one that matters for coding first"),
    Column::new("wikidata_id", Kind::Text, "Q7747", "Wikidata item"),
]);

/// Parties.
pub(super) const ACTORS: Kind = Kind::List(&ACTOR);

/// The inner event of an operator.
pub(super) const CONTENT: Kind = Kind::Group(&[
    Column::maybe("event_type", Kind::Text, "PLOVER 2.0", "type of the act, had it been done"),
    Column::new("mode", Kind::Text, "PLOVER 2.0", "its mode"),
    Column::new("text", Kind::Text, "", "the words that tell it"),
    Column::new("span", SPAN, BYTES, "where they stand"),
    Column::new("actors", ACTORS, "", "who would do it"),
    Column::new("recipients", ACTORS, "", "to whom"),
]);

/// Numbers with a meaning.
pub(super) const QUANTITIES: Kind = Kind::List(&Kind::Group(&[
    Column::new(
        "kind",
        Kind::Text,
        "money, killed, hurt, arrested, detained, deployed, released, goods",
        "what is counted",
    ),
    Column::new("value", Kind::Real, "in `unit`", "the value; the lower bound where the text gives one"),
    Column::new("unit", Kind::Text, "ISO 4217, people, or the good", "the unit"),
    Column::new("text", Kind::Text, "", "the words"),
    Column::new("span", SPAN, BYTES, "where they stand"),
]));

/// What stayed unresolved.
pub(super) const PROBLEMS: Kind = Kind::List(&Kind::Group(&[
    Column::new("stage", Kind::Text, "read, text, atlas, coder, exchange", "the room that met it"),
    Column::new("message", Kind::Text, "", "what was expected, what was found"),
    Column::maybe("span", SPAN, BYTES, "where"),
]));
