//! Extracting suggestions: the sheet asks, a task finds, and what it found is brought in piece by piece.

use std::time::{Duration, Instant};

use eframe::egui;

use super::App;
use super::{actions, datasets};
use crate::{
    app::{
        kit::task::answers_of_all,
        sheets::{
            ExtractionOutcome, OpenSheet, Which,
            extract::{self, ExtractDraft},
        },
    },
    message::Message,
    session::{Extracted, ExtractionResult},
};

/// How long a frame reads what suggestions take the place of.
const PATIENCE: Duration = Duration::from_millis(6);

/// Opens the sheet: the built-in rules over all articles.
pub fn begin_extract(app: &mut App) {
    if datasets::whole_project_to_change(app).is_none() {
        return;
    }
    if let Some(session) = &app.session {
        let which = Which::among(app.view.articles.chosen.ids());
        let draft = ExtractDraft { which, ..ExtractDraft::new(session, &app.settings) };
        app.view.open_sheet(OpenSheet::Extract(Box::new(draft)));
    }
}

/// Runs the open extraction; the sheet closes and the status bar shows how far it is.
pub fn extract(app: &mut App, ctx: &egui::Context) {
    let Some((OpenSheet::Extract(draft), mut work)) = datasets::sheet_at_work(app, ctx) else { return };
    let Some(task) = draft.run(&mut work) else { return };
    let programs = std::mem::take(&mut draft.programs);
    if app.settings.programs != programs {
        app.settings.programs = programs;
        app.settings.save();
    }
    app.awaited.extractions.push(task);
    app.view.close_sheet();
}

/// Takes in what extractions found, or why they could not begin.
pub fn take_extractions(app: &mut App) {
    for found in answers_of_all(&mut app.awaited.extractions) {
        match found {
            // Of two that end at once the first goes in whole.
            Ok(found) => {
                if let Some(first) = app.view.found.replace(found) {
                    add_extracted(app, first);
                }
            }
            Err(reason) => extracted(app, Err(reason)),
        }
    }
}

/// Goes on bringing in what was found, if anything was.
pub fn bring_in(app: &mut App, ctx: &egui::Context) {
    let (Some(session), Some(mut found)) = (&mut app.session, app.view.found.take()) else { return };
    if found.dir() != session.dir() {
        return;
    }
    let begun = Instant::now();
    if session.prepare(&mut found, || begun.elapsed() < PATIENCE) {
        add_extracted(app, found);
    } else {
        app.view.found = Some(found);
    }
    ctx.request_repaint();
}

fn add_extracted(app: &mut App, found: ExtractionResult) {
    let Some(session) = app.session.as_mut().filter(|session| session.dir() == found.dir()) else { return };
    let outcome = session.add_extracted(found).map_err(Message::from);
    app.changed = Instant::now();
    extracted(app, outcome);
}

/// Says what was done; where there is something to look at, it is shown, unless that would cover other work.
fn extracted(app: &mut App, extracted: ExtractionOutcome) {
    let look = extracted.as_ref().map_or(true, Extracted::worth_a_look) && app.view.sheet.is_none();
    match &extracted {
        _ if look => {}
        Ok(extracted) => {
            let said = extract::told(extracted, app.session.as_ref(), app.settings.language);
            app.view.toasts.say(said);
        }
        Err(reason) => actions::tell(app, reason.clone()),
    }
    app.view.extracted = Some(extracted);
    if look {
        app.view.open_sheet(OpenSheet::Extracted);
    }
}
