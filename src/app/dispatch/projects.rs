//! Opening projects in the window.

use std::path::Path;

use eframe::egui;

use super::{App, Start, view::View};
use crate::{
    app::{
        kit::{names, text::Words},
        sheets::{self, OpenSheet},
        state::desk::{Centre, Desk},
    },
    message::Message,
    session::{Part, Session},
    store::Severity,
};

/// So many messages come as toasts at once.
const MOST_SAID: usize = 3;

/// From so many articles on the first making of a ledger would hold a frame up: it is left to who opens the ledger.
const MOST_AT_ONCE: usize = 10_000;

impl App {
    pub(in crate::app) fn start(&mut self, start: Start) {
        match start {
            Start::Project(path) => self.open_project(&path),
            Start::Sample => self.open_sample(),
        }
    }

    pub(in crate::app) fn open_project(&mut self, path: &Path) {
        if Session::waits_long(path) {
            return self.open_beside(path);
        }
        let opened = Session::open_at_once(path, self.settings.who());
        self.opened(path, opened);
    }

    pub(in crate::app) fn opened(&mut self, path: &Path, opened: Result<Session, crate::session::OpenProblem>) {
        let refused = opened.is_err();
        self.take_session(opened);
        if refused {
            self.offer_recovery(path);
        }
    }

    pub(in crate::app) fn create_project(&mut self, dir: &Path, name: &str) {
        let name = if name.trim().is_empty() {
            dir.file_name().map_or_else(|| "Tandai".into(), |name| name.to_string_lossy().into_owned())
        } else {
            name.trim().to_owned()
        };
        let made = Session::create(dir, &name, self.settings.who());
        self.take_session(made);
    }

    /// Opens the sample where the person's data are kept; a copy is made if there is none.
    pub(in crate::app) fn open_sample(&mut self) {
        let opened = crate::sample::open_or_make(&self.settings.sample_dir(), self.settings.who());
        self.take_session(opened);
    }

    fn take_session(&mut self, opened: Result<Session, impl Into<Message>>) {
        match opened {
            Err(error) => self.refuse(error),
            Ok(mut session) => {
                self.finish_typing();
                if let Some(old) = &mut self.session
                    && let Err(error) = old.save()
                {
                    // The project that is open stays open rather than lose anything.
                    self.refuse(error);
                    return;
                }
                let ctx = self.ctx.clone();
                session.set_waker(Box::new(move || ctx.request_repaint()));
                let title = format!("{} – Tandai", names::shown_name(&session.project().name));
                self.ctx.send_viewport_cmd(egui::ViewportCommand::Title(title));
                self.settings.note_recent(session.dir());
                let first = session.rows().at(0).map(|row| row.meta.id.clone());
                let toasts = std::mem::take(&mut self.view.toasts);
                let mut sheet_memory = sheets::Memory::default();
                sheet_memory.recent = std::mem::take(&mut self.view.sheet_memory.recent);
                let desk = Desk { welcome: self.view.desk.welcome, ..Desk::default() };
                self.view = View { toasts, sheet_memory, ..View::of(desk) };
                self.session = Some(session);
                self.view.nothing_yet = first.is_none();
                if let Some(first) = first {
                    self.open_article(&first);
                }
            }
        }
    }

    /// Says what is new: merges and conflicts with changes from outside, what was restored or could not be read.
    pub(in crate::app) fn follow_notices(&mut self) {
        let Some(session) = &self.session else { return };
        let notices = session.notices();
        // The latest ones; the panel has them all, and the status bar their number.
        for notice in notices.get(self.view.told..).unwrap_or_default().iter().rev().take(MOST_SAID).rev() {
            let said = notice.say(self.settings.language);
            match notice.severity {
                Severity::Note => self.view.toasts.say(said),
                Severity::Problem => self.view.toasts.problem(said),
            }
        }
        self.view.told = notices.len();
    }

    /// The ledger is made where it is looked at: in its view, and in an open card, which tells what was said before.
    pub(in crate::app) fn keep_ledger(&mut self) {
        let (shown, card) = (self.view.desk.centre == Centre::Ledger, self.view.card.open.is_some());
        let wanted = |session: &&mut Session| shown || (card && session.rows().len() <= MOST_AT_ONCE);
        if let Some(session) = self.session.as_mut().filter(wanted) {
            session.open_ledger();
        }
    }

    /// Runs the reading of files that the session asks for, and opens the first article of a list that fills up.
    pub(in crate::app) fn read_project(&mut self, ctx: &egui::Context) {
        let Some(session) = &mut self.session else { return };
        let language = self.settings.language;
        if let Some(reading) = session.take_reading() {
            // Nameless: it shows only if there is anything to be read.
            let task = self.tasks.start(ctx, "", move |worker| {
                reading.run(&worker.cancel, |progress| {
                    let words = match progress.what {
                        Part::Articles => Words::ReadingArticles,
                        Part::Annotations => Words::ReadingNumbers,
                        Part::OtherSets => Words::ReadingOtherSets,
                    };
                    let (done, total) = (progress.done.to_string(), progress.total.to_string());
                    worker.step(language.fill(words, &[&done, &total]));
                });
            });
            self.awaited.readings.push(task);
        }
        if session.is_reading() {
            // A frame takes in no more than it has time for.
            ctx.request_repaint_after(std::time::Duration::from_millis(30));
        }
        if std::mem::take(&mut self.view.nothing_yet) {
            let first = session.rows().at(0).map(|row| row.meta.id.clone());
            self.view.nothing_yet = first.is_none() && !session.is_whole();
            if let Some(first) = first.filter(|_| self.view.desk.article.is_none()) {
                self.open_article(&first);
            }
        }
    }

    /// Says why in the overlay that asked, which stays open; or beside it.
    fn refuse(&mut self, reason: impl Into<Message>) {
        let reason = reason.into().say(self.settings.language);
        match &mut self.view.sheet {
            Some(OpenSheet::Path(draft)) => draft.problem = reason,
            Some(OpenSheet::NewProject(draft)) => draft.problem = reason,
            _ => self.view.toasts.problem(reason),
        }
    }
}
