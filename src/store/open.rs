//! Opening a project: the lock, its files, and what the journal holds beyond them.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    io::{Seek, SeekFrom},
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
    thread,
};

use crate::{
    message::{Message, message},
    model::{ArticleId, ArticleMeta, Project},
    store::{
        ListedArticle, Mode, Notice, Opened, Reader, Store, StoreError,
        files::{
            assignment_file,
            disk::{self, Disk, FileKind, FileStamp, Held, Lock},
            folder::Folder,
            layout::{ANNOTATIONS, ARTICLES, FileTarget, INCOMING, JOURNAL, LOCAL, LOCK, PROJECT, UNFINISHED, shown},
            project_file::{read_entities, read_meta, read_project},
        },
        journal::{
            self,
            catch_up::{self, PendingJournal, RecoveryStep},
        },
        reader::file_gone,
        shared_state::{SharedState, print_of},
        staging,
    },
};

/// Bytes of a journal that take longer than a frame or two to bring to the files.
const LONG: u64 = 512 << 10;
/// The same in files of an import that is to be put in place or removed.
const MANY_NAMES: usize = 1000;

/// What the files say, before the journal.
pub(super) struct ProjectFiles {
    pub(super) project: Project,
    pub(super) articles: BTreeMap<ArticleId, ArticleMeta>,
}

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
                let run = move || journal::thread::run(writer, &receiver);
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

pub(super) type LockGuard = Box<dyn Held>;

/// Takes the lock; whatever stands in its way makes the project read-only.
pub(super) fn take_lock(shared: &SharedState) -> (Option<LockGuard>, Mode) {
    let folder = shared.folder();
    let ready = folder.refuse_links(LOCK).and_then(|()| folder.ensure(LOCAL)).and_then(|()| {
        let lock = shared.disk.lock(&folder.at(LOCK), &disk::who());
        lock.map_err(|error| StoreError::io(LOCK, message!("the project cannot be locked for writing"), &error))
    });
    match ready {
        Ok(Lock::Ours(guard)) => (Some(guard), Mode::ReadWrite),
        // Better no lock than no work; two at a time are still told by the look at each file before it is written.
        Ok(Lock::Unsupported) => (None, Mode::ReadWrite),
        Ok(Lock::Theirs(holder)) => {
            let holder = if holder.is_empty() { message!("another Tandai") } else { Message::verbatim(holder) };
            let reason = message!(
                "the project is open already, by {holder}. Close it there, then open it again here.",
                holder = holder
            );
            (None, Mode::ReadOnly(reason))
        }
        Err(error) => (None, Mode::ReadOnly(error.located())),
    }
}

/// `project.ron` and `entities.ron`.
fn read_project_files(shared: &SharedState, notices: &mut Vec<Notice>, mode: &mut Mode) -> Result<Project, StoreError> {
    let mut project = read_known(shared, &FileTarget::Project, true, read_project)?;
    let entities = match shared.read(&FileTarget::Entities) {
        Ok(None) => Ok(Default::default()),
        _ => read_known(shared, &FileTarget::Entities, true, read_entities),
    };
    match entities {
        Ok((entities, mut conflicts)) => {
            project.entities = entities;
            project.conflicts.append(&mut conflicts);
        }
        Err(error) => {
            // Without them half of the links would dangle, and an edit would write the file anew.
            if *mode == Mode::ReadWrite {
                *mode = Mode::ReadOnly(error.located());
            }
            notices.push(error.into());
        }
    }
    let assignments = match shared.read(&FileTarget::Assignments) {
        Ok(None) => Ok(Default::default()),
        _ => read_known(shared, &FileTarget::Assignments, true, assignment_file::read),
    };
    match assignments {
        Ok(assignments) => project.assignments = Arc::new(assignments),
        Err(error) => {
            if *mode == Mode::ReadWrite {
                *mode = Mode::ReadOnly(error.located());
            }
            notices.push(error.into());
        }
    }
    Ok(project)
}

/// The metadata of every article; returns the stamps that the files had before they were read.
fn read_articles(
    shared: &SharedState,
    files: &mut ProjectFiles,
    notices: &mut Vec<Notice>,
) -> Result<HashMap<String, FileStamp>, StoreError> {
    let names = shared.folder().stamps(ARTICLES)?;
    let stem = |name: &str| Some(name.strip_suffix(".ron")?.to_owned()).filter(|_| !name.starts_with('.'));
    let stamps: HashMap<String, FileStamp> =
        names.into_iter().filter_map(|(name, stamp)| Some((stem(&name)?, stamp))).collect();
    let mut stems: Vec<&String> = stamps.keys().collect();
    stems.sort_unstable();
    for read in in_parallel(&stems, |stem| read_article(shared, stem, true)) {
        match read {
            Ok(meta) => {
                files.articles.insert(meta.id.clone(), meta);
            }
            Err(error) => notices.push(error.into()),
        }
    }
    Ok(stamps)
}

/// An article's metadata; `to_edit`: remembers which version of the file that is.
pub(super) fn read_article(shared: &SharedState, stem: &str, to_edit: bool) -> Result<ArticleMeta, StoreError> {
    let path = format!("{ARTICLES}/{stem}.ron");
    let id = ArticleId::new(stem)
        .map_err(|error| StoreError::new(path.as_str(), error.into(), message!("Rename the file")))?;
    read_known(shared, &FileTarget::Article(id), to_edit, |bytes| read_meta(&path, stem, bytes))
}

/// Reads a file that must be there; `to_edit`: remembers its version if it makes sense.
fn read_known<T>(
    shared: &SharedState,
    target: &FileTarget,
    to_edit: bool,
    read: impl Fn(&[u8]) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let path = target.path();
    let gone = || file_gone(&path);
    let bytes = shared.read(target)?.ok_or_else(gone)?;
    let known = read(&bytes)?;
    if to_edit {
        shared.saw(target, print_of(Some(&bytes)));
    }
    Ok(known)
}

/// Does something to each item on all cores; results in the order of the items.
pub(super) fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    if items.len() < 200 || cores == 1 {
        return items.iter().map(work).collect();
    }
    let part = items.len().div_ceil(cores);
    thread::scope(|scope| {
        let work = &work;
        let workers: Vec<_> =
            items.chunks(part).map(|part| scope.spawn(move || part.iter().map(work).collect::<Vec<R>>())).collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
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
