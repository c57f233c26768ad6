//! Leaving: nothing goes while something is not saved, unless a person says so. The window's X, Ctrl+Q, the end of the
//! session and a signal all come here.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use eframe::egui::{Context, ViewportCommand};

use super::App;
use super::{coming_back, kept_drafts, large_steps, pending_edits};
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

/// Closes the window if it is asked to, when everything is saved. Once a frame, also while the window is hidden.
pub fn follow_leaving(app: &mut App, ctx: &Context) {
    let signalled = app.leaving.signalled.swap(false, Ordering::AcqRel);
    let asked = ctx.input(|input| input.viewport().close_requested());
    follow_copy(app, ctx);
    if app.leaving.closing || !(signalled || asked) {
        return;
    }
    // What was typed before the signal comes first, while there are frames to do it in.
    if signalled && app.input_waits() && app.leaving.signal_frames < MOST_FRAMES {
        app.leaving.signal_frames += 1;
        app.leaving.signalled.store(true, Ordering::Release);
        return ctx.request_repaint();
    }
    app.leaving.signal_frames = 0;
    match unsaved(app) {
        None => {
            app.leaving.closing = true;
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
        Some(reason) => {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            tracing::warn!("asked to close with unsaved work");
            // What was typed into the sheet stays when the window is asked again.
            match &mut app.view.sheet {
                Some(OpenSheet::Unsaved(draft)) => draft.reason = reason,
                _ => {
                    let path = copy_path(app);
                    let draft = UnsavedDraft { reason, path, ..UnsavedDraft::default() };
                    app.view.open_sheet(OpenSheet::Unsaved(Box::new(draft)));
                }
            }
        }
    }
}

/// Saves everything, also what is being typed. Why that is not possible, if it is not.
fn unsaved(app: &mut App) -> Option<String> {
    pending_edits::finish_typing(app);
    large_steps::settle_large_steps(app);
    let language = app.settings.language;
    let error = app.session.as_mut()?.save().err()?;
    tracing::error!("not saved: {}", error.message.template());
    Some(error.say(language))
}

/// A folder beside the project that is not there yet.
fn copy_path(app: &App) -> String {
    let Some(session) = &app.session else { return String::new() };
    let dir = session.dir();
    let name = dir.file_name().map_or_else(|| "tandai".into(), |name| name.to_string_lossy().into_owned());
    let home = directories::UserDirs::new().map(|dirs| dirs.home_dir().to_owned());
    let beside = home.or_else(|| dir.parent().map(ToOwned::to_owned)).unwrap_or_default();
    not_there_yet(beside.join(format!("{name}-copy"))).display().to_string()
}

pub fn leave(app: &mut App, ctx: &Context, how: Leave) {
    match how {
        Leave::TryAgain => match unsaved(app) {
            None => close_window(app, ctx),
            Some(reason) => {
                if let Some(OpenSheet::Unsaved(draft)) = &mut app.view.sheet {
                    draft.reason = reason;
                    draft.problem = app.settings.language.say(Words::StillNotSaved).to_owned();
                }
            }
        },
        Leave::SaveCopy(to) => {
            pending_edits::finish_typing(app);
            let language = app.settings.language;
            let (Some(session), Some(OpenSheet::Unsaved(draft))) = (&mut app.session, &mut app.view.sheet) else {
                return;
            };
            draft.copy(to, session, language, &mut app.tasks, ctx);
        }
        Leave::Discard => {
            tracing::warn!("unsaved work was discarded");
            app.leaving.discarded = true;
            close_window(app, ctx);
        }
    }
}

/// The window goes when the copy is whole.
fn follow_copy(app: &mut App, ctx: &Context) {
    if let Some(OpenSheet::Unsaved(draft)) = &mut app.view.sheet
        && draft.is_copied(app.settings.language)
    {
        app.leaving.discarded = true;
        close_window(app, ctx);
    }
}

fn close_window(app: &mut App, ctx: &Context) {
    app.leaving.closing = true;
    ctx.send_viewport_cmd(ViewportCommand::Close);
}

/// The last thing that is done.
pub fn left(app: &mut App) {
    coming_back::save(app);
    kept_drafts::save(app);
    app.tasks.stop();
    if app.leaving.discarded {
        return;
    }
    if let Some(reason) = unsaved(app) {
        eprintln!("tandai: {reason}");
    }
}
