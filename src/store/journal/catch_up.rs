//! What the journal of the last session holds and the files do not is brought to the files.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{
    edit::{Change, Put},
    message::{Message, message},
    model::{Article, ArticleId, Place},
    store::{
        Notice, Reader, Record, Snapshot, StoreError,
        files::{
            assignment_file,
            layout::{DAMAGED_JOURNAL, JOURNAL, Target},
            project_file::{write_entities, write_meta, write_project},
            ron_file::restore,
        },
        journal::{End, fitting, replay, scan, writer::Writer},
        open::Files,
        reader::{clash_notice, keep_copy},
        shared_state::SharedState,
    },
};

/// Replays the journal over what was read, folds it, and gives the writer that goes on from there. An error leaves
/// the journal as it was; the project can then only be read.
pub(in crate::store) fn catch_up(
    reader: &Reader,
    files: &mut Files,
    notices: &mut Vec<Notice>,
) -> Result<Writer, StoreError> {
    let shared = &reader.shared;
    let bytes = shared.folder().read(JOURNAL)?.unwrap_or_default();
    let scanned = scan(&bytes);
    set_aside(reader, &bytes[scanned.good..], &scanned.end, notices)?;
    for (article, text) in scanned.texts.iter().flatten() {
        shared.knows_text(article, text);
    }
    let changes = fitting::sort_out(reader, &files.articles, scanned.changes, &scanned.texts, notices)?;
    let mut writer = Writer::new(shared.clone(), changes.clone(), !bytes.is_empty());
    if changes.is_empty() {
        writer.settle()?;
        return Ok(writer);
    }
    let snapshot = replay(reader, files, &changes, notices)?;
    writer.fold(changes.len() as u64, snapshot)?;
    let waiting = writer.pending.len();
    if waiting < changes.len() {
        let message = message!("recovered {count} of the last session", count = counted(changes.len() - waiting));
        notices.push(Notice::note(JOURNAL, message));
    }
    if waiting > 0 {
        let paths: BTreeSet<String> =
            writer.pending.iter().flat_map(|(_, c)| &c.puts).map(|put| Target::of(put).path()).collect();
        let paths = Vec::from_iter(paths).join(", ");
        let message = message!(
            "from the last session, {count} wait for {paths}, which cannot be written now",
            count = counted(waiting),
            paths = paths
        );
        let fix = message!("Mend what is said about that file and open the project again; nothing is lost");
        notices.push(Notice::problem(JOURNAL, message, fix));
    }
    Ok(writer)
}

/// The articles that the journal says anything about. One that cannot be read is [`catch_up`]'s to tell.
pub(in crate::store) fn touched(shared: &SharedState) -> BTreeSet<ArticleId> {
    let bytes = shared.folder().read(JOURNAL).ok().flatten().unwrap_or_default();
    let changes = scan(&bytes).changes;
    let article = |put: &Put| match put {
        Put::Article { id, .. } => Some(id.clone()),
        put => put.place().map(|place| place.article.clone()),
    };
    changes.iter().flat_map(|change| &change.puts).filter_map(article).collect()
}

fn counted(changes: usize) -> Message {
    if changes == 1 { message!("1 change") } else { message!("{changes} changes", changes = changes) }
}

/// Deals with the end of a journal that is not whole: said, and kept if there is anything to keep.
fn set_aside(reader: &Reader, rest: &[u8], end: &End, notices: &mut Vec<Notice>) -> Result<(), StoreError> {
    let line = match end {
        End::Whole => return Ok(()),
        End::Torn => {
            let message =
                message!("cut a torn last line: the edit that was being saved when the last session was interrupted");
            notices.push(Notice::note(JOURNAL, message));
            return Ok(());
        }
        End::Unknown { line, reason } => {
            let message =
                message!("this version of Tandai does not know what was recorded here: {reason}", reason = reason);
            let fix = message!("Open the project once with the version that wrote it");
            return Err(StoreError::new(JOURNAL, message, fix).at((*line, 1)));
        }
        End::Damaged { line } => *line,
    };
    let kept = format!("{DAMAGED_JOURNAL}{}", &crate::store::shared_state::hash_of(rest)[..8]);
    reader.shared.folder().replace(&[(kept.clone(), rest.to_vec())])?;
    let message = message!(
        "this line is damaged; it and what follows ({bytes} bytes) were set aside in {kept}, what is before it counts",
        bytes = rest.len(),
        kept = &kept
    );
    let fix = message!("See whether edits are missing; {kept} holds them, one a line", kept = &kept);
    notices.push(StoreError::new(JOURNAL, message, fix).at((line, 1)).into());
    Ok(())
}

/// The state after all changes, of every file that they touch and that can be written.
fn replay(
    reader: &Reader,
    files: &mut Files,
    changes: &[Change],
    notices: &mut Vec<Notice>,
) -> Result<Snapshot, StoreError> {
    let shared = &reader.shared;
    let puts = || changes.iter().flat_map(|change| &change.puts);
    let cannot = |path: &str, reason: Message| StoreError::new(path, reason, restore(path));

    let theirs = files.project.clone();
    for clash in replay::project(&mut files.project, puts()) {
        let target = match clash {
            Record::Entity(_) => Target::Entities,
            Record::Assignment(_) => Target::Assignments,
            _ => Target::Project,
        };
        let path = target.path();
        let bytes = match target {
            Target::Entities => write_entities(&theirs),
            Target::Assignments => assignment_file::write(&theirs.assignments),
            _ => write_project(&theirs),
        };
        let kept = keep_copy(shared, &path, bytes.map_err(|reason| cannot(&path, reason))?)?;
        notices.push(clash_notice(&path, &[clash], &kept));
    }

    let metas = files.articles.clone();
    for (id, clash) in replay::articles(&mut files.articles, puts()) {
        let path = Target::Article(id.clone()).path();
        // A file that could not be read was said already; it is not overwritten, see `prepare`.
        if let Some(meta) = metas.get(&id) {
            let kept = keep_copy(shared, &path, write_meta(meta).map_err(|reason| cannot(&path, reason))?)?;
            notices.push(clash_notice(&path, &[clash], &kept));
        }
    }
    let mut snapshot = Snapshot { project: Some(files.project.clone()), ..Snapshot::default() };
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
