//! What keys do to a suggestion, said with the keys that the person has.

use crate::app::{
    kit::text::Words,
    state::{
        command::{Command, Digit},
        keys,
        screen::Screen,
    },
};

/// Commands, and what their keys do: several share a word, as those of the borders do.
pub struct KeyHint {
    pub commands: Vec<Command>,
    pub does: Words,
}

impl KeyHint {
    pub fn one(command: Command, does: Words) -> Self {
        Self { commands: vec![command], does }
    }

    /// The digits of the kinds that the project has.
    pub fn kinds(count: usize) -> Self {
        Self { commands: Digit::ALL.into_iter().take(count).map(Command::Tag).collect(), does: Words::HintKind }
    }
}

/// “Enter accept · X reject”; what has no keys is left out.
pub fn line(screen: &Screen, hints: &[KeyHint]) -> String {
    let hint = |hint: &KeyHint| {
        let keys = hint.commands.iter().filter_map(|command| keys::keys_of(screen.settings, command.entry()));
        let keys: Vec<String> = keys.map(keys::on_keyboard).collect();
        (!keys.is_empty()).then(|| format!("{} {}", keys.join(" "), screen.say(hint.does)))
    };
    hints.iter().filter_map(hint).collect::<Vec<_>>().join(" · ")
}
