//! Having things back from the window. The project is closed for a moment and read again, since what is had back may be
//! any of its files.

use std::{path::Path, sync::Arc};

use eframe::egui;

use crate::{
    app::{
        App,
        kit::{jobs::News, text::Words},
        state::view::{Overlay, RecoverDraft, View},
    },
    session::{Recovery, Session},
};

impl App {
    /// Opens the sheet; `path`: the file that it is about, relative to the project's folder.
    pub(in crate::app) fn begin_recovery(&mut self, path: Option<String>) {
        let Some(session) = &mut self.session else { return self.toast(Words::NoProjectOpen) };
        // So that what is there now is what is seen in the window.
        session.fold();
        let draft = RecoverDraft { dir: session.dir().to_owned(), about: path, ..RecoverDraft::default() };
        self.overlay(Overlay::Recover(Box::new(draft)));
    }

    /// Offers what there is of a project that cannot be opened. Returns whether there is anything.
    pub(in crate::app) fn offer_recovery(&mut self, dir: &Path) -> bool {
        let Ok(recovery) = Recovery::of(dir) else { return false };
        let any = !recovery.paths().is_empty();
        if any {
            let about = Some("project.ron".to_owned());
            let draft = RecoverDraft { dir: recovery.dir().to_owned(), about, ..RecoverDraft::default() };
            self.overlay(Overlay::Recover(Box::new(draft)));
        }
        any
    }

    /// Looks what there is, on a thread.
    pub(in crate::app) fn look_at_recovery(&mut self, ctx: &egui::Context) {
        let Some(Overlay::Recover(draft)) = &self.view.overlay else { return };
        let dir = draft.dir.clone();
        let name = self.say(Words::Looking);
        let job = self.jobs.start(ctx, name, move |handle| {
            let found = Recovery::of(&dir).map(|recovery| recovery.look(&handle.cancel));
            handle.tell(News::RecoveryLooked(handle.id, found.map_err(|error| error.to_string())));
        });
        if let Some(Overlay::Recover(draft)) = &mut self.view.overlay
            && let Some(old) = draft.looking.replace(job)
        {
            self.jobs.cancel(old);
        }
    }

    /// Takes in what was found.
    pub(in crate::app) fn recovery_looked(
        &mut self,
        job: u64,
        found: Result<Vec<crate::session::Recoverable>, String>,
    ) {
        if let Some(Overlay::Recover(draft)) = &mut self.view.overlay
            && draft.looking == Some(job)
        {
            match found {
                Ok(found) => draft.found = Some(Arc::new(found)),
                Err(problem) => (draft.found, draft.problem) = (Some(Arc::default()), problem),
            }
        }
    }

    /// Has something back: everything is saved, the project closed, the file put in its place, the project opened again.
    pub(in crate::app) fn take_back(&mut self, id: &str) {
        self.finish_typing();
        let Some(Overlay::Recover(mut draft)) = self.view.overlay.take() else { return };
        let saved = self.session.as_mut().filter(|session| session.dir() == draft.dir).map_or(Ok(()), Session::save);
        let taken = saved.and_then(|()| {
            // Its lock goes with it.
            self.session = None;
            Recovery::of(&draft.dir)?.take(&[id.to_owned()])
        });
        (draft.found, draft.looking, draft.problem) = (None, None, String::new());
        match taken {
            Ok(taken) => draft.taken = taken.into_iter().next(),
            Err(error) => (draft.taken, draft.problem) = (None, error.to_string()),
        }
        let dir = draft.dir.clone();
        if self.session.is_none() {
            self.reopen(&dir);
        }
        self.view.overlay = Some(Overlay::Recover(draft));
    }

    /// Reads the project anew; the window stays as it was as far as it can.
    pub(in crate::app) fn reopen(&mut self, dir: &Path) {
        self.session = None;
        let before = std::mem::take(&mut self.view);
        let View { article, tab, guidelines, problems, armed, guard, toasts, overlays, welcome, articles, .. } = before;
        self.view = View { tab, guidelines, problems, armed, guard, toasts, overlays, welcome, ..View::default() };
        (self.view.articles.filter, self.view.articles.status) = (articles.filter, articles.status);
        match Session::open_at_once(dir, self.settings.who()) {
            Err(error) => self.view.toasts.problem(error.to_string()),
            Ok(mut session) => {
                let ctx = self.ctx.clone();
                session.set_waker(Box::new(move || ctx.request_repaint()));
                let first = session.rows().at(0).map(|row| row.meta.id.clone());
                let open = article.filter(|id| session.rows().get(id).is_some()).or(first);
                self.session = Some(session);
                self.view.nothing_yet = open.is_none();
                if let Some(open) = open {
                    self.open_article(&open);
                }
            }
        }
    }
}
