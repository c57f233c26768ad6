//! Paths that a person is asked for, and what is done with them.

use std::path::{Path, PathBuf};

use eframe::egui;

use super::App;
use super::{actions, datasets, pictures, projects};
use crate::app::{
    kit::{
        dialogs::{self, Chosen, Purpose},
        task::answers_of_all,
        text::Words,
    },
    sheets::{OpenSheet, new_project::NewProjectDraft, not_there_yet, path::PathDraft},
};
use crate::session::CouncilTable;

/// Asks for a path: by the system's dialog, on a thread of its own.
pub fn choose(app: &mut App, ctx: &egui::Context, purpose: Purpose) {
    ask(app, ctx, purpose, String::new());
}

/// The same, with a name for a new file.
pub fn ask(app: &mut App, ctx: &egui::Context, purpose: Purpose, name: String) {
    let task = dialogs::ask(&mut app.tasks, ctx, app.dialogs.clone(), purpose, name);
    app.awaited.dialogs.push(task);
}

/// Does what was asked for with the paths that dialogs gave.
pub fn take_paths(app: &mut App, ctx: &egui::Context) {
    for Chosen { purpose, paths, at_once } in answers_of_all(&mut app.awaited.dialogs) {
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
                    let draft = NewProjectDraft { dir: chosen, ..NewProjectDraft::default() };
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
            app.view.open_sheet(OpenSheet::NewProject(NewProjectDraft::default()));
        }
        _ => {
            let draft = PathDraft { purpose: asked, path: String::new(), problem: String::new() };
            app.view.open_sheet(OpenSheet::Path(draft));
        }
    }
}
