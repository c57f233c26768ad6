//! Floor 2: the only I/O on projects. Knows folders, files, the journal and the lock; knows nothing of what an edit
//! means, of windows or of the gazetteer.
//!
//! ```text
//! session ── record(change) ──▶ queue ──▶ writer thread ──▶ .local/journal      saved: one line, synced
//!         ── fold(snapshot) ──▶                         ──▶ *.ron               written beside, synced, renamed
//!         ◀── state(), outside_changes() ── never waits for the disk
//! ```
//!
//! | file | format |
//! |---|---|
//! | `project.ron`, `entities.ron`, `articles/<id>.ron` | `project_file` |
//! | `articles/<id>.txt` | `text_file`; UTF-8, LF, never changed |
//! | `annotations/<set>/<id>.ron` | `records`, `annotation_file`; offsets in code points |
//! | `.local/journal` | `journal`; a redo log, offsets in bytes |
//! | `.local/index` | `index`; a cache, made again whenever it is in doubt |
//! | `.local/incoming` | `staging`; a large import on its way |
//! | `.local/backups` | `backups`; the last readable states, bounded |
//! | `.local/trash`, `.local/conflicts`, `.local/journal-damaged-*` | what was removed, what lost, what is damaged: kept |
//!
//! Laws: unreadable is never the same as empty; a file that somebody else changed is not overwritten unseen; a file
//! changes only by what the journal holds; after a crash at any moment the project is as before or after an edit.

mod backups;
mod contents;
mod create;
mod files;
mod gone;
mod index;
mod job;
mod journal;
mod merge;
mod open;
mod outside;
mod parallel;
mod print;
mod problem;
mod project_files;
mod project_lock;
mod reader;
mod record;
mod recovery;
mod shared_state;
mod staging;
#[cfg(test)]
mod tests;
mod texts;
mod writer;

use std::{
    collections::BTreeSet,
    ops::Deref,
    path::{Path, PathBuf},
    sync::{Arc, atomic::Ordering, mpsc::channel},
    thread::JoinHandle,
};

use crate::{
    edit::Change,
    message::{Language, Message},
    model::{Article, ArticleId, ArticleMeta, Place, Project, SetId},
};

use files::{disk::RealDisk, layout::FileTarget};
use job::Job;

pub use contents::{Delta, Difference, RecoverableContents};
pub use files::{
    annotation_file::Loaded,
    conflict_copies::Stray,
    disk::FileStamp,
    layout::ENTITIES,
    ron_file::{FORMAT, position_of_id},
    scheme_file::{read_scheme, write_scheme},
};
pub use index::{ListedArticle, Refreshed, SetCounts, Sketched};
pub use job::Snapshot;
pub use merge::{Merged, Precedence, merge, merge_files, merge_project};
pub use outside::{OutsideChange, Theirs};
pub use parallel::in_pieces;
pub use problem::{Notice, NoticeSeverity, NoticeTopic, StoreError};
pub use reader::Reader;
pub use record::Record;
pub use recovery::{Choice, FileState, Recoverable, Recovery, RecoverySource, Taken};
pub use shared_state::SaveState;
pub use staging::Staging;
pub use writer::catch_up::RecoveryStep;

/// An open project's files. Reading is [`Reader`]'s, which this is too; writing is handed to a thread.
///
/// Dropping it writes what is left and lets go of the lock.
pub struct Store {
    reader: Reader,
    worker: Option<JoinHandle<()>>,
}

/// What opening a project gives.
pub struct Opened {
    pub store: Store,
    pub project: Project,
    /// Sorted by id.
    pub articles: Vec<ListedArticle>,
    /// Whether the articles are all that there are, as their files have them; else [`Reader::look_at_articles`] says.
    pub whole: bool,
    pub notices: Vec<Notice>,
    pub mode: Mode,
}

/// Whether a project may be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mode {
    ReadWrite,
    /// The reason, with what to do about it.
    ReadOnly(Message),
}

impl Store {
    /// Makes a project in a folder that is empty, or new.
    pub fn create(dir: &Path, project: &Project) -> Result<(), StoreError> {
        create::create(&RealDisk, dir, project)
    }

    /// The same, with guidelines in a language that need not be that of the texts.
    pub fn create_in(dir: &Path, project: &Project, guidelines: Language) -> Result<(), StoreError> {
        create::create_in(&RealDisk, dir, project, guidelines)
    }

    /// The folder of the project that a path (of the folder, or of its `project.ron`) stands for. Opens nothing.
    pub fn find(path: &Path) -> Result<PathBuf, StoreError> {
        open::folder_of(&RealDisk, path)
    }

    /// Keeps one side of a merge of a project's file, for Recover: `path` is the file's, from the folder that holds the
    /// repository. Nothing is kept of a file that belongs to no project.
    pub fn keep_side(top: &Path, path: &str, bytes: Vec<u8>) -> Result<Option<String>, StoreError> {
        let within = merge::in_project(path);
        let dir = top.join(path.strip_suffix(within).unwrap_or_default());
        if !dir.join(files::layout::PROJECT).is_file() {
            return Ok(None);
        }
        let folder = files::folder::Folder { disk: &RealDisk, dir: &dir };
        reader::keep_copy_in(&folder, within, bytes).map(Some)
    }

    /// Opens a project by its folder or its `project.ron`, with what the journal of the last session holds.
    pub fn open(path: &Path) -> Result<Opened, StoreError> {
        Self::open_telling(path, &|_| {})
    }

    /// The same, and `progress` hears how far the work of a session that was cut short is brought to the files.
    pub fn open_telling(path: &Path, progress: &dyn Fn(RecoveryStep)) -> Result<Opened, StoreError> {
        open::open_telling(Arc::new(RealDisk), path, progress)
    }

    /// The same without reading the articles, for a window that is to be there at once: they come from the index of the
    /// last session, or are none yet. Up to `small` articles are read all the same if there is no index.
    pub fn open_at_once(path: &Path, small: usize, progress: &dyn Fn(RecoveryStep)) -> Result<Opened, StoreError> {
        open::open_at_once(Arc::new(RealDisk), path, small, progress)
    }

    /// Whether so much waits from a session that was cut short that opening takes more than a moment. Changes nothing.
    pub fn waits_long(path: &Path) -> bool {
        open::waits_long(&RealDisk, path)
    }

    /// For background work, which may outlive a borrow of the store.
    pub fn reader(&self) -> Reader {
        self.reader.clone()
    }

    /// What a set says about an article, to be edited: remembers which version of the file that is, so that a later
    /// one of somebody else is not overwritten unseen. A file that is not there is blank.
    pub fn annotations(&self, article: &Article, set: &SetId) -> Result<Loaded, StoreError> {
        self.reader.read_annotations(article, set, true)
    }

    /// The article with its text, to be edited: read from its files as they are now, and which versions these are is
    /// remembered. `known`: the metadata as far as known, which count while changes are on their way to the file.
    pub fn article_to_edit(&self, known: &ArticleMeta) -> Result<Article, StoreError> {
        if self.reader.shared.is_behind(&FileTarget::Article(known.id.clone())) {
            return self.reader.article(known);
        }
        let meta = project_files::read_article(&self.reader.shared, known.id.as_str(), true)?;
        self.reader.article(&meta)
    }

    /// Whether any file lacks changes that were recorded.
    pub fn is_behind(&self) -> bool {
        self.reader.shared.any_behind()
    }

    /// The articles, and what sets say of articles, that have changes which are not in their files yet.
    pub fn behind(&self) -> (BTreeSet<ArticleId>, BTreeSet<Place>) {
        let (mut articles, mut places) = (BTreeSet::new(), BTreeSet::new());
        for target in self.reader.shared.all_behind() {
            match target {
                FileTarget::Article(id) => drop(articles.insert(id)),
                FileTarget::Annotations(place) => drop(places.insert(place)),
                FileTarget::Project | FileTarget::Entities | FileTarget::Assignments => {}
            }
        }
        (articles, places)
    }

    /// Hands a change over to be made durable; never waits. In a read-only project the change is in memory only, and
    /// [`Store::state`] says so.
    pub fn record(&mut self, change: Arc<Change>) {
        let shared = &self.reader.shared;
        let number = shared.recorded.fetch_add(1, Ordering::AcqRel) + 1;
        let mut last = None;
        for put in &change.puts {
            let target = FileTarget::of(put);
            // Thousands of records are of few files, and stand together.
            if last.as_ref() != Some(&target) {
                shared.fell_behind(target.clone(), number);
                last = Some(target);
            }
        }
        self.send(Job::Record(number, change));
    }

    /// Brings the files to the state after everything that was recorded. Only files that are behind are written, on
    /// the writer thread; those that somebody else changed are not (see [`Store::outside_changes`]).
    pub fn fold(&mut self, snapshot: Snapshot) {
        let upto = self.reader.shared.recorded.load(Ordering::Acquire);
        self.send(Job::Fold(upto, Box::new(snapshot)));
    }

    /// What makes a copy of the project in another folder, with everything that is not saved yet; it can be run on
    /// another thread, and waits for the disk.
    pub fn copy_job(&self, to: PathBuf) -> impl FnOnce() -> Result<(), StoreError> + Send + 'static {
        let (answer, answered) = channel();
        self.send(Job::SaveCopy(to, answer));
        let shared = Arc::clone(&self.reader.shared);
        move || answered.recv().unwrap_or_else(|_| Err(reader::writer_gone(&shared)))
    }

    /// How saving stands; cheap.
    pub fn state(&self) -> SaveState {
        self.reader.shared.state()
    }

    /// Files that were to be written and that somebody else changed. Merge theirs into ours and fold again: a fold
    /// after this call overwrites the version that was told of here, and no other. One that cannot be read is not
    /// overwritten.
    pub fn outside_changes(&mut self) -> Vec<OutsideChange> {
        let list = std::mem::take(&mut *shared_state::lock(&self.reader.shared.outside));
        for outside in &list {
            if !matches!(outside.theirs, Theirs::Unreadable(_)) {
                self.send(Job::Seen(outside.target.clone(), outside.print));
            }
        }
        list
    }

    /// What the writer found while it was at work, to be told to the person; each once.
    pub fn take_notices(&mut self) -> Vec<Notice> {
        self.reader.shared.take_notices()
    }

    /// Called by the writer thread whenever there is something new to show.
    pub fn set_waker(&mut self, waker: Box<dyn Fn() + Send>) {
        self.reader.shared.set_waker(waker);
    }

    fn send(&self, job: Job) {
        let shared = &self.reader.shared;
        match &self.reader.jobs {
            None => shared.set_failure(Some(reader::read_only(shared))),
            Some(jobs) => {
                if jobs.send(job).is_err() {
                    shared.set_failure(Some(reader::writer_gone(shared)));
                }
            }
        }
    }
}

impl Deref for Store {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.reader
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        if let Some(worker) = self.worker.take() {
            self.send(Job::Stop);
            // A panic of the writer was shown in the state; there is nobody left to tell.
            let _ = worker.join();
        }
    }
}
