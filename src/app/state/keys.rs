//! Which keys a command has, how they are written, and whether a pressed key is one. A person's own keys stand before those
//! delivered.

use eframe::egui::{Button, Key, KeyboardShortcut, ModifierNames, Modifiers};

use super::{
    command::{COMMANDS, CommandEntry, DIGITS},
    settings::Settings,
};

/// The keys of a command: the person's own, or those delivered.
pub fn keys_of(settings: &Settings, entry: &CommandEntry) -> Option<KeyboardShortcut> {
    match settings.keys.get(entry.id) {
        Some(own) => parse(own),
        None => {
            let letter = entry.keys_in(settings.language);
            // A letter that the person gave to another command is that command's.
            let taken = letter.is_some_and(|letter| settings.keys.values().any(|own| *own == written(letter)));
            if taken && letter != entry.keys { entry.keys } else { letter }
        }
    }
}

/// A button that shows the keys of its command, if there are any.
pub fn on_button<'a>(button: Button<'a>, settings: &Settings, entry: &CommandEntry) -> Button<'a> {
    match keys_of(settings, entry) {
        Some(keys) => button.shortcut_text(on_keyboard(keys)),
        None => button,
    }
}

/// How keys are told to the person: as files have them; on a Mac by the signs on its keys (`⇧⌘Z`).
pub fn on_keyboard(keys: KeyboardShortcut) -> String {
    if cfg!(target_os = "macos") { keys.format(&ModifierNames::SYMBOLS, true) } else { written(keys) }
}

/// How keys are written in files: `Ctrl+Shift+Z`.
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

/// A key that was pressed.
#[derive(Debug, Clone, Copy)]
pub struct KeyPress {
    /// What it stands for on this keyboard.
    pub key: Key,
    /// What stands in its place on an American one.
    pub place: Option<Key>,
    pub held: Modifiers,
    /// The sign that it wrote, where it wrote one that is a key.
    pub sign: Option<Key>,
}

/// How a pressed key is a shortcut, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It is that key.
    Same,
    /// It wrote that sign, for which this keyboard needs Shift: AZERTY has its digits and its period there.
    Sign,
    /// It writes another sign here, and stands where that key is: `+` is at the place of `]` on a German keyboard.
    Place,
}

impl KeyPress {
    /// A pressed key, and the text that came with it.
    pub fn of(key: Key, place: Option<Key>, held: Modifiers, text: Option<&str>) -> Self {
        Self {
            key,
            place,
            held,
            sign: text.and_then(Key::from_name).filter(|key| is_sign(*key) || curled(*key).is_some()),
        }
    }

    /// The shortcut that it would be.
    pub fn shortcut(&self) -> KeyboardShortcut {
        let mut modifiers = Modifiers { alt: self.held.alt, shift: self.held.shift, ..Modifiers::NONE };
        if self.command() {
            modifiers |= Modifiers::COMMAND;
        }
        KeyboardShortcut::new(modifiers, self.bracket().unwrap_or(self.key))
    }

    /// The command that it means, among those that have such keys.
    pub fn entry_among(
        &self,
        settings: &Settings,
        among: impl Fn(KeyboardShortcut) -> bool,
    ) -> Option<&'static CommandEntry> {
        let fits = COMMANDS.iter().filter_map(|entry| {
            let keys = keys_of(settings, entry).filter(|keys| among(*keys))?;
            Some((self.fit(keys)?, entry))
        });
        fits.min_by_key(|(fit, _)| *fit).map(|(_, entry)| entry)
    }

    /// Another command that it means already. What it would only mean by its place is free.
    pub fn taken_by(&self, settings: &Settings, entry: &CommandEntry) -> Option<&'static CommandEntry> {
        let mut others = COMMANDS.iter().filter(|other| other.command != entry.command);
        let takes = |keys| self.fit(keys).is_some_and(|fit| fit < Fit::Place);
        others.find(|other| keys_of(settings, other).is_some_and(takes))
    }

    /// Whether it is this key without others held: what a list takes for itself.
    pub fn is_bare(&self, key: Key) -> bool {
        self.fit(KeyboardShortcut::new(Modifiers::NONE, key)).is_some()
    }

    fn fit(&self, keys: KeyboardShortcut) -> Option<Fit> {
        let wants_command = keys.modifiers.command || keys.modifiers.ctrl;
        if self.command() != wants_command || self.held.alt != keys.modifiers.alt {
            return None;
        }
        let wanted = keys.logical_key;
        let shift_fits = self.held.shift == keys.modifiers.shift;
        let same = self.key == wanted
            || (self.held.shift && self.bracket() == Some(wanted))
            || (wanted == Key::Plus && self.key == Key::Equals);
        // Signs that are written with Shift on some keyboards may have it.
        let either = matches!(wanted, Key::Plus | Key::Slash);
        if same && (shift_fits || either) {
            return Some(Fit::Same);
        }
        if self.held.shift && !keys.modifiers.shift && self.sign == Some(wanted) {
            return Some(Fit::Sign);
        }
        // Who writes a bracket with AltGr writes a curly one so as well: it is the bracket with Shift of American keyboards.
        if keys.modifiers.shift && !self.held.shift && self.sign.and_then(curled) == Some(wanted) {
            return Some(Fit::Sign);
        }
        (shift_fits && is_sign(wanted) && self.place == Some(wanted)).then_some(Fit::Place)
    }

    fn command(&self) -> bool {
        self.held.command || self.held.ctrl
    }

    /// Shift changes what a bracket's key writes; the key is the same.
    fn bracket(&self) -> Option<Key> {
        self.place.filter(|key| self.held.shift && matches!(key, Key::OpenBracket | Key::CloseBracket))
    }
}

/// The bracket that a curly one is with Shift on an American keyboard.
fn curled(key: Key) -> Option<Key> {
    match key {
        Key::OpenCurlyBracket => Some(Key::OpenBracket),
        Key::CloseCurlyBracket => Some(Key::CloseBracket),
        _ => None,
    }
}

/// Digits and the signs that commands have: they stand elsewhere on other keyboards, or need Shift there.
fn is_sign(key: Key) -> bool {
    use Key::{CloseBracket, Comma, OpenBracket, Period, Slash};
    DIGITS.contains(&key) || matches!(key, Period | Comma | Slash | OpenBracket | CloseBracket)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::state::command::{Command, Digit};

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
        let taken = |settings: &Settings, key, held| {
            KeyPress::of(key, None, held, None).taken_by(settings, save).map(|entry| entry.command)
        };
        assert_eq!(taken(&settings, Key::Z, ctrl), Some(Command::Undo));
        assert_eq!(taken(&settings, Key::S, ctrl), None, "its own");
        assert_eq!(taken(&settings, Key::E, Modifiers::NONE), Some(Command::Link));
        settings.keys.insert("undo".into(), "F5".into());
        assert_eq!(taken(&settings, Key::Z, ctrl), None);
        assert_eq!(taken(&settings, Key::F5, Modifiers::NONE), Some(Command::Undo));
        settings.keys.insert("undo".into(), String::new());
        assert_eq!(taken(&settings, Key::F5, Modifiers::NONE), None);
        let shift = Modifiers::SHIFT;
        let bracket =
            KeyPress::of(Key::OpenCurlyBracket, Some(Key::OpenBracket), shift, Some("{")).taken_by(&settings, save);
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
                let keys = KeyPress::of(key, None, held, None).shortcut();
                assert_eq!(parse(&written(keys)), Some(keys), "{}", written(keys));
            }
        }
        let held = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
        assert_eq!(written(KeyPress::of(Key::K, None, held, None).shortcut()), "Ctrl+K");
        assert_eq!(
            written(KeyPress::of(Key::OpenCurlyBracket, Some(Key::OpenBracket), Modifiers::SHIFT, None).shortcut()),
            "Shift+["
        );
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
        let fits = |keys, key, place, held| KeyPress::of(key, place, held, None).fit(keys) == Some(Fit::Same);
        let a = KeyboardShortcut::new(Modifiers::NONE, Key::A);
        assert!(fits(a, Key::A, None, Modifiers::NONE));
        assert!(!fits(a, Key::A, None, Modifiers::SHIFT));
        let shrink = KeyboardShortcut::new(Modifiers::SHIFT, Key::OpenBracket);
        assert!(fits(shrink, Key::OpenCurlyBracket, Some(Key::OpenBracket), Modifiers::SHIFT));
        let zoom = KeyboardShortcut::new(Modifiers::COMMAND, Key::Plus);
        let held = Modifiers { ctrl: true, command: true, shift: true, ..Modifiers::NONE };
        assert!(fits(zoom, Key::Plus, None, held));
    }

    /// What keyboards send: the key, its place, what is held, what it writes; and the command that this is.
    #[test]
    fn keys_of_other_keyboards_mean_the_same() {
        use Command::{
            GrowEnd, GrowStart, NextSuggestion, PreviousSuggestion, Shortcuts, ShrinkEnd, ShrinkStart, ZoomOut,
        };
        let none = Modifiers::NONE;
        let shift = Modifiers::SHIFT;
        let ctrl = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
        let tag = |at: usize| Some(Command::Tag(Digit::ALL[at]));
        let cases = [
            // French: signs below, digits above; the period is Shift with the key of the American comma.
            ("fr .", Key::Period, Key::Comma, shift, ".", Some(NextSuggestion)),
            ("fr :", Key::Colon, Key::Period, none, ":", Some(NextSuggestion)),
            ("fr ,", Key::Comma, Key::M, none, ",", Some(PreviousSuggestion)),
            ("fr &", Key::Num1, Key::Num1, none, "&", tag(0)),
            ("fr '", Key::Quote, Key::Num4, none, "'", tag(3)),
            ("fr -", Key::Minus, Key::Num6, none, "-", tag(5)),
            ("fr 1", Key::Num1, Key::Num1, shift, "1", tag(0)),
            ("fr 9", Key::Num9, Key::Num9, shift, "9", tag(8)),
            ("fr Ctrl+4", Key::Quote, Key::Num4, ctrl, "", Some(Command::ShowReview)),
            ("fr Ctrl+6", Key::Minus, Key::Num6, ctrl, "", Some(ZoomOut)),
            ("fr Ctrl+/", Key::Slash, Key::Period, ctrl | shift, "", Some(Shortcuts)),
            ("fr $", Key::CloseBracket, Key::CloseBracket, none, "$", Some(GrowEnd)),
            // German: + and ü at the places of the brackets, # and - elsewhere.
            ("de +", Key::Plus, Key::CloseBracket, none, "+", Some(GrowEnd)),
            ("de *", Key::CloseBracket, Key::CloseBracket, shift, "*", Some(ShrinkEnd)),
            ("de ü", Key::OpenBracket, Key::OpenBracket, none, "ü", Some(GrowStart)),
            ("de Ü", Key::OpenBracket, Key::OpenBracket, shift, "Ü", Some(ShrinkStart)),
            ("de {", Key::OpenCurlyBracket, Key::Num7, none, "{", Some(ShrinkStart)),
            ("de }", Key::CloseCurlyBracket, Key::Num0, none, "}", Some(ShrinkEnd)),
            ("de /", Key::Slash, Key::Num7, ctrl | shift, "", Some(Shortcuts)),
            // American: Shift with a key is another one.
            ("us >", Key::Period, Key::Period, shift, ">", None),
            ("us @", Key::Num2, Key::Num2, shift, "@", None),
            ("us !", Key::Exclamationmark, Key::Num1, shift, "!", None),
            ("us .", Key::Period, Key::Period, none, ".", Some(NextSuggestion)),
        ];
        let settings = Settings::default();
        for (name, key, place, held, text, wanted) in cases {
            let press = KeyPress::of(key, Some(place), held, Some(text));
            assert_eq!(press.entry_among(&settings, |_| true).map(|entry| entry.command), wanted, "{name}");
        }
    }

    #[test]
    fn a_key_that_means_something_only_by_its_place_is_free() {
        let settings = Settings::default();
        let plus = KeyPress::of(Key::Plus, Some(Key::CloseBracket), Modifiers::NONE, Some("+"));
        assert!(plus.taken_by(&settings, Command::Save.entry()).is_none());
        let period = KeyPress::of(Key::Period, Some(Key::Comma), Modifiers::SHIFT, Some("."));
        assert!(period.taken_by(&settings, Command::Save.entry()).is_some());
    }
}
