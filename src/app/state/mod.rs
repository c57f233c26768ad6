//! What the window knows wherever one looks: what is open, what a person can ask for and with which keys, the settings.

pub mod action;
pub mod command;
pub mod desk;
pub mod drafts;
pub mod keys;
pub mod places;
pub mod screen;
pub mod selection_summary;
pub mod settings;
pub mod shortcuts;
