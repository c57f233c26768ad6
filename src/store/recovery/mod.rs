//! What can be restored: older states of files, files that are damaged or gone, articles that were removed, what a merge
//! or Git set aside, and changes of a damaged journal. Looking changes nothing; taking sets aside first what is there.
//!
//! It works on a project that is not open, since one whose `project.ron` is damaged cannot be opened, and on one that
//! another instance has open it only looks.

mod damaged_journal;
mod git_conflict;
mod pieces;
mod preview;
mod restore;

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::Serialize;

pub use restore::Taken;

use crate::{
    message::{Message, message},
    model::Timestamp,
    store::{
        Reader, StoreError,
        contents::{Difference, RecoverableContents},
        files::{
            disk::{Disk, FileKind, RealDisk},
            layout::{ARTICLES, LOCAL, PROJECT, shown},
        },
        shared_state::SharedState,
    },
};

/// A project's folder, to look what can be restored, and to take it.
pub struct Recovery {
    reader: Reader,
}

/// A file about which there is something to say, or of which something can be restored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recoverable {
    /// Relative to the project's folder.
    pub path: String,
    pub state: FileState,
    /// Why it cannot be read, where, and what to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<Message>,
    /// What it holds now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contents: Option<RecoverableContents>,
    /// What can be restored in its place, the latest first.
    pub choices: Vec<Choice>,
}

/// How a file is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FileState {
    Unreadable,
    /// Git left two versions of it in one another.
    GitConflict,
    /// Not there, and nobody removed it here.
    Missing,
    /// Not there, because it was removed here.
    Removed,
    Whole,
}

/// Something that can be restored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// What [`Recovery::take`] takes; stays the same while the thing is there.
    pub id: String,
    pub source: RecoverySource,
    /// By the clock of then, which may have been wrong; what is later in the list is older all the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub made: Option<Timestamp>,
    /// In bytes.
    pub size: u64,
    pub contents: RecoverableContents,
    /// Against what is there now; `None` if the two cannot be compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<Difference>,
}

/// Where something comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RecoverySource {
    /// A copy made when the file was saved.
    Saved,
    /// What somebody else had written, before it was replaced.
    Replaced,
    /// What it said before it was removed.
    Removed,
    /// What stood there before something was restored.
    SetAside,
    /// The other version, which lost when two were joined.
    Conflict,
    /// A copy that a program which synchronises folders set aside; it goes when it is taken.
    SyncCopy,
    /// The two versions in a file with Git's markers.
    GitOurs,
    GitTheirs,
    /// An article that was removed, with what was said about it.
    Trash,
    /// The damaged end of a journal.
    Journal,
}

impl Recovery {
    /// Of the project's folder, or of the `project.ron` in it (which need not be there any more).
    pub fn of(path: &Path) -> Result<Self, StoreError> {
        Self::on(Arc::new(RealDisk), path)
    }

    pub(super) fn on(disk: Arc<dyn Disk>, path: &Path) -> Result<Self, StoreError> {
        let named = path.file_name().is_some_and(|name| name == PROJECT);
        let dir = if named { path.parent().unwrap_or(path) } else { path };
        let dir = if dir.as_os_str().is_empty() { PathBuf::from(".") } else { dir.to_owned() };
        let there = |name: &str, kind| disk.kind(&dir.join(name)).is_ok_and(|found| found == kind);
        if ![(PROJECT, FileKind::File), (LOCAL, FileKind::Folder), (ARTICLES, FileKind::Folder)]
            .map(|(n, k)| there(n, k))
            .contains(&true)
        {
            let fix = message!("Choose a folder that is, or was, a project");
            return Err(StoreError::new(shown(path), message!("there is no Tandai project here"), fix));
        }
        Ok(Self { reader: Reader { shared: Arc::new(SharedState::new(dir, disk)), jobs: None } })
    }

    /// The project's folder.
    pub fn dir(&self) -> &Path {
        self.reader.dir()
    }

    /// The files of which something can be restored, by names alone: cheap.
    pub fn paths(&self) -> BTreeSet<String> {
        pieces::all(&self.reader.shared.folder()).into_iter().map(|piece| piece.path).collect()
    }
}
