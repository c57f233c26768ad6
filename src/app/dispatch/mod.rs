//! The window itself: keys become commands, commands become actions, actions are done here and nowhere else, and what
//! panics is caught.

mod actions;
mod app;
mod articles;
mod assigning;
mod catch_panic;
mod coalition_cards;
mod coming_back;
mod commands;
mod compare;
mod copies;
mod datasets;
mod entities;
mod extraction;
mod finishing;
mod gave_way;
mod gazetteer;
mod input_order;
mod kept_drafts;
mod keys;
mod landmarks;
mod large_steps;
mod leaving;
mod mention_navigation;
mod opening;
mod pace;
mod panels;
mod paths;
mod pending_edits;
mod pictures;
mod press_again;
mod projects;
mod recovery;
mod remarks;
mod review;
mod scheme;
mod screen_fit;
mod search;
mod standing;
mod view;

pub use app::{App, Start};
