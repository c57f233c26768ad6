//! Taking something back. What is there goes into the backups first, durably; nothing is lost by recovering.

use serde::Serialize;

use crate::{
    message::{Message, message},
    model::{ArticleId, ArticleMeta, Import},
    store::{
        Mode, StoreError,
        backups::Backups,
        files::{
            folder::Folder,
            layout::{FileTarget, TRASH, article_of_text, meta_path, shown, text_path, trashed_meta_path},
            project_file::{read_meta, write_meta},
            records::AnnotationFile,
            ron_file::{decode, parse},
            text_file::text_of,
        },
        print::hash_of,
        project_lock::take_lock,
        recovery::{
            Recovery, RecoverySource,
            pieces::{self, From, RecoverablePiece},
            preview::understood,
        },
    },
};

/// What was restored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Taken {
    /// What was asked for.
    pub id: String,
    /// The files that it is in now.
    pub paths: Vec<String>,
    /// What was in them before, by the ids that bring it back.
    pub set_aside: Vec<String>,
    /// Of a journal: records that were brought to the project, and those that were not because they changed since.
    pub applied: usize,
    pub left_out: usize,
}

/// A removed article, put together again.
pub(super) struct Trashed {
    pub(super) meta: ArticleMeta,
    pub(super) annotations: Vec<(String, Vec<u8>)>,
}

impl Recovery {
    /// Brings these back, one after the other. Refuses, and says who, while another instance has the project open to be
    /// written; an error leaves the ones before it done.
    pub fn take(&self, ids: &[String]) -> Result<Vec<Taken>, StoreError> {
        ids.iter().map(|id| self.take_one(id)).collect()
    }

    fn take_one(&self, id: &str) -> Result<Taken, StoreError> {
        let shared = &self.reader.shared;
        let folder = shared.folder();
        let piece = RecoverablePiece::find(&folder, id)?;
        if let (RecoverySource::Journal, From::Place(place)) = (piece.source, &piece.from) {
            return self.take_remains(&piece, place);
        }
        let (guard, mode) = take_lock(shared);
        if let Mode::ReadOnly(reason) = mode {
            return Err(StoreError::new(shown(&shared.dir), reason, Message::default()));
        }
        let mut backups = Backups::default();
        let bytes = piece.bytes(&folder)?;
        let taken = match (piece.source, article_of_text(&piece.path)) {
            (RecoverySource::Trash, Some(article)) => take_article(&folder, &piece, &article, bytes)?,
            _ => {
                if piece.source == RecoverySource::SyncCopy {
                    keeps_what_can_be_read(&folder, &piece.path, &bytes)?;
                }
                let set_aside = put(&folder, &mut backups, &piece.path, bytes)?;
                if let (RecoverySource::SyncCopy, From::Place(place)) = (piece.source, &piece.from) {
                    // Every byte of it stands where it belongs now.
                    folder.remove(place)?;
                }
                Taken { id: id.into(), paths: vec![piece.path], set_aside, applied: 0, left_out: 0 }
            }
        };
        drop(guard);
        Ok(taken)
    }
}

/// Refuses a copy of another program that cannot be read in the place of a file that can.
fn keeps_what_can_be_read(folder: &Folder, path: &str, bytes: &[u8]) -> Result<(), StoreError> {
    let Err(error) = understood(path, bytes, None) else { return Ok(()) };
    let there = folder.read(path)?;
    if there.is_none_or(|there| understood(path, &there, None).is_err()) {
        return Ok(());
    }
    let message = message!("this copy cannot be read, and what is there can: {reason}", reason = &error.located());
    Err(StoreError::new(path, message, message!("Take another one, or mend the copy by hand")))
}

/// Replaces a file after what is there was set aside; the ids of that.
fn put(folder: &Folder, backups: &mut Backups, path: &str, bytes: Vec<u8>) -> Result<Vec<String>, StoreError> {
    let mut set_aside = Vec::new();
    if let Some(there) = folder.read(path)?
        && there != bytes
    {
        set_aside.push(backups.set_aside(folder, path, &there)?.id());
    }
    folder.replace(&[(path.to_owned(), bytes)])?;
    Ok(set_aside)
}

/// Text and annotations first, the metadata last: until then it is no article, and this can be done again.
fn take_article(folder: &Folder, piece: &RecoverablePiece, id: &ArticleId, text: Vec<u8>) -> Result<Taken, StoreError> {
    let meta_at = meta_path(id);
    if folder.read(&meta_at)?.is_some() {
        let fix = message!("Remove it first, or choose one of its own older states");
        return Err(StoreError::new(meta_at, message!("this article is in the project"), fix));
    }
    let Trashed { meta, annotations } = trashed(folder, id, &text);
    let text_at = text_path(id);
    if let Some(there) = folder.read(&text_at)? {
        // Another text stands in the way of none.
        text_of(&text_at, there, &meta.text_sha256)?;
    }
    let mut files = vec![(text_at, text)];
    for (path, bytes) in annotations {
        if folder.read(&path)?.is_none() {
            files.push((path, bytes));
        }
    }
    let bytes = write_meta(&meta)
        .map_err(|reason| StoreError::new(meta_at.as_str(), reason, message!("Import the text again")))?;
    folder.replace(&files)?;
    folder.replace(&[(meta_at.clone(), bytes)])?;
    let paths = files.into_iter().map(|(path, _)| path).chain([meta_at]).collect();
    Ok(Taken { id: piece.id.clone(), paths, set_aside: Vec::new(), applied: 0, left_out: 0 })
}

/// What the trash has of the article with this text, of each set the latest.
pub(super) fn trashed(folder: &Folder, id: &ArticleId, text: &[u8]) -> Trashed {
    let text_sha256 = hash_of(text);
    // Of a project that was made before titles went to the trash only the id is left.
    let blank = ArticleMeta {
        id: id.clone(),
        title: id.to_string(),
        source: String::new(),
        url: String::new(),
        date: None,
        length: String::from_utf8_lossy(text).chars().count(),
        variables: Default::default(),
        text_sha256,
        import: Import::default(),
    };
    let kept = folder.read(&trashed_meta_path(&blank)).ok().flatten();
    let kept = kept.and_then(|bytes| read_meta(&meta_path(id), id.as_str(), &bytes).ok());
    let meta = kept.filter(|meta| meta.text_sha256 == blank.text_sha256).unwrap_or(blank);
    let mut of_sets = pieces::all(folder);
    of_sets.retain(|piece| {
        let about = |target| matches!(target, FileTarget::Annotations(place) if place.article == *id);
        piece.source == RecoverySource::Trash
            && piece.id.starts_with(TRASH)
            && FileTarget::parse(&piece.path).is_some_and(about)
    });
    of_sets.sort_by(|a, b| (&a.path, b.order, b.made).cmp(&(&b.path, a.order, a.made)));
    let mut annotations: Vec<(String, Vec<u8>)> = Vec::new();
    for piece in of_sets {
        let Ok(bytes) = piece.bytes(folder) else { continue };
        let same = decode(&piece.path, &bytes)
            .and_then(|text| parse::<AnnotationFile>(&piece.path, text))
            .is_ok_and(|file| file.text_sha256 == meta.text_sha256);
        if same && annotations.iter().all(|(path, _)| *path != piece.path) {
            annotations.push((piece.path, bytes));
        }
    }
    Trashed { meta, annotations }
}
