//! What is there now, and what could be there instead. Reads everything; changes nothing.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::atomic::{AtomicBool, Ordering},
};

use crate::{
    message::message,
    model::{Annotations, Article, ArticleId, ArticleMeta, Entity, EntityId, Place, SetId},
    store::{
        StoreError,
        contents::{Delta, Difference, RecoverableContents, contents_of},
        files::{
            annotation_file,
            disk::FileKind,
            layout::{
                ANNOTATIONS, ARTICLES, ASSIGNMENTS, ENTITIES, FileTarget, JOURNAL, PROJECT, article_of_text, meta_path,
                set_path, text_path,
            },
            project_file::{read_entities, read_meta},
            text_file::text_of,
        },
        parallel::in_parallel,
        recovery::{
            Choice, FileState, Recoverable, Recovery, RecoverySource, damaged_journal,
            git_conflict::Side,
            pieces::{self, RecoverablePiece},
        },
    },
};

/// What is known of a file, for comparing.
#[derive(Default)]
pub(super) enum KnownFile {
    Annotations(Annotations),
    Entities(BTreeMap<EntityId, Entity>),
    #[default]
    Other,
}

/// Pieces by the file that they would become.
type Pieces = BTreeMap<String, Vec<RecoverablePiece>>;

impl Recovery {
    /// Everything that is damaged, and everything that can be restored: what is damaged first. Nothing more is read once
    /// `cancel` is set.
    pub fn preview(&self, cancel: &AtomicBool) -> Vec<Recoverable> {
        let folder = self.reader.shared.folder();
        let mut by_path = Pieces::new();
        for piece in pieces::all(&folder) {
            by_path.entry(piece.path.clone()).or_default().push(piece);
        }
        by_path.values_mut().for_each(|pieces| pieces.sort_by_key(|piece| std::cmp::Reverse(piece.order)));
        let mut found = Vec::new();
        found.extend(self.file(&by_path, PROJECT, None));
        found.extend(self.file(&by_path, ENTITIES, None));
        if by_path.contains_key(ASSIGNMENTS) || folder.disk.kind(&folder.at(ASSIGNMENTS)).is_ok() {
            found.extend(self.file(&by_path, ASSIGNMENTS, None));
        }
        found.extend(by_path.get(JOURNAL).into_iter().flatten().filter_map(|piece| self.remains(piece)));
        let annotated = self.annotated(&by_path);
        let ids: Vec<&ArticleId> = annotated.keys().collect();
        let articles = in_parallel(&ids, |id| {
            let stopped = cancel.load(Ordering::Relaxed);
            if stopped { Vec::new() } else { self.article(&by_path, id, &annotated[id]) }
        });
        found.extend(articles.into_iter().flatten());
        found.sort_by(|a, b| (a.state, &a.path).cmp(&(b.state, &b.path)));
        found
    }

    /// Every article that has files or pieces, with the sets that have any about it.
    fn annotated(&self, by_path: &Pieces) -> BTreeMap<ArticleId, BTreeSet<SetId>> {
        let folder = self.reader.shared.folder();
        let mut annotated: BTreeMap<ArticleId, BTreeSet<SetId>> = BTreeMap::new();
        let stem = |name: &str| ArticleId::new(name.strip_suffix(".ron").or_else(|| name.strip_suffix(".txt"))?).ok();
        for (name, _) in folder.list(ARTICLES).unwrap_or_default() {
            annotated.extend(stem(&name).filter(|id| !annotated.contains_key(id)).map(|id| (id, BTreeSet::new())));
        }
        for (name, kind) in folder.list(ANNOTATIONS).unwrap_or_default() {
            let Some(set) = SetId::new(&name).ok().filter(|_| kind == FileKind::Folder) else { continue };
            for (name, _) in folder.list(&set_path(&set)).unwrap_or_default() {
                if let Some(id) = name.strip_suffix(".ron").and_then(|id| ArticleId::new(id).ok()) {
                    annotated.entry(id).or_default().insert(set.clone());
                }
            }
        }
        for path in by_path.keys() {
            match FileTarget::parse(path) {
                Some(FileTarget::Annotations(Place { set, article })) => {
                    annotated.entry(article).or_default().insert(set);
                }
                Some(FileTarget::Article(id)) => {
                    annotated.entry(id).or_default();
                }
                _ => annotated.extend(
                    article_of_text(path).filter(|id| !annotated.contains_key(id)).map(|id| (id, BTreeSet::new())),
                ),
            }
        }
        annotated
    }

    /// An article's files: what is known about it, its text, and what each set says about it.
    fn article(&self, by_path: &Pieces, id: &ArticleId, sets: &BTreeSet<SetId>) -> Vec<Recoverable> {
        let (meta_at, text_at) = (meta_path(id), text_path(id));
        let shared = &self.reader.shared;
        let there = |path: &str| shared.disk.kind(&shared.folder().at(path)).is_ok();
        if !there(&meta_at) && !there(&text_at) {
            let removed =
                by_path.get(&text_at).into_iter().flatten().filter(|piece| piece.source == RecoverySource::Trash);
            let choices: Vec<Choice> = removed.filter_map(|piece| self.removed(piece, id)).collect();
            if !choices.is_empty() {
                let (state, path) = (FileState::Removed, text_at);
                return vec![Recoverable { path, state, problem: None, contents: None, choices }];
            }
        }
        let mut found = Vec::from_iter(self.file(by_path, &meta_at, None));
        let meta = shared.read(&FileTarget::Article(id.clone())).ok().flatten();
        let meta = meta.and_then(|bytes| read_meta(&meta_at, id.as_str(), &bytes).ok());
        let article = meta.as_ref().map(|meta| self.reader.article(meta));
        let told = article.as_ref().and_then(|read| read.as_ref().err()).cloned();
        let mut text = self.file(by_path, &text_at, None);
        if let Some(problem) = told {
            // It can be read, and is another text than the one that was imported.
            let (state, contents, choices) = match text {
                Some(found) => (found.state, found.contents, found.choices),
                None => (FileState::Whole, None, Vec::new()),
            };
            let state = if state == FileState::Whole { FileState::Unreadable } else { state };
            let fits =
                |choice: &Choice| meta.as_ref().is_none_or(|meta| self.is_text_of(choice, &by_path[&text_at], meta));
            let choices = choices.into_iter().filter(fits).collect();
            text = Some(Recoverable { path: text_at, state, problem: Some(problem.located()), contents, choices });
        }
        found.extend(text);
        let article = article.and_then(Result::ok);
        for set in sets {
            let path = FileTarget::Annotations(Place { set: set.clone(), article: id.clone() }).path();
            found.extend(self.file(by_path, &path, article.as_ref()));
        }
        found
    }

    fn is_text_of(&self, choice: &Choice, pieces: &[RecoverablePiece], meta: &ArticleMeta) -> bool {
        let folder = self.reader.shared.folder();
        let bytes = pieces.iter().find(|piece| piece.id == choice.id).and_then(|piece| piece.bytes(&folder).ok());
        bytes.is_some_and(|bytes| text_of(&choice.id, bytes, &meta.text_sha256).is_ok())
    }

    /// A file as it is now, and what could be in its place; nothing if all is well and there is nothing.
    fn file(&self, by_path: &Pieces, path: &str, article: Option<&Article>) -> Option<Recoverable> {
        let folder = self.reader.shared.folder();
        let mut pieces = by_path.get(path).cloned().unwrap_or_default();
        let there = folder.read(path);
        let (mut state, mut problem, mut now) = (FileState::Whole, None, None);
        match &there {
            Err(error) => (state, problem) = (FileState::Unreadable, Some(error.located())),
            Ok(None) => {
                let newest = pieces.iter().find(|piece| piece.source != RecoverySource::SyncCopy);
                let on_purpose =
                    newest.is_none_or(|newest| newest.source == RecoverySource::Removed || newest.order == 0);
                state = if on_purpose && path != PROJECT { FileState::Removed } else { FileState::Missing };
            }
            Ok(Some(bytes)) => match understood(path, bytes, article) {
                Ok((contents, known)) => now = Some((contents, known)),
                Err(error) => {
                    (state, problem) = (FileState::Unreadable, Some(error.located()));
                    if error.is_git_conflict() {
                        state = FileState::GitConflict;
                        pieces
                            .splice(0..0, [Side::Ours, Side::Theirs].map(|side| RecoverablePiece::of_side(path, side)));
                    }
                }
            },
        }
        let present = there.ok().flatten();
        let mut seen: BTreeSet<Vec<u8>> = present.into_iter().collect();
        let mut choices = Vec::new();
        for piece in pieces {
            // One that a power cut tore is no choice.
            let Ok(bytes) = piece.bytes(&folder) else { continue };
            let read = understood(path, &bytes, article);
            if read.is_err() && matches!(piece.source, RecoverySource::GitOurs | RecoverySource::GitTheirs) {
                continue;
            }
            let (contents, known) = read.unwrap_or((RecoverableContents::Unreadable, KnownFile::Other));
            let difference = now.as_ref().and_then(|(_, now)| between(now, &known));
            let RecoverablePiece { id, source, made, .. } = piece;
            let size = bytes.len() as u64;
            // A copy that says the same is still in the way.
            if seen.insert(bytes) || source == RecoverySource::SyncCopy {
                choices.push(Choice { id, source, made, size, contents, difference });
            }
        }
        let well = matches!(state, FileState::Whole | FileState::Removed);
        let contents = now.map(|(contents, _)| contents);
        (!well || !choices.is_empty()).then(|| Recoverable { path: path.to_owned(), state, problem, contents, choices })
    }

    /// A removed article whose text lies in the trash.
    fn removed(&self, piece: &RecoverablePiece, id: &ArticleId) -> Option<Choice> {
        let folder = self.reader.shared.folder();
        let text = piece.bytes(&folder).ok()?;
        let article = crate::store::recovery::restore::trashed(&folder, id, &text);
        let (mut mentions, mut coalitions) = (0, 0);
        for (path, bytes) in &article.annotations {
            if let Ok(RecoverableContents::Annotations { mentions: m, coalitions: c, .. }) = contents_of(path, bytes) {
                (mentions, coalitions) = (mentions + m, coalitions + c);
            }
        }
        let (title, sets) = (article.meta.title, article.annotations.len());
        let contents = RecoverableContents::Removed { title, mentions, coalitions, sets };
        let (id, source, made, size) = (piece.id.clone(), piece.source, piece.made, text.len() as u64);
        Some(Choice { id, source, made, size, contents, difference: None })
    }

    /// The damaged end of a journal.
    fn remains(&self, piece: &RecoverablePiece) -> Option<Recoverable> {
        let bytes = piece.bytes(&self.reader.shared.folder()).ok()?;
        let (changes, unreadable) = damaged_journal::lines(&bytes);
        let contents = RecoverableContents::Changes { changes: changes.len(), unreadable };
        let (id, source, made, size) = (piece.id.clone(), piece.source, piece.made, bytes.len() as u64);
        let choice = Choice { id, source, made, size, contents, difference: None };
        let choices = if changes.is_empty() { Vec::new() } else { vec![choice] };
        let problem = message!(
            "damaged lines: {unreadable}; changes in them that can still be read: {changes}",
            unreadable = unreadable,
            changes = changes.len()
        );
        let path = piece.id.clone();
        Some(Recoverable { path, state: FileState::Unreadable, problem: Some(problem), contents: None, choices })
    }
}

/// What a file says; with the article at hand annotations are compared with its text as well.
pub(super) fn understood(
    path: &str,
    bytes: &[u8],
    article: Option<&Article>,
) -> Result<(RecoverableContents, KnownFile), StoreError> {
    if let (Some(article), Some(FileTarget::Annotations(_))) = (article, FileTarget::parse(path)) {
        let loaded = annotation_file::read(path, bytes, article);
        if let Some(frozen) = loaded.frozen {
            return Err(frozen);
        }
        let said = loaded.annotations;
        let (mentions, coalitions) = (said.mentions.len() + said.misfits.len(), said.coalitions.len());
        let contents = RecoverableContents::Annotations { status: said.status, mentions, coalitions };
        return Ok((contents, KnownFile::Annotations(said)));
    }
    let contents = contents_of(path, bytes)?;
    let known = if path == ENTITIES {
        read_entities(bytes).map(|(entities, _)| KnownFile::Entities(entities))?
    } else {
        KnownFile::Other
    };
    Ok((contents, known))
}

fn between(now: &KnownFile, then: &KnownFile) -> Option<Difference> {
    match (now, then) {
        (KnownFile::Annotations(now), KnownFile::Annotations(then)) => Some(Difference::between(now, then)),
        (KnownFile::Entities(now), KnownFile::Entities(then)) => {
            Some(Difference { entities: Delta::of(now, then), ..Difference::default() })
        }
        _ => None,
    }
}
