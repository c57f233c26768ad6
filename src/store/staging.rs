//! A large import on its way: its files are written under `.local/incoming`, and put in their places together when all
//! of them are there. Too large for the journal, it is as safe: a crash or a full disk before that leaves the project as
//! it was, one after that is made good at the next opening.
//!
//! | file | what |
//! |---|---|
//! | `<import>!articles!<id>.txt` | the file that will be `articles/<id>.txt` |
//! | `<import>!whole` | written when all the others are durable: they may be put in place |
//!
//! Only new articles come in so, with what sets say of them: nothing that is there is replaced.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc,
    },
};

use crate::{
    message::message,
    model::{Annotations, Article, ArticleId, ArticleMeta, Place, SetId},
    store::{
        Notice, Reader, StoreError,
        files::{
            annotation_file,
            disk::FileKind,
            folder::Folder,
            layout::{
                ANNOTATIONS, ARTICLES, FileTarget, INCOMING, annotations_path, article_of_text, meta_path, text_path,
            },
            project_file::write_meta,
        },
        job::Job,
        reader::{read_only, writer_gone},
        shared_state::{SharedState, lock},
    },
};

const WHOLE: &str = "whole";
/// Stands for the `/` of a path; no id has it.
const SLASH: char = '!';

/// An import that is being written. Dropping it removes its files.
pub struct Staging {
    shared: Arc<SharedState>,
    import: String,
    /// The paths that its files will have.
    paths: Mutex<BTreeMap<String, ()>>,
    /// Whether all that was written would outlive a loss of power.
    durable: AtomicBool,
    taken: bool,
}

impl Reader {
    /// Begins a large import.
    pub fn begin_staging(&self) -> Result<Staging, StoreError> {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        if self.jobs.is_none() {
            return Err(read_only(&self.shared));
        }
        let folder = self.shared.folder();
        folder.refuse_links(INCOMING)?;
        folder.ensure(INCOMING)?;
        let import = format!("{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        Ok(Staging {
            shared: self.shared.clone(),
            import,
            paths: Mutex::default(),
            durable: AtomicBool::new(false),
            taken: false,
        })
    }

    /// Puts the files of an import in their places, durably. Waits for the disk.
    pub fn take_in(&self, mut staging: Staging) -> Result<(), StoreError> {
        let (answer, done) = mpsc::channel();
        let jobs = self.jobs.as_ref().ok_or_else(|| read_only(&self.shared))?;
        if !staging.durable.load(Ordering::Acquire) {
            staging.make_durable()?;
        }
        let paths: Vec<String> = lock(&staging.paths).keys().cloned().collect();
        let job = Job::TakeIn(staging.import.clone(), paths, answer);
        jobs.send(job).map_err(|_| writer_gone(&self.shared))?;
        let result = done.recv().map_err(|_| writer_gone(&self.shared))?;
        // Once it is whole, the next opening goes on with it.
        staging.taken = result.is_ok() || is_whole(&staging.shared, &staging.import);
        result
    }
}

impl Staging {
    /// Writes an article with what sets say of it; again, if something was added. Callable from several threads.
    pub fn write<'a>(
        &self,
        article: &Article,
        said: impl IntoIterator<Item = (&'a SetId, &'a Annotations)>,
    ) -> Result<(), StoreError> {
        self.put(text_path(&article.meta.id), article.text.as_bytes())?;
        self.write_meta(&article.meta)?;
        for (set, annotations) in said {
            self.write_annotations(article, set, annotations)?;
        }
        Ok(())
    }

    /// Lets all that was written outlive a loss of power. Waits for the disk, which can take long; nothing may be written
    /// meanwhile.
    pub fn make_durable(&self) -> Result<(), StoreError> {
        let folder = self.shared.folder();
        let files: Vec<PathBuf> = lock(&self.paths).keys().map(|path| folder.at(&staged(&self.import, path))).collect();
        let synced = self.shared.disk.sync_files(&folder.at(INCOMING), &files);
        synced.map_err(|error| StoreError::io(INCOMING, message!("what was read cannot be made durable"), &error))?;
        self.durable.store(true, Ordering::Release);
        Ok(())
    }

    /// Writes what is known of an article that was written.
    pub fn write_meta(&self, meta: &ArticleMeta) -> Result<(), StoreError> {
        let path = meta_path(&meta.id);
        let bytes = write_meta(meta)
            .map_err(|reason| StoreError::new(path.as_str(), reason, message!("Undo the last edit and report this")))?;
        self.put(path, &bytes)
    }

    /// Writes what a set says of an article that was written.
    pub fn write_annotations(
        &self,
        article: &Article,
        set: &SetId,
        annotations: &Annotations,
    ) -> Result<(), StoreError> {
        if annotations.is_blank() {
            return Ok(());
        }
        let path = annotations_path(&Place { set: set.clone(), article: article.meta.id.clone() });
        let bytes = annotation_file::write(article, annotations);
        let bytes = bytes
            .map_err(|reason| StoreError::new(path.as_str(), reason, message!("Undo the last edit and report this")))?;
        self.put(path, &bytes)
    }

    /// What was written of an article for a set; blank if nothing was.
    pub fn annotations(&self, article: &Article, set: &SetId) -> Result<Annotations, StoreError> {
        let path = annotations_path(&Place { set: set.clone(), article: article.meta.id.clone() });
        if !lock(&self.paths).contains_key(&path) {
            return Ok(Annotations::default());
        }
        let bytes = self.shared.folder().read(&staged(&self.import, &path))?.unwrap_or_default();
        let loaded = annotation_file::read(&path, &bytes, article);
        match loaded.frozen {
            None => Ok(loaded.annotations),
            Some(reason) => Err(reason),
        }
    }

    fn put(&self, path: String, bytes: &[u8]) -> Result<(), StoreError> {
        let folder = self.shared.folder();
        let there = folder.at(&staged(&self.import, &path));
        // Known before it is written: what was begun is removed as well.
        lock(&self.paths).insert(path.clone(), ());
        self.durable.store(false, Ordering::Release);
        let wrote = self.shared.disk.create(&there).and_then(|mut file| file.write(bytes));
        wrote.map_err(|error| StoreError::io(path.as_str(), message!("cannot be written"), &error))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if self.taken {
            return;
        }
        let folder = self.shared.folder();
        for path in lock(&self.paths).keys() {
            // What cannot be removed now is at the next opening.
            let _ = self.shared.disk.remove(&folder.at(&staged(&self.import, path)));
        }
    }
}

/// Puts the files of an import, which are durable, in place.
pub(super) fn take_in(shared: &SharedState, import: &str, paths: &[String]) -> Result<(), StoreError> {
    let folder = shared.folder();
    if let Some(path) = in_the_way(&folder, import, paths)?.first() {
        let message = message!("another file is there already, and is not overwritten");
        return Err(StoreError::new(path.as_str(), message, message!("Import it again: it gets another id then")));
    }
    folder.replace(&[(format!("{INCOMING}/{import}{SLASH}{WHOLE}"), Vec::new())])?;
    put_in_place(shared, import, paths)
}

/// Goes on with imports that were whole when the program ended, and removes what others left.
pub(super) fn finish_imports(shared: &SharedState, notices: &mut Vec<Notice>) -> Result<(), StoreError> {
    let folder = shared.folder();
    let mut imports: BTreeMap<String, (bool, Vec<String>)> = BTreeMap::new();
    for (name, kind) in folder.list(INCOMING)? {
        let Some((import, rest)) = name.split_once(SLASH) else { continue };
        let (whole, paths) = imports.entry(import.to_owned()).or_default();
        let path = rest.replace(SLASH, "/");
        match rest {
            WHOLE => *whole = true,
            // A project may come from anybody: what would lie elsewhere, or is no file of an import, is not put there.
            _ if kind == FileKind::File && article_of(&path).is_some() => paths.push(path),
            _ => {
                let message = message!("is no file of an import, and is left where it is");
                notices.push(Notice::problem(format!("{INCOMING}/{name}"), message, message!("Remove it")));
            }
        }
    }
    let mut unfinished = false;
    for (import, (whole, paths)) in imports {
        if whole {
            let others = in_the_way(&folder, &import, &paths)?;
            let shut: BTreeSet<_> = others.iter().filter_map(|path| article_of(path)).collect();
            let (left_out, paths): (Vec<String>, Vec<String>) =
                paths.into_iter().partition(|path| article_of(path).is_some_and(|article| shut.contains(&article)));
            for article in &shut {
                let message = message!(
                    "article {article} of an import that was cut short was not taken: other files are there",
                    article = article.as_str()
                );
                let fix = message!("Import it again: it gets another id then");
                notices.push(Notice::problem(INCOMING, message, fix));
            }
            put_in_place(shared, &import, &paths)?;
            left_out.iter().for_each(|path| drop(shared.disk.remove(&folder.at(&staged(&import, path)))));
            continue;
        }
        unfinished |= !paths.is_empty();
        for path in paths {
            let there = folder.at(&staged(&import, &path));
            shared
                .disk
                .remove(&there)
                .map_err(|error| StoreError::io(INCOMING, message!("cannot be removed"), &error))?;
        }
    }
    if unfinished {
        let message = message!("an import was cut short before all of its files were there; nothing of it was taken");
        notices.push(Notice::problem(INCOMING, message, message!("Import the files again")));
    }
    Ok(())
}

/// The article that a file of an import is about; `None` of any other path.
fn article_of(path: &str) -> Option<ArticleId> {
    match FileTarget::parse(path) {
        Some(FileTarget::Article(id)) => Some(id),
        Some(FileTarget::Annotations(place)) => Some(place.article),
        Some(FileTarget::Project | FileTarget::Entities | FileTarget::Assignments) => None,
        None => article_of_text(path),
    }
}

/// Files that stand where those of an import would, and say something else.
fn in_the_way(folder: &Folder, import: &str, paths: &[String]) -> Result<Vec<String>, StoreError> {
    let mut found = Vec::new();
    for path in paths {
        folder.refuse_links(parent_of(path))?;
        if folder.disk.kind(&folder.at(path)).is_ok() {
            let (there, new) = (folder.read(path), folder.read(&staged(import, path)));
            if there.is_err() || there != new {
                found.push(path.clone());
            }
        }
    }
    Ok(found)
}

/// An article's own file comes last: without it there is no article.
fn put_in_place(shared: &SharedState, import: &str, paths: &[String]) -> Result<(), StoreError> {
    let folder = shared.folder();
    let is_meta = |path: &&String| path.starts_with(ARTICLES) && path.ends_with(".ron");
    let mut folders: Vec<&str> = paths.iter().map(|path| parent_of(path)).collect();
    folders.sort_unstable();
    folders.dedup();
    folders.iter().try_for_each(|path| folder.ensure(path))?;
    for path in paths.iter().filter(|path| !is_meta(path)).chain(paths.iter().filter(is_meta)) {
        let moved = shared.disk.rename(&folder.at(&staged(import, path)), &folder.at(path));
        moved.map_err(|error| StoreError::io(path.as_str(), message!("cannot be put in place"), &error))?;
    }
    // The names must be durable in their places before they are gone from here for good.
    folders.iter().try_for_each(|path| folder.sync(path))?;
    if folders.iter().any(|path| path.starts_with(ANNOTATIONS)) {
        folder.sync(ANNOTATIONS)?;
    }
    folder.sync(INCOMING)?;
    folder.remove(&format!("{INCOMING}/{import}{SLASH}{WHOLE}"))
}

fn is_whole(shared: &SharedState, import: &str) -> bool {
    let folder = shared.folder();
    shared.disk.kind(&folder.at(&format!("{INCOMING}/{import}{SLASH}{WHOLE}"))).is_ok()
}

fn staged(import: &str, path: &str) -> String {
    format!("{INCOMING}/{import}{SLASH}{}", path.replace('/', "!"))
}

fn parent_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
