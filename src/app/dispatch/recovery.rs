//! Restoring files: the project is saved and closed, the file put in its place, the project opened again.

use std::path::Path;

use eframe::egui;

use super::{App, view::View};
use super::{actions, datasets, large_steps, opening, pending_edits};
use crate::{
    app::{
        kit::text::Words,
        sheets::{OpenSheet, recover::RecoverDraft},
        state::desk::Desk,
    },
    model::ArticleId,
    session::{OpenProblem, Recovery, Session},
};

/// Opens the sheet; `path`: the file that it is about, relative to the project's folder.
pub fn begin_recovery(app: &mut App, path: Option<String>) {
    let Some(session) = &mut app.session else { return app.toast(Words::NoProjectOpen) };
    // So that what is there now is what is seen in the window.
    session.fold();
    let draft = RecoverDraft::of(session.dir().to_owned(), path);
    app.view.open_sheet(OpenSheet::Recover(Box::new(draft)));
}

/// Offers what there is of a project that cannot be opened. Returns whether there is anything.
pub fn offer_recovery(app: &mut App, dir: &Path) -> bool {
    let Ok(recovery) = Recovery::of(dir) else { return false };
    let any = !recovery.paths().is_empty();
    if any {
        let about = Some("project.ron".to_owned());
        let draft = RecoverDraft::of(recovery.dir().to_owned(), about);
        app.view.open_sheet(OpenSheet::Recover(Box::new(draft)));
    }
    any
}

/// Looks what there is, on a thread.
pub fn preview_recovery(app: &mut App, ctx: &egui::Context) {
    if let Some((OpenSheet::Recover(draft), mut work)) = datasets::sheet_at_work(app, ctx) {
        draft.preview(&mut work);
    }
}

/// Has something back: everything is saved, the project closed; the file is put in its place and the project opened again
/// beside the window.
pub fn take_back(app: &mut App, id: &str) {
    pending_edits::finish_typing(app);
    large_steps::settle_large_steps(app);
    let Some(OpenSheet::Recover(mut draft)) = app.view.sheet.take() else { return };
    // Whichever project is open: nothing of it goes unsaved. Its lock goes with it.
    if let Err(error) = app.session.as_mut().map_or(Ok(()), Session::save) {
        draft.answer(Err(error.into()), app.settings.language);
        return app.view.open_sheet(OpenSheet::Recover(draft));
    }
    let article = clear(app);
    opening::restore_beside(app, draft, id, article);
}

/// Reads the project anew; the window stays as it was as far as it can.
pub fn reopen(app: &mut App, dir: &Path) {
    let article = clear(app);
    if Session::waits_long(dir) {
        return opening::open_beside(app, dir);
    }
    let opened = Session::open_at_once(dir, app.settings.who());
    resume(app, opened, article);
}

/// Closes the project; what the window keeps for when it is open again stays. Returns the article that was open.
fn clear(app: &mut App) -> Option<ArticleId> {
    app.session = None;
    let before = std::mem::take(&mut app.view);
    let View { desk, guard, toasts, sheet_memory, articles, .. } = before;
    let Desk { article, tab, guidelines, problems, armed, welcome, .. } = desk;
    let desk = Desk { tab, guidelines, problems, armed, welcome, ..Desk::default() };
    app.view = View { guard, toasts, sheet_memory, ..View::of(desk) };
    (app.view.articles.filter, app.view.articles.status) = (articles.filter, articles.status);
    article
}

/// Goes on in a project that was cleared, at the article that was open, if it is there.
pub fn resume(app: &mut App, opened: Result<Session, OpenProblem>, article: Option<ArticleId>) {
    match opened {
        Err(error) => actions::tell(app, error),
        Ok(mut session) => {
            let ctx = app.ctx.clone();
            session.set_waker(Box::new(move || ctx.request_repaint()));
            let first = session.rows().at(0).map(|row| row.meta.id.clone());
            let open = article.filter(|id| session.rows().get(id).is_some()).or(first);
            app.session = Some(session);
            app.view.nothing_yet = open.is_none();
            if let Some(open) = open {
                actions::open_article(app, &open);
            }
        }
    }
}
