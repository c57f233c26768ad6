//! To be written.
use crate::app::{App, action::Action, theme::Theme};
pub fn ui(_ui: &mut eframe::egui::Ui, _app: &mut App, _theme: &Theme, _actions: &mut Vec<Action>) {}
