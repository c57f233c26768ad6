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

impl App {
    /// What was offered for the article that was finished last; else looks at the near copies of the open one.
    pub(in crate::app) fn open_copies(&mut self, ctx: &egui::Context) {
        if let Some(draft) = self.view.offered_copies.take_if(|draft| draft.offers()) {
            return self.view.open_sheet(OpenSheet::Copies(draft));
        }
        let (Some(session), Some(id)) = (&self.session, &self.view.desk.article) else {
            return self.toast(Words::NoProjectOpen);
        };
        if session.near_copies(id).is_empty() {
            return self.toast(Words::NoNearCopies);
        }
        match self.look_at_copies(ctx) {
            Some(draft) => self.view.open_sheet(OpenSheet::Copies(draft)),
            None => self.toast(Words::NothingToCopy),
        }
    }

    fn look_at_copies(&mut self, ctx: &egui::Context) -> Option<Box<CopiesDraft>> {
        let (session, id) = (self.session.as_ref()?, self.view.desk.article.as_ref()?);
        CopiesDraft::look(session, id, &mut self.tasks, ctx)
    }

    /// The open article is about to be finished: its labels are offered to the near copies once it is known what would
    /// come. Nothing opens by itself, since keys are being typed into the next article.
    pub(in crate::app) fn offer_copies(&mut self, ctx: &egui::Context) {
        self.view.offered_copies = self.look_at_copies(ctx);
    }

    /// Says what is offered.
    pub(in crate::app) fn follow_offered_copies(&mut self) {
        if let Some(said) = self.view.offered_copies.as_mut().and_then(|draft| draft.news(&self.settings)) {
            self.view.toasts.say(said);
        }
    }

    /// Copies what was chosen.
    pub(in crate::app) fn copy_labels(&mut self, labels: Vec<LabelsForCopy>) {
        self.view.close_sheet();
        if let Some(done) = self.try_change(|session| session.copy_labels(labels)) {
            let said = names::deed(self.settings.language, done.kind, done.count);
            self.view.toasts.say(said);
        }
    }
}
