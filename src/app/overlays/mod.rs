//! To be written.
use crate::app::{App, action::Action, theme::Theme};
pub fn ui(_ctx: &eframe::egui::Context, _app: &mut App, _theme: &Theme, _actions: &mut Vec<Action>) {}
