//! Reading a project: articles, annotations, what there is. Cheap to clone and to hand to background work.

use std::{
    path::Path,
    sync::{Arc, mpsc},
};

use crate::{
    edit::Put,
    message::message,
    model::{Annotations, Article, ArticleId, ArticleMeta, GuidelinesVersion, Place, SetId, Text},
    store::{
        Loaded, Notice, Record, StoreError,
        files::{
            annotation_file,
            conflict_copies::{self, Stray},
            disk::FileKind,
            folder::Folder,
            layout::{
                ANNOTATIONS, ARTICLES, CONFLICTS, FileTarget, GUIDELINES, annotations_path, kept_guidelines_path,
                meta_path, set_path, text_path, trashed_text_path,
            },
            text_file::{not_utf8, text_gone, text_of},
        },
        job::Job,
        journal::{identity, replay},
        print::{hash_of, print_of},
        shared_state::SharedState,
    },
};

/// Reads a project from any thread.
#[derive(Clone)]
pub struct Reader {
    pub(super) shared: Arc<SharedState>,
    /// `None` when the project is open to be read only.
    pub(super) jobs: Option<mpsc::Sender<Job>>,
}

impl Reader {
    /// The project's folder.
    pub fn dir(&self) -> &Path {
        &self.shared.dir
    }

    /// The article with its text, which must be the one that was imported.
    pub fn article(&self, meta: &ArticleMeta) -> Result<Article, StoreError> {
        let path = text_path(&meta.id);
        let bytes = self.shared.folder().read(&path)?.ok_or_else(|| text_gone(&path))?;
        let text = text_of(&path, bytes, &meta.text_sha256)?;
        Ok(Article { meta: meta.clone(), text })
    }

    /// What a set says about an article, with everything that was recorded and may not be in its file yet. A file
    /// that is not there is blank.
    ///
    /// What is read so may not be edited: [`crate::store::Store::annotations`] is for that, and remembers which version of the
    /// file the edits are made on.
    pub fn annotations(&self, article: &Article, set: &SetId) -> Result<Loaded, StoreError> {
        self.read_annotations(article, set, false)
    }

    pub(super) fn read_annotations(&self, article: &Article, set: &SetId, to_edit: bool) -> Result<Loaded, StoreError> {
        let place = Place { set: set.clone(), article: article.meta.id.clone() };
        let target = FileTarget::Annotations(place.clone());
        // What is still on its way to the file is asked of the writer, which does what was asked of it before first.
        let puts = if self.shared.is_behind(&target) { self.pending(&place) } else { Vec::new() };
        let mut loaded = match self.shared.read(&target) {
            Ok(bytes) => {
                let path = target.path();
                let loaded = bytes.as_ref().map(|bytes| annotation_file::read(&path, bytes, article));
                let loaded = loaded.unwrap_or_default();
                if to_edit && loaded.frozen.is_none() {
                    // Changes that are under way were made on the text of then.
                    if puts.is_empty() {
                        self.shared.knows_text(&article.meta.id, identity(&article.meta.text_sha256));
                    }
                    self.shared.saw(&target, print_of(bytes.as_deref()));
                }
                loaded
            }
            Err(error) => Loaded::frozen(error),
        };
        if loaded.frozen.is_none() && !puts.is_empty() {
            let theirs = loaded.annotations.clone();
            let clashes = replay::annotations(&mut loaded.annotations, puts.iter());
            if !clashes.is_empty() {
                loaded.notices.push(self.keep_clash(article, set, &theirs, &clashes)?);
            }
        }
        Ok(loaded)
    }

    fn pending(&self, place: &Place) -> Vec<Put> {
        let (answer, puts) = mpsc::channel();
        let asked = self.jobs.as_ref().is_some_and(|jobs| jobs.send(Job::Pending(place.clone(), answer)).is_ok());
        if asked { puts.recv().unwrap_or_default() } else { Vec::new() }
    }

    /// Keeps their version of records that changed underneath ours, and says so.
    pub(super) fn keep_clash(
        &self,
        article: &Article,
        set: &SetId,
        theirs: &Annotations,
        clashes: &[Record],
    ) -> Result<Notice, StoreError> {
        let kept = self.keep_conflict(article, set, theirs)?;
        let place = Place { set: set.clone(), article: article.meta.id.clone() };
        Ok(clash_notice(&FileTarget::Annotations(place).path(), clashes, &kept))
    }

    /// Saves a copy of another version of an annotation file under `.local/conflicts`; returns its path there,
    /// relative to the project's folder.
    pub fn keep_conflict(&self, article: &Article, set: &SetId, theirs: &Annotations) -> Result<String, StoreError> {
        let place = Place { set: set.clone(), article: article.meta.id.clone() };
        let path = FileTarget::Annotations(place).path();
        let bytes = annotation_file::write(article, theirs).map_err(|reason| {
            StoreError::new(path.as_str(), reason, message!("Restart Tandai; the file was left as it is"))
        })?;
        keep_copy(&self.shared, &path, bytes)
    }

    /// Folders of the project that cannot be read, or that lead elsewhere: what they hold is unknown, which is not the
    /// same as nothing. Whoever counts or checks says so.
    pub fn unreadable_folders(&self) -> Vec<StoreError> {
        let folder = self.shared.folder();
        let mut unreadable = Vec::from_iter(folder.list(ARTICLES).err());
        match folder.list(ANNOTATIONS) {
            Err(error) => unreadable.push(error),
            Ok(inside) => {
                let folders = inside.into_iter().filter(|(_, kind)| *kind != FileKind::File);
                unreadable.extend(folders.filter_map(|(name, _)| folder.list(&format!("{ANNOTATIONS}/{name}")).err()));
            }
        }
        unreadable
    }

    /// Files and folders with names that Tandai does not give; copies that synchronising programs set aside among them.
    pub fn strays(&self) -> Vec<Stray> {
        conflict_copies::strays(&self.shared.folder())
    }

    /// Texts that no article has, by their paths: what an import left that was cut short.
    pub fn orphaned_texts(&self) -> Vec<String> {
        conflict_copies::orphaned_texts(&self.shared.folder()).unwrap_or_default()
    }

    /// The sets that have a folder, sorted. One need not be in the project's list. See [`Reader::unreadable_folders`] for
    /// those that cannot be read.
    pub fn sets_on_disk(&self) -> Vec<SetId> {
        let names = self.shared.folder().list(ANNOTATIONS).unwrap_or_default();
        names
            .into_iter()
            .filter(|(_, kind)| *kind == FileKind::Folder)
            .filter_map(|(name, _)| SetId::new(name).ok())
            .collect()
    }

    /// The articles on which a set has a file, sorted.
    pub fn annotated(&self, set: &SetId) -> Vec<ArticleId> {
        let names = self.shared.folder().list(&set_path(set)).unwrap_or_default();
        let id = |name: String| ArticleId::new(name.strip_suffix(".ron")?).ok();
        let mut ids: Vec<ArticleId> = names.into_iter().filter_map(|(name, _)| id(name)).collect();
        ids.sort();
        ids
    }

    /// The text of a removed article, for the undo of its removal: from the trash, or from its place if the removal
    /// has not come to the files yet.
    pub fn trashed_text(&self, meta: &ArticleMeta) -> Option<Text> {
        [trashed_text_path(meta), text_path(&meta.id)].into_iter().find_map(|path| {
            let bytes = self.shared.folder().read(&path).ok().flatten()?;
            text_of(&path, bytes, &meta.text_sha256).ok()
        })
    }

    /// The project's annotation rules as Markdown, lines ended by LF; `None` if there is no such file.
    pub fn guidelines(&self) -> Result<Option<String>, StoreError> {
        self.text_of(GUIDELINES)
    }

    /// A file that people write, lines ended by LF; `None` if there is none. `path` is relative to the project's folder.
    pub fn text_of(&self, path: &str) -> Result<Option<String>, StoreError> {
        let Some(bytes) = self.shared.folder().read(path)? else { return Ok(None) };
        let text = String::from_utf8(bytes).map_err(|error| {
            let good = String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()]).into_owned();
            let at = crate::store::files::ron_file::position(&good, good.len());
            StoreError::new(path, not_utf8(), message!("Save it as UTF-8")).at(at)
        })?;
        Ok(Some(text.trim_start_matches('\u{feff}').replace("\r\n", "\n")))
    }

    /// The rules as they were in a version that was kept here; `None` if it was not.
    pub fn kept_guidelines(&self, version: GuidelinesVersion) -> Option<String> {
        let bytes = self.shared.folder().read(&kept_guidelines_path(version)).ok().flatten()?;
        String::from_utf8(bytes).ok()
    }

    /// Keeps the text of a version of the rules beside the index: nothing that is shared, and nobody misses it but for
    /// a comparison with later ones. In a project that is open to be read only, nothing is kept.
    pub fn keep_guidelines(&self, version: GuidelinesVersion, text: &str) {
        let (folder, path) = (self.shared.folder(), kept_guidelines_path(version));
        if self.jobs.is_some() && folder.read(&path).ok().flatten().is_none() {
            let _ = folder.replace_unsynced(&path, text.as_bytes());
        }
    }

    /// Those of these places whose file is no longer what was last read or written here: somebody else (Git) changed
    /// it. Reads every one of them, so not for a frame.
    pub fn changed_underneath(&self, places: &[Place]) -> Vec<Place> {
        let changed = |place: &&Place| {
            let target = FileTarget::Annotations((*place).clone());
            let there = self.shared.folder().read(&target.path());
            there.is_ok_and(|bytes| print_of(bytes.as_deref()) != self.shared.seen(&target))
        };
        places.iter().filter(changed).cloned().collect()
    }

    /// Makes the texts of new articles durable, before the change that adds the articles is recorded. Waits for the
    /// disk. A text that is there already is fine if it is the same, and is never overwritten if it is not.
    pub fn add_texts(&self, articles: Vec<Article>) -> Result<(), StoreError> {
        let (answer, done) = mpsc::channel();
        let jobs = self.jobs.as_ref().ok_or_else(|| read_only(&self.shared))?;
        jobs.send(Job::AddTexts(articles, answer)).map_err(|_| writer_gone(&self.shared))?;
        done.recv().map_err(|_| writer_gone(&self.shared))?
    }

    /// Waits until everything recorded is durable and everything handed to [`crate::store::Store::fold`] was tried. After a
    /// failure it tries again, on new file handles.
    pub fn flush(&self) -> Result<(), StoreError> {
        let (answer, done) = mpsc::channel();
        let jobs = self.jobs.as_ref().ok_or_else(|| read_only(&self.shared))?;
        jobs.send(Job::Flush(answer)).map_err(|_| writer_gone(&self.shared))?;
        done.recv().map_err(|_| writer_gone(&self.shared))?
    }

    /// Whether an article of this id can come in: no file of its name is there, but for the very text that it has (an
    /// import that was killed may have left that).
    pub fn is_free(&self, id: &ArticleId, text_sha256: &str, sets: &[SetId]) -> bool {
        let folder = self.shared.folder();
        let is_there = |path: &str| self.shared.disk.kind(&folder.at(path)).is_ok();
        let place = |set: &SetId| annotations_path(&Place { set: set.clone(), article: id.clone() });
        if is_there(&meta_path(id)) || sets.iter().any(|set| is_there(&place(set))) {
            return false;
        }
        let path = text_path(id);
        let same = |bytes: Vec<u8>| text_of(&path, bytes, text_sha256).is_ok();
        !is_there(&path) || folder.read(&path).ok().flatten().is_some_and(same)
    }

    /// [`Reader::add_texts`] of one.
    pub fn add_text(&self, article: &Article) -> Result<(), StoreError> {
        self.add_texts(vec![article.clone()])
    }
}

pub(super) fn read_only(shared: &SharedState) -> StoreError {
    let path = crate::store::files::layout::shown(&shared.dir);
    let fix = message!("See the reason given when it was opened");
    StoreError::new(path, message!("the project is open to be read only"), fix)
}

pub(super) fn writer_gone(shared: &SharedState) -> StoreError {
    let path = crate::store::files::layout::shown(&shared.dir);
    let fix = message!("Copy what you need and restart Tandai");
    StoreError::new(path, message!("the part of Tandai that saves has stopped"), fix)
}

/// Saves bytes under `.local/conflicts`, once; returns the path.
pub(in crate::store) fn keep_copy(shared: &SharedState, path: &str, bytes: Vec<u8>) -> Result<String, StoreError> {
    keep_copy_in(&shared.folder(), path, bytes)
}

/// The same in a project that is not open.
pub(in crate::store) fn keep_copy_in(folder: &Folder, path: &str, bytes: Vec<u8>) -> Result<String, StoreError> {
    let stem = path.strip_suffix(".ron").unwrap_or(path);
    let kept = format!("{CONFLICTS}/{stem}.{}.ron", &hash_of(&bytes)[..8]);
    folder.replace(&[(kept.clone(), bytes)])?;
    Ok(kept)
}

pub(super) fn clash_notice(path: &str, clashes: &[Record], kept: &str) -> Notice {
    let message = message!(
        "{records} changed here and, meanwhile, outside of Tandai; ours stayed, the other version is in {kept}",
        records = Record::list(clashes),
        kept = kept
    );
    Notice::problem(path, message, message!("Compare the two and take over what is missing")).outside()
}
