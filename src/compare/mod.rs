//! Floor 1: how far two annotations of the same articles agree. Pure figures; does not know files, formats, windows or
//! whose work it compares.

mod cards;
mod decided;
mod score;

pub use cards::{Bin, Card, CardScores, Fault};
pub use decided::{Judged, SourceScore, StatementSlot, source_score};
pub use score::{BackingKey, Counts, Marked, MentionKey, Scores, Share};
