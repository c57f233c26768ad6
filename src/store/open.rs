//! Opening a project: the lock, its files, and what the journal holds beyond them.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    io::{Seek, SeekFrom},
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
    thread,
};

use crate::{
    message::message,
    model::ArticleId,
    store::{
        ListedArticle, Mode, Notice, Opened, Reader, Store, StoreError,
        files::{
            disk::{Disk, FileKind, FileStamp},
            folder::Folder,
            layout::{ANNOTATIONS, ARTICLES, INCOMING, JOURNAL, LOCAL, PROJECT, UNFINISHED, shown},
        },
        project_files::{ProjectFiles, read_article, read_articles, read_project_files},
        project_lock::take_lock,
        shared_state::SharedState,
        staging,
        writer::{
            self,
            catch_up::{self, PendingJournal, RecoveryStep},
        },
    },
};

/// Bytes of a journal that take longer than a frame or two to bring to the files.
const LONG: u64 = 512 << 10;
/// The same in files of an import that is to be put in place or removed.
const MANY_NAMES: usize = 1000;

/// Reads every article's metadata.
pub(super) fn open(disk: Arc<dyn Disk>, path: &Path) -> Result<Opened, StoreError> {
    open_telling(disk, path, &|_| {})
}

/// The same, and `progress` hears how far it is.
pub(super) fn open_telling(
    disk: Arc<dyn Disk>,
    path: &Path,
    progress: &dyn Fn(RecoveryStep),
) -> Result<Opened, StoreError> {
    open_with(disk, path, None, progress)
}

/// Takes the articles from the index, or reads no more than `small` of them.
pub(super) fn open_at_once(
    disk: Arc<dyn Disk>,
    path: &Path,
    small: usize,
    progress: &dyn Fn(RecoveryStep),
) -> Result<Opened, StoreError> {
    open_with(disk, path, Some(small), progress)
}

/// Whether so much waits from a session that was cut short that opening takes more than a moment.
pub(super) fn waits_long(disk: &dyn Disk, path: &Path) -> bool {
    let Ok(dir) = folder_of(disk, path) else { return false };
    let folder = Folder { disk, dir: &dir };
    let journal = folder.open(JOURNAL).ok().flatten().and_then(|mut source| source.seek(SeekFrom::End(0)).ok());
    journal.is_some_and(|length| length > LONG) || folder.list(INCOMING).is_ok_and(|names| names.len() > MANY_NAMES)
}

fn open_with(
    disk: Arc<dyn Disk>,
    path: &Path,
    at_once: Option<usize>,
    progress: &dyn Fn(RecoveryStep),
) -> Result<Opened, StoreError> {
    let dir = folder_of(&*disk, path)?;
    let shared = Arc::new(SharedState::new(dir, disk));
    let (guard, mut mode) = take_lock(&shared);
    let mut notices = Vec::new();
    if mode == Mode::ReadWrite
        && let Err(error) = staging::finish_imports(&shared, &mut notices)
    {
        notices.push(error.into());
    }
    let project = read_project_files(&shared, &mut notices, &mut mode)?;
    let (jobs, receiver) = mpsc::channel();
    let mut reader = Reader { shared: shared.clone(), jobs: None };
    let listed = at_once.and_then(|small| listed_at_once(&reader, small));
    let whole = listed.is_none();
    let waiting = (mode == Mode::ReadWrite).then(|| PendingJournal::read(&shared, progress));
    let journalled = match &waiting {
        Some(waiting) => waiting.as_ref().is_ok_and(|waiting| !waiting.is_empty()),
        None => disk_has_journal(&shared),
    };
    let mut files = ProjectFiles { project, articles: BTreeMap::new() };
    let mut stamps = HashMap::new();
    let mut touched = BTreeSet::new();
    if whole {
        stamps = read_articles(&shared, &mut files, &mut notices)?;
    } else if let Some(Ok(waiting)) = &waiting {
        // What recovery touches it sees as it is, not as it was when the index was made.
        touched = waiting.touched();
        let read = |id: &ArticleId| read_article(&shared, id.as_str(), true).ok();
        files.articles = touched.iter().filter_map(|id| Some((id.clone(), read(id)?))).collect();
    }
    let mut worker = None;
    if let Some(waiting) = waiting.filter(|_| mode == Mode::ReadWrite) {
        // Only a session that was cut short leaves something, and then its journal as well.
        sweep(&shared, whole || journalled);
        let caught_up =
            waiting.and_then(|waiting| catch_up::catch_up(&reader, waiting, &mut files, &mut notices, progress));
        match caught_up {
            Ok(mut writer) => {
                // It lets go of the lock after the last write.
                writer.hold(guard);
                let run = move || writer::thread::run(writer, &receiver);
                let started = thread::Builder::new().name("tandai-store".into()).spawn(run);
                worker = Some(
                    started
                        .map_err(|e| StoreError::io(shown(&shared.dir), message!("saving cannot be started"), &e))?,
                );
                reader.jobs = Some(jobs);
            }
            Err(error) => {
                mode = Mode::ReadOnly(error.located());
                // What waits in the journal is not shown: whoever checks must hear of it.
                notices.push(error.into());
            }
        }
    } else if journalled {
        let message =
            message!("changes of another session wait here; they are not shown while the project is read-only");
        notices.push(Notice::problem(JOURNAL, message, message!("Open the project so that it can be written")));
    }
    let mut articles = listed.unwrap_or_default();
    articles.retain(|listed| !touched.contains(&listed.meta.id));
    articles.extend(files.articles.into_iter().map(|(id, meta)| {
        let stamp = stamps.get(id.as_str()).copied().unwrap_or(FileStamp::UNSURE);
        ListedArticle { meta: Arc::new(meta), stamp }
    }));
    articles.sort_by(|a, b| a.meta.id.cmp(&b.meta.id));
    let store = Store { reader, worker };
    Ok(Opened { store, project: files.project, articles, whole, notices, mode })
}

/// The articles as the index has them; none if there is no index and they are many; nothing if they can all be read.
fn listed_at_once(reader: &Reader, small: usize) -> Option<Vec<ListedArticle>> {
    if let Some(articles) = reader.indexed_articles() {
        return Some(articles);
    }
    // One that cannot be listed is told of when it is read.
    let names = reader.shared.folder().list(ARTICLES).unwrap_or_default();
    let many = names.iter().filter(|(name, _)| name.ends_with(".ron")).nth(small).is_some();
    many.then(Vec::new)
}

/// The project's folder, from it or from its `project.ron`.
pub(super) fn folder_of(disk: &dyn Disk, path: &Path) -> Result<PathBuf, StoreError> {
    let is_file = path.file_name().is_some_and(|name| name == PROJECT);
    let dir = if is_file { path.parent().unwrap_or(path) } else { path };
    let dir = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
    match disk.kind(&dir.join(PROJECT)) {
        Ok(FileKind::File | FileKind::Link) => Ok(dir.to_owned()),
        Ok(FileKind::Folder) | Err(_) => {
            let fix = message!("Choose a folder with a project.ron in it, or make a new project");
            Err(StoreError::new(shown(path), message!("there is no Tandai project here"), fix))
        }
    }
}

/// Removes what an interrupted write left beside the files (`everywhere`: in the large folders too); whether that
/// succeeds does not matter.
fn sweep(shared: &SharedState, everywhere: bool) {
    let folder = shared.folder();
    let list = |path: &str| folder.list(path).unwrap_or_default();
    let mut places = vec![String::new(), LOCAL.into()];
    if everywhere {
        let sets = list(ANNOTATIONS).into_iter().filter(|(_, kind)| *kind == FileKind::Folder);
        places.push(ARTICLES.into());
        places.extend(sets.map(|(name, _)| format!("{ANNOTATIONS}/{name}")));
    }
    for place in places {
        for (name, _) in list(&place).into_iter().filter(|(name, _)| name.ends_with(UNFINISHED)) {
            let path = if place.is_empty() { name } else { format!("{place}/{name}") };
            let _ = folder.remove(&path);
        }
    }
}

fn disk_has_journal(shared: &SharedState) -> bool {
    let source = shared.folder().open(JOURNAL).ok().flatten();
    source.is_some_and(|mut source| source.seek(SeekFrom::End(0)).is_ok_and(|length| length > 0))
}
