//! What stands beside the article.

pub mod about;
pub mod articles;
pub mod bars;
pub mod coalitions;
mod conflicts;
pub mod entities;
mod entity_list;
mod entity_menu;
pub mod guidelines;
pub mod header;
pub mod inspector;
pub mod notes;
pub mod only;
pub mod problems;
pub mod review;
pub mod search;
pub mod suggestion_strip;
pub mod welcome;

use eframe::egui::{Label, RichText, Ui};

use super::state::{action::Action, command::Command, screen::Screen};

/// A weak line of explanation in an empty panel, with what to do below it.
pub fn empty(ui: &mut Ui, what: &str, help: &str) {
    ui.add_space(18.0);
    ui.vertical_centered(|ui| {
        ui.label(RichText::new(what).strong());
        ui.add(Label::new(RichText::new(help).weak()).wrap());
    });
}

/// A small button that stands for a command.
pub fn command_button(ui: &mut Ui, screen: &Screen, command: Command, actions: &mut Vec<Action>) {
    let entry = command.entry();
    if ui.button(screen.say(entry.name)).on_hover_text(screen.say(entry.help)).clicked() {
        actions.push(Action::Run(command));
    }
}
