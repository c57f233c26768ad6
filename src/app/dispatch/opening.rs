//! A project whose last session was cut short with much work under way: it is opened beside the window, which says how
//! far that is. Until it is done nothing can be edited.

use std::{
    cell::Cell,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use super::App;
use crate::{
    app::{
        kit::{
            task::{Task, answers},
            text::Words,
        },
        state::{action::Action, command::Command},
    },
    message::Language,
    session::{OpenProblem, RecoveryStep, Session},
};

/// Time between two words about how far it is.
const BEAT: Duration = Duration::from_millis(50);

pub enum Answer {
    Step(RecoveryStep),
    Opened(Box<Result<Session, OpenProblem>>),
}

/// The project that is being opened.
pub struct Opening {
    path: PathBuf,
    task: Option<Task<Answer>>,
    step: Option<RecoveryStep>,
}

impl Opening {
    /// What the project's folder is called.
    pub fn name(&self) -> String {
        self.path
            .file_name()
            .map_or_else(|| self.path.display().to_string(), |name| name.to_string_lossy().into_owned())
    }

    /// What is being done, and the share of it that is done.
    pub fn step(&self, language: Language) -> (String, f32) {
        let share = |done: f64, all: f64| if all > 0.0 { (done / all) as f32 } else { 0.0 };
        match self.step {
            None => (String::new(), 0.0),
            Some(RecoveryStep::Reading(done, all)) => {
                let megabytes = |bytes: u64| bytes.div_ceil(1_000_000).to_string();
                let words = language.fill(Words::OpeningReads, &[&megabytes(done), &megabytes(all)]);
                (words, share(done as f64, all as f64))
            }
            Some(RecoveryStep::Writing(done, all)) => {
                let words = language.fill(Words::OpeningWrites, &[&done.to_string(), &all.to_string()]);
                (words, share(done as f64, all as f64))
            }
        }
    }
}

impl App {
    /// Opens a project beside the window.
    pub(in crate::app) fn open_beside(&mut self, path: &Path) {
        self.finish_typing();
        self.view.sheet = None;
        let (dir, who) = (path.to_owned(), self.settings.who());
        let task = self.tasks.start(&self.ctx.clone(), "", move |worker| {
            let told = Cell::new(None::<Instant>);
            let opened = Session::open_recovering(&dir, who, &|step| {
                if told.get().is_none_or(|told| told.elapsed() > BEAT) {
                    told.set(Some(Instant::now()));
                    worker.tell(Answer::Step(step));
                }
            });
            worker.tell(Answer::Opened(Box::new(opened)));
        });
        self.awaited.opening = Some(Opening { path: path.to_owned(), task: Some(task), step: None });
    }

    pub(in crate::app) fn follow_opening(&mut self) {
        let Some(opening) = &mut self.awaited.opening else { return };
        let (answers, over) = answers(&mut opening.task);
        let mut opened = None;
        for answer in answers {
            match answer {
                Answer::Step(step) => opening.step = Some(step),
                Answer::Opened(session) => opened = Some(*session),
            }
        }
        let path = opening.path.clone();
        match opened {
            Some(opened) => {
                self.awaited.opening = None;
                self.opened(&path, opened);
            }
            // It panicked; the log says where.
            None if over => {
                self.awaited.opening = None;
                let said = self.settings.language.fill(Words::OpeningFailed, &[&path.display().to_string()]);
                self.view.toasts.problem(said);
            }
            None => {}
        }
    }

    /// While a project is being opened, nothing is done but leaving.
    pub(in crate::app) fn hold_back(&self, actions: &mut Vec<Action>) {
        if self.awaited.opening.is_some() {
            actions.retain(|action| matches!(action, Action::Run(Command::Quit)));
        }
    }
}
