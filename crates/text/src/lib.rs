//! Where are the sentences, tokens, tags, lemmas and the tree?
//!
//! [`Model::embedded`] is the trained model that ships with the program; [`Model::analyse`] turns a text into
//! [`Sentence`]s, each a list of [`Token`]s with tags, dictionary forms, and a tree of Universal Dependencies.
//! A long text is better read by an [`Analyser`], which yields one sentence after another.
//!
//! ```
//! let model = westphalia_text::Model::embedded()?;
//! let sentences = model.analyse("The minister met the envoy in Geneva.");
//! let met = &sentences[0].tokens[2];
//! assert_eq!((met.lemma.as_str(), met.head), ("meet", None));
//! # Ok::<(), westphalia_text::ModelError>(())
//! ```
//!
//! The models are linear and know no vocabulary: a feature is a hash, and its weights lie in a table that is used
//! as it stands in the program. Text of any kind goes through in time that grows with its length alone.
//!
//! This room knows no politics, no files and no clock.

mod abbreviation;
mod analyse;
mod analyser;
mod chunk;
mod dateline;
pub mod dictionary;
mod feats;
pub mod hash;
mod heading;
pub mod labeller;
pub mod lemma;
mod model;
pub mod parser;
mod rescue;
mod sentence;
mod split;
pub mod tagger;
pub mod tagset;
mod tail;
mod tokenise;
pub mod weights;
pub mod word;

pub use analyse::Scratch;
pub use analyser::{Analyser, LONGEST_SENTENCE};
pub use model::{Model, ModelError};
pub use sentence::{Deprel, Feats, Number, Sentence, Tense, Token, Upos, VerbForm};
pub use split::{Sentences, split};
pub use tokenise::tokenise;
