//! From keys to commands. A person's own keys stand before those delivered.

use eframe::egui::{self, Button, Event, Key, KeyboardShortcut, Modifiers};

use crate::app::views::Centre;
use crate::app::{
    App, article,
    sheets::OpenSheet,
    state::{
        action::Action,
        command::{COMMANDS, Command, Entry},
        settings::Settings,
        view::Tab,
    },
};

/// The keys of a command: the person's own, or those delivered.
pub fn keys_of(settings: &Settings, entry: &Entry) -> Option<KeyboardShortcut> {
    match settings.keys.get(entry.id) {
        Some(own) => parse(own),
        None => entry.keys,
    }
}

/// A button that shows the keys of its command, if there are any.
pub fn on_button<'a>(button: Button<'a>, settings: &Settings, entry: &Entry) -> Button<'a> {
    match keys_of(settings, entry) {
        Some(keys) => button.shortcut_text(written(keys)),
        None => button,
    }
}

/// How keys are written: `Ctrl+Shift+Z`.
pub fn written(keys: KeyboardShortcut) -> String {
    let modifiers = [
        (keys.modifiers.command || keys.modifiers.ctrl, "Ctrl+"),
        (keys.modifiers.alt, "Alt+"),
        (keys.modifiers.shift, "Shift+"),
    ];
    let held: String = modifiers.iter().filter(|(held, _)| *held).map(|(_, name)| *name).collect();
    held + shown(keys.logical_key)
}

fn shown(key: Key) -> &'static str {
    match key {
        Key::OpenBracket => "[",
        Key::CloseBracket => "]",
        Key::Plus => "+",
        Key::Minus => "-",
        Key::Period => ".",
        Key::Comma => ",",
        Key::Slash => "/",
        Key::ArrowDown => "Down",
        Key::ArrowUp => "Up",
        other => other.name(),
    }
}

fn parse(text: &str) -> Option<KeyboardShortcut> {
    let mut rest = text;
    let mut modifiers = Modifiers::NONE;
    for (name, modifier) in [("Ctrl+", Modifiers::COMMAND), ("Alt+", Modifiers::ALT), ("Shift+", Modifiers::SHIFT)] {
        if let Some(after) = rest.strip_prefix(name) {
            modifiers |= modifier;
            rest = after;
        }
    }
    let key = Key::ALL.iter().copied().find(|key| shown(*key) == rest)?;
    Some(KeyboardShortcut::new(modifiers, key))
}

/// The shortcut that a pressed key would be.
pub fn pressed(key: Key, physical: Option<Key>, held: Modifiers) -> KeyboardShortcut {
    let mut modifiers = Modifiers { alt: held.alt, shift: held.shift, ..Modifiers::NONE };
    if held.command || held.ctrl {
        modifiers |= Modifiers::COMMAND;
    }
    // Shift changes what a bracket's key writes; the key is the same.
    let bracket = physical.filter(|key| held.shift && matches!(key, Key::OpenBracket | Key::CloseBracket));
    KeyboardShortcut::new(modifiers, bracket.unwrap_or(key))
}

/// Whether a key only changes what others do, and is none by itself.
pub fn only_holds(key: Key) -> bool {
    matches!(
        key,
        Key::ShiftLeft
            | Key::ShiftRight
            | Key::ControlLeft
            | Key::ControlRight
            | Key::AltLeft
            | Key::AltRight
            | Key::SuperLeft
            | Key::SuperRight
            | Key::CapsLock
            | Key::NumLock
    )
}

/// Another command that a pressed key means already.
pub fn taken_by(
    settings: &Settings,
    entry: &Entry,
    key: Key,
    physical: Option<Key>,
    held: Modifiers,
) -> Option<&'static Entry> {
    let others = COMMANDS.iter().filter(|other| other.command != entry.command);
    let mut taken = others.filter(|other| keys_of(settings, other).is_some_and(|keys| is(keys, key, physical, held)));
    taken.next()
}

/// Whether keys belong to the caret, to fields or to whatever floats, and can be no command's.
pub fn reserved(keys: KeyboardShortcut) -> bool {
    let arrow = matches!(keys.logical_key, Key::ArrowUp | Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight);
    let place = matches!(keys.logical_key, Key::Home | Key::End | Key::PageUp | Key::PageDown);
    let bracket = matches!(keys.logical_key, Key::OpenBracket | Key::CloseBracket);
    let clipboard = matches!(keys.logical_key, Key::A | Key::C | Key::X | Key::V);
    let command = keys.modifiers.command || keys.modifiers.ctrl;
    match keys.logical_key {
        Key::Escape => true,
        _ if arrow || place => !keys.modifiers.alt,
        _ if bracket => keys.modifiers.alt,
        _ if clipboard => command && !keys.modifiers.alt && !keys.modifiers.shift,
        _ => false,
    }
}

/// Whether a pressed key is a shortcut. Signs that need Shift on some keyboards may have it.
fn is(keys: KeyboardShortcut, key: Key, physical: Option<Key>, held: Modifiers) -> bool {
    let sign = matches!(keys.logical_key, Key::Plus | Key::Slash);
    let shift_fits = held.shift == keys.modifiers.shift || sign;
    let command_held = held.command || held.ctrl;
    let wants_command = keys.modifiers.command || keys.modifiers.ctrl;
    // Shift changes what a bracket's key writes; the key is the same.
    let same_key = key == keys.logical_key
        || (keys.modifiers.shift && physical == Some(keys.logical_key))
        || (keys.logical_key == Key::Plus && key == Key::Equals);
    same_key && shift_fits && command_held == wants_command && held.alt == keys.modifiers.alt
}

impl App {
    /// Takes the keys that are commands out of this frame's input.
    pub(in crate::app) fn take_keys(&mut self, ctx: &egui::Context) -> Vec<Action> {
        // The sheet waits for new keys: nothing is a command then.
        if matches!(&self.view.sheet, Some(OpenSheet::Shortcuts { waiting: Some(_), .. })) {
            return Vec::new();
        }
        let focused = ctx.memory(|memory| memory.focused());
        // What floats over the text does not lock it: a click into the text takes the keyboard there.
        // An open menu or list has the keys for itself.
        let free = !egui::Popup::is_any_open(ctx);
        let in_text = free
            && self.view.centre == Centre::Article
            && match (&self.view.sheet, focused) {
                (None, focused) => focused.is_none_or(|id| id == article::widget_id()),
                (Some(_), focused) => self.view.sheet_memory.settled() && focused == Some(article::widget_id()),
            };
        let in_note = focused == Some(crate::app::panels::note_id());
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
                            is(keys, *key, *physical_key, *modifiers) && (in_text || !Command::only_in_article(keys))
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
                self.escape();
            } else if escape && !floats && !in_field && self.view.centre != Centre::Article {
                self.show_centre(Centre::Article);
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

impl App {
    /// Lets go of what is armed, selected or searched; if nothing is, closes the open card.
    fn escape(&mut self) {
        let view = &mut self.view;
        let selected = view.text.select.span().is_some() || !view.text.select.mentions().is_empty();
        let busy = view.armed.is_some() || view.card.armed.is_some() || selected || view.text.find.is_some();
        if !busy && view.tab == Tab::Coalitions {
            view.card.open = None;
        }
        view.review.let_go();
        view.armed = None;
        view.card.armed = None;
        view.text.select.clear();
        view.text.find = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_as_written() {
        for keys in COMMANDS.iter().filter_map(|entry| entry.keys) {
            let read = parse(&written(keys)).unwrap();
            assert_eq!(written(read), written(keys));
            assert_eq!(read.logical_key, keys.logical_key);
        }
        assert_eq!(parse(""), None);
        assert_eq!(parse("Ctrl+Hyper"), None);
    }

    #[test]
    fn taken_keys_are_refused() {
        let mut settings = Settings::default();
        let save = Command::Save.entry();
        let ctrl = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
        let taken =
            |settings: &Settings, key, held| taken_by(settings, save, key, None, held).map(|entry| entry.command);
        assert_eq!(taken(&settings, Key::Z, ctrl), Some(Command::Undo));
        assert_eq!(taken(&settings, Key::S, ctrl), None, "its own");
        assert_eq!(taken(&settings, Key::E, Modifiers::NONE), Some(Command::Link));
        settings.keys.insert("undo".into(), "F5".into());
        assert_eq!(taken(&settings, Key::Z, ctrl), None);
        assert_eq!(taken(&settings, Key::F5, Modifiers::NONE), Some(Command::Undo));
        settings.keys.insert("undo".into(), String::new());
        assert_eq!(taken(&settings, Key::F5, Modifiers::NONE), None);
        let shift = Modifiers::SHIFT;
        let bracket = taken_by(&settings, save, Key::OpenCurlyBracket, Some(Key::OpenBracket), shift);
        assert_eq!(bracket.map(|entry| entry.command), Some(Command::ShrinkStart));
    }

    #[test]
    fn pressed_keys_are_read_back() {
        for held in [
            Modifiers::NONE,
            Modifiers::SHIFT,
            Modifiers::ALT,
            Modifiers::COMMAND,
            Modifiers::COMMAND | Modifiers::SHIFT,
        ] {
            for &key in Key::ALL {
                let keys = pressed(key, None, held);
                assert_eq!(parse(&written(keys)), Some(keys), "{}", written(keys));
            }
        }
        let held = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
        assert_eq!(written(pressed(Key::K, None, held)), "Ctrl+K");
        assert_eq!(written(pressed(Key::OpenCurlyBracket, Some(Key::OpenBracket), Modifiers::SHIFT)), "Shift+[");
    }

    #[test]
    fn delivered_keys_are_not_reserved() {
        for keys in COMMANDS.iter().filter_map(|entry| entry.keys) {
            assert!(!reserved(keys), "{}", written(keys));
        }
        assert!(reserved(KeyboardShortcut::new(Modifiers::COMMAND, Key::C)));
        assert!(reserved(KeyboardShortcut::new(Modifiers::SHIFT, Key::ArrowLeft)));
    }

    #[test]
    fn shift_makes_another_command() {
        let a = KeyboardShortcut::new(Modifiers::NONE, Key::A);
        assert!(is(a, Key::A, None, Modifiers::NONE));
        assert!(!is(a, Key::A, None, Modifiers::SHIFT));
        let shrink = KeyboardShortcut::new(Modifiers::SHIFT, Key::OpenBracket);
        assert!(is(shrink, Key::OpenCurlyBracket, Some(Key::OpenBracket), Modifiers::SHIFT));
        let zoom = KeyboardShortcut::new(Modifiers::COMMAND, Key::Plus);
        let held = Modifiers { ctrl: true, command: true, shift: true, ..Modifiers::NONE };
        assert!(is(zoom, Key::Plus, None, held));
    }
}
