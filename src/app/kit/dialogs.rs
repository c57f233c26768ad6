//! Native file dialogs behind a trait, so that journeys can script them.

use crate::{
    app::state::view::{Paths, Purpose},
    formats::ALL,
};

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
            Purpose::ImportFiles => {
                let readable = ALL.iter().filter(|format| format.card().reads);
                let extensions: Vec<&str> = readable.flat_map(|format| format.card().extensions).copied().collect();
                dialog.add_filter("*", &["*"]).add_filter("Tandai", &extensions).pick_files()
            }
            Purpose::ExportTo => dialog.save_file().map(|path| vec![path]),
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
