//! What is asked of the writer thread.

use std::{
    path::PathBuf,
    sync::{Arc, mpsc::Sender},
};

use crate::{
    edit::{Change, Put},
    model::{Annotations, Article, ArticleId, ArticleMeta, Place, Project},
    store::{StoreError, files::layout::FileTarget, print::Print},
};

pub(in crate::store) enum Job {
    Record(u64, Arc<Change>),
    /// The state after that many changes.
    Fold(u64, Box<Snapshot>),
    Flush(Sender<Result<(), StoreError>>),
    AddTexts(Vec<Article>, Sender<Result<(), StoreError>>),
    /// Files of articles that another program removed.
    WriteBack(Vec<Arc<Article>>, Sender<Result<(), StoreError>>),
    /// The import, and the paths that its files get.
    TakeIn(String, Vec<String>, Sender<Result<(), StoreError>>),
    Pending(Place, Sender<Vec<Put>>),
    /// A copy of everything, also of what cannot be saved here, in a new folder.
    SaveCopy(PathBuf, Sender<Result<(), StoreError>>),
    /// The session knows this foreign version of a file now.
    Seen(FileTarget, Print),
    /// Nobody asked, but it is time to try again.
    Retry,
    Stop,
}

/// The state of those parts of a project whose files are to be written: the state after everything that was recorded
/// before. More than needed does no harm; a part left out stays in the journal.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    pub project: Option<Project>,
    /// Metadata of articles that were added or changed.
    pub articles: Vec<ArticleMeta>,
    /// Articles that are gone.
    pub removed: Vec<ArticleId>,
    pub annotations: Vec<(Place, Arc<Article>, Arc<Annotations>)>,
}
