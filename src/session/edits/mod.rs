//! What hands do, turned into edits: marking and linking, coalitions slot by slot, decisions on suggestions.

mod coalitions;
mod conflicts;
mod decide;
pub mod entity_step;
mod fields;
pub(super) mod gestures;
pub mod history_step;
mod large_step;
pub mod occurrences;
mod remarks;
mod taking;

pub use coalitions::CardSlot;
