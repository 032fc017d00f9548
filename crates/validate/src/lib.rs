//! How good is it on your text?
//!
//! [`Draw`] takes a stratified random sample of what the program coded: events of each type, and sentences coded as
//! nothing. People say of each [`Unit`] what they read ([`Label`]). A [`Study`] holds both, and [`findings`] computes
//! precision, recall, accuracy of the other fields, a table of confusions, and Krippendorff's [`alpha`], each with its
//! interval.
//!
//! ```
//! use westphalia_model::EventType;
//! use westphalia_validate::Draw;
//!
//! let mut draw = Draw::new(7, 1, 1);
//! for (event_type, sentence) in [
//!     (Some(EventType::Aid), "France sent grain to Lebanon."),
//!     (Some(EventType::Aid), "Japan sent rice to Yemen."),
//!     (None, "It rained in Geneva."),
//! ] {
//!     draw.offer(event_type, sentence, || sentence);
//! }
//! let drawn = draw.finish();
//! assert_eq!(drawn.len(), 2, "one event and one sentence coded as nothing");
//! ```
//!
//! Pure: no files, no clock, and chance only from a seed.

mod agreement;
mod alpha;
mod confusion;
mod draw;
mod interval;
pub mod label;
mod random;
mod study;
mod unit;

pub use agreement::Agreement;
pub use alpha::alpha;
pub use confusion::{Confusion, Said};
pub use draw::{Digest, Draw, Drawn, Stratum};
pub use interval::{Estimate, N_RESAMPLES, bootstrap, effective_size, ratio, weighted_share, wilson};
pub use label::Label;
pub use random::Random;
pub use study::{Field, FieldFindings, Findings, Recall, StratumFindings, Study, findings};
pub use unit::{Coding, Unit};
