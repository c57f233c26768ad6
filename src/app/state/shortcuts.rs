//! The keys as delivered, in words: what the README's table is made of.

use super::{
    command::{COMMANDS, CommandEntry, Menu, command_name},
    keys,
    settings::Settings,
};
use crate::{message::Language, model::Scheme};

/// A command that has keys, in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortcut {
    pub menu: String,
    pub name: String,
    /// As people write them: `Ctrl+Shift+Z`.
    pub keys: String,
    /// Those in an Indonesian window, where they are others.
    pub indonesian: Option<String>,
    pub help: String,
}

/// Every command with keys, in the order of the menus, with the kinds that a new project has.
pub fn shortcuts() -> Vec<Shortcut> {
    let settings = Settings::unsaved("", Language::English);
    let scheme = Scheme::default();
    let of_menu = |menu: Menu| COMMANDS.iter().filter(move |entry| entry.menu == menu);
    let entries = Menu::ALL.into_iter().flat_map(of_menu);
    let shortcut = |entry: &CommandEntry| {
        Some(Shortcut {
            menu: Language::English.say(entry.menu.name()).to_owned(),
            name: command_name(&settings, Some(&scheme), entry)?,
            keys: keys::written(entry.keys?),
            indonesian: entry
                .keys_in(Language::Indonesian)
                .filter(|there| Some(*there) != entry.keys)
                .map(keys::written),
            help: Language::English.say(entry.help).to_owned(),
        })
    };
    entries.filter_map(shortcut).collect()
}
