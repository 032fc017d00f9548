//! The tables that ship with the program.

/// Embeds one file of `data/atlas` under its own name.
macro_rules! table {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../../data/atlas/", $name)) as &[u8])
    };
}

/// Every table. States come first, because the others name them.
pub(crate) const FILES: [(&str, &[u8]); 15] = [
    table!("states.tsv"),
    table!("state_numbers.tsv"),
    table!("state_names.tsv"),
    table!("capitals.tsv"),
    table!("seats.tsv"),
    table!("places.tsv"),
    table!("bodies.tsv"),
    table!("members.tsv"),
    table!("groups.tsv"),
    table!("people.tsv"),
    table!("terms.tsv"),
    table!("organisations.tsv"),
    table!("peoples.tsv"),
    table!("roles.tsv"),
    table!("everyday.tsv"),
];
