//! Ctrl+/: every key on one sheet; a click on one changes it.

use std::collections::BTreeMap;

use eframe::egui::{
    Align, Button, Context, Event, Key, KeyboardShortcut, Label, Layout, Modifiers, RichText, Role, ScrollArea, Ui,
    WidgetInfo, vec2,
};

use super::{
    Stage,
    frame::{self, SheetFrame, SheetPlace},
};
use crate::{
    app::{
        kit::{fonts::Emphasis, text::Words},
        state::{
            action::Action,
            command::{COMMANDS, CommandEntry, Menu, command_name},
            keys::{self, KeyPress},
        },
    },
    message::Language,
};

/// What mouse and caret do without being commands: what, and by which gesture (in words, or as it is written).
const GESTURES: &[(Words, Result<Words, &str>)] = &[
    (Words::GestureDrag, Ok(Words::GestureDragKeys)),
    (Words::GestureExact, Ok(Words::GestureExactKeys)),
    (Words::GestureExtend, Ok(Words::GestureExtendKeys)),
    (Words::SelectSentence, Ok(Words::GestureSentenceKeys)),
    (Words::GestureMention, Ok(Words::GestureMentionKeys)),
    (Words::GestureSeveral, Ok(Words::GestureSeveralKeys)),
    (Words::GestureEdge, Ok(Words::GestureEdgeKeys)),
    (Words::GestureBrackets, Err("Alt + [ ]")),
    (Words::GestureCaret, Ok(Words::GestureCaretKeys)),
    (Words::GestureEscape, Err("Esc")),
];

/// A line of the sheet.
enum SheetLine {
    Head(&'static str),
    Command(&'static CommandEntry, String),
    Gesture(&'static str, &'static str),
}

/// The sheet while keys are looked for or changed.
#[derive(Default)]
pub struct ShortcutsDraft {
    /// The id of the command whose new keys are waited for.
    pub waiting: Option<&'static str>,
    message: String,
    filter: String,
}

pub fn ui(stage: &mut Stage, draft: &mut ShortcutsDraft) {
    let ShortcutsDraft { waiting, message, filter } = draft;
    if let Some(id) = *waiting {
        listen(stage, id, waiting, message);
    }
    let title = stage.say(Words::Shortcuts);
    SheetFrame { name: "shortcuts", title, width: 1060.0, place: SheetPlace::Top }.show(stage, |ui, stage| {
        ui.horizontal(|ui| {
            let reset = stage.say(Words::ResetKeys);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let changed = !stage.screen.settings.keys.is_empty();
                if ui.add_enabled(changed, Button::new(reset)).clicked() {
                    stage.actions.push(Action::SetKeys(BTreeMap::new()));
                    message.clear();
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let hint = stage.say(Words::ShortcutsFilter);
                    let fresh = stage.fresh && waiting.is_none();
                    frame::first_field(ui, fresh, "shortcuts", hint, hint, filter);
                });
            });
        });
        // Its line is always there, so that nothing jumps when it is filled.
        let asked = waiting.and_then(|id| COMMANDS.iter().find(|entry| entry.id == id));
        let said = match asked {
            Some(entry) if message.is_empty() => stage.fill(Words::PressKeysFor, &[&name_of(stage, entry)]),
            _ => message.clone(),
        };
        let colour = if message.is_empty() { stage.theme.accepted } else { stage.theme.danger };
        ui.add(Label::new(RichText::new(said).color(colour)).truncate());
        let lines = lines(stage, filter);
        if lines.is_empty() {
            frame::note(ui, stage.say(Words::NothingFound));
        }
        let height = stage.ctx.content_rect().height() - 220.0;
        ScrollArea::vertical()
            .max_height(height)
            .min_scrolled_height(height.min(540.0))
            .auto_shrink([false, true])
            .show(ui, |ui| {
                columns(ui, stage, &lines, waiting, message);
            });
    });
}

/// The name of a command; its id where the scheme has no such kind.
fn name_of(stage: &Stage, entry: &CommandEntry) -> String {
    let scheme = stage.screen.session.map(|session| &session.project().scheme);
    command_name(stage.screen.settings, scheme, entry).unwrap_or_else(|| entry.id.to_owned())
}

/// What passes the filter, under its heads.
fn lines(stage: &Stage, filter: &str) -> Vec<SheetLine> {
    let filter = filter.trim().to_lowercase();
    let passes = |texts: &[&str]| filter.is_empty() || texts.iter().any(|text| text.to_lowercase().contains(&filter));
    let scheme = stage.screen.session.map(|session| &session.project().scheme);
    let mut lines = Vec::new();
    for menu in Menu::ALL {
        let head = stage.say(menu.name());
        let mut under = vec![SheetLine::Head(head)];
        for entry in COMMANDS.iter().filter(|entry| entry.menu == menu) {
            let Some(name) = command_name(stage.screen.settings, scheme, entry) else { continue };
            let keys = keys::keys_of(stage.screen.settings, entry).map(keys::on_keyboard).unwrap_or_default();
            if passes(&[&name, &keys, stage.say(entry.help)]) {
                under.push(SheetLine::Command(entry, name));
            }
        }
        lines.extend((under.len() > 1).then_some(under).into_iter().flatten());
    }
    let mut under = vec![SheetLine::Head(stage.say(Words::Gestures))];
    for (what, how) in GESTURES {
        let (what, how) = (stage.say(*what), how.map_or_else(|written| written, |words| stage.say(words)));
        if passes(&[what, how]) {
            under.push(SheetLine::Gesture(what, how));
        }
    }
    lines.extend((under.len() > 1).then_some(under).into_iter().flatten());
    lines
}

fn columns(
    ui: &mut Ui,
    stage: &mut Stage,
    lines: &[SheetLine],
    waiting: &mut Option<&'static str>,
    message: &mut String,
) {
    // The bar to scroll by lies over what is at the right.
    ui.set_width(ui.available_width() - 10.0);
    let count = ((ui.available_width() / 320.0) as usize).clamp(1, 3);
    let split = split(lines, count);
    ui.spacing_mut().item_spacing.x = 28.0;
    ui.columns(count, |columns| {
        for (lines, ui) in split.iter().zip(columns) {
            ui.spacing_mut().item_spacing = vec2(6.0, 2.0);
            for line in lines {
                show(ui, stage, line, waiting, message);
            }
        }
    });
}

/// About as many lines in each column; no head stands alone at a column's end, and one that goes on in the next column
/// stands there again.
fn split(lines: &[SheetLine], count: usize) -> Vec<Vec<&SheetLine>> {
    let height = lines.len().div_ceil(count);
    let mut columns: Vec<Vec<&SheetLine>> = vec![Vec::new()];
    let mut head = None;
    for line in lines {
        let is_head = matches!(line, SheetLine::Head(_));
        let filled = columns.last().map_or(0, Vec::len);
        if columns.len() < count && (filled >= height || (is_head && filled + 1 >= height)) {
            columns.push(head.filter(|_| !is_head).into_iter().collect());
        }
        if is_head {
            head = Some(line);
        }
        if let Some(column) = columns.last_mut() {
            column.push(line);
        }
    }
    columns
}

fn show(ui: &mut Ui, stage: &mut Stage, line: &SheetLine, waiting: &mut Option<&'static str>, message: &mut String) {
    let weak = stage.theme.weak;
    match line {
        SheetLine::Head(head) => {
            ui.allocate_ui_with_layout(vec2(ui.available_width(), 26.0), Layout::left_to_right(Align::BOTTOM), |ui| {
                ui.label(RichText::new(*head).bold().color(stage.theme.accepted));
            });
        }
        SheetLine::Gesture(what, how) => pair(ui, what, what, |ui| {
            ui.add(Label::new(RichText::new(*how).small().color(weak)).truncate());
        }),
        SheetLine::Command(entry, name) => pair(ui, name, stage.say(entry.help), |ui| {
            let keys = keys::keys_of(stage.screen.settings, entry).map(keys::on_keyboard);
            let waits = *waiting == Some(entry.id);
            let text = match &keys {
                _ if waits => RichText::new("…").bold(),
                Some(keys) => RichText::new(keys).size(12.5),
                None => RichText::new("–").color(weak),
            };
            let button = Button::new(text).min_size(vec2(76.0, 20.0)).selected(waits);
            let button = ui.add(button);
            let said = keys.unwrap_or_else(|| stage.say(Words::NoKeys).to_owned());
            let change = stage.fill(Words::ChangeKeys, &[name]);
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{change}: {said}")));
            if button.on_hover_text(change).clicked() {
                *waiting = if waits { None } else { Some(entry.id) };
                message.clear();
            }
        }),
    }
}

/// What, and at the right how.
fn pair(ui: &mut Ui, what: &str, help: &str, how: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(ui.available_width(), 22.0), Layout::right_to_left(Align::Center), |ui| {
        how(ui);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add(Label::new(what).truncate()).on_hover_text(help);
        });
    });
}

/// Waits for the new keys of a command.
fn listen(stage: &mut Stage, id: &'static str, waiting: &mut Option<&'static str>, message: &mut String) {
    let Some(entry) = COMMANDS.iter().find(|entry| entry.id == id) else { return };
    let Some(press) = caught(stage.ctx) else { return };
    message.clear();
    let own = &stage.screen.settings.keys;
    let bare = press.held == Modifiers::NONE;
    let keys = match press.key {
        Key::Escape => {
            *waiting = None;
            return;
        }
        Key::Delete | Key::Backspace if bare => None,
        _ => Some(press.shortcut()),
    };
    if let Some(keys) = keys {
        let named = keys::on_keyboard(keys);
        if keys::reserved(keys) {
            *message = stage.fill(Words::KeysReserved, &[&named]);
            return;
        }
        if let Some(other) = press.taken_by(stage.screen.settings, entry) {
            *message = stage.fill(Words::KeysTaken, &[&named, &name_of(stage, other)]);
            return;
        }
    }
    stage.actions.push(Action::SetKeys(with_keys(own, entry, keys, stage.language())));
    *waiting = None;
}

/// The key that was pressed in this frame; neither it nor what it types reaches anything else.
fn caught(ctx: &Context) -> Option<KeyPress> {
    ctx.input_mut(|input| {
        let mut first: Option<KeyPress> = None;
        let mut events = std::mem::take(&mut input.events).into_iter().peekable();
        while let Some(event) = events.next() {
            // The system has turned some keys into what they mean.
            let (key, place, held) = match &event {
                Event::Key { key, physical_key, pressed: true, repeat: false, modifiers }
                    if !keys::only_holds(*key) =>
                {
                    (*key, *physical_key, *modifiers)
                }
                Event::Copy => (Key::C, None, Modifiers::COMMAND),
                Event::Cut => (Key::X, None, Modifiers::COMMAND),
                Event::Paste(_) => (Key::V, None, Modifiers::COMMAND),
                Event::Key { .. } | Event::Text(_) => continue,
                _ => {
                    input.events.push(event);
                    continue;
                }
            };
            let text = match events.peek() {
                Some(Event::Text(text)) => Some(text.as_str()),
                _ => None,
            };
            first.get_or_insert(KeyPress::of(key, place, held, text));
        }
        first
    })
}

/// A person's own keys with those of one command changed; as delivered needs no entry.
fn with_keys(
    own: &BTreeMap<String, String>,
    entry: &CommandEntry,
    keys: Option<KeyboardShortcut>,
    language: Language,
) -> BTreeMap<String, String> {
    let mut own = own.clone();
    let written = keys.map(keys::written).unwrap_or_default();
    if written == entry.keys_in(language).map(keys::written).unwrap_or_default() {
        own.remove(entry.id);
    } else {
        own.insert(entry.id.to_owned(), written);
    }
    own
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::state::command::Command;

    #[test]
    fn own_keys_hold_only_what_differs() {
        let entry = Command::Save.entry();
        let none = BTreeMap::new();
        let f5 = KeyboardShortcut::new(Modifiers::NONE, Key::F5);
        let own = with_keys(&none, entry, Some(f5), Language::English);
        assert_eq!(own["save"], "F5");
        assert_eq!(with_keys(&own, entry, None, Language::English)["save"], "");
        assert!(with_keys(&own, entry, entry.keys, Language::English).is_empty());
    }

    #[test]
    fn no_head_stands_alone() {
        let shape = |lines: &[SheetLine], count| -> Vec<String> {
            let sign = |line: &&SheetLine| if let SheetLine::Head(head) = line { *head } else { "-" };
            split(lines, count).iter().map(|column| column.iter().map(sign).collect()).collect()
        };
        let gesture = || SheetLine::Gesture("a", "b");
        let lines = [SheetLine::Head("1"), gesture(), SheetLine::Head("2"), gesture(), gesture(), gesture(), gesture()];
        assert_eq!(shape(&lines, 1), ["1-2----"]);
        assert_eq!(shape(&lines, 2), ["1-2-", "2---"]);
        assert_eq!(shape(&lines[..6], 2), ["1-", "2---"], "the second head goes with its lines");
        assert_eq!(shape(&lines[..0], 3), [""]);
    }
}
