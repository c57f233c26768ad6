//! Why the last decision was made so: one of a short list by its digit, and words.

use eframe::egui::{Key, Label, Modifiers, RichText};
use serde::{Deserialize, Serialize};

use super::{
    Stage,
    frame::{self, SheetFrame, SheetPlace},
};
use crate::{
    app::{
        kit::{fonts::Emphasis, names, text::Words},
        state::{
            action::{Action, RemarkWish},
            command::DIGITS,
        },
    },
    model::{ArticleId, DecisionId, DecisionReason},
};

/// A reason while it is chosen.
#[derive(Serialize, Deserialize)]
pub struct ReasonDraft {
    pub article: ArticleId,
    pub decision: DecisionId,
    /// The words that were decided on, and what was decided.
    pub about: String,
    pub reason: Option<DecisionReason>,
    pub note: String,
    /// The words before.
    pub kept: String,
}

pub fn ui(stage: &mut Stage, draft: &mut ReasonDraft) {
    let mut done = false;
    // A digit is a choice as long as no words are typed: with one key more the reason is kept.
    if draft.note.is_empty() {
        for (reason, key) in DecisionReason::ALL.into_iter().zip(DIGITS) {
            if stage.ctx.input_mut(|input| {
                let pressed = input.consume_key(Modifiers::NONE, key);
                if pressed {
                    input.events.retain(|event| !matches!(event, eframe::egui::Event::Text(_)));
                }
                pressed
            }) {
                (draft.reason, done) = (Some(reason), true);
            }
        }
    }
    let title = stage.say(Words::WhyDecided).trim_end_matches('…');
    SheetFrame { name: "reason", title, width: 420.0, place: SheetPlace::Top }.show(stage, |ui, stage| {
        ui.add(Label::new(RichText::new(&draft.about).bold()).truncate());
        for (number, reason) in DecisionReason::ALL.into_iter().enumerate() {
            let words = format!("{}  {}", number + 1, stage.say(names::reason(reason)));
            if ui.selectable_label(draft.reason == Some(reason), words).clicked() {
                draft.reason = if draft.reason == Some(reason) { None } else { Some(reason) };
            }
        }
        let label = stage.say(Words::ReasonSpelled);
        frame::caption(ui, label);
        let field = frame::first_field(ui, stage.fresh, "reason", label, stage.say(Words::ReasonHint), &mut draft.note);
        done |= frame::entered(ui, &field);
        frame::buttons(ui, |ui| {
            done |= frame::main_button(ui, stage, stage.say(Words::KeepNote), true).clicked();
            frame::cancel_button(ui, stage);
        });
        frame::note(ui, stage.say(Words::ReasonKeys));
    });
    done |= stage.ctx.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
    if done {
        let ReasonDraft { article, decision, reason, note, .. } = draft;
        let wish =
            RemarkWish::Explain { article: article.clone(), decision: *decision, reason: *reason, note: note.clone() };
        stage.finish(Action::Remark(wish));
    }
}
