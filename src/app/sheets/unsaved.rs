//! The window is to be closed, and something is not saved: try again, save a copy elsewhere, discard it, or stay.

use std::path::PathBuf;

use eframe::egui::{Context, Label, RichText, Ui};

use super::{
    Stage, completion,
    frame::{self, SheetFrame, SheetPlace},
    path_field::PathField,
};
use crate::app::{
    kit::{
        dialogs::Purpose,
        task::{self, Task, Tasks},
        text::Words,
    },
    state::action::{Action, Leave},
};
use crate::{
    message::{Language, Message},
    session::Session,
    store::SaveState,
};

/// What is not saved, and what is done about it.
#[derive(Default)]
pub struct UnsavedDraft {
    /// Why it is not saved.
    pub reason: String,
    /// Where a copy would go.
    pub path: String,
    /// What is wrong with the copy, or with the last try.
    pub problem: String,
    /// The copy under way.
    pub copying: Option<Task<Result<(), Message>>>,
    /// Discarding is asked twice.
    pub sure: bool,
}

impl UnsavedDraft {
    /// Saves everything elsewhere, on a thread.
    pub fn copy(&mut self, to: PathBuf, session: &mut Session, language: Language, tasks: &mut Tasks, ctx: &Context) {
        let copy = session.copy_job(to);
        self.problem.clear();
        self.copying = Some(tasks.start(ctx, language.say(Words::SavingCopy), move |worker| {
            worker.tell(copy());
        }));
    }

    /// Whether the copy is whole now; if it failed, the sheet says why.
    pub fn is_copied(&mut self, language: Language) -> bool {
        let (answers, _) = task::answers(&mut self.copying);
        match answers.into_iter().next_back() {
            None => false,
            Some(Ok(())) => true,
            Some(Err(problem)) => {
                self.problem = problem.say(language);
                false
            }
        }
    }
}

pub fn ui(stage: &mut Stage, draft: &mut UnsavedDraft) {
    // It is tried again all the time, and may have succeeded meanwhile.
    let saved = stage.screen.session.is_none_or(|session| session.save_state() == SaveState::Saved);
    let title = stage.say(if saved { Words::SavedMeanwhile } else { Words::UnsavedTitle });
    SheetFrame { name: "unsaved", title, width: 560.0, place: SheetPlace::Top }.show(stage, |ui, stage| {
        if saved {
            return saved_meanwhile(ui, stage);
        }
        ui.add(Label::new(RichText::new(&draft.reason).color(stage.theme.danger)).wrap());
        ui.add_space(4.0);
        frame::note(ui, stage.say(Words::UnsavedHelp));
        let label = stage.say(Words::CopyTo);
        frame::caption(ui, label);
        let before = draft.path.clone();
        PathField { overlay: "unsaved", name: label, several: false, files: false }.show(ui, stage, &mut draft.path);
        if draft.path != before {
            draft.problem.clear();
        }
        frame::problem(ui, stage, &draft.problem);
        frame::buttons(ui, |ui| {
            let idle = draft.copying.is_none();
            let again = frame::main_button(ui, stage, stage.say(Words::TryAgain), idle);
            if again.clicked() {
                stage.actions.push(Action::Leave(Leave::TryAgain));
            }
            if frame::side_button(ui, stage.say(Words::SaveCopy)).clicked() && idle && !draft.path.trim().is_empty() {
                let to = completion::expand(&draft.path, completion::home().as_deref());
                stage.actions.push(Action::Leave(Leave::SaveCopy(to)));
            }
            if frame::side_button(ui, stage.say(Words::Browse)).clicked() {
                stage.actions.push(Action::Choose(Purpose::CopyTo));
            }
            let discard = stage.say(if draft.sure { Words::DiscardSurely } else { Words::Discard });
            if frame::side_button(ui, discard).clicked() {
                match draft.sure {
                    true => stage.actions.push(Action::Leave(Leave::Discard)),
                    false => draft.sure = true,
                }
            }
            if frame::side_button(ui, stage.say(Words::StayOpen)).clicked() {
                stage.close = true;
            }
        });
    });
}

fn saved_meanwhile(ui: &mut Ui, stage: &mut Stage) {
    frame::buttons(ui, |ui| {
        if frame::main_button(ui, stage, stage.say(Words::Quit), true).clicked() {
            stage.actions.push(Action::Leave(Leave::TryAgain));
        }
        if frame::side_button(ui, stage.say(Words::StayOpen)).clicked() {
            stage.close = true;
        }
    });
}
