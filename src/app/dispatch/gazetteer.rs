//! Another gazetteer: what it would change is counted beside the window.

use eframe::egui;

use super::App;
use crate::app::{
    kit::text::Words,
    sheets::{OpenSheet, gazetteer::GazetteerDraft},
};

pub fn open(app: &mut App) {
    match &app.session {
        Some(session) => {
            let draft = GazetteerDraft::of(session);
            app.view.open_sheet(OpenSheet::Gazetteer(Box::new(draft)));
        }
        None => app.toast(Words::NoProjectOpen),
    }
}

/// Begins to count what the choice of the sheet would change.
pub fn look(app: &mut App, ctx: &egui::Context) {
    let language = app.settings.language;
    let (Some(session), Some(OpenSheet::Gazetteer(draft))) = (&app.session, &mut app.view.sheet) else { return };
    let reader = draft.choice().and_then(|choice| session.gazetteer_reader(choice));
    let reader = match reader {
        Ok(reader) => reader,
        Err(problem) => {
            draft.problem = problem.say(language);
            return;
        }
    };
    let name = language.say(Words::ManageGazetteer).trim_end_matches('…');
    draft.looking = Some(app.tasks.start_one(ctx, name, move |cancel| reader.read(cancel)));
}
