//! Which keys a command has, how they are written, and whether a pressed key is one. A person's own keys stand before those
//! delivered.

use eframe::egui::{Button, Key, KeyboardShortcut, Modifiers};

use super::{
    command::{COMMANDS, Entry},
    settings::Settings,
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
    let mut taken =
        others.filter(|other| keys_of(settings, other).is_some_and(|keys| is_pressed(keys, key, physical, held)));
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
pub fn is_pressed(keys: KeyboardShortcut, key: Key, physical: Option<Key>, held: Modifiers) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::state::command::Command;

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
        assert!(is_pressed(a, Key::A, None, Modifiers::NONE));
        assert!(!is_pressed(a, Key::A, None, Modifiers::SHIFT));
        let shrink = KeyboardShortcut::new(Modifiers::SHIFT, Key::OpenBracket);
        assert!(is_pressed(shrink, Key::OpenCurlyBracket, Some(Key::OpenBracket), Modifiers::SHIFT));
        let zoom = KeyboardShortcut::new(Modifiers::COMMAND, Key::Plus);
        let held = Modifiers { ctrl: true, command: true, shift: true, ..Modifiers::NONE };
        assert!(is_pressed(zoom, Key::Plus, None, held));
    }
}
