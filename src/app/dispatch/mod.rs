//! What people ask for is done here: keys become commands, commands become actions, and what panics is caught.

mod actions;
pub mod catch_panic;
mod commands;
pub mod input_order;
pub mod keys;
pub mod leaving;
mod mention_navigation;
pub mod opening;
mod paths;
pub mod pending_edits;
mod projects;
pub mod shortcuts;
