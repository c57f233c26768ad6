//! Floor 1: which real party, candidate or region a name means.
//!
//! [`Gazetteer`] is what comes with the program, [`Lexicon`] that with a project's own entities on top. A lexicon
//! links a mention where that is sure ([`Lexicon::link`]; many of one article by a [`ArticleLinks`]), and ranks what it may mean where it is not
//! ([`Lexicon::offers`]); [`split_list`] finds the names in a list. Pure: nothing here knows files, windows, edits or how
//! mentions are stored. Offsets are bytes.

mod builtin;
mod candidate;
mod cue;
mod delivered_fields;
mod fold;
mod level;
mod lexicon;
mod link;
mod listing;
mod names;
mod offers;
mod person;
mod region;
mod rule;
mod runner;
mod runners;
mod split;
mod topic;

pub use builtin::{Gazetteer, GazetteerTables, RegisteredPair, TableError};
pub use delivered_fields::delivered_fields;
pub use lexicon::Lexicon;
pub use link::Link;
pub use listing::ListedName;
pub use names::Use;
pub use offers::{Offer, OfferContext, OfferHint};
pub use rule::{LinkReason, LinkRule};
pub use split::split_list;
pub use topic::ArticleLinks;

#[cfg(test)]
mod tests;
