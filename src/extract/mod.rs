//! Floor 1: what a text says, by rules. Does not know the gazetteer (its facts come as closures), files, windows, or
//! how a coalition is kept.

mod draft;
mod sentences;

pub use draft::{Facts, draft};
