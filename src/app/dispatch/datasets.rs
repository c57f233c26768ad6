//! Files that come in and datasets that go out: the sheets ask, tasks work, and what they answer is done here.

use std::path::PathBuf;

use eframe::egui;

use super::actions;
use super::{App, view::View};
use crate::{
    app::{
        kit::{task::answers_of_all, text::Words},
        sheets::{
            OpenSheet, Which, Work,
            export::ExportDraft,
            import::{self, ImportAnswer, ImportDraft},
        },
    },
    session::{PastedFile, Ready, Session},
};

/// The open sheet, with what its requests are made with.
pub fn sheet_at_work<'a>(app: &'a mut App, ctx: &'a egui::Context) -> Option<(&'a mut OpenSheet, Work<'a>)> {
    let App { session, settings, view, tasks, .. } = app;
    let View { articles, desk, sheet, .. } = view;
    let (session, listed, open) = (session.as_ref(), &articles.shown[..], desk.article.as_ref());
    let work = Work { ctx, session, language: settings.language, listed, chosen: articles.chosen.ids(), open, tasks };
    Some((sheet.as_mut()?, work))
}

/// The project, if all of it is there; if not, that is said.
pub fn whole_project(app: &mut App) -> Option<&Session> {
    match &app.session {
        None => app.toast(Words::NoProjectOpen),
        Some(session) if !session.is_whole() => app.toast(Words::StillReading),
        Some(_) => {}
    }
    app.session.as_ref().filter(|session| session.is_whole())
}

/// The same, if it can be changed.
pub fn whole_project_to_change(app: &mut App) -> Option<&Session> {
    if let Some(reason) = app.session.as_ref().and_then(|session| session.read_only()).cloned() {
        actions::tell(app, reason);
        return None;
    }
    whole_project(app)
}

pub fn begin_export(app: &mut App) {
    if let Some(mut draft) = whole_project(app).map(ExportDraft::new) {
        draft.wish.which = Which::among(app.view.articles.chosen.ids());
        app.view.open_sheet(OpenSheet::Export(Box::new(draft)));
    }
}

pub fn preview_export(app: &mut App, ctx: &egui::Context) {
    if let Some((OpenSheet::Export(draft), mut work)) = sheet_at_work(app, ctx) {
        draft.preview(&mut work);
    }
}

/// Writes the open export; the sheet closes and the status bar shows how far it is.
pub fn export(app: &mut App, ctx: &egui::Context) {
    let Some((OpenSheet::Export(draft), mut work)) = sheet_at_work(app, ctx) else { return };
    if let Some(task) = draft.write(&mut work) {
        app.awaited.exports.push(task);
        app.view.close_sheet();
    }
}

/// Says what became of exports that are over.
pub fn take_exports(app: &mut App) {
    for answer in answers_of_all(&mut app.awaited.exports) {
        answer.tell(&mut app.view.toasts, app.settings.language);
    }
}

/// Reads and stores texts on a thread; they become articles when it is done.
pub fn import(app: &mut App, ctx: &egui::Context, paths: Vec<PathBuf>) {
    if whole_project_to_change(app).is_none() {
        return;
    }
    let mut work = Work {
        ctx,
        session: app.session.as_ref(),
        language: app.settings.language,
        listed: &app.view.articles.shown,
        chosen: app.view.articles.chosen.ids(),
        open: app.view.desk.article.as_ref(),
        tasks: &mut app.tasks,
    };
    app.awaited.imports.extend(import::begin(paths, &mut work));
}

/// Opens the import of words that were pasted.
pub fn paste_article(app: &mut App, words: &str) {
    if whole_project_to_change(app).is_none() {
        return;
    }
    match PastedFile::new(words, app.say(Words::PastedName)) {
        Ok(pasted) => app.view.open_sheet(OpenSheet::Import(Box::new(ImportDraft::pasted(pasted, words)))),
        Err(reason) => actions::tell(app, reason),
    }
}

pub fn preview_import(app: &mut App, ctx: &egui::Context) {
    if let Some((OpenSheet::Import(draft), mut work)) = sheet_at_work(app, ctx) {
        draft.preview(&mut work);
    }
}

/// Brings in what the open import shows.
pub fn import_chosen(app: &mut App, ctx: &egui::Context) {
    let Some((OpenSheet::Import(draft), mut work)) = sheet_at_work(app, ctx) else { return };
    let (task, zone) = (draft.bring_in(&mut work), draft.zone());
    let Some(task) = task else { return };
    app.awaited.imports.push(task);
    app.view.close_sheet();
    if let (Some(session), Some(zone)) = (&mut app.session, zone)
        && let Err(refusal) = session.set_zone(zone)
    {
        actions::tell(app, refusal);
    }
}

/// Takes in what tasks that bring files in have answered.
pub fn take_imports(app: &mut App) {
    for answer in answers_of_all(&mut app.awaited.imports) {
        match answer {
            ImportAnswer::ToLookAt(paths) => {
                app.view.open_sheet(OpenSheet::Import(Box::new(ImportDraft::of(paths))));
            }
            ImportAnswer::Ready(ready) => imported(app, ready),
        }
    }
}

fn imported(app: &mut App, ready: Ready) {
    let Some(session) = &mut app.session else { return };
    let added = session.add_articles(ready);
    app.changed = std::time::Instant::now();
    let imported = match added {
        Ok(imported) => imported,
        Err(refusal) => return actions::tell(app, refusal),
    };
    if import::tell(&imported, &mut app.view.toasts, app.settings.language) {
        app.view.desk.problems = true;
    }
    if let Some(first) = imported.articles.first() {
        app.view.articles.filter.clear();
        app.view.articles.status = None;
        actions::open_article(app, first);
    }
}
