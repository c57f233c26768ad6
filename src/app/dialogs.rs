//! Native file dialogs behind a trait, so that journeys can script them.

use super::view::{Paths, Purpose};

/// Asks the person for paths. Called on a thread of its own; it may wait.
pub trait Dialogs: Send + Sync {
    /// `None`: cancelled, or no dialog could be shown.
    fn choose(&self, purpose: Purpose) -> Option<Paths>;
}

/// The system's dialogs: the XDG desktop portal (or zenity) on Linux.
pub struct Native;

impl Dialogs for Native {
    fn choose(&self, purpose: Purpose) -> Option<Paths> {
        let dialog = rfd::FileDialog::new();
        match purpose {
            Purpose::ImportFiles => dialog.add_filter("text", &["txt"]).add_filter("*", &["*"]).pick_files(),
            Purpose::ImportFolder => dialog.pick_folders(),
            Purpose::OpenProject | Purpose::NewProject => dialog.pick_folder().map(|path| vec![path]),
        }
    }
}

/// Answers given beforehand.
pub struct Scripted(pub Option<Paths>);

impl Dialogs for Scripted {
    fn choose(&self, _: Purpose) -> Option<Paths> {
        self.0.clone()
    }
}
