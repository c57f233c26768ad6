//! From keys to commands.

use eframe::egui::{self, Event, Key, Modifiers};

use super::App;
use crate::app::{
    article,
    panels::inspector,
    sheets::OpenSheet,
    state::{
        action::Action,
        command::{COMMANDS, Command},
        desk::Centre,
        keys::{is_pressed, keys_of},
    },
};

impl App {
    /// Takes the keys that are commands out of this frame's input.
    pub(in crate::app) fn take_keys(&mut self, ctx: &egui::Context) -> Vec<Action> {
        // The sheet waits for new keys: nothing is a command then.
        if matches!(&self.view.sheet, Some(OpenSheet::Shortcuts(draft)) if draft.waiting.is_some()) {
            return Vec::new();
        }
        let focused = ctx.memory(|memory| memory.focused());
        // What floats over the text does not lock it: a click into the text takes the keyboard there.
        // An open menu or list has the keys for itself.
        let free = !egui::Popup::is_any_open(ctx);
        let in_text = free
            && self.view.desk.centre == Centre::Article
            && match (&self.view.sheet, focused) {
                (None, focused) => focused.is_none_or(|id| id == article::widget_id()),
                (Some(_), focused) => self.view.sheet_memory.settled() && focused == Some(article::widget_id()),
            };
        let in_note = focused == Some(inspector::note_id());
        let floats = self.view.sheet.is_some();
        let in_field = ctx.text_edit_focused();
        let mut commands = Vec::new();
        ctx.input_mut(|input| {
            let mut typed_too = false;
            input.events.retain(|event| match event {
                // Ctrl+Enter ends a note there.
                Event::Key { key: Key::Enter, .. } if in_note => true,
                Event::Key { key, physical_key, pressed: true, modifiers, .. } => {
                    let entry = COMMANDS.iter().find(|entry| {
                        keys_of(&self.settings, entry).is_some_and(|keys| {
                            is_pressed(keys, *key, *physical_key, *modifiers)
                                && (in_text || !Command::only_in_article(keys))
                        })
                    });
                    // Enter, with Ctrl or without, belongs to what floats.
                    let entry = entry.filter(|_| in_text || !floats || *key != Key::Enter);
                    // What is typed into a field is taken back there.
                    let entry =
                        entry.filter(|entry| !in_field || !matches!(entry.command, Command::Undo | Command::Redo));
                    let exact = *modifiers == Modifiers::ALT || *modifiers == Modifiers::ALT | Modifiers::SHIFT;
                    let bracket = [*key, physical_key.unwrap_or(*key)]
                        .iter()
                        .any(|key| matches!(key, Key::OpenBracket | Key::CloseBracket));
                    match entry {
                        Some(entry) => {
                            commands.push((entry.command, false));
                            typed_too = true;
                            false
                        }
                        // With Alt the same bracket keys move by one character.
                        None if exact && bracket && in_text => {
                            let end = *key == Key::CloseBracket || *physical_key == Some(Key::CloseBracket);
                            let command = match (end, modifiers.shift) {
                                (true, false) => Command::GrowEnd,
                                (true, true) => Command::ShrinkEnd,
                                (false, false) => Command::GrowStart,
                                (false, true) => Command::ShrinkStart,
                            };
                            commands.push((command, true));
                            false
                        }
                        None => true,
                    }
                }
                // The letter that the key would type as well.
                Event::Text(_) if typed_too => {
                    typed_too = false;
                    false
                }
                _ => true,
            });
            let escape = free && input.key_pressed(Key::Escape);
            if focused == Some(article::widget_id()) && escape {
                self.view.escape();
            } else if escape && !floats && !in_field && self.view.desk.centre != Centre::Article {
                self.view.show_centre(Centre::Article);
            }
        });
        // egui makes these of Ctrl+C in a text of ours too.
        let copy = focused == Some(article::widget_id())
            && ctx.input_mut(|input| {
                let before = input.events.len();
                input.events.retain(|event| !matches!(event, Event::Copy));
                input.events.len() != before
            });
        if copy {
            commands.push((Command::Copy, false));
        }
        commands
            .into_iter()
            .map(|(command, exact)| if exact { Action::Nudge { command, exact } } else { Action::Run(command) })
            .collect()
    }
}
