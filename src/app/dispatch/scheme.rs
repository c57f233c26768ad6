//! Another scheme of statements: what it would orphan is counted beside the window.

use eframe::egui;

use super::App;
use crate::app::{
    kit::text::Words,
    sheets::{OpenSheet, scheme::SchemeDraft},
};

pub fn open(app: &mut App) {
    match &app.session {
        Some(session) => {
            let draft = SchemeDraft::of(session);
            app.view.open_sheet(OpenSheet::Scheme(Box::new(draft)));
        }
        None => app.toast(Words::NoProjectOpen),
    }
}

/// Begins to count what the scheme of the sheet would orphan.
pub fn look(app: &mut App, ctx: &egui::Context) {
    let language = app.settings.language;
    let (Some(session), Some(OpenSheet::Scheme(draft))) = (&app.session, &mut app.view.sheet) else { return };
    let reader = match session.scheme_reader(draft.statements.clone()) {
        Ok(reader) => reader,
        Err(problem) => {
            draft.problem = problem.say(language);
            return;
        }
    };
    let name = language.say(Words::ManageScheme).trim_end_matches('…');
    draft.looking = Some(app.tasks.start_one(ctx, name, move |cancel| reader.read(cancel)));
}
