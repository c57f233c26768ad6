//! Floor 1: what a text says, by rules. Does not know the gazetteer (its facts come as closures), files, windows, or
//! how a coalition is kept.
//!
//! ```text
//! rules                                     the built-in extractor
//!   ├── mentions                            parties, regions, candidates: see there
//!   └── statements                          which sentences are statements
//!         draft                             what one says
//! draft ── scene ── tokens ── bounds        the text, sentence by sentence, mentions as single tokens
//!   ├── phrases, places                    tables of words, and where names stand
//!   ├── parties ── stance                  who backs, by which verb, offered which place
//!   ├── people ─── ticket                  who runs, as what
//!   ├── race ───── region, office          where, for what
//!   ├── speaker ── names                   who says it
//!   └── certainty, when                    how firmly, on which day, for which year
//! ```

mod bounds;
#[cfg(test)]
mod cases;
mod certainty;
mod draft;
mod extractor;
mod fillers;
mod hash;
#[cfg(test)]
mod measure;
mod mentions;
mod names;
mod office;
mod parties;
mod people;
mod phrases;
mod places;
mod race;
mod region;
mod rules;
mod scene;
mod sentences;
mod speaker;
mod stance;
mod statements;
#[cfg(test)]
mod testing;
mod ticket;
mod tokens;
mod when;

pub use draft::{Facts, draft};
pub use extractor::{Extraction, Extractor, Found, FoundCoalition, Known, Linked, Linker, Name, Trust};
pub use mentions::Scanner;
pub use rules::Rules;
