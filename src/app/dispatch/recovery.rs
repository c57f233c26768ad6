//! Restoring files: the project is saved and closed, the file put in its place, the project opened again.

use std::path::Path;

use eframe::egui;

use super::{App, view::View};
use crate::{
    app::{
        kit::text::Words,
        sheets::{OpenSheet, recover::RecoverDraft},
        state::desk::Desk,
    },
    message::Message,
    session::{Recovery, Session},
};

impl App {
    /// Opens the sheet; `path`: the file that it is about, relative to the project's folder.
    pub(in crate::app) fn begin_recovery(&mut self, path: Option<String>) {
        let Some(session) = &mut self.session else { return self.toast(Words::NoProjectOpen) };
        // So that what is there now is what is seen in the window.
        session.fold();
        let draft = RecoverDraft::of(session.dir().to_owned(), path);
        self.view.open_sheet(OpenSheet::Recover(Box::new(draft)));
    }

    /// Offers what there is of a project that cannot be opened. Returns whether there is anything.
    pub(in crate::app) fn offer_recovery(&mut self, dir: &Path) -> bool {
        let Ok(recovery) = Recovery::of(dir) else { return false };
        let any = !recovery.paths().is_empty();
        if any {
            let about = Some("project.ron".to_owned());
            let draft = RecoverDraft::of(recovery.dir().to_owned(), about);
            self.view.open_sheet(OpenSheet::Recover(Box::new(draft)));
        }
        any
    }

    /// Looks what there is, on a thread.
    pub(in crate::app) fn look_at_recovery(&mut self, ctx: &egui::Context) {
        if let Some((OpenSheet::Recover(draft), mut work)) = self.sheet_at_work(ctx) {
            draft.look(&mut work);
        }
    }

    /// Has something back: everything is saved, the project closed, the file put in its place, the project opened again.
    pub(in crate::app) fn take_back(&mut self, id: &str) {
        self.finish_typing();
        let Some(OpenSheet::Recover(mut draft)) = self.view.sheet.take() else { return };
        let saved = self.session.as_mut().filter(|session| session.dir() == draft.dir).map_or(Ok(()), Session::save);
        let taken = saved.and_then(|()| {
            // Its lock goes with it.
            self.session = None;
            Recovery::of(&draft.dir)?.take(&[id.to_owned()])
        });
        draft.answer(taken.map_err(Message::from), self.settings.language);
        let dir = draft.dir.clone();
        if self.session.is_none() {
            self.reopen(&dir);
        }
        self.view.sheet = Some(OpenSheet::Recover(draft));
    }

    /// Reads the project anew; the window stays as it was as far as it can.
    pub(in crate::app) fn reopen(&mut self, dir: &Path) {
        self.session = None;
        let before = std::mem::take(&mut self.view);
        let View { desk, guard, toasts, sheet_memory, articles, .. } = before;
        let Desk { article, tab, guidelines, problems, armed, welcome, .. } = desk;
        let desk = Desk { tab, guidelines, problems, armed, welcome, ..Desk::default() };
        self.view = View { guard, toasts, sheet_memory, ..View::of(desk) };
        (self.view.articles.filter, self.view.articles.status) = (articles.filter, articles.status);
        match Session::open_at_once(dir, self.settings.who()) {
            Err(error) => self.tell(error),
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
