//! What the two threads of a store share: the folder, what was last seen of its files, and how saving stands.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use crate::{
    edit::Change,
    message::{Message, message},
    model::ArticleId,
    store::{
        Notice, OutsideChange, StoreError,
        files::{disk::Disk, folder::Folder, layout::FileTarget},
        journal::Texts,
        print::Print,
    },
};

/// How saving stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveState {
    /// Everything recorded is on disk.
    Saved,
    /// On its way.
    Saving { pending: usize },
    /// Not on disk, or not yet in its own file: kept in memory and tried again.
    Failed {
        /// What failed, on which file, why, and what to do.
        message: Message,
        /// Changes that are in memory only; 0 if all are safe in the journal at least.
        pending: usize,
    },
}

pub(super) struct SharedState {
    pub(super) dir: PathBuf,
    pub(super) disk: Arc<dyn Disk>,
    /// Each file as it was last read or written here.
    seen: Mutex<BTreeMap<FileTarget, Print>>,
    /// Files that do not hold all recorded changes yet, each with the number of the last such change.
    behind: Mutex<BTreeMap<FileTarget, u64>>,
    pub(super) recorded: AtomicU64,
    pub(super) durable: AtomicU64,
    failure: Mutex<Option<StoreError>>,
    pub(super) outside: Mutex<Vec<OutsideChange>>,
    /// What the writer has to tell the person.
    notices: Mutex<Vec<Notice>>,
    /// The text of each article that edits are made on, by the beginning of its SHA-256.
    texts: Mutex<BTreeMap<ArticleId, String>>,
    /// Articles whose files another program removed.
    pub(super) gone: Mutex<BTreeSet<ArticleId>>,
    /// Held by whoever writes the index.
    pub(super) index: Mutex<()>,
    waker: Mutex<Option<Box<dyn Fn() + Send>>>,
}

impl SharedState {
    pub(super) fn new(dir: PathBuf, disk: Arc<dyn Disk>) -> Self {
        Self {
            dir,
            disk,
            seen: Mutex::default(),
            behind: Mutex::default(),
            recorded: AtomicU64::new(0),
            durable: AtomicU64::new(0),
            failure: Mutex::default(),
            outside: Mutex::default(),
            notices: Mutex::default(),
            texts: Mutex::default(),
            gone: Mutex::default(),
            index: Mutex::default(),
            waker: Mutex::default(),
        }
    }

    pub(super) fn folder(&self) -> Folder<'_> {
        Folder { disk: &*self.disk, dir: &self.dir }
    }

    pub(super) fn read(&self, target: &FileTarget) -> Result<Option<Vec<u8>>, StoreError> {
        self.folder().read(&target.path())
    }

    /// Remembers a version of a file that was written, or read and understood. One that was not understood is not
    /// remembered, so that it is never taken for ours and overwritten.
    pub(super) fn saw(&self, target: &FileTarget, print: Print) {
        lock(&self.seen).insert(target.clone(), print);
    }

    /// What a file was when last seen; a file never looked at is taken for absent, so that none is overwritten unseen.
    pub(super) fn seen(&self, target: &FileTarget) -> Print {
        lock(&self.seen).get(target).copied().flatten()
    }

    pub(super) fn is_behind(&self, target: &FileTarget) -> bool {
        lock(&self.behind).contains_key(target)
    }

    pub(super) fn any_behind(&self) -> bool {
        !lock(&self.behind).is_empty()
    }

    /// Every file that does not hold all recorded changes yet.
    pub(super) fn all_behind(&self) -> Vec<FileTarget> {
        lock(&self.behind).keys().cloned().collect()
    }

    pub(super) fn fell_behind(&self, target: FileTarget, change: u64) {
        lock(&self.behind).insert(target, change);
    }

    /// The file holds all changes up to this one.
    pub(super) fn caught_up(&self, target: &FileTarget, upto: u64) {
        let mut behind = lock(&self.behind);
        if behind.get(target).is_some_and(|&last| last <= upto) {
            behind.remove(target);
        }
    }

    pub(super) fn state(&self) -> SaveState {
        let durable = self.durable.load(Ordering::Acquire);
        let pending = self.recorded.load(Ordering::Acquire).saturating_sub(durable) as usize;
        match &*lock(&self.failure) {
            Some(error) => SaveState::Failed {
                message: message!(
                    "{problem} Nothing is lost while the window stays open, and it is tried again.",
                    problem = error.located()
                ),
                pending,
            },
            None if pending == 0 => SaveState::Saved,
            None => SaveState::Saving { pending },
        }
    }

    pub(super) fn set_failure(&self, failure: Option<StoreError>) {
        *lock(&self.failure) = failure;
    }

    pub(super) fn tell(&self, notice: Notice) {
        lock(&self.notices).push(notice);
        self.wake();
    }

    /// Edits of this article are made on this text from now on.
    pub(super) fn knows_text(&self, article: &ArticleId, identity: &str) {
        lock(&self.texts).insert(article.clone(), identity.to_owned());
    }

    /// The texts that a change was made on, as far as known.
    pub(super) fn texts_of(&self, change: &Change) -> Texts {
        let texts = lock(&self.texts);
        let articles: BTreeSet<&ArticleId> = change.puts.iter().filter_map(|put| Some(&put.place()?.article)).collect();
        articles.into_iter().filter_map(|article| Some((article.clone(), texts.get(article)?.clone()))).collect()
    }

    pub(super) fn take_notices(&self) -> Vec<Notice> {
        std::mem::take(&mut *lock(&self.notices))
    }

    pub(super) fn set_waker(&self, waker: Box<dyn Fn() + Send>) {
        *lock(&self.waker) = Some(waker);
    }

    pub(super) fn wake(&self) {
        if let Some(waker) = &*lock(&self.waker) {
            waker();
        }
    }
}

/// A panic elsewhere leaves these plain values whole, so its mark on the lock is passed over.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
