//! Where a picture is to be saved, typed: where no native dialog answers, and where something is there already.

use super::{
    Stage, completion,
    frame::{self, SheetFrame, SheetPlace},
    path_field::PathField,
};
use crate::app::{kit::text::Words, state::action::Action};

/// A path while it is typed.
pub struct SavePictureDraft {
    pub path: String,
    /// Why the picture is not saved yet.
    pub problem: String,
}

pub fn ui(stage: &mut Stage, draft: &mut SavePictureDraft) {
    let title = stage.say(Words::SavePicture);
    SheetFrame { name: "picture", title, width: 560.0, place: SheetPlace::Top }.show(stage, |ui, stage| {
        let label = stage.say(Words::SavePictureTo);
        frame::caption(ui, label);
        let before = draft.path.clone();
        let field =
            PathField { overlay: "picture", name: label, several: false, files: true }.show(ui, stage, &mut draft.path);
        if draft.path != before {
            draft.problem.clear();
        }
        frame::problem(ui, stage, &draft.problem);
        let mut go = frame::entered(ui, &field);
        frame::buttons(ui, |ui| {
            let can = !draft.path.trim().is_empty();
            go = frame::main_button(ui, stage, stage.say(Words::SaveWord), can).clicked() || (go && can);
            frame::cancel_button(ui, stage);
        });
        if go {
            let path = completion::expand(draft.path.trim(), completion::home().as_deref());
            stage.finish(Action::SavePicture(path));
        }
    });
}
