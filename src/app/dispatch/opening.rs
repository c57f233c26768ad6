//! A project whose last session was cut short with much work under way: it is opened beside the window, which says how
//! far that is. Until it is done nothing can be edited.

use std::{
    cell::Cell,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use super::{App, pending_edits, projects};
use crate::{
    app::{
        kit::{
            task::{Task, answers},
            text::Words,
        },
        sheets::OpenSheet,
        state::{action::Action, command::Command},
    },
    message::Language,
    session::{OpenProblem, RecoveryStep, Session},
};

/// Time between two words about how far it is.
const BEAT: Duration = Duration::from_millis(50);

pub enum OpeningAnswer {
    Step(RecoveryStep),
    Opened(Box<Result<Session, OpenProblem>>),
}

/// The project that is being opened.
pub struct Opening {
    path: PathBuf,
    task: Option<Task<OpeningAnswer>>,
    step: Option<RecoveryStep>,
    /// What is opened again when it is done.
    sheet: Option<OpenSheet>,
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

/// Opens a project beside the window.
pub fn open_beside(app: &mut App, path: &Path) {
    pending_edits::finish_typing(app);
    app.view.sheet = None;
    let (dir, who) = (path.to_owned(), app.settings.who());
    let task = app.tasks.start(&app.ctx.clone(), "", move |worker| {
        let told = Cell::new(None::<Instant>);
        let opened = Session::open_recovering(&dir, who, &|step| {
            if told.get().is_none_or(|told| told.elapsed() > BEAT) {
                told.set(Some(Instant::now()));
                worker.tell(OpeningAnswer::Step(step));
            }
        });
        worker.tell(OpeningAnswer::Opened(Box::new(opened)));
    });
    app.awaited.opening = Some(Opening { path: path.to_owned(), task: Some(task), step: None, sheet: None });
}

/// Shows a sheet: now, or when the project is open.
pub fn show_when_open(app: &mut App, sheet: OpenSheet) {
    match &mut app.awaited.opening {
        Some(opening) => opening.sheet = Some(sheet),
        None => app.view.open_sheet(sheet),
    }
}

pub fn follow_opening(app: &mut App) {
    let Some(opening) = &mut app.awaited.opening else { return };
    let (answers, over) = answers(&mut opening.task);
    let mut opened = None;
    for answer in answers {
        match answer {
            OpeningAnswer::Step(step) => opening.step = Some(step),
            OpeningAnswer::Opened(session) => opened = Some(*session),
        }
    }
    let path = opening.path.clone();
    match opened {
        Some(opened) => {
            let sheet = opening.sheet.take();
            app.awaited.opening = None;
            projects::opened(app, &path, opened);
            if let Some(sheet) = sheet {
                app.view.open_sheet(sheet);
            }
        }
        // It panicked; the log says where.
        None if over => {
            app.awaited.opening = None;
            let said = app.settings.language.fill(Words::OpeningFailed, &[&path.display().to_string()]);
            app.view.toasts.problem(said);
        }
        None => {}
    }
}

/// While a project is being opened, nothing is done but leaving.
pub fn hold_back(app: &App, actions: &mut Vec<Action>) {
    if app.awaited.opening.is_some() {
        actions.retain(|action| matches!(action, Action::Run(Command::Quit)));
    }
}
