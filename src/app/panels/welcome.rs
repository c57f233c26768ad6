//! To be written.
use crate::app::{App, action::Action, theme::Theme};
pub fn no_project(_ui: &mut eframe::egui::Ui, _app: &App, _actions: &mut Vec<Action>) {}
pub fn no_articles(_ui: &mut eframe::egui::Ui, _app: &App, _actions: &mut Vec<Action>) {}
pub fn card(_ui: &mut eframe::egui::Ui, _app: &mut App, _theme: &Theme) {}
