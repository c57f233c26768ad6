//! Floor 1: what a text says, by rules. Does not know the gazetteer (its facts come as closures), files, windows, or
//! how a coalition is kept.
//!
//! ```text
//! rules                       the built-in extractor
//!   ├── mentions              parties, regions, candidates
//!   └── judge ── signals      which sentences are statements, and what each says
//! reading ── wrapping         the text as it comes, made plain
//! gate                        whether an article is about an election of the project at all
//! ballot                      the offices and days of those elections, and the words for them
//! blocks                      a long text, piece by piece
//! rule                        which rules there are, with the keys that files keep
//! extractor                   what every extractor gives, and what it is told
//! ```

mod ballot;
mod blocks;
mod extractor;
mod gate;
mod judge;
mod mentions;
mod reading;
mod rule;
mod rules;
mod signals;
mod wrapping;

pub use ballot::{Ballot, OwnElections};
pub use blocks::{by_blocks, is_long};
pub use extractor::{
    EntityFacts, Extraction, ExtractionContext, Extractor, FoundCoalition, KnownName, Linker, ProposedMention, Trust,
};
pub use gate::{Silence, is_foreign, silence};
pub use judge::draft;
pub use mentions::{Scanner, names_alone};
pub use reading::ReadableText;
pub use rule::{Reason, Rule};
pub use rules::{RULES_VERSION, Rules};
