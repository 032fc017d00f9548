//! Drawings as SVG: one file each, without scripts, fonts or anything else from elsewhere; light or dark as the reader's
//! system is; with a title and a description for those who listen.

mod axis;
mod matrix;
mod relation;
mod svg;

pub use matrix::{matrix, members};
pub use relation::relation;
pub(crate) use svg::escaped;
