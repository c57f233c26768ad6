//! What the window holds: what it shows, what a person can ask for, and the person's settings.

pub mod action;
pub mod command;
pub mod selection_summary;
pub mod settings;
pub mod view;
