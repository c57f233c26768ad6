//! Extracting suggestions: the sheet asks, a task finds, and what it found is brought in piece by piece.

use std::time::{Duration, Instant};

use eframe::egui;

use super::App;
use crate::{
    app::{
        kit::task::answers_of_all,
        sheets::{
            ExtractionOutcome, OpenSheet,
            extract::{self, ExtractDraft},
        },
    },
    message::Message,
    session::{Extracted, ExtractionResult},
};

/// How long a frame reads what suggestions take the place of.
const PATIENCE: Duration = Duration::from_millis(6);

impl App {
    /// Opens the sheet: the built-in rules over all articles.
    pub(in crate::app) fn begin_extract(&mut self) {
        if self.whole_project_to_change().is_none() {
            return;
        }
        if let Some(session) = &self.session {
            let draft = ExtractDraft::new(session, &self.settings);
            self.view.open_sheet(OpenSheet::Extract(Box::new(draft)));
        }
    }

    /// Runs the open extraction; the sheet closes and the status bar shows how far it is.
    pub(in crate::app) fn extract(&mut self, ctx: &egui::Context) {
        let Some((OpenSheet::Extract(draft), mut work)) = self.sheet_at_work(ctx) else { return };
        let Some(task) = draft.run(&mut work) else { return };
        let programs = std::mem::take(&mut draft.programs);
        if self.settings.programs != programs {
            self.settings.programs = programs;
            self.settings.save();
        }
        self.awaited.extractions.push(task);
        self.view.close_sheet();
    }

    /// Takes in what extractions found, or why they could not begin.
    pub(in crate::app) fn take_extractions(&mut self) {
        for found in answers_of_all(&mut self.awaited.extractions) {
            match found {
                // Of two that end at once the first goes in whole.
                Ok(found) => {
                    if let Some(first) = self.view.found.replace(found) {
                        self.add_extracted(first);
                    }
                }
                Err(reason) => self.extracted(Err(reason)),
            }
        }
    }

    /// Goes on bringing in what was found, if anything was.
    pub(in crate::app) fn bring_in(&mut self, ctx: &egui::Context) {
        let (Some(session), Some(mut found)) = (&mut self.session, self.view.found.take()) else { return };
        if found.dir() != session.dir() {
            return;
        }
        let begun = Instant::now();
        if session.prepare(&mut found, || begun.elapsed() < PATIENCE) {
            self.add_extracted(found);
        } else {
            self.view.found = Some(found);
        }
        ctx.request_repaint();
    }

    fn add_extracted(&mut self, found: ExtractionResult) {
        let Some(session) = self.session.as_mut().filter(|session| session.dir() == found.dir()) else { return };
        let extracted = session.add_extracted(found).map_err(Message::from);
        self.changed = Instant::now();
        self.extracted(extracted);
    }

    /// Says what was done; where there is something to look at, it is shown, unless that would cover other work.
    fn extracted(&mut self, extracted: ExtractionOutcome) {
        let look = extracted.as_ref().map_or(true, Extracted::worth_a_look) && self.view.sheet.is_none();
        match &extracted {
            _ if look => {}
            Ok(extracted) => {
                let said = extract::told(extracted, self.session.as_ref(), self.settings.language);
                self.view.toasts.say(said);
            }
            Err(reason) => self.tell(reason.clone()),
        }
        self.view.extracted = Some(extracted);
        if look {
            self.view.open_sheet(OpenSheet::Extracted);
        }
    }
}
