//! From keys to commands.

use eframe::egui::{self, Event, Key, Modifiers};

use super::{App, paths};
use crate::app::{
    article,
    kit::text::Words,
    panels::inspector,
    sheets::OpenSheet,
    state::{
        action::Action,
        command::{Command, CommandEntry},
        desk::Centre,
        keys,
        keys::KeyPress,
    },
};

/// With Alt the bracket keys move a border by one character.
fn exact_nudge(press: &KeyPress) -> Option<(Command, bool)> {
    let held = press.held;
    if !held.alt || held.ctrl || held.command {
        return None;
    }
    let is = |bracket| press.key == bracket || press.place == Some(bracket);
    let command = match (is(Key::CloseBracket), is(Key::OpenBracket), held.shift) {
        (true, _, false) => Command::GrowEnd,
        (true, _, true) => Command::ShrinkEnd,
        (_, true, false) => Command::GrowStart,
        (_, true, true) => Command::ShrinkStart,
        (false, false, _) => return None,
    };
    Some((command, true))
}

/// How long after a refused command, and after each key that was held back for it, keys are still held back, in seconds.
const PAUSE: f64 = 1.5;

/// A command was refused that would have opened a field: what is typed now was meant for that.
pub fn hold_back(app: &mut App, ctx: &egui::Context) {
    app.view.refused = Some(ctx.input(|input| input.time));
}

/// Takes out of this frame's input what is typed into a field that did not open. An arrow, Escape, a click, keys with
/// Ctrl, or a pause end that.
fn hold_back_typing(app: &mut App, ctx: &egui::Context) {
    let Some(since) = app.view.refused else { return };
    let now = ctx.input(|input| input.time);
    let (mut held, mut over) = (false, now - since > PAUSE || app.view.sheet.is_some() || ctx.text_edit_focused());
    ctx.input_mut(|input| {
        let mut letter_of_held = false;
        input.events.retain(|event| {
            if over {
                return true;
            }
            match event {
                Event::Key { pressed: true, key, modifiers, .. } => {
                    let plain = !modifiers.ctrl && !modifiers.command && !modifiers.alt;
                    let typed = key.name().chars().count() == 1
                        || matches!(
                            key,
                            Key::Space | Key::Backspace | Key::Enter | Key::Minus | Key::Period | Key::Comma
                        );
                    if keys::only_holds(*key) {
                        return true;
                    }
                    letter_of_held = plain && typed;
                    (held, over) = (held | letter_of_held, !letter_of_held);
                    !letter_of_held
                }
                Event::Text(_) => !std::mem::take(&mut letter_of_held),
                Event::PointerButton { .. } | Event::AccessKitActionRequest(_) => {
                    over = true;
                    true
                }
                _ => true,
            }
        });
    });
    app.view.refused = (!over).then_some(if held { now } else { since });
    if held {
        app.toast(Words::TypedNowhere);
    }
}

/// Whether a key writes a letter.
fn is_letter(key: Key, held: Modifiers) -> bool {
    let name = key.name();
    !held.ctrl && !held.command && !held.alt && name.len() == 1 && name.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// Whether a command is run while this floats and has the keyboard: what changes nothing behind it, and its own keys again.
fn passes(sheet: Option<&OpenSheet>, command: Command) -> bool {
    match sheet {
        None => true,
        Some(OpenSheet::Palette(_) | OpenSheet::Shortcuts(_)) => {
            command.leaves_all_as_it_is() || matches!(command, Command::Palette | Command::Shortcuts)
        }
        Some(_) => command.leaves_all_as_it_is(),
    }
}

/// Takes the keys that are commands out of this frame's input.
pub fn take_keys(app: &mut App, ctx: &egui::Context) -> Vec<Action> {
    // The sheet waits for new keys: nothing is a command then.
    if matches!(&app.view.sheet, Some(OpenSheet::Shortcuts(draft)) if draft.waiting.is_some()) {
        return Vec::new();
    }
    paths::escape(app, ctx);
    hold_back_typing(app, ctx);
    let focused = ctx.memory(|memory| memory.focused());
    // What floats over the text does not lock it: a click into the text takes the keyboard there.
    // An open menu or list has the keys for itself.
    let free = !egui::Popup::is_any_open(ctx);
    let in_text = free
        && app.view.desk.centre == Centre::Article
        && match (&app.view.sheet, focused) {
            (None, focused) => focused.is_none_or(|id| id == article::widget_id()),
            (Some(_), focused) => app.view.sheet_memory.settled() && focused == Some(article::widget_id()),
        };
    let in_note = focused == Some(inspector::note_id());
    let floats = app.view.sheet.is_some();
    let in_field = ctx.text_edit_focused();
    let (mut commands, mut stray) = (Vec::new(), false);
    ctx.input_mut(|input| {
        let mut events = std::mem::take(&mut input.events).into_iter().peekable();
        while let Some(event) = events.next() {
            let command = match &event {
                // Ctrl+Enter ends a note there.
                Event::Key { key: Key::Enter, .. } if in_note => None,
                Event::Key { key, physical_key, pressed: true, modifiers, .. } => {
                    let text = match events.peek() {
                        Some(Event::Text(text)) => Some(text.as_str()),
                        _ => None,
                    };
                    let press = KeyPress::of(*key, *physical_key, *modifiers, text);
                    let entry = press.entry_among(&app.settings, |keys| in_text || !Command::only_in_article(keys));
                    // Enter, with Ctrl or without, belongs to what floats.
                    let entry = entry.filter(|_| in_text || !floats || *key != Key::Enter);
                    // So does the keyboard: what stands behind it is changed and opened from there alone.
                    let entry = entry.filter(|entry| in_text || passes(app.view.sheet.as_ref(), entry.command));
                    // What is typed into a field is taken back there.
                    let undoes = |entry: &&CommandEntry| matches!(entry.command, Command::Undo | Command::Redo);
                    let entry = entry.filter(|entry| !in_field || !undoes(entry));
                    entry.map(|entry| (entry.command, false)).or_else(|| exact_nudge(&press).filter(|_| in_text))
                }
                _ => None,
            };
            let letter =
                matches!(&event, Event::Key { key, pressed: true, modifiers, .. } if is_letter(*key, *modifiers));
            // A letter that is no command is typed, and so are those behind it: "Kalimantan" marks nothing with its a.
            let typed = in_text && !in_field && !floats && letter;
            stray |= typed && command.is_none();
            match command.filter(|_| !(typed && stray)) {
                Some(command) => {
                    commands.push(command);
                    // The letter that the key would type as well.
                    events.next_if(|next| matches!(next, Event::Text(_)));
                }
                None => input.events.push(event),
            }
        }
        let escape = free && input.key_pressed(Key::Escape);
        if focused == Some(article::widget_id()) && escape {
            app.view.escape();
        } else if escape && !floats && !in_field && app.view.desk.centre != Centre::Article {
            app.view.show_centre(Centre::Article);
        }
    });
    if stray {
        hold_back(app, ctx);
    }
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
