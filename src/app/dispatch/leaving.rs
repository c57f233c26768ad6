//! Leaving: nothing goes while something is not saved, unless a person says so. The window's X, Ctrl+Q, the end of the
//! session and a signal all come here.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use eframe::egui::{Context, ViewportCommand};

use super::App;
use crate::app::{
    kit::text::Words,
    sheets::{OpenSheet, not_there_yet, unsaved::UnsavedDraft},
    state::action::Leave,
};

/// For so many frames what was typed before a signal is waited for.
const MOST_FRAMES: u8 = 200;

/// How far the window is with leaving.
#[derive(Default)]
pub struct Leaving {
    /// The system asked the program to end.
    pub signalled: Arc<AtomicBool>,
    /// How many frames it has waited for what was typed before.
    signal_frames: u8,
    /// The window is closing: everything is saved, or given up.
    closing: bool,
    /// What is not saved is saved elsewhere, or a person gave it up.
    discarded: bool,
}

impl App {
    /// Closes the window if it is asked to, when everything is saved. Once a frame, also while the window is hidden.
    pub(in crate::app) fn follow_leaving(&mut self, ctx: &Context) {
        let signalled = self.leaving.signalled.swap(false, Ordering::AcqRel);
        let asked = ctx.input(|input| input.viewport().close_requested());
        self.follow_copy(ctx);
        if self.leaving.closing || !(signalled || asked) {
            return;
        }
        // What was typed before the signal comes first, while there are frames to do it in.
        if signalled && self.input_waits() && self.leaving.signal_frames < MOST_FRAMES {
            self.leaving.signal_frames += 1;
            self.leaving.signalled.store(true, Ordering::Release);
            return ctx.request_repaint();
        }
        self.leaving.signal_frames = 0;
        match self.unsaved() {
            None => {
                self.leaving.closing = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            Some(reason) => {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
                tracing::warn!("asked to close with unsaved work");
                // What was typed into the sheet stays when the window is asked again.
                match &mut self.view.sheet {
                    Some(OpenSheet::Unsaved(draft)) => draft.reason = reason,
                    _ => {
                        let path = self.copy_path();
                        let draft = UnsavedDraft { reason, path, ..UnsavedDraft::default() };
                        self.view.open_sheet(OpenSheet::Unsaved(Box::new(draft)));
                    }
                }
            }
        }
    }

    /// Saves everything, also what is being typed. Why that is not possible, if it is not.
    fn unsaved(&mut self) -> Option<String> {
        self.finish_typing();
        let language = self.settings.language;
        let error = self.session.as_mut()?.save().err()?;
        tracing::error!("not saved: {}", error.message.template());
        Some(error.say(language))
    }

    /// A folder beside the project that is not there yet.
    fn copy_path(&self) -> String {
        let Some(session) = &self.session else { return String::new() };
        let dir = session.dir();
        let name = dir.file_name().map_or_else(|| "tandai".into(), |name| name.to_string_lossy().into_owned());
        let home = directories::UserDirs::new().map(|dirs| dirs.home_dir().to_owned());
        let beside = home.or_else(|| dir.parent().map(ToOwned::to_owned)).unwrap_or_default();
        not_there_yet(beside.join(format!("{name}-copy"))).display().to_string()
    }

    pub(in crate::app) fn leave(&mut self, ctx: &Context, how: Leave) {
        match how {
            Leave::TryAgain => match self.unsaved() {
                None => self.close_window(ctx),
                Some(reason) => {
                    if let Some(OpenSheet::Unsaved(draft)) = &mut self.view.sheet {
                        draft.reason = reason;
                        draft.problem = self.settings.language.say(Words::StillNotSaved).to_owned();
                    }
                }
            },
            Leave::SaveCopy(to) => {
                self.finish_typing();
                let language = self.settings.language;
                let (Some(session), Some(OpenSheet::Unsaved(draft))) = (&mut self.session, &mut self.view.sheet) else {
                    return;
                };
                draft.copy(to, session, language, &mut self.tasks, ctx);
            }
            Leave::Discard => {
                tracing::warn!("unsaved work was discarded");
                self.leaving.discarded = true;
                self.close_window(ctx);
            }
        }
    }

    /// The window goes when the copy is whole.
    fn follow_copy(&mut self, ctx: &Context) {
        if let Some(OpenSheet::Unsaved(draft)) = &mut self.view.sheet
            && draft.is_copied(self.settings.language)
        {
            self.leaving.discarded = true;
            self.close_window(ctx);
        }
    }

    fn close_window(&mut self, ctx: &Context) {
        self.leaving.closing = true;
        ctx.send_viewport_cmd(ViewportCommand::Close);
    }

    /// The last thing that is done.
    pub(in crate::app) fn left(&mut self) {
        self.tasks.stop();
        if self.leaving.discarded {
            return;
        }
        if let Some(reason) = self.unsaved() {
            eprintln!("tandai: {reason}");
        }
    }
}
