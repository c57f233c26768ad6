//! From tokens to signals: what the words of one sentence say by themselves, whatever stands around it.
//!
//! ```text
//! sentence                    all signals of a sentence, each found once
//!   ├── office, year          elections and offices
//!   ├── stance, papers, slots verbs of backing, papers of parties, places offered to them
//!   ├── certainty             firmness
//!   ├── region                regions by what stands before them
//!   └── speech ── names       who speaks
//! clause                      each ticket with its verb
//! ticket                      who of its people runs with whom
//! phrases ── tokens ── bounds words, and tables of them
//! ```

pub mod bounds;
pub mod certainty;
pub mod clause;
pub mod names;
pub mod office;
pub mod papers;
pub mod phrases;
pub mod places;
pub mod region;
pub mod runs;
pub mod sentence;
pub mod slots;
pub mod speech;
pub mod stance;
pub mod ticket;
pub mod tie;
pub mod tokens;
pub mod year;
