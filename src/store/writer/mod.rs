//! What the writer thread does, without the thread: appends to the journal, folds it into the files.
//!
//! Laws. A file changes only by changes that the journal holds durably. A line leaves the journal only when every file
//! that it changes has it durably. A file that somebody else changed is not written. A handle whose write or sync
//! failed is never used again: the journal is written anew from memory.

pub(super) mod catch_up;
pub(super) mod fitting;
pub(super) mod fold;
mod save_copy;
pub(super) mod thread;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, atomic::Ordering},
};

use crate::{
    edit::{Change, Put},
    message::{Message, message},
    model::{Article, ArticleId, ArticleMeta, Place, SetId},
    store::{
        Mode, Notice, Snapshot, StoreError,
        backups::{Backups, MANY, Why},
        files::{
            disk::{FileHandle, FileKind},
            layout::{
                ANNOTATIONS, FileTarget, JOURNAL, LOCK, TRASH, annotations_path, meta_path, text_path,
                trashed_meta_path, trashed_text_path,
            },
            text_file::text_of,
        },
        journal::{self, aside, identity},
        print::{Print, hash_of, print_of},
        problem::unwritable,
        project_lock::{LockGuard, take_lock},
        shared_state::SharedState,
        writer::fold::{Content, Prepared, StagedWrite},
    },
};

/// Files that are replaced in one go: enough to share syncs, few enough to keep memory flat.
const CHUNK: usize = 1024;

pub(in crate::store) struct JournalWriter {
    pub(in crate::store) shared: Arc<SharedState>,
    /// The journal's end; `None` before the first line and after a failure.
    journal: Option<Box<dyn FileHandle>>,
    /// The journal on disk has lines that are folded or bytes that are none.
    stale: bool,
    /// Changes that some file does not have yet, each with its number.
    pub(in crate::store) pending: Vec<(u64, Arc<Change>)>,
    /// The number of the last change that is in the journal on disk.
    written: u64,
    pub(in crate::store) staged: BTreeMap<FileTarget, StagedWrite>,
    /// The foreign version of a file that was told of already.
    pub(in crate::store) reported: BTreeMap<FileTarget, Print>,
    fold_failure: Option<StoreError>,
    backups: Backups,
    /// The lock; `None` where there is none, or while it is lost.
    lock: Option<LockGuard>,
    /// More comes in at once than is copied when it is new.
    many: bool,
    /// Whether there is nothing to lock with: on file systems that know no locks.
    lockless: bool,
}

impl JournalWriter {
    /// With a journal of so many lines about so many articles on disk; `stale`: it has anything in it.
    pub(in crate::store) fn new(
        shared: Arc<SharedState>,
        lines: u64,
        stale: bool,
        articles: usize,
    ) -> Result<Self, StoreError> {
        shared.recorded.store(lines, Ordering::Release);
        shared.durable.store(lines, Ordering::Release);
        if lines > 0 {
            // It was read, but nobody knows whether it was synced, and files must not run ahead of it.
            let synced = shared.disk.append(&shared.folder().at(JOURNAL)).and_then(|mut handle| handle.sync());
            synced.map_err(|error| StoreError::io(JOURNAL, message!("changes cannot be saved"), &error))?;
        }
        Ok(Self {
            shared,
            journal: None,
            stale,
            pending: Vec::new(),
            written: lines,
            many: articles >= MANY,
            staged: BTreeMap::new(),
            reported: BTreeMap::new(),
            fold_failure: None,
            backups: Backups::default(),
            lock: None,
            lockless: true,
        })
    }

    /// Brings recorded changes of some articles to their files. The journal on disk stays as it is meanwhile.
    pub(in crate::store) fn bring(
        &mut self,
        changes: impl Iterator<Item = (u64, Change)>,
        snapshot: Snapshot,
    ) -> Result<(), StoreError> {
        for (number, change) in changes {
            change.puts.iter().for_each(|put| self.shared.fell_behind(FileTarget::of(put), number));
            self.pending.push((number, Arc::new(change)));
        }
        self.stage(self.written, snapshot);
        self.write_staged().1
    }

    /// The files have what the journal says; what waits for one that cannot be written is all that stays in it.
    pub(in crate::store) fn recovered(&mut self) -> Result<(), StoreError> {
        self.pending.sort_by_key(|(number, _)| *number);
        self.pending.dedup_by(|(number, change), (before, first)| {
            let same = number == before;
            if same {
                Arc::make_mut(first).puts.append(&mut Arc::make_mut(change).puts);
            }
            same
        });
        self.many = false;
        self.commit()
    }

    /// Holds the project's lock from now on.
    pub(in crate::store) fn hold(&mut self, lock: Option<LockGuard>) {
        self.lockless = lock.is_none();
        self.lock = lock;
    }

    /// The lock must still be the one that others see: whoever removes `.local` takes it away, and another window may
    /// have come in since. Then nothing is written until that one is closed.
    fn keep_lock(&mut self) -> Result<(), StoreError> {
        let at = self.shared.folder().at(LOCK);
        if self.lockless || self.lock.as_ref().is_some_and(|lock| lock.is_at(&at)) {
            return Ok(());
        }
        self.lock = None;
        self.journal = None;
        self.stale = true;
        let (lock, mode) = take_lock(&self.shared);
        if let Mode::ReadOnly(reason) = mode {
            let reason = message!("the lock was removed while the project was open: {reason}", reason = reason);
            return Err(StoreError::new(LOCK, reason, Message::default()));
        }
        self.hold(lock);
        self.set_aside_other_journal()
    }

    /// Keeps a journal that somebody else put in the place of ours: it may hold work that is nowhere else. Recover offers
    /// it like a damaged one.
    fn set_aside_other_journal(&self) -> Result<(), StoreError> {
        let folder = self.shared.folder();
        let ours = self.pending.iter();
        let ours = ours.filter_map(|(_, change)| journal::line(change, &self.shared.texts_of(change)).ok());
        let mut there = folder.open(JOURNAL)?;
        let others = there.as_mut().map_or(Ok(false), |there| aside::has_others(there, ours));
        let others = others.map_err(|error| StoreError::io(JOURNAL, message!("cannot be read"), &error))?;
        let Some(mut there) = there.filter(|_| others) else {
            let message = message!("was removed by another program while the project was open; it is written again");
            let fix = message!("Keep the folder .local out of the way of programs that clean up or synchronise");
            self.shared.tell(Notice::problem(JOURNAL, message, fix).outside());
            return Ok(());
        };
        let (kept, _) = aside::set_aside(&folder, &mut there, 0)?;
        let message =
            message!("another journal stood here while the project was open; it was set aside in {kept}", kept = &kept);
        let fix = message!("Take what is in it with Recover");
        self.shared.tell(Notice::problem(JOURNAL, message, fix).outside());
        Ok(())
    }

    /// Makes every recorded change durable: one write, one sync, however many there are.
    pub(in crate::store) fn commit(&mut self) -> Result<(), StoreError> {
        let result = self.append();
        match &result {
            Ok(()) => {
                self.shared.durable.store(self.written, Ordering::Release);
                self.shared.set_failure(self.fold_failure.clone());
            }
            Err(error) => self.shared.set_failure(Some(error.clone())),
        }
        result
    }

    fn append(&mut self) -> Result<(), StoreError> {
        self.keep_lock()?;
        self.keep_journal()?;
        self.append_lines()?;
        // What went to a file without a name is not saved; seen before it is said to be.
        self.keep_lock()?;
        self.keep_journal()?;
        if self.stale { self.rewrite() } else { Ok(()) }
    }

    /// If the journal is no longer where it was, it is written anew.
    fn keep_journal(&mut self) -> Result<(), StoreError> {
        let at = self.shared.folder().at(JOURNAL);
        if self.journal.as_ref().is_some_and(|journal| !journal.is_at(&at)) {
            self.journal = None;
            self.stale = true;
            self.set_aside_other_journal()?;
        }
        Ok(())
    }

    fn append_lines(&mut self) -> Result<(), StoreError> {
        let Some(&(last, _)) = self.pending.last().filter(|(number, _)| *number > self.written) else {
            return if self.stale { self.rewrite() } else { Ok(()) };
        };
        let handle = if self.stale { None } else { self.journal.take() };
        let Some(mut handle) = handle else { return self.rewrite() };
        let lines = self.lines(self.written)?;
        let wrote = handle.write(lines.as_bytes()).and_then(|()| handle.sync());
        wrote.map_err(|error| StoreError::io(JOURNAL, message!("changes cannot be saved"), &error))?;
        self.journal = Some(handle);
        self.written = last;
        Ok(())
    }

    /// The journal anew, on a new handle, with what is pending and nothing else.
    fn rewrite(&mut self) -> Result<(), StoreError> {
        self.journal = None;
        // Until the new one is in place, nobody knows what the old one holds.
        self.stale = true;
        let lines = self.lines(0)?;
        self.shared.folder().replace(&[(JOURNAL.into(), lines.into_bytes())])?;
        self.stale = false;
        // Later ones than the last that is pending may be folded already.
        self.written = self.pending.last().map_or(0, |(last, _)| *last).max(self.written);
        // Without a handle the next commit comes here again.
        self.journal = self.shared.disk.append(&self.shared.folder().at(JOURNAL)).ok();
        Ok(())
    }

    pub(super) fn lines(&self, after: u64) -> Result<String, StoreError> {
        let mut lines = String::new();
        for (_, change) in self.pending.iter().filter(|(number, _)| *number > after) {
            let added = journal::add_line(&mut lines, change, &self.shared.texts_of(change));
            added.map_err(|reason| unwritable(JOURNAL, reason))?;
        }
        Ok(lines)
    }

    /// Takes in the state after change number `upto` and brings the files that are behind to it.
    pub(in crate::store) fn fold(&mut self, upto: u64, snapshot: Snapshot) -> Result<(), StoreError> {
        self.stage(upto, snapshot);
        self.write_all()
    }

    /// Commits, then writes what is staged; what fails stays staged.
    pub(in crate::store) fn write_all(&mut self) -> Result<(), StoreError> {
        // Files must not run ahead of the journal: half of a change would be in them after a crash.
        self.commit()?;
        let result = if self.staged.is_empty() { Ok(()) } else { self.fold_staged() };
        self.fold_failure = result.as_ref().err().cloned();
        self.shared.set_failure(self.fold_failure.clone());
        result
    }

    fn fold_staged(&mut self) -> Result<(), StoreError> {
        let (wrote, result) = self.write_staged();
        if wrote { result.and(self.rewrite()) } else { result }
    }

    /// Whether any file has what was staged now, and what failed first. The journal is left as it is.
    fn write_staged(&mut self) -> (bool, Result<(), StoreError>) {
        let mut folded = BTreeMap::new();
        let mut result = Ok(());
        let (removals, mut due): (Vec<_>, Vec<_>) = self.due().into_iter().partition(|(target, _)| {
            matches!(self.staged.get(target), Some(StagedWrite { content: Content::Article(None), .. }))
        });
        // What sets say of a removed article goes to the trash with it, or stays with it.
        due.retain(|(target, _)| match target {
            FileTarget::Annotations(place) => {
                !removals.iter().any(|(t, _)| *t == FileTarget::Article(place.article.clone()))
            }
            _ => true,
        });
        for (target, upto) in &removals {
            result = result.and(self.remove_article(target, *upto, &mut folded));
        }
        for chunk in due.chunks(CHUNK) {
            result = result.and(self.write_chunk(chunk, &mut folded));
        }
        self.forget(&folded);
        self.staged.retain(|target, _| !folded.contains_key(target));
        (!folded.is_empty(), result)
    }

    /// What is staged, behind, and not staged too early to matter; the rest is dropped.
    fn due(&mut self) -> Vec<(FileTarget, u64)> {
        let mut last: BTreeMap<FileTarget, u64> = BTreeMap::new();
        for (number, change) in &self.pending {
            change.puts.iter().for_each(|put| {
                last.insert(FileTarget::of(put), *number);
            });
        }
        self.staged.retain(|target, staged| last.get(target).is_some_and(|&last| last <= staged.upto));
        self.staged.iter().map(|(target, staged)| (target.clone(), staged.upto)).collect()
    }

    fn write_chunk(
        &mut self,
        chunk: &[(FileTarget, u64)],
        folded: &mut BTreeMap<FileTarget, u64>,
    ) -> Result<(), StoreError> {
        let shared = self.shared.clone();
        let folder = shared.folder();
        let mut result = Ok(());
        let mut files = Vec::new();
        let mut gone = Vec::new();
        let mut done: Vec<(&FileTarget, u64, Print)> = Vec::new();
        let mut prints = Vec::new();
        for (target, upto) in chunk {
            match self.prepare(target) {
                Ok(Some(Prepared { old, bytes })) => {
                    let (path, print) = (target.path(), print_of(bytes.as_deref()));
                    if let Some((size, old)) = old.filter(|(_, old)| *old != print) {
                        let why = if bytes.is_some() { Why::Replaced } else { Why::Removed };
                        self.backups.keep_old(&folder, &path, size, old, why);
                    }
                    done.push((target, *upto, print));
                    // Written even if the file says just that: an attempt that failed, or a session that was killed,
                    // may have left it so without a sync.
                    match bytes {
                        Some(bytes) => {
                            files.push((path, bytes));
                            prints.push(print);
                        }
                        None => gone.push(path),
                    }
                }
                Ok(None) => {}
                Err(error) => result = result.and(Err(error)),
            }
        }
        folder.replace(&files)?;
        gone.iter().try_for_each(|path| folder.remove(path))?;
        for (target, upto, print) in done {
            shared.saw(target, print);
            folded.insert(target.clone(), upto);
        }
        if files.len() < MANY && !self.many {
            for ((path, bytes), print) in files.iter().zip(prints) {
                self.backups.keep_new(&folder, path, bytes, print);
            }
        }
        gone.iter().for_each(|path| self.backups.let_go(&folder, path));
        self.backups.trim(&folder);
        result
    }

    /// Moves an article's text and what every set says of it to the trash, and removes its metadata last: until then
    /// the removal can be done again.
    fn remove_article(
        &mut self,
        target: &FileTarget,
        upto: u64,
        folded: &mut BTreeMap<FileTarget, u64>,
    ) -> Result<(), StoreError> {
        let FileTarget::Article(id) = target else { return Ok(()) };
        if self.prepare(target)?.is_none() {
            return Ok(());
        }
        let shared = self.shared.clone();
        let folder = shared.folder();
        let meta = self.removed_meta(id);
        if let Some(meta) = &meta {
            folder.rename(&text_path(id), &trashed_text_path(meta))?;
            self.backups.let_go(&folder, &text_path(id));
        }
        for set in self.sets_with(id)? {
            let place = Place { set, article: id.clone() };
            let path = annotations_path(&place);
            if let Some(bytes) = folder.read(&path)? {
                let hash = &crate::store::print::hash_of(&bytes)[..8];
                folder.rename(&path, &format!("{TRASH}/{}/{id}.{hash}.ron", place.set))?;
                self.backups.let_go(&folder, &path);
            }
            let target = FileTarget::Annotations(place);
            shared.saw(&target, None);
            folded.insert(target, upto);
        }
        match &meta {
            Some(meta) => folder.rename(&meta_path(id), &trashed_meta_path(meta))?,
            None => folder.remove(&meta_path(id))?,
        }
        self.backups.let_go(&folder, &meta_path(id));
        shared.saw(target, None);
        folded.insert(target.clone(), upto);
        Ok(())
    }

    /// What an article was before the change that removed it.
    fn removed_meta(&self, id: &ArticleId) -> Option<ArticleMeta> {
        let puts = self.pending.iter().rev().flat_map(|(_, change)| change.puts.iter().rev());
        puts.filter_map(|put| match put {
            Put::Article { id: other, swap } if other == id => swap.before.clone(),
            _ => None,
        })
        .next()
    }

    /// Sets that have a file or pending changes about an article.
    fn sets_with(&self, id: &ArticleId) -> Result<BTreeSet<SetId>, StoreError> {
        let folders = self.shared.folder().list(ANNOTATIONS)?;
        let on_disk = folders
            .into_iter()
            .filter(|(_, kind)| *kind == FileKind::Folder)
            .filter_map(|(name, _)| SetId::new(name).ok());
        let puts = self.pending.iter().flat_map(|(_, change)| change.puts.iter());
        let pending = puts.filter_map(Put::place).filter(|place| place.article == *id).map(|place| place.set.clone());
        Ok(on_disk.chain(pending).collect())
    }

    /// Takes what the files have now out of the pending changes.
    fn forget(&mut self, folded: &BTreeMap<FileTarget, u64>) {
        self.pending.retain_mut(|(number, change)| {
            let stays = |put: &Put| folded.get(&FileTarget::of(put)).is_none_or(|upto| *number > *upto);
            let left = change.puts.iter().filter(|put| stays(put)).count();
            // The history has the change as well, whole.
            if (1..change.puts.len()).contains(&left) {
                let puts = change.puts.iter().filter(|put| stays(put)).cloned().collect();
                *change = Arc::new(Change { kind: change.kind, count: change.count, puts });
            }
            left > 0
        });
        for (target, upto) in folded {
            self.shared.caught_up(target, *upto);
            self.reported.remove(target);
        }
    }

    /// What is pending for one article and set, in order.
    pub(in crate::store) fn pending_for(&self, place: &Place) -> Vec<Put> {
        let puts = self.pending.iter().flat_map(|(_, change)| &change.puts);
        puts.filter(|put| put.place() == Some(place)).cloned().collect()
    }

    /// Whether no article has this id: neither a file nor a change says so. A text under it is what an import left that
    /// was cut short.
    fn is_nobodys(&self, id: &ArticleId) -> Result<bool, StoreError> {
        let puts = self.pending.iter().flat_map(|(_, change)| &change.puts);
        let recorded = puts.filter(|put| matches!(put, Put::Article { id: other, .. } if other == id)).count() > 0;
        Ok(!recorded && self.shared.folder().read(&meta_path(id))?.is_none())
    }

    /// Moves a text that no article has to the trash, from where Recover brings it back.
    fn clear(&self, id: &ArticleId, text: &[u8]) -> Result<(), StoreError> {
        let kept = format!("{TRASH}/{id}.{}.txt", &hash_of(text)[..8]);
        self.shared.folder().rename(&text_path(id), &kept)?;
        let message = message!("a text that no article had stood here; it is in {kept} now", kept = &kept);
        self.shared.tell(Notice::note(text_path(id), message));
        Ok(())
    }

    /// Makes texts durable that no article has yet.
    pub(in crate::store) fn add_texts(&mut self, articles: &[Article]) -> Result<(), StoreError> {
        let shared = self.shared.clone();
        let folder = shared.folder();
        for chunk in articles.chunks(CHUNK) {
            let mut files = Vec::new();
            for Article { meta, text } in chunk {
                let path = text_path(&meta.id);
                // A removal that could not be finished must not take this text away later.
                self.staged.remove(&FileTarget::Article(meta.id.clone()));
                self.shared.knows_text(&meta.id, identity(&meta.text_sha256));
                // Also sees to it that the text is the one that the metadata speak of.
                text_of(&path, text.as_bytes().to_vec(), &meta.text_sha256)?;
                let there = folder.read(&path)?;
                let another = there.filter(|there| text_of(&path, there.clone(), &meta.text_sha256).is_err());
                if let Some(another) = &another
                    && self.is_nobodys(&meta.id)?
                {
                    self.clear(&meta.id, another)?;
                } else if another.is_some() {
                    let message = message!("another text is there already, and is not overwritten");
                    let fix = message!("Import under another id, or move that file away");
                    return Err(StoreError::new(path, message, fix));
                }
                // The same text, of an import that was cut short or a removal taken back, is written again, because
                // nobody knows whether it was synced.
                files.push((path, text.as_bytes().to_vec()));
            }
            folder.replace(&files)?;
            if articles.len() < MANY {
                for (path, bytes) in &files {
                    self.backups.keep_new(&folder, path, bytes, print_of(Some(bytes)));
                }
            }
        }
        self.backups.trim(&folder);
        Ok(())
    }
}
