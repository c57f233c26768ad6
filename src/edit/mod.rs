//! What a person means, and what that changes.
//!
//! [`Edit`] is intent; [`plan`] is pure and turns it into a [`Change`], a list of [`Put`]s with what was and what
//! will be. [`Change::inverse`] swaps them, so no edit needs undo code; [`apply`] refuses a change whose "before" is
//! not what it finds. Nothing here knows files, windows or the gazetteer.

mod apply;
mod change;
mod conflicts;
mod decide;
mod entities;
mod extract;
mod fields;
mod history;
mod import;
mod incoming;
mod intent;
mod join;
#[cfg(test)]
mod laws;
mod merge;
mod plan;
mod refusal;
mod remarks;
mod values;

pub use apply::{Mismatch, apply, swap_misfit};
pub use change::{Change, ChangeKind, Put, Swap};
pub use fields::{CoalitionField, is_one_ticket, joined};
pub use history::History;
pub use incoming::Incoming;
pub use intent::{DecisionBasis, DecisionRequest, Edit, NewMention, Resolution};
pub use join::{Contradiction, Joined, join};
pub use merge::repoint;
pub use plan::{EditStamp, plan};
pub use refusal::Refusal;
pub use values::{MisfitValue, coded, misfits};
