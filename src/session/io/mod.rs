//! What the session touches besides projects: files that are imported, files that are exported, programs of people.

mod beside;
mod councils;
pub mod disk_source;
pub mod one_file;
pub mod pasted;
pub mod program;
mod replacing;
pub mod target;

pub use councils::CouncilTable;
