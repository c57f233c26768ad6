//! Copying labels to the near copies of an article: offered when it is finished, done when a person says so.

use eframe::egui;

use super::App;
use crate::{
    app::{
        kit::{names, text::Words},
        sheets::{OpenSheet, copies::CopiesDraft},
    },
    session::LabelsForCopy,
};

/// What was offered for the article that was finished last; else looks at the near copies of the open one.
pub fn open_copies(app: &mut App, ctx: &egui::Context) {
    if let Some(draft) = app.view.offered_copies.take_if(|draft| draft.offers()) {
        return app.view.open_sheet(OpenSheet::Copies(draft));
    }
    let (Some(session), Some(id)) = (&app.session, &app.view.desk.article) else {
        return app.toast(Words::NoProjectOpen);
    };
    if session.near_copies(id).is_empty() {
        return app.toast(Words::NoNearCopies);
    }
    match preview_copies(app, ctx) {
        Some(draft) => app.view.open_sheet(OpenSheet::Copies(draft)),
        None => app.toast(Words::NothingToCopy),
    }
}

fn preview_copies(app: &mut App, ctx: &egui::Context) -> Option<Box<CopiesDraft>> {
    let (session, id) = (app.session.as_ref()?, app.view.desk.article.as_ref()?);
    CopiesDraft::preview(session, id, &mut app.tasks, ctx)
}

/// The open article is about to be finished: its labels are offered to the near copies once it is known what would
/// come. Nothing opens by itself, since keys are being typed into the next article.
pub fn offer_copies(app: &mut App, ctx: &egui::Context) {
    app.view.offered_copies = preview_copies(app, ctx);
}

/// Says what is offered.
pub fn follow_offered_copies(app: &mut App) {
    if let Some(said) = app.view.offered_copies.as_mut().and_then(|draft| draft.news(&app.settings)) {
        app.view.toasts.say(said);
    }
}

/// Copies what was chosen.
pub fn copy_labels(app: &mut App, labels: Vec<LabelsForCopy>) {
    app.view.close_sheet();
    if let Some(done) = app.try_change(|session| session.copy_labels(labels)) {
        let said = names::deed(app.settings.language, done.kind, done.count);
        app.view.toasts.say(said);
    }
}
