//! A field for paths, with completion by Tab.

use eframe::egui::{
    EventFilter, FocusDirection, Key, KeyboardShortcut, Margin, Modifiers, Response, TextEdit, Ui,
    text::{CCursor, CCursorRange},
};

use super::{Stage, completion, frame};
use crate::app::kit::{row, text::Words};

/// The first field of an overlay, for a path.
pub struct PathField<'a> {
    pub overlay: &'a str,
    pub name: &'a str,
    /// A path a line.
    pub several: bool,
    /// Whether files are wanted too.
    pub files: bool,
}

/// Enter goes on; a new line needs Shift.
const NEW_LINE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::SHIFT, Key::Enter);

impl PathField<'_> {
    pub fn show(self, ui: &mut Ui, stage: &mut Stage, path: &mut String) -> Response {
        let field = if self.several {
            TextEdit::multiline(path).desired_rows(3).return_key(NEW_LINE)
        } else {
            TextEdit::singleline(path)
        };
        let field = field.id(frame::first_id(self.overlay)).desired_width(f32::INFINITY);
        let keys = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: false };
        if let Some(direction) = stage.memory.pass_on.take() {
            ui.memory_mut(|memory| memory.move_focus(direction));
        }
        let response = ui.add(field.margin(Margin::symmetric(6, 4)).event_filter(keys));
        row::name_field(&response, path.as_str(), self.name);
        if stage.fresh {
            row::take_keyboard(ui, &response, path);
        }
        let (tab, held) = ui.input(|input| (input.key_pressed(Key::Tab), input.modifiers));
        if tab && response.has_focus() && held == Modifiers::NONE {
            self.complete(ui, stage, &response, path);
        } else if tab && response.has_focus() && held == Modifiers::SHIFT {
            stage.memory.pass_on = Some(FocusDirection::Previous);
            ui.ctx().request_repaint();
        }
        frame::note(ui, stage.say(if self.several { Words::SeveralPaths } else { Words::PathHint }));
        if !stage.memory.candidates.is_empty() {
            frame::note(ui, &stage.memory.candidates.join("   "));
        }
        response
    }

    /// Completes the last line; where that adds nothing to what is there and listed, the keyboard goes on.
    fn complete(&self, ui: &Ui, stage: &mut Stage, field: &Response, path: &mut String) {
        // A field of several lines takes a Tab in as a sign.
        path.retain(|c| c != '\t');
        let last = path.rfind('\n').map_or(0, |at| at + 1);
        let completion = completion::complete(&path[last..], completion::home().as_deref(), self.files);
        let listed = completion.candidates.is_empty() || completion.candidates == stage.memory.candidates;
        if completion.path == path[last..] && listed {
            stage.memory.pass_on = Some(FocusDirection::Next);
            ui.ctx().request_repaint();
            return;
        }
        stage.memory.candidates = completion.candidates;
        path.replace_range(last.., &completion.path);
        let mut state = TextEdit::load_state(ui.ctx(), field.id).unwrap_or_default();
        state.cursor.set_char_range(Some(CCursorRange::one(CCursor::end_of_str(path))));
        TextEdit::store_state(ui.ctx(), field.id, state);
    }
}
