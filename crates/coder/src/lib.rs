//! What happened in this sentence, and in what sense?
//!
//! The way of a sentence through this room, a file a step:
//!
//! 1. `tree`: its words, their children, and the slots of a predicate whatever the grammar did to them;
//! 2. `mention`: the names and role nouns that the atlas knows;
//! 3. `party`: whom a phrase means, with what the document said before (`memory`);
//! 4. `reading`: what a predicate means, by the frames and operators of the [`codebook`];
//! 5. `walk`: which predicates are told at all, and `sense`: in what sense, on whose word;
//! 6. `row`: the row of the reports table, with `time`, place and `quantity`;
//! 7. `claims`: what a sentence says about the history, where somebody asks for that;
//! 8. `relation`: the relation between two marked spans, for data sets that mark them.
//!
//! Pure: no files, no network, no clock. Strange input gives fewer events, never a failure.

mod claims;
mod code;
pub mod codebook;
mod memory;
mod mention;
mod party;
mod quantity;
mod reading;
mod relation;
mod repair;
mod row;
mod sense;
mod settle;
mod time;
mod tree;
mod voice;
mod walk;

pub use code::{Coded, Coder, SentenceTrace};
pub use relation::{Evidence, Pair, Relation, RelationModel, RelationModelError, fold};
