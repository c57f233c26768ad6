//! Paths that a person is asked for, and what is done with them.

use std::path::{Path, PathBuf};

use eframe::egui::{self, Align2, Area, Frame, Id, Key, Label, Modifiers, Order, RichText, vec2};

use super::App;
use super::{actions, datasets, pictures, projects};
use crate::app::{
    kit::{
        dialogs::{self, Chosen, Purpose, Question, Waiting},
        text::Words,
        theme::Theme,
    },
    sheets::{OpenSheet, new_project::NewProjectDraft, not_there_yet, path::PathDraft},
};
use crate::session::CouncilTable;

/// Asks for a path: by the system's dialog, on a thread of its own.
pub fn choose(app: &mut App, purpose: Purpose) {
    ask(app, purpose, String::new());
}

/// The same, with a name for a new file. While one dialog waits, no other is opened: the window says where the first is.
pub fn ask(app: &mut App, purpose: Purpose, name: String) {
    if app.awaited.dialogs.iter().any(|dialog| !dialog.forgotten) {
        return;
    }
    let title = app.say(purpose.title()).trim_end_matches('…').to_owned();
    app.awaited.questions.push(Question { purpose, title, name });
}

/// Opens the dialogs that were asked for in this frame.
pub fn open_dialogs(app: &mut App, ctx: &egui::Context, window: Option<&eframe::Frame>) {
    for question in std::mem::take(&mut app.awaited.questions) {
        let waiting = Waiting::begin(&mut app.tasks, ctx, &*app.dialogs, question, window);
        app.awaited.dialogs.push(waiting);
    }
}

/// A system may put its dialog behind the window, and it has no way to bring it back: says that one is open. Esc, or a
/// click, and it is not waited for any more.
pub fn waiting_dialog(app: &mut App, ctx: &egui::Context, theme: &Theme) {
    if !app.awaited.dialogs.iter().any(Waiting::is_open) {
        return;
    }
    let width = (ctx.content_rect().width() - 40.0).min(520.0);
    let area = Area::new(Id::unique("file dialog")).order(Order::Foreground);
    let shown = area.anchor(Align2::CENTER_TOP, vec2(0.0, 40.0)).show(ctx, |ui| {
        Frame::window(ui.style()).show(ui, |ui| {
            ui.set_width(width);
            ui.add(Label::new(RichText::new(app.say(Words::DialogOpen)).color(theme.text)).wrap());
            ui.button(app.say(Words::DialogForget)).clicked()
        })
    });
    if shown.inner.inner {
        forget_dialogs(app);
    }
}

/// Esc while the window says that a dialog is open.
pub fn escape(app: &mut App, ctx: &egui::Context) {
    let open = app.awaited.dialogs.iter().any(Waiting::is_open);
    if open && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        forget_dialogs(app);
    }
}

fn forget_dialogs(app: &mut App) {
    app.awaited.dialogs.iter_mut().for_each(|dialog| dialog.forgotten = true);
}

/// Does what was asked for with the paths that dialogs gave.
pub fn take_paths(app: &mut App, ctx: &egui::Context) {
    for Chosen { purpose, paths, at_once } in dialogs::answers(&mut app.awaited.dialogs) {
        chosen(app, ctx, purpose, paths, at_once);
    }
}

fn chosen(app: &mut App, ctx: &egui::Context, purpose: Purpose, paths: Option<Vec<PathBuf>>, at_once: bool) {
    let first = paths.as_ref().and_then(|paths| paths.first().cloned());
    match (purpose, first) {
        // Nobody cancels that fast: no dialog could be shown, so a path can be typed.
        (_, None) if at_once => type_path(app, purpose),
        (_, None) => {}
        (Purpose::OpenProject, Some(path)) => projects::open_project(app, &path),
        (Purpose::NewProject, Some(path)) => {
            let chosen = path.display().to_string();
            match &mut app.view.sheet {
                Some(OpenSheet::NewProject(draft)) => {
                    draft.dir = chosen;
                    draft.problem.clear();
                }
                _ => {
                    let draft = NewProjectDraft::of(chosen, &app.settings);
                    app.view.open_sheet(OpenSheet::NewProject(draft));
                }
            }
        }
        (Purpose::ExportTo, Some(path)) => {
            if let Some(OpenSheet::Export(draft)) = &mut app.view.sheet {
                (draft.path, draft.own_path) = (path.display().to_string(), true);
                draft.problem.clear();
            }
        }
        (Purpose::PictureTo(_), Some(path)) => pictures::save(app, ctx, path),
        (Purpose::Councils, Some(path)) => councils(app, &path),
        (Purpose::Names, Some(path)) => {
            if let Some(OpenSheet::Names(draft)) = &mut app.view.sheet {
                draft.path = path.display().to_string();
                draft.problem.clear();
            }
        }
        (Purpose::CopyTo, Some(path)) => {
            if let Some(OpenSheet::Unsaved(draft)) = &mut app.view.sheet {
                draft.path = not_there_yet(path.join("tandai-copy")).display().to_string();
                draft.problem.clear();
            }
        }
        (Purpose::ImportFiles | Purpose::ImportFolder, Some(_)) => {
            datasets::import(app, ctx, paths.unwrap_or_default())
        }
    }
}

/// Takes a table of seats and votes, for the ledger and for exports.
pub fn councils(app: &mut App, path: &Path) {
    let Some(session) = &mut app.session else { return };
    match CouncilTable::read(path) {
        Ok(table) => {
            let unknown = table.unknown(|id| session.entity(id).is_some());
            session.set_councils(Some(table));
            if let Some(unknown) = unknown {
                actions::tell(app, unknown);
            }
        }
        Err(problem) => actions::tell(app, problem),
    }
}

/// Asks for a path in the window itself; what is typed already stays.
fn type_path(app: &mut App, asked: Purpose) {
    let no_dialog = app.say(Words::NoDialog).to_owned();
    match (&mut app.view.sheet, asked) {
        (Some(OpenSheet::NewProject(draft)), Purpose::NewProject) => draft.problem = no_dialog,
        (Some(OpenSheet::Export(draft)), Purpose::ExportTo) => draft.problem = no_dialog,
        (Some(OpenSheet::Unsaved(draft)), Purpose::CopyTo) => draft.problem = no_dialog,
        (Some(OpenSheet::Names(draft)), Purpose::Names) => draft.problem = no_dialog,
        (_, Purpose::Names) => {}
        (Some(OpenSheet::Path(draft)), _) if draft.purpose == asked => draft.problem = no_dialog,
        (_, Purpose::PictureTo(_)) => pictures::type_path(app, no_dialog),
        (_, Purpose::NewProject) => {
            let draft = NewProjectDraft::of(String::new(), &app.settings);
            app.view.open_sheet(OpenSheet::NewProject(draft));
        }
        _ => {
            let draft = PathDraft { purpose: asked, path: String::new(), problem: String::new() };
            app.view.open_sheet(OpenSheet::Path(draft));
        }
    }
}
