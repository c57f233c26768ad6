//! Native file dialogs behind a trait, so that journeys can script them.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use eframe::egui;

use super::{
    task::{Task, Tasks},
    text::Words,
};
use crate::{answers::pictures::PictureFile, formats::ALL};

/// What a chosen path is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    OpenProject,
    NewProject,
    ImportFiles,
    ImportFolder,
    /// A new file or folder for a dataset.
    ExportTo,
    /// A new folder for a copy of the project.
    CopyTo,
    /// A new file for a picture, or for the table behind it.
    PictureTo(PictureFile),
    /// A table of seats and votes in councils.
    Councils,
    /// A table of entities.
    Names,
}

impl Purpose {
    /// What a dialog for it is called.
    pub fn title(self) -> Words {
        match self {
            Self::OpenProject => Words::OpenProject,
            Self::NewProject => Words::NewProject,
            Self::ImportFiles => Words::ImportFiles,
            Self::ImportFolder => Words::ImportFolder,
            Self::ExportTo => Words::Export,
            Self::CopyTo => Words::SaveCopy,
            Self::PictureTo(_) => Words::SavePicture,
            Self::Councils => Words::LedgerCouncils,
            Self::Names => Words::NamesTable,
        }
    }

    /// Whether a folder is wanted.
    pub fn folder(self) -> bool {
        !matches!(self, Self::ImportFiles | Self::ExportTo | Self::PictureTo(_) | Self::Councils | Self::Names)
    }
}

/// What a dialog asks for.
#[derive(Debug, Clone)]
pub struct Question {
    pub purpose: Purpose,
    /// What the dialog is called.
    pub title: String,
    /// What a new file may be called, if that is known.
    pub name: String,
}

/// Paths that a dialog gave.
pub type Paths = Vec<PathBuf>;

/// A dialog's answer.
pub struct Chosen {
    pub purpose: Purpose,
    pub paths: Option<Paths>,
    /// It came too soon for a person to have given it: no dialog could be shown.
    pub at_once: bool,
}

/// Nobody answers a dialog faster.
const AT_ONCE: Duration = Duration::from_millis(400);

/// A dialog that is open.
pub struct Waiting {
    task: Task<Chosen>,
    since: Instant,
    /// A person said that it is not waited for: nothing is said of it any more. Its answer still holds.
    pub forgotten: bool,
}

impl Waiting {
    /// Asks on a thread of its own.
    pub fn begin(
        tasks: &mut Tasks,
        ctx: &egui::Context,
        dialogs: &dyn Dialogs,
        question: Question,
        window: Option<&eframe::Frame>,
    ) -> Self {
        let purpose = question.purpose;
        let choose = dialogs.prepare(question, window);
        let since = Instant::now();
        let task = tasks.start(ctx, "", move |worker| {
            let asked = Instant::now();
            let paths = choose();
            worker.tell(Chosen { purpose, paths, at_once: asked.elapsed() < AT_ONCE });
        });
        ctx.request_repaint_after(AT_ONCE);
        Self { task, since, forgotten: false }
    }

    /// Whether it is open long enough to be looked for.
    pub fn is_open(&self) -> bool {
        !self.forgotten && self.since.elapsed() >= AT_ONCE
    }
}

/// What dialogs answered since this was asked last.
pub fn answers(waiting: &mut Vec<Waiting>) -> Vec<Chosen> {
    let mut all = Vec::new();
    waiting.retain(|dialog| {
        let (answers, over) = dialog.task.take();
        all.extend(answers);
        !over
    });
    all
}

/// A dialog that is ready to be shown; it waits for the person.
pub type Choose = Box<dyn FnOnce() -> Option<Paths> + Send>;

/// Asks the person for paths.
pub trait Dialogs: Send + Sync {
    /// What is returned is called on a thread of its own, and gives `None` if it was cancelled, or no dialog could be
    /// shown. `window`: the one that the dialog stays in front of.
    fn prepare(&self, question: Question, window: Option<&eframe::Frame>) -> Choose;
}

/// The system's dialogs: the XDG desktop portal (or zenity) on Linux.
pub struct Native;

impl Dialogs for Native {
    fn prepare(&self, Question { purpose, title, name }: Question, window: Option<&eframe::Frame>) -> Choose {
        let dialog = rfd::FileDialog::new().set_title(title);
        let dialog = match window {
            Some(window) => dialog.set_parent(window),
            None => dialog,
        };
        let one = |path: PathBuf| vec![path];
        match purpose {
            Purpose::ImportFiles => {
                let readable = ALL.iter().filter(|format| format.info().reads);
                let extensions: Vec<&str> = readable.flat_map(|format| format.info().extensions).copied().collect();
                let dialog = dialog.add_filter("*", &["*"]).add_filter("Tandai", &extensions);
                Box::new(move || dialog.pick_files())
            }
            Purpose::ExportTo => Box::new(move || dialog.save_file().map(one)),
            Purpose::PictureTo(file) => {
                let extension = file.extension();
                let dialog = dialog.add_filter(extension.to_uppercase(), &[extension]).set_file_name(name);
                Box::new(move || dialog.save_file().map(one))
            }
            Purpose::Councils | Purpose::Names => {
                let dialog = dialog.add_filter("CSV", &["csv"]);
                Box::new(move || dialog.pick_file().map(one))
            }
            Purpose::ImportFolder => Box::new(move || dialog.pick_folders()),
            Purpose::OpenProject | Purpose::NewProject | Purpose::CopyTo => {
                Box::new(move || dialog.pick_folder().map(one))
            }
        }
    }
}

/// Answers given beforehand.
pub struct Scripted(pub Option<Paths>);

impl Dialogs for Scripted {
    fn prepare(&self, _: Question, _: Option<&eframe::Frame>) -> Choose {
        let paths = self.0.clone();
        Box::new(move || paths)
    }
}
