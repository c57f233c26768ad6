//! Native file dialogs behind a trait, so that journeys can script them.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use eframe::egui;

use super::task::{Task, Tasks};
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
    /// Whether a folder is wanted.
    pub fn folder(self) -> bool {
        !matches!(self, Self::ImportFiles | Self::ExportTo | Self::PictureTo(_) | Self::Councils | Self::Names)
    }
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

/// Asks for a path on a thread of its own; `name` is proposed for a new file.
pub fn ask(
    tasks: &mut Tasks,
    ctx: &egui::Context,
    dialogs: std::sync::Arc<dyn Dialogs>,
    purpose: Purpose,
    name: String,
) -> Task<Chosen> {
    tasks.start(ctx, "", move |worker| {
        let asked = Instant::now();
        let paths = dialogs.choose(purpose, &name);
        worker.tell(Chosen { purpose, paths, at_once: asked.elapsed() < AT_ONCE });
    })
}

/// Asks the person for paths. Called on a thread of its own; it may wait.
pub trait Dialogs: Send + Sync {
    /// `None`: cancelled, or no dialog could be shown. `name`: what a new file may be called, if that is known.
    fn choose(&self, purpose: Purpose, name: &str) -> Option<Paths>;
}

/// The system's dialogs: the XDG desktop portal (or zenity) on Linux.
pub struct Native;

impl Dialogs for Native {
    fn choose(&self, purpose: Purpose, name: &str) -> Option<Paths> {
        let dialog = rfd::FileDialog::new();
        match purpose {
            Purpose::ImportFiles => {
                let readable = ALL.iter().filter(|format| format.info().reads);
                let extensions: Vec<&str> = readable.flat_map(|format| format.info().extensions).copied().collect();
                dialog.add_filter("*", &["*"]).add_filter("Tandai", &extensions).pick_files()
            }
            Purpose::ExportTo => dialog.save_file().map(|path| vec![path]),
            Purpose::PictureTo(file) => {
                let extension = file.extension();
                let dialog = dialog.add_filter(extension.to_uppercase(), &[extension]).set_file_name(name);
                dialog.save_file().map(|path| vec![path])
            }
            Purpose::Councils | Purpose::Names => dialog.add_filter("CSV", &["csv"]).pick_file().map(|path| vec![path]),
            Purpose::ImportFolder => dialog.pick_folders(),
            Purpose::OpenProject | Purpose::NewProject | Purpose::CopyTo => dialog.pick_folder().map(|path| vec![path]),
        }
    }
}

/// Answers given beforehand.
pub struct Scripted(pub Option<Paths>);

impl Dialogs for Scripted {
    fn choose(&self, _: Purpose, _: &str) -> Option<Paths> {
        self.0.clone()
    }
}
