//! Files that somebody else changed while we had changes for them: neither version is overwritten unseen.

use crate::{
    model::{Annotations, ArticleId, ArticleMeta, Place, Project},
    store::{StoreError, files::layout::FileTarget, print::Print},
};

/// A file that was to be written and is no longer what was last read or written here. It was left alone.
#[derive(Debug, Clone, PartialEq)]
pub struct OutsideChange {
    /// Relative to the project's folder.
    pub path: String,
    pub theirs: Theirs,
    pub(super) target: FileTarget,
    pub(super) print: Print,
}

/// What stands in the file now, and `base`: what ours was before the changes that the file does not have yet.
#[derive(Debug, Clone, PartialEq)]
pub enum Theirs {
    /// A file that is gone is blank.
    Annotations { place: Place, base: Box<Annotations>, theirs: Box<Annotations> },
    /// `project.ron`, so without entities.
    Project { base: Box<Project>, theirs: Box<Project> },
    /// `entities.ron`: of these projects nothing else counts.
    Entities { base: Box<Project>, theirs: Box<Project> },
    /// `assignments.ron`: of these projects nothing else counts.
    Assignments { base: Box<Project>, theirs: Box<Project> },
    /// The metadata; `None`: not there.
    Article { id: ArticleId, base: Option<Box<ArticleMeta>>, theirs: Option<Box<ArticleMeta>> },
    /// It cannot be read; ours stays in the journal and is not written over it.
    Unreadable(StoreError),
}
