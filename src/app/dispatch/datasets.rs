//! Files that come in and datasets that go out: the sheets ask, tasks work, and what they answer is done here.

use std::path::PathBuf;

use eframe::egui;

use super::{App, view::View};
use crate::{
    app::{
        kit::{task::answers_of_all, text::Words},
        sheets::{
            OpenSheet, Work,
            export::ExportDraft,
            import::{self, ImportAnswer, ImportDraft},
        },
    },
    session::{Ready, Session},
};

impl App {
    /// The open sheet, with what its requests are made with.
    pub(in crate::app) fn sheet_at_work<'a>(
        &'a mut self,
        ctx: &'a egui::Context,
    ) -> Option<(&'a mut OpenSheet, Work<'a>)> {
        let App { session, settings, view, tasks, .. } = self;
        let View { articles, desk, sheet, .. } = view;
        let (session, listed, open) = (session.as_ref(), &articles.shown, desk.article.as_ref());
        let work = Work { ctx, session, language: settings.language, listed, open, tasks };
        Some((sheet.as_mut()?, work))
    }

    /// The project, if all of it is there; if not, that is said.
    pub(in crate::app) fn whole_project(&mut self) -> Option<&Session> {
        match &self.session {
            None => self.toast(Words::NoProjectOpen),
            Some(session) if !session.is_whole() => self.toast(Words::StillReading),
            Some(_) => {}
        }
        self.session.as_ref().filter(|session| session.is_whole())
    }

    /// The same, if it can be changed.
    pub(in crate::app) fn whole_project_to_change(&mut self) -> Option<&Session> {
        if let Some(reason) = self.session.as_ref().and_then(|session| session.read_only()).cloned() {
            self.tell(reason);
            return None;
        }
        self.whole_project()
    }

    pub(in crate::app) fn begin_export(&mut self) {
        if let Some(draft) = self.whole_project().map(ExportDraft::new) {
            self.view.open_sheet(OpenSheet::Export(Box::new(draft)));
        }
    }

    pub(in crate::app) fn look_at_export(&mut self, ctx: &egui::Context) {
        if let Some((OpenSheet::Export(draft), mut work)) = self.sheet_at_work(ctx) {
            draft.look(&mut work);
        }
    }

    /// Writes the open export; the sheet closes and the status bar shows how far it is.
    pub(in crate::app) fn export(&mut self, ctx: &egui::Context) {
        let Some((OpenSheet::Export(draft), mut work)) = self.sheet_at_work(ctx) else { return };
        if let Some(task) = draft.write(&mut work) {
            self.awaited.exports.push(task);
            self.view.close_sheet();
        }
    }

    /// Says what became of exports that are over.
    pub(in crate::app) fn take_exports(&mut self) {
        for answer in answers_of_all(&mut self.awaited.exports) {
            answer.tell(&mut self.view.toasts, self.settings.language);
        }
    }

    /// Reads and stores texts on a thread; they become articles when it is done.
    pub(in crate::app) fn import(&mut self, ctx: &egui::Context, paths: Vec<PathBuf>) {
        if self.whole_project_to_change().is_none() {
            return;
        }
        let mut work = Work {
            ctx,
            session: self.session.as_ref(),
            language: self.settings.language,
            listed: &self.view.articles.shown,
            open: self.view.desk.article.as_ref(),
            tasks: &mut self.tasks,
        };
        self.awaited.imports.extend(import::begin(paths, &mut work));
    }

    pub(in crate::app) fn look_at_import(&mut self, ctx: &egui::Context) {
        if let Some((OpenSheet::Import(draft), mut work)) = self.sheet_at_work(ctx) {
            draft.look(&mut work);
        }
    }

    /// Brings in what the open import shows.
    pub(in crate::app) fn import_chosen(&mut self, ctx: &egui::Context) {
        let Some((OpenSheet::Import(draft), mut work)) = self.sheet_at_work(ctx) else { return };
        if let Some(task) = draft.bring_in(&mut work) {
            self.awaited.imports.push(task);
            self.view.close_sheet();
        }
    }

    /// Takes in what tasks that bring files in have answered.
    pub(in crate::app) fn take_imports(&mut self) {
        for answer in answers_of_all(&mut self.awaited.imports) {
            match answer {
                ImportAnswer::ToLookAt(paths) => {
                    self.view.open_sheet(OpenSheet::Import(Box::new(ImportDraft::of(paths))));
                }
                ImportAnswer::Ready(ready) => self.imported(ready),
            }
        }
    }

    fn imported(&mut self, ready: Ready) {
        let Some(session) = &mut self.session else { return };
        let added = session.add_articles(ready);
        self.changed = std::time::Instant::now();
        let imported = match added {
            Ok(imported) => imported,
            Err(refusal) => return self.tell(refusal),
        };
        if import::tell(&imported, &mut self.view.toasts, self.settings.language) {
            self.view.desk.problems = true;
        }
        if let Some(first) = imported.articles.first() {
            self.view.articles.filter.clear();
            self.view.articles.status = None;
            self.open_article(first);
        }
    }
}
