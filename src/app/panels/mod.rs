//! What stands beside the article.

pub mod about;
mod article_menu;
mod article_order;
mod article_row;
pub mod articles;
pub mod bars;
mod chosen_articles;
pub mod coalitions;
mod conflicts;
pub mod entities;
mod entity_list;
mod entity_menu;
pub mod foot_line;
pub mod guidelines;
pub mod header;
pub mod inspector;
mod key_hints;
pub mod notes;
pub mod only;
pub mod own_fields;
pub mod problems;
pub mod progress;
pub mod review;
pub mod search;
pub mod suggestion_strip;
pub mod tabs;
pub mod text_menu;
pub mod welcome;

use eframe::egui::{Button, Label, RichText, Ui};

use super::{
    kit::fonts::Emphasis,
    state::{
        action::Action,
        command::{Command, CommandEntry, command_name},
        keys,
        screen::Screen,
        settings::Settings,
    },
};
use crate::model::Scheme;

/// A weak line of explanation in an empty panel, with what to do below it.
pub fn empty(ui: &mut Ui, what: &str, help: &str) {
    ui.add_space(18.0);
    ui.vertical_centered(|ui| {
        ui.label(RichText::new(what).bold());
        ui.add(Label::new(RichText::new(help).weak()).wrap());
    });
}

/// What the rows of menus look at.
#[derive(Clone, Copy)]
pub struct MenuLook<'a> {
    pub settings: &'a Settings,
    /// The kinds that commands name.
    pub scheme: Option<&'a Scheme>,
}

impl<'a> MenuLook<'a> {
    pub fn of(screen: &'a Screen) -> Self {
        Self { settings: screen.settings, scheme: screen.session.map(|session| &session.project().scheme) }
    }
}

/// The row of a command in a menu, with its keys. Nothing is drawn for a kind that the scheme has not.
pub fn command_item(ui: &mut Ui, look: MenuLook, entry: &CommandEntry, actions: &mut Vec<Action>) {
    let Some(name) = command_name(look.settings, look.scheme, entry) else { return };
    let button = keys::on_button(Button::new(name), look.settings, entry);
    if ui.add(button).on_hover_text(look.settings.language.say(entry.help)).clicked() {
        actions.push(Action::Run(entry.command));
    }
}

/// Menus of rows, cards and the text: groups of commands with lines between them.
pub fn command_groups(ui: &mut Ui, look: MenuLook, groups: &[&[Command]], actions: &mut Vec<Action>) {
    ui.set_min_width(230.0);
    ui.spacing_mut().item_spacing.y = 1.0;
    for (n, group) in groups.iter().filter(|group| !group.is_empty()).enumerate() {
        if n > 0 {
            ui.separator();
        }
        for command in *group {
            command_item(ui, look, command.entry(), actions);
        }
    }
}

/// A small button that stands for a command.
pub fn command_button(ui: &mut Ui, screen: &Screen, command: Command, actions: &mut Vec<Action>) {
    let entry = command.entry();
    if ui.button(screen.say(entry.name)).on_hover_text(screen.say(entry.help)).clicked() {
        actions.push(Action::Run(command));
    }
}
