//! The file of what is typed in sheets of a project and is in no edit yet: in a folder beside the settings, one for each
//! project.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::{formats::text_hash, model::Text};

/// Such a file, and what is in it.
#[derive(Default)]
pub struct DraftFile {
    /// `None`: nowhere, as in tests.
    file: Option<PathBuf>,
    written: String,
}

impl DraftFile {
    /// That of a project, by the path of its folder.
    pub fn of(folder: Option<PathBuf>, project: &Path) -> Self {
        let name = text_hash(&Text::new(project.to_string_lossy()));
        let file = folder.map(|folder| folder.join(format!("{}.ron", &name[..16])));
        let written = file.as_ref().and_then(|file| fs::read_to_string(file).ok()).unwrap_or_default();
        Self { file, written }
    }

    pub fn is_kept(&self) -> bool {
        self.file.is_some()
    }

    /// What is in it; nothing if there is none.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// What is in it is of another version, or damaged: it is kept beside it, not written over.
    pub fn put_aside(&self) {
        if let Some(file) = &self.file {
            tracing::warn!("what was typed in a sheet is not understood: {}", file.display());
            let _ = fs::rename(file, file.with_extension("ron.unread"));
        }
    }

    /// Writes this into it; nothing: it goes. A failure is no reason to disturb anybody: the words are still in their
    /// sheet.
    pub fn write(&mut self, typed: &str) {
        let Some(file) = self.file.as_ref().filter(|_| self.written != typed) else { return };
        let done = if typed.is_empty() { fs::remove_file(file) } else { write_aside(file, typed) };
        if let Err(error) = done {
            tracing::warn!("what is typed in a sheet is not written: {error}");
        }
        typed.clone_into(&mut self.written);
    }
}

fn write_aside(file: &Path, text: &str) -> io::Result<()> {
    file.parent().map_or(Ok(()), fs::create_dir_all)?;
    let temporary = file.with_extension(format!("ron.new-{}", std::process::id()));
    fs::write(&temporary, text)?;
    fs::rename(&temporary, file)
}
