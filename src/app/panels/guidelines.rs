//! To be written.
use crate::app::{App, action::Action};
pub fn ui(_ui: &mut eframe::egui::Ui, _app: &mut App, _actions: &mut Vec<Action>) {}
