//! What the journal of the last session holds and the files do not is brought to the files.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Cursor},
    sync::Arc,
};

use crate::{
    edit::{Change, Put},
    message::{Message, message},
    model::{Article, ArticleId, ArticleMeta, Place},
    store::{
        Notice, Reader, Record, Snapshot, StoreError,
        files::{
            assignment_file,
            layout::{FileTarget, JOURNAL},
            project_file::{write_entities, write_meta, write_project},
            ron_file::restore,
        },
        journal::{
            JournalEnd, replay,
            stream::{ChangePart, Stream},
        },
        project_files::ProjectFiles,
        reader::{clash_notice, keep_copy},
        shared_state::SharedState,
        writer::{JournalWriter, fitting},
    },
};

/// Bytes of the journal that are brought to the files in one go: enough to share syncs, few enough to keep memory flat.
const GROUP: u64 = 2 << 20;
/// The same in articles.
const ARTICLES: usize = 1024;

/// How far a recovery is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecoveryStep {
    /// Bytes of the journal, of all.
    Reading(u64, u64),
    /// Articles whose files have it, of all.
    Writing(usize, usize),
}

/// The journal of the last session, looked through.
pub(in crate::store) struct PendingJournal {
    stream: Stream,
}

impl PendingJournal {
    pub(in crate::store) fn read(shared: &SharedState, progress: &dyn Fn(RecoveryStep)) -> Result<Self, StoreError> {
        let source = shared.folder().open(JOURNAL)?.unwrap_or_else(|| Box::new(Cursor::new(Vec::new())));
        let mut told = |done, all| progress(RecoveryStep::Reading(done, all));
        let stream = Stream::read(source, &mut told).map_err(|error| unreadable(&error))?;
        Ok(Self { stream })
    }

    pub(in crate::store) fn is_empty(&self) -> bool {
        self.stream.length == 0
    }

    /// The articles that it says anything about.
    pub(in crate::store) fn touched(&self) -> BTreeSet<ArticleId> {
        self.stream.articles().map(|(id, _)| id.clone()).collect()
    }

    /// The same in groups that memory has room for.
    fn groups(&self) -> Vec<Vec<ArticleId>> {
        let mut groups: Vec<Vec<ArticleId>> = Vec::new();
        let mut room = 0;
        for (id, bytes) in self.stream.articles() {
            match groups.last_mut() {
                Some(group) if bytes <= room && group.len() < ARTICLES => group.push(id.clone()),
                _ => {
                    groups.push(vec![id.clone()]);
                    room = GROUP;
                }
            }
            room = room.saturating_sub(bytes);
        }
        groups
    }
}

fn unreadable(error: &io::Error) -> StoreError {
    StoreError::io(JOURNAL, message!("cannot be read"), error)
}

/// Brings what the journal holds to the files, some articles at a time, and gives the writer that goes on from there. The
/// journal stays as it is until every file has what it says: cut short anywhere, it is done again from its beginning. An
/// error leaves it so as well; the project can then only be read.
pub(in crate::store) fn catch_up(
    reader: &Reader,
    mut waiting: PendingJournal,
    files: &mut ProjectFiles,
    notices: &mut Vec<Notice>,
    progress: &dyn Fn(RecoveryStep),
) -> Result<JournalWriter, StoreError> {
    let shared = &reader.shared;
    set_aside(reader, &mut waiting.stream, notices)?;
    for (article, text) in waiting.stream.texts() {
        shared.knows_text(article, text);
    }
    let groups = waiting.groups();
    let articles = groups.iter().map(Vec::len).sum();
    let lines = waiting.stream.changes();
    let mut writer = JournalWriter::new(shared.clone(), lines as u64, waiting.stream.length > 0, articles)?;
    let mut taken = BTreeSet::new();
    let of_project = waiting.stream.of_project().map_err(|error| unreadable(&error))?;
    bring(reader, &mut writer, files, of_project, &mut taken, notices)?;
    let mut done = 0;
    for group in groups {
        let parts = waiting.stream.of_articles(&group).map_err(|error| unreadable(&error))?;
        bring(reader, &mut writer, files, parts, &mut taken, notices)?;
        done += group.len();
        progress(RecoveryStep::Writing(done, articles));
    }
    // Some systems replace no file that is still being read.
    drop(waiting);
    writer.recovered()?;
    let left = writer.pending.len();
    if left < taken.len() {
        let message = message!("recovered {count} of the last session", count = counted(taken.len() - left));
        notices.push(Notice::note(JOURNAL, message));
    }
    if left > 0 {
        let paths: BTreeSet<String> =
            writer.pending.iter().flat_map(|(_, c)| &c.puts).map(|put| FileTarget::of(put).path()).collect();
        let paths = Vec::from_iter(paths).join(", ");
        let message = message!(
            "from the last session, {count} wait for {paths}, which cannot be written now",
            count = counted(left),
            paths = paths
        );
        let fix = message!("Mend what is said about that file and open the project again; nothing is lost");
        notices.push(Notice::problem(JOURNAL, message, fix));
    }
    Ok(writer)
}

/// Brings some of the recorded changes to the files that they are about; `taken`: the lines of which anything fits.
fn bring(
    reader: &Reader,
    writer: &mut JournalWriter,
    files: &mut ProjectFiles,
    parts: Vec<ChangePart>,
    taken: &mut BTreeSet<usize>,
    notices: &mut Vec<Notice>,
) -> Result<(), StoreError> {
    if parts.is_empty() {
        return Ok(());
    }
    let puts = parts.iter().flat_map(|(_, change, _)| &change.puts);
    let known = |id: &ArticleId| files.articles.get_key_value(id).map(|(id, meta)| (id.clone(), meta.clone()));
    let metas = puts.filter_map(Put::article).filter_map(known).collect();
    let parts = fitting::sort_out(reader, metas, parts, notices)?;
    taken.extend(parts.iter().map(|(line, _)| *line));
    let (numbers, changes): (Vec<usize>, Vec<Change>) = parts.into_iter().unzip();
    let snapshot = replay(reader, files, &changes, notices)?;
    let numbered = numbers.into_iter().map(|line| line as u64 + 1).zip(changes);
    writer.bring(numbered, snapshot)
}

fn counted(changes: usize) -> Message {
    if changes == 1 { message!("1 change") } else { message!("{changes} changes", changes = changes) }
}

/// Deals with the end of a journal that is not whole: said, and kept if there is anything to keep.
fn set_aside(reader: &Reader, stream: &mut Stream, notices: &mut Vec<Notice>) -> Result<(), StoreError> {
    let line = match &stream.end {
        JournalEnd::Whole => return Ok(()),
        JournalEnd::Torn => {
            let message =
                message!("cut a torn last line: the edit that was being saved when the last session was interrupted");
            notices.push(Notice::note(JOURNAL, message));
            return Ok(());
        }
        JournalEnd::Unknown { line, reason } => {
            let message =
                message!("this version of Tandai does not know what was recorded here: {reason}", reason = reason);
            let fix = message!("Open the project once with the version that wrote it");
            return Err(StoreError::new(JOURNAL, message, fix).at((*line, 1)));
        }
        JournalEnd::Damaged { line } => *line,
    };
    let (kept, length) = stream.set_rest_aside(&reader.shared.folder())?;
    let message = message!(
        "this line is damaged; it and what follows ({bytes} bytes) were set aside in {kept}, what is before it counts",
        bytes = length,
        kept = &kept
    );
    let fix = message!("See whether edits are missing; {kept} holds them, one a line", kept = &kept);
    notices.push(StoreError::new(JOURNAL, message, fix).at((line, 1)).into());
    Ok(())
}

/// The state after all changes, of every file that they touch and that can be written.
fn replay(
    reader: &Reader,
    files: &mut ProjectFiles,
    changes: &[Change],
    notices: &mut Vec<Notice>,
) -> Result<Snapshot, StoreError> {
    let shared = &reader.shared;
    let puts = || changes.iter().flat_map(|change| &change.puts);
    let cannot = |path: &str, reason: Message| StoreError::new(path, reason, restore(path));

    let theirs = files.project.clone();
    for clash in replay::project(&mut files.project, puts()) {
        let target = match clash {
            Record::Entity(_) => FileTarget::Entities,
            Record::Assignment(_) => FileTarget::Assignments,
            _ => FileTarget::Project,
        };
        let path = target.path();
        let bytes = match target {
            FileTarget::Entities => write_entities(&theirs),
            FileTarget::Assignments => assignment_file::write(&theirs.assignments),
            _ => write_project(&theirs),
        };
        let kept = keep_copy(shared, &path, bytes.map_err(|reason| cannot(&path, reason))?)?;
        notices.push(clash_notice(&path, &[clash], &kept));
    }

    let known = |id: &ArticleId| files.articles.get_key_value(id).map(|(id, meta)| (id.clone(), meta.clone()));
    let metas: BTreeMap<ArticleId, ArticleMeta> = puts().filter_map(Put::article).filter_map(known).collect();
    for (id, clash) in replay::articles(&mut files.articles, puts()) {
        let path = FileTarget::Article(id.clone()).path();
        // A file that could not be read was said already; it is not overwritten, see `prepare`.
        if let Some(meta) = metas.get(&id) {
            let kept = keep_copy(shared, &path, write_meta(meta).map_err(|reason| cannot(&path, reason))?)?;
            notices.push(clash_notice(&path, &[clash], &kept));
        }
    }
    let of_project = puts().any(|put| put.article().is_none());
    let mut snapshot = Snapshot { project: of_project.then(|| files.project.clone()), ..Snapshot::default() };
    let touched: BTreeSet<_> = puts()
        .filter_map(|put| match put {
            Put::Article { id, .. } => Some(id.clone()),
            _ => None,
        })
        .collect();
    for id in touched {
        match files.articles.get(&id) {
            Some(meta) => snapshot.articles.push(meta.clone()),
            None => snapshot.removed.push(id),
        }
    }

    let mut places: BTreeMap<&Place, Vec<&Put>> = BTreeMap::new();
    for put in puts() {
        if let Some(place) = put.place() {
            places.entry(place).or_default().push(put);
        }
    }
    let mut articles: BTreeMap<_, Option<Arc<Article>>> = BTreeMap::new();
    for (place, puts) in places {
        if snapshot.removed.contains(&place.article) {
            continue;
        }
        let Some(meta) = files.articles.get(&place.article) else { continue };
        let article = articles.entry(&place.article).or_insert_with(|| match reader.article(meta) {
            Ok(article) => Some(Arc::new(article)),
            Err(error) => {
                notices.push(error.into());
                None
            }
        });
        let Some(article) = article else { continue };
        let mut loaded = reader.read_annotations(article, &place.set, true)?;
        if loaded.frozen.is_some() {
            notices.append(&mut loaded.notices);
            continue;
        }
        let theirs = loaded.annotations.clone();
        let clashes = replay::annotations(&mut loaded.annotations, puts.into_iter());
        if !clashes.is_empty() {
            notices.push(reader.keep_clash(article, &place.set, &theirs, &clashes)?);
        }
        snapshot.annotations.push((place.clone(), article.clone(), Arc::new(loaded.annotations)));
    }
    Ok(snapshot)
}
