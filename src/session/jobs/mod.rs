//! Work that takes long and needs a reader only: it runs away from the window's thread, and what it found comes in
//! as one step.

pub mod answers;
pub mod assigning;
pub mod checking;
pub mod comparing;
pub mod copying;
mod corpus;
mod division;
pub mod entities;
pub mod export;
pub mod extraction_job;
pub mod extractor;
pub mod import;
pub mod known_names;
pub mod learned;
pub mod learning;
pub mod pace;
pub mod project_check;
pub mod reading;
pub mod recover;
pub mod remarks;
pub mod report;
pub mod scheme;
pub mod search;
mod side_files;
pub mod stats;
pub mod trial;
mod working_time;
