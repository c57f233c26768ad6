//! A note on the selected mention, the open statement or the article.

use eframe::egui::{Key, Label, Margin, Modifiers, RichText, TextEdit};
use serde::{Deserialize, Serialize};

use super::{
    Stage,
    frame::{self, SheetFrame, SheetPlace},
};
use crate::{
    app::{
        kit::{fonts::Emphasis, row, text::Words},
        state::action::{Action, RemarkWish},
    },
    model::{ArticleId, Remarked},
};

/// A note while it is typed.
#[derive(Serialize, Deserialize)]
pub struct NoteDraft {
    pub article: ArticleId,
    pub on: Remarked,
    /// The words that it is about.
    pub about: String,
    pub note: String,
    /// The note before.
    pub kept: String,
}

pub fn ui(stage: &mut Stage, draft: &mut NoteDraft) {
    let mut done = stage.ctx.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
    let title = stage.say(Words::WriteNote).trim_end_matches('…');
    SheetFrame { name: "note", title, width: 460.0, place: SheetPlace::Top }.show(stage, |ui, stage| {
        ui.add(Label::new(RichText::new(format!("“{}”", draft.about)).bold()).truncate());
        let id = frame::first_id("note");
        let field = TextEdit::multiline(&mut draft.note).id(id).desired_rows(3).desired_width(f32::INFINITY);
        let field = ui.add(field.margin(Margin::symmetric(6, 4)));
        let label = stage.say(Words::Note);
        row::name_field(&field, draft.note.as_str(), label);
        if stage.fresh {
            row::take_keyboard(ui, &field, &draft.note);
        }
        frame::buttons(ui, |ui| {
            done |= frame::main_button(ui, stage, stage.say(Words::KeepNote), true).clicked();
            frame::cancel_button(ui, stage);
        });
        frame::note(ui, stage.say(Words::NoteKeys));
    });
    if done {
        let wish = RemarkWish::Note { article: draft.article.clone(), on: draft.on.clone(), note: draft.note.clone() };
        stage.finish(Action::Remark(wish));
    }
}
