//! A project whose last session was cut short with much work under way: it is opened beside the window, which says how
//! far that is. Until it is done nothing can be edited.

use std::{
    cell::Cell,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use super::{App, pending_edits, projects, recovery};
use crate::{
    app::{
        kit::{
            task::{Task, answers},
            text::Words,
        },
        sheets::{OpenSheet, recover::RecoverDraft},
        state::{action::Action, command::Command},
    },
    message::{Language, Message},
    model::ArticleId,
    session::{OpenProblem, Recovery, RecoveryStep, Session, Taken},
};

/// Time between two words about how far it is.
const BEAT: Duration = Duration::from_millis(50);

pub enum OpeningAnswer {
    Restored(Result<Vec<Taken>, Message>),
    Step(RecoveryStep),
    Opened(Box<Result<Session, OpenProblem>>),
}

/// The project that is being opened.
pub struct Opening {
    path: PathBuf,
    task: Option<Task<OpeningAnswer>>,
    step: Option<RecoveryStep>,
    goal: Goal,
    /// What is opened again when it is done.
    sheet: Option<OpenSheet>,
}

enum Goal {
    Open,
    /// The project was open: the window stays as it was, at this article.
    Resume(Option<ArticleId>),
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
    start(app, path, None, Goal::Open, None);
}

/// Puts a file of a project back in its place, beside the window, and opens the project; then the sheet says what came
/// of it.
pub fn restore_beside(app: &mut App, draft: Box<RecoverDraft>, id: &str, article: Option<ArticleId>) {
    let dir = draft.dir.clone();
    start(app, &dir, Some(id.to_owned()), Goal::Resume(article), Some(OpenSheet::Recover(draft)));
}

fn start(app: &mut App, path: &Path, restore: Option<String>, goal: Goal, sheet: Option<OpenSheet>) {
    let (dir, who) = (path.to_owned(), app.settings.who());
    let task = app.tasks.start(&app.ctx.clone(), "", move |worker| {
        if let Some(id) = restore {
            let restored = Recovery::of(&dir).and_then(|recovery| recovery.take(&[id]));
            worker.tell(OpeningAnswer::Restored(restored.map_err(Message::from)));
        }
        let told = Cell::new(None::<Instant>);
        let opened = Session::open_recovering(&dir, who, &|step| {
            if told.get().is_none_or(|told| told.elapsed() > BEAT) {
                told.set(Some(Instant::now()));
                worker.tell(OpeningAnswer::Step(step));
            }
        });
        worker.tell(OpeningAnswer::Opened(Box::new(opened)));
    });
    app.awaited.opening = Some(Opening { path: path.to_owned(), task: Some(task), step: None, goal, sheet });
}

pub fn follow_opening(app: &mut App) {
    let language = app.settings.language;
    let Some(opening) = &mut app.awaited.opening else { return };
    let (answers, over) = answers(&mut opening.task);
    let mut opened = None;
    for answer in answers {
        match answer {
            OpeningAnswer::Restored(restored) => {
                if let Some(OpenSheet::Recover(draft)) = &mut opening.sheet {
                    draft.answer(restored, language);
                }
            }
            OpeningAnswer::Step(step) => opening.step = Some(step),
            OpeningAnswer::Opened(session) => opened = Some(*session),
        }
    }
    match opened {
        Some(opened) => {
            let Some(Opening { path, goal, sheet, .. }) = app.awaited.opening.take() else { return };
            match goal {
                Goal::Open => projects::opened(app, &path, opened),
                Goal::Resume(article) => recovery::resume(app, opened, article),
            }
            if let Some(sheet) = sheet {
                app.view.open_sheet(sheet);
            }
        }
        // It panicked; the log says where.
        None if over => {
            let path = app.awaited.opening.take().map(|opening| opening.path).unwrap_or_default();
            let said = language.fill(Words::OpeningFailed, &[&path.display().to_string()]);
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
