//! Floor 1: what makes a set of exported articles a dataset: parts without near copies on two sides, a manifest, a
//! card, a codebook. Pure; does not know files and folders, formats, or the project.

pub mod assign;
pub mod card;
pub mod carry;
pub mod cells;
pub mod codebook;
mod left_out;
pub mod manifest;
pub mod near_copies;
mod plan;
mod splits;

pub use left_out::{ItemKind, LeftOut, LeftOutCount, LeftOutCounts};
pub use plan::{BadPlan, Part, PartBasis, Sizes, SplitPlan};
pub use splits::{Moved, Split, SplitItem, SplitRace, split};
